//! Identity numbers: GB 11643 for residents and for the residence permit of people from Hong Kong, Macau and Taiwan, and
//! the two forms on foreigners' permanent residence cards. Written apart from the station's rule on purpose.

use jiff::civil::Date;
use yizhan_wire::IdType;

/// The birth date that an identity number of this type carries; `None` where the number cannot be one.
///
/// The number is taken as it travels: upper-case and half-width. `today` decides which birth dates are impossible.
#[must_use]
pub fn birth_date(id_type: IdType, number: &str, today: Date) -> Option<Date> {
    let birth = match id_type {
        IdType::ResidentId => of_18(number).filter(|_| is_province(number)),
        IdType::HkMoTwResidence => of_18(number).filter(|_| is_beyond_mainland(number)),
        IdType::ForeignerPermanent if number.len() == 18 => of_18(number).filter(|_| number.starts_with('9')),
        IdType::ForeignerPermanent => of_15(number, today),
        IdType::None | IdType::Other => None,
    }?;
    (birth <= today && i32::from(today.year()) - i32::from(birth.year()) <= 150).then_some(birth)
}

/// Full years at `day`. Born on 29 February: a year older on 1 March of other years.
#[must_use]
pub fn age(birth: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    day.year() - birth.year() - i16::from(!had_birthday)
}

/// The province part of an administrative code (GB/T 2260), past and present.
#[must_use]
pub fn is_province(code: &str) -> bool {
    matches!(
        code.get(..2).and_then(|p| p.parse::<u8>().ok()),
        Some(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82 | 83)
    )
}

fn is_beyond_mainland(number: &str) -> bool {
    ["810000", "820000", "830000"].iter().any(|area| number.starts_with(area))
}

/// Eighteen characters with the check character of ISO 7064 MOD 11-2.
fn of_18(number: &str) -> Option<Date> {
    let bytes: &[u8; 18] = number.as_bytes().try_into().ok()?;
    // Horner's rule for a code to the base 2 modulo 11: the whole, its check character included, is congruent to 1.
    let mut sum = 0_u32;
    for (place, byte) in bytes.iter().enumerate() {
        let value = match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            b'X' if place == 17 => 10,
            _ => return None,
        };
        sum = (sum * 2 + value) % 11;
    }
    (sum == 1).then(|| date_of(number.get(6..10)?, number.get(10..12)?, number.get(12..14)?))?
}

/// The card of 2017: nationality (3 letters), place (4), birth (YYMMDD), number (1), check digit (weights 7, 3, 1).
fn of_15(number: &str, today: Date) -> Option<Date> {
    let bytes: &[u8; 15] = number.as_bytes().try_into().ok()?;
    let mut sum = 0_u32;
    for (place, (byte, weight)) in bytes.iter().zip([7, 3, 1].into_iter().cycle()).enumerate() {
        let value = match byte {
            b'A'..=b'Z' if place < 3 => u32::from(byte - b'A') + 10,
            b'0'..=b'9' if place >= 3 => u32::from(byte - b'0'),
            _ => return None,
        };
        sum += if place < 14 { value * weight } else { 0 };
    }
    if sum % 10 != u32::from(bytes.last()?.checked_sub(b'0')?) {
        return None;
    }
    let (year, month, day) = (number.get(7..9)?, number.get(9..11)?, number.get(11..13)?);
    // Two digits do not say the century: the card is for adults, so the later one counts only where it makes one.
    let in_century = |century: &str| date_of(&format!("{century}{year}"), month, day);
    in_century("20").filter(|birth| age(*birth, today) >= 18).or_else(|| in_century("19"))
}

fn date_of(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn the_numbers_of_the_standard_and_of_every_province_are_read() {
        for (number, birth) in [
            ("11010519491231002X", date(1949, 12, 31)),
            ("440524188001010014", date(1880, 1, 1)),
            ("430000199003071519", date(1990, 3, 7)),
            ("43000019850720005X", date(1985, 7, 20)),
            ("370000200002290284", date(2000, 2, 29)),
            ("210000196908153776", date(1969, 8, 15)),
            ("330000200811221468", date(2008, 11, 22)),
            ("430000201001010130", date(2010, 1, 1)),
        ] {
            assert_eq!(birth_date(IdType::ResidentId, number, TODAY), Some(birth), "{number}");
        }
    }

    #[test]
    fn a_wrong_check_digit_an_impossible_date_and_a_cut_number_are_not() {
        let bad = [
            "430000199003071514", // check digit
            "430000199002301519", // 30 February
            "43000019900307151",  // cut
            "43000019850720005x", // not as it travels
            "４３００００１９９０",
            "",
        ];
        for number in bad {
            assert_eq!(birth_date(IdType::ResidentId, number, TODAY), None, "{number}");
        }
    }

    #[test]
    fn nobody_is_born_tomorrow_or_in_an_unknown_province() {
        assert_eq!(birth_date(IdType::ResidentId, "430000199003071519", date(1990, 3, 6)), None);
        assert_eq!(birth_date(IdType::ResidentId, "911124198108030024", TODAY), None);
    }

    #[test]
    fn foreigners_cards_of_both_versions_are_read() {
        for (number, birth) in [
            ("911124198108030024", date(1981, 8, 3)),
            ("943826198802290019", date(1988, 2, 29)),
            ("GBR430188022912", date(1988, 2, 29)),
            ("JPN330179111520", date(1979, 11, 15)),
            ("CAN110081080310", date(1981, 8, 3)),
        ] {
            assert_eq!(birth_date(IdType::ForeignerPermanent, number, TODAY), Some(birth), "{number}");
        }
        assert_eq!(birth_date(IdType::ForeignerPermanent, "CAN110081080311", TODAY), None);
        assert_eq!(birth_date(IdType::ForeignerPermanent, "430000199003071519", TODAY), None);
    }

    #[test]
    fn residence_permits_are_read_and_are_no_mainland_numbers() {
        for number in ["810000199408230021", "820000198604040134", "830000199201300022"] {
            assert!(birth_date(IdType::HkMoTwResidence, number, TODAY).is_some(), "{number}");
        }
        assert_eq!(birth_date(IdType::HkMoTwResidence, "430000199003071519", TODAY), None);
    }

    #[test]
    fn sixteen_begins_on_the_birthday() {
        assert_eq!(age(date(2010, 1, 1), date(2025, 12, 31)), 15);
        assert_eq!(age(date(2010, 1, 1), date(2026, 1, 1)), 16);
        assert_eq!(age(date(2000, 2, 29), date(2016, 2, 28)), 15);
        assert_eq!(age(date(2000, 2, 29), date(2016, 2, 29)), 16);
    }
}
