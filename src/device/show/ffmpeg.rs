//! Films by ffmpeg: it decodes, scales down and keeps the time; its pictures come through a pipe, its sound goes to the
//! machine's usual device. Whatever it does, hang, die or never begin, is told within a patience.

use super::ppm::Pictures;
use super::{Player, ShowError, Step, Wanted};
use crate::device::child::{Running, group};
use crate::domain::showing::Frame;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// How long the first picture may take: a slow disk and a film of many megabytes.
const FIRST_PATIENCE: Duration = Duration::from_secs(10);
/// And each later one.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long one look for a picture waits.
const GLANCE: Duration = Duration::from_millis(15);
/// The pipe's size, in bytes: a picture and more, so that ffmpeg is not woken a dozen times for each.
const PIPE_BYTES: usize = 1024 * 1024;
/// Bytes that are read at once.
const PIECE: usize = 256 * 1024;
/// The containers in which films come. Others may name further files and addresses, which nobody here has looked at.
const CONTAINERS: &str = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts";
/// Where a graphics chip that decodes shows itself.
const CHIP: &str = "/dev/dri/renderD128";

/// What is tried, from the best to the plainest: a machine without a sound device still shows films, and one whose chip
/// decodes nothing does it by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Way {
    sound: bool,
    chip: bool,
}

impl Way {
    const fn plainer(self) -> Option<Self> {
        match self {
            Self { sound: true, chip } => Some(Self { sound: false, chip }),
            Self { chip: true, .. } => Some(Self { sound: false, chip: false }),
            _ => None,
        }
    }
}

/// A film that is being played.
#[derive(Debug)]
struct Playing {
    pipe: ChildStdout,
    way: Way,
    /// What it was begun with, to begin it again in a plainer way.
    file: PathBuf,
    budget: super::Budget,
    from_millis: u64,
    /// How many pictures have come.
    frames: u64,
    /// When the last one came, or the program was started.
    since: Instant,
}

/// ffmpeg, or a program that takes the same arguments.
#[derive(Debug)]
pub struct Ffmpeg {
    program: PathBuf,
    chip: bool,
    patience: (Duration, Duration),
    running: Running,
    playing: Option<Playing>,
    pictures: Pictures,
    piece: Vec<u8>,
}

impl Ffmpeg {
    /// The player of this name or path.
    #[must_use]
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            chip: Path::new(CHIP).exists(),
            patience: (FIRST_PATIENCE, PATIENCE),
            running: Running::default(),
            playing: None,
            pictures: Pictures::default(),
            piece: vec![0; PIECE],
        }
    }

    /// The same with less patience: for the first picture, and for each later one.
    #[must_use]
    pub const fn patience(mut self, first: Duration, later: Duration) -> Self {
        self.patience = (first, later);
        self
    }

    fn start(&mut self, wanted: &Wanted<'_>, way: Way) -> Result<(), ShowError> {
        self.stop();
        let mut command = Command::new(&self.program);
        command.args(arguments(wanted, way));
        let child = group(&mut command).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.map_err(ShowError::NotStarted)?;
        let pipe = child.stdout.take();
        self.running.set(child);
        let Some(pipe) = pipe else { return Err(ShowError::Unreadable) };
        let lost = |error: rustix::io::Errno| ShowError::Lost(error.into());
        let flags = rustix::fs::fcntl_getfl(&pipe).map_err(lost)?;
        rustix::fs::fcntl_setfl(&pipe, flags | rustix::fs::OFlags::NONBLOCK).map_err(lost)?;
        // A system that allows no larger pipe gives the usual one: more turns, the same pictures.
        let _usual = rustix::pipe::fcntl_setpipe_size(&pipe, PIPE_BYTES);
        self.pictures.clear();
        self.playing = Some(Playing {
            pipe,
            way,
            file: wanted.file.to_owned(),
            budget: wanted.budget,
            from_millis: wanted.from_millis,
            frames: 0,
            since: Instant::now(),
        });
        Ok(())
    }

    /// Reads what has come of the next picture.
    fn read(&mut self) -> Result<Came, ShowError> {
        let Some(playing) = &mut self.playing else { return Ok(Came::End) };
        let most = (playing.budget.width, playing.budget.height);
        loop {
            let missing = self.pictures.missing(most).map_err(|_| ShowError::Unreadable)?;
            if missing == 0 {
                return Ok(Came::Picture);
            }
            let room = self.piece.len().min(missing);
            match playing.pipe.read(self.piece.get_mut(..room).unwrap_or_default()) {
                Ok(0) => return Ok(Came::End),
                Ok(read) => self.pictures.push(self.piece.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(Came::Nothing),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(ShowError::Lost(error)),
            }
        }
    }

    /// The pipe is closed: the film is over, or something is wrong.
    fn ended(&mut self) -> Result<Step, ShowError> {
        let Some(playing) = self.playing.take() else { return Ok(Step::Over) };
        let status = match self.running.child() {
            // It has closed its end; it may take a moment to go.
            Some(child) => gone(child)?,
            None => None,
        };
        self.running.kill();
        if playing.frames > 0 && status.is_some_and(|status| status.success()) {
            return Ok(Step::Over);
        }
        if playing.frames == 0
            && let Some(way) = playing.way.plainer()
        {
            tracing::info!(sound = way.sound, chip = way.chip, "a film is tried in a plainer way");
            let Playing { file, budget, from_millis, .. } = playing;
            self.start(&Wanted { file: &file, budget, sound: way.sound, from_millis }, way)?;
            return Ok(Step::Nothing);
        }
        Err(status.map_or(ShowError::Still, ShowError::Ended))
    }
}

enum Came {
    Picture,
    Nothing,
    End,
}

/// Waits a little for a program that has closed its pipe.
fn gone(child: &mut std::process::Child) -> Result<Option<std::process::ExitStatus>, ShowError> {
    for _ in 0..50 {
        if let Some(status) = child.try_wait().map_err(ShowError::Lost)? {
            return Ok(Some(status));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(None)
}

/// ffmpeg's arguments. The file is named as one, so that nothing in its name is an option or a protocol.
fn arguments(wanted: &Wanted<'_>, way: Way) -> Vec<String> {
    let Wanted { file, budget, from_millis, .. } = wanted;
    let mut all: Vec<String> = Vec::new();
    let mut add = |words: &[&str]| all.extend(words.iter().map(|word| (*word).to_owned()));
    add(&["-nostdin", "-hide_banner", "-loglevel", "error"]);
    if way.chip {
        add(&["-hwaccel", "auto"]);
    }
    // In its own time, by one thread: the others draw.
    add(&["-threads", "1", "-re", "-format_whitelist", CONTAINERS, "-protocol_whitelist", "file,pipe"]);
    let seconds = format!("{}.{:03}", from_millis / 1_000, from_millis % 1_000);
    let source = format!("file:{}", file.display());
    add(&["-ss", &seconds, "-i", &source]);
    let (width, height) = (budget.width, budget.height);
    let filter = format!(
        "fps={},scale='min({width},iw)':'min({height},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2",
        budget.fps
    );
    add(&["-map", "0:v:0", "-an", "-sn", "-dn", "-vf", &filter]);
    add(&["-c:v", "ppm", "-f", "image2pipe", "pipe:1"]);
    if way.sound {
        add(&["-map", "0:a:0?", "-vn", "-sn", "-dn", "-f", "alsa", "default"]);
    }
    all
}

impl Player for Ffmpeg {
    fn begin(&mut self, wanted: &Wanted<'_>) -> Result<(), ShowError> {
        self.start(wanted, Way { sound: wanted.sound, chip: self.chip })
    }

    fn next(&mut self, frame: &mut Frame) -> Result<Step, ShowError> {
        let mut came = self.read()?;
        if matches!(came, Came::Nothing)
            && let Some(playing) = &self.playing
        {
            wait(&playing.pipe);
            came = self.read()?;
        }
        match came {
            Came::End => self.ended(),
            Came::Picture => {
                let whole = self.pictures.take(frame);
                let Some(playing) = &mut self.playing else { return Ok(Step::Over) };
                frame.at_millis = playing.from_millis + playing.frames * 1_000 / u64::from(playing.budget.fps.max(1));
                playing.frames += 1;
                playing.since = Instant::now();
                Ok(if whole { Step::Frame } else { Step::Nothing })
            }
            Came::Nothing => {
                let Some(playing) = &self.playing else { return Ok(Step::Over) };
                let patience = if playing.frames == 0 { self.patience.0 } else { self.patience.1 };
                if playing.since.elapsed() < patience {
                    return Ok(Step::Nothing);
                }
                self.stop();
                Err(ShowError::Still)
            }
        }
    }

    fn stop(&mut self) {
        self.playing = None;
        self.running.kill();
    }
}

/// Waits until something has come, but not longer than a glance.
fn wait(pipe: &ChildStdout) {
    let patience = Timespec { tv_sec: 0, tv_nsec: i64::from(GLANCE.subsec_nanos()) };
    let _interrupted = poll(&mut [PollFd::new(pipe, PollFlags::IN)], Some(&patience));
}
