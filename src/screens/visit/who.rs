//! Who somebody is: by her card, by her slip and birthday, or, to apply, by a short form. A clerk is always another way.

use super::born::born_ui;
use super::{After, VisitCommand, VisitDraft, VisitScreen};
use crate::domain::card::Reader;
use crate::domain::visitor::{Proof, Shown};
use crate::input::PadKind;
use crate::screens::staff::parts::line_ui;
use crate::screens::typing::Way;
use crate::screens::{Command, Facts, Screen};
use crate::widgets::button::Button;
use crate::widgets::field::Field;
use crate::widgets::grid::{columns, grid};
use crate::widgets::list::fling;
use crate::widgets::page::{heading, lying, panel, remark, section};
use crate::widgets::text::{Rank, murmur};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::tile::Tile;
use crate::widgets::{Icon, icons, notice};
use eframe::egui::{Id, Ui};

/// Digits and hyphens of the longest receipt number.
const RECEIPT_CHARS: usize = 20;

/// Shows the ways.
pub fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let mine = facts.visit.after == Some(After::Mine);
    heading(ui, if mine { words.who_title_mine() } else { words.who_title() }, words.who_below());
    let go = |screen| Command::Go(Screen::Visit(screen));
    let mut ways: Vec<(Icon, &str, &str, Command)> =
        vec![(icons::RECEIPT, words.who_slip(), words.who_slip_below(), go(VisitScreen::Slip))];
    // A résumé is found again by who is registered or has applied, and by nobody else.
    if !mine && facts.visit.after != Some(After::KeepResume) {
        ways.push((icons::PENCIL_LINE, words.who_short(), words.who_short_below(), go(VisitScreen::Short)));
    }
    ways.push((icons::HAND_WAVING, words.who_staff(), "", Command::Go(Screen::Help)));
    let mut command = None;
    fling(ui, "who", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        said_ui(ui, facts);
        if facts.devices.reader != Reader::None {
            panel(ui, |ui| {
                section(ui, icons::IDENTIFICATION_CARD, words.who_card());
                let colour = theme.colour.ink_soft;
                let said = match facts.devices.reader {
                    Reader::Ready => words.who_card_ready(),
                    other => words.card_reader(other),
                };
                line_ui(ui, icons::INFO, said, colour);
            });
        }
        let columns = if lying(ui) { columns(ui, mm(150.0), 2) } else { 1 };
        grid(ui, columns, ways.len(), |ui, place, width| {
            let Some((icon, name, below, way)) = ways.get(place) else { return };
            if ui.add(Tile::new(name, width).icon(*icon).note(below)).clicked() {
                command = Some(way.clone());
            }
        });
        ui.add_space(2.0 * theme.space.l);
    });
    command
}

/// What the station said to the last proof.
fn said_ui(ui: &mut Ui, facts: &Facts<'_>) {
    let words = facts.words;
    if facts.visit.busy {
        murmur(ui, Rank::Body, words.who_asking());
    }
    match &facts.visit.shown {
        Some(Shown::NoMatch) => remark(ui, icons::WARNING, words.who_no_match()),
        Some(Shown::Locked { until }) => {
            let left = until.as_second().saturating_sub(facts.now.as_second());
            remark(ui, icons::LOCK_KEY, &words.who_locked(&words.lasting(left)));
        }
        _ => {}
    }
    if let Some(trouble) = facts.visit.trouble {
        remark(ui, icons::WARNING, words.store_trouble(trouble));
    }
}

/// Number of a slip and birthday.
pub fn slip(ui: &mut Ui, facts: &Facts<'_>, draft: &mut VisitDraft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.slip_title(), "");
    let mut command = None;
    fling(ui, "slip", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        said_ui(ui, facts);
        let id = Id::unique("receipt number");
        let field = Field::new(id, words.slip_number()).hint(words.slip_number_hint()).icon(icons::RECEIPT);
        draft.typing.field(ui, id, Way::Pad(PadKind::Phone), RECEIPT_CHARS, field, &mut draft.receipt);
        born_ui(ui, facts, draft);
        let born = draft.born.filter(|_| !draft.receipt.trim().is_empty() && !facts.visit.busy);
        let check = Button::primary(words.slip_check()).icon(icons::CHECK).wide().enabled(born.is_some());
        if ui.add(check).clicked()
            && let Some(born) = born
        {
            draft.typing.close(ui.ctx());
            command =
                Some(Command::Visit(VisitCommand::Identify(Proof::Receipt { typed: draft.receipt.clone(), born })));
        }
        ui.add_space(2.0 * theme.space.l);
    });
    command
}

/// Stopped kindly: why, and what there is instead.
pub fn too_young(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    fling(ui, "too young", words.more_below(), |ui| {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::STUDENT, words.young_title(), words.young_below());
        ui.add_space(theme.space.m);
        ui.spacing_mut().item_spacing.y = theme.target.gap;
        let school = ui.add(Button::primary(words.young_training()).icon(icons::HAND_WAVING).wide()).clicked();
        let home = ui.add(Button::secondary(words.home()).icon(icons::HOUSE).wide()).clicked();
        ui.add_space(theme.space.m);
        if school { Some(Command::Go(Screen::Help)) } else { home.then_some(Command::Home) }
    })
}
