//! librime in place of the dictionary in the program, where a station has installed it (Debian: `librime1`,
//! `rime-data-pinyin-simp`) and wants it. It is opened while the program runs, so that nobody else needs it; where it is
//! missing the built-in engine goes on.
//!
//! Nothing typed is kept: our own schema has no user dictionary (the usual one writes down what was typed), the folder for
//! one does not exist, and the letters are cleared after each question.

mod library;

use super::builtin::{LONGEST, MAX_LETTERS, own_candidates};
use super::characters::are_common;
use super::engine::{Candidate, Context, PinyinEngine};
use library::Session;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// As the linker knows it.
const LIBRARY: &str = "librime.so.1";
/// Where Debian keeps its tables.
const DATA: &str = "/usr/share/rime-data";
/// The table that is used, under Apache-2.0: the others of Debian are under the LGPL.
const TABLE: &str = "build/pinyin_simp.table.bin";
/// Candidates asked of librime; more are never turned over.
const ASKED: usize = 60;

/// Why librime is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RimeMissing {
    #[error("librime cannot be opened (Debian: apt-get install librime1): {0}")]
    Library(String),
    #[error("{} is missing (Debian: apt-get install rime-data-pinyin-simp)", .0.display())]
    Data(PathBuf),
    #[error("librime does not take our schema")]
    Schema,
    #[error("no folder for librime's settings can be made: {0}")]
    Folder(String),
}

/// librime's candidates behind our own words, and the built-in engine's behind those.
pub(super) struct Rime {
    session: Mutex<Session>,
    builtin: &'static (dyn PinyinEngine + Send + Sync),
}

impl Rime {
    /// Opens it. It can be opened once in a process: librime keeps one state for all.
    pub(super) fn open(builtin: &'static (dyn PinyinEngine + Send + Sync)) -> Result<Self, RimeMissing> {
        let table = Path::new(DATA).join(TABLE);
        if !table.exists() {
            return Err(RimeMissing::Data(table));
        }
        let folder = tempfile::tempdir().map_err(|error| RimeMissing::Folder(error.to_string()))?;
        let settings = [("default.yaml", DEFAULT), ("yizhan.schema.yaml", SCHEMA)];
        for (name, text) in settings {
            std::fs::write(folder.path().join(name), text).map_err(|error| RimeMissing::Folder(error.to_string()))?;
        }
        // The schema is read here; afterwards the folder goes.
        let session = Session::open(LIBRARY, Path::new(DATA), folder.path())?;
        Ok(Self { session: Mutex::new(session), builtin })
    }

    fn asked(&self, letters: &str) -> Vec<Candidate> {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        session.type_letters(letters);
        let pieces = session.pieces();
        let texts = session.candidates(ASKED);
        session.clear();
        drop(session);
        let common = texts.into_iter().filter(|text| are_common(text) && text.chars().count() <= LONGEST);
        common.map(|text| Candidate { letters: used(&pieces, text.chars().count(), letters.len()), text }).collect()
    }
}

/// How many letters so many hanzi stand for: a syllable, or what stands for one, each; all where there are no more.
fn used(pieces: &[usize], hanzi: usize, all: usize) -> usize {
    if hanzi >= pieces.len() { all } else { pieces.iter().take(hanzi).sum::<usize>().clamp(1, all) }
}

impl PinyinEngine for Rime {
    fn candidates(&self, letters: &str, context: Context, limit: usize) -> Vec<Candidate> {
        let builtin = self.builtin.candidates(letters, context, limit);
        let typed: String = letters.chars().filter(char::is_ascii_lowercase).take(MAX_LETTERS).collect();
        if typed.is_empty() {
            return builtin;
        }
        let own = own_candidates(&typed, context);
        // A name is put together from its characters, which the built-in engine offers first.
        let of_name = if context == Context::Name { builtin.clone() } else { Vec::new() };
        let mut seen = HashSet::new();
        let all = own.into_iter().chain(of_name).chain(self.asked(&typed)).chain(builtin);
        all.filter(|candidate| seen.insert(candidate.text.clone())).take(limit).collect()
    }
}

/// What librime asks for before any schema.
const DEFAULT: &str = "config_version: '1'\nschema_list:\n  - schema: yizhan\nmenu:\n  page_size: 30\n";

/// Pinyin and nothing else: no user dictionary, no punctuation, no keys of its own.
const SCHEMA: &str = "\
schema:
  schema_id: yizhan
  name: yizhan
  version: '1'
engine:
  processors:
    - speller
  segmentors:
    - abc_segmentor
    - fallback_segmentor
  translators:
    - script_translator
  filters:
    - uniquifier
speller:
  alphabet: zyxwvutsrqponmlkjihgfedcba
  delimiter: \" '\"
translator:
  dictionary: pinyin_simp
  enable_user_dict: false
  enable_completion: true
menu:
  page_size: 30
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hanzi_stand_for_as_many_syllables() {
        assert_eq!(used(&[4, 3], 1, 7), 4);
        assert_eq!(used(&[4, 3], 2, 7), 7);
        assert_eq!(used(&[1, 1], 3, 2), 2);
        assert_eq!(used(&[], 1, 5), 5);
    }

    /// packaging/debian-packages.txt names what these tests need.
    fn rime() -> &'static Rime {
        static RIME: std::sync::OnceLock<Rime> = std::sync::OnceLock::new();
        RIME.get_or_init(|| Rime::open(crate::input::builtin::engine()).unwrap())
    }

    fn texts(letters: &str, context: Context) -> Vec<String> {
        rime().candidates(letters, context, 60).into_iter().map(|candidate| candidate.text).collect()
    }

    #[test]
    fn librime_knows_words_sentences_and_initials_behind_our_own_words() {
        assert_eq!(texts("gongzuo", Context::Free)[0], "工作");
        assert!(texts("gz", Context::Free).iter().take(5).any(|text| text == "工作"));
        assert!(texts("jiazhengfuwu", Context::Free).iter().take(3).any(|text| text == "家政服务"));
        assert_eq!(texts("dhg", Context::Job)[0], "电焊工");
        assert_eq!(texts("zhang", Context::Name)[0], "张");
        assert!(texts("hunansheng", Context::Place).contains(&"湖南省".to_owned()));
        assert!(texts("dian", Context::Free).iter().all(|text| are_common(text)));
    }

    #[test]
    fn a_candidate_of_librime_stands_for_its_own_syllables() {
        let offered = rime().candidates("gongzuofuwu", Context::Free, 80);
        let of = |text: &str| offered.iter().find(|candidate| candidate.text == text).map(|one| one.letters);
        assert_eq!(of("工作"), Some(7), "{offered:?}");
        assert_eq!(of("工"), Some(4), "{offered:?}");
        assert!(offered.iter().all(|candidate| (1..=11).contains(&candidate.letters)));
    }

    #[test]
    fn librime_learns_nothing_and_keeps_nothing_between_two_questions() {
        let before = texts("shi", Context::Free);
        for _ in 0..5 {
            texts("shigong", Context::Free);
        }
        assert_eq!(texts("shi", Context::Free), before);
        assert!(texts("", Context::Free).is_empty());
        assert!(!Path::new("/nonexistent/yizhan").exists());
    }
}
