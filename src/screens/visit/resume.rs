//! A résumé by questions: what somebody did last, for how long, what she did there and with which tools, each by a touch. What
//! she did not touch is not on it, and nothing but work is ever asked. It is gone with her.

use super::{Me, VisitCommand, VisitScreen};
use crate::domain::resume::{Choice, Did, KEPT_DAYS, Lasted, MOST_JOBS, Resume, ResumeSheet, Wording, tasks, tools};
use crate::domain::slip::Printing;
use crate::domain::{JobGroup, JobKind};
use crate::screens::printing::{print_ui, resume_slip};
use crate::screens::seeker::station_name;
use crate::screens::staff::parts::{chips_ui, question, toggle};
use crate::screens::{Command, Facts, Screen};
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::{heading, lying, panel, section};
use crate::widgets::qr::{Modules, show as qr};
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::theme::{Theme, mm};
use eframe::egui::{Ui, vec2};
use jiff::ToSpan as _;

fn set(resume: Resume) -> Command {
    Command::Visit(VisitCommand::SetResume(resume))
}

/// Shows the questions, one after another on one page.
pub fn ask(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let before = &facts.visit.resume;
    let mut did = before.current();
    heading(ui, words.resume_title(), words.resume_below());
    let mut command = None;
    fling(ui, "resume", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        let earlier = before.said().filter(|one| **one != did).filter_map(|one| one.kind);
        let earlier: Vec<&str> = earlier.map(|kind| words.job_kind(kind)).collect();
        if !earlier.is_empty() {
            murmur(ui, Rank::Body, words.resume_so_far(&earlier.join(words.list_separator())));
        }
        kind_ui(ui, facts, &mut did);
        if did.kind.is_some() {
            question(ui, words.resume_lasted());
            let chips: Vec<_> = Lasted::ALL.iter().map(|one| (words.lasted(*one), did.lasted == Some(*one))).collect();
            if let Some(one) = chips_ui(ui, &chips).and_then(|place| Lasted::ALL.get(place)) {
                did.lasted = Some(*one);
            }
        }
        if let Some(kind) = did.kind.filter(|_| did.lasted.is_some()) {
            question(ui, words.resume_tasks());
            choices_ui(ui, facts, &tasks(kind), &mut did.tasks);
            question(ui, words.resume_tools());
            choices_ui(ui, facts, &tools(kind), &mut did.tools);
            ui.add_space(theme.space.s);
            command = ways_ui(ui, facts);
        }
        ui.add_space(2.0 * theme.space.l);
    });
    if did != before.current() {
        let mut resume = before.clone();
        resume.set_current(did);
        return Some(set(resume));
    }
    command
}

/// The shelf of work first, then the job on it.
fn kind_ui(ui: &mut Ui, facts: &Facts<'_>, did: &mut Did) {
    let words = facts.words;
    question(ui, words.resume_job());
    let open = facts.visit.resume_group.or(did.kind.map(JobKind::group));
    let Some(group) = open else {
        return;
    };
    let kinds: Vec<JobKind> = JobKind::ALL.iter().copied().filter(|kind| kind.group() == group).collect();
    let chips: Vec<_> = kinds.iter().map(|kind| (words.job_kind(*kind), did.kind == Some(*kind))).collect();
    if let Some(kind) = chips_ui(ui, &chips).and_then(|place| kinds.get(place)) {
        did.set_kind(*kind);
    }
}

fn choices_ui(ui: &mut Ui, facts: &Facts<'_>, all: &[&'static Choice], chosen: &mut Vec<&'static Choice>) {
    let chips: Vec<_> = all.iter().map(|one| (facts.words.choice(one), chosen.contains(one))).collect();
    if let Some(one) = chips_ui(ui, &chips).and_then(|place| all.get(place)) {
        toggle(chosen, *one);
    }
}

fn ways_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    ui.spacing_mut().item_spacing.y = Theme::of(ui).target.gap;
    if ui.add(Button::primary(words.resume_see()).icon(icons::CHECK).large().wide()).clicked() {
        return Some(Command::Go(Screen::Visit(VisitScreen::ResumeDone)));
    }
    let room = facts.visit.resume.jobs.len() < MOST_JOBS;
    let more = room && ui.add(Button::secondary(words.resume_more()).icon(icons::PLUS).wide()).clicked();
    more.then_some(Command::Visit(VisitCommand::NextJob))
}

/// Shows the shelves of work.
pub fn groups(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    heading(ui, words.resume_title(), words.resume_groups());
    let theme = Theme::of(ui);
    fling(ui, "resume groups", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        let chips: Vec<_> = JobGroup::ALL.iter().map(|group| (words.job_group(*group), false)).collect();
        let touched = chips_ui(ui, &chips).and_then(|place| JobGroup::ALL.get(place)).copied();
        ui.add_space(2.0 * theme.space.l);
        touched.map(|group| Command::Visit(VisitCommand::ResumeOf(group)))
    })
}

/// The résumé in three wordings: as a code, on a slip, and to be read.
pub fn done(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let lines = lines(facts);
    heading(ui, words.resume_done(), words.resume_done_below());
    let mut command = None;
    fling(ui, "resume done", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        command = wordings_ui(ui, facts);
        let read = |ui: &mut Ui| {
            panel(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme.space.xs;
                for line in &lines {
                    say(ui, Rank::Body, line);
                }
            });
        };
        if lying(ui) {
            let width = ui.available_width();
            ui.horizontal_top(|ui| {
                ui.allocate_ui(vec2(width * 0.4, 0.0), |ui| {
                    ui.vertical_centered(|ui| code_ui(ui, facts, &lines, mm(110.0)));
                });
                ui.vertical(|ui| {
                    read(ui);
                    command = command.take().or(take_ui(ui, facts, &lines));
                });
            });
        } else {
            read(ui);
            let side = (ui.available_width() * 0.5).min(mm(110.0));
            ui.vertical_centered(|ui| code_ui(ui, facts, &lines, side));
            command = command.take().or(take_ui(ui, facts, &lines));
        }
        ui.add_space(2.0 * theme.space.l);
    });
    command
}

fn wordings_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    question(ui, words.resume_wording());
    let now = facts.visit.resume.wording;
    let chips: Vec<_> = Wording::ALL.iter().map(|one| (words.wording(*one), now == *one)).collect();
    let chosen = chips_ui(ui, &chips).and_then(|place| Wording::ALL.get(place)).filter(|one| **one != now)?;
    Some(set(Resume { wording: *chosen, ..facts.visit.resume.clone() }))
}

fn take_ui(ui: &mut Ui, facts: &Facts<'_>, lines: &[String]) -> Option<Command> {
    let words = facts.words;
    ui.spacing_mut().item_spacing.y = Theme::of(ui).target.gap;
    let mut command = print_ui(ui, facts, || resume_slip(facts, lines));
    command = command.or(page_ui(ui, facts));
    let named = facts.visit.resume.named;
    let says = if named { words.resume_unnamed() } else { words.resume_named() };
    if ui.add(Button::secondary(says).icon(icons::IDENTIFICATION_BADGE).wide()).clicked() {
        command = Some(Command::Visit(VisitCommand::NameResume(!named)));
    }
    murmur(ui, Rank::Small, words.resume_kept());
    command.or(keep_ui(ui, facts))
}

/// The way to have it on a page of A4, where there is a printer for it.
fn page_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    if !facts.devices.can_print_pages {
        return None;
    }
    let words = facts.words;
    let printing = facts.devices.printing;
    // How a slip stands is said above its button, where there is one.
    if let Some(printing) = printing.filter(|_| !facts.devices.can_print) {
        murmur(ui, Rank::Body, words.printing(printing));
    }
    let idle = printing != Some(Printing::Sending);
    let says = if printing == Some(Printing::Done) { words.resume_a4_again() } else { words.resume_a4() };
    let touched = ui.add(Button::secondary(says).icon(icons::PRINTER).wide().enabled(idle)).clicked();
    touched.then(|| Command::Visit(VisitCommand::PrintResume(Box::new(sheet(facts)))))
}

fn sheet(facts: &Facts<'_>) -> ResumeSheet {
    let words = facts.words;
    let today = facts.today;
    let day = words.date_with_year(i64::from(today.year()), i64::from(today.month()), i64::from(today.day()));
    ResumeSheet {
        title: words.resume_head().to_owned(),
        who: who(facts),
        lines: words.resume(&facts.visit.resume),
        scan: words.receipt_scan().to_owned(),
        foot: words.slip_from(&station_name(facts.status, words), &day),
    }
}

/// Whether it may be kept: for what, until when, and that it can be deleted, before she agrees.
fn keep_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        section(ui, icons::FLOPPY_DISK, words.resume_keep_title());
        if facts.visit.resume_kept {
            say(ui, Rank::Strong, words.resume_kept_now());
            return None;
        }
        let until = words.whole_date(facts.today.saturating_add(KEPT_DAYS.days()));
        say(ui, Rank::Body, words.resume_keep_text(&until));
        if matches!(facts.visit.me, Some(Me::New(_))) {
            murmur(ui, Rank::Body, words.resume_keep_who());
            return None;
        }
        let keep = Button::secondary(words.resume_keep()).icon(icons::CHECK).wide().enabled(!facts.visit.busy);
        ui.add(keep).clicked().then_some(Command::Visit(VisitCommand::KeepResume(true)))
    })
}

fn code_ui(ui: &mut Ui, facts: &Facts<'_>, lines: &[String], side: f32) {
    match Modules::remembered(ui, &lines.join("\n")) {
        Some(code) => {
            qr(ui, &code, side, facts.words.resume_code());
            centre_ui(ui, Rank::Small, facts.words.receipt_scan(), Theme::of(ui).colour.ink_soft);
        }
        None => centre_ui(ui, Rank::Body, facts.words.copy_long(), Theme::of(ui).colour.ink_soft),
    }
}

/// What stands on it: her name and telephone only where she wished so.
fn lines(facts: &Facts<'_>) -> Vec<String> {
    let head = facts.words.resume_head().to_owned();
    [vec![head], who(facts), facts.words.resume(&facts.visit.resume)].concat()
}

fn who(facts: &Facts<'_>) -> Vec<String> {
    let words = facts.words;
    let me = facts.visit.me.as_ref().filter(|_| facts.visit.resume.named);
    let said = |me: &Me| {
        let phone = phone_of(me).map(|phone| words.resume_phone(&phone));
        std::iter::once(words.resume_name(me.name())).chain(phone).collect()
    };
    me.map(said).unwrap_or_default()
}

fn phone_of(me: &Me) -> Option<String> {
    Some(me.phone().to_owned()).filter(|phone| !phone.is_empty())
}
