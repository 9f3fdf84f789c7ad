//! Under 我的: what is before her, her account, her errands, her courses, the résumé she let be kept, and the end of one
//! application. Each is a panel of its own, and none is shown where there is nothing in it.

use super::{VisitCommand, VisitDraft};
use crate::domain::AccountOutcome;
use crate::domain::account::{AccountStage, MyAccount};
use crate::domain::content::ShelfKind;
use crate::domain::notice::ApplicationOutcome;
use crate::domain::reminder::{Reminder, reminders};
use crate::domain::visitor::{Mine, MyApplication, MySubmission, Track};
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::dialog::dialog;
use crate::widgets::icons;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::{panel, section};
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::theme::Theme;
use eframe::egui::Ui;

/// What is before her.
#[must_use]
pub fn before(facts: &Facts<'_>, mine: &Mine) -> Vec<Reminder> {
    reminders(mine, facts.content, facts.today)
}

/// Shows what is before her, first of all.
pub fn before_ui(ui: &mut Ui, facts: &Facts<'_>, mine: &Mine) {
    let all = before(facts, mine);
    if all.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        section(ui, icons::CALENDAR_CHECK, facts.words.mine_before());
        for one in &all {
            say(ui, Rank::Strong, facts.words.reminder(one, facts.today));
        }
    });
}

/// Shows what she asked for and filled in, and what became of it.
pub fn errands_ui(ui: &mut Ui, facts: &Facts<'_>, mine: &Mine) {
    let words = facts.words;
    for account in &mine.accounts {
        account_ui(ui, facts, account);
    }
    let (courses, others): (Vec<_>, Vec<_>) = mine.submissions.iter().partition(|one| is_course(one));
    if !others.is_empty() {
        panel(ui, |ui| {
            section(ui, icons::CLIPBOARD_TEXT, words.mine_errands());
            for one in others {
                errand_ui(ui, facts, one);
            }
        });
    }
    if courses.is_empty() && mine.trainings.is_empty() {
        return;
    }
    panel(ui, |ui| {
        section(ui, icons::GRADUATION_CAP, words.mine_training());
        for one in courses {
            errand_ui(ui, facts, one);
        }
        for service in &mine.trainings {
            say(ui, Rank::Body, words.training(service, facts.today));
        }
        murmur(ui, Rank::Small, words.mine_training_none());
    });
}

fn is_course(one: &MySubmission) -> bool {
    one.about.as_ref().is_some_and(|about| about.shelf == ShelfKind::Courses)
}

fn account_ui(ui: &mut Ui, facts: &Facts<'_>, account: &MyAccount) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let colour = match account.stage() {
        AccountStage::Answered(AccountOutcome::Opened | AccountOutcome::Exists) => theme.colour.accent,
        AccountStage::Returned | AccountStage::Answered(_) => theme.colour.bad,
        _ => theme.colour.ink,
    };
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        section(ui, icons::DEVICE_MOBILE, &words.mine_account(&account.service));
        say_in(ui, Rank::Strong, colour, words.account_stage(account));
        murmur(ui, Rank::Small, words.joined(&[account.receipt.as_str(), &words.ago(account.asked_at, facts.now)]));
    });
}

fn errand_ui(ui: &mut Ui, facts: &Facts<'_>, one: &MySubmission) {
    let words = facts.words;
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.y = theme.space.xs;
    let about = one.about.as_ref().map_or("", |about| about.title.as_str());
    say(ui, Rank::Strong, words.joined(&[&one.title, about]));
    say(ui, Rank::Body, words.errand(one));
    murmur(ui, Rank::Small, words.joined(&[one.receipt.as_str(), &words.ago(one.at, facts.now)]));
    ui.add_space(theme.space.xs);
}

/// The résumé she let be kept.
pub fn resume_ui(ui: &mut Ui, facts: &Facts<'_>, mine: &Mine) -> Option<Command> {
    let kept = mine.resume.as_ref()?;
    let words = facts.words;
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        section(ui, icons::BRIEFCASE, words.mine_resume());
        murmur(ui, Rank::Body, words.mine_resume_until(&words.date(kept.until, facts.today)));
        ui.spacing_mut().item_spacing.y = theme.target.gap;
        let open = ui.add(Button::secondary(words.mine_resume_open()).trailing(icons::CARET_RIGHT).wide()).clicked();
        let drop = ui.add(Button::quiet(words.mine_resume_drop()).icon(icons::TRASH)).clicked();
        let command = if open { Some(VisitCommand::OpenKept) } else { drop.then_some(VisitCommand::KeepResume(false)) };
        command.map(Command::Visit)
    })
}

/// Whether an application can still be taken back: not one that has ended by itself.
#[must_use]
pub const fn can_end(one: &MyApplication) -> bool {
    !matches!(
        one.track,
        Track::Ended
            | Track::TakenBack
            | Track::Returned
            | Track::Answered(ApplicationOutcome::Hired | ApplicationOutcome::Declined | ApplicationOutcome::Closed)
    )
}

/// The way to take one application back, which asks before it does.
pub fn end_ui(ui: &mut Ui, facts: &Facts<'_>, one: &MyApplication, draft: &mut VisitDraft) -> Option<Command> {
    let words = facts.words;
    if !can_end(one) {
        return None;
    }
    if ui.add(Button::quiet(words.mine_end()).icon(icons::X_CIRCLE)).clicked() {
        draft.end = Some(one.receipt.clone());
    }
    if draft.end.as_ref() != Some(&one.receipt) {
        return None;
    }
    let answer = dialog(ui.ctx(), "end", |ui| {
        let theme = Theme::of(ui);
        centre_ui(ui, Rank::Heading, &words.mine_end_ask(&one.title), theme.colour.ink);
        centre_ui(ui, Rank::Body, &words.mine_end_below(&one.employer), theme.colour.ink_soft);
        ui.add_space(theme.space.s);
        let keep = ui.add(Button::primary(words.mine_end_no()).wide()).clicked();
        let end = ui.add(Button::danger(words.mine_end_yes()).wide()).clicked();
        (keep || end).then_some(end)
    });
    let end = answer?;
    draft.end = None;
    end.then(|| Command::Visit(VisitCommand::EndApplication(one.receipt.clone())))
}
