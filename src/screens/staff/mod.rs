//! The staff desk, behind a PIN: registering a visitor, seeing what became of registrations, putting right what the
//! province sent back. Who leaves it is signed out.

mod desk;
mod entries;
mod form;
mod gigs;
mod machine;
mod matches;
pub mod office;
pub(in crate::screens) mod parts;
mod people;
mod picker;
mod receipt;
mod reports;
mod sign_in;

use super::typing::Typing;
use super::{Command, Draft, Facts, Screen, seeker};
use crate::domain::health::Finding;
use crate::domain::ledger::{EntryRow, Registered, ReportedPosting};
use crate::domain::matching::lists::GigList;
use crate::domain::role::May;
use crate::domain::staff::{Pin, SignInRefusal, StaffMember};
use crate::domain::{
    DivisionCode, EntryId, Fault, Form, JobGroup, JobKind, PostingId, ReceiptNo, Residence, StoreTrouble, WageUnit,
};
use crate::input::DateSteps;
use crate::widgets::page;
use eframe::egui::{Ui, UiBuilder};
use jiff::Timestamp;

pub use form::Step;
pub use matches::{Found, PersonMatches};
pub use office::{OfficeCommand, OfficeDraft, OfficeFacts, OfficePlace};
pub use people::PostingPeople;
pub use picker::Picker;

/// Places behind the PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffScreen {
    SignIn,
    Desk,
    /// A registration being filled in.
    Form,
    Receipt,
    Entries,
    /// Postings recommended to one registered person.
    Matches,
    /// A posting, opened from the desk.
    Posting(PostingId),
    /// The people for the posting that was opened last.
    People,
    /// Who goes to which of today's day jobs.
    Gigs,
    /// Postings that people said something is wrong with.
    Reports,
    /// How the machine is.
    Machine,
    /// The back office.
    Office(OfficePlace),
}

/// What a clerk's touch asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum StaffCommand {
    SignIn {
        staff: i64,
        pin: Pin,
    },
    SignOut,
    /// Begins a registration with an empty form.
    Begin,
    /// Goes on with the draft that was left.
    Resume,
    Discard,
    /// Registers what the form holds.
    Finish,
    ShowEntries,
    /// Opens a refused registration to correct it.
    Reopen(EntryId),
    /// Looks for postings for the person behind a receipt.
    Match(ReceiptNo),
    /// The same for another job than she asked for.
    MatchInstead(JobKind),
    OpenPosting(PostingId),
    /// Looks for registered people for the posting that is open.
    FindPeople,
    ShowGigs,
    ShowReports,
    /// How the machine is, looked at anew.
    Machine,
    /// The station stands here.
    StandAt(DivisionCode),
    /// The glass is to be wiped.
    Clean,
    /// Somebody wants to practise.
    Practise,
    /// The employer was called about a posting.
    CloseReports(PostingId),
    SendNow,
    /// To the desk's first page.
    Desk,
    Office(OfficeCommand),
}

/// What the staff screens may read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StaffFacts {
    /// Who may sign in; `None` until the store has said.
    pub members: Option<Vec<StaffMember>>,
    pub signed_in: Option<StaffMember>,
    /// A PIN is being checked.
    pub checking: bool,
    pub refusal: Option<SignInRefusal>,
    /// A draft that was begun and not finished.
    pub left_draft: Option<Box<Form>>,
    pub draft_saved_at: Option<Timestamp>,
    /// A registration is on its way to the disk.
    pub saving: bool,
    /// What the rules found wrong with the form at the last attempt.
    pub faults: Vec<Fault>,
    pub registered: Option<Registered>,
    pub trouble: Option<StoreTrouble>,
    pub entries: Option<Vec<EntryRow>>,
    /// What is recommended to the person that was opened last.
    pub matches: Option<PersonMatches>,
    /// The people for the posting that was looked at last.
    pub people: Option<PostingPeople>,
    /// Today's push list; `None` until it has been made.
    pub gigs: Option<Box<GigList>>,
    /// What people reported; `None` until it has been read.
    pub reports: Option<Vec<ReportedPosting>>,
    /// What the doctor found; `None` until it has looked.
    pub machine: Option<Vec<Finding>>,
    pub office: OfficeFacts,
}

impl StaffFacts {
    /// Whether whoever is signed in may do this.
    #[must_use]
    pub fn may(&self, what: May) -> bool {
        self.signed_in.as_ref().is_some_and(|member| member.roles.may(what))
    }
}

/// What the staff screens edit.
#[derive(Clone, PartialEq)]
pub struct StaffDraft {
    /// Whose PIN is typed.
    pub member: Option<StaffMember>,
    pub pin: zeroize::Zeroizing<String>,
    pub form: Form,
    pub step: Step,
    /// The form was checked as a whole: what is still missing is shown from now on.
    pub tried: bool,
    pub typing: Typing,
    pub picker: Option<Picker>,
    /// Where the station is said to stand, while that is being chosen.
    pub stands: Residence,
    /// The day from which she can work, while it is being chosen.
    pub day: Option<DateSteps>,
    /// The shelf of jobs that is open.
    pub shelf: Option<JobGroup>,
    /// A wanted job or a skill being typed, and the wage's digits.
    pub own_job: String,
    pub own_skill: String,
    pub wage: String,
    pub wage_unit: WageUnit,
    pub office: OfficeDraft,
}

impl Default for StaffDraft {
    fn default() -> Self {
        Self {
            member: None,
            pin: zeroize::Zeroizing::default(),
            form: Form::default(),
            step: Step::default(),
            tried: false,
            typing: Typing::default(),
            picker: None,
            stands: Residence::default(),
            day: None,
            shelf: None,
            own_job: String::new(),
            own_skill: String::new(),
            wage: String::new(),
            wage_unit: WageUnit::Month,
            office: OfficeDraft::default(),
        }
    }
}

/// Never what a person said: a debug print ends in a log.
impl std::fmt::Debug for StaffDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaffDraft").field("step", &self.step).finish_non_exhaustive()
    }
}

impl StaffDraft {
    /// Puts a form on the desk and begins at its first page.
    #[must_use]
    pub fn of(form: Form) -> Self {
        let wage = form.wage_expected.map(|wage| wage.min.to_string()).unwrap_or_default();
        let wage_unit = form.wage_expected.map_or(WageUnit::Month, |wage| wage.unit);
        Self { form, wage, wage_unit, ..Self::default() }
    }
}

/// Shows a staff screen.
pub fn show(ui: &mut Ui, screen: StaffScreen, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    seeker::framed(ui, &Screen::Staff(screen), facts, |ui| page_ui(ui, screen, facts, draft))
}

fn page_ui(ui: &mut Ui, screen: StaffScreen, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    let main = page::keys(ui, |ui| draft.staff.typing.keyboard_ui(ui, facts.words));
    ui.scope_builder(main, |ui| main_ui(ui, screen, facts, draft)).inner
}

fn main_ui(ui: &mut Ui, screen: StaffScreen, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    if screen != StaffScreen::Form {
        return whole_ui(ui, screen, facts, draft);
    }
    let (above, foot) = form::split(ui, &draft.staff);
    let above = UiBuilder::new().max_rect(above);
    let from_page = ui.scope_builder(above, |ui| whole_ui(ui, screen, facts, draft)).inner;
    let from_foot = foot.and_then(|foot| form::foot_ui(ui, foot, facts, &mut draft.staff));
    from_foot.map(Command::Staff).or(from_page)
}

fn whole_ui(ui: &mut Ui, screen: StaffScreen, facts: &Facts<'_>, draft: &mut Draft) -> Option<Command> {
    page::page(ui, |ui| match screen {
        StaffScreen::Receipt => receipt::show(ui, facts),
        StaffScreen::Office(place) => office::show(ui, place, facts, &mut draft.staff),
        _ => desk_ui(ui, screen, facts, draft).map(Command::Staff),
    })
}

fn desk_ui(ui: &mut Ui, screen: StaffScreen, facts: &Facts<'_>, draft: &mut Draft) -> Option<StaffCommand> {
    match screen {
        StaffScreen::Receipt | StaffScreen::Office(_) => None,
        StaffScreen::SignIn => sign_in::show(ui, facts, &mut draft.staff),
        StaffScreen::Desk => desk::show(ui, facts),
        StaffScreen::Form => form::show(ui, facts, &mut draft.staff),
        StaffScreen::Entries => entries::show(ui, facts),
        StaffScreen::Matches => matches::show(ui, facts),
        StaffScreen::Posting(id) => {
            let touched = seeker::detail::at_desk(ui, facts, id);
            touched.then_some(StaffCommand::FindPeople)
        }
        StaffScreen::People => people::show(ui, facts),
        StaffScreen::Gigs => gigs::show(ui, facts),
        StaffScreen::Reports => reports::show(ui, facts),
        StaffScreen::Machine => machine::show(ui, facts, &mut draft.staff),
    }
}
