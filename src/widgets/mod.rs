//! Parts of the screen without subject knowledge: they know sizes, colours and touches, and neither jobs nor people. Each
//! sizes itself, allocates, interacts, paints, and tells assistive technology its name and role.
//!
//! [`theme`] owns every colour, size and duration. Nothing here reads a word from a list: words are arguments.

pub mod bar;
pub mod button;
pub mod card;
pub mod chart;
pub mod chip;
pub mod dialog;
pub mod field;
pub mod film;
pub mod grid;
pub mod icon;
pub mod icons;
pub mod ink;
pub mod keyboard;
pub mod leaf;
pub mod list;
pub mod map;
pub mod notice;
pub mod pads;
pub mod page;
pub mod picture;
pub mod qr;
pub mod reach;
pub mod row;
pub mod scenery;
pub mod steps;
pub mod surface;
pub mod switch;
pub mod text;
pub mod theme;
pub mod tile;
pub mod writing;

pub use icon::Icon;
pub use theme::{Geometry, Theme};
