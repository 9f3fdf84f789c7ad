//! The part of `update` that is about employers and the desk's own forms: what a touch asks, what an answer shows.

use super::office::{ask, go};
use super::state::State;
use crate::domain::firms::{Stage, answers_of, vacancy};
use crate::domain::review::Told;
use crate::domain::service::fill::Answers;
use crate::domain::task::Reason;
use crate::domain::{EntryId, Given};
use crate::runtime::{FirmsEvent, FirmsJob, Job, OfficeJob};
use crate::screens::Screen;
use crate::screens::staff::office::ask::{Asking, Purpose, answers};
use crate::screens::staff::office::{FirmsCommand, FirmsDraft, FirmsPlace};
use crate::screens::staff::{OfficePlace, StaffScreen};

fn asked(job: FirmsJob) -> Vec<Job> {
    ask(OfficeJob::Firms(Box::new(job)))
}

/// What a touch about employers leads to.
pub fn carry_out(state: &mut State, command: FirmsCommand) -> Vec<Job> {
    let firms = &mut state.staff.office.firms;
    firms.not_yet = None;
    let firm = firms.file.as_ref().map(|file| file.row.id);
    let offer = firms.offer.as_ref().map(|offer| offer.id);
    match (command, firm, offer) {
        (FirmsCommand::List, ..) => {
            firms.list = None;
            go(state, OfficePlace::Firms(FirmsPlace::List));
            asked(FirmsJob::List)
        }
        (FirmsCommand::Open(firm), ..) => {
            firms.file = None;
            go(state, OfficePlace::Firms(FirmsPlace::File));
            asked(FirmsJob::Open { firm })
        }
        (FirmsCommand::New, ..) => begin(state, Purpose::Firm, Answers::new()),
        (FirmsCommand::OpenOffer(offer), ..) => open_offer(state, offer),
        (FirmsCommand::TakeUp, ..) => take_up(state),
        (FirmsCommand::Change, Some(_), _) => {
            let known = firms.file.as_ref().map(|file| answers_of(&file.row.firm)).unwrap_or_default();
            begin(state, Purpose::Firm, known)
        }
        (FirmsCommand::LookAfter, Some(firm), _) => asked(FirmsJob::LookAfter { firm }),
        (FirmsCommand::NewOffer, Some(firm), _) => {
            let known = known_of_offer(state);
            begin(state, Purpose::Offer { firm, corrects: None }, known)
        }
        (FirmsCommand::EditOffer, Some(firm), Some(offer)) => {
            let known = firms.offer.as_ref().map(|offer| offer.answers.clone()).unwrap_or_default();
            begin(state, Purpose::Offer { firm, corrects: Some(offer) }, known)
        }
        (FirmsCommand::Note(deed), Some(firm), _) => begin(state, Purpose::Note { firm, deed }, Answers::new()),
        (FirmsCommand::CloseNote(note), ..) => begin(state, Purpose::CloseNote(note), Answers::new()),
        (FirmsCommand::LetThrough(reasons), _, Some(offer)) => asked(FirmsJob::LetThrough { offer, reasons }),
        (FirmsCommand::SendBack(remark), _, Some(offer)) => asked(FirmsJob::SendBack { offer, remark }),
        (FirmsCommand::Recall(reason), _, Some(offer)) => asked(FirmsJob::Recall { offer, reason }),
        _ => Vec::new(),
    }
}

fn open_offer(state: &mut State, offer: i64) -> Vec<Job> {
    state.staff.office.firms.offer = None;
    state.session.draft.staff.office.firms = FirmsDraft::default();
    go(state, OfficePlace::Firms(FirmsPlace::Offer));
    asked(FirmsJob::OpenOffer { offer })
}

/// Opens a form of the desk.
pub fn begin(state: &mut State, purpose: Purpose, known: Answers) -> Vec<Job> {
    state.staff.office.firms.faults.clear();
    state.session.draft.staff.office.asking = Asking::of(purpose, known);
    go(state, OfficePlace::Ask);
    Vec::new()
}

/// Opens the employer's form with what a wish of an employer says; that of the posting follows.
fn take_up(state: &mut State) -> Vec<Job> {
    let wish = state.staff.office.arrived.file.as_ref().and_then(|file| file.submission.as_ref());
    let Some((firm, offer)) = wish.and_then(vacancy::known) else { return Vec::new() };
    let jobs = begin(state, Purpose::Firm, firm);
    state.session.draft.staff.office.asking.then_offer = Some(offer);
    jobs
}

/// What a new posting need not ask: whom to call is known of the employer.
fn known_of_offer(state: &State) -> Answers {
    let Some(file) = &state.staff.office.firms.file else { return Answers::new() };
    let firm = &file.row.firm;
    let one = |text: &str| Given::One(text.to_owned());
    let reach = [("contact".to_owned(), one(&firm.contact)), ("phone".to_owned(), one(&firm.phone))];
    let mut known = Answers::from(reach);
    // The place of the last posting is mostly the place of the next.
    if let Some(last) = file.offers.first() {
        known.insert("place".to_owned(), one(Told::of(&last.answers).text("place")));
    }
    known
}

/// A form of the desk is filled in.
pub fn answered(state: &mut State) -> Vec<Job> {
    let asking = &state.session.draft.staff.office.asking;
    let given = answers(&asking.form.filled);
    let told = Told::of(&given);
    let text = |id: &str| told.text(id).to_owned();
    match asking.purpose {
        Purpose::Firm => asked(FirmsJob::Save { answers: given }),
        Purpose::Offer { firm, corrects } => asked(FirmsJob::SaveOffer { firm, answers: given, corrects }),
        Purpose::Note { firm, deed } => asked(FirmsJob::Note { firm, deed, answers: given }),
        Purpose::CloseNote(note) => asked(FirmsJob::CloseNote { note, result: text("result") }),
        Purpose::Closing => ask(OfficeJob::HandOver { note: text("note") }),
        Purpose::Promise => {
            let days = told.number("days").unwrap_or(1);
            let note = text("note");
            let Some(subject) = state.staff.office.person().map(|seeker| seeker.subject) else { return Vec::new() };
            leave_form(state);
            // Counted by the store thread from its own day.
            ask(OfficeJob::Promise { subject, note, in_days: days })
        }
    }
}

/// What a task is about, where it is about nobody.
pub fn open_matter(state: &mut State, firm: i64, name: &str, reason: Reason) -> Vec<Job> {
    state.session.draft.staff.office.task = None;
    match (reason, name.parse::<i64>()) {
        (Reason::ReviewPosting | Reason::PostingSentBack, Ok(offer)) => open_offer(state, offer),
        (Reason::Submission | Reason::Wish | Reason::Applied, _) => match name.parse() {
            Ok(id) => super::arrived::open(state, EntryId(id)),
            Err(_) => Vec::new(),
        },
        _ => carry_out(state, FirmsCommand::Open(firm)),
    }
}

/// Takes in what the store thread says of employers.
pub fn take_in(state: &mut State, event: FirmsEvent) {
    let firms = &mut state.staff.office.firms;
    match event {
        FirmsEvent::List(list) => firms.list = Some(list),
        FirmsEvent::File(file) => firms.file = Some(file),
        FirmsEvent::Faults(faults) => {
            firms.faults = faults;
            let form = &mut state.session.draft.staff.office.asking.form;
            (form.tried, form.filled.step) = (true, 0);
        }
        FirmsEvent::NotYet { offer, why } => {
            (firms.offer, firms.not_yet) = (Some(offer), Some(why));
        }
        FirmsEvent::Written(file) => {
            let firm = file.row.id;
            firms.file = Some(file);
            let then = state.session.draft.staff.office.asking.then_offer.take();
            leave_form(state);
            show(state, FirmsPlace::File);
            if let Some(said) = then {
                let mut known = known_of_offer(state);
                known.extend(said);
                begin(state, Purpose::Offer { firm, corrects: None }, known);
            }
        }
        FirmsEvent::Offer { file, offer } => {
            if offer.stage != Stage::Review {
                state.session.draft.staff.office.firms = FirmsDraft::default();
            }
            (firms.file, firms.offer) = (Some(file), Some(offer));
            if leave_form(state) {
                state.session.draft.staff.office.firms = FirmsDraft::default();
                show(state, FirmsPlace::Offer);
            }
        }
    }
}

/// Away from a form that was filled in; whether one was open.
fn leave_form(state: &mut State) -> bool {
    let form = Screen::Staff(StaffScreen::Office(OfficePlace::Ask));
    let open = *state.session.screen() == form;
    if open {
        state.session.stack.pop();
        state.session.draft.staff.office.asking = Asking::default();
    }
    open
}

/// To a page of an employer; where it is open below, back to it.
fn show(state: &mut State, place: FirmsPlace) {
    let page = Screen::Staff(StaffScreen::Office(OfficePlace::Firms(place)));
    match state.session.stack.iter().position(|screen| *screen == page) {
        Some(at) => state.session.stack.truncate(at + 1),
        None => state.session.stack.push(page),
    }
}
