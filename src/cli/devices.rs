//! `yizhan devices`: what stands on the desk, where, and how it is; and the options that say so for every command.

use super::{Context, Done, Failure};
use crate::app::{BOLD_FILE, REGULAR_FILE};
use crate::device::Devices;
use crate::device::config::{EarsSetup, NotAPlace, PagesAt, PagesSetup, PrinterAt, PrinterSetup, ReaderAt, ScannerAt};
use crate::device::hearing::Microphone;
use crate::device::pages;
use crate::device::printer::{self, Fonts, Form, Paper, Way};
use crate::device::speech::Program;
use crate::domain::slip::{Part, Slip};
use crate::input::{RimeMissing, use_rime};
use clap::ArgAction;
use std::path::{Path, PathBuf};

/// What stands on the desk. Each can be left out, and each may be pulled out and plugged in while the kiosk runs.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Devices")]
pub struct Desk {
    /// Serial port of the identity card reader, also one behind USB: /dev/ttyUSB0, or with its speed /dev/ttyS0@9600
    #[arg(long, value_name = "PORT", env = "YIZHAN_CARD_READER")]
    card_reader: Option<ReaderAt>,
    /// The printer of slips: `usb:/dev/usb/lp0`, `serial:/dev/ttyS0@9600`, `tcp:HOST:9100` or `cups:QUEUE`.
    /// On a serial port slips of dots want 115200 baud; slower ones want `--slip-text`
    #[arg(long, value_name = "PLACE", env = "YIZHAN_PRINTER")]
    printer: Option<PrinterAt>,
    /// How wide its paper is
    #[arg(long, value_name = "MM", env = "YIZHAN_PAPER", value_enum, default_value_t)]
    paper: PaperWidth,
    /// Print in the printer's own letters: faster, but rare characters of names may come out blank
    #[arg(long, env = "YIZHAN_SLIP_TEXT", num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value_t = false, action = ArgAction::Set)]
    slip_text: bool,
    /// Serial port of a scanner of codes: /dev/ttyACM0, or with its speed /dev/ttyACM0@9600. One that types needs none
    #[arg(long, value_name = "PORT", env = "YIZHAN_SCANNER")]
    scanner: Option<ScannerAt>,
    /// The printer never answers: do not ask it for its paper
    #[arg(long, env = "YIZHAN_PRINTER_MUTE", num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value_t = false, action = ArgAction::Set)]
    printer_mute: bool,
    /// The program that plays films, with ffmpeg's arguments; empty for none: then posters stand in their place
    #[arg(long, value_name = "PROGRAM", env = "YIZHAN_FILMS", default_value = "ffmpeg")]
    films: Option<PathBuf>,
    /// The printer of whole pages (A4): `cups:QUEUE`, or one that speaks IPP by itself, `ipp://HOST/ipp/print`
    #[arg(long, value_name = "PLACE", env = "YIZHAN_A4_PRINTER")]
    a4_printer: Option<PagesAt>,
    /// A command that reads a WAV (16 kHz, 16 bits, one channel) from its standard input and prints the words that are said in it.
    /// Where it is named, people may say what they look for
    #[arg(long, value_name = "COMMAND", env = "YIZHAN_RECOGNISER", value_parser = command)]
    recogniser: Option<String>,
    /// A command that records until it is ended, and writes raw samples (16 kHz, 16 bits, one channel) to its standard output;
    /// ALSA's arecord where nothing is said
    #[arg(long, value_name = "COMMAND", env = "YIZHAN_RECORDER", value_parser = command)]
    recorder: Option<String>,
    #[command(flatten)]
    keyboard: Keyboard,
}

/// What the touch keyboard works with.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct Keyboard {
    /// Which engine turns pinyin into hanzi. Where librime is missing the built-in one is used
    #[arg(long, env = "YIZHAN_PINYIN", value_enum, default_value_t)]
    pinyin: Pinyin,
}

impl Keyboard {
    /// Opens the engine; `None` where it is the built-in one.
    fn open(self) -> Option<Result<(), RimeMissing>> {
        (self.pinyin == Pinyin::Librime).then(use_rime)
    }

    /// The engine that is wanted, and `ready` or what is in its way.
    pub fn stand(self) -> (&'static str, String) {
        match self.open() {
            None => ("builtin", READY.to_owned()),
            Some(Ok(())) => ("librime", READY.to_owned()),
            Some(Err(missing)) => ("librime", format!("{missing}; the built-in engine is used")),
        }
    }
}

/// Nothing is in its way.
const READY: &str = "ready";

/// Engines of the touch keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Pinyin {
    /// The dictionary in the program
    #[default]
    Builtin,
    /// Debian's librime1 with rime-data-pinyin-simp
    Librime,
}

/// Widths of rolls, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum PaperWidth {
    #[default]
    #[value(name = "58")]
    Narrow,
    #[value(name = "80")]
    Wide,
}

impl PaperWidth {
    /// Dots a line, 8 a millimetre of what is printed on.
    pub const fn dots(self) -> u16 {
        match self {
            Self::Narrow => 384,
            Self::Wide => 576,
        }
    }
}

/// The font of slips, which is that of the screens.
pub fn fonts() -> Fonts {
    Fonts { regular: REGULAR_FILE, bold: BOLD_FILE }
}

fn command(text: &str) -> Result<String, String> {
    Program::of(text).map(|_| text.to_owned()).map_err(|error| error.to_string())
}

impl Desk {
    /// Opens the engine that turns pinyin into hanzi; `None` where it is the built-in one.
    pub fn open_pinyin(&self) -> Option<Result<(), RimeMissing>> {
        self.keyboard.open()
    }

    /// A desk with a reader at this port and a printer at this place.
    pub fn at(reader: &Path, printer: &str) -> Result<Self, String> {
        let port = reader.to_str().ok_or("the port's name is not UTF-8")?;
        let card_reader = port.parse().map_err(|e: NotAPlace| e.to_string())?;
        let printer = printer.parse().map_err(|e: NotAPlace| e.to_string())?;
        Ok(Self { card_reader: Some(card_reader), printer: Some(printer), ..Self::default() })
    }

    /// The devices as the runtime takes them.
    pub fn devices(&self) -> Devices {
        let way = if self.slip_text { Way::Text } else { Way::Picture };
        let form = Form { dots: self.paper.dots(), way, answers: !self.printer_mute };
        let printer = self.printer.clone().map(|at| PrinterSetup { at, form, fonts: fonts() });
        let films = self.films.clone().filter(|program| !program.as_os_str().is_empty());
        Devices {
            reader: self.card_reader.clone(),
            printer,
            scanner: self.scanner.clone(),
            pages: self.a4_printer.clone().map(|at| PagesSetup { at, fonts: fonts() }),
            films,
            ears: self.recogniser.clone().map(|recogniser| EarsSetup {
                recorder: self.recorder.clone().unwrap_or_else(|| Microphone::USUAL_RECORDER.to_owned()),
                recogniser,
            }),
        }
    }
}

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    desk: Desk,
    /// Print a slip that says it is a test
    #[arg(long)]
    test_print: bool,
}

/// A device, as a technician is told.
#[derive(serde::Serialize)]
pub struct Told {
    device: &'static str,
    /// Where it is configured to be.
    pub at: Option<String>,
    /// `ready`, `not configured`, or what is wrong.
    pub state: String,
    pub ok: bool,
}

/// Asks every configured device how it is. Fails when one is not well.
pub fn run(context: &Context, options: &Options) -> Done {
    let devices = options.desk.devices();
    let mut told = vec![reader(&devices), printer(&devices, options.test_print), scanner(&devices)];
    told.insert(2, a4_printer(&devices, options.test_print));
    told.push(pinyin(&options.desk));
    told.extend(ports());
    let well = told.iter().all(|device| device.ok);
    context.printer.either(&told, || {
        let line = |one: &Told| {
            let mark = if one.ok { "ok  " } else { "FAIL" };
            format!("{mark}  {:<22}  {:<28}  {}", one.device, one.at.as_deref().unwrap_or("-"), one.state)
        };
        told.iter().map(line).collect::<Vec<_>>().join("\n")
    })?;
    if well { Ok(()) } else { Err(Failure::Said) }
}

pub fn reader(devices: &Devices) -> Told {
    let device = "identity card reader";
    let Some(place) = &devices.reader else { return not_configured(device, "--card-reader") };
    let asked = place
        .open()
        .map_err(|error| error.to_string())
        .and_then(|mut reader| reader.check().map_err(|fault| fault.to_string()));
    told(device, place.0.to_string(), asked.map(|()| "ready".to_owned()))
}

pub fn printer(devices: &Devices, test: bool) -> Told {
    let device = "printer of slips";
    let Some(setup) = &devices.printer else { return not_configured(device, "--printer") };
    let asked = printer::open(&setup.at, setup.form, setup.fonts).and_then(|mut printer| {
        let paper = printer.check()?;
        if test {
            printer.print(&test_slip(&setup.at))?;
        }
        Ok(paper)
    });
    let said = asked.map_err(|fault| fault.to_string()).map(|paper| match paper {
        Paper::There => "ready".to_owned(),
        Paper::NearEnd => "ready; the paper ends soon".to_owned(),
        Paper::Unknown => "there; its paper cannot be asked for".to_owned(),
    });
    told(device, setup.at.to_string(), said)
}

pub fn a4_printer(devices: &Devices, test: bool) -> Told {
    let device = "printer of pages";
    let Some(PagesSetup { at: place, .. }) = &devices.pages else { return not_configured(device, "--a4-printer") };
    let mut printer = pages::open(place);
    let asked = printer.check().map_err(|fault| fault.to_string()).and_then(|()| {
        if !test {
            return Ok("ready".to_owned());
        }
        let lines = [place.to_string(), env!("CARGO_PKG_VERSION").to_owned()];
        let face = crate::report::Fonts { regular: REGULAR_FILE, bold: BOLD_FILE };
        let page = crate::report::plain_page("Yizhan test page", &lines, face).map_err(|error| error.to_string())?;
        printer.print(&page).map_err(|fault| fault.to_string())?;
        Ok("ready; a test page was printed".to_owned())
    });
    told(device, place.to_string(), asked)
}

pub fn scanner(devices: &Devices) -> Told {
    let device = "scanner of codes";
    let Some(place) = &devices.scanner else { return not_configured(device, "--scanner") };
    let opened = place.open().map_err(|error| error.to_string());
    told(device, place.0.to_string(), opened.map(|_| "there; it speaks when something is scanned".to_owned()))
}

/// What the touch keyboard works with.
pub fn pinyin(desk: &Desk) -> Told {
    let device = "pinyin";
    let (engine, state) = desk.keyboard.stand();
    let ok = state == READY;
    Told { device, at: Some(engine.to_owned()), state, ok }
}

fn told(device: &'static str, at: String, state: Result<String, String>) -> Told {
    let ok = state.is_ok();
    Told { device, at: Some(at), state: state.unwrap_or_else(|fault| fault), ok }
}

fn not_configured(device: &'static str, option: &str) -> Told {
    Told { device, at: None, state: format!("not configured ({option})"), ok: true }
}

/// Ports where a device could be, for who has not configured one yet.
fn ports() -> Vec<Told> {
    let found = |folder: &str| std::fs::read_dir(folder).into_iter().flatten().flatten();
    let ports = found("/dev/serial/by-id").chain(found("/dev/usb"));
    let told = ports.map(|port| Told {
        device: "port",
        at: Some(port.path().display().to_string()),
        state: "found".to_owned(),
        ok: true,
    });
    told.collect()
}

/// Words that show what a technician must see: sizes, a rare character, a code, both edges.
fn test_slip(at: &PrinterAt) -> Slip {
    Slip {
        parts: vec![
            Part::Title("Yizhan test slip".to_owned()),
            // A character that printers without GB 18030 leave blank.
            Part::Great("\u{9a7f}\u{7ad9} \u{4dae}".to_owned()),
            Part::Line,
            Part::Text(at.to_string()),
            Part::Code("https://example.org/yizhan-test".to_owned()),
            Part::Small(env!("CARGO_PKG_VERSION").to_owned()),
        ],
    }
}
