# 求职者自己办的事：存岗位、比岗位、报告岗位、报名、我的。

## 一起比

keep = 存下来比一比
kept = 已存，去比一比（{ $n } 个）
keep-full = 已存满 { $n } 个，去比一比
keep-compare = 比一比已存的 { $n } 个
compare-title = 放在一起比
compare-below = 只存在这次，离开就清空
compare-one = 再存一两个，就能比了。
compare-none = 还没有存岗位
compare-none-below = 在岗位那一页点“存下来比一比”。
compare-open = 看这个
compare-drop = 去掉
compare-wage = 工资
compare-settlement = 怎么发
compare-employer = 单位
compare-education = 学历
compare-freshness = 消息新不新

## 词的意思

terms-title = 这些词是什么意思？
terms-source = 依据：{ $source }
terms-close = 明白了

## 新旧

fresh-ageing = { $n } 天没有更新，去之前先打电话问问
fresh-old = { $n } 天没有更新，可能已经招满，一定先打电话
fresh-doubted = 有人反映这个岗位和说的不一样，正在向单位核实
fresh-tag-old = { $n } 天没更新
fresh-tag-doubted = 正在核实

## 报告岗位

report-open = 这个岗位有问题？告诉我们
report-title = 这个岗位哪里不对？
report-below = 不用留姓名。工作人员会打电话核实，两个人都说不对的，省里会让单位重新确认。
report-send = 告诉工作人员
report-done = 记下了，谢谢您
report-done-below = 工作人员会去核实。核实之前，这个岗位别去，也别给钱。
report-number = 记录号 { $number }
report-already = 您刚才已经说过这个岗位了
report-choose = 先点一条
report-help = 已经给了钱、身份证被扣了？马上请工作人员帮忙。

## 您是哪一位

who-title = 先让我们知道您是谁
who-title-mine = 看看自己的事
who-below = 登记过的，用身份证或小票最快
who-card = 刷身份证
who-card-ready = 把身份证放在读卡器上就行
who-slip = 用小票上的回执号
who-slip-below = 再加上生日
who-short = 没登记过，现在填
who-short-below = 只要姓名、电话和生日
who-staff = 都没有？请工作人员帮忙
who-asking = 正在查……
who-no-match = 没有对上。请核对回执号和生日，或者请工作人员帮忙。
who-locked = 试错太多次了，请 { $time }后再试，或者用身份证，或者请工作人员帮忙。
slip-title = 小票上的回执号和您的生日
slip-number = 回执号
slip-number-hint = 小票上最大的那串数字
born = 生日
born-chosen = 生日：{ $date }
born-again = 重新选
slip-check = 就是我
young-title = 未满 16 周岁，还不能报名上班
young-below = 法律保护未成年人：不满 16 周岁不能招用。可以看看技工学校、职业学校和以后想做的工作。
young-training = 请工作人员说说上学和培训
short-title = 怎么找到您？
short-below = 单位按这个联系您。生日只留在本站，用来确认满 16 周岁。

## 报名

want = 我想去，现在报名
want-again = 已报名，再看看
apply-title = 报名
apply-who = { $name }，{ $phone }
apply-by-station = 没有电话，由驿站转告
apply-wish = 您想怎么样？
apply-consent = 我同意把我的资料给“{ $employer }”
apply-consent-text = 谁收到：{ $employer }。联系方式：{ $contact }。为什么：招“{ $title }”这个岗位时联系您。给什么：{ $what }。怎么给：本站发到省平台，再转给这家单位。给了以后可以在“我的”里收回。只对这一家、这一次有效。
apply-contact-station = 问本站
apply-what-short = 姓名、电话
apply-what-registered = 姓名、电话、登记的学历和技能
apply-send = 同意并报名
apply-need-consent = 打开上面这一项，才能把资料给单位。不想给也没关系，可以只把岗位带走。
apply-no-employer = 这个岗位没写单位名称，不知道资料会给谁，不能在这里报名。请工作人员帮您联系。
apply-saving = 正在存……
applied-done = 报上名了
applied-already = 这个岗位您报过名了，还是原来的号
applied-next = 单位有消息，就在“我的”里看得到。要去面试，先记下时间地点。
applied-more = 再看看别的岗位
applied-text-title = 报名回执
applied-text-posting = 岗位：{ $title }
applied-text-employer = 单位：{ $employer }
applied-slip-next = 下次来，用这个号加生日，或者用身份证，看办到哪一步了。

## 我的

mine = 我的
mine-title = { $name }，您好
mine-below = 只有您看得到，看完点“看完了”
mine-nothing = 这里没有您的登记和报名
mine-registration = 求职登记
mine-application = 报名：{ $title }
mine-referral = 驿站推荐的：{ $title }
mine-valid = { $date }前有效
mine-wants = 想做：{ $jobs }
mine-consented = 同意过：{ $what }
mine-track-saved = 已存本机，有网就发
mine-track-sent = 已送到省平台，转给单位
mine-track-returned = 省里退回来了，请工作人员看看
mine-note-said = 单位说：{ $note }
mine-meet = { $when }到{ $place }
mine-bring = 带上{ $what }
mine-ask = 有事找：{ $contact }
mine-track-taken-back = 您收回了同意，资料不再给单位
mine-wish-erase = 要求删除我的资料
mine-wish-take-back = 收回同意：{ $what }
mine-wish-waiting = 本站已经照办，有网就告诉省里
mine-wish-accepted = 省里收到了
mine-wish-refused = 省里没有收，请工作人员看看
mine-wish-done = 省里办好了
mine-rights = 我的资料我做主
mine-take-back = 收回：{ $what }
mine-erase = 删除我的全部资料
mine-erase-ask = 真的全部删除吗？
mine-erase-below = 登记、报名都会停下，本站不再用您的资料；省里删好以后，这里也全部清掉，找不回来。
mine-erase-yes = 全部删除
mine-erase-no = 不删了
mine-copy = 带走一份
mine-done = 看完了，清空
copy-title = 这是您在本站的全部记录
copy-code = 我的记录的二维码
copy-long = 内容太长，做不成码，请打印或请工作人员导出。
copy-registration = 登记 { $number }，{ $state }
copy-application = 报名 { $number }，{ $title }，{ $employer }，{ $state }

## 工作台上的岗位反映

reports-way = 岗位反映
reports-title = 有人反映的岗位
reports-below = 打电话给单位核实，办完点“核实过了”
reports-none = 没有要核实的岗位
reports-none-below = 求职者在岗位页点“这个岗位有问题”，就会列在这里。
reports-times = { $n } 个人反映过，最近一次{ $ago }
reports-open = 看岗位
reports-close = 核实过了
