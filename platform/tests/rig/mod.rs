//! A platform in a folder of its own, and a station made of nothing but the protocol.

pub mod postgres;

use jiff::civil::date;
use reqwest::blocking::{Client, RequestBuilder, Response};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::ops::RangeInclusive;
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::sync::atomic::{AtomicU8, Ordering};
use yizhan_platform::core::{NewPosting, Storage as _};
use yizhan_platform::storage::Store;
use yizhan_wire::enrolment::{Enrolment, PublicKey};
use yizhan_wire::entry::body_hash;
use yizhan_wire::signature::{
    CONTENT_DIGEST, RequestParts, SIGNATURE, SIGNATURE_INPUT, STATION, Signed, SigningKey, sign_request, verify_answer,
};
use yizhan_wire::{
    Answers, Entry, EntryId, EntryKind, JobKind, Notice, NoticePage, Outcome, Page, Place, Posting, PostingId,
    ReceiptNo, SeqNo, Source, SourceKind, StationId, SubjectId, Upload, Wage, WorkForm, zip,
};

pub struct Rig {
    folder: tempfile::TempDir,
    server: Child,
    address: String,
    keys_given: AtomicU8,
    /// Where its store is, unless it is a file in the folder.
    database: String,
}

impl Rig {
    pub fn start() -> Self {
        Self::start_on(String::new())
    }

    /// The same with its store in a database.
    pub fn start_on(database: String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (server, address) = serve(&folder, &database);
        Self { folder, server, address, keys_given: AtomicU8::new(100), database }
    }

    /// Stops the program as systemd would, and starts it again over the same folder.
    pub fn restart(&mut self) {
        let stopped = Command::new("kill").arg(self.server.id().to_string()).status().unwrap();
        assert!(stopped.success());
        assert!(self.server.wait().unwrap().success(), "an orderly stop");
        (self.server, self.address) = serve(&self.folder, &self.database);
    }

    /// Stops the program without a word.
    pub fn stop(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }

    /// Starts the program that was stopped.
    pub fn start_again(&mut self) {
        (self.server, self.address) = serve(&self.folder, &self.database);
    }

    /// The address of its database.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Its store is in another database from the next start on.
    pub fn put_on(&mut self, database: String) {
        self.database = database;
    }

    /// Keeps a copy of the platform's data as they are now, while it serves.
    pub fn back_up(&self) {
        let copy = self.folder.path().join("copy.db");
        Store::open(self.folder.path()).unwrap().back_up(&copy).unwrap();
    }

    /// Stops the platform, puts the copy in the place of its data, and starts it again.
    pub fn restore(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
        let folder = self.folder.path();
        for gone in ["platform.db-wal", "platform.db-shm"] {
            let _ = std::fs::remove_file(folder.join(gone));
        }
        std::fs::copy(folder.join("copy.db"), folder.join("platform.db")).unwrap();
        (self.server, self.address) = serve(&self.folder, &self.database);
    }

    fn store(&self) -> Store {
        if self.database.is_empty() {
            return Store::open(self.folder.path()).unwrap();
        }
        Store::connect(&self.database).unwrap()
    }

    /// What is said where something is refused.
    pub fn fails(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// A file with this content; its path.
    pub fn file(&self, name: &str, content: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program();
        command
            .args(arguments)
            .env("YIZHAN_PLATFORM_DATA", self.folder.path())
            .env("YIZHAN_DATABASE_URL", &self.database);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub fn exit_code(&self, arguments: &[&str]) -> i32 {
        let output = self.command(arguments).output().unwrap();
        let code = output.status.code().unwrap();
        assert_eq!(code == 0, output.stderr.is_empty(), "a reason is given exactly where something went wrong");
        code
    }

    pub fn station_add(&self, name: &str) -> String {
        self.run(&["station", "add", "--name", name]).trim_end().to_owned()
    }

    pub fn enrol(&self, code: &str, key: u8) -> Result<StationSim, (u16, Value)> {
        let key = [key; 32];
        let public_key = SigningKey::from_seed(&key).unwrap().public();
        let request = json!({ "code": code, "public_key": public_key }).to_string();
        let response = client().post(format!("{}/v1/enrolments", self.address)).body(request).send().unwrap();
        let (status, signed, body) = parts(response);
        if status != 200 {
            return Err((status, serde_json::from_slice(&body).unwrap()));
        }
        let given: Enrolment = serde_json::from_slice(&body).unwrap();
        verify_answer(&given.platform_key, status, &body, "", &signed).unwrap();
        let address = self.address.clone();
        Ok(StationSim { address, id: given.station, name: given.station_name, key, platform: given.platform_key })
    }

    pub fn new_station(&self) -> StationSim {
        let key = self.keys_given.fetch_add(1, Ordering::Relaxed);
        self.enrol(&self.station_add("测试驿站"), key).unwrap()
    }

    /// The station under the platform's present address.
    pub fn moved(&self, station: StationSim) -> StationSim {
        StationSim { address: self.address.clone(), ..station }
    }

    pub fn post_plain(&self, path: &str, body: &'static [u8]) -> (u16, Value) {
        unsigned(client().post(format!("{}{path}", self.address)).body(body))
    }

    pub fn get_as(&self, station: StationId, path: &str) -> (u16, Value) {
        unsigned(client().get(format!("{}{path}", self.address)).header(STATION, station.to_string()))
    }

    pub fn records_text(&self, arguments: &[&str]) -> String {
        self.run(&[&["records"], arguments].concat())
    }

    pub fn records(&self) -> Vec<Value> {
        self.records_text(&[]).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Puts postings into the store while the platform serves, as an import in another process does.
    pub fn put_postings(&self, numbers: RangeInclusive<i64>) {
        let postings: Vec<_> = numbers.map(posting).collect();
        self.store().put_postings(&postings).unwrap();
    }

    /// The same with day jobs.
    pub fn put_day_jobs(&self, numbers: RangeInclusive<i64>) {
        let mut postings: Vec<_> = numbers.map(posting).collect();
        for new in &mut postings {
            new.posting.work_form = WorkForm::DayJob;
        }
        self.store().put_postings(&postings).unwrap();
    }

    pub fn withdraw(&self, id: i64) {
        assert!(self.store().withdraw(PostingId(id)).unwrap());
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }
}

/// reqwest is built without cryptography of its own choosing.
fn client() -> Client {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| rustls::crypto::ring::default_provider().install_default().unwrap());
    Client::new()
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_yizhan-platform"))
}

fn serve(folder: &tempfile::TempDir, database: &str) -> (Child, String) {
    let mut server = program()
        .env("YIZHAN_DATABASE_URL", database)
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .env("YIZHAN_LOG", "warn")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim_end().strip_prefix("listening on ").unwrap().to_owned();
    (server, address)
}

fn unsigned(request: RequestBuilder) -> (u16, Value) {
    let (status, signed, body) = parts(request.send().unwrap());
    assert!(!signed.signature.is_empty(), "errors are signed too");
    (status, serde_json::from_slice(&body).unwrap())
}

fn parts(response: Response) -> (u16, Signed, Vec<u8>) {
    let text = |name: &str| response.headers().get(name).map_or("", |v| v.to_str().unwrap()).to_owned();
    let signed = Signed {
        content_digest: text(CONTENT_DIGEST),
        signature_input: text(SIGNATURE_INPUT),
        signature: text(SIGNATURE),
    };
    (response.status().as_u16(), signed, response.bytes().unwrap().to_vec())
}

/// A station: a key, a number, and the protocol.
#[derive(Debug, Clone)]
pub struct StationSim {
    address: String,
    pub id: StationId,
    pub name: String,
    key: [u8; 32],
    platform: PublicKey,
}

type Refused = (u16, String);

impl StationSim {
    /// The same key under another number.
    pub fn named(&self, id: StationId) -> Self {
        Self { id, ..self.clone() }
    }

    pub fn receipt(&self, seq: i64) -> ReceiptNo {
        ReceiptNo::of(self.id, SeqNo(seq))
    }

    pub fn body(&self, seq: i64, name: &str) -> String {
        json!({
            "receipt": self.receipt(seq), "name": name, "id_type": "resident_id", "id_number": "430000197403100228",
            "no_id_reason": null, "phone": "13800000000", "contact_by_station": false,
            "residence": { "division": "430000", "text": "" }, "education": null, "skills": [],
            "wanted_jobs": [{ "kind": "cook" }], "work_forms": [], "wage_expected": { "min": 200, "unit": "day" },
            "available_from": null, "max_distance_km": null, "night_shift": null, "needs_board": false,
            "needs_lodging": false, "categories": [], "wants": {},
            "consents": [{ "purpose": "register", "version": "1", "given": "2026-11-22T00:00:00Z" }],
            "assisted_by": null, "note": "", "valid_until": "2026-12-31"
        })
        .to_string()
    }

    pub fn entry(&self, seq: i64, name: &str) -> Entry {
        let body = self.body(seq, name);
        let mut random = [0; 10];
        random[..8].copy_from_slice(&seq.to_be_bytes());
        random[9] = self.key[0];
        Entry {
            station: self.id,
            seq: SeqNo(seq),
            id: EntryId::new(1_790_000_000_000, random),
            kind: EntryKind::Registration,
            version: 1,
            subject: SubjectId::new(1_790_000_000_000, random),
            made_at: "2026-11-22T01:00:00Z".parse().unwrap(),
            hash: body_hash(&body),
            body: RawValue::from_string(body).unwrap(),
        }
    }

    /// The same entry around other words.
    pub fn with_body(entry: &Entry, body: &str) -> Entry {
        Entry { hash: body_hash(body), body: RawValue::from_string(body.to_owned()).unwrap(), ..entry.clone() }
    }

    pub fn upload(&self, entries: &[Entry]) -> Answers {
        self.try_upload(entries).unwrap()
    }

    pub fn try_upload(&self, entries: &[Entry]) -> Result<Answers, Refused> {
        let upload = Upload { entries: entries.to_vec() };
        self.post_entries(zip::pack(&serde_json::to_vec(&upload).unwrap()).unwrap())
    }

    pub fn post_entries(&self, packed: Vec<u8>) -> Result<Answers, Refused> {
        let request = client().post(format!("{}/v1/entries", self.address));
        self.exchange(request.header("content-encoding", "zstd"), "POST", "/v1/entries", "?", packed)
    }

    pub fn changes(&self, query: &str) -> Result<Page, Refused> {
        let request = client().get(format!("{}/v1/changes{query}", self.address));
        self.exchange(request, "GET", "/v1/changes", query, Vec::new())
    }

    pub fn notices(&self, after: i64) -> Result<NoticePage, Refused> {
        self.notices_at(&format!("?after={after}"))
    }

    /// Those behind the one that the station holds.
    pub fn notices_behind(&self, last: &Notice) -> Result<NoticePage, Refused> {
        self.notices_at(&format!("?after={}&id={}", last.seq, last.id))
    }

    fn notices_at(&self, query: &str) -> Result<NoticePage, Refused> {
        let request = client().get(format!("{}/v1/notices{query}", self.address));
        self.exchange(request, "GET", "/v1/notices", query, Vec::new())
    }

    fn exchange<T: serde::de::DeserializeOwned>(
        &self,
        request: RequestBuilder,
        method: &str,
        path: &str,
        query: &str,
        body: Vec<u8>,
    ) -> Result<T, Refused> {
        let key = SigningKey::from_seed(&self.key).unwrap();
        let signed = sign_request(
            &key,
            &RequestParts { method, path, query, station: self.id, body: &body },
            1_790_000_000,
            "n",
        );
        let response = request
            .header(STATION, self.id.to_string())
            .header(CONTENT_DIGEST, &signed.content_digest)
            .header(SIGNATURE_INPUT, &signed.signature_input)
            .header(SIGNATURE, &signed.signature)
            .body(body)
            .send()
            .unwrap();
        let (status, answer, body) = parts(response);
        verify_answer(&self.platform, status, &body, &signed.signature, &answer).expect("every answer is signed");
        if status == 200 {
            return Ok(serde_json::from_slice(&zip::unpack(&body).unwrap()).unwrap());
        }
        let problem: Value = serde_json::from_slice(&body).unwrap();
        Err((status, problem["problem"].as_str().unwrap().to_owned()))
    }
}

pub fn outcome<'a>(answers: &'a Answers, entry: &Entry) -> &'a Outcome {
    &answers.answers.iter().find(|answer| answer.id == entry.id).expect("every entry is answered").outcome
}

fn posting(number: i64) -> NewPosting {
    let posting = Posting {
        id: PostingId(0),
        title: format!("测试岗位{number}"),
        employer: "测试食品厂".into(),
        job_kind: JobKind::Packer,
        work_form: WorkForm::FullTime,
        wage: Wage::default(),
        settlement: None,
        headcount: None,
        place: Place::default(),
        tasks: String::new(),
        requirements: String::new(),
        education: None,
        experience: String::new(),
        age_max: None,
        disability_welcome: false,
        confirmed_on: None,
        doubted: false,
        benefits: Vec::new(),
        shifts: Vec::new(),
        contact: String::new(),
        source: Source { name: "测试来源".into(), kind: SourceKind::Public },
        posted_on: date(2026, 1, 1),
        valid_until: date(2099, 12, 31),
    };
    NewPosting { posting, external_key: format!("test:{number}"), fingerprint: None }
}
