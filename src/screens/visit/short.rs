//! The short form: name, a way to be reached, birthday.

use super::born::born_ui;
use super::{VisitCommand, VisitDraft};
use crate::domain::text;
use crate::input::{Context, PadKind};
use crate::screens::staff::parts::fault_ui;
use crate::screens::typing::Way;
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::field::Field;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::page::heading;
use crate::widgets::switch::switch;
use crate::widgets::theme::Theme;
use eframe::egui::{Id, Ui};

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut VisitDraft) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.short_title(), words.short_below());
    let fault = |field: &str| {
        let fault = facts.visit.faults.iter().find(|fault| fault.field == field);
        fault.map(|fault| words.fault(fault))
    };
    let mut command = None;
    fling(ui, "short", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        let id = Id::unique("applicant's name");
        let wrong = fault("name");
        let field = Field::new(id, words.field_name()).hint(words.form_name_hint()).fault(wrong.as_deref());
        draft.typing.field(ui, id, Way::Words(Context::Name), text::MAX_NAME, field, &mut draft.short.name);
        if !draft.short.contact_by_station {
            let id = Id::unique("applicant's phone");
            let wrong = fault("phone");
            let field = Field::new(id, words.field_phone()).hint(words.form_phone_hint()).fault(wrong.as_deref());
            let limit = PadKind::Phone.limit();
            draft.typing.field(ui, id, Way::Pad(PadKind::Phone), limit, field, &mut draft.short.phone);
        }
        let by_station = &mut draft.short.contact_by_station;
        if switch(ui, by_station, words.form_no_phone(), words.form_no_phone_below()).changed() && *by_station {
            draft.short.phone.clear();
        }
        born_ui(ui, facts, draft);
        fault_ui(ui, fault("born").as_deref());
        draft.short.born = draft.born;
        let next = Button::primary(words.next()).trailing(icons::CARET_RIGHT).wide();
        if ui.add(next).clicked() {
            draft.typing.close(ui.ctx());
            command = Some(Command::Visit(VisitCommand::TakeShortForm));
        }
        ui.add_space(2.0 * theme.space.l);
    });
    command
}
