//! Day jobs in words: a worker's card, hours and pay, where a seat stands.

use super::words::Words;
use crate::domain::gig::MySeat;
use crate::domain::ledger::EntryState;
use crate::domain::{DayPart, DayWork, SeatState, Tool, WorkCard};

impl Words {
    #[must_use]
    pub fn tool(self, tool: Tool) -> &'static str {
        match tool {
            Tool::HandTools => self.tool_hand_tools(),
            Tool::PowerTools => self.tool_power_tools(),
            Tool::Measuring => self.tool_measuring(),
            Tool::Ladder => self.tool_ladder(),
            Tool::SafetyGear => self.tool_safety_gear(),
            Tool::WorkClothes => self.tool_work_clothes(),
            Tool::CleaningGear => self.tool_cleaning_gear(),
            Tool::KitchenKnives => self.tool_kitchen_knives(),
            Tool::Tricycle => self.tool_tricycle(),
            Tool::ElectricBike => self.tool_electric_bike(),
            Tool::Van => self.tool_van(),
            Tool::Smartphone => self.tool_smartphone(),
            Tool::Other => self.tool_other(),
        }
    }

    #[must_use]
    pub fn day_part(self, part: DayPart) -> &'static str {
        match part {
            DayPart::Morning => self.part_morning(),
            DayPart::Afternoon => self.part_afternoon(),
            DayPart::Evening => self.part_evening(),
            DayPart::Night => self.part_night(),
            DayPart::Other => self.part_other(),
        }
    }

    /// A worker's card, line by line; what she left out is left out.
    #[must_use]
    pub fn work_card(self, card: &WorkCard) -> Vec<String> {
        let list = |all: Vec<&'static str>| all.join(self.list_separator());
        let jobs = (!card.jobs.is_empty()).then(|| list(card.jobs.iter().map(|job| self.job_kind(*job)).collect()));
        let tools = (!card.tools.is_empty()).then(|| list(card.tools.iter().map(|tool| self.tool(*tool)).collect()));
        let times =
            (!card.times.is_empty()).then(|| list(card.times.iter().map(|part| self.day_part(*part)).collect()));
        let lines = [
            jobs.map(|jobs| self.card_line_jobs(&jobs)),
            tools.map(|tools| self.card_line_tools(&tools)),
            times.map(|times| self.card_line_times(&times)),
            card.max_km.map(|km| self.card_line_far(&self.card_km(i64::from(km)))),
        ];
        lines.into_iter().flatten().collect()
    }

    /// Time worked: 8 小时, 8 个半小时.
    #[must_use]
    pub fn hours(self, minutes: u32) -> String {
        let (hours, rest) = (i64::from(minutes / 60), i64::from(minutes % 60));
        if rest == 0 { self.work_hour(hours) } else { self.work_hour_and(hours, rest) }
    }

    /// Hours, pay, and whether it was paid out.
    #[must_use]
    pub fn work(self, work: &DayWork) -> String {
        let paid = if work.paid { self.work_paid_yes() } else { self.work_paid_no() };
        self.joined(&[&self.hours(work.minutes), &self.money(work.pay_fen), paid])
    }

    /// What each side has said of the day's work, as long as they have not said the same.
    #[must_use]
    pub fn said_of_work(self, seat: &MySeat) -> Vec<String> {
        let worker = seat.worker_says.map(|work| self.seat_worker_said(&self.work(&work)));
        let employer = seat.employer_says.map(|work| self.seat_employer_said(&self.work(&work)));
        let differ =
            seat.worker_says.is_some() && seat.employer_says.is_some() && seat.worker_says != seat.employer_says;
        let differ = differ.then(|| self.seat_differ().to_owned());
        worker.into_iter().chain(employer).chain(differ).collect()
    }

    /// Where a seat stands, for the person who has it.
    #[must_use]
    pub fn seat_state_of(self, seat: &MySeat) -> &'static str {
        match (seat.sent, seat.state) {
            (EntryState::Refused, _) => self.seat_state_refused(),
            (_, SeatState::Taken) => self.seat_state_taken(),
            (_, SeatState::GivenBack) => self.seat_state_given_back(),
            (_, SeatState::CheckedIn) => self.seat_state_checked_in(),
            (_, SeatState::Worked) => self.seat_state_worked(),
            (_, SeatState::Confirmed) => self.seat_state_confirmed(),
            (_, SeatState::Missed) => self.seat_state_missed(),
            (_, SeatState::Other) => self.seat_state_other(),
        }
    }
}
