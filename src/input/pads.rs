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

impl PadKind {
    /// The keys, four rows of three and a column beside them for correcting and finishing.
    #[must_use]
    pub const fn rows(self) -> [[PadKey; 4]; 4] {
        use PadKey::{Backspace, Clear, Done, Gap, Sign};
        let extra = match self {
            Self::Id => Sign('X'),
            Self::Phone => Sign('-'),
            Self::Pin | Self::Number => Gap,
        };
        [
            [Sign('1'), Sign('2'), Sign('3'), Backspace],
            [Sign('4'), Sign('5'), Sign('6'), Clear],
            [Sign('7'), Sign('8'), Sign('9'), Gap],
            [extra, Sign('0'), Gap, Done],
        ]
    }

    /// What a key of a real keyboard types here, where the pad has a key for it; a small x is the X of an ID number.
    #[must_use]
    pub fn sign(self, typed: char) -> Option<char> {
        let typed = typed.to_ascii_uppercase();
        self.rows().iter().flatten().any(|key| *key == PadKey::Sign(typed)).then_some(typed)
    }

    /// The most characters the field takes.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::Pin => crate::domain::pin::MAX_DIGITS,
            Self::Id => 18,
            Self::Phone => 20,
            Self::Number => 7,
        }
    }

    /// What a key does to a text of `length` characters.
    #[must_use]
    pub fn press(self, key: PadKey, length: usize) -> Option<Edit> {
        match key {
            PadKey::Sign(sign) => {
                let offered = self.rows().iter().flatten().any(|known| *known == key);
                (offered && length < self.limit()).then(|| Edit { delete: 0, insert: sign.to_string() })
            }
            PadKey::Backspace => (length > 0).then_some(Edit { delete: 1, insert: String::new() }),
            PadKey::Clear => (length > 0).then_some(Edit { delete: length, insert: String::new() }),
            PadKey::Done | PadKey::Gap => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pad_takes_only_what_its_field_can_hold() {
        assert_eq!(PadKind::Pin.press(PadKey::Sign('X'), 0), None);
        assert_eq!(PadKind::Id.press(PadKey::Sign('X'), 17).map(|e| e.insert), Some("X".to_owned()));
        assert_eq!(PadKind::Id.press(PadKey::Sign('1'), 18), None);
        assert_eq!(PadKind::Phone.press(PadKey::Backspace, 0), None);
        assert_eq!(PadKind::Phone.press(PadKey::Clear, 5).map(|e| e.delete), Some(5));
    }

    #[test]
    fn every_pad_has_all_digits_and_an_end() {
        for kind in [PadKind::Pin, PadKind::Id, PadKind::Phone, PadKind::Number] {
            let keys: Vec<PadKey> = kind.rows().into_iter().flatten().collect();
            assert!(('0'..='9').all(|digit| keys.contains(&PadKey::Sign(digit))));
            assert!(keys.contains(&PadKey::Done) && keys.contains(&PadKey::Backspace));
        }
    }
}
