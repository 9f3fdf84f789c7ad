//! The reader's thread as the screens meet it, with a simulated reader on a real pseudo-terminal.

use super::super::desk::DeskThreads;
use super::super::world::World;
use super::*;
use crate::device::Devices;
use crate::device::id_card::simulator::{Mood, SampleCard, Simulator, serve};
use crate::device::pty::Pty;
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread::JoinHandle;

const PATIENCE: Duration = Duration::from_secs(30);

struct Noon;

impl World for Noon {
    fn now(&self) -> Timestamp {
        "2026-11-22T04:00:00Z".parse().unwrap()
    }
    fn random(&self, bytes: &mut [u8]) {
        fastrand::fill(bytes);
    }
}

/// A desk with a reader at a port, which need not be there yet.
struct Desk {
    threads: Option<DeskThreads>,
    events: Receiver<Event>,
}

impl Desk {
    fn with(reader: Option<&Path>) -> Self {
        let (events_in, events) = channel();
        let place = reader.map(|port| port.to_str().unwrap().parse().unwrap());
        let devices = Devices { reader: place, ..Devices::default() };
        let threads = {
            let post = (
                Post::new(events_in, Arc::new(|| {})),
                Arc::new(|| {}) as crate::runtime::Waker,
                std::path::PathBuf::new(),
            );
            DeskThreads::start(devices, None, Arc::new(Noon), post).unwrap()
        };
        Self { threads: Some(threads), events }
    }

    fn watch(&self, watch: bool) {
        let line = self.threads.as_ref().unwrap().reader_line();
        line(Job::WatchCards(watch)).unwrap();
    }

    fn see(&self, fits: impl Fn(&Event) -> bool) -> Event {
        loop {
            let event = self.events.recv_timeout(PATIENCE).expect("what was to come never came");
            if fits(&event) {
                return event;
            }
        }
    }

    fn stands(&self, state: Reader) {
        self.see(|event| *event == Event::Reader(state));
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(threads) = self.threads.take() {
            threads.stop(Instant::now());
        }
    }
}

/// A simulated reader that can be pulled out.
struct Plugged {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

fn plug_in(port: &Path, card: SampleCard, mood: Mood) -> Plugged {
    let mut pty = Pty::open(Some(port)).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let stopping = Arc::clone(&stop);
    let mut reader = Simulator::new(mood);
    reader.lay(Some(card));
    let play = move || serve(&mut pty, reader, &stopping, |_| {}).unwrap();
    Plugged { stop, thread: Some(std::thread::Builder::new().spawn(play).unwrap()) }
}

impl Drop for Plugged {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.take().unwrap().join().unwrap();
    }
}

fn is_card(event: &Event, name: &str) -> bool {
    matches!(event, Event::CardRead(person) if person.name.as_str() == name)
}

#[test]
fn a_reader_that_is_pulled_out_and_plugged_in_again_reads_on() {
    let folder = tempfile::tempdir().unwrap();
    let port = folder.path().join("reader");
    let desk = Desk::with(Some(&port));
    desk.watch(true);
    desk.stands(Reader::Absent);
    let plugged = plug_in(&port, SampleCard::Resident, Mood::Good);
    desk.stands(Reader::Reading);
    desk.see(|event| is_card(event, "测试甲"));
    desk.stands(Reader::Ready);
    drop(plugged);
    desk.stands(Reader::Absent);
    let _plugged = plug_in(&port, SampleCard::HkMoTw, Mood::Good);
    desk.see(|event| is_card(event, "测试乙"));
}

#[test]
fn a_card_that_was_not_read_is_said_once_and_stays_said() {
    let folder = tempfile::tempdir().unwrap();
    let port = folder.path().join("reader");
    let _plugged = plug_in(&port, SampleCard::Resident, Mood::Damaged);
    let desk = Desk::with(Some(&port));
    desk.watch(true);
    desk.stands(Reader::Reading);
    let next = desk.see(|event| matches!(event, Event::Reader(_)));
    assert_eq!(next, Event::Reader(Reader::LiftAndPlace));
}

#[test]
fn a_card_is_looked_for_only_while_a_registration_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let port = folder.path().join("reader");
    let _plugged = plug_in(&port, SampleCard::Resident, Mood::Good);
    let desk = Desk::with(Some(&port));
    assert!(desk.events.recv_timeout(LOOK * 3).is_err(), "a card was read that nobody had asked for");
    desk.watch(true);
    desk.see(|event| is_card(event, "测试甲"));
}

#[test]
fn a_station_without_a_reader_says_so() {
    let desk = Desk::with(None);
    desk.watch(true);
    desk.stands(Reader::None);
}
