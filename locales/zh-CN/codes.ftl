# 代码的说法：一条消息对应 wire/src/codes.rs 里的一个代码。

## 常见工种

job-kind-cleaner = 保洁员
job-kind-housekeeper = 家政服务员
job-kind-maternity-nurse = 月嫂
job-kind-elder-carer = 养老护理员
job-kind-hospital-carer = 医院护工
job-kind-waiter = 餐厅服务员
job-kind-cook = 厨师
job-kind-kitchen-hand = 后厨帮工
job-kind-dishwasher = 洗碗工
job-kind-hotel-staff = 宾馆服务员
job-kind-cashier = 收银员
job-kind-shop-assistant = 店员导购
job-kind-shelf-stacker = 理货员
job-kind-promoter = 促销员
job-kind-shop-manager = 店长
job-kind-courier = 快递员
job-kind-food-rider = 外卖骑手
job-kind-driver = 司机
job-kind-truck-driver = 货车司机
job-kind-warehouse-keeper = 仓库管理员
job-kind-sorter = 分拣员
job-kind-loader = 装卸搬运工
job-kind-forklift-driver = 叉车司机
job-kind-general-worker = 普工
job-kind-assembler = 装配工
job-kind-packer = 包装工
job-kind-quality-inspector = 质检员
job-kind-machine-operator = 机器操作工
job-kind-sewer = 缝纫工
job-kind-textile-worker = 纺织工
job-kind-food-processor = 食品加工工
job-kind-welder = 电焊工
job-kind-fitter = 钳工
job-kind-machinist = 车工数控
job-kind-electrician = 电工
job-kind-mechanic = 修理工
job-kind-mouldmaker = 模具工
job-kind-carpenter = 木工
job-kind-bricklayer = 泥瓦工
job-kind-rebar-worker = 钢筋工
job-kind-painter = 油漆工
job-kind-decorator = 装修工
job-kind-building-helper = 工地小工
job-kind-heavy-plant-operator = 挖机吊车司机
job-kind-security-guard = 保安
job-kind-property-maintenance = 物业维修
job-kind-gardener = 绿化工
job-kind-hairdresser = 美发师
job-kind-beautician = 美容师
job-kind-masseur = 按摩师
job-kind-office-clerk = 文员
job-kind-receptionist = 前台
job-kind-customer-service = 客服
job-kind-accountant = 会计出纳
job-kind-human-resources = 人事
job-kind-purchaser = 采购员
job-kind-manager = 管理人员
job-kind-salesperson = 销售员
job-kind-telephone-sales = 电话销售
job-kind-estate-agent = 房产中介
job-kind-finance-sales = 保险理财顾问
job-kind-teacher = 老师
job-kind-nursery-teacher = 幼儿园老师
job-kind-nurse = 护士
job-kind-doctor = 医生
job-kind-pharmacist = 药店药师
job-kind-programmer = 程序员
job-kind-engineer = 工程师
job-kind-designer = 设计师
job-kind-online-seller = 网店电商
job-kind-media-worker = 主播新媒体
job-kind-data-labeller = 数据标注员
job-kind-farm-worker = 种植采摘工
job-kind-livestock-keeper = 养殖工
job-kind-other = 其他工作

## 工种大类

job-group-home-and-care = 家政护理
job-group-food = 餐饮酒店
job-group-shop = 超市商店
job-group-transport = 快递司机
job-group-factory = 工厂普工
job-group-craft = 技术工人
job-group-building = 建筑装修
job-group-property = 保安物业
job-group-beauty = 美容美发
job-group-office = 办公文员
job-group-sales = 销售
job-group-education = 教育
job-group-health = 医护
job-group-technology = 电脑网络
job-group-farm = 种植养殖
job-group-other = 其他

## 用工形式

work-form-full-time = 全职
work-form-part-time = 兼职
work-form-hourly = 小时工
work-form-day-job = 日结零工
work-form-temporary = 临时工
work-form-seasonal = 季节工
work-form-internship = 实习见习
work-form-dispatch = 劳务派遣
work-form-public-welfare = 公益岗位
work-form-other = 其他形式

## 福利待遇

benefit-meals = 包吃
benefit-lodging = 包住
benefit-social-insurance = 交社保
benefit-housing-fund = 公积金
benefit-injury-insurance = 工伤保险
benefit-accident-insurance = 意外险
benefit-meal-allowance = 饭补
benefit-housing-allowance = 房补
benefit-transport = 班车或车补
benefit-attendance-bonus = 全勤奖
benefit-year-end-bonus = 年终奖
benefit-performance-bonus = 绩效奖金
benefit-overtime-pay = 加班费
benefit-paid-leave = 带薪休假
benefit-holiday-gifts = 节日福利
benefit-training = 免费培训
benefit-health-check = 免费体检
benefit-other = 其他福利

## 文化程度

education-primary = 小学
education-junior-high = 初中
education-senior-high = 高中
education-secondary-vocational = 中专技校
education-junior-college = 大专
education-bachelor = 本科
education-master = 硕士
education-doctor = 博士
education-other = 其他

## 工资按什么算

wage-unit-month = 一个月
wage-unit-day = 一天
wage-unit-hour = 一小时
wage-unit-week = 一周
wage-unit-year = 一年
wage-unit-piece = 计件
wage-unit-other = 其他

wage-per-month = 元/月
wage-per-day = 元/天
wage-per-hour = 元/小时
wage-per-week = 元/周
wage-per-year = 元/年
wage-per-piece = 元（计件）
wage-per-other = 元

## 发钱方式

settlement-daily = 日结
settlement-weekly = 周结
settlement-half-monthly = 半月结
settlement-monthly = 月结
settlement-on-completion = 干完就结
settlement-other = 其他结算

## 班次

shift-day = 白班
shift-night = 夜班
shift-two-shifts = 两班倒
shift-three-shifts = 三班倒
shift-flexible = 时间灵活
shift-two-days-off = 双休
shift-one-day-off = 单休
shift-other = 其他班次

## 身份类别（自己说，可以不说）

category-graduate = 高校毕业生
category-unemployed-youth = 失业青年（16至24岁）
category-registered-unemployed = 登记失业人员
category-hard-to-employ = 就业困难人员
category-zero-employment-household = 零就业家庭
category-migrant-worker = 农民工
category-lifted-out-of-poverty = 脱贫人口
category-veteran = 退役军人
category-disabled = 残疾人
category-retired-fisher = 退捕渔民
category-minimum-living-allowance = 低保家庭
category-older-worker = 大龄劳动者
category-mother = 宝妈
category-replaced-by-ai = 受人工智能影响
category-new-form-worker = 新就业形态劳动者
category-other = 其他

## 证件

id-type-resident-id = 居民身份证
id-type-foreigner-permanent = 外国人永久居留身份证
id-type-hk-mo-tw-residence = 港澳台居民居住证
id-type-none = 没带证件
id-type-other = 其他证件

## 岗位从哪里来

source-kind-public = 公共就业服务
source-kind-employer = 用人单位
source-kind-agency = 人力资源机构
source-kind-website = 招聘网站
source-kind-other = 其他来源

## 同意事项

consent-register = 办理求职登记
consent-share-with-employers = 把信息提供给用人单位
consent-push = 有合适的岗位就通知我
consent-sensitive-tags = 记录特殊身份
consent-other = 其他事项

consent-text-register = 驿站把您填的信息存起来，报送省就业平台，用来帮您找工作。登记 90 天内有效，您随时可以来撤回。
consent-text-share-with-employers = 有单位愿意招您时，驿站可以把您的姓名、电话和想做的工作告诉它。不同意也照样登记。
consent-text-push = 有合适的岗位、培训或政策时，驿站可以打电话或发短信告诉您。
consent-text-sensitive-tags = 残疾、低保、零就业家庭、就业困难这些情况属于敏感信息，只用来帮您申请扶持，只有经办人员能看到。
consent-text-other = 其他事项，请看告知书。

## 证书

licence-electrician = 电工证
licence-welder = 焊工证
licence-forklift = 叉车证
licence-crane = 起重机操作证
licence-excavator = 挖掘机操作证
licence-heights = 登高证
licence-refrigeration = 制冷证
licence-boiler = 锅炉证
licence-lift = 电梯证
licence-fire-control = 消防证
licence-guard = 保安员证
licence-safety-officer = 安全员证
licence-health-card = 健康证
licence-driver-a1 = A1 驾照
licence-driver-a2 = A2 驾照
licence-driver-b1 = B1 驾照
licence-driver-b2 = B2 驾照
licence-driver-c = C1 驾照
licence-motorcycle = 摩托车驾照
licence-ride-hailing = 网约车证
licence-freight = 货运资格证
licence-accountant = 会计证
licence-nurse = 护士证
licence-doctor = 医师证
licence-pharmacist = 药师证
licence-teacher = 教师资格证
licence-mandarin = 普通话证
licence-maternity = 母婴护理证
licence-child-care = 育婴保育证
licence-elder-care = 养老护理证
licence-housekeeping = 家政证
licence-cook = 厨师证
licence-beautician = 美容师证
licence-masseur = 按摩师证
licence-builder = 建造师证

## 工作里有什么

trait-cleaning = 打扫清洁
trait-kitchen = 厨房活
trait-kitchen-side = 餐厅后台
trait-recipe = 掌勺配菜
trait-care = 照顾人
trait-children = 带孩子
trait-treating = 看护治疗
trait-diagnosis = 诊断
trait-medicine = 懂药品
trait-people = 和人打交道
trait-selling = 卖东西
trait-phone = 打电话
trait-till = 收钱找零
trait-goods = 搬点货物
trait-driving = 开车骑车
trait-machines = 操作机器
trait-line = 流水线
trait-tools = 用工具
trait-handwork = 手上细活
trait-metal = 金属加工
trait-heat = 高温火花
trait-electrics = 电路
trait-repair = 修理
trait-measuring = 量尺寸
trait-drawings = 看图纸
trait-building = 盖房装修
trait-heights = 高处作业
trait-strength = 花力气
trait-standing = 久站
trait-outdoors = 户外
trait-nights = 夜班
trait-watching = 值守巡逻
trait-quick-start = 上手快
trait-plants = 种养花木
trait-animals = 养牲口
trait-looks = 美容美发
trait-images = 做图做视频
trait-computer = 用电脑
trait-records = 做记录
trait-figures = 算账
trait-writing = 写材料
trait-code = 写程序
trait-teaching = 教人
trait-study = 系统学习几年
trait-leading = 带队伍

posting-flaw-taken = 已经招满了
posting-flaw-nobody-answers = 电话没人接
posting-flaw-asked-money = 问我要钱
posting-flaw-kept-documents = 要扣身份证
posting-flaw-other-wage = 工资和写的不一样
posting-flaw-other-job = 活和写的不一样
posting-flaw-turned-away = 嫌性别、年龄或外地人
posting-flaw-fraud = 像是骗人的
posting-flaw-other = 别的问题

application-wish-apply = 直接报名
application-wish-call-me = 先打电话给我说说
application-wish-other = 别的

application-outcome-received = 单位收到了
application-outcome-viewed = 单位看过了
application-outcome-invited = 请您去面试
application-outcome-offered = 单位想录用您
application-outcome-hired = 录用了，恭喜
application-outcome-declined = 这次没录用
application-outcome-closed = 岗位已经招满或取消
application-outcome-other = 有新消息，请问工作人员

progress-received = 收到了
progress-in-progress = 正在办
progress-handed-on = 转给别的部门了
progress-done = 办好了
progress-closed = 已结束，没有办成
progress-other = 有新消息，请问工作人员
decision-outcome-approved = 批准了
decision-outcome-partly-approved = 批准了一部分
decision-outcome-rejected = 没有批准
decision-outcome-more-needed = 还缺材料
decision-outcome-other = 有了决定，请问工作人员
