//! Yizhan (驿站): the kiosk of a street employment station. `docs/architecture.md` has the rooms and the arrows between
//! them; `tests/tidy.rs` keeps them.

pub mod app;
pub mod cli;
pub mod device;
pub mod doctor;
pub mod domain;
pub mod i18n;
pub mod input;
pub mod report;
pub mod runtime;
pub mod screens;
pub mod search;
pub mod store;
pub mod sync;
pub mod tables;
pub mod widgets;
