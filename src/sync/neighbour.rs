//! A neighbour's line. A station whose own line is dead gives what waits, sealed as for a stick, to a machine of the same house that
//! still has one; that hands the file to the platform and brings back what the platform answered. It needs no key, keeps nothing and can
//! read nothing, neither of what goes nor of what comes: so it is a program of its own, and the kiosk itself never listens.

use super::http::{BadAddress, address, client_of, install_tls, no_answer};
use super::policy;
use super::tls;
use super::transport::LineFault;
use crate::domain::ledger::Trouble;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use reqwest::Url;
use reqwest::blocking::Client;
use rustls::RootCertStore;
use std::io::{self, Read as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use yizhan_wire::bundle;
use yizhan_wire::paths::CARRIED;

/// Where a neighbour listens when nothing else is said.
pub const PORT: u16 = 7430;
/// The largest file that is carried, in bytes: ten times what a station gives at once.
const MAX_UP: usize = 16 * 1024 * 1024;
/// So many files are carried in an hour: a house has a handful of stations, and nobody else is to spend the line.
const FILES_AN_HOUR: u32 = 240;
const HOUR: Duration = Duration::from_hours(1);
const FILE: &str = "application/octet-stream";

/// A way for sealed files: to the platform itself, or to a neighbour that has one.
pub struct Carrier {
    client: Client,
    at: Url,
}

impl Carrier {
    /// A way to whoever takes files below `base`. `now` is the time by which certificates are judged, in Unix seconds.
    ///
    /// # Errors
    /// When the address is no HTTP address.
    pub fn to(base: &str, now: impl Fn() -> i64 + Send + Sync + 'static) -> Result<Self, BadAddress> {
        let mut at = address(base)?;
        install_tls();
        let roots = if at.scheme() == "https" { tls::roots() } else { RootCertStore::empty() };
        let bad = |error: &dyn std::fmt::Display| BadAddress::Client(error.to_string());
        let tls = tls::whole(Arc::new(roots), Arc::new(now)).map_err(|error| bad(&error))?;
        let client = client_of(tls).map_err(|error| bad(&error))?;
        at.set_path(&format!("{}{CARRIED}", at.path().trim_end_matches('/')));
        Ok(Self { client, at })
    }

    /// Hands over a file and returns the one that comes back. Whether it is worth anything only its seal says.
    ///
    /// # Errors
    /// When nobody was there, or the file was not taken.
    pub fn carry(&self, file: Vec<u8>) -> Result<Vec<u8>, LineFault> {
        let start = Instant::now();
        let request = self.client.post(self.at.clone()).header(header::CONTENT_TYPE, FILE).body(file);
        let mut answer = request.send().map_err(|error| no_answer(&error).0)?;
        let status = answer.status().as_u16();
        if status != 200 {
            let trouble = if status >= 429 { Trouble::PlatformInTrouble } else { Trouble::Unreadable };
            return Err(LineFault::new(trouble, format!("the file was not carried: status {status}")));
        }
        let mut back = Vec::new();
        loop {
            let read = answer.by_ref().take(64 * 1024).read_to_end(&mut back);
            match read.map_err(|error| LineFault::new(Trouble::Unreachable, format!("the answer was cut: {error}")))? {
                0 => return Ok(back),
                _ if back.len() as u64 > policy::MAX_PACKED_BYTES => {
                    return Err(LineFault::new(
                        Trouble::NotThePlatform,
                        "the answer is larger than any that was asked for",
                    ));
                }
                _ if start.elapsed() > policy::WHOLE_REQUEST => {
                    return Err(LineFault::new(Trouble::Unreachable, "the answer came too slowly"));
                }
                _ => {}
            }
        }
    }
}

/// Carries files of neighbours to the platform, one at a time, until the process ends.
///
/// # Errors
/// When the system lets nobody listen.
pub fn serve(listener: TcpListener, platform: Carrier) -> io::Result<()> {
    let house =
        Arc::new(House { platform, turn: tokio::sync::Semaphore::new(1), carried: Mutex::new((Instant::now(), 0)) });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().max_blocking_threads(1).build()?;
    listener.set_nonblocking(true)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let routes = Router::new().route(CARRIED, post(carried)).layer(DefaultBodyLimit::max(MAX_UP));
        axum::serve(listener, routes.with_state(house)).await
    })
}

/// Who carries for the house.
struct House {
    platform: Carrier,
    /// One file at a time: two would only share the line, and each is held in memory.
    turn: tokio::sync::Semaphore,
    /// Since when files are counted, and how many there were.
    carried: Mutex<(Instant, u32)>,
}

impl House {
    fn may_carry_one_more(&self, now: Instant) -> bool {
        let mut carried = self.carried.lock().unwrap_or_else(PoisonError::into_inner);
        if now.duration_since(carried.0) >= HOUR {
            *carried = (now, 0);
        }
        carried.1 += 1;
        carried.1 <= FILES_AN_HOUR
    }
}

async fn carried(State(house): State<Arc<House>>, file: Bytes) -> Response {
    // Anything else has no business on the station's line.
    if !bundle::may_be_one(&file) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let Ok(_turn) = house.turn.try_acquire() else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    if !house.may_carry_one_more(Instant::now()) {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    }
    let (by, bytes) = (Arc::clone(&house), file.len());
    match tokio::task::spawn_blocking(move || by.platform.carry(file.into())).await {
        Ok(Ok(back)) => {
            tracing::info!(up = bytes, down = back.len(), "a neighbour's file was carried");
            ([(header::CONTENT_TYPE, FILE)], back).into_response()
        }
        Ok(Err(fault)) => {
            tracing::info!(up = bytes, %fault, "a neighbour's file was not carried");
            StatusCode::BAD_GATEWAY.into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a neighbour's file was not carried");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
