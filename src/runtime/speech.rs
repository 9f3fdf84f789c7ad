//! The speech thread: says phrases one after another, tells which, and is silent the moment anything else is asked. It listens, too,
//! where the station makes words of what is said: a voice that speaks meanwhile would hear itself.

use super::job::{Event, Saying, Ticket};
use super::machine;
use super::post::Post;
use crate::device::hearing::{Ears, Hearing, HearingError};
use crate::device::speech::{Speaker, SpeechError};
use crate::domain::speech::{Heard, HearingTrouble, Listening, SpeechTrouble};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How often the voice is asked whether it is done; also how soon it hears that it is to stop.
const GLANCE: Duration = Duration::from_millis(20);
/// How often the level is looked at while somebody speaks.
const LEVEL_EVERY: Duration = Duration::from_millis(60);
/// No phrase takes longer; a program that does hangs.
const LONGEST_PHRASE: Duration = Duration::from_secs(90);

/// What the thread is asked.
pub enum SpeechWork {
    Say(Saying),
    Listen(Ticket),
    /// She has said it.
    Heard,
    Quiet,
    Stop,
}

pub struct SpeechThread {
    pub inbox: Receiver<SpeechWork>,
    pub post: Post,
    /// `None`: the station has no voice.
    pub voice: Option<Box<dyn Speaker>>,
    /// `None`: nothing makes words of what is said.
    pub ears: Option<Box<dyn Ears>>,
}

/// How a phrase ended.
enum End {
    Said,
    /// Something else was asked.
    Broken(SpeechWork),
}

impl SpeechThread {
    pub fn run(&mut self) {
        if self.ears.is_some() {
            self.post.send(Event::CanListen);
        }
        let mut next = self.inbox.recv().ok();
        while let Some(work) = next.take() {
            next = match work {
                SpeechWork::Stop => return,
                SpeechWork::Quiet | SpeechWork::Heard => None,
                SpeechWork::Listen(turn) => self.listen(turn),
                SpeechWork::Say(saying) => self.say(&saying),
            };
            machine::clear_stack();
            next = next.or_else(|| self.inbox.recv().ok());
        }
    }

    /// Says it all; gives back what it was broken off for.
    fn say(&mut self, saying: &Saying) -> Option<SpeechWork> {
        let turn = saying.turn;
        let ended = |trouble| Event::SpeechEnded { turn, trouble };
        let Some(voice) = &mut self.voice else {
            self.post.send(ended(Some(SpeechTrouble::NoVoice)));
            return None;
        };
        if saying.in_private && !voice.has_headset() {
            self.post.send(Event::HeadsetMissing { turn });
            return None;
        }
        for (place, phrase) in saying.phrases.iter().enumerate() {
            self.post.send(Event::Saying { turn, place });
            let begun = voice.begin(phrase, saying.pace);
            match begun.and_then(|()| until_said(&mut **voice, &self.inbox)) {
                Ok(End::Said) => {}
                Ok(End::Broken(work)) => return Some(work),
                Err(error) => {
                    voice.stop();
                    tracing::warn!(%error, "a phrase was not said");
                    let first = place == 0 && matches!(error, SpeechError::NotStarted(_) | SpeechError::NoSound(_));
                    let trouble = if first { SpeechTrouble::NoVoice } else { SpeechTrouble::BrokeOff };
                    self.post.send(ended(Some(trouble)));
                    return None;
                }
            }
        }
        self.post.send(ended(None));
        None
    }
}

impl SpeechThread {
    /// Listens until there are words or none can be; gives back what it was broken off for.
    fn listen(&mut self, turn: Ticket) -> Option<SpeechWork> {
        let Some(ears) = &mut self.ears else {
            self.post.send(failed(turn, HearingTrouble::NoRecogniser));
            return None;
        };
        let mut told = None;
        let mut begun = ears.begin();
        loop {
            let how = match begun.and_then(|()| ears.glance()) {
                Ok(Hearing::Words(words)) if words.trim().is_empty() => Listening::Failed(HearingTrouble::Nothing),
                Ok(Hearing::Words(words)) => {
                    self.post.send(Event::Heard { turn, words: Heard(words.trim().to_owned()) });
                    return None;
                }
                Ok(Hearing::Listening { level }) => Listening::Hearing { level },
                Ok(Hearing::Thinking) => Listening::Thinking,
                Err(error) => {
                    tracing::warn!(%error, "nothing was made out of what was said");
                    Listening::Failed(trouble(&error))
                }
            };
            if told != Some(how) {
                self.post.send(Event::Listening { turn, how });
                told = Some(how);
            }
            if matches!(how, Listening::Failed(_)) {
                return None;
            }
            begun = Ok(());
            match self.inbox.recv_timeout(LEVEL_EVERY) {
                Ok(SpeechWork::Heard) => ears.enough(),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(other) => {
                    ears.stop();
                    return Some(other);
                }
                Err(RecvTimeoutError::Disconnected) => {
                    ears.stop();
                    return Some(SpeechWork::Stop);
                }
            }
        }
    }
}

const fn failed(turn: Ticket, why: HearingTrouble) -> Event {
    Event::Listening { turn, how: Listening::Failed(why) }
}

const fn trouble(error: &HearingError) -> HearingTrouble {
    match error {
        HearingError::NotRecorded(_) | HearingError::NoSound => HearingTrouble::NoMicrophone,
        HearingError::NotRecognised(_) | HearingError::Ended(_) | HearingError::Endless => HearingTrouble::NoRecogniser,
    }
}

fn until_said(voice: &mut dyn Speaker, inbox: &Receiver<SpeechWork>) -> Result<End, SpeechError> {
    let begun = Instant::now();
    while voice.is_speaking()? {
        let asked = match inbox.recv_timeout(GLANCE) {
            Ok(work) => work,
            Err(RecvTimeoutError::Timeout) if begun.elapsed() < LONGEST_PHRASE => continue,
            Err(RecvTimeoutError::Timeout) => return Err(SpeechError::Endless),
            Err(RecvTimeoutError::Disconnected) => SpeechWork::Stop,
        };
        voice.stop();
        return Ok(End::Broken(asked));
    }
    Ok(match inbox.try_recv() {
        Ok(work) => End::Broken(work),
        Err(_) => End::Said,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::speech::{Heard as Played, Simulator};
    use crate::domain::speech::{Pace, Phrase, Tongue};
    use crate::runtime::job::Ticket;
    use std::sync::Arc;
    use std::sync::mpsc::{Sender, channel};
    use std::thread::{JoinHandle, sleep};

    /// The thread with a simulated voice, and what comes out of it.
    struct Room {
        ask: Sender<SpeechWork>,
        events: Receiver<Event>,
        heard: Played,
        thread: Option<JoinHandle<()>>,
    }

    fn room() -> Room {
        let (ask, inbox) = channel();
        let (events_in, events) = channel();
        let (voice, heard) = Simulator::new();
        let post = Post::new(events_in, Arc::new(|| {}));
        let mut speech = SpeechThread { inbox, post, voice: Some(Box::new(voice)), ears: None };
        #[expect(clippy::disallowed_methods, reason = "the test stands in for the supervisor")]
        let thread = std::thread::spawn(move || speech.run());
        Room { ask, events, heard, thread: Some(thread) }
    }

    impl Room {
        fn say(&self, turn: u64, words: &[&str], in_private: bool) {
            let phrases = words.iter().map(|word| Phrase {
                shown: (*word).into(),
                spoken: (*word).into(),
                pinyin: (*word).into(),
                tongue: Tongue::Mandarin,
                recording: None,
            });
            let saying = Saying { turn: Ticket(turn), phrases: phrases.collect(), pace: Pace::Usual, in_private };
            self.ask.send(SpeechWork::Say(saying)).unwrap();
        }

        fn until(&self, so: impl Fn(&Played) -> bool) {
            let begun = Instant::now();
            while !so(&self.heard) {
                assert!(begun.elapsed() < Duration::from_secs(20), "it never came to that");
                sleep(GLANCE);
            }
        }

        fn next(&self) -> Event {
            self.events.recv_timeout(Duration::from_secs(20)).unwrap()
        }
    }

    impl Drop for Room {
        fn drop(&mut self) {
            self.ask.send(SpeechWork::Stop).unwrap();
            self.thread.take().unwrap().join().unwrap();
        }
    }

    fn saying(turn: u64, place: usize) -> Event {
        Event::Saying { turn: Ticket(turn), place }
    }

    fn ended(turn: u64) -> Event {
        Event::SpeechEnded { turn: Ticket(turn), trouble: None }
    }

    #[test]
    fn phrases_are_said_one_after_another_and_the_screen_is_told_which() {
        let room = room();
        room.say(1, &["甲", "乙"], false);
        assert_eq!([room.next(), room.next(), room.next()], [saying(1, 0), saying(1, 1), ended(1)]);
        assert_eq!(room.heard.spoken(), ["甲", "乙"]);
    }

    #[test]
    fn quiet_breaks_off_and_something_new_takes_the_place_of_the_old() {
        let room = room();
        room.heard.hold(true);
        room.say(1, &["甲", "乙"], false);
        assert_eq!(room.next(), saying(1, 0));
        room.say(2, &["丙"], false);
        assert_eq!(room.next(), saying(2, 0));
        room.until(|heard| heard.spoken().len() == 2);
        room.ask.send(SpeechWork::Quiet).unwrap();
        room.until(|heard| !heard.is_speaking());
        assert_eq!((room.heard.spoken(), room.heard.silenced()), (vec!["甲".to_owned(), "丙".to_owned()], 2));
    }

    #[test]
    fn what_is_private_is_heard_by_nobody_without_a_headset() {
        let room = room();
        room.say(1, &["甲"], true);
        assert_eq!(room.next(), Event::HeadsetMissing { turn: Ticket(1) });
        assert!(room.heard.spoken().is_empty());
        room.heard.plug_headset(true);
        room.say(2, &["甲"], true);
        assert_eq!([room.next(), room.next()], [saying(2, 0), ended(2)]);
    }

    /// A thread that listens through programs, and what comes out of it.
    fn listening(recorder: &str, recogniser: &str) -> (Sender<SpeechWork>, Receiver<Event>, JoinHandle<()>) {
        let (ask, inbox) = channel();
        let (events_in, events) = channel();
        let post = Post::new(events_in, Arc::new(|| {}));
        let ears: Box<dyn Ears> = Box::new(crate::device::hearing::Microphone::of(recorder, recogniser).unwrap());
        let mut thread = SpeechThread { inbox, post, voice: None, ears: Some(ears) };
        #[expect(clippy::disallowed_methods, reason = "the test stands in for the supervisor")]
        let thread = std::thread::spawn(move || thread.run());
        assert_eq!(events.recv().unwrap(), Event::CanListen);
        (ask, events, thread)
    }

    /// What comes at the end of a listening, and whether the level was told before.
    fn end_of(events: &Receiver<Event>) -> (bool, Event) {
        let mut levels = false;
        loop {
            match events.recv().unwrap() {
                Event::Listening { how: Listening::Hearing { level }, .. } => levels |= level > 0,
                Event::Listening { how: Listening::Thinking, .. } => {}
                end => return (levels, end),
            }
        }
    }

    #[test]
    fn what_is_said_becomes_words_and_what_fails_says_why() {
        // What plays and goes on being silent, as a microphone does.
        let talks = "sh -c \"head -c 32000 /dev/zero | tr '\\000' '\\100'; sleep 60\"";
        let (ask, events, thread) = listening(talks, "sh -c \"cat >/dev/null; echo 老板 不发 工资\"");
        ask.send(SpeechWork::Listen(Ticket(1))).unwrap();
        // She has said it once she is heard.
        while !matches!(events.recv().unwrap(), Event::Listening { how: Listening::Hearing { level: 1.. }, .. }) {}
        ask.send(SpeechWork::Heard).unwrap();
        assert_eq!(end_of(&events).1, Event::Heard { turn: Ticket(1), words: Heard("老板不发工资".into()) });
        // Asked again, it is broken off, and nothing more is told of it.
        ask.send(SpeechWork::Listen(Ticket(2))).unwrap();
        ask.send(SpeechWork::Quiet).unwrap();
        ask.send(SpeechWork::Stop).unwrap();
        thread.join().unwrap();
        assert!(events.iter().all(|event| matches!(event, Event::Listening { how: Listening::Hearing { .. }, .. })));

        for (recorder, recogniser, why) in [
            ("/nowhere/arecord", "cat", HearingTrouble::NoMicrophone),
            ("head -c 32000 /dev/zero", "/nowhere/recogniser", HearingTrouble::NoRecogniser),
            ("head -c 32000 /dev/zero", "sh -c \"cat >/dev/null\"", HearingTrouble::Nothing),
        ] {
            let (ask, events, thread) = listening(recorder, recogniser);
            ask.send(SpeechWork::Listen(Ticket(1))).unwrap();
            let ended = Event::Listening { turn: Ticket(1), how: Listening::Failed(why) };
            assert_eq!(end_of(&events).1, ended, "{recorder} {recogniser}");
            ask.send(SpeechWork::Stop).unwrap();
            thread.join().unwrap();
        }
    }
}
