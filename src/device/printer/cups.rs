//! A printer of slips behind the print service: the same bytes, handed over as they are, by IPP like a page. What the service
//! says of the paper is heard, and a slip that does not come out is taken back.

use super::driver::bytes;
use super::font::Fonts;
use super::{Form, Paper, PrintFault, SlipPrinter};
use crate::device::config::PagesAt;
use crate::device::pages::{IppPrinter, PagePrinter as _, Patience};
use crate::domain::slip::Slip;
use std::time::Duration;

/// A slip is short: nobody waits for it as long as for a page.
const PATIENCE: Patience =
    Patience { connect: Duration::from_secs(2), answer: Duration::from_secs(8), pages: Duration::from_secs(20) };

/// A queue of the print service.
pub struct Queue {
    ipp: IppPrinter,
    form: Form,
    fonts: Fonts,
}

impl Queue {
    #[must_use]
    pub fn new(queue: &str, form: Form, fonts: Fonts) -> Self {
        Self { ipp: IppPrinter::new(PagesAt::queue(queue), PATIENCE), form, fonts }
    }
}

impl SlipPrinter for Queue {
    fn check(&mut self) -> Result<Paper, PrintFault> {
        self.ipp.check().map(|()| Paper::Unknown)
    }

    fn print(&mut self, slip: &Slip) -> Result<(), PrintFault> {
        let bytes = bytes(slip, self.form, self.fonts)?;
        self.ipp.print_raw(&bytes)
    }
}
