//! What the station knows about itself as the province sees it: its clock, its settings, what it has sent and received today.

use super::nouns::configuration::Configuration;
use jiff::Timestamp;
use jiff::civil::Date;

/// A clock that is off by more than this is set right here and told to the technician, in seconds.
pub const WRONG_CLOCK_S: i64 = 120;

/// The station itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnState {
    /// The province's clock less this machine's, in seconds, at the last contact; `None` before the first.
    pub clock_off_s: Option<i64>,
    /// The settings that count.
    pub configuration: Configuration,
    /// Settings that came later and cannot be right: their version and the field.
    pub refused: Option<(u32, String)>,
    pub spent: Spent,
    /// When the present key was made; `None`: at enrolment.
    pub key_made_at: Option<Timestamp>,
    /// A new key is made and not taken over by the province yet.
    pub key_changing: bool,
}

impl OwnState {
    /// Whether the bytes of this day are gone.
    #[must_use]
    pub fn budget_is_spent(&self, day: Date) -> bool {
        self.configuration.daily_megabytes.is_some_and(|mb| self.spent.on(day) >= u64::from(mb) * 1_000_000)
    }

    /// By how much this machine's clock is wrong, where that is worth telling.
    #[must_use]
    pub fn wrong_clock_s(&self) -> Option<i64> {
        self.clock_off_s.filter(|off| off.abs() > WRONG_CLOCK_S)
    }

    /// This as far as a screen says it: bytes count once they are gone, a clock once it is wrong. A screen that was drawn
    /// again for each attempt and its few bytes would never rest where there is no line.
    #[must_use]
    pub fn on_screen(&self) -> Self {
        let gone = self.budget_is_spent(self.spent.day).then_some(self.configuration.daily_megabytes).flatten();
        let spent = gone.map_or_else(Spent::default, |mb| Spent {
            day: self.spent.day,
            up: u64::from(mb) * 1_000_000,
            down: 0,
        });
        Self { clock_off_s: self.wrong_clock_s(), spent, ..self.clone() }
    }
}

/// Bytes of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spent {
    pub day: Date,
    pub up: u64,
    pub down: u64,
}

impl Spent {
    /// What was spent on this day, both ways.
    #[must_use]
    pub fn on(&self, day: Date) -> u64 {
        if self.day == day { self.up.saturating_add(self.down) } else { 0 }
    }
}
