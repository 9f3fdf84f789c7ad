//! How hanzi are read: `assets/readings.txt`, as it lies in the program. It is searched where it stands, so that nothing is loaded
//! and nothing of it takes memory: the same words in tables take over a second and a hundred megabytes.

use std::sync::LazyLock;

/// A word a line, ascending by their bytes, with its reading where that is not its hanzi's one by one.
const LINES: &str = include_str!("../../assets/readings.txt");

/// Where the words with a first character begin, ascending by it.
static FIRST: LazyLock<Vec<(char, u32)>> = LazyLock::new(|| {
    let mut first: Vec<(char, u32)> = Vec::new();
    let mut at = 0;
    for line in LINES.split_inclusive('\n') {
        if let Some(c) = line.chars().next()
            && first.last().is_none_or(|(last, _)| *last != c)
        {
            first.push((c, at));
        }
        at += line.len() as u32;
    }
    first
});

/// A word at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Read<'a> {
    pub word: &'a str,
    /// `None`: as its hanzi are read one by one.
    pub reading: Option<&'static str>,
}

/// The longest word of the dictionary at the beginning of a text.
pub(super) fn longest(text: &str) -> Option<Read<'_>> {
    let lines = lines_with(text.chars().next()?)?;
    let mut bound = text;
    loop {
        let (word, reading) = last_up_to(lines, bound)?;
        if let Some(word) = text.get(..word.len()).filter(|begins| *begins == word) {
            return Some(Read { word, reading });
        }
        // Whatever longer word began the text would stand between this one and the bound.
        bound = common(bound, word);
        if bound.is_empty() {
            return None;
        }
    }
}

/// The reading of a hanzi that stands alone.
pub(super) fn alone(hanzi: char) -> Option<&'static str> {
    let mut buffer = [0; 4];
    let text: &str = hanzi.encode_utf8(&mut buffer);
    // The shortest word with this first character is the character.
    let (word, reading) = parts(lines_with(hanzi)?.lines().next()?);
    reading.filter(|_| word == text)
}

/// The lines of the words that begin with a character.
fn lines_with(first: char) -> Option<&'static str> {
    let place = FIRST.binary_search_by_key(&first, |(c, _)| *c).ok()?;
    let (_, begin) = FIRST.get(place)?;
    let end = FIRST.get(place + 1).map_or(LINES.len(), |(_, end)| *end as usize);
    LINES.get(*begin as usize..end)
}

/// The last word that does not stand behind `bound`, found by halving.
fn last_up_to(lines: &'static str, bound: &str) -> Option<(&'static str, Option<&'static str>)> {
    let bytes = lines.as_bytes();
    let mut found = None;
    // The word that is looked for begins in this range, or is the one found.
    let (mut low, mut high) = (0, lines.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let begin = memchr::memrchr(b'\n', bytes.get(low..middle)?).map_or(low, |at| low + at + 1);
        let end = memchr::memchr(b'\n', bytes.get(middle..)?).map_or(lines.len(), |at| middle + at);
        let line = parts(lines.get(begin..end)?);
        if line.0 <= bound {
            found = Some(line);
            low = end + 1;
        } else {
            high = begin;
        }
    }
    found
}

fn parts(line: &'static str) -> (&'static str, Option<&'static str>) {
    line.split_once(' ').map_or((line, None), |(word, reading)| (word, Some(reading)))
}

/// What two texts begin with.
fn common<'a>(a: &'a str, b: &str) -> &'a str {
    let end =
        a.char_indices().zip(b.chars()).find(|((_, a), b)| a != b).map_or(a.len().min(b.len()), |((at, _), _)| at);
    a.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{normalise, pinyin};
    use unicode_normalization::UnicodeNormalization as _;

    #[test]
    fn the_lines_ascend_and_each_hanzi_comes_before_its_words() {
        let words: Vec<&str> = LINES.lines().map(|line| line.split(' ').next().unwrap()).collect();
        assert!(words.is_sorted_by(|a, b| a < b), "packaging/make-readings.py sorts them");
        assert_eq!((alone('会'), alone('单'), alone('€')), (Some("hui"), Some("dan"), None));
    }

    #[test]
    fn the_longest_word_is_found_whatever_stands_behind_it() {
        let found = |text| longest(text).map(|read| (read.word, read.reading));
        assert_eq!(found("会计师事务所"), Some(("会计师", Some("kuai ji shi"))));
        assert_eq!(found("会计龘"), Some(("会计", Some("kuai ji"))));
        assert_eq!(found("会龘"), Some(("会", Some("hui"))));
        assert_eq!((found(""), found("abc"), found("，会计")), (None, None, None));
    }

    /// The dictionary that the table was made of, as a search used it until then.
    fn by_the_crate(text: &str) -> String {
        let without_tone = |syllable: &str| {
            let mut plain = String::new();
            for c in syllable.nfd() {
                match c {
                    '\u{308}' => {
                        plain.pop();
                        plain.push('v');
                    }
                    c if c.is_ascii_alphabetic() => plain.push(c.to_ascii_lowercase()),
                    _ => {}
                }
            }
            plain
        };
        let read = ::pinyin::match_word_pinyin(&normalise(text)).into_iter().flat_map(|(word, reading)| {
            let syllables: Vec<String> = reading.split_whitespace().map(without_tone).collect();
            if syllables.len() == word.chars().count() { syllables } else { vec![format!("({word})")] }
        });
        read.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn places_and_everyday_words_are_read_as_the_dictionary_reads_them() {
        let places =
            include_str!("../../assets/divisions.csv").lines().skip(1).filter_map(|line| line.split(',').nth(1));
        let jobs = include_str!("../../assets/words.csv").lines().skip(1).filter_map(|line| line.split(',').nth(2));
        let mut compared = 0;
        for text in places.chain(jobs) {
            let theirs = by_the_crate(text);
            // A hanzi by itself has all its readings there, or that of a surname.
            if !theirs.contains('(') && !text.contains(['单', '调', '藏', '仇']) {
                assert_eq!(pinyin(text), theirs, "{text}");
                compared += 1;
            }
        }
        assert!(compared > 1_500, "{compared}");
    }
}
