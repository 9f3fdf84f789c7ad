//! To which groups a person belongs, as dated data: who was unemployed in March need not be in May, and a plan of the year
//! asks for the day (domain facts: the groups and what proves them are the province's, and change).

use super::nouns::{Category, TagSource};
use jiff::civil::Date;

/// A group, from one day to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub category: Category,
    pub source: TagSource,
    pub from: Date,
    /// The last day.
    pub until: Option<Date>,
    /// Which paper was seen.
    pub evidence: String,
}

impl Tag {
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it holds on any day of a span.
    #[must_use]
    pub fn touches(&self, from: Date, to: Date) -> bool {
        self.from <= to && self.until.is_none_or(|until| from <= until)
    }
}

/// The groups that hold on a day, each once.
#[must_use]
pub fn on(tags: &[Tag], day: Date) -> Vec<Category> {
    let mut held: Vec<Category> = tags.iter().filter(|tag| tag.holds_on(day)).map(|tag| tag.category).collect();
    held.sort_unstable();
    held.dedup();
    held
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_group_holds_from_its_first_day_through_its_last() {
        let tag = Tag {
            category: Category::RegisteredUnemployed,
            source: TagSource::Declared,
            from: date(2026, 3, 1),
            until: Some(date(2026, 5, 31)),
            evidence: String::new(),
        };
        let held = |day| on(std::slice::from_ref(&tag), day);
        assert!(held(date(2026, 2, 28)).is_empty() && held(date(2026, 6, 1)).is_empty());
        assert_eq!(held(date(2026, 3, 1)), [Category::RegisteredUnemployed]);
        assert_eq!(held(date(2026, 5, 31)), [Category::RegisteredUnemployed]);
        assert!(
            tag.touches(date(2026, 5, 31), date(2026, 12, 31)) && !tag.touches(date(2026, 6, 1), date(2026, 12, 31))
        );
    }
}
