//! What people reported at stations, with the pictures they added from their phones. For those who work on it: who may only look sees
//! how many there are.

use super::super::Problem;
use super::super::request::{blocking, trouble};
use super::Held;
use super::frame::{Place, page as framed};
use super::session::{Refused, SignedIn};
use crate::core::accounts::Role;
use crate::core::pictures::{Claim, DAYS_KEPT};
use crate::words::{Language, Words};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use yizhan_wire::content::Said;
use yizhan_wire::{Given, ReceiptNo};

/// Reports on one page.
const MOST: usize = 100;

pub async fn page(State(cockpit): State<Held>, who: SignedIn) -> Result<Response, Refused> {
    let claims = blocking(move || cockpit.album.claims(MOST).map_err(trouble)).await?;
    let words = who.words;
    let may = who.role >= Role::Reviewer;
    if may {
        // Who saw people's reports; not whose.
        tracing::info!(operator = who.operator, reports = claims.len(), "looked at what people reported");
    }
    let body = html! {
        p.note { (words.count("claims-how", DAYS_KEPT.unsigned_abs())) }
        p { (words.count("claims-count", claims.len() as u64)) }
        @if may { @for claim in &claims { (claim_ui(words, claim)) } }
    };
    Ok(framed(&who, Place::Claims, &words.say("cockpit-claims"), &body))
}

fn claim_ui(words: Words, claim: &Claim) -> Markup {
    html! {
        section.claim {
            h2 {
                (said(words, &claim.form.title)) " · " (claim.receipt.as_str()) " "
                @if claim.said.urgent { span.mark { (words.say("claims-urgent")) } }
            }
            p.note {
                (words.say("claims-came")) " " (words.moment(claim.came_at)) " · "
                (words.text("cockpit-number", "number", &claim.station.0.to_string()))
            }
            table {
                @for answer in &claim.said.answers {
                    tr { th { (answer.label) } td { (given(words, claim, &answer.field, &answer.value)) } }
                }
            }
            @if !claim.pictures.is_empty() { (album(words, claim)) }
        }
    }
}

fn album(words: Words, claim: &Claim) -> Markup {
    html! {
        p { (words.count("claims-pictures", claim.pictures.len() as u64)) }
        div.album {
            @for no in &claim.pictures {
                @let address = format!("/claims/{}/{no}", claim.receipt);
                a href=(address) { img src=(address) alt=(words.count("claims-picture", (*no).into())) loading="lazy"; }
            }
        }
        form.inline action={ "/claims/" (claim.receipt) "/remove" } method="post" {
            button.quiet { (words.say("claims-remove")) }
        }
    }
}

/// What was answered, codes in the words that were shown.
fn given(words: Words, claim: &Claim, field: &str, value: &Given) -> String {
    let options = claim.form.field(field).map_or(&[][..], |field| &field.options);
    let word = |code: &str| {
        let shown = options.iter().find(|option| option.code == code).map(|option| said(words, &option.label));
        match (shown, code) {
            (Some(shown), _) => shown.to_owned(),
            (None, "yes" | "no") => words.code("claims", code),
            (None, text) => text.to_owned(),
        }
    };
    match value {
        Given::One(one) => word(one),
        Given::Many(many) => {
            let each: Vec<String> = many.iter().map(|code| word(code)).collect();
            each.join(if words.language() == Language::Chinese { "、" } else { ", " })
        }
    }
}

fn said(words: Words, text: &Said) -> &str {
    if words.language() == Language::Chinese { text.chinese() } else { text.english() }
}

pub async fn picture(
    State(cockpit): State<Held>,
    who: SignedIn,
    Path((receipt, no)): Path<(String, u8)>,
) -> Result<Response, Refused> {
    who.must_be(Role::Reviewer)?;
    let receipt = ReceiptNo::parse(&receipt).ok_or(Problem::NotFound)?;
    let jpeg = blocking(move || cockpit.album.picture(&receipt, no).map_err(trouble)).await?;
    let jpeg = jpeg.ok_or(Problem::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], jpeg).into_response())
}

pub async fn remove(
    State(cockpit): State<Held>,
    who: SignedIn,
    Path(receipt): Path<String>,
) -> Result<Response, Refused> {
    who.must_be(Role::Reviewer)?;
    let receipt = ReceiptNo::parse(&receipt).ok_or(Problem::NotFound)?;
    let gone = blocking(move || cockpit.album.remove_pictures(&receipt).map_err(trouble)).await?;
    tracing::info!(operator = who.operator, gone, "removed the pictures of a report");
    Ok(Redirect::to("/claims").into_response())
}
