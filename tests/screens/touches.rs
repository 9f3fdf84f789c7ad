//! How many touches a registration takes, both ways: with a card, and without one, and how long a clerk's hands and head take over
//! them by a model. Keys are counted apart; the numbers are printed (`cargo test --test screens touches -- --nocapture`), and must
//! not grow.

#[path = "../common/strokes.rs"]
mod strokes;

use super::input::touch_field;
use super::{Stand, all_words, desk, shows, touch};
use eframe::egui;
use yizhan::domain::IdType;
use yizhan::domain::card::{CardPerson, Reader};
use yizhan::runtime::{Event, Job};

/// Counts what a clerk's hands do.
struct Hands {
    stand: Stand<'static>,
    touches: usize,
    keys: usize,
}

impl Hands {
    fn at_form() -> Self {
        let mut hands = Self { stand: desk(20), touches: 0, keys: 0 };
        hands.touch("登记来访者");
        hands
    }

    fn touch(&mut self, words: &str) {
        self.touches += 1;
        touch(&mut self.stand, words);
    }

    /// Types into a field; the keyboard is put away by the touch on the next thing.
    fn fill(&mut self, label: &str, text: &str) {
        self.touches += 1;
        touch_field(&mut self.stand, label);
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        let parts: Vec<String> =
            if digits { text.chars().map(|c| c.to_string()).collect() } else { vec![text.to_owned()] };
        for part in parts {
            // A hanzi is typed by its sound, three letters or so, and a word of them is then chosen.
            let hanzi = part.chars().filter(|c| !c.is_ascii()).count();
            self.keys += part.chars().count() - hanzi + 3 * hanzi;
            self.touches += usize::from(hanzi > 0);
            self.stand.event(egui::Event::Text(part));
            self.stand.run_steps(2);
        }
        self.touch("完成");
    }

    /// How long hands and head take over it by the model.
    fn seconds(&self) -> f64 {
        strokes::seconds(self.touches, self.keys)
    }

    fn registered(&self) -> bool {
        self.stand.state().asked.iter().any(|job| matches!(job, Job::Register { .. }))
    }
}

fn finish(hands: &mut Hands) {
    // From page to page until the last one's button is there.
    for _ in 0..6 {
        if hands.registered() {
            return;
        }
        let next = ["保存登记", "下一步"]
            .into_iter()
            .find(|says| super::touchables(&hands.stand).iter().any(|(said, _)| said.contains(says)));
        let Some(next) = next else { panic!("no way on: {:?}", all_words(&hands.stand)) };
        hands.touch(next);
    }
}

#[test]
fn touches_of_a_registration_with_a_card() {
    let mut hands = Hands::at_form();
    let card = CardPerson {
        name: "测试甲".to_owned().into(),
        id_type: IdType::ResidentId,
        id_number: "430000199003071519".to_owned().into(),
        warnings: Vec::new(),
    };
    hands.stand.state().workers.tell(Event::Reader(Reader::Ready));
    hands.stand.state().workers.tell(Event::CardRead(Box::new(card)));
    hands.stand.run_steps(4);
    assert!(shows(&hands.stand, "测试甲"), "{:?}", all_words(&hands.stand));
    steps(&mut hands);
    let (touches, keys, seconds) = (hands.touches, hands.keys, hands.seconds());
    println!("registration with a card: {touches} touches, {keys} keys, {seconds:.0} s by the keystroke-level model");
    assert!(seconds < 60.0, "a clerk serves a street");
    assert!(hands.registered(), "{:?}", all_words(&hands.stand));
    assert!(hands.touches <= 16 && hands.keys <= 11, "{} touches, {} keys", hands.touches, hands.keys);
}

#[test]
fn touches_of_a_registration_without_a_card() {
    let mut hands = Hands::at_form();
    hands.fill("姓名", "测试甲");
    hands.fill("证件号", "430000199003071519");
    steps(&mut hands);
    let (touches, keys, seconds) = (hands.touches, hands.keys, hands.seconds());
    println!(
        "registration without a card: {touches} touches, {keys} keys, {seconds:.0} s by the keystroke-level model"
    );
    assert!(seconds < 120.0, "a clerk serves a street");
    assert!(hands.registered(), "{:?}", all_words(&hands.stand));
    assert!(hands.touches <= 21 && hands.keys <= 38, "{} touches, {} keys", hands.touches, hands.keys);
}

/// What comes after who she is: how she is reached, what she wants, and that she agrees.
fn steps(hands: &mut Hands) {
    hands.touch("下一步");
    hands.fill("电话", "13800000001");
    hands.touch("下一步");
    hands.touch("技术工人");
    hands.touch("电焊工");
    hands.touch("下一步");
    finish(hands);
    if !hands.registered() {
        hands.touch("办理求职登记");
        finish(hands);
    }
}
