//! The back office's part of `update`: what its commands ask of the store, and what its answers show.

use super::firms;
use super::state::State;
use crate::domain::desk::Refused;
use crate::domain::handing_in::ReportAsked;
use crate::domain::service::fill::Answers;
use crate::domain::{Form, Posting, PostingId, ReceiptNo, ServiceKind, TagSource};
use crate::i18n::Words;
use crate::runtime::{Job, OfficeEvent, OfficeJob};
use crate::screens::staff::office::{PinDraft, PushDraft, Recording, SeatDraft, Shown, is_document};
use crate::screens::staff::{OfficeCommand, OfficeDraft, OfficePlace, StaffScreen};
use crate::screens::{Opened, Screen};
use std::sync::Arc;

/// What a touch in the back office leads to.
pub fn carry_out(state: &mut State, command: OfficeCommand) -> Vec<Job> {
    state.staff.office.refused = None;
    let office = &mut state.staff.office;
    match command {
        OfficeCommand::Seekers => {
            state.session.draft.staff.office = OfficeDraft::default();
            go(state, OfficePlace::Seekers);
            ask(OfficeJob::ListSeekers)
        }
        OfficeCommand::Find(text) => find(&text),
        OfficeCommand::Open(subject) => {
            office.seeker = Shown::Reading;
            open(state);
            ask(OfficeJob::OpenSeeker { subject })
        }
        OfficeCommand::OpenReceipt(receipt) => {
            office.seeker = Shown::Reading;
            open(state);
            ask(OfficeJob::OpenSeekerOf { receipt })
        }
        OfficeCommand::Queue(queue) => {
            office.tasks = None;
            state.session.draft.staff.office.task = None;
            state.session.draft.staff.office.task_note.clear();
            go(state, OfficePlace::Queue(queue));
            ask(OfficeJob::ListTasks { queue })
        }
        OfficeCommand::Take(id) => with_queue(state, |queue| OfficeJob::TakeTask { queue, id }),
        OfficeCommand::PutBack(id) => with_queue(state, |queue| OfficeJob::PutBackTask { queue, id }),
        OfficeCommand::End(id, outcome) => {
            let note = std::mem::take(&mut state.session.draft.staff.office.task_note).trim().to_owned();
            with_queue(state, |queue| OfficeJob::EndTask { queue, id, outcome, note })
        }
        OfficeCommand::Refer(receipt, posting) => refer(state, receipt, posting),
        OfficeCommand::Closing => {
            office.due = None;
            go(state, OfficePlace::Closing);
            [ask(OfficeJob::Look), ask(OfficeJob::ListDue)].concat()
        }
        OfficeCommand::HandOver => ask(OfficeJob::HandOver { note: String::new() }),
        OfficeCommand::ReadClosing(id) => ask(OfficeJob::ReadClosing { id }),
        OfficeCommand::Pin => open_pin(state),
        OfficeCommand::ChangePin { old, new } => ask(OfficeJob::ChangePin { old, new }),
        OfficeCommand::Seats | OfficeCommand::SeatWork { .. } | OfficeCommand::MoveSeat(..) => seats(state, command),
        elsewhere => beyond(state, elsewhere),
    }
}

/// What is asked of employers, forms of the desk and policies; everything else is about the person whose page is open.
fn beyond(state: &mut State, command: OfficeCommand) -> Vec<Job> {
    match command {
        OfficeCommand::Firms(command) => firms::carry_out(state, command),
        OfficeCommand::Account(command) => super::accounts::carry_out(state, command),
        OfficeCommand::Audit => {
            (state.staff.office.audit, state.staff.office.audit_written) = (None, None);
            go(state, OfficePlace::Audit);
            ask(OfficeJob::ReadAudit)
        }
        OfficeCommand::ExportAudit => {
            let name = Words::of(state.session.language).audit_title().to_owned();
            ask(OfficeJob::ExportAudit { name })
        }
        OfficeCommand::Monitor => {
            state.staff.office.monitor = None;
            go(state, OfficePlace::Monitor);
            ask(OfficeJob::Monitor)
        }
        OfficeCommand::Evidence(figure, span) => {
            state.staff.office.evidence = None;
            go(state, OfficePlace::Evidence(figure));
            ask(OfficeJob::Evidence { figure, span })
        }
        OfficeCommand::Waits(of) => {
            state.staff.office.waits = None;
            go(state, OfficePlace::Waits(of));
            ask(OfficeJob::Waits(of))
        }
        OfficeCommand::Report(asked, write) => report(state, asked, write),
        OfficeCommand::Policies => {
            state.staff.office.policies = None;
            state.session.draft.staff.office.push = PushDraft::default();
            go(state, OfficePlace::Policies);
            ask(OfficeJob::FindPolicies { content: Arc::clone(&state.content) })
        }
        OfficeCommand::TellPolicy { subject, policy, title, now } => {
            state.session.draft.staff.office.push.person = None;
            let content = Arc::clone(&state.content);
            ask(OfficeJob::TellPolicy { subject, policy, title, now, content })
        }
        OfficeCommand::DaySeat(command) => super::day_seats::carry_out(state, command),
        OfficeCommand::Arrived(command) => super::arrived::carry_out(state, command),
        OfficeCommand::Table(command) => super::tables::carry_out(state, command),
        OfficeCommand::Answered => firms::answered(state),
        OfficeCommand::Ask(purpose) => firms::begin(state, purpose, Answers::new()),
        OfficeCommand::OpenMatter(of, name, reason) => firms::open_matter(state, of, &name, reason),
        about_somebody => about_seeker(state, about_somebody),
    }
}

/// Shows a report, or writes it; the page is opened where it is not open yet.
fn report(state: &mut State, asked: ReportAsked, write: bool) -> Vec<Job> {
    state.staff.office.report_asked = Some(asked);
    if !write {
        state.staff.office.report = None;
    }
    if *state.session.screen() != Screen::Staff(StaffScreen::Office(OfficePlace::Report)) {
        go(state, OfficePlace::Report);
    }
    ask(OfficeJob::Report { asked, language: state.session.language, write })
}

pub(super) fn open_pin(state: &mut State) -> Vec<Job> {
    state.staff.office.pin_changed = false;
    state.session.draft.staff.office = OfficeDraft::default();
    go(state, OfficePlace::Pin);
    Vec::new()
}

/// What is asked about seats of day jobs.
fn seats(state: &mut State, command: OfficeCommand) -> Vec<Job> {
    state.session.draft.staff.office.seat = SeatDraft::default();
    match command {
        OfficeCommand::SeatWork { seat, work, for_employer } => ask(OfficeJob::SeatWork { seat, work, for_employer }),
        OfficeCommand::MoveSeat(seat, to) => ask(OfficeJob::MoveSeat { seat, to }),
        _ => {
            state.staff.office.seats = None;
            go(state, OfficePlace::Seats);
            ask(OfficeJob::ListSeats)
        }
    }
}

/// What is asked about the person whose page is open.
fn about_seeker(state: &mut State, command: OfficeCommand) -> Vec<Job> {
    let Some(seeker) = state.staff.office.person() else { return Vec::new() };
    let (subject, receipt) = (seeker.subject, seeker.receipt.clone());
    let words = Words::of(state.session.language);
    match command {
        OfficeCommand::Recording(ServiceKind::Recommendation) => super::desk::look_for(state, receipt),
        OfficeCommand::Recording(kind) => {
            state.session.draft.staff.office.recording = Recording::of(kind);
            go(state, OfficePlace::Record);
            Vec::new()
        }
        OfficeCommand::Record(service) => {
            // Back on her page, where it will stand.
            state.session.stack.pop();
            ask(OfficeJob::Record { subject, service })
        }
        OfficeCommand::Confirm(service) => ask(OfficeJob::Confirm { subject, service }),
        OfficeCommand::Void(service) => {
            state.session.draft.staff.office.voiding = None;
            ask(OfficeJob::Void { subject, service, reason: words.desk_service_void_sure().to_owned() })
        }
        OfficeCommand::Move(id, to, reason) => {
            state.session.draft.staff.office.failing = None;
            ask(OfficeJob::MoveReferral { subject, id, to, reason })
        }
        OfficeCommand::Tag(category, holds, document) => {
            let evidence = words.joined(&[words.tag_evidence(), &document]);
            // The store thread knows which day it is; a group that ends, ended yesterday.
            ask(OfficeJob::SetTag { subject, category, holds, source: TagSource::Verified, evidence })
        }
        OfficeCommand::Compare(other) => {
            state.staff.office.other = None;
            go(state, OfficePlace::Merge);
            ask(OfficeJob::Compare { subject: other })
        }
        OfficeCommand::Merge => {
            let Some(other) = &state.staff.office.other else { return Vec::new() };
            let away = other.subject;
            state.session.stack.pop();
            ask(OfficeJob::Merge { stays: subject, away, reason: words.merge_reason().to_owned() })
        }
        OfficeCommand::Renew => ask(OfficeJob::RenewalOf { subject }),
        _ => Vec::new(),
    }
}

pub(super) fn ask(job: OfficeJob) -> Vec<Job> {
    vec![Job::Office(Box::new(job))]
}

pub(super) fn go(state: &mut State, place: OfficePlace) {
    state.session.stack.push(Screen::Staff(StaffScreen::Office(place)));
}

/// To a person's page; where it is open below, back to it.
fn open(state: &mut State) {
    let page = Screen::Staff(StaffScreen::Office(OfficePlace::Seeker));
    match state.session.stack.iter().position(|screen| *screen == page) {
        Some(place) => state.session.stack.truncate(place + 1),
        None => state.session.stack.push(page),
    }
}

/// Hanzi are sounded, so that 章 finds 张; a whole number is looked up.
fn find(text: &str) -> Vec<Job> {
    if is_document(text) {
        return ask(OfficeJob::LookUp { number: text.to_owned() });
    }
    if text.is_ascii() { Vec::new() } else { ask(OfficeJob::SoundOf { text: text.to_owned() }) }
}

fn with_queue(state: &State, job: impl FnOnce(crate::domain::task::Queue) -> OfficeJob) -> Vec<Job> {
    match state.session.screen() {
        Screen::Staff(StaffScreen::Office(OfficePlace::Queue(queue))) => ask(job(*queue)),
        _ => Vec::new(),
    }
}

/// Recommends a posting: it is read whole first, because the slip shows all of it.
fn refer(state: &mut State, receipt: ReceiptNo, posting: PostingId) -> Vec<Job> {
    if let Opened::Here(here) = &state.session.opened
        && here.id == posting
    {
        return ask(OfficeJob::Refer { receipt, posting: here.clone() });
    }
    state.desk.referring = Some((receipt, posting));
    vec![Job::OpenPosting { id: posting }]
}

/// A posting was read: the one that is to be recommended goes on its way.
pub fn posting_opened(state: &mut State, id: PostingId, posting: Option<&Posting>) -> Vec<Job> {
    let Some((receipt, _)) = state.desk.referring.take_if(|(_, wanted)| *wanted == id) else { return Vec::new() };
    let Some(posting) = posting else {
        state.staff.office.refused = Some(Refused::Gone);
        return Vec::new();
    };
    ask(OfficeJob::Refer { receipt, posting: Box::new(posting.clone()) })
}

/// What there is to do, for the desk's first page.
pub fn look() -> Vec<Job> {
    ask(OfficeJob::Look)
}

/// Who may be in the form already, once name or number has been typed.
pub fn find_alike(form: &Form) -> Vec<Job> {
    let typed = form.name.trim().chars().count() >= 2 || is_document(&form.id_number);
    if typed { ask(OfficeJob::FindAlike { form: Box::new(form.clone()) }) } else { Vec::new() }
}

/// Takes in what the store thread says to the back office.
pub fn take_in(state: &mut State, event: OfficeEvent) -> Vec<Job> {
    let office = &mut state.staff.office;
    match event {
        OfficeEvent::Outlook(outlook) => office.outlook = Some(outlook),
        OfficeEvent::Seekers(rows) => office.seekers = Some(rows),
        OfficeEvent::Sound { text, sound } => office.sound = (text, sound),
        OfficeEvent::LookedUp { number, subject } => office.looked_up = Some((number, subject)),
        OfficeEvent::Seeker(seeker) => office.seeker = seeker.map_or(Shown::Gone, Shown::Here),
        OfficeEvent::Compared(other) => office.other = other,
        OfficeEvent::Alike(alike) => office.alike = alike,
        OfficeEvent::Due(rows) => office.due = Some(rows),
        OfficeEvent::Tasks { queue, rows } => office.tasks = Some((queue, rows)),
        OfficeEvent::Referred { receipt, posting } => {
            office.referred = Some((receipt, posting));
            go(state, OfficePlace::Referred);
        }
        OfficeEvent::HandedOver => return super::desk::sign_out_to_home(state),
        OfficeEvent::PinChanged => {
            office.pin_changed = true;
            state.staff.signed_in.iter_mut().for_each(|member| member.pin_given = false);
            state.session.draft.staff.office.pin = PinDraft::default();
        }
        OfficeEvent::Accounts(accounts) => super::accounts::take_in(state, accounts),
        OfficeEvent::Audit { lines, chain } => office.audit = Some((lines, chain)),
        OfficeEvent::AuditWritten(written) => office.audit_written = Some(written),
        OfficeEvent::Monitor(monitor) => office.monitor = Some(monitor),
        OfficeEvent::Report(report) => office.report = Some(report),
        OfficeEvent::Evidence { figure, rows } => office.evidence = Some((figure, rows)),
        OfficeEvent::Waits(of, rows) => office.waits = Some((of, rows)),
        OfficeEvent::Seats(seats) => office.seats = Some(seats),
        OfficeEvent::Policies(policies) => office.policies = Some(policies),
        OfficeEvent::DaySeat(event) => return super::day_seats::take_in(state, *event),
        OfficeEvent::Arrived(list) => office.arrived.list = Some(list),
        OfficeEvent::ArrivedOpened(file) => office.arrived.file = Some(file),
        OfficeEvent::Table(event) => return super::tables::take_in(state, *event),
        OfficeEvent::Firms(event) => firms::take_in(state, *event),
        OfficeEvent::Renewal(form) => return super::desk::open(state, *form),
        OfficeEvent::Refused(refused) => {
            let account = &mut state.session.draft.staff.office.account;
            account.pin = PinDraft::default();
            // Another name, or another PIN on the pad.
            account.asking_pin &= refused != Refused::NameTaken;
            office.refused = Some(refused);
            state.session.draft.staff.office.pin = PinDraft::default();
            state.session.draft.staff.office.task = None;
        }
    }
    Vec::new()
}
