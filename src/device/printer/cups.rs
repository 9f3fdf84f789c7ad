//! A printer behind the print service: the same bytes, handed to `lp` as they are. The service keeps them until the
//! printer takes them; what it says of the paper it tells its administrator and not us.

use super::driver::bytes;
use super::font::Fonts;
use super::{Form, Paper, PrintFault, SlipPrinter};
use crate::domain::slip::Slip;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long `lp` may take to take a slip over.
const PATIENCE: Duration = Duration::from_secs(8);
const GLANCE: Duration = Duration::from_millis(20);

/// A queue of the print service.
pub struct Queue {
    name: String,
    form: Form,
    fonts: Fonts,
}

impl Queue {
    #[must_use]
    pub fn new(name: &str, form: Form, fonts: Fonts) -> Self {
        Self { name: name.to_owned(), form, fonts }
    }
}

impl SlipPrinter for Queue {
    fn check(&mut self) -> Result<Paper, PrintFault> {
        ask(Command::new("lpstat").arg("-a").arg(&self.name), &[]).map(|()| Paper::Unknown)
    }

    fn print(&mut self, slip: &Slip) -> Result<(), PrintFault> {
        let bytes = bytes(slip, self.form, self.fonts)?;
        // The title is the same for everybody: queues and their logs are read by many.
        ask(Command::new("lp").args(["-s", "-o", "raw", "-t", "slip", "-d"]).arg(&self.name), &bytes)
    }
}

/// Runs a program of the print service to its end, but no longer than our patience.
fn ask(command: &mut Command, input: &[u8]) -> Result<(), PrintFault> {
    // A whole slip fits into no pipe: it is handed over as a file that has no name any more.
    let mut file = tempfile::tempfile().map_err(PrintFault::Absent)?;
    let written = file.write_all(input).and_then(|()| io::Seek::rewind(&mut file));
    written.map_err(PrintFault::Absent)?;
    let command = command.env("LC_ALL", "C").stdin(file).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(PrintFault::Absent)?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(_)) => return Err(PrintFault::Refused(said(&mut child))),
            Ok(None) if Instant::now() < deadline => sleep(GLANCE),
            Ok(None) => {
                child.kill().and_then(|()| child.wait()).map_err(PrintFault::Absent)?;
                return Err(PrintFault::Stuck);
            }
            Err(error) => return Err(PrintFault::Absent(error)),
        }
    }
}

/// The first line of its complaint.
fn said(child: &mut Child) -> String {
    let mut said = [0; 400];
    let count = match child.stderr.as_mut().map(|stderr| stderr.read(&mut said)) {
        Some(Ok(count)) => count,
        Some(Err(error)) if error.kind() == ErrorKind::Interrupted => 0,
        _ => 0,
    };
    let said = String::from_utf8_lossy(said.get(..count).unwrap_or_default()).into_owned();
    said.lines().next().unwrap_or_default().to_owned()
}
