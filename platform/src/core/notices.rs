//! Notices for one station: what may be sent, and what follows from how far a station says it is.

use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use serde::Serialize;
use serde_json::Value;
use yizhan_wire::notice::{About, Matter, NoticeKind, NoticeMark};
use yizhan_wire::{Entry, MAX_NOTICE_BYTES, NoticeId, NoticeNo, ReceiptNo, StationId};

/// The longest word that names a kind.
const KIND_CHARS: usize = 32;

/// A notice on its way out. The store gives it its number.
#[derive(Debug, Clone, PartialEq)]
pub struct NewNotice {
    pub id: NoticeId,
    pub station: StationId,
    pub about: About,
    pub kind: String,
    pub body: Value,
    pub made_at: Timestamp,
}

impl NewNotice {
    /// The platform's own answer to an entry. Its identity follows from the entry and `why`, so that an entry that is worked
    /// again is answered once.
    ///
    /// # Errors
    /// None that the types of this build can bring about.
    pub fn answering(entry: &Entry, why: &str, matter: &Matter, now: Timestamp) -> Result<Self, serde_json::Error> {
        let mut random = [0; 10];
        let print = digest(&SHA256, format!("{why} {} {}", entry.station, entry.id).as_bytes());
        random.iter_mut().zip(print.as_ref()).for_each(|(to, from)| *to = *from);
        Ok(Self {
            id: NoticeId::new(u64::try_from(now.as_millisecond()).unwrap_or(0), random),
            station: entry.station,
            about: About {
                entry: Some(entry.id),
                receipt: Some(ReceiptNo::of(entry.station, entry.seq)),
                subject: Some(entry.subject),
            },
            kind: matter.kind().as_str().to_owned(),
            body: matter.body()?,
            made_at: now,
        })
    }
}

/// Why a notice is not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    #[error("the kind is a word of up to {KIND_CHARS} small letters, digits and underscores")]
    Kind,
    #[error("this program knows no kind `{0}`; known are {known}", known = known_kinds())]
    UnknownKind(String),
    #[error("the body is not one of a {kind}: {reason}")]
    Body { kind: String, reason: String },
    #[error("the body has {0} bytes; a notice has at most {MAX_NOTICE_BYTES}")]
    TooLarge(usize),
}

fn known_kinds() -> String {
    NoticeKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ")
}

/// Whether a notice may go out: its body must be what its kind says. Stations keep kinds they do not know, so that a kind of
/// the future may be sent on purpose.
///
/// # Errors
/// What is wrong with it.
pub fn check(kind: &str, body: &Value, of_the_future: bool) -> Result<(), NotSent> {
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if kind.is_empty() || kind.len() > KIND_CHARS || !kind.chars().all(word) {
        return Err(NotSent::Kind);
    }
    let bytes = body.to_string().len();
    if bytes > MAX_NOTICE_BYTES {
        return Err(NotSent::TooLarge(bytes));
    }
    match Matter::parse(kind, body) {
        Ok(None) if !of_the_future => Err(NotSent::UnknownKind(kind.to_owned())),
        Ok(_) => Ok(()),
        Err(error) => Err(NotSent::Body { kind: kind.to_owned(), reason: error.to_string() }),
    }
}

/// What the store knows of a station's notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Given {
    /// The last number that was given.
    pub last: NoticeNo,
    /// The highest cursor the station ever asked with: it holds everything up to it.
    pub taken: NoticeNo,
    /// Which notice stands under the number that the station asks with.
    pub at_mark: Option<NoticeId>,
}

/// What follows from how far a station says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Nothing is new about it.
    AsBefore,
    /// The station holds more than it did when it last asked.
    Further,
    /// It holds what was never given here: this store is an older copy of itself. What stands behind the number `behind`
    /// is given new numbers, `by` higher, behind all that the station can hold. What it holds already it knows by its id.
    Renumber { behind: NoticeNo, by: i64 },
}

/// Judges how far a station says it is.
#[must_use]
pub fn asked(mark: NoticeMark, given: Given) -> Asked {
    let NoticeMark { seq, id } = mark;
    // Nothing under that number is no other notice: numbers that were moved leave holes.
    let another = id.is_some() && given.at_mark.is_some_and(|there| Some(there) != id);
    if seq > given.last || (seq.0 > 0 && another) {
        let behind = NoticeNo(given.taken.0.min(seq.0 - 1));
        Asked::Renumber { behind, by: given.last.0.max(seq.0) - behind.0 }
    } else if seq > given.taken {
        Asked::Further
    } else {
        Asked::AsBefore
    }
}

/// A notice as the command line lists it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentNotice {
    pub station: StationId,
    pub seq: NoticeNo,
    pub id: NoticeId,
    pub kind: String,
    pub about: About,
    pub made_at: Timestamp,
    /// Whether the station has said that it holds it.
    pub taken: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_its_kind_says_goes_out() {
        assert_eq!(check("message", &json!({ "text": "明天停电" }), false), Ok(()));
        let NotSent::Body { reason, .. } = check("message", &json!({ "txt": "" }), false).unwrap_err() else {
            panic!()
        };
        assert!(reason.contains("text"), "{reason}");
        assert!(matches!(check("weather", &json!(1), false), Err(NotSent::UnknownKind(_))));
        assert_eq!(check("weather", &json!(1), true), Ok(()));
        assert_eq!(check("Weather!", &json!(1), true), Err(NotSent::Kind));
        let long = json!({ "text": "长".repeat(6_000) });
        assert!(matches!(check("message", &long, false), Err(NotSent::TooLarge(_))));
    }

    const A: Option<NoticeId> = Some(NoticeId(uuid::Uuid::from_u128(1)));
    const B: Option<NoticeId> = Some(NoticeId(uuid::Uuid::from_u128(2)));

    fn judged(seq: i64, id: Option<NoticeId>, last: i64, taken: i64, at_mark: Option<NoticeId>) -> Asked {
        let given = Given { last: NoticeNo(last), taken: NoticeNo(taken), at_mark };
        asked(NoticeMark { seq: NoticeNo(seq), id }, given)
    }

    #[test]
    fn a_cursor_that_this_store_gave_is_remembered() {
        assert_eq!(judged(0, None, 0, 0, None), Asked::AsBefore);
        assert_eq!(judged(4, A, 4, 4, A), Asked::AsBefore);
        assert_eq!(judged(3, A, 4, 4, A), Asked::AsBefore, "a restored station asks again");
        assert_eq!(judged(4, A, 6, 2, A), Asked::Further);
        assert_eq!(judged(4, None, 6, 2, A), Asked::Further, "a station that names no notice is believed");
    }

    #[test]
    fn what_this_store_never_gave_moves_its_numbers_behind_the_stations() {
        // Taken was 2, given 4; since the backup the station has got up to 9: what was 3 becomes 10.
        assert_eq!(judged(9, A, 4, 2, None), Asked::Renumber { behind: NoticeNo(2), by: 7 });
        // As many were given anew since the restore, under the same numbers.
        assert_eq!(judged(3, A, 4, 1, B), Asked::Renumber { behind: NoticeNo(1), by: 3 });
        // Restored twice: even what counted as taken is another.
        assert_eq!(judged(2, A, 4, 3, B), Asked::Renumber { behind: NoticeNo(1), by: 3 });
    }
}
