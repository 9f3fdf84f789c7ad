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
//! which takes two fresh one-time codes, registers synthetic people there, and prints one line a rule.

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
        (ours.url(), format!("{},{}", ours.enrolment_code(), ours.enrolment_code()))
    };
    let codes: Vec<&str> = codes.split(',').map(str::trim).filter(|code| !code.is_empty()).collect();
    let [first, second] = codes[..] else {
        println!("two one-time codes are needed: --codes FIRST,SECOND");
        return ExitCode::from(2);
    };
    let station = Client::enrol(&url, first, [11; 32]).unwrap_or_else(|refused| panic!("the first code: {refused:?}"));
    let other = Client::enrol(&url, second, [12; 32]).unwrap_or_else(|refused| panic!("the second code: {refused:?}"));
    let mut broken = 0;
    for (name, rule) in rules::ALL {
        let kept = catch_unwind(AssertUnwindSafe(|| rule(&station, &other))).is_ok();
        println!("{} {name}", if kept { "kept  " } else { "BROKEN" });
        broken += usize::from(!kept);
    }
    println!("{} rules, {broken} broken", rules::ALL.len());
    if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
