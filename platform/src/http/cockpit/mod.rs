//! The operators' cockpit: how the province's stations stand, what they have done, what waits for somebody to decide. Pages
//! made here whole, without scripts; a listener of its own, so that it can stand where only operators come.

mod chart;
mod claims;
mod figures;
mod forwards;
mod frame;
mod grid;
mod health;
mod review;
mod session;

pub use session::{hash_password, password_is};

use super::meter::Meter;
use crate::core::Platform;
use crate::core::accounts::Accounts;
use crate::core::board::Board;
use crate::core::pictures::Album;
use crate::core::storage::Storage;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::sync::Arc;

/// What the cockpit is made from.
pub struct Cockpit {
    pub platform: Arc<Platform>,
    pub storage: Arc<dyn Storage>,
    pub board: Arc<dyn Board>,
    pub album: Arc<dyn Album>,
    pub accounts: Arc<dyn Accounts>,
    pub meter: Arc<Meter>,
    /// Whether browsers reach it over HTTPS (through a proxy), so that the cookie must not go any other way.
    pub secure: bool,
}

pub type Held = Arc<Cockpit>;

/// The cockpit's pages.
pub fn router(cockpit: Held) -> Router {
    Router::new()
        .route("/", get(grid::overview))
        .route("/login", get(session::login_page).post(session::login))
        .route("/logout", post(session::logout))
        .route("/station/{id}", get(grid::station))
        .route("/station/{id}/place", post(grid::place))
        .route("/figures", get(figures::page))
        .route("/targets", post(figures::set_target))
        .route("/refused", get(review::refused))
        .route("/review", get(review::page))
        .route("/review/{id}", post(review::decide))
        .route("/doubts/{id}", post(review::settle_doubt))
        .route("/forwards", get(forwards::page))
        .route("/forwards/{receipt}", post(forwards::say))
        .route("/claims", get(claims::page))
        .route("/claims/{receipt}/{no}", get(claims::picture))
        .route("/claims/{receipt}/remove", post(claims::remove))
        .route("/style.css", get(frame::style))
        .layer(from_fn(guard))
        .with_state(cockpit)
}

/// `/metrics` alone, for a collector.
pub fn metrics(cockpit: Held) -> Router {
    Router::new().route("/metrics", get(metrics_page)).with_state(cockpit)
}

async fn metrics_page(axum::extract::State(cockpit): axum::extract::State<Held>) -> Response {
    let made = super::request::blocking(move || {
        super::meter::text(&cockpit.meter, &cockpit.platform, &*cockpit.board, super::now()).map_err(super::trouble)
    });
    match made.await {
        Ok(text) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], text).into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

/// A form of another site is refused, and every page says that it runs nothing and stands in no frame.
async fn guard(request: Request, next: Next) -> Response {
    if request.method() == Method::POST && !is_own(request.headers()) {
        return (StatusCode::FORBIDDEN, "a form of another site").into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; \
             base-uri 'none'",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether a request that changes something comes from a page of ours. Browsers say where a form stands; the cookie, which
/// goes with no request from elsewhere, is the second lock.
fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_another_site_is_not_ours() {
        let headers = |origin: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("cockpit.example:8701"));
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            }
            headers
        };
        assert!(is_own(&headers(Some("https://cockpit.example:8701"))));
        assert!(!is_own(&headers(Some("https://elsewhere.example"))));
        assert!(!is_own(&headers(Some("null"))));
        assert!(!is_own(&headers(None)));
    }
}
