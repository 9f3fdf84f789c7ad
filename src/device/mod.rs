//! What stands on the desk beside the screen: each behind a small trait, with a real driver and a simulator.

pub mod speech;
