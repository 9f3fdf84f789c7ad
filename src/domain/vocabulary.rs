//! Everyday words for codes, as people write them in a spreadsheet or type them: 高中, 日结, 身份证, 焊工. Reading is
//! generous; what is stored is the code.

use super::everyday;
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
    by_word(typed, known, &[]).or_else(|| everyday::job(typed.trim()))
}

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
}
