# 求职者看到的词句。

jobs = { $n } 个岗位
people = 招 { $n } 人
unsaid = 没写明
until = { $date }前有效
posted = { $when }发布
quoted = “{ $text }”

## 底栏

bar-help = 请人帮忙
bar-text-large = 大字
bar-text-normal = 标准字
bar-lower = 放低
bar-read = 朗读
bar-read-stop = 停下
bar-other-language = English

## 状态

status-data-age = 岗位 { $ago }更新
status-no-data = 岗位还没有下载
status-loading = 正在下载岗位，已有 { $n } 个
status-offline = 断网中，照常使用
status-offline-since = 断网中（{ $ago }还连着），照常使用
toast-try-again = 刚才没办成，请再点一次
toast-not-saved = 存不上，请叫工作人员
toast-no-voice = 这台机器现在念不出来，请叫工作人员

## 迎宾

attract-promise = 找工作·问政策·全部免费
attract-open-before = 今天在招
attract-open-after = 个岗位
attract-welcome = 欢迎来找工作
attract-touch = 点一下，开始找工作

## 首页

home-greeting = 您想找什么工作？
home-open = 今天有 { $n } 个岗位在招，全部免费查看
home-search = 输入工种、拼音都行
home-by-job = 按工种找
home-by-job-note = { $n } 大类
home-day-jobs = 日结零工
home-by-district = 按地区找
home-by-district-note = 离家近的活
home-by-wage = 按工资找
home-by-wage-note = 一个月、一天、一小时
home-by-form = 按用工形式
home-by-form-note = 全职、小时工、临时工
home-by-benefit = 包吃包住
home-by-benefit-note = 住宿、社保、班车
home-newest = 最新岗位
home-services = 本站服务
home-services-note = 登记、咨询，都不收费

## 选择

choose-job = 想做哪一类工作？
choose-job-below = 点一类，看里面有哪些活
choose-all-of-group = 这一类全看
choose-form = 想怎么干？
choose-benefit = 最看重什么？
choose-benefit-below = 可以一样一样加
choose-district = 想在哪里干活？
choose-whole-city = { $city }全部
choose-wage = 工资至少要多少？
choose-wage-below = 按哪种算？
page-before = 上一页
page-after = 下一页
page-of = { $n-page } / { $n-pages }
wage-at-least = { $amount } { $unit }以上
wage-or-more = { $unit }以上，{ $n } 个
empty-catalogue = 岗位还没有下载好
empty-catalogue-below = 连上网络后会自动下载。急用请找工作人员。

## 列表

list-found = { $n } 个岗位
order-newest = 最新在前
order-wage = 工资高在前
order-nearest = 离得近在前
filter-job = 工种
filter-district = 地区
filter-wage = 工资
filter-form = 用工形式
filter-benefit = 待遇
filter-more = 更多
choose-more = 还有什么要求？
condition-no-diploma = 不看学历
condition-same-county = 就在本区县
condition-within = { $n } 公里以内
condition-negotiable = 工资面议
condition-age = { $n } 岁也可以
condition-disability = 欢迎残疾人
# How far a place of work is: by road, from county to county or from street to street, so never exact.
away-same-street = 本街道（乡镇）
away-same-county = 本区县
away-about = 约 { $n } 公里
away-walk = 估计走路 { $n } 分钟
away-bus = 估计坐车 { $n } 分钟
condition-new = { $n } 天内新发布
condition-closing = { $n } 天内截止
order-best = 最合适在前
list-meant = 没有“{ $typed }”，下面是“{ $meant }”的岗位
list-alike = 其中 { $n } 个是读音相近的
# A job like the one that was asked for.
nothing-instead = 看看相近的：{ $job }，有 { $n } 个岗位
condition-drop-leaves = 去掉 { $what }，有 { $n } 个岗位
condition-drop = 去掉 { $what }
conditions-drop-all = 全部去掉，重新找
nothing-found = 没有完全合适的
nothing-found-below = 少一个条件，就能看到更多：

## 岗位

detail-take = 带走这个岗位（扫码）
detail-free = 找工作不收费。谁要押金、培训费、介绍费，都别给，马上找工作人员。
detail-tasks = 做什么
detail-requirements = 有什么要求
detail-education = 学历：{ $education }及以上
detail-experience = 经验：{ $experience }
detail-contact = 怎么联系
detail-contact-staff = 招聘信息没写电话，请工作人员帮您联系。
detail-source = 来源：{ $source }
detail-number = 岗位编号 { $number }
detail-gone = 这个岗位已经招满或过期
detail-gone-below = 看看别的，同类的还有。
detail-gone-other = 回去看别的
glance-form = 用工形式
glance-place = 在哪里
glance-people = 招多少人
glance-benefits = 吃住和保险
glance-until = 到什么时候
wage-hint = 合{ $wage }
wage-original = 原文：{ $text }

## 带走

take-heading = 用手机扫一扫，带走这个岗位
take-how = 打开手机相机或微信“扫一扫”，对准它，把文字存下来。
take-offline = 不用网络：岗位的内容就在码里。没有手机？请工作人员帮您写下来。
take-code = 岗位内容的二维码
take-contact = 电话 { $contact }
take-number = 编号 { $number } { $station }
take-too-long = 这个岗位内容太长，做不成码

## 搜索

search-label = 找什么岗位
search-hint = 如 电焊、dianhan、dh
search-below = 大家常找：
search-nothing = 没找到
search-nothing-below = 换个说法试试，比如“保洁”“送货”。
search-show-all = 看全部 { $n } 个

## 帮助

status-unstaffed = 自助时间，{ $hours } 有人值班
help-heading = 请工作人员帮忙
help-how = 请在这里稍等，或到服务台找穿工作服的人。看不清、不会用、想登记，都可以找我们。
help-unstaffed = 现在没有人值班
help-unstaffed-how = 值班时间 { $hours }。找活、报名、办事、打印，这台机器都能自己办。
help-call-me = 留个电话，上班后联系我
help-go-on = 继续自己看
help-staff = 工作人员入口
ease-heading = 看得清，听得清
ease-contrast = 黑白分明
ease-contrast-below = 白底黑字，线条更粗
pace-slow = 念慢一点
pace-usual = 正常快慢
pace-quick = 念快一点
dialect-mandarin = 普通话
read-personal = 念出来别人也听得见
read-personal-why = 这一页有个人信息。插上耳机，就只有您听得见。
read-to-all = 就这样念
read-not = 不念了
ease-calm = 画面不要动
ease-calm-below = 少一些移动，不晃眼
services-heading = 本站能办什么
services-below = 都不收费

## 开不了机

trouble-start = 这台机器暂时用不了
trouble-start-people = 找工作请到服务台，工作人员会帮您。
trouble-start-technician = 给维护人员：
trouble-start-damaged = 存放登记信息的文件坏了。文件原样没动，请先把它复制一份保管好，再联系技术人员。
trouble-start-wrong-key = 密钥打不开存放登记信息的文件：密钥不对，或文件开头坏了。文件原样没动。请换回原来的密钥再启动。
trouble-start-no-key = 没有找到密钥。请放回密钥文件再启动。
trouble-start-too-new = 数据是更新的版本写的。请装回那个版本，数据一点没动。
trouble-start-locked = 另一个程序正在使用数据。请关掉它，再启动。
trouble-start-disk-full = 磁盘满了。请腾出空间再启动。
trouble-start-read-only = 数据文件夹不能写入。请检查它的属主和挂载方式。
trouble-start-other = 请把下面这句话告诉技术支持。

## 没有人了

idle-question = 您还在吗？
idle-why = 没人用时会清空刚才看的内容，保护您的隐私。
idle-said = 您还在吗？点一下“我还在”，就不会清空。还有{ $n }秒。
idle-stay = 我还在
idle-leave = 不用了，结束
map-open = 看地图选
map-open-note = 驿站四周，哪边有活
map-heading = 驿站四周的岗位
map-below = 点一个地方，看那里的岗位；远近是直线距离
map-none = 附近别的区县没有岗位
map-here = { $place }，您在这里，{ $n } 个岗位
map-spot = { $place }，{ $towards }约 { $n-km } 公里，{ $n } 个岗位
map-ring = { $n } 公里
towards-north = 往北
towards-north-east = 往东北
towards-east = 往东
towards-south-east = 往东南
towards-south = 往南
towards-south-west = 往西南
towards-west = 往西
towards-north-west = 往西北

## 说一说
listen-begin = 说一说
listen-now = 正在听，请对着机器说，最多 10 秒。声音不保存
listen-done = 说完了
listen-thinking = 正在变成文字，请稍等
listen-nothing = 没有听清。可以靠近一点再说一次，或者用键盘写
listen-no-microphone = 话筒没有声音，请用键盘写
listen-no-recogniser = 这台机器现在听不了，请用键盘写
