//! The accounts of the desk, for who keeps them: who works here, what she may do, a new PIN for who forgot hers.

use super::pin::{self, PinDraft};
use super::{OfficeCommand, OfficeDraft};
use crate::domain::role::{Role, Roles};
use crate::domain::staff::{Account, Pin, StaffMember};
use crate::domain::text;
use crate::input::Context;
use crate::screens::staff::StaffDraft;
use crate::screens::staff::parts::{chips_ui, fault_ui, line_ui, question};
use crate::screens::typing::Way;
use crate::screens::{Facts, whole};
use crate::widgets::button::Button;
use crate::widgets::field::Field;
use crate::widgets::list::{fling, fling_rows};
use crate::widgets::page::{heading, remark};
use crate::widgets::row::Row;
use crate::widgets::text::{Rank, murmur};
use crate::widgets::{Theme, icons};
use eframe::egui::{Id, Ui};

/// What a touch here asks for; an account is named by its number.
#[derive(Debug, Clone, PartialEq)]
pub enum AccountCommand {
    List,
    Show(i64),
    /// Begins a new one.
    New,
    Open {
        name: String,
        roles: Roles,
        pin: Pin,
    },
    SetRoles(i64, Roles),
    SetPin(i64, Pin),
    Close(i64),
}

/// What these pages edit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AccountDraft {
    /// The account that is open; `None`: a new one.
    pub id: Option<i64>,
    name: String,
    roles: Roles,
    /// The way on was touched: what is missing is said from now on.
    tried: bool,
    pub pin: PinDraft,
    /// The pad for its PIN is shown.
    pub asking_pin: bool,
    /// It has another PIN since a moment.
    pub pin_set: bool,
    /// It is about to be closed.
    closing: bool,
}

impl AccountDraft {
    #[must_use]
    pub fn of(id: Option<i64>) -> Self {
        Self { id, roles: Roles::of(&[Role::Clerk]), ..Self::default() }
    }
}

/// Everybody who signs in here.
pub(super) fn list(ui: &mut Ui, facts: &Facts<'_>) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let accounts = facts.staff.office.accounts.as_deref();
    let below = accounts.map_or_else(|| words.loading().to_owned(), |all| words.account_below(whole(all.len())));
    heading(ui, words.account_title(), &below);
    super::refused_ui(ui, facts);
    let new = ui.add(Button::primary(words.account_new()).icon(icons::USER_PLUS).wide()).clicked();
    let mut asked = new.then_some(AccountCommand::New);
    ui.add_space(theme.target.gap);
    ui.spacing_mut().item_spacing.y = theme.target.gap;
    let rows = accounts.unwrap_or_default();
    fling_rows(ui, "accounts", Row::height(&theme), rows.len(), |ui, range| {
        for account in rows.get(range).unwrap_or_default() {
            let end = if is_mine(facts, &account.member) {
                words.account_mine()
            } else if account.locked_until.is_some() {
                words.account_locked()
            } else {
                ""
            };
            let roles = roles_of(facts, account.member.roles);
            let shown = Row::new(icons::USER_CIRCLE, &account.member.name, &roles).end(end);
            if ui.add(shown.urgent(account.locked_until.is_some())).clicked() {
                asked = Some(AccountCommand::Show(account.member.id));
            }
        }
    });
    asked.map(OfficeCommand::Account)
}

/// One account, or a new one.
pub(super) fn one(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft) -> Option<OfficeCommand> {
    if draft.office.account.asking_pin {
        let pin = pin::for_another(ui, facts, &mut draft.office.account.pin)?;
        let account = &draft.office.account;
        let command = match account.id {
            Some(id) => AccountCommand::SetPin(id, pin),
            None => AccountCommand::Open { name: account.name.trim().to_owned(), roles: account.roles, pin },
        };
        return Some(OfficeCommand::Account(command));
    }
    let Some(id) = draft.office.account.id else {
        new_ui(ui, facts, draft);
        return None;
    };
    let account = facts.staff.office.accounts.iter().flatten().find(|account| account.member.id == id)?;
    kept_ui(ui, facts, &mut draft.office, account).map(OfficeCommand::Account)
}

/// Name and roles of an account that is to be opened; its PIN comes on the next page.
fn new_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft) {
    let words = facts.words;
    let theme = Theme::of(ui);
    if !draft.typing.is_open() {
        heading(ui, words.account_new(), words.account_new_below());
    }
    super::refused_ui(ui, facts);
    fling(ui, "new account", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        let id = Id::unique("account-name");
        let field = Field::new(id, words.account_name());
        let mut typed = std::mem::take(&mut draft.office.account.name);
        draft.typing.field(ui, id, Way::Words(Context::Name), text::MAX_NAME, field, &mut typed);
        draft.office.account.name = typed;
        let account = &mut draft.office.account;
        if let Some(roles) = roles_ui(ui, facts, account.roles) {
            account.roles = roles;
        }
        let ready = !account.name.trim().is_empty() && !account.roles.is_none();
        fault_ui(ui, (account.tried && !ready).then(|| words.account_missing()));
        if ui.add(Button::primary(words.account_pin_next()).trailing(icons::CARET_RIGHT).wide()).clicked() {
            (account.asking_pin, account.tried) = (ready, true);
            draft.typing.close(ui.ctx());
        }
        ui.add_space(theme.space.m);
    });
}

/// What an account may do, and what can be done with it; of one's own nothing.
fn kept_ui(ui: &mut Ui, facts: &Facts<'_>, draft: &mut OfficeDraft, account: &Account) -> Option<AccountCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let (id, roles) = (account.member.id, account.member.roles);
    heading(ui, &account.member.name, &roles_of(facts, roles));
    super::refused_ui(ui, facts);
    if draft.account.pin_set {
        remark(ui, icons::CHECK_CIRCLE, words.account_pin_set());
    }
    let mut asked = None;
    fling(ui, "account", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        if let Some(until) = account.locked_until {
            let left = until.as_second() - facts.now.as_second();
            line_ui(ui, icons::LOCK_KEY, &words.staff_locked(&words.lasting(left)), theme.colour.bad);
        }
        let mine = is_mine(facts, &account.member);
        if mine || !may(facts).cover(roles) {
            murmur(ui, Rank::Body, if mine { words.account_own() } else { words.account_more() });
            return;
        }
        // The last role stays: who may do nothing any more has no account.
        asked = roles_ui(ui, facts, roles)
            .filter(|roles| !roles.is_none())
            .map(|roles| AccountCommand::SetRoles(id, roles));
        if ui.add(Button::secondary(words.account_set_pin()).icon(icons::KEY).wide()).clicked() {
            (draft.account.asking_pin, draft.account.pin) = (true, PinDraft::default());
        }
        if draft.account.closing {
            if ui.add(Button::danger(words.account_close_sure()).icon(icons::TRASH).wide()).clicked() {
                asked = Some(AccountCommand::Close(id));
            }
        } else if ui.add(Button::quiet(words.account_close()).icon(icons::X_CIRCLE)).clicked() {
            draft.account.closing = true;
        }
        ui.add_space(theme.space.m);
    });
    asked
}

/// The roles that whoever is signed in may give, with what each is for; the roles after a touch.
fn roles_ui(ui: &mut Ui, facts: &Facts<'_>, held: Roles) -> Option<Roles> {
    let words = facts.words;
    question(ui, words.account_roles());
    let given: Vec<Role> = Role::ALL.into_iter().filter(|role| may(facts).cover(Roles::of(&[*role]))).collect();
    let chips: Vec<_> = given.iter().map(|role| (words.role(*role), held.has(*role))).collect();
    let touched = chips_ui(ui, &chips).and_then(|place| given.get(place).copied());
    for role in given {
        murmur(ui, Rank::Small, words.form_line(words.role(role), words.role_below(role)));
    }
    touched.map(|role| held.with(role, !held.has(role)))
}

fn roles_of(facts: &Facts<'_>, roles: Roles) -> String {
    let names: Vec<&str> = roles.each().map(|role| facts.words.role(role)).collect();
    names.join(facts.words.list_separator())
}

fn is_mine(facts: &Facts<'_>, member: &StaffMember) -> bool {
    facts.staff.signed_in.as_ref().is_some_and(|mine| mine.id == member.id)
}

/// What whoever is signed in may do.
fn may(facts: &Facts<'_>) -> Roles {
    facts.staff.signed_in.as_ref().map_or_else(Roles::none, |member| member.roles)
}
