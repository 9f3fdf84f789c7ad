//! The 256 bytes of text on a card: UCS-2, little-endian, fields of fixed width padded with blanks, one layout for each of
//! the four kinds of card (GA/T 467 and its later additions; foreigners' cards of 2017 and 2023).

use crate::domain::card::{CardPerson, Printed, warnings};
use crate::domain::{IdType, id_number};
use jiff::civil::Date;
use zeroize::Zeroizing;

/// Bytes of the text.
pub const TEXT_BYTES: usize = 256;
/// Where the letter of the kind stands, in every layout.
const KIND_AT: usize = 248;

/// A field's place: first byte and bytes.
type Place = (usize, usize);

/// Which of the four cards it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Resident,
    /// The residence permit for people from Hong Kong, Macau and Taiwan.
    HkMoTw,
    /// The foreigner's permanent residence card of 2017.
    Foreigner2017,
    /// And that of 2023.
    Foreigner2023,
}

impl Kind {
    const fn of(letter: char) -> Option<Self> {
        match letter {
            ' ' => Some(Self::Resident),
            'J' => Some(Self::HkMoTw),
            'I' => Some(Self::Foreigner2017),
            'Y' => Some(Self::Foreigner2023),
            _ => None,
        }
    }

    #[must_use]
    pub const fn id_type(self) -> IdType {
        match self {
            Self::Resident => IdType::ResidentId,
            Self::HkMoTw => IdType::HkMoTwResidence,
            Self::Foreigner2017 | Self::Foreigner2023 => IdType::ForeignerPermanent,
        }
    }
}

/// Until when a card is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    Day(Date),
    /// 长期, on the cards of people over 46.
    LongTerm,
}

/// A text of a card; it is wiped when it is dropped.
pub type Text = Zeroizing<String>;

/// A card's text. What a kind of card does not have is empty.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    pub kind: Kind,
    /// In hanzi; a foreigner may have none.
    pub name: Text,
    pub latin_name: Text,
    /// GB/T 2261.1: 0 unknown, 1 man, 2 woman, 9 not said.
    pub sex: u8,
    /// GB/T 3304, two digits.
    pub ethnic_group: Text,
    pub born: Option<Date>,
    /// Where the person is registered.
    pub address: Text,
    pub number: Text,
    pub issuer: Text,
    pub valid_from: Option<Date>,
    pub valid_until: Option<Until>,
    /// Three letters (ISO 3166-1).
    pub nationality: Text,
    /// Of the travel permit, for people from Hong Kong, Macau and Taiwan.
    pub pass_number: Text,
}

/// Never what a card says: what is printed while something is being debugged ends in a log.
impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Card").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Why a text is no card's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    #[error("a card's text has 256 bytes")]
    Length,
    #[error("the card is of an unknown kind")]
    UnknownKind,
    #[error("the card names nobody")]
    Empty,
}

impl Card {
    /// Reads the text of a card.
    ///
    /// # Errors
    /// When it is not 256 bytes long, of none of the four kinds, or has neither name nor number.
    pub fn decode(bytes: &[u8]) -> Result<Self, RecordError> {
        let record =
            Record(bytes.first_chunk::<TEXT_BYTES>().filter(|_| bytes.len() == TEXT_BYTES).ok_or(RecordError::Length)?);
        let letter = record.untrimmed((KIND_AT, 2)).chars().next().unwrap_or_default();
        let kind = Kind::of(letter).ok_or(RecordError::UnknownKind)?;
        let card = match kind {
            Kind::Foreigner2017 => record.foreigner_2017(),
            _ => record.usual(kind),
        };
        if card.number.is_empty() || (card.name.is_empty() && card.latin_name.is_empty()) {
            return Err(RecordError::Empty);
        }
        Ok(card)
    }

    /// What the form takes over, and what a clerk should look at.
    #[must_use]
    pub fn person(&self, today: Date) -> CardPerson {
        let id_type = self.kind.id_type();
        let until = match self.valid_until {
            Some(Until::Day(day)) => Some(day),
            Some(Until::LongTerm) | None => None,
        };
        let printed = Printed { sex: self.sex, born: self.born, until };
        let name = if self.name.is_empty() { &self.latin_name } else { &self.name };
        let id_number = Zeroizing::new(id_number::normalised(&self.number));
        CardPerson { name: name.clone(), id_type, warnings: warnings(id_type, &id_number, printed, today), id_number }
    }
}

struct Record<'a>(&'a [u8; TEXT_BYTES]);

impl Record<'_> {
    /// Residents, people from Hong Kong, Macau and Taiwan, and foreigners of 2023: what only some have is elsewhere blank
    /// or holds something else.
    fn usual(&self, kind: Kind) -> Card {
        let foreign = kind == Kind::Foreigner2023;
        let only = |has: bool, place: Place| if has { self.text(place) } else { Text::default() };
        let latin = [self.untrimmed((52, 70)), self.untrimmed((220, 22))].map(Zeroizing::new);
        let latin_name = Zeroizing::new([latin[0].as_str(), latin[1].as_str()].concat().trim().to_owned());
        Card {
            kind,
            name: self.text((0, 30)),
            latin_name: if foreign { latin_name } else { Text::default() },
            sex: self.digit((30, 2)),
            ethnic_group: only(kind == Kind::Resident, (32, 4)),
            born: self.day((36, 16)),
            address: only(!foreign, (52, 70)),
            number: self.text((122, 36)),
            issuer: only(!foreign, (158, 30)),
            valid_from: self.day((188, 16)),
            valid_until: self.until((204, 16)),
            nationality: only(foreign, (242, 6)),
            pass_number: only(kind == Kind::HkMoTw, (220, 18)),
        }
    }

    fn foreigner_2017(&self) -> Card {
        Card {
            kind: Kind::Foreigner2017,
            name: self.text((158, 30)),
            latin_name: self.text((0, 120)),
            sex: self.digit((120, 2)),
            ethnic_group: Text::default(),
            born: self.day((220, 16)),
            address: Text::default(),
            number: self.text((122, 30)),
            issuer: self.text((240, 8)),
            valid_from: self.day((188, 16)),
            valid_until: self.until((204, 16)),
            nationality: self.text((152, 6)),
            pass_number: Text::default(),
        }
    }

    fn untrimmed(&self, (at, bytes): Place) -> String {
        let field = self.0.get(at..at + bytes).unwrap_or_default();
        let units = field.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(*pair.first_chunk()?)));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    fn text(&self, place: Place) -> Text {
        let padded = Zeroizing::new(self.untrimmed(place));
        Zeroizing::new(padded.trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned())
    }

    /// A code of one digit; 0, unknown, where there is none.
    fn digit(&self, place: Place) -> u8 {
        let digit = self.text(place).chars().next().and_then(|c| c.to_digit(10));
        digit.and_then(|digit| u8::try_from(digit).ok()).unwrap_or_default()
    }

    /// `YYYYMMDD`.
    fn day(&self, place: Place) -> Option<Date> {
        let text = self.text(place);
        if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..)?);
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    }

    fn until(&self, place: Place) -> Option<Until> {
        if self.text(place).as_str() == LONG_TERM {
            return Some(Until::LongTerm);
        }
        self.day(place).map(Until::Day)
    }
}

/// What a card says that has no last day.
pub const LONG_TERM: &str = "\u{957f}\u{671f}";
