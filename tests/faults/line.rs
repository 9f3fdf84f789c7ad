//! The line, at its worst: cut at every byte, late, doubled, swapped, with somebody else answering. In the end each entry is on
//! the platform once, and the station says so.

use super::common::{Province, Station, receipts, registrations};
use super::proxy::{Mischief, Passed, Proxy};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// Every how many bytes the line is cut; the release is proven with 1.
fn stride() -> usize {
    std::env::var("YIZHAN_CUTS_EVERY").ok().and_then(|n| n.parse().ok()).unwrap_or(97)
}

/// Says how many cuts a run was, and how long they took.
#[expect(clippy::print_stdout, reason = "a run at every byte takes minutes: it says how many")]
fn told<T>(what: &str, cuts: usize, run: impl FnOnce() -> T) -> T {
    let began = std::time::Instant::now();
    let done = run();
    println!("{cuts} cuts of {what}, every {} bytes: {:.0} s", stride(), began.elapsed().as_secs_f64());
    done
}

struct Scene {
    province: Province,
    station: Station,
    proxy: Proxy,
    /// The receipts that people went home with.
    given: Vec<String>,
    next: usize,
}

impl Scene {
    fn set() -> Self {
        let province = Province::start();
        let station = Station::enrolled(&province);
        let proxy = Proxy::before(&province.address);
        station.reach_through(&proxy.url());
        station.run(&["sync"]);
        proxy.passed();
        Self { province, station, proxy, given: Vec::new(), next: 0 }
    }

    fn register(&mut self, people: usize) {
        let (code, answers) = self.station.register(&registrations(self.next..self.next + people));
        assert_eq!(code, 0);
        self.next += people;
        self.given.extend(receipts(&answers));
    }

    /// A try that is to fail, as this trouble.
    fn fails(&self, mischief: Mischief, trouble: &str) {
        let shown = format!("{mischief:?}");
        self.proxy.then([mischief]);
        let output = self.station.output(&["sync", "--once"]);
        assert_eq!(output.status.code(), Some(1), "{shown}");
        assert_eq!(self.station.status()["line"]["trouble"], trouble, "{shown}");
    }

    fn works(&self) -> Value {
        self.proxy.then([]);
        self.station.json(&["sync"])
    }

    /// Each receipt that was given is on the platform once, and the station says that all are.
    fn all_is_there_once(&self) {
        let arrived = receipts(&self.province.records());
        let unique: BTreeSet<_> = arrived.iter().collect();
        assert_eq!(unique.len(), arrived.len(), "an entry is there twice");
        assert_eq!(unique, self.given.iter().collect(), "an entry is missing or too many");
        let status = self.station.status();
        assert_eq!(status["entries"]["waiting"], 0);
        assert_eq!(status["entries"]["acknowledged"].as_u64(), Some(self.given.len() as u64));
        assert_eq!(status["line"]["trouble"], Value::Null);
    }

    /// An upload as it goes through when nothing happens to it: how long request and answer are.
    fn upload(&mut self) -> Passed {
        self.register(1);
        self.works();
        let passed = self.proxy.passed();
        passed.into_iter().find(|one| one.request.starts_with(b"POST /v1/entries")).unwrap()
    }
}

#[test]
fn cut_at_any_byte_of_a_request_each_entry_arrives_once() {
    let mut scene = Scene::set();
    let length = scene.upload().request.len();
    let places: Vec<usize> = (0..length).step_by(stride()).collect();
    told("a request", places.len(), || {
        for (round, at) in places.iter().enumerate() {
            // Some arrive after all, where the cut is behind the last byte that matters: new ones take their place.
            if round % 20 == 0 {
                scene.register(1);
            }
            scene.proxy.then([Mischief::CutRequest(*at)]);
            let output = scene.station.output(&["sync", "--once"]);
            assert_eq!(output.status.code(), Some(1), "cut at {at} of {length}");
        }
    });
    scene.works();
    scene.all_is_there_once();
}

#[test]
fn cut_at_any_byte_of_an_answer_each_entry_is_there_once_and_the_station_learns_it() {
    let mut scene = Scene::set();
    let answer = scene.upload().answer;
    let head = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
    let places: Vec<usize> = (0..answer.len()).step_by(stride()).chain([head, answer.len() - 1]).collect();
    told("an answer", places.len(), || {
        for (round, at) in places.iter().enumerate() {
            if round % 20 == 0 {
                scene.register(1);
            }
            // The station must not believe a part of an answer, wherever it ends.
            scene.proxy.then([Mischief::CutAnswer(*at)]);
            let output = scene.station.output(&["sync", "--once"]);
            assert_eq!(output.status.code(), Some(1), "cut at {at} of {}", answer.len());
            if round % 20 == 19 {
                let status = scene.station.status();
                assert_eq!(status["line"]["trouble"], "unreachable", "cut at {at}");
                assert_eq!(status["entries"]["waiting"].as_u64().unwrap() as usize, round / 20 + 1, "cut at {at}");
            }
        }
        scene.fails(Mischief::CutAnswer(answer.len() - 1), "unreachable");
    });
    scene.works();
    scene.all_is_there_once();
}

#[test]
fn late_doubled_and_swapped_answers_leave_each_entry_there_once() {
    let mut scene = Scene::set();
    scene.upload();
    scene.register(3);
    scene.proxy.then([Mischief::Delay(Duration::from_secs(3))]);
    assert_eq!(scene.station.json(&["sync"])["accepted"], 3, "late is not never");
    scene.register(3);
    scene.proxy.then([Mischief::Twice]);
    assert_eq!(scene.station.json(&["sync"])["failures"], 0);
    scene.upload();
    // An answer of before is remembered by the proxy: it is rightly signed, and to another question.
    scene.register(1);
    scene.works();
    scene.register(2);
    scene.fails(Mischief::Earlier, "not_the_platform");
    assert_eq!(scene.station.status()["entries"]["waiting"], 2, "an answer to another question settles nothing");
    scene.works();
    scene.all_is_there_once();
}

#[test]
fn a_portal_a_redirect_and_a_proxy_in_trouble_are_not_the_platform() {
    let mut scene = Scene::set();
    scene.register(4);
    let page = "<html><body>欢迎使用免费无线网络，请登录</body></html>";
    let html = |status: &str, more: &str| {
        let head =
            format!("HTTP/1.1 {status}\r\ncontent-type: text/html\r\n{more}content-length: {}\r\n\r\n", page.len());
        Mischief::Instead([head.as_bytes(), page.as_bytes()].concat())
    };
    for status in [
        "200 OK",
        "511 Network Authentication Required",
        "502 Bad Gateway",
        "503 Service Unavailable",
        "504 Gateway Timeout",
    ] {
        scene.fails(html(status, ""), "not_the_platform");
    }
    scene.fails(html("302 Found", "location: http://login.example/\r\n"), "not_the_platform");
    scene.fails(html("200 OK", "content-encoding: zstd\r\n"), "not_the_platform");
    scene.fails(Mischief::Instead(b"\x00\x01\x02 no HTTP at all\r\n\r\n".to_vec()), "unreachable");
    assert!(scene.province.records().is_empty());
    assert_eq!(scene.station.status()["entries"]["waiting"], 4);
    scene.works();
    scene.all_is_there_once();
}

#[test]
fn a_storm_of_5xx_is_answered_by_longer_pauses_and_then_by_everything() {
    let mut scene = Scene::set();
    scene.register(12);
    let busy = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n".to_vec();
    scene.proxy.then(vec![Mischief::Instead(busy); 4]);
    let before = scene.proxy.exchanges();
    let synced = scene.station.json(&["sync", "--until-idle"]);
    assert_eq!((&synced["failures"], &synced["accepted"]), (&json!(4), &json!(12)));
    assert!(scene.proxy.exchanges() - before <= 4 + 3, "no more than a try for each failure, and what then works");
    scene.all_is_there_once();
}

#[test]
fn whatever_a_line_does_at_random_in_the_end_all_is_there_once() {
    let mut dice = super::dice();
    let mut scene = Scene::set();
    for _ in 0..30 {
        scene.register(dice.usize(1..4));
        let mischief: Vec<Mischief> = (0..dice.usize(1..4))
            .map(|_| match dice.u8(0..6) {
                0 => Mischief::CutRequest(dice.usize(0..2_000)),
                1 => Mischief::CutAnswer(dice.usize(0..1_200)),
                2 => Mischief::Twice,
                3 => Mischief::Earlier,
                4 => Mischief::Instead(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok".to_vec()),
                _ => Mischief::Pass,
            })
            .collect();
        scene.proxy.then(mischief);
        scene.station.output(&["sync", "--once"]);
    }
    scene.works();
    scene.all_is_there_once();
}

/// A station that was away for long, on a line that breaks after each page, has today's work first.
#[test]
fn the_days_work_is_there_with_the_first_page_of_a_line_that_breaks() {
    let province = Province::start();
    let advert = |n: usize, title: &str, wage: &str| {
        let row = json!({
            "id": n, "title": title, "employer": format!("测试{n}号有限公司"), "wage_text": wage,
            "location_text": "长沙市雨花区", "description": "做五休二。", "headcount": 2, "source_kind": "public",
        });
        format!("{row}\n")
    };
    let file = province.path().join("adverts.jsonl");
    let mut rows: String = (0..600).map(|n| advert(n, "电焊工", "6000-8000元/月")).collect();
    rows.push_str(&advert(600, "日结搬运工", "200元/天"));
    std::fs::write(&file, rows).unwrap();
    province.run(&["import", file.to_str().unwrap()]);
    let station = Station::enrolled(&province);
    let proxy = Proxy::before(&province.address);
    station.reach_through(&proxy.url());
    proxy.then([Mischief::Pass, Mischief::CutAnswer(0)]);
    assert_eq!(station.output(&["sync", "--once"]).status.code(), Some(1), "the second page is cut");
    let there = |word: &str| station.json(&["search", word])["total"].as_u64().unwrap();
    assert_eq!(there("搬运"), 1, "the last advert of all came with the first page");
    assert!((1..600).contains(&there("电焊")), "and most of the others wait");
    station.run(&["sync", "--until-idle"]);
    assert_eq!((there("搬运"), there("电焊")), (1, 600));
}
