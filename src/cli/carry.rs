//! `yizhan export` and `yizhan import`: a stick instead of a line.

use super::open::identity;
use super::{Context, Done, Failure};
use crate::runtime::carrying::{self, Brought, NotCarried, Wanted};
use crate::runtime::loading::with_catalogue;
use crate::runtime::reporting::report_searches;
use crate::runtime::world::random_bytes;
use crate::store::Identity;
use data_encoding::HEXLOWER;
use ring::digest::{SHA256, digest};
use rustix::fs::{Mode, OFlags};
use serde_json::json;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The largest file that is read into memory.
const MAX_FILE: u64 = yizhan_wire::bundle::MAX_BUNDLE_BYTES as u64;

#[derive(clap::Args)]
pub struct Export {
    /// The stick's folder; one file of this station is written there, in place of the one before
    #[arg(long = "to", value_name = "DIR")]
    to: PathBuf,
}

#[derive(clap::Args)]
pub struct Import {
    /// The stick's folder; what the platform put there for this station is taken
    #[arg(long = "from", value_name = "DIR")]
    from: PathBuf,
}

pub fn export(context: &mut Context, options: &Export) -> Done {
    let mut station = context.station()?;
    let identity = identity(&station)?;
    report_searches(&mut station, &*context.world)?;
    let (world, wanted) = (&context.world, Wanted::everything(context.world.fingerprint()));
    let (file, entries) = with_catalogue(&context.data, world, |feed| {
        carrying::pack(&mut station, feed, &identity, wanted, world.now(), random_bytes(&**world))
    })??;
    let path = options.to.join(name(&identity, "up"));
    put(&path, &file).map_err(|e| Failure::Because(format!("{}: {e}", path.display())))?;
    let document = json!({ "file": path, "entries": entries, "bytes": file.len() });
    context.printer.either(&document, || {
        format!("{entries} entries are in {} and go on waiting here until they are answered", path.display())
    })
}

pub fn import(context: &mut Context, options: &Import) -> Done {
    let mut station = context.station()?;
    let identity = identity(&station)?;
    let path = options.from.join(name(&identity, "down"));
    let because = |e: &dyn std::fmt::Display| Failure::Because(format!("{}: {e}", path.display()));
    if fs::metadata(&path).map_err(|e| because(&e))?.len() > MAX_FILE {
        return Err(because(&"it is larger than any file of the platform"));
    }
    let file = fs::read(&path).map_err(|e| because(&e))?;
    let brought = with_catalogue(&context.data, &context.world, |feed| {
        let brought = carrying::unpack(&mut station, feed, &identity, &file, context.world.now())?;
        // What was handed over last is written before anybody is told of it.
        feed.landed().map(|position| Brought { cursor: position.cursor, ..brought }).map_err(NotCarried::from)
    })?
    .map_err(|e| because(&e))?;
    context.printer.either(&brought, || {
        format!(
            "{} accepted, {} refused, {} notices, {} changes of postings, cursor {}",
            brought.acknowledged, brought.refused, brought.notices, brought.changes, brought.cursor
        )
    })
}

/// The station's file: always the same name, which tells a finder nothing.
fn name(identity: &Identity, ending: &str) -> String {
    let print = digest(&SHA256, [b"yizhan file name".as_slice(), &*identity.signing_seed].concat().as_slice());
    format!("yizhan-{}.{ending}", HEXLOWER.encode(print.as_ref().get(..6).unwrap_or_default()))
}

/// Writes a file that is there whole or not at all, also when the stick is pulled out.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let half = path.with_extension("part");
    let mut file = File::create(&half)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&half, path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    rustix::fs::fsync(rustix::fs::open(folder, OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty())?)?;
    Ok(())
}
