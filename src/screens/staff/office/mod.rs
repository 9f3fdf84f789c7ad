//! The desk's back office: registered people and what they are owed, the queues, the end of a shift, the accounts' own
//! matters.

pub mod accounts;
mod applied;
mod arrived;
pub mod ask;
mod audit;
pub mod closing;
mod day_seats;
pub mod firms;
mod merge;
mod monitor;
mod pin;
mod push;
mod queue;
mod recognise;
mod record;
mod referred;
mod report;
mod seats;
mod seeker;
mod seekers;
mod tables;
mod waits;

use crate::domain::audit::{AuditLine, Chain};
use crate::domain::gig::DeskSeat;
use crate::domain::handing_in::{ReportAsked, ReportShown};
use crate::domain::monitor::{Evidence, Figure, Monitor, Span, WaitOf, Waited};
use crate::domain::push::PolicyPeople;
use crate::domain::seeker::{Alike, NewService, Seeker, SeekerRow};
use crate::domain::staff::{Account, Pin};
use crate::domain::tables::preview::TableTrouble;
use crate::domain::task::{Outcome, Queue, Reason, TaskRow};
use crate::domain::{
    Category, DayWork, EntryId, Posting, PostingId, ReceiptNo, ReferralReason, ReferralState, SeatState, ServiceKind,
    SubjectId,
};
use crate::i18n::Words;
use crate::screens::staff::{StaffCommand, StaffDraft};
use crate::screens::{Command, Facts};
use eframe::egui::Ui;
use std::sync::Arc;

pub use crate::domain::desk::{Outlook, Refused};
pub use accounts::{AccountCommand, AccountDraft};
pub use arrived::{ArrivedCommand, ArrivedDraft, ArrivedFacts};
pub use day_seats::{DaySeatCommand, DaySeatDraft, DaySeatFacts};
pub use firms::{FirmsCommand, FirmsDraft, FirmsFacts, FirmsPlace};
pub use pin::PinDraft;
pub use push::PushDraft;
pub use record::Recording;
pub use seats::SeatDraft;
pub use seekers::{Finder, Sieve, is_document};
pub use tables::{Exported, TableCommand, TableDraft, TableFacts};

/// Places of the back office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficePlace {
    /// Everybody who is registered.
    Seekers,
    /// A person's page.
    Seeker,
    /// Two registrations side by side: are they one person's?
    Merge,
    /// A service is being recorded.
    Record,
    Queue(Queue),
    /// A posting was recommended: the slip, and what happens next.
    Referred,
    /// The end of a shift.
    Closing,
    /// Another PIN.
    Pin,
    /// Who works here.
    Accounts,
    /// One of them, or a new one.
    Account,
    Audit,
    /// The year's figures.
    Monitor,
    /// A report of a month, a year or for an acceptance.
    Report,
    /// What one of them counts.
    Evidence(Figure),
    /// Who or what waited.
    Waits(WaitOf),
    /// Who has which seat of which day job.
    Seats,
    /// Employers.
    Firms(FirmsPlace),
    /// A form of the desk being filled in.
    Ask,
    /// Policies and the people they may fit.
    Policies,
    /// Lists of people and postings from a stick.
    Tables,
    /// What people left at the machine, and one of them.
    Arrived,
    ArrivedFile,
    /// A seat of a day job for the person whose page is open.
    DaySeats,
}

/// What a clerk's touch asks for in the back office.
#[derive(Debug, Clone, PartialEq)]
pub enum OfficeCommand {
    Seekers,
    /// The text of the search box changed: it may want to be sounded, or be the number of a document.
    Find(String),
    Open(SubjectId),
    OpenReceipt(ReceiptNo),
    /// Opens the page on which a service of this kind is recorded.
    Recording(ServiceKind),
    Record(NewService),
    Confirm(EntryId),
    Void(EntryId),
    /// She belongs to a group since today, by a paper that was seen and a document that says what it takes; or she does no more.
    Tag(Category, bool, String),
    /// Shows another registration beside the person's own.
    Compare(SubjectId),
    Merge,
    /// Registers her anew with what is known.
    Renew,
    Queue(Queue),
    Take(i64),
    /// It was looked at and is free again.
    PutBack(i64),
    End(i64, Outcome),
    Refer(ReceiptNo, PostingId),
    Move(EntryId, ReferralState, Option<ReferralReason>),
    Closing,
    HandOver,
    ReadClosing(i64),
    Pin,
    ChangePin {
        old: Pin,
        new: Pin,
    },
    Account(AccountCommand),
    Audit,
    /// Writes the whole log onto the stick.
    ExportAudit,
    Monitor,
    Evidence(Figure, Span),
    /// Shows a report, or writes it onto the stick.
    Report(ReportAsked, bool),
    Waits(WaitOf),
    Seats,
    /// Somebody speaks for the employer: hours and pay.
    SeatWork {
        seat: EntryId,
        work: DayWork,
        for_employer: String,
    },
    MoveSeat(EntryId, SeatState),
    Firms(FirmsCommand),
    /// The form of the desk is filled in.
    Answered,
    /// Opens the form of a promise, or of a word for the next shift.
    Ask(ask::Purpose),
    /// What a task is about, where it is about nobody.
    OpenMatter(i64, String, Reason),
    Policies,
    /// Somebody is to be called about a policy, or was told of it just now.
    TellPolicy {
        subject: SubjectId,
        policy: String,
        title: String,
        now: bool,
    },
    Table(TableCommand),
    Arrived(ArrivedCommand),
    DaySeat(DaySeatCommand),
}

/// What these screens may read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OfficeFacts {
    pub outlook: Option<Box<Outlook>>,
    pub seekers: Option<Arc<Vec<SeekerRow>>>,
    /// How a text sounds, as the store thread said.
    pub sound: (String, String),
    /// Whose number of a document was typed.
    pub looked_up: Option<(String, Option<SubjectId>)>,
    pub seeker: Shown,
    /// The one who is compared with her.
    pub other: Option<Box<Seeker>>,
    /// Who may be the person in the form.
    pub alike: Vec<Alike>,
    pub tasks: Option<(Queue, Vec<TaskRow>)>,
    /// What a shift leaves that is due; `None` until it has been read.
    pub due: Option<Vec<TaskRow>>,
    /// The posting that was recommended last, and to whom.
    pub referred: Option<(ReceiptNo, Box<Posting>)>,
    pub audit: Option<(Vec<(AuditLine, String)>, Chain)>,
    /// The file that the log was written to, or why it was not.
    pub audit_written: Option<Result<String, TableTrouble>>,
    pub monitor: Option<Box<Monitor>>,
    /// Which report is wanted, and what it says.
    pub report_asked: Option<ReportAsked>,
    pub report: Option<Box<ReportShown>>,
    pub evidence: Option<(Figure, Vec<Evidence>)>,
    pub waits: Option<(WaitOf, Vec<Waited>)>,
    pub refused: Option<Refused>,
    pub pin_changed: bool,
    /// Who works here; `None` until it has been read.
    pub accounts: Option<Vec<Account>>,
    /// Seats of the last days and of those to come; `None` until they have been read.
    pub seats: Option<Vec<DeskSeat>>,
    pub firms: FirmsFacts,
    /// Policies and their people; `None` until they have been looked for.
    pub policies: Option<Vec<PolicyPeople>>,
    pub tables: TableFacts,
    pub arrived: ArrivedFacts,
    pub day_seats: DaySeatFacts,
}

/// The person whose page is open.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Shown {
    #[default]
    Reading,
    /// Her form was erased, or there is no such receipt.
    Gone,
    Here(Box<Seeker>),
}

impl OfficeFacts {
    /// The person whose page is open, once it has been read.
    #[must_use]
    pub fn person(&self) -> Option<&Seeker> {
        if let Shown::Here(seeker) = &self.seeker { Some(seeker) } else { None }
    }
}

/// What these screens edit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OfficeDraft {
    pub finder: Finder,
    pub recording: Recording,
    /// The task whose outcomes are shown.
    pub task: Option<i64>,
    /// What was said, in the clerk's words.
    pub task_note: String,
    /// The referral whose reasons for failing are shown.
    pub failing: Option<EntryId>,
    /// Groups are being set.
    pub tagging: bool,
    /// The group whose conditions are shown before she is said to belong to it.
    pub recognising: Option<Category>,
    /// A service that is about to be taken back.
    pub voiding: Option<EntryId>,
    pub pin: PinDraft,
    pub account: AccountDraft,
    pub seat: SeatDraft,
    pub asking: ask::Asking,
    pub firms: FirmsDraft,
    pub push: PushDraft,
    pub tables: TableDraft,
    pub arrived: ArrivedDraft,
    pub day_seats: DaySeatDraft,
}

/// Shows a page of the back office.
pub(super) fn show(ui: &mut Ui, place: OfficePlace, facts: &Facts<'_>, draft: &mut StaffDraft) -> Option<Command> {
    let asked = match place {
        OfficePlace::Seekers => seekers::show(ui, facts, draft),
        OfficePlace::Seeker => seeker::show(ui, facts, &mut draft.office),
        OfficePlace::Merge => merge::show(ui, facts),
        OfficePlace::Record => record::show(ui, facts, draft),
        OfficePlace::Queue(queue) => queue::show(ui, facts, draft, queue),
        OfficePlace::Referred => return referred::show(ui, facts),
        OfficePlace::Closing => return closing::show(ui, facts),
        OfficePlace::Firms(place) => firms::show(ui, facts, &mut draft.office, place),
        OfficePlace::Ask => ask::show(ui, facts, draft),
        OfficePlace::Policies => push::show(ui, facts, &mut draft.office),
        OfficePlace::DaySeats => return day_seats::show(ui, facts, &mut draft.office),
        OfficePlace::Arrived => arrived::list(ui, facts),
        OfficePlace::ArrivedFile => return arrived::file(ui, facts, &mut draft.office),
        OfficePlace::Tables => tables::show(ui, facts, &mut draft.office),
        OfficePlace::Pin => pin::show(ui, facts, &mut draft.office.pin),
        OfficePlace::Accounts => accounts::list(ui, facts),
        OfficePlace::Account => accounts::one(ui, facts, draft),
        OfficePlace::Monitor => return monitor::show(ui, facts),
        OfficePlace::Report => report::show(ui, facts),
        OfficePlace::Seats => seats::show(ui, facts, draft),
        OfficePlace::Audit => audit::show(ui, facts),
        OfficePlace::Evidence(figure) => {
            monitor::evidence(ui, facts, figure);
            None
        }
        OfficePlace::Waits(of) => waits::show(ui, facts, of),
    };
    asked.map(|command| Command::Staff(StaffCommand::Office(command)))
}

/// The title of a form as the reader's language has it; anything else, and a form that is no more, as it is.
fn titled<'a>(facts: &Facts<'a>, title: &'a str) -> &'a str {
    facts.content.titled(title).map_or(title, |said| facts.words.of_pack(said))
}

/// Why something was not done, above the page it was asked on.
fn refused_ui(ui: &mut Ui, facts: &Facts<'_>) {
    if let Some(refused) = &facts.staff.office.refused {
        crate::widgets::page::remark(ui, crate::widgets::icons::WARNING, &refused_words(facts.words, facts, refused));
    }
}

fn refused_words(words: Words, facts: &Facts<'_>, refused: &Refused) -> String {
    match refused {
        Refused::Taken(name) => words.office_taken(name),
        Refused::Pin(refusal) => super::sign_in::refusal_words(facts, *refusal),
        other => words.office_refused(other).to_owned(),
    }
}
