//! What the devices on the desk want or have done, in a sentence each that says what to do.

use super::words::Words;
use crate::domain::card::{CardTaken, CardWarning, Reader};
use crate::domain::slip::{PrintTrouble, Printing};

impl Words {
    #[must_use]
    pub fn card_reader(self, reader: Reader) -> &'static str {
        match reader {
            Reader::None => self.reader_none(),
            Reader::Absent => self.reader_absent(),
            Reader::Ready => self.reader_ready(),
            Reader::Reading => self.reader_reading(),
            Reader::LiftAndPlace => self.reader_lift_and_place(),
            Reader::UnknownCard => self.reader_unknown_card(),
            Reader::Broken => self.reader_broken(),
        }
    }

    #[must_use]
    pub fn card_taken(self, taken: CardTaken) -> &'static str {
        match taken {
            CardTaken::Filled => self.card_filled(),
            CardTaken::OtherNumber => self.card_other_number(),
        }
    }

    #[must_use]
    pub fn card_warning(self, warning: CardWarning) -> &'static str {
        match warning {
            CardWarning::Expired => self.card_expired(),
            CardWarning::Number => self.card_number_wrong(),
            CardWarning::Contradiction => self.card_contradiction(),
        }
    }

    #[must_use]
    pub fn printing(self, printing: Printing) -> &'static str {
        match printing {
            Printing::Sending => self.print_sending(),
            Printing::Done => self.print_done(),
            Printing::Failed(PrintTrouble::NoPaper) => self.print_no_paper(),
            Printing::Failed(PrintTrouble::CoverOpen) => self.print_cover_open(),
            Printing::Failed(PrintTrouble::Absent) => self.print_absent(),
            Printing::Failed(PrintTrouble::Stuck) => self.print_stuck(),
        }
    }
}
