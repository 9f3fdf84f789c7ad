//! The line of one fleet: signed requests over HTTP, answers believed only when they verify, and the ways in which both
//! get lost.

use jiff::Timestamp;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use yizhan_wire::StationId;
use yizhan_wire::enrolment::{Enrolment, EnrolmentRequest, PublicKey};
use yizhan_wire::signature::{
    CONTENT_DIGEST, RequestParts, SIGNATURE, SIGNATURE_INPUT, STATION, Signed, SigningKey, sign_request, verify_answer,
};
use yizhan_wire::{paths, zip};

/// A platform that has not answered by then is taken for gone, as a station takes it.
const PATIENCE: Duration = Duration::from_mins(1);

/// The way to one platform.
#[derive(Clone)]
pub struct Line {
    http: reqwest::Client,
    /// Host and port.
    authority: String,
    /// The real time when the line was made: played days pass faster, but requests are signed by a clock that does not.
    made: (Timestamp, Instant),
}

/// Why an exchange came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    #[error("the line: {0}")]
    Http(#[from] reqwest::Error),
    #[error("the line: {0}")]
    Socket(#[from] std::io::Error),
    #[error("an answer that the platform did not sign")]
    NotSigned,
    #[error("the platform answered {0}: {1}")]
    Problem(u16, String),
    #[error("an answer that cannot be read: {0}")]
    Unreadable(String),
    #[error("{0} is no address of a platform: http://HOST:PORT")]
    Address(String),
}

/// Who asks.
pub struct Asker<'a> {
    pub key: &'a SigningKey,
    pub id: StationId,
    pub platform: &'a PublicKey,
    /// Seconds of Unix time by the asker's clock, right or wrong.
    pub clock: i64,
    pub nonce: String,
}

/// An answer with what it cost.
pub struct Heard {
    /// Unpacked.
    pub body: Vec<u8>,
    /// On the line, without HTTP's own heads.
    pub bytes: u64,
}

impl Line {
    /// The way to a platform at `http://HOST:PORT`.
    pub fn to(address: &str, now: Timestamp) -> Result<Self, LineError> {
        let authority =
            address.strip_prefix("http://").ok_or_else(|| LineError::Address(address.to_owned()))?.to_owned();
        // Another part of the program may have chosen the cryptography already: it is the same one.
        let _chosen_before = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().timeout(PATIENCE).tcp_nodelay(true).no_proxy().build()?;
        Ok(Self { http, authority, made: (now, Instant::now()) })
    }

    /// The real time.
    pub fn now(&self) -> Timestamp {
        let (then, since) = self.made;
        then.saturating_add(since.elapsed()).unwrap_or(then)
    }

    /// Turns a code and a key into a station.
    pub async fn enrol(&self, code: &str, key: &SigningKey) -> Result<Enrolment, LineError> {
        let request = EnrolmentRequest { code: code.to_owned(), public_key: key.public(), machine: None };
        let body = serde_json::to_vec(&request).map_err(|e| LineError::Unreadable(e.to_string()))?;
        let answer = self.http.post(self.url(paths::ENROLMENTS, "")).body(body).send().await?;
        let status = answer.status().as_u16();
        let signed = signature_of(answer.headers());
        let body = answer.bytes().await?;
        if status != 200 {
            return Err(LineError::Problem(status, String::from_utf8_lossy(&body).into_owned()));
        }
        let given: Enrolment = serde_json::from_slice(&body).map_err(|e| LineError::Unreadable(e.to_string()))?;
        verify_answer(&given.platform_key, status, &body, "", &signed).map_err(|_| LineError::NotSigned)?;
        Ok(given)
    }

    /// Sends a packed batch.
    pub async fn upload(&self, asker: &Asker<'_>, packed: Vec<u8>) -> Result<Heard, LineError> {
        let signed = asker.sign("POST", paths::ENTRIES, "?", &packed);
        let request = self.http.post(self.url(paths::ENTRIES, "")).header("content-encoding", "zstd");
        self.exchange(asker, request, &signed, packed).await
    }

    /// Asks with a query, `?after=…`.
    pub async fn ask(&self, asker: &Asker<'_>, path: &str, query: &str) -> Result<Heard, LineError> {
        let signed = asker.sign("GET", path, query, &[]);
        self.exchange(asker, self.http.get(self.url(path, query)), &signed, Vec::new()).await
    }

    async fn exchange(
        &self,
        asker: &Asker<'_>,
        request: reqwest::RequestBuilder,
        signed: &Signed,
        body: Vec<u8>,
    ) -> Result<Heard, LineError> {
        let answer = request
            .header(STATION, asker.id.to_string())
            .header(CONTENT_DIGEST, &signed.content_digest)
            .header(SIGNATURE_INPUT, &signed.signature_input)
            .header(SIGNATURE, &signed.signature)
            .body(body)
            .send()
            .await?;
        let status = answer.status().as_u16();
        let under = signature_of(answer.headers());
        let body = answer.bytes().await?;
        verify_answer(asker.platform, status, &body, &signed.signature, &under).map_err(|_| LineError::NotSigned)?;
        if status != 200 {
            return Err(LineError::Problem(status, String::from_utf8_lossy(&body).into_owned()));
        }
        let bytes = body.len() as u64;
        Ok(Heard { body: zip::unpack(&body).map_err(|e| LineError::Unreadable(e.to_string()))?, bytes })
    }

    /// Sends a batch as far as its middle, and lets go of the line.
    pub async fn upload_cut(&self, asker: &Asker<'_>, packed: &[u8]) -> Result<(), LineError> {
        let signed = asker.sign("POST", paths::ENTRIES, "?", packed);
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: {}\r\ncontent-encoding: zstd\r\ncontent-length: {}\r\n{STATION}: {}\r\n\
             {CONTENT_DIGEST}: {}\r\n{SIGNATURE_INPUT}: {}\r\n{SIGNATURE}: {}\r\n\r\n",
            paths::ENTRIES,
            self.authority,
            packed.len(),
            asker.id,
            signed.content_digest,
            signed.signature_input,
            signed.signature,
        );
        let mut socket = TcpStream::connect(&self.authority).await?;
        socket.write_all(head.as_bytes()).await?;
        socket.write_all(packed.get(..packed.len() / 2).unwrap_or_default()).await?;
        socket.shutdown().await?;
        Ok(())
    }

    fn url(&self, path: &str, query: &str) -> String {
        format!("http://{}{path}{query}", self.authority)
    }
}

impl Asker<'_> {
    fn sign(&self, method: &str, path: &str, query: &str, body: &[u8]) -> Signed {
        let parts = RequestParts { method, path, query, station: self.id, body };
        sign_request(self.key, &parts, self.clock, &self.nonce)
    }
}

fn signature_of(headers: &reqwest::header::HeaderMap) -> Signed {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    Signed { content_digest: text(CONTENT_DIGEST), signature_input: text(SIGNATURE_INPUT), signature: text(SIGNATURE) }
}
