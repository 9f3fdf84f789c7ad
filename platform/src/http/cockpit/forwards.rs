//! People whom desks recommend to employers, and people who applied at a machine: whoever calls the employers sees here whom to call and what of whom may be told, and
//! writes down what they say. Names are for those who do it; who may only look sees how many there are.

use super::super::request::{blocking, trouble};
use super::super::routes::randomness;
use super::super::{Problem, now};
use super::Held;
use super::frame::{Place, page as framed};
use super::session::{Refused, SignedIn};
use crate::core::accounts::Role;
use crate::core::forward::{Forward, ForwardState, NotSaid, Said, answer, notice};
use crate::words::Words;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::DateTime;
use maud::{Markup, html};
use serde::Deserialize;
use yizhan_wire::notice::{ApplicationOutcome, Meeting};
use yizhan_wire::{NoticeId, ReceiptNo};

/// People on one page.
const MOST: usize = 100;
/// What an employer can be written down to have said, the usual first.
const ANSWERS: [ApplicationOutcome; 4] =
    [ApplicationOutcome::Invited, ApplicationOutcome::Hired, ApplicationOutcome::Declined, ApplicationOutcome::Closed];

pub async fn page(State(cockpit): State<Held>, who: SignedIn) -> Result<Response, Refused> {
    let all = blocking(move || cockpit.board.forwards(None).map_err(trouble)).await?;
    let words = who.words;
    let (open, over): (Vec<Forward>, Vec<Forward>) = all.into_iter().partition(|one| one.state.is_open());
    let waiting = open.iter().filter(|one| one.state == ForwardState::Waiting).count();
    let may = who.role >= Role::Reviewer;
    if may {
        // Who saw people's names; not whose.
        tracing::info!(operator = who.operator, people = open.len(), "looked at who is recommended to employers");
    }
    let body = html! {
        p.note { (words.say("forwards-how")) }
        p { (words.count("forwards-waiting", waiting as u64)) " " (words.count("forwards-over", over.len() as u64)) }
        @if open.is_empty() { p.note { (words.say("review-none")) } }
        @if may { @for one in open.iter().take(MOST) { (one_ui(words, one)) } }
    };
    Ok(framed(&who, Place::Forwards, &words.say("cockpit-forwards"), &body))
}

fn one_ui(words: Words, one: &Forward) -> Markup {
    html! {
        section.forward {
            h2 { (one.employer) " · " (one.title) }
            p { (words.say("review-contact")) " " (one.contact) }
            @match &one.person {
                None if one.state == ForwardState::Waiting => p.note { (words.say("forwards-no-consent")) },
                // Whoever has her data already is to forget them.
                None => p.note { (words.say("forwards-forget")) },
                Some(person) => p {
                    strong { (person.name) } " "
                    @match &person.phone { Some(phone) => (phone), None => (words.say("forwards-by-station")) }
                    " " (person.skills.join(" "))
                }
            }
            @if let Some(wish) = one.wish {
                p { (words.say("forwards-applied")) " · " (words.code("application-wish", wish.as_str())) }
            }
            p.note {
                (words.day(one.told_on)) " · " (words.text("cockpit-number", "number", &one.station.0.to_string()))
                @if !one.staff.is_empty() { " · " (one.staff) }
                " · " (one.receipt.as_str()) " · " (state_words(words, one.state))
            }
            (answer_ui(words, one))
        }
    }
}

fn state_words(words: Words, state: ForwardState) -> String {
    match state {
        ForwardState::Waiting => words.say("forwards-state-waiting"),
        ForwardState::Delivered => words.code("application-outcome", ApplicationOutcome::Received.as_str()),
        ForwardState::Answered(outcome) => words.code("application-outcome", outcome.as_str()),
    }
}

fn answer_ui(words: Words, one: &Forward) -> Markup {
    let to = format!("/forwards/{}", one.receipt);
    html! {
        @if one.state == ForwardState::Waiting && one.person.is_some() {
            form.inline action=(to) method="post" {
                button name="say" value=(ApplicationOutcome::Received.as_str()) { (words.say("forwards-delivered")) }
            }
        }
        @if one.state != ForwardState::Waiting {
            form.inline action=(to) method="post" {
                select name="say" aria-label=(words.say("forwards-said")) {
                    @for outcome in ANSWERS {
                        option value=(outcome.as_str()) { (words.code("application-outcome", outcome.as_str())) }
                    }
                }
                input name="at" type="datetime-local" aria-label=(words.say("forwards-at"));
                input name="place" placeholder=(words.say("forwards-place")) aria-label=(words.say("forwards-place"));
                input name="text" placeholder=(words.say("forwards-text")) aria-label=(words.say("forwards-text"));
                button { (words.say("forwards-send")) }
            }
        }
    }
}

/// What is written down of an employer.
#[derive(Deserialize)]
pub struct Spoken {
    say: String,
    #[serde(default)]
    at: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    text: String,
}

impl Spoken {
    fn read(self) -> Result<Said, Problem> {
        let outcome = ApplicationOutcome::parse(&self.say).ok_or(Problem::Unreadable)?;
        let at = Some(self.at.trim()).filter(|at| !at.is_empty());
        let at: Option<DateTime> = at.map(|at| at.parse().map_err(|_| Problem::Unreadable)).transpose()?;
        let meet = at.map(|at| Meeting { at, place: self.place.trim().to_owned(), bring: String::new() });
        Ok(Said { outcome, text: self.text, meet })
    }
}

pub async fn say(
    State(cockpit): State<Held>,
    who: SignedIn,
    Path(receipt): Path<String>,
    Form(spoken): Form<Spoken>,
) -> Result<Response, Refused> {
    who.must_be(Role::Reviewer)?;
    let receipt = ReceiptNo::parse(&receipt).ok_or(Problem::Unreadable)?;
    let said = spoken.read()?;
    let outcome = said.outcome;
    let done: Result<(), NotSaid> = blocking(move || {
        let forward = cockpit.board.forwards(Some(&receipt)).map_err(trouble)?.into_iter().next();
        let about = cockpit.storage.about_receipt(&receipt).map_err(trouble)?;
        let (Some(forward), Some(about)) = (forward, about) else { return Err(Problem::Unreadable) };
        let matter = match answer(&forward, said) {
            Ok(matter) => matter,
            Err(why) => return Ok(Err(why)),
        };
        let random = randomness()?.first_chunk().copied().unwrap_or_default();
        let id = NoticeId::new(u64::try_from(now().as_millisecond()).unwrap_or(0), random);
        let notice = notice(about, &matter, id, now()).map_err(|_| Problem::Unreadable)?;
        cockpit.storage.put_notice(&notice).map_err(trouble)?;
        Ok(Ok(()))
    })
    .await?;
    match done {
        Ok(()) => {
            tracing::info!(operator = who.operator, outcome = outcome.as_str(), "wrote down what an employer said");
            Ok(Redirect::to("/forwards").into_response())
        }
        Err(why) => {
            let words = who.words;
            let key = match why {
                NotSaid::Over => "forwards-not-over",
                NotSaid::NoConsent => "forwards-no-consent",
                NotSaid::NoMeeting => "forwards-not-meeting",
                NotSaid::NoReason => "forwards-not-reason",
                NotSaid::TooLong => "forwards-not-long",
            };
            let body = html! { p { (words.say(key)) } p { a href="/forwards" { (words.say("cockpit-forwards")) } } };
            Ok(framed(&who, Place::Forwards, &words.say("cockpit-forwards"), &body))
        }
    }
}
