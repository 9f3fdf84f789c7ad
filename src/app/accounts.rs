//! The accounts' part of `update`: what a touch on the pages of the accounts asks, and what the answer shows.

use super::office::{ask, go};
use super::state::State;
use crate::domain::staff::Account;
use crate::runtime::office::AccountJob;
use crate::runtime::{Job, OfficeJob};
use crate::screens::Screen;
use crate::screens::staff::StaffScreen;
use crate::screens::staff::office::{AccountCommand, AccountDraft, OfficePlace, PinDraft};

/// What a touch leads to.
pub fn carry_out(state: &mut State, command: AccountCommand) -> Vec<Job> {
    let job = match command {
        AccountCommand::List => {
            state.staff.office.accounts = None;
            go(state, OfficePlace::Accounts);
            AccountJob::List
        }
        AccountCommand::Show(id) => return show(state, Some(id)),
        AccountCommand::New => return show(state, None),
        AccountCommand::Open { name, roles, pin } => AccountJob::Open { name, roles, pin },
        AccountCommand::SetRoles(id, roles) => AccountJob::SetRoles { id, roles },
        AccountCommand::SetPin(id, pin) => AccountJob::SetPin { id, pin },
        AccountCommand::Close(id) => AccountJob::Close { id },
    };
    state.session.draft.staff.office.account.pin_set = false;
    ask(OfficeJob::Accounts(job))
}

fn show(state: &mut State, id: Option<i64>) -> Vec<Job> {
    state.session.draft.staff.office.account = AccountDraft::of(id);
    go(state, OfficePlace::Account);
    Vec::new()
}

/// The accounts as they are now: after one was opened or closed, its page is left.
pub fn take_in(state: &mut State, accounts: Vec<Account>) {
    let draft = &mut state.session.draft.staff.office.account;
    let stays = draft.id.is_some_and(|id| accounts.iter().any(|account| account.member.id == id));
    draft.pin_set = draft.asking_pin && stays;
    (draft.asking_pin, draft.pin) = (false, PinDraft::default());
    state.staff.office.accounts = Some(accounts);
    let open = *state.session.screen() == Screen::Staff(StaffScreen::Office(OfficePlace::Account));
    if open && !stays {
        state.session.stack.pop();
    }
}
