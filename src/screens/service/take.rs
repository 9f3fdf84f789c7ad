//! A thing to take along: its text as a code, which a phone reads without a network, and as a slip.

use super::parts::source_words;
use crate::domain::content::{Item, ShelfKind};
use crate::domain::slip::{Part, Slip};
use crate::screens::phone::{Behind, MOST_BYTES, address, with_address};
use crate::screens::printing::print_ui;
use crate::screens::seeker::station_name;
use crate::screens::{Command, Facts};
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::notice::centre_ui;
use crate::widgets::page::{lying, panel, remark};
use crate::widgets::qr::{Modules, show as qr};
use crate::widgets::text::{Rank, say_in};
use crate::widgets::theme::{Theme, mm};
use eframe::egui::Ui;

/// Shows the page.
pub fn show(ui: &mut Ui, facts: &Facts<'_>, kind: ShelfKind, id: &str) -> Option<Command> {
    let item = facts.content.item(kind, id)?;
    let page = (kind == ShelfKind::Policies).then(|| address(facts, Behind::Policy(id))).flatten();
    let (text, lines) = (plain_text(facts, item, page.as_deref()), all_lines(facts, item));
    let slip = || slip(facts, item, &lines, &text);
    fling(ui, "take", facts.words.more_below(), |ui| {
        let theme = Theme::of(ui);
        ui.add_space(theme.space.s);
        centre_ui(ui, Rank::Heading, facts.words.take_this_heading(), theme.colour.ink);
        centre_ui(ui, Rank::Body, facts.words.take_this_how(), theme.colour.ink_soft);
        code_ui(ui, &text, facts.words.take_this_code());
        let command = print_ui(ui, facts, slip);
        panel(ui, |ui| {
            for (place, line) in lines.iter().enumerate() {
                let rank = if place == 0 { Rank::Strong } else { Rank::of_copy(&theme) };
                say_in(ui, rank, theme.colour.ink, line);
            }
        });
        remark(ui, icons::WIFI_SLASH, facts.words.take_this_offline());
        ui.add_space(theme.space.m);
        command
    })
}

/// A code in the middle of the page.
pub fn code_ui(ui: &mut Ui, text: &str, name: &str) {
    let height = ui.ctx().content_rect().height();
    let most = if lying(ui) { height * 0.42 } else { height * 0.36 };
    let side = (ui.available_width() * 0.55).min(most).min(mm(130.0));
    if let Some(code) = Modules::remembered(ui, text) {
        ui.vertical_centered(|ui| qr(ui, &code, side, name));
    }
}

/// Everything that is worth keeping, a line each.
fn all_lines(facts: &Facts<'_>, item: &Item) -> Vec<String> {
    let words = facts.words;
    let mut lines = vec![words.of_pack(&item.title).to_owned()];
    lines.extend(item.on.map(|on| words.day_hour(&words.near_date(on, facts.today), words.of_pack(&item.hours))));
    let fact =
        |fact: &crate::domain::content::Fact| words.slip_fact(words.of_pack(&fact.label), words.of_pack(&fact.value));
    lines.extend(item.facts.iter().map(fact));
    lines.push(words.of_pack(&item.line).to_owned());
    if !item.papers.is_empty() {
        let papers: Vec<&str> = item.papers.iter().map(|paper| words.of_pack(paper)).collect();
        lines.push(words.plan_papers(&papers.join(words.list_separator())));
    }
    lines.extend(Some(item.code.clone()).filter(|code| !code.is_empty()));
    lines.push(source_words(facts, &item.source));
    lines.push(station_name(facts.status, words));
    lines
}

/// As many of the lines as a code holds; an official address is among them.
fn plain_text(facts: &Facts<'_>, item: &Item, page: Option<&str>) -> String {
    let room = MOST_BYTES - page.map_or(0, |page| page.len() + 1).min(MOST_BYTES / 2);
    let mut text = String::new();
    for line in all_lines(facts, item) {
        if text.len() + line.len() < room {
            text.push_str(&line);
            text.push('\n');
        }
    }
    with_address(text.trim_end().to_owned(), page)
}

fn slip(facts: &Facts<'_>, item: &Item, lines: &[String], code: &str) -> Slip {
    let words = facts.words;
    let mut parts =
        vec![Part::Small(station_name(facts.status, words)), Part::Title(words.of_pack(&item.title).to_owned())];
    parts.extend(lines.iter().skip(1).map(|line| Part::Text(line.clone())));
    for part in &item.parts {
        parts.push(Part::Strong(words.of_pack(&part.heading).to_owned()));
        parts.extend(part.lines.iter().map(|line| Part::Text(words.of_pack(line).to_owned())));
    }
    parts.push(Part::Line);
    parts.push(Part::Strong(words.item_window().to_owned()));
    parts.push(Part::Code(code.to_owned()));
    parts.push(Part::Small(words.slip_scan().to_owned()));
    Slip { parts }
}
