//! What a collector (Prometheus) is told: requests and how long they took, entries by what became of them, stations by how
//! they stand, the store's size. No figure is about a person, and no label can grow without end.

use crate::core::Platform;
use crate::core::board::Board;
use crate::core::health::{Concern, FRESH_HOURS};
use crate::core::presence::Standing;
use crate::core::service::day_of;
use crate::core::storage::StorageError;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use jiff::Timestamp;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Seconds. An upload of ten is a few milliseconds; a station gives up after a minute.
const BUCKETS: [f64; 12] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// Versions with a label of their own.
const VERSIONS: usize = 10;

type Labels = Vec<(&'static str, String)>;

/// Requests of stations, counted as they are answered.
pub struct Meter {
    requests: Family<Labels, Counter>,
    seconds: Family<Labels, Histogram, fn() -> Histogram>,
}

impl Default for Meter {
    fn default() -> Self {
        let histogram: fn() -> Histogram = || Histogram::new(BUCKETS);
        Self { requests: Family::default(), seconds: Family::new_with_constructor(histogram) }
    }
}

/// Counts a request of a station.
pub async fn measure(State(meter): State<Arc<Meter>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    // The pattern and not the path: a stranger can think of any number of paths.
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    meter.requests.get_or_create(&vec![("route", route.clone()), ("status", status)]).inc();
    meter.seconds.get_or_create(&vec![("route", route)]).observe(began.elapsed().as_secs_f64());
    response
}

/// Everything, as text of the `OpenMetrics` format.
pub fn text(meter: &Meter, platform: &Platform, board: &dyn Board, now: Timestamp) -> Result<String, StorageError> {
    let mut registry = Registry::with_prefix("yizhan");
    registry.register("requests", "Requests that were answered", meter.requests.clone());
    registry.register("request_seconds", "Seconds from a request's head to its answer", meter.seconds.clone());
    entries(&mut registry, platform);
    stations(&mut registry, platform, board, now)?;
    health(&mut registry, board, now)?;
    let size = board.size(day_of(now))?;
    gauge(&mut registry, "store_bytes", "Size of the store's file", size.bytes);
    gauge(&mut registry, "store_log_bytes", "Size of the store's log", size.log_bytes);
    gauge(&mut registry, "open_postings", "Postings that stations are shown", size.open_postings);
    gauge(&mut registry, "held_adverts", "Adverts that wait to be looked at", board.held(10_000)?.len() as u64);
    let failed = board.imports()?.iter().filter(|line| !line.error.is_empty()).count();
    gauge(&mut registry, "failed_imports", "Scheduled sources that could not be read last time", failed as u64);
    let mut text = String::new();
    encode(&mut text, &registry).map_err(|error| StorageError(Box::new(error)))?;
    Ok(text)
}

fn entries(registry: &mut Registry, platform: &Platform) {
    let counts = &platform.counts;
    let family = Family::<Labels, Counter>::default();
    for (outcome, counter) in [
        ("accepted", &counts.accepted),
        ("known", &counts.known),
        ("refused", &counts.refused),
        ("conflict", &counts.conflicts),
    ] {
        family.get_or_create(&vec![("outcome", outcome.to_owned())]).inc_by(value(counter));
    }
    registry.register("entries", "Entries by what they were answered, since the start", family);
    for (name, help, counter) in [
        ("uploads", "Batches of entries, since the start", &counts.uploads),
        ("commits", "Transactions that wrote them, since the start", &counts.commits),
    ] {
        let counted: Counter = Counter::default();
        counted.inc_by(value(counter));
        registry.register(name, help, counted);
    }
}

fn value(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

fn gauge(registry: &mut Registry, name: &str, help: &str, value: u64) {
    let gauge: Gauge = Gauge::default();
    gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
    registry.register(name, help, gauge);
}

/// What stations say of themselves, summed over all of them.
fn health(registry: &mut Registry, board: &dyn Board, now: Timestamp) -> Result<(), StorageError> {
    let (by_concern, by_version) = (Family::<Labels, Gauge>::default(), Family::<Labels, Gauge>::default());
    for concern in Concern::ALL {
        by_concern.get_or_create(&vec![("concern", concern.as_str().to_owned())]).set(0);
    }
    let (mut fresh, mut hottest, mut least_disk) = (0, None, None);
    let mut versions: BTreeMap<String, i64> = BTreeMap::new();
    for seen in board.healths()? {
        *versions.entry(seen.report.program.clone()).or_default() += 1;
        for concern in seen.concerns(now) {
            by_concern.get_or_create(&vec![("concern", concern.as_str().to_owned())]).inc();
        }
        if now.duration_since(seen.received_at).as_hours() < FRESH_HOURS {
            fresh += 1;
            hottest = hottest.max(seen.report.heat_c);
            least_disk = [least_disk, seen.report.disk_mb].into_iter().flatten().min();
        }
    }
    let mut versions: Vec<(String, i64)> = versions.into_iter().collect();
    versions.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (place, (version, count)) in versions.into_iter().enumerate() {
        // A fleet has a few; who sends ever new ones fills no collector.
        let version = if place < VERSIONS { version } else { "other".to_owned() };
        by_version.get_or_create(&vec![("version", version)]).inc_by(count);
    }
    registry.register(
        "stations_by_concern",
        "Stations that say of themselves that somebody should see to it",
        by_concern,
    );
    registry.register("stations_by_version", "Stations by the version of their program", by_version);
    gauge(registry, "stations_with_health", "Stations that said in the last hours how they are", fresh);
    if let Some(heat) = hottest {
        gauge(registry, "hottest_station_celsius", "The hottest station", u64::try_from(heat).unwrap_or(0));
    }
    if let Some(free) = least_disk {
        gauge(registry, "least_disk_megabytes", "What is free at the station with the fullest disk", free);
    }
    let today = day_of(now);
    let mut answers = [0; 3];
    for day in board.answered(today, today)? {
        let counts = [day.satisfied, day.tolerated, day.frustrated];
        answers.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    let by_time = Family::<Labels, Gauge>::default();
    for (within, count) in [("3s", answers[0]), ("12s", answers[1]), ("later", answers[2])] {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        by_time.get_or_create(&vec![("within", within.to_owned())]).set(count);
    }
    registry.register(
        "answers_today",
        "Touches at stations today by how soon the screen answered (Apdex 3 s, 12 s)",
        by_time,
    );
    Ok(())
}

fn stations(
    registry: &mut Registry,
    platform: &Platform,
    board: &dyn Board,
    now: Timestamp,
) -> Result<(), StorageError> {
    let by_standing = Family::<Labels, Gauge>::default();
    let (mut unsent, mut refused, mut paper_out) = (0, 0, 0);
    for standing in [Standing::Up, Standing::Late, Standing::Gone, Standing::Silent] {
        by_standing.get_or_create(&vec![("standing", standing.as_str().to_owned())]).set(0);
    }
    for line in board.board()? {
        let heard = platform.presence.of(line.id).or(line.heard);
        let standing = Standing::of(heard.map(|heard| heard.at).max(line.upload_at), now);
        by_standing.get_or_create(&vec![("standing", standing.as_str().to_owned())]).inc();
        unsent += u64::from(heard.and_then(|heard| heard.unsent).unwrap_or(0));
        refused += u64::from(line.refused);
        paper_out += u64::from(heard.and_then(|heard| heard.paper) == Some(false));
    }
    registry.register("stations", "Stations by how they stand", by_standing);
    gauge(registry, "unsent_entries", "Entries that wait at stations, as far as they said so", unsent);
    gauge(registry, "refused_entries", "Refused entries that wait for a clerk", refused);
    gauge(registry, "stations_without_paper", "Stations whose printer has no paper", paper_out);
    Ok(())
}
