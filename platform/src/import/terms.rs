//! Closed terms of adverts: benefits, settlement, form of work, shifts, education, headcount.
//!
//! Each is looked for by its everyday words; a word that is not there gives nothing, never a default that sounds like a
//! promise.

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;
use yizhan_wire::{Benefit, Education, Settlement, Shift, WorkForm};

type Words<T> = &'static [(T, &'static [&'static str])];

/// All words of a table, looked for in one pass: descriptions are long, and the tables too.
struct Table<T: 'static> {
    words: Words<T>,
    /// `None` cannot happen with these tables; no word is found then.
    search: Option<AhoCorasick>,
    /// The row of `words` of every pattern of the search.
    rows: Vec<usize>,
}

impl<T: Copy> Table<T> {
    fn new(words: Words<T>) -> Self {
        let search = AhoCorasick::new(words.iter().flat_map(|(_, words)| *words)).ok();
        let rows = words.iter().enumerate().flat_map(|(row, (_, words))| words.iter().map(move |_| row)).collect();
        Self { words, search, rows }
    }

    /// Every code one of whose words stands in the text, in the order of the table.
    fn all(&self, text: &str) -> Vec<T> {
        let mut hit = vec![false; self.words.len()];
        for found in self.search.iter().flat_map(|search| search.find_overlapping_iter(text)) {
            if let Some(hit) = self.rows.get(found.pattern().as_usize()).and_then(|row| hit.get_mut(*row)) {
                *hit = true;
            }
        }
        self.words.iter().zip(hit).filter(|(_, hit)| *hit).map(|((code, _), _)| *code).collect()
    }

    fn first(&self, text: &str) -> Option<T> {
        self.all(text).into_iter().next()
    }
}

static BENEFIT_TABLE: LazyLock<Table<Benefit>> = LazyLock::new(|| Table::new(BENEFITS));
static SETTLEMENT_TABLE: LazyLock<Table<Settlement>> = LazyLock::new(|| Table::new(SETTLEMENTS));
static FORM_TABLE: LazyLock<Table<WorkForm>> = LazyLock::new(|| Table::new(FORMS));
static SHIFT_TABLE: LazyLock<Table<Shift>> = LazyLock::new(|| Table::new(SHIFTS));
static EDUCATION_TABLE: LazyLock<Table<Education>> = LazyLock::new(|| Table::new(LEVELS));

const BENEFITS: Words<Benefit> = &[
    (
        Benefit::Meals,
        &[
            "包吃",
            "管吃",
            "管饭",
            "包饭",
            "包三餐",
            "包两餐",
            "包一餐",
            "管一餐",
            "管两餐",
            "管三餐",
            "免费三餐",
            "免费工作餐",
            "提供工作餐",
            "包工作餐",
            "工作餐",
            "免费午餐",
            "免费用餐",
            "提供午餐",
            "提供食宿",
            "包食宿",
            "免费食宿",
            "食宿全包",
            "包住宿吃",
            "含餐",
            "包中餐",
            "提供三餐",
            "包早餐",
            "包午餐",
            "包餐",
        ],
    ),
    (
        Benefit::Lodging,
        &[
            "包住",
            "包吃住",
            "管住",
            "管吃住",
            "提供住宿",
            "免费住宿",
            "提供宿舍",
            "免费宿舍",
            "员工宿舍",
            "包食宿",
            "提供食宿",
            "免费食宿",
            "食宿全包",
            "包吃包住",
            "可住宿",
            "有宿舍",
        ],
    ),
    (
        Benefit::SocialInsurance,
        &["五险", "六险", "七险", "社保", "社会保险", "5险", "三险", "养老保险", "缴纳保险", "5险1金"],
    ),
    (Benefit::HousingFund, &["一金", "二金", "公积金", "1金", "险两金"]),
    (Benefit::InjuryInsurance, &["工伤保险", "工伤险"]),
    (Benefit::AccidentInsurance, &["意外险", "意外保险", "雇主责任险", "商业保险", "商业险", "补充医疗"]),
    (
        Benefit::MealAllowance,
        &["餐补", "饭补", "餐饮补贴", "伙食补贴", "餐费补贴", "就餐补贴", "餐贴", "用餐补贴", "伙食补助"],
    ),
    (Benefit::HousingAllowance, &["房补", "住房补贴", "租房补贴", "住宿补贴", "房贴", "住房补助"]),
    (Benefit::Transport, &["班车", "交通补贴", "交通补助", "车补", "接送", "交通费", "油补"]),
    (Benefit::AttendanceBonus, &["全勤", "满勤"]),
    (Benefit::YearEndBonus, &["年终奖", "年底双薪", "年底奖", "年底分红", "年终分红", "年终双薪"]),
    (Benefit::PerformanceBonus, &["绩效", "业绩奖", "项目奖金"]),
    (
        Benefit::OvertimePay,
        &[
            "加班费",
            "加班补贴",
            "加班补助",
            "加班工资",
            "加班双倍",
            "节假日双薪",
            "节假日三薪",
            "三倍工资",
            "加班1.5倍",
        ],
    ),
    (
        Benefit::PaidLeave,
        &["带薪年假", "带薪休假", "带薪假", "年休假", "带薪病假", "法定节假日", "法定假", "带薪培训及休假"],
    ),
    (
        Benefit::HolidayGifts,
        &["节日福利", "节假日福利", "节日礼", "过节费", "生日福利", "生日礼", "过节福利", "节日慰问"],
    ),
    (
        Benefit::Training,
        &["专业培训", "免费培训", "岗前培训", "带薪培训", "技能培训", "入职培训", "岗位培训", "师傅带"],
    ),
    (Benefit::HealthCheck, &["定期体检", "免费体检", "年度体检", "健康体检", "员工体检"]),
];

/// What takes a benefit back, each with the words it takes back.
const DENIED: &[(&str, &[Benefit])] = &[
    ("不包吃住", &[Benefit::Meals, Benefit::Lodging]),
    ("不包食宿", &[Benefit::Meals, Benefit::Lodging]),
    ("不提供食宿", &[Benefit::Meals, Benefit::Lodging]),
    ("食宿自理", &[Benefit::Meals, Benefit::Lodging]),
    ("不包吃", &[Benefit::Meals]),
    ("不管饭", &[Benefit::Meals]),
    ("不包住", &[Benefit::Lodging]),
    ("不管住", &[Benefit::Lodging]),
    ("不提供住宿", &[Benefit::Lodging]),
    ("住宿自理", &[Benefit::Lodging]),
    ("不买社保", &[Benefit::SocialInsurance]),
    ("不缴社保", &[Benefit::SocialInsurance]),
    ("不交社保", &[Benefit::SocialInsurance]),
    ("无社保", &[Benefit::SocialInsurance]),
    ("自愿放弃社保", &[Benefit::SocialInsurance]),
    ("不含五险", &[Benefit::SocialInsurance]),
    ("无五险", &[Benefit::SocialInsurance]),
];

const SETTLEMENTS: Words<Settlement> = &[
    (Settlement::Daily, &["日结", "天结", "当天结", "当日结", "现结", "做一天结一天"]),
    (Settlement::Weekly, &["周结", "每周结", "一周一结"]),
    (Settlement::HalfMonthly, &["半月结", "半个月结", "15天一结", "十五天一结"]),
    (Settlement::OnCompletion, &["完工结", "完工后结", "做完结", "干完结", "项目结束结"]),
    (Settlement::Monthly, &["月结", "按月结", "每月结", "次月"]),
];

const FORMS: Words<WorkForm> = &[
    (WorkForm::PublicWelfare, &["公益性岗位", "公益岗"]),
    (WorkForm::DayJob, &["日结", "天工", "日工"]),
    (WorkForm::Hourly, &["小时工", "钟点工", "计时工", "钟点"]),
    (WorkForm::Internship, &["实习", "见习"]),
    (WorkForm::Seasonal, &["季节工", "季节性", "暑假工", "寒假工", "暑期工", "采摘季"]),
    (WorkForm::Temporary, &["临时工", "短期工", "临时", "临聘"]),
    (WorkForm::Dispatch, &["劳务派遣", "派遣制", "派遣"]),
    (WorkForm::PartTime, &["兼职", "半天班", "非全日制", "part time", "part-time"]),
    (WorkForm::Temporary, &["零工", "散工"]),
    (WorkForm::FullTime, &["全职", "全日制用工", "长期工"]),
];

const SHIFTS: Words<Shift> = &[
    (Shift::ThreeShifts, &["三班", "四班三", "3班倒", "四班两"]),
    (Shift::TwoShifts, &["两班", "二班倒", "2班倒", "早晚班", "早中班", "白夜班"]),
    (Shift::Night, &["夜班", "晚班", "通宵"]),
    (Shift::Day, &["长白班", "白班", "常白班", "正常班", "行政班"]),
    (Shift::Flexible, &["弹性", "时间自由", "灵活排班", "时间灵活", "不坐班", "免坐班"]),
    (Shift::TwoDaysOff, &["双休", "做五休二", "上五休二", "五天工作", "五天制", "月休8天", "月休八天"]),
    (Shift::OneDayOff, &["单休", "做六休一", "上六休一", "月休4天", "月休四天", "六天制", "六天工作"]),
];

/// From the lowest to the highest.
const LEVELS: Words<Education> = &[
    (Education::Primary, &["小学"]),
    (Education::JuniorHigh, &["初中"]),
    (Education::SeniorHigh, &["高中"]),
    (Education::SecondaryVocational, &["中专", "中技", "技校", "职高", "中等职业", "职业高中"]),
    (Education::JuniorCollege, &["大专", "专科", "高职", "高等职业", "技师学院"]),
    (Education::Bachelor, &["本科", "学士", "统招"]),
    (Education::Master, &["硕士", "研究生"]),
    (Education::Doctor, &["博士"]),
];

/// Benefits named in the words, in the order of [`Benefit::ALL`].
#[must_use]
pub fn benefits(text: &str) -> Vec<Benefit> {
    // What is denied is cut out first: 不包吃住 contains 包吃住.
    let denied: Vec<_> = DENIED.iter().filter(|(words, _)| text.contains(words)).collect();
    let mut left = text.to_owned();
    for (words, _) in &denied {
        left = left.replace(words, "，");
    }
    let mut found = BENEFIT_TABLE.all(&left);
    found.retain(|benefit| !denied.iter().any(|(_, taken)| taken.contains(benefit)));
    found
}

#[must_use]
pub fn settlement(text: &str) -> Option<Settlement> {
    // 完工日结 and the like: the shortest interval named is what a seeker can count on.
    let text = text.replace("半月结", "半个月结").replace("次月结", "按月结");
    if text.contains("半个月结") {
        return Some(Settlement::HalfMonthly);
    }
    SETTLEMENT_TABLE.first(&text)
}

/// The form of work by the most particular word; `None` where nothing is said.
#[must_use]
pub fn work_form(text: &str) -> Option<WorkForm> {
    // 可兼职可全职 and 全职/兼职: full-time work is on offer, the other is a favour.
    let lower = text.to_lowercase();
    if lower.contains("全职") && lower.contains("兼职") {
        return Some(WorkForm::FullTime);
    }
    FORM_TABLE.first(&lower)
}

#[must_use]
pub fn shifts(text: &str) -> Vec<Shift> {
    let text =
        ["无夜班", "不上夜班", "没有夜班", "无晚班"].iter().fold(text.to_owned(), |t, words| t.replace(words, "白班"));
    let mut found = SHIFT_TABLE.all(&text);
    found.sort_unstable();
    found
}

/// The least education asked for. A list ("大专或本科") asks for its lowest; 不限 and silence ask for none.
#[must_use]
pub fn education(text: &str) -> Option<Education> {
    // 以下 admits everybody below: nothing is asked for.
    if text.contains("不限") || text.contains("以下") || text.contains("无要求") {
        return None;
    }
    let text = text.replace("博士研究生", "博士").replace("博士后", "博士");
    EDUCATION_TABLE.first(&text)
}

/// Years that an advert can mean by a highest age; below, it is a child's (3-12岁 in a teacher's tasks).
const WORKING_AGES: std::ops::RangeInclusive<u8> = 18..=80;
/// What follows a highest age, behind 岁 or 周岁: 45周岁以下, 18-35岁之间.
const BOUNDS: [&str; 6] = ["以下", "及以下", "（含）以下", "(含)以下", "以内", "之内"];

/// The highest age an advert names: 45岁以下, 18-35周岁, 年龄不超过50岁. Of several the highest, since exceptions only let
/// more people in; `None` where it names none. What asks for a least age (18岁以上) names no highest.
#[must_use]
pub fn age_max(text: &str) -> Option<u8> {
    text.match_indices('岁').filter_map(|(at, _)| age_bound(text.get(..at)?, text.get(at..)?)).max()
}

/// The bound that a 岁 between two texts belongs to.
fn age_bound(before: &str, from: &str) -> Option<u8> {
    let before = before.strip_suffix('周').unwrap_or(before).trim_end();
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let age: u8 = before.get(rest.len()..)?.parse().ok().filter(|age| WORKING_AGES.contains(age))?;
    let behind = from.strip_prefix('岁')?;
    if behind.starts_with("以上") || behind.starts_with("及以上") {
        return None;
    }
    let bounded = BOUNDS.iter().any(|bound| behind.starts_with(bound));
    let limited = ["不超过", "不超", "不大于", "小于", "至多", "最大"].iter().any(|word| rest.ends_with(word));
    (bounded || limited || is_range(rest)).then_some(age)
}

/// Whether a text ends as the lower half of a range of ages: 年龄18-, 20周岁至.
fn is_range(text: &str) -> bool {
    let Some(text) = text.trim_end().strip_suffix(['-', '－', '—', '~', '～', '至', '到']) else { return false };
    let text = text.trim_end_matches(['-', '—']).trim_end_matches(['岁', '周']).trim_end();
    let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    // 2020-35岁 is no range; neither is 1980-.
    (1..=2).contains(&digits)
}

const WELCOMING: [&str; 9] = [
    "残疾人优先",
    "残疾人也可",
    "残疾人可",
    "残疾人均可",
    "欢迎残疾人",
    "接受残疾人",
    "招残疾人",
    "残障人士优先",
    "持残疾证",
];

/// Whether an advert says that disabled people are welcome.
#[must_use]
pub fn disability_welcome(text: &str) -> bool {
    WELCOMING.iter().any(|words| text.contains(words))
}

/// "招聘人数：5人", "若干", "10": `None` where no number is given; numbers above 100,000 are no headcounts.
#[must_use]
pub fn headcount(text: &str) -> Option<u32> {
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(7).collect();
    digits.parse().ok().filter(|count| (1..=100_000).contains(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_benefit_that_is_denied_is_not_promised() {
        assert_eq!(benefits("包吃包住"), [Benefit::Meals, Benefit::Lodging]);
        assert_eq!(benefits("不包吃住，有餐补"), [Benefit::MealAllowance]);
        assert_eq!(benefits("包吃，住宿自理"), [Benefit::Meals]);
        assert_eq!(benefits("食宿自理"), []);
        assert_eq!(benefits("五险一金"), [Benefit::SocialInsurance, Benefit::HousingFund]);
        assert_eq!(benefits("不买社保"), []);
    }

    #[test]
    fn the_form_of_work_is_the_most_particular_word() {
        assert_eq!(work_form("超市兼职促销员"), Some(WorkForm::PartTime));
        assert_eq!(work_form("兼职/零工-日结"), Some(WorkForm::DayJob));
        assert_eq!(work_form("兼职/零工-月结"), Some(WorkForm::PartTime));
        assert_eq!(work_form("可全职可兼职"), Some(WorkForm::FullTime));
        assert_eq!(work_form("暑假工"), Some(WorkForm::Seasonal));
        assert_eq!(work_form("焊工"), None);
    }

    #[test]
    fn education_is_the_least_that_is_asked_for() {
        assert_eq!(education("高中及以上"), Some(Education::SeniorHigh));
        assert_eq!(education("中技/中专"), Some(Education::SecondaryVocational));
        assert_eq!(education("大专或本科"), Some(Education::JuniorCollege));
        assert_eq!(education("学历：本科及以上\n学位：学士及以上"), Some(Education::Bachelor));
        assert_eq!(education("硕士研究生及以上学历学位"), Some(Education::Master));
        assert_eq!(education("博士研究生"), Some(Education::Doctor));
        assert_eq!(education("初中及以下"), None);
        assert_eq!(education("学历不限"), None);
        assert_eq!(education(""), None);
    }

    #[test]
    fn the_highest_age_is_read_where_an_advert_names_one() {
        for (text, age) in [
            ("年龄45岁以下", Some(45)),
            ("18-35周岁，初中以上", Some(35)),
            ("18周岁至50周岁", Some(50)),
            ("年龄18—40 岁", Some(40)),
            ("35周岁及以下", Some(35)),
            ("不超过55岁", Some(55)),
            ("35岁以下，经验丰富者45岁以下", Some(45)),
            ("年满18岁以上", None),
            ("18周岁以上", None),
            ("负责3-12岁儿童教学", None),
            ("公司今年25岁", None),
            ("年龄不限", None),
            ("岁", None),
        ] {
            assert_eq!(age_max(text), age, "{text}");
        }
    }

    #[test]
    fn who_welcomes_disabled_people_says_so() {
        assert!(disability_welcome("同等条件残疾人优先"));
        assert!(!disability_welcome("为残疾人服务"));
    }

    #[test]
    fn settlement_shifts_and_headcount_are_read_from_everyday_words() {
        assert_eq!(settlement("200元一天，当天结"), Some(Settlement::Daily));
        assert_eq!(settlement("半月结"), Some(Settlement::HalfMonthly));
        assert_eq!(settlement("工资月结"), Some(Settlement::Monthly));
        assert_eq!(settlement("四千"), None);
        assert_eq!(shifts("长白班，无夜班，单休"), [Shift::Day, Shift::OneDayOff]);
        assert_eq!(shifts("两班倒"), [Shift::TwoShifts]);
        assert_eq!(headcount("招10人"), Some(10));
        assert_eq!(headcount("若干"), None);
        assert_eq!(headcount("99999999999"), None);
    }
}
