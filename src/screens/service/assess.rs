//! An assessment, one question at a time or as cards to pick from; and its result, which is for nobody else.

use super::parts::{command_of, lines_ui, marked_ui, source_ui};
use super::{Answering, ServiceCommand, ServiceScreen};
use crate::domain::content::{Assessment, Method, Outcome};
use crate::domain::service::assess::{Interests, Scored, TYPES, score};
use crate::domain::slip::{Part, Slip};
use crate::screens::printing::print_ui;
use crate::screens::seeker::station_name;
use crate::screens::staff::parts::chips_ui;
use crate::screens::{Command, Facts, Screen, whole};
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::notice::progress;
use crate::widgets::page::{heading, panel, remark, section};
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::theme::Theme;
use eframe::egui::Ui;

/// The sums of a type lie between these.
const LEAST_SUM: f32 = 8.0;
const MOST_SUM: f32 = 40.0;

/// Shows the questions.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, answering: &mut Answering, id: &str) -> Option<Command> {
    let words = facts.words;
    let assessment = facts.content.assessment(id)?;
    let below = if answering.at == 0 { words.of_pack(&assessment.limits) } else { "" };
    heading(ui, words.of_pack(&assessment.title), below);
    let done = match assessment.method {
        Method::Sort => sort_ui(ui, facts, answering, assessment),
        Method::Riasec | Method::ToDo => question_ui(ui, facts, answering, assessment),
    };
    done.then(|| Command::Go(Screen::Service(ServiceScreen::Scores(id.to_owned()))))
}

/// One question with its answers below each other; whether it was the last.
fn question_ui(ui: &mut Ui, facts: &Facts<'_>, answering: &mut Answering, assessment: &Assessment) -> bool {
    let words = facts.words;
    let theme = Theme::of(ui);
    let count = assessment.questions.len();
    answering.answers.resize(count, None);
    answering.at = answering.at.min(count.saturating_sub(1));
    let Some(question) = assessment.questions.get(answering.at) else { return false };
    let place = words.assess_progress(whole(answering.at + 1), whole(count));
    progress(ui, (answering.at + 1) as f32 / count.max(1) as f32, &place);
    let at = answering.at;
    let mut answer = None;
    fling(ui, "question", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.target.gap;
        murmur(ui, Rank::Small, &place);
        murmur(ui, Rank::Body, words.of_pack(&assessment.ask));
        say(ui, Rank::Display, words.of_pack(&question.says));
        ui.add_space(theme.space.s);
        let chosen = answering.answers.get(at).copied().flatten();
        for (given, said) in (0..).zip(&assessment.scale) {
            let said = words.of_pack(said);
            let button = if chosen == Some(given) { Button::primary(said) } else { Button::secondary(said) };
            if ui.add(button.wide()).clicked() {
                answer = Some(Some(given));
            }
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme.target.gap;
            if at > 0 && ui.add(Button::quiet(words.assess_before()).icon(icons::CARET_LEFT)).clicked() {
                answering.at = at - 1;
            }
            if ui.add(Button::quiet(words.assess_skip())).clicked() {
                answer = Some(None);
            }
        });
        ui.add_space(theme.space.l);
    });
    let Some(given) = answer else { return false };
    if let Some(slot) = answering.answers.get_mut(at) {
        *slot = given;
    }
    answering.at = (at + 1).min(count.saturating_sub(1));
    at + 1 == count
}

/// Cards, of which so many are picked; whether she is done.
fn sort_ui(ui: &mut Ui, facts: &Facts<'_>, answering: &mut Answering, assessment: &Assessment) -> bool {
    let words = facts.words;
    let theme = Theme::of(ui);
    let most = assessment.pick.unwrap_or(1);
    answering.answers.resize(assessment.questions.len(), None);
    fling(ui, "cards", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        say(ui, Rank::Lead, words.of_pack(&assessment.ask));
        let picked = answering.answers.iter().flatten().count();
        murmur(ui, Rank::Body, words.assess_picked(whole(picked), whole(most)));
        let questions = assessment.questions.iter().zip(&answering.answers);
        let chips: Vec<(&str, bool)> =
            questions.map(|(question, given)| (words.of_pack(&question.says), given.is_some())).collect();
        if let Some(given) = chips_ui(ui, &chips).and_then(|place| answering.answers.get_mut(place)) {
            let takes = given.is_none() && picked < most;
            *given = takes.then(|| u32::try_from(picked).unwrap_or_default());
        }
        ui.add_space(theme.space.m);
        let ready = picked == most;
        ui.add(Button::primary(words.assess_see()).icon(icons::SPARKLE).wide().enabled(ready)).clicked()
    })
}

/// Shows the result.
pub fn scores(ui: &mut Ui, facts: &Facts<'_>, answering: &Answering, id: &str) -> Option<Command> {
    let words = facts.words;
    let assessment = facts.content.assessment(id).filter(|_| answering.id == id)?;
    let scored = score(assessment, &answering.answers);
    heading(ui, words.scores_heading(), words.scores_private());
    fling(ui, "scores", words.more_below(), |ui| {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = theme.space.m;
        let mut command = match &scored {
            Scored::Interests(interests) => interests_ui(ui, facts, assessment, interests),
            Scored::Picked(picked) => {
                outcomes_ui(ui, facts, words.scores_picked(), picked);
                None
            }
            Scored::ToDo(list) if list.is_empty() => {
                remark(ui, icons::CHECK_CIRCLE, words.scores_ready());
                None
            }
            Scored::ToDo(list) => {
                outcomes_ui(ui, facts, words.scores_todo(), list);
                None
            }
        };
        for act in &assessment.acts {
            if let Some(go) = command_of(facts, act, None)
                && ui.add(Button::secondary(words.of_pack(&act.says)).trailing(icons::CARET_RIGHT).wide()).clicked()
            {
                command = Some(go);
            }
        }
        let printed = print_ui(ui, facts, || slip(facts, assessment, &scored));
        remark(ui, icons::INFO, words.of_pack(&assessment.limits));
        source_ui(ui, facts, &assessment.source);
        ui.add_space(theme.space.l);
        command.or(printed)
    })
}

fn outcomes_ui(ui: &mut Ui, facts: &Facts<'_>, heading: &str, outcomes: &[&Outcome]) {
    let words = facts.words;
    let said: Vec<String> = outcomes
        .iter()
        .map(|outcome| words.slip_fact(words.of_pack(&outcome.title), words.of_pack(&outcome.text)))
        .collect();
    lines_ui(ui, icons::LIST_CHECKS, heading, &said.iter().map(String::as_str).collect::<Vec<_>>());
}

/// The sums as bars, what leads, and the jobs that go with it.
fn interests_ui(ui: &mut Ui, facts: &Facts<'_>, assessment: &Assessment, found: &Interests<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    if found.flat {
        remark(ui, icons::INFO, words.scores_flat());
    } else if found.tie {
        remark(ui, icons::INFO, words.scores_tie());
    }
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        section(ui, icons::CHART_BAR, words.of_pack(&assessment.title));
        for (letter, sum) in TYPES.iter().zip(found.sums) {
            let title = assessment.outcomes.iter().find(|outcome| outcome.mark == *letter);
            let title = title.map_or(*letter, |outcome| words.of_pack(&outcome.title));
            let said = sum.map_or_else(|| words.scores_unknown(title), |sum| words.scores_sum(title, i64::from(sum)));
            say(ui, Rank::Body, &said);
            if let Some(sum) = sum {
                progress(ui, (sum as f32 - LEAST_SUM) / (MOST_SUM - LEAST_SUM), &said);
            }
        }
    });
    let mut command = None;
    for outcome in &found.leading {
        panel(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme.space.s;
            section(ui, icons::STAR, words.of_pack(&outcome.title));
            marked_ui(ui, icons::CHECK, theme.colour.accent, words.of_pack(&outcome.text));
            for job in &outcome.jobs {
                let says = words.scores_job(words.job_kind(*job));
                if ui.add(Button::secondary(&says).trailing(icons::CARET_RIGHT)).clicked() {
                    command = Some(Command::Service(ServiceCommand::Jobs(*job)));
                }
            }
        });
    }
    command
}

fn slip(facts: &Facts<'_>, assessment: &Assessment, scored: &Scored<'_>) -> Slip {
    let words = facts.words;
    let mut parts =
        vec![Part::Small(station_name(facts.status, words)), Part::Title(words.of_pack(&assessment.title).to_owned())];
    let outcome =
        |outcome: &&Outcome| Part::Text(words.slip_fact(words.of_pack(&outcome.title), words.of_pack(&outcome.text)));
    match scored {
        Scored::Interests(found) => parts.extend(found.leading.iter().map(outcome)),
        Scored::Picked(list) | Scored::ToDo(list) => parts.extend(list.iter().map(outcome)),
    }
    parts.push(Part::Line);
    parts.push(Part::Small(words.of_pack(&assessment.limits).to_owned()));
    Slip { parts }
}
