//! `yizhan bundle`: what somebody far away needs to help a technician, in one file, and nothing of any person. What goes in is
//! chosen line by line here; nothing is copied as it lies. The file is sealed to the platform, whose people open it: which program runs
//! where, and what of it is broken, is nobody else's business. A station that cannot be read knows no platform; its file is plain.

use super::devices::Keyboard;
use super::doctor;
use super::status;
use super::{Context, Done, Failure};
use crate::domain::health::worst;
use crate::runtime::sync::signing_key;
use crate::runtime::update::watch::{PORTRAIT, PORTRAIT_WANTED};
use crate::runtime::world::random_bytes;
use data_encoding::BASE64;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use yizhan_wire::bundle::{self, Way};
use yizhan_wire::zip;

/// How often, and how many times, it is looked whether the picture is there.
const LOOK: Duration = Duration::from_millis(250);
const LOOKS: u32 = 120;
/// How many lines of the journal are taken along.
const JOURNAL_LINES: &str = "2000";
/// The units whose journal says something of the kiosk.
const UNITS: [&str; 3] = ["yizhan.service", "yizhan-xserver.service", "yizhan-firewall.service"];

#[derive(Debug, clap::Args)]
// The doctor's options are a group of the same name.
#[group(skip)]
pub struct Options {
    /// The file; one that is there is not written over
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Take along a picture of the screen of the kiosk that runs; where a person could be on it, nothing can be read
    #[arg(long)]
    screenshot: bool,
    /// Write it so that everybody can read it
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    doctor: doctor::Options,
}

pub fn run(context: &Context, options: &Options) -> Done {
    let findings = doctor::findings(context, &options.doctor);
    let checks: Vec<Value> = findings.iter().map(|finding| doctor::told(context.words, finding)).collect();
    let document = json!({
        "made_at": context.world.now(),
        "program": env!("CARGO_PKG_VERSION"),
        "architecture": std::env::consts::ARCH,
        "system": options.doctor.system(),
        "worst": worst(&findings).as_str(),
        "checks": checks,
        "settings": context.config.contents.values,
        "status": standing(context),
        "journal": journal(),
        "screenshot": if options.screenshot { portrait(context) } else { Value::Null },
    });
    let path = &options.to;
    let because = |error: &dyn std::fmt::Display| Failure::Because(format!("{}: {error}", path.display()));
    let mut file = File::create_new(path).map_err(|e| because(&e))?;
    let text = serde_json::to_vec_pretty(&document)?;
    let sealed = if options.plain { None } else { sealed(context, &text) };
    file.write_all(sealed.as_deref().unwrap_or(&text)).and_then(|()| file.sync_all()).map_err(|e| because(&e))?;
    let bytes = sealed.as_ref().map_or(text.len(), Vec::len);
    let said = json!({ "file": path, "bytes": bytes, "checks": checks.len(), "sealed": sealed.is_some() });
    context.printer.either(&said, || {
        let who = if sealed.is_some() { "the platform's people open it" } else { "everybody can read it" };
        format!("{} holds {bytes} bytes, and nothing of any person; {who}", path.display())
    })
}

/// The text, for the platform's people alone; `None` where this station knows no platform.
fn sealed(context: &Context, text: &[u8]) -> Option<Vec<u8>> {
    let identity = context.station().ok()?.identity().ok()??;
    let parts = [zip::pack(text).ok()?];
    let (key, random) = (signing_key(&identity).ok()?, random_bytes(&*context.world));
    bundle::seal(Way::Help, &key, identity.id, &identity.platform_key, &parts, random).ok()
}

/// How entries, line and packs stand, by numbers and codes; `null` where the store does not open.
fn standing(context: &Context) -> Value {
    let Ok(stand) = context.station().and_then(|station| status::stand(context, &station, Keyboard::default())) else {
        return Value::Null;
    };
    let mut document = status::document(context.words, &stand);
    // A receipt is a person's: of a refusal only its reason helps.
    if let Some(refusals) = document.get_mut("refusals").and_then(Value::as_array_mut) {
        for refusal in refusals.iter_mut().filter_map(Value::as_object_mut) {
            refusal.retain(|field, _| ["code", "field", "answered_at"].contains(&field.as_str()));
        }
    }
    document
}

/// The screen of the kiosk that runs, as a PNG in Base64; `null` where none does. The kiosk itself blanks what it hands over.
fn portrait(context: &Context) -> Value {
    let (wanted, path) = (context.data.join(PORTRAIT_WANTED), context.data.join(PORTRAIT));
    // One that is there is of another day.
    fs::remove_file(&path).ok();
    if File::create(&wanted).is_err() {
        return Value::Null;
    }
    for _ in 0..LOOKS {
        std::thread::sleep(LOOK);
        if let Ok(png) = fs::read(&path) {
            fs::remove_file(&path).ok();
            return Value::from(BASE64.encode(&png));
        }
    }
    fs::remove_file(&wanted).ok();
    Value::Null
}

/// What the kiosk logged last; nothing personal is ever logged. Empty where there is no journal.
fn journal() -> Vec<String> {
    let units = UNITS.iter().flat_map(|unit| ["--unit", unit]);
    let mut journalctl = Command::new("journalctl");
    journalctl.args(["--no-pager", "--quiet", "--output=short-iso", "--no-hostname", "--lines", JOURNAL_LINES]);
    let output = journalctl.args(units).output();
    let text = output.map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&text).lines().map(str::to_owned).collect()
}
