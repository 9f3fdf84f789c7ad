//! The printer of whole pages (A4), for what is more than a slip: a résumé, a report. It takes a PDF and prints it by IPP
//! (RFC 8010, RFC 8011), which the print service (CUPS) speaks as well as nearly every printer of an office by itself. The
//! simulator takes the same bytes.

mod driver;
mod ipp;
pub mod simulator;

#[cfg(test)]
mod cups;
#[cfg(test)]
mod tests;

pub use driver::{IppPrinter, Patience, open};

use crate::device::printer::PrintFault;

/// A printer of pages.
pub trait PagePrinter {
    /// Whether it would print now.
    ///
    /// # Errors
    /// What is in its way.
    fn check(&mut self) -> Result<(), PrintFault>;

    /// Prints a PDF, and returns when the last page is out. Ends by itself, also when the printer hangs; what has not come
    /// out by then is taken back, so that nothing of a person is printed when she has left.
    ///
    /// # Errors
    /// What was in its way; part of it may have been printed.
    fn print(&mut self, pdf: &[u8]) -> Result<(), PrintFault>;
}
