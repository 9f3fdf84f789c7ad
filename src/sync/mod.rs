//! The line to the province: what to do next, how hard to try, what an answer means. `plan`, `policy` and `receipt` are
//! pure; `round` plays one step against two traits, so that the runtime, the command line and a simulator share it;
//! `http` and `neighbour` are the only files of the kiosk that know how bytes get onto a network.

pub mod budget;
pub mod carrier;
pub mod http;
pub mod media;
pub mod neighbour;
pub mod plan;
pub mod policy;
pub mod receipt;
pub mod round;
mod tls;
pub mod transport;
mod upload;

pub use plan::{Direction, Plan, Summary, plan};
pub use round::{Books, Feed, Line, NotKept, Pace, Step};
pub use transport::{LineFault, Transport};
