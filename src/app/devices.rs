//! What stands on the desk, as the state knows it: cards are watched for while a registration is open, and what a card
//! says goes into the form and nowhere else; a slip is waited for on the screen that asked for it, and never for long.

use super::state::{State, Toast, ToastKind};
use super::{desk, service, visit};
use crate::domain::card::Reader;
use crate::domain::resume::ResumeSheet;
use crate::domain::slip::{PrintTrouble, Printing, Slip};
use crate::runtime::{Event, Job, Ticket};
use crate::screens::Screen;
use crate::screens::facts::CardNote;
use crate::screens::staff::StaffScreen;
use crate::screens::visit::VisitScreen;

/// How long a printer may say nothing of a slip before the screen says that it hangs. The driver gives up sooner where
/// nothing moves; this is for a printer that holds even its driver. A slip of dots takes 90 seconds at 9,600 baud.
const PRINT_MILLIS: u64 = 120_000;

/// The slip that was asked for last.
#[derive(Debug, Clone, Default)]
pub struct Print {
    /// Tells its answer from that of an earlier one.
    ticket: Ticket,
    /// The screen it was asked for on: elsewhere nobody waits for it.
    on: Option<Screen>,
    /// When the screen stops waiting, in steady milliseconds.
    until: Option<u64>,
}

/// After anything that happened: tells the reader when a form was opened or left, and the scanner when a clerk came to her
/// desk or left it, whichever way that came about; forgets a slip whose screen was left.
pub fn follow(state: &mut State) -> Vec<Job> {
    if state.print.on.as_ref().is_some_and(|on| on != state.session.screen()) {
        state.print.on = None;
        state.print.until = None;
        state.devices.printing = None;
    }
    let signed_in = state.staff.signed_in.is_some();
    let at = |place| signed_in && *state.session.screen() == Screen::Staff(place);
    let who = *state.session.screen() == Screen::Visit(VisitScreen::Who) || service::wants_card(state);
    let (form, desk) = (at(StaffScreen::Form) || who, at(StaffScreen::Desk) || at(StaffScreen::Entries));
    let mut jobs = Vec::new();
    if form != state.watching_cards {
        state.watching_cards = form;
        state.devices.reader = Reader::default();
        state.devices.card = None;
        jobs.push(Job::WatchCards(form));
    }
    if desk != state.listening_to_scanner {
        state.listening_to_scanner = desk;
        jobs.push(Job::ListenToScanner(desk));
    }
    jobs
}

/// Asks for a slip; one at a time.
pub fn print(state: &mut State, slip: Box<Slip>, millis: u64) -> Vec<Job> {
    let ticket = begin(state, millis);
    ticket.map(|ticket| Job::Print { ticket, slip }).into_iter().collect()
}

/// Asks for a résumé on a page; how it stands is told as for a slip, and one at a time with those.
pub fn print_resume(state: &mut State, sheet: Box<ResumeSheet>, millis: u64) -> Vec<Job> {
    let ticket = begin(state, millis);
    ticket.map(|ticket| Job::PrintResume { ticket, sheet }).into_iter().collect()
}

/// The screen that is open waits for paper now; `None` while it already does.
fn begin(state: &mut State, millis: u64) -> Option<Ticket> {
    if state.devices.printing == Some(Printing::Sending) {
        return None;
    }
    let ticket = Ticket(state.print.ticket.0 + 1);
    state.print = Print { ticket, on: Some(state.session.screen().clone()), until: Some(millis + PRINT_MILLIS) };
    state.devices.printing = Some(Printing::Sending);
    Some(ticket)
}

/// When the screen stops waiting for a slip, in steady milliseconds.
#[must_use]
pub const fn due(state: &State) -> Option<u64> {
    state.print.until
}

/// Says that a printer hangs of which nothing was heard for too long.
pub fn by_time(state: &mut State, millis: u64) {
    if due(state).is_some_and(|until| until <= millis) {
        state.print.until = None;
        state.devices.printing = Some(Printing::Failed(PrintTrouble::Stuck));
    }
}

/// A worker did not take a job: if it was a slip, nobody prints it.
pub fn not_taken(state: &mut State) {
    if state.devices.printing == Some(Printing::Sending) {
        state.print.until = None;
        state.devices.printing = Some(Printing::Failed(PrintTrouble::Stuck));
    }
}

/// Takes in what a device says. An answer that nobody waits for any more is dropped.
pub fn take_in(state: &mut State, event: Event, millis: u64) -> Vec<Job> {
    match event {
        Event::Scanned(code) if state.listening_to_scanner => {
            state.session.touched_at = millis;
            match code {
                Some(scan) => return desk::scanned(state, scan),
                None => state.toast = Some(Toast::new(ToastKind::NoReceipt, millis)),
            }
        }
        Event::CanPrint => state.devices.can_print = true,
        Event::CanPrintPages => state.devices.can_print_pages = true,
        Event::Printed { ticket, outcome } if ticket == state.print.ticket && state.print.on.is_some() => {
            state.print.until = None;
            state.devices.printing = Some(outcome.map_or_else(Printing::Failed, |()| Printing::Done));
        }
        Event::Reader(reader) if state.watching_cards => state.devices.reader = reader,
        Event::CardRead(person) if state.watching_cards => {
            // Who lays down a card is there.
            state.session.touched_at = millis;
            if *state.session.screen() == Screen::Visit(VisitScreen::Who) {
                return visit::card_read(state, &person);
            }
            let taken = if service::wants_card(state) {
                service::take_card(state, &person)
            } else {
                person.fill(&mut state.session.draft.staff.form)
            };
            state.devices.card = Some(CardNote { taken, warnings: person.warnings.clone() });
        }
        _ => {}
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use crate::app::state::ToastKind;
    use crate::app::{Input, Now, State, update};
    use crate::domain::card::{CardPerson, CardTaken, CardWarning, Reader};
    use crate::domain::role::{Role, Roles};
    use crate::domain::scan::Scan;
    use crate::domain::slip::{Part, PrintTrouble, Printing, Slip};
    use crate::domain::staff::StaffMember;
    use crate::domain::{IdType, ReceiptNo, SeqNo, StationId};
    use crate::i18n::Language;
    use crate::runtime::{Event, Job, Ticket};
    use crate::screens::staff::{StaffCommand, StaffScreen};
    use crate::screens::{Command, Screen};
    use zeroize::Zeroizing;

    fn at(secs: u64) -> Now {
        Now { steady_millis: secs * 1_000 }
    }

    fn tell(state: &mut State, event: Event) -> Vec<Job> {
        update(state, Input::Event(event), at(2))
    }

    fn touch(state: &mut State, command: Command) -> Vec<Job> {
        update(state, Input::Command(command), at(1))
    }

    /// A clerk before an empty registration.
    fn at_form() -> State {
        let mut state = State::new(Language::Chinese);
        state.session.stack = vec![Screen::Attract, Screen::Home, Screen::Staff(StaffScreen::Desk)];
        state.staff.signed_in = Some(StaffMember {
            id: 1,
            name: "测试经办员".into(),
            roles: Roles::of(&[Role::Clerk, Role::Counsellor, Role::Supervisor]),
            pin_given: false,
        });
        let jobs = touch(&mut state, Command::Staff(StaffCommand::Begin));
        assert!(jobs.contains(&Job::WatchCards(true)), "{jobs:?}");
        state
    }

    fn card() -> Event {
        Event::CardRead(Box::new(CardPerson {
            name: Zeroizing::new("测试乙".into()),
            id_type: IdType::HkMoTwResidence,
            id_number: Zeroizing::new("810000199408230021".into()),
            warnings: vec![CardWarning::Expired],
        }))
    }

    #[test]
    fn a_card_laid_down_fills_the_form_that_is_open() {
        let mut state = at_form();
        tell(&mut state, Event::Reader(Reader::Ready));
        tell(&mut state, card());
        let form = &state.session.draft.staff.form;
        assert_eq!((form.name.as_str(), form.id_type), ("测试乙", IdType::HkMoTwResidence));
        assert_eq!(form.id_number, "810000199408230021");
        let note = state.devices.card.as_ref().unwrap();
        assert_eq!((note.taken, note.warnings.as_slice()), (CardTaken::Filled, [CardWarning::Expired].as_slice()));
    }

    #[test]
    fn who_leaves_the_form_leaves_nothing_of_the_card_behind() {
        for way in [Command::Back, Command::Home, Command::Leave] {
            let mut state = at_form();
            tell(&mut state, card());
            let jobs = touch(&mut state, way.clone());
            assert!(jobs.contains(&Job::WatchCards(false)), "{way:?}: {jobs:?}");
            assert!(state.devices.card.is_none() && state.session.draft.staff.form.id_number.is_empty(), "{way:?}");
            // A card that was being read just then.
            tell(&mut state, card());
            assert!(state.devices.card.is_none() && state.session.draft.staff.form.id_number.is_empty(), "{way:?}");
        }
    }

    #[test]
    fn laying_down_a_card_counts_as_being_there() {
        let mut state = at_form();
        tell(&mut state, card());
        assert_eq!(state.session.touched_at, 2_000);
    }

    fn slip() -> Command {
        Command::Print(Box::new(Slip { parts: vec![Part::Text("测试".into())] }))
    }

    fn ticket(jobs: &[Job]) -> Ticket {
        let print = jobs.iter().find_map(|job| if let Job::Print { ticket, .. } = job { Some(*ticket) } else { None });
        print.expect("a slip was to be printed")
    }

    #[test]
    fn one_slip_is_printed_at_a_time_and_its_end_is_said() {
        let mut state = State::new(Language::Chinese);
        let jobs = touch(&mut state, slip());
        assert_eq!(state.devices.printing, Some(Printing::Sending));
        assert!(touch(&mut state, slip()).is_empty(), "a second touch prints no second slip");
        tell(&mut state, Event::Printed { ticket: ticket(&jobs), outcome: Ok(()) });
        assert_eq!(state.devices.printing, Some(Printing::Done));
    }

    #[test]
    fn a_printer_of_which_nothing_is_heard_is_given_up_and_may_be_tried_again() {
        let mut state = State::new(Language::Chinese);
        let first = ticket(&touch(&mut state, slip()));
        update(&mut state, Input::Tick, at(120));
        assert_eq!(state.devices.printing, Some(Printing::Sending));
        update(&mut state, Input::Tick, at(121));
        assert_eq!(state.devices.printing, Some(Printing::Failed(PrintTrouble::Stuck)));
        let second = ticket(&touch(&mut state, slip()));
        // The first one's answer comes after all, and is not the second one's.
        tell(&mut state, Event::Printed { ticket: first, outcome: Ok(()) });
        assert_eq!(state.devices.printing, Some(Printing::Sending));
        tell(&mut state, Event::Printed { ticket: second, outcome: Err(PrintTrouble::NoPaper) });
        assert_eq!(state.devices.printing, Some(Printing::Failed(PrintTrouble::NoPaper)));
    }

    #[test]
    fn what_happened_to_one_persons_slip_is_not_shown_to_the_next() {
        let mut state = State::new(Language::Chinese);
        touch(&mut state, Command::Begin);
        let ticket = ticket(&touch(&mut state, slip()));
        touch(&mut state, Command::Leave);
        assert_eq!(state.devices.printing, None);
        tell(&mut state, Event::Printed { ticket, outcome: Err(PrintTrouble::NoPaper) });
        assert_eq!(state.devices.printing, None);
    }

    /// A clerk at her desk.
    fn at_desk() -> State {
        let mut state = State::new(Language::Chinese);
        state.session.stack = vec![Screen::Attract, Screen::Home, Screen::Staff(StaffScreen::Desk)];
        state.staff.signed_in = Some(StaffMember {
            id: 1,
            name: "测试经办员".into(),
            roles: Roles::of(&[Role::Clerk, Role::Counsellor, Role::Supervisor]),
            pin_given: false,
        });
        let jobs = update(&mut state, Input::Touched, at(1));
        assert!(jobs.contains(&Job::ListenToScanner(true)), "{jobs:?}");
        state
    }

    #[test]
    fn a_slip_scanned_at_the_desk_opens_what_suits_its_person() {
        let mut state = at_desk();
        let receipt = ReceiptNo::of(StationId(12), SeqNo(7));
        let jobs = tell(&mut state, Event::Scanned(Some(Scan { receipt: receipt.clone(), seal: None })));
        assert!(jobs.contains(&Job::ReadProfile { receipt }), "{jobs:?}");
        assert_eq!(*state.session.screen(), Screen::Staff(StaffScreen::Matches));
        assert!(jobs.contains(&Job::ListenToScanner(false)), "away from the desk nobody listens: {jobs:?}");
    }

    #[test]
    fn any_other_code_is_said_to_be_none_and_a_code_scanned_elsewhere_does_nothing() {
        let mut state = at_desk();
        tell(&mut state, Event::Scanned(None));
        assert_eq!(state.toast.map(|toast| toast.kind), Some(ToastKind::NoReceipt));
        let mut state = State::new(Language::Chinese);
        touch(&mut state, Command::Begin);
        let jobs = tell(
            &mut state,
            Event::Scanned(Some(Scan { receipt: ReceiptNo::of(StationId(12), SeqNo(7)), seal: None })),
        );
        assert!(jobs.is_empty() && *state.session.screen() == Screen::Home, "{jobs:?}");
    }
}
