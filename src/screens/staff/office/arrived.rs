//! What people left at the machine: the list, one of them with every answer, what came of it, and the slip that says at once
//! everything that is missing.

use super::applied::answer_ui;
use super::{FirmsCommand, OfficeCommand, OfficeDraft};
use crate::domain::arrived::{ArrivedFile, ArrivedKind, ArrivedRow, NotTakenOn, TellAtOnce};
use crate::domain::content::{FieldKind, FormDef, Said};
use crate::domain::firms::vacancy;
use crate::domain::ledger::EntryState;
use crate::domain::notice::Matter;
use crate::domain::role::May;
use crate::domain::slip::{Part, Slip};
use crate::domain::task::Outcome;
use crate::domain::{Answered, ApplicationWish, EntryId, Given, phone};
use crate::i18n::Language;
use crate::screens::printing::{head, print_ui};
use crate::screens::staff::StaffCommand;
use crate::screens::staff::parts::{halves, line_ui, toggle};
use crate::screens::{Command, Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::chip::Chip;
use crate::widgets::list::{fling, fling_rows};
use crate::widgets::page::{heading, panel, section};
use crate::widgets::row::Row;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Icon, Theme, icons, notice};
use eframe::egui::{Ui, Vec2};
use jiff::tz;

/// What a touch here asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ArrivedCommand {
    List,
    Open(EntryId),
    End(EntryId, i64, Outcome),
}

/// What these pages may read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ArrivedFacts {
    pub list: Option<Vec<ArrivedRow>>,
    pub file: Option<Box<ArrivedFile>>,
}

/// What they edit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArrivedDraft {
    pub tell: TellAtOnce,
}

/// Shows the list.
pub(super) fn list(ui: &mut Ui, facts: &Facts<'_>) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let Some(rows) = &facts.staff.office.arrived.list else {
        heading(ui, words.arrived_title(), words.loading());
        return None;
    };
    let open = rows.iter().filter(|row| row.due_on.is_some()).count();
    heading(ui, words.arrived_title(), &words.arrived_below(whole(open)));
    super::refused_ui(ui, facts);
    if rows.is_empty() {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::CLIPBOARD_TEXT, words.arrived_none(), words.arrived_none_below());
        return None;
    }
    let mut asked = None;
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    fling_rows(ui, "arrived", Row::height(&theme), rows.len(), |ui, range| {
        for row in rows.get(range).unwrap_or_default() {
            let end = match row.due_on {
                Some(day) => words.near_date(day, facts.today),
                None => words.arrived_done().to_owned(),
            };
            let slot = row.slot.as_ref().map_or_else(String::new, |slot| slot_words(facts, slot));
            let ago = words.ago(row.at, facts.now);
            let wish = match row.kind {
                ArrivedKind::Application(wish) => words.application_wish(wish),
                _ => "",
            };
            let below = words.joined(&[wish, &row.about, &slot, &ago, row.receipt.as_str()]);
            let late = row.due_on.is_some_and(|day| row.urgent || day < facts.today);
            let title = title_of(facts, row);
            if ui.add(Row::new(icon_of(row.kind), title, &below).end(&end).urgent(late)).clicked() {
                asked = Some(OfficeCommand::Arrived(ArrivedCommand::Open(row.id)));
            }
        }
    });
    asked
}

const fn icon_of(kind: ArrivedKind) -> Icon {
    match kind {
        ArrivedKind::Form => icons::CLIPBOARD_TEXT,
        ArrivedKind::TakenBack => icons::HAND,
        ArrivedKind::Erasure => icons::TRASH,
        ArrivedKind::Application(ApplicationWish::CallMe) => icons::PHONE_CALL,
        ArrivedKind::Application(_) => icons::HANDSHAKE,
    }
}

fn title_of<'a>(facts: &Facts<'a>, row: &'a ArrivedRow) -> &'a str {
    match row.kind {
        ArrivedKind::Form | ArrivedKind::Application(_) if row.title.is_empty() => facts.words.entries_purged(),
        ArrivedKind::Form => super::titled(facts, &row.title),
        ArrivedKind::Application(_) => &row.title,
        ArrivedKind::TakenBack => facts.words.arrived_taken_back(),
        ArrivedKind::Erasure => facts.words.arrived_erasure(),
    }
}

fn slot_words(facts: &Facts<'_>, slot: &crate::domain::SlotTime) -> String {
    facts.words.date_and_time(&facts.words.near_date(slot.day, facts.today), &slot.at)
}

/// Shows one of them.
pub(super) fn file(ui: &mut Ui, facts: &Facts<'_>, draft: &mut OfficeDraft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let Some(file) = &facts.staff.office.arrived.file else {
        heading(ui, words.arrived_title(), words.loading());
        super::refused_ui(ui, facts);
        return None;
    };
    let at = file.row.at.to_zoned(tz::offset(8).to_time_zone()).datetime();
    heading(
        ui,
        title_of(facts, &file.row),
        &words.joined(&[&words.moment(at, facts.today), file.row.receipt.as_str()]),
    );
    super::refused_ui(ui, facts);
    let mut page = (None, &mut draft.arrived);
    fling(ui, "arrived file", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        halves(
            ui,
            &mut page,
            |ui, _| {
                if file.application.is_none() {
                    answers_ui(ui, facts, file);
                }
            },
            |ui, (asked, draft)| {
                if let Some(command) = application_ui(ui, facts, file) {
                    *asked = Some(command);
                }
                if let Some(command) = take_up_ui(ui, facts, file) {
                    *asked = Some(command);
                }
                if let Some(command) = end_ui(ui, facts, file) {
                    *asked = Some(Command::Staff(StaffCommand::Office(OfficeCommand::Arrived(command))));
                }
                if let Some(command) = tell_ui(ui, facts, file, &mut draft.tell) {
                    *asked = Some(command);
                }
                history_ui(ui, facts, file);
            },
        );
        ui.add_space(theme.space.l);
    });
    page.0
}

/// Every answer under the words it was asked by.
fn answers_ui(ui: &mut Ui, facts: &Facts<'_>, file: &ArrivedFile) {
    let words = facts.words;
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        section(ui, icon_of(file.row.kind), title_of(facts, &file.row));
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        if file.row.urgent {
            line_ui(ui, icons::WARNING_CIRCLE, words.arrived_urgent(), theme.colour.bad);
        }
        if let Some(wish) = &file.wish {
            say(ui, Rank::Body, words.wish_of_somebody(wish));
        }
        let Some(submission) = &file.submission else {
            if file.wish.is_none() {
                murmur(ui, Rank::Body, words.entries_purged());
            }
            return;
        };
        if let Some(about) = &submission.about {
            let slot = about.slot.as_ref().map_or_else(String::new, |slot| slot_words(facts, slot));
            say(ui, Rank::Strong, words.joined(&[&about.title, &slot]));
        }
        let form = facts.content.form(&submission.form);
        for answer in &submission.answers {
            // In Chinese as it was asked; in another language as the question says today, where there still is one.
            let asked = form.and_then(|form| form.field(&answer.field));
            let translated = asked.filter(|_| words.language() != Language::Chinese);
            murmur(ui, Rank::Small, translated.map_or(answer.label.as_str(), |field| words.of_pack(&field.label)));
            say(ui, Rank::Body, given_words(facts, form, answer));
        }
    });
}

/// Who applied for what, how she is reached and what she wishes; and the way to her page, where she is registered.
fn application_ui(ui: &mut Ui, facts: &Facts<'_>, file: &ArrivedFile) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let application = file.application.as_ref()?;
    let mut asked = None;
    panel(ui, |ui| {
        section(ui, icon_of(file.row.kind), words.application_wish(application.wish));
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        say(ui, Rank::Strong, application.name.as_str());
        let reached = match &application.phone {
            Some(number) => words.gigs_call(&phone::spaced(number)),
            None => words.gigs_by_station().to_owned(),
        };
        line_ui(ui, icons::PHONE_CALL, &reached, theme.colour.accent);
        say(ui, Rank::Body, words.joined(&[&application.title, &application.employer]));
        let skills = application.skills.join(words.list_separator());
        let contact = application.consent.contact.trim();
        for (label, said) in [(words.field_skills(), skills.as_str()), (words.slip_call(), contact)] {
            if !said.is_empty() {
                murmur(ui, Rank::Small, words.form_line(label, said));
            }
        }
        if let Some(receipt) = &application.registration
            && ui.add(Button::secondary(words.task_person()).icon(icons::USER).wide()).clicked()
        {
            let command = OfficeCommand::OpenReceipt(receipt.clone());
            asked = Some(Command::Staff(StaffCommand::Office(command)));
        }
    });
    asked
}

/// An employer looks for people: its forms at the desk open with what it said.
fn take_up_ui(ui: &mut Ui, facts: &Facts<'_>, file: &ArrivedFile) -> Option<Command> {
    let words = facts.words;
    let is_vacancy = file.submission.as_ref().is_some_and(|submission| submission.form == vacancy::FORM);
    if !is_vacancy || !facts.staff.may(May::Serve) {
        return None;
    }
    let mut asked = None;
    panel(ui, |ui| {
        section(ui, icons::BUILDINGS, words.arrived_take_up());
        murmur(ui, Rank::Small, words.arrived_take_up_below());
        if ui.add(Button::primary(words.arrived_take_up_do()).icon(icons::CLIPBOARD_TEXT).wide()).clicked() {
            let command = OfficeCommand::Firms(FirmsCommand::TakeUp);
            asked = Some(Command::Staff(StaffCommand::Office(command)));
        }
    });
    asked
}

/// An answer in words: a code by the option it is of, where the form is known in this or another version.
fn given_words(facts: &Facts<'_>, form: Option<&FormDef>, answer: &Answered) -> String {
    let words = facts.words;
    let field = form.and_then(|form| form.field(&answer.field));
    let named = |code: &String| {
        let option = field.and_then(|field| field.options.iter().find(|option| option.code == *code));
        let yes = field.is_some_and(|field| matches!(field.kind, FieldKind::YesNo | FieldKind::Consent));
        match (option, yes, code.as_str()) {
            (Some(option), ..) => words.of_pack(&option.label).to_owned(),
            (None, true, "yes") => words.answer_yes().to_owned(),
            (None, true, "no") => words.answer_no().to_owned(),
            _ => code.clone(),
        }
    };
    match &answer.value {
        Given::One(text) => named(text),
        Given::Many(codes) => codes.iter().map(named).collect::<Vec<_>>().join(words.list_separator()),
    }
}

/// What came of it.
fn end_ui(ui: &mut Ui, facts: &Facts<'_>, file: &ArrivedFile) -> Option<ArrivedCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let task = file.task.as_ref().filter(|_| facts.staff.may(May::Serve))?;
    let mut asked = None;
    panel(ui, |ui| {
        section(ui, icons::BELL, words.task_ask());
        let late = task.due_on < facts.today;
        let colour = if late { theme.colour.bad } else { theme.colour.ink_soft };
        line_ui(ui, icons::CLOCK, &words.task_due(&words.date(task.due_on, facts.today)), colour);
        if task.tries > 0 {
            murmur(ui, Rank::Small, words.task_tries(i64::from(task.tries)));
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
            for outcome in task.queue.outcomes() {
                if ui.add(Chip::choice(words.task_outcome(*outcome), false)).clicked() {
                    asked = Some(ArrivedCommand::End(file.row.id, task.id, *outcome));
                }
            }
        });
    });
    asked
}

/// The papers that may be missing.
fn papers<'a>(facts: &Facts<'a>, file: &ArrivedFile) -> Vec<&'a Said> {
    file.submission.as_ref().map_or_else(Vec::new, |submission| facts.content.papers_for(&submission.form))
}

/// What is missing, all at once, or why it is not taken on: chosen by touches, printed as a slip.
fn tell_ui(ui: &mut Ui, facts: &Facts<'_>, file: &ArrivedFile, tell: &mut TellAtOnce) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    if file.submission.is_none() || !facts.staff.may(May::Serve) {
        return None;
    }
    let papers = papers(facts, file);
    let mut asked = None;
    panel(ui, |ui| {
        section(ui, icons::RECEIPT, words.arrived_tell());
        murmur(ui, Rank::Small, words.arrived_tell_below());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
            for (place, paper) in papers.iter().enumerate() {
                let chosen = tell.missing.contains(&place);
                if ui.add(Chip::choice(words.of_pack(paper), chosen)).clicked() {
                    toggle(&mut tell.missing, place);
                    tell.refused = None;
                }
            }
            for why in NotTakenOn::ALL {
                let chosen = tell.refused == Some(why);
                if ui.add(Chip::choice(words.not_taken_on(why), chosen)).clicked() {
                    tell.refused = (!chosen).then_some(why);
                    tell.missing.clear();
                }
            }
        });
        if tell.missing.is_empty() && tell.refused.is_none() {
            return;
        }
        if !facts.devices.can_print {
            murmur(ui, Rank::Body, words.arrived_no_printer());
        }
        asked = print_ui(ui, facts, || tell_slip(facts, file, tell, &papers));
    });
    asked
}

/// The slip: what it is about, everything that is missing or why it is not taken on, and where to turn. Nobody's name: a slip
/// is lost easily.
fn tell_slip(facts: &Facts<'_>, file: &ArrivedFile, tell: &TellAtOnce, papers: &[&Said]) -> Slip {
    let words = facts.words;
    let title = if tell.refused.is_some() { words.arrived_slip_refused() } else { words.arrived_slip_title() };
    let mut parts = vec![
        Part::Small(head(facts)),
        Part::Title(title.to_owned()),
        Part::Text(words.slip_fact(words.arrived_slip_about(), title_of(facts, &file.row))),
        Part::Strong(words.slip_fact(words.receipt_number(), file.row.receipt.as_str())),
        Part::Line,
    ];
    if let Some(why) = tell.refused {
        parts.push(Part::Strong(words.not_taken_on(why).to_owned()));
        parts.push(Part::Text(words.arrived_slip_appeal().to_owned()));
    } else {
        parts.push(Part::Strong(words.arrived_slip_bring().to_owned()));
        let missing = tell.missing.iter().filter_map(|place| papers.get(*place)).zip(1_i64..);
        parts.extend(missing.map(|(paper, n)| Part::Text(words.arrived_slip_paper(n, words.of_pack(paper)))));
        parts.push(Part::Text(words.arrived_slip_enough().to_owned()));
    }
    let clerk = facts.staff.signed_in.as_ref().map_or("", |member| member.name.as_str());
    parts.extend([
        Part::Line,
        Part::Text(words.slip_fact(words.report_staff(), clerk)),
        Part::Strong(words.detail_free().to_owned()),
    ]);
    Slip { parts }
}

/// Where the entry stands, what was tried, and what the province said.
fn history_ui(ui: &mut Ui, facts: &Facts<'_>, file: &ArrivedFile) {
    let words = facts.words;
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        section(ui, icons::CLOCK, words.arrived_history());
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        let (icon, colour) = match file.row.state {
            EntryState::Acknowledged => (icons::CLOUD_CHECK, theme.colour.accent),
            EntryState::Waiting => (icons::FLOPPY_DISK, theme.colour.ink),
            EntryState::Refused => (icons::WARNING_CIRCLE, theme.colour.bad),
        };
        line_ui(ui, icon, words.state(file.row.state), colour);
        for (at, staff, outcome) in &file.steps {
            let said = words.joined(&[&words.ago(*at, facts.now), staff, words.task_outcome(*outcome)]);
            line_ui(ui, icons::CHECK, &said, theme.colour.ink);
        }
        for notice in &file.notices {
            let at = words.ago(notice.notice.made_at, facts.now);
            if let Matter::ApplicationAnswer(answer) = notice.notice.matter() {
                let said = words.desk_referral_answer(words.application_outcome(answer.outcome));
                line_ui(ui, icons::MEGAPHONE_SIMPLE, &words.joined(&[&said, &at]), theme.colour.accent);
                answer_ui(ui, facts, &answer);
                continue;
            }
            line_ui(ui, icons::BELL, &words.joined(&[words.arrived_province(), &at]), theme.colour.ink);
        }
    });
}
