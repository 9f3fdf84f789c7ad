//! Names of divisions (GB/T 2260): provinces, cities and counties by their codes, for drilling down.

use std::collections::HashMap;
use std::sync::LazyLock;

static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = include_str!("../../../assets/divisions.csv").lines().skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split(',');
        Some((cells.next()?, cells.next()?))
    })
    .collect()
});

/// Digits that name a province, a city, a county.
pub const LEVELS: [usize; 3] = [2, 4, 6];

/// The name of a place by its code, or by the first digits of it (`43`: 湖南省).
#[must_use]
pub fn name(part: &str) -> Option<&'static str> {
    NAMES.get(format!("{part:0<6}").as_str()).copied()
}

/// Whether a station may be said to stand there.
#[must_use]
pub fn is_division(code: &str) -> bool {
    code.len() == 6 && NAMES.contains_key(code)
}

/// The digits of the next level below a part: of the country a province, of a county nothing.
#[must_use]
pub fn below(part: &str) -> Option<usize> {
    LEVELS.into_iter().find(|level| *level > part.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_by_the_digits_of_their_level() {
        assert_eq!(name("43"), Some("湖南省"));
        assert_eq!(name("4301"), Some("长沙市"));
        assert_eq!(name("430111"), Some("雨花区"));
        assert_eq!(name("9999"), None);
        assert!(is_division("430111") && !is_division("43"));
        assert_eq!((below(""), below("43"), below("430111")), (Some(2), Some(4), None));
    }
}
