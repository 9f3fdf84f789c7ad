//! What a seeker does alone, as the state knows it: postings kept side by side, reports, who she is, applications, her own
//! things. An answer that nobody waits for any more is dropped: the next person must not get it.

use super::state::{Session, State};
use super::{devices, gigs};
use crate::domain::applying::names_its_employer;
use crate::domain::card::CardPerson;
use crate::domain::visitor::{Proof, Shown};
use crate::domain::wishes::Wish;
use crate::domain::{ApplicationWish, Fault, FaultKind, Posting, PostingFlaw, PostingId, ReceiptNo, SubjectId};
use crate::runtime::visit::{VisitEvent, VisitJob, Who};
use crate::runtime::{Event, Job};
use crate::screens::visit::{After, MOST_KEPT, Me, VisitCommand, VisitDraft, VisitScreen};
use crate::screens::{Draft, Opened, Screen};

/// Carries out a touch on a seeker's own pages.
pub fn carry_out(state: &mut State, command: VisitCommand) -> Vec<Job> {
    let session = &mut state.session;
    match command {
        VisitCommand::Keep => keep(session),
        VisitCommand::Drop(id) => session.visit.kept.retain(|posting| posting.id != id),
        VisitCommand::Report(flaw) => return report(session, flaw),
        VisitCommand::Want => want(session),
        VisitCommand::ShowMine => return show_mine(session),
        VisitCommand::Identify(proof) => return identify(session, proof),
        VisitCommand::TakeShortForm => return take_short_form(session),
        VisitCommand::Apply(wish) => return apply(session, wish),
        VisitCommand::Wish(wish) => return wish_for(session, wish),
        VisitCommand::LookOn => look_on(session),
        VisitCommand::Gig(command) => return gigs::carry_out(state, command),
        VisitCommand::SetResume(resume) => {
            session.visit.resume = resume;
            session.visit.resume_kept = false;
        }
        VisitCommand::ResumeOf(_) | VisitCommand::NextJob | VisitCommand::NameResume(_) => resume(session, &command),
        VisitCommand::EndApplication(of) => return end_application(session, of),
        VisitCommand::KeepResume(keep) => return keep_resume(session, keep),
        VisitCommand::OpenKept => open_kept(session),
        VisitCommand::PrintResume(sheet) => {
            let now = session.touched_at;
            return devices::print_resume(state, sheet, now);
        }
        VisitCommand::Forget => {
            forget_person(session);
            session.draft = Draft::default();
            session.stack.truncate(2);
            return vec![Job::ForgetSlips];
        }
    }
    Vec::new()
}

/// Forgets who she is and what is hers; what she keeps of postings stays until she leaves.
pub fn forget_person(session: &mut Session) {
    let visit = std::mem::take(&mut session.visit);
    session.visit.kept = visit.kept;
    session.visit.reported = visit.reported;
}

/// One application less; the store checks whether it is hers.
fn end_application(session: &mut Session, of: ReceiptNo) -> Vec<Job> {
    let Some(Me::Known(visitor)) = session.visit.me.as_ref().filter(|_| !session.visit.busy) else { return Vec::new() };
    let who = visitor.subject;
    session.visit.busy = true;
    job(VisitJob::EndApplication { who, of })
}

/// Keeps the résumé, or keeps it no more. Whose it is must be known first: it is found again by that alone.
fn keep_resume(session: &mut Session, keep: bool) -> Vec<Job> {
    match &session.visit.me {
        Some(Me::Known(visitor)) if !session.visit.busy => {
            let who = visitor.subject;
            session.visit.busy = true;
            let resume = keep.then(|| Box::new(session.visit.resume.clone()));
            job(VisitJob::KeepResume { who, resume })
        }
        None if keep => {
            ask_who(session, After::KeepResume);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn open_kept(session: &mut Session) {
    let kept = session.visit.mine.as_ref().and_then(|mine| mine.resume.as_ref());
    if let Some(kept) = kept {
        session.visit.resume = kept.resume.clone();
        session.visit.resume_kept = true;
        go(session, VisitScreen::ResumeDone);
    }
}

/// Back to where postings are chosen from.
fn look_on(session: &mut Session) {
    let of_one = |screen: &Screen| matches!(screen, Screen::Visit(_) | Screen::Detail(_) | Screen::Takeaway(_));
    while session.stack.len() > 2 && of_one(session.screen()) {
        session.stack.pop();
    }
}

/// What a touch on the résumé leads to.
fn resume(session: &mut Session, command: &VisitCommand) {
    match command {
        VisitCommand::ResumeOf(group) => {
            session.visit.resume_group = Some(*group);
            // The shelves are asked once for each job: back leads to where she came from.
            session.stack.pop();
            if *session.screen() != Screen::Visit(VisitScreen::Resume) {
                go(session, VisitScreen::Resume);
            }
        }
        VisitCommand::NextJob => {
            session.visit.resume.add();
            go(session, VisitScreen::ResumeGroups);
        }
        VisitCommand::NameResume(true) if session.visit.me.is_none() => ask_who(session, After::Resume),
        VisitCommand::NameResume(named) => session.visit.resume.named = *named,
        _ => {}
    }
}

pub(super) fn job(job: VisitJob) -> Vec<Job> {
    vec![Job::Visit(Box::new(job))]
}

pub(super) fn go(session: &mut Session, screen: VisitScreen) {
    session.draft.page = 0;
    session.stack.push(Screen::Visit(screen));
}

/// The posting whose page is open.
fn open_posting(session: &Session) -> Option<&Posting> {
    if let Opened::Here(posting) = &session.opened { Some(posting) } else { None }
}

fn keep(session: &mut Session) {
    let Some(posting) = open_posting(session).cloned() else { return };
    if !session.visit.keeps(posting.id) && session.visit.kept.len() < MOST_KEPT {
        session.visit.kept.push(posting);
    }
}

fn report(session: &mut Session, flaw: PostingFlaw) -> Vec<Job> {
    let Some(posting) = open_posting(session).cloned() else { return Vec::new() };
    // Once in a session: two reports of one person are one.
    if session.visit.busy || session.visit.reported.contains(&posting.id) {
        return Vec::new();
    }
    session.visit.busy = true;
    session.draft.visit.flaw = None;
    job(VisitJob::Report { posting: Box::new(posting), flaw })
}

/// Applies for the posting that is open. Who would be given her data must be named before anything is asked of her.
fn want(session: &mut Session) {
    let Some(posting) = open_posting(session).cloned() else { return };
    let id = posting.id;
    let anonymous = !names_its_employer(&posting);
    session.visit.wanted = Some(Box::new(posting));
    session.visit.trouble = None;
    session.draft.visit.consent = false;
    if anonymous || session.visit.me.is_some() {
        return go(session, VisitScreen::Apply(id));
    }
    ask_who(session, After::Apply(id));
}

pub(super) fn ask_who(session: &mut Session, after: After) {
    session.visit.after = Some(after);
    session.visit.shown = None;
    session.visit.faults.clear();
    go(session, VisitScreen::Who);
}

fn show_mine(session: &mut Session) -> Vec<Job> {
    let Some(Me::Known(visitor)) = &session.visit.me else {
        ask_who(session, After::Mine);
        return Vec::new();
    };
    let who = visitor.subject;
    session.visit.mine = None;
    session.visit.mine_opened += 1;
    go(session, VisitScreen::Mine);
    job(VisitJob::ReadMine(who))
}

/// The province has told the station something: perhaps about what she is looking at.
pub fn look_again(state: &State) -> Vec<Job> {
    match (&state.session.visit.me, state.session.screen()) {
        (Some(Me::Known(visitor)), Screen::Visit(VisitScreen::Mine)) => job(VisitJob::ReadMine(visitor.subject)),
        _ => Vec::new(),
    }
}

fn identify(session: &mut Session, proof: Proof) -> Vec<Job> {
    if session.visit.busy {
        return Vec::new();
    }
    session.visit.busy = true;
    session.visit.shown = None;
    session.visit.trouble = None;
    job(VisitJob::Identify(proof))
}

/// A card lies on the reader while she is asked who she is.
pub fn card_read(state: &mut State, card: &CardPerson) -> Vec<Job> {
    let proof = Proof::Card { id_type: card.id_type, number: card.id_number.clone(), name: card.name.clone() };
    identify(&mut state.session, proof)
}

fn take_short_form(session: &mut Session) -> Vec<Job> {
    if session.visit.busy {
        return Vec::new();
    }
    session.visit.busy = true;
    session.visit.faults.clear();
    job(VisitJob::CheckShortForm(session.draft.visit.short.clone()))
}

fn apply(session: &mut Session, wish: ApplicationWish) -> Vec<Job> {
    let visit = &mut session.visit;
    if visit.busy || !session.draft.visit.consent {
        return Vec::new();
    }
    let (Some(me), Some(posting)) = (&visit.me, &visit.wanted) else { return Vec::new() };
    let who = match me {
        Me::Known(visitor) => Who::Known(visitor.subject),
        Me::New(form) => Who::New(form.clone()),
    };
    let apply = VisitJob::Apply { posting: posting.clone(), wish, who };
    visit.busy = true;
    visit.trouble = None;
    job(apply)
}

/// Takes in what the store says. Whatever belongs to a page that was left is dropped.
pub fn take_in(state: &mut State, event: VisitEvent) -> Vec<Job> {
    if let VisitEvent::Reports(reports) = event {
        if state.staff.signed_in.is_some() {
            state.staff.reports = Some(reports);
        }
        return Vec::new();
    }
    let session = &mut state.session;
    let Screen::Visit(screen) = *session.screen() else { return Vec::new() };
    match event {
        VisitEvent::Reported { posting, registered } if screen == VisitScreen::Report(posting) => {
            session.visit.busy = false;
            session.visit.report = Some(registered);
            session.visit.reported.push(posting);
        }
        VisitEvent::Shown(shown) if screen.asks_who() && session.visit.busy => {
            session.visit.busy = false;
            return known(session, shown);
        }
        VisitEvent::ShortFormChecked(checked) if screen == VisitScreen::Short && session.visit.busy => {
            session.visit.busy = false;
            match checked {
                Ok(form) => return come_in(session, Me::New(form)),
                Err(faults) => refuse(session, faults),
            }
        }
        VisitEvent::Applied { posting, registered } if screen == VisitScreen::Apply(posting) => {
            session.visit.busy = false;
            session.visit.done.push(posting);
            session.visit.applied = Some(registered);
            session.draft.visit.consent = false;
            session.stack.pop();
            go(session, VisitScreen::Applied);
        }
        VisitEvent::Gig(event) => gigs::take_in(session, event),
        VisitEvent::Mine { who, mine } if is_me(session, who) && screen == VisitScreen::Mine => {
            session.visit.busy = false;
            session.visit.mine = Some(mine);
        }
        VisitEvent::ResumeKept { who, mine } if is_me(session, who) => {
            session.visit.busy = false;
            session.visit.resume_kept = mine.resume.is_some();
            session.visit.mine = Some(mine);
        }
        _ => {}
    }
    Vec::new()
}

/// Whether an answer is about the person who stands here.
fn is_me(session: &Session, who: SubjectId) -> bool {
    matches!(&session.visit.me, Some(Me::Known(visitor)) if visitor.subject == who)
}

fn refuse(session: &mut Session, faults: Vec<Fault>) {
    let young = faults.iter().any(|fault| fault.kind == FaultKind::UnderAge);
    if young {
        return stop_kindly(session);
    }
    session.visit.faults = faults;
}

/// Somebody under 16: what she typed goes at once.
fn stop_kindly(session: &mut Session) {
    forget_person(session);
    session.draft.visit = VisitDraft::default();
    leave_asking(session);
    go(session, VisitScreen::TooYoung);
}

fn known(session: &mut Session, shown: Shown) -> Vec<Job> {
    match shown {
        Shown::Known(visitor) => return come_in(session, Me::Known(visitor)),
        Shown::TooYoung => stop_kindly(session),
        // Her card spares her the typing of a short form; where she only wants to see her things, there are none.
        Shown::NewCard { name, born }
            if matches!(session.visit.after, Some(After::Apply(_) | After::Seat(_) | After::Resume)) =>
        {
            let short = &mut session.draft.visit.short;
            name.as_str().clone_into(&mut short.name);
            short.born = Some(born);
            session.draft.visit.born = Some(born);
            go(session, VisitScreen::Short);
        }
        Shown::NewCard { .. } => session.visit.shown = Some(Shown::NoMatch),
        other => session.visit.shown = Some(other),
    }
    Vec::new()
}

/// Takes the pages that asked who she is from the way back.
fn leave_asking(session: &mut Session) {
    while session.stack.len() > 1 && matches!(session.screen(), Screen::Visit(place) if place.asks_who()) {
        session.stack.pop();
    }
}

/// She is known now, or has said enough: on to what she came for.
fn come_in(session: &mut Session, me: Me) -> Vec<Job> {
    session.visit.me = Some(me);
    session.visit.shown = None;
    session.draft.visit = VisitDraft::default();
    leave_asking(session);
    match session.visit.after.take() {
        Some(After::Apply(id)) => {
            go(session, VisitScreen::Apply(id));
            Vec::new()
        }
        Some(After::Resume) => {
            session.visit.resume.named = true;
            Vec::new()
        }
        Some(After::KeepResume) => keep_resume(session, true),
        Some(After::Seat(id)) => {
            go(session, VisitScreen::Seat(id));
            gigs::known(session)
        }
        Some(After::Mine) | None => show_mine(session),
    }
}

/// Something is to be done with her data.
fn wish_for(session: &mut Session, wish: Wish) -> Vec<Job> {
    let of = session.visit.mine.as_ref().and_then(|mine| mine.receipt().cloned());
    let Some(of) = of.filter(|_| !session.visit.busy) else { return Vec::new() };
    session.visit.busy = true;
    vec![Job::Wish { of, wish, assisted_by: None }]
}

/// It is done here: her page shows it.
pub fn wished(state: &mut State) -> Vec<Job> {
    state.session.visit.busy = false;
    look_again(state)
}

/// The store could not do it: nothing is on its way any more, and she is told on the page.
pub fn failed(state: &mut State, event: &Event) {
    if let Event::StoreFailed(trouble) = event
        && std::mem::take(&mut state.session.visit.busy)
    {
        state.session.visit.trouble = Some(*trouble);
    }
}

/// The desk's list of postings that people reported.
pub fn list_reports(state: &mut State) -> Vec<Job> {
    state.staff.reports = None;
    job(VisitJob::ListReports)
}

/// The clerk who is signed in has called the employer of a posting.
pub fn close_reports(state: &State, posting: PostingId) -> Vec<Job> {
    let Some(clerk) = &state.staff.signed_in else { return Vec::new() };
    job(VisitJob::CloseReports { posting, clerk: clerk.name.clone() })
}
