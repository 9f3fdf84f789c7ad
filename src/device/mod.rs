//! (room: device)
