//! Day jobs, as the state knows them: the market, a worker's card, taking a seat, and what becomes of it.

use super::state::{Session, State};
use super::visit::{ask_who, go, job};
use crate::domain::{EntryId, PostingId, SeatState};
use crate::runtime::Job;
use crate::runtime::gigs::{GigEvent, GigJob};
use crate::runtime::visit::{VisitJob, Who};
use crate::screens::Screen;
use crate::screens::visit::{After, GigCommand, Me, VisitScreen, WorkDraft};
use jiff::civil::Date;

/// Carries out a touch about day jobs.
pub fn carry_out(state: &mut State, command: GigCommand) -> Vec<Job> {
    let session = &mut state.session;
    match command {
        GigCommand::Show => show(state),
        GigCommand::SetCard(card) => {
            session.visit.gigs.card = card;
            Vec::new()
        }
        GigCommand::CardDone => {
            session.stack.pop();
            if *session.screen() != Screen::Visit(VisitScreen::Gigs) {
                go(session, VisitScreen::Gigs);
            }
            list(state)
        }
        GigCommand::Want(posting, day) => {
            want(session, posting, day);
            Vec::new()
        }
        GigCommand::Take => take(session),
        GigCommand::GiveBack(seat) => step(session, seat, SeatState::GivenBack),
        GigCommand::CheckIn(seat) => step(session, seat, SeatState::CheckedIn),
        GigCommand::OpenWork(seat) => {
            let said = session.visit.mine.as_ref().and_then(|mine| mine.seats.iter().find(|one| one.seat == seat));
            session.draft.visit.work = WorkDraft::of(said.and_then(|seat| seat.worker_says));
            go(session, VisitScreen::Work(seat));
            Vec::new()
        }
        GigCommand::Say(seat, work) => of_hers(session, |who| GigJob::Say { who, seat, work }),
        GigCommand::OpenRecord(seat) => {
            go(session, VisitScreen::Record(seat));
            Vec::new()
        }
    }
}

fn gig(what: GigJob) -> Vec<Job> {
    job(VisitJob::Gig(what))
}

/// To the market; where it is open below, back to it.
fn show(state: &mut State) -> Vec<Job> {
    let session = &mut state.session;
    let market = Screen::Visit(VisitScreen::Gigs);
    match session.stack.iter().position(|screen| *screen == market) {
        Some(place) => session.stack.truncate(place + 1),
        None => go(session, VisitScreen::Gigs),
    }
    list(state)
}

fn list(state: &mut State) -> Vec<Job> {
    let gigs = &mut state.session.visit.gigs;
    gigs.offers = None;
    gig(GigJob::ListOffers(gigs.card.clone(), state.content.ground().clone()))
}

/// Wants a seat: asks first who she is, unless that is known.
fn want(session: &mut Session, posting: PostingId, day: Date) {
    let visit = &mut session.visit;
    let mut offers = visit.gigs.offers.iter().flatten();
    let Some(offer) = offers.find(|offer| (offer.posting.id, offer.day) == (posting, day)).cloned() else { return };
    visit.gigs.wanted = Some(Box::new(offer));
    visit.gigs.why = None;
    visit.trouble = None;
    session.draft.visit.consent = false;
    if session.visit.me.is_some() {
        return go(session, VisitScreen::Seat(posting));
    }
    ask_who(session, After::Seat(posting));
}

fn take(session: &mut Session) -> Vec<Job> {
    let visit = &mut session.visit;
    if visit.busy || !session.draft.visit.consent {
        return Vec::new();
    }
    let (Some(me), Some(offer)) = (&visit.me, &visit.gigs.wanted) else { return Vec::new() };
    let who = match me {
        Me::Known(visitor) => Who::Known(visitor.subject),
        Me::New(form) => Who::New(form.clone()),
    };
    let card = visit.gigs.card.clone();
    let take = GigJob::Take { posting: Box::new(offer.posting.clone()), day: offer.day, who, card };
    visit.busy = true;
    visit.trouble = None;
    gig(take)
}

fn step(session: &mut Session, seat: EntryId, to: SeatState) -> Vec<Job> {
    of_hers(session, |who| GigJob::Move { who, seat, to })
}

fn of_hers(session: &mut Session, what: impl FnOnce(crate::domain::SubjectId) -> GigJob) -> Vec<Job> {
    let Some(Me::Known(visitor)) = &session.visit.me else { return Vec::new() };
    let who = visitor.subject;
    if std::mem::replace(&mut session.visit.busy, true) {
        return Vec::new();
    }
    session.visit.trouble = None;
    gig(what(who))
}

/// Somebody is known now: the card she last came with, unless she has filled one in.
pub fn known(session: &Session) -> Vec<Job> {
    match &session.visit.me {
        Some(Me::Known(visitor)) if session.visit.gigs.card.is_empty() => gig(GigJob::ReadCard(visitor.subject)),
        _ => Vec::new(),
    }
}

/// Takes in what the store says of day jobs. What belongs to a page that was left is dropped.
pub fn take_in(session: &mut Session, event: GigEvent) {
    let Screen::Visit(screen) = *session.screen() else { return };
    match event {
        GigEvent::Offers(offers) => {
            if matches!(screen, VisitScreen::Gigs | VisitScreen::Card) {
                session.visit.gigs.offers = Some(offers);
            }
        }
        GigEvent::Card { who, card } => {
            let same = matches!(&session.visit.me, Some(Me::Known(visitor)) if visitor.subject == who);
            if let Some(card) = card.filter(|_| same && session.visit.gigs.card.is_empty()) {
                session.visit.gigs.card = card;
            }
        }
        GigEvent::Taken { posting, registered } if screen == VisitScreen::Seat(posting) => {
            session.visit.busy = false;
            session.visit.gigs.taken = Some(registered);
            session.draft.visit.consent = false;
            session.stack.pop();
            go(session, VisitScreen::Seated);
        }
        GigEvent::NotTaken { posting, why } if screen == VisitScreen::Seat(posting) => {
            session.visit.busy = false;
            session.visit.gigs.why = Some(why);
        }
        GigEvent::Faults(_) => session.visit.busy = false,
        GigEvent::Moved { who, seats } => {
            session.visit.busy = false;
            let same = matches!(&session.visit.me, Some(Me::Known(visitor)) if visitor.subject == who);
            if let Some(mine) = session.visit.mine.as_mut().filter(|_| same) {
                mine.seats = seats;
            }
            if matches!(screen, VisitScreen::Work(_)) {
                session.draft.visit.work = WorkDraft::default();
                session.stack.pop();
            }
        }
        GigEvent::Taken { .. } | GigEvent::NotTaken { .. } => {}
    }
}
