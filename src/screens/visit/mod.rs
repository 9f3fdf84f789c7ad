//! What a seeker does alone, without a clerk: keeping and comparing postings, reporting one, applying, her own things. All
//! of it belongs to her session and goes with it.

mod applied;
mod apply;
mod born;
mod card;
mod compare;
pub mod gigs;
mod mine;
mod own;
mod report;
mod resume;
mod seat;
mod short;
pub mod terms;
mod who;
mod work;

use super::typing::Typing;
use super::{Command, Draft, Facts, Screen};
use crate::domain::applying::ShortForm;
use crate::domain::ledger::Registered;
use crate::domain::resume::{Resume, ResumeSheet};
use crate::domain::visitor::{Mine, Proof, Shown, Visitor};
use crate::domain::wishes::Wish;
use crate::domain::{
    ApplicationWish, EntryId, Fault, JobGroup, Posting, PostingFlaw, PostingId, ReceiptNo, StoreTrouble,
};
use crate::input::DateSteps;
use eframe::egui::Ui;
use jiff::civil::Date;
use zeroize::Zeroizing;

pub use applied::applied_text;
pub use apply::consent_text;
pub use gigs::{GigCommand, GigFacts};
pub use mine::copy_of;
pub use seat::seat_facts;
pub use work::{WorkDraft, work_ui};

/// Postings that are kept side by side.
pub const MOST_KEPT: usize = 3;

/// A seeker's own pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitScreen {
    Compare,
    Report(PostingId),
    /// Who she is: card, slip, or a short form.
    Who,
    /// Number of a slip and day of birth.
    Slip,
    Short,
    /// Under 16.
    TooYoung,
    Apply(PostingId),
    Applied,
    Mine,
    /// All of it as a code and on paper.
    Copy,
    /// Day jobs with seats here.
    Gigs,
    /// A worker's card.
    Card,
    /// A seat of a day job is being taken.
    Seat(PostingId),
    Seated,
    /// Hours and pay of one of her seats.
    Work(EntryId),
    /// The signed record of a day.
    Record(EntryId),
    /// A résumé: in which line of work, the questions, and what came of it.
    ResumeGroups,
    Resume,
    ResumeDone,
}

impl VisitScreen {
    /// Pages on which somebody says who she is.
    #[must_use]
    pub const fn asks_who(self) -> bool {
        matches!(self, Self::Who | Self::Slip | Self::Short | Self::TooYoung)
    }

    /// Pages on which something about a person stands.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        !matches!(self, Self::Compare | Self::Report(_) | Self::TooYoung | Self::Gigs | Self::Card | Self::ResumeGroups)
    }
}

/// What somebody is asked who she is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    Apply(PostingId),
    Mine,
    Seat(PostingId),
    /// Her name is wanted on the résumé.
    Resume,
    /// The résumé is to be kept.
    KeepResume,
}

/// What a touch on these pages asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum VisitCommand {
    /// Keeps the posting that is open beside the others.
    Keep,
    Drop(PostingId),
    Report(PostingFlaw),
    /// Applies for the posting that is open: asks first who she is, unless that is known.
    Want,
    ShowMine,
    Identify(Proof),
    /// The short form is filled in.
    TakeShortForm,
    /// The consent is given: applies.
    Apply(ApplicationWish),
    /// Something is to be done with her data.
    Wish(Wish),
    /// Back to where postings are chosen from.
    LookOn,
    /// She has read her things: they are forgotten.
    Forget,
    /// About day jobs.
    Gig(GigCommand),
    /// The line of work of the next job on the résumé.
    ResumeOf(JobGroup),
    /// The résumé as it is now.
    SetResume(Resume),
    /// One more job on it.
    NextJob,
    /// Whether her name stands on it.
    NameResume(bool),
    /// She takes one application back.
    EndApplication(ReceiptNo),
    /// Whether the résumé is kept; she has read for what and for how long.
    KeepResume(bool),
    /// Opens the résumé that is kept.
    OpenKept,
    /// The résumé on a page of A4.
    PrintResume(Box<ResumeSheet>),
}

/// Who applies, as far as this session knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Me {
    Known(Visitor),
    /// A checked short form, kept for a second application of this session.
    New(ShortForm),
}

impl Me {
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Known(visitor) => &visitor.name,
            Self::New(form) => &form.name,
        }
    }

    /// National form; empty where the station passes messages on.
    #[must_use]
    pub fn phone(&self) -> &str {
        match self {
            Self::Known(visitor) => &visitor.phone,
            Self::New(form) => &form.phone,
        }
    }
}

/// What these pages may read. It is wiped with the session.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VisitFacts {
    /// Postings side by side, the first kept first.
    pub kept: Vec<Posting>,
    /// What was reported in this session.
    pub reported: Vec<PostingId>,
    /// The number of the last report.
    pub report: Option<Registered>,
    pub me: Option<Me>,
    pub after: Option<After>,
    /// Something is on its way to the store.
    pub busy: bool,
    /// What the station said to her last proof, unless it knew her.
    pub shown: Option<Shown>,
    /// What the rules found wrong with the short form.
    pub faults: Vec<Fault>,
    /// The posting that is applied for.
    pub wanted: Option<Box<Posting>>,
    /// Postings she has applied for in this session.
    pub done: Vec<PostingId>,
    pub applied: Option<Registered>,
    pub mine: Option<Box<Mine>>,
    /// How often she has opened her things.
    pub mine_opened: u32,
    pub trouble: Option<StoreTrouble>,
    pub gigs: GigFacts,
    pub resume: Resume,
    /// The line of work whose jobs are shown.
    pub resume_group: Option<JobGroup>,
    /// The résumé as it stands is kept.
    pub resume_kept: bool,
}

impl VisitFacts {
    #[must_use]
    pub fn keeps(&self, id: PostingId) -> bool {
        self.kept.iter().any(|posting| posting.id == id)
    }
}

/// What these pages edit. It is wiped with the session.
#[derive(Clone, PartialEq, Default)]
pub struct VisitDraft {
    /// The term that is being explained, by its Chinese word.
    pub term: Option<String>,
    /// What is wrong with a posting, chosen and not sent yet.
    pub flaw: Option<PostingFlaw>,
    pub receipt: Zeroizing<String>,
    pub short: ShortForm,
    pub born: Option<Date>,
    /// The birthday while it is being chosen.
    pub steps: Option<DateSteps>,
    pub wish: Option<ApplicationWish>,
    pub consent: bool,
    /// She is asked whether everything is really to be erased.
    pub erase: bool,
    /// She is asked whether this application is really to be taken back.
    pub end: Option<ReceiptNo>,
    pub typing: Typing,
    pub work: WorkDraft,
}

/// Never what a person said: a debug print ends in a log.
impl std::fmt::Debug for VisitDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VisitDraft(…)")
    }
}

/// Shows the keyboard that the page needs; before the page itself, which takes the room that is left.
pub fn keyboard_ui(ui: &mut Ui, screen: &Screen, facts: &Facts<'_>, draft: &mut Draft) {
    if matches!(screen, Screen::Visit(VisitScreen::Slip | VisitScreen::Short | VisitScreen::Work(_))) {
        draft.visit.typing.keyboard_ui(ui, facts.words);
    }
}

/// Shows a page.
pub fn show(ui: &mut Ui, screen: VisitScreen, facts: &Facts<'_>, draft: &mut VisitDraft) -> Option<Command> {
    match screen {
        VisitScreen::Compare => compare::show(ui, facts),
        VisitScreen::Report(id) => report::show(ui, facts, id, draft),
        VisitScreen::Who => who::show(ui, facts),
        VisitScreen::Slip => who::slip(ui, facts, draft),
        VisitScreen::Short => short::show(ui, facts, draft),
        VisitScreen::TooYoung => who::too_young(ui, facts),
        VisitScreen::Apply(id) => apply::show(ui, facts, id, draft),
        VisitScreen::Applied => applied::show(ui, facts),
        VisitScreen::Mine => mine::show(ui, facts, draft),
        VisitScreen::Copy => mine::copy(ui, facts),
        VisitScreen::Gigs => gigs::show(ui, facts),
        VisitScreen::Card => card::show(ui, facts),
        VisitScreen::Seat(id) => seat::show(ui, facts, id, draft),
        VisitScreen::Seated => seat::seated(ui, facts),
        VisitScreen::Work(id) => work::show(ui, facts, id, draft),
        VisitScreen::Record(id) => work::record(ui, facts, id),
        VisitScreen::ResumeGroups => resume::groups(ui, facts),
        VisitScreen::Resume => resume::ask(ui, facts),
        VisitScreen::ResumeDone => resume::done(ui, facts),
    }
}
