//! The line is tried against a real socket that plays everything a street network does to a terminal.

use super::*;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use yizhan_wire::signature::sign_answer;

const STATION_SEED: [u8; 32] = [1; 32];
const PLATFORM_SEED: [u8; 32] = [2; 32];

pub(super) fn platform_key() -> SigningKey {
    SigningKey::from_seed(&PLATFORM_SEED).unwrap()
}

/// A question as it arrived.
pub(super) struct Arrived {
    pub head: String,
    pub signature: String,
}

/// A listener that answers each connection with what `play` makes of the question; what arrived comes out of the receiver.
#[expect(clippy::disallowed_methods, reason = "a test's own little server")]
pub(super) fn listener(play: impl Fn(&Arrived, usize) -> Vec<u8> + Send + 'static) -> (String, Receiver<String>) {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", socket.local_addr().unwrap());
    let (heads, arrived) = channel();
    std::thread::spawn(move || {
        for (n, stream) in socket.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let question = read_question(&stream);
            let answer = play(&question, n);
            let _ = heads.send(question.head);
            let _ = stream.write_all(&answer);
        }
    });
    (address, arrived)
}

fn read_question(stream: &TcpStream) -> Arrived {
    let mut lines = BufReader::new(stream);
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
            break;
        }
        head.push_str(&line);
    }
    let length: usize = header(&head, "content-length").parse().unwrap_or(0);
    let mut body = vec![0; length];
    lines.read_exact(&mut body).unwrap();
    let signature = header(&head, "signature");
    Arrived { head, signature }
}

fn header(head: &str, name: &str) -> String {
    let wanted = format!("{name}:");
    let line = head.lines().find(|l| l.to_ascii_lowercase().starts_with(&wanted)).unwrap_or("");
    line.split_once(':').map_or("", |(_, v)| v).trim().to_owned()
}

pub(super) fn answer(status: u16, body: &[u8], request_signature: &str, key: &SigningKey) -> Vec<u8> {
    let signed = sign_answer(key, status, body, request_signature, 1_800_000_000);
    let mut out = format!(
        "HTTP/1.1 {status} X\r\ncontent-encoding: zstd\r\ncontent-length: {}\r\n{CONTENT_DIGEST}: {}\r\n\
         {SIGNATURE_INPUT}: {}\r\n{SIGNATURE}: {}\r\nconnection: close\r\n\r\n",
        body.len(),
        signed.content_digest,
        signed.signature_input,
        signed.signature
    )
    .into_bytes();
    out.extend_from_slice(body);
    out
}

fn page(left: u64) -> Vec<u8> {
    zip::pack(&serde_json::to_vec(&Page { left, ..Page::default() }).unwrap()).unwrap()
}

pub(super) fn station(address: &str) -> Http {
    let key = SigningKey::from_seed(&STATION_SEED).unwrap();
    let stamp = || Stamp { created: 1_800_000_000, nonce: format!("{:x}", fastrand::u128(..)), set_right_s: 0 };
    Http::new(address, StationId(7), key, platform_key().public(), stamp).unwrap()
}

fn trouble(address: &str) -> Trouble {
    station(address).changes(Cursor(0), 10, 0).unwrap_err().trouble
}

#[test]
fn a_signed_answer_is_read_and_the_question_says_who_asks_what() {
    let (address, arrived) = listener(|q, _| answer(200, &page(42), &q.signature, &platform_key()));
    assert_eq!(station(&address).changes(Cursor(9), 10, 0).unwrap().left, 42);
    let head = arrived.recv().unwrap();
    assert!(head.starts_with("GET /v1/changes?after=9&limit=10 HTTP/1.1"), "{head}");
    assert_eq!(header(&head, "yizhan-station"), "7");
}

#[test]
fn an_upload_travels_packed_and_signed() {
    let answers = zip::pack(&serde_json::to_vec(&Answers::default()).unwrap()).unwrap();
    let (address, arrived) = listener(move |q, _| answer(200, &answers, &q.signature, &platform_key()));
    assert_eq!(station(&address).upload(&Upload::default()).unwrap(), Answers::default());
    let head = arrived.recv().unwrap();
    assert!(head.starts_with("POST /v1/entries HTTP/1.1"), "{head}");
    assert_eq!(header(&head, "content-encoding"), "zstd");
}

#[test]
fn the_login_page_of_a_captive_portal_is_not_the_platform() {
    let html = "<html>请登录</html>";
    let ok = format!("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\r\n{html}", html.len());
    let (address, _arrived) = listener(move |_, _| ok.clone().into_bytes());
    assert_eq!(trouble(&address), Trouble::NotThePlatform);
}

#[test]
fn a_redirect_is_not_followed() {
    let (address, arrived) = listener(|_, _| {
        b"HTTP/1.1 302 Found\r\nlocation: /login\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec()
    });
    assert_eq!(trouble(&address), Trouble::NotThePlatform);
    arrived.recv().unwrap();
    assert!(arrived.try_recv().is_err(), "a second request was made");
}

#[test]
fn an_answer_under_another_key_is_not_the_platform() {
    let (address, _arrived) =
        listener(|q, _| answer(200, &page(0), &q.signature, &SigningKey::from_seed(&[9; 32]).unwrap()));
    assert_eq!(trouble(&address), Trouble::NotThePlatform);
}

#[test]
fn an_answer_played_again_does_not_count() {
    let first = std::sync::Mutex::new(None);
    let (address, _arrived) = listener(move |q, _| {
        first.lock().unwrap().get_or_insert_with(|| answer(200, &page(1), &q.signature, &platform_key())).clone()
    });
    let station = station(&address);
    assert!(station.changes(Cursor(0), 10, 0).is_ok());
    assert_eq!(station.changes(Cursor(0), 10, 0).unwrap_err().trouble, Trouble::NotThePlatform);
}

#[test]
fn a_page_cut_in_the_middle_is_a_line_that_does_not_carry() {
    let (address, _arrived) = listener(|q, _| {
        let mut whole = answer(200, &page(0), &q.signature, &platform_key());
        whole.truncate(whole.len() - 5);
        whole
    });
    assert_eq!(trouble(&address), Trouble::Unreachable);
}

#[test]
fn a_page_cut_before_it_was_signed_is_unreadable_and_not_applied() {
    let (address, _arrived) = listener(|q, _| {
        let body = page(0);
        answer(200, &body[..body.len() - 4], &q.signature, &platform_key())
    });
    assert_eq!(trouble(&address), Trouble::Unreadable);
}

#[test]
fn an_answer_larger_than_any_the_platform_gives_is_not_read_to_its_end() {
    let (address, _arrived) = listener(|_, _| {
        let mut endless = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
        endless.resize(policy::MAX_PACKED_BYTES as usize + 1_000_000, b'x');
        endless
    });
    assert_eq!(trouble(&address), Trouble::NotThePlatform);
}

#[test]
fn the_platforms_own_troubles_are_told_apart() {
    for (status, expected) in [
        (401, Trouble::NotEnrolled),
        (429, Trouble::PlatformInTrouble),
        (503, Trouble::PlatformInTrouble),
        (400, Trouble::Unreadable),
    ] {
        let (address, _arrived) = listener(move |q, _| answer(status, b"", &q.signature, &platform_key()));
        assert_eq!(trouble(&address), expected, "signed {status}");
    }
    let (address, _arrived) = listener(|_, _| b"HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n".to_vec());
    assert_eq!(trouble(&address), Trouble::NotThePlatform, "a 503 nobody signed");
}

#[test]
fn nobody_at_home_is_unreachable() {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", socket.local_addr().unwrap());
    drop(socket);
    assert_eq!(trouble(&address), Trouble::Unreachable);
}

#[test]
fn an_address_that_is_none_is_refused_before_anything_is_sent() {
    for bad in ["", "platform", "ftp://host", "http://"] {
        let key = SigningKey::from_seed(&STATION_SEED).unwrap();
        let made = FirstContact::new(bad, key, || Stamp { created: 0, nonce: String::new(), set_right_s: 0 });
        assert_eq!(made.err(), Some(BadAddress::NotAUrl), "{bad:?}");
    }
}

#[test]
fn enrolment_believes_only_an_answer_signed_by_the_key_it_introduces() {
    let request = EnrolmentRequest {
        code: "c".into(),
        public_key: SigningKey::from_seed(&STATION_SEED).unwrap().public(),
        machine: None,
    };
    for (signer, counts) in [(PLATFORM_SEED, true), ([9; 32], false)] {
        let given =
            Enrolment {
                station: StationId(4), station_name: "测试驿站".into(), platform_key: platform_key().public()
            };
        let body = zip::pack(&serde_json::to_vec(&given).unwrap()).unwrap();
        let (address, _arrived) =
            listener(move |q, _| answer(200, &body, &q.signature, &SigningKey::from_seed(&signer).unwrap()));
        let key = SigningKey::from_seed(&STATION_SEED).unwrap();
        let line =
            FirstContact::new(&address, key, || Stamp { created: 0, nonce: "n".into(), set_right_s: 0 }).unwrap();
        assert_eq!(line.enrol(&request).is_ok(), counts);
    }
}
