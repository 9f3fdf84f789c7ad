//! The protocol over HTTP (docs/protocol/): reads a request, believes it only when its signature verifies, asks the
//! rules, and signs whatever is answered. The only room that knows axum; it decides nothing.

mod carry_page;
pub mod cockpit;
mod meter;
mod pages;
mod pictures_page;
mod request;
mod routes;

use crate::core::pictures::kept_since;
use crate::core::{Platform, StorageError};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::serve::ListenerExt as _;
use cockpit::Cockpit;
use jiff::Timestamp;
use pages::Shown;
use request::trouble;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::signature::{CONTENT_DIGEST, SIGNATURE, SIGNATURE_INPUT, STATION};
use yizhan_wire::{StationId, paths};

/// How long running requests may go on when the platform is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until `stop` is done; requests that are running then are answered.
///
/// # Errors
/// When the socket fails.
pub async fn serve(
    listener: TcpListener,
    cockpit: &Cockpit,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    // Small answers must not wait for the next packet (measured: 40 ms each).
    let listener = listener.tap_io(|socket| {
        if let Err(error) = socket.set_nodelay(true) {
            tracing::debug!(%error, "a socket keeps its delay");
        }
    });
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let server = axum::serve(listener, whole(cockpit).into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            stop.await;
            tracing::info!("stopping");
            // The receiver is gone only when the server has ended already.
            let _ended = stopping.send(());
        });
    let out_of_patience = async move {
        match stopped.await {
            Ok(()) => tokio::time::sleep(GRACE).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        ended = server => ended,
        () = out_of_patience => Ok(()),
    }
}

/// What stations ask for, signed, and the pages for phones, which know no signatures.
fn whole(cockpit: &Cockpit) -> Router {
    let shown = Shown {
        board: Arc::clone(&cockpit.board),
        platform: Arc::clone(&cockpit.platform),
        album: Arc::clone(&cockpit.album),
    };
    router(Arc::clone(&cockpit.platform))
        .merge(pages::router(shown.clone()))
        .merge(pictures_page::router(shown))
        .merge(carry_page::router(Arc::clone(&cockpit.platform)))
        .layer(from_fn_with_state(Arc::clone(&cockpit.meter), meter::measure))
}

fn router(platform: Arc<Platform>) -> Router {
    Router::new()
        .route(paths::ENROLMENTS, post(routes::enrol))
        .route(paths::ENTRIES, post(routes::entries))
        .route(paths::CHANGES, get(routes::changes))
        .route(paths::NOTICES, get(routes::notices))
        .route(paths::HEALTH, post(routes::health))
        .route(paths::KEYS, post(routes::change_key))
        .route(paths::CARRIED, post(routes::carried))
        .route(&format!("{}{{sha256}}", paths::MEDIA), get(routes::medium))
        .route(paths::OPENAPI, get(routes::openapi))
        .fallback(async || Problem::NotFound)
        .method_not_allowed_fallback(async || Problem::WrongMethod)
        .layer(from_fn_with_state(Arc::clone(&platform), sign))
        .with_state(platform)
}

/// A body with its status: what a route answers. It is signed on its way out.
struct Reply {
    status: StatusCode,
    kind: &'static str,
    packed: bool,
    body: Vec<u8>,
}

const JSON: &str = "application/json";
const FILE: &str = "application/octet-stream";

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = (self.status, Bytes::from(self.body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.packed {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("zstd"));
        }
        response
    }
}

/// The key that an answer introduces, and by which it is signed.
#[derive(Clone)]
struct AnsweredBy(PublicKey);

/// A medium or a part of one.
struct MediumReply {
    status: StatusCode,
    /// As `Content-Range` says it.
    range: Option<String>,
    bytes: Vec<u8>,
}

impl IntoResponse for MediumReply {
    fn into_response(self) -> Response {
        let reply = Reply { status: self.status, kind: FILE, packed: false, body: self.bytes };
        let mut response = reply.into_response();
        response.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        if let Some(Ok(range)) = self.range.map(|range| HeaderValue::from_str(&range)) {
            response.headers_mut().insert(header::CONTENT_RANGE, range);
        }
        response
    }
}

/// Why a request as a whole is not answered. What becomes of an entry is never one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Problem {
    NotFound,
    WrongMethod,
    /// The request names no station, or one that never enrolled here.
    UnknownStation,
    /// The station was shut out by an operator.
    Revoked,
    /// Two machines go by the station's name: none is heard.
    Parked,
    /// It is not the machine that enrolled.
    OtherMachine,
    /// The key is, or was, a station's.
    KeyTaken,
    /// The signature is missing or does not verify under the station's key.
    NotSigned,
    /// Not what the protocol says: not JSON, not zstd, a query that is none.
    Unreadable,
    /// A file that was carried here is none of a station of ours, or was cut or changed.
    NotCarried,
    TooLarge,
    /// A medium has no such bytes.
    NoSuchRange,
    /// More entries than a batch may have.
    TooMany,
    /// This address has tried too many codes that are none.
    TooOften,
    /// The body did not arrive in time.
    TooSlow,
    /// The platform's own trouble; the log says more. Nothing of the request was done.
    Trouble,
}

impl Problem {
    const fn parts(self) -> (StatusCode, &'static str) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::WrongMethod => (StatusCode::METHOD_NOT_ALLOWED, "wrong_method"),
            Self::UnknownStation => (StatusCode::UNAUTHORIZED, "unknown_station"),
            Self::Revoked => (StatusCode::FORBIDDEN, "revoked"),
            Self::Parked => (StatusCode::FORBIDDEN, "parked"),
            Self::OtherMachine => (StatusCode::FORBIDDEN, "other_machine"),
            Self::KeyTaken => (StatusCode::CONFLICT, "key_taken"),
            Self::NotSigned => (StatusCode::UNAUTHORIZED, "not_signed"),
            Self::Unreadable => (StatusCode::BAD_REQUEST, "unreadable"),
            Self::NotCarried => (StatusCode::BAD_REQUEST, "not_carried"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::NoSuchRange => (StatusCode::RANGE_NOT_SATISFIABLE, "no_such_range"),
            Self::TooMany => (StatusCode::PAYLOAD_TOO_LARGE, "too_many"),
            Self::TooOften => (StatusCode::TOO_MANY_REQUESTS, "too_often"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too_slow"),
            Self::Trouble => (StatusCode::SERVICE_UNAVAILABLE, "trouble"),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, word) = self.parts();
        Reply { status, kind: JSON, packed: false, body: format!(r#"{{"problem":"{word}"}}"#).into_bytes() }
            .into_response()
    }
}

/// Signs every answer, errors too: a station that gets an unsigned one knows that it was not talking to the platform.
async fn sign(State(platform): State<Arc<Platform>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let request_signature = request::text(request.headers(), SIGNATURE).to_owned();
    let station: Option<i64> = request::text(request.headers(), STATION).parse().ok();
    let tag = request::tag(request.headers());
    let suite = request::suite(request.headers());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());

    let (mut head, body) = next.run(request).await.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let status = head.status.as_u16();
    let asker = Arc::clone(&platform);
    let believed = request::blocking(move || {
        asker.believed(tag.believes.as_deref(), station.map(StationId), suite).map_err(trouble)
    });
    let Ok(believed) = believed.await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let believed = head.extensions.remove::<AnsweredBy>().map_or(believed, |AnsweredBy(key)| key);
    let signed = platform.sign(&believed, status, &body, &request_signature, now());
    let headers = [
        (CONTENT_DIGEST, signed.content_digest),
        (SIGNATURE_INPUT, signed.signature_input),
        (SIGNATURE, signed.signature),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            head.headers.insert(name, value);
        }
    }
    let took_ms = began.elapsed().as_millis();
    tracing::info!(%method, path, status, station, took_ms, bytes = body.len(), "answered");
    Response::from_parts(head, Body::from(body))
}

/// Removes the pictures whose time is over; answers how many.
///
/// # Errors
/// When the store fails.
pub fn let_pictures_go(cockpit: &Cockpit) -> Result<usize, StorageError> {
    cockpit.album.let_pictures_go(kept_since(now()))
}

#[expect(clippy::disallowed_methods, reason = "this room reads the platform's clock for the rules")]
fn now() -> Timestamp {
    Timestamp::now()
}
