//! A real browser, driven through its `WebDriver` (W3C): Chromium from Debian. What is used of the protocol is a dozen
//! requests; the crates for it bring a licence that is not allowed here, or a browser's worth of others.

use crate::rig::client;
use reqwest::blocking::Client;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

pub struct Browser {
    driver: Child,
    session: String,
    http: Client,
    /// Kept open: a driver that nobody listens to ends.
    _said: BufReader<ChildStdout>,
    profile: tempfile::TempDir,
}

impl Browser {
    /// Starts one; `None` where the machine has none, which only a machine that is not CI may have.
    pub fn start(wide: u32, high: u32) -> Option<Self> {
        let driver = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut driver) = driver else {
            assert!(std::env::var_os("CI").is_none(), "CI must have chromedriver (packaging/debian-packages.txt)");
            println!("NOT RUN: there is no chromedriver here");
            return None;
        };
        let mut said_so = BufReader::new(driver.stdout.take().unwrap());
        let mut lines = said_so.by_ref().lines().map_while(Result::ok);
        let port: u16 = lines
            .find_map(|line| line.split("successfully on port ").nth(1)?.trim_end_matches('.').trim().parse().ok())
            .expect("chromedriver says its port");
        client();
        let http = Client::builder().timeout(Duration::from_mins(1)).no_proxy().build().unwrap();
        let profile = tempfile::tempdir().unwrap();
        let arguments = [
            "--headless".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--lang=zh-CN".to_owned(),
            format!("--window-size={wide},{high}"),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        let options = json!({ "args": arguments, "prefs": {
            "intl.accept_languages": "zh-CN",
            "download.default_directory": downloads_of(profile.path()),
            "download.prompt_for_download": false,
        } });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": options } } });
        let base = format!("http://127.0.0.1:{port}/session");
        let answer: Value = said(http.post(&base).body(wanted.to_string()).send().unwrap());
        let session = format!("{base}/{}", answer["sessionId"].as_str().unwrap());
        Some(Self { driver, session, http, _said: said_so, profile })
    }

    pub fn open(&self, url: &str) {
        self.post("/url", &json!({ "url": url }));
    }

    pub fn address(&self) -> String {
        self.get("/url").as_str().unwrap().to_owned()
    }

    fn element(&self, selector: &str) -> String {
        self.found("css selector", selector)
    }

    fn found(&self, by: &str, what: &str) -> String {
        let found = self.post("/element", &json!({ "using": by, "value": what }));
        found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned()
    }

    /// Touches what leads to another page, and waits for that.
    pub fn click(&self, selector: &str) {
        self.follow(&self.element(selector));
    }

    pub fn click_link(&self, text: &str) {
        self.follow(&self.found("partial link text", text));
    }

    fn follow(&self, element: &str) {
        self.run("window.pageBefore = true");
        self.post(&format!("/element/{element}/click"), &json!({}));
        let arrived = "return window.pageBefore === undefined && document.readyState === 'complete'";
        for _ in 0..200 {
            if self.run(arrived) == true {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("no other page came");
    }

    /// Touches what leads to no other page.
    pub fn touch(&self, selector: &str) {
        self.post(&format!("/element/{}/click", self.element(selector)), &json!({}));
    }

    /// Chooses a file of this machine, as by the window that a browser opens for it.
    pub fn choose_file(&self, selector: &str, file: &Path) {
        let text = json!({ "text": file.to_str().unwrap() });
        self.post(&format!("/element/{}/value", self.element(selector)), &text);
    }

    /// Where what is downloaded arrives.
    pub fn downloads(&self) -> PathBuf {
        downloads_of(self.profile.path())
    }

    pub fn type_into(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.post(&format!("/element/{element}/clear"), &json!({}));
        self.post(&format!("/element/{element}/value"), &json!({ "text": text }));
    }

    /// The words of the page, as they are seen.
    pub fn text(&self) -> String {
        self.run("return document.body.innerText").as_str().unwrap().to_owned()
    }

    pub fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Keeps a picture where somebody asked for them: `YIZHAN_PICTURES`.
    pub fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("YIZHAN_PICTURES") else { return };
        let coded = self.get("/screenshot");
        let bytes = data_encoding::BASE64.decode(coded.as_str().unwrap().as_bytes()).unwrap();
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), bytes).unwrap();
    }

    fn get(&self, path: &str) -> Value {
        said(self.http.get(format!("{}{path}", self.session)).send().unwrap())
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        said(self.http.post(format!("{}{path}", self.session)).body(body.to_string()).send().unwrap())
    }
}

fn downloads_of(profile: &Path) -> PathBuf {
    profile.join("downloads")
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ended = self.http.delete(&self.session).send();
        let _killed = self.driver.kill();
        let _waited = self.driver.wait();
    }
}

fn said(answer: reqwest::blocking::Response) -> Value {
    let status = answer.status();
    let body: Value = serde_json::from_str(&answer.text().unwrap()).unwrap();
    assert!(status.is_success(), "the browser says {status}: {body}");
    body["value"].clone()
}
