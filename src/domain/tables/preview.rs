//! What becomes of each row of a table, before anything is written and afterwards.

use super::{Mapping, TableKind};
use crate::domain::{Fault, ReceiptNo};

/// A table as it would be taken, or was.
#[derive(Clone, PartialEq)]
pub struct Preview {
    /// The file's name, without its folder.
    pub file: String,
    pub kind: TableKind,
    /// The names of the columns, and which field each is.
    pub head: Vec<String>,
    pub mapping: Mapping,
    /// Whoever imports has the consents of these people on paper.
    pub on_paper: bool,
    pub rows: Vec<PreviewRow>,
    /// The rows were taken.
    pub taken: bool,
}

/// Never what stands in it: people do.
impl std::fmt::Debug for Preview {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Preview").field("kind", &self.kind).field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

/// A row.
#[derive(Clone, PartialEq)]
pub struct PreviewRow {
    /// Its number in the file.
    pub line: u32,
    /// Who or what it is about, as it stands there.
    pub name: String,
    pub state: RowState,
}

/// What becomes of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowState {
    /// It can be taken.
    Ready,
    /// It can be taken: somebody who is known by the number of her document is registered anew.
    Renews,
    /// The same words stand already; nothing is written. The receipt, where it has one.
    Again(Option<ReceiptNo>),
    /// The same words as an earlier line of the file.
    Twice(u32),
    /// It cannot be taken.
    Bad(Vec<RowFault>),
    /// It was taken. A posting has no receipt yet: it waits for a reviewer.
    Taken(Option<ReceiptNo>),
}

/// Why a row cannot be taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowFault {
    Field(Fault),
    /// Nobody with this credit code or name is registered as an employer here; the papers have to be seen first.
    NoFirm(String),
    /// Two employers have this name: the credit code says which.
    WhichFirm(String),
    /// Somebody of the same name and telephone is registered without a document, under this number.
    Alike(ReceiptNo),
    /// Nobody who is registered here is known by this.
    Nobody,
    /// Two people of this name and telephone are registered: the receipt number says which.
    WhichPerson,
    /// An entry of it would be larger than any platform takes.
    TooLarge,
}

impl RowState {
    /// Whether it will be written.
    #[must_use]
    pub const fn is_ready(&self) -> bool {
        matches!(self, Self::Ready | Self::Renews)
    }
}

/// How many rows are how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub ready: usize,
    pub taken: usize,
    /// Known already, here or further up in the file.
    pub again: usize,
    pub bad: usize,
}

impl Preview {
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            match row.state {
                RowState::Ready | RowState::Renews => counts.ready += 1,
                RowState::Taken(_) => counts.taken += 1,
                RowState::Again(_) | RowState::Twice(_) => counts.again += 1,
                RowState::Bad(_) => counts.bad += 1,
            }
        }
        counts
    }

    /// Rows that were not taken and that no row stands for: what is to be put right.
    pub fn left(&self) -> impl Iterator<Item = &PreviewRow> {
        self.rows.iter().filter(|row| matches!(row.state, RowState::Bad(_) | RowState::Ready | RowState::Renews))
    }
}

/// A file that may be a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFile {
    /// Its name, and the folder it lies in.
    pub name: String,
    pub folder: String,
    pub bytes: u64,
}

/// Why a file is no table that can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableTrouble {
    /// It is gone, or the stick is.
    Gone,
    /// Neither text in commas nor a spreadsheet of the form .xlsx, or damaged.
    Unreadable,
    /// More rows, columns or bytes than a station's list has.
    TooLarge,
    /// There is no row in it under a line with the names of the columns.
    Empty,
    /// The stick takes no file.
    NotWritten,
    /// There is no stick to write onto.
    NoStick,
    /// The table of the province's fields in the data folder cannot be read.
    BadFields,
}
