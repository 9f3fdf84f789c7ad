//! The writing pad's state: the ink of one character and what it looks like. Ink lives here, between two touches, and
//! nowhere else: it is never stored, logged or sent.

use super::characters::are_common;
use super::composer::Edit;
use super::engine::Context;
use std::sync::OnceLock;
use yizhan_handwriting::{Model, Point};

const MODEL: &[u8] = include_bytes!("../../assets/handwriting.model");
/// Candidates that are offered.
pub const OFFERED: usize = 10;
/// More strokes than any character has; a child that scribbles fills no memory.
const MAX_STROKES: usize = 80;
/// Points of one stroke; what is drawn beyond is not ink.
const MAX_POINTS: usize = 4_000;

/// What a finger does on the pad, in any unit that stays the same for one character; y goes down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pen {
    Down(Point),
    Move(Point),
    Up,
}

/// One character's ink.
#[derive(Clone, PartialEq, Default)]
pub struct Writer {
    strokes: Vec<Vec<Point>>,
    drawing: bool,
    candidates: Vec<String>,
    context: Context,
}

/// Ink is what somebody writes: it does not show up where states are printed.
impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("strokes", &self.strokes.len()).finish_non_exhaustive()
    }
}

impl Writer {
    #[must_use]
    pub fn new(context: Context) -> Self {
        Self { context, ..Self::default() }
    }

    /// The ink so far, with the stroke that is being drawn.
    #[must_use]
    pub fn ink(&self) -> &[Vec<Point>] {
        &self.strokes
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.strokes.is_empty()
    }

    /// What the ink looks like, the likeliest first.
    #[must_use]
    pub fn candidates(&self) -> &[String] {
        &self.candidates
    }

    /// Signs that are touched rather than drawn: in a name only the one that joins its parts.
    #[must_use]
    pub const fn signs(&self) -> &'static [char] {
        match self.context {
            Context::Name => &['·'],
            Context::Free | Context::Job | Context::Place => &['，', '。', '、', '？', '！', '（', '）', '-', '·', '@'],
        }
    }

    /// Takes what the finger did; after each stroke the candidates are new.
    pub fn draw(&mut self, pen: Pen) {
        match pen {
            Pen::Down(point) => {
                self.drawing = self.strokes.len() < MAX_STROKES;
                if self.drawing {
                    self.strokes.push(vec![point]);
                }
            }
            Pen::Move(point) => {
                let stroke = self.strokes.last_mut().filter(|stroke| self.drawing && stroke.len() < MAX_POINTS);
                if let Some(stroke) = stroke.filter(|stroke| stroke.last() != Some(&point)) {
                    stroke.push(point);
                }
            }
            Pen::Up if self.drawing => {
                self.drawing = false;
                self.look();
            }
            Pen::Up => {}
        }
    }

    /// Takes the last stroke back.
    pub fn undo(&mut self) {
        self.strokes.pop();
        self.drawing = false;
        self.look();
    }

    /// Takes all ink away.
    pub fn clear(&mut self) {
        *self = Self::new(self.context);
    }

    /// Writes a candidate into the text and makes room for the next character.
    pub fn pick(&mut self, place: usize) -> Option<Edit> {
        let text = self.candidates.get(place)?.clone();
        self.clear();
        Some(Edit { delete: 0, insert: text })
    }

    fn look(&mut self) {
        // A name is written in hanzi; elsewhere a digit or a letter may stand among them.
        let wanted = |c: char| {
            let hanzi = are_common(c.encode_utf8(&mut [0; 4]));
            hanzi || (self.context != Context::Name && c.is_ascii_alphanumeric())
        };
        let named = model().map(|model| model.rank(&self.strokes, OFFERED, wanted)).unwrap_or_default();
        self.candidates = with_twins(&named, self.context).into_iter().map(String::from).collect();
    }
}

/// Signs that are written alike, larger or smaller; the sheet does not know how large a letter is meant.
const TWINS: [(char, &str); 11] = [
    ('0', "Oo"),
    ('C', "c"),
    ('K', "k"),
    ('P', "p"),
    ('S', "s"),
    ('U', "u"),
    ('V', "v"),
    ('W', "w"),
    ('X', "x"),
    ('Y', "y"),
    ('Z', "z"),
];
/// Only what the ink looks like most is offered with its twins: the others would push hanzi out.
const WITH_TWINS: usize = 2;

/// The candidates, and behind a letter the other letters that are written like it; no more than before.
fn with_twins(named: &[char], context: Context) -> Vec<char> {
    let mut all: Vec<char> = Vec::with_capacity(OFFERED);
    for (place, character) in named.iter().enumerate() {
        let twins = TWINS.iter().find(|(of, _)| of == character && place < WITH_TWINS && context != Context::Name);
        for one in std::iter::once(*character).chain(twins.iter().flat_map(|(_, twins)| twins.chars())) {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    all.truncate(OFFERED);
    all
}

/// The model of this program; `None` would be a broken build, which a test refuses.
fn model() -> Option<&'static Model<'static>> {
    static KNOWN: OnceLock<Option<Model<'static>>> = OnceLock::new();
    KNOWN.get_or_init(|| Model::read(MODEL).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn write(writer: &mut Writer, strokes: &[&[Point]]) {
        for stroke in strokes {
            for (n, point) in stroke.iter().enumerate() {
                writer.draw(if n == 0 { Pen::Down(*point) } else { Pen::Move(*point) });
            }
            writer.draw(Pen::Up);
        }
    }

    /// 王, as it is taught.
    const WANG: [&[Point]; 4] = [
        &[[20.0, 20.0], [80.0, 18.0]],
        &[[25.0, 48.0], [76.0, 46.0]],
        &[[50.0, 20.0], [50.0, 80.0]],
        &[[12.0, 82.0], [90.0, 80.0]],
    ];

    #[test]
    fn the_model_of_this_program_is_whole_and_knows_the_characters_it_should() {
        let known = Model::read(MODEL).unwrap();
        let hanzi = known.characters().iter().filter(|c| are_common(c.encode_utf8(&mut [0; 4]))).count();
        assert!(hanzi > 8_000, "{hanzi}");
        assert!(MODEL.len() < 4_000_000);
    }

    #[test]
    fn candidates_come_after_each_stroke_and_a_pick_makes_room_for_the_next_character() {
        let mut writer = Writer::new(Context::Name);
        write(&mut writer, &WANG[..1]);
        assert_eq!(writer.candidates().first().map(String::as_str), Some("一"));
        write(&mut writer, &WANG[1..]);
        assert_eq!(writer.candidates().len(), OFFERED);
        let place = writer.candidates().iter().position(|text| text == "王").unwrap();
        assert_eq!(writer.pick(place).map(|edit| edit.insert), Some("王".to_owned()));
        assert!(writer.is_empty() && writer.candidates().is_empty());
        assert_eq!(writer.pick(0), None);
    }

    #[test]
    fn the_order_of_strokes_is_everybodys_own() {
        let mut writer = Writer::new(Context::Name);
        let mut other = WANG;
        other.reverse();
        write(&mut writer, &other);
        assert!(writer.candidates().iter().take(3).any(|text| text == "王"), "{:?}", writer.candidates());
    }

    #[test]
    fn a_stroke_is_taken_back_without_losing_the_others() {
        let mut writer = Writer::new(Context::Free);
        write(&mut writer, &WANG[..3]);
        let three = writer.candidates().to_vec();
        write(&mut writer, &WANG[3..]);
        writer.undo();
        assert_eq!((writer.ink().len(), writer.candidates()), (3, three.as_slice()));
        writer.clear();
        assert!(writer.is_empty());
        writer.undo();
    }

    #[test]
    fn small_letters_are_read_and_a_name_has_none() {
        // h and y, drawn otherwise than the model was taught.
        let letter: [(&str, &[&[Point]]); 2] = [
            ("h", &[&[[30.0, 8.0], [31.0, 92.0]], &[[31.0, 62.0], [48.0, 47.0], [63.0, 56.0], [65.0, 92.0]]]),
            ("y", &[&[[20.0, 30.0], [44.0, 66.0]], &[[70.0, 28.0], [46.0, 70.0], [30.0, 96.0]]]),
        ];
        for (expected, strokes) in letter {
            let mut writer = Writer::new(Context::Free);
            write(&mut writer, strokes);
            let offered = writer.candidates();
            assert!(offered.iter().any(|text| text == expected), "{expected}: {offered:?}");
            let mut writer = Writer::new(Context::Name);
            write(&mut writer, strokes);
            assert!(!writer.candidates().iter().any(|text| text.is_ascii()), "{:?}", writer.candidates());
        }
    }

    #[test]
    fn letters_that_differ_only_in_size_are_offered_together_and_no_more_than_ten() {
        let named = ['口', 'C', '亡', '匚', '己', '乙', '巳', '已', '山', '石'];
        let offered = with_twins(&named, Context::Free);
        assert_eq!(offered.get(..4), Some(['口', 'C', 'c', '亡'].as_slice()));
        assert_eq!(offered.len(), OFFERED);
        assert_eq!(with_twins(&named, Context::Name), named);
    }

    #[test]
    fn what_is_written_is_not_shown_where_states_are_printed() {
        let mut writer = Writer::new(Context::Name);
        write(&mut writer, &WANG);
        assert!(!format!("{writer:?}").contains('王'));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn no_scribble_breaks_the_pad(moves in proptest::collection::vec((0..5_u8, -50.0..900.0_f32, -50.0..900.0_f32), 0..200)) {
            let mut writer = Writer::new(Context::Free);
            for (what, x, y) in moves {
                match what {
                    0 => writer.draw(Pen::Down([x, y])),
                    1 | 2 => writer.draw(Pen::Move([x, y])),
                    3 => writer.draw(Pen::Up),
                    _ => writer.undo(),
                }
                prop_assert!(writer.candidates().len() <= OFFERED);
            }
        }
    }
}
