//! Whether a report of searches in vain can be right. It is about nobody; what is checked is that it stays so and can be
//! counted with.

use super::registration::{Checked, ensure, is_text, read};
use yizhan_wire::{Entry, SearchReport};

/// The longest name of a district.
const DISTRICT_CHARS: usize = 100;
/// The most lines; a station of ours sends fewer.
const LINES: usize = 1_000;

/// Examines the body of an entry that is a report of searches. The day is not judged: clocks of stations are wrong, and a
/// refused report could be put right by nobody.
pub fn examine(entry: &Entry) -> Checked {
    let report: SearchReport = read(entry.body.get(), &["day", "unanswered"])?;
    let lines = &report.unanswered;
    ensure((1..=LINES).contains(&lines.len()), "unanswered")?;
    ensure(lines.iter().all(|line| line.count > 0), "unanswered.count")?;
    let named = |district: &str| !district.trim().is_empty() && is_text(district, DISTRICT_CHARS);
    ensure(lines.iter().filter_map(|line| line.district.as_deref()).all(named), "unanswered.district")
}

#[cfg(test)]
mod tests {
    use super::super::test_entry::entry;
    use super::*;

    use yizhan_wire::{EntryKind, Refusal, RefusalCode};

    fn examined(body: &str) -> Result<(), (RefusalCode, String)> {
        let entry = entry(EntryKind::SearchReport, body);
        examine(&entry).map_err(|Refusal { code, field }| (code, field))
    }

    #[test]
    fn a_report_of_counts_is_taken_with_codes_of_the_future() {
        let line = r#"{"job_kind":"welder","district":"长沙市 雨花区","matter":"district","count":2}"#;
        assert_eq!(examined(&format!(r#"{{"day":"2026-11-21","unanswered":[{line},{{"count":1}}]}}"#)), Ok(()));
        assert_eq!(examined(r#"{"day":"1970-01-01","unanswered":[{"matter":"mood","count":9}]}"#), Ok(()));
    }

    #[test]
    fn what_cannot_be_counted_with_is_refused_by_its_field() {
        for (body, code, field) in [
            ("[]", RefusalCode::UnreadableBody, ""),
            (r#"{"unanswered":[]}"#, RefusalCode::Missing, "day"),
            (r#"{"day":"2026-11-21"}"#, RefusalCode::Missing, "unanswered"),
            (r#"{"day":"2026-11-21","unanswered":[]}"#, RefusalCode::Invalid, "unanswered"),
            (r#"{"day":"2026-11-21","unanswered":[{"count":0}]}"#, RefusalCode::Invalid, "unanswered.count"),
            (
                r#"{"day":"2026-11-21","unanswered":[{"district":"","count":1}]}"#,
                RefusalCode::Invalid,
                "unanswered.district",
            ),
            (
                r#"{"day":"2026-11-21","unanswered":[{"count":"1"}]}"#,
                RefusalCode::UnreadableBody,
                "unanswered[0].count",
            ),
        ] {
            assert_eq!(examined(body), Err((code, field.to_owned())), "{body}");
        }
    }
}
