//! The reader of identity cards: the frames of the SAM module that every reader of second-generation cards holds
//! (GA/T 467), over a serial port.
//!
//! Of a card only its text is taken, and of the text only what the form asks for. The photo passes through a buffer that
//! is wiped; it is never decoded. The fingerprint is never asked for.

mod driver;
pub mod frame;
pub mod record;
pub mod simulator;

#[cfg(test)]
mod tests;

pub use driver::{BAUD, ReaderFault, SdtReader, open};
pub use record::Card;

/// A reader of identity cards.
pub trait IdCardReader: Send {
    /// Whether it is there and in order.
    ///
    /// # Errors
    /// When it is not, or it says that it is broken.
    fn check(&mut self) -> Result<(), ReaderFault>;

    /// Whether a card lies on it that can be read.
    ///
    /// # Errors
    /// When the reader is gone, does not answer or is broken.
    fn find(&mut self) -> Result<bool, ReaderFault>;

    /// Reads the card that was found. Takes up to 4 seconds.
    ///
    /// # Errors
    /// When the card was taken away too early or is of an unknown kind, or as for [`IdCardReader::find`].
    fn read(&mut self) -> Result<Card, ReaderFault>;
}
