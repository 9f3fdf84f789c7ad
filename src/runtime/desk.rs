//! The threads of what stands on the desk, one a device: a device that hangs holds up itself only.

use super::handle::{Line, MAX_WAITING_JOBS, NotTaken};
use super::job::Job;
use super::pages::PagesThread;
use super::post::{Post, Waker};
use super::printer::{Paper, PrinterThread, PrinterWork, Waiting};
use super::reader::{ReaderThread, ReaderWork};
use super::scanner::{ScannerThread, ScannerWork};
use super::show::{Easel, ShowThread, ShowWork};
use super::speech::{SpeechThread, SpeechWork};
use super::supervise::{self, Rank, Turn};
use super::tell;
use super::world::SharedWorld;
use crate::device::Devices;
use crate::device::config::EarsSetup;
use crate::device::hearing::{Ears, Microphone};
use crate::device::show::{Budget, Ffmpeg, Player};
use crate::device::speech::{Recorded, Speaker};
use crate::domain::resume::ResumeSheet;
use crate::domain::slip::Slip;
use crate::store::media::MediaFolder;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

const READER: Rank = Rank { name: "reader", turn: Turn::Behind(4) };
const SCANNER: Rank = Rank { name: "scanner", turn: Turn::Behind(4) };
const SPEECH: Rank = Rank { name: "speech", turn: Turn::Behind(4) };
const PAGES: Rank = Rank { name: "pages", turn: Turn::Behind(10) };
const PRINTER: Rank = Rank { name: "printer", turn: Turn::Behind(10) };
/// A program that plays films is started by this thread and has its turn: who touches the screen goes first.
const SHOW: Rank = Rank { name: "show", turn: Turn::Behind(8) };

/// How long a stop waits for a device: it holds nothing that would be lost.
const DEVICE_STOP: Duration = Duration::from_millis(100);

/// The running threads of the desk.
pub struct DeskThreads {
    reader: SyncSender<ReaderWork>,
    printer: SyncSender<PrinterWork>,
    slips: Waiting<Box<Slip>>,
    scanner: SyncSender<ScannerWork>,
    speech: SyncSender<SpeechWork>,
    show: SyncSender<ShowWork>,
    easel: Easel,
    /// Whether there is paper, for whoever wants to tell.
    pub paper: Paper,
    reader_thread: JoinHandle<()>,
    printer_thread: JoinHandle<()>,
    scanner_thread: JoinHandle<()>,
    speech_thread: JoinHandle<()>,
    pages: SyncSender<PrinterWork>,
    sheets: Waiting<Box<ResumeSheet>>,
    pages_thread: JoinHandle<()>,
    show_thread: JoinHandle<()>,
}

/// The voice with what people of the place recorded before it, where there is a program to play it.
fn with_recordings(voice: Option<Box<dyn Speaker>>, player: Option<&Path>, data: &Path) -> Option<Box<dyn Speaker>> {
    let Some(player) = player else { return voice };
    let voice = voice?;
    let media = MediaFolder::of(data);
    Some(Box::new(Recorded::new(voice, player, Box::new(move |hash| media.path_of(hash)))))
}

/// The microphone with the station's recogniser; commands that are none were refused when they were read.
fn ears(setup: Option<EarsSetup>) -> Option<Box<dyn Ears>> {
    let setup = setup?;
    Microphone::of(&setup.recorder, &setup.recogniser).ok().map(|ears| -> Box<dyn Ears> { Box::new(ears) })
}

impl DeskThreads {
    /// Starts them, also for devices that are not there: then they only wait.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        devices: Devices,
        voice: Option<Box<dyn Speaker>>,
        world: SharedWorld,
        (post, waker, data): (Post, Waker, PathBuf),
    ) -> io::Result<Self> {
        let paper = Paper::default();
        let (reader, inbox) = sync_channel(MAX_WAITING_JOBS);
        let mut thread = ReaderThread::new(devices.reader, world, post.clone(), inbox);
        let reader_thread = supervise::spawn(READER, post.clone(), move || thread.run())?;
        let (printer, inbox) = sync_channel(MAX_WAITING_JOBS);
        let slips = Waiting::default();
        let thread = PrinterThread::new(devices.printer, post.clone(), inbox, slips.clone(), paper.clone());
        let printer_thread = supervise::spawn(PRINTER, post.clone(), move || thread.run())?;
        let (scanner, inbox) = sync_channel(MAX_WAITING_JOBS);
        let mut thread = ScannerThread::new(devices.scanner, post.clone(), inbox);
        let scanner_thread = supervise::spawn(SCANNER, post.clone(), move || thread.run())?;
        let (pages, inbox) = sync_channel(MAX_WAITING_JOBS);
        let sheets = Waiting::default();
        let thread = PagesThread::new(devices.pages, post.clone(), inbox, sheets.clone());
        let pages_thread = supervise::spawn(PAGES, post.clone(), move || thread.run())?;
        let (speech, inbox) = sync_channel(MAX_WAITING_JOBS);
        let voice = with_recordings(voice, devices.films.as_deref(), &data);
        let mut thread = SpeechThread { inbox, post: post.clone(), voice, ears: ears(devices.ears) };
        let speech_thread = supervise::spawn(SPEECH, post.clone(), move || thread.run())?;
        let (show, inbox) = sync_channel(MAX_WAITING_JOBS);
        let easel = Easel::default();
        let budget = Budget::of_cores(thread::available_parallelism().map_or(1, NonZero::get));
        let player = devices.films.map(|program| -> Box<dyn Player> { Box::new(Ffmpeg::new(program)) });
        let mut thread = ShowThread { inbox, post: post.clone(), easel: easel.clone(), waker, data, budget, player };
        let show_thread = supervise::spawn(SHOW, post, move || thread.run())?;
        Ok(Self {
            reader,
            printer,
            slips,
            scanner,
            speech,
            show,
            easel,
            paper,
            reader_thread,
            printer_thread,
            scanner_thread,
            speech_thread,
            pages,
            sheets,
            pages_thread,
            show_thread,
        })
    }

    /// The screens' line to the reader.
    pub fn reader_line(&self) -> Line {
        let reader = self.reader.clone();
        Box::new(move |job| reader.try_send(ReaderWork::Job(job)).map_err(|_| NotTaken))
    }

    /// And to the printers.
    pub fn printer_line(&self) -> Line {
        let (printer, slips) = (self.printer.clone(), self.slips.clone());
        let (pages, sheets) = (self.pages.clone(), self.sheets.clone());
        Box::new(move |job| match job {
            Job::Print { ticket, slip } => {
                slips.put(ticket, slip);
                printer.try_send(PrinterWork::Look).map_err(|_| {
                    slips.forget();
                    NotTaken
                })
            }
            Job::PrintResume { ticket, sheet } => {
                sheets.put(ticket, sheet);
                pages.try_send(PrinterWork::Look).map_err(|_| {
                    sheets.forget();
                    NotTaken
                })
            }
            _ => {
                slips.forget();
                sheets.forget();
                Ok(())
            }
        })
    }

    /// And to the scanner.
    pub fn scanner_line(&self) -> Line {
        let scanner = self.scanner.clone();
        Box::new(move |job| scanner.try_send(ScannerWork::Job(job)).map_err(|_| NotTaken))
    }

    /// And to the voice.
    pub fn speech_line(&self) -> Line {
        let speech = self.speech.clone();
        Box::new(move |job| {
            let work = match job {
                Job::Speak(saying) => SpeechWork::Say(saying),
                Job::Listen(turn) => SpeechWork::Listen(turn),
                Job::Heard => SpeechWork::Heard,
                _ => SpeechWork::Quiet,
            };
            speech.try_send(work).map_err(|_| NotTaken)
        })
    }

    /// And to what is shown.
    pub fn show_line(&self) -> Line {
        let show = self.show.clone();
        Box::new(move |job| {
            let work =
                if let Job::Show { ticket, picture } = job { ShowWork::Show(ticket, picture) } else { ShowWork::End };
            show.try_send(work).map_err(|_| NotTaken)
        })
    }

    /// Where its pictures lie.
    pub fn easel(&self) -> Easel {
        self.easel.clone()
    }

    /// Stops them; one that waits for its device is left behind.
    pub fn stop(self, deadline: Instant) {
        tell(&self.reader, ReaderWork::Stop, deadline);
        tell(&self.printer, PrinterWork::Stop, deadline);
        tell(&self.pages, PrinterWork::Stop, deadline);
        tell(&self.scanner, ScannerWork::Stop, deadline);
        tell(&self.speech, SpeechWork::Stop, deadline);
        tell(&self.show, ShowWork::Stop, deadline);
        let deadline = Instant::now() + DEVICE_STOP;
        supervise::join_until(self.reader_thread, deadline);
        supervise::join_until(self.printer_thread, deadline);
        supervise::join_until(self.pages_thread, deadline);
        supervise::join_until(self.scanner_thread, deadline);
        supervise::join_until(self.speech_thread, deadline);
        supervise::join_until(self.show_thread, deadline);
    }
}
