//! Ears: what somebody says is taken down by a program of the system's (`arecord`) and made into words by another, the
//! station's recogniser. The sound is in this process's memory alone, never on a disk, and overwritten as soon as it is words.

use super::child::{Running, group};
use super::speech::{TemplateError, split};
use std::io::{ErrorKind, Read, Write as _};
use std::process::{ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};
use zeroize::{Zeroize as _, Zeroizing};

/// Samples a second, of sixteen bits, of one channel: what recognisers are made for.
const RATE: u32 = 16_000;
const SECOND: usize = 2 * RATE as usize;
/// Nobody says longer what she needs; what is said after it is not heard.
const SECONDS: usize = 10;
const MOST: usize = SECONDS * SECOND;
/// A WAV's head.
const HEAD: usize = 44;
/// What a recogniser may answer; more is no answer to ten seconds.
const MOST_WORDS: usize = 400;
/// A recogniser that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(20);
/// A microphone that gives nothing for so long is none.
const SILENT: Duration = Duration::from_secs(15);

/// Why nothing was made out.
#[derive(Debug, thiserror::Error)]
pub enum HearingError {
    #[error("nothing can be recorded: {0}")]
    NotRecorded(#[source] std::io::Error),
    #[error("the microphone gave no sound")]
    NoSound,
    #[error("the recogniser's program cannot be used: {0}")]
    NotRecognised(#[source] std::io::Error),
    #[error("the recogniser's program ended with {0}")]
    Ended(std::process::ExitStatus),
    #[error("the recogniser's program does not come to an end")]
    Endless,
}

/// How far it is.
pub enum Hearing {
    /// It is being listened; how loud it is, out of a hundred.
    Listening { level: u8 },
    /// It is being made into words.
    Thinking,
    /// What was made out; nothing where nothing was.
    Words(Zeroizing<String>),
}

/// Something that makes words of what is said. All of it returns at once: who waits asks again.
pub trait Ears: Send {
    /// Begins to listen; what was heard before is forgotten.
    ///
    /// # Errors
    /// When nothing can be recorded.
    fn begin(&mut self) -> Result<(), HearingError>;

    /// How far it is.
    ///
    /// # Errors
    /// When it broke off by itself. Everything that was heard is forgotten then.
    fn glance(&mut self) -> Result<Hearing, HearingError>;

    /// She has said it: what was heard is made into words.
    fn enough(&mut self);

    /// Listens no more, and forgets what was heard.
    fn stop(&mut self);
}

/// Where it stands.
enum Stand {
    Idle,
    Listening {
        since: Instant,
        level: u8,
    },
    /// All was said; the recogniser is not begun.
    Said,
    Thinking {
        since: Instant,
        written: usize,
        stdin: Option<ChildStdin>,
    },
}

/// The microphone of the machine, and the station's recogniser.
pub struct Microphone {
    recorder: Vec<String>,
    recogniser: Vec<String>,
    running: Running,
    stand: Stand,
    /// A WAV: its head, and what was heard.
    sound: Zeroizing<Vec<u8>>,
    words: Zeroizing<Vec<u8>>,
}

impl Microphone {
    /// ALSA's own recorder.
    pub const USUAL_RECORDER: &str = "arecord -q -t raw -f S16_LE -r 16000 -c 1";

    /// A recorder that writes raw samples (16 kHz, 16 bits, one channel) to its output until it is ended, and a recogniser that
    /// reads a WAV from its input and prints the words.
    ///
    /// # Errors
    /// When one of them names no program.
    pub fn of(recorder: &str, recogniser: &str) -> Result<Self, TemplateError> {
        Ok(Self {
            recorder: split(recorder)?,
            recogniser: split(recogniser)?,
            running: Running::default(),
            stand: Stand::Idle,
            sound: Zeroizing::default(),
            words: Zeroizing::default(),
        })
    }

    fn start(&mut self, words: &[String], stdin: Stdio) -> std::io::Result<()> {
        let mut words = words.iter();
        let mut command = Command::new(words.next().map_or("", String::as_str));
        let child = group(command.args(words)).stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        if let Some(stdout) = &child.stdout {
            rustix::io::ioctl_fionbio(stdout, true)?;
        }
        if let Some(stdin) = &child.stdin {
            rustix::io::ioctl_fionbio(stdin, true)?;
        }
        self.running.set(child);
        Ok(())
    }

    /// Takes what the recorder has written since; `true` when there will be no more.
    fn take_sound(&mut self) -> std::io::Result<bool> {
        let Self { running, sound, .. } = self;
        let Some(stdout) = running.child().and_then(|child| child.stdout.as_mut()) else { return Ok(true) };
        read_on(stdout, sound, HEAD + MOST)
    }

    fn listen_on(&mut self, since: Instant, level: u8) -> Result<Hearing, HearingError> {
        let before = self.sound.len();
        let ended = self.take_sound().map_err(HearingError::NotRecorded)?;
        let level =
            if self.sound.len() > before { loudness(self.sound.get(before..).unwrap_or_default()) } else { level };
        self.stand = Stand::Listening { since, level };
        if self.sound.len() >= HEAD + MOST || (ended && self.sound.len() > HEAD) {
            self.enough();
        } else if ended || (self.sound.len() <= HEAD && since.elapsed() > SILENT) {
            // A recorder that ends with nothing has no microphone.
            return Err(HearingError::NoSound);
        }
        Ok(Hearing::Listening { level })
    }

    fn think_on(&mut self, since: Instant, mut at: usize, mut to: Option<ChildStdin>) -> Result<Hearing, HearingError> {
        if since.elapsed() > PATIENCE {
            return Err(HearingError::Endless);
        }
        while let Some(stdin) = &mut to {
            match stdin.write(self.sound.get(at..).unwrap_or_default()) {
                // Closing it tells the recogniser that this was all.
                Ok(0) => to = None,
                Ok(more) => at += more,
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                // It has heard enough; how it ends tells more.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => to = None,
                Err(error) => return Err(HearingError::NotRecognised(error)),
            }
        }
        let Self { running, words, .. } = self;
        let Some(child) = running.child() else { return Err(HearingError::Endless) };
        let ended = match &mut child.stdout {
            Some(stdout) => read_on(stdout, words, MOST_WORDS).map_err(HearingError::NotRecognised)?,
            None => true,
        };
        let status = if ended { child.try_wait().map_err(HearingError::NotRecognised)? } else { None };
        match status {
            None if self.words.len() < MOST_WORDS => {
                self.stand = Stand::Thinking { since, written: at, stdin: to };
                Ok(Hearing::Thinking)
            }
            Some(status) if !status.success() => Err(HearingError::Ended(status)),
            _ => {
                let words = spoken(&self.words);
                self.stop();
                Ok(Hearing::Words(words))
            }
        }
    }
}

impl Ears for Microphone {
    fn begin(&mut self) -> Result<(), HearingError> {
        self.stop();
        // All of it at once: a buffer that grows would leave copies behind.
        self.sound = Zeroizing::new(Vec::with_capacity(HEAD + MOST));
        self.sound.resize(HEAD, 0);
        self.words = Zeroizing::new(Vec::with_capacity(MOST_WORDS));
        let recorder = self.recorder.clone();
        if let Err(error) = self.start(&recorder, Stdio::null()) {
            self.stop();
            return Err(HearingError::NotRecorded(error));
        }
        self.stand = Stand::Listening { since: Instant::now(), level: 0 };
        Ok(())
    }

    fn glance(&mut self) -> Result<Hearing, HearingError> {
        let went = match std::mem::replace(&mut self.stand, Stand::Idle) {
            Stand::Idle => Ok(Hearing::Words(Zeroizing::default())),
            Stand::Listening { since, level } => self.listen_on(since, level),
            // The recogniser is begun here, where it can be said that it cannot be.
            Stand::Said => {
                head(&mut self.sound);
                let recogniser = self.recogniser.clone();
                let begun = self.start(&recogniser, Stdio::piped()).map_err(HearingError::NotRecognised);
                let stdin = self.running.child().and_then(|child| child.stdin.take());
                begun.and_then(|()| self.think_on(Instant::now(), 0, stdin))
            }
            Stand::Thinking { since, written, stdin } => self.think_on(since, written, stdin),
        };
        if went.is_err() {
            self.stop();
        }
        went
    }

    fn enough(&mut self) {
        if matches!(self.stand, Stand::Listening { .. } | Stand::Idle) && self.sound.len() > HEAD {
            self.running.kill();
            self.stand = Stand::Said;
        } else if !matches!(self.stand, Stand::Said | Stand::Thinking { .. }) {
            self.stop();
        }
    }

    fn stop(&mut self) {
        self.running.kill();
        self.stand = Stand::Idle;
        self.sound.zeroize();
        self.words.zeroize();
    }
}

/// Reads what is there, up to so much in all; `true` at the end.
fn read_on(from: &mut impl Read, into: &mut Vec<u8>, most: usize) -> std::io::Result<bool> {
    let mut part = Zeroizing::new([0; 4096]);
    while into.len() < most {
        let room = part.len().min(most - into.len());
        match from.read(part.get_mut(..room).unwrap_or_default()) {
            Ok(0) => return Ok(true),
            Ok(count) => into.extend_from_slice(part.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(false),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}

/// How loud some samples are, out of a hundred: by the loudest, on a scale that a quiet voice moves, too.
fn loudness(samples: &[u8]) -> u8 {
    let (pairs, _) = samples.as_chunks::<2>();
    let loudest = pairs.iter().map(|pair| i16::from_le_bytes(*pair).unsigned_abs()).max().unwrap_or(0);
    // 30 dB below full scale is a murmur; below 60 there is nothing.
    let decibels = 20.0 * (f32::from(loudest.max(1)) / 32_768.0).log10();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 100")]
    let level = ((decibels + 60.0) / 60.0 * 100.0).clamp(0.0, 100.0) as u8;
    level
}

/// Writes the head of a WAV before what was heard.
fn head(sound: &mut [u8]) {
    let bytes = u32::try_from(sound.len().saturating_sub(HEAD)).unwrap_or(u32::MAX);
    let mut head = Vec::with_capacity(HEAD);
    head.extend(b"RIFF");
    head.extend((bytes.saturating_add(36)).to_le_bytes());
    head.extend(b"WAVEfmt ");
    head.extend(16_u32.to_le_bytes());
    head.extend([1, 0, 1, 0]);
    head.extend(RATE.to_le_bytes());
    head.extend((RATE * 2).to_le_bytes());
    head.extend([2, 0, 16, 0]);
    head.extend(b"data");
    head.extend(bytes.to_le_bytes());
    if let Some(begin) = sound.get_mut(..HEAD) {
        begin.copy_from_slice(&head);
    }
}

/// The words as one line: recognisers part characters by blanks, and end with a line's end.
fn spoken(bytes: &[u8]) -> Zeroizing<String> {
    let text = Zeroizing::new(String::from_utf8_lossy(bytes).into_owned());
    let mut line = Zeroizing::new(String::with_capacity(text.len()));
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() || c == '\u{fffd}' {
            gap = true;
            continue;
        }
        // Blanks count between words of letters, and not between hanzi.
        if gap && c.is_ascii() && line.chars().next_back().is_some_and(|last| last.is_ascii()) {
            line.push(' ');
        }
        gap = false;
        line.push(c);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A recorder that plays so many bytes of a tone and goes on being silent, as a microphone does.
    const TONE: &str = "sh -c \"head -c 64000 /dev/zero | tr '\\\\000' '\\\\100'; sleep 60\"";

    /// Looks again and again until it is words, or is not.
    fn until_words(ears: &mut Microphone) -> Result<String, HearingError> {
        loop {
            match ears.glance()? {
                Hearing::Words(words) => return Ok(words.as_str().to_owned()),
                Hearing::Listening { .. } | Hearing::Thinking => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }

    /// Listens until something was heard, and says that it was all.
    fn said(ears: &mut Microphone) {
        ears.begin().unwrap();
        while ears.sound.len() < HEAD + 64_000 {
            assert!(matches!(ears.glance().unwrap(), Hearing::Listening { .. }));
            std::thread::sleep(Duration::from_millis(5));
        }
        ears.enough();
    }

    #[test]
    fn what_was_said_reaches_the_recogniser_as_a_wav_and_its_words_come_back_as_one_line() {
        // The stand-in says what it was given: its first bytes, and how many there were.
        let recogniser = "sh -c \"dd bs=4 count=1 2>/dev/null; echo; cat | wc -c; echo 失业 登记\"";
        let mut ears = Microphone::of(TONE, recogniser).unwrap();
        said(&mut ears);
        assert_eq!(until_words(&mut ears).unwrap(), format!("RIFF {}失业登记", HEAD - 4 + 64_000));
        assert!(ears.sound.is_empty() && ears.words.is_empty(), "nothing is left of it");
    }

    #[test]
    fn ten_seconds_are_all_and_the_level_follows_the_voice() {
        let mut ears = Microphone::of("sh -c \"tr '\\\\000' '\\\\100' < /dev/zero\"", "wc -c").unwrap();
        ears.begin().unwrap();
        assert_eq!(until_words(&mut ears).unwrap(), (HEAD + MOST).to_string());
        assert_eq!((loudness(&[0; 64]), loudness(&[0xff, 0x7f])), (0, 99));
        let murmur = loudness(&[0x00, 0x04]);
        assert!((40..60).contains(&murmur), "{murmur}");
    }

    #[test]
    fn what_fails_is_told_and_nothing_of_the_sound_stays() {
        type Is = fn(&HearingError) -> bool;
        let cases: [(&str, &str, Is); 5] = [
            ("/nowhere/arecord", "cat", |e| matches!(e, HearingError::NotRecorded(_))),
            ("true", "cat", |e| matches!(e, HearingError::NoSound)),
            (TONE, "/nowhere/recogniser", |e| matches!(e, HearingError::NotRecognised(_))),
            (TONE, "false", |e| matches!(e, HearingError::Ended(_))),
            (TONE, "sh -c \"cat > /dev/null; exit 3\"", |e| matches!(e, HearingError::Ended(_))),
        ];
        for (recorder, recogniser, is) in cases {
            let mut ears = Microphone::of(recorder, recogniser).unwrap();
            let begun = ears.begin();
            let error = begun.and_then(|()| {
                while matches!(ears.stand, Stand::Listening { .. }) && ears.sound.len() < HEAD + 64_000 {
                    ears.glance()?;
                }
                ears.enough();
                until_words(&mut ears)
            });
            let error = error.unwrap_err();
            assert!(is(&error), "{recorder} {recogniser}: {error}");
            assert!(ears.sound.is_empty() && ears.words.is_empty());
        }
    }

    #[test]
    fn words_are_one_line_without_blanks_between_hanzi() {
        assert_eq!(*spoken("老 板  不 发\n工 资\n".as_bytes()), "老板不发工资");
        assert_eq!(*spoken(b"unpaid   wages\n"), "unpaid wages");
        assert_eq!(*spoken(b"\xff\xfe \n"), "");
    }
}
