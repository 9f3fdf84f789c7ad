//! One played station: an outbox with numbers of its own, what the platform said to each entry, and a line with faults.

use super::line::{Asker, Heard, Line, LineError};
use super::person::{self, At};
use super::report::Counts;
use super::{Faults, Plan};
use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::time::Instant;
use yizhan_wire::enrolment::{Enrolment, PublicKey};
use yizhan_wire::signature::SigningKey;
use yizhan_wire::{Answers, Cursor, Entry, EntryId, MAX_BATCH, Outcome, Page, SeqNo, StationId, SubjectId, Upload};
use yizhan_wire::{paths, zip};

/// Pages that are fetched in one turn; the rest waits for the next.
const PAGES: u32 = 100;

/// A station of the fleet.
pub struct Station {
    pub id: StationId,
    key: SigningKey,
    platform: PublicKey,
    random: Rng,
    /// How far its clock is off.
    clock_off: SignedDuration,
    /// The last number that was given.
    seq: SeqNo,
    /// What is not answered, in the order of its making.
    waiting: BTreeMap<SeqNo, Entry>,
    /// The last batch that was answered: what comes once more.
    answered: Vec<Entry>,
    /// Everybody who registered here lately.
    people: Vec<SubjectId>,
    cursor: Cursor,
    /// What the platform said it has, with the hash of what was sent.
    pub taken: BTreeMap<EntryId, String>,
    /// Every entry that was ever made.
    pub made: Vec<EntryId>,
    pub refused: u64,
    pub seen_to: SeqNo,
    /// No line until then.
    cut_until: Option<Timestamp>,
    pub counts: Counts,
}

impl Station {
    pub fn new(given: &Enrolment, key: SigningKey, seed: u64, faults: &Faults) -> Self {
        let mut random = Rng::with_seed(seed);
        let clock_off =
            if one_of(&mut random, faults.wrong_clocks) { wrong_clock(&mut random) } else { SignedDuration::ZERO };
        Self {
            id: given.station,
            key,
            platform: given.platform_key.clone(),
            clock_off,
            random,
            seq: SeqNo(0),
            waiting: BTreeMap::new(),
            answered: Vec::new(),
            people: Vec::new(),
            cursor: Cursor(0),
            taken: BTreeMap::new(),
            made: Vec::new(),
            refused: 0,
            seen_to: SeqNo(0),
            cut_until: None,
            counts: Counts { wrong_clocks: u64::from(!clock_off.is_zero()), ..Counts::default() },
        }
    }

    /// Entries that wait.
    pub fn unsent(&self) -> usize {
        self.waiting.len()
    }

    /// The last number that was given.
    pub const fn last(&self) -> SeqNo {
        self.seq
    }

    /// A new day: the line may be gone for some hours of it.
    pub fn begin_day(&mut self, plan: &Plan, day: u32) {
        if one_of(&mut self.random, plan.faults.outages) {
            let rounds = self.random.u32(1..=plan.rounds_a_day());
            self.cut_until = Some(plan.moment(day, rounds));
            self.counts.outages += 1;
        }
    }

    /// People come, on average as many as the plan says.
    pub fn receive(&mut self, plan: &Plan, at: Timestamp) {
        for _ in 0..poisson(&mut self.random, plan.arrivals_a_round()) {
            self.serve(plan, at);
        }
    }

    fn serve(&mut self, plan: &Plan, at: Timestamp) {
        let known = self.random.choice(&self.people).copied().filter(|_| self.random.u32(..10) < 6);
        let at = self.next_place(at);
        let entry = if let Some(subject) = known {
            person::service(&mut self.random, at, subject)
        } else {
            let subject = person::subject(&mut self.random, at.moment);
            self.people.push(subject);
            if self.people.len() > 50 {
                self.people.remove(0);
            }
            let name = if one_of(&mut self.random, plan.faults.flawed) { "" } else { "测试居民" };
            person::registration(&mut self.random, at, subject, name)
        };
        self.keep(entry);
    }

    fn next_place(&mut self, at: Timestamp) -> At {
        self.seq = SeqNo(self.seq.0 + 1);
        At { station: self.id, seq: self.seq, moment: self.clock(at) }
    }

    fn keep(&mut self, entry: Option<Entry>) {
        if let Some(entry) = entry {
            self.made.push(entry.id);
            self.waiting.insert(entry.seq, entry);
        }
    }

    /// One turn: what waits goes up, what is new comes down. `due` is when it should have begun.
    pub async fn turn(&mut self, line: &Line, plan: &Plan, at: Timestamp, due: Instant) {
        if self.cut_until.is_some_and(|until| at < until) {
            self.counts.turns_without_line += 1;
            return;
        }
        self.cut_until = None;
        let mut due = due;
        while !self.waiting.is_empty() {
            if !self.send(line, &plan.faults, at, due).await {
                return;
            }
            due = Instant::now();
        }
        self.replay(line, &plan.faults).await;
        self.fetch(line).await;
    }

    /// Sends a batch; answers whether to go on.
    async fn send(&mut self, line: &Line, faults: &Faults, at: Timestamp, due: Instant) -> bool {
        let batch: Vec<Entry> = self.waiting.values().take(MAX_BATCH).cloned().collect();
        let Some(packed) = packed(&batch) else { return false };
        self.counts.uploads += 1;
        self.counts.up_bytes += packed.len() as u64;
        if one_of(&mut self.random, faults.cut_requests) {
            self.counts.cut_requests += 1;
            let asker = self.asker(line);
            let _cut = line.upload_cut(&asker, &packed).await;
            return false;
        }
        let doubled = one_of(&mut self.random, faults.doubled);
        let asker = self.asker(line);
        let heard = if doubled {
            let (first, second) = tokio::join!(line.upload(&asker, packed.clone()), line.upload(&asker, packed));
            first.or(second)
        } else {
            line.upload(&asker, packed).await
        };
        self.counts.doubled += u64::from(doubled);
        if one_of(&mut self.random, faults.lost_answers) {
            self.counts.lost_answers += 1;
            return false;
        }
        match heard.and_then(|heard| read::<Answers>(&heard).map(|answers| (answers, heard.bytes))) {
            Ok((answers, bytes)) => {
                self.counts.upload_took.push(due.elapsed());
                self.counts.down_bytes += bytes;
                self.believe(&batch, &answers, at);
                self.answered = batch;
                true
            }
            Err(error) => {
                self.counts.note(&error);
                false
            }
        }
    }

    /// Takes the platform's word for each entry of the batch.
    fn believe(&mut self, batch: &[Entry], answers: &Answers, at: Timestamp) {
        self.seen_to = self.seen_to.max(answers.seen_to);
        let mut again = Vec::new();
        for (entry, answer) in batch.iter().zip(&answers.answers) {
            if entry.id != answer.id || !self.waiting.contains_key(&entry.seq) {
                self.counts.wrong_answers += u64::from(entry.id != answer.id);
                continue;
            }
            match &answer.outcome {
                Outcome::Accepted { .. } | Outcome::Known { .. } => {
                    self.counts.known += u64::from(matches!(answer.outcome, Outcome::Known { .. }));
                    self.taken.insert(entry.id, entry.hash.clone());
                }
                Outcome::Refused(_) => {
                    self.refused += 1;
                    again.push(entry.subject);
                }
                Outcome::Conflict => self.counts.conflicts += 1,
            }
            self.waiting.remove(&entry.seq);
        }
        // A clerk corrects the form: an entry of its own about the same person.
        for subject in again {
            let place = self.next_place(at);
            let entry = person::registration(&mut self.random, place, subject, "测试更正");
            self.keep(entry);
        }
    }

    /// An old batch that hung somewhere on the way arrives after all.
    async fn replay(&mut self, line: &Line, faults: &Faults) {
        if self.answered.is_empty() || !one_of(&mut self.random, faults.replayed) {
            return;
        }
        let Some(packed) = packed(&self.answered) else { return };
        self.counts.replayed += 1;
        self.counts.up_bytes += packed.len() as u64;
        let asker = self.asker(line);
        match line.upload(&asker, packed).await.and_then(|heard| read::<Answers>(&heard)) {
            Ok(answers) => self.seen_to = self.seen_to.max(answers.seen_to),
            Err(error) => self.counts.note(&error),
        }
    }

    async fn fetch(&mut self, line: &Line) {
        for _ in 0..PAGES {
            let begun = Instant::now();
            let query = format!("?after={}&unsent={}", self.cursor, self.waiting.len());
            let asker = self.asker(line);
            match line
                .ask(&asker, paths::CHANGES, &query)
                .await
                .and_then(|heard| Ok((read::<Page>(&heard)?, heard.bytes)))
            {
                Ok((page, bytes)) => {
                    self.counts.polls += 1;
                    self.counts.poll_took.push(begun.elapsed());
                    self.counts.down_bytes += bytes;
                    self.counts.changes += page.changes.len() as u64;
                    self.cursor = page.changes.last().map_or(self.cursor, yizhan_wire::Change::seq);
                    if !page.more {
                        return;
                    }
                }
                Err(error) => return self.counts.note(&error),
            }
        }
    }

    fn clock(&self, at: Timestamp) -> Timestamp {
        at.saturating_add(self.clock_off).unwrap_or(at)
    }

    /// Signs by the station's clock, right or wrong.
    fn asker(&mut self, line: &Line) -> Asker<'_> {
        let nonce = format!("{:016x}", self.random.u64(..));
        Asker {
            clock: self.clock(line.now()).as_second(),
            key: &self.key,
            id: self.id,
            platform: &self.platform,
            nonce,
        }
    }
}

fn packed(batch: &[Entry]) -> Option<Vec<u8>> {
    let plain = serde_json::to_vec(&Upload { entries: batch.to_vec() }).ok()?;
    zip::pack(&plain).ok()
}

fn read<T: serde::de::DeserializeOwned>(heard: &Heard) -> Result<T, LineError> {
    serde_json::from_slice(&heard.body).map_err(|e| LineError::Unreadable(e.to_string()))
}

/// Whether something that happens so many times in a thousand happens now.
fn one_of(random: &mut Rng, in_a_thousand: u32) -> bool {
    in_a_thousand > 0 && random.u32(..1_000) < in_a_thousand
}

/// Minutes, a day, or years: a battery that is empty.
fn wrong_clock(random: &mut Rng) -> SignedDuration {
    let hours = [1, 24, 24 * 365 * 4, -24 * 365 * 20];
    let off = SignedDuration::from_hours(random.choice(hours).unwrap_or(1));
    if random.bool() { off } else { SignedDuration::from_mins(-7) }
}

/// How many come when so many come on average (Knuth's way, which is quick for small numbers).
fn poisson(random: &mut Rng, average: f64) -> u32 {
    let limit = (-average).exp();
    let mut product = random.f64();
    let mut count = 0;
    while product > limit {
        product *= random.f64();
        count += 1;
    }
    count
}
