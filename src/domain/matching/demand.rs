//! What a posting asks of a person and gives her, read once. Wishes that no employer may have (sex, age, marriage, origin)
//! are in many texts; nothing here reads them.

use super::licence::{self, Licence, Need};
use super::near;
use crate::domain::division::{Division, chain};
use crate::domain::wage;
use crate::domain::{Benefit, DivisionCode, Education, JobKind, Posting, PostingId, Shift, Wage, WorkForm};
use jiff::civil::Date;

/// A posting as a match sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    pub id: PostingId,
    pub(super) title: String,
    pub(super) kind: JobKind,
    pub(super) work_form: WorkForm,
    pub(super) wage: Wage,
    pub(super) division: Option<DivisionCode>,
    /// Province, city, county; empty where the advert gives no code.
    pub(super) place: Vec<Division>,
    pub(super) district: String,
    /// The least education; `None`: none is asked for.
    pub(super) education: Option<Education>,
    /// Whole years of experience at the least; 0: none is asked for.
    pub(super) years: u8,
    pub(super) licences: Vec<(Licence, Need)>,
    /// Night work is part of it.
    pub(super) nights: bool,
    pub(super) board: bool,
    pub(super) lodging: bool,
    /// How many people are wanted; at least one.
    pub(super) seats: u32,
    pub(super) valid_until: Date,
}

impl Demand {
    #[must_use]
    pub fn of(posting: &Posting) -> Self {
        let text = format!("{}\n{}\n{}", posting.title, posting.requirements, posting.tasks);
        Self {
            id: posting.id,
            title: posting.title.clone(),
            kind: posting.job_kind,
            work_form: posting.work_form,
            wage: posting.wage.clone(),
            division: posting.place.division.clone(),
            place: posting.place.division.as_ref().map(|code| chain(code.as_str())).unwrap_or_default(),
            district: posting.place.district.clone(),
            education: posting.education.filter(|education| *education != Education::Other),
            years: years(&posting.experience).max(years_in(&posting.requirements)),
            licences: licences(posting.job_kind, &text),
            nights: nights(posting, &text),
            board: posting.benefits.contains(&Benefit::Meals),
            lodging: posting.benefits.contains(&Benefit::Lodging),
            seats: posting.headcount.unwrap_or(1).max(1),
            valid_until: posting.valid_until,
        }
    }

    #[must_use]
    pub const fn kind(&self) -> JobKind {
        self.kind
    }

    #[must_use]
    pub const fn work_form(&self) -> WorkForm {
        self.work_form
    }

    #[must_use]
    pub const fn seats(&self) -> u32 {
        self.seats
    }

    /// What it promises at the least, as fen a month; `None` where the advert gives no amount that compares.
    #[must_use]
    pub fn monthly_fen(&self) -> Option<i64> {
        wage::comparable(&self.wage)
    }
}

/// The licences a text asks for. Where it only says 持证上岗, the paper usual in the trade is meant.
fn licences(kind: JobKind, text: &str) -> Vec<(Licence, Need)> {
    let mut licences = licence::asked(text);
    if let Some(usual) = near::usual_licence(kind)
        && !licences.iter().any(|(licence, _)| *licence == usual)
        && licence::asks_for_a_paper(text)
    {
        licences.push((usual, Need::Must));
    }
    licences
}

/// Night work: by its shifts, or by the words. 无夜班 and 不上夜班 are promises.
fn nights(posting: &Posting, text: &str) -> bool {
    if posting.shifts.iter().any(|shift| matches!(shift, Shift::Night | Shift::TwoShifts | Shift::ThreeShifts)) {
        return true;
    }
    if posting.title.contains("夜班") && !posting.title.contains("无夜班") {
        return true;
    }
    let promised = ["无夜班", "没有夜班", "不上夜班", "不用上夜班", "无需夜班", "不倒班", "长白班", "不熬夜"];
    !promised.iter().any(|words| text.contains(words))
        && clauses(text).any(|clause| {
            // Who takes nights may be preferred without anybody having to.
            ["夜班", "通宵", "两班倒", "三班倒"].iter().any(|words| clause.contains(words)) && !clause.contains("优先")
        })
}

fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| "，。；\n、,;".contains(c))
}

/// Years of experience named in the running text (`一年以上经验`); what is only preferred counts as none.
fn years_in(text: &str) -> u8 {
    let named = clauses(text).filter(|clause| {
        ["经验", "工龄", "驾龄", "经历"].iter().any(|word| clause.contains(word)) && !clause.contains("优先")
    });
    named.map(years).max().unwrap_or(0)
}

/// Whole years at the least, from the advert's words: `3-5年` → 3, `一年以上` → 1, `经验不限`, `1年以下` → 0.
fn years(words: &str) -> u8 {
    let words = crate::domain::text::half_width(words);
    if ["不限", "无", "不要求", "应届", "在校", "以下", "以内"].iter().any(|free| words.contains(free)) {
        return 0;
    }
    let Some((before, _)) = words.split_once('年') else { return 0 };
    let number: String =
        before.chars().skip_while(|c| digit(*c).is_none()).take_while(|c| digit(*c).is_some()).collect();
    let mut value = 0_u32;
    for c in number.chars() {
        value = match (digit(c), c) {
            (_, '十') => value.max(1) * 10,
            (Some(n), _) if c.is_ascii_digit() => value.saturating_mul(10).saturating_add(n),
            (Some(n), _) => value.saturating_add(n),
            (None, _) => value,
        };
    }
    // More than a working life is a year of the calendar.
    u8::try_from(value).ok().filter(|years| *years <= 50).unwrap_or(0)
}

fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or(match c {
        '半' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        '十' => Some(10),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn experience_is_read_as_adverts_word_it() {
        for (words, least) in [
            ("3-5年", 3),
            ("一年以上", 1),
            ("两年以上工作经验", 2),
            ("10年以上", 10),
            ("十五年", 15),
            ("半年以上", 0),
            ("1年以下", 0),
            ("经验不限，可接收应届生", 0),
            ("无需经验", 0),
            ("2019年毕业", 0),
            ("", 0),
        ] {
            assert_eq!(years(words), least, "{words}");
        }
        assert_eq!(years_in("有叉车证；一年以上经验；会电脑的优先。"), 1);
        assert_eq!(years_in("18-45岁，三年以上经验优先，公司成立20年"), 0);
    }

    #[test]
    fn nights_are_read_from_shifts_and_words_and_a_preference_is_no_condition() {
        let posting = |title: &str, text: &str| Posting {
            title: title.into(),
            requirements: text.into(),
            ..crate::domain::matching::tests::posting(1, JobKind::Sorter)
        };
        let nights = |title, text| Demand::of(&posting(title, text)).nights;
        assert!(nights("夜班分拣员", "长白班"));
        assert!(nights("分拣员", "两班倒，包住"));
        assert!(!nights("分拣员", "能上夜班的优先"));
        assert!(!nights("分拣员", "无夜班"));
        let shifts = Posting { shifts: vec![Shift::TwoShifts], ..posting("分拣员", "") };
        assert!(Demand::of(&shifts).nights);
    }
}
