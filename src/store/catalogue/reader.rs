//! Reading the catalogue beside its writer. Every reading that shows postings takes the station's day: one that has ended
//! is never shown as open.

use crate::domain::ground::Ground;
use crate::domain::ledger::CatalogueState;
use crate::domain::listing::{BenefitSet, Listing, ShiftSet};
use crate::domain::query::Hit;
use crate::domain::{DivisionCode, Education, JobKind, Posting, PostingId, Settlement, SourceKind, WageUnit, WorkForm};
use crate::store::values::{day, optional};
use crate::store::{Result, StoreError, open};
use jiff::civil::Date;
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::path::Path;
use zstd::bulk::Decompressor;
use zstd::zstd_safe::get_frame_content_size;

/// A posting's JSON is smaller than this; what unpacks to more was not written by us.
const MAX_POSTING_BYTES: usize = 1024 * 1024;

const LISTING: &str = "SELECT id, slot, title, employer, title_pinyin, employer_pinyin, job_kind, work_form,
    coalesce(division, ''), district, wage_min_fen, wage_max_fen, wage_unit, settlement, education, source_kind, benefits,
    shifts, posted_on, valid_until, age_max, disability_welcome FROM posting";

/// What a list shows of a posting.
const SHOWN: &str = "SELECT id, title, employer, wage, district, job_kind, work_form, benefits, division, posted_on,
    valid_until, confirmed_on, doubted, headcount FROM posting WHERE id = ?1 AND valid_until >= ?2";

/// A reading connection to catalogue.db.
pub struct CatalogueReader {
    pub(super) db: Connection,
    pub(super) unpacker: RefCell<Unpacker>,
}

/// Where distances are told from, and what is known of the ground between.
pub type Whence<'a> = (Option<&'a DivisionCode>, &'a Ground);

impl CatalogueReader {
    /// Opens catalogue.db for reading; its writer must have made it.
    pub fn open(data: &Path) -> Result<Self> {
        Ok(Self { db: open::catalogue_reader(data)?, unpacker: RefCell::new(Unpacker::new()?) })
    }

    pub fn state(&self, today: Date) -> Result<CatalogueState> {
        super::state(&self.db, today)
    }

    /// One posting, all fields; `None` where it is gone or has ended.
    pub fn posting(&self, id: PostingId, today: Date) -> Result<Option<Posting>> {
        let mut statement = self.db.prepare_cached("SELECT whole FROM posting WHERE id = ?1 AND valid_until >= ?2")?;
        let packed = statement.query_row((id.0, today.to_string()), |row| row.get::<_, Vec<u8>>(0));
        optional(packed)?.map(|packed| self.unpacker.borrow_mut().read(&packed)).transpose()
    }

    /// Postings as a list shows them, in the order of `ids`, with how far each is from `here` as far as the ground is known;
    /// those that are gone or have ended are left out.
    pub fn postings(&self, ids: &[PostingId], today: Date, (here, ground): Whence<'_>) -> Result<Vec<Hit>> {
        let mut statement = self.db.prepare_cached(SHOWN)?;
        let today = today.to_string();
        let mut hits = Vec::with_capacity(ids.len());
        for id in ids {
            let mut rows = statement.query((id.0, &today))?;
            if let Some(row) = rows.next()? {
                hits.push(hit(row, (here, ground))?);
            }
        }
        Ok(hits)
    }

    /// Hands every posting that is open on `today` to `each`: for the first filling of the index.
    pub fn each_listing(&self, today: Date, mut each: impl FnMut(&Listing<'_>)) -> Result<()> {
        // Most are open: reading the table from one end to the other is half the work of going by the index of ends.
        let mut statement = self.db.prepare(&format!("{LISTING} NOT INDEXED WHERE valid_until >= ?1 ORDER BY id"))?;
        let mut rows = statement.query([today.to_string()])?;
        while let Some(row) = rows.next()? {
            each(&listing(row)?);
        }
        super::give_back_memory(&self.db)
    }

    /// Hands those of `ids` that are there to `each`: after a part of the feed was applied, what is not handed over was
    /// withdrawn.
    pub fn listings_of(&self, ids: &[PostingId], mut each: impl FnMut(&Listing<'_>)) -> Result<()> {
        let mut statement = self.db.prepare(&format!("{LISTING} WHERE id = ?1"))?;
        for id in ids {
            let mut rows = statement.query([id.0])?;
            if let Some(row) = rows.next()? {
                each(&listing(row)?);
            }
        }
        Ok(())
    }
}

/// Reads postings as the writer packs them.
pub(super) struct Unpacker(Decompressor<'static>);

impl Unpacker {
    pub(super) fn new() -> Result<Self> {
        Decompressor::new().map(Self).map_err(|_| StoreError::Unreadable("zstd"))
    }

    /// A posting, or the part of it that `T` names: what is passed over is not copied.
    pub(super) fn read<T: DeserializeOwned>(&mut self, packed: &[u8]) -> Result<T> {
        let unreadable = || StoreError::Unreadable("a posting");
        // The frame says how large it is; one that says nothing or too much was not written by us.
        let size = get_frame_content_size(packed).ok().flatten().and_then(|size| usize::try_from(size).ok());
        let size = size.filter(|size| *size <= MAX_POSTING_BYTES).ok_or_else(unreadable)?;
        let text = self.0.decompress(packed, size).map_err(|_| unreadable())?;
        serde_json::from_slice(&text).map_err(|_| unreadable())
    }
}

fn hit(row: &Row<'_>, (here, ground): Whence<'_>) -> Result<Hit> {
    let text = |column: usize| -> Result<&str> { text_or_none(row, column).map(Option::unwrap_or_default) };
    let there = text_or_none(row, 8)?.and_then(DivisionCode::new);
    Ok(Hit {
        id: PostingId(row.get(0)?),
        title: row.get(1)?,
        employer: row.get(2)?,
        wage: serde_json::from_str(text(3)?).map_err(|_| StoreError::Unreadable("a wage"))?,
        district: district(text(4)?, there.as_ref(), ground),
        job_kind: JobKind::parse(text(5)?).unwrap_or(JobKind::Other),
        work_form: WorkForm::parse(text(6)?).unwrap_or(WorkForm::Other),
        benefits: BenefitSet(row.get(7)?).iter().collect(),
        away: here.zip(there.as_ref()).and_then(|(here, there)| ground.between(here, there)),
        posted_on: day(text(9)?)?,
        valid_until: day(text(10)?)?,
        confirmed_on: text_or_none(row, 11)?.map(day).transpose()?,
        doubted: row.get(12)?,
        headcount: row.get(13)?,
    })
}

/// The district with the street or town, where that is known.
fn district(words: &str, there: Option<&DivisionCode>, ground: &Ground) -> String {
    match there.and_then(|there| ground.street(there.as_str())) {
        Some(street) if !words.contains(&street.name) => format!("{words} {}", street.name).trim_start().to_owned(),
        _ => words.to_owned(),
    }
}

fn text_or_none<'a>(row: &'a Row<'_>, column: usize) -> Result<Option<&'a str>> {
    row.get_ref(column)?.as_str_or_null().map_err(|_| StoreError::Unreadable("a posting's column"))
}

fn listing<'a>(row: &'a Row<'_>) -> Result<Listing<'a>> {
    let text = |column: usize| -> Result<&'a str> { text_or_none(row, column).map(Option::unwrap_or_default) };
    let code = |column: usize| text_or_none(row, column).ok().flatten();
    Ok(Listing {
        id: PostingId(row.get(0)?),
        slot: row.get(1)?,
        title: text(2)?,
        employer: text(3)?,
        title_pinyin: text(4)?,
        employer_pinyin: text(5)?,
        job_kind: JobKind::parse(text(6)?).unwrap_or(JobKind::Other),
        work_form: WorkForm::parse(text(7)?).unwrap_or(WorkForm::Other),
        division: text(8)?,
        district: text(9)?,
        wage_min_fen: row.get(10)?,
        wage_max_fen: row.get(11)?,
        wage_unit: code(12).and_then(WageUnit::parse),
        settlement: code(13).and_then(Settlement::parse),
        education: code(14).and_then(Education::parse),
        source: SourceKind::parse(text(15)?).unwrap_or(SourceKind::Other),
        benefits: BenefitSet(row.get(16)?),
        shifts: ShiftSet(row.get(17)?),
        posted_on: day(text(18)?)?,
        valid_until: day(text(19)?)?,
        age_max: row.get(20)?,
        disability_welcome: row.get(21)?,
    })
}
