//! What stands on the desk: a trait, a driver and a simulator each. The simulators speak the same bytes as the real
//! things, so that a test, a demo and a technician without the hardware go through the same code.
//!
//! Nothing here owns a thread: `runtime` calls the drivers from threads of its own, so that no screen ever waits for a
//! device. Every call ends by itself within the patience it was given.

mod child;
pub mod config;
pub mod hearing;
pub mod id_card;
pub mod line;
pub mod network;
pub mod pages;
pub mod panel;
pub mod printer;
pub mod pty;
pub mod scanner;
pub mod show;
pub mod speech;

pub use config::Devices;
