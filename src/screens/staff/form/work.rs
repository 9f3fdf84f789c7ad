//! What work the visitor wants: jobs from the shelves or in her own words, in which form, and for how much at least.

use super::Page;
use crate::domain::registration::{MAX_WAGE_YUAN, MAX_WANTED_JOBS};
use crate::domain::{JobGroup, JobKind, WageExpected, WageUnit, WantedJob, WorkForm, text, vocabulary};
use crate::input::{Context, PadKind};
use crate::screens::staff::parts::{chips_ui, fault_ui, halves, question, toggle};
use crate::screens::typing::Way;
use crate::widgets::button::Button;
use crate::widgets::chip::Chip;
use crate::widgets::icons;
use crate::widgets::text::{Rank, murmur};
use crate::widgets::theme::Theme;
use eframe::egui::{Ui, Vec2};

/// Units a wage is expected in; the others are rare and come through the command line.
const UNITS: [WageUnit; 3] = [WageUnit::Month, WageUnit::Day, WageUnit::Hour];

pub(super) fn show(ui: &mut Ui, page: &mut Page<'_, '_>) {
    halves(ui, page, jobs_ui, |ui, page| {
        forms_ui(ui, page);
        wage_ui(ui, page);
    });
}

fn jobs_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    question(ui, &words.form_jobs(i64::try_from(MAX_WANTED_JOBS).unwrap_or_default()));
    chosen_ui(ui, page);
    fault_ui(ui, page.fault("wanted_jobs").as_deref());
    shelves_ui(ui, page);
    own_ui(ui, page);
}

fn forms_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    question(ui, words.field_work_forms());
    let chips: Vec<_> =
        WorkForm::ALL.iter().map(|code| (words.work_form(*code), page.draft.form.work_forms.contains(code))).collect();
    if let Some(form) = chips_ui(ui, &chips).and_then(|place| WorkForm::ALL.get(place)) {
        toggle(&mut page.draft.form.work_forms, *form);
    }
}

/// The jobs chosen so far, each of which a touch takes away.
fn chosen_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    let theme = Theme::of(ui);
    if page.draft.form.wanted_jobs.is_empty() {
        murmur(ui, Rank::Body, words.form_jobs_none());
        return;
    }
    let mut taken = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        for (place, job) in page.draft.form.wanted_jobs.iter().enumerate() {
            let name = if job.text.is_empty() { words.job_kind(job.kind) } else { &job.text };
            if ui.add(Chip::removable(name, &words.form_job_drop(name))).clicked() {
                taken = Some(place);
            }
        }
    });
    if let Some(place) = taken {
        page.draft.form.wanted_jobs.remove(place);
    }
}

fn add(page: &mut Page<'_, '_>, job: WantedJob) {
    let jobs = &mut page.draft.form.wanted_jobs;
    if jobs.contains(&job) {
        jobs.retain(|known| *known != job);
    } else if jobs.len() < MAX_WANTED_JOBS {
        jobs.push(job);
    }
}

fn shelves_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    let shelf = page.draft.shelf;
    let chips: Vec<_> = JobGroup::ALL.iter().map(|group| (words.job_group(*group), shelf == Some(*group))).collect();
    if let Some(group) = chips_ui(ui, &chips).and_then(|place| JobGroup::ALL.get(place)) {
        page.draft.shelf = if shelf == Some(*group) { None } else { Some(*group) };
    }
    let Some(open) = page.draft.shelf else { return };
    let kinds: Vec<JobKind> = JobKind::ALL.iter().copied().filter(|kind| kind.group() == open).collect();
    let wanted = |kind: JobKind| page.draft.form.wanted_jobs.iter().any(|job| job.kind == kind && job.text.is_empty());
    let chips: Vec<_> = kinds.iter().map(|kind| (words.job_kind(*kind), wanted(*kind))).collect();
    let theme = Theme::of(ui);
    let frame = eframe::egui::Frame::new()
        .fill(theme.colour.sunk)
        .corner_radius(theme.corner())
        .inner_margin(eframe::egui::Margin::same(theme.space.s as i8));
    let touched = frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            chips_ui(ui, &chips)
        })
        .inner;
    if let Some(kind) = touched.and_then(|place| kinds.get(place)) {
        add(page, WantedJob { kind: *kind, text: String::new() });
    }
}

/// A job in her own words; a word the kiosk knows becomes the job it means.
fn own_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    let way = Way::Words(Context::Job);
    page.text_ui(ui, (way, text::MAX_LINE), words.form_own_job(), words.form_own_job_hint(), None, |draft| {
        &mut draft.own_job
    });
    let typed = page.draft.own_job.trim().to_owned();
    if typed.is_empty() {
        return;
    }
    if ui.add(Button::secondary(&words.form_add(&typed)).icon(icons::PLUS)).clicked() {
        let known = vocabulary::job_kind(&typed).or_else(|| page.facts.station_words.job(&typed));
        let job = match known {
            Some(kind) => WantedJob { kind, text: String::new() },
            None => WantedJob { kind: JobKind::Other, text: typed },
        };
        add(page, job);
        page.draft.own_job.clear();
        page.draft.typing.close(ui.ctx());
    }
}

fn wage_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    question(ui, words.form_wage());
    let unit = page.draft.wage_unit;
    let chips = UNITS.map(|code| (words.wage_unit(code), unit == code));
    let unit = chips_ui(ui, &chips).and_then(|place| UNITS.get(place).copied()).unwrap_or(unit);
    page.draft.wage_unit = unit;
    let fault = page.fault("wage_expected");
    let way = Way::Pad(PadKind::Number);
    let limit = PadKind::Number.limit();
    page.text_ui(ui, (way, limit), words.form_wage_amount(), words.form_wage_hint(), fault.as_deref(), |draft| {
        &mut draft.wage
    });
    let amount: Option<u32> = page.draft.wage.trim().parse().ok();
    page.draft.form.wage_expected =
        amount.filter(|amount| *amount <= MAX_WAGE_YUAN).map(|min| WageExpected { min, unit });
}
