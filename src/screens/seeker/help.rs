//! A person can always be asked: the machine is never the only way (无障碍环境建设法 article 39).

use crate::domain::speech::Pace;
use crate::i18n::Language;
use crate::screens::service::ServiceCommand;
use crate::screens::staff::StaffScreen;
use crate::screens::{Command, Facts, Screen};
use crate::widgets::button::Button;
use crate::widgets::chip::Chip;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::{lying, section};
use crate::widgets::switch::switch;
use crate::widgets::text::Rank;
use crate::widgets::theme::{Theme, mm};
use eframe::egui::{Frame, Margin, Sense, Ui, vec2};

/// The form by which somebody asks to be called.
const CALL_ME: &str = "call-me";

/// The page that calls a person over: its colour is seen across the room. What makes seeing and hearing easier stands below,
/// one touch from every screen.
pub fn help(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    fling(ui, "help", facts.words.more_below(), |ui| {
        let theme = Theme::of(ui);
        ui.add_space(theme.space.s);
        call_ui(ui, facts, &theme);
        ui.add_space(theme.space.s);
        let way = ways_ui(ui, facts, &theme);
        ui.add_space(theme.space.s);
        let ease = ease_ui(ui, facts, &theme);
        ui.add_space(theme.space.m);
        way.or(ease)
    })
}

fn call_ui(ui: &mut Ui, facts: &Facts<'_>, theme: &Theme) {
    let words = facts.words;
    Frame::new()
        .fill(theme.colour.warm)
        .corner_radius(theme.corner())
        .inner_margin(Margin::symmetric(theme.space.l as i8, theme.space.l as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let side = if lying(ui) { mm(40.0) } else { mm(80.0) };
            ui.vertical_centered(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
                ui.painter().circle_filled(rect.center(), side / 2.0, theme.colour.card);
                icons::HAND_WAVING.two_tone(
                    ui.painter(),
                    rect.center(),
                    side * 0.62,
                    theme.colour.sun,
                    theme.colour.on_warm,
                );
                ui.add_space(theme.space.s);
                let (heading, how) = match facts.unstaffed {
                    Some(hours) => (words.help_unstaffed(), words.help_unstaffed_how(&hours.to_string())),
                    None => (words.help_heading(), words.help_how().to_owned()),
                };
                centre_ui(ui, Rank::Display, heading, theme.colour.on_warm);
                centre_ui(ui, Rank::Body, &how, theme.colour.on_warm);
            });
        });
}

fn ways_ui(ui: &mut Ui, facts: &Facts<'_>, theme: &Theme) -> Option<Command> {
    let words = facts.words;
    let mut command = None;
    // Nobody comes now: she can be called instead, and is answered when somebody is there.
    if facts.unstaffed.is_some()
        && facts.content.form(CALL_ME).is_some()
        && ui.add(Button::primary(words.help_call_me()).icon(icons::PHONE_CALL).wide()).clicked()
    {
        let form = ServiceCommand::Fill { form: CALL_ME.to_owned(), about: None, preset: Vec::new() };
        command = Some(Command::Service(form));
    }
    ui.add_space(theme.space.s);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme.target.gap;
        let half = (ui.available_width() - theme.target.gap) / 2.0;
        if ui.add(Button::primary(words.help_go_on()).width(half)).clicked() {
            command = Some(Command::Back);
        }
        if ui.add(Button::secondary(words.help_staff()).icon(icons::LOCK_KEY).width(half)).clicked() {
            command = Some(Command::Go(Screen::Staff(StaffScreen::SignIn)));
        }
    });
    command
}

/// Switches for eyes and nerves. What a person sets is gone with her.
fn ease_ui(ui: &mut Ui, facts: &Facts<'_>, theme: &Theme) -> Option<Command> {
    let words = facts.words;
    let mut command = None;
    section(ui, icons::EYE, words.ease_heading());
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    if let Some(mut contrast) = facts.contrast
        && switch(ui, &mut contrast, words.ease_contrast(), words.ease_contrast_below()).changed()
    {
        command = Some(Command::SetContrast(contrast));
    }
    let mut calm = facts.calm;
    if switch(ui, &mut calm, words.ease_calm(), words.ease_calm_below()).changed() {
        command = Some(Command::SetCalm(calm));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme.target.gap, theme.target.gap);
        let paces =
            [(Pace::Slow, words.pace_slow()), (Pace::Usual, words.pace_usual()), (Pace::Quick, words.pace_quick())];
        for (pace, said) in paces {
            if ui.add(Chip::choice(said, facts.pace == pace)).clicked() {
                command = Some(Command::SetPace(pace));
            }
        }
    });
    dialects_ui(ui, facts, theme).or(command)
}

/// The dialects that somebody has recorded here, beside Mandarin; nothing where there is none.
fn dialects_ui(ui: &mut Ui, facts: &Facts<'_>, theme: &Theme) -> Option<Command> {
    let dialects = facts.content.dialects();
    if dialects.is_empty() || facts.words.language() != Language::Chinese {
        return None;
    }
    let mut command = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme.target.gap, theme.target.gap);
        if ui.add(Chip::choice(facts.words.dialect_mandarin(), facts.dialect.is_none())).clicked() {
            command = Some(Command::SetDialect(None));
        }
        for dialect in dialects {
            let chosen = facts.dialect == Some(&dialect.id);
            if ui.add(Chip::choice(facts.words.of_pack(&dialect.title), chosen)).clicked() {
                command = Some(Command::SetDialect(Some(dialect.id.clone())));
            }
        }
    });
    command
}
