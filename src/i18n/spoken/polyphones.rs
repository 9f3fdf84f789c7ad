//! Characters with several readings, as they are read in jobs, places, names and on these screens. A simple voice knows one
//! reading a character (银行 becomes yin xing); it is given pinyin with tones for those in `assets/polyphones.csv`.

use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// Words and their readings, as `packaging/polyphones.py` made them.
const TABLE: &str = include_str!("../../../assets/polyphones.csv");

struct Readings {
    words: Option<AhoCorasick>,
    pinyin: Vec<&'static str>,
}

static READINGS: LazyLock<Readings> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let (words, pinyin): (Vec<&str>, Vec<&str>) = lines.filter_map(|line| line.split_once(',')).unzip();
    // Without the table everything is still said, only sometimes wrongly.
    let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok();
    Readings { words, pinyin }
});

/// A text with pinyin in place of the words that a simple voice misreads.
pub(super) fn marked(text: &str) -> String {
    let Some(words) = &READINGS.words else { return text.to_owned() };
    let mut marked = String::new();
    let mut done = 0;
    for found in words.find_iter(text) {
        let pinyin = READINGS.pinyin.get(found.pattern().as_usize()).copied().unwrap_or_default();
        marked.push_str(text.get(done..found.start()).unwrap_or_default());
        marked.extend([" ", pinyin, " "]);
        done = found.end();
    }
    marked.push_str(text.get(done..).unwrap_or_default());
    marked.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The sounds espeak-ng makes of a text, without the signs that differ with blanks.
    fn sounds(text: &str) -> String {
        let voice = ["-v", "cmn-latn-pinyin", "-x", "-q", text];
        let said = std::process::Command::new("espeak-ng").args(voice).output().unwrap().stdout;
        String::from_utf8(said).unwrap().chars().filter(char::is_ascii_alphanumeric).collect()
    }

    #[test]
    fn characters_with_several_readings_are_said_as_they_are_read_here() {
        for (text, pinyin) in [
            ("银行", "yin2 hang2"),
            ("重庆", "chong2 qing4"),
            ("长沙", "chang2 sha1"),
            ("行政", "xing2 zheng4"),
            ("会计", "kuai4 ji4"),
            ("调度", "diao4 du4"),
            ("厦门", "xia4 men2"),
            ("班长", "ban1 zhang3"),
            ("搬重物", "ban1 zhong4 wu4"),
            ("理发", "li3 fa4"),
            ("供应", "gong1 ying4"),
        ] {
            assert_eq!(sounds(&marked(text)), sounds(pinyin), "{text}");
        }
    }

    #[test]
    fn only_what_would_be_misread_is_given_as_pinyin() {
        assert_eq!(marked("长沙市银行会计"), "长沙市 yin2 hang2  kuai4 ji4");
        assert_eq!(marked("电焊工"), "电焊工");
    }

    #[test]
    fn each_word_stands_once_and_has_a_syllable_a_character() {
        let mut seen = BTreeSet::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (word, pinyin) = line.split_once(',').unwrap_or_default();
            assert!(seen.insert(word), "{word} stands twice");
            assert_eq!(word.chars().count(), pinyin.split(' ').count(), "{line}");
            assert!(pinyin.split(' ').all(|s| s.ends_with(|c: char| ('1'..='5').contains(&c))), "{line}");
        }
        assert!(seen.len() > 100, "{}", seen.len());
    }
}
