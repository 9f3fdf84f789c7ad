//! The staff desk's part of `update`: signing in and out, the draft that is kept as it is typed, registering.

use super::machine;
use super::office;
use super::state::State;
use super::visit;
use crate::domain::scan::{Scan, SlipProof};
use crate::domain::{Form, JobKind, PostingId, ReceiptNo};
use crate::runtime::{Event, Job, OfficeJob};
use crate::screens::staff::office::OfficePlace;
use crate::screens::staff::{Found, PersonMatches, PostingPeople, StaffCommand, StaffDraft, StaffFacts, StaffScreen};
use crate::screens::{Opened, Screen};

/// How long typing must rest before the draft is written.
const REST_MILLIS: u64 = 1_000;
/// Entries the desk lists.
const ENTRIES: usize = 100;
/// Postings recommended to one person, and people for one posting: more than anyone looks through at a desk.
const SUGGESTIONS: usize = 20;

/// What the desk remembers between two frames and no screen shows.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// The form as it was at the last frame.
    seen: Option<Form>,
    /// The form as the store has it.
    kept: Option<Form>,
    /// When the form was last changed, if the store does not have it yet.
    changed_at: Option<u64>,
    /// The next draft that comes is a refused registration to be corrected.
    reopening: bool,
    /// To whom the posting is to be recommended that is being read.
    pub referring: Option<(ReceiptNo, PostingId)>,
}

impl Desk {
    /// When the draft is to be written, in steady milliseconds.
    #[must_use]
    pub fn due(&self) -> Option<u64> {
        self.changed_at.map(|at| at + REST_MILLIS)
    }
}

/// Carries out what a clerk's touch asks for.
pub fn carry_out(state: &mut State, command: StaffCommand) -> Vec<Job> {
    if let StaffCommand::SignIn { staff, pin } = command {
        state.staff.checking = true;
        state.staff.refusal = None;
        return vec![Job::SignIn { staff, pin }];
    }
    if state.staff.signed_in.is_none() {
        return Vec::new();
    }
    match command {
        StaffCommand::SignIn { .. } => Vec::new(),
        StaffCommand::SignOut => sign_out_to_home(state),
        StaffCommand::Begin => open(state, Form::default()),
        StaffCommand::Resume => {
            let form = state.staff.left_draft.take();
            form.map_or_else(Vec::new, |form| {
                state.desk.kept = Some((*form).clone());
                open(state, *form)
            })
        }
        StaffCommand::Discard => discard(state),
        StaffCommand::Finish => finish(state),
        StaffCommand::ShowEntries => {
            go(state, StaffScreen::Entries);
            vec![Job::ListEntries { limit: ENTRIES }]
        }
        StaffCommand::Reopen(id) => {
            state.desk.reopening = true;
            vec![Job::ReopenRefused { id }]
        }
        StaffCommand::Match(receipt) => look_for(state, receipt),
        StaffCommand::MatchInstead(kind) => look_instead(state, kind),
        StaffCommand::OpenPosting(id) => {
            go(state, StaffScreen::Posting(id));
            state.session.opened = Opened::Reading(id);
            vec![Job::OpenPosting { id }]
        }
        StaffCommand::FindPeople => find_people(state),
        StaffCommand::ShowGigs => {
            state.staff.gigs = None;
            go(state, StaffScreen::Gigs);
            vec![Job::ListFreePeople]
        }
        StaffCommand::ShowReports => {
            go(state, StaffScreen::Reports);
            visit::list_reports(state)
        }
        StaffCommand::CloseReports(posting) => visit::close_reports(state, posting),
        StaffCommand::Machine => machine::examine(state),
        StaffCommand::StandAt(place) => office::ask(OfficeJob::StandAt(place)),
        StaffCommand::Clean => machine::clean(state),
        StaffCommand::Practise => machine::practise(state),
        StaffCommand::SendNow => vec![Job::SyncNow],
        StaffCommand::Desk => {
            to_desk(state);
            vec![Job::FindDraft]
        }
        StaffCommand::Office(command) => office::carry_out(state, command),
    }
}

fn discard(state: &mut State) -> Vec<Job> {
    state.staff.left_draft = None;
    vec![Job::DiscardDraft]
}

/// Opens the recommendations for a person: what a match may know of her comes from the store, the postings from the
/// search.
pub fn look_for(state: &mut State, receipt: ReceiptNo) -> Vec<Job> {
    let rows = state.staff.entries.iter().flatten();
    let name = rows.filter(|row| row.receipt == receipt).map(|row| row.name.clone()).next().unwrap_or_default();
    state.staff.matches =
        Some(PersonMatches { receipt: receipt.clone(), name, instead: None, proof: None, found: Found::Looking });
    if *state.session.screen() != Screen::Staff(StaffScreen::Matches) {
        go(state, StaffScreen::Matches);
    }
    vec![Job::ReadProfile { receipt }]
}

/// Opens the recommendations for the person whose slip was scanned. The registrations are read again: her name may not be
/// here yet.
pub fn scanned(state: &mut State, scan: Scan) -> Vec<Job> {
    let mut jobs = vec![Job::ListEntries { limit: ENTRIES }];
    jobs.extend(look_for(state, scan.receipt));
    match scan.seal {
        Some(seal) => jobs.push(Job::CheckSlip { seal }),
        None => state.staff.matches.iter_mut().for_each(|matches| matches.proof = Some(SlipProof::None)),
    }
    jobs
}

/// The recommendations for the person who is shown, if she did another job; the page stays.
fn look_instead(state: &mut State, kind: JobKind) -> Vec<Job> {
    let Some(matches) = &mut state.staff.matches else { return Vec::new() };
    matches.instead = Some(kind);
    matches.found = Found::Looking;
    vec![Job::ReadProfile { receipt: matches.receipt.clone() }]
}

/// Opens the list of people for the posting that is open.
fn find_people(state: &mut State) -> Vec<Job> {
    let Opened::Here(posting) = &state.session.opened else { return Vec::new() };
    let posting = posting.clone();
    state.staff.people = Some(PostingPeople { posting: posting.id, title: posting.title.clone(), found: None });
    go(state, StaffScreen::People);
    vec![Job::FindPeople { posting, ground: state.content.ground().clone(), limit: SUGGESTIONS }]
}

/// Takes in what was found out for a person or for the day jobs; what nobody waits for any more is dropped.
fn take_in_matches(state: &mut State, event: Event) -> Vec<Job> {
    let matches = state.staff.matches.as_mut();
    match event {
        Event::ProfileRead { receipt, profile } => {
            let Some(matches) = matches.filter(|matches| matches.receipt == receipt) else { return Vec::new() };
            if let Some(profile) = profile {
                let profile = match matches.instead {
                    Some(kind) => Box::new(profile.wanting(kind)),
                    None => profile,
                };
                return vec![Job::Suggest { receipt, profile, limit: SUGGESTIONS }];
            }
            matches.found = Found::Gone;
        }
        Event::SlipChecked { receipt, proof } => {
            if let Some(matches) = matches.filter(|matches| matches.receipt == receipt) {
                matches.proof = Some(proof);
            }
        }
        Event::Suggested { receipt, suggestions } => {
            if let Some(matches) = matches.filter(|matches| matches.receipt == receipt) {
                matches.found = Found::Here(suggestions);
            }
        }
        Event::PeopleFound { posting, people } => {
            if let Some(shown) = state.staff.people.as_mut().filter(|shown| shown.posting == posting) {
                shown.found = Some(people);
            }
        }
        Event::FreePeople(people) if *state.session.screen() == Screen::Staff(StaffScreen::Gigs) => {
            return vec![Job::AssignGigs { people }];
        }
        Event::GigsAssigned(list) => state.staff.gigs = Some(list),
        _ => {}
    }
    Vec::new()
}

fn go(state: &mut State, screen: StaffScreen) {
    state.session.stack.push(Screen::Staff(screen));
}

fn to_desk(state: &mut State) {
    let desk = Screen::Staff(StaffScreen::Desk);
    match state.session.stack.iter().position(|screen| *screen == desk) {
        Some(place) => state.session.stack.truncate(place + 1),
        None => state.session.stack.push(desk),
    }
}

/// Lays a form on the desk.
pub fn open(state: &mut State, mut form: Form) -> Vec<Job> {
    let clerk = state.staff.signed_in.as_ref().map(|member| member.name.clone());
    form.assisted_by = form.assisted_by.or(clerk);
    state.desk.seen = Some(form.clone());
    state.desk.changed_at = None;
    state.session.draft.staff = StaffDraft::of(form);
    state.staff.faults.clear();
    state.staff.trouble = None;
    state.staff.draft_saved_at = None;
    state.staff.office.alike.clear();
    to_desk(state);
    go(state, StaffScreen::Form);
    Vec::new()
}

fn finish(state: &mut State) -> Vec<Job> {
    if state.staff.saving {
        return Vec::new();
    }
    state.staff.saving = true;
    state.staff.faults.clear();
    state.staff.trouble = None;
    // What follows in the same channel must not bring back as a draft what has been registered.
    state.desk.changed_at = None;
    vec![Job::Register { form: Box::new(state.session.draft.staff.form.clone()) }]
}

/// Takes in what the store says to the desk. An answer for someone who has signed out meanwhile is not kept.
pub fn take_in(state: &mut State, event: Event) -> Vec<Job> {
    match event {
        Event::Staff(members) => state.staff.members = Some(members),
        Event::SignedIn(member) if *state.session.screen() == Screen::Staff(StaffScreen::SignIn) => {
            state.session.stack.pop();
            state.staff = StaffFacts { signed_in: Some(member), ..StaffFacts::default() };
            state.session.draft.staff = StaffDraft::default();
            go(state, StaffScreen::Desk);
            let mut jobs = vec![Job::FindDraft];
            jobs.extend(guard(state));
            return jobs;
        }
        Event::SignInRefused(refusal) => {
            state.staff.checking = false;
            state.staff.refusal = Some(refusal);
        }
        // For everybody, and for nobody who is signed in.
        Event::Board(figures) => state.board = Some(figures),
        _ if state.staff.signed_in.is_none() => {}
        Event::DraftFound(form) => return draft_found(state, form),
        Event::DraftSaved { at } => state.staff.draft_saved_at = Some(at),
        Event::Registered(registered) => {
            state.staff.saving = false;
            state.staff.registered = Some(registered);
            state.staff.left_draft = None;
            state.desk = Desk::default();
            state.session.draft.staff = StaffDraft::default();
            to_desk(state);
            go(state, StaffScreen::Receipt);
        }
        Event::NotRegistered(faults) => {
            state.staff.saving = false;
            state.staff.faults = faults;
            state.session.draft.staff.tried = true;
        }
        Event::Entries(rows) => {
            if let Some(matches) = &mut state.staff.matches {
                let row = rows.iter().find(|row| row.receipt == matches.receipt);
                matches.name = row.map_or_else(String::new, |row| row.name.clone());
            }
            state.staff.entries = Some(rows);
        }
        Event::ProfileRead { .. }
        | Event::SlipChecked { .. }
        | Event::Suggested { .. }
        | Event::PeopleFound { .. }
        | Event::FreePeople(_)
        | Event::GigsAssigned(_) => return take_in_matches(state, event),
        Event::Office(event) => return office::take_in(state, *event),
        Event::StoreFailed(trouble) => {
            state.staff.saving = false;
            state.staff.trouble = Some(trouble);
            state.desk.reopening = false;
        }
        _ => {}
    }
    Vec::new()
}

/// Reads the list of registrations anew while somebody looks at it: what became of them may just have changed.
pub fn look_again(state: &State) -> Vec<Job> {
    let shown = *state.session.screen() == Screen::Staff(StaffScreen::Entries) && state.staff.signed_in.is_some();
    if shown { vec![Job::ListEntries { limit: ENTRIES }] } else { Vec::new() }
}

fn draft_found(state: &mut State, form: Option<Box<Form>>) -> Vec<Job> {
    if std::mem::take(&mut state.desk.reopening) {
        let Some(form) = form else { return Vec::new() };
        state.desk.kept = Some((*form).clone());
        return open(state, *form);
    }
    if *state.session.screen() != Screen::Staff(StaffScreen::Form) {
        state.staff.left_draft = form;
    }
    Vec::new()
}

/// Notices that the form has changed, and writes it once the typing rests.
pub fn tick(state: &mut State, millis: u64) -> Vec<Job> {
    if state.staff.signed_in.is_none() || *state.session.screen() != Screen::Staff(StaffScreen::Form) {
        return Vec::new();
    }
    let form = &state.session.draft.staff.form;
    let desk = &mut state.desk;
    if desk.seen.as_ref() != Some(form) {
        desk.seen = Some(form.clone());
        desk.changed_at = Some(millis);
        // What the store found wrong belongs to the form as it was.
        state.staff.faults.clear();
    }
    match desk.due() {
        Some(due) if due <= millis && !state.staff.saving => keep(state),
        _ => Vec::new(),
    }
}

fn keep(state: &mut State) -> Vec<Job> {
    state.desk.changed_at = None;
    let form = state.session.draft.staff.form.clone();
    if state.desk.kept.as_ref() == Some(&form) {
        return Vec::new();
    }
    state.desk.kept = Some(form.clone());
    let mut jobs = office::find_alike(&form);
    jobs.push(Job::SaveDraft { form: Box::new(form) });
    jobs
}

/// What is to be written before the form leaves the screen, whichever way.
pub fn before_leaving(state: &mut State) -> Vec<Job> {
    if *state.session.screen() != Screen::Staff(StaffScreen::Form) || state.staff.saving {
        return Vec::new();
    }
    let changed = state.desk.seen.as_ref() != Some(&state.session.draft.staff.form) || state.desk.changed_at.is_some();
    if changed { keep(state) } else { Vec::new() }
}

/// Who is no longer behind the PIN is signed out; who is behind it and not signed in is asked for it.
pub fn guard(state: &mut State) -> Vec<Job> {
    let screen = state.session.screen().clone();
    match screen {
        Screen::Staff(StaffScreen::SignIn) if state.staff.signed_in.is_some() => return sign_out(state),
        Screen::Staff(StaffScreen::SignIn) => {}
        Screen::Staff(_) if state.staff.signed_in.is_none() => {
            state.session.stack.pop();
            return guard(state);
        }
        Screen::Staff(StaffScreen::Office(OfficePlace::Pin)) => {}
        // Whoever opened the account knows its PIN: nothing is done under it before she has taken her own.
        Screen::Staff(_) if state.staff.signed_in.as_ref().is_some_and(|member| member.pin_given) => {
            return office::open_pin(state);
        }
        Screen::Staff(StaffScreen::Desk) if state.desk.seen.is_some() => {
            // Back from a form: what was typed is offered again.
            state.desk = Desk::default();
            state.session.draft.staff = StaffDraft::default();
            let mut jobs = vec![Job::FindDraft];
            jobs.extend(office::look());
            return jobs;
        }
        Screen::Staff(StaffScreen::Desk) => return office::look(),
        Screen::Staff(_) => {}
        _ if state.staff.signed_in.is_some() => return sign_out(state),
        _ => {}
    }
    Vec::new()
}

/// The store thread, too, forgets who was signed in.
pub fn sign_out(state: &mut State) -> Vec<Job> {
    let was_in = state.staff.signed_in.is_some();
    state.staff = StaffFacts::default();
    state.desk = Desk::default();
    state.session.draft.staff = StaffDraft::default();
    if was_in { vec![Job::Office(Box::new(OfficeJob::SignOut))] } else { Vec::new() }
}

/// Signs out and leaves the desk.
pub fn sign_out_to_home(state: &mut State) -> Vec<Job> {
    state.session.stack.truncate(2);
    sign_out(state)
}
