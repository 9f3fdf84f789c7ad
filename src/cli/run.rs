//! `yizhan run`: the kiosk.

use super::devices::Desk;
use super::guard::Guard;
use super::neighbour::Addresses;
use super::{Context, Done, Failure, boot, doctor, edid, first, practice};
use crate::app::probe::Probe;
use crate::app::{self, BOLD_FILE, Ending, FirstEnd, Lamp, Palette, Plain, REGULAR_FILE, Trouble, USUAL_FLOOR_MM};
use crate::device::panel::Panel;
use crate::device::speech::{Program, Speaker};
use crate::domain::content::Hours;
use crate::domain::health::Finding;
use crate::domain::light::{Brightness, Light};
use crate::domain::setup::SiteKind;
use crate::report::Fonts;
use crate::runtime::pulse::{Organ, Watchdog};
use crate::runtime::update::watch::Watch;
use crate::runtime::{self, Handle, Setup, SharedWorld, StartError, Waker, errands};
use crate::store::StoreError;
use clap::ArgAction;
use std::ffi::OsString;
use std::ops::RangeInclusive;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;
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
    /// How far the screen is turned to the right, in degrees: the unit that starts the kiosk turns picture and touch together
    #[arg(long, value_name = "DEGREES", value_enum, default_value_t)]
    pub turn: Turn,
    /// The hours in which the screen is on, as 07:30-21:00; outside them it is black until somebody touches it. Always where none are said
    #[arg(long, value_name = "HOURS")]
    pub screen_hours: Option<Hours>,
    /// How bright the panel is, out of a hundred: 80, or from each time of day on, as 07:00=100 19:30=40. As it is where nothing is said
    #[arg(long, value_name = "PERCENT")]
    pub brightness: Option<Brightness>,
    /// The hours in which somebody is at the desk, as 08:30-17:30; outside them the page for help says so, and what can be done
    /// without anybody. Always where none are said
    #[arg(long, value_name = "HOURS")]
    pub staff_hours: Option<Hours>,
    /// What kind of place this is, which decides what the first page puts first
    #[arg(long, value_name = "KIND", default_value = "station", value_parser = site)]
    pub site: SiteKind,
    #[command(flatten)]
    pub neighbours: Addresses,
    #[command(flatten)]
    pub desk: Desk,
}

/// Quarters that a screen can be turned by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Turn {
    #[default]
    #[value(name = "0")]
    None,
    #[value(name = "90")]
    Right,
    #[value(name = "180")]
    Over,
    #[value(name = "270")]
    Left,
}

fn site(word: &str) -> Result<SiteKind, String> {
    let known = || SiteKind::ALL.map(SiteKind::as_str).join(", ");
    SiteKind::parse(word).ok_or_else(|| format!("expected one of {}", known()))
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
            diagonal: None,
            above_floor,
            colours: Colours::default(),
            voice: None,
            headset: None,
            turn: Turn::default(),
            screen_hours: None,
            brightness: None,
            staff_hours: None,
            site: SiteKind::default(),
            neighbours: Addresses::default(),
            desk: Desk::default(),
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
    match shown(context, options, probe, None)? {
        Ending::Practice => anew("run", "practice"),
        Ending::Closed | Ending::PracticeOver => Ok(()),
    }
}

/// The same on a store of its own, marked on every page.
pub fn show_practice(context: &Context, options: &Options) -> Done {
    match shown(context, options, None, Some(practice::PIN))? {
        Ending::PracticeOver => anew("practice", "run"),
        Ending::Closed | Ending::Practice => Ok(()),
    }
}

/// Becomes the same program with another command.
fn anew(from: &str, to: &str) -> Done {
    let mut words: Vec<_> = std::env::args_os().skip(1).collect();
    match words.iter().position(|word| word == from) {
        Some(at) => words.splice(at..=at, [to.into()]).for_each(drop),
        None => words.push(to.into()),
    }
    started_with(words)
}

/// Becomes this program, started with these words.
fn started_with(words: impl IntoIterator<Item = OsString>) -> Done {
    Err(Command::new(std::env::current_exe()?).args(words).exec().into())
}

fn shown(
    context: &Context,
    options: &Options,
    probe: Option<Probe>,
    practice: Option<&'static str>,
) -> Result<Ending, Failure> {
    context.make_data()?;
    runtime::machine::spare_memory();
    let guard = Guard::of(&context.data);
    if guard.begins_in_a_loop() {
        return diagnosed(&guard, context, options).map(|()| Ending::Closed);
    }
    let frame = FrameLine::default();
    let demo = probe.is_some();
    let (voice, neighbours) = (Some(options.voice()?), options.neighbours.reached(context)?);
    if let Some(Err(missing)) = options.desk.open_pinyin() {
        tracing::warn!(%missing, "the built-in pinyin engine is used");
    }
    let started = context.key().map_err(StartError::from).and_then(|key| {
        let (data, world) = (context.data.clone(), SharedWorld::clone(&context.world));
        let (devices, waker, pulse) = (options.desk.devices(), frame.waker(), guard.pulse.clone());
        let watch = watch(context, doctor::of_itself(context, options), guard.is_started_anew());
        runtime::start(Setup {
            data,
            key,
            world,
            devices,
            waker,
            voice,
            pulse,
            fonts: Some(Fonts { regular: REGULAR_FILE, bold: BOLD_FILE }),
            examine: Some(doctor::for_the_province(context, &options.desk, options.voice.as_deref())),
            system: doctor::system(Path::new("/")).unwrap_or_default(),
            watch: Some(watch),
            neighbours,
            practice: practice.is_some(),
        })
    });
    let (runtime, workers) = match started {
        Ok(started) => started,
        Err(error) => return Err(cannot_start(error, &guard, context, options)),
    };
    if !demo && !runtime.is_enrolled() {
        runtime.stop();
        return set_up(&guard, context, options).map(|()| Ending::Closed);
    }
    let watchdog = guard.watch(&[Organ::Frame, Organ::Store, Organ::Sync], frame.waker(), runtime.nudge());
    let kiosk = kiosk(context, options, workers, guard.alive(), (demo, practice));
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

/// The kiosk as the settings want it.
fn kiosk(
    context: &Context,
    options: &Options,
    workers: Handle,
    alive: Box<dyn Fn()>,
    (demo, practice): (bool, Option<&'static str>),
) -> app::Setup {
    let world = SharedWorld::clone(&context.world);
    app::Setup {
        workers,
        clock: Box::new(move || world.now()),
        language: context.words.language(),
        palette: options.colours.palette(),
        diagonal_inches: options.diagonal,
        // The demo's virtual screen is none of those on this desk.
        panels: if demo { Vec::new() } else { edid::panels() },
        floor_mm: options.above_floor,
        windowed: options.windowed,
        board: options.board,
        site: options.site,
        hours: options.screen_hours,
        lamp: if demo || options.windowed.is_some() { Lamp::default() } else { lamp(options) },
        staffed: options.staff_hours,
        practice,
        alive,
    }
}

/// Switches the panel of this machine, in a thread of its own: a screen waits for nothing.
fn lamp(options: &Options) -> Lamp {
    let wayland = std::env::var_os("WAYLAND_DISPLAY").is_some();
    let panel = Panel::below("/", std::env::var("DISPLAY").ok(), wayland);
    let switched = errands::start(
        move |light: Light| {
            let ways = panel.show(light);
            tracing::info!(lit = light.lit, percent = light.percent, ?ways, "the panel is switched");
        },
        Arc::new(|| {}),
    );
    match switched {
        Ok((asks, done)) => Lamp::new(
            options.brightness.clone(),
            Box::new(move |light| {
                while done.try_recv().is_ok() {}
                // Without its thread the picture is black, and the panel stays as it is.
                asks.send(light).ok();
            }),
        ),
        Err(_) => Lamp::default(),
    }
}

/// What looks after the machine and its programs; `examine` is the doctor. Updates are taken where a service manager starts anew what
/// ends.
pub fn watch(context: &Context, examine: Box<dyn Fn() -> Vec<Finding> + Send>, updates: bool) -> Watch {
    Watch {
        data: context.data.clone(),
        world: SharedWorld::clone(&context.world),
        publishers: boot::believed(),
        running: boot::running(),
        examine,
        updates,
    }
}

fn no_window(error: &impl std::fmt::Display) -> Failure {
    Failure::Because(format!("no window could be opened: {error}"))
}

/// A page in place of the kiosk, watched as the kiosk is; without what watches it, the service manager would end it.
fn plain(guard: &Guard, context: &Context, options: &Options) -> (Plain, Option<Watchdog>, Waker) {
    let frame = FrameLine::default();
    let waker = frame.waker();
    let watchdog = guard.watch(&[Organ::Frame], Waker::clone(&waker), Box::new(|| {}));
    let plain = Plain {
        language: context.words.language(),
        windowed: options.windowed,
        diagonal_inches: options.diagonal,
        alive: guard.alive(),
        ready: Box::new(move |context| frame.leads_to(move || context.request_repaint_after(app::SOON))),
    };
    (plain, watchdog, waker)
}

/// Shows what the doctor finds in place of a kiosk that has fallen over again and again; then the service manager starts the
/// kiosk once more.
fn diagnosed(guard: &Guard, context: &Context, options: &Options) -> Done {
    tracing::error!("the kiosk did not last several times in a row; it shows why");
    let findings = doctor::findings(context, &doctor::Options::of_kiosk(options));
    let (plain, watchdog, _waker) = plain(guard, context, options);
    let shown = app::run_diagnosis(findings, TRY_AGAIN, plain);
    drop(watchdog);
    guard.once_more();
    shown.map_err(|e| no_window(&e))
}

/// A machine that is no station yet asks what it is to be, and begins anew as what it has become.
fn set_up(guard: &Guard, context: &Context, options: &Options) -> Done {
    let (plain, watchdog, waker) = plain(guard, context, options);
    let end = first::run(context, waker, plain)?;
    drop(watchdog);
    guard.ended();
    if end == FirstEnd::Closed || guard.is_started_anew() {
        return Ok(());
    }
    // Where nobody starts it again, it does so itself.
    started_with(std::env::args_os().skip(1))
}

/// Says on the screen why nothing starts, until somebody closes it; then the command fails with the same reason.
fn cannot_start(error: StartError, guard: &Guard, context: &Context, options: &Options) -> Failure {
    let trouble = match &error {
        StartError::Store(store) => trouble(store),
        StartError::Thread(_) => Trouble::Other,
    };
    tracing::error!(%error, "the kiosk cannot start");
    let (plain, _watchdog, _waker) = plain(guard, context, options);
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
