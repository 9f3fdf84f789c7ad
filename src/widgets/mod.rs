//! (room: widgets)
