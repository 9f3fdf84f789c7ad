//! What was found on the desk: taken or not, and tried.

use super::{FirstCommand, FirstDraft, FirstFacts};
use crate::domain::setup::{Ask, Thing};
use crate::i18n::Words;
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::page::heading;
use crate::widgets::switch::switch;
use crate::widgets::text::{Rank, say};
use crate::widgets::theme::Theme;
use eframe::egui::Ui;

pub fn show(ui: &mut Ui, words: Words, draft: &mut FirstDraft, facts: &FirstFacts) -> Option<FirstCommand> {
    let theme = Theme::of(ui);
    heading(ui, words.first_devices_ask(), words.first_devices_below());
    if facts.busy {
        say(ui, Rank::Body, words.first_looking());
    } else if draft.devices.is_empty() {
        say(ui, Rank::Body, words.first_no_devices());
    }
    let mut command = None;
    for (found, taken) in &mut draft.devices {
        let state = if found.answers { words.first_answers() } else { words.first_silent() };
        // What it is called says also how it is: the line below is for the eye.
        let title = format!("{}{}{state}", thing_words(words, found.thing), words.list_separator());
        switch(ui, taken, &title, &found.at);
        if found.thing == Thing::SlipPrinter
            && ui.add(Button::secondary(words.first_test_print()).icon(icons::RECEIPT).enabled(!facts.busy)).clicked()
        {
            command = Some(FirstCommand::Ask(Ask::TestPrint(found.at.clone())));
        }
    }
    if let Some(printed) = facts.printed {
        say(ui, Rank::Body, if printed { words.first_printed() } else { words.first_not_printed() });
    }
    ui.add_space(theme.space.m);
    let again = Button::secondary(words.first_look_again()).icon(icons::MAGNIFYING_GLASS).enabled(!facts.busy);
    if ui.add(again).clicked() {
        command = Some(FirstCommand::Ask(Ask::Devices));
    }
    command
}

fn thing_words(words: Words, thing: Thing) -> &'static str {
    match thing {
        Thing::CardReader => words.first_card_reader(),
        Thing::SlipPrinter => words.first_slip_printer(),
        Thing::Scanner => words.first_scanner(),
    }
}
