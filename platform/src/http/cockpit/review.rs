//! What waits for somebody: adverts that are held, postings in doubt, entries that were refused, imports that failed.

use super::super::request::{blocking, trouble};
use super::super::{Problem, now};
use super::Held;
use super::frame::{Place, page as framed};
use super::grid::refused_table;
use super::session::{Refused, SignedIn};
use crate::core::accounts::Role;
use crate::core::board::{HeldAdvert, ImportLine};
use crate::core::service::day_of;
use crate::core::storage::DoubtLine;
use crate::words::Words;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use yizhan_wire::PostingId;

/// Adverts, and lines, on one page.
const MOST: usize = 50;

pub async fn refused(State(cockpit): State<Held>, who: SignedIn) -> Result<Response, Refused> {
    let lines = blocking(move || cockpit.board.refused(None, 500).map_err(trouble)).await?;
    let words = who.words;
    let body = html! {
        p.note { (words.say("review-refused-how")) }
        (refused_table(words, &lines, true))
    };
    Ok(framed(&who, Place::Refused, &words.say("cockpit-refused"), &body))
}

pub async fn page(State(cockpit): State<Held>, who: SignedIn) -> Result<Response, Refused> {
    let (held, doubts, aside, imports) = blocking(move || {
        Ok((
            cockpit.board.held(MOST).map_err(trouble)?,
            cockpit.storage.doubts().map_err(trouble)?,
            cockpit.board.aside_reasons().map_err(trouble)?,
            cockpit.board.imports().map_err(trouble)?,
        ))
    })
    .await?;
    let words = who.words;
    let may = who.role >= Role::Reviewer;
    let body = html! {
        h2 { (words.say("review-held")) }
        (held_ui(words, &held, may))
        h2 { (words.say("review-doubts")) }
        (doubts_ui(words, &doubts, may))
        h2 { (words.say("review-imports")) }
        (imports_ui(words, &imports))
        h2 { (words.say("review-aside")) }
        (aside_ui(words, &aside))
    };
    Ok(framed(&who, Place::Review, &words.say("cockpit-review"), &body))
}

fn held_ui(words: Words, held: &[HeldAdvert], may: bool) -> Markup {
    html! {
        @if held.is_empty() { p.note { (words.say("review-none")) } } @else {
            table {
                tr {
                    th { (words.say("review-title")) } th { (words.say("page-employer")) } th { (words.say("review-wage")) }
                    th { (words.say("page-place")) } th { (words.say("review-text")) }
                    @if may { th { (words.say("review-decide")) } }
                }
                @for advert in held {
                    @let posting = &advert.posting;
                    tr {
                        td { (posting.title) } td { (posting.employer) } td { (posting.wage.text) }
                        td { (posting.place.text) }
                        td { (posting.tasks.chars().take(120).collect::<String>()) }
                        @if may { td { (two_ways(&format!("/review/{}", advert.id), &words.say("review-take"), &words.say("review-refuse"))) } }
                    }
                }
            }
        }
    }
}

fn doubts_ui(words: Words, doubts: &[DoubtLine], may: bool) -> Markup {
    html! {
        @if doubts.is_empty() { p.note { (words.say("review-none")) } } @else {
            table {
                tr {
                    th { (words.say("review-title")) } th { (words.say("page-employer")) } th { (words.say("review-contact")) }
                    th.n { (words.say("review-reports")) } th { (words.say("review-flaw")) } th { (words.say("review-ends")) }
                    @if may { th { (words.say("review-decide")) } }
                }
                @for line in doubts.iter().take(MOST) {
                    tr {
                        td { (line.title) } td { (line.employer) } td { (line.contact) } td.n { (line.reports) }
                        td { (words.code("posting-flaw", &line.last_flaw)) }
                        td { @if let Some(day) = line.ends_on { (words.day(day)) } }
                        @if may { td { (two_ways(&format!("/doubts/{}", line.posting), &words.say("review-confirm"), &words.say("review-withdraw"))) } }
                    }
                }
            }
        }
    }
}

fn imports_ui(words: Words, imports: &[ImportLine]) -> Markup {
    html! {
        @if imports.is_empty() { p.note { (words.say("review-no-imports")) } } @else {
            table {
                tr {
                    th { (words.say("review-source")) } th { (words.say("review-tried")) } th.n { (words.say("review-taken")) } th.n { (words.say("review-waiting")) }
                    th.n { (words.say("review-changed")) } th.n { (words.say("review-set-aside")) } th { (words.say("review-error")) }
                }
                @for line in imports {
                    tr {
                        td { (line.name) } td { (words.moment(line.tried_at)) } td.n { (line.taken) } td.n { (line.held) } td.n { (line.changed) }
                        td.n { (line.aside) } td { (line.error) }
                    }
                }
            }
        }
    }
}

fn aside_ui(words: Words, aside: &[(String, u64)]) -> Markup {
    html! {
        p.note { (words.say("review-aside-how")) }
        table {
            tr { th { (words.say("review-why")) } th.n { (words.say("review-count")) } }
            @for (reason, count) in aside { tr { td { (words.code("flaw", reason)) } td.n { (count) } } }
        }
    }
}

fn two_ways(to: &str, yes: &str, no: &str) -> Markup {
    html! {
        form.inline action=(to) method="post" {
            button name="say" value="yes" { (yes) }
            button.quiet name="say" value="no" { (no) }
        }
    }
}

#[derive(Deserialize)]
pub struct Decision {
    say: String,
}

impl Decision {
    fn is_yes(&self) -> Result<bool, Problem> {
        match self.say.as_str() {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(Problem::Unreadable),
        }
    }
}

pub async fn decide(
    State(cockpit): State<Held>,
    who: SignedIn,
    Path(id): Path<i64>,
    Form(decision): Form<Decision>,
) -> Result<Response, Refused> {
    who.must_be(Role::Reviewer)?;
    let take = decision.is_yes()?;
    tracing::info!(operator = who.operator, advert = id, take, "decided on an advert");
    blocking(move || cockpit.board.decide(id, take, &who.operator, now()).map_err(trouble)).await?;
    Ok(Redirect::to("/review").into_response())
}

pub async fn settle_doubt(
    State(cockpit): State<Held>,
    who: SignedIn,
    Path(id): Path<i64>,
    Form(decision): Form<Decision>,
) -> Result<Response, Refused> {
    who.must_be(Role::Reviewer)?;
    let confirm = decision.is_yes()?;
    tracing::info!(operator = who.operator, posting = id, confirm, "decided on a posting in doubt");
    blocking(move || {
        let id = PostingId(id);
        let done = if confirm { cockpit.storage.confirm(id, day_of(now())) } else { cockpit.storage.withdraw(id) };
        done.map_err(trouble)
    })
    .await?;
    Ok(Redirect::to("/review").into_response())
}
