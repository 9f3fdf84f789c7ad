//! An employer's page: its papers, its postings, visits, needs and complaints.

use super::FirmsCommand;
use crate::domain::FirmDeed;
use crate::domain::firms::{FirmFile, FirmNoteRow, Stage};
use crate::domain::ledger::EntryState;
use crate::domain::phone;
use crate::domain::role::May;
use crate::screens::staff::parts::{halves, line_ui};
use crate::screens::{Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::grid::{columns, grid};
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel, section};
use crate::widgets::row::Row;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::theme::mm;
use crate::widgets::{Theme, icons};
use eframe::egui::Ui;

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<FirmsCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let Some(file) = &facts.staff.office.firms.file else {
        heading(ui, words.firms_title(), words.loading());
        super::super::refused_ui(ui, facts);
        return None;
    };
    let firm = &file.row.firm;
    heading(ui, &firm.name, &words.firms_code(&firm.credit_code));
    super::super::refused_ui(ui, facts);
    let mut asked = None;
    fling(ui, "firm", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        asked = ways_ui(ui, facts);
        halves(
            ui,
            &mut asked,
            |ui, asked| {
                papers_ui(ui, facts, file, asked);
                notes_ui(ui, facts, file, asked);
            },
            |ui, asked| offers_ui(ui, facts, file, asked),
        );
        ui.add_space(theme.space.l);
    });
    asked
}

fn ways_ui(ui: &mut Ui, facts: &Facts<'_>) -> Option<FirmsCommand> {
    let words = facts.words;
    if !facts.staff.may(May::Serve) {
        return None;
    }
    let mut asked = None;
    if ui.add(Button::primary(words.firms_offer_new()).icon(icons::MEGAPHONE_SIMPLE).wide()).clicked() {
        asked = Some(FirmsCommand::NewOffer);
    }
    let deeds = [
        (FirmDeed::Visit, icons::HANDSHAKE),
        (FirmDeed::Need, icons::USERS),
        (FirmDeed::Complaint, icons::SEAL_WARNING),
    ];
    // In large type they stand one below the other: three beside one another would be broken in two.
    let least = if Theme::of(ui).elder { mm(120.0) } else { mm(70.0) };
    grid(ui, columns(ui, least, 3), deeds.len(), |ui, place, width| {
        let Some((deed, icon)) = deeds.get(place) else { return };
        if ui.add(Button::secondary(words.firm_deed(*deed)).icon(*icon).width(width)).clicked() {
            asked = Some(FirmsCommand::Note(*deed));
        }
    });
    asked
}

fn papers_ui(ui: &mut Ui, facts: &Facts<'_>, file: &FirmFile, asked: &mut Option<FirmsCommand>) {
    let words = facts.words;
    let theme = Theme::of(ui);
    let firm = &file.row.firm;
    let papers: Vec<&str> = firm.papers.iter().map(|paper| words.firm_paper(*paper)).collect();
    panel(ui, |ui| {
        let reach = words.joined(&[&firm.contact, &phone::spaced(&firm.phone)]);
        line_ui(ui, icons::PHONE_CALL, &reach, theme.colour.accent);
        let agent = words.firms_agent(&firm.agent, &papers.join(words.list_separator()));
        line_ui(ui, icons::IDENTIFICATION_CARD, &agent, theme.colour.ink);
        let after = if firm.commissioner.is_empty() {
            words.firms_no_commissioner().to_owned()
        } else {
            words.firms_commissioner(&firm.commissioner)
        };
        line_ui(ui, icons::USER_CIRCLE, &after, theme.colour.ink);
        if file.row.state == EntryState::Refused {
            line_ui(ui, icons::WARNING_CIRCLE, words.state_refused(), theme.colour.bad);
        }
        let me = facts.staff.signed_in.as_ref().map_or("", |member| member.name.as_str());
        if facts.staff.may(May::Serve) {
            if firm.commissioner != me
                && ui.add(Button::secondary(words.firms_look_after()).icon(icons::HANDSHAKE)).clicked()
            {
                *asked = Some(FirmsCommand::LookAfter);
            }
            if ui.add(Button::quiet(words.firms_change()).icon(icons::PENCIL_LINE)).clicked() {
                *asked = Some(FirmsCommand::Change);
            }
        }
    });
}

fn offers_ui(ui: &mut Ui, facts: &Facts<'_>, file: &FirmFile, asked: &mut Option<FirmsCommand>) {
    let words = facts.words;
    if file.offers.is_empty() {
        return;
    }
    section(ui, icons::MEGAPHONE_SIMPLE, words.firms_offers());
    ui.spacing_mut().item_spacing.y = Theme::of(ui).target.gap;
    for offer in &file.offers {
        let by = words.firms_made_by(&offer.made_by);
        let day = words.date(offer.made_on, facts.today);
        let below = words.joined(&[&day, &by]);
        let urgent = offer.stage == Stage::SentBack;
        let row =
            Row::new(icons::MEGAPHONE_SIMPLE, offer.title(), &below).end(words.offer_stage(offer.stage)).urgent(urgent);
        if ui.add(row).clicked() {
            *asked = Some(FirmsCommand::OpenOffer(offer.id));
        }
    }
}

fn notes_ui(ui: &mut Ui, facts: &Facts<'_>, file: &FirmFile, asked: &mut Option<FirmsCommand>) {
    if file.notes.is_empty() {
        return;
    }
    section(ui, icons::LIST_BULLETS, facts.words.firms_notes());
    for note in &file.notes {
        panel(ui, |ui| note_ui(ui, facts, note, asked));
    }
}

fn note_ui(ui: &mut Ui, facts: &Facts<'_>, note: &FirmNoteRow, asked: &mut Option<FirmsCommand>) {
    let words = facts.words;
    say(ui, Rank::Strong, words.joined(&[words.firm_deed(note.deed), &note.topic]));
    let people = note.headcount.map(|count| words.firms_people(whole(count as usize))).unwrap_or_default();
    let due = note.by.map(|day| words.firms_due(&words.date(day, facts.today))).unwrap_or_default();
    let day = words.date(note.on, facts.today);
    murmur(ui, Rank::Small, words.joined(&[&day, &note.staff, &people, &due]));
    if !note.result.is_empty() {
        say(ui, Rank::Body, note.result.as_str());
    }
    if let Some((_, outcome)) = &note.closed {
        murmur(ui, Rank::Body, words.firms_closed(outcome));
        return;
    }
    let may = note.deed != FirmDeed::Visit && facts.staff.may(May::Serve);
    if may && ui.add(Button::secondary(words.firms_close()).icon(icons::CHECK)).clicked() {
        *asked = Some(FirmsCommand::CloseNote(note.id));
    }
}
