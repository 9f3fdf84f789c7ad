//! The part of `update` that is about lists from a stick.

use super::office::{ask, go};
use super::state::State;
use crate::i18n::Words;
use crate::runtime::{Job, OfficeJob, TableEvent, TableJob};
use crate::screens::Screen;
use crate::screens::staff::office::{Exported, TableCommand, TableDraft, TableFacts};
use crate::screens::staff::{OfficePlace, StaffScreen};

fn asked(job: TableJob) -> Vec<Job> {
    ask(OfficeJob::Table(Box::new(job)))
}

/// What a touch leads to.
pub fn carry_out(state: &mut State, command: TableCommand) -> Vec<Job> {
    let known = &mut state.staff.office.tables;
    known.trouble = None;
    known.saved = None;
    known.exported = None;
    match command {
        TableCommand::Files => {
            *known = TableFacts::default();
            let here = Screen::Staff(StaffScreen::Office(OfficePlace::Tables));
            if *state.session.screen() != here {
                state.session.draft.staff.office.tables = TableDraft::default();
                go(state, OfficePlace::Tables);
            }
            asked(TableJob::Close).into_iter().chain(asked(TableJob::Files)).collect()
        }
        TableCommand::Open(file, kind) => asked(TableJob::Open { file, kind }),
        TableCommand::Map(column, field) => asked(TableJob::Map { column, field: field.map(str::to_owned) }),
        TableCommand::OnPaper(on_paper) => asked(TableJob::OnPaper(on_paper)),
        TableCommand::Take if known.taking => Vec::new(),
        TableCommand::Take => {
            known.taking = true;
            asked(TableJob::Take)
        }
        TableCommand::SaveLeft => asked(TableJob::SaveLeft),
        TableCommand::Export(kind) => {
            let words = Words::of(state.session.language);
            asked(TableJob::Export { kind, name: words.table_kind(kind).to_owned() })
        }
        TableCommand::Close => {
            known.preview = None;
            let kind = state.session.draft.staff.office.tables.kind;
            state.session.draft.staff.office.tables = TableDraft::of(kind);
            asked(TableJob::Close)
        }
    }
}

/// Takes in what the store thread says of a table.
pub fn take_in(state: &mut State, event: TableEvent) -> Vec<Job> {
    // Whoever has left the page or the desk takes no more and sees no more; what was taken is taken.
    if *state.session.screen() != Screen::Staff(StaffScreen::Office(OfficePlace::Tables)) {
        state.staff.office.tables = TableFacts::default();
        return Vec::new();
    }
    let known = &mut state.staff.office.tables;
    match event {
        TableEvent::Files(files) => known.files = Some(files),
        TableEvent::Preview(preview) => {
            known.preview = Some(preview);
            known.taking = false;
        }
        TableEvent::Taking(preview) => {
            known.preview = Some(preview);
            return asked(TableJob::Take);
        }
        TableEvent::Saved(name) => known.saved = Some(name),
        TableEvent::Exported { file, rows, unmapped } => known.exported = Some(Exported { file, rows, unmapped }),
        TableEvent::Trouble(trouble) => {
            known.trouble = Some(trouble);
            known.taking = false;
        }
        TableEvent::Closed => {
            known.preview = None;
            known.taking = false;
        }
    }
    Vec::new()
}
