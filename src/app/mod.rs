//! The kiosk's program: what it knows ([`state`]), the one place that changes it ([`update`]), and the frame around it
//! ([`frame`]), which is the only part that meets the window system.

mod accounts;
mod aloud;
mod arrived;
mod board;
mod day_seats;
pub mod desk;
pub mod devices;
pub mod firms;
mod first;
pub mod frame;
mod gigs;
mod hearing;
pub mod idle;
mod lamp;
mod listening;
mod machine;
mod office;
mod painting;
mod portrait;
pub mod probe;
mod reading;
pub mod restart;
pub mod search_line;
pub mod service;
mod shortcuts;
pub mod stage;
pub mod state;
mod tables;
pub mod unanswered;
mod update;
mod visit;
pub mod window;

#[cfg(test)]
mod tests;

pub use crate::screens::first::{FirstDraft, Step as FirstStep};
pub use crate::screens::trouble::Trouble;
pub use crate::widgets::reach::USUAL_FLOOR_MM;
pub use crate::widgets::theme::{BOLD_FILE, Palette, Panel, REGULAR_FILE};
pub use first::{First, FirstEnd, run_first};
pub use frame::{Kiosk, SOON};
pub use lamp::Lamp;
pub use state::State;
pub use update::{Input, Now, update};
pub use window::{Ending, Plain, Setup, run, run_diagnosis, run_trouble};
