//! The thermal printer: a slip becomes dots of our own font, or the printer's own letters where a station wants that, and
//! goes out as ESC/POS over whatever line there is. A renderer turns the bytes back into a picture, for tests and for a
//! demo without a printer.

mod canvas;
mod cups;
mod driver;
mod escpos;
mod font;
mod layout;
pub mod simulator;

#[cfg(test)]
mod tests;

pub use canvas::Canvas;
pub use driver::{EscPosPrinter, Patience, bytes, open};
pub use font::Fonts;

use crate::domain::slip::{PrintTrouble, Slip};

/// A printer of slips.
pub trait SlipPrinter {
    /// Whether it would print now.
    ///
    /// # Errors
    /// What is in its way.
    fn check(&mut self) -> Result<Paper, PrintFault>;

    /// Prints a slip and cuts it off. Ends by itself, also when the printer hangs.
    ///
    /// # Errors
    /// What was in its way; part of the slip may have been printed.
    fn print(&mut self, slip: &Slip) -> Result<(), PrintFault>;
}

/// What a printer says of its paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    There,
    /// The roll ends soon: a technician should bring one.
    NearEnd,
    /// This printer cannot be asked.
    Unknown,
}

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintFault {
    #[error("the printer has no paper")]
    NoPaper,
    #[error("the printer's cover is open")]
    CoverOpen,
    #[error("the printer is not there: {0}")]
    Absent(std::io::Error),
    #[error("the printer does not answer")]
    Stuck,
    /// The print service refused, in its own words.
    #[error("the print service refused: {0}")]
    Refused(String),
    #[error("the font cannot be read")]
    Font,
}

impl PrintFault {
    /// What the person before the screen is told.
    #[must_use]
    pub const fn trouble(&self) -> PrintTrouble {
        match self {
            Self::NoPaper => PrintTrouble::NoPaper,
            Self::CoverOpen => PrintTrouble::CoverOpen,
            Self::Absent(_) | Self::Refused(_) => PrintTrouble::Absent,
            Self::Stuck | Self::Font => PrintTrouble::Stuck,
        }
    }
}

/// How wide the paper is and what is printed on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Dots a line, 8 a millimetre: 384 on paper of 58 mm, 576 on 80 mm.
    pub dots: u16,
    pub way: Way,
    /// It answers when it is asked for its paper. Some never do.
    pub answers: bool,
}

/// What a slip is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// Dots of our own font: every name prints, whatever characters the printer knows.
    #[default]
    Picture,
    /// The printer's own letters, in GB18030: faster, and rare characters may come out blank.
    Text,
}

/// A text for paper: on one line, and without anything a printer would take for a command.
fn printable(text: &str) -> String {
    let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
    text.chars().map(blank).filter(|c| !c.is_control()).collect()
}
