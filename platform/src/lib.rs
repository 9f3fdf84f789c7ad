//! The reference provincial platform: it takes entries from stations, answers each, and hands out postings.
//!
//! Rooms: [`core`] holds the rules and knows neither HTTP nor SQL; [`storage`] is the only room that knows SQL; [`import`]
//! turns files of adverts into postings.

pub mod core;
pub mod import;
pub mod storage;
