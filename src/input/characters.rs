//! The characters the kiosk offers and its font can draw: 《通用规范汉字表》 (2013, 8,105 characters) and GB 2312, which
//! differ by a little. Traditional and very rare forms would only be in the way of a finger.

use std::sync::OnceLock;

const TABLE: &str = include_str!("characters.txt");

/// Whether every character of a word is one of them.
pub(super) fn are_common(word: &str) -> bool {
    static SORTED: OnceLock<Vec<char>> = OnceLock::new();
    let sorted = SORTED.get_or_init(|| {
        let mut all: Vec<char> = TABLE.chars().filter(|c| !c.is_whitespace()).collect();
        all.sort_unstable();
        all
    });
    word.chars().all(|c| sorted.binary_search(&c).is_ok())
}

#[cfg(test)]
mod tests {
    use super::are_common;

    #[test]
    fn everyday_characters_are_common_and_traditional_ones_are_not() {
        assert!(are_common("电焊工"));
        assert!(are_common("龑䶮昉") || are_common("昉"));
        assert!(!are_common("電"));
        assert!(!are_common("a"));
    }
}
