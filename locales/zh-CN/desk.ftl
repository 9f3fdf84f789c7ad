# 工作台：表格导入、来件、大屏、派活、告知单。

## 表格导入

tables-title = 表格导入
tables-below = 从优盘导入求职登记或招聘岗位，先看清每一行再导入
tables-registrations = 求职登记
tables-postings = 招聘岗位
tables-look = 再找一遍
tables-none = 没有找到表格
tables-none-below = 请插上优盘；表格要用电子表格的格式，或者逗号分隔的文本。
tables-size = { $n } 千字节
tables-rows = { $kind }，{ $n } 行
tables-line = 第 { $n } 行
tables-nameless = （没有名称）
tables-take = 导入 { $n } 行
tables-taking = 正在导入，还有 { $n } 行；拔掉优盘也不要紧
tables-taken = 导入完成，共 { $n } 行
tables-on-paper = 本人的同意书已在手里
tables-mapping = 列的对应
tables-mapping-below = 左边是表里的列，右边是登记的项目；点一下可以改
tables-mapped = 对应好了，看预览
tables-unused = 不用这一列
tables-save-left = 存下没导入的行
tables-saved = 没导入的行连同原因已存为 { $name }，改好后可以再导入
tables-other = 换一个表格
tables-close = 收起
tables-ready = 可导入 { $n }
tables-done = 已导入 { $n }
tables-again = 已经有 { $n }
tables-bad = 有问题 { $n }
tables-row-ready = 可以导入
tables-row-renews = 已登记过，导入后更新登记
tables-row-again = 已经登记，回执号 { $receipt }
tables-row-again-posting = 已经录入
tables-row-twice = 和第 { $n } 行相同
tables-row-taken = 已导入，回执号 { $receipt }
tables-row-in-review = 已交审核
tables-row-too-large = 内容太长
tables-more-faults = { $first }共 { $n } 处
tables-no-firm = “{ $name }”还没有登记，请先看证照登记单位
tables-which-firm = “{ $name }”有几家，请在表里写上信用代码
tables-alike = 同名同电话的人已登记（{ $receipt }），请核对是不是同一个人
tables-gone = 文件不见了，请看看优盘是不是还在
tables-unreadable = 这个文件打不开，请另存为电子表格再试
tables-too-large = 表格太大：最多 10000 行、100 列
tables-empty = 表里没有内容：第一行要写列名，下面每行一条
tables-not-written = 优盘写不进去，可能写保护或满了
tables-head-line = 行号
tables-head-reason = 没有导入的原因
tables-export = 把{ $kind }导出到优盘
tables-export-below = 按省里的字段写成电子表格；里面有个人信息，只交给要交的人
tables-exported = 已写到优盘：{ $file }，{ $n } 行
tables-results = 面试机、模拟器的结果
tables-nobody = 本站没有登记过这个人，请先登记
tables-which-person = 同名同电话登记了两个人，请写回执号
tables-product = 设备名称
tables-result = 评价结果
tables-no-stick = 没有找到优盘，请插上再试
tables-bad-fields = 本站的字段对照表打不开，请告诉技术员
tables-written = 写好了 { $n } 行
tables-unmapped = 对照表里没有这个代码，按原样写出：{ $code }

## 来件：群众在机器上自己填的

arrived-title = 自助来件
arrived-below = { $n ->
    [0] 都有人办了
   *[other] { $n } 件等着办，最急的在最前面
}
arrived-none = 还没有来件
arrived-none-below = 群众在机器上填的表、预约、报名和意见会排到这里。
arrived-done = 已办
arrived-taken-back = 收回同意
arrived-erasure = 本人要求删除资料
arrived-urgent = 急件，今天要办
arrived-reason-applied = 报名的，要回电话
arrived-history = 办理情况
arrived-province = 省平台有消息
arrived-tell = 一次性告知
arrived-tell-below = 点缺的材料，一次说全；不能受理的点原因
arrived-take-up = 单位要招人
arrived-take-up-below = 单位和岗位照他写的填好了；核对执照和身份证再保存
arrived-take-up-do = 登记单位和岗位
arrived-no-printer = 没有打印机：请念给本人听，或抄给他
arrived-elsewhere = 不属于本站受理
arrived-not-entitled = 不符合申请条件
arrived-too-late = 已过办理期限
arrived-slip-title = 一次性告知单
arrived-slip-refused = 不予受理告知单
arrived-slip-about = 事项
arrived-slip-bring = 请补齐以下材料：
arrived-slip-paper = { $n }. { $paper }
arrived-slip-enough = 补齐后不用再交别的，凭这张单子优先办理。
arrived-slip-appeal = 对此有异议的，可以向区县人社局申请复核；需要帮忙请问工作人员。
arrived-deed-seen = 看自助来件
arrived-deed-told = 出告知单

## 监测和大屏

function-business = 业务经办
function-policy = 政策服务
function-guidance = 就业指导
function-start-up = 创业扶持
function-skills = 技能提升
function-matching = 供需匹配
function-help = 就业帮扶
function-monitoring = 就业监测
functions-used = 八项服务功能：用上了 { $n } 项（至少 { $n-least } 项）
functions-unused = 还没用过
waits-title = 登记后多久得到第一次服务（人）
wait-same-day = 当天
wait-three-days = 3 天内
wait-week = 一周内
wait-month = 一月内
wait-longer = 更久
wait-not-yet = 还没有
waits-queue = 办结 { $n } 件，{ $n-share }% 按时，一半在{ $much }内
waits-people = { $n } 人
waits-served = { $from } 登记，{ $to } 得到第一次服务
waits-unserved = { $from } 登记，还没有服务
waits-late = 还有 { $n } 件过期没办
board-show = 大屏展示（退出登录）
board-at = 本年就业服务 · { $at }统计，每分钟自动更新
board-services = 服务
board-trades = 供需
board-way = 就业
board-leave = 首页
board-small = 少于 { $n } 人的数不公开
board-few = 不多
board-target = 目标 { $n }
board-functions = 八项服务功能用上了 { $n } 项
board-trade = { $count } 人想做，{ $n } 个岗位在招

## 在窗口占日结零工名额

day-seats-open = 派一份日结零工
day-seats-title = 日结零工名额
day-seats-below = 给{ $name }占一个名额；不用网络也不会派重
day-seats-none = 现在没有名额
day-seats-none-below = 名额由省平台预先分给本站，用完了就要等下一批。
day-seats-free = 还有 { $n } 个名额
day-seats-fits = 合她的条件
day-seats-agrees = 本人当面同意把姓名和电话给{ $employer }
day-seats-take = 占下这个名额
day-seats-deed = 窗口派零工名额

## 报告

report-acceptance = { $n } 年度验收申报材料
report-check = 申报条件
report-result = 结果
report-met = 达到
report-not-met = 未达到
report-functions-used = 用上的服务功能（共八项）
report-figures = 服务数据
report-months = 每月情况
report-functions-title = 八项服务功能
report-function-name = （{ $n ->
    [1] 一
    [2] 二
    [3] 三
    [4] 四
    [5] 五
    [6] 六
    [7] 七
   *[other] 八
}）{ $name }
report-evidence = 佐证清单
report-counts = 计入
report-by-evidence = 按佐证复核
report-mark-services = 人次
report-mark-records = 数据
report-mark-function = 功能{ $n }
report-signs = 填报人|审核人|负责人|单位盖章|联系电话|日期
report-page = 第 { $n } 页，共 { $n-all } 页
entry-application = 网上报名
entry-offer = 窗口发布岗位
entry-searches = 查询日报
entry-firm-note = 企业走访与用工需求

# The report on the screen.
reporting-title = 报告和验收材料
reporting-below = 数字都从台账里数出来，同一天做几次都一样
reporting-year = 年度报告
reporting-month = 月度报告
reporting-acceptance = 验收材料
reporting-of-year = { $n } 年
reporting-of-month = { $n } 月
reporting-in-month = { $n-month } 月：服务 { $n } 人次，数据 { $n-records } 条
reporting-evidence = 佐证清单 { $n } 条，每条记录只列一次
reporting-write = 存到优盘（表格和可以签字的页面）
reporting-written = 已存到优盘：{ $file }

# What other offices handed back.
returned-from = 回流信息：{ $source }
returned-purpose = 只用于{ $purpose }，保留到{ $day }，到期自动删除
returned-logged = 谁看过都记在审计日志里
returned-deed-seen = 看回流信息

# Money that offices granted.
events-title = 招聘会和活动
events-line = 报名 { $n } 人，登记意向 { $n-intentions } 人次
events-firms = 涉及 { $n } 家单位
funds-title = 资金使用：批下来的补贴
funds-line = { $n } 件，共{ $money }
figure-granted = 获批的补贴申请
## 机器

machine-title = 机器状况
machine-below = 给维护人员看：哪里要管，该怎么做
machine-looking = 正在检查，要几秒钟
machine-well = { $n-all } 项里 { $n } 项没有问题
machine-again = 再检查一遍
machine-place = 本机位置：{ $place }
machine-place-finer = 细到街道（乡镇），远近才说得准
machine-deed-place = 改本机位置
cleaning-start = 擦屏幕
cleaning-title = 现在可以擦屏幕
cleaning-left = 点到哪里都不算数，还有 { $n } 秒
asleep-touch = 屏幕在休息，点一下就亮

## 练习

practice-start = 练习
practice-station = 练习驿站，不作数
practice-banner = 练习：做什么都不作数，也不上报。账号“练习”，密码 { $pin }
practice-end = 结束练习
