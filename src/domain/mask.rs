//! Hiding what a screen in a public room, a list or a log must not show. Masking twice changes nothing, and what is too
//! short to be masked in part is masked whole.

/// Shorter than this, in characters, nothing is left to be seen.
const SHORTEST: usize = 8;

/// An ID number on a staff list: `430***********1519`.
#[must_use]
pub fn id_number(number: &str) -> String {
    keep(number, 3, 4)
}

/// An ID number on a screen that others can see: `4****************9`.
#[must_use]
pub fn id_number_in_public(number: &str) -> String {
    keep(number, 1, 1)
}

/// A telephone number: `138****0000`, `0731-****5678`.
#[must_use]
pub fn phone(national: &str) -> String {
    let digits = national.replace('-', "");
    let area = match digits.as_bytes() {
        [b'0', b'1' | b'2', ..] => 3,
        [b'0', ..] => 4,
        _ => return keep(&digits, 3, 4),
    };
    match digits.split_at_checked(area) {
        Some((area, local)) => format!("{area}-{}", keep(local, 0, 4)),
        None => keep(&digits, 0, 0),
    }
}

/// A name on a screen that others can see: 张*, and only the first character of a name with `·`.
#[must_use]
pub fn name(name: &str) -> String {
    let Some(first) = name.chars().next() else { return String::new() };
    let others = if name.contains('·') { 2 } else { name.chars().count() - 1 };
    std::iter::once(first).chain(std::iter::repeat_n('*', others)).collect()
}

/// Keeps `head` and `tail` characters. A text that is masked already stays as it is.
fn keep(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    let short = length < SHORTEST || head + tail >= length;
    text.chars()
        .enumerate()
        .map(|(place, c)| if !short && (place < head || place >= length - tail) { c } else { '*' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn masks_as_people_know_them() {
        assert_eq!(id_number("430000199003071519"), "430***********1519");
        assert_eq!(id_number_in_public("430000199003071519"), "4****************9");
        assert_eq!(phone("13800000000"), "138****0000");
        assert_eq!(phone("073180005678"), "0731-****5678");
        assert_eq!(name("测试甲"), "测**");
        assert_eq!(name("测试·买买提"), "测**");
        assert_eq!(name(""), "");
    }

    #[test]
    fn a_masked_phone_stays_masked() {
        for number in ["13800000000", "073180005678", "01080005678", "0731", "1", ""] {
            assert_eq!(phone(&phone(number)), phone(number), "{number}");
        }
    }

    proptest! {
        #[test]
        fn a_masked_number_shows_at_most_seven_characters_and_stays_masked(number in "[0-9X]{0,24}") {
            let once = id_number(&number);
            prop_assert!(once.chars().filter(|c| *c != '*').count() <= 7);
            prop_assert_eq!(id_number(&once), once.clone());
            if number.len() < SHORTEST {
                prop_assert!(once.chars().all(|c| c == '*'));
            }
        }
    }
}
