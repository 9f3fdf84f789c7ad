//! `yizhan provision`: a machine becomes a station.

use super::{Context, Done, Failure};
use crate::domain::{DivisionCode, division};
use crate::i18n::Words;
use crate::runtime::sync::stamps;
use crate::runtime::world::random_bytes;
use crate::store::{Catalogue, Identity, Station, StoreError};
use crate::sync::http::FirstContact;
use crate::sync::transport::{EnrolFault, Enrolling as _};
use serde_json::json;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use yizhan_wire::enrolment::EnrolmentRequest;
use yizhan_wire::signature::SigningKey;
use zeroize::Zeroizing;

/// Holds the new station's key from before the request until the store holds it: when the answer is lost on the way, the
/// same key gets the same answer again.
const UNFINISHED: &str = "enrolment.key";

#[derive(clap::Args)]
pub struct Options {
    /// The platform's address
    #[arg(long, value_name = "URL", required_unless_present = "division", requires = "code")]
    platform: Option<String>,
    /// The one-time code that `yizhan-platform station add` printed
    #[arg(long, requires = "platform")]
    code: Option<String>,
    /// Where the station stands, as a division code of 6 to 12 digits (430111): distances are told from there. Without
    /// --platform the place of a station that has enrolled is changed
    #[arg(long, value_name = "CODE", value_parser = known_division)]
    division: Option<DivisionCode>,
}

fn known_division(text: &str) -> Result<DivisionCode, String> {
    let known = DivisionCode::new(text).filter(division::is_known);
    known.ok_or_else(|| "no division of China has this code".to_owned())
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    context.make_data()?;
    let mut station = Station::open(&context.data, &context.key()?)?;
    if let (Some(platform), Some(code)) = (&options.platform, &options.code) {
        enrol(context, &mut station, platform, code)?;
    }
    let Some(identity) = station.identity()? else { return Err(StoreError::NotEnrolled.into()) };
    if let Some(place) = &options.division {
        station.set_place(place)?;
    }
    let place = station.place()?;
    context.printer.either(&json!({ "station": identity.id, "name": identity.name, "place": place }), || {
        let place = place.as_ref().map_or_else(String::new, |place| format!(", {}", division::spoken(place.as_str())));
        format!("enrolled as station {} ({}{place})", identity.id, identity.name)
    })
}

fn enrol(context: &Context, station: &mut Station, platform: &str, code: &str) -> Done {
    if station.identity()?.is_some() {
        return Err(StoreError::AlreadyEnrolled.into());
    }
    let seed = unfinished_seed(&context.data, random_bytes(&*context.world))?;
    let key = SigningKey::from_seed(&*seed)?;
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
fn unfinished_seed(data: &Path, fresh: [u8; 32]) -> Result<Zeroizing<[u8; 32]>, Failure> {
    let path = data.join(UNFINISHED);
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
        Ok(mut file) => {
            file.write_all(&fresh)?;
            file.sync_all()?;
            Ok(Zeroizing::new(fresh))
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
