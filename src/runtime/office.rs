//! What the staff desk asks of the store about people, tasks and shifts, and who may ask it. The store thread knows who has
//! signed in, so that no screen can ask for more than its reader may see.

mod accounts;
mod day_seats;
mod firms;
pub mod handing_in;
pub mod handing_on;
pub mod help;
mod queues;
mod results;
mod seekers;
pub mod shift;
pub mod tables;

use super::world::{World, day_of, random_bytes};
use crate::domain::arrived::{ArrivedFile, ArrivedRow};
use crate::domain::audit::{AuditLine, Chain, Deed};
use crate::domain::board::Board;
use crate::domain::gig::DeskSeat;
use crate::domain::handing_in::{ReportAsked, ReportShown};
use crate::domain::monitor::{Evidence, Figure, Monitor, Span, WaitOf, Waited};
use crate::domain::push::PolicyPeople;
use crate::domain::referral::NoStep;
use crate::domain::role::May;
use crate::domain::seeker::{Alike, NewService, Seeker, SeekerRow};
use crate::domain::service::Content;
use crate::domain::staff::{Account, Pin, StaffMember};
use crate::domain::tables::preview::TableTrouble;
use crate::domain::tag::Tag;
use crate::domain::task::{Outcome, Queue, TaskRow};
use crate::domain::{
    Category, DayWork, DivisionCode, EntryId, Form, Posting, ReceiptNo, ReferralReason, ReferralState, SeatState,
    SubjectId, TagSource,
};
use crate::report::{Fonts, Language};
use crate::store::{Act, Says, Station, StoreError};
use jiff::ToSpan as _;
use std::sync::Arc;

pub use accounts::AccountJob;
pub use day_seats::{DaySeatEvent, DaySeatJob};
pub use firms::{FirmsEvent, FirmsJob};
pub use seekers::sound;
pub use tables::{TableEvent, TableJob};

/// Work for the store thread.
#[derive(Debug, Clone, PartialEq)]
pub enum OfficeJob {
    /// Whoever was signed in is no more.
    SignOut,
    /// What there is to do.
    Look,
    /// The station stands here from now on.
    StandAt(DivisionCode),
    ListSeekers,
    /// How a name that is typed sounds.
    SoundOf {
        text: String,
    },
    /// Whose number of a document this is.
    LookUp {
        number: String,
    },
    OpenSeeker {
        subject: SubjectId,
    },
    OpenSeekerOf {
        receipt: ReceiptNo,
    },
    /// Who is registered already and may be the person in this form.
    FindAlike {
        form: Box<Form>,
    },
    Merge {
        stays: SubjectId,
        away: SubjectId,
        reason: String,
    },
    /// She belongs to a group from today on, or did so until yesterday.
    SetTag {
        subject: SubjectId,
        category: Category,
        holds: bool,
        source: TagSource,
        evidence: String,
    },
    /// Another person's page, to be compared.
    Compare {
        subject: SubjectId,
    },
    /// Her last form, to be registered anew.
    RenewalOf {
        subject: SubjectId,
    },
    Record {
        subject: SubjectId,
        service: NewService,
    },
    Confirm {
        subject: SubjectId,
        service: EntryId,
    },
    Void {
        subject: SubjectId,
        service: EntryId,
        reason: String,
    },
    Promise {
        subject: SubjectId,
        note: String,
        /// From today.
        in_days: i64,
    },
    ListTasks {
        queue: Queue,
    },
    /// What is due today or was earlier, of all queues.
    ListDue,
    TakeTask {
        queue: Queue,
        id: i64,
    },
    /// It was looked at and is free for others again.
    PutBackTask {
        queue: Queue,
        id: i64,
    },
    EndTask {
        queue: Queue,
        id: i64,
        outcome: Outcome,
        note: String,
    },
    Refer {
        receipt: ReceiptNo,
        posting: Box<Posting>,
    },
    MoveReferral {
        subject: SubjectId,
        id: EntryId,
        to: ReferralState,
        reason: Option<ReferralReason>,
    },
    HandOver {
        note: String,
    },
    ReadClosing {
        id: i64,
    },
    ChangePin {
        old: Pin,
        new: Pin,
    },
    /// Who works here and what she may do.
    Accounts(AccountJob),
    ReadAudit,
    /// The whole log as a file of this name onto the stick.
    ExportAudit {
        name: String,
    },
    /// The year's figures.
    Monitor,
    /// What a figure of the year counts.
    Evidence {
        figure: Figure,
        span: Span,
    },
    /// A report, and whether it goes onto the stick.
    Report {
        asked: ReportAsked,
        language: Language,
        write: bool,
    },
    /// Who or what waited.
    Waits(WaitOf),
    /// Seats of day jobs from today on.
    ListSeats,
    /// Somebody speaks for the employer: hours and pay of a seat.
    SeatWork {
        seat: EntryId,
        work: DayWork,
        for_employer: String,
    },
    /// Checked in by the desk, or not come.
    MoveSeat {
        seat: EntryId,
        to: SeatState,
    },
    /// Employers and their postings.
    Firms(Box<FirmsJob>),
    /// Whom the policies of the station may fit.
    FindPolicies {
        content: Arc<Content>,
    },
    /// Somebody is to be called about a policy, or was told of it at the desk.
    TellPolicy {
        subject: SubjectId,
        policy: String,
        title: String,
        now: bool,
        content: Arc<Content>,
    },
    /// Lists of people and postings that come on a stick.
    Table(Box<TableJob>),
    /// A seat of a day job for somebody who stands at the desk.
    DaySeat {
        subject: SubjectId,
        job: DaySeatJob,
    },
    /// What people left at the machine.
    ListArrived,
    OpenArrived {
        id: EntryId,
    },
    EndArrived {
        id: EntryId,
        task: i64,
        outcome: Outcome,
    },
    /// A slip was made for whoever left it.
    TellAtOnce {
        id: EntryId,
    },
}

/// What the store thread says to it.
#[derive(Debug, Clone, PartialEq)]
pub enum OfficeEvent {
    Outlook(Box<Outlook>),
    Seekers(Arc<Vec<SeekerRow>>),
    Sound {
        text: String,
        sound: String,
    },
    LookedUp {
        number: String,
        subject: Option<SubjectId>,
    },
    /// `None`: her form was erased, or there is no such receipt.
    Seeker(Option<Box<Seeker>>),
    Compared(Option<Box<Seeker>>),
    /// The form to be filled in anew.
    Renewal(Box<Form>),
    Alike(Vec<Alike>),
    Tasks {
        queue: Queue,
        rows: Vec<TaskRow>,
    },
    Due(Vec<TaskRow>),
    Referred {
        receipt: ReceiptNo,
        posting: Box<Posting>,
    },
    HandedOver,
    PinChanged,
    Accounts(Vec<Account>),
    Audit {
        lines: Vec<(AuditLine, String)>,
        chain: Chain,
    },
    /// The file on the stick, or why there is none.
    AuditWritten(Result<String, TableTrouble>),
    Monitor(Box<Monitor>),
    Report(Box<ReportShown>),
    Evidence {
        figure: Figure,
        rows: Vec<Evidence>,
    },
    Waits(WaitOf, Vec<Waited>),
    Refused(Refused),
    Seats(Vec<DeskSeat>),
    Firms(Box<FirmsEvent>),
    Policies(Vec<PolicyPeople>),
    Table(Box<TableEvent>),
    DaySeat(Box<DaySeatEvent>),
    Arrived(Vec<ArrivedRow>),
    ArrivedOpened(Box<ArrivedFile>),
}

pub use crate::domain::desk::{Outlook, Refused};

/// For how many days back seats are shown.
const SEATS_DAYS: i64 = 3;
/// Lines of the audit log that a screen shows.
const AUDIT_LINES: usize = 200;

/// Whoever is signed in, as the store thread knows it.
#[derive(Debug, Clone, Default)]
pub struct Session {
    pub member: Option<StaffMember>,
    /// The audit log when it was last read whole.
    pub chain: Option<Chain>,
    /// She has looked at the list of registrations.
    pub listed: bool,
    /// And was offered what had been left half typed.
    pub draft_seen: bool,
    known: seekers::Known,
    /// Who was shown last as perhaps the person in the form.
    alike: Vec<SubjectId>,
    /// The table that is open.
    pub tables: tables::Opened,
    /// What reports are drawn with; without, none becomes a file.
    pub fonts: Option<Fonts>,
}

impl Session {
    /// Somebody has signed in.
    pub fn begin(&mut self, member: StaffMember) {
        self.member = Some(member);
        (self.listed, self.draft_seen) = (false, false);
    }
}

impl OfficeJob {
    /// What it takes to ask this; `None`: only to be signed in.
    const fn needs(&self) -> Option<May> {
        match self {
            Self::Firms(job) => Some(job.needs()),
            Self::SignOut | Self::Look | Self::ChangePin { .. } | Self::HandOver { .. } | Self::ReadClosing { .. } => {
                None
            }
            Self::ListSeekers
            | Self::SoundOf { .. }
            | Self::LookUp { .. }
            | Self::OpenSeeker { .. }
            | Self::OpenSeekerOf { .. }
            | Self::FindAlike { .. }
            | Self::ListSeats
            | Self::ListArrived
            | Self::OpenArrived { .. }
            | Self::FindPolicies { .. }
            | Self::ListTasks { .. }
            | Self::ListDue
            | Self::TakeTask { queue: Queue::Review, .. }
            | Self::PutBackTask { queue: Queue::Review, .. }
            | Self::EndTask { queue: Queue::Review, .. } => Some(May::SeePeople),
            Self::Merge { .. } | Self::Compare { .. } => Some(May::Merge),
            Self::SetTag { category, .. } if category.is_sensitive() => Some(May::SeeSensitive),
            Self::SetTag { .. }
            | Self::RenewalOf { .. }
            | Self::Record { .. }
            | Self::Confirm { .. }
            | Self::Void { .. }
            | Self::Promise { .. }
            | Self::TakeTask { .. }
            | Self::PutBackTask { .. }
            | Self::EndTask { .. }
            | Self::EndArrived { .. }
            | Self::TellAtOnce { .. }
            | Self::SeatWork { .. }
            | Self::MoveSeat { .. }
            | Self::Refer { .. }
            | Self::TellPolicy { .. }
            | Self::Table(_)
            | Self::DaySeat { .. }
            | Self::MoveReferral { .. } => Some(May::Serve),
            Self::StandAt(_) => Some(May::KeepMachine),
            Self::Accounts(_) => Some(May::KeepAccounts),
            Self::ReadAudit | Self::ExportAudit { .. } => Some(May::ReadAudit),
            Self::Monitor | Self::Report { .. } | Self::Evidence { .. } | Self::Waits(_) => Some(May::Report),
        }
    }
}

/// Does a job, if whoever is signed in may ask for it. Several events may answer; the last one is what was asked for.
///
/// # Errors
/// When the store could not do it; then nothing was written.
pub fn answer(
    station: &mut Station,
    session: &mut Session,
    job: OfficeJob,
    world: &dyn World,
) -> Result<Option<OfficeEvent>, StoreError> {
    let Some(member) = session.member.clone() else { return Ok(None) };
    let act = act(Some(&member), world);
    if job == OfficeJob::SignOut {
        session.member = None;
        session.tables.close();
        // Names and telephones of all who are registered: nobody may read them now.
        (session.known, session.alike) = Default::default();
        station.note(&act, Deed::SignedOut, None, "")?;
        return Ok(None);
    }
    let before_her_own_pin = member.pin_given && !matches!(job, OfficeJob::Look | OfficeJob::ChangePin { .. });
    if before_her_own_pin || job.needs().is_some_and(|what| !member.roles.may(what)) {
        return Ok(Some(OfficeEvent::Refused(Refused::NotAllowed)));
    }
    match carry_out(station, session, job, &act, world) {
        Err(StoreError::NotFound(_)) => Ok(Some(OfficeEvent::Refused(Refused::Gone))),
        event => event.map(Some),
    }
}

/// The year's figures as everybody may know them: what is small is left out here, before it goes anywhere.
///
/// # Errors
/// When the store cannot be read.
pub fn board(station: &Station, now: jiff::Timestamp) -> Result<Board, StoreError> {
    Ok(Board::of(&seekers::monitor(station, day_of(now))?, now))
}

/// Who does something now.
pub fn act<'a>(by: Option<&'a StaffMember>, world: &dyn World) -> Act<'a> {
    let now = world.now();
    Act { by, now, today: day_of(now), random: random_bytes(world) }
}

/// Names of others stand on the screen: the log says whose, once as long as they are the same.
fn note_alike(station: &mut Station, session: &mut Session, alike: &[Alike], act: &Act<'_>) -> Result<(), StoreError> {
    let shown: Vec<SubjectId> = alike.iter().map(|one| one.subject).collect();
    for subject in shown.iter().filter(|subject| !session.alike.contains(subject)) {
        station.note(act, Deed::PersonLookedUp, Some(*subject), "alike")?;
    }
    session.alike = shown;
    Ok(())
}

fn carry_out(
    station: &mut Station,
    session: &mut Session,
    job: OfficeJob,
    act: &Act<'_>,
    world: &dyn World,
) -> Result<OfficeEvent, StoreError> {
    Ok(match job {
        OfficeJob::SignOut | OfficeJob::Look => shift::outlook(station, session, act)?,
        OfficeJob::ListSeekers => OfficeEvent::Seekers(Arc::new(seekers::list(station, &mut session.known, act)?)),
        OfficeJob::SoundOf { text } => OfficeEvent::Sound { sound: sound(&text), text },
        OfficeJob::LookUp { number } => seekers::look_up(station, number, act)?,
        OfficeJob::OpenSeeker { subject } => seekers::open(station, &mut session.known, subject, act)?,
        OfficeJob::OpenSeekerOf { receipt } => match station.subject_of(&receipt)? {
            Some(subject) => seekers::open(station, &mut session.known, subject, act)?,
            None => OfficeEvent::Seeker(None),
        },
        OfficeJob::Compare { subject } => match seekers::open(station, &mut session.known, subject, act)? {
            OfficeEvent::Seeker(other) => OfficeEvent::Compared(other),
            event => event,
        },
        OfficeJob::RenewalOf { subject } => {
            let (_, form) = station.latest_form(subject)?.ok_or(StoreError::NotFound("form"))?;
            OfficeEvent::Renewal(Box::new(seekers::renewed(form)))
        }
        OfficeJob::FindAlike { form } => {
            let alike = seekers::alike_to_form(station, &mut session.known, &form, act)?;
            note_alike(station, session, &alike, act)?;
            OfficeEvent::Alike(alike)
        }
        OfficeJob::ListTasks { .. }
        | OfficeJob::ListDue
        | OfficeJob::TakeTask { .. }
        | OfficeJob::PutBackTask { .. }
        | OfficeJob::EndTask { .. } => queues::answer(station, job, act)?,
        OfficeJob::Refer { receipt, posting } => {
            let subject = station.subject_of(&receipt)?.ok_or(StoreError::NotFound("registered person"))?;
            station.refer(subject, &posting, act, random_bytes(world))?;
            OfficeEvent::Referred { receipt, posting }
        }
        OfficeJob::HandOver { note } => {
            station.hand_over(&note, act)?;
            OfficeEvent::HandedOver
        }
        OfficeJob::ReadClosing { id } => {
            station.read_closing(id, act)?;
            shift::outlook(station, session, act)?
        }
        OfficeJob::ChangePin { old, new } => shift::change_pin(station, session, (&old, &new), (act, world))?,
        OfficeJob::Monitor => OfficeEvent::Monitor(Box::new(seekers::monitor(station, act.today)?)),
        OfficeJob::Evidence { figure, span } => OfficeEvent::Evidence { figure, rows: station.evidence(figure, span)? },
        OfficeJob::Report { asked, language, write } => {
            handing_in::report(station, session, (asked, language, write), act)?
        }
        OfficeJob::Waits(of) => OfficeEvent::Waits(of, station.waited(of, Span::year(act.today.year()), act.today)?),
        OfficeJob::ReadAudit => shift::read_audit(station, session, act)?,
        OfficeJob::ExportAudit { name } => {
            OfficeEvent::AuditWritten(shift::export_audit(station, session, &name, act)?)
        }
        elsewhere => beyond(station, session, elsewhere, (act, world))?,
    })
}

/// Employers, policies, seats, what arrives from elsewhere; everything else changes something about a person.
fn beyond(
    station: &mut Station,
    session: &mut Session,
    job: OfficeJob,
    (act, world): (&Act<'_>, &dyn World),
) -> Result<OfficeEvent, StoreError> {
    Ok(match job {
        OfficeJob::Table(_)
        | OfficeJob::DaySeat { .. }
        | OfficeJob::ListArrived
        | OfficeJob::OpenArrived { .. }
        | OfficeJob::EndArrived { .. }
        | OfficeJob::TellAtOnce { .. } => arriving(station, session, job, (act, world))?,
        OfficeJob::StandAt(place) => shift::stand_at(station, session, &place, act)?,
        OfficeJob::Accounts(job) => accounts::answer(station, session, job, (act, world))?,
        OfficeJob::Firms(job) => firms::carry_out(station, *job, act)?,
        OfficeJob::FindPolicies { content } => help::find(station, &content, act)?,
        OfficeJob::TellPolicy { subject, policy, title, now, content } => {
            help::tell(station, subject, (&policy, &title, now), act)?;
            OfficeEvent::Policies(help::policy_people(station, &content, act)?)
        }
        OfficeJob::ListSeats | OfficeJob::SeatWork { .. } | OfficeJob::MoveSeat { .. } => {
            seats(station, job, act, world)?
        }
        about_somebody => change_seeker(station, &mut session.known, about_somebody, act)?,
    })
}

/// What comes on a stick or from the machine, and a day job given at the desk.
fn arriving(
    station: &mut Station,
    session: &mut Session,
    job: OfficeJob,
    (act, world): (&Act<'_>, &dyn World),
) -> Result<OfficeEvent, StoreError> {
    let id = match job {
        OfficeJob::Table(job) => return tables::carry_out(station, &mut session.tables, *job, act, world),
        OfficeJob::DaySeat { subject, job } => return day_seats::carry_out(station, subject, job, (act, world)),
        OfficeJob::EndArrived { id, task, outcome } => match station.end_task(task, outcome, "", act)? {
            Ok(()) => id,
            Err(taken) => return Ok(OfficeEvent::Refused(Refused::Taken(taken.0.name))),
        },
        OfficeJob::TellAtOnce { id } => {
            station.told_at_once(id, act)?;
            id
        }
        OfficeJob::OpenArrived { id } => id,
        _ => return Ok(OfficeEvent::Arrived(station.arrived(act.now)?)),
    };
    Ok(OfficeEvent::ArrivedOpened(Box::new(station.open_arrived(id, act)?)))
}

/// What is done about seats of day jobs; then how they stand, those of the last days too: a day is often confirmed the next
/// morning.
fn seats(station: &mut Station, job: OfficeJob, act: &Act<'_>, world: &dyn World) -> Result<OfficeEvent, StoreError> {
    match job {
        OfficeJob::SeatWork { seat, work, for_employer } => {
            let says = Says::Employer { name: &for_employer, act };
            station.say_work(seat, says, work, act.now, random_bytes(world))?;
        }
        OfficeJob::MoveSeat { seat, to } => station.move_seat(seat, None, to, act.now, random_bytes(world))?,
        _ => {}
    }
    let from = act.today.saturating_sub(SEATS_DAYS.days());
    Ok(OfficeEvent::Seats(station.desk_seats(from, act)?))
}

/// What changes something about a person: afterwards her page is read anew.
fn change_seeker(
    station: &mut Station,
    known: &mut seekers::Known,
    job: OfficeJob,
    act: &Act<'_>,
) -> Result<OfficeEvent, StoreError> {
    let subject = match job {
        OfficeJob::Merge { stays, away, reason } => {
            station.merge(stays, away, &reason, act)?;
            stays
        }
        OfficeJob::SetTag { subject, category, holds, source, evidence } => {
            let consent = seekers::consent_to_tags(station, subject)?;
            let until = (!holds).then(|| act.today.yesterday().unwrap_or(act.today));
            let from = if holds { act.today } else { until.unwrap_or(act.today) };
            let tag = Tag { category, source, from, until, evidence };
            if tag.category.is_sensitive() && consent.is_none() {
                return Ok(OfficeEvent::Refused(Refused::Step(NoStep::NoConsent)));
            }
            station.set_tag(subject, &tag, &consent.unwrap_or_default(), act)?;
            help::trigger_for(station, subject, (act.now, act.today))?;
            subject
        }
        OfficeJob::Record { subject, service } => {
            station.record_service(subject, &service, act)?;
            subject
        }
        OfficeJob::Confirm { subject, service } => {
            station.confirm_service(service, act)?;
            subject
        }
        OfficeJob::Void { subject, service, reason } => {
            station.void_service(service, &reason, act)?;
            subject
        }
        OfficeJob::Promise { subject, note, in_days } => {
            station.promise(subject, &note, act.today.saturating_add(in_days.clamp(0, 366).days()), act)?;
            subject
        }
        OfficeJob::MoveReferral { subject, id, to, reason } => {
            if let Err(no) = station.move_referral(id, to, reason, act)? {
                return Ok(OfficeEvent::Refused(Refused::Step(no)));
            }
            subject
        }
        _ => return Err(StoreError::NotFound("job")),
    };
    seekers::read(station, known, subject, act).map(|seeker| OfficeEvent::Seeker(seeker.map(Box::new)))
}
