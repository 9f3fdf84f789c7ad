//! The show thread: decodes posters, plays films, and lays each picture where the frame takes it. Only the newest picture
//! lies there: a screen that draws slowly loses pictures and never memory.

use super::job::{Event, Ticket};
use super::post::{Post, Waker};
use crate::device::show::{Budget, Player, ShowError, Step, Wanted, still};
use crate::domain::MediaHash;
use crate::domain::showing::subtitles::{self, Cue};
use crate::domain::showing::{Frame, Picture, Shown};
use crate::store::media::MediaFolder;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};

/// What the thread is asked.
pub enum ShowWork {
    /// This instead of whatever is shown.
    Show(Ticket, Picture),
    /// Nothing is shown any more.
    End,
    Stop,
}

/// Where the newest picture lies until the frame takes it.
#[derive(Clone, Default)]
pub struct Easel(Arc<Mutex<Option<(Ticket, Frame)>>>);

impl Easel {
    /// Takes the picture, if a new one is there.
    #[must_use]
    pub fn take(&self) -> Option<(Ticket, Frame)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Lays a picture there; gives back the one that nobody took, whose memory is used again.
    pub fn put(&self, ticket: Ticket, frame: Frame) -> Option<Frame> {
        let before = self.0.lock().unwrap_or_else(PoisonError::into_inner).replace((ticket, frame));
        before.map(|(_, frame)| frame)
    }
}

pub struct ShowThread {
    pub inbox: Receiver<ShowWork>,
    pub post: Post,
    pub easel: Easel,
    /// Wakes the frame for a picture, which is no event.
    pub waker: Waker,
    /// The data folder, below which the media lie.
    pub data: PathBuf,
    pub budget: Budget,
    /// `None`: the station plays no films.
    pub player: Option<Box<dyn Player>>,
}

impl ShowThread {
    pub fn run(&mut self) {
        let mut next = self.inbox.recv().ok();
        while let Some(work) = next.take() {
            next = match work {
                ShowWork::Stop => return,
                ShowWork::End => {
                    // What was shown last is for nobody.
                    drop(self.easel.take());
                    None
                }
                ShowWork::Show(ticket, picture) => self.show(ticket, &picture),
            };
            next = next.or_else(|| self.inbox.recv().ok());
        }
    }

    /// Shows a picture; gives back what it was broken off for.
    fn show(&mut self, ticket: Ticket, picture: &Picture) -> Option<ShowWork> {
        let folder = MediaFolder::of(&self.data);
        let (Picture::Still(hash) | Picture::Film { film: hash, .. }) = picture;
        let Some(file) = folder.path_of(hash) else {
            self.post.send(Event::Shown { ticket, how: Shown::NotHere });
            return None;
        };
        match picture {
            Picture::Still(_) => {
                match still(&file, self.budget) {
                    Ok(frame) => self.lay(ticket, frame, &mut Frame::default()),
                    Err(error) => {
                        tracing::warn!(%error, %hash, "a poster cannot be shown");
                        self.post.send(Event::Shown { ticket, how: Shown::Broken });
                    }
                }
                None
            }
            Picture::Film { subtitles, sound, from_millis, .. } => {
                let cues = subtitles.map(|hash| cues(&folder, &hash)).unwrap_or_default();
                let wanted = Wanted { file: &file, budget: self.budget, sound: *sound, from_millis: *from_millis };
                self.play(ticket, &wanted, &cues)
            }
        }
    }

    fn play(&mut self, ticket: Ticket, wanted: &Wanted<'_>, cues: &[Cue]) -> Option<ShowWork> {
        let Some(mut player) = self.player.take() else {
            self.post.send(Event::Shown { ticket, how: Shown::NoPlayer });
            return None;
        };
        let begun = player.begin(wanted);
        let ended = begun.and_then(|()| self.until_over(&mut *player, ticket, cues));
        player.stop();
        self.player = Some(player);
        let how = match ended {
            Ok(Some(work)) => return Some(work),
            Ok(None) => Shown::Over,
            Err(error) => {
                tracing::warn!(%error, "a film was not played to its end");
                if matches!(error, ShowError::NotStarted(_)) { Shown::NoPlayer } else { Shown::Broken }
            }
        };
        self.post.send(Event::Shown { ticket, how });
        None
    }

    fn until_over(&self, player: &mut dyn Player, ticket: Ticket, cues: &[Cue]) -> Result<Option<ShowWork>, ShowError> {
        let mut frame = Frame::default();
        loop {
            match self.inbox.try_recv() {
                Ok(work) => return Ok(Some(work)),
                Err(TryRecvError::Disconnected) => return Ok(Some(ShowWork::Stop)),
                Err(TryRecvError::Empty) => {}
            }
            match player.next(&mut frame)? {
                Step::Over => return Ok(None),
                Step::Nothing => {}
                Step::Frame => {
                    subtitles::at(cues, frame.at_millis).clone_into(&mut frame.said);
                    let whole = std::mem::take(&mut frame);
                    self.lay(ticket, whole, &mut frame);
                }
            }
        }
    }

    /// Lays a picture before the frame and wakes it; `spare` gets the memory of one that nobody took.
    fn lay(&self, ticket: Ticket, frame: Frame, spare: &mut Frame) {
        if let Some(before) = self.easel.put(ticket, frame) {
            *spare = before;
        }
        (self.waker)();
    }
}

/// What is said in a film; one whose words cannot be read is shown without them.
fn cues(folder: &MediaFolder, hash: &MediaHash) -> Vec<Cue> {
    let read = |file: &Path| -> std::io::Result<String> {
        if std::fs::metadata(file)?.len() > subtitles::MAX_BYTES {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        Ok(String::from_utf8_lossy(&std::fs::read(file)?).into_owned())
    };
    let Some(file) = folder.path_of(hash) else { return Vec::new() };
    match read(&file) {
        Ok(text) => subtitles::read(&text),
        Err(error) => {
            tracing::warn!(%error, %hash, "subtitles cannot be read");
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::show::{Played, Simulator};
    use crate::domain::MediaRef;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc::{Sender, channel};
    use std::thread::{JoinHandle, sleep};
    use std::time::{Duration, Instant};

    struct Room {
        ask: Sender<ShowWork>,
        events: Receiver<Event>,
        easel: Easel,
        played: Played,
        woken: Arc<AtomicUsize>,
        thread: Option<JoinHandle<()>>,
        _data: tempfile::TempDir,
    }

    fn medium(bytes: &[u8]) -> MediaRef {
        MediaRef { sha256: MediaHash::of(bytes), bytes: bytes.len() as u64, mime: String::new() }
    }

    /// A room with a film, its subtitles and a poster that is none.
    fn room(length: u64) -> Room {
        let data = tempfile::tempdir().unwrap();
        let folder = MediaFolder::of(data.path());
        for bytes in [&b"film"[..], b"WEBVTT\n\n00:00.000 --> 00:10.000\n\xe4\xbd\xa0\xe5\xa5\xbd", b"poster"] {
            folder.add(&medium(bytes), 0, bytes).unwrap();
        }
        let (ask, inbox) = channel();
        let (events_in, events) = channel();
        let (simulator, played) = Simulator::new(length);
        let woken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&woken);
        let easel = Easel::default();
        let mut thread = ShowThread {
            inbox,
            post: Post::new(events_in, Arc::new(|| {})),
            easel: easel.clone(),
            waker: Arc::new(move || {
                count.fetch_add(1, Ordering::Relaxed);
            }),
            data: data.path().to_owned(),
            budget: Budget { width: 64, height: 64, fps: 10 },
            player: Some(Box::new(simulator)),
        };
        let thread = std::thread::Builder::new().spawn(move || thread.run()).unwrap();
        Room { ask, events, easel, played, woken, thread: Some(thread), _data: data }
    }

    impl Room {
        fn show(&self, ticket: u64, bytes: &[u8]) {
            let film = MediaHash::of(bytes);
            let subtitles = Some(MediaHash::of(b"WEBVTT\n\n00:00.000 --> 00:10.000\n\xe4\xbd\xa0\xe5\xa5\xbd"));
            let picture = Picture::Film { film, subtitles, sound: false, from_millis: 0 };
            self.ask.send(ShowWork::Show(Ticket(ticket), picture)).unwrap();
        }

        fn next(&self) -> Event {
            self.events.recv_timeout(Duration::from_secs(20)).unwrap()
        }
    }

    impl Drop for Room {
        fn drop(&mut self) {
            self.ask.send(ShowWork::Stop).unwrap();
            self.thread.take().unwrap().join().unwrap();
        }
    }

    fn shown(ticket: u64, how: Shown) -> Event {
        Event::Shown { ticket: Ticket(ticket), how }
    }

    #[test]
    fn a_film_is_shown_with_its_words_and_its_end_is_told() {
        let room = room(3);
        room.show(1, b"film");
        assert_eq!(room.next(), shown(1, Shown::Over));
        let (ticket, frame) = room.easel.take().unwrap();
        assert_eq!((ticket, frame.at_millis, frame.said.as_str()), (Ticket(1), 200, "你好"));
        assert_eq!(room.woken.load(Ordering::Relaxed), 3);
        assert!(room.easel.take().is_none(), "one picture lies there, the newest");
    }

    #[test]
    fn what_is_not_here_or_broken_is_told_and_the_next_is_shown() {
        let room = room(1);
        room.show(1, b"elsewhere");
        assert_eq!(room.next(), shown(1, Shown::NotHere));
        room.ask.send(ShowWork::Show(Ticket(2), Picture::Still(MediaHash::of(b"poster")))).unwrap();
        assert_eq!(room.next(), shown(2, Shown::Broken));
        room.played.break_off(true);
        room.show(3, b"film");
        assert_eq!(room.next(), shown(3, Shown::Broken));
        room.played.break_off(false);
        room.show(4, b"film");
        assert_eq!(room.next(), shown(4, Shown::Over));
    }

    #[test]
    fn a_touch_ends_a_film_at_once_and_nothing_of_it_is_left() {
        let room = room(u64::MAX);
        room.show(1, b"film");
        let begun = Instant::now();
        let until = |so: &dyn Fn() -> bool| {
            while !so() {
                assert!(begun.elapsed() < Duration::from_secs(20), "it never came to that");
                sleep(Duration::from_millis(5));
            }
        };
        until(&|| room.played.is_playing() && room.woken.load(Ordering::Relaxed) > 0);
        room.ask.send(ShowWork::End).unwrap();
        until(&|| !room.played.is_playing());
        sleep(Duration::from_millis(50));
        assert!(room.easel.take().is_none());
        assert!(room.events.try_recv().is_err(), "nobody waits for its end");
    }
}
