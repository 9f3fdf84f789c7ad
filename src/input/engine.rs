//! What a pinyin keyboard asks of an engine, and which engine this program has.

use super::builtin;
use super::rime::{Rime, RimeMissing};
use std::sync::OnceLock;

/// What the field is for: which words come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Context {
    #[default]
    Free,
    /// A person's name: surnames, then single characters.
    Name,
    /// Jobs and what is searched for.
    Job,
    /// Provinces, cities, counties.
    Place,
}

/// Something to pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub text: String,
    /// How many of the typed letters it stands for, from the first.
    pub letters: usize,
}

/// Letters in, candidates out, the best first. An engine learns nothing and writes nothing.
pub trait PinyinEngine {
    /// Candidates for lower-case letters `a` to `z`; at most `limit`.
    fn candidates(&self, letters: &str, context: Context, limit: usize) -> Vec<Candidate>;
}

type Shared = &'static (dyn PinyinEngine + Send + Sync);

static CHOSEN: OnceLock<Shared> = OnceLock::new();

/// The engine of this program: the built-in one, unless librime was chosen before anything was typed.
pub fn engine() -> Shared {
    *CHOSEN.get_or_init(builtin::engine)
}

/// Puts librime before the built-in engine, for as long as the program runs.
///
/// # Errors
/// When librime or its tables are missing; then the built-in engine is used. What was typed with already stays.
pub fn use_rime() -> Result<(), RimeMissing> {
    static OPENED: OnceLock<Result<Rime, RimeMissing>> = OnceLock::new();
    // A library with one state for the whole process is opened once, whatever came of it.
    let opened = OPENED.get_or_init(|| Rime::open(builtin::engine()));
    let rime: Shared = opened.as_ref().map_err(Clone::clone)?;
    CHOSEN.get_or_init(|| rime);
    Ok(())
}
