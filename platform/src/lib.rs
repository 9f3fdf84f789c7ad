//! The reference provincial platform: it takes entries from stations, answers each, and hands out postings.
//!
//! Rooms: [`core`] holds the rules and knows neither HTTP nor SQL; [`storage`] is the only room that knows SQL; [`http`]
//! the only one that knows axum; [`import`] turns files of adverts into postings; [`seed`] writes a synthetic province;
//! [`fleet`] plays stations that know nothing but the wire; [`words`] words the pages; [`cli`] reads the command line.

pub mod cli;
pub mod core;
pub mod fleet;
pub mod http;
pub mod import;
pub mod seed;
pub mod storage;
pub mod words;
