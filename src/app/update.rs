//! The one place that changes the state. It knows neither screen nor thread: an input comes in, jobs for the workers go
//! out, so that every way through the kiosk can be tested without a window.

use super::aloud;
use super::idle::Stage;
use super::listening;
use super::search_line::Want;
use super::state::{Session, State, Toast, ToastKind};
use super::unanswered;
use super::{arrived, board, desk, devices, machine, office, restart, service, stage, visit};
use crate::domain::content::Wanted;
use crate::domain::query::{CLOSING_DAYS, Filters, Matter, NEW_DAYS, Order, Query, Results};
use crate::domain::service::zones::wanted_by;
use crate::domain::{Posting, PostingId};
use crate::runtime::{Event, Job, Ticket};
use crate::screens::seeker::search;
use crate::screens::staff::StaffScreen;
use crate::screens::typing::Way;
use crate::screens::{Command, Condition, Listing, Opened, PAGE, Screen};

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    Command(Command),
    Event(Event),
    /// Somebody touched the screen or a key.
    Touched,
    /// A frame is about to be drawn.
    Tick,
    /// The texts of the page, to be read aloud.
    Seen(Vec<String>),
    /// A worker did not take a job.
    NotTaken,
}

/// When it happened: steady time, in milliseconds since the program began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    pub steady_millis: u64,
}

/// Newest postings that the first screen chooses its cards from.
const OVERVIEW: usize = 40;
/// How long passers-by see the same cards.
const SHELF_MILLIS: u64 = 60_000;
/// How old the counts of the first screen may become.
const OVERVIEW_MILLIS: u64 = 10 * 60_000;
/// Screens a person can go back through; far more than anybody opens.
const MAX_STACK: usize = 32;

/// Changes the state by what happened; gives back what the workers are to do.
pub fn update(state: &mut State, input: Input, now: Now) -> Vec<Job> {
    let mut jobs = change(state, input, now);
    jobs.extend(devices::follow(state));
    jobs.extend(stage::follow(state));
    jobs.extend(listening::follow(state));
    jobs
}

fn change(state: &mut State, input: Input, now: Now) -> Vec<Job> {
    let millis = now.steady_millis;
    match input {
        Input::Command(command) => {
            state.session.touched_at = millis;
            let mut jobs = aloud::before(state, &command);
            jobs.extend(desk::before_leaving(state));
            jobs.extend(unanswered::turned_away(state, &command, millis));
            jobs.extend(carry_out(state, command, millis));
            jobs.extend(desk::guard(state));
            jobs
        }
        Input::Event(event) => take_in(state, event, millis),
        // While the glass is wiped, touches mean nothing.
        Input::Touched if state.cleaning_until.is_some() => Vec::new(),
        Input::Touched => {
            // A touch on the page behind the question is no answer to it.
            if !matches!(state.session.idle(millis), Some(Stage::Asking { .. })) {
                state.session.touched_at = millis;
            }
            Vec::new()
        }
        Input::Seen(texts) => aloud::seen(state, &texts),
        Input::Tick => tick(state, millis),
        Input::NotTaken => {
            state.searches.lost();
            devices::not_taken(state);
            state.session.visit.busy = false;
            show_toast(state, ToastKind::TryAgain, millis);
            Vec::new()
        }
    }
}

fn drop_all(state: &mut State) -> Vec<Job> {
    let session = &mut state.session;
    session.listing.query = Query { order: session.listing.query.order, ..Query::default() };
    session.draft.search.clear();
    relist(state)
}

fn carry_out(state: &mut State, command: Command, millis: u64) -> Vec<Job> {
    let session = &mut state.session;
    match command {
        Command::Begin => {
            go(session, Screen::Home);
            service::begun(state)
        }
        Command::Go(screen) => enter(state, screen),
        Command::Back => back(state, millis),
        Command::Home => home(state),
        Command::StillHere | Command::Quiet => Vec::new(),
        Command::Leave => leave(state, millis),
        Command::Listen => listening::begin(state),
        Command::Heard => listening::enough(state),
        Command::ReadAloud => aloud::toggle(state),
        Command::ReadToAll => aloud::to_all(state),
        Command::SetEase(_)
        | Command::SetContrast(_)
        | Command::SetCalm(_)
        | Command::SetPace(_)
        | Command::SetDialect(_)
        | Command::SetLanguage(_) => {
            set(session, &command);
            Vec::new()
        }
        Command::Choose(condition) => choose(state, condition),
        Command::Drop(kind) => {
            drop_condition(&mut session.listing.query, &mut session.draft.search, kind);
            relist(state)
        }
        Command::Instead(kind) => {
            drop_condition(&mut session.listing.query, &mut session.draft.search, Matter::Words);
            set_condition(&mut session.listing.query.filters, Condition::JobKind(kind));
            relist(state)
        }
        Command::DropAll => drop_all(state),
        Command::SetOrder(order) => {
            session.listing.query.order = order;
            relist(state)
        }
        Command::SearchFor(text) => {
            session.listing.query.text = text;
            relist(state)
        }
        Command::NeedPage(page) => {
            let want = Want::Page { page, generation: session.generation };
            start_when_free(state, want)
        }
        Command::OpenPosting(id) => open(session, id),
        Command::OpenShown(id) => open_shown(state, id),
        Command::Print(slip) => arrived::print(state, slip, millis),
        Command::ShowBoard => board::show(state, millis),
        Command::BoardTheme(theme) => board::choose(state, theme),
        Command::Staff(command) => desk::carry_out(state, command),
        Command::Visit(command) => visit::carry_out(state, command),
        Command::Service(command) => match service::condition_of(&command) {
            Some(command) => carry_out(state, command, millis),
            None => service::carry_out(state, command),
        },
        Command::SetPictures(pictures) => set_pictures(state, pictures),
    }
}

/// Shows the pages by pictures or by words, the one that is open first; who comes from the first screen has begun now.
fn set_pictures(state: &mut State, pictures: bool) -> Vec<Job> {
    let session = &mut state.session;
    session.pictures = pictures;
    session.draft.page = 0;
    if *session.screen() != Screen::Attract {
        return Vec::new();
    }
    go(session, Screen::Home);
    service::begun(state)
}

/// How the screens are shown and read to this person.
fn set(session: &mut Session, command: &Command) {
    match command {
        Command::SetEase(ease) => {
            session.ease = *ease;
            session.draft.page = 0;
        }
        Command::SetContrast(contrast) => session.contrast = *contrast,
        Command::SetCalm(calm) => session.calm = *calm,
        Command::SetPace(pace) => session.pace = *pace,
        Command::SetDialect(dialect) => session.dialect.clone_from(dialect),
        Command::SetLanguage(language) => session.language = *language,
        _ => {}
    }
}

pub(super) fn go(session: &mut Session, screen: Screen) {
    if session.stack.len() >= MAX_STACK {
        session.stack.remove(1);
    }
    session.draft.page = 0;
    session.stack.push(screen);
}

/// Goes to a screen and asks for what it shows.
fn enter(state: &mut State, screen: Screen) -> Vec<Job> {
    let fresh_list = screen == Screen::List && state.session.listing.total.is_none();
    let sign_in = screen == Screen::Staff(StaffScreen::SignIn);
    if screen == Screen::Search {
        state.session.draft.typing.open_at(search::field_id(), Way::Search);
    }
    go(&mut state.session, screen);
    match (fresh_list, sign_in) {
        (true, _) => relist(state),
        (_, true) => vec![Job::ListStaff],
        _ => Vec::new(),
    }
}

fn back(state: &mut State, millis: u64) -> Vec<Job> {
    if state.session.stack.len() <= 2 {
        return if *state.session.screen() == Screen::Home { leave(state, millis) } else { home(state) };
    }
    state.session.stack.pop();
    state.session.draft.page = 0;
    Vec::new()
}

/// Home is a new beginning: what was looked for is dropped, how it is shown stays.
fn home(state: &mut State) -> Vec<Job> {
    let jobs = service::put_by(state);
    let session = &mut state.session;
    session.stack = vec![Screen::Attract, Screen::Home];
    session.listing = Listing::default();
    session.generation += 1;
    session.opened = Opened::None;
    session.draft = crate::screens::Draft::default();
    visit::forget_person(session);
    jobs
}

fn leave(state: &mut State, millis: u64) -> Vec<Job> {
    let mut jobs = service::left(state);
    jobs.extend(desk::sign_out(state));
    state.session = Session::fresh(state.home_language, state.session.generation + 1, millis);
    state.toast = None;
    jobs.push(Job::ForgetSlips);
    if state.board_at_home {
        jobs.extend(board::show(state, millis));
    }
    jobs
}

fn choose(state: &mut State, condition: Condition) -> Vec<Job> {
    let session = &mut state.session;
    set_condition(&mut session.listing.query.filters, condition);
    match session.stack.iter().position(|screen| *screen == Screen::List) {
        Some(place) => session.stack.truncate(place + 1),
        None => go(session, Screen::List),
    }
    relist(state)
}

/// Looks for what a zone is about: its conditions take the place of those in force, and each can be dropped.
pub fn look_for(state: &mut State, wanted: &Wanted) -> Vec<Job> {
    let session = &mut state.session;
    let (text, filters) = wanted_by(wanted);
    session.listing.query.filters = filters;
    session.draft.search.clone_from(&text);
    session.listing.query.text = text;
    go(session, Screen::List);
    relist(state)
}

fn set_condition(filters: &mut Filters, condition: Condition) {
    match condition {
        Condition::JobGroup(group) => {
            filters.job_group = Some(group);
            filters.job_kind = None;
        }
        Condition::JobKind(kind) => {
            filters.job_kind = Some(kind);
            filters.job_group = None;
        }
        Condition::WorkForm(form) => filters.work_form = Some(form),
        Condition::District(district) => {
            filters.district = Some(district);
            filters.within_km = None;
        }
        Condition::Within(km) => {
            filters.within_km = Some(km);
            filters.district = None;
        }
        Condition::Wage(floor) => {
            filters.wage_min = Some(floor);
            filters.negotiable = false;
        }
        Condition::Negotiable => {
            filters.negotiable = true;
            filters.wage_min = None;
        }
        Condition::Benefit(benefit) => {
            if !filters.benefits.contains(&benefit) {
                filters.benefits.push(benefit);
            }
        }
        Condition::Settlement(settlement) => filters.settlement = Some(settlement),
        Condition::Shift(shift) => filters.shift = Some(shift),
        Condition::NoDiploma => filters.no_diploma = true,
        Condition::Age(age) => filters.age = Some(age),
        Condition::DisabilityWelcome => filters.disability_welcome = true,
        Condition::Source(source) => filters.source = Some(source),
        Condition::New => filters.posted_within = Some(NEW_DAYS),
        Condition::Closing => filters.closing_within = Some(CLOSING_DAYS),
    }
}

fn drop_condition(query: &mut Query, typed: &mut String, kind: Matter) {
    let filters = &mut query.filters;
    match kind {
        Matter::Words => {
            query.text.clear();
            typed.clear();
        }
        Matter::JobGroup => filters.job_group = None,
        Matter::JobKind => filters.job_kind = None,
        Matter::WorkForm => filters.work_form = None,
        Matter::District => filters.district = None,
        Matter::Distance => filters.within_km = None,
        Matter::Wage => {
            filters.wage_min = None;
            filters.negotiable = false;
        }
        Matter::Benefit(benefit) => filters.benefits.retain(|b| *b != benefit),
        Matter::Settlement => filters.settlement = None,
        Matter::Shift => filters.shift = None,
        Matter::NoDiploma => filters.no_diploma = false,
        Matter::Age => filters.age = None,
        Matter::Disability => filters.disability_welcome = false,
        Matter::Source => filters.source = None,
        Matter::New => filters.posted_within = None,
        Matter::Closing => filters.closing_within = None,
    }
}

/// The query has changed: the list begins anew. What was found before stays in sight until the answer comes.
fn relist(state: &mut State) -> Vec<Job> {
    state.session.generation += 1;
    let want = Want::Page { page: 0, generation: state.session.generation };
    start(state, want)
}

fn open(session: &mut Session, id: PostingId) -> Vec<Job> {
    go(session, Screen::Detail(id));
    session.opened = Opened::Reading(id);
    vec![Job::OpenPosting { id }]
}

/// Somebody has come, for the posting that was shown to passers-by.
fn open_shown(state: &mut State, id: PostingId) -> Vec<Job> {
    go(&mut state.session, Screen::Home);
    let mut jobs = service::begun(state);
    jobs.extend(open(&mut state.session, id));
    jobs
}

fn start(state: &mut State, want: Want) -> Vec<Job> {
    let ticket = state.searches.start(want);
    vec![search_job(state, ticket, want)]
}

fn start_when_free(state: &mut State, want: Want) -> Vec<Job> {
    let ticket = state.searches.start_when_free(want);
    ticket.map(|ticket| search_job(state, ticket, want)).into_iter().collect()
}

fn search_job(state: &State, ticket: Ticket, want: Want) -> Job {
    let here = state.status.place.clone();
    let query = match want {
        Want::Overview => Query { order: Order::Newest, limit: OVERVIEW, here, ..Query::default() },
        Want::Page { page, .. } => {
            Query { offset: page * PAGE, limit: PAGE, here, ..state.session.listing.query.clone() }
        }
    };
    Job::Search { ticket, query }
}

/// What somebody says, on its way into the field of her page.
fn listened(state: &mut State, event: Event, millis: u64) -> Vec<Job> {
    match listening::take_in(state, event) {
        Some(command) => carry_out(state, command, millis),
        None => Vec::new(),
    }
}

fn take_in(state: &mut State, event: Event, millis: u64) -> Vec<Job> {
    match event {
        Event::Found { ticket, results } => found(state, ticket, *results, millis),
        Event::PostingOpened { id, posting } => {
            let jobs = office::posting_opened(state, id, posting.as_deref());
            opened(&mut state.session, id, posting);
            jobs
        }
        Event::Status(status) => {
            let changed = state.status != *status;
            state.status = *status;
            if changed { desk::look_again(state) } else { Vec::new() }
        }
        Event::Examined(_) | Event::PortraitWanted => machine::take_in(state, event),
        Event::RestartWanted => restart::wanted(state),
        Event::NoticesArrived { .. } => visit::look_again(state),
        Event::Wished(_) => visit::wished(state),
        // No screen lists these yet; how many notices are unseen comes with the status.
        Event::Notices(_) | Event::NoticesAbout { .. } | Event::Wishes { .. } => Vec::new(),
        Event::CatalogueChanged | Event::Playbill(_) | Event::Shown { .. } => {
            stage::take_in(state, event, millis);
            Vec::new()
        }
        Event::Saying { .. } | Event::SpeechEnded { .. } | Event::HeadsetMissing { .. } => {
            aloud::take_in(state, &event, millis);
            Vec::new()
        }
        Event::CanListen | Event::Listening { .. } | Event::Heard { .. } => listened(state, event, millis),
        Event::WorkerRestarted(_) => worker_restarted(state, millis),
        Event::StoreFailed(_) => store_failed(state, event, millis),
        Event::Reader(_)
        | Event::CardRead(_)
        | Event::CanPrint
        | Event::CanPrintPages
        | Event::Printed { .. }
        | Event::Scanned(_) => devices::take_in(state, event, millis),
        Event::Visit(event) => visit::take_in(state, *event),
        Event::Staff(_)
        | Event::SignedIn(_)
        | Event::SignInRefused(_)
        | Event::DraftFound(_)
        | Event::DraftSaved { .. }
        | Event::Registered(_)
        | Event::NotRegistered(_)
        | Event::Entries(_)
        | Event::ProfileRead { .. }
        | Event::SlipChecked { .. }
        | Event::Suggested { .. }
        | Event::PeopleFound { .. }
        | Event::FreePeople(_)
        | Event::GigsAssigned(_)
        | Event::Board(_)
        | Event::Office(_) => desk::take_in(state, event),
        Event::Content(_)
        | Event::StationWords(_)
        | Event::Submitted(_)
        | Event::NotSubmitted(_)
        | Event::SlotFull
        | Event::FilledFound(_)
        | Event::Held { .. } => service::take_in(state, event),
    }
}

/// A worker fell over and is there again: what was searched for is asked anew.
fn worker_restarted(state: &mut State, millis: u64) -> Vec<Job> {
    show_toast(state, ToastKind::TryAgain, millis);
    state.searches.lost().map_or_else(Vec::new, |want| start(state, want))
}

/// Nothing was written: whoever waits for it is told.
fn store_failed(state: &mut State, event: Event, millis: u64) -> Vec<Job> {
    show_toast(state, ToastKind::NotSaved, millis);
    visit::failed(state, &event);
    let mut jobs = service::take_in(state, event.clone());
    jobs.extend(desk::take_in(state, event));
    jobs
}

fn found(state: &mut State, ticket: Ticket, results: Results, millis: u64) -> Vec<Job> {
    let Some((want, next)) = state.searches.answered(ticket) else { return Vec::new() };
    match want {
        Want::Overview => {
            state.overview = Some(results);
            state.overview_at = Some(millis);
        }
        Want::Page { page, generation } if generation == state.session.generation => {
            let listing = &mut state.session.listing;
            if page == 0 {
                // A new list, or the first page of it again: nothing older may stand beside it.
                listing.pages.clear();
                listing.facets = results.facets;
                listing.alike = results.alike;
                listing.meant = results.meant;
                listing.without = results.without;
                listing.instead = results.instead;
            }
            listing.total = Some(results.total);
            listing.pages.insert(page, results.hits);
            if page == 0 {
                unanswered::listed(state, millis);
            }
        }
        Want::Page { .. } => {}
    }
    next.map_or_else(Vec::new, |want| start(state, want))
}

fn opened(session: &mut Session, id: PostingId, posting: Option<Box<Posting>>) {
    if session.opened == Opened::Reading(id) {
        session.opened = posting.map_or(Opened::Gone(id), Opened::Here);
    }
}

fn tick(state: &mut State, millis: u64) -> Vec<Job> {
    devices::by_time(state, millis);
    machine::tick(state, millis);
    let mut jobs = aloud::tick(state, millis);
    jobs.extend(unanswered::by_time(state, millis));
    jobs.extend(passing_time(state, millis));
    jobs
}

fn passing_time(state: &mut State, millis: u64) -> Vec<Job> {
    if state.session.idle(millis) == Some(Stage::Over) {
        let mut jobs = aloud::before(state, &Command::Leave);
        jobs.extend(desk::before_leaving(state));
        jobs.extend(leave(state, millis));
        return jobs;
    }
    let mut kept = desk::tick(state, millis);
    kept.extend(service::tick(state, millis));
    kept.extend(stage::tick(state, millis));
    if !kept.is_empty() {
        return kept;
    }
    if state.toast.is_some_and(|toast| toast.until <= millis) {
        state.toast = None;
    }
    if millis.saturating_sub(state.shelf_at) >= SHELF_MILLIS {
        state.shelf = state.shelf.wrapping_add(1);
        state.shelf_at = millis;
        kept.extend(board::turn(state));
        if !kept.is_empty() {
            return kept;
        }
    }
    let fresh = state.overview_at.is_some_and(|at| millis.saturating_sub(at) < OVERVIEW_MILLIS);
    if fresh {
        return Vec::new();
    }
    // Asked once; the answer, or the next restart of the worker, sets it right.
    state.overview_at = Some(millis);
    start_when_free(state, Want::Overview)
}

fn show_toast(state: &mut State, kind: ToastKind, millis: u64) {
    state.toast = Some(Toast::new(kind, millis));
}

/// When something changes by itself, in steady milliseconds: the frame must be drawn then, and need not before.
#[must_use]
pub fn next_change(state: &State, now: Now) -> u64 {
    let millis = now.steady_millis;
    let shelf = state.shelf_at + SHELF_MILLIS;
    let idle = match state.session.idle(millis) {
        Some(Stage::Active { until_millis }) => until_millis,
        Some(Stage::Asking { .. }) => millis + 1_000 - millis % 1_000,
        Some(Stage::Over) => millis,
        None => u64::MAX,
    };
    let toast = state.toast.map_or(u64::MAX, |toast| toast.until);
    let draft = state.desk.due().unwrap_or(u64::MAX);
    let filling = state.filling.due().unwrap_or(u64::MAX);
    let in_vain = state.session.in_vain.due().unwrap_or(u64::MAX);
    let print = devices::due(state).unwrap_or(u64::MAX).min(state.stage.due().unwrap_or(u64::MAX));
    let wiping = state.cleaning_until.map_or(u64::MAX, |_| millis + 1_000 - millis % 1_000);
    let print = print.min(restart::at(state).unwrap_or(u64::MAX)).min(wiping);
    shelf.min(idle).min(toast).min(draft).min(filling).min(in_vain).min(print).max(millis)
}
