# 工作人员用的词句。

## 登录

staff-who = 您是哪一位？
staff-who-below = 点自己的名字，再输 PIN
staff-nobody = 还没有工作人员账号
staff-nobody-below = 请技术人员先添加账号。
staff-hello = { $name }，您好
staff-pin = PIN
staff-pin-below = 请输入 PIN，再点“登录”
staff-checking = 正在核对……
staff-wrong-pin = PIN 不对，还能试 { $n } 次
staff-locked = 输错太多次，账号已锁，{ $time }后再试
staff-somebody-else = 不是我，换人
staff-sign-in = 登录

## 工作台

staff-desk-below = 登记来访者，看登记到哪一步了
staff-register = 登记来访者
staff-left = 上次有一份没填完：{ $name }
staff-left-nameless = 上次有一份没填完的登记
staff-resume = 接着填
staff-discard = 不要了
staff-contact = 和省平台的线路正常，{ $ago }联系过
staff-no-contact = 还没有和省平台联系过
staff-entries = 登记列表
staff-send-now = 现在就发送
staff-sign-out = 退出登录

## 登记走到哪一步

state-waiting = 等待发送
state-saved = 已存本机
state-sent = 已发送，等待确认
state-held = 等前一份改好再发
state-accepted = 省平台已接收
state-refused = 需要更正
state-since = { $state } · { $ago }

## 登记列表

entries-below = 退回的在最前面，改好再存就会重新发送
entries-none = 还没有登记
entries-none-below = 登记过的人会列在这里。
entries-purged = 信息已到期清除
entries-correct = 打开更正

## 登记表

step-who = 谁
step-contact = 怎么联系
step-work = 想做什么
step-conditions = 条件
step-consent = 同意
form-before = 上一步
form-save = 保存登记
form-draft-saved = 草稿{ $ago }存好了
form-name-hint = 身份证上的名字
form-id-hint = 对着证件输入
form-id-left = 还差 { $n } 位
form-id-right = 号码正确，{ $n } 周岁
reason-forgotten = 忘带了
reason-lost = 丢了
reason-renewing = 正在补办
form-phone-hint = 手机，或者带区号的座机
form-phone-right = 号码正确：{ $number }
form-no-phone = 没有电话，由驿站转告
form-no-phone-below = 有消息时驿站当面告诉本人或家里人。
form-choose-place = 选省、市、区县
form-street = 街道和小区（可以不填）
form-street-hint = 例如 某某街道某某小区
place-province = 哪个省？
place-up = 上一级
place-whole = 就选{ $name }
form-jobs = 想做的工作（最多 { $n } 种，最想做的先选）
form-jobs-none = 还没选。点下面的大类，再点工作。
form-job-drop = 去掉{ $name }
form-own-job = 别的工作
form-own-job-hint = 自己说，例如 修表
form-add = 加上“{ $name }”
form-wage = 工资至少要多少（可以不填）
form-wage-amount = 多少元
form-wage-hint = 例如 5000
form-from = 从{ $date }起可以上班
when-now = 马上
when-days = 三天后
when-week = 一周后
when-month = 一个月后
form-km = { $n } 公里内
form-any-distance = 多远都行
form-yes-night = 能上夜班
form-no-night = 不能上夜班
form-unsaid = 没说
form-board = 吃住
form-needs-board = 要包吃
form-needs-lodging = 要包住
skill-welder = 电焊证
skill-electrician = 电工证
skill-forklift = 叉车证
skill-driver = 驾驶证
skill-health = 健康证
skill-guard = 保安证
skill-carer = 护理证
form-own-skill = 别的技能或证书
form-own-skill-hint = 例如 会做面点
form-categories = 身份类别（本人自愿说）
form-categories-below = 有些身份能申请扶持。不说也一样登记。
want-guidance = 想要职业指导
want-training = 想参加技能培训
want-policy = 想知道有哪些政策
form-note-hint = 例如 下午三点以后打电话
form-line = { $label }：{ $text }
consent-ask = 请念给本人听，同意的再打开
consent-version = 告知书版本 { $version }

## 回执

receipt-done = 登记好了
receipt-already = 这份登记以前存过，还是原来的号
receipt-number = 回执号
receipt-what-now = 已经存在本机，会自动报送省平台
receipt-next = 登记下一位
receipt-to-desk = 回到工作台
receipt-code = 回执的二维码
receipt-scan = 手机扫一扫，把回执存下来
receipt-text-title = 求职登记回执
receipt-text-number = 回执号：{ $number }
receipt-text-station = 驿站：{ $name }
receipt-text-day = 登记日期：{ $date }
receipt-text-seal = 防伪 { $seal }
receipt-text-valid = 有效期：{ $n } 天，到期可以续
