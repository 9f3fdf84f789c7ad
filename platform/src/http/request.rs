//! A request as it came: read under limits, believed only when signed.

use super::Problem;
use crate::core::Platform;
use crate::core::media::Wanted;
use crate::core::storage::{Station, StorageError};
use crate::core::trust::{NotAdmitted, Said, SignedBy};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::Duration;
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::signature::{
    CONTENT_DIGEST, RequestParts, SIGNATURE, SIGNATURE_INPUT, STATION, Signed, created_of, suite_of, tag_of,
    verify_request,
};
use yizhan_wire::suite::Suite;
use yizhan_wire::trust::Tag;
use yizhan_wire::{MAX_BODY_BYTES, StationId, zip};

/// A body takes this long at most; on a line that is slower a station sends smaller batches.
const BODY_TIMEOUT: Duration = Duration::from_mins(2);
/// The body of an enrolment: a code and a key.
pub const SMALL_BODY: usize = 4 * 1024;

/// A request, whole.
pub struct Whole {
    head: Parts,
    pub body: Bytes,
}

impl Whole {
    /// Reads the body, up to `limit` bytes as they are on the line.
    pub async fn read(request: Request, limit: usize) -> Result<Self, Problem> {
        let (head, body) = request.into_parts();
        Ok(Self { head, body: read_body(body, limit).await? })
    }

    /// Reads a request of an enrolled station, up to the protocol's limit; a stranger's body is not read at all.
    pub async fn of_station(platform: &Arc<Platform>, request: Request) -> Result<(Station, Self), Problem> {
        let id = station_id(request.headers()).ok_or(Problem::UnknownStation)?;
        let platform = Arc::clone(platform);
        let station = blocking(move || platform.station(id).map_err(trouble)).await?.ok_or(Problem::UnknownStation)?;
        let whole = Self::read(request, MAX_BODY_BYTES).await?;
        Ok((station, whole))
    }

    /// Whether the station signed the request, is heard at all, and is the machine that enrolled; and with which of its keys.
    pub fn believe(&self, platform: &Platform, station: &Station) -> Result<SignedBy, Problem> {
        let trust = platform.trust(station.id).map_err(trouble)?;
        let now = super::now();
        let signed_by = match (self.verify(&station.key), trust.old_key_at(now)) {
            (Ok(()), _) => SignedBy::Present,
            (Err(_), Some(old)) => self.verify(old).map(|()| SignedBy::Old)?,
            (Err(problem), None) => return Err(problem),
        };
        let created = created_of(text(&self.head.headers, SIGNATURE_INPUT));
        let tag = tag(&self.head.headers);
        let said = Said { machine: tag.machine, created, set_right_s: tag.set_right_s };
        platform.admit(station.id, &trust, &said, now).map_err(trouble)?.map_err(Problem::from)?;
        Ok(signed_by)
    }

    /// The key of the platform that the sender believes.
    pub fn believed_key(&self, platform: &Platform, station: &Station) -> Result<PublicKey, Problem> {
        let headers = &self.head.headers;
        platform.believed(tag(headers).believes.as_deref(), Some(station.id), suite(headers)).map_err(trouble)
    }

    /// Whether the holder of this key signed the request, as the station it names.
    pub fn verify(&self, key: &PublicKey) -> Result<(), Problem> {
        let query = format!("?{}", self.query());
        let parts = RequestParts {
            method: self.head.method.as_str(),
            path: self.head.uri.path(),
            query: &query,
            station: station_id(&self.head.headers).ok_or(Problem::NotSigned)?,
            body: &self.body,
        };
        let signed = Signed {
            content_digest: text(&self.head.headers, CONTENT_DIGEST).to_owned(),
            signature_input: text(&self.head.headers, SIGNATURE_INPUT).to_owned(),
            signature: text(&self.head.headers, SIGNATURE).to_owned(),
        };
        verify_request(key, &parts, &signed).map_err(|reason| {
            tracing::warn!(station = parts.station.0, %reason, "a request does not count");
            Problem::NotSigned
        })
    }

    /// Which part of the body is wanted, where the request says so.
    pub fn range(&self) -> Option<Wanted> {
        Wanted::parse(text(&self.head.headers, header::RANGE.as_str()))
    }

    /// Whether the request claims a signature at all.
    pub fn is_signed(&self) -> bool {
        self.head.headers.contains_key(SIGNATURE)
    }

    /// The query without its question mark.
    pub fn query(&self) -> &str {
        self.head.uri.query().unwrap_or_default()
    }

    /// The body's JSON, unpacked where it says that it is packed.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let unreadable = |reason: &dyn std::fmt::Display| {
            tracing::warn!(%reason, "a body cannot be read");
            Problem::Unreadable
        };
        let unpacked;
        let plain: &[u8] = match text(&self.head.headers, header::CONTENT_ENCODING.as_str()) {
            "zstd" => {
                unpacked = zip::unpack(&self.body).map_err(|e| unreadable(&e))?;
                &unpacked
            }
            "" | "identity" => &self.body,
            _ => return Err(unreadable(&"an encoding other than zstd")),
        };
        // What serde says of a wrong value may quote it: only where it is goes into the log.
        serde_json::from_slice(plain).map_err(|e| unreadable(&format_args!("JSON, column {}", e.column())))
    }
}

async fn read_body(body: Body, limit: usize) -> Result<Bytes, Problem> {
    match tokio::time::timeout(BODY_TIMEOUT, to_bytes(body, limit)).await {
        Err(_) => Err(Problem::TooSlow),
        Ok(Ok(bytes)) => Ok(bytes),
        // Either the limit or a broken line; for the latter nobody reads the answer.
        Ok(Err(_)) => Err(Problem::TooLarge),
    }
}

/// Runs what may wait for the disk or the processor where it holds up no other request.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|panic| {
        tracing::error!(%panic, "a request broke");
        Err(Problem::Trouble)
    })
}

/// Notes the store's trouble for whoever runs the platform; the station learns only that there is one.
#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
pub fn trouble(error: StorageError) -> Problem {
    tracing::error!(%error, "the store failed");
    Problem::Trouble
}

fn station_id(headers: &HeaderMap) -> Option<StationId> {
    text(headers, STATION).parse().ok()
}

/// What the sender says of itself; not to be believed before the signature is.
pub fn tag(headers: &HeaderMap) -> Tag {
    tag_of(text(headers, SIGNATURE_INPUT)).map(Tag::parse).unwrap_or_default()
}

/// By which suite the request says that it is signed.
pub fn suite(headers: &HeaderMap) -> Suite {
    suite_of(text(headers, SIGNATURE_INPUT))
}

impl From<NotAdmitted> for Problem {
    fn from(why: NotAdmitted) -> Self {
        match why {
            NotAdmitted::Revoked => Self::Revoked,
            NotAdmitted::Parked => Self::Parked,
            NotAdmitted::OtherMachine => Self::OtherMachine,
        }
    }
}

pub fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
