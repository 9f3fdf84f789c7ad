//! The screens' end of the line to the workers.

use super::health::Waits;
use super::job::{Event, Job};
use super::show::Easel;
use jiff::civil::Date;
use std::sync::mpsc::{Receiver, Sender, sync_channel};
use std::time::{Duration, Instant};

/// Which worker does a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worker {
    Store,
    Search,
    Sync,
    Reader,
    Printer,
    Scanner,
    Speech,
    Show,
    Machine,
}

impl Job {
    /// The worker that does this.
    #[must_use]
    pub const fn worker(&self) -> Worker {
        match self {
            Self::Search { .. }
            | Self::OpenPosting { .. }
            | Self::Suggest { .. }
            | Self::AssignGigs { .. }
            | Self::ReadPlaybill => Worker::Search,
            Self::SyncNow => Worker::Sync,
            Self::WatchCards(_) => Worker::Reader,
            Self::Print { .. } | Self::PrintResume { .. } | Self::ForgetSlips => Worker::Printer,
            Self::ListenToScanner(_) => Worker::Scanner,
            Self::Speak(_) | Self::Quiet | Self::Listen(_) | Self::Heard => Worker::Speech,
            Self::Show { .. } | Self::EndShow => Worker::Show,
            Self::Examine | Self::KeepPortrait(_) | Self::LookForTraces { .. } => Worker::Machine,
            _ => Worker::Store,
        }
    }
}

/// One worker's end of the line: takes a job at once or says that it does not.
pub type Line = Box<dyn Fn(Job) -> Result<(), NotTaken> + Send>;

/// The lines to all workers.
pub struct Lines {
    pub store: Line,
    pub search: Line,
    pub sync: Line,
    pub reader: Line,
    pub printer: Line,
    pub scanner: Line,
    pub speech: Line,
    pub show: Line,
    pub machine: Line,
}

/// Jobs in, events out. Sending never blocks the frame: a full channel (256 jobs nobody answered) says so instead.
pub struct Handle {
    lines: Lines,
    events: Receiver<Event>,
    easel: Easel,
    waits: Option<Waits>,
}

/// How many jobs may wait for one worker.
pub const MAX_WAITING_JOBS: usize = 256;

/// The worker is gone or hopelessly behind; the job was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the worker does not take jobs")]
pub struct NotTaken;

impl Handle {
    #[must_use]
    pub const fn new(lines: Lines, events: Receiver<Event>, easel: Easel) -> Self {
        Self { lines, events, easel, waits: None }
    }

    /// The same, counting what breaks off.
    #[must_use]
    pub fn counting(mut self, waits: Waits) -> Self {
        self.waits = Some(waits);
        self
    }

    /// The screen took a touch back.
    pub fn touch_broke_off(&self, day: Date) {
        if let Some(waits) = &self.waits {
            waits.touch_broke_off(day);
        }
    }

    /// A handle without workers, for tests of screens: jobs come out of the receiver, events go into the sender.
    #[must_use]
    pub fn detached() -> (Self, Receiver<Job>, Sender<Event>) {
        let (jobs, jobs_out) = sync_channel(MAX_WAITING_JOBS);
        let (events_in, events) = std::sync::mpsc::channel();
        let line = || -> Line {
            let jobs = jobs.clone();
            Box::new(move |job| jobs.try_send(job).map_err(|_| NotTaken))
        };
        let lines = Lines {
            store: line(),
            search: line(),
            sync: line(),
            reader: line(),
            printer: line(),
            scanner: line(),
            speech: line(),
            show: line(),
            machine: line(),
        };
        (Self::new(lines, events, Easel::default()), jobs_out, events_in)
    }

    /// Hands a job to its worker.
    ///
    /// # Errors
    /// When the worker's channel is full or closed.
    pub fn send(&self, job: Job) -> Result<(), NotTaken> {
        match job.worker() {
            Worker::Store => (self.lines.store)(job),
            Worker::Search => (self.lines.search)(job),
            Worker::Sync => (self.lines.sync)(job),
            Worker::Reader => (self.lines.reader)(job),
            Worker::Printer => (self.lines.printer)(job),
            Worker::Scanner => (self.lines.scanner)(job),
            Worker::Speech => (self.lines.speech)(job),
            Worker::Show => (self.lines.show)(job),
            Worker::Machine => (self.lines.machine)(job),
        }
    }

    /// Where pictures lie that are to be shown.
    #[must_use]
    pub const fn easel(&self) -> &Easel {
        &self.easel
    }

    /// The next event, if one waits.
    #[must_use]
    pub fn try_next(&self) -> Option<Event> {
        self.events.try_recv().ok()
    }

    /// Waits until an event that is `wanted` has come, but no longer than `longest`; gives back all that came until then.
    #[must_use]
    pub fn wait_for(&self, wanted: impl Fn(&Event) -> bool, longest: Duration) -> Vec<Event> {
        let end = Instant::now() + longest;
        let mut came = Vec::new();
        while let Ok(event) = self.events.recv_timeout(end.saturating_duration_since(Instant::now())) {
            let is_it = wanted(&event);
            came.push(event);
            if is_it {
                break;
            }
        }
        came
    }
}
