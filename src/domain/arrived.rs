//! What people leave at the machine by themselves and somebody at the desk has to answer: forms they filled in, bookings,
//! enrolments, wishes about their data.

use super::ledger::{EntryState, NoticeRow};
use super::nouns::{Application, ApplicationWish, EntryId, ReceiptNo, SlotTime, Submission};
use super::task::{Outcome, TaskRow};
use super::wishes::WishRow;
use jiff::Timestamp;
use jiff::civil::Date;

/// For how many days back they are listed.
pub const SHOWN_DAYS: i64 = 180;

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArrivedKind {
    Form,
    TakenBack,
    Erasure,
    /// She applied for a job.
    Application(ApplicationWish),
}

/// One of them in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivedRow {
    pub id: EntryId,
    pub receipt: ReceiptNo,
    pub kind: ArrivedKind,
    /// The form's title, or the job's; empty for a wish and for what was erased.
    pub title: String,
    /// The thing on a shelf that it is about, or the employer.
    pub about: String,
    pub slot: Option<SlotTime>,
    pub at: Timestamp,
    pub state: EntryState,
    /// By when somebody has to see to it; `None`: it is done.
    pub due_on: Option<Date>,
    pub urgent: bool,
}

/// One of them with everything that is known of it.
#[derive(Clone, PartialEq)]
pub struct ArrivedFile {
    pub row: ArrivedRow,
    /// What was answered; `None` for a wish, and for what was erased.
    pub submission: Option<Submission>,
    pub wish: Option<WishRow>,
    /// What she applied with; `None` for everything else, and for what was erased.
    pub application: Option<Box<Application>>,
    /// The task about it while it is open.
    pub task: Option<TaskRow>,
    /// What was done with it, the earliest first: when, by whom, with what outcome.
    pub steps: Vec<(Timestamp, String, Outcome)>,
    /// What the province said of it.
    pub notices: Vec<NoticeRow>,
}

/// Never what was answered.
impl std::fmt::Debug for ArrivedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ArrivedFile").field("row", &self.row.receipt).finish_non_exhaustive()
    }
}

/// Whose business a notice of the desk is that says at once everything that is missing (一次性告知), or why something is not
/// taken on: what the clerk has chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TellAtOnce {
    /// Places of the papers that are missing.
    pub missing: Vec<usize>,
    pub refused: Option<NotTakenOn>,
}

/// Why something is not taken on here. The law asks for a written reason, and for the way to who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTakenOn {
    /// Another office does this.
    ElsewhereDone,
    /// She does not belong to those it is for.
    NotEntitled,
    /// Its time is over.
    TooLate,
}

impl NotTakenOn {
    pub const ALL: [Self; 3] = [Self::ElsewhereDone, Self::NotEntitled, Self::TooLate];
}
