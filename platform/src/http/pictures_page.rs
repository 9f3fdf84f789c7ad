//! Pictures from a phone: the part of a receipt's page on which they are chosen, and what takes them. Whoever has the slip opens it by
//! the seal in its code; nobody signs in, nothing that came can be seen here, and what is sent is decoded before it is kept.

use super::pages::{Asked, Shown, genuine, page, page_at, sealed_address, words};
use super::request::{blocking, trouble};
use super::{Problem, now};
use crate::core::board::ReceiptState;
use crate::core::limits::Limiter;
use crate::core::pictures::{DAYS_KEPT, MOST_BYTES, NoPicture, Room, anew};
use crate::words::Words;
use axum::Router;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use yizhan_wire::content::MAX_PICTURES;
use yizhan_wire::slip::SlipSeal;
use yizhan_wire::{EntryKind, ReceiptNo};

/// A slow phone in a cellar sends some pictures in this time.
const PATIENCE: Duration = Duration::from_mins(10);

/// What the page needs, and what holds back who sends rubbish.
#[derive(Clone)]
struct Taking {
    shown: Shown,
    /// A picture takes a few hundred megabytes while it is decoded: one at a time.
    decoding: Arc<Semaphore>,
    /// By receipt: files that were no pictures.
    tries: Arc<Limiter>,
}

/// `/r/RECEIPT/pictures`.
pub fn router(shown: Shown) -> Router {
    let limit = DefaultBodyLimit::max(usize::from(MAX_PICTURES) * MOST_BYTES + 64 * 1024);
    let taking = Taking { shown, decoding: Arc::new(Semaphore::new(1)), tries: Arc::default() };
    // Who reloads the page that came is shown the receipt.
    let back = async |Path(number): Path<String>, Query(asked): Query<Asked>| {
        let seal = asked.v.filter(|seal| seal.bytes().all(|b| b.is_ascii_alphanumeric())).unwrap_or_default();
        let number: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
        let sealed = if seal.is_empty() { String::new() } else { format!("?v={seal}") };
        axum::response::Redirect::to(&format!("/r/{number}{sealed}"))
    };
    Router::new().route("/r/{number}/pictures", post(take).merge(get(back))).layer(limit).with_state(taking)
}

/// The part of a receipt's page: the form where pictures can be added now, or when that will be.
pub fn part(words: Words, slip: &SlipSeal, state: ReceiptState, room: Option<Room>) -> Markup {
    let later = state == ReceiptState::Unknown && slip.kind == EntryKind::Submission.as_str();
    html! {
        @match room {
            Some(room) => (form(words, slip, room)),
            None if later => p { (words.say("page-pictures-later")) },
            None => {},
        }
    }
}

fn form(words: Words, slip: &SlipSeal, room: Room) -> Markup {
    let to = format!("/r/{}/pictures?v={slip}&lang={}", slip.receipt(), words.language().tag());
    html! {
        h2 { (words.say("page-pictures")) }
        @if room.came > 0 { p.note { (words.count("page-pictures-came", room.came.into())) } }
        @if room.is_full() { p { (words.say("page-pictures-full")) } } @else {
            p { (words.count("page-pictures-how", room.most.into())) }
            p { (words.count("page-pictures-who", DAYS_KEPT.unsigned_abs())) }
            form action=(to) method="post" enctype="multipart/form-data" {
                label for="picture" { (words.say("page-pictures-choose")) }
                input #picture type="file" name="picture" accept="image/jpeg,image/png" multiple required;
                button { (words.say("page-pictures-send")) }
            }
        }
    }
}

async fn take(
    State(taking): State<Taking>,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    parts: Multipart,
) -> Result<Response, Problem> {
    let words = words(&headers, &asked);
    let seal = asked.v.unwrap_or_default();
    let slip = ReceiptNo::parse(&number).and_then(|receipt| genuine(&taking.shown.platform, &receipt, &seal));
    let Some(slip) = slip else { return Ok(refused(words, StatusCode::FORBIDDEN, "page-pictures-not")) };
    let receipt = slip.receipt();
    if !taking.tries.allows(receipt.as_str(), now()) {
        return Ok(refused(words, StatusCode::TOO_MANY_REQUESTS, "page-pictures-often"));
    }
    // Nothing of what is sent is read before there is room for it.
    let Some(before) = room(&taking, &receipt).await? else {
        return Ok(refused(words, StatusCode::CONFLICT, "page-pictures-not"));
    };
    let flaws = match tokio::time::timeout(PATIENCE, all(&taking, &receipt, before, parts)).await {
        Ok(flaws) => flaws?,
        Err(_) => BTreeSet::from(["page-pictures-cut"]),
    };
    let after = room(&taking, &receipt).await?.unwrap_or(before);
    // How many, and of which receipt none: a receipt leads to a person.
    tracing::info!(
        came = after.came.saturating_sub(before.came),
        flaws = flaws.len(),
        "pictures were added to a report"
    );
    let body = html! {
        h1 { (words.say("page-receipt")) }
        p.pay { (receipt) }
        @for flaw in &flaws { p.note { (words.say(flaw)) } }
        (form(words, &slip, after))
    };
    let status = if flaws.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(unkept(page_at(words, status, &words.say("page-receipt"), &body, &sealed_address(&slip))))
}

async fn room(taking: &Taking, receipt: &ReceiptNo) -> Result<Option<Room>, Problem> {
    let (album, receipt) = (Arc::clone(&taking.shown.album), receipt.clone());
    blocking(move || album.room(&receipt).map_err(trouble)).await
}

/// Takes one picture after the other; what is wrong with some, by the words for it.
async fn all(
    taking: &Taking,
    receipt: &ReceiptNo,
    mut room: Room,
    mut parts: Multipart,
) -> Result<BTreeSet<&'static str>, Problem> {
    let mut flaws = BTreeSet::new();
    let mut sent = 0;
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(_) => {
                flaws.insert("page-pictures-cut");
                break;
            }
        };
        if part.name() != Some("picture") {
            continue;
        }
        if room.is_full() {
            break;
        }
        let bytes = match whole(part).await {
            Ok(bytes) if bytes.is_empty() => continue,
            Ok(bytes) => bytes,
            Err(flaw) => {
                flaws.insert(flaw);
                break;
            }
        };
        sent += 1;
        match one(taking, receipt, bytes).await? {
            Ok(after) => room = after.unwrap_or(room),
            Err(why) => {
                taking.tries.failed(receipt.as_str(), now());
                flaws.insert(if why == NoPicture::TooLarge { "page-pictures-large" } else { "page-pictures-broken" });
            }
        }
    }
    if sent == 0 && flaws.is_empty() {
        flaws.insert("page-pictures-none");
    }
    Ok(flaws)
}

async fn whole(mut part: Field<'_>) -> Result<Vec<u8>, &'static str> {
    let mut bytes = Vec::new();
    while let Some(more) = part.chunk().await.map_err(|_| "page-pictures-cut")? {
        if bytes.len() + more.len() > MOST_BYTES {
            return Err("page-pictures-large");
        }
        bytes.extend_from_slice(&more);
    }
    Ok(bytes)
}

async fn one(taking: &Taking, receipt: &ReceiptNo, bytes: Vec<u8>) -> Result<Result<Option<Room>, NoPicture>, Problem> {
    let turn = Arc::clone(&taking.decoding).acquire_owned().await.map_err(|_| Problem::Trouble)?;
    let (album, receipt) = (Arc::clone(&taking.shown.album), receipt.clone());
    blocking(move || {
        let made = anew(&bytes);
        drop(turn);
        match made {
            Ok(jpeg) => Ok(Ok(album.put_picture(&receipt, &jpeg, now()).map_err(trouble)?)),
            Err(why) => Ok(Err(why)),
        }
    })
    .await
}

fn refused(words: Words, status: StatusCode, why: &str) -> Response {
    let body = html! { h1 { (words.say("page-pictures")) } p.note { (words.say(why)) } };
    unkept(page(words, status, &words.say("page-pictures"), &body))
}

fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
