//! The play: rounds of a day, days, and the look afterwards.

use super::Plan;
use super::line::{Line, LineError};
use super::report::{Counts, Found, Load, Report};
use super::station::Station;
use fastrand::Rng;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::{EntryId, SeqNo, StationId};

/// Rounds after the last day in which what waits must have gone.
const LAST_ROUNDS: u32 = 50;
/// Stations that enrol at once.
const ENROL_AT_ONCE: usize = 16;

/// Why a fleet cannot be played.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    #[error(transparent)]
    Line(#[from] LineError),
    #[error("a part of the fleet broke: {0}")]
    Broken(#[from] tokio::task::JoinError),
    #[error("there are {0} codes for {1} stations")]
    Codes(usize, u32),
    #[error("a key cannot be made")]
    Key,
}

/// Stations that have enrolled.
pub struct Fleet {
    plan: Arc<Plan>,
    line: Line,
    stations: Vec<Station>,
    begun: Instant,
    drain: Option<Duration>,
}

impl Fleet {
    /// Enrols a station with each code.
    pub async fn enrol(plan: Plan, address: &str, codes: Vec<String>, now: Timestamp) -> Result<Self, PlayError> {
        if codes.len() != plan.stations as usize {
            return Err(PlayError::Codes(codes.len(), plan.stations));
        }
        let line = Line::to(address, now)?;
        let mut random = Rng::with_seed(plan.seed);
        let gate = Arc::new(Semaphore::new(ENROL_AT_ONCE));
        let mut tasks = JoinSet::new();
        for code in codes {
            let (line, gate, faults) = (line.clone(), Arc::clone(&gate), plan.faults);
            let mut seed = [0; 32];
            random.fill(&mut seed);
            let stations_seed = random.u64(..);
            tasks.spawn(async move {
                let _turn = gate.acquire().await;
                let key = SigningKey::from_seed(&seed).map_err(|_| PlayError::Key)?;
                let given = line.enrol(&code, &key).await?;
                Ok::<_, PlayError>(Station::new(&given, key, stations_seed, &faults))
            });
        }
        let mut stations = Vec::new();
        while let Some(done) = tasks.join_next().await {
            stations.push(done??);
        }
        stations.sort_by_key(|station| station.id);
        Ok(Self { plan: Arc::new(plan), line, stations, begun: Instant::now(), drain: None })
    }

    /// Plays every day, and lets what waits go in the end.
    pub async fn play(&mut self) -> Result<(), PlayError> {
        self.begun = Instant::now();
        let plan = Arc::clone(&self.plan);
        for day in 0..plan.days {
            let out = plan.outage_day == Some(day + 1);
            self.stations.iter_mut().for_each(|station| station.begin_day(&plan, day));
            for round in 0..plan.rounds_a_day() {
                let at = plan.moment(day, round);
                self.stations.iter_mut().for_each(|station| station.receive(&plan, at));
                if !out {
                    self.round(at).await?;
                }
            }
            if out {
                // The line comes back for everybody at once, as it does after a cut cable.
                let back = Instant::now();
                self.flood(plan.moment(day, plan.rounds_a_day())).await?;
                self.drain = Some(back.elapsed());
            }
        }
        self.flood(plan.moment(plan.days, 0)).await
    }

    /// All that waits goes up, as fast as the platform takes it.
    async fn flood(&mut self, at: Timestamp) -> Result<(), PlayError> {
        for _ in 0..LAST_ROUNDS {
            if self.unsent() == 0 {
                break;
            }
            self.run_round(at, None).await?;
        }
        Ok(())
    }

    fn unsent(&self) -> usize {
        self.stations.iter().map(Station::unsent).sum()
    }

    async fn round(&mut self, at: Timestamp) -> Result<(), PlayError> {
        let length = self.plan.pace.map(|pace| {
            Duration::from_secs_f64(f64::from(self.plan.every_minutes) * 60.0 / pace.max(f64::MIN_POSITIVE))
        });
        self.run_round(at, length).await
    }

    /// Every station has a turn: spread over `length`, or one after another through a gate.
    async fn run_round(&mut self, at: Timestamp, length: Option<Duration>) -> Result<(), PlayError> {
        let begun = tokio::time::Instant::now();
        let gate = Arc::new(Semaphore::new(if length.is_some() { Semaphore::MAX_PERMITS } else { self.plan.at_once }));
        let count = self.stations.len().max(1) as f64;
        let mut tasks = JoinSet::new();
        for (place, mut station) in std::mem::take(&mut self.stations).into_iter().enumerate() {
            let (line, plan, gate) = (self.line.clone(), Arc::clone(&self.plan), Arc::clone(&gate));
            let due = begun + length.unwrap_or_default().mul_f64(place as f64 / count);
            tasks.spawn(async move {
                tokio::time::sleep_until(due).await;
                let _turn = gate.acquire().await;
                let due = if length.is_some() { due.into_std() } else { Instant::now() };
                station.turn(&line, &plan, at, due).await;
                station
            });
        }
        while let Some(station) = tasks.join_next().await {
            self.stations.push(station?);
        }
        self.stations.sort_by_key(|station| station.id);
        if let Some(length) = length {
            tokio::time::sleep_until(begun + length).await;
        }
        Ok(())
    }

    /// Holds what the stations believe against what the platform has: `records` are its accepted entries with the hashes of
    /// their bodies, `seen_to` how far it has seen each station.
    #[must_use]
    pub fn judge(
        &self,
        records: impl IntoIterator<Item = (StationId, EntryId, String)>,
        seen_to: &HashMap<StationId, SeqNo>,
    ) -> Found {
        let mut there: HashMap<EntryId, (u64, String)> = HashMap::new();
        for (_, id, hash) in records {
            let held = there.entry(id).or_insert((0, hash));
            held.0 += 1;
        }
        let mut found = Found::default();
        for station in &self.stations {
            found.made += station.made.len() as u64;
            found.refused += station.refused;
            found.unsent += station.unsent() as u64;
            let missing = station.made.len() as u64 - station.taken.len() as u64 - station.refused;
            // Neither taken nor refused nor waiting: nobody has it any more.
            found.lost += missing.saturating_sub(station.unsent() as u64);
            found.gaps += u64::from(seen_to.get(&station.id) != Some(&station.last()));
            for (id, hash) in &station.taken {
                match there.remove(id) {
                    Some((times, held)) => {
                        found.taken += 1;
                        found.doubled += times - 1;
                        found.changed += u64::from(held != *hash);
                    }
                    None => found.lost += 1,
                }
            }
        }
        found.foreign = there.len() as u64;
        found
    }

    /// The figures of the play.
    #[must_use]
    pub fn report(self, found: Found, load: Load) -> Report {
        let mut counts = Counts::default();
        for station in self.stations {
            counts.add(station.counts);
        }
        let load = Load { seconds: self.begun.elapsed().as_secs_f64(), ..load };
        Report::of(&self.plan, counts, found, load, self.drain)
    }
}
