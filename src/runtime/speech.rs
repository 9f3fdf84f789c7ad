//! The speech thread: says phrases one after another, tells which, and is silent the moment anything else is asked.

use super::job::{Event, Saying};
use super::post::Post;
use crate::device::speech::{Speaker, SpeechError};
use crate::domain::speech::SpeechTrouble;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How often the voice is asked whether it is done; also how soon it hears that it is to stop.
const GLANCE: Duration = Duration::from_millis(20);
/// No phrase takes longer; a program that does hangs.
const LONGEST_PHRASE: Duration = Duration::from_secs(90);

/// What the thread is asked.
pub enum SpeechWork {
    Say(Saying),
    Quiet,
    Stop,
}

pub struct SpeechThread {
    pub inbox: Receiver<SpeechWork>,
    pub post: Post,
    /// `None`: the station has no voice.
    pub voice: Option<Box<dyn Speaker>>,
}

/// How a phrase ended.
enum End {
    Said,
    /// Something else was asked.
    Broken(SpeechWork),
}

impl SpeechThread {
    pub fn run(&mut self) {
        let mut next = self.inbox.recv().ok();
        while let Some(work) = next.take() {
            next = match work {
                SpeechWork::Stop => return,
                SpeechWork::Quiet => None,
                SpeechWork::Say(saying) => self.say(&saying),
            };
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
                    let first = place == 0 && matches!(error, SpeechError::NotStarted(_));
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
