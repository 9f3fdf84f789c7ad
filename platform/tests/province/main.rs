//! What the platform is beside its stations' side, on real sockets and in a real browser: cockpit, phone pages, metrics,
//! copies, scheduled imports.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where something is not as it must be, and says where it did not run"
)]

mod browser;
mod carry;
mod cockpit;
mod pages;
mod pictures;
mod rig;
mod station;
mod upkeep;
