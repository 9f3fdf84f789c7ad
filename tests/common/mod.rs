//! A province and a station as their technicians run them: the real programs, real sockets, throw-away folders.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests; each uses its part"
)]

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Seek as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

pub const STATION_NAME: &str = "测试驿站";

/// The kiosk's program, and the platform's beside it (`cargo test --workspace` builds both).
pub fn kiosk_program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_yizhan"))
}

pub fn platform_program() -> PathBuf {
    let beside = kiosk_program().with_file_name("yizhan-platform");
    assert!(beside.exists(), "{} is missing: build the workspace (cargo build --workspace)", beside.display());
    beside
}

/// A platform that can be stopped and started again at the same address.
pub struct Province {
    data: tempfile::TempDir,
    pub address: String,
    server: Option<Child>,
}

impl Province {
    pub fn start() -> Self {
        // A port that is free now; the platform takes it again after each stop.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let mut province = Self { data: tempfile::tempdir().unwrap(), address, server: None };
        province.resume();
        province
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn resume(&mut self) {
        self.resume_as(|command| {
            let mut same = Command::new(command.get_program());
            same.args(command.get_args()).stdin(Stdio::null());
            same.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
            same
        });
    }

    /// Starts it in a way of its own, such as on a full disk.
    pub fn resume_as(&mut self, wrap: impl FnOnce(&Command) -> Command) {
        let command = self.command(&["serve", "--listen", &self.address]);
        let mut server = wrap(&command).stdout(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(first.starts_with("listening on http://"), "{first}");
        self.server = Some(server);
    }

    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().unwrap();
            server.wait().unwrap();
        }
    }

    /// It sleeps, with its lines open and whatever it was about to do undone.
    pub fn pause(&self) {
        self.signal(rustix::process::Signal::STOP);
    }

    pub fn go_on(&self) {
        self.signal(rustix::process::Signal::CONT);
    }

    fn signal(&self, signal: rustix::process::Signal) {
        let server = self.server.as_ref().unwrap();
        rustix::process::kill_process(rustix::process::Pid::from_child(server), signal).unwrap();
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(platform_program());
        command.args(arguments).env("YIZHAN_PLATFORM_DATA", self.data.path()).stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> String {
        text(&self.command(arguments).output().unwrap())
    }

    /// The folder of its data.
    pub fn path(&self) -> &Path {
        self.data.path()
    }

    /// Takes in so many synthetic adverts, through a file as the province's offices send it.
    pub fn stock(&self, adverts: usize) {
        const JOBS: [(&str, &str); 4] =
            [("电焊工", "6000-8000元/月"), ("厨师", "5500元/月"), ("保洁员", "18元/小时"), ("日结装卸工", "200元/天")];
        let rows = (0..adverts).zip(JOBS.iter().cycle()).flat_map(|(n, (title, wage))| {
            let row = serde_json::json!({
                "id": n, "title": title, "employer": format!("测试{}有限公司", chinese(n)), "wage_text": wage,
                "location_text": "长沙市雨花区", "description": format!("在{}车间工作，包吃住。", chinese(n)),
                "headcount": 2, "source_kind": "public",
            });
            format!("{row}\n").into_bytes()
        });
        let file = self.data.path().join("adverts.jsonl");
        std::fs::write(&file, rows.collect::<Vec<u8>>()).unwrap();
        self.run(&["import", file.to_str().unwrap()]);
    }

    /// Puts a pack into the feed; what was said where it is refused.
    pub fn pack(&self, pack: &Value) -> Result<(), String> {
        let file = self.data.path().join("pack.json");
        std::fs::write(&file, pack.to_string()).unwrap();
        let output = self.command(&["pack", file.to_str().unwrap()]).output().unwrap();
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
    }

    /// Tells a station something about a receipt; the notice's identity.
    pub fn tell(&self, receipt: &str, kind: &str, body: &Value) -> String {
        let file = self.data.path().join("notice.jsonl");
        let notice = serde_json::json!({ "receipt": receipt, "kind": kind, "body": body });
        std::fs::write(&file, notice.to_string()).unwrap();
        let said = lines(&self.run(&["notice", file.to_str().unwrap(), "--json", "--unknown-kinds"]));
        said[0]["id"].as_str().unwrap().to_owned()
    }

    pub fn enrolment_code(&self) -> String {
        self.run(&["station", "add", "--name", STATION_NAME]).lines().last().unwrap().trim().to_owned()
    }

    /// Every accepted entry.
    pub fn records(&self) -> Vec<Value> {
        lines(&self.run(&["records"]))
    }

    /// The counts of every report of searches that found nothing.
    pub fn searches_in_vain(&self) -> Vec<u64> {
        let reports = lines(&self.run(&["records", "--kind", "search_report"]));
        let counts = reports.iter().flat_map(|report| report["body"]["unanswered"].as_array().unwrap());
        counts.map(|line| line["count"].as_u64().unwrap()).collect()
    }
}

impl Drop for Province {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A station's data folder, driven by the command line.
pub struct Station {
    pub data: tempfile::TempDir,
}

impl Station {
    /// A machine that is no station yet.
    pub fn fresh() -> Self {
        Self { data: tempfile::tempdir().unwrap() }
    }

    pub fn enrolled(province: &Province) -> Self {
        let station = Self::fresh();
        text(&station.output(&["provision", "--platform", &province.url(), "--code", &province.enrolment_code()]));
        station
    }

    pub fn path(&self) -> &Path {
        self.data.path()
    }

    /// The station behind another address, such as one of a proxy: its store is told so past its program, which never would.
    pub fn reach_through(&self, url: &str) {
        let key: [u8; 32] = std::fs::read(self.path().join("station.key")).unwrap().try_into().unwrap();
        #[expect(clippy::disallowed_methods, reason = "a test moves a station past its store")]
        let db = rusqlite::Connection::open(self.path().join("station.db")).unwrap();
        let digits = data_encoding::HEXLOWER.encode(&key);
        db.pragma_update(None, "key", format!("x'{digits}'")).unwrap();
        db.execute("UPDATE station SET platform_url = ?1", [url]).unwrap();
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(kiosk_program());
        command.args(arguments).env("YIZHAN_DATA", self.path()).env_remove("YIZHAN_LOG").stdin(Stdio::null());
        command
    }

    pub fn output(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What a command printed; it must end well.
    pub fn run(&self, arguments: &[&str]) -> String {
        text(&self.output(arguments))
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.run(&[arguments, &["--json"]].concat())).unwrap()
    }

    /// The people's file, as the kiosk opens it.
    pub fn store(&self) -> yizhan::store::Station {
        let key = yizhan::store::key::find(self.path(), None, [0; 32]).unwrap();
        yizhan::store::Station::open(self.path(), &key).unwrap()
    }

    /// How many entries wait, besides the seats of day jobs that a running kiosk asks for by itself.
    pub fn waits(&self) -> usize {
        let waiting = self.store().next_batch(100, usize::MAX).unwrap();
        waiting.iter().filter(|entry| entry.kind != yizhan::domain::EntryKind::SeatRequest).count()
    }

    pub fn status(&self) -> Value {
        self.json(&["status"])
    }

    /// Registers what stands in `input`; returns the exit code and the answers.
    pub fn register(&self, input: &[u8]) -> (i32, Vec<Value>) {
        let (code, answers, _) = self.register_saying(input);
        (code, answers)
    }

    /// The same, with what was said on standard error.
    pub fn register_saying(&self, input: &[u8]) -> (i32, Vec<Value>, String) {
        // A file and not a pipe: whoever writes thousands of lines into a pipe has to read the answers meanwhile.
        let mut lines_in = tempfile::tempfile().unwrap();
        lines_in.write_all(input).unwrap();
        lines_in.rewind().unwrap();
        let output = self.command(&["register", "-"]).stdin(lines_in).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code().unwrap_or(-1), lines(&String::from_utf8(output.stdout).unwrap()), said)
    }
}

/// A library that is loaded before the system's and says another time of day, as its environment says.
pub fn clock(folder: &Path) -> PathBuf {
    let (source, library) = (folder.join("clock.c"), folder.join("clock.so"));
    std::fs::write(&source, include_str!("clock.c")).unwrap();
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(&source).arg("-ldl");
    assert!(compiler.status().unwrap().success(), "the C compiler that SQLite is built with");
    library
}

pub fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}: {}", output.status, String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

/// A registration that passes, of a synthetic person.
pub fn registration(n: usize) -> Value {
    serde_json::json!({
        "name": format!("测试{}", chinese(n)),
        "id_type": "none",
        "no_id_reason": "证件丢失，正在补办",
        "phone": format!("1380000{:04}", n % 10_000),
        "wanted_jobs": [{ "kind": "welder" }],
        "consents": [{ "purpose": "register", "version": "2026-11", "given": "2026-11-20T08:00:00Z" }],
        "note": format!("第{n}号"),
    })
}

pub fn registrations(numbers: impl IntoIterator<Item = usize>) -> Vec<u8> {
    numbers.into_iter().flat_map(|n| format!("{}\n", registration(n)).into_bytes()).collect()
}

fn chinese(n: usize) -> String {
    n.to_string()
        .bytes()
        .map(|digit| ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'][usize::from(digit - b'0')])
        .collect()
}

pub fn receipts(answers: &[Value]) -> Vec<String> {
    answers.iter().filter_map(|a| a["receipt"].as_str().map(str::to_owned)).collect()
}
