//! Pads of digits: for PINs, ID numbers, telephones and plain numbers. A pad offers only what its field can take.

use super::composer::Edit;

/// What a pad types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PadKind {
    /// Digits, hidden.
    Pin,
    /// Digits and the X an ID number may end in; letters of older foreigners' cards come from the keyboard.
    Id,
    /// Digits and a hyphen.
    Phone,
    Number,
    /// A unified social credit code: digits and the letters that GB 32100 uses, in the places of a typewriter. I, O, S, V and
    /// Z are not among them, because they look like digits and each other.
    CreditCode,
}

/// A key of a pad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PadKey {
    /// A digit, X or a hyphen.
    Sign(char),
    Backspace,
    /// Everything goes.
    Clear,
    Done,
    /// A place without a key.
    Gap,
}

use PadKey::{Backspace, Clear, Done, Gap, Sign};

/// Four rows of three digits and a column beside them for correcting and finishing; `$extra` stands before the nought.
macro_rules! digits {
    ($extra:expr) => {
        [
            &[Sign('1'), Sign('2'), Sign('3'), Backspace] as &[PadKey],
            &[Sign('4'), Sign('5'), Sign('6'), Clear],
            &[Sign('7'), Sign('8'), Sign('9'), Gap],
            &[$extra, Sign('0'), Gap, Done],
        ]
    };
}

#[rustfmt::skip]
const CREDIT_CODE: &[&[PadKey]] = &[
    &[Sign('1'), Sign('2'), Sign('3'), Sign('4'), Sign('5'), Sign('6'), Sign('7'), Sign('8'), Sign('9'), Sign('0')],
    &[Sign('Q'), Sign('W'), Sign('E'), Sign('R'), Sign('T'), Sign('Y'), Sign('U'), Sign('P'), Backspace, Backspace],
    &[Sign('A'), Sign('D'), Sign('F'), Sign('G'), Sign('H'), Sign('J'), Sign('K'), Sign('L'), Clear, Clear],
    &[Sign('X'), Sign('C'), Sign('B'), Sign('N'), Sign('M'), Gap, Gap, Done, Done, Done],
];

impl PadKind {
    /// The keys, row by row, all rows of one length; a key that stands twice beside itself is one wide key.
    #[must_use]
    pub const fn rows(self) -> &'static [&'static [PadKey]] {
        match self {
            Self::Pin | Self::Number => &digits!(Gap),
            Self::Id => &digits!(Sign('X')),
            Self::Phone => &digits!(Sign('-')),
            Self::CreditCode => CREDIT_CODE,
        }
    }

    fn offers(self, key: PadKey) -> bool {
        self.rows().iter().any(|row| row.contains(&key))
    }

    /// What a key of a real keyboard types here, where the pad has a key for it; a small x is the X of an ID number. A letter
    /// that is in no credit code is taken all the same: that an O was meant as 0 is said beside the field, not swallowed.
    #[must_use]
    pub fn sign(self, typed: char) -> Option<char> {
        let typed = typed.to_ascii_uppercase();
        let told = self == Self::CreditCode && typed.is_ascii_alphabetic();
        (told || self.offers(Sign(typed))).then_some(typed)
    }

    /// The most characters the field takes.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::Pin => crate::domain::pin::MAX_DIGITS,
            Self::Id | Self::CreditCode => 18,
            Self::Phone => 20,
            Self::Number => 7,
        }
    }

    /// What a key does to a text of `length` characters.
    #[must_use]
    pub fn press(self, key: PadKey, length: usize) -> Option<Edit> {
        match key {
            Sign(sign) => {
                (self.offers(key) && length < self.limit()).then(|| Edit { delete: 0, insert: sign.to_string() })
            }
            Backspace => (length > 0).then_some(Edit { delete: 1, insert: String::new() }),
            Clear => (length > 0).then_some(Edit { delete: length, insert: String::new() }),
            Done | Gap => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pad_takes_only_what_its_field_can_hold() {
        assert_eq!(PadKind::Pin.press(Sign('X'), 0), None);
        assert_eq!(PadKind::Id.press(Sign('X'), 17).map(|e| e.insert), Some("X".to_owned()));
        assert_eq!(PadKind::Id.press(Sign('1'), 18), None);
        assert_eq!(PadKind::Phone.press(Backspace, 0), None);
        assert_eq!(PadKind::Phone.press(Clear, 5).map(|e| e.delete), Some(5));
    }

    #[test]
    fn every_pad_has_all_digits_and_an_end() {
        for kind in [PadKind::Pin, PadKind::Id, PadKind::Phone, PadKind::Number, PadKind::CreditCode] {
            let keys: Vec<PadKey> = kind.rows().concat();
            assert!(('0'..='9').all(|digit| keys.contains(&Sign(digit))));
            assert!(keys.contains(&Done) && keys.contains(&Backspace));
        }
    }

    #[test]
    fn every_credit_code_can_be_typed_and_no_letter_that_is_in_none() {
        // GB 32100-2015: the alphabet of the check digit.
        for sign in "0123456789ABCDEFGHJKLMNPQRTUWXY".chars() {
            let edit = PadKind::CreditCode.press(Sign(sign), 17);
            assert_eq!(edit.map(|edit| edit.insert), Some(sign.to_string()));
        }
        assert!("IOSVZ".chars().all(|sign| PadKind::CreditCode.press(Sign(sign), 0).is_none()));
        assert_eq!(
            PadKind::CreditCode.sign('o'),
            Some('O'),
            "what a real keyboard types wrongly is told, not swallowed"
        );
        assert_eq!(PadKind::CreditCode.sign('号'), None);
        assert_eq!(PadKind::CreditCode.sign('m'), Some('M'));
        assert_eq!(PadKind::CreditCode.press(Sign('A'), 18), None);
    }

    #[test]
    fn all_rows_of_a_pad_are_of_one_length() {
        for kind in [PadKind::Pin, PadKind::Id, PadKind::Phone, PadKind::Number, PadKind::CreditCode] {
            let length = kind.rows()[0].len();
            assert!(kind.rows().iter().all(|row| row.len() == length));
        }
    }
}
