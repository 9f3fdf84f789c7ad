//! `yizhan provision`: a machine becomes a station.

use super::boot::believed;
use super::config::{own, setting};
use super::{CommandLine, Context, Done, Failure};
use crate::domain::{DivisionCode, division};
use crate::i18n::Words;
use crate::runtime::sync::stamps;
use crate::runtime::world::{random_bytes, random_seed};
use crate::store::{Catalogue, Identity, Station, StoreError};
use crate::sync::http::{self, FirstContact};
use crate::sync::transport::{EnrolFault, Enrolling as _};
use clap::CommandFactory as _;
use serde_json::json;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use yizhan_wire::enrolment::{EnrolmentRequest, Invitation, NoInvitation};
use yizhan_wire::setup;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::suite::Suite;
use zeroize::Zeroizing;

/// Holds the new station's key from before the request until the store holds it: when the answer is lost on the way, the
/// same key gets the same answer again.
const UNFINISHED: &str = "enrolment.key";

const NO_PLATFORM: &str = "nobody says where the platform is: use --platform, or `platform` in the file of settings";
const NO_CODE: &str = "to enrol takes --code (or --invitation); `yizhan-platform station add` prints one";

#[derive(clap::Args)]
pub struct Options {
    /// The platform's address
    #[arg(long, value_name = "URL", required_unless_present_any = ["division", "invitation", "code", "from"], value_parser = address)]
    platform: Option<String>,
    /// What the QR code of `yizhan-platform station add --url …` holds: address, code and suite in one. "-" reads one line of the
    /// input, into which a scanner types
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["platform", "code"])]
    invitation: Option<String>,
    /// The one-time code that `yizhan-platform station add` printed
    #[arg(long)]
    code: Option<String>,
    /// By which suite the station signs and seals: ed25519, or sm (SM2, SM3, SM4), which a province may demand
    #[arg(long, value_name = "SUITE", default_value = "ed25519", value_parser = suite)]
    suite: Suite,
    /// Where the station stands, as a division code of 6 to 12 digits (430111): distances are told from there. Without
    /// --platform the place of a station that has enrolled is changed
    #[arg(long, value_name = "CODE", value_parser = known_division)]
    division: Option<DivisionCode>,
    /// The stick's folder: the file `yizhan.setup` there says everything, settings and invitation, and is signed by a publisher whom this
    /// machine believes
    #[arg(long, value_name = "DIR", conflicts_with_all = ["platform", "code", "invitation", "division"])]
    from: Option<PathBuf>,
}

/// What a signed file is called on a stick.
const SETUP_FILE: &str = "yizhan.setup";

fn suite(word: &str) -> Result<Suite, String> {
    Suite::parse(word).ok_or_else(|| "a suite is ed25519 or sm".to_owned())
}

fn known_division(text: &str) -> Result<DivisionCode, String> {
    let known = DivisionCode::new(text).filter(division::is_known);
    known.ok_or_else(|| "no division of China has this code; one is written as 430111".to_owned())
}

fn address(text: &str) -> Result<String, String> {
    http::check_address(text).map(|()| text.to_owned()).map_err(|error| error.to_string())
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    context.make_data()?;
    if let Some(folder) = &options.from {
        return unattended(context, &folder.join(SETUP_FILE));
    }
    let mut station = Station::open(&context.data, &context.key()?)?;
    if let Some(Invitation { platform, code, suite }) = invitation(options)? {
        enrol(context, &mut station, &platform, &code, suite)?;
    }
    settle(context, &mut station, options.division.as_ref())
}

/// Sets the machine up as a signed file says. The same file once more changes nothing.
fn unattended(context: &Context, path: &Path) -> Done {
    let because = |error: &dyn std::fmt::Display| Failure::Because(format!("{}: {error}", path.display()));
    if fs::metadata(path).map_err(|e| because(&e))?.len() > setup::MAX_SETUP_BYTES {
        return Err(because(&"it is larger than any file of settings"));
    }
    let text = fs::read_to_string(path).map_err(|e| because(&e))?;
    let setup = setup::read(&text, &believed()).map_err(|e| because(&e))?;
    own::write(&context.data, &setup.settings, &CommandLine::command())?;
    let place = setting(&setup.settings, "division", &CommandLine::command());
    let mut station = Station::open(&context.data, &context.key()?)?;
    if let Some(invitation) = setup.invitation.filter(|_| !matches!(station.identity(), Ok(Some(_)))) {
        enrol(context, &mut station, &invitation.platform, &invitation.code, invitation.suite)?;
    }
    settle(context, &mut station, place.and_then(|place| DivisionCode::new(&place)).as_ref())
}

/// Says where the station stands, and who it is.
fn settle(context: &Context, station: &mut Station, place: Option<&DivisionCode>) -> Done {
    let Some(identity) = station.identity()? else { return Err(StoreError::NotEnrolled.into()) };
    if let Some(place) = place {
        station.set_place(place)?;
    }
    let place = station.place()?;
    context.printer.either(&json!({ "station": identity.id, "name": identity.name, "place": place }), || {
        let place = place.as_ref().map_or_else(String::new, |place| format!(", {}", division::spoken(place.as_str())));
        format!("enrolled as station {} ({}{place})", identity.id, identity.name)
    })
}

/// Where to enrol, by which code: as typed, or as scanned.
fn invitation(options: &Options) -> Result<Option<Invitation>, Failure> {
    if let Some(code) = options.code.clone() {
        let platform = options.platform.clone().ok_or_else(|| Failure::Because(NO_PLATFORM.to_owned()))?;
        return Ok(Some(Invitation { platform, code, suite: options.suite }));
    }
    let Some(text) = &options.invitation else {
        // The file of settings may name the platform of a station that has enrolled long ago.
        return if options.division.is_some() { Ok(None) } else { Err(Failure::Because(NO_CODE.to_owned())) };
    };
    let mut scanned = String::new();
    if text == "-" {
        // No invitation is longer; whoever types more types something else.
        BufReader::new(io::stdin().lock().take(1_024)).read_line(&mut scanned)?;
    } else {
        scanned.clone_from(text);
    }
    scanned.parse().map(Some).map_err(|why: NoInvitation| Failure::Because(why.to_string()))
}

pub(super) fn enrol(context: &Context, station: &mut Station, platform: &str, code: &str, suite: Suite) -> Done {
    if station.identity()?.is_some() {
        return Err(StoreError::AlreadyEnrolled.into());
    }
    let seed = unfinished_seed(&context.data, &random_seed(&*context.world, suite))?;
    let key = SigningKey::of(suite, &*seed)?;
    let machine = Some(context.world.fingerprint()).filter(|machine| !machine.is_nothing());
    let request = EnrolmentRequest { code: code.to_owned(), public_key: key.public(), machine };
    let line = FirstContact::new(platform, key, stamps(&context.world))?;
    let enrolment = line.enrol(&request).map_err(|fault| because(context.words, &fault))?;
    let identity = Identity {
        id: enrolment.station,
        name: enrolment.station_name,
        platform_url: platform.to_owned(),
        platform_key: enrolment.platform_key,
        signing_seed: seed,
        enrolled_at: context.world.now(),
    };
    station.enrol(&identity, &random_bytes(&*context.world))?;
    // An empty catalogue now, so that `search` on a fresh station finds nothing instead of failing.
    Catalogue::open(&context.data)?;
    fs::remove_file(context.data.join(UNFINISHED))?;
    Ok(())
}

fn because(words: Words, fault: &EnrolFault) -> Failure {
    match fault {
        EnrolFault::Refused(_) => Failure::Because(fault.to_string()),
        EnrolFault::Line(line) => Failure::Because(format!("{} ({fault})", words.trouble(line.trouble))),
    }
}

/// The seed of an enrolment that was begun, or a fresh one, on the disk before it is used.
fn unfinished_seed(data: &Path, fresh: &Zeroizing<[u8; 32]>) -> Result<Zeroizing<[u8; 32]>, Failure> {
    let path = data.join(UNFINISHED);
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
        Ok(mut file) => {
            file.write_all(&**fresh)?;
            file.sync_all()?;
            Ok(fresh.clone())
        }
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {
            let mut seed = Zeroizing::new([0; 32]);
            let whole = File::open(&path)?.read_exact(&mut *seed);
            if whole.is_err() {
                // Cut while it was written, so that it was never used.
                fs::remove_file(&path)?;
                return unfinished_seed(data, fresh);
            }
            Ok(seed)
        }
        Err(e) => Err(e.into()),
    }
}
