//! Lists of people and postings from a stick: which file, what would become of each row and why not, and taking them.

use super::{OfficeCommand, OfficeDraft};
use crate::domain::role::May;
use crate::domain::tables::preview::{Counts, TableFile, TableTrouble};
use crate::domain::tables::{Preview, PreviewRow, RowState, TableKind, fields, usual_name};
use crate::screens::staff::parts::line_ui;
use crate::screens::{Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::chip::Chip;
use crate::widgets::grid::grid;
use crate::widgets::list::{fling, fling_rows};
use crate::widgets::page::{heading, lying, panel, remark};
use crate::widgets::row::Row;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Theme, icons, notice};
use eframe::egui::{Ui, Vec2};
use std::sync::Arc;

/// What a touch here asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum TableCommand {
    /// To the page, and to look at the sticks anew.
    Files,
    Open(TableFile, TableKind),
    Map(usize, Option<&'static str>),
    OnPaper(bool),
    Take,
    SaveLeft,
    /// Another file.
    Close,
    /// Everything of a kind onto the stick, for the province.
    Export(TableKind),
}

/// What this page may read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableFacts {
    /// `None` until the sticks were looked at.
    pub files: Option<Vec<TableFile>>,
    pub preview: Option<Arc<Preview>>,
    /// Rows are being taken.
    pub taking: bool,
    pub trouble: Option<TableTrouble>,
    /// The file that holds what was not taken.
    pub saved: Option<String>,
    /// The list that was written for the province.
    pub exported: Option<Exported>,
}

/// A list that was written onto the stick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    pub file: String,
    pub rows: usize,
    /// Codes that the province's table does not have, each with its column.
    pub unmapped: Vec<String>,
}

/// What it edits.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableDraft {
    pub kind: Option<TableKind>,
    /// Only rows like these are shown.
    only: Option<Group>,
    /// Which column is which field is being said; the column that is open.
    mapping: bool,
    column: Option<usize>,
    /// The row whose faults are shown whole.
    line: Option<u32>,
}

impl TableDraft {
    /// Nothing of a table yet.
    #[must_use]
    pub fn of(kind: Option<TableKind>) -> Self {
        Self { kind, ..Self::default() }
    }
}

/// Rows of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Ready,
    Taken,
    Again,
    Bad,
}

impl Group {
    const ALL: [Self; 4] = [Self::Bad, Self::Ready, Self::Taken, Self::Again];

    const fn of(state: &RowState) -> Self {
        match state {
            RowState::Ready | RowState::Renews => Self::Ready,
            RowState::Taken(_) => Self::Taken,
            RowState::Again(_) | RowState::Twice(_) => Self::Again,
            RowState::Bad(_) => Self::Bad,
        }
    }

    const fn count(self, counts: Counts) -> usize {
        match self {
            Self::Ready => counts.ready,
            Self::Taken => counts.taken,
            Self::Again => counts.again,
            Self::Bad => counts.bad,
        }
    }
}

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut OfficeDraft) -> Option<OfficeCommand> {
    let draft = &mut draft.tables;
    let asked = match &facts.staff.office.tables.preview {
        None => files_ui(ui, facts, draft),
        Some(preview) if draft.mapping && !preview.taken => mapping_ui(ui, facts, draft, preview),
        Some(preview) => preview_ui(ui, facts, draft, preview),
    };
    asked.map(OfficeCommand::Table)
}

/// What is in the list, and which file it is.
fn files_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut TableDraft) -> Option<TableCommand> {
    let words = facts.words;
    let known = &facts.staff.office.tables;
    heading(ui, words.tables_title(), words.tables_below());
    super::refused_ui(ui, facts);
    if let Some(trouble) = known.trouble {
        remark(ui, icons::WARNING, words.table_trouble(trouble));
    }
    let mut asked = None;
    fling(ui, "tables", words.more_below(), |ui| asked = choices_ui(ui, facts, draft));
    asked
}

/// What it holds, the ways, and the files.
fn choices_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut TableDraft) -> Option<TableCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let kind = draft.kind.unwrap_or(TableKind::Registrations);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        for one in TableKind::ALL {
            if ui.add(Chip::choice(words.table_kind(one), one == kind)).clicked() {
                draft.kind = Some(one);
            }
        }
    });
    ui.add_space(theme.space.s);
    let Some(files) = &facts.staff.office.tables.files else {
        murmur(ui, Rank::Body, words.loading());
        return None;
    };
    let mut asked = ways_ui(ui, facts, kind);
    if files.is_empty() {
        ui.add_space(theme.space.l);
        notice::notice(ui, icons::CLIPBOARD_TEXT, words.tables_none(), words.tables_none_below());
        return asked;
    }
    ui.add_space(theme.target.gap);
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    for file in files {
        let size = words.tables_size(i64::try_from(file.bytes.div_ceil(1024)).unwrap_or(i64::MAX));
        let place = place_of(&file.folder);
        if ui.add(Row::new(icons::CLIPBOARD_TEXT, &file.name, &place).end(&size)).clicked() {
            asked = Some(TableCommand::Open(file.clone(), kind));
        }
    }
    asked
}

/// The last folders of a path: what a stick is called, and where on it a file lies.
fn place_of(folder: &str) -> String {
    let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    parts.get(parts.len().saturating_sub(2)..).unwrap_or_default().join(" / ")
}

/// Looking at the sticks anew; and the way out, the list that the province wants. That has names and numbers in it, so that it is the
/// supervisor's.
fn ways_ui(ui: &mut Ui, facts: &Facts<'_>, kind: TableKind) -> Option<TableCommand> {
    let words = facts.words;
    let goes_out = facts.staff.may(May::Report) && kind.is_handed_on();
    if let Some(exported) = facts.staff.office.tables.exported.as_ref().filter(|_| goes_out) {
        remark(ui, icons::CHECK_CIRCLE, &words.tables_exported(&exported.file, whole(exported.rows)));
        for code in &exported.unmapped {
            remark(ui, icons::WARNING, &words.tables_unmapped(code));
        }
    }
    let out = words.tables_export(words.table_kind(kind));
    let mut ways = vec![(words.tables_look(), icons::ARROWS_CLOCKWISE, TableCommand::Files)];
    if goes_out {
        ways.push((out.as_str(), icons::FLOPPY_DISK, TableCommand::Export(kind)));
    }
    let mut asked = None;
    grid(ui, if lying(ui) { ways.len() } else { 1 }, ways.len(), |ui, place, width| {
        let Some((says, icon, command)) = ways.get(place) else { return };
        if ui.add(Button::secondary(says).icon(*icon).width(width)).clicked() {
            asked = Some(command.clone());
        }
    });
    if goes_out {
        murmur(ui, Rank::Small, words.tables_export_below());
    }
    asked
}

/// The table as it would be taken, or was.
fn preview_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut TableDraft, preview: &Preview) -> Option<TableCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let counts = preview.counts();
    heading(ui, &preview.file, &words.tables_rows(words.table_kind(preview.kind), whole(preview.rows.len())));
    let mut asked = head_ui(ui, facts, draft, preview);
    groups_ui(ui, facts, draft, counts);
    let shown: Vec<&PreviewRow> =
        preview.rows.iter().filter(|row| draft.only.is_none_or(|only| only == Group::of(&row.state))).collect();
    if let Some(row) = draft.line.and_then(|line| preview.rows.iter().find(|row| row.line == line)) {
        row_panel_ui(ui, facts, draft, preview.kind, row);
    }
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    let lines = Row::lines_in(ui, &theme);
    fling_rows(ui, "table rows", Row::height_of(&theme, lines), shown.len(), |ui, range| {
        for row in shown.get(range).unwrap_or_default() {
            let name = if row.name.is_empty() { words.tables_nameless() } else { &row.name };
            let said = words.row_state(preview.kind, &row.state);
            let bad = matches!(row.state, RowState::Bad(_));
            let line = words.tables_line(i64::from(row.line));
            let icon = if bad { icons::WARNING_CIRCLE } else { icons::USER_CIRCLE };
            if ui.add(Row::new(icon, name, &said).end(&line).urgent(bad).lines(lines)).clicked() {
                draft.line = Some(row.line);
            }
        }
    });
    if facts.staff.office.tables.taking {
        asked = None;
    }
    asked
}

/// What can be done with the whole of it.
fn head_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut TableDraft, preview: &Preview) -> Option<TableCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let known = &facts.staff.office.tables;
    let counts = preview.counts();
    let mut asked = None;
    if let Some(trouble) = known.trouble {
        remark(ui, icons::WARNING, words.table_trouble(trouble));
    }
    if let Some(saved) = &known.saved {
        remark(ui, icons::CHECK_CIRCLE, &words.tables_saved(saved));
    }
    if known.taking {
        remark(ui, icons::HOURGLASS_MEDIUM, &words.tables_taking(whole(counts.ready)));
    } else if counts.ready > 0 {
        let says = words.tables_take(whole(counts.ready));
        if ui.add(Button::primary(&says).icon(icons::CHECK).wide()).clicked() {
            asked = Some(TableCommand::Take);
        }
    } else if preview.taken {
        remark(ui, icons::CHECK_CIRCLE, &words.tables_taken(whole(counts.taken)));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        let asks_paper = preview.kind == TableKind::Registrations && !preview.taken;
        let paper = Chip::choice(words.tables_on_paper(), preview.on_paper).icon(icons::SEAL_CHECK);
        if asks_paper && ui.add(paper).clicked() {
            asked = Some(TableCommand::OnPaper(!preview.on_paper));
        }
        let mapping = Chip::choice(words.tables_mapping(), false).icon(icons::SLIDERS_HORIZONTAL);
        if !preview.taken && ui.add(mapping).clicked() {
            draft.mapping = true;
        }
        let left = Chip::choice(words.tables_save_left(), false).icon(icons::FLOPPY_DISK);
        if counts.bad > 0 && ui.add(left).clicked() {
            asked = Some(TableCommand::SaveLeft);
        }
        if ui.add(Chip::choice(words.tables_other(), false).icon(icons::LIST_BULLETS)).clicked() {
            asked = Some(TableCommand::Close);
        }
    });
    ui.add_space(theme.space.s);
    asked
}

/// How many rows are how; a touch shows only those.
fn groups_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut TableDraft, counts: Counts) {
    let words = facts.words;
    let theme = Theme::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        for group in Group::ALL {
            let count = group.count(counts);
            if count == 0 {
                continue;
            }
            let count = whole(count);
            let says = match group {
                Group::Ready => words.tables_ready(count),
                Group::Taken => words.tables_done(count),
                Group::Again => words.tables_again(count),
                Group::Bad => words.tables_bad(count),
            };
            let chosen = draft.only == Some(group);
            if ui.add(Chip::choice(&says, chosen)).clicked() {
                draft.only = (!chosen).then_some(group);
                draft.line = None;
            }
        }
    });
    ui.add_space(theme.space.s);
}

/// One row: everything that is wrong with it.
fn row_panel_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut TableDraft, kind: TableKind, row: &PreviewRow) {
    let words = facts.words;
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        let line = words.tables_line(i64::from(row.line));
        say(ui, Rank::Strong, words.joined(&[&line, &row.name]));
        match &row.state {
            RowState::Bad(faults) => {
                for fault in faults {
                    line_ui(ui, icons::WARNING_CIRCLE, &words.row_fault(kind, fault), theme.colour.bad);
                }
            }
            state => drop(say(ui, Rank::Body, words.row_state(kind, state))),
        }
        if ui.add(Button::quiet(words.tables_close()).icon(icons::X)).clicked() {
            draft.line = None;
        }
    });
    ui.add_space(theme.space.s);
}

/// Which column is which field: a touch on a column shows the fields it can be.
fn mapping_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut TableDraft, preview: &Preview) -> Option<TableCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.tables_mapping(), words.tables_mapping_below());
    if ui.add(Button::primary(words.tables_mapped()).icon(icons::CHECK).wide()).clicked() {
        (draft.mapping, draft.column) = (false, None);
    }
    let mut asked = None;
    fling(ui, "columns", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.target.gap;
        for (column, (name, field)) in preview.head.iter().zip(preview.mapping.fields()).enumerate() {
            let field_words = field.map_or(words.tables_unused(), |field| usual_name(preview.kind, field));
            let name = if name.trim().is_empty() { words.tables_nameless() } else { name };
            if ui.add(Row::new(icons::TAG, name, "").end(field_words)).clicked() {
                draft.column = (draft.column != Some(column)).then_some(column);
            }
            if draft.column == Some(column) {
                asked = asked.take().or(choice_ui(ui, facts, preview, column));
            }
        }
        ui.add_space(theme.space.m);
    });
    asked
}

fn choice_ui(ui: &mut Ui, facts: &Facts<'_>, preview: &Preview, column: usize) -> Option<TableCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let now = preview.mapping.fields().get(column).copied().flatten();
    let mut asked = None;
    panel(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
            if ui.add(Chip::choice(words.tables_unused(), now.is_none())).clicked() {
                asked = Some(TableCommand::Map(column, None));
            }
            for field in fields(preview.kind) {
                if ui.add(Chip::choice(usual_name(preview.kind, field), now == Some(field))).clicked() {
                    asked = Some(TableCommand::Map(column, Some(field)));
                }
            }
        });
    });
    asked
}
