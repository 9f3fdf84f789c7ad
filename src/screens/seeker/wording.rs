//! Facts of a posting as a seeker reads them.

use crate::domain::distance::{Away, Trip};
use crate::domain::freshness::Freshness;
use crate::domain::query::{Hit, WageFloor};
use crate::domain::wage::a_month;
use crate::domain::{Posting, Wage, WageUnit};
use crate::i18n::Words;
use crate::screens::Facts;
use crate::widgets::card::JobCard;
use jiff::civil::Date;

/// Tags a card shows at most.
const TAGS: usize = 5;
/// For how many days a posting counts as fresh.
const FRESH_DAYS: i32 = 2;

/// Puts a hit into the words of a card and hands the card on.
pub fn job_card<R>(facts: &Facts<'_>, hit: &Hit, width: f32, show: impl FnOnce(&JobCard<'_>) -> R) -> R {
    let words = facts.words;
    let wage = words.wage(&hit.wage);
    let mut tags = vec![words.work_form(hit.work_form)];
    tags.extend(hit.benefits.iter().take(TAGS - 1).map(|b| words.benefit(*b)));
    let away = hit.away.map_or_else(String::new, |away| far(words, away));
    let freshness = Freshness::of_hit(hit, facts.today);
    let fresh = fresh(words, freshness, hit.posted_on, facts.today);
    show(&JobCard {
        faded: freshness.fades(),
        title: &hit.title,
        wage: (&wage.amount, &wage.unit),
        whom_and_where: &words.joined(&[&hit.district, &away, &hit.employer]),
        tags: &tags,
        fresh: fresh.as_deref(),
        width,
    })
}

/// How far it is, in a word.
#[must_use]
pub fn far(words: Words, away: Away) -> String {
    match away {
        Away::SameStreet => words.away_same_street().to_owned(),
        Away::SameCounty => words.away_same_county().to_owned(),
        Away::About { km } => words.away_about(i64::from(km)),
    }
}

/// How far a posting's place is from the station, and how one would get there; both are estimates and say so.
#[must_use]
pub fn way(facts: &Facts<'_>, posting: &Posting) -> Option<String> {
    let words = facts.words;
    let (here, there) = facts.status.place.as_ref().zip(posting.place.division.as_ref())?;
    let away = facts.content.ground().between(here, there)?;
    let trip = away.trip().map_or_else(String::new, |trip| match trip {
        Trip::Walk { minutes } => words.away_walk(i64::from(minutes)),
        Trip::Bus { minutes } => words.away_bus(i64::from(minutes)),
    });
    Some(words.joined(&[&far(words, away), &trip]))
}

/// Five facts, each with its name: form, place, headcount, what comes with it, until when.
#[must_use]
pub fn glances(facts: &Facts<'_>, posting: &Posting) -> [(&'static str, String); 5] {
    let words = facts.words;
    let or_unsaid = |said: String| if said.is_empty() { words.unsaid().to_owned() } else { said };
    let mut form = vec![words.work_form(posting.work_form)];
    form.extend(posting.shifts.iter().map(|shift| words.shift(*shift)));
    let way = way(facts, posting).unwrap_or_default();
    let people = posting.headcount.map(|n| words.people(i64::from(n))).unwrap_or_default();
    let benefits: Vec<_> = posting.benefits.iter().map(|benefit| words.benefit(*benefit)).collect();
    [
        (words.glance_form(), words.joined(&form)),
        (words.glance_place(), or_unsaid(words.joined(&[&place(posting), &way]))),
        (words.glance_people(), or_unsaid(people)),
        (words.glance_benefits(), or_unsaid(benefits.join(words.list_separator()))),
        (words.glance_until(), words.until(&words.date(posting.valid_until, facts.today))),
    ]
}

/// "New today", where it is; or how old, where that is more than one should rely on.
fn fresh(words: Words, freshness: Freshness, posted: Date, today: Date) -> Option<String> {
    match freshness {
        Freshness::Doubted => return Some(words.fresh_tag_doubted().to_owned()),
        Freshness::Old { days } | Freshness::Ageing { days } => return Some(words.fresh_tag_old(i64::from(days))),
        Freshness::Fresh => {}
    }
    let days = today.since(posted).ok()?.get_days();
    (0..=FRESH_DAYS).contains(&days).then(|| words.posted(&words.near_date(posted, today)))
}

/// "At least 5000 元/月".
#[must_use]
pub fn wage_floor(words: Words, floor: WageFloor) -> String {
    let wage = Wage { min_fen: Some(floor.fen), unit: Some(floor.unit), ..Wage::default() };
    let said = words.wage(&wage);
    words.wage_at_least(&said.amount, words.wage_per(floor.unit))
}

/// What the wage would be a month, as a hint: only where the advert's unit is another, and always with 约.
#[must_use]
pub fn monthly_hint(words: Words, wage: &Wage) -> Option<String> {
    let unit = wage.unit.filter(|unit| *unit != WageUnit::Month)?;
    let times = |fen: i64| a_month(fen, unit);
    // A hint in round hundreds: it must not look more exact than it is.
    let round = |fen: i64| (fen + 5_000) / 10_000 * 10_000;
    let month = Wage {
        min_fen: wage.min_fen.and_then(times).map(round),
        max_fen: wage.max_fen.and_then(times).map(round),
        unit: Some(WageUnit::Month),
        approximate: true,
        ..Wage::default()
    };
    if month.min_fen.is_none() && month.max_fen.is_none() {
        return None;
    }
    let said = words.wage(&month);
    Some(words.wage_hint(&said.to_string()))
}

/// Where the work is, in the advert's words or the district's.
#[must_use]
pub fn place(posting: &Posting) -> String {
    let place = &posting.place;
    let (district, text) = (place.district.trim(), place.text.trim());
    if text.is_empty() || district.contains(text) {
        district.to_owned()
    } else if district.is_empty()
        || text.contains(district)
        || text.replace(' ', "").contains(&district.replace(' ', ""))
    {
        text.to_owned()
    } else {
        format!("{district} {text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn a_daily_wage_gets_a_round_monthly_hint_and_a_monthly_one_none() {
        let words = Words::of(Language::Chinese);
        let wage = |fen, unit| Wage { min_fen: Some(fen), max_fen: Some(fen), unit: Some(unit), ..Wage::default() };
        let hint = monthly_hint(words, &wage(20_000, WageUnit::Day)).unwrap();
        assert!(hint.contains("约 4400"), "{hint}");
        assert_eq!(monthly_hint(words, &wage(450_000, WageUnit::Month)), None);
        assert_eq!(monthly_hint(words, &wage(35, WageUnit::Piece)), None);
    }

    #[test]
    fn a_place_is_not_said_twice() {
        let mut posting = crate::screens::seeker::takeaway::tests::posting();
        posting.place.district = "长沙市 雨花区".into();
        posting.place.text = "长沙市雨花区万家丽路".into();
        assert_eq!(place(&posting), "长沙市雨花区万家丽路");
        posting.place.text = "万家丽路".into();
        assert_eq!(place(&posting), "长沙市 雨花区 万家丽路");
        posting.place.text = String::new();
        assert_eq!(place(&posting), "长沙市 雨花区");
    }
}
