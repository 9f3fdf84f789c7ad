//! What a person sees. A screen reads [`Facts`], may edit its [`Draft`], and gives back at most one [`Command`]; it changes
//! nothing else and knows neither store, network nor clock. Words come from `i18n`, looks from `widgets`.

pub mod board;
pub mod command;
mod dates;
pub mod diagnosis;
pub mod facts;
pub mod first;
mod listen;
mod phone;
pub mod pictures;
pub mod practice;
mod printing;
mod receipt;
pub mod rest;
pub mod seeker;
pub mod service;
pub mod staff;
pub mod trouble;
pub mod typing;
pub mod visit;

pub use command::{Command, Condition, Ease, Screen};
pub use facts::{Draft, Facts, Listing, Opened, PAGE, whole};
