//! Pinyin as it is spoken in Hunan and the south, where z and zh, n and l, f and h, an and ang are often one sound. Who
//! speaks so also types so, in the search and on the keyboard.

/// Initials that are told apart in writing and not in speech.
const INITIALS: &[(&str, &str)] = &[("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("h", "f")];
/// Finals that are told apart in writing and not in speech.
const FINALS: &[(&str, &str)] = &[("ang", "an"), ("eng", "en"), ("ing", "in")];
/// Before a, e and o an f is spoken as hu: 飞 is like 灰.
const LIPS: &[(&str, &str)] =
    &[("hua", "fa"), ("huan", "fan"), ("huang", "fang"), ("hui", "fei"), ("hun", "fen"), ("hong", "feng")];

/// Every way in which a syllable may be typed, its own among them.
#[must_use]
pub fn spellings(syllable: &str) -> Vec<String> {
    let mut all = vec![syllable.to_owned()];
    for way in [other_lips, other_initial, other_final] {
        let more: Vec<String> = all.iter().filter_map(|spelling| way(spelling)).collect();
        all.extend(more);
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn other_lips(syllable: &str) -> Option<String> {
    let (a, b) = LIPS.iter().find(|(a, b)| *a == syllable || *b == syllable)?;
    Some(if *a == syllable { *b } else { *a }.to_owned())
}

fn other_initial(syllable: &str) -> Option<String> {
    let swapped = |from: &str, to: &str| syllable.strip_prefix(from).map(|rest| format!("{to}{rest}"));
    INITIALS.iter().find_map(|(wide, plain)| swapped(wide, plain).or_else(|| swapped(plain, wide)))
}

fn other_final(syllable: &str) -> Option<String> {
    let swapped = |from: &str, to: &str| syllable.strip_suffix(from).map(|rest| format!("{rest}{to}"));
    FINALS.iter().find_map(|(wide, plain)| swapped(wide, plain).or_else(|| swapped(plain, wide)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spoken_alike_may_be_typed_alike() {
        for (written, typed) in [
            ("shi", "si"),
            ("si", "shi"),
            ("hu", "fu"),
            ("nan", "lan"),
            ("nan", "lang"),
            ("zhang", "zan"),
            ("hui", "fei"),
            ("fang", "huang"),
            ("cheng", "cen"),
            ("ling", "nin"),
        ] {
            assert!(spellings(written).contains(&typed.to_owned()), "{written} {typed}");
        }
        assert_eq!(spellings("er"), ["er"]);
        assert!(!spellings("ba").contains(&"pa".to_owned()));
    }
}
