//! What is said aloud: phrases, in which language, how fast, and why nothing is heard.

use super::content::Dialect;
use super::nouns::MediaHash;

/// A language a voice has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    Mandarin,
    English,
}

/// One breath: what stands below as a subtitle, and what the voice is given.
#[derive(Clone, PartialEq, Eq)]
pub struct Phrase {
    pub shown: String,
    /// Without figures and signs: a voice need know nothing but words.
    pub spoken: String,
    /// The same with pinyin and tones (`yin2 hang2`) where a character has several readings: for a voice that knows one.
    pub pinyin: String,
    pub tongue: Tongue,
    /// Where somebody has recorded it in the visitor's dialect.
    pub recording: Option<MediaHash>,
}

/// The phrases of a text, or the one recording of all of it; each phrase that was recorded by itself with its recording.
#[must_use]
pub fn in_dialect(dialect: &Dialect, text: &str, mut phrases: Vec<Phrase>) -> Vec<Phrase> {
    let recorded = |words: &str| dialect.recording(words).map(|recording| recording.medium.sha256);
    if let (Some(whole), Some(tongue)) = (recorded(text), phrases.first().map(|first| first.tongue)) {
        // One sound for all of it; should it fail, all of it is read.
        let joined =
            |part: fn(&Phrase) -> &str, phrases: &[Phrase]| phrases.iter().map(part).collect::<Vec<_>>().join("，");
        let phrase = Phrase {
            shown: text.trim().to_owned(),
            tongue,
            recording: Some(whole),
            spoken: joined(|phrase| &phrase.spoken, &phrases),
            pinyin: joined(|phrase| &phrase.pinyin, &phrases),
        };
        return vec![phrase];
    }
    for phrase in &mut phrases {
        phrase.recording = recorded(&phrase.shown);
    }
    phrases
}

/// Never what is said: it may be somebody's name.
impl std::fmt::Debug for Phrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Phrase").field("tongue", &self.tongue).finish_non_exhaustive()
    }
}

/// What was made out of what somebody said.
#[derive(Clone, PartialEq, Eq)]
pub struct Heard(pub String);

/// Never the words: they may be anything.
impl std::fmt::Debug for Heard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Heard")
    }
}

/// How far the listening is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listening {
    /// It is being listened; how loud it is, out of a hundred.
    Hearing { level: u8 },
    /// It is being made into words.
    Thinking,
    /// It ended without words.
    Failed(HearingTrouble),
}

/// Why there are no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HearingTrouble {
    /// No microphone gives a sound.
    NoMicrophone,
    /// The station's recogniser does not work.
    NoRecogniser,
    /// Nothing could be made out.
    Nothing,
}

/// How fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pace {
    Slow,
    #[default]
    Usual,
    Quick,
}

impl Pace {
    /// In hundredths of the usual pace.
    #[must_use]
    pub const fn percent(self) -> u32 {
        match self {
            Self::Slow => 80,
            Self::Usual => 100,
            Self::Quick => 120,
        }
    }

    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Slow => Self::Usual,
            Self::Usual => Self::Quick,
            Self::Quick => Self::Slow,
        }
    }
}

/// Why nothing is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeechTrouble {
    /// This station has no voice.
    NoVoice,
    /// It began and broke off.
    BrokeOff,
}
