//! Files that were carried here by hand: their entries are taken in as if they had come over a line, and what the station would
//! have been answered goes back into a file for it.

use super::postings::{PageWanted, StoredPage};
use super::service::Platform;
use super::storage::{Station, StorageError};
use super::trust::{NotAdmitted, Said, Trust};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use yizhan_wire::bundle::{self, NoBundle, Opened, Way};
use yizhan_wire::carried::{DownHead, DownPart, UpHead, UpPart};
use yizhan_wire::enrolment::PublicKey;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::{Cursor, MAX_BATCH, MAX_NOTICES, MAX_PAGE, NoticeMark, Outcome, StationId, zip};

/// The most pages in a file: with them a station's first load of a whole province still fits.
const PAGES: usize = 100;
/// The most bytes of pages in a file: a stick of any size holds them, and they are copied within a minute.
const PAGES_BYTES: usize = 64 * 1024 * 1024;

/// What came of a file, and the one that is to be carried back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    pub station: StationId,
    /// Entries taken now.
    pub accepted: usize,
    /// Entries that had come before, over a line or in another file.
    pub known: usize,
    pub refused: usize,
    /// Changes of the feed that go back.
    pub changes: usize,
    pub notices: usize,
    pub back: Vec<u8>,
}

/// Why a file is not taken. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum NotCarried {
    #[error(transparent)]
    File(#[from] NoBundle),
    #[error("it names a station that never enrolled here")]
    UnknownStation,
    #[error("what is in it cannot be read")]
    Unreadable,
    #[error("its station was revoked, or another machine uses its name")]
    NotAdmitted(NotAdmitted),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The parts of a file that its station signed, by its key or by the one before.
fn verified(opened: &Opened, station: &Station, trust: &Trust, now: Timestamp) -> Result<Vec<Vec<u8>>, NoBundle> {
    let by_old = |wrong| match trust.old_key_at(now) {
        Some(old) => opened.verify(old),
        None => Err(wrong),
    };
    opened.verify(&station.key).or_else(by_old)
}

impl Platform {
    /// Takes in a file and makes the one to carry back. A file that comes again, or after its entries came over a line, is
    /// answered as a repeated upload is. `random` are 32 fresh random bytes.
    ///
    /// # Errors
    /// When the file is none of a station enrolled here, whole and unchanged.
    pub fn carried(&self, file: &[u8], now: Timestamp, random: [u8; 32]) -> Result<Carried, NotCarried> {
        let (key, opened) = self.opened(Way::Up, file)?;
        let station = self.station(opened.station)?.ok_or(NotCarried::UnknownStation)?;
        let trust = self.trust(station.id)?;
        let parts = verified(&opened, &station, &trust, now)?;
        let (head, uploads) = parts.split_first().ok_or(NotCarried::Unreadable)?;
        let head: UpHead = read(head)?;
        let said = Said { machine: head.machine.clone(), ..Said::default() };
        self.admit(station.id, &trust, &said, now)?.map_err(NotCarried::NotAdmitted)?;
        // All are read before one is taken: a file is good or it is not.
        let uploads = uploads.iter().map(|part| read(part)).collect::<Result<Vec<UpPart>, _>>()?;
        if uploads.iter().any(|upload| upload.entries.len() > MAX_BATCH) {
            return Err(NotCarried::Unreadable);
        }
        let mut carried = Carried {
            station: station.id,
            accepted: 0,
            known: 0,
            refused: 0,
            changes: 0,
            notices: 0,
            back: Vec::new(),
        };
        let mut back = vec![write(&DownHead { made_at: now, after: head.cursor, notices: head.notices })?];
        for upload in &uploads {
            let answers = self.take_in(station.id, upload, now)?;
            for answer in &answers.answers {
                match answer.outcome {
                    Outcome::Accepted { .. } => carried.accepted += 1,
                    Outcome::Known { .. } => carried.known += 1,
                    Outcome::Refused(_) | Outcome::Conflict => carried.refused += 1,
                }
            }
            back.push(write(&DownPart::Answers(answers))?);
        }
        self.add_notices(station.id, head.notices, &mut carried, &mut back)?;
        let most =
            head.most_bytes.map_or(PAGES_BYTES, |most| usize::try_from(most).unwrap_or(PAGES_BYTES).min(PAGES_BYTES));
        self.add_pages((&station, &key.public()), (head.cursor, most), now, &mut carried, &mut back)?;
        carried.back = bundle::seal(Way::Down, key, station.id, &station.key, &back, random)?;
        Ok(carried)
    }

    /// What a station wrote down of itself for who helps from afar (`yizhan bundle`), and which station. Also of one that was revoked:
    /// why it is not well is asked all the same.
    ///
    /// # Errors
    /// When the file is none of a station enrolled here, whole and unchanged.
    pub fn help_wanted(&self, file: &[u8], now: Timestamp) -> Result<(StationId, Vec<u8>), NotCarried> {
        let (_, opened) = self.opened(Way::Help, file)?;
        let station = self.station(opened.station)?.ok_or(NotCarried::UnknownStation)?;
        let parts = verified(&opened, &station, &self.trust(station.id)?, now)?;
        let text = parts.first().and_then(|packed| zip::unpack(packed).ok()).ok_or(NotCarried::Unreadable)?;
        Ok((station.id, text))
    }

    /// The file, opened by the key that it was sealed to: which is the one its station believes.
    fn opened(&self, way: Way, file: &[u8]) -> Result<(&SigningKey, Opened), NoBundle> {
        let mut shut = NoBundle::DoesNotOpen;
        for key in self.keys_newest_first() {
            match bundle::open(way, key, file) {
                Ok(opened) => return Ok((key, opened)),
                Err(why) => shut = why,
            }
        }
        Err(shut)
    }

    fn add_notices(
        &self,
        station: StationId,
        mark: NoticeMark,
        carried: &mut Carried,
        back: &mut Vec<Vec<u8>>,
    ) -> Result<(), NotCarried> {
        let mut page = self.notices(station, mark, MAX_NOTICES)?;
        while let Some(last) = page.notices.last().map(|notice| notice.seq) {
            carried.notices += page.notices.len();
            let more = page.more;
            back.push(write(&DownPart::Notices(page))?);
            if !more {
                break;
            }
            // What stands in the file is not at the station yet and does not count as taken.
            page = self.notices_behind(station, last, MAX_NOTICES)?;
        }
        Ok(())
    }

    fn add_pages(
        &self,
        (station, believed): (&Station, &PublicKey),
        (after, most): (Cursor, usize),
        now: Timestamp,
        carried: &mut Carried,
        back: &mut Vec<Vec<u8>>,
    ) -> Result<(), NotCarried> {
        /// Written as [`DownPart::Page`] is.
        #[derive(Serialize)]
        struct Part<T> {
            page: T,
        }
        let (mut after, mut bytes) = (after, 0);
        for _ in 0..PAGES {
            let page = StoredPage {
                keys: self.announced(believed),
                certificate: self.certificate_of(station.id, &station.key),
                ..self.page(PageWanted { asker: station.id, after, limit: MAX_PAGE, ahead: 0 }, now)?
            };
            let (more, last) = (page.more, page.changes.last().map(super::postings::StoredChange::seq));
            carried.changes += page.changes.len();
            let part = write(&Part { page })?;
            bytes += part.len();
            back.push(part);
            match last {
                Some(last) if more && bytes < most => after = last,
                _ => break,
            }
        }
        Ok(())
    }
}

fn read<T: DeserializeOwned>(part: &[u8]) -> Result<T, NotCarried> {
    let plain = zip::unpack(part).map_err(|_| NotCarried::Unreadable)?;
    serde_json::from_slice(&plain).map_err(|_| NotCarried::Unreadable)
}

fn write(part: &impl Serialize) -> Result<Vec<u8>, NotCarried> {
    let plain = serde_json::to_vec(part).map_err(|_| NotCarried::Unreadable)?;
    zip::pack(&plain).map_err(|_| NotCarried::Unreadable)
}
