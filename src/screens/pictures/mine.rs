//! What became of his applications, by pictures: which work, and how far it has come. Who, where and when stand on the slip; they
//! are not said before everybody.

use super::pages::{Choice, Page, Subject};
use crate::domain::notice::ApplicationOutcome as Outcome;
use crate::domain::slip::Printing;
use crate::domain::visitor::{MyApplication, Track};
use crate::screens::visit::{VisitCommand, copy_of};
use crate::screens::{Command, Facts};
use crate::widgets::{Icon, icons};

/// Applications on the page, the newest: each is listened to.
const MOST: usize = 3;

/// The page.
pub fn page(facts: &Facts<'_>) -> Option<Page> {
    let words = facts.words;
    let mine = facts.visit.mine.as_deref()?;
    let leave = Choice::to(icons::CHECK, words.mine_done(), Command::Visit(VisitCommand::Forget));
    if mine.applications.is_empty() {
        let subject = Some(Subject::picture(icons::CLIPBOARD_TEXT));
        let find = Choice::to(icons::BRIEFCASE, words.pictures_find(), Command::Visit(VisitCommand::LookOn));
        return Some(Page {
            ask: words.pictures_mine_nothing().to_owned(),
            subject,
            choices: vec![find.main(), leave],
            ..Page::default()
        });
    }
    let mut choices: Vec<Choice> = mine.applications.iter().take(MOST).map(|one| application(facts, one)).collect();
    choices.extend(slip(facts));
    choices.push(leave);
    Some(Page { ask: words.pictures_mine_ask().to_owned(), choices, ..Page::default() })
}

fn application(facts: &Facts<'_>, one: &MyApplication) -> Choice {
    let open = Command::OpenPosting(one.posting);
    Choice::to(icon(one.track), &one.title, open).note(facts.words.track(one.track).to_owned())
}

/// How it stands, at a glance.
const fn icon(track: Track) -> Icon {
    match track {
        Track::Answered(Outcome::Invited) => icons::CALENDAR_DOTS,
        Track::Answered(Outcome::Offered | Outcome::Hired) => icons::HANDSHAKE,
        Track::Answered(Outcome::Declined | Outcome::Closed) | Track::Returned => icons::X_CIRCLE,
        _ => icons::HOURGLASS_MEDIUM,
    }
}

/// All of it on paper, for somebody who reads it to him.
fn slip(facts: &Facts<'_>) -> Option<Choice> {
    let printing = facts.devices.printing;
    if !facts.devices.can_print || printing == Some(Printing::Sending) {
        return None;
    }
    let says = if printing == Some(Printing::Done) { facts.words.print_again() } else { facts.words.pictures_slip() };
    Some(Choice::to(icons::PRINTER, says, Command::Print(Box::new(copy_of(facts)?))).main())
}
