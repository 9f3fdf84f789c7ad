//! The line between a station and the province: signed as over HTTP, with everything that happens to messages on the way.
//! What arrives is believed by the same functions as at a station.

use super::defect::Defect;
use super::province::Province;
use super::vfs::Mounted;
use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};
use std::cell::{Cell, RefCell};
use yizhan::domain::Cursor;
use yizhan::domain::ledger::Trouble;
use yizhan::store::Identity;
use yizhan::sync::transport::{LineFault, Transport};
use yizhan_wire::signature::{RequestParts, Signed, SigningKey, created_of, sign_request_as, verify_answer};
use yizhan_wire::trust::{Fingerprint, KeyChange, KeyChanged, Tag, key_id};
use yizhan_wire::{Answers, NoticeMark, NoticePage, Page, StationId, Upload, paths};

/// A request on its way.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: &'static str,
    pub path: String,
    pub query: String,
    pub station: StationId,
    pub body: Vec<u8>,
    pub signed: Signed,
}

impl Request {
    pub fn parts(&self) -> RequestParts<'_> {
        RequestParts {
            method: self.method,
            path: &self.path,
            query: &self.query,
            station: self.station,
            body: &self.body,
        }
    }

    pub fn value(&self, name: &str) -> Option<&str> {
        let query = self.query.trim_start_matches('?');
        query.split('&').find_map(|pair| pair.split_once('=').filter(|(n, _)| *n == name).map(|(_, value)| value))
    }

    pub fn number(&self, name: &str) -> i64 {
        self.value(name).and_then(|value| value.parse().ok()).unwrap_or(0)
    }

    pub fn limit(&self) -> usize {
        self.value("limit").and_then(|value| value.parse().ok()).unwrap_or(1)
    }
}

/// An answer on its way.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
    pub signed: Signed,
}

/// How bad the line is: of 1,000 exchanges so many meet with each.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weather {
    pub no_line: u32,
    pub lost_question: u32,
    pub lost_answer: u32,
    pub doubled: u32,
    pub earlier: u32,
    pub lies: u32,
    pub delay: u32,
}

impl Weather {
    /// Rain and sun.
    pub fn of(dice: &mut Rng) -> Self {
        match dice.u8(..4) {
            0 => Self::default(),
            1 => Self { no_line: 1_000, ..Self::default() },
            2 => Self { lost_question: 100, lost_answer: 200, doubled: 100, delay: 100, ..Self::default() },
            _ => Self {
                no_line: 50,
                lost_question: 50,
                lost_answer: 150,
                doubled: 100,
                earlier: 150,
                lies: 200,
                delay: 100,
            },
        }
    }
}

/// What lies between: its weather, its dice, and what went through before.
pub struct Between {
    pub weather: Weather,
    pub dice: Rng,
    earlier: Vec<(String, Answer)>,
    /// Files that were carried and wait to be carried on, in either direction.
    pub up: Vec<Vec<u8>>,
    pub down: Vec<Vec<u8>>,
}

impl Between {
    #[must_use]
    pub const fn new(dice: Rng) -> Self {
        let weather =
            Weather { no_line: 0, lost_question: 0, lost_answer: 0, doubled: 0, earlier: 0, lies: 0, delay: 0 };
        Self { weather, dice, earlier: Vec::new(), up: Vec::new(), down: Vec::new() }
    }

    fn strikes(&mut self, of_thousand: u32) -> bool {
        of_thousand > 0 && self.dice.u32(..1_000) < of_thousand
    }
}

/// The station's end of the line.
pub struct Wire<'a> {
    pub province: &'a RefCell<Province>,
    pub between: &'a RefCell<Between>,
    pub identity: &'a Identity,
    pub machine: Fingerprint,
    /// The station's clock as it has been set right, and by how much.
    pub now: &'a Cell<Timestamp>,
    pub set_right_s: i64,
    /// Without power nobody asks.
    pub disk: &'a Mounted,
    pub defect: Option<Defect>,
    pub ahead_s: Cell<Option<i64>>,
    /// Something that must never happen at the platform happened while it answered.
    pub broken: RefCell<Option<super::Broken>>,
}

impl Wire<'_> {
    fn ask<T: serde::de::DeserializeOwned>(
        &self,
        method: &'static str,
        path: &str,
        query: &str,
        body: Vec<u8>,
    ) -> Result<T, LineFault> {
        let key = self.identity.signing_key().map_err(|e| LineFault::new(Trouble::NotEnrolled, e.to_string()))?;
        let reply = self.exchange(&key, method, path, query, body)?;
        let unreadable = |e: serde_json::Error| LineFault::new(Trouble::Unreadable, e.to_string());
        if reply.status == 200 {
            return serde_json::from_slice(&reply.body).map_err(unreadable);
        }
        let said = String::from_utf8_lossy(&reply.body).into_owned();
        let trouble = match reply.status {
            403 if said.contains("revoked") => Trouble::Revoked,
            403 if said.contains("parked") || said.contains("other_machine") => Trouble::Parked,
            401 | 403 => Trouble::NotEnrolled,
            500..=599 => Trouble::PlatformInTrouble,
            _ => Trouble::Unreadable,
        };
        Err(LineFault::new(trouble, said))
    }

    fn exchange(
        &self,
        key: &SigningKey,
        method: &'static str,
        path: &str,
        query: &str,
        body: Vec<u8>,
    ) -> Result<Answer, LineFault> {
        let tag = Tag {
            believes: Some(key_id(&self.identity.platform_key)),
            machine: Some(self.machine.clone()),
            set_right_s: Some(self.set_right_s).filter(|seconds| *seconds != 0),
        };
        let station = self.identity.id;
        let nonce = format!("{:x}", self.between.borrow_mut().dice.u128(..));
        let parts = RequestParts { method, path, query, station, body: &body };
        let signed = sign_request_as(key, &parts, self.now.get().as_second(), &nonce, &tag.to_string());
        let request = Request { method, path: path.to_owned(), query: query.to_owned(), station, body, signed };
        let answer = self.carry(&request)?;
        self.believe(&request, &answer)?;
        let ahead = created_of(&answer.signed.signature_input).map(|at| at.saturating_sub(self.now.get().as_second()));
        self.ahead_s.set(ahead);
        Ok(answer)
    }

    fn believe(&self, request: &Request, answer: &Answer) -> Result<(), LineFault> {
        let platform = &self.identity.platform_key;
        let judged = verify_answer(platform, answer.status, &answer.body, &request.signed.signature, &answer.signed);
        let waived = match self.defect {
            Some(Defect::Unsigned) => answer.status == 200,
            // Some answer of the platform, if to another question.
            Some(Defect::AnyAnswer) => self.between.borrow().earlier.iter().any(|(question, earlier)| {
                earlier.signed == answer.signed
                    && verify_answer(platform, answer.status, &answer.body, question, &answer.signed).is_ok()
            }),
            _ => false,
        };
        judged.or_else(|why| if waived { Ok(()) } else { Err(why) }).map_err(|why| {
            LineFault::new(Trouble::NotThePlatform, format!("an answer with status {}: {why}", answer.status))
        })
    }

    /// The question goes there and the answer comes back, or what is made of them.
    fn carry(&self, request: &Request) -> Result<Answer, LineFault> {
        let lost = |why: &str| Err(LineFault::new(Trouble::Unreachable, why));
        let mut between = self.between.borrow_mut();
        let weather = between.weather;
        if self.disk.borrow().is_down() || between.strikes(weather.no_line) {
            return lost("no line");
        }
        if between.strikes(weather.delay) {
            let seconds = between.dice.i64(1..120);
            self.now.set(self.now.get().saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(self.now.get()));
        }
        if between.strikes(weather.lost_question) {
            return lost("the question was lost");
        }
        if between.strikes(weather.lies) {
            return Ok(lie(request, &mut between.dice));
        }
        let times = 1 + u8::from(between.strikes(weather.doubled));
        let mut first = None;
        for _ in 0..times {
            let answered = self.province.borrow_mut().answer(request);
            let answer = match answered {
                Ok(answer) => answer,
                Err(broken) => {
                    *self.broken.borrow_mut() = Some(broken);
                    None
                }
            };
            first = first.or(answer);
        }
        if between.strikes(weather.lost_answer) {
            return lost("the answer was lost");
        }
        let Some(answer) = first else { return lost("no answer came") };
        let swapped = if between.strikes(weather.earlier) {
            let earlier = between.earlier.len();
            (earlier > 0).then(|| between.dice.usize(..earlier)).and_then(|at| between.earlier.get(at).cloned())
        } else {
            None
        };
        between.earlier.push((request.signed.signature.clone(), answer.clone()));
        Ok(swapped.map_or(answer, |(_, earlier)| earlier))
    }
}

/// What somebody on the way makes up: a page of a portal, or what the station would like to hear, signed by nobody or by another
/// key.
fn lie(request: &Request, dice: &mut Rng) -> Answer {
    use yizhan_wire::{Answer as Said, Answers as Saids, Outcome, ReceiptNo};
    let body = if request.path == paths::ENTRIES && dice.bool() {
        let upload: Upload = serde_json::from_slice(&request.body).unwrap_or_default();
        let taken = |entry: &yizhan_wire::Entry| Said {
            id: entry.id,
            outcome: Outcome::Accepted { receipt: ReceiptNo::of(entry.station, entry.seq) },
        };
        let seen_to = upload.entries.iter().map(|entry| entry.seq).max().unwrap_or_default();
        let answers = Saids { answers: upload.entries.iter().map(taken).collect(), seen_to, ..Saids::default() };
        serde_json::to_vec(&answers).unwrap_or_default()
    } else {
        b"<html>welcome</html>".to_vec()
    };
    let signed = match (dice.bool(), SigningKey::from_seed(&[99; 32])) {
        (true, Ok(stranger)) => {
            yizhan_wire::signature::sign_answer(&stranger, 200, &body, &request.signed.signature, 1_800_000_000)
        }
        _ => Signed::default(),
    };
    Answer { status: 200, body, signed }
}

impl Transport for Wire<'_> {
    fn upload(&self, upload: &Upload) -> Result<Answers, LineFault> {
        let body = serde_json::to_vec(upload).map_err(|e| LineFault::new(Trouble::Unreadable, e.to_string()))?;
        self.ask("POST", paths::ENTRIES, "?", body)
    }

    fn changes(&self, after: Cursor, limit: usize, ahead: usize) -> Result<Page, LineFault> {
        // Small pages, so that there are several.
        let query = format!("?after={after}&limit={}&ahead={}", limit.min(5), ahead.min(2));
        self.ask("GET", paths::CHANGES, &query, Vec::new())
    }

    fn notices(&self, mark: NoticeMark, limit: usize) -> Result<NoticePage, LineFault> {
        let id = mark.id.map_or_else(String::new, |id| format!("&id={id}"));
        let query = format!("?after={}&limit={}{id}", mark.seq, limit.min(3));
        self.ask("GET", paths::NOTICES, &query, Vec::new())
    }
}

impl Wire<'_> {
    /// Tells the platform of the station's new key, as `runtime::keys::introduce` does.
    pub fn change_key(&self, change: &KeyChange) -> Result<KeyChanged, LineFault> {
        let body = serde_json::to_vec(change).map_err(|e| LineFault::new(Trouble::Unreadable, e.to_string()))?;
        self.ask("POST", paths::KEYS, "?", body)
    }
}
