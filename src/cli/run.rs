//! `yizhan run`: the kiosk.

use super::devices::Desk;
use super::guard::Guard;
use super::{Context, Done, Failure, doctor, edid};
use crate::app::probe::Probe;
use crate::app::{self, Palette, Plain, Trouble, USUAL_FLOOR_MM};
use crate::device::speech::{Program, Speaker};
use crate::domain::venue::Venue;
use crate::runtime::pulse::{Organ, Watchdog};
use crate::runtime::{self, Setup, SharedWorld, StartError, Waker};
use crate::store::StoreError;
use clap::ArgAction;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// After this long a kiosk that fell over again and again is tried once more, also when nobody asks.
const TRY_AGAIN: Duration = Duration::from_mins(15);

#[derive(clap::Args)]
pub struct Options {
    /// Show a window of this size in pixels instead of the whole screen
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size)]
    pub windowed: Option<(u32, u32)>,
    /// Be the big screen: show the station's figures to everybody while nobody is there
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value_t = false, action = ArgAction::Set)]
    pub board: bool,
    /// The kind of place where it stands: what people come for there stands first on the first page
    #[arg(long, value_enum, default_value_t)]
    pub venue: Place,
    /// The screen's diagonal, where it does not say its size itself and is no terminal of 21.5 inches
    #[arg(long, value_name = "INCHES", value_parser = inches)]
    pub diagonal: Option<f32>,
    /// How far the screen's lower edge is above the floor: with it, the low mode keeps everything that is touched within a
    /// seated person's reach
    #[arg(long, value_name = "MM", default_value_t = USUAL_FLOOR_MM, value_parser = height)]
    pub above_floor: f32,
    /// The colours of every screen
    #[arg(long, value_enum, default_value_t)]
    pub colours: Colours,
    /// A voice in place of espeak-ng: a command that reads a phrase from its standard input and says it. In it, {language}
    /// becomes zh-CN or en, and {rate} the words a minute
    #[arg(long, value_name = "COMMAND", value_parser = program)]
    pub voice: Option<String>,
    /// A command that says `values=on` while a headset is plugged in; ALSA's amixer is asked where nothing is said. What is
    /// personal is read aloud only then, or when the visitor agrees
    #[arg(long, value_name = "COMMAND", value_parser = program)]
    pub headset: Option<String>,
    #[command(flatten)]
    pub desk: Desk,
}

impl Options {
    /// What reads aloud: espeak-ng, or the site's own voice.
    fn voice(&self) -> Result<Box<dyn Speaker>, Failure> {
        let wrong = |option: &str, error| Failure::Because(format!("{option}: {error}"));
        let mut voice = match &self.voice {
            Some(command) => Program::of(command).map_err(|error| wrong("--voice", error))?,
            None => Program::espeak(),
        };
        if let Some(command) = &self.headset {
            voice = voice.asking_for_headset(command).map_err(|error| wrong("--headset", error))?;
        }
        Ok(Box::new(voice))
    }
}

impl Default for Options {
    fn default() -> Self {
        let above_floor = USUAL_FLOOR_MM;
        Self {
            windowed: None,
            board: false,
            venue: Place::default(),
            diagonal: None,
            above_floor,
            colours: Colours::default(),
            voice: None,
            headset: None,
            desk: Desk::default(),
        }
    }
}

/// Kinds of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Place {
    /// A station in a street or a village (就业驿站): finding work first
    #[default]
    Station,
    /// A market for day jobs (零工市场): today's jobs and their seats first
    GigMarket,
    /// A hall of offices (政务服务大厅): business and policies first
    Hall,
    /// A school or a university: traineeships, fairs and guidance first
    School,
}

impl Place {
    const fn venue(self) -> Venue {
        match self {
            Self::Station => Venue::Station,
            Self::GigMarket => Venue::GigMarket,
            Self::Hall => Venue::Hall,
            Self::School => Venue::School,
        }
    }
}

/// Which colours the screens have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Colours {
    /// Dark words on warm paper
    #[default]
    Light,
    /// Light words on dark ground, for a place with little light
    Dark,
    /// Black and white with heavy lines, for weak eyes
    HighContrast,
}

impl Colours {
    const fn palette(self) -> Palette {
        match self {
            Self::Light => Palette::Light,
            Self::Dark => Palette::Dark,
            Self::HighContrast => Palette::HighContrast,
        }
    }
}

/// The way to a frame. The workers run before there is one to wake; what they send until then waits in the channel.
#[derive(Clone, Default)]
struct FrameLine(Arc<OnceLock<Box<dyn Fn() + Send + Sync>>>);

impl FrameLine {
    fn waker(&self) -> Waker {
        let line = self.clone();
        Arc::new(move || {
            if let Some(wake) = line.0.get() {
                wake();
            }
        })
    }

    fn leads_to(&self, wake: impl Fn() + Send + Sync + 'static) {
        // There is one frame in a process.
        self.0.set(Box::new(wake)).ok();
    }
}

pub fn run(context: &Context, options: &Options) -> Done {
    context.make_data()?;
    context.config.keep(&context.data);
    show(context, options, None)
}

/// Starts the workers, shows the kiosk until it is closed, and stops the workers in order.
pub fn show(context: &Context, options: &Options, probe: Option<Probe>) -> Done {
    context.make_data()?;
    runtime::machine::spare_memory();
    let guard = Guard::of(&context.data);
    if guard.begins_in_a_loop() {
        return diagnosed(&guard, context, options);
    }
    let frame = FrameLine::default();
    let voice = Some(options.voice()?);
    if let Some(Err(missing)) = options.desk.open_pinyin() {
        tracing::warn!(%missing, "the built-in pinyin engine is used");
    }
    let started = context.key().map_err(StartError::from).and_then(|key| {
        let (data, world) = (context.data.clone(), SharedWorld::clone(&context.world));
        let (devices, waker, pulse) = (options.desk.devices(), frame.waker(), guard.pulse.clone());
        runtime::start(Setup { data, key, world, devices, waker, voice, pulse })
    });
    let (runtime, workers) = match started {
        Ok(started) => started,
        Err(error) => return Err(cannot_start(error, &guard, context, options)),
    };
    let watchdog = guard.watch(&[Organ::Frame, Organ::Store, Organ::Sync], frame.waker(), runtime.nudge());
    let world = SharedWorld::clone(&context.world);
    let kiosk = app::Setup {
        workers,
        clock: Box::new(move || world.now()),
        language: context.words.language(),
        palette: options.colours.palette(),
        diagonal_inches: options.diagonal,
        // The demo's virtual screen is none of those on this desk.
        panels: if probe.is_none() { edid::panels() } else { Vec::new() },
        floor_mm: options.above_floor,
        windowed: options.windowed,
        board: options.board,
        venue: options.venue.venue(),
        alive: guard.alive(),
    };
    let shown = app::run(kiosk, |context| {
        if let Some(probe) = probe {
            context.add_plugin(probe);
        }
        frame.leads_to(move || context.request_repaint_after(app::SOON));
    });
    drop(watchdog);
    runtime.stop();
    if shown.is_ok() {
        guard.ended();
    }
    shown.map_err(|e| no_window(&e))
}

fn no_window(error: &impl std::fmt::Display) -> Failure {
    Failure::Because(format!("no window could be opened: {error}"))
}

/// A page in place of the kiosk, watched as the kiosk is; without what watches it, the service manager would end it.
fn plain(guard: &Guard, context: &Context, options: &Options) -> (Plain, Option<Watchdog>) {
    let frame = FrameLine::default();
    let watchdog = guard.watch(&[Organ::Frame], frame.waker(), Box::new(|| {}));
    let plain = Plain {
        language: context.words.language(),
        windowed: options.windowed,
        diagonal_inches: options.diagonal,
        alive: guard.alive(),
        ready: Box::new(move |context| frame.leads_to(move || context.request_repaint_after(app::SOON))),
    };
    (plain, watchdog)
}

/// Shows what the doctor finds in place of a kiosk that has fallen over again and again; then the service manager starts the
/// kiosk once more.
fn diagnosed(guard: &Guard, context: &Context, options: &Options) -> Done {
    tracing::error!("the kiosk did not last several times in a row; it shows why");
    let findings = doctor::findings(context, &doctor::Options::of_kiosk(options));
    let (plain, watchdog) = plain(guard, context, options);
    let shown = app::run_diagnosis(findings, TRY_AGAIN, plain);
    drop(watchdog);
    guard.once_more();
    shown.map_err(|e| no_window(&e))
}

/// Says on the screen why nothing starts, until somebody closes it; then the command fails with the same reason.
fn cannot_start(error: StartError, guard: &Guard, context: &Context, options: &Options) -> Failure {
    let trouble = match &error {
        StartError::Store(store) => trouble(store),
        StartError::Thread(_) => Trouble::Other,
    };
    tracing::error!(%error, "the kiosk cannot start");
    let (plain, _watchdog) = plain(guard, context, options);
    // Without a window system the reason is still printed.
    if let Err(window) = app::run_trouble(trouble, error.to_string(), plain) {
        tracing::error!(%window, "no window could be opened to say so");
    }
    error.into()
}

fn trouble(error: &StoreError) -> Trouble {
    match error {
        StoreError::Damaged { .. } | StoreError::NotADatabase { .. } | StoreError::Unreadable(_) => Trouble::Damaged,
        StoreError::WrongKey { .. } => Trouble::WrongKey,
        StoreError::NoKey(_) => Trouble::NoKey,
        StoreError::TooNew { .. } => Trouble::TooNew,
        StoreError::Locked => Trouble::Locked,
        StoreError::DiskFull => Trouble::DiskFull,
        StoreError::ReadOnly => Trouble::ReadOnly,
        _ => Trouble::Other,
    }
}

/// Pixels, as `1080x1920`.
pub fn size(text: &str) -> Result<(u32, u32), String> {
    let (width, height) = text.split_once('x').ok_or("write it as WIDTHxHEIGHT, for example 1080x1920")?;
    let number = |part: &str| part.parse().map_err(|_| format!("{part} is no number of pixels"));
    Ok((number(width)?, number(height)?))
}

/// A screen that a person can touch, or a hall can read.
fn inches(text: &str) -> Result<f32, String> {
    between(text, 7.0..=110.0, "inches")
}

/// From a screen that stands on the floor to one above a counter.
fn height(text: &str) -> Result<f32, String> {
    between(text, 0.0..=2_000.0, "millimetres")
}

fn between(text: &str, range: RangeInclusive<f32>, unit: &str) -> Result<f32, String> {
    let number = text.parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| format!("expected {} to {} {unit}", range.start(), range.end()))
}

/// A command that can be taken apart into a program and its arguments.
fn program(text: &str) -> Result<String, String> {
    Program::of(text).map(|_| text.to_owned()).map_err(|error| error.to_string())
}
