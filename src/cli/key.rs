//! `yizhan key`: by which keys the station and its platform know each other, and a new one for the station.

use super::open::identity;
use super::{Context, Done, Failure};
use crate::runtime::keys::{NotChanged, begin, introduce};
use crate::runtime::sync::signing_key;
use serde_json::json;
use yizhan_wire::trust::key_id;

#[derive(clap::Args)]
pub struct Options {
    /// Make a new key and tell the platform; what was begun before and not answered is finished
    #[arg(long)]
    change: bool,
}

pub fn run(context: &mut Context, options: &Options) -> Done {
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
