//! (room: input)
