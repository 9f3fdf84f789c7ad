//! The desk of the demo: a card reader and a printer that do not exist, each as a process of its own, as a technician would
//! start them.

use super::processes::{ProcessError, Programs, Simulated};
use crate::cli::devices::Desk;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Reader and printer at work.
pub struct SimulatedDesk {
    /// Played as long as it is held.
    _reader: Simulated,
    printer: Simulated,
    options: Desk,
    tray: PathBuf,
}

impl SimulatedDesk {
    /// Starts both; slips come to lie in a folder below `folder`.
    ///
    /// # Errors
    /// When one of them does not start.
    pub fn start(programs: &Programs, folder: &Path) -> Result<Self, ProcessError> {
        let (port, tray) = (folder.join("card-reader"), folder.join("slips"));
        let arguments = ["id-card", "--at"].map(OsStr::new);
        let mut reader = Simulated::start(programs, &[&arguments[..], &[port.as_os_str()]].concat())?;
        reader.tells("id_card_reader")?;
        let arguments = ["printer", "--at", "127.0.0.1:0", "--pictures"].map(OsStr::new);
        let mut printer = Simulated::start(programs, &[&arguments[..], &[tray.as_os_str()]].concat())?;
        let place = printer.tells("printer")?;
        let options =
            Desk::at(&port, &place).map_err(|reason| ProcessError::Failed { command: "yizhan demo".into(), reason })?;
        Ok(Self { _reader: reader, printer, options, tray })
    }

    /// Where the kiosk finds them.
    pub fn options(&self) -> Desk {
        self.options.clone()
    }

    /// Where slips come to lie.
    pub fn tray(&self) -> &Path {
        &self.tray
    }

    /// Waits for the next slip; returns its picture.
    ///
    /// # Errors
    /// When the printer has ended.
    pub fn slip(&mut self) -> Result<PathBuf, ProcessError> {
        self.printer.tells("slip").map(PathBuf::from)
    }
}
