//! From touches to text: pinyin, handwriting, pads. Pure: knows no screen and keeps nothing of what was typed (a kiosk is used by
//! strangers, one after the other, so nothing is learnt).

mod builtin;
mod characters;
mod composer;
mod dates;
mod engine;
mod guesses;
mod lexicon;
mod pads;
mod rime;
mod writing;

pub use composer::{Composer, Edit, Key, Script, Style};
pub use dates::{Choices, DateSteps};
pub use engine::{Candidate, Context, PinyinEngine, engine, use_rime};
pub use lexicon::offer;
pub use pads::{PadKey, PadKind};
pub use rime::RimeMissing;
pub use writing::{Pen, Writer};
