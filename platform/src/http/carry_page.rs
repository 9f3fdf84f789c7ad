//! The page for whoever carries a station's sealed file: a clerk's phone, a machine of the office, a neighbour's. The file goes up, the
//! one to take back comes down. Nobody signs in: the file is sealed and signed inside, and what comes back is of use to its station
//! only.

use super::pages::{Asked, page, words};
use super::request::{blocking, trouble};
use super::routes::randomness;
use super::{FILE, Problem, now};
use crate::core::Platform;
use crate::core::carry::NotCarried;
use crate::words::Words;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use maud::html;
use std::sync::Arc;
use yizhan_wire::MAX_BODY_BYTES;

/// The page `/c`.
pub fn router(platform: Arc<Platform>) -> Router {
    // The form's own lines come on top of the file.
    let limit = DefaultBodyLimit::max(MAX_BODY_BYTES + 64 * 1024);
    Router::new().route("/c", get(form).post(take)).layer(limit).with_state(platform)
}

async fn form(Query(asked): Query<Asked>, headers: HeaderMap) -> Response {
    let words = words(&headers, &asked);
    shown(words, StatusCode::OK, None)
}

async fn take(
    State(platform): State<Arc<Platform>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    mut parts: Multipart,
) -> Result<Response, Problem> {
    let words = words(&headers, &asked);
    let (mut name, mut file) = (String::new(), None);
    while let Ok(Some(part)) = parts.next_field().await {
        if part.name() == Some("file") {
            part.file_name().unwrap_or_default().clone_into(&mut name);
            file = part.bytes().await.ok();
            break;
        }
    }
    let Some(file) = file.filter(|file| !file.is_empty()) else {
        return Ok(shown(words, StatusCode::BAD_REQUEST, Some("page-carry-none")));
    };
    let random = randomness()?;
    let carried = blocking(move || Ok(platform.carried(&file, now(), random))).await?;
    match carried {
        Ok(carried) => {
            let station = carried.station.0;
            tracing::info!(
                station,
                accepted = carried.accepted,
                known = carried.known,
                "a file was carried to the page"
            );
            Ok(back(&name, carried.back))
        }
        Err(NotCarried::Storage(error)) => Err(trouble(error)),
        Err(reason) => {
            tracing::warn!(%reason, "a file that was carried to the page is not taken");
            Ok(shown(words, StatusCode::BAD_REQUEST, Some("page-carry-not-taken")))
        }
    }
}

fn shown(words: Words, status: StatusCode, wrong: Option<&str>) -> Response {
    let title = words.say("page-carry");
    let body = html! {
        h1 { (title) }
        @if let Some(wrong) = wrong { p.note { (words.say(wrong)) } }
        p { (words.say("page-carry-how")) }
        form action="/c" method="post" enctype="multipart/form-data" {
            label for="file" { (words.say("page-carry-file")) }
            input #file type="file" name="file" required;
            button { (words.say("page-carry-send")) }
        }
        p.foot { (words.say("page-carry-sealed")) }
    };
    page(words, status, &title, &body)
}

/// The file to take back, under the name under which its station looks for it.
fn back(name: &str, bytes: Vec<u8>) -> Response {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let stem: String = name.split('.').next().unwrap_or_default().chars().filter(|c| plain(*c)).take(64).collect();
    let name = if stem.is_empty() { "yizhan".to_owned() } else { stem };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(FILE));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.down\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
