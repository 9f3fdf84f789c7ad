//! The part of `update` that is about a seat of a day job taken at the desk.

use super::office::{ask, go};
use super::state::State;
use crate::runtime::{DaySeatEvent, DaySeatJob, Job, OfficeJob};
use crate::screens::staff::OfficePlace;
use crate::screens::staff::office::{DaySeatCommand, DaySeatDraft, DaySeatFacts};

/// What a touch leads to; it is about the person whose page is open.
pub fn carry_out(state: &mut State, command: DaySeatCommand) -> Vec<Job> {
    let Some(subject) = state.staff.office.person().map(|seeker| seeker.subject) else { return Vec::new() };
    let job = match command {
        DaySeatCommand::Show => {
            state.staff.office.day_seats = DaySeatFacts::default();
            state.session.draft.staff.office.day_seats = DaySeatDraft::default();
            go(state, OfficePlace::DaySeats);
            DaySeatJob::Offers(state.content.ground().clone())
        }
        DaySeatCommand::Take(posting, day) => {
            state.staff.office.day_seats.why = None;
            state.staff.office.day_seats.asked = Some(posting.id);
            DaySeatJob::Take { posting, day }
        }
    };
    ask(OfficeJob::DaySeat { subject, job })
}

/// Takes in what the store thread says.
pub fn take_in(state: &mut State, event: DaySeatEvent) -> Vec<Job> {
    let known = &mut state.staff.office.day_seats;
    match event {
        DaySeatEvent::Offers(offers) => known.offers = Some(offers),
        DaySeatEvent::Taken { registered, day } => {
            // The job she took: of its receipt nothing else is known here.
            let offers = known.offers.iter().flatten();
            let mut of_it = offers.filter(|offer| offer.day == day && Some(offer.posting.id) == known.asked);
            known.taken = of_it.next().map(|offer| (registered, Box::new(offer.clone())));
        }
        DaySeatEvent::NotTaken(why) => known.why = Some(why),
    }
    Vec::new()
}
