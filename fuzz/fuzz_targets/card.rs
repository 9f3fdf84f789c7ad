//! `cargo +nightly fuzz run card`: see simulation/src/foreign.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| yizhan_simulation::foreign::card(bytes));
