//! The line over HTTP. Nothing that arrives is unpacked, parsed or believed before its signature has been verified: on
//! the networks of street stations, a login page with status 200 is an everyday thing.

use super::policy;
use super::tls;
use super::transport::{EnrolFault, Enrolling, LineFault, Transport};
use crate::domain::ledger::Trouble;
use crate::domain::{Cursor, MediaHash, StationId};
use reqwest::Url;
use reqwest::blocking::{Client, Response};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, RANGE};
use reqwest::redirect::Policy;
use rustls::{ClientConfig, RootCertStore};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::Cell;
use std::io::Read as _;
use std::net::TcpStream;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};
use yizhan_wire::enrolment::{Enrolment, EnrolmentRefusal, EnrolmentRequest, PublicKey};
use yizhan_wire::health::{HealthReport, HealthTaken};
use yizhan_wire::signature::{
    CONTENT_DIGEST, RequestParts, SIGNATURE, SIGNATURE_INPUT, STATION, Signed, SigningKey, created_of, sign_request_as,
    verify_answer,
};
use yizhan_wire::trust::{Fingerprint, KeyChange, KeyChanged, Tag, key_id};
use yizhan_wire::{Answers, NoticeMark, NoticePage, Page, Upload, paths, zip};

/// What the head of a request or an answer has, in bytes: some six hundred, mostly signature.
const HEAD_BYTES: u64 = 600;

/// Moment and nonce of a signature.
pub struct Stamp {
    /// Unix time in seconds.
    pub created: i64,
    /// Unguessable text, never used twice.
    pub nonce: String,
    /// By how many seconds the moment was set right, against the machine's own clock.
    pub set_right_s: i64,
}

/// The line of an enrolled station.
pub struct Http {
    wire: Wire,
    station: StationId,
    key: SigningKey,
    platform: PublicKey,
    /// What each request says of its sender.
    tag: Tag,
    /// How far the platform's clock was ahead of ours at its last answer, in seconds.
    ahead_s: Cell<Option<i64>>,
    /// Entries that wait here, as the province is told with the next question about changes.
    unsent: Cell<Option<u64>>,
    /// The platform's word for the station's key is asked for with the next question about changes.
    wants_certificate: Cell<bool>,
    /// How often the platform wants to hear how the station is, as its last page said.
    health_minutes: Cell<Option<u32>>,
    /// Whether the printer has paper, as far as anybody knows.
    paper: Box<dyn Fn() -> Option<bool> + Send + Sync>,
}

/// The line of a machine that is about to enrol.
pub struct FirstContact {
    wire: Wire,
    key: SigningKey,
}

/// The address does not lead to a platform.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    #[error("the platform's address is not a URL of the form https://host[:port]")]
    NotAUrl,
    #[error("the HTTP client could not be set up: {0}")]
    Client(String),
}

/// Whether a platform can be at this address.
///
/// # Errors
/// When it is no HTTP address.
pub fn check_address(base: &str) -> Result<(), BadAddress> {
    address(base).map(|_| ())
}

/// Whether anything listens at a platform's address. Whether it is the platform only a signed answer says.
#[must_use]
pub fn knock(base: &str, patience: Duration) -> bool {
    let Ok(base) = address(base) else { return false };
    let addresses = base.socket_addrs(|| None).unwrap_or_default();
    addresses.iter().any(|address| TcpStream::connect_timeout(address, patience).is_ok())
}

pub(super) fn address(base: &str) -> Result<Url, BadAddress> {
    let base = Url::parse(base).map_err(|_| BadAddress::NotAUrl)?;
    if matches!(base.scheme(), "http" | "https") && base.host().is_some() { Ok(base) } else { Err(BadAddress::NotAUrl) }
}

impl Http {
    /// A line to the platform at `base`, as `station`.
    ///
    /// # Errors
    /// When the address is no HTTP address.
    pub fn new(
        base: &str,
        station: StationId,
        key: SigningKey,
        platform: PublicKey,
        stamp: impl Fn() -> Stamp + Send + Sync + 'static,
    ) -> Result<Self, BadAddress> {
        let tag = Tag { believes: Some(key_id(&platform)), ..Tag::default() };
        let wire = Wire::new(base, Arc::new(stamp))?;
        Ok(Self {
            wire,
            station,
            key,
            platform,
            tag,
            ahead_s: Cell::new(None),
            unsent: Cell::new(None),
            wants_certificate: Cell::new(false),
            health_minutes: Cell::new(None),
            paper: Box::new(|| None),
        })
    }

    /// The same, saying which machine this is.
    #[must_use]
    pub fn from_machine(mut self, machine: Fingerprint) -> Self {
        self.tag.machine = Some(machine).filter(|machine| !machine.is_nothing());
        self
    }

    /// The same, telling the province whether there is paper.
    #[must_use]
    pub fn with_paper(mut self, paper: impl Fn() -> Option<bool> + Send + Sync + 'static) -> Self {
        self.paper = Box::new(paper);
        self
    }

    /// Tells the platform of the station's new key.
    ///
    /// # Errors
    /// When no signed answer came, or the platform does not take it.
    pub fn change_key(&self, change: &KeyChange) -> Result<KeyChanged, LineFault> {
        self.ask(&Question::post(paths::KEYS, packed(change)?))
    }

    /// How often the platform wants to hear how the station is; `None`: it does not, or has never been asked anything.
    pub fn health_minutes(&self) -> Option<u32> {
        self.health_minutes.get()
    }

    /// Tells the platform how the station is. Only where [`Self::health_minutes`] says that it wants to hear it.
    ///
    /// # Errors
    /// When no signed answer came, or the platform does not take it.
    pub fn tell_health(&self, report: &HealthReport) -> Result<HealthTaken, LineFault> {
        self.ask(&Question::post(paths::HEALTH, packed(report)?))
    }

    /// How far the platform's clock was ahead of ours at its last answer, in seconds; once an answer.
    pub fn take_ahead(&self) -> Option<i64> {
        self.ahead_s.take()
    }

    /// Bytes sent and received since this was last asked, as they were on the line; the few of TLS and TCP left out.
    pub fn take_traffic(&self) -> (u64, u64) {
        (self.wire.up.take(), self.wire.down.take())
    }

    fn ask<T: DeserializeOwned>(&self, question: &Question<'_>) -> Result<T, LineFault> {
        let reply = self.believed(question)?;
        match reply.status {
            200 => reply.read(),
            _ => Err(refused(&reply)),
        }
    }

    /// The answer, once its signature has been verified.
    fn believed(&self, question: &Question<'_>) -> Result<Reply, LineFault> {
        let mut asked = self.wire.exchange(question, self.station, &self.key, Some(&self.tag));
        if asked.is_err() && self.wire.only_the_day.take() {
            // For this one try by the time that was just told; from the next on the clock has been set right.
            let ahead = self.ask_the_time()?;
            self.wire.ahead_s.store(ahead, Ordering::Relaxed);
            asked = self.wire.exchange(question, self.station, &self.key, Some(&self.tag));
            self.wire.ahead_s.store(0, Ordering::Relaxed);
        }
        let (reply, signature) = asked?;
        reply.verify(&self.platform, &signature)?;
        let now = (self.wire.stamp)().created;
        self.ahead_s.set(created_of(&reply.signed.signature_input).map(|theirs| theirs.saturating_sub(now)));
        Ok(reply)
    }
}

impl Http {
    /// How far the platform's clock is ahead of ours, asked over a connection whose certificate was judged by everything but the
    /// day. What is asked for is public, and the answer counts by the platform's own signature.
    fn ask_the_time(&self) -> Result<i64, LineFault> {
        let question = Question::get(paths::CHANGES, Some("after=0&limit=1"));
        let (reply, signature) = self.wire.exchange_on_any_day(&question, self.station, &self.key, &self.tag)?;
        reply.verify(&self.platform, &signature)?;
        let now = (self.wire.stamp)().created;
        let theirs = created_of(&reply.signed.signature_input)
            .ok_or_else(|| LineFault::new(Trouble::Unreadable, "the answer does not say when it was signed"))?;
        let ahead = theirs.saturating_sub(now);
        tracing::warn!(
            ahead,
            "the platform's certificate is for another day than this station's; the platform said what day it is"
        );
        // Told to whoever keeps the clock, also where the try that follows fails.
        self.ahead_s.set(Some(ahead));
        Ok(ahead)
    }
}

/// Why the platform does not answer a request as a whole.
fn refused(reply: &Reply) -> LineFault {
    #[derive(serde::Deserialize)]
    struct Problem {
        problem: String,
    }
    let problem = reply.read::<Problem>().map(|told| told.problem).unwrap_or_default();
    let said =
        |trouble| LineFault::new(trouble, format!("the platform answered with status {} {problem}", reply.status));
    match (reply.status, problem.as_str()) {
        (403, "revoked") => return said(Trouble::Revoked),
        (403, "parked" | "other_machine") => return said(Trouble::Parked),
        _ => {}
    }
    match reply.status {
        401 | 403 => said(Trouble::NotEnrolled),
        429 | 500..=599 => said(Trouble::PlatformInTrouble),
        _ => said(Trouble::Unreadable),
    }
}

impl Transport for Http {
    fn upload(&self, upload: &Upload) -> Result<Answers, LineFault> {
        self.ask(&Question::post(paths::ENTRIES, packed(upload)?))
    }

    fn changes(&self, after: Cursor, limit: usize, ahead: usize) -> Result<Page, LineFault> {
        let ahead = if ahead == 0 { String::new() } else { format!("&ahead={ahead}") };
        let unsent = self.unsent.take().map_or_else(String::new, |unsent| format!("&unsent={unsent}"));
        let paper = match (self.paper)() {
            Some(true) => "&paper=yes",
            Some(false) => "&paper=no",
            None => "",
        };
        let certificate = if self.wants_certificate.take() { "&certificate=yes" } else { "" };
        let query = format!("after={after}&limit={limit}{unsent}{paper}{ahead}{certificate}");
        let page: Page = self.ask(&Question::get(paths::CHANGES, Some(&query)))?;
        self.health_minutes.set(page.health_minutes);
        Ok(page)
    }

    fn say_unsent(&self, unsent: u64) {
        self.unsent.set(Some(unsent));
    }

    fn want_certificate(&self) {
        self.wants_certificate.set(true);
    }

    fn notices(&self, mark: NoticeMark, limit: usize) -> Result<NoticePage, LineFault> {
        let id = mark.id.map_or_else(String::new, |id| format!("&id={id}"));
        let query = format!("after={}&limit={limit}{id}", mark.seq);
        self.ask(&Question::get(paths::NOTICES, Some(&query)))
    }

    /// The range is not covered by the request's signature, nor need it be: what is put together counts by its hash alone.
    fn medium(&self, hash: MediaHash, from: u64, limit: u64) -> Result<Option<Vec<u8>>, LineFault> {
        let path = format!("{}{hash}", paths::MEDIA);
        let range = format!("bytes={from}-{}", from.saturating_add(limit.max(1)) - 1);
        let reply = self.believed(&Question { range: Some(&range), ..Question::get(&path, None) })?;
        match reply.status {
            206 => Ok(Some(reply.body)),
            // A platform that gives no ranges gives the whole: what is here already is left out.
            200 => Ok(reply.body.get(usize::try_from(from).unwrap_or(usize::MAX)..).map(<[u8]>::to_vec)),
            404 | 416 => Ok(None),
            _ => Err(refused(&reply)),
        }
    }
}

impl FirstContact {
    /// A line for one enrolment under a fresh key.
    ///
    /// # Errors
    /// When the address is no HTTP address.
    pub fn new(
        base: &str,
        key: SigningKey,
        stamp: impl Fn() -> Stamp + Send + Sync + 'static,
    ) -> Result<Self, BadAddress> {
        Ok(Self { wire: Wire::new(base, Arc::new(stamp))?, key })
    }
}

impl Enrolling for FirstContact {
    /// The request is signed by the new key, as station 0, to prove that the machine holds it. The answer must be signed
    /// by the key it introduces: from then on that key is the platform, and whoever carried the code to the machine
    /// vouches for the address.
    fn enrol(&self, request: &EnrolmentRequest) -> Result<Enrolment, EnrolFault> {
        let question = Question::post(paths::ENROLMENTS, packed(request)?);
        let (reply, signature) = self.wire.exchange(&question, StationId(0), &self.key, None)?;
        if (400..500).contains(&reply.status)
            && let Ok(refusal) = reply.read::<EnrolmentRefusal>()
        {
            return Err(EnrolFault::Refused(refusal));
        }
        if reply.status != 200 {
            let trouble = if reply.status >= 500 { Trouble::PlatformInTrouble } else { Trouble::NotThePlatform };
            return Err(LineFault::new(trouble, format!("status {}", reply.status)).into());
        }
        let enrolment: Enrolment =
            reply.read().map_err(|fault| LineFault { trouble: Trouble::NotThePlatform, ..fault })?;
        reply.verify(&enrolment.platform_key, &signature)?;
        Ok(enrolment)
    }
}

struct Question<'a> {
    method: &'static str,
    path: &'a str,
    query: Option<&'a str>,
    /// The part of the body that is wanted, as the header says it.
    range: Option<&'a str>,
    body: Vec<u8>,
}

impl<'a> Question<'a> {
    const fn post(path: &'a str, body: Vec<u8>) -> Self {
        Self { method: "POST", path, query: None, range: None, body }
    }

    const fn get(path: &'a str, query: Option<&'a str>) -> Self {
        Self { method: "GET", path, query, range: None, body: Vec::new() }
    }
}

fn packed(value: &impl Serialize) -> Result<Vec<u8>, LineFault> {
    serde_json::to_vec(value)
        .map_err(std::io::Error::from)
        .and_then(|plain| zip::pack(&plain))
        .map_err(|e| LineFault::new(Trouble::Unreadable, format!("the request could not be written: {e}")))
}

/// What came back, as it was on the line.
struct Reply {
    status: u16,
    signed: Signed,
    packed: bool,
    body: Vec<u8>,
}

impl Reply {
    fn verify(&self, platform: &PublicKey, request_signature: &str) -> Result<(), LineFault> {
        verify_answer(platform, self.status, &self.body, request_signature, &self.signed).map_err(|e| {
            LineFault::new(
                Trouble::NotThePlatform,
                format!("an answer with status {} does not count: {e}", self.status),
            )
        })
    }

    fn read<T: DeserializeOwned>(&self) -> Result<T, LineFault> {
        let unreadable = |e: &dyn std::fmt::Display| LineFault::new(Trouble::Unreadable, e.to_string());
        let unpacked;
        let plain = if self.packed {
            unpacked = zip::unpack(&self.body).map_err(|e| unreadable(&e))?;
            &unpacked
        } else {
            &self.body
        };
        serde_json::from_slice(plain).map_err(|e| unreadable(&e))
    }
}

struct Wire {
    client: Client,
    /// The same but for the day of certificates; only where there are any, and only for what is public.
    any_day: Option<Client>,
    base: Url,
    stamp: Stamper,
    up: Cell<u64>,
    down: Cell<u64>,
    /// The last exchange failed, and nothing but the day was wrong with the platform's certificate.
    only_the_day: Cell<bool>,
    /// So many seconds the platform is ahead, for certificates only, until the clock has been set right.
    ahead_s: Arc<AtomicI64>,
}

type Stamper = Arc<dyn Fn() -> Stamp + Send + Sync>;

impl Wire {
    fn new(base: &str, stamp: Stamper) -> Result<Self, BadAddress> {
        // Nobody is trusted where nobody is asked for a certificate.
        let roots = if base.starts_with("https:") { tls::roots() } else { RootCertStore::empty() };
        Self::trusting(roots, base, stamp)
    }

    fn trusting(roots: RootCertStore, base: &str, stamp: Stamper) -> Result<Self, BadAddress> {
        let base = address(base)?;
        install_tls();
        let ahead_s = Arc::new(AtomicI64::new(0));
        let (ahead, clock, roots) = (Arc::clone(&ahead_s), Arc::clone(&stamp), Arc::new(roots));
        let now = Arc::new(move || clock().created.saturating_add(ahead.load(Ordering::Relaxed)));
        let bad = |e: &dyn std::fmt::Display| BadAddress::Client(e.to_string());
        let whole = tls::whole(Arc::clone(&roots), now).map_err(|e| bad(&e))?;
        let client = client_of(whole).map_err(|e| bad(&e))?;
        let any_day = tls::of_any_day(roots).map(client_of).transpose().map_err(|e| bad(&e))?;
        Ok(Self {
            client,
            any_day,
            base,
            stamp,
            up: Cell::new(0),
            down: Cell::new(0),
            only_the_day: Cell::new(false),
            ahead_s,
        })
    }

    /// As [`Self::exchange`], over a connection that passes over the day of certificates.
    fn exchange_on_any_day(
        &self,
        question: &Question<'_>,
        station: StationId,
        key: &SigningKey,
        tag: &Tag,
    ) -> Result<(Reply, String), LineFault> {
        let client = self.any_day.as_ref();
        let client =
            client.ok_or_else(|| LineFault::new(Trouble::NotThePlatform, "this machine trusts no authority"))?;
        self.exchange_by(client, question, station, key, Some(tag))
    }

    /// Sends the question and reads the whole reply. Returns it with the signature of the request, which an answer covers.
    fn exchange(
        &self,
        question: &Question<'_>,
        station: StationId,
        key: &SigningKey,
        tag: Option<&Tag>,
    ) -> Result<(Reply, String), LineFault> {
        self.exchange_by(&self.client, question, station, key, tag)
    }

    fn exchange_by(
        &self,
        client: &Client,
        question: &Question<'_>,
        station: StationId,
        key: &SigningKey,
        tag: Option<&Tag>,
    ) -> Result<(Reply, String), LineFault> {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{}", self.base.path().trim_end_matches('/'), question.path));
        url.set_query(question.query);
        let query = format!("?{}", question.query.unwrap_or_default());
        let parts =
            RequestParts { method: question.method, path: url.path(), query: &query, station, body: &question.body };
        let Stamp { created, nonce, set_right_s } = (self.stamp)();
        let set_right_s = Some(set_right_s).filter(|seconds| *seconds != 0);
        let tag = tag.map_or_else(String::new, |tag| Tag { set_right_s, ..tag.clone() }.to_string());
        let signed = sign_request_as(key, &parts, created, &nonce, &tag);
        let request = match question.method {
            "POST" => client
                .post(url.clone())
                .header(CONTENT_TYPE, "application/json")
                .header(CONTENT_ENCODING, "zstd")
                .body(question.body.clone()),
            _ => client.get(url.clone()),
        };
        let request = match question.range {
            Some(range) => request.header(RANGE, range),
            None => request,
        };
        let start = Instant::now();
        self.up.set(self.up.get() + HEAD_BYTES + question.body.len() as u64);
        let response = request
            .header(STATION, station.to_string())
            .header(CONTENT_DIGEST, &signed.content_digest)
            .header(SIGNATURE_INPUT, &signed.signature_input)
            .header(SIGNATURE, &signed.signature)
            .send()
            .map_err(|e| {
                let (fault, only_the_day) = no_answer(&e);
                self.only_the_day.set(only_the_day);
                fault
            })?;
        let reply = read_reply(response, start);
        let body = reply.as_ref().map_or(0, |reply| reply.body.len() as u64);
        self.down.set(self.down.get() + HEAD_BYTES + body);
        Ok((reply?, signed.signature))
    }
}

/// Reads a reply under the limits of size and time.
fn read_reply(mut response: Response, start: Instant) -> Result<Reply, LineFault> {
    let status = response.status().as_u16();
    let signed = signed_headers(response.headers());
    let packed = response.headers().get(CONTENT_ENCODING).is_some_and(|v| v.as_bytes() == b"zstd");
    let mut body = Vec::new();
    loop {
        let read = response.by_ref().take(64 * 1024).read_to_end(&mut body);
        let read = read.map_err(|e| LineFault::new(Trouble::Unreachable, format!("the answer was cut: {e}")))?;
        if read == 0 {
            return Ok(Reply { status, signed, packed, body });
        }
        if body.len() as u64 > policy::MAX_PACKED_BYTES {
            return Err(LineFault::new(Trouble::NotThePlatform, "the answer is larger than any the platform gives"));
        }
        if start.elapsed() > policy::WHOLE_REQUEST {
            return Err(LineFault::new(Trouble::Unreachable, "the answer came too slowly"));
        }
    }
}

fn signed_headers(headers: &HeaderMap) -> Signed {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    Signed { content_digest: text(CONTENT_DIGEST), signature_input: text(SIGNATURE_INPUT), signature: text(SIGNATURE) }
}

/// Why no answer came. A certificate that does not verify means that somebody answered who is not the platform; all else
/// is a line that does not carry. The address is left out of the detail: the log need not repeat it each time.
/// Answers beside it whether nothing but the day is wrong with the certificate.
pub(super) fn no_answer(error: &reqwest::Error) -> (LineFault, bool) {
    let mut causes = Vec::new();
    let mut next: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(cause) = next {
        if let Some(error @ rustls::Error::InvalidCertificate(_)) = of_tls(cause) {
            return (LineFault::new(Trouble::NotThePlatform, cause.to_string()), tls::is_about_the_day(error));
        }
        causes.push(cause.to_string());
        next = cause.source();
    }
    causes.dedup();
    (LineFault::new(Trouble::Unreachable, causes.join(": ")), false)
}

/// What TLS said, in however many errors of reading and writing it is wrapped: those do not name it as their source.
fn of_tls<'e>(cause: &'e (dyn std::error::Error + 'static)) -> Option<&'e rustls::Error> {
    cause.downcast_ref().or_else(|| of_tls(cause.downcast_ref::<std::io::Error>()?.get_ref()?))
}

pub(super) fn client_of(tls: ClientConfig) -> Result<Client, reqwest::Error> {
    Client::builder()
        .tls_backend_preconfigured(tls)
        // A redirect is what a captive portal does; the platform has one address.
        .redirect(Policy::none())
        // The line is what the technician configured, not what an environment variable says.
        .no_proxy()
        .connect_timeout(policy::CONNECT_TIMEOUT)
        .timeout(policy::REQUEST_TIMEOUT)
        .user_agent(concat!("yizhan/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// rustls wants its cryptography named once a process.
pub(super) fn install_tls() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if rustls::crypto::ring::default_provider().install_default().is_err() {
            tracing::debug!("another TLS provider was installed before ours");
        }
    });
}

#[cfg(test)]
#[path = "skew_tests.rs"]
mod skew_tests;
#[cfg(test)]
#[path = "http_tests.rs"]
mod tests;
#[cfg(test)]
#[path = "tls_tests.rs"]
mod tls_tests;
