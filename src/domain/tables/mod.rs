//! Tables that come from elsewhere and go there: registrations and postings in the columns of somebody's spreadsheet. Which
//! column is which of our fields is guessed by its name and said by a person; what becomes of a row is decided here, so that
//! the preview and the import cannot differ.

pub mod people;
pub mod postings;
pub mod preview;
pub mod province;
pub mod results;

use serde::Deserialize;
use std::sync::OnceLock;

pub use preview::{Preview, PreviewRow, RowFault, RowState};

/// Columns and rows above which a file is no list of a station's.
pub const MOST_COLUMNS: usize = 100;
pub const MOST_ROWS: usize = 10_000;
/// The longest cell that is kept, in characters: longer than any field takes, so that its fault is found.
pub const MOST_CELL: usize = 4_000;

/// What a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    Registrations,
    Postings,
    /// What came of practising with an interview machine or a simulator.
    Results,
}

impl TableKind {
    pub const ALL: [Self; 3] = [Self::Registrations, Self::Postings, Self::Results];

    /// The word of the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registrations => "registrations",
            Self::Postings => "postings",
            Self::Results => "results",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether it goes out to the province as a list.
    #[must_use]
    pub const fn is_handed_on(self) -> bool {
        !matches!(self, Self::Results)
    }

    /// Without which no row can be taken: what is named first stands for the row.
    #[must_use]
    pub const fn name_field(self) -> &'static str {
        match self {
            Self::Registrations | Self::Results => "name",
            Self::Postings => "title",
        }
    }
}

/// A table as it was read: the names of its columns and its rows, all as text.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    pub head: Vec<String>,
    pub rows: Vec<SheetRow>,
}

/// Never what stands in it: people do.
impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet")
            .field("columns", &self.head.len())
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}

/// A row with its number in the file, from 1, as a spreadsheet shows it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct SheetRow {
    pub line: u32,
    pub cells: Vec<String>,
}

impl SheetRow {
    /// The text under a field; empty where no column is it.
    #[must_use]
    pub fn text(&self, mapping: &Mapping, field: &str) -> &str {
        mapping.column(field).and_then(|column| self.cells.get(column)).map_or("", |cell| cell.trim())
    }
}

/// A field and the names its column may have, the usual one first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    field: String,
    names: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    registrations: Vec<Column>,
    postings: Vec<Column>,
    results: Vec<Column>,
}

fn columns(kind: TableKind) -> &'static [Column] {
    static COLUMNS: OnceLock<Columns> = OnceLock::new();
    // The file is part of the program; that it can be read is what a test is for.
    let all = COLUMNS
        .get_or_init(|| serde_json::from_str(include_str!("../../../assets/import-columns.json")).unwrap_or_default());
    match kind {
        TableKind::Registrations => &all.registrations,
        TableKind::Postings => &all.postings,
        TableKind::Results => &all.results,
    }
}

/// Our fields of a kind of table, in the order of a form.
pub fn fields(kind: TableKind) -> impl Iterator<Item = &'static str> {
    columns(kind).iter().map(|column| column.field.as_str())
}

/// What a column of this field is usually called.
#[must_use]
pub fn usual_name(kind: TableKind, field: &str) -> &'static str {
    let column = columns(kind).iter().find(|column| column.field == field);
    column.and_then(|column| column.names.first()).map_or("", String::as_str)
}

/// Which column is which field; each field is at most one column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping(Vec<Option<&'static str>>);

impl Mapping {
    /// By the names of the columns.
    #[must_use]
    pub fn guess(kind: TableKind, head: &[String]) -> Self {
        let mut mapping = Self(vec![None; head.len()]);
        for (place, name) in head.iter().enumerate() {
            let plain = plain(name);
            let found = columns(kind).iter().find(|column| column.names.contains(&plain));
            if let Some(column) = found.filter(|column| mapping.column(&column.field).is_none()) {
                mapping.set(kind, place, Some(&column.field));
            }
        }
        mapping
    }

    /// Says which field a column is, or that it is none. Whichever column was that field before is it no longer.
    pub fn set(&mut self, kind: TableKind, column: usize, field: Option<&str>) {
        let field = field.and_then(|field| fields(kind).find(|known| *known == field));
        for known in &mut self.0 {
            if field.is_some() && *known == field {
                *known = None;
            }
        }
        if let Some(place) = self.0.get_mut(column) {
            *place = field;
        }
    }

    /// The column of a field.
    #[must_use]
    pub fn column(&self, field: &str) -> Option<usize> {
        self.0.iter().position(|known| *known == Some(field))
    }

    /// The field of each column.
    #[must_use]
    pub fn fields(&self) -> &[Option<&'static str>] {
        &self.0
    }
}

/// A column's name without what people decorate it with: `* 姓名（必填）` is `姓名`.
fn plain(name: &str) -> String {
    let half = super::text::half_width(name);
    let before = half.split('(').next().unwrap_or_default();
    let kept = before.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '：' | '＊'));
    kept.collect::<String>().to_lowercase()
}

/// A yes or a no as people write one into a cell; `None` for anything else.
#[must_use]
pub fn yes(text: &str) -> Option<bool> {
    match super::text::half_width(text).trim().to_lowercase().as_str() {
        "是" | "有" | "要" | "能" | "可以" | "同意" | "已同意" | "√" | "✓" | "y" | "yes" | "true" | "1" => {
            Some(true)
        }
        "否" | "无" | "没有" | "不要" | "不能" | "不同意" | "×" | "n" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// What several words in one cell are parted by.
pub(super) const SEPARATORS: [char; 8] = ['、', '，', ',', '；', ';', '/', '|', '\n'];

#[cfg(test)]
mod tests {
    use super::*;

    fn head(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn columns_are_known_by_the_names_people_and_provinces_give_them() {
        let head = head(&["序号", "* 姓名（必填）", "AAE135", "手机号码", "意向岗位", "电话"]);
        let mapping = Mapping::guess(TableKind::Registrations, &head);
        let expected = [None, Some("name"), Some("id_number"), Some("phone"), Some("wanted_jobs"), None];
        assert_eq!(mapping.fields(), expected, "a second telephone is nobody's");
    }

    #[test]
    fn a_column_that_a_person_points_at_takes_the_field_from_the_one_that_was_guessed() {
        let head = head(&["电话", "备用电话"]);
        let mut mapping = Mapping::guess(TableKind::Registrations, &head);
        mapping.set(TableKind::Registrations, 1, Some("phone"));
        assert_eq!(mapping.fields(), [None, Some("phone")]);
        mapping.set(TableKind::Registrations, 1, Some("no such field"));
        assert_eq!(mapping.fields(), [None, None]);
    }

    #[test]
    fn the_table_of_columns_names_each_field_once_and_only_fields_that_there_are() {
        for kind in TableKind::ALL {
            let mut all: Vec<&str> = fields(kind).collect();
            assert!(all.contains(&kind.name_field()) && all.len() > 6);
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count);
        }
        let form = crate::domain::firms::form("offer").unwrap();
        let own = ["credit_code", "employer", "pay"];
        for field in fields(TableKind::Postings).filter(|field| !own.contains(field)) {
            assert!(form.field(field).is_some(), "{field}");
        }
        let asked = form.fields().filter(|field| field.required);
        for field in asked {
            assert!(fields(TableKind::Postings).any(|known| known == field.id), "{} has no column", field.id);
        }
    }
}
