//! Plays stations and a province: the real stores, the real sync and the real platform, in one thread, over disks, a line,
//! clocks, power and people that one seed decides. After each step and at the end it is looked whether what was promised holds.
//!
//! `cargo run -p yizhan-simulation -- --seed 42` plays one seed again and tells what happened.

pub mod books;
pub mod check;
pub mod count;
pub mod defect;
pub mod desk;
pub mod disk;
pub mod errands;
pub mod foreign;
pub mod line;
pub mod people;
pub mod play;
pub mod province;
pub mod scene;
pub mod vfs;

pub use defect::Defect;
pub use play::{Played, play};

use jiff::Timestamp;

/// When every play begins: 2026-06-01, 08:00 in China.
pub const BEGINNING: Timestamp = Timestamp::constant(1_780_272_000, 0);

/// Something that must never happen has happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Broken(pub String);

/// Makes a [`Broken`].
macro_rules! breaks {
    ($($words:tt)*) => { $crate::Broken(format!($($words)*)) };
}
pub(crate) use breaks;
