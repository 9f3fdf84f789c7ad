//! Polluted adverts: what a person must look at before anybody is shown it.
//!
//! Each flaw is typed and has a code for counting. The rules look for the traces of a broken copy, never for content:
//! whether an advert is lawful is the review's question.

use super::raw::Raw;
use serde::Serialize;
use std::fmt;

/// Why a row was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// The row is no advert that can be read: broken JSON, or not an object.
    NotReadable,
    /// The row's bytes are no text of the file's encoding.
    NotText,
    NoTitle,
    /// A field longer than any advert needs.
    TooLong,
    /// A date that is none ("2025518", "昨天").
    UnreadableDate,
    /// A date in the text that lost its separators.
    LostDateSeparators,
    ControlCharacters,
    /// Characters of a wrong encoding, or question marks in place of hanzi.
    Garbled,
    /// Letters in place of digits, boxes in place of hanzi.
    ScanErrors,
    /// HTML or style sheets in the text.
    Markup,
    /// Another site's name pasted over the advert.
    ForeignSite,
}

impl Flaw {
    pub const ALL: &'static [Self] = &[
        Self::NotReadable,
        Self::NotText,
        Self::NoTitle,
        Self::TooLong,
        Self::UnreadableDate,
        Self::LostDateSeparators,
        Self::ControlCharacters,
        Self::Garbled,
        Self::ScanErrors,
        Self::Markup,
        Self::ForeignSite,
    ];

    /// The code as it stands in reports and in the store.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotReadable => "not_readable",
            Self::NotText => "not_text",
            Self::NoTitle => "no_title",
            Self::TooLong => "too_long",
            Self::UnreadableDate => "unreadable_date",
            Self::LostDateSeparators => "lost_date_separators",
            Self::ControlCharacters => "control_characters",
            Self::Garbled => "garbled",
            Self::ScanErrors => "scan_errors",
            Self::Markup => "markup",
            Self::ForeignSite => "foreign_site",
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Characters; the longest real titles have about 100.
const MOST_TITLE: usize = 120;
const MOST_LINE: usize = 200;
const MOST_TEXT: usize = 20_000;

/// The first flaw of an advert whose texts have been washed.
pub(super) fn find(raw: &Raw) -> Option<Flaw> {
    if !raw.title.chars().any(char::is_alphabetic) {
        return Some(Flaw::NoTitle);
    }
    let longer = |text: &str, most: usize| text.len() > most && text.chars().count() > most;
    if longer(&raw.title, MOST_TITLE)
        || [&raw.employer, &raw.wage_text, &raw.place_text, &raw.experience, &raw.contact]
            .iter()
            .any(|t| longer(t, MOST_LINE))
        || [&raw.description, &raw.requirements].iter().any(|t| longer(t, MOST_TEXT))
    {
        return Some(Flaw::TooLong);
    }
    let texts = [&raw.title, &raw.employer, &raw.wage_text, &raw.place_text, &raw.description, &raw.requirements];
    texts.iter().find_map(|text| broken(text)).or_else(|| foreign_site(raw))
}

fn broken(text: &str) -> Option<Flaw> {
    type Rule = (Flaw, fn(&str) -> bool);
    let rules: [Rule; 5] = [
        (Flaw::ControlCharacters, |t| t.chars().any(|c| c.is_control() && c != '\n')),
        (Flaw::Garbled, is_garbled),
        (Flaw::Markup, has_markup),
        (Flaw::LostDateSeparators, has_run_together_date),
        (Flaw::ScanErrors, has_scan_errors),
    ];
    rules.into_iter().find(|(_, found)| found(text)).map(|(flaw, _)| flaw)
}

const fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// The traces of a text that was decoded wrongly at some time.
fn is_garbled(text: &str) -> bool {
    const TRACES: [&str; 6] = ["锟斤拷", "烫烫烫", "屯屯屯", "ï¼", "ï»¿", "â€"];
    if text.contains('\u{fffd}') || TRACES.iter().any(|trace| text.contains(trace)) {
        return true;
    }
    // UTF-8 read as Latin-1: a hanzi becomes å, ä, ç, æ, è or é with two characters of the upper half behind it.
    let chars: Vec<char> = text.chars().collect();
    let latin = chars.windows(3).filter(|w| match w {
        [lead, second, third] => {
            ('ã'..='é').contains(lead) && ('\u{80}'..='ÿ').contains(second) && ('\u{80}'..='ÿ').contains(third)
        }
        _ => false,
    });
    latin.count() >= 2
        || question_marks_for_hanzi(&chars) >= 3
        || chars.iter().any(|c| ('\u{e000}'..='\u{f8ff}').contains(c))
}

/// "可复?的?户界?组件": question marks between two hanzi that no question ends with.
fn question_marks_for_hanzi(chars: &[char]) -> usize {
    let ends_a_question = |c: char| "吗呢么吧啊嘛呀啦谁哪何样少几啥否没不了职人业作才钱久里儿机遇".contains(c);
    let mut count = 0;
    let mut at = 0;
    while at < chars.len() {
        let run = chars.iter().skip(at).take_while(|c| **c == '?').count();
        if run == 0 {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| chars.get(before)).copied();
        let after = chars.get(at + run).copied();
        if before.is_some_and(|c| is_hanzi(c) && !ends_a_question(c)) && after.is_some_and(is_hanzi) {
            count += 1;
        }
        at += run;
    }
    count
}

/// Tags by name, with or without attributes, and declarations of style. "List<String>" and "会写 HTML" are none.
fn has_markup(text: &str) -> bool {
    const TAGS: [&str; 16] =
        ["p", "br", "div", "span", "li", "ul", "ol", "font", "strong", "table", "td", "tr", "img", "a", "b", "style"];
    const STYLES: [&str; 6] = ["font-family:", "font-size:", "mso-", "text-indent:", "line-height:", "class=\""];
    if STYLES.iter().any(|style| text.contains(style)) {
        return true;
    }
    let tags = text.split('<').skip(1).filter(|behind| {
        let behind = behind.strip_prefix('/').unwrap_or(behind);
        let name: String =
            behind.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let closes = behind.get(name.len()..).is_some_and(|rest| {
            rest.starts_with('>')
                || rest.starts_with("/>")
                || rest.starts_with(" />")
                || (rest.starts_with(' ') && rest.contains('='))
        });
        closes && TAGS.contains(&name.as_str())
    });
    tags.count() > 0
}

/// "2025518" where a date belongs: seven digits that are a year, a month and a day only with separators put back, and
/// no number of a job ("编号：2021014").
fn has_run_together_date(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let digits: String = chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).collect();
        if digits.is_empty() {
            at += 1;
            continue;
        }
        let before: String = chars.get(at.saturating_sub(8)..at).unwrap_or_default().iter().collect();
        if is_run_together_date(&digits) && !names_a_number(&before) {
            return true;
        }
        at += digits.len();
    }
    false
}

pub(super) fn is_run_together_date(digits: &str) -> bool {
    let (Some(year), Some(rest)) = (digits.get(..4), digits.get(4..)) else { return false };
    let number = |text: Option<&str>| text.and_then(|t| t.parse::<u8>().ok()).unwrap_or(0);
    let month_day = |at: usize| {
        (1..=12).contains(&number(rest.get(..at)))
            && (1..=31).contains(&number(rest.get(at..)))
            && !rest.starts_with('0')
            && rest.get(at..).is_some_and(|day| !day.starts_with('0'))
    };
    let recent = ("2000".."2040").contains(&year);
    recent && digits.len() == 7 && (month_day(1) || month_day(2))
}

fn names_a_number(before: &str) -> bool {
    ["编号", "代码", "号", "ID", "id", "No", "-", "_", "QQ", "qq", "微信", "电话"]
        .iter()
        .any(|word| before.contains(word))
        || before.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
}

/// "4O00元", "l5OO", "工作□容": letters among the digits of an amount, boxes among hanzi.
fn has_scan_errors(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let looks_like_digit = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I' | '〇');
    let boxes =
        chars.windows(3).filter(|w| matches!(w, [a, '□' | '囗' | '▯', b] if is_hanzi(*a) && is_hanzi(*b))).count();
    if boxes >= 2 {
        return true;
    }
    let mut run = String::new();
    let mut before = None;
    for (at, c) in chars.iter().enumerate() {
        if c.is_ascii_digit() || looks_like_digit(*c) {
            if run.is_empty() {
                before = at.checked_sub(1).and_then(|b| chars.get(b)).copied();
            }
            run.push(*c);
            continue;
        }
        let is_amount = matches!(c, '元' | '块') && !before.is_some_and(|b| b.is_ascii_alphabetic());
        if is_amount && run.chars().any(looks_like_digit) && run.chars().any(|c| c.is_ascii_digit()) {
            return true;
        }
        run.clear();
    }
    false
}

/// Job boards by the names they paste over what is copied from them.
const SITES: [&str; 12] = [
    "boss直聘",
    "智联招聘",
    "前程无忧",
    "51job",
    "58同城",
    "赶集网",
    "猎聘网",
    "拉勾网",
    "中华英才网",
    "看准网",
    "kanzhun",
    "齐鲁人才网",
];

/// A site's mark that no employer writes: its hidden word, "来自…", its address in a title, its name over and over.
fn foreign_site(raw: &Raw) -> Option<Flaw> {
    let employer = raw.employer.to_lowercase();
    let text = format!("{}\n{}\n{}", raw.title, raw.description, raw.requirements).to_lowercase();
    let title = raw.title.to_lowercase();
    let found = text.contains("kanzhun")
        || ["www.", "http", ".com", ".cn"].iter().any(|address| title.contains(address))
        || SITES.iter().any(|site| !is_its_own(&employer, site) && pasted_over(&text, &title, site));
    found.then_some(Flaw::ForeignSite)
}

/// A site advertises for itself, under its whole name or under that of a branch (智联猎头).
fn is_its_own(employer: &str, site: &str) -> bool {
    let stem: String = site.chars().take(2).collect();
    employer.contains(site) || (!stem.is_ascii() && employer.contains(&stem))
}

fn pasted_over(text: &str, title: &str, site: &str) -> bool {
    const SIGNS: [&str; 8] = ["来自", "来源", "转载", "版权", "请说是在", "请说明在", "看到的", "水印"];
    if title.contains(site) || text.matches(site).count() >= 3 {
        return true;
    }
    text.match_indices(site).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let before: String = before.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = text.get(at + site.len()..).unwrap_or_default().chars().take(10).collect();
        SIGNS.iter().any(|sign| before.contains(sign) || after.contains(sign))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advert(title: &str, description: &str) -> Raw {
        Raw { title: title.to_owned(), description: description.to_owned(), ..Raw::default() }
    }

    #[test]
    fn polluted_texts_are_found_by_their_kind() {
        for (flaw, title, text) in [
            (Flaw::NoTitle, "", "招人"),
            (Flaw::NoTitle, "12345 ——!", "招人"),
            (Flaw::TooLong, &*"工".repeat(121), ""),
            (Flaw::TooLong, "普工", &*"长".repeat(20_001)),
            (Flaw::ControlCharacters, "保\u{7}安", ""),
            (Flaw::Garbled, "保安", "负责门\u{fffd}"),
            (Flaw::Garbled, "保安", "锟斤拷"),
            (Flaw::Garbled, "æ\u{8b}\u{9b}è\u{81}\u{98}保安", ""),
            (Flaw::Garbled, "前端", "编写可复?的?户界?组件"),
            (Flaw::Markup, "保洁", "<p style=\"x\">打扫</p>"),
            (Flaw::Markup, "保洁", "打扫<br>擦窗"),
            (Flaw::Markup, "保洁", "o-font-kerning:1.0000pt; font-family:宋体"),
            (Flaw::LostDateSeparators, "公益岗", "报名截止2025518"),
            (Flaw::LostDateSeparators, "公益岗", "2025115至2025120报名"),
            (Flaw::ScanErrors, "普工", "月薪4O00元"),
            (Flaw::ScanErrors, "普工", "l500元"),
            (Flaw::ScanErrors, "普工", "工作内□是打□卫生"),
            (Flaw::ForeignSite, "普工", "负责kanzhun包装"),
            (Flaw::ForeignSite, "普工（来自BOSS直聘）", "包装"),
            (Flaw::ForeignSite, "普工", "联系时请说是在前程无忧上看到的"),
            (Flaw::ForeignSite, "普工 www.zhaogong.example", ""),
        ] {
            // The control characters of a wrong decoding are found first; both are right.
            let found = find(&advert(title, text));
            let also = flaw == Flaw::Garbled && found == Some(Flaw::ControlCharacters);
            assert!(found == Some(flaw) || also, "{title} / {text}: {found:?} instead of {flaw:?}");
        }
    }

    #[test]
    fn sound_adverts_pass() {
        for (title, text) in [
            ("电焊工", "月薪6000-8000元，加微信详谈，V信同号"),
            ("Java开发工程师", "熟悉 List<String>、HTML5、k8s、i18n，会用<script>标签"),
            ("软件测试 (职位编号：2021014)", "编号：2021318"),
            ("城管协管员", "报名时间：2025年5月18日至2025-06-01，或20250518"),
            ("客服", "想换个环境吗?来吧!还在为工作发愁?我们等你"),
            ("棠下丨电话客服丨社保", ""),
            ("店员", "□ 会收银\n□ 会理货"),
            ("房产经纪人", "在58同城、赶集网发布房源"),
            ("PHP", "日薪500元，GOLO元素"),
            ("A", ""),
            (&*"工".repeat(120), ""),
        ] {
            assert_eq!(find(&advert(title, text)), None, "{title} / {text}");
        }
        for employer in ["智联招聘", "智联猎头"] {
            let own = Raw { title: "智联招聘研究员".into(), employer: employer.into(), ..Raw::default() };
            assert_eq!(find(&own), None, "a site may advertise for itself");
        }
    }
}
