//! Numbers of identity documents: GB 11643-1999 for residents, the 2023 and 2017 forms of the foreigners' permanent
//! residence card, and the residence permit for people from Hong Kong, Macau and Taiwan.
//!
//! A number says more than its holder wants told. Only the day of birth is taken from it, because the law sets a least
//! age. The sex it holds is compared with the one on a card that is being read, and goes nowhere.

use super::fault::FaultKind;
use super::nouns::IdType;
use super::text::half_width;
use jiff::civil::{Date, date};

/// The oldest age a document is believed.
const MAX_AGE: i16 = 150;
/// First two digits of GB/T 2260: every province there is or was when someone was born.
const PROVINCES: &[&str] = &[
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
];

/// A checked document number: upper-case, half-width, without blanks.
#[derive(Clone, PartialEq, Eq)]
pub struct IdNumber {
    text: String,
    birth: Date,
}

impl IdNumber {
    /// Reads the number of a document of this type as it was typed. `today` bounds the day of birth.
    pub fn parse(id_type: IdType, typed: &str, today: Date) -> Result<Self, FaultKind> {
        let text = normalised(typed);
        if !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(FaultKind::IdCharacters);
        }
        let birth = match id_type {
            IdType::ResidentId => resident(&text, PROVINCES)?,
            IdType::HkMoTwResidence => resident(&text, &["81", "82", "83"])?,
            IdType::ForeignerPermanent if text.len() == 15 => foreigner_2017(&text, today)?,
            IdType::ForeignerPermanent => foreigner_2023(&text)?,
            IdType::None | IdType::Other => return Err(FaultKind::UnknownCode),
        };
        match birth {
            birth if birth > today => Err(FaultKind::FutureDate),
            birth if age(birth, today) > MAX_AGE => Err(FaultKind::TooOld),
            birth => Ok(Self { text, birth }),
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The day of birth.
    #[must_use]
    pub const fn born(&self) -> Date {
        self.birth
    }

    /// Full years on a day.
    #[must_use]
    pub fn age_on(&self, today: Date) -> i16 {
        age(self.birth, today)
    }
}

/// Never the number itself: what is printed while something is being debugged ends in a log.
impl std::fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdNumber(…)")
    }
}

/// The sex that a number of 18 digits holds in its seventeenth, as GB/T 2261.1 writes it: 1 odd, a man; 2 even, a woman.
/// Older numbers of foreigners hold none.
#[must_use]
pub fn sex_in(number: &str) -> Option<u8> {
    let digits: Vec<u8> = number.bytes().filter(u8::is_ascii_digit).collect();
    let seventeenth = if number.len() == 18 { digits.get(16) } else { None };
    seventeenth.map(|digit| if digit % 2 == 1 { 1 } else { 2 })
}

/// Half-width, upper-case, without blanks: what a person typed, as a document writes it.
#[must_use]
pub fn normalised(typed: &str) -> String {
    half_width(typed).chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// The document whose number has this shape, where nobody said which it is.
#[must_use]
pub fn likely_type(typed: &str) -> IdType {
    let text = normalised(typed);
    match text.as_bytes() {
        [b'9', ..] if text.len() == 18 => IdType::ForeignerPermanent,
        [first, ..] if text.len() == 15 && first.is_ascii_alphabetic() => IdType::ForeignerPermanent,
        [b'8', b'1'..=b'3', b'0', b'0', b'0', b'0', ..] => IdType::HkMoTwResidence,
        _ => IdType::ResidentId,
    }
}

/// The 18-digit number of a 15-digit one (in use until 2012), for matching old records. It is no valid document number.
pub fn from_15_digits(typed: &str, today: Date) -> Result<IdNumber, FaultKind> {
    let text = normalised(typed);
    if text.len() != 15 {
        return Err(FaultKind::IdLength);
    }
    let (Some(place), Some(rest)) = (text.get(..6), text.get(6..)) else { return Err(FaultKind::IdLength) };
    // The sequence numbers 996 to 999 were kept for people who were a hundred years old in 1984.
    let century = if matches!(rest.get(6..), Some("996" | "997" | "998" | "999")) { "18" } else { "19" };
    let body = format!("{place}{century}{rest}");
    let check = check_character(&body).ok_or(FaultKind::IdCharacters)?;
    IdNumber::parse(IdType::ResidentId, &format!("{body}{check}"), today)
}

/// Place, day of birth, sequence, check digit.
fn resident(text: &str, provinces: &[&str]) -> Result<Date, FaultKind> {
    well_formed(text)?;
    if !text.get(..2).is_some_and(|province| provinces.contains(&province)) {
        return Err(FaultKind::IdProvince);
    }
    let birth = day(text.get(6..14))?;
    check_last(text)?;
    Ok(birth)
}

/// `9`, province, nationality by number, day of birth, sequence, check digit.
fn foreigner_2023(text: &str) -> Result<Date, FaultKind> {
    well_formed(text)?;
    if !text.starts_with('9') || !text.get(1..3).is_some_and(|province| PROVINCES.contains(&province)) {
        return Err(FaultKind::IdProvince);
    }
    let birth = day(text.get(6..14))?;
    check_last(text)?;
    Ok(birth)
}

/// Nationality by three letters, province and city, day of birth without its century, sequence, check digit.
fn foreigner_2017(text: &str, today: Date) -> Result<Date, FaultKind> {
    let (Some(nation), Some(digits)) = (text.get(..3), text.get(3..)) else { return Err(FaultKind::IdLength) };
    if !nation.bytes().all(|b| b.is_ascii_uppercase()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(FaultKind::IdCharacters);
    }
    if !text.get(3..5).is_some_and(|province| PROVINCES.contains(&province)) {
        return Err(FaultKind::IdProvince);
    }
    let short = text.get(7..13).unwrap_or_default();
    // The latest century that makes the person born already.
    let birth = day(Some(&format!("20{short}"))).ok().filter(|birth| *birth <= today);
    let birth = birth.map_or_else(|| day(Some(&format!("19{short}"))), Ok)?;
    let sum: u32 =
        text.chars().zip([7, 3, 1].into_iter().cycle()).take(14).filter_map(|(c, w)| Some(c.to_digit(36)? * w)).sum();
    if text.chars().last().and_then(|c| c.to_digit(10)) == Some(sum % 10) {
        Ok(birth)
    } else {
        Err(FaultKind::IdCheckDigit)
    }
}

/// 17 digits and a digit or X.
fn well_formed(text: &str) -> Result<(), FaultKind> {
    let (body, last) = text.split_at_checked(17).unwrap_or((text, ""));
    if !body.bytes().all(|b| b.is_ascii_digit()) || !last.bytes().all(|b| b.is_ascii_digit() || b == b'X') {
        return Err(FaultKind::IdCharacters);
    }
    if text.len() == 18 { Ok(()) } else { Err(FaultKind::IdLength) }
}

fn day(digits: Option<&str>) -> Result<Date, FaultKind> {
    let part = |from: usize, to: usize| digits.and_then(|d| d.get(from..to)).and_then(|d| d.parse::<i16>().ok());
    let (Some(year), Some(month), Some(day)) = (part(0, 4), part(4, 6), part(6, 8)) else {
        return Err(FaultKind::ImpossibleDate);
    };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return Err(FaultKind::ImpossibleDate) };
    Date::new(year, month, day).map_err(|_| FaultKind::ImpossibleDate)
}

fn check_last(text: &str) -> Result<(), FaultKind> {
    if check_character(text) == text.chars().last() { Ok(()) } else { Err(FaultKind::IdCheckDigit) }
}

/// ISO 7064 MOD 11-2 over the first 17 digits.
fn check_character(text: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits: Vec<u32> = text.chars().take(17).filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    (digits.len() == 17).then_some(())?;
    "10X98765432".chars().nth((sum % 11) as usize)
}

fn age(birth: Date, today: Date) -> i16 {
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    today.year() - birth.year() - i16::from(!had_birthday)
}

/// The least age for work (劳动法 article 15), in full years.
pub const LEAST_AGE: i16 = 16;

/// A day before which nobody alive was born; for pickers.
pub const FIRST_BIRTH: Date = date(1876, 1, 1);

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    fn parsed(id_type: IdType, typed: &str) -> Result<(String, Date), FaultKind> {
        IdNumber::parse(id_type, typed, TODAY).map(|id| (id.text, id.birth))
    }

    #[test]
    fn residents_numbers() {
        for (typed, number, birth) in [
            ("11010519491231002X", "11010519491231002X", date(1949, 12, 31)),
            ("440524188001010014", "440524188001010014", date(1880, 1, 1)),
            ("430000199003071519", "430000199003071519", date(1990, 3, 7)),
            ("43000019850720005x", "43000019850720005X", date(1985, 7, 20)),
            ("370000200002290284", "370000200002290284", date(2000, 2, 29)),
            ("210000196908153776", "210000196908153776", date(1969, 8, 15)),
            ("330000200811221468", "330000200811221468", date(2008, 11, 22)),
            ("430000196412310193", "430000196412310193", date(1964, 12, 31)),
            ("430000197403100228", "430000197403100228", date(1974, 3, 10)),
            ("430000201001010130", "430000201001010130", date(2010, 1, 1)),
            ("４３００００１９９００３０７１５１９", "430000199003071519", date(1990, 3, 7)),
            (" 430000 19900307 1519 ", "430000199003071519", date(1990, 3, 7)),
        ] {
            assert_eq!(parsed(IdType::ResidentId, typed), Ok((number.to_owned(), birth)), "{typed}");
        }
    }

    #[test]
    fn residents_numbers_that_cannot_be() {
        for (typed, fault) in [
            ("430000199003071514", FaultKind::IdCheckDigit),
            ("430000199002301519", FaultKind::ImpossibleDate),
            ("43000019900307151", FaultKind::IdLength),
            ("4300001990030715190", FaultKind::IdLength),
            ("", FaultKind::IdLength),
            ("43000019900307151Y", FaultKind::IdCharacters),
            ("43000X199003071519", FaultKind::IdCharacters),
            ("身份证号码", FaultKind::IdCharacters),
            ("000000199003071519", FaultKind::IdProvince),
            ("911124198108030024", FaultKind::IdProvince),
            ("430000900307151", FaultKind::IdLength),
        ] {
            assert_eq!(parsed(IdType::ResidentId, typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn a_day_of_birth_lies_between_the_oldest_person_and_today() {
        for (birth, fault) in [("20261123", FaultKind::FutureDate), ("18751122", FaultKind::TooOld)] {
            let body = format!("430000{birth}151");
            let number = format!("{body}{}", check_character(&body).unwrap());
            assert_eq!(parsed(IdType::ResidentId, &number), Err(fault));
        }
    }

    #[test]
    fn sixteen_is_reached_on_the_birthday() {
        let id = IdNumber::parse(IdType::ResidentId, "430000201001010130", TODAY).unwrap();
        assert_eq!(id.age_on(date(2025, 12, 31)), 15);
        assert_eq!(id.age_on(date(2026, 1, 1)), LEAST_AGE);
        let leap = IdNumber::parse(IdType::ResidentId, "370000200002290284", TODAY).unwrap();
        assert_eq!(leap.age_on(date(2016, 2, 28)), 15);
        assert_eq!(leap.age_on(date(2016, 2, 29)), 16);
    }

    #[test]
    fn old_numbers_of_fifteen_digits_become_eighteen() {
        let upgraded = |typed: &str| from_15_digits(typed, TODAY).map(|id| id.text);
        assert_eq!(upgraded("430000900307151").as_deref(), Ok("430000199003071519"));
        assert_eq!(upgraded("110105491231002").as_deref(), Ok("11010519491231002X"));
        assert_eq!(upgraded("430000000229019"), Err(FaultKind::ImpossibleDate));
        assert_eq!(upgraded("43000000022901"), Err(FaultKind::IdLength));
    }

    #[test]
    fn foreigners_numbers_of_both_forms() {
        for (typed, birth) in [
            ("911124198108030024", date(1981, 8, 3)),
            ("943826198802290019", date(1988, 2, 29)),
            ("933392197911150058", date(1979, 11, 15)),
            ("GBR430188022912", date(1988, 2, 29)),
            ("JPN330179111520", date(1979, 11, 15)),
            ("CAN110081080310", date(1981, 8, 3)),
            ("can110081080310", date(1981, 8, 3)),
        ] {
            assert_eq!(parsed(IdType::ForeignerPermanent, typed).map(|p| p.1), Ok(birth), "{typed}");
            assert_eq!(likely_type(typed), IdType::ForeignerPermanent, "{typed}");
        }
        assert_eq!(parsed(IdType::ForeignerPermanent, "CAN110081080311"), Err(FaultKind::IdCheckDigit));
        assert_eq!(parsed(IdType::ForeignerPermanent, "430000199003071519"), Err(FaultKind::IdProvince));
    }

    #[test]
    fn permits_for_hong_kong_macau_and_taiwan() {
        for (typed, birth) in [
            ("810000199408230021", date(1994, 8, 23)),
            ("820000198604040134", date(1986, 4, 4)),
            ("830000199201300022", date(1992, 1, 30)),
        ] {
            assert_eq!(parsed(IdType::HkMoTwResidence, typed).map(|p| p.1), Ok(birth), "{typed}");
            assert_eq!(likely_type(typed), IdType::HkMoTwResidence);
        }
        assert_eq!(parsed(IdType::HkMoTwResidence, "430000199003071519"), Err(FaultKind::IdProvince));
    }

    #[test]
    fn every_single_wrong_digit_is_noticed() {
        let right = "430000199003071519";
        for place in 0..18 {
            for digit in '0'..='9' {
                let wrong: String =
                    right.chars().enumerate().map(|(i, c)| if i == place { digit } else { c }).collect();
                assert_eq!(parsed(IdType::ResidentId, &wrong).is_ok(), wrong == right, "{wrong}");
            }
        }
    }

    #[test]
    fn a_number_is_never_printed_by_accident() {
        let id = IdNumber::parse(IdType::ResidentId, "430000199003071519", TODAY).unwrap();
        assert_eq!(format!("{id:?}"), "IdNumber(…)");
    }
}
