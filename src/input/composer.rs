//! The pinyin keyboard's state: letters typed and not yet turned into hanzi, the candidates for them, and what each key
//! does to the text.

use super::engine::{Candidate, Context, PinyinEngine};

/// Candidates asked of the engine.
const CANDIDATES: usize = 80;
/// Letters that may wait to be turned into hanzi.
const MAX_LETTERS: usize = 30;

/// What the letter keys write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Script {
    #[default]
    Hanzi,
    Latin,
    /// Digits and signs.
    Digits,
    /// Hanzi by hand; the letters wait until it is over.
    Writing,
}

/// Where letters wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// On the keyboard: the text gets hanzi only. For forms.
    #[default]
    Held,
    /// In the text itself, and a picked candidate takes their place. For the search, which reads pinyin.
    InText,
}

/// A key that was touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// `a` to `z`.
    Letter(char),
    /// A digit or sign, as it stands on the key.
    Sign(char),
    /// A candidate, by its place among all.
    Pick(usize),
    /// The candidates behind those shown; how many were shown.
    More(usize),
    /// Back to the candidates before.
    Less,
    Backspace,
    Space,
    /// The letters that wait go.
    Drop,
    /// The letters as they are, or the end of typing.
    Done,
    Script(Script),
    /// Capital letters, for one letter.
    Capital,
}

/// What happens to the text before the caret: so many characters go, these come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edit {
    pub delete: usize,
    pub insert: String,
}

impl Edit {
    fn insert(text: impl Into<String>) -> Self {
        Self { delete: 0, insert: text.into() }
    }

    const fn delete(characters: usize) -> Self {
        Self { delete: characters, insert: String::new() }
    }
}

/// The keyboard's state between two keys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Composer {
    pub script: Script,
    pub capital: bool,
    style: Style,
    context: Context,
    letters: String,
    candidates: Vec<Candidate>,
    /// Where each page of candidates that was turned over began; the last is the page shown.
    pages: Vec<usize>,
}

impl Composer {
    #[must_use]
    pub fn new(style: Style, context: Context) -> Self {
        Self { style, context, ..Self::default() }
    }

    /// Letters waiting to be turned into hanzi.
    #[must_use]
    pub fn letters(&self) -> &str {
        &self.letters
    }

    /// Whether the letters are shown by the keyboard, because the text does not hold them.
    #[must_use]
    pub fn holds_letters(&self) -> bool {
        self.style == Style::Held && !self.letters.is_empty()
    }

    /// The candidates to show, and the place of the first among all.
    #[must_use]
    pub fn candidates(&self) -> (usize, &[Candidate]) {
        let first = self.pages.last().copied().unwrap_or_default();
        (first, self.candidates.get(first..).unwrap_or_default())
    }

    /// Whether candidates before those shown were turned over.
    #[must_use]
    pub fn has_less(&self) -> bool {
        !self.pages.is_empty()
    }

    /// Takes over the letters at the end of a text that someone typed on a real keyboard ([`Style::InText`] only).
    pub fn follow(&mut self, text: &str, engine: &dyn PinyinEngine) {
        if self.style != Style::InText || self.script != Script::Hanzi {
            return;
        }
        let end = text
            .rfind(|c: char| !c.is_ascii_lowercase())
            .map_or(0, |at| at + text.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8));
        let letters = text.get(end..).unwrap_or_default();
        let letters: String = letters.chars().take(MAX_LETTERS).collect();
        if letters != self.letters {
            self.letters = letters;
            self.look_up(engine);
        }
    }

    /// What a key does. `None`: nothing to the text.
    pub fn press(&mut self, key: Key, engine: &dyn PinyinEngine) -> Option<Edit> {
        match key {
            Key::Letter(letter) => self.letter(letter, engine),
            Key::Sign(sign) => Some(self.with_first_candidate(&sign.to_string())),
            Key::Pick(place) => self.pick(place, engine),
            Key::More(shown) => {
                let next = self.candidates().0 + shown;
                if next < self.candidates.len() {
                    self.pages.push(next);
                }
                None
            }
            Key::Less => {
                self.pages.pop();
                None
            }
            Key::Backspace => self.backspace(engine),
            Key::Space if self.style == Style::Held && !self.letters.is_empty() => Some(self.with_first_candidate("")),
            Key::Space => {
                self.clear();
                Some(Edit::insert(" "))
            }
            Key::Drop => self.drop_letters(),
            Key::Done => self.done(),
            Key::Script(script) => {
                let edit = self.done();
                self.script = script;
                self.capital = false;
                edit
            }
            Key::Capital => {
                self.capital = !self.capital;
                None
            }
        }
    }

    fn letter(&mut self, letter: char, engine: &dyn PinyinEngine) -> Option<Edit> {
        if self.script == Script::Latin {
            let letter = if std::mem::take(&mut self.capital) { letter.to_ascii_uppercase() } else { letter };
            return Some(Edit::insert(letter));
        }
        if self.letters.len() >= MAX_LETTERS {
            return None;
        }
        self.letters.push(letter.to_ascii_lowercase());
        self.look_up(engine);
        (self.style == Style::InText).then(|| Edit::insert(letter))
    }

    fn pick(&mut self, place: usize, engine: &dyn PinyinEngine) -> Option<Edit> {
        let candidate = self.candidates.get(place)?.clone();
        let waiting = self.letters.chars().count();
        self.letters = self.letters.chars().skip(candidate.letters).collect();
        self.look_up(engine);
        Some(match self.style {
            Style::Held => Edit::insert(candidate.text),
            Style::InText => Edit { delete: waiting, insert: candidate.text + &self.letters },
        })
    }

    fn backspace(&mut self, engine: &dyn PinyinEngine) -> Option<Edit> {
        let waited = self.letters.pop().is_some();
        if waited {
            self.look_up(engine);
        }
        (!waited || self.style == Style::InText).then(|| Edit::delete(1))
    }

    fn drop_letters(&mut self) -> Option<Edit> {
        let waiting = self.letters.chars().count();
        self.clear();
        (self.style == Style::InText && waiting > 0).then(|| Edit::delete(waiting))
    }

    /// The first candidate (or the bare letters, where there is none) and then `text`.
    fn with_first_candidate(&mut self, text: &str) -> Edit {
        let mut insert = String::new();
        if self.style == Style::Held && !self.letters.is_empty() {
            match self.candidates.first() {
                // What the candidate leaves over is kept as it is: a key must never lose what was typed.
                Some(first) => {
                    insert.push_str(&first.text);
                    insert.extend(self.letters.chars().skip(first.letters));
                }
                None => insert.push_str(&self.letters),
            }
        }
        insert.push_str(text);
        self.clear();
        Edit::insert(insert)
    }

    /// The letters as they are.
    fn done(&mut self) -> Option<Edit> {
        let letters = std::mem::take(&mut self.letters);
        self.clear();
        (self.style == Style::Held && !letters.is_empty()).then(|| Edit::insert(letters))
    }

    fn clear(&mut self) {
        self.letters.clear();
        self.candidates.clear();
        self.pages.clear();
    }

    fn look_up(&mut self, engine: &dyn PinyinEngine) {
        self.pages.clear();
        self.candidates = engine.candidates(&self.letters, self.context, CANDIDATES);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::engine;
    use proptest::prelude::*;

    /// A text with its caret at the end.
    fn type_into(composer: &mut Composer, text: &mut String, keys: &[Key]) {
        for key in keys {
            if let Some(edit) = composer.press(*key, engine()) {
                for _ in 0..edit.delete {
                    text.pop();
                }
                text.push_str(&edit.insert);
            }
        }
    }

    fn letters(word: &str) -> Vec<Key> {
        word.chars().map(Key::Letter).collect()
    }

    fn pick(composer: &Composer, text: &str) -> Key {
        let place = composer.candidates.iter().position(|candidate| candidate.text == text);
        Key::Pick(place.unwrap_or_else(|| panic!("{text} is not offered: {:?}", composer.candidates)))
    }

    #[test]
    fn a_name_is_put_together_from_its_characters() {
        let mut composer = Composer::new(Style::Held, Context::Name);
        let mut text = String::new();
        type_into(&mut composer, &mut text, &letters("zhangwei"));
        assert_eq!((text.as_str(), composer.letters()), ("", "zhangwei"));
        let zhang = pick(&composer, "张");
        type_into(&mut composer, &mut text, &[zhang]);
        assert_eq!((text.as_str(), composer.letters()), ("张", "wei"));
        let wei = pick(&composer, "伟");
        type_into(&mut composer, &mut text, &[wei]);
        assert_eq!((text.as_str(), composer.letters()), ("张伟", ""));
    }

    #[test]
    fn in_the_search_the_letters_stand_in_the_text_and_a_pick_replaces_them() {
        let mut composer = Composer::new(Style::InText, Context::Job);
        let mut text = String::new();
        type_into(&mut composer, &mut text, &letters("dianhan"));
        assert_eq!(text, "dianhan");
        type_into(&mut composer, &mut text, &[Key::Pick(0)]);
        assert_eq!(text, "电焊");
        type_into(&mut composer, &mut text, &[Key::Backspace]);
        assert_eq!(text, "电");
    }

    #[test]
    fn letters_from_a_real_keyboard_get_candidates_too() {
        let mut composer = Composer::new(Style::InText, Context::Job);
        composer.follow("长沙 baojie", engine());
        assert_eq!(composer.letters(), "baojie");
        assert_eq!(composer.candidates().1.first().map(|c| c.text.as_str()), Some("保洁"));
        composer.follow("长沙", engine());
        assert_eq!(composer.letters(), "");
    }

    #[test]
    fn space_takes_the_first_candidate_and_done_keeps_the_letters() {
        let mut composer = Composer::new(Style::Held, Context::Job);
        let mut text = String::new();
        type_into(&mut composer, &mut text, &letters("baoan"));
        type_into(&mut composer, &mut text, &[Key::Space]);
        assert_eq!(text, "保安");
        type_into(&mut composer, &mut text, &letters("ab"));
        type_into(&mut composer, &mut text, &[Key::Done]);
        assert_eq!(text, "保安ab");
    }

    #[test]
    fn latin_letters_and_digits_go_straight_into_the_text() {
        let mut composer = Composer::new(Style::Held, Context::Free);
        let mut text = String::new();
        let keys = [
            Key::Script(Script::Latin),
            Key::Capital,
            Key::Letter('a'),
            Key::Letter('b'),
            Key::Script(Script::Digits),
            Key::Sign('7'),
        ];
        type_into(&mut composer, &mut text, &keys);
        assert_eq!(text, "Ab7");
    }

    #[test]
    fn candidates_are_turned_over_page_by_page_and_back() {
        let mut composer = Composer::new(Style::Held, Context::Free);
        type_into(&mut composer, &mut String::new(), &letters("shi"));
        let first = composer.candidates().1[0].clone();
        composer.press(Key::More(6), engine());
        assert_eq!(composer.candidates().0, 6);
        assert!(composer.has_less());
        composer.press(Key::Less, engine());
        assert_eq!(composer.candidates().1[0], first);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn no_keys_lose_a_letter_or_panic(keys in proptest::collection::vec(0..40_usize, 0..24)) {
            let mut composer = Composer::new(Style::Held, Context::Free);
            for key in keys {
                let key = match key {
                    0..=25 => Key::Letter(char::from(b'a' + key as u8)),
                    26 => Key::Space,
                    27 => Key::Backspace,
                    28 => Key::More(9),
                    29 => Key::Less,
                    30 => Key::Script(Script::Latin),
                    31 => Key::Script(Script::Hanzi),
                    32 => Key::Capital,
                    33 => Key::Done,
                    34 => Key::Sign('5'),
                    other => Key::Pick(other - 35),
                };
                let waiting = composer.letters().len();
                let edit = composer.press(key, engine());
                let typed = matches!(key, Key::Letter(_)) && composer.script == Script::Hanzi && waiting < MAX_LETTERS;
                prop_assert!(!typed || composer.letters().len() == waiting + 1);
                prop_assert!(edit.is_none_or(|edit| edit.delete <= 1));
            }
        }
    }
}
