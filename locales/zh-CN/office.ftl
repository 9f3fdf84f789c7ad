# 工作台后面的事：登记者、该做的服务、五个队列、交班、账号。

## 登记者名单

seekers-title = 登记者
seekers-tile = 按姓名
seekers-below = 点名字看档案；可以打字、拼音、手机尾号或证件号找
seekers-search = 找登记者
seekers-hint = 姓名、手机尾号或回执号
seekers-count = { $n } 人
seekers-none = 没有找到
seekers-none-below = 换个写法试试，或者给来访者登记。
seekers-owed = 还欠 { $n } 次
seekers-ended = 登记已到期
sieve-all = 全部
sieve-owed = 还欠服务
sieve-ending = 快到期
sieve-sent-back = 被退回

## 一个人的档案

seeker-title = 登记者
seeker-known = 登记的情况
seeker-consents = 同意了
seeker-until = 有效到{ $day }
seeker-assisted = { $name }代填
seeker-renew = 更新登记
services-title = 做过的服务
desk-service-void = 已撤销
desk-service-confirmed = 本人已确认
desk-service-confirm = 本人确认
desk-service-take-back = 撤销
desk-service-void-sure = 记错了，撤销这一次
referrals-title = 推荐过的岗位
desk-referral-no-consent = 她没有同意把信息给用人单位：可以自己拿推荐条去，不能替她联系。
tasks-of-title = 答应她的事
task-due = { $day }之前

## 该做的服务

owed-title = 该做的服务
owed-none = 目前没有适用的服务计划。属于重点群体的，请在“重点群体”里记上。
owed-standing = { $code } 服务（{ $from }到{ $to }）
owed-because = 因为：{ $groups }
owed-need = { $kinds }：{ $n-have } / { $n-least }
owed-or = 或
record-ask = 刚做完哪一项？点一下就记
record-topic = 内容
record-result = 结果
record-channel = 怎么做的
record-confirm-below = 请本人点这里，或者口头确认后由您点
record-save = 记下这次服务
record-results = 明确了方向|同意参加培训|约好了面试|再约一次|暂时不找
topics-guidance = 求职方向|简历修改|面试准备|技能提升|心态调整|劳动权益
topics-training = 家政服务|养老护理|电工|焊工|叉车|中式烹饪|电商直播
topics-policy = 社保补贴|公益性岗位|失业保险金|技能提升补贴|创业担保贷款|求职创业补贴
topics-practice = 面试机|职业体验模拟器|技能实训模拟器|线上笔试
topics-trainee = 企业见习|机关事业单位见习|社区见习
topics-talk = 了解就业情况|推荐岗位后回访|了解困难|通知活动

desk-service-recommendation = 岗位推荐
desk-service-guidance = 职业指导
desk-service-training-info = 培训信息
desk-service-training-done = 参加培训
desk-service-policy-talk = 政策宣讲
desk-service-trainee-place = 见习机会
desk-service-visit = 上门走访
desk-service-call = 电话回访
desk-service-practice = 面试机、模拟器
desk-service-other = 其他
desk-channel-desk = 当面
desk-channel-phone = 电话
desk-channel-message = 短信或微信
desk-channel-home = 上门
desk-channel-event = 活动现场

## 重点群体

tags-title = 重点群体
tags-none = 没有记录
tags-hidden = 还有敏感的群体信息，您没有查看权限
tags-change = 修改
tags-paper = 请看过证明再点；从今天算起
tags-no-consent = 敏感的群体信息要本人单独同意，请先更新登记。
recognise-source = 依据：{ $what }（{ $date }的规定，以窗口认定为准）
recognise-you-decide = 打勾的是登记里已经有的；其余请问本人、看证件。由您认定，机器不替您决定。
recognise-yes = 看过证明，符合
recognise-no = 先不认定
tag-evidence = 窗口看过证明
desk-tag-declared = 本人申报
desk-tag-verified = 已看证明
desk-tag-province = 省平台

## 是不是同一个人

desk-alike-number = 证件号相同，已经登记过
desk-alike-phone-and-name = 电话相同，名字也像，可能是同一个人
desk-alike-phone = 电话相同，可能是家人
desk-alike-name = 有同名的人
alike-open = 看她的档案
merge-compare = 对照两份登记
merge-title = 是同一个人吗？
merge-below = 红色的是不一样的地方
merge-what-happens = 合并后两份登记、服务和推荐都归到左边这个人，不能拆开；审计日志会记下来。
merge-do = 是同一个人，合并
merge-reason = 窗口核对后确认是同一人

## 队列

queue-reception = 接待登记
queue-review = 审核
queue-call-back = 电话回访
queue-reply = 信息回复
queue-refer = 推荐转发
queue-tile = { $n-late ->
    [0] { $n } 件
   *[other] { $n } 件，{ $n-late } 件已过期
}
queue-below = { $n } 件没做完，最急的在最前面
queue-empty = 都做完了
queue-empty-below = 有新的事会自动排进来。
task-ask = 结果怎样？
task-person = 看她的档案
task-back = 回到队列
task-later = 晚些再试
task-next = 再试：{ $at }
task-history = 之前打过、办过
task-note-field = 说了什么（可不填）
call-first = 先报自己是哪个驿站、姓什么；不是本人接的，只请转告回电，不说找工作的事。
call-script-registered = 问：找到活了吗？去面试过吗？想找的活、电话有没有变？
call-script-referral = 问：去过那家单位了吗？怎么说的？没成是为什么，要不要换一个？
call-script-renewal = 说：登记快到期了。问：还在找吗？要续的，想找的活有没有变？
call-script-policy = 说：有一项政策可能适合您，要带的材料、去哪个窗口办；以窗口答复为准。
call-script-applied = 说：单位的答复，面试的时间地点念两遍。问：去得了吗？怎么去？
closing-due = 今天该办还没办的
closing-more = 还有 { $n } 件，在各自的队列里
task-tries = 打过 { $n } 次没人接
desk-reason-after-registration = 登记后回访
desk-reason-recommend = 推荐合适的岗位
desk-reason-guidance = 想要职业指导
desk-reason-training = 想了解培训
desk-reason-policy = 想了解政策
desk-reason-no-document = 补看证件
desk-reason-sent-back = 省平台退回，需要更正
desk-reason-referral = 问推荐结果
desk-reason-renewal = 登记快到期，问要不要续
desk-reason-promise = 答应过的事
desk-reason-help = 需要帮扶
desk-outcome-done = 做好了
desk-outcome-reached = 联系上了
desk-outcome-found-work = 已经找到工作
desk-outcome-not-wanted = 不需要了
desk-outcome-wrong-number = 号码不对
desk-outcome-nothing-fits = 没有合适的
desk-outcome-no-answer = 没人接
desk-outcome-call-later = 明天再说
desk-outcome-settled = 已自动了结

## 推荐

refer-do = 推荐给她
referred-title = 已推荐
referred-below = 打一张推荐条给她带着；三天后会提醒您问结果
referred-person = 回到她的档案
referral-slip-title = 推荐条
referral-slip-show = 请把这张条交给用人单位看
desk-referral-taken-on = 省平台已经受理，会告诉用人单位
applied-by-her = 本人在机器上报名的
applied-track-returned = 被省平台退回来了
applied-track-taken-back = 本人收回了同意，资料不再给单位
applied-track-ended = 本人撤回了报名
desk-referral-answer = 单位答复：{ $what }
desk-referral-recommended = 已推荐
desk-referral-told = 已告诉用人单位
desk-referral-interview = 约了面试
desk-referral-hired = 录用了
desk-referral-refused = 没成
desk-step-told = 已告诉用人单位
desk-step-interview = 约好面试
desk-step-hired = 录用了
desk-step-refused = 没成……
desk-failed-filled = 已招满
desk-failed-skills = 技能不够
desk-failed-wage = 工资太低
desk-failed-far = 太远
desk-failed-hours = 时间不合适
desk-failed-nobody = 没人联系
desk-failed-other-work = 找到别的了
desk-failed-not-as-said = 和招聘说的不一样

## 交班

closing-title = 交班
closing-below = 今天还剩下这些
closing-unsent = { $n ->
    [0] 都已发往省平台
   *[other] { $n } 份等线路恢复后自动发送
}
closing-refused = { $n ->
    [0] 没有被退回的
   *[other] { $n } 份被退回，需要更正
}
closing-promised = { $n ->
    [0] 答应的事都做了
   *[other] { $n } 件答应的事今天到期或已过期
}
closing-what-happens = 交班后退出登录；下一位登录时先看到这张单子。
closing-do = 交班并退出
closing-from = { $name }{ $ago }交班，留下这些
closing-read = 知道了

## 账号和审计

pin-title = 改 PIN
pin-old = 先输现在的 PIN
pin-new = 再输新的 PIN
pin-again = 新 PIN 再输一遍
pin-rule = 6 到 12 位数字，不要连号或同一个数字
pin-too-simple = 太简单了，请换一个
pin-differs = 两遍不一样，请重新输新的 PIN
pin-changed = 改好了，下次用新的 PIN
pin-given = 这个 PIN 是别人设的，请先改成只有您知道的：先输现在的
account-title = 员工账号
account-below = { $n } 个账号可以登录
account-new = 开一个账号
account-new-below = 姓名、能做什么，再设一个 PIN
account-name = 姓名（登录时看到的）
account-roles = 能做什么（可多选）
account-missing = 请写姓名，至少选一样能做的事
account-pin-next = 下一步：设 PIN
account-pin = 给她设一个 PIN
account-set-pin = 设新的 PIN，同时解锁
account-pin-set = 设好了。把 PIN 告诉本人，她登录后要先改成自己的
account-close = 关闭这个账号
account-close-sure = 确定关闭：以后不能登录，做过的事仍记在她名下
account-mine = 您自己
account-locked = 已锁
account-own = 自己的账号由别的负责人或技术员来改；自己的 PIN 在“改 PIN”里改
account-more = 这个账号能做的事比您的多，您不能改
account-name-taken = 已经有这个名字的账号（也可能已关闭），请换一个写法
account-clerk = 经办员
account-clerk-below = 登记、服务、回访
account-counsellor = 职业指导师
account-counsellor-below = 同上，还能看需特别保护的身份
account-reviewer = 审核员
account-reviewer-below = 审核岗位和登记
account-supervisor = 负责人
account-supervisor-below = 所有业务、报表、账号和审计日志
account-technician = 技术员
account-technician-below = 机器、线路和技术员账号；看不到任何人的档案
audit-title = 审计日志
audit-export = 全部存到优盘
audit-whole = 完整，共 { $n } 条；最新的在最前面
audit-broken = 审计日志从第 { $n } 条起对不上，请立刻告诉负责人和技术员
audit-program = 程序
office-taken = { $name }已经接了这件事
desk-refused-not-allowed = 您的账号不能做这件事
desk-refused-no-consent = 本人没有同意，不能这样做
desk-refused-no-reason = 请先说明原因
desk-refused-gone = 情况刚刚变了，请再看一下

desk-deed-signed-in = 登录
desk-deed-sign-in-failed = PIN 输错
desk-deed-locked = 账号锁定
desk-deed-signed-out = 退出登录
desk-deed-account-opened = 开账号
desk-deed-account-closed = 关账号
desk-deed-roles-set = 改权限
desk-deed-pin-set = 改 PIN
desk-deed-people-listed = 看登记者名单
desk-deed-person-looked-up = 按证件号查人
desk-deed-person-seen = 看档案
desk-deed-sensitive-seen = 看含敏感信息的档案
desk-deed-registered = 登记
desk-deed-reopened = 打开更正
desk-deed-matched = 找合适的岗位
desk-deed-people-matched = 找合适的人
desk-deed-tag-set = 记重点群体
desk-deed-tag-ended = 取消重点群体
desk-deed-merged = 合并登记
desk-deed-service-recorded = 记服务
desk-deed-service-confirmed = 本人确认服务
desk-deed-service-voided = 撤销服务
desk-deed-task-taken = 接任务
desk-deed-task-done = 记任务结果
desk-deed-referred = 推荐
desk-deed-referral-moved = 推荐有进展
desk-deed-handed-over = 交班
desk-deed-exported = 导出
desk-deed-audit-read = 看审计日志
desk-deed-purged = 到期清除

## 就业监测

monitor-title = 就业监测
monitor-year = { $n } 年就业监测
monitor-below = 每个数都能点开看是哪些记录
monitor-of = { $n } / { $n-target }
monitor-count = { $n } 次
monitor-months = 每月服务人次
monitor-month = { $n-month } 月 { $n } 次
load-title = 工作人员服务量
load-people = 服务 { $n-people } 人，其中 { $n-owed } 人还欠服务
load-of-one = 一位工作人员的服务
monitor-funnel = 从登记到录用
monitor-plans = { $n } 人适用服务计划，{ $n-met } 人已经做满
monitor-trades = 想做的和在招的
monitor-trade = { $job }：{ $n } 人想做，{ $n-offered } 个岗位在招
monitor-in-vain = 查了没有的岗位
monitor-other-words = 其他词语
monitor-evidence = { $n } 条记录，每条只算一次
figure-service-times = 服务人次
figure-valid-records = 有效数据
figure-registrations = 求职登记
figure-referrals = 推荐到岗位
figure-interviews = 约了面试或录用
figure-hired = 录用

## 报告

report-year = { $n } 年度就业服务报告
report-month = { $n } 年 { $n-month } 月就业服务报告
report-station = 站点
report-span = 期间
report-made = 生成日期
report-figure = 项目
report-count = 数量
report-target = 要求
report-in-month = 月份
report-function = 服务功能
report-day = 日期
report-staff = 经办人
report-state = 状态
