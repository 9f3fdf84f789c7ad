//! Living postings: how long ago somebody last said that a posting stands. What nobody has said for weeks fades, and what
//! people found to be wrong is asked again; it leaves by its last day, which the province brings forward then.

use super::nouns::Posting;
use super::query::Hit;
use jiff::civil::Date;

/// Days for which a posting counts as fresh: most day jobs and shop jobs are taken within two weeks.
pub const FRESH_DAYS: i32 = 14;
/// Days after which it is more likely taken than not.
pub const OLD_DAYS: i32 = 45;

/// How much a posting can be relied on today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    Fresh,
    /// Nobody has said for so many days that it stands.
    Ageing {
        days: i32,
    },
    /// So many that one should call before going there.
    Old {
        days: i32,
    },
    /// People said that it is not as it says; the employer is being asked.
    Doubted,
}

impl Freshness {
    /// Whether its card stands back behind the others.
    #[must_use]
    pub const fn fades(self) -> bool {
        matches!(self, Self::Old { .. } | Self::Doubted)
    }

    /// By the day it was posted or last confirmed, whichever is later. A day ahead of the clock is today.
    #[must_use]
    pub fn on(today: Date, posted: Date, confirmed: Option<Date>, doubted: bool) -> Self {
        if doubted {
            return Self::Doubted;
        }
        let said = confirmed.map_or(posted, |day| day.max(posted));
        let days = today.since(said).map_or(0, |span| span.get_days()).max(0);
        match days {
            days if days <= FRESH_DAYS => Self::Fresh,
            days if days <= OLD_DAYS => Self::Ageing { days },
            days => Self::Old { days },
        }
    }

    #[must_use]
    pub fn of(posting: &Posting, today: Date) -> Self {
        Self::on(today, posting.posted_on, posting.confirmed_on, posting.doubted)
    }

    #[must_use]
    pub fn of_hit(hit: &Hit, today: Date) -> Self {
        Self::on(today, hit.posted_on, hit.confirmed_on, hit.doubted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn a_posting_fades_with_age_and_is_fresh_again_once_it_is_confirmed() {
        let posted = date(2026, 9, 1);
        assert_eq!(Freshness::on(TODAY, date(2026, 11, 8), None, false), Freshness::Fresh);
        assert_eq!(Freshness::on(TODAY, date(2026, 11, 7), None, false), Freshness::Ageing { days: 15 });
        assert_eq!(Freshness::on(TODAY, posted, None, false), Freshness::Old { days: 82 });
        assert_eq!(Freshness::on(TODAY, posted, Some(date(2026, 11, 20)), false), Freshness::Fresh);
        assert_eq!(Freshness::on(TODAY, date(2026, 12, 1), None, false), Freshness::Fresh, "a clock that is behind");
    }

    #[test]
    fn what_people_found_to_be_wrong_is_doubted_however_new_it_is() {
        assert_eq!(Freshness::on(TODAY, TODAY, Some(TODAY), true), Freshness::Doubted);
        assert!(Freshness::Doubted.fades() && !Freshness::Ageing { days: 20 }.fades());
    }
}
