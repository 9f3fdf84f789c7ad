//! The number on a person's slip. Station and platform compute it from the same two numbers, so that it is printed
//! without a network and is nevertheless the number the province knows.

use crate::ids::{SeqNo, StationId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// `SSSS-NNNNNN-CC`: station, place in the station's sequence, two check digits (ISO 7064 MOD 97-10), which catch every
/// single wrong digit and every swap of two when the number is read over the telephone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReceiptNo(String);

impl ReceiptNo {
    /// The receipt number of a station's entry.
    #[must_use]
    pub fn of(station: StationId, seq: SeqNo) -> Self {
        let body = format!("{:04}-{:06}", station.0, seq.0);
        let check = check_digits(&body);
        Self(format!("{body}-{check:02}"))
    }

    /// The number a person reads out, if its check digits are right. Spaces and missing hyphens are forgiven.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let (body, check) = digits.split_at_checked(digits.len().checked_sub(2)?)?;
        let (station, seq) = body.split_at_checked(body.len().checked_sub(6)?)?;
        let receipt = Self::of(StationId(station.parse().ok()?), SeqNo(seq.parse().ok()?));
        (check.parse::<u32>().ok()? == check_digits(body)).then_some(receipt)
    }

    /// The station and the place in its sequence that the number stands for; both 0 where it is none.
    #[must_use]
    pub fn parts(&self) -> (StationId, SeqNo) {
        let mut groups = self.0.split('-').map(|group| group.parse().unwrap_or(0));
        (StationId(groups.next().unwrap_or(0)), SeqNo(groups.next().unwrap_or(0)))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReceiptNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// ISO 7064 MOD 97-10: the two digits that make the whole number congruent to 1.
fn check_digits(body: &str) -> u32 {
    let remainder =
        body.bytes().filter(u8::is_ascii_digit).fold(0_u32, |r, b| (r * 10 + u32::from(b - b'0')) % 97) * 100 % 97;
    98 - remainder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_read_back_even_when_spoken_without_hyphens() {
        let receipt = ReceiptNo::of(StationId(12), SeqNo(345));
        assert_eq!(receipt.as_str(), "0012-000345-31");
        assert_eq!(receipt.parts(), (StationId(12), SeqNo(345)));
        assert_eq!(ReceiptNo::parse(" 0012 000345 31 "), Some(receipt));
    }

    #[test]
    fn a_wrong_or_swapped_digit_is_noticed() {
        assert_eq!(ReceiptNo::parse("0012-000346-31"), None);
        assert_eq!(ReceiptNo::parse("0012-000435-31"), None);
        assert_eq!(ReceiptNo::parse(""), None);
        assert_eq!(ReceiptNo::parse("7"), None);
    }

    #[test]
    fn a_station_with_more_than_four_digits_keeps_all_of_them() {
        let receipt = ReceiptNo::of(StationId(31_000), SeqNo(1_234_567));
        assert!(receipt.as_str().starts_with("31000-1234567-"), "{receipt}");
    }
}
