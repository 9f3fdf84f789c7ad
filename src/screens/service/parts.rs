//! What several of these pages share: facts at a glance, texts under a heading, where something comes from, and what can be
//! done about it.

use super::{Door, ServiceCommand, ServiceScreen};
use crate::domain::AboutItem;
use crate::domain::content::{Act, Do, Origin, Part, ShelfKind};
use crate::screens::{Command, Facts, Screen};
use crate::widgets::page::{panel, section};
use crate::widgets::text::{Rank, galley, murmur, paint_left, say};
use crate::widgets::theme::{Theme, mm};
use crate::widgets::{Icon, icons};
use eframe::egui::{Color32, Role, Sense, Ui, WidgetInfo, vec2};

/// The pictogram of a shelf.
pub const fn icon_of(kind: ShelfKind) -> Icon {
    match kind {
        ShelfKind::Policies => icons::HAND_COINS,
        ShelfKind::Courses => icons::GRADUATION_CAP,
        ShelfKind::Experts => icons::CHALKBOARD_TEACHER,
        ShelfKind::Events => icons::CALENDAR_DOTS,
        ShelfKind::Places => icons::MAP_PIN,
        ShelfKind::Shelf => icons::SCALES,
        ShelfKind::Zones => icons::USERS,
    }
}

/// Where an act leads; `None` where what it names is in no pack that is in force.
pub fn command_of(facts: &Facts<'_>, act: &Act, about: Option<AboutItem>) -> Option<Command> {
    let content = facts.content;
    let service = |command| Some(Command::Service(command));
    match &act.what {
        Do::Form(id) => {
            let form = content.form(id)?;
            let about = about.filter(|about| form.about == Some(about.shelf));
            // A form about a thing is nothing without one.
            if form.about.is_some() && about.is_none() {
                return None;
            }
            service(ServiceCommand::Fill { form: id.clone(), about, preset: Vec::new() })
        }
        Do::Plan(id) => {
            content.plan(id)?;
            Some(Command::Go(Screen::Service(ServiceScreen::Plan(id.clone()))))
        }
        Do::Shelf(kind) => {
            content.shelf(*kind)?;
            Some(Command::Go(Screen::Service(ServiceScreen::Door(door_of(*kind)))))
        }
        Do::Assess(id) => {
            content.assessment(id)?;
            service(ServiceCommand::Assess(id.clone()))
        }
        Do::CheckPolicies => check_policies(facts),
        Do::Postings(wanted) => service(ServiceCommand::Postings(Box::new(wanted.clone()))),
    }
}

/// Opens the questions of the policies.
pub fn check_policies(facts: &Facts<'_>) -> Option<Command> {
    let form = facts.content.policy_questions()?;
    Some(Command::Service(ServiceCommand::Fill { form: form.id.clone(), about: None, preset: Vec::new() }))
}

const fn door_of(kind: ShelfKind) -> Door {
    match kind {
        ShelfKind::Policies => Door::Policies,
        ShelfKind::Courses => Door::Training,
        ShelfKind::Experts => Door::Guidance,
        ShelfKind::Events | ShelfKind::Zones => Door::Events,
        ShelfKind::Places => Door::Startup,
        ShelfKind::Shelf => Door::Rights,
    }
}

/// A label and its value, side by side where there is room.
pub fn fact_ui(ui: &mut Ui, label: &str, value: &str) {
    let theme = Theme::of(ui);
    let said = format!("{label}：{value}");
    let width = ui.available_width();
    let column = (width * 0.3).min(mm(60.0));
    let label = galley(ui, label, Theme::regular(theme.size.body), theme.colour.ink_soft, column, 3);
    let value = galley(ui, value, Theme::bold(theme.size.body), theme.colour.ink, width - column - theme.space.m, 8);
    let height = label.size().y.max(value.size().y);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    paint_left(ui.painter(), rect.left(), rect.top() + label.size().y / 2.0, label);
    paint_left(ui.painter(), rect.left() + column + theme.space.m, rect.top() + value.size().y / 2.0, value);
}

/// Facts in one panel; nothing where there are none.
pub fn facts_ui(ui: &mut Ui, facts: &[(String, String)]) {
    if facts.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        for (label, value) in facts {
            fact_ui(ui, label, value);
        }
    });
}

/// A heading and its lines in a panel, each line with a mark before it.
pub fn lines_ui(ui: &mut Ui, icon: Icon, heading: &str, lines: &[&str]) {
    if lines.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        section(ui, icon, heading);
        match lines {
            [only] => {
                say(ui, Rank::Body, *only);
            }
            many => many.iter().for_each(|line| marked_ui(ui, icons::CHECK, theme.colour.accent, line)),
        }
    });
}

/// A pictogram and a sentence beside it.
pub fn marked_ui(ui: &mut Ui, icon: Icon, colour: Color32, said: &str) {
    let theme = Theme::of(ui);
    let side = theme.size.body;
    let left = side + theme.space.s;
    let width = ui.available_width();
    let laid = galley(ui, said, Theme::regular(theme.size.body), theme.colour.ink, width - left, 12);
    let (rect, response) = ui.allocate_exact_size(vec2(width, laid.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said));
    let row = theme.size.body * 1.45;
    icon.filled(ui.painter(), rect.left_top() + vec2(side / 2.0, row / 2.0), side, colour);
    paint_left(ui.painter(), rect.left() + left, rect.center().y, laid);
}

pub fn parts_ui(ui: &mut Ui, facts: &Facts<'_>, parts: &[Part]) {
    for part in parts {
        let lines: Vec<&str> = part.lines.iter().map(|line| facts.words.of_pack(line)).collect();
        lines_ui(ui, icons::INFO, facts.words.of_pack(&part.heading), &lines);
    }
}

/// Where it comes from, and as of when.
pub fn source_ui(ui: &mut Ui, facts: &Facts<'_>, source: &Origin) {
    murmur(ui, Rank::Small, source_words(facts, source));
}

/// The same in words.
pub fn source_words(facts: &Facts<'_>, source: &Origin) -> String {
    let words = facts.words;
    let mut name = words.of_pack(&source.name).to_owned();
    if !source.document.is_empty() {
        name = words.joined(&[&name, &source.document]);
    }
    words.item_source(&name, &words.whole_date(source.as_of))
}
