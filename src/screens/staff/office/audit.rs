//! The audit log, for who may read it: the latest first, and its way onto a stick.

use super::OfficeCommand;
use crate::domain::audit::Chain;
use crate::screens::Facts;
use crate::widgets::button::Button;
use crate::widgets::list::fling_rows;
use crate::widgets::page::{heading, remark};
use crate::widgets::row::Row;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Theme, icons};
use eframe::egui::{Ui, vec2};

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let Some((lines, chain)) = &facts.staff.office.audit else {
        heading(ui, words.audit_title(), words.loading());
        super::refused_ui(ui, facts);
        return None;
    };
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    match chain {
        Chain::Whole { lines } => heading(ui, words.audit_title(), &words.audit_whole(number(*lines))),
        Chain::Broken { at } => {
            heading(ui, words.audit_title(), "");
            remark(ui, icons::SEAL_WARNING, &words.audit_broken(number(*at)));
        }
    }
    match &facts.staff.office.audit_written {
        Some(Ok(file)) => remark(ui, icons::CHECK_CIRCLE, &words.reporting_written(file)),
        Some(Err(trouble)) => remark(ui, icons::WARNING, words.table_trouble(*trouble)),
        None => {}
    }
    let export = ui.add(Button::secondary(words.audit_export()).icon(icons::FLOPPY_DISK).wide()).clicked();
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    fling_rows(ui, "audit", Row::height(&theme), lines.len(), |ui, range| {
        for (line, name) in lines.get(range).unwrap_or_default() {
            let who = if name.is_empty() { words.audit_program() } else { name };
            let subject = line.subject.map(|subject| short(&subject.0.to_string()));
            let below = words.joined(&[who, &subject.unwrap_or_default(), &line.detail]);
            let ago = words.ago(line.at, facts.now);
            let size = vec2(ui.available_width(), Row::height(&theme));
            ui.allocate_ui(size, |ui| {
                ui.set_min_height(size.y);
                ui.spacing_mut().item_spacing.y = theme.space.xs;
                say(ui, Rank::Strong, words.joined(&[words.deed(line.deed), &ago]));
                murmur(ui, Rank::Small, &below);
            });
        }
    });
    export.then_some(OfficeCommand::ExportAudit)
}

/// The end of a subject's id: enough to see that two lines are about one person, and nobody's name.
fn short(id: &str) -> String {
    id.get(id.len().saturating_sub(6)..).unwrap_or_default().to_owned()
}
