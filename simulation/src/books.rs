//! The sync's books and the feed over a station's own stores, and how somebody might keep them who makes a mistake.

use super::defect::Defect;
use jiff::{Timestamp, civil::Date};
use yizhan::domain::ledger::{Answered, LineState, Verdict};
use yizhan::domain::notice::Notice;
use yizhan::domain::{Cursor, EntryId, SeqNo};
use yizhan::runtime::catalogue::apply_page;
use yizhan::runtime::intake::Intake;
use yizhan::runtime::not_kept;
use yizhan::store::{Catalogue, Station};
use yizhan::sync::receipt::Sent;
use yizhan::sync::round::{Books, Feed, NotKept, Position, Standing};
use yizhan_wire::slip::StationCertificate;
use yizhan_wire::trust::Succession;
use yizhan_wire::{Entry, Page};

/// The station's books; with a planted defect kept a little otherwise.
pub struct Crooked<'a> {
    pub station: &'a mut Station,
    pub defect: Option<Defect>,
}

impl Books for Crooked<'_> {
    fn standing(&mut self) -> Result<Standing, NotKept> {
        self.station.standing()
    }

    fn batch(&mut self, behind: SeqNo, limit: usize) -> Result<Vec<Entry>, NotKept> {
        let mut batch = self.station.batch(behind, limit)?;
        if self.defect == Some(Defect::MadeAgain) {
            for entry in &mut batch {
                // A name of its own for each try, and with it a place of its own.
                let tries = self.station.entries(usize::MAX).map_err(not_kept)?;
                let tries = tries.iter().find(|row| row.id == entry.id).map_or(0, |row| row.attempts);
                entry.seq = SeqNo(entry.seq.0 + i64::from(tries) * 1_000);
                if tries > 0 {
                    entry.id = EntryId::new(u64::from(tries), [tries as u8; 10]);
                }
            }
        }
        Ok(batch)
    }

    fn still_waiting(&mut self, ids: Vec<EntryId>) -> Result<Vec<Sent>, NotKept> {
        Books::still_waiting(self.station, ids)
    }

    fn settle(&mut self, mut changes: Vec<Answered>, at: Timestamp) -> Result<(), NotKept> {
        if self.defect == Some(Defect::RefusedIsTaken) {
            for change in &mut changes {
                change.verdict = Verdict::Acknowledged;
            }
        }
        self.station.settle(changes, at)
    }

    fn unanswered(&mut self, ids: Vec<EntryId>) -> Result<(), NotKept> {
        if self.defect == Some(Defect::SentIsTaken) {
            let taken = ids.iter().map(|id| Answered { entry: *id, verdict: Verdict::Acknowledged }).collect();
            return self.station.settle(taken, Timestamp::UNIX_EPOCH);
        }
        self.station.unanswered(ids)
    }

    fn remember(&mut self, line: LineState) -> Result<(), NotKept> {
        self.station.remember(line)
    }

    fn take_notices(&mut self, mut notices: Vec<Notice>, at: Timestamp) -> Result<(), NotKept> {
        if self.defect == Some(Defect::LeaseDoubled) {
            for notice in &mut notices {
                if let Some(seats) = notice.body.get_mut("seats") {
                    *seats = seats.as_u64().map_or_else(|| seats.clone(), |leased| (2 * leased).into());
                }
            }
        }
        Books::take_notices(self.station, notices, at)
    }

    fn seen_to(&mut self, seen_to: SeqNo) -> Result<(), NotKept> {
        if self.defect == Some(Defect::DeafToSeen) { Ok(()) } else { Books::seen_to(self.station, seen_to) }
    }

    fn announced(&mut self, keys: Vec<Succession>) -> Result<(), NotKept> {
        self.station.announced(keys)
    }

    fn certified(&mut self, certificate: StationCertificate) -> Result<(), NotKept> {
        self.station.certified(certificate)
    }

    fn clock(&mut self, at: Timestamp, off_s: i64) -> Result<(), NotKept> {
        self.station.clock(at, off_s)
    }

    fn spend(&mut self, day: Date, up: u64, down: u64) -> Result<(), NotKept> {
        Books::spend(self.station, day, up, down)
    }
}

/// The station's catalogue.
pub struct Shelf<'a> {
    pub catalogue: &'a mut Catalogue,
    pub intake: &'a mut Intake,
    pub defect: Option<Defect>,
}

impl Feed for Shelf<'_> {
    fn position(&mut self) -> Result<Position, NotKept> {
        let state = self.catalogue.state(Date::MAX).map_err(not_kept)?;
        Ok(Position { cursor: state.cursor, complete_at: state.complete_at })
    }

    fn apply(&mut self, after: Cursor, page: Page, at: Timestamp) -> Result<(), NotKept> {
        if self.defect == Some(Defect::CursorFirst) {
            // The last change goes in first, and with it the cursor; a moment later the others would follow.
            let (mut first, mut rest) = (page.clone(), page);
            let last = first.changes.len().saturating_sub(1);
            first.changes.drain(..last);
            rest.changes.truncate(last);
            apply_page(self.catalogue, self.intake, after, first, at, |_| true).map_err(not_kept)?;
            return apply_page(self.catalogue, self.intake, after, rest, at, |_| true).map(drop).map_err(not_kept);
        }
        apply_page(self.catalogue, self.intake, after, page, at, |_| true).map(drop).map_err(not_kept)
    }
}
