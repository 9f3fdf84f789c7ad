//! Telephone numbers in China. The rules are few (libphonenumber's Chinese metadata, 9.0.33) and one of them is ours: data
//! cards (146, 148, 149, 174…) are taken, because some people have no other number; a library would refuse them.

use super::fault::FaultKind;
use super::text::half_width;

/// The number in national form, digits only: `13800000000`, `073180000000`. Forgiven are blanks, hyphens, brackets, a
/// country code, and an extension behind it.
pub fn national(typed: &str) -> Result<String, FaultKind> {
    let text = half_width(typed);
    let text = without_extension(text.trim());
    if !text.chars().all(|c| c.is_ascii_digit() || " -‐–—()+.\u{a0}".contains(c)) || text.len() > 64 {
        return Err(FaultKind::Phone);
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number = without_country(&digits, text.starts_with('+'));
    if is_mobile(&number) || is_landline(&number) {
        Ok(number)
    } else if is_hotline(&number) {
        Err(FaultKind::PhoneHotline)
    } else {
        Err(FaultKind::Phone)
    }
}

/// The number as people write it: `138 0000 0000`, `0731-80000000`.
#[must_use]
pub fn spaced(national: &str) -> String {
    let split = |at: &[usize], with: &str| {
        let mut parts = Vec::new();
        let mut rest = national;
        for place in at {
            let (part, behind) = rest.split_at_checked(*place).unwrap_or((rest, ""));
            parts.push(part);
            rest = behind;
        }
        parts.push(rest);
        parts.join(with)
    };
    if is_mobile(national) {
        split(&[3, 4], " ")
    } else if is_landline(national) {
        split(&[area_length(national)], "-")
    } else {
        national.to_owned()
    }
}

fn without_extension(text: &str) -> &str {
    text.split(['转', '#', ',', '，', 'x', 'X']).next().unwrap_or(text).trim_end()
}

/// Without 0086, +86 or 86, and without the 0 that is dialled before someone else's mobile.
fn without_country(digits: &str, plus: bool) -> String {
    let abroad =
        digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86").filter(|rest| plus || is_mobile(rest)));
    match abroad {
        // An area code is written without its 0 behind a country code.
        Some(rest) if !is_mobile(rest) && !rest.starts_with('0') => format!("0{rest}"),
        Some(rest) => rest.to_owned(),
        None => digits.strip_prefix('0').filter(|rest| is_mobile(rest)).unwrap_or(digits).to_owned(),
    }
}

fn is_mobile(number: &str) -> bool {
    let [b'1', b2, b3, ..] = number.as_bytes() else { return false };
    number.len() == 11
        && match b2 {
            b'3' | b'8' => true,
            b'4' => !matches!(b3, b'0' | b'2' | b'3'),
            b'5' | b'9' => *b3 != b'4',
            b'6' => matches!(b3, b'2' | b'5'..=b'7'),
            b'7' => *b3 != b'9',
            _ => false,
        }
}

fn is_landline(number: &str) -> bool {
    let local = number.get(area_length(number)..).unwrap_or_default();
    let length_fits = match number.as_bytes() {
        [b'0', b'1', b'0', ..] | [b'0', b'2', b'0'..=b'5' | b'7'..=b'9', ..] => local.len() == 8,
        [b'0', b'3'..=b'9', ..] => matches!(local.len(), 7 | 8),
        _ => false,
    };
    length_fits && local.starts_with(|c| matches!(c, '2'..='8'))
}

/// The area code with its 0: 010 and 02x have three digits, all others four.
fn area_length(number: &str) -> usize {
    if number.starts_with("01") || number.starts_with("02") { 3 } else { 4 }
}

fn is_hotline(number: &str) -> bool {
    let long = number.len() == 10 && (number.starts_with("400") || number.starts_with("800"));
    let carrier = (5..=8).contains(&number.len()) && (number.starts_with("95") || number.starts_with("96"));
    long || carrier || (number.len() == 5 && number.starts_with('1')) || (number.len() == 3 && number.starts_with('1'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_people_can_be_called_on() {
        for (typed, number) in [
            ("13800000000", "13800000000"),
            ("19200000000", "19200000000"),
            ("17400000000", "17400000000"),
            ("14600000000", "14600000000"),
            ("86 138 0000 0000", "13800000000"),
            ("+86-138-0000-0000", "13800000000"),
            ("0086 13800000000", "13800000000"),
            ("013800000000", "13800000000"),
            ("138-0000-0000", "13800000000"),
            ("１３８００００００００", "13800000000"),
            ("0731-80000000", "073180000000"),
            ("07318000000", "07318000000"),
            ("（0731）8000 0000", "073180000000"),
            ("+86 731 8000 0000", "073180000000"),
            ("0731-80000000转8001", "073180000000"),
            ("010-80000000", "01080000000"),
            ("024-20000000", "02420000000"),
        ] {
            assert_eq!(national(typed).as_deref(), Ok(number), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in [
            "12800000000",
            "1380000000",
            "138000000000",
            "400123456",
            "",
            "没有",
            "80000000",
            "15400000000",
            "0731-1234567",
            "13800000000abc",
            "010-8000000",
        ] {
            assert_eq!(national(typed), Err(FaultKind::Phone), "{typed}");
        }
    }

    #[test]
    fn a_hotline_is_told_apart_from_a_wrong_number() {
        for typed in ["4001234567", "8008100000", "12333", "95588", "110"] {
            assert_eq!(national(typed), Err(FaultKind::PhoneHotline), "{typed}");
        }
    }

    #[test]
    fn numbers_are_shown_in_groups() {
        assert_eq!(spaced("13800000000"), "138 0000 0000");
        assert_eq!(spaced("073180000000"), "0731-80000000");
        assert_eq!(spaced("01080000000"), "010-80000000");
        assert_eq!(spaced("1380"), "1380");
    }
}
