//! How the visitor is reached, and where she lives.

use super::Page;
use crate::domain::{FaultKind, phone, text};
use crate::input::{Context, PadKind};
use crate::screens::staff::Picker;
use crate::screens::staff::parts::{fault_ui, halves, question};
use crate::screens::typing::Way;
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::switch::switch;
use crate::widgets::text::{Rank, say_in};
use crate::widgets::theme::Theme;
use eframe::egui::Ui;

/// Digits of a mobile number: fewer than these are still being typed.
const MOBILE_DIGITS: usize = 11;

pub(super) fn show(ui: &mut Ui, page: &mut Page<'_, '_>) {
    halves(ui, page, reached_ui, residence_ui);
}

fn reached_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    if !page.draft.form.contact_by_station {
        let fault = if page.draft.tried { page.fault("phone") } else { None };
        let way = Way::Pad(PadKind::Phone);
        let limit = PadKind::Phone.limit();
        page.text_ui(ui, (way, limit), words.field_phone(), words.form_phone_hint(), fault.as_deref(), |draft| {
            &mut draft.form.phone
        });
        if fault.is_none() {
            standing_ui(ui, page);
        }
    }
    let by_station = &mut page.draft.form.contact_by_station;
    if switch(ui, by_station, words.form_no_phone(), words.form_no_phone_below()).changed() && *by_station {
        page.draft.form.phone.clear();
    }
}

/// As it is typed: that it can be called, or what is wrong. A number that may still become right is left alone.
fn standing_ui(ui: &mut Ui, page: &Page<'_, '_>) {
    let words = page.words();
    let c = Theme::of(ui).colour;
    let typed = &page.draft.form.phone;
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    match phone::national(typed) {
        _ if typed.is_empty() => {}
        Ok(number) => {
            say_in(ui, Rank::Small, c.accent, words.form_phone_right(&phone::spaced(&number)));
        }
        Err(FaultKind::Phone) if digits < MOBILE_DIGITS => {}
        Err(kind) => {
            say_in(ui, Rank::Small, c.bad, words.fault(&crate::domain::Fault::new("phone", kind)));
        }
    }
}

fn residence_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    question(ui, words.field_residence());
    let form = &page.draft.form;
    let chosen = form.residence.division.as_ref().map(|code| page.facts.content.ground().spoken(code.as_str()));
    let said = chosen.filter(|place| !place.is_empty()).unwrap_or_else(|| words.form_choose_place().to_owned());
    if ui.add(Button::secondary(&said).icon(icons::MAP_PIN).trailing(icons::CARET_RIGHT).wide()).clicked() {
        page.draft.typing.close(ui.ctx());
        let ground = page.facts.content.ground();
        page.draft.picker = Some(Picker::at(&page.draft.form.residence, page.facts.status.place.as_ref(), ground));
    }
    fault_ui(ui, page.fault("residence.division").as_deref());
    let fault = page.fault("residence.text");
    let way = Way::Words(Context::Place);
    page.text_ui(ui, (way, text::MAX_LINE), words.form_street(), words.form_street_hint(), fault.as_deref(), |draft| {
        &mut draft.form.residence.text
    });
}
