//! A date in touches instead of digits: decade, year, month, day, each chosen from what the field can take. A step with one
//! choice is not asked.

use jiff::civil::Date;

/// What has been chosen of a date that lies between two others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateSteps {
    from: Date,
    to: Date,
    decade: Option<i16>,
    year: Option<i16>,
    month: Option<i8>,
}

/// What is to be chosen next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choices {
    /// The first years of decades: 1970, 1980.
    Decades(Vec<i16>),
    Years(Vec<i16>),
    Months(Vec<i8>),
    Days(Vec<i8>),
}

const DECADE: i16 = 10;

impl DateSteps {
    /// Asks for a date from `from` to `to`, both among them.
    #[must_use]
    pub fn between(from: Date, to: Date) -> Self {
        let mut steps = Self { from, to: to.max(from), decade: None, year: None, month: None };
        steps.go_on();
        steps
    }

    /// What has been chosen so far: year and month.
    #[must_use]
    pub const fn chosen(self) -> (Option<i16>, Option<i8>) {
        (self.year, self.month)
    }

    #[must_use]
    pub fn choices(self) -> Choices {
        let (first, last) = (self.from.year(), self.to.year());
        match (self.decade, self.year, self.month) {
            (None, ..) => Choices::Decades((first / DECADE..=last / DECADE).map(|decade| decade * DECADE).collect()),
            (Some(decade), None, _) => Choices::Years((decade.max(first)..=(decade + DECADE - 1).min(last)).collect()),
            (_, Some(year), None) => Choices::Months((1..=12).filter(|month| self.has_month(year, *month)).collect()),
            (_, Some(year), Some(month)) => {
                let days = (1..=31).filter(|day| Date::new(year, month, *day).is_ok_and(|date| self.has(date)));
                Choices::Days(days.collect())
            }
        }
    }

    /// Takes the choice at a place; the date, once its day is chosen.
    pub fn choose(&mut self, place: usize) -> Option<Date> {
        match self.choices() {
            Choices::Decades(decades) => self.decade = decades.get(place).copied(),
            Choices::Years(years) => self.year = years.get(place).copied(),
            Choices::Months(months) => self.month = months.get(place).copied(),
            Choices::Days(days) => {
                return Date::new(self.year?, self.month?, *days.get(place)?).ok();
            }
        }
        self.go_on();
        None
    }

    fn go_on(&mut self) {
        loop {
            match self.choices() {
                Choices::Decades(only) if only.len() == 1 => self.decade = only.first().copied(),
                Choices::Years(only) if only.len() == 1 => self.year = only.first().copied(),
                Choices::Months(only) if only.len() == 1 => self.month = only.first().copied(),
                _ => return,
            }
        }
    }

    fn has(self, date: Date) -> bool {
        (self.from..=self.to).contains(&date)
    }

    fn has_month(self, year: i16, month: i8) -> bool {
        Date::new(year, month, 1).is_ok_and(|first| first <= self.to && first.last_of_month() >= self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_birthday_takes_four_touches() {
        let mut steps = DateSteps::between(date(1946, 3, 2), date(2010, 11, 22));
        assert_eq!(steps.choices(), Choices::Decades(vec![1940, 1950, 1960, 1970, 1980, 1990, 2000, 2010]));
        assert_eq!(steps.choose(3), None);
        assert_eq!(steps.choose(6), None);
        assert_eq!(steps.choices(), Choices::Months((1..=12).collect()));
        assert_eq!(steps.choose(1), None);
        assert_eq!(steps.choices(), Choices::Days((1..=29).collect()), "1976 had a 29th of February");
        assert_eq!(steps.choose(28), Some(date(1976, 2, 29)));
    }

    #[test]
    fn what_has_one_answer_is_not_asked() {
        let mut steps = DateSteps::between(date(2026, 11, 22), date(2026, 12, 5));
        assert_eq!(steps.choices(), Choices::Months(vec![11, 12]));
        steps.choose(1);
        assert_eq!(steps.choices(), Choices::Days(vec![1, 2, 3, 4, 5]));
    }

    proptest! {
        #[test]
        fn every_way_ends_at_a_date_in_between(from in 0..40_000_i32, length in 0..3_000_i32, picks in proptest::collection::vec(0..40_usize, 4)) {
            let first = date(1900, 1, 1);
            let from = first.saturating_add(jiff::Span::new().days(from));
            let to = from.saturating_add(jiff::Span::new().days(length));
            let mut steps = DateSteps::between(from, to);
            let mut found = None;
            for pick in picks {
                let count = match steps.choices() {
                    Choices::Decades(all) | Choices::Years(all) => all.len(),
                    Choices::Months(all) | Choices::Days(all) => all.len(),
                };
                prop_assert!(count > 0);
                found = steps.choose(pick % count);
                if found.is_some() {
                    break;
                }
            }
            prop_assert!(found.is_some_and(|date| date >= from && date <= to), "{found:?}");
        }
    }
}
