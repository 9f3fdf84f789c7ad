//! What a fleet has to say in the end.

use super::line::LineError;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// What happened at one station, or at all.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    pub uploads: u64,
    pub polls: u64,
    /// Changes of the feed that came down.
    pub changes: u64,
    /// Bodies, packed.
    pub up_bytes: u64,
    pub down_bytes: u64,
    /// Entries that the platform said it had already.
    pub known: u64,
    pub conflicts: u64,
    /// Answers that stood in the place of another entry's.
    pub wrong_answers: u64,
    pub cut_requests: u64,
    pub lost_answers: u64,
    pub doubled: u64,
    pub replayed: u64,
    pub outages: u64,
    pub turns_without_line: u64,
    pub wrong_clocks: u64,
    /// What else went wrong, by its words.
    pub troubles: BTreeMap<String, u64>,
    /// From when an upload was due until its answer was believed.
    pub upload_took: Vec<Duration>,
    pub poll_took: Vec<Duration>,
}

impl Counts {
    pub(super) fn note(&mut self, error: &LineError) {
        let word = match error {
            LineError::Http(error) if error.is_timeout() => "no answer in time".to_owned(),
            LineError::Http(_) | LineError::Socket(_) => "no connection".to_owned(),
            other => other.to_string(),
        };
        *self.troubles.entry(word).or_default() += 1;
    }

    pub(super) fn add(&mut self, mut other: Self) {
        self.uploads += other.uploads;
        self.polls += other.polls;
        self.changes += other.changes;
        self.up_bytes += other.up_bytes;
        self.down_bytes += other.down_bytes;
        self.known += other.known;
        self.conflicts += other.conflicts;
        self.wrong_answers += other.wrong_answers;
        self.cut_requests += other.cut_requests;
        self.lost_answers += other.lost_answers;
        self.doubled += other.doubled;
        self.replayed += other.replayed;
        self.outages += other.outages;
        self.turns_without_line += other.turns_without_line;
        self.wrong_clocks += other.wrong_clocks;
        for (word, count) in other.troubles {
            *self.troubles.entry(word).or_default() += count;
        }
        self.upload_took.append(&mut other.upload_took);
        self.poll_took.append(&mut other.poll_took);
    }
}

/// What was found on the platform in the end, held against what every station believes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Entries that were made.
    pub made: u64,
    /// Of these the platform has.
    pub taken: u64,
    /// Of these the platform has refused, with a reason that the station knows.
    pub refused: u64,
    /// Entries that stand there more than once.
    pub doubled: u64,
    /// Entries that a station was told are taken, and that are not there, or that nobody has any more.
    pub lost: u64,
    /// Entries whose body is not the one that was sent.
    pub changed: u64,
    /// Entries there that no station made.
    pub foreign: u64,
    /// Entries that still wait at their stations.
    pub unsent: u64,
    /// Stations of which the platform has not seen every number.
    pub gaps: u64,
}

impl Found {
    /// Whether every entry is on the platform exactly once, or refused.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.taken + self.refused == self.made
            && self.doubled + self.lost + self.changed + self.foreign + self.unsent + self.gaps == 0
    }
}

/// What the platform's process cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Load {
    /// Of real time.
    pub seconds: f64,
    /// Of processors, user and system.
    pub cpu_seconds: f64,
    /// The most memory it had, in megabytes.
    pub peak_mb: f64,
    /// Written to the disk, in megabytes.
    pub written_mb: f64,
}

/// A fleet's days, in figures.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub stations: u32,
    pub days: u32,
    pub seed: u64,
    pub found: Found,
    pub uploads: u64,
    pub polls: u64,
    pub changes: u64,
    pub up_bytes: u64,
    pub down_bytes: u64,
    pub faults: BTreeMap<&'static str, u64>,
    pub troubles: BTreeMap<String, u64>,
    pub upload_ms: [f64; 3],
    pub poll_ms: [f64; 3],
    /// Seconds of real time from the end of an outage until nothing waited.
    pub drain_seconds: Option<f64>,
    pub load: Load,
}

impl Report {
    pub(super) fn of(plan: &super::Plan, counts: Counts, found: Found, load: Load, drain: Option<Duration>) -> Self {
        let faults = BTreeMap::from([
            ("requests cut", counts.cut_requests),
            ("answers lost", counts.lost_answers),
            ("sent twice at once", counts.doubled),
            ("sent again later", counts.replayed),
            ("days without a line", counts.outages),
            ("turns without a line", counts.turns_without_line),
            ("stations with a wrong clock", counts.wrong_clocks),
            ("entries known already", counts.known),
            ("conflicts", counts.conflicts),
            ("answers to another entry", counts.wrong_answers),
        ]);
        Self {
            stations: plan.stations,
            days: plan.days,
            seed: plan.seed,
            found,
            uploads: counts.uploads,
            polls: counts.polls,
            changes: counts.changes,
            up_bytes: counts.up_bytes,
            down_bytes: counts.down_bytes,
            faults,
            troubles: counts.troubles,
            upload_ms: percentiles(counts.upload_took),
            poll_ms: percentiles(counts.poll_took),
            drain_seconds: drain.map(|took| took.as_secs_f64()),
            load,
        }
    }

    /// Prints it for people.
    pub fn print(&self, out: &mut impl std::io::Write) -> std::io::Result<()> {
        let Found { made, taken, refused, doubled, lost, changed, foreign, unsent, gaps } = self.found;
        writeln!(out, "{} stations, {} days, seed {}", self.stations, self.days, self.seed)?;
        writeln!(out, "entries   made {made}, taken {taken}, refused {refused}")?;
        writeln!(
            out,
            "          doubled {doubled}, lost {lost}, changed {changed}, foreign {foreign}, unsent {unsent}, stations with gaps {gaps}"
        )?;
        let faults: Vec<String> = self.faults.iter().map(|(what, count)| format!("{what} {count}")).collect();
        writeln!(out, "faults    {}", faults.join(", "))?;
        for (word, count) in &self.troubles {
            writeln!(out, "trouble   {count} × {word}")?;
        }
        let [p50, p99, max] = self.upload_ms;
        writeln!(out, "uploads   {}, p50 {p50:.1} ms, p99 {p99:.1} ms, max {max:.1} ms", self.uploads)?;
        let [p50, p99, max] = self.poll_ms;
        writeln!(out, "polls     {}, p50 {p50:.1} ms, p99 {p99:.1} ms, max {max:.1} ms", self.polls)?;
        writeln!(out, "bytes     {} up, {} down, {} changes", self.up_bytes, self.down_bytes, self.changes)?;
        if let Some(seconds) = self.drain_seconds {
            writeln!(out, "drained   in {seconds:.1} s after the outage")?;
        }
        let Load { seconds, cpu_seconds, peak_mb, written_mb } = self.load;
        writeln!(
            out,
            "platform  {cpu_seconds:.1} s of processor in {seconds:.1} s, {peak_mb:.0} MB of memory at most, {written_mb:.0} MB written"
        )
    }
}

/// The value below which so many of a hundred lie, in milliseconds; 0 of nothing. `sorted` ascends.
#[must_use]
pub fn percentile(sorted: &[Duration], percent: usize) -> f64 {
    let at = sorted.len().saturating_sub(1) * percent / 100;
    sorted.get(at).map_or(0.0, |took| took.as_secs_f64() * 1_000.0)
}

fn percentiles(mut took: Vec<Duration>) -> [f64; 3] {
    took.sort_unstable();
    [50, 99, 100].map(|percent| percentile(&took, percent))
}
