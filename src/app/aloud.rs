//! Reading aloud: what is being said, and when it stops. A second touch on the button, any step to another page and the end of
//! the session are silence at once.

use super::idle::Stage;
use super::state::{State, Toast, ToastKind};
use crate::domain::card::Reader;
use crate::domain::slip::Printing;
use crate::domain::speech::{Phrase, SpeechTrouble, in_dialect};
use crate::i18n::{Language, Words, spoken};
use crate::runtime::{Event, Job, Saying, Ticket};
use crate::screens::service::ServiceScreen;
use crate::screens::staff::StaffScreen;
use crate::screens::visit::VisitScreen;
use crate::screens::{Command, Opened, Screen, pictures};

/// A page says no more than this; nobody listens longer.
const MOST_PHRASES: usize = 300;
/// The second warning comes so many seconds before the session ends.
const LAST_SECS: u64 = 10;

/// What is said, and what waits for it.
#[derive(Debug, Clone, Default)]
pub struct Aloud {
    /// Tells this saying from those before it.
    turn: u64,
    phrases: Vec<Phrase>,
    /// The phrase that is heard now.
    place: Option<usize>,
    state: Stand,
    /// Seconds that were left at the last spoken warning of the question that stands now.
    warned: Option<u64>,
    /// On the way by pictures: the page that was said by itself last.
    page: Option<Page>,
    /// There is no voice here: nothing is said by itself any more.
    mute: bool,
}

/// What a page of the way by pictures is known by; where it changes, it is said anew.
#[derive(Debug, Clone, PartialEq)]
struct Page {
    screen: Screen,
    turned: (usize, usize),
    reader: Reader,
    refused: bool,
    printing: Option<Printing>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Stand {
    #[default]
    Silent,
    /// The page is being looked at.
    Looking,
    Saying,
    /// Everybody would hear it: the visitor is asked.
    Asking,
    /// "Are you still there?", which nobody asked for.
    Warning,
}

impl Aloud {
    /// Whether the page's texts are wanted.
    #[must_use]
    pub fn wants_to_look(&self) -> bool {
        self.state == Stand::Looking
    }

    /// Whether the visitor has to say that everybody may hear it.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.state == Stand::Asking
    }

    /// Whether a page is being read, or is about to be.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        matches!(self.state, Stand::Looking | Stand::Saying)
    }

    /// The subtitle.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        self.phrases.get(self.place?).map(|phrase| phrase.shown.as_str())
    }

    fn silence(&mut self) -> Vec<Job> {
        let heard = matches!(self.state, Stand::Saying | Stand::Warning);
        let page = self.page.take();
        *self = Self { turn: self.turn + 1, warned: self.warned, page, mute: self.mute, ..Self::default() };
        if heard { vec![Job::Quiet] } else { Vec::new() }
    }

    fn say(&mut self, phrases: Vec<Phrase>, state: Stand) {
        self.turn += 1;
        self.phrases = phrases;
        self.place = None;
        self.state = state;
    }
}

/// Before a command is carried out: does it end what is being said?
pub fn before(state: &mut State, command: &Command) -> Vec<Job> {
    match command {
        Command::NeedPage(_) | Command::ReadAloud | Command::ReadToAll => Vec::new(),
        _ => {
            state.aloud.warned = None;
            state.aloud.silence()
        }
    }
}

/// The button was touched: a page is read, or what is being read stops.
pub fn toggle(state: &mut State) -> Vec<Job> {
    let reading = state.aloud.state != Stand::Silent;
    let jobs = state.aloud.silence();
    if !reading {
        state.aloud.state = Stand::Looking;
    }
    jobs
}

/// The page was looked at: its texts are said.
pub fn seen(state: &mut State, texts: &[String]) -> Vec<Job> {
    if state.aloud.state != Stand::Looking {
        return Vec::new();
    }
    let language = state.session.language;
    let more = Words::of(language).more_below();
    let texts = texts.iter().filter(|text| *text != more);
    let content = std::sync::Arc::clone(&state.content);
    let chosen = state.session.dialect.as_deref().filter(|_| language == Language::Chinese);
    let dialect = chosen.and_then(|id| content.dialects().iter().find(|dialect| dialect.id == id));
    let phrases = |text: &String| match (spoken::phrases(text, language), dialect) {
        (phrases, Some(dialect)) => in_dialect(dialect, text, phrases),
        (phrases, None) => phrases,
    };
    let phrases = texts.flat_map(phrases).take(MOST_PHRASES).collect();
    state.aloud.say(phrases, Stand::Saying);
    let session = &state.session;
    // The pages by pictures say nothing of a person, whatever the same page says in words.
    let pictured = session.pictures && pictures::has(session.screen(), &session.opened, &session.visit, &session.draft);
    vec![speak(state, is_personal(session.screen()) && !pictured)]
}

/// On the way by pictures every page is said as soon as all of it is there, and once.
fn arrive(state: &mut State) -> Vec<Job> {
    let session = &state.session;
    if !session.pictures {
        state.aloud.page = None;
        state.aloud.mute = false;
        return Vec::new();
    }
    let page = Page {
        screen: session.screen().clone(),
        turned: (session.draft.page, session.draft.pictures.jobs),
        reader: state.devices.reader,
        refused: session.visit.shown.is_some() || !session.visit.faults.is_empty(),
        printing: state.devices.printing,
    };
    if state.aloud.mute || state.aloud.page.as_ref() == Some(&page) || !is_there(state) {
        return Vec::new();
    }
    let jobs = state.aloud.silence();
    state.aloud.page = Some(page);
    state.aloud.state = Stand::Looking;
    jobs
}

/// Whether what a page says has come from the workers.
fn is_there(state: &State) -> bool {
    let session = &state.session;
    match session.screen() {
        Screen::List => session.listing.total.is_some(),
        Screen::Detail(_) => !matches!(session.opened, Opened::None | Opened::Reading(_)),
        Screen::Home | Screen::JobGroups | Screen::JobKinds(_) => state.overview.is_some(),
        Screen::Visit(VisitScreen::Mine) => session.visit.mine.is_some(),
        Screen::Visit(_) => !session.visit.busy,
        _ => true,
    }
}

/// The visitor agrees that everybody hears it.
pub fn to_all(state: &mut State) -> Vec<Job> {
    if state.aloud.state != Stand::Asking {
        return Vec::new();
    }
    let phrases = std::mem::take(&mut state.aloud.phrases);
    state.aloud.say(phrases, Stand::Saying);
    vec![speak(state, false)]
}

fn speak(state: &State, in_private: bool) -> Job {
    let Aloud { turn, phrases, .. } = &state.aloud;
    Job::Speak(Saying { turn: Ticket(*turn), phrases: phrases.clone(), pace: state.session.pace, in_private })
}

/// Pages on which something about a person stands.
fn is_personal(screen: &Screen) -> bool {
    match screen {
        Screen::Staff(place) => !matches!(place, StaffScreen::Posting(_)),
        Screen::Visit(place) => place.is_personal(),
        Screen::Service(place) => {
            matches!(place, ServiceScreen::Fill | ServiceScreen::Findings | ServiceScreen::Scores(_))
        }
        _ => false,
    }
}

/// Takes in what the voice tells; what belongs to an older saying is dropped.
pub fn take_in(state: &mut State, event: &Event, millis: u64) {
    let aloud = &mut state.aloud;
    match event {
        Event::Saying { turn, place } if turn.0 == aloud.turn => aloud.place = Some(*place),
        Event::HeadsetMissing { turn } if turn.0 == aloud.turn => aloud.state = Stand::Asking,
        Event::SpeechEnded { turn, trouble } if turn.0 == aloud.turn => {
            let asked_for = aloud.state == Stand::Saying;
            aloud.state = Stand::Silent;
            aloud.place = None;
            aloud.phrases.clear();
            let kind = match trouble {
                Some(SpeechTrouble::NoVoice) => ToastKind::NoVoice,
                Some(SpeechTrouble::BrokeOff) => ToastKind::TryAgain,
                None => return,
            };
            state.aloud.mute |= trouble == &Some(SpeechTrouble::NoVoice);
            if asked_for {
                state.toast = Some(Toast::new(kind, millis));
            }
        }
        _ => {}
    }
}

/// As time passes: while a page is read nobody's time runs out, and the question whether somebody is there is heard as well as
/// seen.
pub fn tick(state: &mut State, millis: u64) -> Vec<Job> {
    if state.aloud.is_reading() {
        state.session.touched_at = millis;
    }
    let Some(Stage::Asking { left_secs, .. }) = state.session.idle(millis) else {
        state.aloud.warned = None;
        return arrive(state);
    };
    let due = match state.aloud.warned {
        None => true,
        Some(before) => before > LAST_SECS && left_secs <= LAST_SECS,
    };
    if !due {
        return Vec::new();
    }
    state.aloud.warned = Some(left_secs);
    let language = state.session.language;
    let warning = Words::of(language).idle_said(i64::try_from(left_secs).unwrap_or(i64::MAX));
    state.aloud.say(spoken::phrases(&warning, language), Stand::Warning);
    vec![speak(state, false)]
}
