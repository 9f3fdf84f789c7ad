//! `yizhan simulate`: plays a device of the desk, for technicians and demos without the hardware.

use super::devices::{PaperWidth, fonts};
use super::{Context, Done, Failure};
use crate::device::id_card::simulator::{Mood, SampleCard, Simulator, serve};
use crate::device::line;
use crate::device::pages::simulator as pages;
use crate::device::printer::simulator as printer;
use crate::device::pty::Pty;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    device: Device,
}

#[derive(clap::Subcommand)]
enum Device {
    /// A reader of identity cards on a pseudo-terminal, with cards of people who do not exist
    IdCard(IdCard),
    /// A scanner of codes on a pseudo-terminal, which scans the same text again and again
    Scanner(Scanner),
    /// A printer of slips on the network, which leaves each slip as a picture
    Printer(Printer),
    /// A printer of whole pages on the network, which leaves each document as a PDF
    A4Printer(A4Printer),
}

#[derive(clap::Args)]
struct IdCard {
    /// Name of the port it makes; say the same to `yizhan run --card-reader`
    #[arg(long, value_name = "PORT")]
    at: PathBuf,
    /// The card on it
    #[arg(long, value_name = "CARD", value_parser = card, default_value = SampleCard::Resident.code())]
    card: SampleCard,
    /// How it behaves
    #[arg(long, value_name = "MOOD", value_parser = mood, default_value = Mood::Good.code())]
    mood: Mood,
    /// Seconds after which the card is taken off and laid down again
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    again: u64,
}

#[derive(clap::Args)]
struct Scanner {
    /// Name of the port it makes; say the same to `yizhan run --scanner`
    #[arg(long, value_name = "PORT")]
    at: PathBuf,
    /// What it scans, as the number of a receipt
    text: String,
    /// Seconds between two scans
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    again: u64,
}

#[derive(clap::Args)]
struct Printer {
    /// Where it listens; say the same to `yizhan run --printer tcp:ADDRESS`. Port 0 is one that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:9100")]
    at: SocketAddr,
    /// Folder of the pictures, `slip-01.png` and on
    #[arg(long, value_name = "DIR", default_value = ".")]
    pictures: PathBuf,
    /// How wide its paper is
    #[arg(long, value_name = "MM", value_enum, default_value_t)]
    paper: PaperWidth,
    /// How it behaves
    #[arg(long, value_name = "MOOD", value_parser = printer_mood, default_value = printer::Mood::Good.code())]
    mood: printer::Mood,
}

#[derive(clap::Args)]
struct A4Printer {
    /// Where it listens; say the same to `yizhan run --a4-printer ipp://ADDRESS/ipp/print`. Port 0 is one that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8631")]
    at: SocketAddr,
    /// Folder of the documents, `pages-01.pdf` and on
    #[arg(long, value_name = "DIR", default_value = ".")]
    documents: PathBuf,
    /// How it behaves
    #[arg(long, value_name = "MOOD", value_parser = a4_mood, default_value = pages::Mood::Good.code())]
    mood: pages::Mood,
}

fn a4_mood(code: &str) -> Result<pages::Mood, String> {
    let known = pages::Mood::ALL.into_iter().find(|mood| mood.code() == code);
    known.ok_or_else(|| format!("known are {}", pages::Mood::ALL.map(pages::Mood::code).join(", ")))
}

fn printer_mood(code: &str) -> Result<printer::Mood, String> {
    let known = printer::Mood::ALL.into_iter().find(|mood| mood.code() == code);
    known.ok_or_else(|| format!("known are {}", printer::Mood::ALL.map(printer::Mood::code).join(", ")))
}

fn card(code: &str) -> Result<SampleCard, String> {
    let known = SampleCard::ALL.into_iter().find(|card| card.code() == code);
    known.ok_or_else(|| format!("known are {}", SampleCard::ALL.map(SampleCard::code).join(", ")))
}

fn mood(code: &str) -> Result<Mood, String> {
    let known = Mood::ALL.into_iter().find(|mood| mood.code() == code);
    known.ok_or_else(|| format!("known are {}", Mood::ALL.map(Mood::code).join(", ")))
}

pub fn run(context: &Context, options: &Options) -> Done {
    match &options.device {
        Device::IdCard(options) => id_card(context, options),
        Device::Scanner(options) => scans(context, options),
        Device::Printer(options) => slips(context, options),
        Device::A4Printer(options) => documents(context, options),
    }
}

/// Plays the reader until the program is stopped.
fn id_card(context: &Context, options: &IdCard) -> Done {
    let mut pty = port(&options.at)?;
    let place = pty.path().display().to_string();
    context.printer.either(&serde_json::json!({"id_card_reader": place}), || {
        format!("an identity card reader is at {place}; stop it with Ctrl+C")
    })?;
    let mut reader = Simulator::new(options.mood);
    reader.lay(Some(options.card));
    let mut laid_at = Instant::now();
    let again = Duration::from_secs(options.again);
    let played = serve(&mut pty, reader, &AtomicBool::new(false), |reader| {
        if laid_at.elapsed() >= again {
            reader.lay(Some(options.card));
            laid_at = Instant::now();
        }
    });
    Ok(played?)
}

/// Plays the printer until the program is stopped, for one caller after the other.
fn slips(context: &Context, options: &Printer) -> Done {
    std::fs::create_dir_all(&options.pictures)?;
    let listener = TcpListener::bind(options.at)?;
    let place = listener.local_addr()?.to_string();
    context.printer.either(&serde_json::json!({"printer": format!("tcp:{place}")}), || {
        format!("a printer is at tcp:{place}; stop it with Ctrl+C")
    })?;
    let mut printer = printer::Simulator::new(options.mood, options.paper.dots(), fonts());
    let mut slips = 0;
    for caller in listener.incoming() {
        let mut caller = caller?;
        caller.set_nonblocking(true)?;
        let mut pictures = Vec::new();
        // A caller that leaves in the middle is no fault of the printer.
        printer::serve(&mut caller, &mut printer, &AtomicBool::new(false), |slip| pictures.push(slip)).ok();
        for picture in pictures {
            slips += 1;
            let file = options.pictures.join(format!("slip-{slips:02}.png"));
            std::fs::write(&file, picture.png()?)?;
            context.printer.either(&serde_json::json!({"slip": file}), || format!("{}", file.display()))?;
        }
    }
    Ok(())
}

/// Plays the printer of pages until the program is stopped.
fn documents(context: &Context, options: &A4Printer) -> Done {
    std::fs::create_dir_all(&options.documents)?;
    let listener = TcpListener::bind(options.at)?;
    let place = format!("ipp://{}/ipp/print", listener.local_addr()?);
    context.printer.either(&serde_json::json!({"a4_printer": place}), || {
        format!("a printer of pages is at {place}; stop it with Ctrl+C")
    })?;
    let mut printer = pages::Simulator::new(options.mood);
    let mut count = 0;
    let served = pages::serve(&listener, &mut printer, &AtomicBool::new(false), |pdf| {
        count += 1;
        let file = options.documents.join(format!("pages-{count:02}.pdf"));
        let told = || context.printer.either(&serde_json::json!({"pages": file}), || format!("{}", file.display()));
        if std::fs::write(&file, pdf).is_err() || told().is_err() {
            context.printer.complain(&format!("{} was not kept", file.display()));
        }
    });
    Ok(served?)
}

/// A pseudo-terminal under this name.
fn port(at: &Path) -> Result<Pty, Failure> {
    // A link that an earlier run left behind.
    let made = if at.is_symlink() { std::fs::remove_file(at) } else { Ok(()) }.and_then(|()| Pty::open(Some(at)));
    made.map_err(|error| Failure::Because(format!("{}: {error}", at.display())))
}

/// Scans until the program is stopped.
fn scans(context: &Context, options: &Scanner) -> Done {
    let mut pty = port(&options.at)?;
    let place = pty.path().display().to_string();
    context
        .printer
        .either(&serde_json::json!({"scanner": place}), || format!("a scanner is at {place}; stop it with Ctrl+C"))?;
    loop {
        std::thread::sleep(Duration::from_secs(options.again));
        // Nobody listens: what is scanned is forgotten, as by a real one.
        line::send(&mut pty, format!("{}\r", options.text).as_bytes(), Duration::ZERO).ok();
    }
}
