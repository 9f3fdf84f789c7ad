//! `yizhan update`: which programs are here, and taking a release from a stick.

use super::boot::{believed, running};
use super::run::watch;
use super::{Context, Done, Failure, doctor};
use crate::domain::health::broken;
use crate::runtime::update::disk::RealDisk;
use crate::runtime::update::stage::By;
use crate::runtime::update::{PROGRAMS, Programs, Slot};
use serde_json::json;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

#[derive(clap::Args)]
// The doctor's options are a group of the same name.
#[group(skip)]
pub struct Options {
    /// Take this release: it is started when nobody is at the screen, and kept once it has been well for a quarter of an hour
    #[arg(long, value_name = "FILE")]
    take: Option<PathBuf>,
    /// Take the release that the platform has named and the line has brought, now; a kiosk that runs does so by itself
    #[arg(long, conflicts_with = "take")]
    fetched: bool,
    #[command(flatten)]
    doctor: doctor::Options,
}

pub fn run(context: &Context, options: &Options) -> Done {
    context.make_data()?;
    let believed = believed();
    let mut disk = RealDisk::below(&context.data.join(PROGRAMS));
    let mut programs = Programs { disk: &mut disk, publishers: &believed };
    let running = running();
    if let Some(path) = &options.take {
        let because = |error: &dyn std::fmt::Display| Failure::Because(format!("{}: {error}", path.display()));
        let mut file = BufReader::new(File::open(path).map_err(|e| because(&e))?);
        std::fs::create_dir_all(context.data.join(PROGRAMS))?;
        let broken = broken(&doctor::findings(context, &options.doctor));
        programs.take(&mut file, &running, By::Technician, broken).map_err(|e| because(&e))?;
    }
    if options.fetched {
        let findings = doctor::findings(context, &options.doctor);
        let watch = watch(context, Box::new(move || findings.clone()), true);
        let identity = context.station()?.identity()?;
        watch.take_offered(&mut programs, identity.map(|identity| identity.id))?;
    }
    let state = programs.state();
    let version = |slot: Option<Slot>| slot.and_then(|slot| programs.head(slot)).map(|head| head.version);
    let waiting = version(state.waiting.as_ref().map(|(slot, _)| *slot));
    let document = json!({
        "running": running.version,
        "kept": version(state.current),
        "kept_at": state.kept_at,
        "waiting": waiting,
        "trial": state.trial,
        "refused": state.refused,
        "publishers": believed.len(),
    });
    context.printer.either(&document, || {
        let mut lines = vec![format!("version {} runs; {} publishers are believed", running.version, believed.len())];
        lines.extend(version(state.current).map(|kept| format!("version {kept} is kept")));
        lines.extend(waiting.map(|waiting| format!("version {waiting} waits until nobody is at the screen")));
        lines.extend(state.trial.as_ref().map(|trial| {
            let unwell = trial.unwell.as_deref().unwrap_or("it is kept once it has been well for a quarter of an hour");
            format!("version {} is on trial, started {} times: {unwell}", trial.version, trial.starts)
        }));
        lines.extend(
            state.refused.iter().map(|refused| format!("version {} was refused: {}", refused.version, refused.why)),
        );
        lines.join("\n")
    })
}
