//! Strokes for characters that hanzi-writer-data does not have, put together from characters that it has: 祐 is written with
//! the left of 社 and the right of 佑. Which parts a character is made of says the CJK decomposition data of Gavin Grover.
//! Most of what is made so is rare, and stands in names.

use crate::data::Sample;
use std::collections::BTreeMap;
use yizhan_handwriting::Point;

type Strokes = Vec<Vec<Point>>;

/// The whole box, from 0 to 1.
const WHOLE: Frame = Frame { least: [0.05, 0.05], most: [0.95, 0.95] };
/// What is flatter is a line.
const FLAT: f32 = 0.02;
/// Parts of parts of parts are as far as anybody needs.
const DEEPEST: usize = 5;
/// What is written after what it encloses.
const LAST: [&str; 4] = ["辶", "⻌", "廴", "⻍"];

/// How two parts stand to each other. Others are too few to matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Across,
    Down,
    /// The first part encloses the second from some sides.
    Around,
}

impl Way {
    fn parse(code: &str) -> Option<Self> {
        Some(match code {
            "a" => Self::Across,
            "d" => Self::Down,
            "stl" | "str" | "st" | "sbl" => Self::Around,
            _ => return None,
        })
    }

    /// Where the parts stand if no other character shows it.
    const fn usual(self) -> [Frame; 2] {
        match self {
            Self::Across => [Frame { most: [0.45, 0.95], ..WHOLE }, Frame { least: [0.45, 0.05], ..WHOLE }],
            Self::Down => [Frame { most: [0.95, 0.48], ..WHOLE }, Frame { least: [0.05, 0.48], ..WHOLE }],
            Self::Around => [WHOLE, Frame { least: [0.3, 0.3], ..WHOLE }],
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    least: Point,
    most: Point,
}

impl Frame {
    fn of(strokes: &[Vec<Point>]) -> Self {
        let points = || strokes.iter().flatten();
        let edge = |of: fn(f32, f32) -> f32, from: f32| {
            points().fold([from; 2], |[x, y], point| [of(x, point[0]), of(y, point[1])])
        };
        Self { least: edge(f32::min, f32::INFINITY), most: edge(f32::max, f32::NEG_INFINITY) }
    }

    /// Strokes, moved and stretched into this. A part that is only a line stays one.
    fn take(self, strokes: &[Vec<Point>]) -> Strokes {
        let from = Self::of(strokes);
        let axis = |value: f32, (from, to): (f32, f32), (least, most): (f32, f32)| {
            let scale = if to - from > FLAT { (most - least) / (to - from) } else { 1.0 };
            least + (value - from) * scale
        };
        let place = |point: &Point| {
            [
                axis(point[0], (from.least[0], from.most[0]), (self.least[0], self.most[0])),
                axis(point[1], (from.least[1], from.most[1]), (self.least[1], self.most[1])),
            ]
        };
        strokes.iter().map(|stroke| stroke.iter().map(place).collect()).collect()
    }
}

/// What a part looks like in a character that has it, and where the other part stands there.
struct Shown {
    strokes: Strokes,
    other: Frame,
}

/// A character or a part of one, and what it is made of.
type Made<'a> = (Way, &'a str, &'a str);

struct Composer<'a> {
    known: BTreeMap<&'a str, &'a [Vec<Point>]>,
    made: BTreeMap<&'a str, Made<'a>>,
    /// Characters with strokes, by their way and one of their parts: the first (0) or the second (1).
    with: BTreeMap<(Way, usize, &'a str), Vec<&'a str>>,
}

/// Those of `wanted` that no sample shows and that can be put together, in their order. `parts` is the decomposition data:
/// `祐:a(礻,右)` a line.
#[must_use]
pub fn compose(samples: &[Sample], parts: &str, wanted: &str) -> Vec<Sample> {
    let names: Vec<String> = samples.iter().map(|sample| sample.character.to_string()).collect();
    let known: BTreeMap<&str, &[Vec<Point>]> =
        names.iter().zip(samples).map(|(name, sample)| (name.as_str(), sample.strokes.as_slice())).collect();
    let made: BTreeMap<&str, Made<'_>> = parts.lines().filter_map(made).collect();
    let mut with: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (character, (way, first, second)) in made.iter().filter(|(character, _)| known.contains_key(**character)) {
        with.entry((*way, 0, *first)).or_default().push(character);
        with.entry((*way, 1, *second)).or_default().push(character);
    }
    let composer = Composer { known, made, with };
    let missing = wanted.chars().filter(|c| !c.is_whitespace() && !composer.known.contains_key(c.to_string().as_str()));
    missing
        .filter_map(|character| Some(Sample { character, strokes: composer.strokes(&character.to_string(), 0)? }))
        .collect()
}

fn made(line: &str) -> Option<(&str, Made<'_>)> {
    let (name, rest) = line.split_once(':')?;
    let (code, parts) = rest.trim_end().strip_suffix(')')?.split_once('(')?;
    let (first, second) = parts.split_once(',')?;
    (!second.contains(',')).then_some((name, (Way::parse(code)?, first, second)))
}

impl Composer<'_> {
    /// The strokes of a character or of a part, as they stand by themselves.
    fn strokes(&self, name: &str, depth: usize) -> Option<Strokes> {
        if let Some(strokes) = self.known.get(name) {
            return Some(strokes.to_vec());
        }
        let (way, first, second) = *self.made.get(name).filter(|_| depth < DEEPEST)?;
        let [one, other] = [self.strokes(first, depth + 1)?, self.strokes(second, depth + 1)?];
        let shown_one = self.shown((way, 0, first), one.len(), other.len());
        let shown_other = self.shown((way, 1, second), other.len(), one.len());
        let [usual_one, usual_other] = way.usual();
        let one = placed(&one, shown_one.as_ref(), shown_other.as_ref(), usual_one);
        let other = placed(&other, shown_other.as_ref(), shown_one.as_ref(), usual_other);
        Some(if LAST.contains(&first) { [other, one] } else { [one, other] }.concat())
    }

    /// A part in the character that has it at the same place, beside a part of about as many strokes as the one it is to
    /// stand beside now.
    fn shown(&self, part: (Way, usize, &str), own: usize, wanted: usize) -> Option<Shown> {
        let others = self.with.get(&part)?.iter().filter_map(|character| {
            let strokes = *self.known.get(character)?;
            let (_, first, _) = self.made.get(character)?;
            // It must have the strokes of the part, and those of another.
            let beside = strokes.len().checked_sub(own).filter(|beside| *beside > 0)?;
            let last = LAST.contains(first) == (part.1 == 0);
            let (of_part, of_other) = if last {
                let (other, own) = strokes.split_at(beside);
                (own, other)
            } else {
                strokes.split_at(own)
            };
            Some((beside.abs_diff(wanted), of_part, of_other))
        });
        let (_, strokes, other) = others.min_by_key(|(apart, ..)| *apart)?;
        Some(Shown { strokes: strokes.to_vec(), other: Frame::of(other) })
    }
}

/// A part as it stands in another character; one that none shows fills the place that the other part leaves.
fn placed(alone: &[Vec<Point>], shown: Option<&Shown>, beside: Option<&Shown>, usual: Frame) -> Strokes {
    match (shown, beside) {
        (Some(shown), _) => shown.strokes.clone(),
        (None, Some(beside)) => beside.other.take(alone),
        (None, None) => usual.take(alone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(from: Point, to: Point) -> Vec<Point> {
        vec![from, to]
    }

    /// A left part of one stroke and right parts of two: 甲 is 一 beside 二, and nothing shows 乙, which is 一 beside 三.
    fn samples() -> Vec<Sample> {
        let sample = |character, strokes| Sample { character, strokes };
        vec![
            sample('一', vec![line([0.1, 0.5], [0.9, 0.5])]),
            sample('二', vec![line([0.1, 0.2], [0.9, 0.2]), line([0.1, 0.8], [0.9, 0.8])]),
            sample('人', vec![line([0.5, 0.1], [0.1, 0.9]), line([0.5, 0.1], [0.9, 0.9])]),
            sample(
                '甲',
                vec![line([0.1, 0.4], [0.3, 0.4]), line([0.4, 0.2], [0.9, 0.2]), line([0.4, 0.8], [0.9, 0.8])],
            ),
        ]
    }

    #[test]
    fn a_character_takes_its_parts_from_those_that_show_them_and_the_rest_fills_the_room_they_leave() {
        let made = compose(&samples(), "甲:a(一,二)\n乙:a(一,人)\n", "一乙");
        let [one] = made.as_slice() else { panic!("{made:?}") };
        assert_eq!((one.character, one.strokes.len()), ('乙', 3));
        assert_eq!(one.strokes[0], line([0.1, 0.4], [0.3, 0.4]), "the left as in 甲");
        let right = Frame::of(&one.strokes[1..]);
        assert!((right.least[0] - 0.4).abs() < 1e-5 && (right.most[0] - 0.9).abs() < 1e-5, "{right:?}");
    }

    #[test]
    fn what_has_no_strokes_and_no_parts_is_left_out() {
        assert!(compose(&samples(), "丙:a(一,丁)\n丁:c()\n戊:a(戊,戊)\n", "丙丁戊").is_empty());
    }
}
