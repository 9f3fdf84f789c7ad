//! What may go over the line today, where the province has set a limit. Entries and notices go anyway: they are what the line is
//! there for, and are small. Postings and media share what is left.

use super::policy;
use crate::domain::own::OwnState;
use jiff::{Timestamp, civil::Date, tz};

/// What is left of a day's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// `None`: no limit is set.
    left: Option<u64>,
    /// The whole of a day.
    whole: u64,
}

impl Budget {
    /// Of the day in China that this moment lies in.
    #[must_use]
    pub fn at(now: Timestamp, own: &OwnState) -> Self {
        let whole = own.configuration.daily_megabytes.map(|mb| u64::from(mb) * 1_000_000);
        let left = whole.map(|whole| whole.saturating_sub(own.spent.on(day_of(now))));
        Self { left, whole: whole.unwrap_or(0) }
    }

    /// Whether nothing but what must go goes any more.
    #[must_use]
    pub const fn is_spent(&self) -> bool {
        matches!(self.left, Some(0))
    }

    /// How many changes of the feed may be asked for at once, of so many that the line carries.
    #[must_use]
    pub fn page(&self, fitting: usize) -> usize {
        let Some(left) = self.left else { return fitting };
        let affordable = usize::try_from(left / policy::BYTES_A_CHANGE).unwrap_or(usize::MAX);
        fitting.min(affordable).max(policy::MIN_PAGE)
    }

    /// How many bytes of a medium may be asked for at once. The last fifth of a day is kept for postings.
    #[must_use]
    pub fn part(&self, fitting: usize) -> usize {
        let Some(left) = self.left else { return fitting };
        let affordable = usize::try_from(left.saturating_sub(self.whole / 5)).unwrap_or(usize::MAX);
        let part = fitting.min(affordable);
        if part < policy::MIN_PART { 0 } else { part }
    }
}

/// The day in China.
#[must_use]
pub fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(tz::offset(8).to_time_zone()).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::own::Spent;

    fn budget(megabytes: Option<u32>, spent: u64) -> Budget {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let mut own = OwnState { spent: Spent { day: day_of(now), up: 1, down: spent - 1 }, ..OwnState::default() };
        own.configuration.daily_megabytes = megabytes;
        Budget::at(now, &own)
    }

    #[test]
    fn without_a_limit_all_goes_that_the_line_carries() {
        let free = budget(None, 1 << 40);
        assert_eq!((free.is_spent(), free.page(2_000), free.part(1_000_000)), (false, 2_000, 1_000_000));
    }

    #[test]
    fn what_is_left_becomes_smaller_pages_and_media_leave_the_last_fifth() {
        let morning = budget(Some(10), 1_000_000);
        assert_eq!((morning.page(2_000), morning.part(1_000_000)), (2_000, 1_000_000));
        let evening = budget(Some(10), 9_900_000);
        assert_eq!((evening.page(2_000), evening.part(1_000_000), evening.is_spent()), (500, 0, false));
        let over = budget(Some(10), 11_000_000);
        assert!(over.is_spent());
        assert_eq!(over.page(2_000), policy::MIN_PAGE);
    }

    #[test]
    fn a_new_day_is_a_new_budget() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let mut own = OwnState {
            spent: Spent { day: day_of(now).yesterday().unwrap(), up: 0, down: 1 << 40 },
            ..OwnState::default()
        };
        own.configuration.daily_megabytes = Some(1);
        assert!(!Budget::at(now, &own).is_spent());
    }
}
