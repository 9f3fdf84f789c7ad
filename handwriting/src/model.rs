//! The model: a code of the character from its features, and for each character what its code looks like with its strokes
//! apart, and what changes when it is written without lifting the finger: a line, of which ink is somewhere. Its weights are
//! bytes, with one scale a row.
//!
//! The file: `YZHAND2\n`; three numbers (features, code, characters), then the characters, each 4 bytes, little-endian; then
//! the rows of the three layers, each a scale and a bias (f32, little-endian) and its weights (i8).

use crate::features::{FEATURES, Ink, features};

const MAGIC: &[u8; 8] = b"YZHAND2\n";
/// A row's scale and bias before its weights.
const ROW_HEAD: usize = 8;
/// What a layer reads is rounded to so many steps: fine enough to lose nothing, small enough that the sum of a row fits.
const STEPS: f32 = 8_191.0;

/// Why a model cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    #[error("this is no handwriting model, or one of another version")]
    Foreign,
    #[error("the handwriting model is cut off or has something behind its end")]
    Length,
    #[error("the handwriting model holds a number that is no character")]
    Character,
}

/// A trained model, before its weights become bytes.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// A character that is written in several ways stands here several times.
    pub characters: Vec<char>,
    /// From the features.
    pub code: Vec<Row>,
    /// From the code: one row for each of `characters`, in their order, of their strokes apart.
    pub looks: Vec<Row>,
    /// From the code: how far along the line from apart to written in one, in units of its length, squared.
    pub joined: Vec<Row>,
}

/// One number a layer computes: its bias and a weight for each number it reads.
pub type Row = (f32, Vec<f32>);

impl Layers {
    /// The model file.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for count in [FEATURES, self.code.len(), self.characters.len()] {
            out.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
        }
        out.extend(self.characters.iter().flat_map(|c| u32::from(*c).to_le_bytes()));
        for (bias, weights) in self.code.iter().chain(&self.looks).chain(&self.joined) {
            let largest = weights.iter().fold(f32::MIN_POSITIVE, |largest, weight| largest.max(weight.abs()));
            let scale = largest / f32::from(i8::MAX);
            out.extend(scale.to_le_bytes());
            out.extend(bias.to_le_bytes());
            out.extend(weights.iter().flat_map(|weight| ((weight / scale).round() as i8).to_le_bytes()));
        }
        out
    }
}

/// A model that reads its weights where they lie.
#[derive(Debug, Clone)]
pub struct Model<'a> {
    characters: Vec<char>,
    code: Layer<'a>,
    looks: Layer<'a>,
    joined: Layer<'a>,
    /// How long the line of each character is, squared.
    lengths: Vec<f32>,
}

#[derive(Debug, Clone, Copy)]
struct Layer<'a> {
    rows: &'a [u8],
    row_bytes: usize,
}

impl<'a> Model<'a> {
    /// Takes a model file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(bytes: &'a [u8]) -> Result<Self, ModelError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Foreign)?;
        let mut counts = [0_usize; 3];
        for count in &mut counts {
            *count = number(&mut rest)?.try_into().map_err(|_| ModelError::Length)?;
        }
        let [read, code, count] = counts;
        if read != FEATURES {
            return Err(ModelError::Foreign);
        }
        let mut characters = Vec::new();
        for _ in 0..count {
            characters.push(char::from_u32(number(&mut rest)?).ok_or(ModelError::Character)?);
        }
        let mut layer = |rows: usize, reads: usize| -> Result<Layer<'a>, ModelError> {
            let row_bytes = reads.checked_add(ROW_HEAD).ok_or(ModelError::Length)?;
            let length = rows.checked_mul(row_bytes).ok_or(ModelError::Length)?;
            let (rows, behind) = rest.split_at_checked(length).ok_or(ModelError::Length)?;
            rest = behind;
            Ok(Layer { rows, row_bytes })
        };
        let code_layer = layer(code, FEATURES)?;
        let looks = layer(count, code)?;
        let joined = layer(count, code)?;
        if !rest.is_empty() {
            return Err(ModelError::Length);
        }
        Ok(Self { characters, code: code_layer, looks, joined, lengths: joined.lengths().collect() })
    }

    /// The characters it knows.
    #[must_use]
    pub fn characters(&self) -> &[char] {
        &self.characters
    }

    /// The characters that the ink looks like, the likeliest first, at most `most` and only those that are `wanted`. Empty
    /// where there is no ink.
    #[must_use]
    pub fn rank(&self, ink: &Ink, most: usize, wanted: impl Fn(char) -> bool) -> Vec<char> {
        let Some(features) = features(ink) else { return Vec::new() };
        let code: Vec<f32> = self.code.apply(&features).collect();
        let mut best: Vec<(f32, char)> = Vec::with_capacity(most + 1);
        let along = self.joined.apply(&code).zip(&self.lengths).map(|(along, length)| nearer(along, *length));
        let scores = self.looks.apply(&code).zip(along).map(|(apart, nearer)| apart + nearer);
        for (score, character) in scores.zip(&self.characters) {
            let enters = best.len() < most || best.last().is_some_and(|(least, _)| score > *least);
            if enters && wanted(*character) {
                // A character that is written in several ways has a row for each; the likeliest counts.
                if let Some(known) = best.iter().position(|(_, known)| known == character) {
                    if best.get(known).is_some_and(|(known, _)| *known >= score) {
                        continue;
                    }
                    best.remove(known);
                }
                let place = best.partition_point(|(known, _)| *known >= score);
                best.insert(place, (score, *character));
                best.truncate(most);
            }
        }
        best.into_iter().map(|(_, character)| character).collect()
    }
}

/// How much nearer ink is to the nearest point of a line than to its beginning: half the difference of the squares, as the
/// scores are. `along` is how far along the line it lies, times the line's length.
fn nearer(along: f32, length: f32) -> f32 {
    if along <= 0.0 || length <= 0.0 {
        0.0
    } else if along >= length {
        along - 0.5 * length
    } else {
        0.5 * along * along / length
    }
}

impl Layer<'_> {
    /// The square of each row's length.
    fn lengths(&self) -> impl Iterator<Item = f32> {
        self.rows.chunks_exact(self.row_bytes).map(|row| {
            let mut weights = row;
            let scale = f32::from_bits(number(&mut weights).unwrap_or_default());
            let weights = weights.get(4..).unwrap_or_default().iter();
            let sum: i32 = weights.map(|weight| i32::from(weight.cast_signed())).map(|weight| weight * weight).sum();
            scale * scale * sum as f32
        })
    }

    fn apply(&self, input: &[f32]) -> impl Iterator<Item = f32> {
        let largest = input.iter().fold(f32::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
        let step = largest / STEPS;
        let input: Vec<i16> = input.iter().map(|value| (value / step).round() as i16).collect();
        self.rows.chunks_exact(self.row_bytes).map(move |row| {
            let mut weights = row;
            let mut head = || f32::from_bits(number(&mut weights).unwrap_or_default());
            let (scale, bias) = (head(), head());
            (dot(weights, &input) as f32).mul_add(scale * step, bias)
        })
    }
}

/// At most some 1,000 products below 2^20 each: the sum fits.
fn dot(weights: &[u8], input: &[i16]) -> i32 {
    weights.iter().zip(input).map(|(weight, value)| i32::from(weight.cast_signed()) * i32::from(*value)).sum()
}

fn number(rest: &mut &[u8]) -> Result<u32, ModelError> {
    let (bytes, behind) = rest.split_first_chunk::<4>().ok_or(ModelError::Length)?;
    *rest = behind;
    Ok(u32::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(from: [f32; 2], to: [f32; 2]) -> Vec<Vec<[f32; 2]>> {
        vec![vec![from, to]]
    }

    /// A model that knows a line across and a line down by the features themselves.
    fn two_lines() -> Vec<u8> {
        let mean = |ink: &Ink| features(ink).unwrap();
        let (across, down) = (mean(&line([0.0, 0.0], [9.0, 0.0])), mean(&line([0.0, 0.0], [0.0, 9.0])));
        let unit = |n: usize| (0..2).map(|at| if at == n { 1.0 } else { 0.0 }).collect();
        let code = |mean: [f32; FEATURES]| (0.0, mean.to_vec());
        let layers = Layers {
            characters: vec!['一', '丨'],
            code: vec![code(across), code(down)],
            looks: vec![(0.0, unit(0)), (0.0, unit(1))],
            joined: vec![(0.0, vec![0.0; 2]); 2],
        };
        layers.encode()
    }

    #[test]
    fn a_model_survives_its_file_and_names_what_it_sees() {
        let bytes = two_lines();
        let model = Model::read(&bytes).unwrap();
        assert_eq!(model.characters(), ['一', '丨']);
        assert_eq!(model.rank(&line([3.0, 4.0], [80.0, 7.0]), 10, |_| true), ['一', '丨']);
        assert_eq!(model.rank(&line([3.0, 4.0], [5.0, 70.0]), 1, |_| true), ['丨']);
        assert_eq!(model.rank(&line([3.0, 4.0], [5.0, 70.0]), 10, |c| c == '一'), ['一']);
        assert!(model.rank(&[], 10, |_| true).is_empty());
    }

    /// 十 with its strokes apart, and the line to how it looks written in one; and 丨.
    fn ten_and_a_line() -> Vec<u8> {
        let across = || vec![[0.0, 40.0], [80.0, 40.0]];
        let down = || vec![[40.0, 0.0], [40.0, 80.0]];
        let apart = features(&[across(), down()]).unwrap();
        let joined = features(&[[across(), down()].concat()]).unwrap();
        let line = features(&[down()]).unwrap();
        let change: Vec<f32> = joined.iter().zip(&apart).map(|(joined, apart)| joined - apart).collect();
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        // The code is the features themselves.
        let unit = |n: usize| (0.0, (0..FEATURES).map(|at| if at == n { 1.0 } else { 0.0 }).collect());
        let layers = Layers {
            characters: vec!['十', '丨'],
            code: (0..FEATURES).map(unit).collect(),
            looks: vec![(-0.5 * dot(&apart, &apart), apart.to_vec()), (-0.5 * dot(&line, &line), line.to_vec())],
            joined: vec![(-dot(&change, &apart), change), (0.0, vec![0.0; FEATURES])],
        };
        layers.encode()
    }

    #[test]
    fn a_character_is_known_apart_joined_and_anywhere_between() {
        let bytes = ten_and_a_line();
        let model = Model::read(&bytes).unwrap();
        let across = || vec![[10.0, 42.0], [80.0, 38.0]];
        let down = || vec![[41.0, 2.0], [39.0, 80.0]];
        for ink in [vec![across(), down()], vec![[across(), down()].concat()]] {
            assert_eq!(model.rank(&ink, 2, |_| true), ['十', '丨'], "{ink:?}");
        }
        assert_eq!(model.rank(&[down()], 2, |_| true), ['丨', '十']);
    }

    #[test]
    fn how_near_a_line_is_grows_along_it_and_no_further_than_its_end() {
        assert!(nearer(-1.0, 4.0).abs() < 1e-6);
        assert!(nearer(2.0, 0.0).abs() < 1e-6, "a character of one stroke has no line");
        // Half-way along a line of length 2 the square is 1 less; half of that.
        assert!((nearer(2.0, 4.0) - 0.5).abs() < 1e-6);
        assert!((nearer(4.0, 4.0) - 2.0).abs() < 1e-6 && (nearer(6.0, 4.0) - 4.0).abs() < 1e-6);
    }

    #[test]
    fn a_model_that_is_cut_off_is_refused_wherever_it_ends() {
        let bytes = two_lines();
        for end in 0..bytes.len() {
            assert!(Model::read(&bytes[..end]).is_err(), "cut at {end}");
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(Model::read(&longer).err(), Some(ModelError::Length));
        let mut foreign = bytes;
        foreign[6] = b'9';
        assert_eq!(Model::read(&foreign).err(), Some(ModelError::Foreign));
    }
}
