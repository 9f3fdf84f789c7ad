//! The machine thread of a running kiosk: it looks at the station as the doctor does, when a technician asks; watches the program that it
//! is itself and the province's settings, where they are on trial; and takes the releases that the platform names. It never ends the
//! kiosk: it says that a start is wanted, and the screens choose a moment without anybody.

use super::disk::RealDisk;
use super::keep::{Verdict, judge};
use super::orders::Orders;
use super::settings::Settings;
use super::stage::By;
use super::{NotDone, PROGRAMS, Programs, Running};
use crate::domain::health::{Finding, Portrait, broken};
use crate::runtime::books::not_kept;
use crate::runtime::job::Event;
use crate::runtime::post::Post;
use crate::runtime::store::StoreLine;
use crate::runtime::traces::{Needles, Seeker};
use crate::runtime::world::SharedWorld;
use crate::store::media::MediaFolder;
use crate::store::{CATALOGUE_FILE, CatalogueReader, StoreError};
use serde::Deserialize;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use yizhan_wire::MediaRef;
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::ids::StationId;
use yizhan_wire::release::{PROGRAM, is_for_another};

/// How often it looks, and when first: the first screen comes before that.
const LOOK: Duration = Duration::from_mins(1);
const FIRST_LOOK: Duration = Duration::from_secs(20);

/// What the thread needs.
pub struct Watch {
    pub data: PathBuf,
    pub world: SharedWorld,
    pub publishers: Vec<PublicKey>,
    /// This program.
    pub running: Running,
    /// The doctor.
    pub examine: Box<dyn Fn() -> Vec<Finding> + Send>,
    /// Programs come and go: whoever started this one starts the next.
    pub updates: bool,
}

/// What the thread is asked.
pub enum WatchWork {
    Examine,
    /// The picture of the screen that was wanted.
    Keep(Portrait),
    /// Who has gone after so long, and what she may have left.
    Seek(Needles, Duration),
}

/// How often it looks whether somebody wants a picture.
const GLANCE: Duration = Duration::from_secs(5);
/// Where `yizhan bundle` says that it wants one, and where it finds it; in the data folder.
pub const PORTRAIT_WANTED: &str = "screenshot.wanted";
pub const PORTRAIT: &str = "screenshot.png";

/// What the pack of programs names.
#[derive(Debug, Default, Deserialize)]
struct Named {
    #[serde(default)]
    releases: Vec<Offered>,
}

/// A release, and for whom it is.
#[derive(Debug, Deserialize)]
struct Offered {
    #[serde(flatten)]
    medium: MediaRef,
    /// The stations that try it first; all where none is named.
    #[serde(default)]
    stations: Vec<StationId>,
}

impl Watch {
    pub(in crate::runtime) fn run(&self, inbox: &Receiver<WatchWork>, post: &Post, store: &StoreLine) {
        let began = Instant::now();
        let mut settings = Settings::of(&self.data);
        let mut next = FIRST_LOOK;
        let mut seeker = Seeker::of(&self.data, SharedWorld::clone(&self.world));
        loop {
            match inbox.recv_timeout(seeker.wait().map_or(GLANCE, |wait| wait.min(GLANCE))) {
                Ok(WatchWork::Examine) => post.send(Event::Examined((self.examine)())),
                Ok(WatchWork::Keep(picture)) => self.keep(&picture),
                Ok(WatchWork::Seek(needles, lasted)) => seeker.begin(needles, lasted),
                Err(RecvTimeoutError::Timeout) => {
                    if self.data.join(PORTRAIT_WANTED).exists() {
                        post.send(Event::PortraitWanted);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
            seeker.step();
            if began.elapsed() >= next {
                next = began.elapsed() + LOOK;
                self.look_after(&mut settings, began.elapsed(), post, store);
            }
        }
    }

    fn look_after(&self, settings: &mut Settings, lived: Duration, post: &Post, store: &StoreLine) {
        if let Err(error) = settings.look(store, lived, &|| self.broken()) {
            tracing::warn!(%error, "the province's settings cannot be looked after");
        }
        if let Err(error) = self.obey(post, store) {
            tracing::warn!(%error, "what the province orders cannot be taken on");
        }
        match self.look(lived, store) {
            Ok(true) => post.send(Event::RestartWanted),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "an update is not taken"),
        }
    }

    /// Takes on what the province orders, where whoever started the kiosk starts it again.
    fn obey(&self, post: &Post, store: &StoreLine) -> Result<(), StoreError> {
        if !self.updates {
            return Ok(());
        }
        let settings = store.ask(|station| Ok(station.own_state().map_err(not_kept)?.configuration));
        let Ok(settings) = settings else { return Ok(()) };
        let orders = Orders::of(&self.data);
        if orders.take(&settings).map_err(|source| StoreError::File { path: self.data.clone(), source })? {
            post.send(Event::RestartWanted);
        }
        Ok(())
    }

    /// Writes the picture down where it is waited for.
    fn keep(&self, picture: &Portrait) {
        let (half, path) = (self.data.join("screenshot.part"), self.data.join(PORTRAIT));
        let colours = image::ExtendedColorType::Rgb8;
        let written = image::save_buffer_with_format(
            &half,
            &picture.rgb,
            picture.width,
            picture.height,
            colours,
            image::ImageFormat::Png,
        );
        let kept = written.map_err(std::io::Error::other).and_then(|()| fs::rename(&half, &path));
        if let Err(error) = kept.and_then(|()| fs::remove_file(self.data.join(PORTRAIT_WANTED))) {
            tracing::warn!(%error, "the picture of the screen could not be kept");
        }
    }

    fn broken(&self) -> Vec<String> {
        broken(&(self.examine)())
    }

    /// One look. Whether the kiosk is to be started anew.
    fn look(&self, lived: Duration, store: &StoreLine) -> Result<bool, NotDone> {
        if !self.updates {
            return Ok(false);
        }
        let mut disk = RealDisk::below(&self.data.join(PROGRAMS));
        let mut programs = Programs { disk: &mut disk, publishers: &self.publishers };
        let state = programs.state();
        if let Some(trial) = &state.trial {
            let verdict = judge(trial, lived, || self.broken());
            programs.decide(&verdict, self.world.now())?;
            return Ok(match verdict {
                Verdict::NotYet => trial.unwell.is_some(),
                Verdict::Keep => {
                    tracing::info!(version = %trial.version, "a new program has been well and is kept");
                    false
                }
                Verdict::Unwell(broken) => {
                    tracing::error!(version = %trial.version, ?broken, "a new program is not well");
                    true
                }
            });
        }
        if state.waiting.is_some() {
            return Ok(true);
        }
        let identity = store.ask(|station| station.identity().map_err(not_kept)).ok().flatten();
        self.take_offered(&mut programs, identity.map(|identity| identity.id))
    }

    /// Takes the release that the platform names for this station, once it is here as a whole. Whether it was taken.
    ///
    /// # Errors
    /// When it is not to be believed or cannot be written.
    pub fn take_offered(&self, programs: &mut Programs<'_>, own: Option<StationId>) -> Result<bool, NotDone> {
        match self.offered(own)? {
            Some(path) => self.take(programs, &path),
            None => Ok(false),
        }
    }

    /// Takes a release that is of use here; one that is none is passed over, each time anew.
    fn take(&self, programs: &mut Programs<'_>, path: &Path) -> Result<bool, NotDone> {
        let head = programs.look_at(&mut File::open(path)?)?;
        match programs.would_take(&head, &self.running, By::Itself) {
            // As every day since it came.
            Err(NotDone::NotNewer { .. } | NotDone::Refused(..)) => return Ok(false),
            other => other?,
        }
        let mut file = BufReader::new(File::open(path)?);
        let head = programs.take(&mut file, &self.running, By::Itself, self.broken())?;
        tracing::info!(version = %head.version, "a release is here and waits until nobody is at the screen");
        Ok(true)
    }

    /// The file of the release that the platform names for this station, once it is here as a whole.
    fn offered(&self, own: Option<StationId>) -> Result<Option<PathBuf>, StoreError> {
        if !self.data.join(CATALOGUE_FILE).exists() {
            return Ok(None);
        }
        let Some(body) = CatalogueReader::open(&self.data)?.newest_pack(PROGRAM)? else { return Ok(None) };
        let named: Named = serde_json::from_str(&body).map_err(|_| StoreError::Unreadable("the pack of programs"))?;
        let media = MediaFolder::of(&self.data);
        let for_us = |offered: &&Offered| {
            !is_for_another(&offered.medium.mime, &self.running.machine)
                && (offered.stations.is_empty() || own.is_some_and(|own| offered.stations.contains(&own)))
        };
        Ok(named.releases.iter().filter(for_us).find_map(|offered| media.path_of(&offered.medium.sha256)))
    }
}
