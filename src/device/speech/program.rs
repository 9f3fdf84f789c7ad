//! The voice as a program: a phrase goes in as text, sound comes out of the machine's usual device.

use super::{Speaker, SpeechError};
use crate::device::child::{Running, group};
use crate::domain::speech::{Pace, Phrase, Tongue};
use std::io::{ErrorKind, Read as _, Write as _};
use std::process::{ChildStderr, Command, Stdio};

/// Words a minute at the usual pace: slower than a newsreader, for those who are old and for those who are learning.
const WORDS_A_MINUTE: u32 = 140;

/// What a voice is given to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    /// Hanzi.
    Text,
    /// Pinyin where a hanzi has several readings.
    Pinyin,
}

/// A command with places for what changes: `{language}` (`zh-CN`, `en`), `{voice}` (espeak-ng's name for it) and `{rate}`
/// (words a minute). The phrase is written to its standard input and never to its command line, which every user of the machine can read.
#[derive(Debug)]
pub struct Program {
    words: Vec<String>,
    reads: Reads,
    headset: Vec<String>,
    running: Running,
}

/// Why a command is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    #[error("it names no program")]
    Empty,
    #[error("a quotation mark is not closed")]
    OpenQuote,
}

impl Program {
    /// espeak-ng. Its voice `cmn` reads pinyin letters as English on Debian 12; `cmn-latn-pinyin` does not, and takes pinyin
    /// with tones for what it would misread.
    #[must_use]
    pub fn espeak() -> Self {
        let words = ["espeak-ng", "-v", "{voice}", "-s", "{rate}", "--stdin"].map(str::to_owned);
        Self { words: words.into(), reads: Reads::Pinyin, headset: Self::amixer(), running: Running::default() }
    }

    /// A site's own voice, as a command line.
    ///
    /// # Errors
    /// When it names no program.
    pub fn of(command: &str) -> Result<Self, TemplateError> {
        Ok(Self { words: split(command)?, reads: Reads::Text, ..Self::espeak() })
    }

    /// Another way to ask for a headset: the command says `values=on`, as ALSA's amixer does.
    ///
    /// # Errors
    /// When it names no program.
    pub fn asking_for_headset(self, command: &str) -> Result<Self, TemplateError> {
        Ok(Self { headset: split(command)?, ..self })
    }

    /// The same voice, given pinyin for characters with several readings.
    #[must_use]
    pub fn reading_pinyin(self) -> Self {
        Self { reads: Reads::Pinyin, ..self }
    }

    fn amixer() -> Vec<String> {
        ["amixer", "-c", "0", "cget", "iface=CARD,name=Headphone Jack"].map(str::to_owned).into()
    }
}

impl Speaker for Program {
    fn begin(&mut self, phrase: &Phrase, pace: Pace) -> Result<(), SpeechError> {
        self.stop();
        let (voice, language) = match phrase.tongue {
            Tongue::Mandarin => ("cmn-latn-pinyin", "zh-CN"),
            Tongue::English => ("en", "en"),
        };
        let rate = (WORDS_A_MINUTE * pace.percent() / 100).to_string();
        let filled = self
            .words
            .iter()
            .map(|word| word.replace("{voice}", voice).replace("{language}", language).replace("{rate}", &rate));
        let stderr = if self.reads == Reads::Pinyin { Stdio::piped() } else { Stdio::null() };
        let mut child = command(filled)
            .stderr(stderr)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .map_err(SpeechError::NotStarted)?;
        let said = if self.reads == Reads::Pinyin { &phrase.pinyin } else { &phrase.spoken };
        let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(said.as_bytes()));
        self.running.set(child);
        match written {
            // It did not read to the end; how it ended tells why.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(SpeechError::Lost(error)),
            _ => Ok(()),
        }
    }

    fn is_speaking(&mut self) -> Result<bool, SpeechError> {
        let Some(child) = self.running.child() else { return Ok(false) };
        let Some(status) = child.try_wait().map_err(SpeechError::Lost)? else { return Ok(true) };
        let complaint = child.stderr.take().and_then(complaint);
        self.running.kill();
        if let Some(complaint) = complaint {
            return Err(SpeechError::NoSound(complaint));
        }
        if status.success() { Ok(false) } else { Err(SpeechError::Ended(status)) }
    }

    fn stop(&mut self) {
        self.running.kill();
    }

    fn has_headset(&mut self) -> bool {
        let asked = command(self.headset.iter().cloned()).stdin(Stdio::null()).output();
        asked.is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).contains("values=on"))
    }
}

/// espeak-ng ends well where there is no sound device, too; only this line tells. It is far shorter than a pipe holds.
fn complaint(mut stderr: ChildStderr) -> Option<String> {
    let mut said = String::new();
    stderr.read_to_string(&mut said).ok()?;
    said.lines().find_map(|line| line.strip_prefix("error: ")).map(str::to_owned)
}

/// A process of a group of its own, silent in the kiosk's log.
fn command(words: impl Iterator<Item = String>) -> Command {
    let mut words = words;
    let mut command = Command::new(words.next().unwrap_or_default());
    group(command.args(words)).stderr(Stdio::null());
    command
}

/// Parts of a command line; what stands in quotation marks is one.
pub fn split(command: &str) -> Result<Vec<String>, TemplateError> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in command.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    match (quote, words.is_empty()) {
        (Some(_), _) => Err(TemplateError::OpenQuote),
        (None, true) => Err(TemplateError::Empty),
        (None, false) => Ok(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    fn phrase(tongue: Tongue) -> Phrase {
        Phrase { shown: "银行".into(), spoken: "银行".into(), pinyin: "yin2 hang2".into(), tongue, recording: None }
    }

    fn finish(program: &mut Program) -> Result<(), SpeechError> {
        let begun = Instant::now();
        while program.is_speaking()? {
            assert!(begun.elapsed() < Duration::from_secs(20), "it never ended");
            sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    #[test]
    fn a_sites_own_voice_gets_the_words_the_language_and_the_pace() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("heard");
        let mut voice = Program::of(&format!("sh -c 'echo {{language}} {{rate}} $(cat) > {}'", out.display())).unwrap();
        voice.begin(&phrase(Tongue::Mandarin), Pace::Slow).unwrap();
        finish(&mut voice).unwrap();
        assert_eq!(fs::read_to_string(out).unwrap(), "zh-CN 112 银行\n");
    }

    #[test]
    fn stopping_is_silence_at_once_also_for_what_the_voice_has_started() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("late");
        let mut voice = Program::of(&format!("sh -c 'sleep 30; echo late > {}' ", out.display())).unwrap();
        voice.begin(&phrase(Tongue::English), Pace::Usual).unwrap();
        assert!(voice.is_speaking().unwrap());
        let begun = Instant::now();
        voice.stop();
        assert!(!voice.is_speaking().unwrap() && begun.elapsed() < Duration::from_secs(10) && !out.exists());
    }

    #[test]
    fn a_voice_that_is_not_there_or_breaks_off_says_so() {
        let mut missing = Program::of("yizhan-no-such-voice").unwrap();
        assert!(matches!(missing.begin(&phrase(Tongue::Mandarin), Pace::Usual), Err(SpeechError::NotStarted(_))));
        let mut broken = Program::of("false").unwrap();
        broken.begin(&phrase(Tongue::Mandarin), Pace::Usual).unwrap();
        assert!(matches!(finish(&mut broken), Err(SpeechError::Ended(_))));
    }

    #[test]
    fn a_machine_that_nothing_is_heard_from_is_noticed() {
        let mut silent = Program::of("sh -c 'echo error: No such device >&2'").unwrap().reading_pinyin();
        silent.begin(&phrase(Tongue::Mandarin), Pace::Usual).unwrap();
        assert!(matches!(finish(&mut silent), Err(SpeechError::NoSound(why)) if why == "No such device"));
    }

    #[test]
    fn a_headset_is_there_only_where_the_system_says_so() {
        let asking = |command| Program::espeak().asking_for_headset(command).unwrap().has_headset();
        assert!(asking("echo : values=on"));
        assert!(!asking("echo : values=off") && !asking("yizhan-no-such-mixer"));
    }

    #[test]
    fn a_command_line_is_parted_as_a_shell_would() {
        assert_eq!(
            split(r#"piper --model "/srv/my voice" -q ''"#).unwrap(),
            ["piper", "--model", "/srv/my voice", "-q", ""]
        );
        assert_eq!(split("  "), Err(TemplateError::Empty));
        assert_eq!(split("say 'it"), Err(TemplateError::OpenQuote));
    }

    /// Debian's espeak-ng is among the packages that packaging/install-deps.sh installs; it needs no sound device to write a file.
    #[test]
    fn espeak_makes_sound_of_a_phrase() {
        let folder = tempfile::tempdir().unwrap();
        let wav = folder.path().join("said.wav");
        let command = format!("espeak-ng -v {{voice}} -s {{rate}} -w {} --stdin", wav.display());
        let mut voice = Program::of(&command).unwrap().reading_pinyin();
        voice.begin(&phrase(Tongue::Mandarin), Pace::Usual).unwrap();
        finish(&mut voice).unwrap();
        // 22,050 samples a second of two bytes: two syllables take about half a second.
        let bytes = fs::metadata(wav).unwrap().len();
        assert!((15_000..150_000).contains(&bytes), "{bytes} bytes of sound");
    }
}
