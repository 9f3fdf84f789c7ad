# 找工作以外的服务：政策、办事、培训、指导、创业、招聘会、维权、意见。

## 内容包的毛病

pack-missing-field = { $field } 缺了必须有的一项
pack-no-date = { $field } 不是日历上的日子
pack-backwards = { $field } 还没开始就结束了
pack-no-condition = { $field } 里要有一个条件，而且只能有一个
pack-unknown-name = { $field } 指的东西不存在
pack-cyclic = { $field } 绕了一圈又要用到自己
pack-twice = { $field } 出现了两次

## 服务的门

door-policies = 政策找人
door-policies-below = 答几个问题，看能享受什么
door-business = 办事
door-business-below = 失业登记、失业金、参保
door-training = 学技能
door-training-below = 培训、证书、补贴
door-guidance = 职业指导
door-guidance-below = 小测、约指导师
door-startup = 创业
door-startup-below = 开店、贷款、场地
door-events = 招聘会
door-events-below = 展位图、入场码、专区岗位
door-rights = 维权
door-rights-below = 欠薪、合同、骑手权益
door-opinion = 提意见
door-opinion-below = 想说的都可以说
door-register = 登记求职
door-register-below = 工作人员帮您填，有合适的通知您
ask-door = 说要办的事
ask-door-below = 打几个字，找到步骤和材料
ask-below = 打字或者手写都行，说大白话就可以。
ask-hint = 例如 没工作了怎么办
ask-examples = 大家常说的，点一下也行：
ask-nothing = 没有找到
ask-nothing-below = 换个说法试试，或者请工作人员帮您。
door-firms = 用人单位
door-firms-below = 招人、补助、摊位
door-more = 更多服务
door-more-below = 政策、办事、培训、维权
check-policies = 看看我能享受哪些政策
check-policies-below = 答几个问题，不留名字
door-empty = 这里还没有内容
door-empty-below = 联网以后会自动下载，先请工作人员帮您
section-calculators = 算一算
section-assessments = 了解自己
section-career = 往哪走
section-experts = 约指导师
section-steps = 一步一步来
section-law = 法律怎么说
section-policies = 全部政策
section-places = 去哪里
section-zones = 招聘专区
section-events = 招聘会和活动
shelf-all = 全部

## 一件东西

item-ended = { $date }到期，有没有延续请问窗口
course-map = 培训地图
course-map-below = 看哪里有班，离驿站多远
course-map-count = { $n } 个班
course-map-here = 就在附近
course-map-way = { $towards }约 { $n } 公里
item-away = 多远
item-take = 带走
item-papers = 要带的材料
item-conditions = 什么人能享受
item-window = 能不能享受、能领多少，以窗口答复为准。
item-source = 来源：{ $name }，截至 { $date }
item-when = 时间
item-hours = 可以约的时间
item-hours-full = 这两周都约满了，请问工作人员
item-pick-hour = 先选一个时间
item-hall = 看展位图和单位
item-steps = 一共 { $n } 步
day-hour = { $day } { $time }
take-this-heading = 用手机扫一扫，带走
take-this-how = 打开手机相机或微信“扫一扫”，对准它，把文字存下来。
take-this-code = 内容的二维码
take-this-offline = 不用网络，内容就在码里。

## 一步一步来

plan-step = 第 { $n } 步
plan-papers = 带上：{ $papers }
plan-person = 请工作人员帮我办

## 填表

answer-yes = 是
answer-no = 否
fill-optional = （可以不填）
fill-submit = 提交
fill-see = 看结果
fill-first = 还有更快的办法
fill-call = 打电话：{ $phone }
fill-code = 官方入口的二维码
fill-full = 这个时间刚刚被约走了，请返回另选一个
fill-result = 算出来
fill-about = 您约的是：{ $title }
fill-day-so-far = 已选 { $so-far }
fill-change = 改
fill-card = 有身份证读卡器：放上证件，姓名和号码自动填好
calc-retirement = { $n-year } 年 { $n-month } 月
calc-age = 那时 { $n-years } 岁
calc-age-months = 那时 { $n-years } 岁 { $n-months } 个月
calc-later = 比原来晚 { $n } 个月
calc-months = 最多 { $n } 个月
calc-yuan = 最多 { $amount } 元
calc-nothing = 按这样的情况，暂时不能领

## 政策找人

findings-heading = 您可能用得上的政策
findings-likely = 很可能符合
findings-perhaps = 还要问清
findings-no = 暂时不符合
findings-none = 没有找到条件对得上的政策
findings-none-below = 政策常有变化，请工作人员再帮您看看。
findings-either = 下面有一条就行：
findings-paper = { $says }（凭{ $paper }）
findings-again = 改答案

## 小测

assess-progress = 第 { $n } 题，共 { $n-all } 题
assess-skip = 跳过
assess-before = 上一题
assess-see = 看结果
assess-picked = 已选 { $n } 样，选 { $n-all } 样
scores-heading = 您的结果
scores-private = 结果只给您看，离开就清掉。
scores-flat = 各样都差不多，没有特别突出的。可以先去做一天试试。
scores-tie = 有几样分数一样，都看看。
scores-sum = { $title }：{ $n } 分（8 到 40 分）
scores-unknown = { $title }：没答够，不算分
scores-job = 看{ $job }的岗位
scores-ready = 都准备好了，可以放心去面试。
scores-todo = 要办的事
scores-picked = 您最看重的

## 招聘会

hall-counts = { $n-firms } 家单位，{ $n-posts } 个岗位
hall-row = { $row } 排
hall-place = 点一排，看这一排的单位
hall-offer = { $job } { $n } 人，{ $wage }
hall-interest = 有意向

## 交好了

done-heading = 交好了
done-already = 刚才已经交过了，还是原来的号
done-kept = 已经存在本机，会自动报送省平台
done-urgent = 人多事急，请现在就告诉工作人员
done-held = 时间先给您留着：{ $when }
done-pictures = 有工资条、考勤、聊天记录的照片？用自己的手机扫这个码，可以补交，最多 { $n } 张
done-home = 回首页
done-code = 回执的二维码

## 接着填

recover-heading = 刚才没填完
recover-below = 机器刚才停了一下。您是不是在填“{ $form }”？
recover-digits = 您填的电话或身份证的最后 4 位
recover-wrong = 不对，再看看
recover-go = 是我，接着填
recover-drop = 不是我，清掉
