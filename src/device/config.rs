//! What stands on this station's desk, as its technician writes it down: at which port, in which way.

use super::id_card::{self, IdCardReader};
use super::printer::{Fonts, Form};
use super::scanner::{self, Scanner};
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The devices of a station. None of them need be there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Devices {
    pub reader: Option<ReaderAt>,
    pub printer: Option<PrinterSetup>,
    pub scanner: Option<ScannerAt>,
    /// The printer of whole pages.
    pub pages: Option<PagesSetup>,
    /// The program that plays films.
    pub films: Option<PathBuf>,
    /// What makes words of what is said.
    pub ears: Option<EarsSetup>,
}

/// Two command lines: what records, and what makes words of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarsSetup {
    pub recorder: String,
    pub recogniser: String,
}

/// The printer of slips.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrinterSetup {
    pub at: PrinterAt,
    pub form: Form,
    pub fonts: Fonts,
}

/// The printer of whole pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagesSetup {
    pub at: PagesAt,
    pub fonts: Fonts,
}

/// Where the printer of slips is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrinterAt {
    /// The kernel's file for it, as `/dev/usb/lp0`.
    Usb(PathBuf),
    Serial(SerialAt),
    /// `host:port`; printers listen on 9100.
    Network(String),
    /// A queue of the print service that passes bytes on as they are.
    Cups(String),
}

/// A serial port with its speed: `/dev/ttyUSB0`, or `/dev/ttyS0@9600`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SerialAt {
    pub port: PathBuf,
    /// Bits a second.
    pub baud: u32,
}

/// Where the reader of identity cards is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderAt(pub SerialAt);

/// Where the scanner of codes is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScannerAt(pub SerialAt);

/// Where the printer of whole pages is: a queue of the print service, or a printer that speaks IPP by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagesAt {
    /// `host:port`.
    pub address: String,
    /// What it is called there: `/printers/QUEUE`, `/ipp/print`.
    pub path: String,
}

/// Why a device's place cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write it as {0}")]
pub struct NotAPlace(&'static str);

const READER_PLACE: &str = "/dev/ttyUSB0 or /dev/ttyUSB0@9600";
const PRINTER_PLACE: &str = "usb:/dev/usb/lp0, serial:/dev/ttyS0@9600, tcp:192.168.1.20:9100 or cups:QUEUE";
const PAGES_PLACE: &str = "cups:QUEUE or ipp://192.168.1.30/ipp/print";
/// Where IPP is spoken, by the print service and by printers.
const IPP_PORT: u16 = 631;
const SCANNER_PLACE: &str = "/dev/ttyACM0 or /dev/ttyACM0@9600";
/// What printers speak on a serial port where nobody set them otherwise.
const PRINTER_BAUD: u32 = 9_600;
/// Where printers listen.
const PRINTER_PORT: u16 = 9_100;

impl SerialAt {
    fn parse(text: &str, usual: u32, example: &'static str) -> Result<Self, NotAPlace> {
        let (port, baud) = match text.rsplit_once('@') {
            Some((port, baud)) => (port, baud.parse().map_err(|_| NotAPlace(example))?),
            None => (text, usual),
        };
        if !Path::new(port).is_absolute() || baud == 0 {
            return Err(NotAPlace(example));
        }
        Ok(Self { port: port.into(), baud })
    }
}

impl FromStr for ReaderAt {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        SerialAt::parse(text, id_card::BAUD, READER_PLACE).map(Self)
    }
}

impl FromStr for ScannerAt {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        SerialAt::parse(text, scanner::BAUD, SCANNER_PLACE).map(Self)
    }
}

impl ScannerAt {
    /// Opens the port. A scanner says nothing until something is scanned.
    ///
    /// # Errors
    /// When there is no such port or it may not be used.
    pub fn open(&self) -> io::Result<Box<dyn Scanner>> {
        scanner::open(&self.0.port, self.0.baud)
    }
}

impl FromStr for PrinterAt {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let wrong = NotAPlace(PRINTER_PLACE);
        match text.split_once(':') {
            Some(("usb", path)) if Path::new(path).is_absolute() => Ok(Self::Usb(path.into())),
            Some(("serial", port)) => SerialAt::parse(port, PRINTER_BAUD, PRINTER_PLACE).map(Self::Serial),
            Some(("tcp", address)) if !address.is_empty() => Ok(Self::Network(match address.rsplit_once(':') {
                Some(_) => address.to_owned(),
                None => format!("{address}:{PRINTER_PORT}"),
            })),
            // A name that begins with a dash would be an option of the print service's programs.
            Some(("cups", queue)) if is_queue(queue) => Ok(Self::Cups(queue.to_owned())),
            _ => Err(wrong),
        }
    }
}

impl FromStr for PagesAt {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let wrong = NotAPlace(PAGES_PLACE);
        if let Some(queue) = text.strip_prefix("cups:") {
            return if is_queue(queue) { Ok(Self::queue(queue)) } else { Err(wrong) };
        }
        let (address, path) =
            text.strip_prefix("ipp://").ok_or(NotAPlace(PAGES_PLACE))?.split_once('/').ok_or(wrong)?;
        let usual = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
        let named = |c: char| c.is_ascii_graphic();
        if address.is_empty() || !address.chars().all(usual) || !path.chars().all(named) {
            return Err(NotAPlace(PAGES_PLACE));
        }
        let with_port = address.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
        let address = if with_port { address.to_owned() } else { format!("{address}:{IPP_PORT}") };
        Ok(Self { address, path: format!("/{path}") })
    }
}

impl PagesAt {
    /// A queue of this machine's print service.
    #[must_use]
    pub fn queue(name: &str) -> Self {
        Self { address: format!("localhost:{IPP_PORT}"), path: format!("/printers/{name}") }
    }

    /// As the printer is told which of its names is meant.
    #[must_use]
    pub fn uri(&self) -> String {
        format!("ipp://{}{}", self.address, self.path)
    }
}

impl std::fmt::Display for PagesAt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.uri())
    }
}

fn is_queue(name: &str) -> bool {
    let usual = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    !name.is_empty() && !name.starts_with('-') && name.chars().all(usual)
}

impl std::fmt::Display for SerialAt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}", self.port.display(), self.baud)
    }
}

impl std::fmt::Display for PrinterAt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Usb(path) => write!(f, "usb:{}", path.display()),
            Self::Serial(at) => write!(f, "serial:{at}"),
            Self::Network(address) => write!(f, "tcp:{address}"),
            Self::Cups(queue) => write!(f, "cups:{queue}"),
        }
    }
}

impl ReaderAt {
    /// Opens the port. Whether a reader is behind it is known only when it has answered.
    ///
    /// # Errors
    /// When there is no such port or it may not be used.
    pub fn open(&self) -> io::Result<Box<dyn IdCardReader>> {
        id_card::open(&self.0.port, self.0.baud)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readers_place_is_a_port_and_perhaps_its_speed() {
        let port = |text: &str| text.parse::<ReaderAt>().map(|at| (at.0.port, at.0.baud));
        assert_eq!(port("/dev/ttyUSB0"), Ok(("/dev/ttyUSB0".into(), 115_200)));
        assert_eq!(port("/dev/ttyS0@9600"), Ok(("/dev/ttyS0".into(), 9_600)));
        assert!(port("ttyUSB0").is_err() && port("/dev/ttyS0@fast").is_err() && port("/dev/ttyS0@0").is_err());
    }

    #[test]
    fn a_printers_place_says_by_which_way() {
        for (text, whole) in [
            ("usb:/dev/usb/lp0", "usb:/dev/usb/lp0"),
            ("serial:/dev/ttyS1", "serial:/dev/ttyS1@9600"),
            ("serial:/dev/ttyS1@115200", "serial:/dev/ttyS1@115200"),
            ("tcp:printer.local", "tcp:printer.local:9100"),
            ("tcp:192.168.1.20:9101", "tcp:192.168.1.20:9101"),
            ("cups:slips", "cups:slips"),
        ] {
            assert_eq!(text.parse::<PrinterAt>().map(|at| at.to_string()), Ok(whole.to_owned()));
        }
        for text in ["/dev/usb/lp0", "usb:lp0", "cups:-o", "cups:", "tcp:", "serial:ttyS1", "ftp:x"] {
            assert!(text.parse::<PrinterAt>().is_err(), "{text}");
        }
    }
    #[test]
    fn a_printer_of_pages_is_a_queue_or_an_address() {
        for (text, whole) in [
            ("cups:office", "ipp://localhost:631/printers/office"),
            ("ipp://192.168.1.30/ipp/print", "ipp://192.168.1.30:631/ipp/print"),
            ("ipp://printer.local:8631/ipp", "ipp://printer.local:8631/ipp"),
        ] {
            assert_eq!(text.parse::<PagesAt>().map(|at| at.to_string()), Ok(whole.to_owned()));
        }
        // Nothing of it may become a line of its own in what is sent.
        for text in ["cups:", "cups:-o", "ipp://", "ipp://host", "http://host/x", "ipp://ho st/x", "ipp://host/a\r\nb"]
        {
            assert!(text.parse::<PagesAt>().is_err(), "{text}");
        }
    }
}
