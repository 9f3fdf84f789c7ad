//! Whether somebody can be called back on a number. Written apart from the station's rule on purpose: neither hides the
//! other's mistakes. Where the numbering plan keeps changing (new mobile prefixes), this one is the more tolerant.

/// Whether the digits are a Chinese mobile or fixed number in national form. Hotlines (400…, 95…, 12333) are none: nobody
/// is reached there.
#[must_use]
pub fn is_plausible(phone: &str) -> bool {
    phone.bytes().all(|b| b.is_ascii_digit()) && (is_mobile(phone) || is_fixed(phone))
}

fn is_mobile(phone: &str) -> bool {
    phone.len() == 11 && matches!(phone.as_bytes(), [b'1', b'3'..=b'9', ..])
}

/// 010 and 02x take eight digits, every other area (0ddd) seven or eight; a subscriber's number never begins with 0 or 1.
fn is_fixed(phone: &str) -> bool {
    let (area, rest) = match phone.as_bytes() {
        [b'0', b'1', b'0', rest @ ..] | [b'0', b'2', _, rest @ ..] => (2, rest),
        [b'0', b'3'..=b'9', _, _, rest @ ..] => (3, rest),
        _ => return false,
    };
    let length_fits = rest.len() == 8 || (area == 3 && rest.len() == 7);
    length_fits && matches!(rest.first(), Some(b'2'..=b'9'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobiles_and_fixed_lines_can_be_called_back() {
        for good in ["13800000000", "19200000000", "073180000000", "07318000000", "01080000000", "02420000000"] {
            assert!(is_plausible(good), "{good}");
        }
    }

    #[test]
    fn short_numbers_hotlines_and_words_cannot() {
        let bad = [
            "12800000000",
            "1380000000",
            "138000000000",
            "400123456",
            "4001234567",
            "95588",
            "12333",
            "",
            "138-0000-0000",
        ];
        for bad in bad {
            assert!(!is_plausible(bad), "{bad}");
        }
    }
}
