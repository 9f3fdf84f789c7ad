//! `yizhan sync`: the line without the kiosk, by the same steps.

use super::devices::Desk;
use super::neighbour::Addresses;
use super::open::identity;
use super::{Context, Done, Failure, doctor};
use crate::domain::Cursor;
use crate::domain::ledger::{CatalogueState, Trouble};
use crate::runtime::carrying::Brought;
use crate::runtime::health::Reporting;
use crate::runtime::keys::introduce_again;
use crate::runtime::loading::with_catalogue;
use crate::runtime::neighbours::Neighbours;
use crate::runtime::reporting::report_searches;
use crate::runtime::store::status_of;
use crate::runtime::sync::{PageLine, connect, play};
use crate::runtime::turn::Turn;
use crate::store::Station;
use crate::sync::http::Http;
use crate::sync::round::{Pace, Step};
use serde::Serialize;
use std::path::Path;
use std::time::Duration;

/// How long to wait for the kiosk, or another `yizhan sync`, to finish its step.
const TURN_WAIT: Duration = Duration::from_secs(30);
const TURN_LOOK: Duration = Duration::from_millis(50);

#[derive(clap::Args)]
pub struct Options {
    /// One round: send what waits, fetch what is new, stop at the first failure (the default)
    #[arg(long, conflicts_with = "until_idle")]
    once: bool,
    /// Go on until nothing is left to do, through failures
    #[arg(long)]
    until_idle: bool,
    #[command(flatten)]
    neighbours: Addresses,
}

/// What a run did; also its JSON.
#[derive(Default, Serialize)]
struct Report {
    sent: usize,
    accepted: usize,
    refused: usize,
    fetched: usize,
    notices: usize,
    /// Bytes of posters and films.
    media_bytes: usize,
    failures: usize,
    cursor: Cursor,
}

impl Report {
    /// What came through a neighbour.
    const fn carried(&mut self, brought: &Brought) {
        self.sent += brought.acknowledged + brought.refused;
        self.accepted += brought.acknowledged;
        self.refused += brought.refused;
        self.fetched += brought.changes;
        self.notices += brought.notices;
    }
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    let mut station = context.station()?;
    let transport = connect(&identity(&station)?, &context.world)?;
    let neighbours = options.neighbours.reached(context)?;
    let _turn = wait_for_turn(context)?;
    report_searches(&mut station, &*context.world)?;
    let mut report = Report::default();
    let failure = with_catalogue(&context.data, &context.world, |feed| {
        feed.expect_more();
        let ways = (&transport, neighbours);
        let failure = exchange(context, &mut station, feed, ways, options.until_idle, &mut report)?;
        report.cursor = feed.landed()?.cursor;
        Ok::<_, Failure>(failure)
    })??;
    tell_health(context, &station, &transport);
    context.printer.either(&report, || {
        let Report { sent, accepted, refused, fetched, cursor, .. } = &report;
        format!("sent {sent}, accepted {accepted}, refused {refused}, fetched {fetched} changes, cursor {cursor}")
    })?;
    failure.map_or(Ok(()), Err)
}

/// Tells the province how the station is, where it wants to hear that and was not told lately. Nothing depends on it.
fn tell_health(context: &Context, station: &Station, transport: &Http) {
    let examine = doctor::for_the_province(context, &Desk::default(), None);
    let system = doctor::system(Path::new("/")).unwrap_or_default();
    let mut reporting = Reporting::new(&context.data, Some(examine), None, system);
    let now = context.world.now();
    if !reporting.is_due(transport.health_minutes(), now) {
        return;
    }
    let status = status_of(station, CatalogueState::default()).ok();
    if let Err(fault) = transport.tell_health(&reporting.make(now, status.as_ref(), None)) {
        tracing::info!(%fault, "the province was not told how the station is");
    }
}

/// Steps until there is nothing left to do. The pause after earlier failures is set aside for the first step: somebody
/// asked for a try now.
fn exchange(
    context: &Context,
    station: &mut Station,
    feed: &mut PageLine,
    (transport, mut neighbours): (&Http, Neighbours),
    until_idle: bool,
    report: &mut Report,
) -> Result<Option<Failure>, Failure> {
    let mut pace = Pace::default();
    let mut at_once = true;
    loop {
        let step = play(station, feed, transport, &context.world, &mut pace, at_once)?;
        if neighbours.are_wanted(&step, context.world.now()) {
            let identity = identity(station)?;
            if let Some(brought) = neighbours.ask(station, feed, &identity, &context.world)? {
                report.carried(&brought);
                return Ok(None);
            }
        }
        match step {
            Step::Sent { sent, acknowledged, refused } => {
                report.sent += sent;
                report.accepted += acknowledged;
                report.refused += refused;
            }
            Step::Fetched { changes, .. } => report.fetched += changes,
            Step::Notified { notices, .. } => report.notices += notices,
            Step::Media { bytes, .. } => report.media_bytes += bytes,
            Step::Failed { fault, .. } => {
                report.failures += 1;
                // Once: a platform that takes the key and still does not know the station is not talked round.
                if fault.trouble == Trouble::NotEnrolled && report.failures == 1 && known_again(context, station)? {
                    at_once = true;
                    continue;
                }
                let reason = Failure::Because(format!("{} ({fault})", context.words.trouble(fault.trouble)));
                // Waiting does not make a stranger a station.
                if !until_idle || fault.trouble == Trouble::NotEnrolled {
                    return Ok(Some(reason));
                }
            }
            // Only the pause after a failure makes the plan wait while there is something to do.
            Step::Wait(until) if feed.expects_more() || sendable(station)? => {
                let left = Duration::try_from(until.duration_since(context.world.now())).unwrap_or_default();
                std::thread::sleep(left.min(Duration::from_secs(1)));
            }
            Step::Wait(_) | Step::NotEnrolled => return Ok(None),
        }
        at_once = false;
    }
}

/// Whether the platform has learned the station's key once more, under the one before.
fn known_again(context: &Context, station: &Station) -> Result<bool, Failure> {
    let (identity, former) = (identity(station)?, station.former_seed()?);
    Ok(former.map(|former| introduce_again(&identity, &former, &context.world)).transpose()?.unwrap_or(false))
}

fn sendable(station: &Station) -> Result<bool, Failure> {
    let held = station.own_state()?.configuration.hold_entries == Some(true);
    Ok(!held && !station.next_batch(1, 1)?.is_empty())
}

fn wait_for_turn(context: &Context) -> Result<Turn, Failure> {
    let mut waited = Duration::ZERO;
    loop {
        if let Some(turn) = Turn::take(&context.data)? {
            return Ok(turn);
        }
        if waited >= TURN_WAIT {
            return Err(Failure::Because("another process of this station is syncing".to_owned()));
        }
        std::thread::sleep(TURN_LOOK);
        waited += TURN_LOOK;
    }
}
