# 零工市场：接活卡、占名额、签到、工时工钱、做工记录。

## 市场

market-open = 零工市场：占个名额
market-door = 占个当天的名额
market-title = 零工市场
market-below = 在这里占的名额就是您的，别处不会再给别人
market-none = 现在没有能占的名额
market-none-below = 省里每天分名额到各个驿站，下午三点起分明天的。也可以看看全部日结岗位，打电话去问。
market-all = 看全部日结岗位
market-left = { $day }还有 { $n } 个名额
market-want = 占个名额

## 接活卡

card-title = 我的接活卡
card-below = 点一点就行，不想说的可以不点
card-why = 说说会干什么、有什么工具，合适的活排在前面。
card-fill = 填接活卡
card-change = 改一改
card-jobs = 会干什么活？
card-tools = 自己带什么？
card-times = 什么时候能来？
card-far = 最远去多远？
card-km = { $n } 公里以内
card-anywhere = 多远都行
card-done = 好了，看看活
card-line-jobs = 会干：{ $jobs }
card-line-tools = 自带：{ $tools }
card-line-times = 能来：{ $times }
card-line-far = 最远：{ $far }
tool-hand-tools = 手动工具
tool-power-tools = 电动工具
tool-measuring = 量尺水平仪
tool-ladder = 梯子
tool-safety-gear = 安全帽、安全鞋
tool-work-clothes = 工作服
tool-cleaning-gear = 保洁工具
tool-kitchen-knives = 刀具
tool-tricycle = 三轮车
tool-electric-bike = 电动车
tool-van = 面包车
tool-smartphone = 智能手机
tool-other = 其他
part-morning = 上午
part-afternoon = 下午
part-evening = 晚上
part-night = 通宵
part-other = 其他

## 占名额

seat-title = 占这个名额
seat-day = 干活的日子：{ $day }
seat-place = 地点：{ $place }
seat-contact = 联系：{ $contact }
seat-what-card = 姓名、电话、接活卡
seat-consent-text = 谁收到：{ $employer }。联系方式：{ $contact }。为什么：安排您来干“{ $title }”，当天的工时和工钱由双方确认。给什么：{ $what }。怎么给：本站发到省平台，再转给这家单位。只对这一家、这一天有效。
seat-take = 同意，占下名额
seat-gone = 名额刚刚没有了
seat-gone-below = 最后一个刚给了别人，或者今天的分配结束了。看看别的活吧。
seat-has-one = 这一天您已经有活了
seat-has-one-below = 您占了“{ $title }”的名额。要换的话，先在“我的”里退掉。
seat-others = 看看别的活
seat-done = 名额是您的了
seat-already = 这个名额您已经占过了
seat-next = 到了那天，先来驿站签到；去不了就在“我的”里退掉，让给别人。
seat-text-title = 零工名额
seat-slip-next = 当天先来驿站签到。干完回来说工时和工钱，单位也确认了，就有一张做工记录。

## 我的名额

mine-seat = 零工：{ $title }
seat-check-in = 我到了，签到
seat-give-back = 去不了，退掉名额
seat-say = 干完了，说工时和工钱
seat-say-again = 改工时和工钱
seat-state-taken = 名额是您的
seat-state-given-back = 已退掉
seat-state-checked-in = 已签到
seat-state-worked = 等双方确认一致
seat-state-confirmed = 双方已确认，有做工记录
seat-state-missed = 没有到
seat-state-refused = 省里没有收这个名额，请问工作人员
seat-state-other = 请问工作人员
seat-worker-said = 您说：{ $work }
seat-employer-said = 单位说：{ $work }
seat-differ = 两边说的不一样，请工作人员帮忙问清楚。

## 工时和工钱

work-title = 今天干了多少？
work-hours = 干了几个小时？（不算休息）
work-hour = { $n } 小时
work-hour-and = { $n-hours } 小时 { $n-minutes } 分
work-less = 少半小时
work-more = 多半小时
work-pay = 说好给多少钱？（元）
work-pay-hint = 只写整数
work-paid = 钱拿到了吗？
work-paid-yes = 已经拿到
work-paid-no = 还没拿到
work-send = 就是这些
work-below = 单位确认一样的工时和工钱以后，驿站给您一张签了名的做工记录。

## 做工记录

record-open = 看做工记录
record-title = 做工记录
record-below = 双方确认过，驿站签了名
record-what = 以后讨要工钱时，拿这个码或这张纸给劳动监察看。改一个字，就验不过。
record-code = 做工记录的二维码
record-slip-keep = 请收好。讨要工钱时出示。

## 工作人员

seats-open = 看名额和签到
seats-title = 零工名额
seats-below = 这几天本站给出的名额
seats-none = 还没有人占名额
seats-none-below = 有人在屏幕上占了名额，这里就有。
seats-here = 到了
seats-missed = 没来
seats-employer = 单位来确认
seats-who = 单位谁说的？
seats-who-hint = 例如 工头或经理的姓名
seats-send = 记下单位说的
seats-not-now = 先不记
