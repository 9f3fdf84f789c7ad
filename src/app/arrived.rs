//! The part of `update` that is about what people left at the machine.

use super::office::{ask, go};
use super::state::State;
use crate::domain::EntryId;
use crate::domain::slip::Slip;
use crate::runtime::{Job, OfficeJob};
use crate::screens::Screen;
use crate::screens::staff::office::{ArrivedCommand, ArrivedDraft};
use crate::screens::staff::{OfficePlace, StaffScreen};

/// What a touch leads to.
pub fn carry_out(state: &mut State, command: ArrivedCommand) -> Vec<Job> {
    match command {
        ArrivedCommand::List => {
            state.staff.office.arrived.list = None;
            go(state, OfficePlace::Arrived);
            ask(OfficeJob::ListArrived)
        }
        ArrivedCommand::Open(id) => open(state, id),
        ArrivedCommand::End(id, task, outcome) => ask(OfficeJob::EndArrived { id, task, outcome }),
    }
}

/// Opens one of them.
pub fn open(state: &mut State, id: EntryId) -> Vec<Job> {
    state.staff.office.arrived.file = None;
    state.session.draft.staff.office.arrived = ArrivedDraft::default();
    go(state, OfficePlace::ArrivedFile);
    ask(OfficeJob::OpenArrived { id })
}

/// A slip goes to the printer; where it is one that tells somebody what is missing, the log says so.
pub fn print(state: &mut State, slip: Box<Slip>, millis: u64) -> Vec<Job> {
    let mut jobs = told(state);
    jobs.extend(super::devices::print(state, slip, millis));
    jobs
}

fn told(state: &State) -> Vec<Job> {
    let here = *state.session.screen() == Screen::Staff(StaffScreen::Office(OfficePlace::ArrivedFile));
    let file = state.staff.office.arrived.file.as_ref().filter(|_| here);
    file.map_or_else(Vec::new, |file| ask(OfficeJob::TellAtOnce { id: file.row.id }))
}
