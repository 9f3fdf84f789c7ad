//! `cargo +nightly fuzz run setup`: see simulation/src/foreign.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| yizhan_simulation::foreign::setup(bytes));
