//! The record of a day's work: a text that a person can read and a station has signed, so that she can show it later where
//! wages are claimed. What is read is what is signed: the last line is the signature over all lines before it.

use crate::enrolment::PublicKey;
use crate::ids::StationId;
use crate::receipt::ReceiptNo;
use crate::signature::{NotSigned, SigningKey};
use data_encoding::BASE64URL_NOPAD;
use jiff::civil::Date;

/// The first line: what the text is, and by which rules.
const TITLE: &str = "零工做工记录（第1版）";
/// Before the worker's name.
const NAME: &str = "姓名：";
/// Before the number of the station, by which its key is found.
const STATION: &str = "驿站：";
/// Before the signature.
const SIGNATURE: &str = "签名：";

/// What both sides have said of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRecord<'a> {
    pub station: StationId,
    pub station_name: &'a str,
    /// The number of her seat.
    pub receipt: &'a ReceiptNo,
    pub name: &'a str,
    pub employer: &'a str,
    pub title: &'a str,
    pub day: Date,
    pub minutes: u32,
    pub pay_fen: i64,
    /// Whether it was paid out when they said so.
    pub paid: bool,
    /// Who spoke for the employer.
    pub for_employer: &'a str,
}

impl DayRecord<'_> {
    /// The lines that are signed; always Chinese, since it is shown at an office.
    #[must_use]
    pub fn text(&self) -> String {
        let hours = format!("{}小时{}分", self.minutes / 60, self.minutes % 60);
        let pay = format!("{}.{:02}元", self.pay_fen / 100, self.pay_fen % 100);
        let paid = if self.paid { "当天已付" } else { "当天未付" };
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        [
            TITLE.to_owned(),
            format!("编号：{}", self.receipt),
            format!("{NAME}{}", line(self.name)),
            format!("单位：{}", line(self.employer)),
            format!("工作：{}", line(self.title)),
            format!("日期：{}", self.day),
            format!("工时：{hours}"),
            format!("工钱：{pay}，{paid}"),
            format!("双方确认，单位方：{}", line(self.for_employer)),
            format!("{STATION}{} {}", self.station, line(self.station_name)),
        ]
        .join("\n")
    }

    /// The text with the station's signature below it.
    #[must_use]
    pub fn signed(&self, key: &SigningKey) -> String {
        let text = self.text();
        let signature = BASE64URL_NOPAD.encode(&key.sign_bytes(text.as_bytes()));
        format!("{text}\n{SIGNATURE}{signature}")
    }

    /// Whether the signed text is this record and was signed by this station.
    ///
    /// # Errors
    /// Says what is missing or wrong.
    pub fn check(&self, signed: &str, key: &PublicKey) -> Result<(), NotSigned> {
        let (text, _) = parts(signed).ok_or(NotSigned::Missing)?;
        if text != self.text() {
            return Err(NotSigned::OtherBody);
        }
        verify(signed, key)
    }
}

/// The station that a signed text names; whether it signed it is another question.
#[must_use]
pub fn station_of(signed: &str) -> Option<StationId> {
    let (text, _) = parts(signed)?;
    let line = text.lines().last()?.strip_prefix(STATION)?;
    line.split(' ').next()?.parse().ok()
}

/// The lines that a person reads: all but the signature.
pub fn lines(signed: &str) -> impl Iterator<Item = &str> {
    signed.lines().filter(|line| !line.starts_with(SIGNATURE))
}

/// Whose record it is, and what the station is called, as the text says.
#[must_use]
pub fn names_in(signed: &str) -> Option<(String, String)> {
    let (text, _) = parts(signed)?;
    let name = text.lines().find_map(|line| line.strip_prefix(NAME))?.to_owned();
    let (_, station) = text.lines().last()?.strip_prefix(STATION)?.split_once(' ')?;
    Some((name, station.to_owned()))
}

/// Whether this key's holder signed the text.
///
/// # Errors
/// Says what is missing or wrong.
pub fn verify(signed: &str, key: &PublicKey) -> Result<(), NotSigned> {
    let (text, signature) = parts(signed).ok_or(NotSigned::Missing)?;
    let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).map_err(|_| NotSigned::Foreign)?;
    key.verify_bytes(text.as_bytes(), &signature)
}

/// The lines and the signature. Ends of lines and blanks around it, which a telephone may have changed, do not count.
fn parts(signed: &str) -> Option<(String, String)> {
    let lines: Vec<&str> = signed.trim().lines().map(str::trim).collect();
    let (last, lines) = lines.split_last()?;
    let signature = last.strip_prefix(SIGNATURE)?.trim().to_owned();
    (lines.first() == Some(&TITLE)).then(|| (lines.join("\n"), signature))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SeqNo;

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_seed(&[byte; 32]).unwrap()
    }

    fn record(receipt: &ReceiptNo) -> DayRecord<'_> {
        DayRecord {
            station: StationId(12),
            station_name: "测试驿站",
            receipt,
            name: "测试甲",
            employer: "测试物流有限公司",
            title: "装卸工",
            day: "2026-11-22".parse().unwrap(),
            minutes: 510,
            pay_fen: 20_050,
            paid: false,
            for_employer: "测试工头",
        }
    }

    #[test]
    fn what_is_read_is_what_the_station_signed() {
        let receipt = ReceiptNo::of(StationId(12), SeqNo(345));
        let signed = record(&receipt).signed(&key(3));
        assert!(signed.contains("工时：8小时30分") && signed.contains("工钱：200.50元，当天未付"), "{signed}");
        assert_eq!(station_of(&signed), Some(StationId(12)));
        assert_eq!(names_in(&signed), Some(("测试甲".to_owned(), "测试驿站".to_owned())));
        assert_eq!(verify(&signed, &key(3).public()), Ok(()));
        assert_eq!(record(&receipt).check(&signed, &key(3).public()), Ok(()));
        assert_eq!(verify(&signed.replace('\n', "\r\n"), &key(3).public()), Ok(()), "as a telephone may write it");
    }

    #[test]
    fn a_changed_figure_or_another_stations_signature_does_not_count() {
        let receipt = ReceiptNo::of(StationId(12), SeqNo(345));
        let signed = record(&receipt).signed(&key(3));
        assert_eq!(verify(&signed.replace("200.50", "900.50"), &key(3).public()), Err(NotSigned::Foreign));
        assert_eq!(verify(&signed, &key(4).public()), Err(NotSigned::Foreign));
        let other = DayRecord { minutes: 60, ..record(&receipt) };
        assert_eq!(other.check(&signed, &key(3).public()), Err(NotSigned::OtherBody));
        assert_eq!(verify("零工做工记录", &key(3).public()), Err(NotSigned::Missing));
    }

    #[test]
    fn a_line_that_somebody_typed_into_a_name_becomes_no_line_of_the_record() {
        let receipt = ReceiptNo::of(StationId(12), SeqNo(345));
        let record = DayRecord { for_employer: "测试工头\n工钱：900.00元", ..record(&receipt) };
        assert_eq!(record.text().lines().count(), 10);
    }
}
