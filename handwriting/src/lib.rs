//! Recognises a character from its ink: the strokes a finger drew.
//!
//! Ink becomes [`features`] that know neither the order of strokes nor where one ends and the next begins, because people
//! write neither as schoolbooks do. A [`Model`] then names the characters that look like it. No I/O, no clock, no state:
//! the kiosk and the training of its model share this crate, so that both see ink in the same way.

mod features;
mod model;

pub use features::{FEATURES, Ink, Point, features};
pub use model::{Layers, Model, ModelError};
