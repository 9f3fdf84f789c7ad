//! Everyday words for codes, as people write them in a spreadsheet or type them: 高中, 日结, 身份证, 焊工. Reading is
//! generous; what is stored is the code.

use super::nouns::{Category, ConsentPurpose, Education, IdType, JobKind, WageUnit, WorkForm};

/// A code by its own name or by one of its words.
fn by_word<T: Copy>(typed: &str, parse: impl Fn(&str) -> Option<T>, words: &[(&str, T)]) -> Option<T> {
    let typed: String = typed.trim().chars().filter(|c| !c.is_whitespace()).collect();
    parse(&typed.to_ascii_lowercase()).or_else(|| words.iter().find(|(word, _)| *word == typed).map(|(_, code)| *code))
}

#[must_use]
pub fn education(typed: &str) -> Option<Education> {
    use Education as E;
    const WORDS: &[(&str, Education)] = &[
        ("小学", E::Primary),
        ("初小", E::Primary),
        ("高小", E::Primary),
        ("小学及以下", E::Primary),
        ("文盲", E::Primary),
        ("初中", E::JuniorHigh),
        ("初中毕业", E::JuniorHigh),
        ("初中及以下", E::JuniorHigh),
        ("高中", E::SeniorHigh),
        ("高中毕业", E::SeniorHigh),
        ("普高", E::SeniorHigh),
        ("中专", E::SecondaryVocational),
        ("中职", E::SecondaryVocational),
        ("技校", E::SecondaryVocational),
        ("职高", E::SecondaryVocational),
        ("中技", E::SecondaryVocational),
        ("中等专科", E::SecondaryVocational),
        ("中专技校", E::SecondaryVocational),
        ("中专/技校", E::SecondaryVocational),
        ("职业高中", E::SecondaryVocational),
        ("大专", E::JuniorCollege),
        ("专科", E::JuniorCollege),
        ("高职", E::JuniorCollege),
        ("大学专科", E::JuniorCollege),
        ("本科", E::Bachelor),
        ("大学", E::Bachelor),
        ("大学本科", E::Bachelor),
        ("学士", E::Bachelor),
        ("硕士", E::Master),
        ("研究生", E::Master),
        ("硕士研究生", E::Master),
        ("博士", E::Doctor),
        ("博士研究生", E::Doctor),
        ("其他", E::Other),
        ("其它", E::Other),
        ("无", E::Other),
        ("不限", E::Other),
    ];
    by_word(typed, Education::parse, WORDS)
}

#[must_use]
pub fn work_form(typed: &str) -> Option<WorkForm> {
    use WorkForm as W;
    const WORDS: &[(&str, WorkForm)] = &[
        ("全职", W::FullTime),
        ("全日", W::FullTime),
        ("全日制", W::FullTime),
        ("长期", W::FullTime),
        ("长期工", W::FullTime),
        ("正式工", W::FullTime),
        ("兼职", W::PartTime),
        ("非全日", W::PartTime),
        ("非全日制", W::PartTime),
        ("半天", W::PartTime),
        ("小时工", W::Hourly),
        ("小时", W::Hourly),
        ("钟点工", W::Hourly),
        ("计时", W::Hourly),
        ("按小时", W::Hourly),
        ("日结", W::DayJob),
        ("日结工", W::DayJob),
        ("零工", W::DayJob),
        ("日结零工", W::DayJob),
        ("散工", W::DayJob),
        ("临时", W::Temporary),
        ("临时工", W::Temporary),
        ("短期", W::Temporary),
        ("短期工", W::Temporary),
        ("暑假工", W::Temporary),
        ("寒假工", W::Temporary),
        ("季节工", W::Seasonal),
        ("季节性", W::Seasonal),
        ("农忙", W::Seasonal),
        ("实习", W::Internship),
        ("见习", W::Internship),
        ("实习见习", W::Internship),
        ("实习生", W::Internship),
        ("劳务派遣", W::Dispatch),
        ("派遣", W::Dispatch),
        ("外包", W::Dispatch),
        ("公益性岗位", W::PublicWelfare),
        ("公益岗位", W::PublicWelfare),
        ("公益岗", W::PublicWelfare),
    ];
    by_word(typed, WorkForm::parse, WORDS)
}

#[must_use]
pub fn wage_unit(typed: &str) -> Option<WageUnit> {
    use WageUnit as U;
    const WORDS: &[(&str, WageUnit)] = &[
        ("月", U::Month),
        ("每月", U::Month),
        ("一个月", U::Month),
        ("元/月", U::Month),
        ("月薪", U::Month),
        ("monthly", U::Month),
        ("天", U::Day),
        ("日", U::Day),
        ("每天", U::Day),
        ("每日", U::Day),
        ("一天", U::Day),
        ("元/天", U::Day),
        ("元/日", U::Day),
        ("日薪", U::Day),
        ("daily", U::Day),
        ("小时", U::Hour),
        ("时", U::Hour),
        ("每小时", U::Hour),
        ("一小时", U::Hour),
        ("元/小时", U::Hour),
        ("元/时", U::Hour),
        ("钟头", U::Hour),
        ("时薪", U::Hour),
        ("hourly", U::Hour),
        ("周", U::Week),
        ("星期", U::Week),
        ("每周", U::Week),
        ("一周", U::Week),
        ("元/周", U::Week),
        ("weekly", U::Week),
        ("年", U::Year),
        ("每年", U::Year),
        ("一年", U::Year),
        ("元/年", U::Year),
        ("年薪", U::Year),
        ("yearly", U::Year),
        ("件", U::Piece),
        ("计件", U::Piece),
        ("按件", U::Piece),
        ("元/件", U::Piece),
        ("单", U::Piece),
    ];
    by_word(typed, WageUnit::parse, WORDS)
}

#[must_use]
pub fn id_type(typed: &str) -> Option<IdType> {
    use IdType as I;
    const WORDS: &[(&str, IdType)] = &[
        ("身份证", I::ResidentId),
        ("居民身份证", I::ResidentId),
        ("二代身份证", I::ResidentId),
        ("id_card", I::ResidentId),
        ("idcard", I::ResidentId),
        ("resident", I::ResidentId),
        ("id", I::ResidentId),
        ("临时身份证", I::ResidentId),
        ("外国人永久居留身份证", I::ForeignerPermanent),
        ("外国人永久居留证", I::ForeignerPermanent),
        ("永久居留证", I::ForeignerPermanent),
        ("foreigner", I::ForeignerPermanent),
        ("港澳台居民居住证", I::HkMoTwResidence),
        ("港澳台居住证", I::HkMoTwResidence),
        ("居住证", I::HkMoTwResidence),
        ("无", I::None),
        ("无证件", I::None),
        ("没有证件", I::None),
        ("没带证件", I::None),
        ("没带", I::None),
        ("未带", I::None),
        ("no_id", I::None),
        ("none", I::None),
    ];
    by_word(typed, IdType::parse, WORDS)
}

#[must_use]
pub fn category(typed: &str) -> Option<Category> {
    use Category as C;
    const WORDS: &[(&str, Category)] = &[
        ("高校毕业生", C::Graduate),
        ("应届毕业生", C::Graduate),
        ("毕业生", C::Graduate),
        ("应届生", C::Graduate),
        ("失业青年", C::UnemployedYouth),
        ("登记失业青年", C::UnemployedYouth),
        ("登记失业人员", C::RegisteredUnemployed),
        ("登记失业", C::RegisteredUnemployed),
        ("失业人员", C::RegisteredUnemployed),
        ("就业困难人员", C::HardToEmploy),
        ("就业困难", C::HardToEmploy),
        ("困难人员", C::HardToEmploy),
        ("零就业家庭", C::ZeroEmploymentHousehold),
        ("零就业家庭成员", C::ZeroEmploymentHousehold),
        ("农民工", C::MigrantWorker),
        ("返乡农民工", C::MigrantWorker),
        ("外出务工", C::MigrantWorker),
        ("脱贫人口", C::LiftedOutOfPoverty),
        ("脱贫户", C::LiftedOutOfPoverty),
        ("监测对象", C::LiftedOutOfPoverty),
        ("退役军人", C::Veteran),
        ("退伍军人", C::Veteran),
        ("退伍", C::Veteran),
        ("残疾人", C::Disabled),
        ("残疾", C::Disabled),
        ("退捕渔民", C::RetiredFisher),
        ("低保", C::MinimumLivingAllowance),
        ("低保户", C::MinimumLivingAllowance),
        ("低保家庭", C::MinimumLivingAllowance),
        ("大龄劳动者", C::OlderWorker),
        ("大龄", C::OlderWorker),
        ("超龄", C::OlderWorker),
        ("4050", C::OlderWorker),
        ("宝妈", C::Mother),
        ("妈妈", C::Mother),
        ("妇女", C::Mother),
        ("受人工智能影响", C::ReplacedByAi),
        ("受AI影响", C::ReplacedByAi),
        ("新就业形态劳动者", C::NewFormWorker),
        ("新就业形态", C::NewFormWorker),
        ("灵活就业", C::NewFormWorker),
    ];
    by_word(typed, Category::parse, WORDS)
}

#[must_use]
pub fn consent(typed: &str) -> Option<ConsentPurpose> {
    use ConsentPurpose as P;
    const WORDS: &[(&str, ConsentPurpose)] = &[
        ("登记", P::Register),
        ("求职登记", P::Register),
        ("registration", P::Register),
        ("提供给用人单位", P::ShareWithEmployers),
        ("推荐给单位", P::ShareWithEmployers),
        ("share", P::ShareWithEmployers),
        ("推送", P::Push),
        ("通知", P::Push),
        ("敏感信息", P::SensitiveTags),
        ("特殊身份", P::SensitiveTags),
        ("sensitive", P::SensitiveTags),
    ];
    by_word(typed, ConsentPurpose::parse, WORDS)
}

/// The everyday job people mean by a word; `None` where it is none of the list and their own words are kept.
#[must_use]
pub fn job_kind(typed: &str) -> Option<JobKind> {
    let known = |code: &str| JobKind::parse(code).filter(|kind| *kind != JobKind::Other);
    by_word(typed, known, &[]).or_else(|| {
        let typed = typed.trim();
        JOB_WORDS.iter().find(|(_, words)| words.contains(&typed)).map(|(kind, _)| *kind)
    })
}

/// The words people use for each everyday job, the most usual first. The pinyin keyboard offers them before others.
pub const JOB_WORDS: &[(JobKind, &[&str])] = {
    use JobKind as J;
    &[
        (J::Cleaner, &["保洁", "保洁员", "清洁工", "清洁", "打扫卫生", "环卫工", "保洁阿姨"]),
        (J::Housekeeper, &["家政", "家政服务员", "保姆", "住家保姆", "钟点工", "做家务", "家政服务"]),
        (J::MaternityNurse, &["月嫂", "育婴师", "育儿嫂", "母婴护理"]),
        (J::ElderCarer, &["养老护理员", "养老护理", "护老", "照顾老人", "养老院护理"]),
        (J::HospitalCarer, &["护工", "医院护工", "陪护", "医院陪护"]),
        (J::Waiter, &["服务员", "餐厅服务员", "餐饮服务员", "传菜员", "传菜", "迎宾"]),
        (J::Cook, &["厨师", "炒菜", "大厨", "面点师", "面点", "烧烤师傅", "厨工"]),
        (J::KitchenHand, &["后厨帮工", "后厨", "帮厨", "切配", "打荷", "厨房帮工"]),
        (J::Dishwasher, &["洗碗工", "洗碗", "洗菜", "洗碗阿姨"]),
        (J::HotelStaff, &["宾馆服务员", "客房服务员", "酒店服务员", "客房", "酒店前台"]),
        (J::Cashier, &["收银员", "收银"]),
        (J::ShopAssistant, &["店员", "导购", "店员导购", "营业员", "售货员", "导购员"]),
        (J::ShelfStacker, &["理货员", "理货", "上货", "超市理货"]),
        (J::Promoter, &["促销员", "促销", "发传单", "推广"]),
        (J::ShopManager, &["店长", "门店店长"]),
        (J::Courier, &["快递员", "快递", "送快递", "派件员"]),
        (J::FoodRider, &["外卖骑手", "外卖", "骑手", "送外卖", "外卖员"]),
        (J::Driver, &["司机", "驾驶员", "开车", "网约车司机", "代驾", "公交司机"]),
        (J::TruckDriver, &["货车司机", "大车司机", "货运司机", "拉货"]),
        (J::WarehouseKeeper, &["仓库管理员", "仓管", "仓管员", "库管", "仓库"]),
        (J::Sorter, &["分拣员", "分拣", "快递分拣", "分拣工"]),
        (J::Loader, &["搬运工", "装卸搬运工", "装卸工", "搬运", "装卸", "搬家"]),
        (J::ForkliftDriver, &["叉车司机", "叉车", "叉车工"]),
        (J::GeneralWorker, &["普工", "工厂普工", "操作工", "流水线", "厂工", "学徒工", "工人"]),
        (J::Assembler, &["装配工", "组装工", "装配", "组装"]),
        (J::Packer, &["包装工", "打包", "包装", "打包员"]),
        (J::QualityInspector, &["质检员", "质检", "检验员", "品检"]),
        (J::MachineOperator, &["机器操作工", "机台操作", "冲压工", "注塑工", "机械操作"]),
        (J::Sewer, &["缝纫工", "车衣工", "缝纫", "服装厂", "裁剪工"]),
        (J::TextileWorker, &["纺织工", "纺织", "挡车工"]),
        (J::FoodProcessor, &["食品加工工", "食品厂", "屠宰工", "食品加工"]),
        (J::Welder, &["电焊工", "焊工", "电焊", "氩弧焊", "气焊工", "焊接"]),
        (J::Fitter, &["钳工", "机修钳工", "装配钳工"]),
        (J::Machinist, &["车工", "数控", "车工数控", "铣工", "数控操作", "CNC", "数控车床"]),
        (J::Electrician, &["电工", "水电工", "电气安装", "强电", "弱电"]),
        (J::Mechanic, &["修理工", "汽修", "汽车修理", "维修工", "机修工", "修车"]),
        (J::Mouldmaker, &["模具工", "模具", "模具钳工"]),
        (J::Carpenter, &["木工", "木匠", "家具工"]),
        (J::Bricklayer, &["泥瓦工", "瓦工", "泥工", "砌砖", "抹灰", "贴砖"]),
        (J::RebarWorker, &["钢筋工", "钢筋", "架子工"]),
        (J::Painter, &["油漆工", "油漆", "喷漆工", "刷墙", "刮腻子"]),
        (J::Decorator, &["装修工", "装修", "家装", "安装工", "防水"]),
        (J::BuildingHelper, &["工地小工", "小工", "杂工", "工地", "建筑工人"]),
        (J::HeavyPlantOperator, &["挖机司机", "挖掘机", "吊车司机", "铲车司机", "塔吊", "挖机吊车司机"]),
        (J::SecurityGuard, &["保安", "保安员", "门卫", "秩序维护员", "安保", "看大门"]),
        (J::PropertyMaintenance, &["物业维修", "物业", "水电维修", "物业维修工"]),
        (J::Gardener, &["绿化工", "绿化", "园林", "绿化养护", "花工"]),
        (J::Hairdresser, &["美发师", "理发师", "理发", "发型师", "洗头"]),
        (J::Beautician, &["美容师", "美容", "美甲师", "美甲"]),
        (J::Masseur, &["按摩师", "按摩", "足疗师", "足疗", "推拿"]),
        (J::OfficeClerk, &["文员", "办公室文员", "行政", "内勤", "打字员", "资料员", "助理"]),
        (J::Receptionist, &["前台", "接待", "前台接待"]),
        (J::CustomerService, &["客服", "电话客服", "在线客服", "客服专员"]),
        (J::Accountant, &["会计", "出纳", "会计出纳", "财务"]),
        (J::HumanResources, &["人事", "人力资源", "招聘专员", "人事专员"]),
        (J::Purchaser, &["采购员", "采购"]),
        (J::Manager, &["管理人员", "主管", "经理", "车间主任", "管理"]),
        (J::Salesperson, &["销售员", "销售", "业务员", "销售代表", "跑业务"]),
        (J::TelephoneSales, &["电话销售", "话务员", "电销"]),
        (J::EstateAgent, &["房产中介", "房产经纪人", "置业顾问", "卖房子"]),
        (J::FinanceSales, &["保险理财顾问", "保险", "理财顾问", "卖保险"]),
        (J::Teacher, &["老师", "教师", "家教", "辅导老师", "教练"]),
        (J::NurseryTeacher, &["幼儿园老师", "幼师", "幼教", "保育员", "生活老师"]),
        (J::Nurse, &["护士", "护理"]),
        (J::Doctor, &["医生", "医师", "大夫"]),
        (J::Pharmacist, &["药店药师", "药师", "药店店员", "药剂师"]),
        (J::Programmer, &["程序员", "软件开发", "开发", "软件工程师"]),
        (J::Engineer, &["工程师", "技术员", "机械工程师", "电气工程师"]),
        (J::Designer, &["设计师", "平面设计", "设计", "美工"]),
        (J::OnlineSeller, &["网店电商", "电商", "网店", "电商运营", "运营"]),
        (J::MediaWorker, &["主播新媒体", "主播", "新媒体", "短视频", "直播"]),
        (J::DataLabeller, &["数据标注员", "数据标注", "标注员"]),
        (J::FarmWorker, &["种植采摘工", "采摘", "种植", "农场", "采茶", "种菜", "摘果"]),
        (J::LivestockKeeper, &["养殖工", "养殖", "养猪", "养鸡", "饲养员"]),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_everyday_words_mean_the_same() {
        assert_eq!(education("高中"), Some(Education::SeniorHigh));
        assert_eq!(education("senior_high"), Some(Education::SeniorHigh));
        assert_eq!(education("Senior_High "), Some(Education::SeniorHigh));
        assert_eq!(work_form("日结"), Some(WorkForm::DayJob));
        assert_eq!(wage_unit("小时"), Some(WageUnit::Hour));
        assert_eq!(id_type("身份证"), Some(IdType::ResidentId));
        assert_eq!(category("低保"), Some(Category::MinimumLivingAllowance));
        assert_eq!(job_kind("焊工"), Some(JobKind::Welder));
        assert_eq!(job_kind("welder"), Some(JobKind::Welder));
        assert_eq!(job_kind("修表"), None);
        assert_eq!(education("幼儿园"), None);
    }

    #[test]
    fn every_everyday_job_has_words_and_no_word_means_two_jobs() {
        let mut seen = std::collections::BTreeMap::new();
        for (kind, words) in JOB_WORDS {
            for word in *words {
                assert_eq!(seen.insert(*word, *kind), None, "{word} means two jobs");
            }
        }
        for kind in JobKind::ALL {
            assert!(JOB_WORDS.iter().any(|(known, _)| known == kind), "{kind} has no words");
        }
    }
}
