//! Policies that look for their people: each with whom it may fit and why; a touch puts a call on the list, or notes that she
//! was told.

use super::{OfficeCommand, OfficeDraft};
use crate::domain::content::Said;
use crate::domain::push::{Fitting, PolicyPeople, Told};
use crate::domain::role::May;
use crate::domain::{SubjectId, phone};
use crate::screens::staff::parts::line_ui;
use crate::screens::{Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::list::{fling, fling_rows};
use crate::widgets::page::{heading, panel};
use crate::widgets::row::Row;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Theme, icons, notice};
use eframe::egui::Ui;

/// Which policy and whom of its people the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PushDraft {
    pub policy: Option<String>,
    pub person: Option<SubjectId>,
}

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut OfficeDraft) -> Option<OfficeCommand> {
    let words = facts.words;
    let Some(all) = &facts.staff.office.policies else {
        heading(ui, words.push_title(), words.loading());
        super::refused_ui(ui, facts);
        return None;
    };
    let chosen = draft.push.policy.as_ref().and_then(|id| all.iter().find(|one| one.policy == *id));
    let Some(policy) = chosen else {
        heading(ui, words.push_title(), words.push_below());
        super::refused_ui(ui, facts);
        policies_ui(ui, facts, draft, all);
        return None;
    };
    heading(ui, words.of_pack(&policy.title), words.of_pack(&policy.line));
    super::refused_ui(ui, facts);
    let person = draft.push.person.and_then(|subject| policy.people.iter().find(|one| one.subject == subject));
    if let Some(person) = person {
        return person_ui(ui, facts, draft, (policy, person));
    }
    people_ui(ui, facts, draft, policy);
    None
}

fn policies_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut OfficeDraft, all: &[PolicyPeople]) {
    let words = facts.words;
    let theme = Theme::of(ui);
    if all.is_empty() {
        ui.add_space(theme.space.l);
        return notice::notice(ui, icons::SCALES, words.push_none(), words.push_none_below());
    }
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    fling_rows(ui, "policies", Row::height(&theme), all.len(), |ui, range| {
        for policy in all.get(range).unwrap_or_default() {
            let people = words.push_people(whole(policy.likely()), whole(policy.people.len()));
            let left = policy.to_tell();
            let end = if left > 0 { words.push_to_tell(whole(left)) } else { String::new() };
            if ui.add(Row::new(icons::SCALES, words.of_pack(&policy.title), &people).end(&end)).clicked() {
                draft.push.policy = Some(policy.policy.clone());
            }
        }
    });
}

fn people_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut OfficeDraft, policy: &PolicyPeople) {
    let words = facts.words;
    let theme = Theme::of(ui);
    if ui.add(Button::quiet(words.push_all()).icon(icons::LIST_BULLETS)).clicked() {
        draft.push.policy = None;
    }
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    fling_rows(ui, "policy people", Row::height(&theme), policy.people.len(), |ui, range| {
        for person in policy.people.get(range).unwrap_or_default() {
            let fit = if person.likely { words.push_likely() } else { words.push_perhaps() };
            let below = words.joined(&[fit, &said(facts, &person.holds)]);
            if ui.add(Row::new(icons::USER_CIRCLE, &person.name, &below).end(&told(facts, person))).clicked() {
                draft.push.person = Some(person.subject);
            }
        }
    });
}

fn said(facts: &Facts<'_>, all: &[Said]) -> String {
    let all: Vec<&str> = all.iter().map(|said| facts.words.of_pack(said)).collect();
    all.join(facts.words.list_separator())
}

fn told(facts: &Facts<'_>, person: &Fitting) -> String {
    let words = facts.words;
    match person.told {
        None => String::new(),
        Some(Told::Asked(_)) => words.push_asked().to_owned(),
        Some(Told::On(day)) => words.push_told(&words.near_date(day, facts.today)),
    }
}

/// One person: what holds, what is to be asked, and the two ways to tell her.
fn person_ui(
    ui: &mut Ui,
    facts: &Facts<'_>,
    draft: &mut OfficeDraft,
    (policy, person): (&PolicyPeople, &Fitting),
) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut asked = None;
    fling(ui, "policy person", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        panel(ui, |ui| {
            say(ui, Rank::Lead, person.name.as_str());
            if !person.phone.is_empty() {
                line_ui(ui, icons::PHONE_CALL, &phone::spaced(&person.phone), theme.colour.accent);
            }
            for holds in &person.holds {
                line_ui(ui, icons::CHECK_CIRCLE, words.of_pack(holds), theme.colour.accent);
            }
            for unknown in &person.unknown {
                line_ui(ui, icons::QUESTION, &words.push_ask(words.of_pack(unknown)), theme.colour.on_warm);
            }
            murmur(ui, Rank::Small, words.push_window());
        });
        let told = told(facts, person);
        if !told.is_empty() {
            murmur(ui, Rank::Body, told);
        }
        let may = facts.staff.may(May::Serve) && !matches!(person.told, Some(Told::On(_)));
        let command = |now| OfficeCommand::TellPolicy {
            subject: person.subject,
            policy: policy.policy.clone(),
            title: policy.title.chinese().to_owned(),
            now,
        };
        if may && person.told.is_none() && person.may_call && !person.phone.is_empty() {
            if ui.add(Button::primary(words.push_call()).icon(icons::PHONE_CALL).wide()).clicked() {
                asked = Some(command(false));
            }
        } else if may && person.told.is_none() {
            murmur(ui, Rank::Body, words.push_no_call());
        }
        if may && ui.add(Button::secondary(words.push_now()).icon(icons::CHECK).wide()).clicked() {
            asked = Some(command(true));
        }
        if ui.add(Button::secondary(words.task_person()).icon(icons::USER).wide()).clicked() {
            asked = Some(OfficeCommand::Open(person.subject));
        }
        if ui.add(Button::quiet(words.push_back()).icon(icons::LIST_BULLETS)).clicked() {
            draft.push.person = None;
        }
        ui.add_space(theme.space.l);
    });
    asked
}
