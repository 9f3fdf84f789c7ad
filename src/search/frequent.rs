//! Runs of characters that stand in many texts (工程, 服务员, 有限公司), with the texts that hold each: whatever is found in
//! such a run is found in all of them at once. Where a word is common, this is what keeps looking at texts one by one short.

use super::glyphs::{Glyph, Glyphs, add_to};
use super::pattern::Pattern;
use super::written::TextNo;
use roaring::RoaringBitmap;
use std::collections::{HashMap, HashSet};

/// A run is frequent when more than one text in so many has it; with fewer texts than this, looking at each is as quick.
const ONE_IN: usize = 128;
const LEAST_TEXTS: usize = 4_096;
/// Glyphs in the longest run.
const LONGEST: usize = 4;

#[derive(Default)]
pub(super) struct Frequent {
    runs: Vec<(Vec<Glyph>, RoaringBitmap)>,
    /// Texts that were there when the runs were looked for; later ones are not in the sets.
    texts: usize,
}

impl Frequent {
    /// Whether so much has come since that looking for the runs again is worth it.
    pub(super) const fn is_outdated(&self, texts: usize) -> bool {
        texts >= LEAST_TEXTS && texts > self.texts + self.texts / 4
    }

    /// Looks for the frequent runs of some texts: longer and longer ones, of which both ends must be frequent themselves.
    pub(super) fn find<'t>(texts: &(impl Iterator<Item = &'t [Glyph]> + Clone)) -> Self {
        let all = texts.clone().count();
        let (mut found, mut shorter) = (Self { runs: Vec::new(), texts: all }, HashSet::new());
        for length in 2..=LONGEST {
            let may_be = |run: &&[Glyph]| {
                let ends = [run.get(..length - 1), run.get(1..)];
                length == 2 || ends.into_iter().flatten().all(|end| shorter.contains(&key(end)))
            };
            let mut counts: HashMap<u64, usize> = HashMap::new();
            for run in texts.clone().flat_map(|text| text.windows(length)).filter(may_be) {
                *counts.entry(key(run)).or_default() += 1;
            }
            counts.retain(|_, count| *count > all / ONE_IN);
            let mut sets: HashMap<u64, (&[Glyph], RoaringBitmap)> = HashMap::new();
            for (number, text) in texts.clone().enumerate() {
                for run in text.windows(length).filter(|run| counts.contains_key(&key(run))) {
                    let (_, set) = sets.entry(key(run)).or_insert_with(|| (run, RoaringBitmap::new()));
                    add_to(Some(set), number as TextNo);
                }
            }
            shorter = counts.into_keys().collect();
            found.runs.extend(sets.into_values().map(|(run, set)| (run.to_vec(), set)));
        }
        found
    }

    /// Texts that hold the word because they hold a run that does.
    pub(super) fn holding(&self, word: &Pattern, glyphs: &Glyphs) -> RoaringBitmap {
        let holding = self.runs.iter().filter(|(run, _)| word.is_in(run, glyphs));
        holding.fold(RoaringBitmap::new(), |all, (_, texts)| all | texts)
    }
}

/// A run of at most [`LONGEST`] glyphs as one number.
fn key(run: &[Glyph]) -> u64 {
    run.iter().fold(0, |key, glyph| key << Glyph::BITS | u64::from(*glyph))
}
