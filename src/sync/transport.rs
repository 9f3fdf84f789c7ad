//! The platform as the station sees it, however it is reached.

use crate::domain::Cursor;
use crate::domain::MediaHash;
use crate::domain::ledger::Trouble;
use yizhan_wire::enrolment::{Enrolment, EnrolmentRefusal, EnrolmentRequest};
use yizhan_wire::{Answers, NoticeMark, NoticePage, Page, Upload};

/// Asks the platform. Whatever comes back as `Ok` was signed by it, for this very question.
pub trait Transport {
    /// Sends a batch of entries.
    ///
    /// # Errors
    /// When no signed and readable answer came; the entries may or may not have arrived.
    fn upload(&self, upload: &Upload) -> Result<Answers, LineFault>;

    /// Asks for at most `limit` changes after `after`, and for at most `ahead` day jobs from behind them.
    ///
    /// # Errors
    /// When no signed and readable page came.
    fn changes(&self, after: Cursor, limit: usize, ahead: usize) -> Result<Page, LineFault>;

    /// Takes note of how many entries wait here, for the next question about changes: the province sees a station that cannot send.
    fn say_unsent(&self, unsent: u64) {
        let _ = unsent;
    }

    /// With the next question about changes the platform's word for the station's key is asked for.
    fn want_certificate(&self) {}

    /// Asks for at most `limit` notices behind the mark.
    ///
    /// # Errors
    /// When no signed and readable page came.
    fn notices(&self, mark: NoticeMark, limit: usize) -> Result<NoticePage, LineFault>;

    /// Asks for at most `limit` bytes of a medium behind its first `from`; `None` where the platform does not have it.
    ///
    /// # Errors
    /// When no signed answer came.
    fn medium(&self, hash: MediaHash, from: u64, limit: u64) -> Result<Option<Vec<u8>>, LineFault> {
        let _ = (hash, from, limit);
        Ok(None)
    }
}

/// Turns a code into an identity. A trait of its own: it is asked once, by a machine that has no identity yet.
pub trait Enrolling {
    /// Enrols.
    ///
    /// # Errors
    /// When the platform refused the code, or no readable answer came.
    fn enrol(&self, request: &EnrolmentRequest) -> Result<Enrolment, EnrolFault>;
}

/// No answer that counts. The detail is for the technician's log; it holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", trouble.as_str())]
pub struct LineFault {
    pub trouble: Trouble,
    pub detail: String,
}

impl LineFault {
    #[must_use]
    pub fn new(trouble: Trouble, detail: impl Into<String>) -> Self {
        Self { trouble, detail: detail.into() }
    }
}

/// Why a machine did not become a station.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnrolFault {
    #[error("{}", refusal_text(*.0))]
    Refused(EnrolmentRefusal),
    #[error(transparent)]
    Line(#[from] LineFault),
}

/// What the technician does about it.
const fn refusal_text(refusal: EnrolmentRefusal) -> &'static str {
    match refusal {
        EnrolmentRefusal::BadCode => {
            "the platform does not take this code: it is wrong, used or too old; ask the platform for a new one"
        }
        EnrolmentRefusal::BadRequest => "the platform could not read the request: are both of the same version?",
    }
}
