//! How adverts are worded. Every employer has a hand of his own: one numbers his lines, another writes a telegram.

use super::employers::Employer;
use super::pick;
use super::trades::{Item, Pay};
use fastrand::Rng;
use yizhan_wire::{Benefit, Settlement, WageUnit};

/// Some items that fit the employer and the pay, in the order of the table.
pub fn some(random: &mut Rng, items: &[Item], for_whom: (&str, WageUnit), from: usize, to: usize) -> Vec<&'static str> {
    let mut fitting: Vec<(usize, &'static str)> =
        items.iter().filter(|item| item.fits(for_whom.0, for_whom.1)).map(|item| item.text).enumerate().collect();
    random.shuffle(&mut fitting);
    fitting.truncate(random.usize(from..=to));
    fitting.sort_unstable();
    fitting.into_iter().map(|(_, text)| text).collect()
}

pub fn title(random: &mut Rng, name: &str, headcount: Option<u32>, benefits: &[Benefit]) -> String {
    let plain = !name.contains('（');
    let housed = benefits.contains(&Benefit::Lodging) && benefits.contains(&Benefit::Meals);
    match (random.u8(..20), headcount) {
        (0, _) => format!("急招{name}"),
        (1, _) => format!("诚聘{name}"),
        (2 | 3, Some(count)) if count > 1 => format!("{name}{count}名"),
        (4, _) => format!("{name}（长期）"),
        (5 | 6, _) if housed && plain => format!("{name}（包吃住）"),
        (7, _) if plain => format!("招{name}"),
        (8, _) if benefits.contains(&Benefit::SocialInsurance) && plain => format!("{name}（有五险）"),
        _ => name.to_owned(),
    }
}

/// The words of the wage; the numbers lie within the trade's usual pay.
pub fn wage(random: &mut Rng, pay: Pay, benefits: &[Benefit], settlement: Option<Settlement>) -> String {
    let steps = (pay.high - pay.low) / pay.step;
    let first = random.i64(0..=steps * 2 / 3);
    let wide = random.i64(0..=(steps - first).clamp(0, (steps / 3).max(1)));
    let (low, high) = (pay.low + first * pay.step, pay.low + (first + wide) * pay.step);
    let words = match pay.unit {
        WageUnit::Month => monthly(random, low, high),
        WageUnit::Day => daily(random, low, high),
        WageUnit::Hour => hourly(random, low, high),
        _ => by_piece(random, low, high),
    };
    let words = if settlement == Some(Settlement::Daily) && random.bool() { words + "，日结" } else { words };
    words + tail(random, benefits)
}

fn yuan(fen: i64) -> String {
    match fen % 100 {
        0 => (fen / 100).to_string(),
        rest if rest % 10 == 0 => format!("{}.{}", fen / 100, rest / 10),
        rest => format!("{}.{rest:02}", fen / 100),
    }
}

/// 4500 as people say it: 4千5.
fn thousands(fen: i64) -> String {
    match (fen / 100_000, fen % 100_000 / 10_000) {
        (whole, 0) => format!("{whole}千"),
        (whole, hundreds) => format!("{whole}千{hundreds}"),
    }
}

fn monthly(random: &mut Rng, low: i64, high: i64) -> String {
    let (a, b) = (yuan(low), yuan(high));
    if low == high {
        return match random.u8(..5) {
            0 => format!("{a}元/月"),
            1 => format!("月薪{a}元"),
            2 => format!("每月{a}元左右"),
            3 => format!("{a}元一个月"),
            _ => format!("工资{a}元/月"),
        };
    }
    match random.u8(..13) {
        0..4 => format!("{a}-{b}元/月"),
        4 => format!("月薪{a}~{b}元"),
        5 => format!("每月{a}到{b}元"),
        6 => format!("{a}—{b}元一个月"),
        7 => format!("综合工资{a}-{b}元/月"),
        8 if high < 1_000_000 => format!("月工资{}到{}", thousands(low), thousands(high)),
        9 => format!("保底{a}元/月，多劳多得"),
        10 => format!("月薪{a}元以上"),
        11 => format!("月均{a}-{b}元"),
        _ => format!("工资{a}至{b}元/月"),
    }
}

fn daily(random: &mut Rng, low: i64, high: i64) -> String {
    let (a, b) = (yuan(low), yuan(high));
    match (random.u8(..5), low == high) {
        (0, true) => format!("{a}元一天"),
        (1, true) => format!("一天{a}元"),
        (_, true) => format!("{a}元/天"),
        (0, _) => format!("{a}-{b}元一天"),
        (1, _) => format!("日薪{a}-{b}"),
        (2, _) => format!("每天{a}到{b}元，看手艺"),
        _ => format!("{a}-{b}元/天"),
    }
}

fn hourly(random: &mut Rng, low: i64, high: i64) -> String {
    let (a, b) = (yuan(low), yuan(high));
    match (random.u8(..4), low == high) {
        (0, true) => format!("{a}元一小时"),
        (1, true) => format!("时薪{a}元"),
        (_, true) => format!("{a}元/小时"),
        (0, _) => format!("每小时{a}-{b}元"),
        (1, _) => format!("时薪{a}-{b}元"),
        _ => format!("{a}-{b}元/小时"),
    }
}

fn by_piece(random: &mut Rng, low: i64, high: i64) -> String {
    let (a, b) = (yuan(low), yuan(high));
    let unit = if low >= 3_000 { "平方" } else { pick(random, &["件", "件", "单"]) };
    match (random.u8(..3), low == high) {
        (0, true) => format!("计件，{a}元/{unit}"),
        (_, true) => format!("{a}元/{unit}"),
        (0, _) => format!("计件，每{unit}{a}到{b}元"),
        _ => format!("{a}-{b}元/{unit}"),
    }
}

fn tail(random: &mut Rng, benefits: &[Benefit]) -> &'static str {
    let (fed, housed) = (benefits.contains(&Benefit::Meals), benefits.contains(&Benefit::Lodging));
    match (fed, housed, random.u8(..4)) {
        (true, true, 0) => "，包吃包住",
        (true, true, 1) => "，包吃住",
        (true, false, 0) => "，包中餐",
        (true, false, 1) => "，管饭",
        (false, true, 0) => "，提供住宿",
        _ => "",
    }
}

/// Benefits as a sentence, worded by the hand.
pub fn benefits(random: &mut Rng, benefits: &[Benefit]) -> String {
    let words: Vec<&str> = benefits.iter().map(|benefit| pick(random, benefit_words(*benefit))).collect();
    match (words.is_empty(), random.u8(..3)) {
        (true, _) => String::new(),
        (_, 0) => format!("待遇：{}。", words.join("、")),
        (_, 1) => format!("{}。", words.join("，")),
        _ => format!("另有{}。", words.join("、")),
    }
}

const fn benefit_words(benefit: Benefit) -> &'static [&'static str] {
    match benefit {
        Benefit::Meals => &["包两餐", "包吃", "包工作餐"],
        Benefit::Lodging => &["包住", "有宿舍", "提供住宿"],
        Benefit::SocialInsurance => &["买五险", "入职缴五险", "五险"],
        Benefit::AccidentInsurance => &["单位买意外险", "意外险"],
        Benefit::MealAllowance => &["餐补每天十元", "餐补"],
        Benefit::Transport => &["有班车", "车补"],
        Benefit::AttendanceBonus => &["全勤奖两百", "满勤奖"],
        Benefit::YearEndBonus => &["年终奖"],
        Benefit::OvertimePay => &["加班有加班费", "加班费按规定算"],
        Benefit::PaidLeave => &["法定节假日照休", "带薪年假"],
        Benefit::HolidayGifts => &["过节费", "逢年过节有节日福利"],
        Benefit::Training => &["岗前培训", "免费培训"],
        Benefit::HealthCheck => &["每年免费体检"],
        _ => &["绩效奖"],
    }
}

/// Tasks in the employer's hand, with when the work is done.
pub fn tasks(random: &mut Rng, employer: &Employer, tasks: &[&str], time: Option<&str>, benefits: &str) -> String {
    let mut text = match employer.hand {
        0 => numbered(tasks, "、"),
        1 => format!("{}。", tasks.join("；")),
        2 => tasks.join("\n"),
        3 => format!("{}{}。", pick(random, &["主要做这些：", "工作内容：", "平时的事："]), tasks.join("；")),
        4 => format!("{}{}。", opener(random, employer), tasks.join("。")),
        5 => numbered(tasks, "."),
        _ => format!("{}。", tasks.join("。")),
    };
    if let Some(time) = time {
        text.push('\n');
        let is_clock = time.contains('点') && random.bool();
        text.push_str(if is_clock { "上班时间：" } else { "" });
        text.push_str(time);
        text.push('。');
    }
    if !benefits.is_empty() {
        text.push('\n');
        text.push_str(benefits);
    }
    text
}

fn numbered(lines: &[&str], mark: &str) -> String {
    let lines: Vec<String> = (1..).zip(lines).map(|(n, line)| format!("{n}{mark}{line}")).collect();
    lines.join("\n")
}

fn opener(random: &mut Rng, employer: &Employer) -> &'static str {
    match employer.kind {
        "restaurant" | "hotel" | "shop" | "supermarket" => pick(
            random,
            &["店里生意忙，要添人手。", "新开的店，人还没招满。", "老店，做了十来年。", "有人回老家了，空出一个位子。"],
        ),
        "factory" | "garment" | "foodfactory" | "metal" => pick(
            random,
            &["订单稳定，常年有活。", "新上了一条线，缺人。", "厂子不大，老板和气。", "旺季到了，多招几个。"],
        ),
        "homecare" => pick(random, &["客户多，单子做不完。", "公司派单，不收介绍费。", "做得好客户会指名要。"]),
        "farm" => pick(random, &["果子熟了，缺人手。", "附近村里的人都可以来。", "活不重，要有耐心。"]),
        "building" | "decor" => pick(random, &["工地刚开工。", "活多，做长做短都行。", "班组缺人，来了就上。"]),
        _ => pick(random, &["因业务需要招人。", "单位正规，按时发工资。", "同事都好相处。", "离家近的更好。"]),
    }
}

/// What is asked for, in the employer's hand.
pub fn wants(random: &mut Rng, employer: &Employer, wants: &[&str]) -> String {
    let mut text = match employer.hand {
        0 | 5 if wants.len() > 1 => numbered(wants, if employer.hand == 0 { "、" } else { "." }),
        2 => wants.join("\n"),
        _ => format!("{}。", wants.join("；")),
    };
    if random.u8(..6) == 0 {
        text.push('\n');
        text.push_str(pick(
            random,
            &[
                "有意的打电话问。",
                "可以先来看看再定。",
                "随时可以面谈。",
                "看中了当天就能上班。",
                "外地来的先打电话，免得白跑。",
                "带身份证来登记就行，看完当面还。",
            ],
        ));
    }
    text
}
