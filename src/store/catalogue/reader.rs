//! Reading the catalogue beside its writer. Every reading that shows postings takes the station's day: one that has ended
//! is never shown as open.

use crate::domain::ledger::CatalogueState;
use crate::domain::listing::{BenefitSet, Listing};
use crate::domain::query::Hit;
use crate::domain::{JobKind, Posting, PostingId, WageUnit, WorkForm};
use crate::store::values::{day, optional};
use crate::store::{Result, StoreError, open};
use jiff::civil::Date;
use rusqlite::{Connection, Row, Statement};
use std::path::Path;
use zstd::bulk::Decompressor;
use zstd::zstd_safe::get_frame_content_size;

/// A posting's JSON is smaller than this; what unpacks to more was not written by us.
const MAX_POSTING_BYTES: usize = 1024 * 1024;

const LISTING: &str = "SELECT id, title, employer, title_pinyin, employer_pinyin, job_kind, work_form,
    coalesce(division, ''), district, wage_min_fen, wage_max_fen, wage_unit, benefits, posted_on, valid_until FROM posting";

/// A reading connection to catalogue.db.
pub struct CatalogueReader {
    db: Connection,
}

impl CatalogueReader {
    /// Opens catalogue.db for reading; its writer must have made it.
    pub fn open(data: &Path) -> Result<Self> {
        Ok(Self { db: open::catalogue_reader(data)? })
    }

    pub fn state(&self, today: Date) -> Result<CatalogueState> {
        super::state(&self.db, today)
    }

    /// One posting, all fields; `None` where it is gone or has ended.
    pub fn posting(&self, id: PostingId, today: Date) -> Result<Option<Posting>> {
        let mut statement = self.db.prepare("SELECT whole FROM posting WHERE id = ?1 AND valid_until >= ?2")?;
        read_whole(&mut statement, &mut unpacker()?, id, today)
    }

    /// Postings as a list shows them, in the order of `ids`; those that are gone or have ended are left out.
    pub fn postings(&self, ids: &[PostingId], today: Date) -> Result<Vec<Hit>> {
        let mut statement = self.db.prepare("SELECT whole FROM posting WHERE id = ?1 AND valid_until >= ?2")?;
        let mut unpacker = unpacker()?;
        let mut hits = Vec::with_capacity(ids.len());
        for id in ids {
            hits.extend(read_whole(&mut statement, &mut unpacker, *id, today)?.map(hit));
        }
        Ok(hits)
    }

    /// Hands every posting that is open on `today` to `each`, the oldest id first: for the first filling of the index.
    pub fn each_listing(&self, today: Date, mut each: impl FnMut(&Listing<'_>)) -> Result<()> {
        let mut statement = self.db.prepare(&format!("{LISTING} WHERE valid_until >= ?1 ORDER BY id"))?;
        let mut rows = statement.query([today.to_string()])?;
        while let Some(row) = rows.next()? {
            each(&listing(row)?);
        }
        Ok(())
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

    /// Postings whose tasks or requirements hold all of the tokens (made by `search::tokens`), ascending. Ended postings
    /// may be among them: the index, which knows each one's last day, is the filter.
    pub fn text_matches(&self, tokens: &[String]) -> Result<Vec<PostingId>> {
        if tokens.is_empty() {
            return Ok(Vec::new());
        }
        // Tokens are letters, digits and hanzi; quoted they are never read as operators.
        let expression = tokens.iter().map(|t| format!("\"{}\"", t.replace('"', ""))).collect::<Vec<_>>().join(" AND ");
        let mut statement =
            self.db.prepare("SELECT rowid FROM posting_text WHERE posting_text MATCH ?1 ORDER BY rowid")?;
        let rows = statement.query_map([expression], |row| row.get(0).map(PostingId))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Tasks and requirements of one posting, for checking a match of the text index against the text itself.
    pub fn text_of(&self, id: PostingId) -> Result<Option<String>> {
        let mut statement = self.db.prepare("SELECT whole FROM posting WHERE id = ?1 AND valid_until >= ?2")?;
        let posting = read_whole(&mut statement, &mut unpacker()?, id, Date::MIN)?;
        Ok(posting.map(|p| format!("{}\n{}", p.tasks, p.requirements)))
    }
}

fn unpacker() -> Result<Decompressor<'static>> {
    Decompressor::new().map_err(|_| StoreError::Unreadable("zstd"))
}

fn read_whole(
    statement: &mut Statement<'_>,
    unpacker: &mut Decompressor<'_>,
    id: PostingId,
    today: Date,
) -> Result<Option<Posting>> {
    let unreadable = || StoreError::Unreadable("a posting");
    let packed = statement.query_row((id.0, today.to_string()), |row| row.get::<_, Vec<u8>>(0));
    let Some(packed) = optional(packed)? else { return Ok(None) };
    // The frame says how large it is; one that says nothing or too much was not written by us.
    let size = get_frame_content_size(&packed).ok().flatten().and_then(|size| usize::try_from(size).ok());
    let size = size.filter(|size| *size <= MAX_POSTING_BYTES).ok_or_else(unreadable)?;
    let text = unpacker.decompress(&packed, size).map_err(|_| unreadable())?;
    serde_json::from_slice(&text).map_err(|_| unreadable())
}

fn hit(posting: Posting) -> Hit {
    Hit {
        id: posting.id,
        title: posting.title,
        employer: posting.employer,
        wage: posting.wage,
        district: posting.place.district,
        job_kind: posting.job_kind,
        work_form: posting.work_form,
        benefits: posting.benefits,
        headcount: posting.headcount,
        posted_on: posting.posted_on,
        valid_until: posting.valid_until,
    }
}

fn listing<'a>(row: &'a Row<'_>) -> Result<Listing<'a>> {
    let text = |column: usize| -> Result<&'a str> {
        row.get_ref(column)?.as_str().map_err(|_| StoreError::Unreadable("a posting's column"))
    };
    Ok(Listing {
        id: PostingId(row.get(0)?),
        title: text(1)?,
        employer: text(2)?,
        title_pinyin: text(3)?,
        employer_pinyin: text(4)?,
        job_kind: JobKind::parse(text(5)?).unwrap_or(JobKind::Other),
        work_form: WorkForm::parse(text(6)?).unwrap_or(WorkForm::Other),
        division: text(7)?,
        district: text(8)?,
        wage_min_fen: row.get(9)?,
        wage_max_fen: row.get(10)?,
        wage_unit: row.get::<_, Option<String>>(11)?.and_then(|u| WageUnit::parse(&u)),
        benefits: BenefitSet(row.get(12)?),
        posted_on: day(text(13)?)?,
        valid_until: day(text(14)?)?,
    })
}
