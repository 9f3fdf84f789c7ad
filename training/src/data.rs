//! Characters as textbooks write them: the strokes of hanzi-writer-data for training, and those of KanjiVG, which others
//! drew, for testing only.

use kurbo::{BezPath, PathEl};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};
use yizhan_handwriting::Point;

/// A character and its strokes, in a box from 0 to 1, y down.
#[derive(Debug, Clone)]
pub struct Sample {
    pub character: char,
    pub strokes: Vec<Vec<Point>>,
}

/// The box of hanzi-writer-data: 1,024 wide, y up from -124 to 900.
const BOX: f32 = 1_024.0;
const TOP: f32 = 900.0;
/// The box of KanjiVG.
const KANJIVG_BOX: f64 = 109.0;
/// How far a curve may be from the line that stands for it, in KanjiVG's unit.
const FLATNESS: f64 = 0.5;

#[derive(Deserialize)]
struct Character {
    /// The middle of each stroke.
    medians: Vec<Vec<Point>>,
}

/// All characters that a folder of hanzi-writer-data has.
pub fn all_of(folder: &Path) -> io::Result<String> {
    let mut all = Vec::new();
    for file in fs::read_dir(folder)? {
        let name = file?.file_name();
        let stem = name.to_str().and_then(|name| name.strip_suffix(".json"));
        all.extend(stem.and_then(|stem| stem.parse::<char>().ok()));
    }
    // The same order on every machine.
    all.sort_unstable();
    Ok(all.into_iter().collect())
}

/// Those of `wanted` that a folder of hanzi-writer-data has, in the order of `wanted`.
pub fn hanzi(folder: &Path, wanted: &str) -> io::Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for character in wanted.chars().filter(|c| !c.is_whitespace()) {
        let Ok(json) = fs::read(folder.join(format!("{character}.json"))) else { continue };
        let known: Character = serde_json::from_slice(&json)?;
        let point = |[x, y]: Point| [x / BOX, (TOP - y) / BOX];
        let strokes = known.medians.into_iter().map(|stroke| stroke.into_iter().map(point).collect()).collect();
        samples.push(Sample { character, strokes });
    }
    Ok(samples)
}

/// Digits and letters: a character and its strokes a line, `A 0,10 5,0 10,10;2,6 8,6`, in any box.
pub fn written(table: &str) -> Vec<Sample> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(written_one).collect()
}

fn written_one(line: &str) -> Option<Sample> {
    let (character, strokes) = line.split_once(' ')?;
    let point = |point: &str| {
        let (x, y) = point.split_once(',')?;
        Some([x.parse::<f32>().ok()? / 20.0, y.parse::<f32>().ok()? / 20.0])
    };
    let stroke = |stroke: &str| stroke.split_whitespace().map(point).collect::<Option<Vec<Point>>>();
    Some(Sample {
        character: character.chars().next()?,
        strokes: strokes.split(';').map(stroke).collect::<Option<_>>()?,
    })
}

/// The characters of a folder of KanjiVG that are also in `known` and are written there with as many strokes: Japan writes
/// some characters otherwise than the mainland.
///
/// # Errors
/// When the folder holds none of them.
pub fn kanjivg(folder: &Path, known: &[Sample]) -> io::Result<Vec<Sample>> {
    let counts: BTreeMap<char, usize> = known.iter().map(|s| (s.character, s.strokes.len())).collect();
    let drawn = counts.iter().filter_map(|(character, count)| {
        let svg = fs::read_to_string(folder.join(format!("{:05x}.svg", u32::from(*character)))).ok()?;
        let strokes: Vec<Vec<Point>> =
            svg.split(" d=\"").skip(1).filter_map(|rest| stroke(rest.split('"').next()?)).collect();
        (strokes.len() == *count).then_some(Sample { character: *character, strokes })
    });
    let drawn: Vec<Sample> = drawn.collect();
    if drawn.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, format!("{} holds nothing of KanjiVG", folder.display())));
    }
    Ok(drawn)
}

fn stroke(path: &str) -> Option<Vec<Point>> {
    let mut points = Vec::new();
    kurbo::flatten(BezPath::from_svg(path).ok()?, FLATNESS, |element| {
        if let PathEl::MoveTo(p) | PathEl::LineTo(p) = element {
            points.push([(p.x / KANJIVG_BOX) as f32, (p.y / KANJIVG_BOX) as f32]);
        }
    });
    Some(points)
}
