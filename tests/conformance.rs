//! Whether a platform is one. Each rule of docs/protocol/ that a station relies on is tried over a real socket, by a client that is
//! not the kiosk's own.
//!
//! By default the reference platform is started. Any other one is tried with
//!
//! ```sh
//! YIZHAN_PLATFORM_URL=https://platform.example YIZHAN_CODES=K7XF-3M2P-9XHT,… cargo test --test conformance
//! cargo test --test conformance -- --url https://platform.example --codes K7XF-3M2P-9XHT,…
//! ```
//!
//! which takes two fresh one-time codes (four: the rules are tried with stations of the second suite, too), registers synthetic people there, and prints one line a rule.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a rule that cannot be tried is broken"
)]

#[path = "conformance/client.rs"]
mod client;
mod common;
#[path = "conformance/rules.rs"]
mod rules;

use client::Client;
use common::Province;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use yizhan_wire::suite::Suite;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--list") {
        println!("the_platform_keeps_every_rule: test");
        return ExitCode::SUCCESS;
    }
    let said = |name: &str, variable: &str| {
        let flag = arguments.iter().position(|argument| argument == name);
        flag.and_then(|at| arguments.get(at + 1).cloned()).or_else(|| std::env::var(variable).ok())
    };
    let ours;
    let (url, codes) = if let Some(url) = said("--url", "YIZHAN_PLATFORM_URL") {
        (url, said("--codes", "YIZHAN_CODES").unwrap_or_default())
    } else {
        ours = Province::start();
        ours.stock(30);
        (ours.url(), [(); 4].map(|()| ours.enrolment_code()).join(","))
    };
    let codes: Vec<&str> = codes.split(',').map(str::trim).filter(|code| !code.is_empty()).collect();
    if codes.is_empty() || !codes.len().is_multiple_of(2) {
        println!("two one-time codes are needed, or four: --codes FIRST,SECOND[,THIRD,FOURTH]");
        return ExitCode::from(2);
    }
    let broken: usize = codes.chunks(2).zip(Suite::ALL).map(|(codes, suite)| tried(&url, codes, suite)).sum();
    if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Tries every rule with two stations of one suite; answers how many were broken.
fn tried(url: &str, codes: &[&str], suite: Suite) -> usize {
    let station = |code: &str, seed: u8| {
        Client::enrol(url, code, [seed; 32], suite).unwrap_or_else(|refused| panic!("the code {code}: {refused:?}"))
    };
    let (station, other) = (station(codes[0], 11), station(codes[1], 12));
    let mut broken = 0;
    for (name, rule) in rules::ALL {
        let kept = catch_unwind(AssertUnwindSafe(|| rule(&station, &other))).is_ok();
        println!("{} {name}", if kept { "kept  " } else { "BROKEN" });
        broken += usize::from(!kept);
    }
    println!("{}: {} rules, {broken} broken", suite.as_str(), rules::ALL.len());
    broken
}
