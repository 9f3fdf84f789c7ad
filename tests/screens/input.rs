//! Writing without a keyboard, and with one.

use super::*;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, vec2};
use yizhan::screens::typing::Typing;

const SHEET: &str = "用手指在这里写字";

fn key(stand: &mut Stand<'_>, key: Key, modifiers: Modifiers) {
    for pressed in [true, false] {
        stand.event(Event::Key { key, physical_key: None, pressed, repeat: false, modifiers });
    }
    stand.run_steps(3);
}

/// Types as a keyboard does, a letter in each frame.
fn type_keys(stand: &mut Stand<'_>, text: &str) {
    for c in text.chars() {
        stand.event(Event::Text(c.to_string()));
        stand.run_steps(2);
    }
}

fn sheet(stand: &Stand<'_>) -> Rect {
    let found = stand.root().children_recursive().find(|n| n.accesskit_node().label().is_some_and(|l| l == SHEET));
    found.unwrap_or_else(|| panic!("no sheet: {:?}", all_words(stand))).rect()
}

/// Draws strokes on the sheet, in hundredths of its height from its middle.
fn write(stand: &mut Stand<'_>, strokes: &[[[f32; 2]; 2]]) {
    for [from, to] in strokes {
        let sheet = sheet(stand);
        let at = |[x, y]: [f32; 2]| -> Pos2 { sheet.center() + vec2(x, y) * sheet.height() / 100.0 };
        drag(stand, at(*from), at(*to));
    }
}

/// 工, as it is taught.
const GONG: [[[f32; 2]; 2]; 3] =
    [[[-25.0, -30.0], [25.0, -32.0]], [[0.0, -30.0], [0.0, 30.0]], [[-38.0, 32.0], [40.0, 30.0]]];

fn search_by_hand() -> Stand<'static> {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "输入工种");
    touch(&mut stand, "手写");
    stand
}

fn searched(stand: &Stand<'_>) -> String {
    stand.state().kiosk.state().session.draft.search.clone()
}

fn typing<'a>(stand: &'a Stand<'_>) -> &'a Typing {
    &stand.state().kiosk.state().session.draft.typing
}

/// Whether nothing is written yet: signs stand where candidates will.
fn is_empty(stand: &Stand<'_>) -> bool {
    touchables(stand).iter().any(|(name, _)| name == "？")
}

#[test]
fn who_cannot_type_pinyin_writes_with_a_finger() {
    let mut stand = search_by_hand();
    assert!(is_empty(&stand));
    write(&mut stand, &GONG);
    assert_eq!(searched(&stand), "", "nothing is taken before it is picked");
    touch(&mut stand, "工");
    assert_eq!(searched(&stand), "工");
    assert!(is_empty(&stand), "there is no room for the next character");
    write(&mut stand, &GONG);
    touch(&mut stand, "工");
    assert_eq!(searched(&stand), "工工");
    touch(&mut stand, "退格");
    assert_eq!(searched(&stand), "工");
    touch(&mut stand, "拼音");
    assert!(!shows(&stand, SHEET));
}

#[test]
fn signs_are_touched_where_candidates_will_stand_and_a_missing_character_has_another_way() {
    let mut stand = search_by_hand();
    touch(&mut stand, "？");
    assert_eq!(searched(&stand), "？");
    write(&mut stand, &GONG);
    assert!(!is_empty(&stand));
    assert!(shows(&stand, "点“拼音”打，或请工作人员帮忙"), "{:?}", all_words(&stand));
}

#[test]
fn a_slip_of_the_finger_is_taken_back_stroke_by_stroke() {
    let mut stand = search_by_hand();
    write(&mut stand, &GONG);
    write(&mut stand, &[[[-40.0, 0.0], [40.0, 0.0]]]);
    touch(&mut stand, "退一笔");
    touch(&mut stand, "工");
    assert_eq!(searched(&stand), "工");
    write(&mut stand, &GONG);
    touch(&mut stand, "重写");
    assert!(is_empty(&stand));
    assert_eq!(searched(&stand), "工");
}

#[test]
fn what_was_written_is_forgotten_with_the_person() {
    let mut stand = search_by_hand();
    write(&mut stand, &GONG);
    assert_ne!(typing(&stand), &Typing::default());
    at(&mut stand, 600.0);
    at(&mut stand, 1_200.0);
    assert_eq!(screen(&stand), Screen::Attract);
    assert_eq!(typing(&stand), &Typing::default());
}

#[test]
fn ink_that_was_not_picked_is_not_lost_by_the_end_of_writing() {
    let mut stand = search_by_hand();
    write(&mut stand, &GONG);
    touch(&mut stand, "完成");
    assert_eq!(searched(&stand).chars().count(), 1);
    touch(&mut stand, "完成");
    assert!(!shows(&stand, SHEET));
}

#[test]
fn a_name_is_typed_on_a_real_keyboard_through_pinyin() {
    let mut stand = desk(20);
    touch(&mut stand, "登记来访者");
    let name = |stand: &Stand<'_>| stand.state().kiosk.state().session.draft.staff.form.name.clone();
    touch_field(&mut stand, "姓名");
    type_keys(&mut stand, "zhang");
    assert_eq!(name(&stand), "", "letters wait for a character");
    type_keys(&mut stand, "1");
    assert_eq!(name(&stand), "张");
    type_keys(&mut stand, "wei");
    key(&mut stand, Key::Escape, Modifiers::NONE);
    assert_eq!(name(&stand), "张", "what was dropped is gone");
    type_keys(&mut stand, "wei ");
    assert_eq!(name(&stand).chars().count(), 2);
}

#[test]
fn a_scanner_that_types_fills_the_field_it_is_pointed_at() {
    let mut stand = desk(20);
    touch(&mut stand, "登记来访者");
    touch_field(&mut stand, "证件号码");
    for c in "43000019900101001x".chars() {
        stand.event(Event::Text(c.to_string()));
    }
    key(&mut stand, Key::Enter, Modifiers::NONE);
    assert_eq!(stand.state().kiosk.state().session.draft.staff.form.id_number, "43000019900101001X");
}

#[test]
fn nothing_can_be_pasted_or_brought_back() {
    let mut stand = usual(300);
    touch(&mut stand, "开始找工作");
    touch(&mut stand, "输入工种");
    type_keys(&mut stand, "abc");
    let typed = searched(&stand);
    stand.event(Event::Paste("外面的话".into()));
    stand.event(Event::Cut);
    key(&mut stand, Key::Z, Modifiers::COMMAND);
    assert_eq!(searched(&stand), typed);
}

/// Touches the field below a label.
pub fn touch_field(stand: &mut Stand<'_>, label: &str) {
    let typed = [Role::TextInput, Role::MultilineTextInput];
    let fields = stand.root().children_recursive().filter(|n| typed.contains(&n.accesskit_node().role()));
    let named = fields.filter(|n| {
        let node = n.accesskit_node();
        let beside =
            node.labelled_by().any(|l| l.label().or_else(|| l.value()).is_some_and(|said| said.contains(label)));
        beside || node.label().is_some_and(|said| said.contains(label))
    });
    let rects: Vec<Rect> = named.map(|n| n.rect()).collect();
    let rect = rects.first().unwrap_or_else(|| panic!("no field {label}: {:?}", all_words(stand)));
    tap(stand, rect.center());
}

#[test]
fn a_finger_that_rests_on_a_button_for_seconds_has_touched_it() {
    let mut stand = usual(20);
    let pos = place_of(&stand, "开始找工作").center();
    let button = |stand: &mut Stand<'_>, pressed| {
        stand.event(Event::PointerMoved(pos));
        stand.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE });
        stand.run_steps(2);
    };
    button(&mut stand, true);
    at(&mut stand, 4.0);
    button(&mut stand, false);
    assert_eq!(screen(&stand), Screen::Home, "{:?}", all_words(&stand));
}
