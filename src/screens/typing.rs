//! Typing by touch: which field takes the letters, and the keyboard or pad below the page that suits it.
//!
//! A key's touch would take the focus from the field it types into; so the field is remembered here, gets its edits at its
//! caret, and its focus back.

mod real_keys;

use crate::i18n::Words;
use crate::input::{Composer, Context, Edit, Key, PadKey, PadKind, Pen, Script, Style, Writer, engine};
use crate::widgets::field::Field;
use crate::widgets::ink::Drawn;
use crate::widgets::keyboard::{self, Keyboard, Layout, Names, Press};
use crate::widgets::pads::{self, PadCap};
use crate::widgets::writing::{self, WritingPad};
use crate::widgets::{Theme, icons};
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{self, Id, Rect, Response, Ui};
use real_keys::{Asked, Standing};

/// The frame of the touch and the one in which the keyboard is there.
const REVEAL_FRAMES: u8 = 2;

/// How a field is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Hanzi by pinyin.
    Words(Context),
    /// The search box: the letters themselves are searched for, hanzi can be picked.
    Search,
    Pad(PadKind),
    /// Letters, digits and signs, as in an address.
    Latin,
}

/// The field that is typed into, and what waits for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Typing {
    target: Option<Target>,
    composer: Composer,
    writer: Writer,
    /// Whether the person writes by hand: the next field opens the sheet again.
    writes: bool,
    /// Candidates on the screen.
    shown: usize,
    edits: Vec<Edit>,
    /// For how many frames the field still wants to be brought into sight: the keyboard takes its room only in the frame
    /// after the touch, and only then is it known what is in sight.
    reveal: u8,
    /// The keyboard goes away once what waits has been typed.
    closing: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Target {
    id: Id,
    way: Way,
    /// Where it was in the last frame.
    rect: Rect,
}

impl Typing {
    /// Whether a keyboard or pad is open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.target.is_some()
    }

    /// Puts the keyboard away.
    pub fn close(&mut self, ctx: &egui::Context) {
        if let Some(target) = self.target.take() {
            ctx.memory_mut(|memory| memory.surrender_focus(target.id));
        }
        self.composer = Composer::default();
        self.writer.clear();
        self.edits.clear();
        self.closing = false;
    }

    /// Opens the keyboard for a field from the first frame of its page.
    pub fn open_at(&mut self, id: Id, way: Way) {
        self.aim(id, way, Rect::NOTHING);
    }

    fn aim(&mut self, id: Id, way: Way, rect: Rect) {
        let (style, context) = match way {
            Way::Words(context) => (Style::Held, context),
            Way::Search => (Style::InText, Context::Job),
            Way::Pad(_) | Way::Latin => (Style::Held, Context::Free),
        };
        self.composer = Composer::new(style, context);
        if way == Way::Latin {
            self.composer.script = Script::Latin;
        } else if self.writes {
            self.composer.script = Script::Writing;
        }
        // What is searched for is no name, and may be a brand in letters.
        self.writer = Writer::new(if way == Way::Search { Context::Free } else { context });
        self.target = Some(Target { id, way, rect });
        self.edits.clear();
        self.reveal = REVEAL_FRAMES;
    }

    fn aims_at(&self, id: Id) -> bool {
        self.target.is_some_and(|target| target.id == id)
    }

    /// Shows a field that the keyboard types into; `limit` is in characters.
    pub fn field(
        &mut self,
        ui: &mut Ui,
        id: Id,
        way: Way,
        limit: usize,
        field: Field<'_>,
        text: &mut String,
    ) -> Response {
        if self.aims_at(id) {
            self.take_real_keys(ui, way);
            self.apply(ui.ctx(), id, limit, text);
            if std::mem::take(&mut self.closing) {
                self.close(ui.ctx());
            }
        }
        let response = field.limit(limit).show(ui, text);
        if response.has_focus() && !self.aims_at(id) {
            self.aim(id, way, response.rect);
        }
        if let Some(target) = self.target.as_mut().filter(|target| target.id == id) {
            target.rect = response.rect;
            if !response.has_focus() && ui.memory(|memory| memory.focused().is_none()) {
                response.request_focus();
            }
            if self.reveal > 0 {
                self.reveal -= 1;
                response.scroll_to_me(Some(egui::Align::Center));
                ui.ctx().request_repaint();
            }
            if way == Way::Search {
                self.composer.follow(text, engine());
            }
        }
        response
    }

    /// What a real keyboard types goes the way of what is touched.
    fn take_real_keys(&mut self, ui: &Ui, way: Way) {
        let waiting = !self.composer.letters().is_empty();
        let standing = Standing { way, script: self.composer.script, waiting, shown: self.shown };
        for asked in ui.input_mut(|input| real_keys::take(&mut input.events, standing)) {
            match asked {
                Asked::Key(key) => {
                    if matches!(key, Key::Letter(_)) && self.composer.script == Script::Writing {
                        self.press(Key::Script(Script::Hanzi));
                    }
                    self.press(key);
                }
                Asked::Close => self.closing = true,
            }
        }
    }

    fn press(&mut self, key: Key) {
        let first = self.composer.candidates().0;
        let key = if let Key::Pick(place) = key { Key::Pick(first + place) } else { key };
        if let Key::Script(script) = key {
            self.writes = match script {
                Script::Writing => true,
                Script::Hanzi => false,
                // Digits and letters in between change nothing for the next field.
                Script::Latin | Script::Digits => self.writes,
            };
        }
        self.edits.extend(self.composer.press(key, engine()));
    }

    /// Writes what the ink most looks like: ink cannot wait in a text, and is not lost.
    fn settle(&mut self) {
        self.edits.extend(self.writer.pick(0));
        self.writer.clear();
    }

    /// Carries the waiting edits out at the field's caret.
    fn apply(&mut self, ctx: &egui::Context, id: Id, limit: usize, text: &mut String) {
        if self.edits.is_empty() {
            return;
        }
        let mut state = TextEditState::load(ctx, id).unwrap_or_default();
        let mut characters: Vec<char> = text.chars().collect();
        let caret = state.cursor.char_range().map_or(characters.len(), |range| range.primary.index.into());
        let mut caret = caret.min(characters.len());
        for edit in self.edits.drain(..) {
            let start = caret.saturating_sub(edit.delete);
            let room = limit.saturating_sub(characters.len() - (caret - start));
            let inserted: Vec<char> = edit.insert.chars().take(room).collect();
            let count = inserted.len();
            characters.splice(start..caret, inserted);
            caret = start + count;
        }
        *text = characters.into_iter().collect();
        state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(caret))));
        state.store(ctx, id);
    }

    /// Shows the keyboard or pad of the field that is typed into. It must be shown before the page, which takes the room
    /// that is left. A touch elsewhere puts it away.
    pub fn keyboard_ui(&mut self, ui: &mut Ui, words: Words) {
        let Some(target) = self.target else { return };
        let rect = match target.way {
            Way::Words(_) | Way::Search | Way::Latin if self.composer.script == Script::Writing => {
                self.writing_ui(ui, words)
            }
            Way::Words(_) | Way::Search | Way::Latin => self.letters_ui(ui, words),
            Way::Pad(kind) => self.pad_ui(ui, kind, words),
        };
        let elsewhere = ui.input(|input| {
            let at = input.pointer.interact_pos().filter(|_| input.pointer.any_click());
            at.is_some_and(|at| !rect.contains(at) && !target.rect.contains(at))
        });
        if elsewhere {
            if let Some(edit) = self.composer.press(Key::Done, engine()) {
                // Letters that wait are not lost, they are kept as they are.
                self.edits.push(edit);
            }
            self.settle();
            self.closing = true;
        }
    }

    fn letters_ui(&mut self, ui: &mut Ui, words: Words) -> Rect {
        let (_, candidates) = self.composer.candidates();
        let candidates: Vec<&str> = candidates.iter().map(|candidate| candidate.text.as_str()).collect();
        let keyboard = Keyboard {
            layout: layout(self.composer.script),
            capital: self.composer.capital,
            letters: if self.composer.holds_letters() { self.composer.letters() } else { "" },
            candidates: &candidates,
            less: self.composer.has_less(),
            hint: words.keyboard_hint(),
            names: names(words),
        };
        let (press, shown, rect) = keyboard.show(ui);
        self.shown = shown;
        match press {
            Some(Press::Done) if self.composer.holds_letters() => self.press(Key::Done),
            Some(Press::Done) => self.close(ui.ctx()),
            Some(press) => self.press(key(press)),
            None => {}
        }
        rect
    }

    fn writing_ui(&mut self, ui: &mut Ui, words: Words) -> Rect {
        let candidates: Vec<&str> = self.writer.candidates().iter().map(String::as_str).collect();
        let pad = WritingPad {
            ink: self.writer.ink(),
            candidates: &candidates,
            sheet: words.writing_sheet(),
            signs: self.writer.signs(),
            elsewhere: words.writing_elsewhere(),
            undo: words.writing_undo(),
            clear: words.writing_clear(),
            names: names(words),
        };
        let (press, rect) = pad.show(ui);
        match press {
            Some(writing::Press::Drawn(drawn)) => drawn.into_iter().for_each(|drawn| self.writer.draw(pen(drawn))),
            Some(writing::Press::Pick(place)) => self.edits.extend(self.writer.pick(place)),
            Some(writing::Press::Undo) => self.writer.undo(),
            Some(writing::Press::Clear) => self.writer.clear(),
            Some(writing::Press::Key(Press::Done)) if self.writer.is_empty() => self.close(ui.ctx()),
            Some(writing::Press::Key(Press::Done)) => self.settle(),
            Some(writing::Press::Key(Press::Space)) if !self.writer.is_empty() => self.settle(),
            Some(writing::Press::Key(press)) => self.press(key(press)),
            None => {}
        }
        rect
    }

    fn pad_ui(&mut self, ui: &mut Ui, kind: PadKind, words: Words) -> Rect {
        let theme = Theme::of(ui);
        let keys = kind.rows();
        let caps = caps(kind, words);
        let height = pads::size(&theme, f32::INFINITY, &caps).y + 2.0 * theme.space.s;
        let (touched, rect) = keyboard::tray(ui, height, |ui, room| {
            let size = pads::size(&theme, room.width(), &caps);
            pads::pad_in(ui, Rect::from_center_size(room.center(), size), &caps)
        });
        match touched.and_then(|(row, column)| keys.get(row)?.get(column)) {
            Some(PadKey::Done) => self.close(ui.ctx()),
            // How long the text is decides the field's limit, when the edit is carried out.
            Some(PadKey::Clear) => self.edits.push(Edit { delete: usize::MAX, insert: String::new() }),
            Some(key) => self.edits.extend(kind.press(*key, 1)),
            None => {}
        }
        rect
    }
}

/// The caps of a pad in words.
#[must_use]
pub fn caps(kind: PadKind, words: Words) -> pads::Rows<'static> {
    let cap = |key: &PadKey| match *key {
        PadKey::Sign(sign) => PadCap::Sign(sign),
        PadKey::Backspace => PadCap::Icon(icons::BACKSPACE, words.key_backspace()),
        PadKey::Clear => PadCap::Word(words.clear()),
        PadKey::Done => PadCap::Done(if kind == PadKind::Pin { words.staff_sign_in() } else { words.key_done() }),
        PadKey::Gap => PadCap::Gap,
    };
    kind.rows().iter().map(|row| row.iter().map(cap).collect()).collect()
}

const fn layout(script: Script) -> Layout {
    match script {
        Script::Hanzi => Layout::Hanzi,
        Script::Latin => Layout::Latin,
        Script::Digits => Layout::Digits,
        Script::Writing => Layout::Writing,
    }
}

const fn key(press: Press) -> Key {
    match press {
        Press::Letter(letter) => Key::Letter(letter),
        Press::Sign(sign) => Key::Sign(sign),
        Press::Pick(place) => Key::Pick(place),
        Press::More(shown) => Key::More(shown),
        Press::Less => Key::Less,
        Press::Backspace => Key::Backspace,
        Press::Space => Key::Space,
        Press::Done => Key::Done,
        Press::Layout(Layout::Hanzi) => Key::Script(Script::Hanzi),
        Press::Layout(Layout::Latin) => Key::Script(Script::Latin),
        Press::Layout(Layout::Digits) => Key::Script(Script::Digits),
        Press::Layout(Layout::Writing) => Key::Script(Script::Writing),
        Press::Capital => Key::Capital,
    }
}

const fn pen(drawn: Drawn) -> Pen {
    match drawn {
        Drawn::Down(point) => Pen::Down(point),
        Drawn::Move(point) => Pen::Move(point),
        Drawn::Up => Pen::Up,
    }
}

fn names(words: Words) -> Names<'static> {
    Names {
        space: words.key_space(),
        done: words.key_done(),
        hanzi: words.key_hanzi(),
        writing: words.key_writing(),
        latin: words.key_latin(),
        digits: words.key_digits(),
        backspace: words.key_backspace(),
        capital: words.key_capital(),
        more: words.key_more(),
        less: words.key_less(),
    }
}
