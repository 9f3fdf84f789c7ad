//! Licences and certificates that postings ask for and people hold, read from the words both use.
//!
//! A licence is found by its everyday spellings (`assets/licences.csv`). Whether a posting insists on it stands in the
//! words around: 持有, 优先, 无证可培训, 不要求 …

use crate::domain::text::half_width;
use aho_corasick::{AhoCorasick, MatchKind};
use serde::{Serialize, Serializer};
use std::collections::BTreeSet;
use std::sync::OnceLock;

macro_rules! licences {
    ($($variant:ident = $code:literal),+ $(,)?) => {
        /// A licence or certificate. 健康证 is one too: a paper for handling food, which says nothing else of one's health.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Licence { $($variant,)+ }

        impl Licence {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code in the tables and in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}

licences! {
    Electrician = "electrician",
    Welder = "welder",
    Forklift = "forklift",
    Crane = "crane",
    Excavator = "excavator",
    Heights = "heights",
    Refrigeration = "refrigeration",
    Boiler = "boiler",
    Lift = "lift",
    FireControl = "fire_control",
    Guard = "guard",
    SafetyOfficer = "safety_officer",
    HealthCard = "health_card",
    DriverA1 = "driver_a1",
    DriverA2 = "driver_a2",
    DriverB1 = "driver_b1",
    DriverB2 = "driver_b2",
    DriverC = "driver_c",
    Motorcycle = "motorcycle",
    RideHailing = "ride_hailing",
    Freight = "freight",
    Accountant = "accountant",
    Nurse = "nurse",
    Doctor = "doctor",
    Pharmacist = "pharmacist",
    Teacher = "teacher",
    Mandarin = "mandarin",
    Maternity = "maternity",
    ChildCare = "child_care",
    ElderCare = "elder_care",
    Housekeeping = "housekeeping",
    Cook = "cook",
    Beautician = "beautician",
    Masseur = "masseur",
    Builder = "builder",
}

impl Licence {
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|licence| licence.as_str() == code)
    }
}

impl Serialize for Licence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How much a posting wants a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Good to have, or the employer helps to get it.
    Welcome,
    /// Nobody is taken without it.
    Must,
}

/// `code,covers,spellings`; several of either are divided by `|`.
const TABLE: &str = include_str!("../../../assets/licences.csv");

struct Known {
    /// Finds the spellings; the number of a pattern is the place of its licence in `owners`.
    finder: AhoCorasick,
    owners: Vec<Licence>,
    /// Who holds the first holds the second as well: an A2 driver may drive a car.
    covers: Vec<(Licence, Licence)>,
}

fn known() -> Option<&'static Known> {
    static KNOWN: OnceLock<Option<Known>> = OnceLock::new();
    KNOWN.get_or_init(read_table).as_ref()
}

fn read_table() -> Option<Known> {
    let (mut spellings, mut owners, mut covers) = (Vec::new(), Vec::new(), Vec::new());
    for line in TABLE.lines().skip(1) {
        let mut cells = line.trim_end().split(',');
        let licence = Licence::parse(cells.next()?)?;
        let covered = cells.next()?.split('|').filter_map(Licence::parse);
        covers.extend(covered.map(|other| (licence, other)));
        for spelling in cells.next()?.split('|') {
            spellings.push(spelling);
            owners.push(licence);
        }
    }
    // The longest spelling counts: 安全员C证 is no driving licence.
    let mut finder = AhoCorasick::builder();
    let finder = finder.match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true).build(spellings).ok()?;
    Some(Known { finder, owners, covers })
}

/// What somebody holds who names these skills, with everything that it covers.
#[must_use]
pub fn held<'a>(skills: impl IntoIterator<Item = &'a str>) -> BTreeSet<Licence> {
    let Some(known) = known() else { return BTreeSet::new() };
    let mut held = BTreeSet::new();
    for skill in skills {
        let skill = half_width(skill);
        // 正在考叉车证 is a plan and no licence.
        if ["没有", "没考", "未考", "在考", "想考", "想学", "打算", "过期"].iter().any(|word| skill.contains(word))
        {
            continue;
        }
        held.extend(known.finder.find_iter(&skill).filter_map(|at| known.owners.get(at.pattern().as_usize())));
    }
    let covered = known.covers.iter().filter(|(own, _)| held.contains(own)).map(|(_, other)| *other);
    held.extend(covered.collect::<Vec<_>>());
    held
}

/// What a posting's words ask for, each licence once with the strongest need; of licences of which one covers the other
/// (`B2以上，C1也可`) only the lower one is asked. Of two that stand for each other (`电工证或焊工证`) neither is insisted on:
/// nobody is turned away for lacking one who has the other.
#[must_use]
pub fn asked(text: &str) -> Vec<(Licence, Need)> {
    let Some(known) = known() else { return Vec::new() };
    let text = half_width(text);
    let mut asked: Vec<(Licence, Need)> = Vec::new();
    for at in known.finder.find_iter(&text) {
        let Some(licence) = known.owners.get(at.pattern().as_usize()).copied() else { continue };
        let (before, after) = around(&text, at.start(), at.end());
        // The D of LED照明 is no class of driving licence.
        let latin = text.as_bytes().get(at.start()).is_some_and(u8::is_ascii);
        let inside = latin && before.ends_with(|c: char| c.is_ascii_alphabetic());
        let Some(need) = need(before, after).filter(|_| !inside) else { continue };
        let or_next = after.starts_with(['或', '/']) && known.finder.find(after).is_some_and(|next| next.start() < 12);
        let or_before = before.ends_with(['或', '者', '/']) && known.finder.is_match(before);
        let need = if or_next || or_before { Need::Welcome } else { need };
        match asked.iter_mut().find(|(other, _)| *other == licence) {
            Some((_, known)) => *known = (*known).max(need),
            None => asked.push((licence, need)),
        }
    }
    for (own, lower) in &known.covers {
        if let (Some(above), Some(_)) = (place(&asked, *own), place(&asked, *lower)) {
            let (_, need) = asked.remove(above);
            if let Some((_, known)) = asked.iter_mut().find(|(other, _)| other == lower) {
                *known = (*known).max(need);
            }
        }
    }
    asked.sort_by_key(|(licence, _)| *licence);
    asked
}

fn place(asked: &[(Licence, Need)], licence: Licence) -> Option<usize> {
    asked.iter().position(|(other, _)| *other == licence)
}

/// Whether the words ask for a paper without naming it: 持证上岗.
#[must_use]
pub fn asks_for_a_paper(text: &str) -> bool {
    [
        "持证上岗",
        "有证上岗",
        "需有证",
        "须有证",
        "要有证",
        "须持证",
        "需持证",
        "必须持证",
        "有上岗证",
        "持有上岗证",
        "持操作证",
        "有操作证",
    ]
    .iter()
    .filter_map(|words| text.find(words).map(|at| (at, at + words.len())))
    .any(|(start, end)| {
        let (before, after) = around(text, start, end);
        need(before, after) == Some(Need::Must)
    })
}

const fn ends_clause(c: char) -> bool {
    matches!(c, '，' | ',' | '。' | '；' | ';' | '\n' | '!' | '！' | '?' | '？' | '【' | '】')
}

/// The words before a place back to the clause's beginning, and those behind it up to the end of the next clause: whether
/// a licence is insisted on is often said just after the comma (`电工证，无证可培训`).
fn around(text: &str, start: usize, end: usize) -> (&str, &str) {
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    // Many adverts put blanks where others put commas.
    let clause = before.rfind(|c| ends_clause(c) || c == ' ').and_then(|at| before.get(at..)).unwrap_or(before);
    let mut ends = after.char_indices().filter(|(_, c)| ends_clause(*c)).map(|(at, _)| at);
    let first = ends.next();
    let second = ends.next();
    let (this, next) = match (first, second) {
        (Some(first), Some(second)) => (after.get(..first), after.get(first..second)),
        (Some(first), None) => (after.get(..first), after.get(first..)),
        _ => (Some(after), None),
    };
    // The next clause counts only where it speaks of not having the paper.
    let goes_on = next.is_some_and(|next| NOT_HAVING.iter().any(|words| next.contains(words)));
    let reach = if goes_on { after.get(..second.unwrap_or(after.len())) } else { this };
    (clause, reach.unwrap_or_default())
}

/// Words that speak of somebody without the paper.
const NOT_HAVING: &[&str] =
    &["无证", "没有证", "没证", "没有的", "没有也", "未持证", "未办理", "没办", "无者", "没有者"];
/// Before a licence: it is not asked for at all.
const NOT_ASKED: &[&str] = &["无需", "不需要", "不需", "不要求", "不用", "无须", "不必", "不限"];
/// Behind a licence: it makes no difference.
const NO_MATTER: &[&str] = &["不要求", "不作要求", "不做要求", "不限", "有无均可", "有无皆可", "无所谓"];
/// Around a licence: it is good to have.
const BETTER: &[&str] = &["优先", "更佳", "加分", "最好有", "最好持", "有者佳", "为佳"];
/// Behind a licence: the employer helps to get it.
const HELPED: &[&str] = &[
    "可培训",
    "可以培训",
    "包培训",
    "免费培训",
    "可学",
    "可代办",
    "代办",
    "可办",
    "协助办",
    "公司办",
    "统一办",
    "可补办",
    "可考",
    "报销",
    "费用公司",
    "亦可",
    "也可",
    "均可",
    "都可",
    "可接受",
    "包办",
    "补贴",
    "津贴",
];

/// What the words around a licence make of it; `None` where it is not asked for.
fn need(before: &str, after: &str) -> Option<Need> {
    let tail = last_chars(before, 8);
    // 提供考驾照费用 is a gift.
    let not_before = NOT_ASKED.iter().any(|words| tail.contains(words)) || ends_with_no(tail) || tail.ends_with('考');
    if not_before || NO_MATTER.iter().any(|words| after.contains(words)) {
        return None;
    }
    let better = BETTER.iter().any(|words| after.contains(words) || tail.contains(words));
    let offered = ["代办", "协助办理", "包办", "免费办", "报销", "公司办"].iter().any(|words| tail.contains(words));
    // In a list of catchwords (健康证、高温补贴) the next one says nothing of this one.
    let own = after.split('、').next().unwrap_or(after);
    let helped = HELPED.iter().any(|words| own.contains(words)) || offered;
    Some(if better || helped { Need::Welcome } else { Need::Must })
}

/// Whether 无 or 没有 stands directly before, with at most one word between (`无相关电工证`).
fn ends_with_no(tail: &str) -> bool {
    let tail = last_chars(tail, 4);
    // 有无 asks for neither.
    ["无", "没有", "没"].iter().any(|no| tail.ends_with(no) || tail.contains(&format!("{no}相关")))
}

fn last_chars(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn must(text: &str) -> Vec<Licence> {
        asked(text).into_iter().filter(|(_, need)| *need == Need::Must).map(|(licence, _)| licence).collect()
    }

    #[test]
    fn every_licence_of_the_list_has_spellings_and_the_table_names_no_other() {
        let lines: Vec<&str> = TABLE.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
        let codes: Vec<&str> = Licence::ALL.iter().map(|licence| licence.as_str()).collect();
        assert_eq!(lines, codes);
        let mut spellings: Vec<&str> =
            TABLE.lines().skip(1).flat_map(|line| line.rsplit(',').next().unwrap().split('|')).collect();
        spellings.sort_unstable();
        let all = spellings.len();
        spellings.dedup();
        assert_eq!(spellings.len(), all, "a spelling stands for two licences");
    }

    #[test]
    fn postings_say_what_they_insist_on_in_many_ways() {
        for (text, licences) in [
            ("有低压电工证，身体健康", vec![Licence::Electrician]),
            ("持焊工证上岗；能吃苦", vec![Licence::Welder]),
            ("会开叉车，有叉车证", vec![Licence::Forklift]),
            ("须持健康证", vec![Licence::HealthCard]),
            ("Ｃ１驾照，三年驾龄", vec![Licence::DriverC]),
            ("持有B2以上驾照", vec![Licence::DriverB2]),
            ("有安全员C证", vec![Licence::SafetyOfficer]),
            ("教师资格证、普通话二甲", vec![Licence::Teacher, Licence::Mandarin]),
            ("健康证、包住、高温补贴", vec![Licence::HealthCard]),
            ("请携带身份证、毕业证面试，保证质量", vec![]),
        ] {
            assert_eq!(must(text), licences, "{text}");
        }
    }

    #[test]
    fn who_need_not_have_it_is_not_turned_away() {
        for text in [
            "无需健康证",
            "不要求驾照",
            "电工证不限",
            "无叉车证亦可",
            "不需要有焊工证",
            "提供考驾照费用",
            "LED照明安装",
        ] {
            assert_eq!(asked(text), [], "{text}");
        }
        for (text, licence) in [
            ("有电工证，无证可培训", Licence::Electrician),
            ("叉车证（没有的公司可代办）", Licence::Forklift),
            ("有驾照者优先", Licence::DriverC),
            ("协助办理健康证", Licence::HealthCard),
            ("健康证费用报销", Licence::HealthCard),
            ("优先录用有保安员证的", Licence::Guard),
        ] {
            assert_eq!(asked(text), [(licence, Need::Welcome)], "{text}");
        }
    }

    #[test]
    fn one_clause_says_nothing_of_another() {
        assert_eq!(must("无需经验，有电工证"), [Licence::Electrician]);
        assert_eq!(must("经验不限，须有叉车证，退伍军人优先"), [Licence::Forklift]);
    }

    #[test]
    fn who_may_drive_a_lorry_may_drive_a_car() {
        assert_eq!(held(["B2驾照"]).into_iter().collect::<Vec<_>>(), [Licence::DriverB2, Licence::DriverC]);
        assert_eq!(asked("B2以上驾照，C1以上也可"), [(Licence::DriverC, Need::Must)]);
        assert_eq!(must("要求C1或以上驾照"), [Licence::DriverC]);
        assert!(held(["正在考叉车证，打算年底"]).is_empty());
    }

    #[test]
    fn one_of_two_is_enough() {
        let either = [(Licence::Electrician, Need::Welcome), (Licence::Welder, Need::Welcome)];
        assert_eq!(asked("有电工证或焊工证"), either);
        assert_eq!(asked("持焊工证/电工证"), either);
        assert_eq!(must("有电工证、焊工证"), [Licence::Electrician, Licence::Welder]);
    }

    #[test]
    fn a_paper_may_be_asked_for_without_its_name() {
        assert!(asks_for_a_paper("需持证上岗"));
        assert!(!asks_for_a_paper("无需持证上岗"));
        assert!(!asks_for_a_paper("有证优先"));
        assert!(!asks_for_a_paper("吃苦耐劳"));
    }
}
