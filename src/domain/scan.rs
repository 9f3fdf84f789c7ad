//! What a scanned code may mean at the desk. A person's slip says its number among other words; everything else, such as
//! the codes that wallets show and that stand for a person or her money, means nothing here and is dropped unread.

use super::nouns::{EntryKind, ReceiptNo, SlipSeal, StationId};
use jiff::civil::Date;

/// What goes on of a scanned slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    pub receipt: ReceiptNo,
    /// What makes the slip prove itself, where that stands in its code.
    pub seal: Option<Box<SlipSeal>>,
}

/// What a slip proves without a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlipProof {
    /// Nothing: no seal stands in its code, or this station believes nobody yet.
    None,
    /// A seal that no station of this province made, as far as this station knows.
    Foreign,
    /// A station of this province made it.
    Genuine { station: StationId, receipt: ReceiptNo, kind: Option<EntryKind>, day: Date },
}

/// What a scanned text says of a slip; nothing where it is the code of anything else. A seal counts only for the number that a
/// person reads beside it.
#[must_use]
pub fn scanned(text: &str) -> Option<Scan> {
    let seal = SlipSeal::find(text).ok();
    let receipt = receipt_in(text).or_else(|| seal.as_ref().map(SlipSeal::receipt))?;
    let seal = seal.filter(|seal| seal.receipt() == receipt).map(Box::new);
    Some(Scan { receipt, seal })
}

/// The number of a receipt that stands in a scanned text, with right check digits.
#[must_use]
pub fn receipt_in(text: &str) -> Option<ReceiptNo> {
    let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '-');
    numbers.filter(|number| number.matches('-').count() == 2).find_map(ReceiptNo::parse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{SeqNo, StationId};

    #[test]
    fn the_code_on_a_slip_leads_to_its_receipt() {
        let receipt = ReceiptNo::of(StationId(12), SeqNo(7));
        let text = format!("求职登记回执\n回执号：{receipt}\n驿站：测试驿站\n登记日期：2026年11月22日");
        assert_eq!(receipt_in(&text), Some(receipt));
    }

    #[test]
    fn a_code_of_anything_else_is_no_receipt() {
        for text in ["", "https://example.org/0012-000007-75", "0012-000007-76", "2026-11-22", "6901234567892"] {
            assert_eq!(receipt_in(text).is_some(), text.contains("-75"), "{text}");
        }
    }
}
