//! What the screens ask of the workers, and what the workers tell. Both are closed lists: nothing else crosses the threads.

use super::office::{OfficeEvent, OfficeJob};
use super::traces::Needles;
use crate::domain::board::Board;
use crate::domain::card::{CardPerson, Reader};
use crate::domain::content::FormDef;
use crate::domain::ground::Ground;
use crate::domain::health::{Finding, Portrait};
use crate::domain::ledger::{EntryRow, NoticeRow, Status};
use crate::domain::lexicon::StationWords;
use crate::domain::matching::Profile;
use crate::domain::matching::lists::{Candidate, GigList, Recommended, Suggestions};
use crate::domain::query::{Query, Results};
use crate::domain::resume::ResumeSheet;
use crate::domain::scan::{Scan, SlipProof};
use crate::domain::service::Content;
use crate::domain::service::fill::Filled;
use crate::domain::showing::{Picture, Shown, Turn};
use crate::domain::slip::{PrintTrouble, Slip};
use crate::domain::speech::{Heard, Listening, Pace, Phrase, SpeechTrouble};
use crate::domain::unanswered::Unanswered;
use crate::domain::wishes::{Wish, WishRow, Wished};
use crate::domain::{EntryId, Fault, Form, NoticeNo, Posting, PostingId, ReceiptNo, SlipSeal, SlotTime, SubjectId};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

pub use crate::domain::StoreTrouble;
pub use crate::domain::ledger::Registered;
pub use crate::domain::staff::{Pin, SignInRefusal, StaffMember};

/// Tells answers apart: a screen drops what it no longer waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Ticket(pub u64);

/// Something to be said.
#[derive(Debug, Clone, PartialEq)]
pub struct Saying {
    pub turn: Ticket,
    pub phrases: Vec<Phrase>,
    pub pace: Pace,
    /// Only into a headset.
    pub in_private: bool,
}

/// Work for a worker.
#[derive(Debug, Clone, PartialEq)]
pub enum Job {
    /// Search thread. A newer search makes an older one pointless; it is given up.
    Search { ticket: Ticket, query: Query },
    /// Search thread: one posting, all fields.
    OpenPosting { id: PostingId },
    /// Store thread: who may sign in.
    ListStaff,
    /// Store thread. The PIN is wiped after the check.
    SignIn { staff: i64, pin: Pin },
    /// Store thread: the draft that was left, if any.
    FindDraft,
    /// Store thread: keep what has been typed so far.
    SaveDraft { form: Box<Form> },
    /// Store thread: the clerk throws the draft away.
    DiscardDraft,
    /// Store thread: check and register; one transaction for the registration, its entry and the end of the draft.
    Register { form: Box<Form> },
    /// Store thread: count a search that found nothing. Nobody waits for an answer, and none comes.
    CountUnanswered(Unanswered),
    /// Store thread: entries, the newest first.
    ListEntries { limit: usize },
    /// Store thread: the registration behind a refused entry, to be corrected.
    ReopenRefused { id: EntryId },
    /// Store thread: what a match may know of the person behind a receipt.
    ReadProfile { receipt: ReceiptNo },
    /// Store thread: what the slip that was scanned proves here.
    CheckSlip { seal: Box<SlipSeal> },
    /// Search thread: the postings that suit her.
    Suggest { receipt: ReceiptNo, profile: Box<Profile>, limit: usize },
    /// Store thread: which registered people suit a posting.
    FindPeople { posting: Box<Posting>, ground: Ground, limit: usize },
    /// Store thread: who can be sent to a day job today.
    ListFreePeople,
    /// Search thread: who goes to which of today's day jobs.
    AssignGigs { people: Vec<Candidate> },
    /// Reader's thread: look for identity cards from now on, or no longer.
    WatchCards(bool),
    /// Scanner's thread: listen from now on, or no longer.
    ListenToScanner(bool),
    /// Printer's thread.
    Print { ticket: Ticket, slip: Box<Slip> },
    /// Thread of the printer of whole pages, which also draws the page. Answered by `Printed`, as a slip is.
    PrintResume { ticket: Ticket, sheet: Box<ResumeSheet> },
    /// Speech thread: say this instead of whatever is being said.
    Speak(Saying),
    /// Speech thread: be silent, at once, and listen no more.
    Quiet,
    /// Speech thread: listen to what somebody says, and make words of it.
    Listen(Ticket),
    /// Speech thread: she has said it.
    Heard,
    /// Store thread: what the province told this station, the newest first.
    ListNotices { limit: usize },
    /// Store thread: what the province told about the entry behind a receipt.
    NoticesAbout { receipt: ReceiptNo },
    /// Store thread: somebody who may act on it has seen the notice.
    NoticeSeen { seq: NoticeNo },
    /// Store thread: the person behind a receipt takes a consent back, or wishes to be forgotten.
    Wish { of: ReceiptNo, wish: Wish, assisted_by: Option<String> },
    /// Store thread: what the person behind a receipt has wished, and how far it is.
    ListWishes { of: ReceiptNo },
    /// Store thread: people, tasks and shifts of the staff desk.
    Office(Box<OfficeJob>),
    /// Sync thread: try now, whatever the schedule says (the clerk touched "send now").
    SyncNow,
    /// Printers' threads: whatever waits to be printed is dropped, because its person has left.
    ForgetSlips,
    /// Store thread: what a seeker does alone.
    Visit(Box<super::visit::VisitJob>),
    /// Store thread: check a filled form and keep it; one transaction for it, its entry, the hour it holds and the end of
    /// its draft. `seats` is how many places the hour has, `who` the person who has shown who she is.
    Submit { form: Box<FormDef>, filled: Box<Filled>, seats: Option<u32>, who: Option<SubjectId> },
    /// Store thread: keep what has been filled in so far.
    SaveFilled { filled: Box<Filled> },
    /// Store thread: forget it.
    DropFilled,
    /// Store thread: what was being filled in when the machine stopped, if that is not long ago.
    FindFilled,
    /// Store thread: which hours of a thing are held from today on.
    ListHeld { item: String },
    /// Search thread: what is shown now while nobody is here.
    ReadPlaybill,
    /// Show thread: this instead of whatever is shown.
    Show { ticket: Ticket, picture: Picture },
    /// Show thread: nothing is shown any more.
    EndShow,
    /// Store thread: the station's figures as everybody may know them.
    Board,
    /// Machine thread: how everything is, as the doctor finds it.
    Examine,
    /// Machine thread: the picture that was wanted.
    KeepPortrait(Portrait),
    /// Machine thread: somebody has gone after so long; what she left behind is looked for. Nothing to look for: somebody has come.
    LookForTraces { needles: Box<Needles>, lasted: Duration },
}

/// What a worker tells the screens.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Found {
        ticket: Ticket,
        results: Box<Results>,
    },
    PostingOpened {
        id: PostingId,
        posting: Option<Box<Posting>>,
    },
    Staff(Vec<StaffMember>),
    SignedIn(StaffMember),
    SignInRefused(SignInRefusal),
    /// The draft that was left, or `None`.
    DraftFound(Option<Box<Form>>),
    /// Only after the commit.
    DraftSaved {
        at: Timestamp,
    },
    /// Only after the commit.
    Registered(Registered),
    /// Nothing was written; every fault is listed.
    NotRegistered(Vec<Fault>),
    Entries(Vec<EntryRow>),
    /// `None`: there is no such registration any more.
    ProfileRead {
        receipt: ReceiptNo,
        profile: Option<Box<Profile>>,
    },
    Suggested {
        receipt: ReceiptNo,
        suggestions: Box<Suggestions>,
    },
    PeopleFound {
        posting: PostingId,
        people: Vec<Recommended>,
    },
    FreePeople(Vec<Candidate>),
    GigsAssigned(Box<GigList>),
    /// How the reader of identity cards stands; told only while cards are watched for.
    Reader(Reader),
    /// This station has a printer of slips. Whether it prints is known when it has to.
    CanPrint,
    /// Words that came with the catalogue: for the touch keyboard and for forms.
    StationWords(Arc<StationWords>),
    /// This station has a printer of whole pages.
    CanPrintPages,
    Printed {
        ticket: Ticket,
        outcome: Result<(), PrintTrouble>,
    },
    /// A code was scanned: the slip it is of, or `None` for any other code.
    Scanned(Option<Scan>),
    SlipChecked {
        receipt: ReceiptNo,
        proof: SlipProof,
    },
    /// A card was read.
    CardRead(Box<CardPerson>),
    /// Something in the counts, the line or the catalogue changed.
    Status(Box<Status>),
    /// The catalogue changed: what is shown of it may be outdated.
    CatalogueChanged,
    /// The store could not do it; what was asked has not happened.
    StoreFailed(StoreTrouble),
    /// The phrase at this place is being said.
    Saying {
        turn: Ticket,
        place: usize,
    },
    /// All was said, or could not be.
    SpeechEnded {
        turn: Ticket,
        trouble: Option<SpeechTrouble>,
    },
    /// This station makes words of what is said.
    CanListen,
    /// How far the listening is.
    Listening {
        turn: Ticket,
        how: Listening,
    },
    /// What was made out.
    Heard {
        turn: Ticket,
        words: Heard,
    },
    /// Nothing was said, because everybody would have heard it.
    HeadsetMissing {
        turn: Ticket,
    },
    /// The newest first.
    Notices(Vec<NoticeRow>),
    /// In the order they came.
    NoticesAbout {
        receipt: ReceiptNo,
        notices: Vec<NoticeRow>,
    },
    /// The province told this station something since; it is in the store.
    NoticesArrived {
        to: NoticeNo,
    },
    /// Only after the commit.
    Wished(Wished),
    /// The newest first.
    Wishes {
        of: ReceiptNo,
        wishes: Vec<WishRow>,
    },
    /// What the store thread says to the staff desk.
    Office(Box<OfficeEvent>),
    /// A worker panicked and was started again.
    WorkerRestarted(&'static str),
    /// What became of what a seeker did alone; what was written is on the disk.
    Visit(Box<super::visit::VisitEvent>),
    /// What the packs in force hold.
    Content(Arc<Content>),
    /// Only after the commit.
    Submitted(Registered),
    /// Nothing was written; every fault is listed.
    NotSubmitted(Vec<Fault>),
    /// The hour was taken meanwhile; nothing was written.
    SlotFull,
    /// What was being filled in when the machine stopped.
    FilledFound(Option<Box<Filled>>),
    /// How many places of which hours are held.
    Held {
        item: String,
        held: Vec<(SlotTime, u32)>,
    },
    /// What is shown now while nobody is here, in its order.
    Playbill(Arc<Vec<Turn>>),
    /// A picture has ended, or cannot be shown.
    Shown {
        ticket: Ticket,
        how: Shown,
    },
    /// The station's figures as everybody may know them.
    Board(Box<Board>),
    /// How everything is, as the doctor finds it.
    Examined(Vec<Finding>),
    /// A picture of the screen is wanted, for whoever helps from afar.
    PortraitWanted,
    /// The kiosk is to be started anew, as soon as nobody is there.
    RestartWanted,
}
