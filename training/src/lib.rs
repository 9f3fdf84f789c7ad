//! Makes and measures the model of the writing pad. No part of what is shipped: the kiosk reads the model and shares only
//! the crate `yizhan-handwriting` with this one.

pub mod common;
pub mod compose;
pub mod data;
pub mod discriminants;
pub mod exam;
pub mod hand;

/// Digits and letters, which hanzi-writer-data does not have; written for this project.
pub const WRITTEN: &str = include_str!("../written.txt");
/// What the kiosk can show: 《通用规范汉字表》 and GB 2312.
pub const CHARACTERS: &str = include_str!("../../src/input/characters.txt");
