# 哪里不对、怎么改。一句话，说清楚该做什么。

## 填写的内容

fault-missing = 请填写{ $field }。
fault-too-long = { $field }太长了，请写短一些。
fault-too-many = { $field }选得太多了，请去掉几个。
fault-control-character = { $field }里有看不见的字符，请删掉重新输入。
fault-not-writing = { $field }里有表情或符号，请只写文字。
fault-text-direction = { $field }里有从右往左写的文字或隐藏符号，请按证件上的汉字重新输入。
fault-id-length = 证件号码的位数不对，请对着证件再数一遍。
fault-id-characters = 证件号码里有不该出现的字符，请对着证件检查。
fault-id-check-digit = 证件号码有一位输错了，请对着证件逐位检查。
fault-id-province = 证件号码前两位不对，请对着证件检查。
fault-impossible-date = { $field }里的日期不存在，请检查年、月、日。
fault-future-date = { $field }里的日期还没到，请检查。
fault-past-date = { $field }已经过去了，请选今天或以后的日期。
fault-too-old = { $field }里的出生年份太早，请检查。
fault-under-age = 未满 16 周岁，依法不能登记求职。
fault-phone = { $field }不对，请检查号码。手机是 11 位，固定电话要带区号。
fault-phone-hotline = 这是服务热线，打不到本人，请填手机或家里的电话。
fault-unknown-division = 没有这个地区，请重新选择{ $field }。
fault-unknown-code = { $field }里有认不出的词，请从列表里选。
fault-out-of-range = { $field }超出了范围，请检查数字。
fault-wrong-type = { $field }的格式不对，请检查。
fault-unknown-field = 登记表里没有“{ $field }”这一项，请删掉它。
fault-contradiction = { $field }和别的内容对不上，请改成一致。
fault-no-consent = 请先问本人是否同意，同意后再打开这一项：{ $field }。
fault-not-json = 这一行读不懂，可能没有写完。请检查后重新提交。
fault-encoding = 这一行不是 UTF-8 编码，请转换编码后重新提交。

## 登记表里的项目

field-name = 姓名
field-id-type = 证件类型
field-id-number = 证件号码
field-no-id-reason = 没有证件的原因
field-phone = 电话
field-contact-by-station = 由驿站转告
field-residence = 常住地
field-education = 文化程度
field-skills = 技能证书
field-wanted-jobs = 想做的工作
field-work-forms = 用工形式
field-wage-expected = 期望工资
field-available-from = 可上班日期
field-max-distance-km = 可接受的距离
field-night-shift = 能否上夜班
field-needs-board = 是否要包吃
field-needs-lodging = 是否要包住
field-categories = 身份类别
field-wants = 需要的服务
field-consents = 同意事项
field-assisted-by = 经办人
field-note = 备注
field-whole = 整张登记表

## 省平台为什么退回

refusal-damaged-body = 传送时内容损坏了，请打开登记表，检查后重新保存。
refusal-unreadable-body = 省平台读不懂这份登记，请联系技术人员。
refusal-unknown-kind = 省平台还不收这一类登记，请联系技术人员。
refusal-wrong-station = 这份登记署名是别的驿站，请联系技术人员。
refusal-sequence-reused = 编号已经用过，本机可能是从旧备份恢复的，请联系技术人员。
refusal-missing = 省平台说缺少{ $field }，请补上后重新提交。
refusal-invalid = 省平台说{ $field }不对，请和本人核对，改正后重新提交。
refusal-under-age = 省平台查到此人未满 16 周岁，不能登记求职。
refusal-no-consent = 缺少本人同意：{ $field }。请当面问过本人再重新提交。
refusal-conflict = 省平台已有同编号的另一份登记，请联系技术人员。
refusal-other = 省平台退回了这份登记，原因本机还不认识，请打电话问省平台。

## 线路

trouble-unreachable = 连不上省平台，请检查网线或网络。
trouble-not-the-platform = 网络里有别的东西在应答（例如上网认证页），请先完成网络认证。
trouble-not-enrolled = 省平台不认识本机，请联系技术人员重新接入。
trouble-platform-in-trouble = 省平台暂时不能用，本机会自动再试。
trouble-unreadable = 省平台的回答读不懂，请联系技术人员升级程序。

## 本机存储

store-disk-full = 本机硬盘满了，没有存上。请联系技术人员清理。
store-read-only = 本机硬盘写不进去，没有存上。请联系技术人员。
store-damaged = 本机的数据文件坏了，没有存上。文件已保留，请联系技术人员。
store-not-enrolled = 本机还没有接入省平台，不能登记。请联系技术人员。
store-other = 本机存储出了问题，没有存上。请再试一次，不行就联系技术人员。

## 省级内容包

pack-whole = 内容包
pack-unknown-field = { $field }：内容包里没有这一项。
pack-unknown-code = { $field }：没有这个代码。
pack-wrong-type = { $field } 的格式不对。
pack-empty-word = { $field } 是空的。
pack-long-word = { $field } 太长。
pack-untypable = { $field } 含有打不出来的字符。
pack-too-large = { $field } 太大。
pack-nothing = { $field } 里没有词语。
pack-unreadable = { $field } 无法读取。
