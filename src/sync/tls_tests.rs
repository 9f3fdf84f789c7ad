//! A station whose clock is years wrong, before a platform behind real TLS.

use super::tests::{answer, platform_key};
use super::*;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, Stream};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

/// 2001: what a terminal says whose battery is dead.
const LONG_AGO: i64 = 1_000_000_000;
/// When `answer` signs: 2027-01-15.
const NOW: i64 = 1_800_000_000;

/// A platform behind TLS, with a certificate of 2026 to 2028 for this name. Answers where it is, who vouches for it, and what arrived,
/// as method and path.
#[expect(clippy::disallowed_methods, reason = "a test's own little server")]
fn platform(name: &str, signer: fn() -> SigningKey) -> (String, RootCertStore, Receiver<String>) {
    let authority_key = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::new(Vec::<String>::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    (authority.not_before, authority.not_after) = (date_time_ymd(2026, 1, 1), date_time_ymd(2028, 1, 1));
    let authority_cert = authority.self_signed(&authority_key).unwrap();
    let key = KeyPair::generate().unwrap();
    let mut own = CertificateParams::new(vec![name.to_owned()]).unwrap();
    (own.not_before, own.not_after) = (date_time_ymd(2026, 6, 1), date_time_ymd(2027, 6, 1));
    let cert = own.signed_by(&key, &Issuer::from_params(&authority, &authority_key)).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(authority_cert.der().clone()).unwrap();

    install_tls();
    let private = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let chain = vec![cert.der().clone()];
    let config = Arc::new(ServerConfig::builder().with_no_client_auth().with_single_cert(chain, private).unwrap());
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://localhost:{}", socket.local_addr().unwrap().port());
    let (heads, arrived) = channel();
    std::thread::spawn(move || {
        for stream in socket.incoming() {
            let mut stream = stream.unwrap();
            let mut tls = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = Stream::new(&mut tls, &mut stream);
            // A station that does not believe the certificate goes away in the middle of the handshake.
            let Some((head, signature)) = question(&mut stream) else { continue };
            let page = zip::pack(&serde_json::to_vec(&Page::default()).unwrap()).unwrap();
            let answers = zip::pack(&serde_json::to_vec(&Answers::default()).unwrap()).unwrap();
            let body = if head.starts_with("POST") { answers } else { page };
            let _ = heads.send(head);
            let _ = stream.write_all(&answer(200, &body, &signature, &signer()));
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    (address, roots, arrived)
}

/// Method, path and signature of a question.
fn question(stream: &mut impl std::io::Read) -> Option<(String, String)> {
    let mut lines = BufReader::new(stream);
    let mut first = String::new();
    if lines.read_line(&mut first).unwrap_or(0) == 0 {
        return None;
    }
    let (mut signature, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name {
            "signature" => value.clone_into(&mut signature),
            "content-length" => length = value.parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    lines.read_exact(&mut body).ok()?;
    Some((first.split('?').next()?.split(" HTTP").next()?.to_owned(), signature))
}

fn station(address: &str, roots: RootCertStore, clock: i64) -> Http {
    let stamp = move || Stamp { created: clock, nonce: format!("{:x}", fastrand::u128(..)), set_right_s: 0 };
    let mut http = Http::new(
        "http://127.0.0.1:9",
        StationId(7),
        SigningKey::from_seed(&[1; 32]).unwrap(),
        platform_key().public(),
        stamp,
    )
    .unwrap();
    http.wire = Wire::trusting(roots, address, Arc::new(stamp)).unwrap();
    http
}

fn all(arrived: &Receiver<String>) -> Vec<String> {
    arrived.try_iter().collect()
}

#[test]
fn with_the_right_day_nothing_is_asked_beside() {
    let (address, roots, arrived) = platform("localhost", platform_key);
    let station = station(&address, roots, NOW);
    assert!(station.upload(&Upload { entries: Vec::new() }).is_ok());
    assert_eq!(all(&arrived), ["POST /v1/entries"]);
    assert_eq!(station.take_ahead(), Some(0));
}

#[test]
fn a_station_whose_clock_is_years_wrong_asks_for_the_day_first_and_sends_its_people_only_then() {
    for wrong in [LONG_AGO, 2_200_000_000] {
        let (address, roots, arrived) = platform("localhost", platform_key);
        let station = station(&address, roots, wrong);
        assert!(station.upload(&Upload { entries: Vec::new() }).is_ok());
        assert_eq!(all(&arrived), ["GET /v1/changes", "POST /v1/entries"], "clock {wrong}");
        assert_eq!(station.take_ahead(), Some(NOW - wrong), "and its clock is set right");
    }
}

#[test]
fn whoever_cannot_sign_for_the_platform_sets_no_clock_and_gets_nothing_of_people() {
    let (address, roots, arrived) = platform("localhost", || SigningKey::from_seed(&[9; 32]).unwrap());
    let station = station(&address, roots, LONG_AGO);
    let fault = station.upload(&Upload { entries: Vec::new() }).unwrap_err();
    assert_eq!(fault.trouble, Trouble::NotThePlatform);
    assert_eq!(all(&arrived), ["GET /v1/changes"]);
    assert_eq!(station.take_ahead(), None);
}

#[test]
fn a_certificate_of_another_name_or_of_nobody_known_is_never_asked_for_the_day() {
    let (address, roots, arrived) = platform("elsewhere.example", platform_key);
    let (_, of_another, _arrived) = platform("localhost", platform_key);
    for (roots, clock) in [(roots, LONG_AGO), (of_another, LONG_AGO), (RootCertStore::empty(), NOW)] {
        let station = station(&address, roots, clock);
        let fault = station.upload(&Upload { entries: Vec::new() }).unwrap_err();
        assert_eq!(fault.trouble, Trouble::NotThePlatform);
        assert_eq!(station.take_ahead(), None);
    }
    assert!(all(&arrived).is_empty());
}
