//! A plan: its steps one below the other, each with what it needs and the button that does it. A person can be asked at every
//! step.

use super::parts::{command_of, facts_ui, source_ui};
use crate::domain::content::{Plan, PlanStep};
use crate::screens::{Command, Facts, Screen, whole};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel};
use crate::widgets::text::{Rank, galley, murmur, paint_in, say};
use crate::widgets::theme::Theme;
use crate::widgets::{icons, notice};
use eframe::egui::{Sense, Ui, vec2};

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, id: &str) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let Some(plan) = facts.content.plan(id) else {
        ui.add_space(theme.space.xl);
        notice::notice(ui, icons::CALENDAR_BLANK, words.door_empty(), words.door_empty_below());
        return None;
    };
    heading(ui, words.of_pack(&plan.title), words.of_pack(&plan.line));
    fling(ui, "plan", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        let command = contents_ui(ui, facts, plan);
        ui.add_space(theme.space.l);
        command
    })
}

fn contents_ui(ui: &mut Ui, facts: &Facts<'_>, plan: &Plan) -> Option<Command> {
    let words = facts.words;
    let said = |fact: &crate::domain::content::Fact| {
        (words.of_pack(&fact.label).to_owned(), words.of_pack(&fact.value).to_owned())
    };
    facts_ui(ui, &plan.facts.iter().map(said).collect::<Vec<_>>());
    let mut command = None;
    for (place, step) in plan.steps.iter().enumerate() {
        command = step_ui(ui, facts, place, step).or(command);
    }
    if ui.add(Button::secondary(words.plan_person()).icon(icons::HAND_WAVING).wide()).clicked() {
        command = Some(Command::Go(Screen::Help));
    }
    source_ui(ui, facts, &plan.source);
    command
}

fn step_ui(ui: &mut Ui, facts: &Facts<'_>, place: usize, step: &PlanStep) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(theme.space.m, theme.space.xs);
            let side = theme.size.lead * 1.7;
            let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
            ui.painter().circle_filled(rect.center(), side / 2.0, theme.colour.accent);
            let number = (place + 1).to_string();
            let number = galley(ui, &number, Theme::bold(theme.size.lead), theme.colour.on_accent, side, 1);
            paint_in(ui.painter(), rect, number);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = theme.space.xs;
                murmur(ui, Rank::Small, words.plan_step(whole(place + 1)));
                say(ui, Rank::Lead, words.of_pack(&step.title));
                if !step.text.is_empty() {
                    say(ui, Rank::Body, words.of_pack(&step.text));
                }
                if !step.papers.is_empty() {
                    let papers: Vec<&str> = step.papers.iter().map(|paper| words.of_pack(paper)).collect();
                    say(ui, Rank::Body, words.plan_papers(&papers.join(words.list_separator())));
                }
                let act = step.act.as_ref()?;
                let command = command_of(facts, act, None)?;
                ui.add_space(theme.space.xs);
                let button = Button::primary(words.of_pack(&act.says)).trailing(icons::CARET_RIGHT);
                ui.add(button).clicked().then_some(command)
            })
            .inner
        })
        .inner
    })
}
