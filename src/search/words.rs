//! Sets of slots by term, packed for the store: small ones as differences, large ones as compressed bitmaps.

use super::terms::Term;
use crate::domain::listing::{Slot, WordPart};
use roaring::RoaringBitmap;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A packed set.
pub type PackedSlots = Vec<u8>;

/// Sets with more members than this are compressed bitmaps.
const FEW: usize = 64;
const TAG_FEW: u8 = 0;
const TAG_BITMAP: u8 = 1;
/// How many slots a part may span when it is made: so many that a first load of a province ends with parts that need no merging,
/// so few that one in the making takes some megabytes of memory.
pub const PART_SLOTS: u32 = 1 << 14;

/// Collects the words of neighbouring slots into a part.
#[derive(Debug, Default)]
pub struct PartBuilder {
    first: Option<Slot>,
    end: Slot,
    /// By term: its slots, counted from the first one, ascending.
    found: HashMap<Term, Vec<u16>, BuildHasherDefault<TermHasher>>,
}

impl PartBuilder {
    /// Adds the terms of a slot that [`Self::fits`]. Slots ascend.
    pub fn add(&mut self, slot: Slot, terms: &[Term]) {
        let first = *self.first.get_or_insert(slot);
        let place = slot.saturating_sub(first).min(PART_SLOTS) as u16;
        self.end = slot + 1;
        for term in terms {
            self.found.entry(*term).or_default().push(place);
        }
    }

    /// Whether a slot belongs into the part that is being made: between slots there may be as many gaps as there were changes.
    #[must_use]
    pub fn fits(&self, slot: Slot) -> bool {
        self.first.is_none_or(|first| slot.saturating_sub(first) < PART_SLOTS)
    }

    /// Whether a slot is the one behind the last: between two others something was taken in elsewhere.
    #[must_use]
    pub fn continues_at(&self, slot: Slot) -> bool {
        self.is_empty() || self.end == slot
    }

    #[must_use]
    pub fn is_full(&self) -> bool {
        self.first.is_some_and(|first| self.end - first >= PART_SLOTS)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// The part so far; the builder is empty again.
    pub fn take(&mut self) -> Option<WordPart> {
        let first = self.first.take()?;
        let mut slots: Vec<Slot> = Vec::new();
        let mut rows: Vec<(Term, PackedSlots)> = std::mem::take(&mut self.found)
            .into_iter()
            .map(|(term, places)| {
                slots.clear();
                slots.extend(places.iter().map(|place| first + u32::from(*place)));
                (term, pack(&slots))
            })
            .collect();
        rows.sort_unstable_by_key(|(term, _)| *term);
        Some(WordPart { first, end: self.end, rows })
    }
}

/// Mixes the bits of a term. Descriptions come from the province, which gains nothing by words that meet in one place.
#[derive(Debug, Default)]
struct TermHasher(u64);

impl Hasher for TermHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(self.0 << 8 ^ u64::from(*byte));
        }
    }

    fn write_u64(&mut self, term: u64) {
        self.0 = (term ^ term >> 25).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// Packs ascending slots.
#[must_use]
pub fn pack(slots: &[Slot]) -> PackedSlots {
    let mut packed = Vec::with_capacity(slots.len().min(FEW) * 2 + 1);
    if slots.len() <= FEW {
        packed.push(TAG_FEW);
        let mut before = 0;
        for slot in slots {
            push_varint(&mut packed, slot - before);
            before = *slot;
        }
        return packed;
    }
    pack_bitmap(packed, &RoaringBitmap::from_sorted_iter(slots.iter().copied()).unwrap_or_default())
}

fn pack_bitmap(mut packed: PackedSlots, slots: &RoaringBitmap) -> PackedSlots {
    packed.push(TAG_BITMAP);
    // Writing into memory does not fail.
    slots.serialize_into(&mut packed).ok();
    packed
}

/// Adds a packed set to `slots`; `false` where its bytes are not a set.
pub fn unpack_into(packed: &[u8], slots: &mut RoaringBitmap) -> bool {
    match packed.split_first() {
        Some((&TAG_FEW, rest)) => each_of_few(rest, |slot| {
            slots.insert(slot);
        }),
        Some((&TAG_BITMAP, rest)) => RoaringBitmap::deserialize_from(rest).map(|more| *slots |= more).is_ok(),
        _ => false,
    }
}

/// The packed union of packed sets; bytes that are no set count as empty.
#[must_use]
pub fn join(packed: &[&[u8]]) -> PackedSlots {
    // Most words stand in few descriptions: their slots need no bitmap.
    let mut few: Vec<Slot> = Vec::new();
    let mut many = RoaringBitmap::new();
    for set in packed {
        match set.split_first() {
            Some((&TAG_FEW, rest)) => {
                each_of_few(rest, |slot| few.push(slot));
            }
            _ => {
                unpack_into(set, &mut many);
            }
        }
    }
    if many.is_empty() {
        few.sort_unstable();
        few.dedup();
        return pack(&few);
    }
    many.extend(few);
    if many.len() <= FEW as u64 {
        return pack(&many.iter().collect::<Vec<_>>());
    }
    pack_bitmap(Vec::with_capacity(many.serialized_size() + 1), &many)
}

/// Hands the slots of a small set to `each`; `false` where the bytes end in the middle of one.
fn each_of_few(mut rest: &[u8], mut each: impl FnMut(Slot)) -> bool {
    let mut slot = 0_u32;
    while !rest.is_empty() {
        let Some(step) = take_varint(&mut rest) else { return false };
        slot = slot.wrapping_add(step);
        each(slot);
    }
    true
}

fn push_varint(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take_varint(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in (0..32).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_packed_set_comes_back_and_joins_others(
            a in prop::collection::btree_set(0_u32..200_000, 0..300),
            b in prop::collection::btree_set(0_u32..200_000, 0..300),
        ) {
            let packed = |set: &std::collections::BTreeSet<u32>| pack(&set.iter().copied().collect::<Vec<_>>());
            let mut back = RoaringBitmap::new();
            prop_assert!(unpack_into(&join(&[&packed(&a), &packed(&b)]), &mut back));
            prop_assert_eq!(back.iter().collect::<Vec<_>>(), a.union(&b).copied().collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            unpack_into(&bytes, &mut RoaringBitmap::new());
        }
    }

    #[test]
    fn a_part_holds_each_term_with_its_slots() {
        let mut builder = PartBuilder::default();
        builder.add(10, &[1, 5]);
        builder.add(12, &[5]);
        let part = builder.take().unwrap();
        assert_eq!((part.first, part.end), (10, 13));
        assert_eq!(part.rows, [(1, pack(&[10])), (5, pack(&[10, 12]))]);
        assert_eq!(builder.take(), None);
    }
}
