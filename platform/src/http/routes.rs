//! What a station asks for.

use super::request::{SMALL_BODY, Whole, blocking, trouble};
use super::{AnsweredBy, FILE, JSON, MediumReply, Problem, Reply, now};
use crate::core::Platform;
use crate::core::carry::{Carried, NotCarried};
use crate::core::health::EVERY_MINUTES;
use crate::core::media::Given;
use crate::core::postings::{PageWanted, StoredPage};
use crate::core::presence::Heard;
use crate::core::trust::NoKeyChange;
use axum::extract::{ConnectInfo, Path, Query, Request, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::sync::Arc;
use yizhan_wire::enrolment::{EnrolmentRefusal, EnrolmentRequest};
use yizhan_wire::health::HealthReport;
use yizhan_wire::trust::KeyChange;
use yizhan_wire::{
    Cursor, MAX_BATCH, MAX_BODY_BYTES, MAX_NOTICES, MAX_PAGE, NoticeId, NoticeMark, NoticeNo, Upload, zip,
};

/// The request need not be signed: the code is what counts. Where it is, the signature must be the new key's, as station 0.
pub async fn enrol(
    State(platform): State<Arc<Platform>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Result<Response, Problem> {
    let peer = peer.ip().to_string();
    if !platform.tries.allows(&peer, now()) {
        tracing::warn!(peer, "too many codes that are none");
        return Err(Problem::TooOften);
    }
    let whole = Whole::read(request, SMALL_BODY).await?;
    blocking(move || {
        let read = whole.json::<EnrolmentRequest>().and_then(|enrolment| {
            if whole.is_signed() { whole.verify(&enrolment.public_key).map(|()| enrolment) } else { Ok(enrolment) }
        });
        let Ok(enrolment) = read else {
            return Ok(plain(StatusCode::BAD_REQUEST, &EnrolmentRefusal::BadRequest)?.into_response());
        };
        match platform.enrol(&enrolment, now()).map_err(trouble)? {
            Ok(enrolled) => {
                tracing::info!(station = enrolled.station.0, suite = enrolment.public_key.suite().as_str(), "enrolled");
                let mut response = plain(StatusCode::OK, &enrolled)?.into_response();
                response.extensions_mut().insert(AnsweredBy(enrolled.platform_key));
                Ok(response)
            }
            Err(refusal) => {
                platform.tries.failed(&peer, now());
                Ok(plain(StatusCode::FORBIDDEN, &refusal)?.into_response())
            }
        }
    })
    .await
}

pub async fn entries(State(platform): State<Arc<Platform>>, request: Request) -> Result<Reply, Problem> {
    let (station, whole) = Whole::of_station(&platform, request).await?;
    blocking(move || {
        whole.believe(&platform, &station)?;
        platform.presence.note(station.id, Heard { at: now(), unsent: None, paper: None });
        let upload: Upload = whole.json()?;
        if upload.entries.len() > MAX_BATCH {
            return Err(Problem::TooMany);
        }
        packed(&platform.take_in(station.id, &upload, now()).map_err(trouble)?)
    })
    .await
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    after: i64,
    limit: Option<usize>,
    /// Of notices: which one stands at `after`.
    id: Option<NoticeId>,
    /// What a station says of itself beside: entries that wait there, and whether its printer has paper (`yes`, `no`).
    unsent: Option<u32>,
    paper: Option<String>,
    /// So many day jobs behind the page are wanted beside it.
    ahead: Option<usize>,
    /// `yes`: the station wants the platform's word for its key.
    certificate: Option<String>,
}

pub async fn changes(State(platform): State<Arc<Platform>>, request: Request) -> Result<Reply, Problem> {
    let (station, whole) = Whole::of_station(&platform, request).await?;
    blocking(move || {
        whole.believe(&platform, &station)?;
        let Asked { after, limit, unsent, paper, ahead, certificate, .. } = asked(&whole)?;
        platform.presence.note(station.id, Heard { at: now(), unsent, paper: paper.map(|word| word == "yes") });
        let (limit, ahead) = (limit.unwrap_or(MAX_PAGE), ahead.unwrap_or(0));
        let wanted = PageWanted { asker: station.id, after: Cursor(after), limit, ahead };
        let page = platform.page(wanted, now()).map_err(trouble)?;
        let keys = platform.announced(&whole.believed_key(&platform, &station)?);
        let certificate = certificate.and_then(|_| platform.certificate_of(station.id, &station.key));
        packed(&StoredPage { keys, health_minutes: Some(EVERY_MINUTES), certificate, ..page })
    })
    .await
}

pub async fn notices(State(platform): State<Arc<Platform>>, request: Request) -> Result<Reply, Problem> {
    let (station, whole) = Whole::of_station(&platform, request).await?;
    blocking(move || {
        whole.believe(&platform, &station)?;
        let Asked { after, limit, id, .. } = asked(&whole)?;
        let mark = NoticeMark { seq: NoticeNo(after), id };
        packed(&platform.notices(station.id, mark, limit.unwrap_or(MAX_NOTICES)).map_err(trouble)?)
    })
    .await
}

/// How a station is. What it says of entries and paper counts as what it says with each question about changes.
pub async fn health(State(platform): State<Arc<Platform>>, request: Request) -> Result<Reply, Problem> {
    let (station, whole) = Whole::of_station(&platform, request).await?;
    blocking(move || {
        whole.believe(&platform, &station)?;
        let report: HealthReport = whole.json()?;
        let unsent = report.unsent.map(|unsent| u32::try_from(unsent).unwrap_or(u32::MAX));
        platform.presence.note(station.id, Heard { at: now(), unsent, paper: report.paper });
        match platform.take_health(station.id, &report, now()).map_err(trouble)? {
            Ok(taken) => packed(&taken),
            Err(field) => {
                tracing::warn!(station = station.id.0, field, "a report of health cannot be right");
                Err(Problem::Unreadable)
            }
        }
    })
    .await
}

pub async fn change_key(State(platform): State<Arc<Platform>>, request: Request) -> Result<Reply, Problem> {
    let (station, whole) = Whole::of_station(&platform, request).await?;
    blocking(move || {
        let signed_by = whole.believe(&platform, &station)?;
        match platform.change_key(&station, signed_by, &whole.json::<KeyChange>()?, now()).map_err(trouble)? {
            Ok(changed) => {
                tracing::info!(station = station.id.0, "a station has a new key");
                plain(StatusCode::OK, &changed)
            }
            Err(NoKeyChange::NotProven) => Err(Problem::NotSigned),
            Err(NoKeyChange::Taken) => Err(Problem::KeyTaken),
        }
    })
    .await
}

/// Nobody's signature is asked for: the file has its station's inside, and the answer is of use to that station only.
pub async fn carried(State(platform): State<Arc<Platform>>, request: Request) -> Result<Reply, Problem> {
    let whole = Whole::read(request, MAX_BODY_BYTES).await?;
    blocking(move || {
        let random = randomness()?;
        match platform.carried(&whole.body, now(), random) {
            Ok(carried) => {
                let Carried { station, accepted, known, refused, back, .. } = carried;
                tracing::info!(station = station.0, accepted, known, refused, "a file was carried here");
                Ok(Reply { status: StatusCode::OK, kind: FILE, packed: false, body: back })
            }
            Err(NotCarried::Storage(error)) => Err(trouble(error)),
            Err(NotCarried::NotAdmitted(why)) => Err(why.into()),
            Err(reason) => {
                tracing::warn!(%reason, "a file that was carried here is not taken");
                Err(Problem::NotCarried)
            }
        }
    })
    .await
}

/// Fresh random bytes for a seal.
pub fn randomness() -> Result<[u8; 32], Problem> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(|error| {
        tracing::error!(%error, "there is no randomness");
        Problem::Trouble
    })?;
    Ok(random)
}

/// A poster or film, or a part of it. Any enrolled station may ask for any: they are shown in the street.
pub async fn medium(
    State(platform): State<Arc<Platform>>,
    Path(hash): Path<String>,
    request: Request,
) -> Result<MediumReply, Problem> {
    let (station, whole) = Whole::of_station(&platform, request).await?;
    blocking(move || {
        whole.believe(&platform, &station)?;
        let hash = hash.parse().map_err(|_| Problem::NotFound)?;
        let given = platform.medium(&hash, whole.range()).map_err(|error| {
            tracing::error!(%error, %hash, "a medium cannot be read");
            Problem::Trouble
        })?;
        match given {
            Given::Whole(bytes) => Ok(MediumReply { status: StatusCode::OK, range: None, bytes }),
            Given::Part { bytes, range, length } => {
                let range = format!("bytes {}-{}/{length}", range.start(), range.end());
                Ok(MediumReply { status: StatusCode::PARTIAL_CONTENT, range: Some(range), bytes })
            }
            Given::NoSuchRange { .. } => Err(Problem::NoSuchRange),
            Given::TooLarge => Err(Problem::TooLarge),
            Given::NotHere => Err(Problem::NotFound),
        }
    })
    .await
}

pub async fn openapi() -> Result<Reply, Problem> {
    let document = yizhan_wire::openapi::document().map_err(|error| {
        tracing::error!(%error, "the protocol's document cannot be read");
        Problem::Trouble
    })?;
    plain(StatusCode::OK, &document)
}

fn asked(whole: &Whole) -> Result<Asked, Problem> {
    let uri: Uri = format!("/?{}", whole.query()).parse().map_err(|_| Problem::Unreadable)?;
    let Query(asked) = Query::<Asked>::try_from_uri(&uri).map_err(|_| Problem::Unreadable)?;
    if asked.after < 0 { Err(Problem::Unreadable) } else { Ok(asked) }
}

fn plain(status: StatusCode, value: &impl Serialize) -> Result<Reply, Problem> {
    Ok(Reply { status, kind: JSON, packed: false, body: json(value)? })
}

fn packed(value: &impl Serialize) -> Result<Reply, Problem> {
    let body = zip::pack(&json(value)?).map_err(|error| {
        tracing::error!(%error, "an answer cannot be packed");
        Problem::Trouble
    })?;
    Ok(Reply { status: StatusCode::OK, kind: JSON, packed: true, body })
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value).map_err(|error| {
        tracing::error!(%error, "an answer cannot be written");
        Problem::Trouble
    })
}
