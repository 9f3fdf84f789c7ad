//! `yizhan-training train HANZI PARTS MODEL` makes the writing pad's model from a folder of hanzi-writer-data and the file of
//! decompositions; `yizhan-training examine HANZI PARTS MODEL [KANJIVG]` prints how often it is right; `yizhan-training missing
//! HANZI PARTS OUT` lists the characters that it cannot know. `packaging/make-handwriting.sh` fetches what is needed and calls
//! all of them.

#![expect(clippy::print_stdout, reason = "a command for developers prints what it does")]

use fastrand::Rng;
use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};
use yizhan_handwriting::Model;
use yizhan_training::data::{self, Sample};
use yizhan_training::{CHARACTERS, WRITTEN, common, compose, discriminants, exam};

const SEED: u64 = 20_130_605;
/// Numbers in a character's code.
const CODE: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["train", hanzi, parts, model] => train(&Samples::read(hanzi, parts)?, Path::new(model)),
        ["examine", hanzi, parts, model] => examine(&Samples::read(hanzi, parts)?, Path::new(model), None),
        ["examine", hanzi, parts, model, kanjivg] => {
            examine(&Samples::read(hanzi, parts)?, Path::new(model), Some(Path::new(kanjivg)))
        }
        ["common", hanzi, parts, out] => {
            Ok(fs::write(out, common::encode(&common::choose(&Samples::read(hanzi, parts)?.drawn)))?)
        }
        ["missing", hanzi, parts, out] => missing(&Samples::read(hanzi, parts)?, Path::new(out)),
        _ => Err("train HANZI PARTS MODEL | examine HANZI PARTS MODEL [KANJIVG] | common HANZI PARTS OUT | \
                  missing HANZI PARTS OUT"
            .into()),
    }
}

/// What there is to learn from.
struct Samples {
    /// By hanzi-writer-data.
    drawn: Vec<Sample>,
    /// Put together from parts of those.
    composed: Vec<Sample>,
    /// Digits and letters.
    written: Vec<Sample>,
}

impl Samples {
    fn read(hanzi: &str, parts: &str) -> Result<Self, Box<dyn Error>> {
        let folder = Path::new(hanzi);
        // Also what the kiosk does not offer is a part of what it does: traditional forms.
        let all = data::all_of(folder)?;
        let drawn = data::hanzi(folder, CHARACTERS)?;
        if drawn.is_empty() {
            return Err(format!("{hanzi} holds no strokes of hanzi-writer-data").into());
        }
        let composed = compose::compose(&data::hanzi(folder, &all)?, &fs::read_to_string(parts)?, CHARACTERS);
        Ok(Self { drawn, composed, written: data::written(WRITTEN) })
    }

    fn all(&self) -> Vec<Sample> {
        [&self.drawn, &self.composed, &self.written].into_iter().flatten().cloned().collect()
    }
}

/// A line for each character that the sheet cannot know.
fn missing(samples: &Samples, out: &Path) -> Result<(), Box<dyn Error>> {
    let known: BTreeSet<char> = samples.all().iter().map(|sample| sample.character).collect();
    let missing: Vec<char> = CHARACTERS.chars().filter(|c| !c.is_whitespace() && !known.contains(c)).collect();
    let lines: Vec<String> = missing.iter().map(|c| format!("{c}\tU+{:04X}", u32::from(*c))).collect();
    fs::write(out, lines.join("\n") + "\n")?;
    println!("{} drawn, {} composed, {} without strokes", samples.drawn.len(), samples.composed.len(), missing.len());
    Ok(())
}

fn train(samples: &Samples, model: &Path) -> Result<(), Box<dyn Error>> {
    let samples = samples.all();
    let began = Instant::now();
    let layers = discriminants::find(&samples, CODE, &mut Rng::with_seed(SEED)).ok_or("the samples do not vary")?;
    fs::write(model, layers.encode())?;
    println!("{} samples, after {} s: {} bytes", samples.len(), began.elapsed().as_secs(), fs::metadata(model)?.len());
    Ok(())
}

fn examine(samples: &Samples, model: &Path, kanjivg: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let bytes = fs::read(model)?;
    let model = Model::read(&bytes)?;
    println!("{} bytes, {} characters", bytes.len(), model.characters().len());
    let mut exams = Vec::new();
    if let Some(folder) = kanjivg {
        let drawn = data::kanjivg(folder, &samples.drawn)?;
        exams.push((format!("KanjiVG's {}", drawn.len()), exam::examine(&model, &drawn, SEED + 1)));
        // How well what was put together stands for what others drew.
        let composed = data::kanjivg(folder, &samples.composed)?;
        exams.push((format!("KanjiVG's {}, composed", composed.len()), exam::examine(&model, &composed, SEED + 3)));
    }
    let common = common::choose(&samples.drawn);
    exams.push((format!("{} common", common.len()), exam::examine(&model, &common, SEED + 2)));
    print!("{}", exam::table(&exams));
    Ok(())
}
