//! What is counted, counted again by somebody who knows no line of the station's code: seats by the slips that people hold,
//! services of the year by the rows of the file, and the 311 of each person by what the province has of her.

use super::check::Held;
use super::desk::{Desk, Row};
use super::play::Play;
use super::province::HEADCOUNT;
use super::{Broken, breaks};
use jiff::civil::{Date, date};
use jiff::{Timestamp, tz};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use yizhan::domain::monitor::{Figure, Span};
use yizhan::domain::plan::{judge, plans};
use yizhan::domain::{EntryId, ServiceKind, SubjectId};

/// No played clock leaves these days.
const EVER: Span = Span { from: Date::constant(1990, 1, 1), to: Date::constant(2090, 12, 31) };

/// A seat that somebody has a slip of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sold {
    pub posting: i64,
    pub day: Date,
    /// It was given back, or that was tried on an ill disk.
    pub given_back: bool,
}

/// No seat was given to two people: of no day job more slips are in people's hands, from all stations together, than it has seats.
/// Who puts old copies back may give a seat twice; then the province refuses the second.
pub fn sold_once(play: &Play) -> Result<(), Broken> {
    if play.province.borrow().restored > 0 || play.desks.iter().any(|desk| desk.put_back > 0) {
        return Ok(());
    }
    let mut held: BTreeMap<(i64, Date), u64> = BTreeMap::new();
    for sold in play.desks.iter().flat_map(|desk| desk.sold.values()).filter(|sold| !sold.given_back) {
        let people = held.entry((sold.posting, sold.day)).or_default();
        *people += 1;
        if *people > HEADCOUNT {
            let (posting, day) = (sold.posting, sold.day);
            return Err(breaks!(
                "posting {posting} has {HEADCOUNT} seats on {day}, and {people} people have a slip of one"
            ));
        }
    }
    Ok(())
}

/// The station's figures are the numbers of the rows behind them, as a whole and year by year.
pub fn of_the_year(desk: &Desk, rows: &BTreeMap<EntryId, Row>) -> Result<(), Broken> {
    let Some(running) = &desk.running else { return Err(breaks!("the station does not run")) };
    let figure =
        |figure, span| running.station.figure(figure, span).map_err(|e| breaks!("the station does not count: {e}"));
    let of = |kind: &str| rows.values().filter(|row| row.kind == kind && !row.superseded).count() as u64;
    let all_of = |kind: &str| rows.values().filter(|row| row.kind == kind).count() as u64;
    // Each note takes one service back.
    let services = all_of("service") - all_of("service_note");
    let counted = figure(Figure::ServiceTimes, EVER)?;
    if counted != of("registration") + services {
        return Err(breaks!(
            "the station counts {counted} services to people, its rows are {}",
            of("registration") + services
        ));
    }
    let mut by_kind = 0;
    for kind in ServiceKind::ALL {
        by_kind += figure(Figure::Services(*kind), EVER)?;
    }
    if by_kind != services {
        return Err(breaks!("by kind the station counts {by_kind} services, its rows are {services}"));
    }
    let mut years: BTreeMap<i16, u64> = BTreeMap::new();
    for row in rows.values().filter(|row| row.kind == "registration" && !row.superseded) {
        *years.entry(year_of(row.made_at)).or_default() += 1;
    }
    for (year, here) in years {
        let counted = figure(Figure::Registrations, Span::year(year))?;
        if counted != here {
            return Err(breaks!("the station counts {counted} registrations in {year}, its rows are {here}"));
        }
    }
    Ok(())
}

/// Each registration counts here in the year in which it counts at the province: that in which it was made, whenever it was sent. One
/// that was refused stands here with its reason, and counts as work that was done.
pub fn of_the_years(desk: &Desk, number: i64, rows: &BTreeMap<EntryId, Row>, accepted: &Held) -> Result<(), Broken> {
    let Some(running) = &desk.running else { return Err(breaks!("the station does not run")) };
    let mut years: BTreeMap<i16, u64> = BTreeMap::new();
    let all = accepted.values().flatten();
    for one in all.filter(|one| one.station == number && one.kind == "registration") {
        *years.entry(year_of(one.made_at)).or_default() += 1;
    }
    for (year, there) in years {
        let counted = running.station.figure(Figure::Registrations, Span::year(year));
        let here = counted.map_err(|e| breaks!("the station does not count: {e}"))?;
        let refused = |row: &&Row| row.kind == "registration" && row.state == "refused" && !row.superseded;
        let stands = rows.values().filter(refused).filter(|row| year_of(row.made_at) == year).count() as u64;
        if here != there + stands {
            return Err(breaks!(
                "the station counts {here} registrations in {year}, {stands} of them refused; the province has {there}"
            ));
        }
    }
    Ok(())
}

fn year_of(made_at: i64) -> i16 {
    let at = Timestamp::from_millisecond(made_at).unwrap_or(Timestamp::UNIX_EPOCH);
    tz::offset(8).to_datetime(at).year()
}

/// What the province has of one person, by year: postings that were recommended, guidance, training.
type Had = BTreeMap<i16, (BTreeSet<i64>, usize, usize)>;

/// What each person has had of the 311 is the same by the station's rules and by what the province has taken of her.
pub fn of_311(desk: &Desk, number: i64, rows: &BTreeMap<EntryId, Row>, accepted: &Held) -> Result<(), Broken> {
    let Some(running) = &desk.running else { return Err(breaks!("the station does not run")) };
    let Some(plan) = plans().iter().find(|plan| plan.code == "311") else { return Err(breaks!("there is no 311")) };
    let blanked: BTreeSet<Uuid> = rows.values().filter(|row| row.gone).map(|row| row.subject).collect();
    for (subject, had) in had(number, accepted) {
        // Of whom was erased, or whose time was over, nobody knows any more what it was.
        if blanked.contains(&subject) {
            continue;
        }
        let services = running.station.services_of(SubjectId(subject));
        let services = services.map_err(|e| breaks!("the station does not say what somebody has had: {e}"))?;
        let done: Vec<_> = services.into_iter().map(|row| row.done).collect();
        for (year, (postings, guided, trained)) in had {
            let judged = judge(plan, (date(year, 1, 1), date(year, 12, 31)), &done);
            let counts = |need: usize| judged.iter().filter(|one| one.verdict == Ok(need)).count();
            let (here, there) = ([counts(0), counts(1), counts(2)], [postings.len(), guided, trained]);
            if here != there {
                return Err(breaks!(
                    "of the 311 of {year} the station counts {here:?} for {subject}, the province has {there:?}"
                ));
            }
        }
    }
    Ok(())
}

fn had(number: i64, accepted: &Held) -> BTreeMap<Uuid, Had> {
    let hers = accepted.iter().flat_map(|(id, all)| all.iter().map(move |one| (id, one)));
    let hers: Vec<_> = hers.filter(|(_, one)| one.station == number).collect();
    let read = |body: &str| serde_json::from_str::<Value>(body).unwrap_or_default();
    let void: BTreeSet<String> = hers
        .iter()
        .filter(|(_, one)| one.kind == "service_note")
        .filter_map(|(_, one)| Some(read(&one.body).get("service")?.as_str()?.to_owned()))
        .collect();
    let mut people: BTreeMap<Uuid, Had> = BTreeMap::new();
    for (id, one) in hers.iter().filter(|(_, one)| one.kind == "service") {
        let body = read(&one.body);
        let word = |name: &str| body.get(name).and_then(Value::as_str);
        let day = word("done_on").and_then(|day| day.parse::<Date>().ok());
        let (Some(day), false) = (day, void.contains(&id.to_string())) else { continue };
        let (postings, guided, trained) = people.entry(one.subject).or_default().entry(day.year()).or_default();
        match word("kind") {
            Some("recommendation") => postings.extend(body.get("posting").and_then(Value::as_i64)),
            Some("guidance") => *guided += 1,
            Some("training_info" | "training_done") => *trained += 1,
            _ => {}
        }
    }
    people
}
