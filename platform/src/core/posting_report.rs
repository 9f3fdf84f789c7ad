//! Whether a report of a posting can be right. It is about nobody; whether the posting exists is looked at when it is
//! counted, since it may have been withdrawn in the meantime.

use super::registration::{Checked, LINE_CHARS, ensure, is_text, read};
use yizhan_wire::{Entry, PostingReport, ReceiptNo};

/// Examines the body of an entry that reports a posting.
pub fn examine(entry: &Entry) -> Checked {
    let report: PostingReport = read(entry.body.get(), &["receipt", "posting", "title", "flaw"])?;
    ensure(report.receipt == ReceiptNo::of(entry.station, entry.seq), "receipt")?;
    ensure(report.posting.0 > 0, "posting")?;
    ensure(is_text(&report.title, LINE_CHARS), "title")?;
    ensure(is_text(&report.employer, LINE_CHARS), "employer")
}

#[cfg(test)]
mod tests {
    use super::super::application::tests::entry;
    use super::*;
    use yizhan_wire::{EntryKind, PostingFlaw, PostingId, SeqNo, StationId};

    fn report() -> PostingReport {
        PostingReport {
            receipt: ReceiptNo::of(StationId(7), SeqNo(3)),
            posting: PostingId(42),
            title: "电焊工".into(),
            employer: "测试厂".into(),
            flaw: PostingFlaw::Taken,
        }
    }

    #[test]
    fn a_report_that_names_its_posting_and_its_own_receipt_is_taken() {
        examine(&entry(EntryKind::PostingReport, &report())).unwrap();
        let other = PostingReport { receipt: ReceiptNo::of(StationId(7), SeqNo(4)), ..report() };
        assert_eq!(examine(&entry(EntryKind::PostingReport, &other)).unwrap_err().field, "receipt");
        let none = PostingReport { posting: PostingId(0), ..report() };
        assert_eq!(examine(&entry(EntryKind::PostingReport, &none)).unwrap_err().field, "posting");
    }
}
