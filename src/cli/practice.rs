//! `yizhan practice`: the whole kiosk on a store of its own, for who learns it. What is done there is marked on every page, lies in a folder that
//! begins empty each time, is made by a station that no province knows, and has no line to any.

use super::config::Config;
use super::printer::Printer;
use super::run::{self, Options};
use super::{Context, Done};
use crate::domain::StationId;
use crate::domain::role::{Role, Roles};
use crate::runtime::SharedWorld;
use crate::runtime::office::act;
use crate::runtime::world::{random_bytes, random_seed};
use crate::store::{CATALOGUE_FILE, Catalogue, Identity, Station};
use std::fs;
use std::path::Path;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::suite::Suite;

/// The folder, in the data folder.
const FOLDER: &str = "practice";
/// The number of a station that no province gives out: its receipts are those of nobody.
const NOBODYS: StationId = StationId(9_999);
/// Who signs in there, and by which PIN; both stand on every page.
const CLERK: &str = "练习";
pub const PIN: &str = "258036";
/// An address that is never asked: a machine that practises has no line.
const NOWHERE: &str = "https://practice.invalid";

pub fn run(context: &Context, options: &Options) -> Done {
    let data = context.data.join(FOLDER);
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    let here = Context {
        data,
        world: SharedWorld::clone(&context.world),
        words: context.words,
        printer: Printer::new(false),
        config: Config::default(),
    };
    here.make_data()?;
    set_scene(context, &here)?;
    run::show_practice(&here, options)
}

/// A station of nobody beside the real one: its place, its postings, and a clerk whose PIN everybody knows.
fn set_scene(real: &Context, here: &Context) -> Done {
    copy_postings(&real.data, &here.data)?;
    let seed = random_seed(&*here.world, Suite::default());
    let other = random_seed(&*here.world, Suite::default());
    let mut station = Station::open(&here.data, &here.key()?)?;
    let identity = Identity {
        id: NOBODYS,
        name: here.words.practice_station().to_owned(),
        platform_url: NOWHERE.to_owned(),
        platform_key: SigningKey::of(Suite::default(), &*other)?.public(),
        signing_seed: seed,
        enrolled_at: here.world.now(),
    };
    station.enrol(&identity, &random_bytes(&*here.world))?;
    if let Some(place) = real.station().ok().and_then(|real| real.place().ok().flatten()) {
        station.set_place(&place)?;
    }
    let act = act(None, &*here.world);
    let roles = Roles::of(&[Role::Clerk, Role::Counsellor, Role::Reviewer]);
    station.add_staff(CLERK, PIN, roles, &random_bytes(&*here.world), &act)?;
    Catalogue::open(&here.data)?;
    Ok(())
}

/// The postings of the real station, where it has some: nobody writes them now.
fn copy_postings(from: &Path, to: &Path) -> Done {
    for ending in ["", "-wal"] {
        let name = format!("{CATALOGUE_FILE}{ending}");
        if from.join(&name).exists() {
            fs::copy(from.join(&name), to.join(&name))?;
        }
    }
    Ok(())
}
