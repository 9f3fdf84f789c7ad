//! Who the visitor is: name, document, education.

use super::Page;
use crate::domain::card::{CardTaken, Reader};
use crate::domain::id_number::{self, IdNumber};
use crate::domain::{Education, FaultKind, IdType, mask, text};
use crate::input::{Context, PadKind};
use crate::screens::Facts;
use crate::screens::facts::Devices;
use crate::screens::staff::parts::{chips_ui, fault_ui, line_ui, question};
use crate::screens::staff::{OfficeCommand, StaffCommand};
use crate::screens::typing::Way;
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::text::{Rank, say_in};
use crate::widgets::theme::Theme;
use eframe::egui::Ui;

/// Digits of a document's number, except on the older cards of foreigners.
const ID_DIGITS: usize = 18;

pub(super) fn show(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    card_ui(ui, page.facts);
    let fault = page.fault("name");
    let limit = text::MAX_NAME;
    page.text_ui(
        ui,
        (Way::Words(Context::Name), limit),
        words.field_name(),
        words.form_name_hint(),
        fault.as_deref(),
        |draft| &mut draft.form.name,
    );
    alike_ui(ui, page);
    question(ui, words.field_id_type());
    let chips: Vec<_> =
        IdType::ALL.iter().map(|code| (words.id_type(*code), page.draft.form.id_type == *code)).collect();
    if let Some(id_type) = chips_ui(ui, &chips).and_then(|place| IdType::ALL.get(place)) {
        choose_type(page, *id_type);
    }
    if page.draft.form.id_type == IdType::None {
        reason_ui(ui, page);
    } else {
        number_ui(ui, page);
    }
    question(ui, words.field_education());
    let chips: Vec<_> =
        Education::ALL.iter().map(|code| (words.education(*code), page.draft.form.education == Some(*code))).collect();
    if let Some(education) = chips_ui(ui, &chips).and_then(|place| Education::ALL.get(place)) {
        let chosen = &mut page.draft.form.education;
        *chosen = if *chosen == Some(*education) { None } else { Some(*education) };
    }
}

/// Somebody who is registered already may be this person: nothing is typed twice.
fn alike_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    let Some(one) = page.facts.staff.office.alike.first() else { return };
    let colour = Theme::of(ui).colour.on_warm;
    let known = words.joined(&[words.alike(one.by), &one.name, &mask::phone(&one.phone), one.receipt.as_str()]);
    line_ui(ui, icons::USERS, &known, colour);
    if ui.add(Button::secondary(words.alike_open()).icon(icons::USER)).clicked() {
        page.asked = Some(StaffCommand::Office(OfficeCommand::Open(one.subject)));
    }
}

/// What the reader of identity cards wants or has done; where there is none, that typing is the way.
fn card_ui(ui: &mut Ui, facts: &Facts<'_>) {
    let c = Theme::of(ui).colour;
    let Devices { reader, card, .. } = facts.devices;
    let troubled = !matches!(reader, Reader::Ready | Reader::Reading | Reader::None);
    match card {
        Some(note) if !troubled && *reader != Reader::Reading => {
            let (icon, colour) = match note.taken {
                CardTaken::Filled => (icons::CHECK_CIRCLE, c.accent),
                CardTaken::OtherNumber => (icons::WARNING, c.bad),
            };
            line_ui(ui, icon, facts.words.card_taken(note.taken), colour);
            for warning in &note.warnings {
                line_ui(ui, icons::WARNING, facts.words.card_warning(*warning), c.bad);
            }
        }
        _ => {
            let colour = if troubled { c.bad } else { c.ink_soft };
            line_ui(ui, icons::IDENTIFICATION_CARD, facts.words.card_reader(*reader), colour);
        }
    }
}

/// What belongs to another kind of document does not stay behind unseen.
fn choose_type(page: &mut Page<'_, '_>, id_type: IdType) {
    let form = &mut page.draft.form;
    form.id_type = id_type;
    if id_type == IdType::None {
        form.id_number.clear();
    } else {
        form.no_id_reason.clear();
    }
}

fn number_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    let way = if page.draft.form.id_type == IdType::ForeignerPermanent {
        Way::Words(Context::Free)
    } else {
        Way::Pad(PadKind::Id)
    };
    let fault = if page.draft.tried { page.fault("id_number") } else { None };
    let limit = 24;
    page.text_ui(ui, (way, limit), words.field_id_number(), words.form_id_hint(), fault.as_deref(), |draft| {
        &mut draft.form.id_number
    });
    if fault.is_none() {
        standing_ui(ui, page);
    }
}

/// As it is typed: how many digits are to come, that it is right and how old the person is, or what is wrong.
fn standing_ui(ui: &mut Ui, page: &Page<'_, '_>) {
    let words = page.words();
    let c = Theme::of(ui).colour;
    let form = &page.draft.form;
    let typed = id_number::normalised(&form.id_number);
    if typed.is_empty() {
        return;
    }
    match IdNumber::parse(form.id_type, &typed, page.facts.today) {
        Ok(id) if id.age_on(page.facts.today) < id_number::LEAST_AGE => {
            say_in(ui, Rank::Small, c.bad, words.fault_under_age());
        }
        Ok(id) => {
            let age = i64::from(id.age_on(page.facts.today));
            say_in(ui, Rank::Small, c.accent, words.form_id_right(age));
        }
        Err(FaultKind::IdLength) if typed.len() < ID_DIGITS => {
            let left = i64::try_from(ID_DIGITS - typed.len()).unwrap_or_default();
            say_in(ui, Rank::Small, c.ink_soft, words.form_id_left(left));
        }
        Err(kind) => {
            let fault = words.fault(&crate::domain::Fault::new("id_number", kind));
            say_in(ui, Rank::Small, c.bad, fault);
        }
    }
}

fn reason_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.words();
    question(ui, words.field_no_id_reason());
    let reasons = [words.reason_forgotten(), words.reason_lost(), words.reason_renewing()];
    let chips = reasons.map(|reason| (reason, page.draft.form.no_id_reason == reason));
    if let Some(reason) = chips_ui(ui, &chips).and_then(|place| reasons.get(place)) {
        (*reason).clone_into(&mut page.draft.form.no_id_reason);
    }
    fault_ui(ui, page.fault("no_id_reason").as_deref());
}
