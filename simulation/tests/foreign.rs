//! A short run over everything that reads bytes of strangers, on stable Rust: the corpus in `fuzz/corpus`, changed as a seed says.
//! `YIZHAN_FUZZ=100000` tries so many changes a reader; `YIZHAN_SEED` plays a run again.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a run that cannot begin has failed, and says its seed"
)]

use fastrand::Rng;
use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use yizhan_simulation::foreign::READERS;

/// What breaks parsers oftener than chance does.
const NASTY: [&[u8]; 16] = [
    b"\x00",
    b"\xff\xff\xff\xff",
    b"\x1b[2J\x1b]0;x\x07",
    "\u{202e}\u{2066}\u{200f}".as_bytes(),
    b"-9223372036854775808",
    b"1e999",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    b"\"\\ud800\"",
    b"'; DROP TABLE posting; --",
    b"{ $x } { -term } {\"}",
    b"\x1d\x56\x00\x1b\x40",
    b"=cmd|' /C calc'!A0",
    "9999-12-31".as_bytes(),
    "\u{feff}".as_bytes(),
    b"null",
    b"PK\x03\x04",
];

fn changed(dice: &mut Rng, from: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = from.to_vec();
    for _ in 0..dice.usize(1..5) {
        let at = dice.usize(..=bytes.len());
        match dice.u8(..7) {
            0 if at < bytes.len() => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.u8(..8);
                }
            }
            1 => bytes.truncate(at),
            2 => {
                let word = dice.choice(NASTY).unwrap_or_default();
                bytes.splice(at..at, word.iter().copied());
            }
            3 => {
                let end = dice.usize(at..=bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = dice.usize(at..=bytes.len().min(at + 64));
                let piece: Vec<u8> = bytes.get(at..end).unwrap_or_default().repeat(dice.usize(1..40));
                bytes.splice(at..at, piece);
            }
            5 => {
                let cut = dice.usize(..=other.len());
                bytes.truncate(at);
                bytes.extend_from_slice(other.get(cut..).unwrap_or_default());
            }
            _ => {
                let digit = b"0123456789eE+-.\"\\{}[],:"[dice.usize(..23)];
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = digit;
                }
            }
        }
        bytes.truncate(64 * 1024);
    }
    bytes
}

fn corpus(reader: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(reader);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

#[test]
fn nothing_that_strangers_send_breaks_what_reads_it() {
    let seed =
        std::env::var("YIZHAN_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    let tries: usize = std::env::var("YIZHAN_FUZZ").ok().and_then(|tries| tries.parse().ok()).unwrap_or(1_500);
    println!("YIZHAN_SEED={seed}");
    let mut dice = Rng::with_seed(seed);
    for (name, reader) in READERS {
        let corpus = corpus(name);
        assert!(!corpus.is_empty(), "{name} has no corpus");
        for bytes in &corpus {
            reader(bytes);
        }
        for number in 0..tries {
            let (from, other) = (&corpus[dice.usize(..corpus.len())], &corpus[dice.usize(..corpus.len())]);
            let bytes = changed(&mut dice, from, other);
            if catch_unwind(|| reader(&bytes)).is_err() {
                let kept = std::env::temp_dir().join(format!("yizhan-{name}-{seed}-{number}"));
                fs::write(&kept, &bytes).unwrap();
                panic!("{name} broke at {} (YIZHAN_SEED={seed}, change {number})", kept.display());
            }
        }
    }
}
