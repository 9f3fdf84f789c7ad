//! The 500 characters that are written most, with their strokes: small enough to lie in the project, so that `make bench`
//! can ask for them without a network.

use crate::data::Sample;
use inputx_pinyin::PinyinDict;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const COUNT: usize = 500;
/// The strokes of 500 characters of hanzi-writer-data, in thousandths of the box.
const STROKES: &str = include_str!("../common.tsv");

/// The most frequent of some characters, by the words of the pinyin dictionary that they stand in.
#[must_use]
pub fn choose(samples: &[Sample]) -> Vec<Sample> {
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    let dictionary = PinyinDict::embedded();
    for letter in 'a'..='z' {
        dictionary.prefix_for_each(&letter.to_string(), |_, word, count| {
            // A word of several readings has a count for each; the rare readings would lift it among the common ones.
            let known = words.entry(word.to_owned()).or_insert(count);
            *known = count.min(*known);
        });
    }
    let mut counts: BTreeMap<char, u64> = BTreeMap::new();
    for (word, count) in &words {
        for character in word.chars() {
            *counts.entry(character).or_default() += count;
        }
    }
    let mut chosen: Vec<&Sample> = samples.iter().filter(|s| counts.contains_key(&s.character)).collect();
    chosen.sort_by_key(|sample| std::cmp::Reverse(counts.get(&sample.character)));
    chosen.into_iter().take(COUNT).cloned().collect()
}

/// A line each: the character, then its strokes, separated by tabs.
#[must_use]
pub fn encode(samples: &[Sample]) -> String {
    let mut out = String::new();
    for sample in samples {
        out.push(sample.character);
        for stroke in &sample.strokes {
            let points: Vec<String> = stroke.iter().map(|[x, y]| format!("{:.0},{:.0}", x * 1e3, y * 1e3)).collect();
            let _ = write!(out, "\t{}", points.join(" "));
        }
        out.push('\n');
    }
    out
}

/// The 500 characters.
#[must_use]
pub fn known() -> Vec<Sample> {
    STROKES
        .lines()
        .filter_map(|line| {
            let mut parts = line.split('\t');
            let character = parts.next()?.chars().next()?;
            let point = |point: &str| {
                let (x, y) = point.split_once(',')?;
                Some([x.parse::<f32>().ok()? / 1e3, y.parse::<f32>().ok()? / 1e3])
            };
            let strokes = parts.map(|stroke| stroke.split(' ').filter_map(point).collect()).collect();
            Some(Sample { character, strokes })
        })
        .collect()
}
