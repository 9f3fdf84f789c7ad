//! What the visitor agrees to, each purpose by itself (PIPL articles 14, 23, 29), beside what she has told.

use super::Page;
use crate::domain::registration::NOTICE_VERSION;
use crate::domain::{Consent, ConsentPurpose, IdType, mask, phone};
use crate::screens::staff::parts::{fault_ui, halves, question};
use crate::widgets::icons;
use crate::widgets::page::remark;
use crate::widgets::switch::switch;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::theme::Theme;
use eframe::egui::{Frame, Margin, Ui};

pub(super) fn show(ui: &mut Ui, page: &mut Page<'_, '_>) {
    halves(
        ui,
        page,
        |ui, page| {
            summary_ui(ui, page);
            if let Some(trouble) = page.facts.staff.trouble {
                remark(ui, icons::WARNING, page.words().store_trouble(trouble));
            }
        },
        consents_ui,
    );
}

fn consents_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    question(ui, words.consent_ask());
    murmur(ui, Rank::Small, words.consent_version(NOTICE_VERSION));
    for purpose in ConsentPurpose::ALL {
        let needed = *purpose != ConsentPurpose::SensitiveTags || has_sensitive(page);
        if needed {
            consent_ui(ui, page, *purpose);
        }
    }
    fault_ui(ui, page.fault("consents").as_deref());
    fault_ui(ui, page.fault("categories").as_deref());
}

fn has_sensitive(page: &Page<'_, '_>) -> bool {
    page.draft.form.categories.iter().any(|category| category.is_sensitive())
}

fn consent_ui(ui: &mut Ui, page: &mut Page<'_, '_>, purpose: ConsentPurpose) {
    let words = page.words();
    let consents = &mut page.draft.form.consents;
    let mut given = consents.iter().any(|consent| consent.purpose == purpose);
    if switch(ui, &mut given, words.consent(purpose), words.consent_text(purpose)).changed() {
        consents.retain(|consent| consent.purpose != purpose);
        if given {
            consents.push(Consent { purpose, version: NOTICE_VERSION.to_owned(), given: page.facts.now });
        }
    }
}

/// The facts to read out once more; the ID number masked, because others look on.
fn summary_ui(ui: &mut Ui, page: &Page<'_, '_>) {
    let words = page.words();
    let theme = Theme::of(ui);
    let form = &page.draft.form;
    let id = match form.id_type {
        IdType::None => words.id_type(IdType::None).to_owned(),
        _ => mask::id_number(&crate::domain::id_number::normalised(&form.id_number)),
    };
    let reached = match phone::national(&form.phone) {
        _ if form.contact_by_station => words.field_contact_by_station().to_owned(),
        Ok(number) => phone::spaced(&number),
        Err(_) => form.phone.clone(),
    };
    let jobs: Vec<&str> = form
        .wanted_jobs
        .iter()
        .map(|job| if job.text.is_empty() { words.job_kind(job.kind) } else { &job.text })
        .collect();
    let frame = Frame::new()
        .fill(theme.colour.card)
        .stroke(theme.hairline())
        .corner_radius(theme.corner())
        .inner_margin(Margin::same(theme.space.m as i8));
    ui.add_space(theme.space.s);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme.space.xs;
        let name = if form.name.trim().is_empty() { words.form_unsaid() } else { form.name.trim() };
        say(ui, Rank::Lead, name);
        for (label, said) in [
            (words.field_id_number(), id),
            (words.field_phone(), reached),
            (words.field_wanted_jobs(), jobs.join(words.list_separator())),
        ] {
            murmur(ui, Rank::Body, words.form_line(label, if said.is_empty() { words.form_unsaid() } else { &said }));
        }
    });
}
