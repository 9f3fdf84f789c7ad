//! The button by which somebody says what she looks for, where the station makes words of it.

use super::{Command, Facts};
use crate::domain::speech::{HearingTrouble, Listening};
use crate::widgets::Theme;
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::text::{Rank, murmur};
use eframe::egui::{Sense, Ui, vec2};

/// Shows it below the field; nothing where the station has no ears.
pub fn listen_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    if !facts.devices.can_listen {
        return None;
    }
    let words = facts.words;
    let theme = Theme::of(ui);
    ui.add_space(theme.space.s);
    match facts.devices.listening {
        Some(Listening::Hearing { level }) => {
            murmur(ui, Rank::Body, words.listen_now());
            level_ui(ui, level);
            let said = ui.add(Button::primary(words.listen_done()).icon(icons::CHECK).wide()).clicked();
            said.then_some(Command::Heard)
        }
        Some(Listening::Thinking) => {
            murmur(ui, Rank::Body, words.listen_thinking());
            None
        }
        Some(Listening::Failed(trouble)) => {
            murmur(ui, Rank::Body, said_of(facts, trouble));
            begin_ui(ui, facts)
        }
        None => begin_ui(ui, facts),
    }
}

fn begin_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let begun = ui.add(Button::secondary(facts.words.listen_begin()).icon(icons::USER_SOUND).wide()).clicked();
    begun.then_some(Command::Listen)
}

fn said_of<'a>(facts: &Facts<'a>, trouble: HearingTrouble) -> &'a str {
    match trouble {
        HearingTrouble::NoMicrophone => facts.words.listen_no_microphone(),
        HearingTrouble::NoRecogniser => facts.words.listen_no_recogniser(),
        HearingTrouble::Nothing => facts.words.listen_nothing(),
    }
}

/// How loud it is: she sees that she is heard. Who does not see it is told by the words above it.
fn level_ui(ui: &mut Ui, level: u8) {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme.space.m), Sense::hover());
    let radius = rect.height() / 2.0;
    ui.painter().rect_filled(rect, radius, theme.colour.line);
    let mut loud = rect;
    loud.set_width(rect.width() * f32::from(level.min(100)) / 100.0);
    ui.painter().rect_filled(loud, radius, theme.colour.accent);
}
