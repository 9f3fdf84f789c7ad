//! The way on for somebody whose work has gone away: from what she did to the jobs nearest to it that are wanted now, what of
//! hers counts there, what would be new, and which course leads to the paper that is missing.

use super::choose::{Choice, choice_page};
use super::pictogram;
use crate::domain::matching::Near;
use crate::domain::matching::near::near;
use crate::domain::{JobGroup, JobKind};
use crate::screens::command::Turning;
use crate::screens::service::{Door, ServiceScreen};
use crate::screens::{Command, Condition, Draft, Facts, Screen};
use crate::widgets::button::Button;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel, remark, section};
use crate::widgets::text::{Rank, say};
use crate::widgets::{Theme, icons};
use eframe::egui::Ui;

/// Jobs that are shown at most; in large type fewer.
const MOST: usize = 6;
const MOST_ELDER: usize = 3;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut Draft, step: Turning) -> Option<Command> {
    let words = facts.words;
    let go = |step| Command::Go(Screen::Turn(step));
    match step {
        Turning::Groups => {
            let groups = JobGroup::ALL.iter().filter(|group| kinds(**group).next().is_some());
            let choices = groups
                .map(|group| {
                    let icon = pictogram::job_group(*group);
                    Choice::plain(icon, words.job_group(*group), go(Turning::Kinds(*group)))
                })
                .collect();
            choice_page(ui, facts, draft, (words.turn_heading(), words.turn_below()), choices)
        }
        Turning::Kinds(group) => {
            let choices = kinds(group)
                .map(|kind| Choice::plain(pictogram::job_kind(kind), words.job_kind(kind), go(Turning::From(kind))))
                .collect();
            choice_page(ui, facts, draft, (words.turn_heading(), words.job_group(group)), choices)
        }
        Turning::From(kind) => near_page(ui, facts, kind),
    }
}

fn kinds(group: JobGroup) -> impl Iterator<Item = JobKind> {
    JobKind::ALL.iter().copied().filter(move |kind| kind.group() == group && *kind != JobKind::Other)
}

/// What is near, the nearest first, and who helps where nothing is.
fn near_page(ui: &mut Ui, facts: &Facts<'_>, from: JobKind) -> Option<Command> {
    let (words, theme) = (facts.words, Theme::of(ui));
    heading(ui, &words.turn_near_heading(words.job_kind(from)), words.turn_near_below());
    let open = facts.overview.map_or(&[][..], |overview| &overview.facets.job_kinds);
    let found = near(from, None, open, if facts.elder { MOST_ELDER } else { MOST });
    fling(ui, "turn", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        if found.is_empty() {
            remark(ui, icons::INFO, words.turn_none());
        }
        let mut command = None;
        for near in &found {
            command = near_ui(ui, facts, near).or(command);
        }
        let ask = Button::secondary(words.turn_ask()).icon(icons::CHALKBOARD_TEACHER).wide();
        if ui.add(ask).clicked() {
            command = Some(Command::Go(Screen::Service(ServiceScreen::Door(Door::Guidance))));
        }
        let learn = Button::secondary(words.turn_learn()).icon(icons::GRADUATION_CAP).wide();
        if ui.add(learn).clicked() {
            command = Some(Command::Go(Screen::Service(ServiceScreen::Door(Door::Training))));
        }
        ui.add_space(theme.space.m);
        command
    })
}

fn near_ui(ui: &mut Ui, facts: &Facts<'_>, near: &Near) -> Option<Command> {
    let (words, theme) = (facts.words, Theme::of(ui));
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        section(ui, pictogram::job_kind(near.kind), words.job_kind(near.kind));
        for line in words.near(near, facts.courses()) {
            say(ui, Rank::Body, line);
        }
        ui.add_space(theme.space.s);
        let look = words.match_look_at(words.job_kind(near.kind));
        let touched = ui.add(Button::primary(&look).icon(icons::BRIEFCASE).wide()).clicked();
        touched.then(|| Command::Choose(Condition::JobKind(near.kind)))
    })
}
