//! Tables as files: text in commas (UTF-8 or GB18030, as spreadsheets here save it) and spreadsheets of the form .xlsx, read
//! as text and written. What stands in them, `domain::tables` knows.

mod read;
mod write;

pub use read::{MOST_BYTES, read};
pub use write::{NotWritten, csv, xlsx};
