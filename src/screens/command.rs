//! Everything a touch can mean. `app::update` is the one place that carries it out.

use super::board::BoardTheme;
use super::service::{ServiceCommand, ServiceScreen};
use super::staff::{StaffCommand, StaffScreen};
use super::visit::{VisitCommand, VisitScreen};
use crate::domain::query::{Matter, Order, WageFloor};
use crate::domain::slip::Slip;
use crate::domain::speech::Pace;
use crate::domain::{Benefit, JobGroup, JobKind, PostingId, Settlement, Shift, SourceKind, WorkForm};
use crate::i18n::Language;

/// A place to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    /// Nobody is here: what passers-by see.
    Attract,
    Home,
    JobGroups,
    JobKinds(JobGroup),
    WorkForms,
    /// Cities.
    Districts,
    /// The districts of one city.
    DistrictsOf(String),
    /// The districts around the station, as they lie.
    Map,
    Wages,
    Benefits,
    /// Conditions that fewer ask for: how it is paid out, shifts, diploma, source, how new.
    MoreConditions,
    Search,
    List,
    Detail(PostingId),
    /// A posting as a QR code, to take away.
    Takeaway(PostingId),
    /// From work that has gone away to the work nearest to it.
    Turn(Turning),
    /// How to get help from a person.
    Help,
    /// What the station offers.
    Services,
    /// Behind the PIN.
    Staff(StaffScreen),
    /// What a seeker does alone.
    Visit(VisitScreen),
    /// Policies, business, training and what else the packs hold.
    Service(ServiceScreen),
    /// The station's figures for everybody who is in the room.
    Board,
}

/// How far somebody has said what she did before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turning {
    Groups,
    Kinds(JobGroup),
    /// What is near to it.
    From(JobKind),
}

/// How large and how low things are: three ways on one switch (适老化 rules and domain of a seated person).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ease {
    #[default]
    Normal,
    /// 关怀: larger words and buttons, fewer choices, more time.
    Larger,
    /// The same, in the band of the screen that a seated person reaches.
    Lower,
}

impl Ease {
    /// What the switch leads to next; a screen that is low enough has no low mode.
    #[must_use]
    pub const fn next(self, low_helps: bool) -> Self {
        match self {
            Self::Normal => Self::Larger,
            Self::Larger if low_helps => Self::Lower,
            Self::Larger | Self::Lower => Self::Normal,
        }
    }

    /// Whether sizes, choices and times are those for the elderly.
    #[must_use]
    pub const fn is_elder(self) -> bool {
        !matches!(self, Self::Normal)
    }
}

/// A condition a seeker sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    JobGroup(JobGroup),
    JobKind(JobKind),
    WorkForm(WorkForm),
    District(String),
    /// At most so many kilometres away; 0 is the station's own county.
    Within(u16),
    Wage(WageFloor),
    /// The wage is to be agreed on.
    Negotiable,
    Benefit(Benefit),
    Settlement(Settlement),
    Shift(Shift),
    NoDiploma,
    /// Open to this age.
    Age(u8),
    DisabilityWelcome,
    Source(SourceKind),
    /// Posted within [`crate::domain::query::NEW_DAYS`].
    New,
    /// Closing within [`crate::domain::query::CLOSING_DAYS`].
    Closing,
}

/// What a touch asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Someone has come.
    Begin,
    Go(Screen),
    Back,
    Home,
    /// The answer to "are you still there?".
    StillHere,
    /// The person is leaving: everything typed and chosen is forgotten.
    Leave,
    SetEase(Ease),
    SetContrast(bool),
    /// Whether things may move.
    SetCalm(bool),
    /// How fast it is read aloud.
    SetPace(Pace),
    /// The dialect in which it is read where it was recorded, by its name in the packs; none is Mandarin.
    SetDialect(Option<String>),
    /// Reads this page aloud, or stops reading.
    ReadAloud,
    /// Reads what is personal aloud although everybody hears it.
    ReadToAll,
    /// Nothing is to be read after all.
    Quiet,
    /// Listens to what somebody says, for the field of this page.
    Listen,
    /// She has said it.
    Heard,
    SetLanguage(Language),
    /// Sets a condition and shows the list.
    Choose(Condition),
    Drop(Matter),
    /// Another job in place of the one that was asked for; the other conditions stay.
    Instead(JobKind),
    DropAll,
    SetOrder(Order),
    /// Words typed into the search box, as they are now.
    SearchFor(String),
    /// The list has scrolled to a page it does not have.
    NeedPage(usize),
    OpenPosting(PostingId),
    /// Somebody has come, for the posting that is shown.
    OpenShown(PostingId),
    /// A slip to take home.
    Print(Box<Slip>),
    Staff(StaffCommand),
    Visit(VisitCommand),
    Service(ServiceCommand),
    /// The way by pictures and voice, or that by words.
    SetPictures(bool),
    /// The desk is left to nobody and the figures are shown to everybody.
    ShowBoard,
    /// What the board shows.
    BoardTheme(BoardTheme),
}
