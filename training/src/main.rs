//! `yizhan-training train HANZI MODEL` makes the writing pad's model from a folder of hanzi-writer-data;
//! `yizhan-training examine HANZI MODEL [KANJIVG]` prints how often it is right. `packaging/make-handwriting.sh` fetches the
//! folders and calls both.

#![expect(clippy::print_stdout, reason = "a command for developers prints what it does")]

use fastrand::Rng;
use std::error::Error;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};
use yizhan_handwriting::Model;
use yizhan_training::data::{self, Sample};
use yizhan_training::{CHARACTERS, WRITTEN, common, discriminants, exam};

const SEED: u64 = 20_130_605;
/// Numbers in a character's code.
const CODE: usize = 160;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["train", hanzi, model] => train(Path::new(hanzi), Path::new(model)),
        ["examine", hanzi, model] => examine(Path::new(hanzi), Path::new(model), None),
        ["examine", hanzi, model, kanjivg] => examine(Path::new(hanzi), Path::new(model), Some(Path::new(kanjivg))),
        ["common", hanzi, out] => Ok(fs::write(out, common::encode(&common::choose(&samples(Path::new(hanzi))?)))?),
        _ => Err("train HANZI MODEL | examine HANZI MODEL [KANJIVG] | common HANZI OUT".into()),
    }
}

fn samples(hanzi: &Path) -> Result<Vec<Sample>, Box<dyn Error>> {
    let mut samples = data::hanzi(hanzi, CHARACTERS)?;
    if samples.is_empty() {
        return Err(format!("{} holds no strokes of hanzi-writer-data", hanzi.display()).into());
    }
    samples.extend(data::written(WRITTEN));
    Ok(samples)
}

fn train(hanzi: &Path, model: &Path) -> Result<(), Box<dyn Error>> {
    let samples = samples(hanzi)?;
    let began = Instant::now();
    let layers = discriminants::find(&samples, CODE, &mut Rng::with_seed(SEED)).ok_or("the samples do not vary")?;
    fs::write(model, layers.encode())?;
    println!("{} samples, after {} s: {} bytes", samples.len(), began.elapsed().as_secs(), fs::metadata(model)?.len());
    Ok(())
}

fn examine(hanzi: &Path, model: &Path, kanjivg: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let samples = samples(hanzi)?;
    let bytes = fs::read(model)?;
    let model = Model::read(&bytes)?;
    println!("{} bytes, {} characters", bytes.len(), model.characters().len());
    let mut exams = Vec::new();
    if let Some(folder) = kanjivg {
        let drawn = data::kanjivg(folder, &samples)?;
        exams.push((format!("KanjiVG's {}", drawn.len()), exam::examine(&model, &drawn, SEED + 1)));
    }
    let common = common::choose(&samples);
    exams.push((format!("{} common", common.len()), exam::examine(&model, &common, SEED + 2)));
    print!("{}", exam::table(&exams));
    Ok(())
}
