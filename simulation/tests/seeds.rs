//! The simulator's seeds: all that ever failed, as many new ones as the suite has time for, and the defects that must be found.
//! `YIZHAN_SEEDS` says how many new ones, `YIZHAN_SEED` with which to begin.

#![expect(clippy::print_stdout, clippy::panic, reason = "a failure says with which command it is played again")]

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use yizhan_simulation::{Defect, play};

/// New seeds in a run of the suite, and how long it plays them at most; `make prove` plays on for as long as it is told.
const NEW: u64 = 20_000;
const FOR: Duration = Duration::from_secs(45);
/// Within so many a planted defect must be found: the suite plays more than these.
const FOUND_WITHIN: u64 = 4_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Plays seeds on all processors, as long as there is time; the first that does not hold, and why.
fn first_broken(seeds: std::ops::Range<u64>, defect: Option<Defect>, end: Option<Instant>) -> Option<(u64, String)> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (next, played, broken) = (AtomicU64::new(seeds.start), AtomicU64::new(0), std::sync::Mutex::new(None));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end || end.is_some_and(|end| Instant::now() >= end) {
                        return;
                    }
                    played.fetch_add(1, Ordering::Relaxed);
                    if let Err(why) = play(seed, defect, false) {
                        next.store(seeds.end, Ordering::Relaxed);
                        if let Ok(mut broken) = broken.lock() {
                            broken.get_or_insert((seed, why.to_string()));
                        }
                    }
                }
            });
        }
    });
    println!("{} seeds from {}", played.into_inner(), seeds.start);
    broken.into_inner().ok().flatten()
}

#[test]
fn every_seed_that_ever_failed_holds() {
    let list = include_str!("../../tests/data/seeds");
    let seeds = list.lines().filter_map(|line| line.split('#').next()?.trim().parse::<u64>().ok());
    for seed in seeds {
        if let Err(broken) = play(seed, None, false) {
            panic!("seed {seed}: {broken}\nagain: cargo run -p yizhan-simulation -- --seed {seed}");
        }
    }
}

#[test]
fn new_seeds_hold() {
    let from = number("YIZHAN_SEED").unwrap_or_else(|| fastrand::u64(1 << 20..1 << 50));
    let wanted = number("YIZHAN_SEEDS");
    let end = if wanted.is_some() { None } else { Some(Instant::now() + FOR) };
    if let Some((seed, why)) = first_broken(from..from + wanted.unwrap_or(NEW), None, end) {
        panic!(
            "seed {seed}: {why}\nagain: cargo run -p yizhan-simulation -- --seed {seed}; add it to tests/data/seeds"
        );
    }
}

#[test]
fn a_seed_plays_the_same_each_time() {
    for seed in 1..20 {
        let (one, other) = (play(seed, None, true), play(seed, None, true));
        assert_eq!(one, other, "seed {seed}");
    }
}

/// Whether a planted defect is found, and by which seed.
fn planted(defect: Defect) {
    let found = first_broken(1..FOUND_WITHIN, Some(defect), None);
    let Some((seed, why)) = found else {
        panic!("{defect:?} is not found within {FOUND_WITHIN} seeds");
    };
    println!("{defect:?} is found by seed {seed}: {why}");
    let name = defect.as_str();
    println!("again: cargo run -p yizhan-simulation -- --seed {seed} --defect {name}");
}

#[test]
fn planted_log_that_is_not_synced_is_found() {
    planted(Defect::LogNotSynced);
}

#[test]
fn planted_file_that_is_not_synced_before_the_log_is_emptied_is_found() {
    planted(Defect::FileNotSynced);
}

#[test]
fn planted_log_of_the_platform_that_is_not_synced_is_found() {
    planted(Defect::PlatformLogNotSynced);
}

#[test]
fn planted_answer_before_the_commit_is_found() {
    planted(Defect::AnsweredBeforeCommit);
}

#[test]
fn planted_slip_before_the_commit_is_found() {
    planted(Defect::SlipBeforeCommit);
}

#[test]
fn planted_cursor_outside_the_transaction_is_found() {
    planted(Defect::CursorFirst);
}

#[test]
fn planted_belief_in_an_unsigned_answer_is_found() {
    planted(Defect::Unsigned);
}

#[test]
fn planted_belief_in_an_answer_to_another_question_is_found() {
    planted(Defect::AnyAnswer);
}

#[test]
fn planted_sent_for_taken_is_found() {
    planted(Defect::SentIsTaken);
}

#[test]
fn planted_refused_for_taken_is_found() {
    planted(Defect::RefusedIsTaken);
}

#[test]
fn planted_new_name_at_each_try_is_found() {
    planted(Defect::MadeAgain);
}

#[test]
fn planted_deafness_to_what_the_platform_lost_is_found() {
    planted(Defect::DeafToSeen);
}

#[test]
fn planted_lease_that_counts_double_is_found() {
    planted(Defect::LeaseDoubled);
}

#[test]
fn planted_key_that_is_used_too_early_is_found() {
    planted(Defect::KeyTooEarly);
}

#[test]
fn planted_service_that_was_taken_back_and_counts_is_found() {
    planted(Defect::TakenBackCounts);
}

#[test]
fn planted_service_that_is_booked_on_another_person_is_found() {
    planted(Defect::ServedAnother);
}

#[test]
fn planted_registration_that_counts_in_the_year_it_was_sent_is_found() {
    planted(Defect::CountedWhenSent);
}
