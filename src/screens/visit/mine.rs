//! 我的: what the station keeps about the person who stands here, what became of it, and a copy to take along. She sees it
//! alone: her name is masked, and it is gone with one touch, with the pause and with her.

use super::apply::reached;
use super::work::seat_ui;
use super::{Me, VisitCommand, VisitDraft, VisitScreen, own};
use crate::domain::ReferralState;
use crate::domain::mask;
use crate::domain::notice::ApplicationOutcome as Outcome;
use crate::domain::referral::{Referral, Word, following};
use crate::domain::slip::Slip;
use crate::domain::visitor::{Mine, MyApplication, MyRegistration, Track};
use crate::domain::wishes::Wish;
use crate::screens::printing::{copy_slip, print_ui};
use crate::screens::staff::parts::chips_ui;
use crate::screens::{Command, Facts, Screen};
use crate::widgets::button::Button;
use crate::widgets::dialog::dialog;
use crate::widgets::list::fling;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::{heading, panel, section};
use crate::widgets::qr::{Modules, show as qr};
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::{icons, notice};
use eframe::egui::{Ui, vec2};

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut VisitDraft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let Some(Me::Known(visitor)) = &facts.visit.me else { return None };
    heading(ui, &words.mine_title(&mask::name(&visitor.name)), words.mine_below());
    let mut command = None;
    // Each time it is opened it begins at its top.
    let id = format!("mine {}", facts.visit.mine_opened);
    fling(ui, &id, words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        match &facts.visit.mine {
            None => drop(murmur(ui, Rank::Body, words.loading())),
            Some(mine) if mine.is_empty() => {
                notice::notice(ui, icons::CLIPBOARD_TEXT, words.mine_nothing(), "");
            }
            Some(mine) => {
                own::before_ui(ui, facts, mine);
                for seat in &mine.seats {
                    command = command.take().or(seat_ui(ui, facts, seat));
                }
                for one in &mine.applications {
                    command = command.take().or(application_ui(ui, facts, one, draft));
                }
                for one in &mine.referrals {
                    referral_ui(ui, facts, one, mine.is_taken_back(one));
                }
                own::errands_ui(ui, facts, mine);
                command = command.take().or(own::resume_ui(ui, facts, mine));
                for one in &mine.registrations {
                    registration_ui(ui, facts, one);
                }
                command = command.take().or(rights_ui(ui, facts, mine, draft));
            }
        }
        ui.spacing_mut().item_spacing.y = theme.target.gap;
        if facts.visit.mine.is_some()
            && ui.add(Button::secondary(words.mine_copy()).icon(icons::QR_CODE).wide()).clicked()
        {
            command = Some(Command::Go(Screen::Visit(VisitScreen::Copy)));
        }
        if ui.add(Button::primary(words.mine_done()).icon(icons::CHECK).wide()).clicked() {
            command = Some(Command::Visit(VisitCommand::Forget));
        }
        ui.add_space(2.0 * theme.space.l);
    });
    command
}

fn application_ui(ui: &mut Ui, facts: &Facts<'_>, one: &MyApplication, draft: &mut VisitDraft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let good = matches!(one.track, Track::Answered(Outcome::Invited | Outcome::Offered | Outcome::Hired));
    let colour = match one.track {
        Track::Returned => theme.colour.bad,
        _ if good => theme.colour.accent,
        _ => theme.colour.ink,
    };
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        section(ui, icons::HANDSHAKE, &words.mine_application(&one.title));
        say_in(ui, Rank::Strong, colour, words.track(one.track));
        let at = one.track_at.unwrap_or(one.at);
        let when = words.state_since(&one.employer, &words.ago(at, facts.now));
        murmur(ui, Rank::Body, when);
        for line in answer(facts, one) {
            say(ui, Rank::Body, line);
        }
        murmur(ui, Rank::Small, one.receipt.as_str());
        own::end_ui(ui, facts, one, draft)
    })
}

/// An employer whom the desk recommended her to: how far it is, and what the employer lets her know.
fn referral_ui(ui: &mut Ui, facts: &Facts<'_>, one: &Referral, taken_back: bool) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let good = matches!(one.state, ReferralState::Interview | ReferralState::Hired);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        section(ui, icons::MEGAPHONE_SIMPLE, &words.mine_referral(&one.title));
        let colour = if good { theme.colour.accent } else { theme.colour.ink };
        say_in(ui, Rank::Strong, colour, referral_state(facts, one, taken_back));
        murmur(ui, Rank::Body, words.joined(&[&one.employer, &words.date(one.on, facts.today)]));
        for line in referral_answer(facts, one) {
            say(ui, Rank::Body, line);
        }
    });
}

/// The employer's word goes before the desk's, where the matter is not over.
fn referral_state(facts: &Facts<'_>, one: &Referral, taken_back: bool) -> &'static str {
    let words = facts.words;
    match &one.word {
        _ if taken_back => words.track(Track::TakenBack),
        Some(Word::Answer(answer)) if !following(one.state).is_empty() => words.track(Track::Answered(answer.outcome)),
        _ => words.referral_state(one.state),
    }
}

fn referral_answer(facts: &Facts<'_>, one: &Referral) -> Vec<String> {
    let Some(Word::Answer(answer)) = &one.word else { return Vec::new() };
    facts.words.answer(answer, facts.today)
}

/// What the employer lets her know.
fn answer(facts: &Facts<'_>, one: &MyApplication) -> Vec<String> {
    one.answer.as_ref().map(|answer| facts.words.answer(answer, facts.today)).unwrap_or_default()
}

fn registration_ui(ui: &mut Ui, facts: &Facts<'_>, one: &MyRegistration) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let jobs: Vec<&str> =
        one.jobs.iter().map(|job| if job.text.is_empty() { words.job_kind(job.kind) } else { &job.text }).collect();
    let consents: Vec<&str> = one.consents.iter().map(|consent| words.consent(consent.purpose)).collect();
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        section(ui, icons::NOTE_PENCIL, words.mine_registration());
        say(ui, Rank::Strong, words.state(one.state));
        if let Some(refusal) = &one.refusal {
            say(ui, Rank::Body, words.refusal(refusal));
        }
        say(ui, Rank::Body, words.mine_wants(&jobs.join(words.list_separator())));
        say(ui, Rank::Body, words.mine_consented(&consents.join(words.list_separator())));
        let valid = words.mine_valid(&words.date(one.valid_until, facts.today));
        murmur(ui, Rank::Small, words.joined(&[one.receipt.as_str(), &valid]));
    });
}

/// What she has wished, and what she may: a consent back by itself, or everything erased after a question.
fn rights_ui(ui: &mut Ui, facts: &Facts<'_>, mine: &Mine, draft: &mut VisitDraft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mut command = None;
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        section(ui, icons::SHIELD_CHECK, words.mine_rights());
        for wish in &mine.wishes {
            say(ui, Rank::Body, words.wish(wish));
        }
        let consents = mine.consents();
        let said: Vec<String> = consents.iter().map(|one| words.mine_take_back(words.consent(*one))).collect();
        let chips: Vec<_> = said.iter().map(|said| (said.as_str(), false)).collect();
        if let Some(consent) = chips_ui(ui, &chips).and_then(|place| consents.get(place)) {
            command = Some(Command::Visit(VisitCommand::Wish(Wish::of(&[*consent]))));
        }
        let erasing = mine.wishes.iter().any(|wish| wish.wish == Wish::Erase);
        if !erasing && ui.add(Button::danger(words.mine_erase()).icon(icons::TRASH)).clicked() {
            draft.erase = true;
        }
    });
    if draft.erase {
        let answer = erase_ui(ui, facts);
        draft.erase = answer.is_none();
        command = answer.filter(|yes| *yes).map(|_| Command::Visit(VisitCommand::Wish(Wish::Erase))).or(command);
    }
    command
}

/// Asks before what cannot be undone; `None` until she answers.
fn erase_ui(ui: &Ui, facts: &Facts<'_>) -> Option<bool> {
    let words = facts.words;
    dialog(ui.ctx(), "erase", |ui| {
        let theme = Theme::of(ui);
        centre_ui(ui, Rank::Heading, words.mine_erase_ask(), theme.colour.ink);
        centre_ui(ui, Rank::Body, words.mine_erase_below(), theme.colour.ink_soft);
        ui.add_space(theme.space.s);
        let keep = ui.add(Button::primary(words.mine_erase_no()).wide()).clicked();
        let erase = ui.add(Button::danger(words.mine_erase_yes()).icon(icons::TRASH).wide()).clicked();
        (keep || erase).then_some(erase)
    })
}

/// All of it as a slip; `None` while nobody is known.
pub fn copy_of(facts: &Facts<'_>) -> Option<Slip> {
    Some(copy_slip(facts, &all_lines(facts)?))
}

fn all_lines(facts: &Facts<'_>) -> Option<Vec<String>> {
    let (Some(Me::Known(visitor)), Some(mine)) = (&facts.visit.me, &facts.visit.mine) else { return None };
    Some(lines(facts, mine, &format!("{}\n{}", visitor.name.as_str(), reached(facts, &visitor.phone))))
}

/// All of it as a code, on paper, and to be read.
pub fn copy(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let lines = all_lines(facts)?;
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.copy_title(), "");
    let mut command = None;
    fling(ui, "copy", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        let text = lines.join("\n");
        let side = (ui.available_width() * 0.5).min(mm(110.0));
        ui.vertical_centered(|ui| match Modules::remembered(ui, &text) {
            Some(code) => drop(qr(ui, &code, side, words.copy_code())),
            None => centre_ui(ui, Rank::Body, words.copy_long(), theme.colour.ink_soft),
        });
        command = print_ui(ui, facts, || copy_slip(facts, &lines));
        panel(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, theme.space.xs);
            for line in &lines {
                say(ui, Rank::of_copy(&theme), line);
            }
        });
        ui.add_space(2.0 * theme.space.l);
    });
    command
}

fn lines(facts: &Facts<'_>, mine: &Mine, head: &str) -> Vec<String> {
    let words = facts.words;
    let mut lines: Vec<String> = head.lines().map(str::to_owned).collect();
    let before = own::before(facts, mine);
    lines.extend((!before.is_empty()).then(|| words.mine_before().to_owned()));
    lines.extend(before.iter().map(|one| words.reminder(one, facts.today)));
    for one in &mine.registrations {
        lines.push(words.copy_registration(one.receipt.as_str(), words.state(one.state)));
        let jobs: Vec<&str> =
            one.jobs.iter().map(|job| if job.text.is_empty() { words.job_kind(job.kind) } else { &job.text }).collect();
        lines.push(words.mine_wants(&jobs.join(words.list_separator())));
        let consents: Vec<&str> = one.consents.iter().map(|consent| words.consent(consent.purpose)).collect();
        lines.push(words.mine_consented(&consents.join(words.list_separator())));
        lines.push(words.mine_valid(&words.date(one.valid_until, facts.today)));
    }
    for seat in &mine.seats {
        let day = words.date(seat.day, facts.today);
        lines.push(words.joined(&[seat.receipt.as_str(), &words.mine_seat(&seat.title), &seat.employer, &day]));
        lines.push(words.seat_state_of(seat).to_owned());
        lines.extend(words.said_of_work(seat));
    }
    for one in &mine.applications {
        lines.push(words.copy_application(one.receipt.as_str(), &one.title, &one.employer, words.track(one.track)));
        lines.extend(answer(facts, one));
    }
    for one in &mine.referrals {
        let state = referral_state(facts, one, mine.is_taken_back(one));
        lines.push(words.joined(&[&words.mine_referral(&one.title), &one.employer, state]));
        lines.extend(referral_answer(facts, one));
    }
    for one in &mine.accounts {
        let service = words.mine_account(&one.service);
        lines.push(words.joined(&[one.receipt.as_str(), &service, &words.account_stage(one)]));
    }
    for one in &mine.submissions {
        let about = one.about.as_ref().map_or("", |about| about.title.as_str());
        lines.push(words.joined(&[one.receipt.as_str(), &one.title, about, &words.errand(one)]));
    }
    lines.extend(mine.trainings.iter().map(|one| words.training(one, facts.today)));
    lines
}
