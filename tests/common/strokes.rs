//! How long hands and head take over an errand, by the keystroke-level model (S. K. Card, T. P. Moran, A. Newell: The
//! Keystroke-Level Model for User Performance Time with Interactive Systems. CACM 23 (7), 1980, pp. 396–410): an estimate for
//! somebody who knows the way, without the machine's answers, without talking with the visitor, and without mistakes.

/// A key pressed by somebody who types now and then (55 words a minute: 0.20 s; 40: 0.28 s), in seconds.
const KEY: f64 = 0.28;
/// A hand goes to something on the screen, and a finger comes down there: pointing (1.10 s) and a press (0.10 s).
const TOUCH: f64 = 1.10 + 0.10;
/// The head prepares an act.
const THOUGHT: f64 = 1.35;

/// Seconds for so many touches, each thought of before, and so many keys. That every touch is thought of is more than the model's rules
/// ask: it is an upper estimate.
pub fn seconds(touches: usize, keys: usize) -> f64 {
    (TOUCH + THOUGHT) * touches as f64 + KEY * keys as f64
}
