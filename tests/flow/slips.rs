//! A slip proves itself: at any station of the province without a network, and on the province's page before its entry has arrived.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test whose scene cannot be set has failed")]

use super::common::{Province, Station, registrations, text};
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// A page of the platform, as a phone reads it.
fn page(province: &Province, path: &str) -> String {
    let url = province.url();
    let address = url.trim_start_matches("http://");
    let mut line = TcpStream::connect(address).unwrap();
    write!(line, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut whole = String::new();
    line.read_to_string(&mut whole).unwrap();
    whole
}

/// Registers somebody where there is no network; the number on her slip, and what proves it.
fn slip(station: &Station, who: usize) -> (String, String) {
    let (_, answers) = station.register(&registrations(who..=who));
    let number = answers[0]["receipt"].as_str().unwrap().to_owned();
    let seal = station.json(&["slip", &number])["seal"].as_str().unwrap().to_owned();
    (number, seal)
}

#[test]
fn another_station_tells_a_true_slip_from_a_written_one_without_a_network() {
    let mut province = Province::start();
    let (here, there) = (Station::enrolled(&province), Station::enrolled(&province));
    let early = here.register(&registrations(0..1)).1[0]["receipt"].as_str().unwrap().to_owned();
    let before = here.output(&["slip", &early]);
    assert!(!before.status.success() && String::from_utf8_lossy(&before.stderr).contains("yizhan sync"), "{before:?}");
    here.run(&["sync"]);
    assert!(here.json(&["slip", &early])["seal"].is_string(), "once the province has vouched, of earlier entries too");
    there.run(&["sync"]);

    province.stop();
    let (number, seal) = slip(&here, 1);
    let code = format!("求职登记回执\n回执号：{number}\nhttps://jobs.example/r/{number}?v={seal}");
    let proof = there.json(&["slip", "--check", &code]);
    assert_eq!((&proof["genuine"], &proof["receipt"]), (&json!(true), &json!(number)));
    assert_eq!((&proof["kind"], &proof["station"]), (&json!("registration"), &here.status()["station"]["id"]));

    let other = code.replace(&number, &early);
    let written = there.output(&["slip", "--check", &other]);
    assert_eq!(written.status.code(), Some(1), "a seal proves its own number only: {}", text(&written));
    let other_sign = |sign: char| if sign == 'A' { 'B' } else { 'A' };
    let changed: String =
        seal.chars().enumerate().map(|(n, sign)| if n == 60 { other_sign(sign) } else { sign }).collect();
    let forged = there.output(&["slip", "--check", &format!("{number} {changed}")]);
    assert!(!forged.status.success() && String::from_utf8_lossy(&forged.stderr).contains("no station"), "{forged:?}");

    province.resume();
    let fresh = page(&province, &format!("/r/{number}?v={seal}"));
    assert!(fresh.contains("还没收到") && fresh.contains("小票是真的"), "{fresh}");
    let wrong = page(&province, &format!("/r/{early}?v={seal}"));
    assert!(wrong.contains("请当心"), "{wrong}");
}

#[test]
fn slips_are_known_when_keys_have_changed_on_both_sides() {
    let mut province = Province::start();
    let (here, there) = (Station::enrolled(&province), Station::enrolled(&province));
    here.run(&["sync"]);
    there.run(&["sync"]);
    let (_, old) = slip(&here, 0);
    here.run(&["key", "--change"]);
    let none = here.output(&["slip", here.register(&registrations(1..2)).1[0]["receipt"].as_str().unwrap()]);
    assert!(!none.status.success(), "nobody has vouched for the new key yet: {}", text(&none));
    province.stop();
    province.run(&["key", "rotate"]);
    province.resume();
    for station in [&here, &there] {
        station.run(&["sync"]);
        station.run(&["sync"]);
    }
    let (_, new) = slip(&here, 2);
    for seal in [&old, &new] {
        assert_eq!(there.json(&["slip", "--check", seal])["genuine"], true);
    }
    let late = Station::enrolled(&province);
    assert_eq!(late.json(&["slip", "--check", &new])["genuine"], true);
}
