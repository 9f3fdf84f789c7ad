//! What is wrong with what a person gave us: which field, and which kind of wrong. The words are made in `i18n`.

use serde::Serialize;
use std::borrow::Cow;

/// One thing to put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The field, as it is named in a registration's JSON (`id_number`, `residence.division`, `wanted_jobs`).
    pub field: Cow<'static, str>,
    pub kind: FaultKind,
}

impl Fault {
    #[must_use]
    pub fn new(field: impl Into<Cow<'static, str>>, kind: FaultKind) -> Self {
        Self { field: field.into(), kind }
    }
}

/// Kinds of wrong. Each has a sentence in every language that says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// A required field is empty.
    Missing,
    /// Longer than the field takes.
    TooLong,
    /// More items than the field takes.
    TooMany,
    /// Control characters, which no name or note has.
    ControlCharacter,
    /// Emoji or other symbols that are no writing.
    NotWriting,
    /// Marks that turn the direction of writing and can hide what stands there.
    TextDirection,
    /// An ID number of the wrong length.
    IdLength,
    /// Characters an ID number cannot have.
    IdCharacters,
    /// The last digit does not fit the others.
    IdCheckDigit,
    /// The province part of the ID number does not exist.
    IdProvince,
    /// A day that is not in the calendar.
    ImpossibleDate,
    /// A day that has not come yet, where it must have.
    FutureDate,
    /// A day that is over, where it must not be.
    PastDate,
    /// Older than people become.
    TooOld,
    /// Under 16 (劳动法 article 15): may not be registered.
    UnderAge,
    /// Not a telephone number.
    Phone,
    /// A hotline nobody can be called back on.
    PhoneHotline,
    /// No such administrative division.
    UnknownDivision,
    /// A word that is not in the field's list.
    UnknownCode,
    /// A number outside what the field takes.
    OutOfRange,
    /// Not the type of value the field takes (a number where words belong).
    WrongType,
    /// A field that a registration does not have.
    UnknownField,
    /// Two fields contradict each other.
    Contradiction,
    /// The consent this needs has not been given.
    NoConsent,
    /// The line is not JSON, or is cut.
    NotJson,
    /// The bytes are not UTF-8.
    Encoding,
}

impl FaultKind {
    /// The kind's code, as `yizhan register` prints it.
    #[must_use]
    pub fn code(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// Why the store could not do it, as far as a person at the screen can act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreTrouble {
    DiskFull,
    ReadOnly,
    Damaged,
    NotEnrolled,
    Other,
}
