//! What a pinyin keyboard asks of an engine.

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
