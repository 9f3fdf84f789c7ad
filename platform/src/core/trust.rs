//! Which stations are believed: keys that follow one another, machines that look alike, stations that were revoked, and two
//! machines that go by one name. Pure but for the last part, which asks the store.

use super::service::Platform;
use super::storage::{Station, StorageError};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::slip::{SlipSeal, StationCertificate};
use yizhan_wire::suite::Suite;
use yizhan_wire::trust::{Fingerprint, KeyChange, KeyChanged, OVERLAP_DAYS, Succession, key_id};
use yizhan_wire::{SeqNo, StationId};

/// A clock that is off by so much is told to the operator, in seconds.
pub const WRONG_CLOCK_S: i64 = 300;
/// A clock is noted anew when it has moved by more than this, in seconds: not with every request.
const CLOCK_MOVED_S: i64 = 60;
/// Numbers that are used twice, again within so many days, are no restored copy: two machines are at work.
const FORK_DAYS: i64 = 30;
/// So many times.
const FORKS: u32 = 2;

/// How the province stands to a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    #[default]
    Active,
    /// An operator has shut it out.
    Revoked,
    /// Two machines go by its name: none of them is heard until an operator has looked.
    Parked,
}

impl Standing {
    /// The word in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Revoked => "revoked",
            Self::Parked => "parked",
        }
    }

    /// The standing of this name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Active, Self::Revoked, Self::Parked].into_iter().find(|one| one.as_str() == word)
    }
}

/// What is known of a station beside its name and its key.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Trust {
    pub standing: Standing,
    /// In the operator's words, or the rule's.
    pub reason: String,
    pub since: Option<Timestamp>,
    /// The key before the present one, and until when it counts, too.
    pub old_key: Option<(PublicKey, Timestamp)>,
    /// The platform's key that it was given when it enrolled; nothing means the first.
    pub believes: Option<PublicKey>,
    /// The machine that enrolled, or that an operator has taken in its place.
    pub machine: Option<Fingerprint>,
    /// Another machine that used its name, and when it last did.
    pub other_machine: Option<(Fingerprint, Timestamp)>,
    /// How often it used numbers that were used before, after it had learnt of the first time.
    pub forks: u32,
    pub forked_at: Option<Timestamp>,
    /// How far its entries were seen then.
    pub forked_to: SeqNo,
    /// The station's clock less the platform's, in seconds, when it was last noted.
    pub clock_off_s: Option<i64>,
}

impl Trust {
    /// The key before the present one, while it counts.
    #[must_use]
    pub fn old_key_at(&self, now: Timestamp) -> Option<&PublicKey> {
        self.old_key.as_ref().filter(|(_, until)| now < *until).map(|(key, _)| key)
    }
}

/// Why a request that is rightly signed is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAdmitted {
    Revoked,
    Parked,
    OtherMachine,
}

/// What a request says of its sender.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    pub machine: Option<Fingerprint>,
    /// When it was signed, in Unix seconds by the sender's clock as it has been set right.
    pub created: Option<i64>,
    /// By how many seconds the sender has set its clock right.
    pub set_right_s: Option<i64>,
}

/// Whether a request is answered, and what is to be noted of its sender: the changed record, or nothing new.
pub fn admit(trust: &Trust, said: &Said, now: Timestamp) -> (Result<(), NotAdmitted>, Option<Trust>) {
    let mut noted = trust.clone();
    let verdict = match trust.standing {
        Standing::Revoked => Err(NotAdmitted::Revoked),
        Standing::Parked => Err(NotAdmitted::Parked),
        Standing::Active => match (&trust.machine, &said.machine) {
            (Some(known), Some(here)) if !is_same(known, here) => {
                let lately = |(other, at): &(Fingerprint, Timestamp)| {
                    other == here && now.duration_since(*at) < SignedDuration::from_hours(1)
                };
                if !trust.other_machine.as_ref().is_some_and(lately) {
                    noted.other_machine = Some((here.clone(), now));
                }
                Err(NotAdmitted::OtherMachine)
            }
            (None, Some(here)) if !here.is_nothing() => {
                // A station of before fingerprints were told, or one that could tell nothing then.
                noted.machine = Some(here.clone());
                Ok(())
            }
            _ => Ok(()),
        },
    };
    if verdict.is_ok()
        && let Some(off) = clock_off(said, now)
        && trust.clock_off_s.is_none_or(|before| before.abs_diff(off) > CLOCK_MOVED_S.unsigned_abs())
    {
        noted.clock_off_s = Some(off);
    }
    (verdict, (noted != *trust).then_some(noted))
}

/// The sender's own clock less the platform's, in seconds.
fn clock_off(said: &Said, now: Timestamp) -> Option<i64> {
    let created = said.created?.saturating_sub(said.set_right_s.unwrap_or(0));
    Some(created.saturating_sub(now.as_second()))
}

/// Whether two fingerprints are of one machine: more of what both tell is alike than not. A network card that was changed is
/// forgiven, a system set up anew as well; a disk copied into another machine is not.
#[must_use]
pub fn is_same(one: &Fingerprint, other: &Fingerprint) -> bool {
    let (mut alike, mut unlike) = (0, 0);
    for (a, b) in one.parts().into_iter().zip(other.parts()).filter(|(a, b)| !a.is_empty() && !b.is_empty()) {
        if a == b { alike += 1 } else { unlike += 1 }
    }
    unlike == 0 || alike > unlike
}

/// What follows when a station used numbers that other entries of it have: `seen_to` is how far they were seen after it. Once is
/// a store that was restored from an old copy, which from then on numbers behind `seen_to`. Again is another machine, which
/// learnt of what the first had sent, and sent more, of which the first did not know.
#[must_use]
pub fn forked(trust: &Trust, seen_to: SeqNo, now: Timestamp) -> Option<Trust> {
    let lately = trust.forked_at.is_some_and(|at| now.duration_since(at) < SignedDuration::from_hours(24 * FORK_DAYS));
    if lately && seen_to <= trust.forked_to {
        return None;
    }
    let forks = if lately { trust.forks + 1 } else { 1 };
    let mut noted = Trust { forks, forked_at: Some(now), forked_to: seen_to, ..trust.clone() };
    if forks >= FORKS && trust.standing == Standing::Active {
        noted.standing = Standing::Parked;
        noted.reason = String::from("numbers were used twice again: two machines go by this name");
        noted.since = Some(now);
    }
    Some(noted)
}

/// What an operator decides about a station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    Revoke {
        reason: String,
    },
    /// It is heard again: the machine that was known, or `take_other`, the one that used its name last.
    Readmit {
        take_other: bool,
    },
}

impl Decision {
    /// The record as it is after the decision.
    #[must_use]
    pub fn apply(&self, before: Trust, now: Timestamp) -> Trust {
        match self {
            Self::Revoke { reason } => {
                Trust { standing: Standing::Revoked, reason: reason.clone(), since: Some(now), ..before }
            }
            Self::Readmit { take_other } => {
                let other = before.other_machine.map(|(machine, _)| machine).filter(|_| *take_other);
                let machine = other.or(before.machine);
                Trust {
                    standing: Standing::Active,
                    reason: String::new(),
                    since: Some(now),
                    machine,
                    other_machine: None,
                    forks: 0,
                    forked_at: None,
                    forked_to: SeqNo(0),
                    old_key: before.old_key,
                    believes: before.believes,
                    clock_off_s: before.clock_off_s,
                }
            }
        }
    }
}

/// Which of its keys a station signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedBy {
    Present,
    /// The one before, which still counts.
    Old,
}

/// Why a key does not become a station's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoKeyChange {
    /// Its holder does not ask, or an old key asks for one that is not the present.
    NotProven,
    /// It is another station's, or was one's.
    Taken,
}

impl Platform {
    /// What is known of a station.
    pub fn trust(&self, station: StationId) -> Result<Trust, StorageError> {
        self.storage().trust(station)
    }

    /// Whether a request that is rightly signed is answered.
    pub fn admit(
        &self,
        station: StationId,
        trust: &Trust,
        said: &Said,
        now: Timestamp,
    ) -> Result<Result<(), NotAdmitted>, StorageError> {
        let (verdict, noted) = admit(trust, said, now);
        if noted.is_some() {
            // Judged again on what stands there by then.
            self.storage().change_trust(station, &|before| admit(&before, said, now).1.unwrap_or(before))?;
        }
        if verdict == Err(NotAdmitted::OtherMachine) {
            tracing::warn!(station = station.0, "another machine uses the name of this station");
        }
        Ok(verdict)
    }

    /// Notes that a station used numbers that were used before.
    pub(super) fn note_fork(&self, station: StationId, seen_to: SeqNo, now: Timestamp) -> Result<(), StorageError> {
        let before = self.trust(station)?;
        if let Some(noted) = forked(&before, seen_to, now) {
            tracing::warn!(
                station = station.0,
                forks = noted.forks,
                standing = noted.standing.as_str(),
                "numbers were used twice"
            );
            self.storage().change_trust(station, &|before| forked(&before, seen_to, now).unwrap_or(before))?;
        }
        Ok(())
    }

    /// Gives a station its new key. The same again is answered alike, by either key.
    pub fn change_key(
        &self,
        station: &Station,
        signed_by: SignedBy,
        change: &KeyChange,
        now: Timestamp,
    ) -> Result<Result<KeyChanged, NoKeyChange>, StorageError> {
        // A station stays in the suite in which it is answered.
        if change.check(station.id).is_err() || change.public_key.suite() != station.key.suite() {
            return Ok(Err(NoKeyChange::NotProven));
        }
        let key = change.public_key.clone();
        if key == station.key {
            let old_until = self.trust(station.id)?.old_key.map_or(now, |(_, until)| until);
            return Ok(Ok(KeyChanged { public_key: key, old_until }));
        }
        if signed_by == SignedBy::Old {
            return Ok(Err(NoKeyChange::NotProven));
        }
        // In whole seconds, so that it is the same when it is read back.
        let old_until = now.as_second().saturating_add(24 * 3_600 * OVERLAP_DAYS);
        let old_until = Timestamp::from_second(old_until).unwrap_or(Timestamp::MAX);
        let changed = self.storage().change_key(station, &key, old_until)?;
        Ok(if changed { Ok(KeyChanged { public_key: key, old_until }) } else { Err(NoKeyChange::Taken) })
    }

    /// The announcements that lead from the key that a station believes to the newest.
    #[must_use]
    pub fn announced(&self, believed: &PublicKey) -> Vec<Succession> {
        let mut held = believed;
        let mut behind = Vec::new();
        // In their order, which is also each chain's: those of the other suite lead from other keys.
        for one in self.successions() {
            if one.from == *held {
                held = &one.to;
                behind.push(one.clone());
            }
        }
        behind
    }

    /// The platform's word that this key is the station's, by the newest of its own keys that is of the same suite.
    #[must_use]
    pub fn certificate_of(&self, station: StationId, key: &PublicKey) -> Option<StationCertificate> {
        Some(StationCertificate::issue(self.newest(key.suite())?, station, key.clone()))
    }

    /// Whether a station of this province made a slip, whenever its key or the platform's was changed since.
    #[must_use]
    pub fn knows_slip(&self, seal: &SlipSeal) -> bool {
        seal.check(&self.public_keys()).is_ok()
    }

    /// The key that a station believes, by what its request says, or by what it was given when it enrolled.
    /// Of whom nothing is known, the suite of its signature is.
    pub fn believed(
        &self,
        said: Option<&str>,
        station: Option<StationId>,
        suite: Suite,
    ) -> Result<PublicKey, StorageError> {
        let keys = self.public_keys();
        if let Some(named) = keys.iter().find(|key| said == Some(key_id(key).as_str())) {
            return Ok(named.clone());
        }
        // Station 0 is a machine that enrols; what answers it says itself by which key.
        let Some(station) = station.filter(|id| keys.len() > 1 && id.0 > 0) else {
            return Ok(self.newest_key(suite).unwrap_or_else(|| self.first_key()));
        };
        let given = self.trust(station)?.believes.or_else(|| keys.iter().find(|key| key.suite() == suite).cloned());
        Ok(given.filter(|given| keys.contains(given)).unwrap_or_else(|| self.first_key()))
    }
}

#[cfg(test)]
#[path = "trust_tests.rs"]
mod tests;
