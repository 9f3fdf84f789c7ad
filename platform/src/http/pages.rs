//! The pages behind a QR code, for the phone of whoever stood at a station: a posting, what became of a receipt, a policy.
//! No scripts, no pictures, nothing from elsewhere, a few kilobytes: for old phones and dear megabytes. Nothing on them is
//! about a person. Pictures go only the other way (`pictures_page`).

use super::pictures_page;
use super::request::{blocking, trouble};
use super::{Problem, now};
use crate::core::Platform;
use crate::core::board::{Board, ReceiptState};
use crate::core::pictures::Album;
use crate::core::service::day_of;
use crate::words::{Language, Words};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Deserialize;
use std::sync::Arc;
use yizhan_wire::content::{Item, POLICIES, Said, Shelf};
use yizhan_wire::slip::SlipSeal;
use yizhan_wire::{Posting, PostingId, ReceiptNo};

/// Large type, one column, dark and light by the phone's own setting.
const STYLE: &str = "body{font:18px/1.6 sans-serif;margin:0 auto;padding:16px;max-width:640px;color:#1b1b1b;\
background:#fff}h1{font-size:24px;line-height:1.3;margin:0 0 8px}h2{font-size:19px;margin:24px 0 4px}.pay{font-size:22px;\
font-weight:bold;color:#9a3412}dl{margin:12px 0}dt{color:#555;font-size:16px}dd{margin:0 0 8px}.call{display:block;\
padding:14px;margin:16px 0;background:#14532d;color:#fff;text-align:center;text-decoration:none;border-radius:8px;\
font-size:20px}.note{background:#fef3c7;padding:12px;border-radius:8px;color:#1b1b1b}.foot{color:#555;font-size:15px;\
border-top:1px solid #ccc;margin-top:24px;padding-top:12px}p{margin:4px 0;white-space:pre-line}input{font-size:20px;\
padding:10px;width:100%;box-sizing:border-box}button{font-size:20px;padding:12px;width:100%;margin-top:8px}\
@media(prefers-color-scheme:dark){body{background:#161616;color:#eee}dt,.foot{color:#aaa}.pay{color:#fdba74}}";

/// What the pages are made from.
#[derive(Clone)]
pub struct Shown {
    pub board: Arc<dyn Board>,
    /// Knows which slips a station of the province made.
    pub platform: Arc<Platform>,
    pub album: Arc<dyn Album>,
}

/// The public pages: `/p/POSTING`, `/r/RECEIPT`, `/z/POLICY`.
pub fn router(shown: Shown) -> Router {
    Router::new()
        .route("/p/{id}", get(posting))
        .route("/r", get(receipt_form))
        .route("/r/{number}", get(receipt))
        .route("/z/{id}", get(policy))
        .with_state(shown)
}

#[derive(Deserialize)]
pub(super) struct Asked {
    lang: Option<String>,
    /// A receipt's number that somebody typed.
    n: Option<String>,
    /// What makes a slip prove itself, from its code.
    pub(super) v: Option<String>,
}

pub(super) fn words(headers: &HeaderMap, asked: &Asked) -> Words {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    Words::of(Language::accepted(asked.lang.as_deref().unwrap_or(accepted)))
}

async fn posting(
    State(Shown { board, .. }): State<Shown>,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let words = words(&headers, &asked);
    let found = blocking(move || board.posting(PostingId(id), day_of(now())).map_err(trouble)).await?;
    Ok(match found {
        Some(posting) => page(words, StatusCode::OK, &posting.title, &posting_page(words, &posting)),
        None => gone(words, &words.say("page-posting-gone")),
    })
}

fn posting_page(words: Words, posting: &Posting) -> Markup {
    html! {
        h1 { (posting.title) }
        @if !posting.wage.text.is_empty() { p.pay { (posting.wage.text) } }
        @if posting.doubted { p.note { (words.say("page-posting-doubted")) } }
        dl {
            (line(&words.say("page-employer"), &posting.employer))
            (line(&words.say("page-place"), first_of(&posting.place.text, &posting.place.district)))
            (line(&words.say("page-job"), &words.code("job-kind", posting.job_kind.as_str())))
            (line(&words.say("page-form"), &words.code("work-form", posting.work_form.as_str())))
            @if let Some(count) = posting.headcount {
                (line(&words.say("page-headcount"), &words.count("page-people", u64::from(count))))
            }
            @if !posting.benefits.is_empty() {
                (line(&words.say("page-benefits"), &listed(words, posting)))
            }
        }
        @if let Some(number) = telephone(&posting.contact) {
            a.call href={ "tel:" (number) } { (words.text("page-call", "number", &number)) }
        }
        @if !posting.contact.is_empty() { p { (posting.contact) } }
        (section(&words.say("page-tasks"), &posting.tasks))
        (section(&words.say("page-requirements"), &posting.requirements))
        p.note { (words.say("page-never-pay")) }
        div.foot {
            p { (words.text("page-until", "day", &words.day(posting.valid_until))) }
            p { (words.text("page-source", "name", &posting.source.name)) }
            p { (words.text("page-number", "number", &posting.id.to_string())) }
        }
    }
}

fn listed(words: Words, posting: &Posting) -> String {
    let each: Vec<String> = posting.benefits.iter().map(|benefit| words.code("benefit", benefit.as_str())).collect();
    each.join(if words.language() == Language::Chinese { "、" } else { ", " })
}

fn first_of<'a>(one: &'a str, other: &'a str) -> &'a str {
    if one.is_empty() { other } else { one }
}

fn line(label: &str, text: &str) -> Markup {
    html! { @if !text.is_empty() { dt { (label) } dd { (text) } } }
}

fn section(heading: &str, text: &str) -> Markup {
    html! { @if !text.is_empty() { h2 { (heading) } p { (text) } } }
}

/// The first number in a text that a phone can call: seven digits or more, with what parts them.
fn telephone(text: &str) -> Option<String> {
    let part = |c: char| !(c.is_ascii_digit() || c == '-' || c == '+');
    text.split(part)
        .map(|run| run.trim_matches('-'))
        .find(|run| (7..=15).contains(&run.chars().filter(char::is_ascii_digit).count()))
        .map(str::to_owned)
}

async fn receipt_form(
    State(shown): State<Shown>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let words = words(&headers, &asked);
    match asked.n {
        Some(number) => receipt_answer(shown, words, number, asked.v).await,
        None => Ok(page(words, StatusCode::OK, &words.say("page-receipt"), &form(words, ""))),
    }
}

async fn receipt(
    State(shown): State<Shown>,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    receipt_answer(shown, words(&headers, &asked), number, asked.v).await
}

async fn receipt_answer(shown: Shown, words: Words, number: String, seal: Option<String>) -> Result<Response, Problem> {
    let title = words.say("page-receipt");
    let Some(receipt) = ReceiptNo::parse(&number) else {
        let wrong = html! { p.note { (words.say("page-receipt-wrong")) } (form(words, &number)) };
        return Ok(page(words, StatusCode::NOT_FOUND, &title, &wrong));
    };
    let asked = receipt.clone();
    let slip = seal.map(|seal| genuine(&shown.platform, &receipt, &seal));
    let proof = slip.as_ref().map(|slip| proof_words(words, slip.as_ref()));
    let (album, number, is_genuine) = (Arc::clone(&shown.album), receipt.clone(), matches!(slip, Some(Some(_))));
    let (state, room) = blocking(move || {
        let room = if is_genuine { album.room(&number).map_err(trouble)? } else { None };
        Ok((shown.board.receipt(&asked).map_err(trouble)?, room))
    })
    .await?;
    let slip = slip.flatten();
    let at = slip.as_ref().map(sealed_address).unwrap_or_default();
    let pictures = slip.map(|slip| pictures_page::part(words, &slip, state, room));
    let said = match state {
        ReceiptState::Taken { at } => words.text("page-receipt-taken", "at", &words.moment(at)),
        ReceiptState::Refused { .. } => words.say("page-receipt-refused"),
        ReceiptState::Unknown => words.say("page-receipt-unknown"),
    };
    let body = html! {
        h1 { (title) }
        p.pay { (receipt) }
        p.note { (said) }
        @if let Some(proof) = proof { p { (proof) } }
        @if let Some(pictures) = &pictures { (pictures) }
        p { (words.say("page-receipt-nothing-personal")) }
    };
    let mut response = page_at(words, StatusCode::OK, &title, &body, &at);
    if room.is_some() {
        // How many pictures came is to be seen at once.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

/// The slip that the code is of, where a station of the province made it and it is of this number: that is known also of one
/// whose entry has not arrived yet.
pub(super) fn genuine(platform: &Platform, receipt: &ReceiptNo, seal: &str) -> Option<SlipSeal> {
    SlipSeal::find(seal).ok().filter(|seal| seal.receipt() == *receipt && platform.knows_slip(seal))
}

fn proof_words(words: Words, slip: Option<&SlipSeal>) -> String {
    match slip {
        Some(slip) => words.text("page-receipt-genuine", "day", &words.day(slip.day)),
        None => words.say("page-receipt-forged"),
    }
}

fn form(words: Words, number: &str) -> Markup {
    html! {
        h1 { (words.say("page-receipt")) }
        form action="/r" method="get" {
            label for="n" { (words.say("page-receipt-number")) }
            input #n name="n" inputmode="numeric" value=(number);
            button { (words.say("page-receipt-look")) }
        }
    }
}

async fn policy(
    State(Shown { board, .. }): State<Shown>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let words = words(&headers, &asked);
    let item = blocking(move || {
        let pack = board.pack(POLICIES).map_err(trouble)?;
        let shelf = pack.and_then(|pack| serde_json::from_value::<Shelf>(pack.body).ok()).unwrap_or_default();
        let today = day_of(now());
        Ok(shelf.items.into_iter().find(|item| item.id == id && item.is_open(today)))
    })
    .await?;
    Ok(match item {
        Some(item) => page(words, StatusCode::OK, said(words, &item.title), &policy_page(words, &item)),
        None => gone(words, &words.say("page-policy-gone")),
    })
}

fn policy_page(words: Words, item: &Item) -> Markup {
    html! {
        h1 { (said(words, &item.title)) }
        p { (said(words, &item.line)) }
        dl { @for fact in &item.facts { (line(said(words, &fact.label), said(words, &fact.value))) } }
        @for part in &item.parts {
            h2 { (said(words, &part.heading)) }
            @for text in &part.lines { p { (said(words, text)) } }
        }
        @if !item.papers.is_empty() {
            h2 { (words.say("page-papers")) }
            ul { @for paper in &item.papers { li { (said(words, paper)) } } }
        }
        div.foot {
            p { (said(words, &item.source.name)) " " (item.source.document) }
            p { (words.text("page-as-of", "day", &words.day(item.source.as_of))) }
        }
    }
}

fn said(words: Words, text: &Said) -> &str {
    if words.language() == Language::Chinese { text.chinese() } else { text.english() }
}

fn gone(words: Words, text: &str) -> Response {
    let body = html! { h1 { (text) } p { (words.say("page-gone-how")) } };
    page(words, StatusCode::GONE, text, &body)
}

pub(super) fn page(words: Words, status: StatusCode, title: &str, body: &Markup) -> Response {
    page_at(words, status, title, body, "")
}

/// The address of a receipt with what proves it, as the way to the same page in the other language needs it.
pub(super) fn sealed_address(slip: &SlipSeal) -> String {
    format!("/r/{}?v={slip}&", slip.receipt())
}

/// The same, where the way to the other language leads to another address than the page's own.
pub(super) fn page_at(words: Words, status: StatusCode, title: &str, body: &Markup, at: &str) -> Response {
    let at = if at.is_empty() { "?" } else { at };
    let other = if words.language() == Language::Chinese { ("en", "English") } else { ("zh", "中文") };
    let whole = html! {
        (DOCTYPE)
        html lang=(words.language().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (body)
                p.foot { a href={ (at) "lang=" (other.0) } { (other.1) } }
            }
        }
    };
    let mut response = (status, whole.into_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("max-age=300"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    // Nothing runs, nothing is fetched, nobody is told where the reader came from.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
        ),
    );
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

#[cfg(test)]
mod tests {
    use super::telephone;

    #[test]
    fn a_number_to_call_is_found_in_what_an_advert_says() {
        assert_eq!(telephone("王经理 0731-80001234 转 8").as_deref(), Some("0731-80001234"));
        assert_eq!(telephone("电话：13800000000（微信同号）").as_deref(), Some("13800000000"));
        assert_eq!(telephone("3 楼 402 室"), None);
    }
}
