//! `cargo +nightly fuzz run bundle`: see simulation/src/foreign.rs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| yizhan_simulation::foreign::carried(bytes));
