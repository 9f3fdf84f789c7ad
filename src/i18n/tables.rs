//! Words for lists that come on a stick.

use super::words::Words;
use crate::domain::Fault;
use crate::domain::firms;
use crate::domain::tables::preview::TableTrouble;
use crate::domain::tables::{RowFault, RowState, TableKind};

impl Words {
    /// What a list holds.
    #[must_use]
    pub fn table_kind(self, kind: TableKind) -> &'static str {
        match kind {
            TableKind::Registrations => self.tables_registrations(),
            TableKind::Postings => self.tables_postings(),
            TableKind::Results => self.tables_results(),
        }
    }

    /// Why a file cannot be taken, or not be written.
    #[must_use]
    pub fn table_trouble(self, trouble: TableTrouble) -> &'static str {
        match trouble {
            TableTrouble::Gone => self.tables_gone(),
            TableTrouble::Unreadable => self.tables_unreadable(),
            TableTrouble::TooLarge => self.tables_too_large(),
            TableTrouble::Empty => self.tables_empty(),
            TableTrouble::NotWritten => self.tables_not_written(),
            TableTrouble::NoStick => self.tables_no_stick(),
            TableTrouble::BadFields => self.tables_bad_fields(),
        }
    }

    /// What becomes of a row, in one line.
    #[must_use]
    pub fn row_state(self, kind: TableKind, state: &RowState) -> String {
        match state {
            RowState::Ready => self.tables_row_ready().to_owned(),
            RowState::Renews => self.tables_row_renews().to_owned(),
            RowState::Again(Some(receipt)) => self.tables_row_again(receipt.as_str()),
            RowState::Again(None) => self.tables_row_again_posting().to_owned(),
            RowState::Twice(line) => self.tables_row_twice(i64::from(*line)),
            RowState::Taken(Some(receipt)) => self.tables_row_taken(receipt.as_str()),
            RowState::Taken(None) => self.tables_row_in_review().to_owned(),
            RowState::Bad(faults) => {
                let first = faults.first().map_or_else(String::new, |fault| self.row_fault(kind, fault));
                match i64::try_from(faults.len()).unwrap_or(i64::MAX) {
                    ..=1 => first,
                    all => self.tables_more_faults(&first, all),
                }
            }
        }
    }

    /// Why a row cannot be taken.
    #[must_use]
    pub fn row_fault(self, kind: TableKind, fault: &RowFault) -> String {
        match fault {
            RowFault::Field(fault) => self.cell_fault(kind, fault),
            RowFault::NoFirm(name) => self.tables_no_firm(name),
            RowFault::WhichFirm(name) => self.tables_which_firm(name),
            RowFault::Alike(receipt) => self.tables_alike(receipt.as_str()),
            RowFault::Nobody => self.tables_nobody().to_owned(),
            RowFault::WhichPerson => self.tables_which_person().to_owned(),
            RowFault::TooLarge => self.tables_row_too_large().to_owned(),
        }
    }

    fn cell_fault(self, kind: TableKind, fault: &Fault) -> String {
        if kind == TableKind::Registrations {
            return self.fault(fault);
        }
        if kind == TableKind::Results {
            let label = match fault.field.as_ref() {
                "receipt" => self.receipt_number(),
                "product" => self.tables_product(),
                "day" => self.report_day(),
                "result" => self.tables_result(),
                other => self.field(other),
            };
            return match fault.kind {
                crate::domain::FaultKind::UnknownCode => self.fault_unknown_code(label),
                crate::domain::FaultKind::PastDate => self.fault_past_date(label),
                kind => self.answer_fault(kind, label),
            };
        }
        let field = firms::form("offer").and_then(|form| form.field(&fault.field));
        let label = field.map_or("", |field| self.of_pack(&field.label));
        match fault.kind {
            crate::domain::FaultKind::UnknownCode => self.fault_unknown_code(label),
            kind => self.answer_fault(kind, label),
        }
    }
}
