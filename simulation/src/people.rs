//! Who comes to a played station. Everybody is made up.

use jiff::Timestamp;
use jiff::civil::Date;
use yizhan::domain::applying::ShortForm;
use yizhan::domain::{Consent, ConsentPurpose, Form, IdType, JobKind, WantedJob};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// A person's form; each has another number, by which she is found again in whatever file.
#[must_use]
pub fn form(number: u32) -> Form {
    let consent = |purpose| Consent { purpose, version: "2026-11".into(), given: Timestamp::UNIX_EPOCH };
    Form {
        name: format!("测试{}", hanzi(number)),
        id_type: IdType::None,
        no_id_reason: "证件丢失，正在补办".into(),
        phone: format!("138{number:08}"),
        wanted_jobs: vec![WantedJob { kind: JobKind::Cleaner, text: String::new() }],
        consents: vec![consent(ConsentPurpose::Register), consent(ConsentPurpose::Push)],
        note: format!("第{number}号"),
        ..Form::default()
    }
}

/// The form of somebody who turns sixteen between two days: who believes the later one registers her.
#[must_use]
pub fn young(number: u32, by: Date) -> Form {
    let born = by.saturating_sub(jiff::Span::new().years(16));
    let body = format!("430000{}{:03}", born.strftime("%Y%m%d"), number % 1_000);
    Form { id_type: IdType::ResidentId, id_number: with_check(&body), no_id_reason: String::new(), ..form(number) }
}

/// The same as a clerk puts it right.
#[must_use]
pub fn corrected(form: &Form) -> Form {
    Form {
        id_type: IdType::None,
        id_number: String::new(),
        no_id_reason: "证件丢失，正在补办".into(),
        note: format!("{}，已更正", form.note.trim_end_matches("，已更正")),
        ..form.clone()
    }
}

/// Somebody who takes a seat of a day job.
#[must_use]
pub fn worker(number: u32) -> ShortForm {
    let mut form = ShortForm::default();
    form.name = format!("测试{}", hanzi(number));
    form.phone = format!("138{number:08}");
    form.born = Some(jiff::civil::date(1974, 3, 10));
    form
}

fn with_check(body: &str) -> String {
    let sum: u32 = body.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum();
    let check = "10X98765432".chars().nth((sum % 11) as usize).unwrap_or('X');
    format!("{body}{check}")
}

fn hanzi(number: u32) -> String {
    const DIGITS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    let digit = |c: char| c.to_digit(10).and_then(|d| DIGITS.get(d as usize).copied());
    number.to_string().chars().filter_map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use yizhan::domain::registration::check;

    #[test]
    fn whoever_comes_has_a_form_that_a_station_takes() {
        let today = date(2026, 6, 1);
        assert_eq!(check(&form(41), today).map(drop), Ok(()));
        assert_eq!(check(&young(41, today), today).map(drop), Ok(()));
        assert!(check(&young(41, date(2027, 6, 1)), today).is_err(), "she is fifteen");
        assert_eq!(check(&corrected(&young(41, today)), today).map(drop), Ok(()));
    }
}
