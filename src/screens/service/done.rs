//! The form is on the disk: its number, a code that holds it, and what happens next.

use super::{Done, take};
use crate::domain::content::FormDef;
use crate::domain::slip::{Part, Slip};
use crate::screens::phone::{leads_with_proof, with_proof};
use crate::screens::printing::print_ui;
use crate::screens::receipt::{done_mark, number_ui};
use crate::screens::seeker::station_name;
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::{lying, remark};
use crate::widgets::text::Rank;
use crate::widgets::theme::{Theme, mm};
use eframe::egui::{Ui, vec2};

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let done = facts.service.done.as_ref()?;
    let form = facts.content.form(&done.form);
    let words = facts.words;
    let code = with_proof(facts, lines(facts, done, form).join("\n"), &done.registered);
    fling(ui, "done", words.more_below(), |ui| {
        let space = Theme::of(ui).space;
        ui.spacing_mut().item_spacing.y = space.s;
        ui.add_space(space.s);
        let command = if lying(ui) {
            let width = ui.available_width();
            ui.horizontal_top(|ui| {
                ui.allocate_ui(vec2(width * 0.42, 0.0), |ui| {
                    ui.vertical(|ui| take::code_ui(ui, &code, words.done_code()));
                });
                ui.vertical(|ui| {
                    said_ui(ui, facts, done);
                    pictures_ui(ui, facts, &code, form);
                    ways_ui(ui, facts, done, form)
                })
                .inner
            })
            .inner
        } else {
            said_ui(ui, facts, done);
            take::code_ui(ui, &code, words.done_code());
            pictures_ui(ui, facts, &code, form);
            ways_ui(ui, facts, done, form)
        };
        ui.add_space(space.m);
        command
    })
}

/// That it is done, its number, and what is held.
fn said_ui(ui: &mut Ui, facts: &Facts<'_>, done: &Done) {
    let (words, colour) = (facts.words, Theme::of(ui).colour);
    done_mark(ui, if lying(ui) { mm(22.0) } else { mm(30.0) });
    let said = if done.registered.already { words.done_already() } else { words.done_heading() };
    centre_ui(ui, Rank::Heading, said, colour.ink);
    number_ui(ui, facts, &done.registered.receipt);
    centre_ui(ui, Rank::Body, words.done_kept(), colour.ink_soft);
    if done.urgent {
        remark(ui, icons::WARNING, words.done_urgent());
    }
    if let Some(held) = held_words(facts, done) {
        remark(ui, icons::CALENDAR_CHECK, &words.done_held(&held));
    }
}

/// That pictures can be added from a phone.
fn pictures_ui(ui: &mut Ui, facts: &Facts<'_>, code: &str, form: Option<&FormDef>) {
    if let Some(said) = pictures_words(facts, code, form) {
        remark(ui, icons::DEVICE_MOBILE, &said);
    }
}

/// Only where the code leads to the province's page with the seal that opens it.
fn pictures_words(facts: &Facts<'_>, code: &str, form: Option<&FormDef>) -> Option<String> {
    let most = form.map(|form| form.pictures).filter(|most| *most > 0 && leads_with_proof(facts, code))?;
    Some(facts.words.done_pictures(most.into()))
}

/// What happens next, and the ways on.
fn ways_ui(ui: &mut Ui, facts: &Facts<'_>, done: &Done, form: Option<&FormDef>) -> Option<Command> {
    let (words, colour) = (facts.words, Theme::of(ui).colour);
    for line in form.iter().flat_map(|form| &form.after) {
        centre_ui(ui, Rank::Body, words.of_pack(line), colour.ink);
    }
    let printed = print_ui(ui, facts, || slip(facts, done, form));
    let home = ui.add(Button::primary(words.done_home()).icon(icons::HOUSE).wide()).clicked();
    printed.or(home.then_some(Command::Home))
}

/// What is booked, and when.
fn held_words(facts: &Facts<'_>, done: &Done) -> Option<String> {
    let words = facts.words;
    let about = done.about.as_ref()?;
    let slot = about.slot.as_ref()?;
    let item = facts.content.item(about.shelf, &about.item);
    let title = item.map_or(about.title.as_str(), |item| words.of_pack(&item.title));
    Some(words.joined(&[title, &words.slot(slot, facts.today)]))
}

/// The receipt for a phone without a network. Nothing personal: a phone is lent and lost.
fn lines(facts: &Facts<'_>, done: &Done, form: Option<&FormDef>) -> Vec<String> {
    let words = facts.words;
    let mut lines: Vec<String> = form.iter().map(|form| words.of_pack(&form.title).to_owned()).collect();
    lines.push(words.receipt_text_number(done.registered.receipt.as_str()));
    let item = done.about.as_ref().and_then(|about| facts.content.item(about.shelf, &about.item));
    if let Some(item) = item {
        lines.push(words.of_pack(&item.title).to_owned());
        lines.extend(item.on.map(|on| words.day_hour(&words.whole_date(on), words.of_pack(&item.hours))));
    }
    lines.extend(held_words(facts, done));
    lines.push(words.receipt_text_station(&station_name(facts.status, words)));
    lines.push(words.receipt_text_day(&words.whole_date(facts.today)));
    lines
}

fn slip(facts: &Facts<'_>, done: &Done, form: Option<&FormDef>) -> Slip {
    let words = facts.words;
    let lines = lines(facts, done, form);
    let code = with_proof(facts, lines.join("\n"), &done.registered);
    let mut parts = vec![Part::Small(station_name(facts.status, words))];
    let mut lines = lines.into_iter();
    parts.extend(lines.next().map(Part::Title));
    parts.push(Part::Great(done.registered.receipt.as_str().to_owned()));
    parts.extend(lines.skip(1).map(Part::Text));
    parts.push(Part::Line);
    parts.extend(form.into_iter().flat_map(|form| &form.after).map(|line| Part::Text(words.of_pack(line).to_owned())));
    parts.extend(pictures_words(facts, &code, form).map(Part::Text));
    parts.push(Part::Code(code));
    parts.push(Part::Small(words.slip_scan().to_owned()));
    Slip { parts }
}
