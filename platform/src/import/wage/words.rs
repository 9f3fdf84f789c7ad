//! The vocabulary of wages (domain facts 8.1 and 8.2), after folding to half width and lower case.

use std::collections::HashMap;
use std::sync::LazyLock;
use yizhan_wire::WageUnit;

/// A word that matters for reading a wage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Joins the ends of a range.
    Join,
    Currency,
    /// "/天", "每天", "一天": says the unit before or behind the amount.
    Per(WageUnit),
    /// "日薪": says the unit before the amount.
    Lead(WageUnit),
    /// 月均: says the unit before the amount, and that it is an average.
    LeadAbout(WageUnit),
    /// 小时, 天, 年 directly behind a number: that many hours, days, years, and not pay.
    PlainUnit,
    /// 其他 where the unit belongs.
    OtherUnit,
    /// 工资, 待遇, 综合: pay follows.
    Pay,
    /// 底薪, 保底: the least of it.
    Base,
    /// 补贴, 奖: a part beside the wage.
    Extra,
    AtLeast,
    AtMost,
    About,
    Negotiable,
    /// 薪 behind a number: months paid a year.
    Months,
    /// 年龄, 电话, 身高: the number that follows is not pay.
    NotPayBefore,
    /// 岁, 人, 名: the number before is not pay.
    NotPayAfter,
    /// The end of a clause.
    Break,
}

impl Word {
    pub const fn belongs_behind_a_number(self) -> bool {
        matches!(self, Self::Currency | Self::Per(_) | Self::About | Self::AtLeast | Self::AtMost | Self::OtherUnit)
    }
}

/// Every word, separated by blanks; where several begin alike the longest that fits is meant.
const VOCABULARY: &[(Word, &str)] = &[
    (Word::Join, "- ~ — – ― − 〜 至 到 、"),
    (Word::Currency, "元人民币 人民币 元 块钱 块 圆 ¥ rmb"),
    (Word::Per(WageUnit::Month), "/月 /个月 /人/月 每个月 每月 一个月 一月 元月 /month"),
    (Word::Per(WageUnit::Day), "/天 /日 /工日 /工 /人/天 /人/日 每天 每日 一天 一日 每工 一个工 /day /班"),
    (
        Word::Per(WageUnit::Hour),
        "/小时 /时 /h /钟头 /人/小时 /个小时 每小时 每个小时 每时 一小时 一个小时 一个钟 /hour",
    ),
    (Word::Per(WageUnit::Week), "/周 每周 一周 /星期 每星期 一星期 /week"),
    (Word::Per(WageUnit::Year), "/年 每年 一年 /year"),
    (
        Word::Per(WageUnit::Piece),
        "/件 /单 /平方米 /平方 /平米 /平 /㎡ /次 /场 /趟 /吨 /亩 /个 /套 /斤 /公斤 /米 /方 /立方 /车 /条 /户 /票 /课时 /节 \
         /篇 /张 /千字 /桌 /台 /双 /箱 /板 每件 一件 每单 一单 每平方 一平方 每平 一平 每次 一次 每场 一场 每趟 一趟 每吨 一吨 \
         每亩 一亩 每课时 每米 每斤 每个 每车 一车 每双 每箱 每套",
    ),
    (Word::OtherUnit, "/其他 /其它"),
    (Word::Lead(WageUnit::Month), "月薪 月工资 月收入 月入 月综合"),
    (Word::Lead(WageUnit::Day), "日薪 日工资 天薪 日入 点工 日结"),
    (Word::Lead(WageUnit::Hour), "时薪 小时工资 小时工 钟点工"),
    (Word::Lead(WageUnit::Week), "周薪"),
    (Word::Lead(WageUnit::Year), "年薪 年收入"),
    (Word::LeadAbout(WageUnit::Month), "月均"),
    (Word::LeadAbout(WageUnit::Day), "日均"),
    (Word::Pay, "工资 薪资 薪酬 薪水 待遇 收入 报酬 综合 到手 起薪 工价"),
    (Word::Base, "底薪 保底 基本工资 基本薪资"),
    (
        Word::Extra,
        "补贴 补助 津贴 奖金 奖励 全勤 满勤 餐补 房补 话补 车补 押金 工龄 绩效 提成 红包 扣 服装费 高温费 体检费 介绍费 \
         年底",
    ),
    (Word::AtLeast, "及以上 以上 起 + 多 不低于 至少 最低 不少于"),
    (Word::AtMost, "及以下 以下 以内 最高 不超过 封顶 高达 上限"),
    (Word::About, "左右 上下 大约 大概 约 平均 均"),
    (Word::Negotiable, "面议 面谈 协商 详谈 电议"),
    (Word::Months, "薪"),
    (Word::NotPayBefore, "年龄 电话 手机 微信 qq 身高 招聘人数 人数 邮编 编号 地址 房间 月休 注册资金 注册资本 产值"),
    (
        Word::NotPayAfter,
        "周岁 岁 名 人 位 % 号 点 : 楼 栋 层 室 路 公里 km cm kg 斤 公斤 米 平方 平米 ㎡ 届 班 险 金 级 家 台 个 次 强 倍",
    ),
    (Word::PlainUnit, "小时 月 天 日 年 周 时 分 件 单"),
    (Word::Break, ", ， 。 ; ； | ! ·"),
];

/// The vocabulary by first characters.
static BY_FIRST: LazyLock<HashMap<char, Vec<(Word, &'static str)>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<_>> = HashMap::new();
    for (word, texts) in VOCABULARY {
        for text in texts.split_whitespace() {
            if let Some(first) = text.chars().next() {
                by_first.entry(first).or_default().push((*word, text));
            }
        }
    }
    by_first
});

/// The longest word of the vocabulary at the beginning of `rest`, with its length there; blanks inside a word do not
/// matter ("元 / 月").
pub fn at(rest: &[char]) -> Option<(Word, usize)> {
    let first = rest.first()?;
    if *first == '\n' {
        return Some((Word::Break, 1));
    }
    BY_FIRST
        .get(first)?
        .iter()
        .filter_map(|(word, text)| fits(rest, text).map(|length| (*word, length, text.len())))
        .max_by_key(|(_, _, size)| *size)
        .map(|(word, length, _)| (word, length))
}

fn fits(rest: &[char], text: &str) -> Option<usize> {
    let mut length = 0;
    for wanted in text.chars() {
        while length > 0 && rest.get(length).is_some_and(|c| *c == ' ') {
            length += 1;
        }
        if rest.get(length) != Some(&wanted) {
            return None;
        }
        length += 1;
    }
    Some(length)
}
