//! A keyboard with keys that can be pressed, or a scanner that pretends to be one: what it types goes through the same
//! pinyin and the same pads as what is touched.

use super::Way;
use crate::input::{Key, PadKind, Script};
use eframe::egui::{self, Event};

/// What a key of a real keyboard asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Key(Key),
    /// The keyboard on the screen goes away.
    Close,
}

/// What the keys meet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub way: Way,
    pub script: Script,
    /// Whether letters wait for a candidate.
    pub waiting: bool,
    /// Candidates on the screen.
    pub shown: usize,
}

/// Takes the keys that mean more than themselves out of a frame's events; the others stay for the field.
pub(super) fn take(events: &mut Vec<Event>, mut standing: Standing) -> Vec<Asked> {
    let mut asked = Vec::new();
    events.retain_mut(|event| {
        if let (Way::Pad(kind), Event::Text(text)) = (standing.way, &mut *event) {
            return keep_signs(kind, text);
        }
        let found = standing.asks(event);
        // The next key of the same frame already meets the letter before it: a scanner types many in one frame.
        standing.waiting |= matches!(found, Some(Asked::Key(Key::Letter(_))));
        asked.extend(found);
        found.is_none()
    });
    asked
}

/// Leaves of a text what the pad has keys for; whether anything is left.
fn keep_signs(kind: PadKind, text: &mut String) -> bool {
    *text = text.chars().filter_map(|c| kind.sign(c)).collect();
    !text.is_empty()
}

impl Standing {
    fn asks(self, event: &Event) -> Option<Asked> {
        match event {
            Event::Text(text) => {
                let mut characters = text.chars();
                let character = characters.next().filter(|_| characters.next().is_none())?;
                self.typed(character).map(Asked::Key)
            }
            Event::Key { key, pressed: true, .. } => self.pressed(*key),
            _ => None,
        }
    }

    fn typed(self, character: char) -> Option<Key> {
        match (self.way, character) {
            // In the search the letters stand in the text itself, and so does a space.
            (Way::Words(_), 'a'..='z') if self.takes_letters() => Some(Key::Letter(character)),
            (Way::Words(_), ' ') if self.waiting => Some(Key::Space),
            (_, '1'..='9') if self.waiting => Some(Key::Pick(character as usize - '1' as usize)),
            _ => None,
        }
    }

    /// Who writes by hand and then types means pinyin.
    fn takes_letters(self) -> bool {
        matches!(self.script, Script::Hanzi | Script::Writing)
    }

    fn pressed(self, key: egui::Key) -> Option<Asked> {
        let held = matches!(self.way, Way::Words(_)) && self.waiting;
        match key {
            egui::Key::Backspace if held => Some(Asked::Key(Key::Backspace)),
            egui::Key::Enter if held => Some(Asked::Key(Key::Done)),
            egui::Key::ArrowDown | egui::Key::PageDown if self.waiting => Some(Asked::Key(Key::More(self.shown))),
            egui::Key::ArrowUp | egui::Key::PageUp if self.waiting => Some(Asked::Key(Key::Less)),
            egui::Key::Escape if self.waiting => Some(Asked::Key(Key::Drop)),
            egui::Key::Escape => Some(Asked::Close),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Context;

    fn typed(text: &str) -> Vec<Event> {
        text.chars().map(|c| Event::Text(c.to_string())).collect()
    }

    fn standing(way: Way, waiting: bool) -> Standing {
        Standing { way, script: Script::Hanzi, waiting, shown: 5 }
    }

    #[test]
    fn letters_become_pinyin_and_digits_behind_them_choose() {
        let mut events = typed("zhang2");
        let asked = take(&mut events, standing(Way::Words(Context::Name), false));
        assert!(events.is_empty());
        assert_eq!(asked.first(), Some(&Asked::Key(Key::Letter('z'))));
        assert_eq!(asked.last(), Some(&Asked::Key(Key::Pick(1))));
    }

    #[test]
    fn a_digit_is_a_digit_where_nothing_waits() {
        let mut events = typed("8");
        assert!(take(&mut events, standing(Way::Words(Context::Free), false)).is_empty());
        assert_eq!(events, typed("8"));
    }

    #[test]
    fn in_the_search_letters_stay_in_the_text_and_digits_choose() {
        let mut events = typed("a3");
        assert_eq!(take(&mut events, standing(Way::Search, true)), [Asked::Key(Key::Pick(2))]);
        assert_eq!(events, typed("a"));
    }

    #[test]
    fn a_scanner_on_a_pad_leaves_only_what_the_pad_has_keys_for() {
        let mut events = vec![Event::Text("11010519900307x;".to_owned()), Event::Text("abc".to_owned())];
        assert!(take(&mut events, standing(Way::Pad(PadKind::Id), false)).is_empty());
        assert_eq!(events, [Event::Text("11010519900307X".to_owned())]);
    }

    #[test]
    fn escape_drops_the_letters_and_then_the_keyboard() {
        let escape = || {
            vec![Event::Key {
                key: egui::Key::Escape,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: egui::Modifiers::NONE,
            }]
        };
        let way = Way::Words(Context::Free);
        assert_eq!(take(&mut escape(), standing(way, true)), [Asked::Key(Key::Drop)]);
        assert_eq!(take(&mut escape(), standing(way, false)), [Asked::Close]);
    }
}
