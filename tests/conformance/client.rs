//! A station made of the protocol's pages: it signs, verifies every answer, and holds each against the document of the protocol.

use jsonschema::Validator;
use reqwest::blocking::Response;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::cell::Cell;
use std::sync::Once;
use yizhan_wire::enrolment::{Enrolment, PublicKey};
use yizhan_wire::entry::body_hash;
use yizhan_wire::signature::{
    CONTENT_DIGEST, RequestParts, SIGNATURE, SIGNATURE_INPUT, STATION, Signed, SigningKey, created_of, sign_request,
    verify_answer,
};
use yizhan_wire::suite::Suite;
use yizhan_wire::{Entry, EntryId, EntryKind, Outcome, ReceiptNo, SeqNo, StationId, SubjectId, Upload, openapi, zip};

pub struct Client {
    pub url: String,
    pub station: StationId,
    seed: [u8; 32],
    pub suite: Suite,
    pub platform: PublicKey,
    document: Value,
    /// The next free place in the station's sequence.
    next: Cell<i64>,
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn problem(&self) -> (u16, String) {
        (self.status, self.json()["problem"].as_str().unwrap_or_default().to_owned())
    }
}

fn http() -> reqwest::blocking::Client {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| rustls::crypto::ring::default_provider().install_default().unwrap_or_default());
    reqwest::blocking::Client::new()
}

fn text(response: &Response, name: &str) -> String {
    response.headers().get(name).map_or("", |v| v.to_str().unwrap()).to_owned()
}

fn parts(response: Response) -> (u16, Signed, Vec<u8>) {
    let signed = Signed {
        content_digest: text(&response, CONTENT_DIGEST),
        signature_input: text(&response, SIGNATURE_INPUT),
        signature: text(&response, SIGNATURE),
    };
    let packed = text(&response, "content-encoding") == "zstd";
    let status = response.status().as_u16();
    let body = response.bytes().unwrap().to_vec();
    // Kept packed until the signature is verified: it covers what was on the line.
    let body = if packed { [b"Z".as_slice(), &body].concat() } else { [b"P".as_slice(), &body].concat() };
    (status, signed, body)
}

fn unmarked(body: &[u8]) -> Vec<u8> {
    match body.split_first().unwrap() {
        (b'Z', packed) => zip::unpack(packed).unwrap(),
        (_, plain) => plain.to_vec(),
    }
}

impl Client {
    /// Enrols; the refusal's status and body where it is refused.
    pub fn enrol(url: &str, code: &str, seed: [u8; 32], suite: Suite) -> Result<Self, (u16, Value)> {
        let public_key = SigningKey::of(suite, &seed).unwrap().public();
        let request = json!({ "code": code, "public_key": public_key }).to_string();
        let response = http().post(format!("{url}/v1/enrolments")).body(request).send().unwrap();
        let (status, signed, body) = parts(response);
        let plain = unmarked(&body);
        if status != 200 {
            return Err((status, serde_json::from_slice(&plain).unwrap()));
        }
        let given: Enrolment = serde_json::from_slice(&plain).unwrap();
        verify_answer(&given.platform_key, status, &body[1..], "", &signed).unwrap();
        let (station, platform) = (given.station, given.platform_key);
        let document = openapi::document().unwrap();
        assert_eq!(platform.suite(), suite, "it is answered by the suite it brings");
        let client = Self { url: url.to_owned(), station, seed, suite, platform, document, next: Cell::new(1) };
        client.holds("Enrolment", &serde_json::from_slice(&plain).unwrap());
        Ok(client)
    }

    pub fn key(&self) -> SigningKey {
        SigningKey::of(self.suite, &self.seed).unwrap()
    }

    /// The same machine under another number.
    pub fn named(&self, station: StationId) -> Self {
        Self {
            url: self.url.clone(),
            document: self.document.clone(),
            platform: self.platform.clone(),
            station,
            next: Cell::new(1),
            ..*self
        }
    }

    /// The same station under another key.
    pub fn with_key(&self, seed: [u8; 32]) -> Self {
        Self { seed, ..self.named(self.station) }
    }

    /// When an answer says that it was signed.
    pub fn time_of(&self, method: &str, path: &str, query: &str, signed: &Signed) -> i64 {
        let request = http().request(method.parse().unwrap(), format!("{}{path}{query}", self.url));
        let request = request
            .header(STATION, self.station.to_string())
            .header(CONTENT_DIGEST, &signed.content_digest)
            .header(SIGNATURE_INPUT, &signed.signature_input)
            .header(SIGNATURE, &signed.signature);
        let (status, answer, body) = parts(request.send().unwrap());
        verify_answer(&self.platform, status, &body[1..], &signed.signature, &answer).unwrap();
        created_of(&answer.signature_input).expect("an answer says when it was signed")
    }

    /// Fails where a value is not what the document says.
    pub fn holds(&self, schema: &str, value: &Value) {
        let mut whole = self.document.clone();
        whole["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        whole["$ref"] = json!(format!("#/components/schemas/{schema}"));
        let validator: Validator = jsonschema::validator_for(&whole).unwrap();
        if let Err(error) = validator.validate(value) {
            panic!("it is no {schema}: {error} at {}", error.instance_path());
        }
    }

    /// Asks, signed; every answer must be signed for this very question.
    pub fn ask(&self, method: &str, path: &str, query: &str, body: Vec<u8>, created: i64) -> Reply {
        let sent_query = if query.is_empty() { "?".to_owned() } else { query.to_owned() };
        let parts_of = RequestParts { method, path, query: &sent_query, station: self.station, body: &body };
        let signed = sign_request(&self.key(), &parts_of, created, &format!("{:x}", fastrand::u128(..)));
        self.send(method, path, query, body, &signed)
    }

    pub fn send(&self, method: &str, path: &str, query: &str, body: Vec<u8>, signed: &Signed) -> Reply {
        let url = format!("{}{path}{query}", self.url);
        let request = match method {
            "POST" => http().post(url).header("content-encoding", "zstd"),
            _ => http().get(url),
        };
        let response = request
            .header(STATION, self.station.to_string())
            .header(CONTENT_DIGEST, &signed.content_digest)
            .header(SIGNATURE_INPUT, &signed.signature_input)
            .header(SIGNATURE, &signed.signature)
            .body(body)
            .send()
            .unwrap();
        let (status, answer, body) = parts(response);
        verify_answer(&self.platform, status, &body[1..], &signed.signature, &answer)
            .unwrap_or_else(|e| panic!("the answer with status {status} to {method} {path}: {e}"));
        let reply = Reply { status, body: unmarked(&body) };
        if status != 200 {
            self.holds("Problem", &reply.json());
        }
        reply
    }

    /// Asks without a signature.
    pub fn bare(&self, method: &str, path: &str) -> Reply {
        let url = format!("{}{path}", self.url);
        let request = if method == "POST" { http().post(url).body("{}") } else { http().get(url) };
        let (status, signed, body) = parts(request.send().unwrap());
        // Nothing in the request tells the suite: it is the first one's then.
        if self.suite == Suite::Ed25519 {
            verify_answer(&self.platform, status, &body[1..], "", &signed).unwrap();
        }
        assert!(!signed.signature.is_empty(), "every answer is signed");
        Reply { status, body: unmarked(&body) }
    }

    pub fn get(&self, path: &str, query: &str) -> Reply {
        self.ask("GET", path, query, Vec::new(), NOW)
    }

    pub fn upload(&self, entries: &[Entry]) -> Value {
        let upload = Upload { entries: entries.to_vec() };
        self.holds("Upload", &serde_json::to_value(&upload).unwrap());
        let reply = self.post(&serde_json::to_vec(&upload).unwrap());
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        self.holds("Answers", &reply.json());
        reply.json()
    }

    pub fn post(&self, plain: &[u8]) -> Reply {
        self.ask("POST", "/v1/entries", "", zip::pack(plain).unwrap(), NOW)
    }

    /// A registration of a synthetic person, at the next place of the sequence.
    pub fn registration(&self, name: &str) -> Entry {
        let seq = self.next.replace(self.next.get() + 1);
        let body = json!({
            "receipt": self.receipt(seq), "name": name, "id_type": "none", "id_number": null, "no_id_reason": "丢失",
            "phone": "13800000000", "contact_by_station": false, "residence": { "division": "430000", "text": "" },
            "education": null, "skills": [], "wanted_jobs": [{ "kind": "cook" }], "work_forms": [],
            "wage_expected": null, "available_from": null, "max_distance_km": null, "night_shift": null,
            "needs_board": false, "needs_lodging": false, "categories": [], "wants": {},
            "consents": [
                { "purpose": "register", "version": "1", "given": "2026-11-22T00:00:00Z" },
                { "purpose": "push", "version": "1", "given": "2026-11-22T00:00:00Z" },
            ],
            "assisted_by": null, "note": "", "valid_until": "2026-12-31",
        });
        self.entry_at(seq, EntryKind::Registration, &body.to_string())
    }

    /// Anything else at the next place.
    pub fn entry(&self, kind: EntryKind, body: impl FnOnce(ReceiptNo) -> Value) -> Entry {
        let seq = self.next.replace(self.next.get() + 1);
        self.entry_at(seq, kind, &body(self.receipt(seq)).to_string())
    }

    pub fn entry_at(&self, seq: i64, kind: EntryKind, body: &str) -> Entry {
        let mut random = [0; 10];
        fastrand::fill(&mut random);
        Entry {
            station: self.station,
            seq: SeqNo(seq),
            id: EntryId::new(1_790_000_000_000, random),
            kind,
            version: 1,
            subject: SubjectId::new(1_790_000_000_000, random),
            made_at: "2026-11-22T01:00:00Z".parse().unwrap(),
            hash: body_hash(body),
            body: RawValue::from_string(body.to_owned()).unwrap(),
        }
    }

    pub fn receipt(&self, seq: i64) -> ReceiptNo {
        ReceiptNo::of(self.station, SeqNo(seq))
    }
}

/// By the client's clock.
pub const NOW: i64 = 1_790_000_000;

/// The same entry around other words.
pub fn with_body(entry: &Entry, body: &str) -> Entry {
    Entry { hash: body_hash(body), body: RawValue::from_string(body.to_owned()).unwrap(), ..entry.clone() }
}

/// The outcome of one entry.
pub fn outcome(answers: &Value, entry: &Entry) -> Outcome {
    let id = json!(entry.id);
    let answer = answers["answers"].as_array().unwrap().iter().find(|answer| answer["id"] == id);
    let answer: yizhan_wire::Answer = serde_json::from_value(answer.expect("every entry is answered").clone()).unwrap();
    answer.outcome
}
