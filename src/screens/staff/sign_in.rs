//! Who is at the desk: pick a name, type the PIN.

use super::{StaffCommand, StaffDraft};
use crate::domain::staff::{Pin, SignInRefusal, StaffMember};
use crate::input::{PadKey, PadKind};
use crate::screens::Facts;
use crate::screens::typing::caps;
use crate::widgets::button::Button;
use crate::widgets::grid::{grid, tile_columns};
use crate::widgets::list::fling;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::heading;
use crate::widgets::text::Rank;
use crate::widgets::theme::{Theme, mm};
use crate::widgets::tile::Tile;
use crate::widgets::{icons, notice, pads};
use eframe::egui::{Event, Key, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use zeroize::Zeroizing;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft) -> Option<StaffCommand> {
    if let Some(member) = draft.member.clone() {
        pin_ui(ui, facts, draft, &member)
    } else {
        names_ui(ui, facts, draft);
        None
    }
}

fn names_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft) {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.staff_who(), words.staff_who_below());
    let Some(members) = &facts.staff.members else { return };
    if members.is_empty() {
        ui.add_space(theme.space.l);
        return notice::notice(ui, icons::USERS, words.staff_nobody(), words.staff_nobody_below());
    }
    fling(ui, "names", facts.words.more_below(), |ui| {
        grid(ui, tile_columns(ui), members.len(), |ui, place, width| {
            let Some(member) = members.get(place) else { return };
            if ui.add(Tile::new(&member.name, width).icon(icons::USER_CIRCLE)).clicked() {
                draft.member = Some(member.clone());
                draft.pin.clear();
            }
        });
    });
}

fn pin_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft, member: &StaffMember) -> Option<StaffCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let pad = pads::size(&theme, ui.available_width(), &caps(PadKind::Pin, words));
    let rest = ui.available_height() - pad.y - theme.size.heading * 2.0 - theme.size.body * 3.0 - theme.target.primary;
    ui.add_space((rest * 0.3).clamp(0.0, mm(60.0)));
    centre_ui(ui, Rank::Heading, &words.staff_hello(&member.name), theme.colour.ink);
    dots_ui(ui, draft.pin.chars().count(), words.staff_pin());
    let (said, colour) = match facts.staff.refusal {
        _ if facts.staff.checking => (words.staff_checking().to_owned(), theme.colour.ink_soft),
        Some(refusal) if draft.pin.is_empty() => (refusal_words(facts, refusal), theme.colour.bad),
        _ => (words.staff_pin_below().to_owned(), theme.colour.ink_soft),
    };
    centre_ui(ui, Rank::Body, &said, colour);
    ui.add_space(theme.space.s);
    let mut done = real_keys(ui, &mut draft.pin);
    ui.vertical_centered(|ui| {
        let touched = pads::pad(ui, &caps(PadKind::Pin, words));
        let key = touched.and_then(|(row, column)| PadKind::Pin.rows().get(row)?.get(column).copied());
        done |= key.is_some_and(|key| press(&mut draft.pin, key));
        ui.add_space(theme.space.s);
        if ui.add(Button::quiet(words.staff_somebody_else())).clicked() {
            draft.member = None;
            draft.pin.clear();
        }
    });
    (done && !draft.pin.is_empty() && !facts.staff.checking)
        .then(|| StaffCommand::SignIn { staff: member.id, pin: Pin::new(std::mem::take(&mut *draft.pin)) })
}

pub(super) fn refusal_words(facts: &Facts<'_>, refusal: SignInRefusal) -> String {
    match refusal {
        SignInRefusal::WrongPin { tries_left } => facts.words.staff_wrong_pin(i64::from(tries_left)),
        SignInRefusal::Locked { until } => {
            let left = until.as_second() - facts.now.as_second();
            facts.words.staff_locked(&facts.words.lasting(left))
        }
    }
}

/// One dot for each digit: how many were typed, and not which.
pub(super) fn dots_ui(ui: &mut Ui, count: usize, name: &str) {
    let theme = Theme::of(ui);
    let shown = count.max(crate::domain::pin::MIN_DIGITS);
    let step = mm(9.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), mm(14.0)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    let left = rect.center().x - step * (shown as f32 - 1.0) / 2.0;
    for place in 0..shown {
        let centre = pos2(left + step * place as f32, rect.center().y);
        if place < count {
            ui.painter().circle_filled(centre, mm(2.6), theme.colour.accent);
        } else {
            ui.painter().circle_stroke(centre, mm(2.4), (mm(0.5), theme.colour.edge));
        }
    }
}

/// Whether the PIN is complete.
pub(super) fn press(typed: &mut Zeroizing<String>, key: PadKey) -> bool {
    let length = typed.chars().count();
    if let Some(edit) = PadKind::Pin.press(key, length) {
        typed.truncate(length - edit.delete);
        typed.push_str(&edit.insert);
    }
    key == PadKey::Done
}

/// The same from a real keyboard.
pub(super) fn real_keys(ui: &Ui, typed: &mut Zeroizing<String>) -> bool {
    let keys: Vec<PadKey> = ui.input(|input| input.events.iter().filter_map(real_key).collect());
    // Every key counts, also those after the one that is done with it.
    keys.into_iter().filter(|key| press(typed, *key)).count() > 0
}

fn real_key(event: &Event) -> Option<PadKey> {
    match event {
        Event::Text(text) => text.chars().next().filter(char::is_ascii_digit).map(PadKey::Sign),
        Event::Key { key: Key::Backspace, pressed: true, .. } => Some(PadKey::Backspace),
        Event::Key { key: Key::Enter, pressed: true, .. } => Some(PadKey::Done),
        _ => None,
    }
}
