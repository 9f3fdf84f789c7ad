//! A posting as the index holds it: what is searched and filtered by, borrowed from wherever it was read.

use super::nouns::{Benefit, Education, JobKind, PostingId, Settlement, Shift, SourceKind, WageUnit, WorkForm};
use jiff::civil::Date;

/// One posting, without what only its own page shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Listing<'a> {
    pub id: PostingId,
    pub slot: Slot,
    pub title: &'a str,
    pub employer: &'a str,
    /// Full pinyin of the title as `search::pinyin` makes it.
    pub title_pinyin: &'a str,
    pub employer_pinyin: &'a str,
    pub job_kind: JobKind,
    pub work_form: WorkForm,
    /// Division code, 6 to 12 digits; empty where the posting names none.
    pub division: &'a str,
    pub district: &'a str,
    /// Fen in `wage_unit`.
    pub wage_min_fen: Option<i64>,
    pub wage_max_fen: Option<i64>,
    pub wage_unit: Option<WageUnit>,
    pub settlement: Option<Settlement>,
    pub education: Option<Education>,
    pub source: SourceKind,
    pub benefits: BenefitSet,
    pub shifts: ShiftSet,
    /// The highest age the advert names.
    pub age_max: Option<u8>,
    pub disability_welcome: bool,
    pub posted_on: Date,
    pub valid_until: Date,
}

/// What the search adds to a posting when it comes in, kept beside it: too slow to make at every start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ingest {
    /// `search::pinyin` of the title.
    pub title_pinyin: String,
    pub employer_pinyin: String,
    /// The posting as the store keeps it; where this is empty, the store packs it when it is written.
    pub whole: Vec<u8>,
}

/// A posting's place in the search's sets. A changed posting gets a new one; none is used twice.
pub type Slot = u32;

/// The words of the descriptions of some neighbouring slots, as the search makes them and the store keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordPart {
    pub first: Slot,
    /// The slot behind its last one.
    pub end: Slot,
    /// Number of a word and the packed set of its slots, ascending.
    pub rows: Vec<(u64, Vec<u8>)>,
}

/// A set of benefits as bits: bit = place in [`Benefit::ALL`]. The list only ever grows at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct BenefitSet(pub u32);

impl BenefitSet {
    #[must_use]
    pub fn of(benefits: &[Benefit]) -> Self {
        Self(benefits.iter().fold(0, |bits, b| bits | Self::bit(*b)))
    }

    /// The benefits of the set, in the order of the code list.
    pub fn iter(self) -> impl Iterator<Item = Benefit> {
        members(self.0).filter_map(|place| Benefit::ALL.get(place).copied())
    }

    /// The bit of one benefit; 0 for `Other`, which no filter asks for.
    fn bit(benefit: Benefit) -> u32 {
        Benefit::ALL.iter().position(|b| *b == benefit).map_or(0, |place| 1 << place)
    }
}

/// A set of shifts as bits: bit = place in [`Shift::ALL`]. The list only ever grows at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ShiftSet(pub u32);

impl ShiftSet {
    #[must_use]
    pub fn of(shifts: &[Shift]) -> Self {
        Self(
            Shift::ALL
                .iter()
                .zip(0..)
                .filter(|(shift, _)| shifts.contains(shift))
                .fold(0, |bits, (_, n)| bits | 1 << n),
        )
    }

    /// The shifts of the set, in the order of the code list.
    pub fn iter(self) -> impl Iterator<Item = Shift> {
        members(self.0).filter_map(|place| Shift::ALL.get(place).copied())
    }
}

/// The places of the bits that are set, ascending.
fn members(mut bits: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_gives_back_the_benefits_it_was_made_of() {
        let set = BenefitSet::of(&[Benefit::Lodging, Benefit::Meals, Benefit::Other]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Benefit::Meals, Benefit::Lodging]);
        assert!(Benefit::ALL.len() <= 32, "a set has 32 bits");
    }
}
