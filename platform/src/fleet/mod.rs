//! A fleet: stations made of nothing but the protocol, which play days of a province against a running platform, over
//! lines that fail in every way lines do. In the end each entry is looked for on the platform.
//!
//! The room knows neither the rules nor the store: what it says of the platform it has from the wire, and from whoever
//! shows it the accepted entries. Everything that happens is drawn from one seed; only the order in which requests meet
//! at the platform is the machine's. The clock is an argument: the days are played faster than they pass.

mod line;
mod person;
mod play;
mod report;
mod station;

pub use line::{Line, LineError};
pub use play::{Fleet, PlayError};
pub use report::{Counts, Found, Load, Report, percentile};
pub use station::Station;

use jiff::{SignedDuration, Timestamp};

/// What is played.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub stations: u32,
    pub days: u32,
    /// The same seed gives the same arrivals and the same faults.
    pub seed: u64,
    /// Entries that are made at a station on a day, on average.
    pub arrivals: f64,
    /// How often a station turns to its platform, in minutes of the played time.
    pub every_minutes: u32,
    /// Hours a day in which people come; at night a station is switched off.
    pub open_hours: u32,
    /// Played time over real time: at 1 a day takes a day, and requests come when they are due, whether earlier ones were
    /// answered or not. `None`: as fast as the platform answers.
    pub pace: Option<f64>,
    /// Requests on their way at once where there is no pace.
    pub at_once: usize,
    /// A day, from 1, on which no station of the province reaches the platform: the next morning all come at once.
    pub outage_day: Option<u32>,
    pub faults: Faults,
    /// When the first day begins.
    pub begin: Timestamp,
}

/// How often something goes wrong: of a thousand exchanges, entries, station days or stations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faults {
    /// Requests that are cut in their middle.
    pub cut_requests: u32,
    /// Requests that arrive, and whose answers do not.
    pub lost_answers: u32,
    /// Batches that are sent twice at the same time.
    pub doubled: u32,
    /// Old batches that come once more.
    pub replayed: u32,
    /// Entries that the platform must refuse.
    pub flawed: u32,
    /// Days on which a station has no line for some hours.
    pub outages: u32,
    /// Stations whose clock is wrong: by minutes, a day, or years.
    pub wrong_clocks: u32,
}

impl Faults {
    /// Lines as they are in villages, and somewhat worse.
    pub const VILLAGE: Self = Self {
        cut_requests: 20,
        lost_answers: 20,
        doubled: 10,
        replayed: 10,
        flawed: 20,
        outages: 30,
        wrong_clocks: 60,
    };
    /// Nothing goes wrong: for measuring.
    pub const NONE: Self =
        Self { cut_requests: 0, lost_answers: 0, doubled: 0, replayed: 0, flawed: 0, outages: 0, wrong_clocks: 0 };
}

impl Plan {
    /// How often a station turns to its platform on a day.
    #[must_use]
    pub fn rounds_a_day(&self) -> u32 {
        (self.open_hours * 60 / self.every_minutes.max(1)).max(1)
    }

    /// The moment of a round of a day, both from 0.
    #[must_use]
    pub fn moment(&self, day: u32, round: u32) -> Timestamp {
        let hours = SignedDuration::from_hours(i64::from(day) * 24);
        let minutes = SignedDuration::from_mins(i64::from(round) * i64::from(self.every_minutes));
        self.begin.saturating_add(hours + minutes).unwrap_or(self.begin)
    }

    /// How many entries a station makes in one round, on average.
    #[must_use]
    pub fn arrivals_a_round(&self) -> f64 {
        self.arrivals / f64::from(self.rounds_a_day())
    }
}

#[cfg(test)]
mod tests;
