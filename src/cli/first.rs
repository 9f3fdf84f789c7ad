//! The first start: what is asked on the screen is found out and done here.

use super::config::{Config, own, setting};
use super::printer::Printer;
use super::{CommandLine, Context, Failure, devices, provision};
use crate::app::{First, FirstDraft, FirstEnd, FirstStep as Step, Plain, run_first};
use crate::device::config::{PrinterSetup, ReaderAt};
use crate::device::printer::{Form, Way};
use crate::device::{Devices, network};
use crate::domain::setup::{Answer, Ask, Found, Quarter, Thing};
use crate::i18n::Language;
use crate::runtime::{SharedWorld, Waker, errands};
use crate::store::Station;
use crate::sync::http::{check_address, knock};
use clap::CommandFactory as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use yizhan_wire::enrolment::Invitation;
use yizhan_wire::suite::Suite;

/// How long an address is given to answer.
const PATIENCE: Duration = Duration::from_secs(8);

/// Asks until the machine is a station; how that ended.
pub fn run(context: &Context, waker: Waker, plain: Plain) -> Result<FirstEnd, Failure> {
    let apart = Context {
        data: context.data.clone(),
        world: SharedWorld::clone(&context.world),
        words: context.words,
        printer: Printer::new(false),
        config: Config::default(),
    };
    let (asks, answers) = errands::start(move |ask| done(&apart, ask), waker)?;
    let first = First::new(begun(context), asks, answers);
    run_first(first, plain).map_err(|e| Failure::Because(format!("no window could be opened: {e}")))
}

/// Where the first start goes on after the machine was started anew: at the first page that was not answered.
fn begun(context: &Context) -> FirstDraft {
    let text = fs::read_to_string(own::path(&context.data)).unwrap_or_default();
    let program = CommandLine::command();
    let said = |name: &str| setting(&text, name, &program);
    let step = match () {
        () if said("division").is_some() => Step::Enrol,
        () if said("site").is_some() => Step::Place,
        () if said("diagonal").is_some() => Step::Touch,
        () if said("lang").is_some() => Step::Screen,
        () => Step::Language,
    };
    let language = said("lang").and_then(|tag| Language::parse(&tag)).unwrap_or_else(|| context.words.language());
    let degrees = said("turn").and_then(|turn| turn.parse().ok()).unwrap_or(0_u16);
    let turn = Quarter::ALL.into_iter().find(|turn| turn.degrees() == degrees).unwrap_or_default();
    let mut draft = FirstDraft::new(language, step, turn);
    draft.residence.division = said("division").and_then(|code| crate::domain::DivisionCode::new(&code));
    draft
}

fn done(context: &Context, ask: Ask) -> Answer {
    match ask {
        Ask::Devices => Answer::Devices(look(Path::new("/dev"))),
        Ask::TestPrint(at) => Answer::Printed(prints(&at)),
        Ask::Network => Answer::Network(network::look(Path::new("/"))),
        Ask::Join { name, secret } => {
            let joined = network::join(&name, secret.typed());
            joined.map_or_else(|e| Answer::Failed(e.to_string()), |()| Answer::Network(network::look(Path::new("/"))))
        }
        Ask::Knock(address) => Answer::Knocked(check_address(&address).is_ok() && knock(&address, PATIENCE)),
        Ask::Save(changes) => match own::change(&context.data, &changes, &CommandLine::command()) {
            Ok(()) => Answer::Saved,
            Err(failure) => Answer::Failed(said(failure)),
        },
        Ask::Enrol { platform, code, place } => {
            let enrolled = enrol(context, &platform, &code).and_then(|mut station| {
                if let Some(place) = &place {
                    station.set_place(place)?;
                }
                Ok(station.identity()?.map(|identity| identity.name).unwrap_or_default())
            });
            enrolled.map_or_else(|failure| Answer::Failed(said(failure)), Answer::Enrolled)
        }
    }
}

/// A code that was typed beside an address, or the whole line of a QR code.
fn enrol(context: &Context, platform: &str, code: &str) -> Result<Station, Failure> {
    let invitation = match code.parse::<Invitation>() {
        Ok(scanned) => scanned,
        Err(_) if code.contains("://") => return Err(Failure::Because("the code is no invitation".to_owned())),
        Err(_) => {
            check_address(platform)?;
            Invitation { code: code.to_uppercase(), suite: Suite::default(), platform: platform.to_owned() }
        }
    };
    let mut station = Station::open(&context.data, &context.key()?)?;
    provision::enrol(context, &mut station, &invitation.platform, &invitation.code, invitation.suite)?;
    Ok(station)
}

fn said(failure: Failure) -> String {
    match failure {
        Failure::Because(reason) => reason,
        Failure::Said | Failure::Poor => String::new(),
    }
}

/// What shows below `/dev`, asked what it is.
fn look(dev: &Path) -> Vec<Found> {
    let mut found = Vec::new();
    for port in ports(dev, &["serial/by-id"]) {
        let at = port.display().to_string();
        let reader = at.parse::<ReaderAt>().ok().filter(|place| place.open().is_ok_and(|mut one| one.check().is_ok()));
        let thing = if reader.is_some() { Thing::CardReader } else { Thing::Scanner };
        found.push(Found { thing, at, answers: reader.is_some() });
    }
    for port in ports(dev, &["usb"]).into_iter().filter(|port| port.to_string_lossy().contains("/lp")) {
        let at = format!("usb:{}", port.display());
        let answers = printer(&at).is_some_and(|devices| devices::printer(&devices, false).ok);
        found.push(Found { thing: Thing::SlipPrinter, at, answers });
    }
    found
}

fn ports(dev: &Path, folders: &[&str]) -> Vec<PathBuf> {
    let entries = folders.iter().filter_map(|folder| fs::read_dir(dev.join(folder)).ok()).flatten().flatten();
    let mut ports: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    ports.sort();
    ports
}

fn printer(at: &str) -> Option<Devices> {
    let form = Form { dots: devices::PaperWidth::default().dots(), way: Way::Picture, answers: true };
    let setup = PrinterSetup { at: at.parse().ok()?, form, fonts: devices::fonts() };
    Some(Devices { printer: Some(setup), ..Devices::default() })
}

fn prints(at: &str) -> bool {
    printer(at).is_some_and(|devices| devices::printer(&devices, true).ok)
}
