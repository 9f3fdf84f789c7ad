//! `yizhan key`: by which keys the station and its platform know each other, a new one for the station, and another one for its store.

use super::boot::KEPT;
use super::open::identity;
use super::{Context, Done, Failure};
use crate::runtime::keys::{NotChanged, begin, introduce};
use crate::runtime::sync::signing_key;
use crate::runtime::update::disk::RealDisk;
use crate::runtime::update::{PROGRAMS, Programs};
use crate::runtime::world::random_bytes;
use crate::store::STATION_FILE;
use crate::store::rekey::change_key;
use serde_json::json;
use std::path::PathBuf;
use yizhan_wire::trust::key_id;

#[derive(clap::Args)]
pub struct Options {
    /// Make a new key and tell the platform; what was begun before and not answered is finished
    #[arg(long)]
    change: bool,
    /// Give the station's store another key, in place of the one in `station.key` or of the sealed one (`yizhan-seal-key --change`
    /// does the whole of it); the kiosk must not run
    #[arg(long, conflicts_with = "change")]
    store: bool,
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    if options.store {
        return change_store_key(context);
    }
    let mut station = context.station()?;
    if options.change {
        let before = identity(&station)?;
        let seed = begin(&mut station, &context.world)?;
        introduce(&before, &seed, &context.world).map_err(|why| match why {
            NotChanged::Line(fault) => Failure::Because(format!("{} ({fault})", context.words.trouble(fault.trouble))),
            NotChanged::Store(why) => why.into(),
        })?;
        station.finish_key_change(context.world.now())?;
    }
    let identity = identity(&station)?;
    let own = station.own_state()?;
    let (ours, theirs) = (key_id(&signing_key(&identity)?.public()), key_id(&identity.platform_key));
    let made_at = own.key_made_at.unwrap_or(identity.enrolled_at);
    let document = json!({
        "key": ours, "made_at": made_at, "changing": own.key_changing, "platform_key": theirs,
        "machine": context.world.fingerprint(),
    });
    context.printer.either(&document, || {
        let changing = if own.key_changing { "; a new one is begun, `yizhan key --change` finishes it" } else { "" };
        format!("key:      {ours}, since {made_at:.0}{changing}\nplatform: {theirs}")
    })
}

/// Gives the people's file another key. A copy of it that was kept from before an update would still open with the old one: while it
/// may be needed the key stays, and afterwards the copy goes.
fn change_store_key(context: &Context) -> Done {
    let programs = context.data.join(PROGRAMS);
    let mut disk = RealDisk::below(&programs);
    if (Programs { disk: &mut disk, publishers: &[] }).state().trial.is_some() {
        let why = "a newer program is on trial and may have to go back: the key can be changed when that is decided";
        return Err(Failure::Because(why.to_owned()));
    }
    let credentials = std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
    change_key(&context.data, credentials.as_deref(), random_bytes(&*context.world))?;
    let copy = programs.join(KEPT).join(STATION_FILE);
    if copy.exists() {
        std::fs::remove_file(&copy)?;
    }
    context.printer.either(&json!({ "store_key": "changed" }), || "the store has another key".to_owned())
}
