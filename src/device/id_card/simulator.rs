//! A reader that does not exist, with cards of people who do not exist. It understands the commands of a real one and
//! answers with the same bytes, well or badly, as it is told.

use super::driver::{command, status};
use super::frame::{Decoder, Frame, encode};
use super::record::{LONG_TERM, TEXT_BYTES};
use crate::device::line::{self, LineError};
use crate::device::pty::Pty;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The simulated cards. All persons are made up; their numbers begin with a province that has no such county.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleCard {
    Resident,
    /// Valid for ever; the sex printed on it is not that of its number.
    LongTerm,
    /// A residence permit of Hong Kong, Macau and Taiwan whose time is over.
    HkMoTw,
    Foreigner2017,
    Foreigner2023,
    /// Of a kind nobody knows.
    UnknownKind,
}

impl SampleCard {
    pub const ALL: [Self; 6] =
        [Self::Resident, Self::LongTerm, Self::HkMoTw, Self::Foreigner2017, Self::Foreigner2023, Self::UnknownKind];

    /// What it is called on a command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::LongTerm => "long-term",
            Self::HkMoTw => "hk-mo-tw",
            Self::Foreigner2017 => "foreigner-2017",
            Self::Foreigner2023 => "foreigner-2023",
            Self::UnknownKind => "unknown",
        }
    }

    /// Its 256 bytes of text.
    #[must_use]
    pub fn text(self) -> [u8; TEXT_BYTES] {
        let fields: &[(usize, &str)] = match self {
            Self::Resident => &RESIDENT,
            Self::LongTerm => &LONG_TERM_RESIDENT,
            Self::HkMoTw => &HK_MO_TW,
            Self::Foreigner2017 => &FOREIGNER_2017,
            Self::Foreigner2023 => &FOREIGNER_2023,
            Self::UnknownKind => &UNKNOWN_KIND,
        };
        compose(fields)
    }
}

/// First bytes and texts of fields.
type Fields<const N: usize> = [(usize, &'static str); N];

const RESIDENT: Fields<9> = [
    (0, "\u{6d4b}\u{8bd5}\u{7532}"),
    (30, "1"),
    (32, "01"),
    (36, "19900307"),
    (52, "\u{6e56}\u{5357}\u{7701}\u{6d4b}\u{8bd5}\u{5e02}\u{6837}\u{4f8b}\u{533a}\u{865a}\u{6784}\u{8def}1\u{53f7}"),
    (122, "430000199003071519"),
    (158, "\u{6837}\u{4f8b}\u{5e02}\u{516c}\u{5b89}\u{5c40}\u{6d4b}\u{8bd5}\u{5206}\u{5c40}"),
    (188, "20180101"),
    (204, "20380101"),
];
const LONG_TERM_RESIDENT: Fields<9> = [
    (0, "\u{6d4b}\u{8bd5}\u{963f}\u{4f9d}\u{53e4}\u{4e3d}\u{b7}\u{6837}\u{4f8b}"),
    (30, "2"),
    (32, "05"),
    (36, "19690815"),
    (52, "\u{8fbd}\u{5b81}\u{7701}\u{6d4b}\u{8bd5}\u{53bf}\u{6837}\u{4f8b}\u{4e61}\u{865a}\u{6784}\u{6751}2\u{7ec4}"),
    (122, "210000196908153776"),
    (158, "\u{6d4b}\u{8bd5}\u{53bf}\u{516c}\u{5b89}\u{5c40}"),
    (188, "20200630"),
    (204, LONG_TERM),
];
const HK_MO_TW: Fields<11> = [
    (0, "\u{6d4b}\u{8bd5}\u{4e59}"),
    (30, "2"),
    (36, "19940823"),
    (52, "\u{6d59}\u{6c5f}\u{7701}\u{6d4b}\u{8bd5}\u{5e02}\u{6837}\u{4f8b}\u{8857}\u{9053}3\u{53f7}"),
    (122, "810000199408230021"),
    (158, "\u{6d4b}\u{8bd5}\u{5e02}\u{516c}\u{5b89}\u{5c40}"),
    (188, "20190901"),
    (204, "20240901"),
    (220, "H00000001"),
    (238, "01"),
    (248, "J"),
];
const FOREIGNER_2017: Fields<11> = [
    (0, "TEST, SAMPLE"),
    (120, "1"),
    (122, "GBR430188022912"),
    (152, "GBR"),
    (158, "\u{6d4b}\u{8bd5}\u{4e19}"),
    (188, "20180501"),
    (204, "20280501"),
    (220, "19880229"),
    (236, "01"),
    (240, "1500"),
    (248, "I"),
];
const FOREIGNER_2023: Fields<12> = [
    (0, "\u{6d4b}\u{8bd5}\u{4e01}"),
    (30, "1"),
    (32, "00"),
    (36, "19880229"),
    (52, "TEST, SAMPLE LONGNAME ABCDEFGHIJKLM"),
    (122, "943826198802290019"),
    (188, "20240501"),
    (204, "20340501"),
    (220, "NOPQRS TAIL"),
    (242, "GBR"),
    (248, "Y"),
    (250, "011"),
];
const UNKNOWN_KIND: Fields<3> = [(0, "\u{6d4b}\u{8bd5}\u{620a}"), (122, "430000199003071519"), (248, "Z")];

/// Writes fields into a blank text.
fn compose(fields: &[(usize, &str)]) -> [u8; TEXT_BYTES] {
    let mut text = [0; TEXT_BYTES];
    for blank in text.chunks_exact_mut(2) {
        blank.copy_from_slice(&u16::from(b' ').to_le_bytes());
    }
    for (at, field) in fields {
        let room = text.get_mut(*at..).unwrap_or_default().chunks_exact_mut(2);
        for (place, unit) in room.zip(field.encode_utf16()) {
            place.copy_from_slice(&unit.to_le_bytes());
        }
    }
    text
}

/// How the simulated reader behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    #[default]
    Good,
    /// It says nothing at all.
    Silent,
    /// Stray bytes before and inside its answers.
    Noisy,
    /// One bit of every card's text is wrong.
    Damaged,
    /// Its answers stop in the middle.
    Cut,
    /// The card is taken away before it has been read.
    TakenAway,
    /// Its own test failed.
    Broken,
}

impl Mood {
    pub const ALL: [Self; 7] =
        [Self::Good, Self::Silent, Self::Noisy, Self::Damaged, Self::Cut, Self::TakenAway, Self::Broken];

    /// What it is called on a command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Silent => "silent",
            Self::Noisy => "noisy",
            Self::Damaged => "damaged",
            Self::Cut => "cut",
            Self::TakenAway => "taken-away",
            Self::Broken => "broken",
        }
    }
}

/// A reader with at most one card on it.
#[derive(Default)]
pub struct Simulator {
    decoder: Decoder,
    card: Option<SampleCard>,
    mood: Mood,
    /// A card that has been read is not found again until it was taken off, as with the real ones.
    read: bool,
}

impl Simulator {
    #[must_use]
    pub fn new(mood: Mood) -> Self {
        Self { mood, ..Self::default() }
    }

    /// Lays a card on it, or takes it off.
    pub fn lay(&mut self, card: Option<SampleCard>) {
        self.card = card;
        self.read = false;
    }

    /// What it answers to bytes from the line.
    pub fn hear(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.decoder.push(bytes);
        let mut said = Vec::new();
        while let Some(frame) = self.decoder.next_frame() {
            let Ok(frame) = frame else { continue };
            said.extend(self.spoilt(&self.answer(&frame)));
            self.read |= frame.body() == command::READ.as_slice() && self.card.is_some();
        }
        said
    }

    /// The body of the answer to a command.
    fn answer(&self, command: &Frame) -> Vec<u8> {
        let Ok(command) = <[u8; 2]>::try_from(command.body()) else { return vec![0, 0, 0x21] };
        let card = self.card.filter(|_| !self.read);
        match (command, card) {
            _ if self.mood == Mood::Broken => vec![0, 0, status::SELF_TEST_FAILED],
            (command::STATUS, _) => vec![0, 0, status::OK],
            (command::FIND, Some(_)) => vec![0, 0, status::FOUND, 0, 0, 0, 0],
            (command::FIND, None) => vec![0, 0, status::NO_CARD],
            (command::SELECT, Some(_)) => vec![0, 0, status::OK, 0, 0, 0, 0, 0, 0, 0, 0],
            (command::SELECT, None) => vec![0, 0, status::NOT_SELECTED],
            (command::READ, Some(_)) if self.mood == Mood::TakenAway => vec![0, 0, status::READ_FAILED],
            (command::READ, Some(card)) => read_answer(&card.text()),
            (command::READ, None) => vec![0, 0, status::READ_FAILED],
            _ => vec![0, 0, 0x21],
        }
    }

    /// An answer as this reader's mood lets it onto the line.
    fn spoilt(&self, body: &[u8]) -> Vec<u8> {
        let mut bytes = encode(body).to_vec();
        match self.mood {
            Mood::Good | Mood::TakenAway | Mood::Broken => {}
            Mood::Silent => bytes.clear(),
            Mood::Noisy => {
                bytes.insert(1, 0);
                bytes.splice(..0, [0xAA, 0x55, 0xAA, 0xAA, 0x96]);
            }
            Mood::Damaged => {
                if let Some(byte) = bytes.get_mut(60) {
                    *byte ^= 1;
                }
            }
            Mood::Cut => bytes.truncate(bytes.len() / 2 + 4),
        }
        bytes
    }
}

/// The answer to a card that is read: lengths of text and photo, the text, and a photo that shows nothing.
#[must_use]
pub fn read_answer(text: &[u8; TEXT_BYTES]) -> Vec<u8> {
    const PHOTO_BYTES: usize = 1_024;
    let mut body = vec![0, 0, status::OK, 1, 0, 4, 0];
    body.extend_from_slice(text);
    body.resize(body.len() + PHOTO_BYTES, 0);
    body
}

/// Plays a reader on a pseudo-terminal until `stop` is set; `lay` says from time to time which card lies on it.
///
/// # Errors
/// When the pseudo-terminal is gone.
pub fn serve(
    pty: &mut Pty,
    mut reader: Simulator,
    stop: &AtomicBool,
    mut lay: impl FnMut(&mut Simulator),
) -> Result<(), LineError> {
    const GLANCE: Duration = Duration::from_millis(50);
    let mut bytes = [0; 256];
    while !stop.load(Ordering::Relaxed) {
        lay(&mut reader);
        let count = line::receive(pty, &mut bytes, Instant::now() + GLANCE)?;
        let said = reader.hear(bytes.get(..count).unwrap_or_default());
        line::send(pty, &said, Duration::from_secs(1))?;
    }
    Ok(())
}
