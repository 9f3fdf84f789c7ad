//! Speech that somebody recorded, played by a program of the system's; what was not recorded, and what cannot be played, the
//! voice says.

use super::{Speaker, SpeechError};
use crate::device::child::{Running, group};
use crate::domain::MediaHash;
use crate::domain::speech::{Pace, Phrase};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The containers in which recordings come. Others may name further files, which nobody here has looked at.
const CONTAINERS: &str = "ogg,mp3,wav,mov,mp4,m4a,matroska,webm,flac";

/// Where a recording lies, if it is here as a whole.
pub type Find = Box<dyn Fn(&MediaHash) -> Option<PathBuf> + Send>;

/// A voice, and the recordings that go before it.
pub struct Recorded {
    voice: Box<dyn Speaker>,
    find: Find,
    /// ffmpeg, or a program that takes the same arguments.
    player: PathBuf,
    playing: Running,
    /// What is being played, to be said where playing fails.
    phrase: Option<(Phrase, Pace)>,
}

impl Recorded {
    #[must_use]
    pub fn new(voice: Box<dyn Speaker>, player: impl Into<PathBuf>, find: Find) -> Self {
        Self { voice, find, player: player.into(), playing: Running::default(), phrase: None }
    }

    /// Whether it plays.
    fn play(&mut self, file: &Path, pace: Pace) -> bool {
        let mut command = Command::new(&self.player);
        let tempo = format!("atempo={}.{:02}", pace.percent() / 100, pace.percent() % 100);
        command
            .args(["-nostdin", "-hide_banner", "-loglevel", "error", "-format_whitelist", CONTAINERS])
            .args(["-protocol_whitelist", "file,pipe", "-i", &format!("file:{}", file.display())])
            .args(["-map", "0:a:0", "-af", &tempo, "-f", "alsa", "default"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        match group(&mut command).spawn() {
            Ok(child) => {
                self.playing.set(child);
                true
            }
            Err(error) => {
                tracing::warn!(%error, "recordings cannot be played; the voice reads instead");
                false
            }
        }
    }
}

impl Speaker for Recorded {
    fn begin(&mut self, phrase: &Phrase, pace: Pace) -> Result<(), SpeechError> {
        self.stop();
        if let Some(file) = phrase.recording.as_ref().and_then(|hash| (self.find)(hash))
            && self.play(&file, pace)
        {
            self.phrase = Some((phrase.clone(), pace));
            return Ok(());
        }
        self.voice.begin(phrase, pace)
    }

    fn is_speaking(&mut self) -> Result<bool, SpeechError> {
        let Some(child) = self.playing.child() else { return self.voice.is_speaking() };
        let Some(status) = child.try_wait().map_err(SpeechError::Lost)? else { return Ok(true) };
        self.playing.kill();
        match self.phrase.take() {
            // A file that cannot be played, or no sound device for the player: the voice tries, and tells why it cannot.
            Some((phrase, pace)) if !status.success() => {
                self.voice.begin(&phrase, pace)?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn stop(&mut self) {
        self.phrase = None;
        self.playing.kill();
        self.voice.stop();
    }

    fn has_headset(&mut self) -> bool {
        self.voice.has_headset()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Simulator;
    use super::*;
    use crate::domain::speech::Tongue;
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    fn phrase(recording: Option<MediaHash>) -> Phrase {
        let words = || "想在哪里干活".to_owned();
        Phrase { shown: words(), spoken: words(), pinyin: words(), tongue: Tongue::Mandarin, recording }
    }

    /// A player that writes down what it was to play and ends so; a recording `here`, and a voice that is listened to.
    struct Booth {
        folder: tempfile::TempDir,
        speaker: Recorded,
        heard: super::super::Heard,
    }

    fn booth(ends: u8) -> Booth {
        let folder = tempfile::tempdir().unwrap();
        let (program, played) = (folder.path().join("player"), folder.path().join("played"));
        fs::write(&program, format!("#!/bin/sh\necho \"$@\" > {}\nexit {ends}\n", played.display())).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let (voice, heard) = Simulator::new();
        let here = MediaHash::of(b"here");
        let file = folder.path().join("recording.ogg");
        let find: Find = Box::new(move |hash| (*hash == here).then(|| file.clone()));
        Booth { speaker: Recorded::new(Box::new(voice), program, find), folder, heard }
    }

    impl Booth {
        fn say(&mut self, recording: &[u8]) {
            self.speaker.begin(&phrase(Some(MediaHash::of(recording))), Pace::Slow).unwrap();
            let begun = Instant::now();
            while self.speaker.playing.child().is_some() {
                assert!(begun.elapsed() < Duration::from_secs(20), "it never ended");
                let _speaking = self.speaker.is_speaking().unwrap();
                sleep(Duration::from_millis(5));
            }
        }

        fn played(&self) -> String {
            fs::read_to_string(self.folder.path().join("played")).unwrap_or_default()
        }
    }

    #[test]
    fn what_was_recorded_is_played_and_not_read() {
        let mut booth = booth(0);
        booth.say(b"here");
        let played = booth.played();
        assert!(played.contains("recording.ogg") && played.contains("atempo=0.80"), "{played}");
        assert_eq!(booth.heard.spoken(), Vec::<String>::new());
    }

    #[test]
    fn what_was_not_recorded_or_cannot_be_played_is_read_in_mandarin() {
        let mut elsewhere = booth(0);
        elsewhere.say(b"elsewhere");
        assert!(elsewhere.played().is_empty());
        assert_eq!(elsewhere.heard.spoken(), ["想在哪里干活"]);
        let mut broken = booth(1);
        broken.say(b"here");
        assert!(!broken.played().is_empty(), "it was tried");
        assert_eq!(broken.heard.spoken(), ["想在哪里干活"]);
    }
}
