//! The unified social credit code of an organisation (统一社会信用代码, GB 32100-2015), which holds the older organisation code
//! (GB 11714-1997). Both have a check character, and both are checked: a code that was made up rarely passes.

use super::FaultKind;
use super::text::half_width;

/// The letters and digits of a code, in the order of their values.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Characters of a code.
pub const LENGTH: usize = 18;
/// Digits of the business registration number that was used before 2015.
const OLD_LENGTH: usize = 15;
/// Weights of the first seventeen characters (GB 32100-2015, 4.3).
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// Weights of the organisation code's eight characters (GB 11714-1997).
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A code whose check characters fit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode(String);

/// Why a text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCode {
    /// Not eighteen characters.
    Length,
    /// A character that no code has: I, O, S, V, Z, or no letter or digit at all. Never put right by itself, since the digit
    /// that looks like it need not be meant.
    Character(char),
    /// The organisation code in it does not fit its check character.
    Organisation,
    /// The last character does not fit the others.
    CheckCharacter,
    /// Fifteen digits: the business registration number of before 2015. The paper of today has a code.
    OldNumber,
}

impl From<NoCode> for FaultKind {
    fn from(no: NoCode) -> Self {
        match no {
            NoCode::Length | NoCode::OldNumber => Self::IdLength,
            NoCode::Character(_) => Self::IdCharacters,
            NoCode::Organisation | NoCode::CheckCharacter => Self::IdCheckDigit,
        }
    }
}

impl CreditCode {
    /// Reads a code as it was typed: blanks go, letters become capitals, full width becomes half.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(typed: &str) -> Result<Self, NoCode> {
        let code: String = half_width(typed).chars().filter(|c| !c.is_whitespace()).collect();
        let code = code.to_uppercase();
        if code.len() == OLD_LENGTH && code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NoCode::OldNumber);
        }
        if let Some(c) = code.chars().find(|c| value(*c).is_none()) {
            return Err(NoCode::Character(c));
        }
        if code.len() != LENGTH {
            return Err(NoCode::Length);
        }
        let values: Vec<u32> = code.chars().filter_map(value).collect();
        let organisation: Vec<u32> = code.chars().skip(8).take(9).filter_map(|c| c.to_digit(36)).collect();
        if !organisation_fits(&organisation) {
            return Err(NoCode::Organisation);
        }
        let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
        let check = (31 - sum % 31) % 31;
        if values.last() == Some(&check) { Ok(Self(code)) } else { Err(NoCode::CheckCharacter) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code in the groups it is read out in.
    #[must_use]
    pub fn spaced(&self) -> String {
        let groups: Vec<String> =
            self.0.as_bytes().chunks(6).map(|part| String::from_utf8_lossy(part).into()).collect();
        groups.join(" ")
    }
}

impl std::fmt::Display for CreditCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which character is likely meant by one that no code has.
#[must_use]
pub const fn likely(c: char) -> Option<char> {
    Some(match c {
        'O' => '0',
        'I' => '1',
        'S' => '5',
        'Z' => '2',
        'V' => 'U',
        _ => return None,
    })
}

fn value(c: char) -> Option<u32> {
    let place = ALPHABET.iter().position(|known| char::from(*known) == c)?;
    u32::try_from(place).ok()
}

/// The ninth character of an organisation code: 10 is written X, and 11 is 0. Its letters count from 10 on.
fn organisation_fits(values: &[u32]) -> bool {
    let sum: u32 = values.iter().zip(ORGANISATION_WEIGHTS).map(|(value, weight)| value * weight).sum();
    let check = match 11 - sum % 11 {
        // `X` in base 36.
        10 => 33,
        11 => 0,
        other => other,
    };
    values.get(8) == Some(&check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_whose_check_characters_fit_are_taken_as_they_are_typed() {
        for code in [
            "91350100M000100Y43",
            "91430000MA0TEXT04Y",
            "91370000MATP000105",
            "12210000MB0AA0012X",
            "92330000MAEXMP019B",
            "52430000MJTT000923",
        ] {
            assert_eq!(CreditCode::parse(code).map(|code| code.to_string()), Ok(code.to_owned()));
        }
        let typed = CreditCode::parse(" 91430000 ma0text０4y ");
        assert_eq!(typed.map(|code| code.spaced()), Ok("914300 00MA0T EXT04Y".to_owned()));
    }

    #[test]
    fn a_code_that_cannot_be_is_refused_with_what_is_wrong() {
        assert_eq!(CreditCode::parse("91430000MA0TEXT04X"), Err(NoCode::CheckCharacter));
        assert_eq!(CreditCode::parse("91430000MA0TEST04Y"), Err(NoCode::Character('S')));
        assert_eq!(CreditCode::parse("9143000OMA0TEXT04Y"), Err(NoCode::Character('O')));
        assert_eq!(CreditCode::parse("91430000MA0TEXT14Y"), Err(NoCode::Organisation));
        assert_eq!(CreditCode::parse("430000000000011"), Err(NoCode::OldNumber));
        assert_eq!(CreditCode::parse("91430000MA0TEXT04"), Err(NoCode::Length));
        assert_eq!(CreditCode::parse(""), Err(NoCode::Length));
        assert_eq!(likely('O'), Some('0'), "it is suggested and never put there");
    }

    #[test]
    fn one_wrong_character_anywhere_is_noticed() {
        let code = "91350100M000100Y43";
        for place in 0..LENGTH {
            for other in ALPHABET {
                let mut bytes = code.as_bytes().to_vec();
                if bytes[place] != *other {
                    bytes[place] = *other;
                    let typed = String::from_utf8(bytes).unwrap();
                    assert!(CreditCode::parse(&typed).is_err(), "{typed}");
                }
            }
        }
    }
}
