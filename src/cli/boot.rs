//! `yizhan boot`: the package's program looks which program of this station is to be started, and becomes it. The kiosk's unit and
//! `yizhan-station` begin here; it is never replaced by an update itself.

use super::{Context, Done, Failure, MACHINE_ROOT};
use crate::runtime::update::boot::{Choice, Keepsake};
use crate::runtime::update::disk::RealDisk;
use crate::runtime::update::orders::Orders;
use crate::runtime::update::{NotDone, PROGRAMS, PUBLISHERS_FILE, Programs, Running, Slot};
use crate::store::{STATION_VERSION, StoreKey, kept};
use std::ffi::OsString;
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::release::{Version, publishers};

/// Says to a program in a place which release it is.
pub const RELEASE: &str = "YIZHAN_RELEASE";
/// Where the people's file is kept before a newer program, in the folder of programs.
pub(super) const KEPT: &str = "before";
/// Where that program tries it.
const REHEARSAL: &str = "rehearsal";

#[derive(clap::Args)]
pub struct Options {
    /// What the program is started with; `run` where nothing is said
    #[arg(value_name = "WORD", trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<OsString>,
}

pub fn run(context: &Context, options: &Options) -> Done {
    context.make_data()?;
    let words = if options.words.is_empty() { vec!["run".into()] } else { options.words.clone() };
    let (folder, believed) = (context.data.join(PROGRAMS), believed());
    let mut disk = RealDisk::below(&folder);
    let mut programs = Programs { disk: &mut disk, publishers: &believed };
    let own = running();
    // Only the kiosk is a start; a technician's command beside it is none.
    let choice = if words.first().is_some_and(|word| word == "run") {
        Orders::of(&context.data).at_start();
        programs.boot(&own, &mut Shelf { context, folder: &folder })
    } else {
        programs.chosen(&own)
    };
    let mut command = match &choice {
        Choice::Own => Command::new(std::env::current_exe()?),
        Choice::Proven(slot, head) | Choice::OnTrial(slot, head) => {
            let mut command = Command::new(folder.join(slot.program()));
            command.env(RELEASE, head.version.to_string());
            command
        }
    };
    command.args(words).env("YIZHAN_DATA", &context.data);
    // It comes back only where nothing was started.
    let error = command.exec();
    Err(Failure::Because(format!("{}: {error}", command.get_program().display())))
}

/// This program, as releases are compared with it.
pub fn running() -> Running {
    let named = std::env::var(RELEASE).ok().and_then(|version| version.parse().ok());
    let own = env!("CARGO_PKG_VERSION").parse().ok();
    Running {
        version: named.or(own).unwrap_or(Version(0, 0, 0)),
        machine: std::env::consts::ARCH.to_owned(),
        station_schema: STATION_VERSION,
    }
}

/// The publishers whom this machine believes.
pub fn believed() -> Vec<PublicKey> {
    let root = std::env::var_os(MACHINE_ROOT).map_or_else(|| PathBuf::from("/"), PathBuf::from);
    let list = fs::read_to_string(root.join(PUBLISHERS_FILE.trim_start_matches('/')));
    publishers(&list.unwrap_or_default())
}

/// The people's file, kept for a program that writes it in a newer form.
struct Shelf<'a> {
    context: &'a Context,
    folder: &'a Path,
}

impl Shelf<'_> {
    fn key(&self) -> Result<StoreKey, NotDone> {
        Ok(self.context.key()?)
    }

    /// Tries the copy with a program: it opens it, brings it into its form and reads how everything stands.
    fn opens(&self, slot: Slot, rehearsal: &Path) -> Result<bool, NotDone> {
        let copy = kept::keep_copy(&self.folder.join(KEPT), &self.key()?, rehearsal)?;
        if !copy {
            // A machine that is no station yet has nothing to lose.
            return Ok(true);
        }
        for name in [crate::store::key::KEY_FILE, crate::store::key::NEXT_FILE] {
            let key = self.context.data.join(name);
            if key.exists() {
                fs::copy(key, rehearsal.join(name))?;
            }
        }
        let mut command = Command::new(self.folder.join(slot.program()));
        command.args(["status", "--json"]).env("YIZHAN_DATA", rehearsal).stdin(Stdio::null()).stdout(Stdio::null());
        Ok(command.status().is_ok_and(|status| status.success()))
    }
}

impl Keepsake for Shelf<'_> {
    fn keep(&mut self) -> Result<(), NotDone> {
        kept::keep_copy(&self.context.data, &self.key()?, &self.folder.join(KEPT))?;
        Ok(())
    }

    fn rehearse(&mut self, slot: Slot) -> Result<bool, NotDone> {
        let rehearsal = self.folder.join(REHEARSAL);
        let opens = self.opens(slot, &rehearsal);
        if rehearsal.exists() {
            fs::remove_dir_all(&rehearsal)?;
        }
        opens
    }

    fn put_back(&mut self) -> Result<bool, NotDone> {
        Ok(kept::put_back(&self.context.data, &self.key()?, &self.folder.join(KEPT))?)
    }
}
