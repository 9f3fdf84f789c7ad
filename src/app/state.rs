//! Everything the kiosk knows between two frames. Only `update` changes it.

use super::aloud::Aloud;
use super::desk::Desk;
use super::devices::Print;
use super::idle::{Patience, Stage, stage};
use super::listening::Ears;
use super::search_line::SearchLine;
use super::service::Filling;
use super::stage as showing;
use super::unanswered::InVain;
use crate::domain::board::Board;
use crate::domain::ledger::Status;
use crate::domain::lexicon::StationWords;
use crate::domain::query::Results;
use crate::domain::service::Content;
use crate::domain::speech::Pace;
use crate::i18n::Language;
use crate::screens::facts::Devices;
use crate::screens::service::ServiceFacts;
use crate::screens::staff::{StaffFacts, StaffScreen};
use crate::screens::visit::VisitFacts;
use crate::screens::{Draft, Ease, Listing, Opened, Screen};
use std::sync::Arc;

/// The kiosk's state.
#[derive(Debug, Clone)]
pub struct State {
    /// What is forgotten when a person leaves.
    pub session: Session,
    pub status: Status,
    /// The newest postings and the counts over all of them.
    pub overview: Option<Results>,
    pub searches: SearchLine,
    pub staff: StaffFacts,
    pub desk: Desk,
    /// What stands on the desk.
    pub devices: Devices,
    /// The reader was told to look for cards.
    pub watching_cards: bool,
    /// The scanner was told to listen.
    pub listening_to_scanner: bool,
    /// The slip that was asked for last.
    pub print: Print,
    /// Which cards passers-by see.
    pub shelf: usize,
    /// When the cards were last changed and the overview last asked for, in steady milliseconds.
    pub shelf_at: u64,
    pub overview_at: Option<u64>,
    pub toast: Option<Toast>,
    pub aloud: Aloud,
    /// Who is listened to, and on which page.
    pub ears: Ears,
    /// What the packs in force hold.
    pub content: Arc<Content>,
    /// The form on the screen, and how far the store has it.
    pub filling: Filling,
    /// Words that came with the catalogue.
    pub words: Arc<StationWords>,
    /// What is shown while nobody is here, and what somebody watches.
    pub stage: showing::Stage,
    /// The language of the station, to which a session returns.
    pub home_language: Language,
    /// The station's figures for everybody; counted anew each minute while they are shown.
    pub board: Option<Box<Board>>,
    /// This screen is the big one: it shows the figures while nobody is there.
    pub board_at_home: bool,
    /// The kiosk is to be started anew as soon as nobody is there.
    pub restart_wanted: bool,
    /// The kiosk to practise on is to be shown in place of this one.
    pub practice_wanted: bool,
    /// Somebody who helps from afar wants a picture of the screen.
    pub portrait_wanted: bool,
    /// The glass is being wiped until then, in steady milliseconds.
    pub cleaning_until: Option<u64>,
}

/// One person's use of the kiosk. Nothing of it outlives [`Session::fresh`].
#[derive(Debug, Clone)]
pub struct Session {
    /// Where she came from, where she is last; never empty.
    pub stack: Vec<Screen>,
    pub language: Language,
    pub ease: Ease,
    /// High contrast, and nothing that moves by itself.
    pub contrast: bool,
    pub calm: bool,
    /// How fast it is read to her.
    pub pace: Pace,
    /// The dialect in which it is read, where it was recorded; `None` is Mandarin.
    pub dialect: Option<String>,
    pub listing: Listing,
    /// Counts the listings of this run, so that a late page of an older one is not taken for this one's.
    pub generation: u64,
    pub opened: Opened,
    pub in_vain: InVain,
    pub draft: Draft,
    /// What she does alone: postings she keeps, who she is, what is hers.
    pub visit: VisitFacts,
    /// What the services know of this visit.
    pub service: ServiceFacts,
    /// The last touch, in steady milliseconds.
    pub touched_at: u64,
    /// He goes the way by pictures: every page is said as it comes.
    pub pictures: bool,
}

/// A short word after something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Toast {
    pub kind: ToastKind,
    /// Steady milliseconds.
    pub until: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToastKind {
    /// A worker does not take jobs or was restarted: touch again.
    TryAgain,
    /// The store could not do it.
    NotSaved,
    /// A code was scanned that is none of ours.
    NoReceipt,
    /// Nothing can be read aloud here.
    NoVoice,
}

/// How long a word stays, in milliseconds.
const TOAST_MILLIS: u64 = 4_000;

impl Toast {
    #[must_use]
    pub const fn new(kind: ToastKind, now_millis: u64) -> Self {
        Self { kind, until: now_millis + TOAST_MILLIS }
    }
}

impl Session {
    /// The session of nobody.
    #[must_use]
    pub fn fresh(language: Language, generation: u64, now_millis: u64) -> Self {
        Self {
            stack: vec![Screen::Attract],
            language,
            ease: Ease::Normal,
            contrast: false,
            calm: false,
            pace: Pace::Usual,
            dialect: None,
            listing: Listing::default(),
            generation,
            opened: Opened::None,
            in_vain: InVain::default(),
            draft: Draft::default(),
            visit: VisitFacts::default(),
            service: ServiceFacts::default(),
            touched_at: now_millis,
            pictures: false,
        }
    }

    #[must_use]
    pub fn screen(&self) -> &Screen {
        self.stack.last().unwrap_or(&Screen::Attract)
    }

    /// Somebody at the desk works beside the screen and is known; a visitor may have left.
    fn patience(&self) -> Patience {
        match self.screen() {
            Screen::Staff(StaffScreen::SignIn) => Patience::of(self.ease.is_elder()),
            Screen::Staff(_) => Patience::DESK,
            _ => Patience::of(self.ease.is_elder()),
        }
    }

    /// Where an idle session stands; nobody waits for a visitor on the first screen.
    #[must_use]
    pub fn idle(&self, now_millis: u64) -> Option<Stage> {
        (!matches!(self.screen(), Screen::Attract | Screen::Board))
            .then(|| stage(self.touched_at, now_millis, self.patience()))
    }
}

impl State {
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self {
            session: Session::fresh(language, 0, 0),
            status: Status::default(),
            overview: None,
            searches: SearchLine::default(),
            staff: StaffFacts::default(),
            desk: Desk::default(),
            devices: Devices::default(),
            watching_cards: false,
            listening_to_scanner: false,
            print: Print::default(),
            shelf: 0,
            shelf_at: 0,
            overview_at: None,
            toast: None,
            aloud: Aloud::default(),
            ears: Ears::default(),
            content: Arc::default(),
            filling: Filling::default(),
            words: Arc::default(),
            stage: showing::Stage::default(),
            home_language: language,
            board: None,
            board_at_home: false,
            restart_wanted: false,
            practice_wanted: false,
            portrait_wanted: false,
            cleaning_until: None,
        }
    }
}
