//! What was done: services against what is owed, trades wanted and offered, entries by day.

use super::super::request::{blocking, trouble};
use super::super::{Problem, now};
use super::frame::{Place, page as framed, way};
use super::grid::{Asked, in_part, part_of, stations};
use super::session::{Refused, SignedIn};
use super::{Cockpit, Held, chart};
use crate::core::accounts::Role;
use crate::core::board::Sum;
use crate::core::service::day_of;
use crate::core::tally::What;
use crate::words::Words;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use yizhan_wire::{ServiceKind, StationId};

/// Days of the chart by day.
const DAYS: i64 = 30;
/// Trades that are shown; the list goes on in no picture that anybody reads.
const TRADES: usize = 15;
/// The most services of a kind that a station can owe in a month.
const MOST_A_MONTH: u32 = 100_000;

/// The figures of a place.
struct Figures {
    stations: u64,
    month: Date,
    /// Kind, done this month, owed by one station.
    services: Vec<(String, u64, u32)>,
    /// Trade, wanted or missed in the last days, offered today in the whole province.
    trades: Vec<(String, u64, u64)>,
    days: Vec<(Date, u64)>,
}

fn figures(cockpit: &Cockpit, part: &str) -> Result<Figures, Problem> {
    let at = now();
    let today = day_of(at);
    let here: HashSet<StationId> = in_part(stations(cockpit, at)?, part).iter().map(|s| s.line.id).collect();
    let board = &cockpit.board;
    let month = today.first_of_month();
    let this_month = board.sums(month, today).map_err(trouble)?;
    let done = summed(&this_month, &here, &[What::Service]);
    let targets: BTreeMap<_, _> = board.targets().map_err(trouble)?.into_iter().collect();
    let services = ServiceKind::ALL
        .iter()
        .map(|kind| kind.as_str())
        .map(|kind| (kind.to_owned(), done.get(kind).copied().unwrap_or(0), targets.get(kind).copied().unwrap_or(0)))
        .collect();
    let first = today.saturating_sub((DAYS - 1).days());
    let lately = board.sums(first, today).map_err(trouble)?;
    let wanted = summed(&lately, &here, &[What::Wanted, What::Missed]);
    let offered: BTreeMap<_, _> = board.offered(today).map_err(trouble)?.into_iter().collect();
    let ids: Vec<StationId> = here.iter().copied().collect();
    let counted: BTreeMap<_, _> = board.days(first, today, &ids).map_err(trouble)?.into_iter().collect();
    let days = first.series(1.day()).take_while(|day| *day <= today);
    Ok(Figures {
        stations: here.len() as u64,
        month,
        services,
        trades: trades(&wanted, &offered),
        days: days.map(|day| (day, counted.get(&day).copied().unwrap_or(0))).collect(),
    })
}

/// By code, of the stations of a place.
fn summed(sums: &[Sum], here: &HashSet<StationId>, what: &[What]) -> BTreeMap<String, u64> {
    let mut by_code = BTreeMap::new();
    for sum in sums {
        if here.contains(&sum.station) && what.iter().any(|what| what.as_str() == sum.what) {
            *by_code.entry(sum.code.clone()).or_default() += sum.n;
        }
    }
    by_code
}

/// Those first that matter most on either side.
fn trades(wanted: &BTreeMap<String, u64>, offered: &BTreeMap<String, u64>) -> Vec<(String, u64, u64)> {
    let share = |n: u64, all: &BTreeMap<String, u64>| n as f64 / all.values().sum::<u64>().max(1) as f64;
    let codes: HashSet<&String> = wanted.keys().chain(offered.keys()).collect();
    let mut rows: Vec<_> = codes
        .into_iter()
        .map(|code| {
            let of = |all: &BTreeMap<String, u64>| all.get(code).copied().unwrap_or(0);
            (code.clone(), of(wanted), of(offered))
        })
        .collect();
    rows.sort_by(|a, b| {
        let weight = |row: &(String, u64, u64)| share(row.1, wanted) + share(row.2, offered);
        weight(b).total_cmp(&weight(a)).then_with(|| a.0.cmp(&b.0))
    });
    rows.truncate(TRADES);
    rows
}

pub async fn page(State(cockpit): State<Held>, who: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Refused> {
    let part = part_of(&asked);
    let of = part.clone();
    let figures = blocking(move || figures(&cockpit, &of)).await?;
    let words = who.words;
    let body = html! {
        (way(words, "/figures", &part))
        h2 { (words.say("figures-services")) }
        p.note { (words.text("figures-since", "day", &words.day(figures.month))) " " (words.count("cockpit-count", figures.stations)) }
        (services_ui(words, &figures, who.role >= Role::Manager))
        h2 { (words.say("figures-trades")) }
        p.note { (words.say("figures-trades-how")) }
        (trades_ui(words, &figures.trades))
        h2 { (words.say("figures-days")) }
        (days_ui(words, &figures.days))
    };
    Ok(framed(&who, Place::Figures, &words.say("cockpit-figures"), &body))
}

fn services_ui(words: Words, figures: &Figures, may_set: bool) -> Markup {
    html! {
        table {
            tr {
                th { (words.say("figures-kind")) } th.n { (words.say("figures-done")) } th.n { (words.say("figures-owed")) }
                th { (words.say("figures-share")) }
                @if may_set { th { (words.say("figures-a-month")) } }
            }
            @for (kind, done, a_month) in &figures.services {
                @let owed = u64::from(*a_month) * figures.stations;
                tr {
                    td { (words.code("service", kind)) } td.n { (done) }
                    td.n { @if owed > 0 { (owed) } @else { "–" } }
                    td { @if owed > 0 {
                        meter min="0" max=(owed) low=(owed / 2) optimum=(owed) value=(done) {}
                        " " (done * 100 / owed) " %"
                    } }
                    @if may_set { td { form.inline action="/targets" method="post" {
                        input type="hidden" name="kind" value=(kind);
                        input type="number" name="a_month" min="0" max=(MOST_A_MONTH) value=(a_month) aria-label=(words.code("service", kind));
                        button.quiet { (words.say("cockpit-save")) }
                    } } }
                }
            }
        }
    }
}

fn trades_ui(words: Words, trades: &[(String, u64, u64)]) -> Markup {
    let named: Vec<_> = trades.iter().map(|(code, a, b)| (words.code("job-kind", code), *a, *b)).collect();
    let (wanted, offered) = (words.say("figures-wanted"), words.say("figures-offered"));
    html! {
        @if let Ok(svg) = chart::pairs(&named, (&wanted, &offered), &words.say("figures-trades")) {
            div.chart { (PreEscaped(svg)) }
        }
        table {
            tr { th { (words.say("figures-trade")) } th.n { (wanted) } th.n { (offered) } }
            @for (name, a, b) in &named { tr { td { (name) } td.n { (a) } td.n { (b) } } }
        }
    }
}

fn days_ui(words: Words, days: &[(Date, u64)]) -> Markup {
    let sum: u64 = days.iter().map(|(_, n)| n).sum();
    html! {
        @if let Ok(svg) = chart::by_day(days, &words.say("figures-days")) {
            div.chart { (PreEscaped(svg)) }
        }
        p { (words.count("figures-sum", sum)) }
    }
}

#[derive(Deserialize)]
pub struct Target {
    kind: String,
    a_month: u32,
}

pub async fn set_target(
    State(cockpit): State<Held>,
    who: SignedIn,
    Form(target): Form<Target>,
) -> Result<Response, Refused> {
    who.must_be(Role::Manager)?;
    let known = ServiceKind::parse(&target.kind).is_some_and(|kind| kind != ServiceKind::Other);
    if !known || target.a_month > MOST_A_MONTH {
        return Err(Problem::Unreadable.into());
    }
    blocking(move || cockpit.board.set_target(&target.kind, target.a_month).map_err(trouble)).await?;
    Ok(Redirect::to("/figures").into_response())
}
