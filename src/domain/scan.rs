//! What a scanned code may mean at the desk. A person's slip says its number among other words; everything else, such as
//! the codes that wallets show and that stand for a person or her money, means nothing here and is dropped unread.

use super::nouns::ReceiptNo;

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
