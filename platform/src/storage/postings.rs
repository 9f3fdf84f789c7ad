//! Postings and the feed.

use super::Fail;
use super::db::{Db, Row};
use crate::core::postings::{Held, NewPosting, PutAs, PutCounts, Settled, StoredChange, StoredPage, day_city, settle};
use crate::core::storage::SetAside;
use jiff::{Timestamp, civil::Date};
use ring::digest::{SHA256, digest};
use rusqlite::{OptionalExtension as _, named_params, params};
use serde_json::value::RawValue;
use yizhan_wire::{Cursor, Posting, PostingId};

pub fn put(tx: &Db<'_>, postings: &[NewPosting]) -> Result<PutCounts, Fail> {
    let mut counts = PutCounts::default();
    for new in postings {
        *match put_one(tx, new)? {
            None => &mut counts.taken,
            Some(PutAs::Changed) => &mut counts.changed,
            Some(PutAs::Unchanged) => &mut counts.unchanged,
            Some(PutAs::Merged) => &mut counts.merged,
        } += 1;
    }
    Ok(counts)
}

/// `None`: the advert is a posting of its own now.
fn put_one(tx: &Db<'_>, new: &NewPosting) -> Result<Option<PutAs>, Fail> {
    let by_key = held_by_key(tx, &new.external_key)?;
    let known = by_key.is_some();
    let by_fingerprint = || new.fingerprint.as_deref().map_or(Ok(None), |print| held_by_fingerprint(tx, print));
    let mut candidate = by_key;
    if settle_with(new, candidate.as_ref())?.0 == Settled::Insert {
        candidate = by_fingerprint()?;
    }
    let (settled, whole) = settle_with(new, candidate.as_ref())?;
    match (settled, candidate) {
        (Settled::Replace(how), Some(held)) => {
            replace(tx, new, held.id, &whole)?;
            remember_key(tx, &new.external_key, held.id)?;
            Ok(Some(how))
        }
        (Settled::Keep(how), Some(held)) => {
            if !known || how == PutAs::Merged {
                remember_key(tx, &new.external_key, held.id)?;
            }
            Ok(Some(how))
        }
        _ => {
            let id = insert(tx, new)?;
            remember_key(tx, &new.external_key, id)?;
            Ok(None)
        }
    }
}

fn settle_with(new: &NewPosting, held: Option<&Held>) -> Result<(Settled, String), Fail> {
    let Some(held) = held else { return Ok((Settled::Insert, String::new())) };
    let whole = whole_under(&new.posting, held.id)?;
    Ok((settle(new, Some(held), &whole), whole))
}

fn whole_under(posting: &Posting, id: PostingId) -> Result<String, Fail> {
    Ok(serde_json::to_string(&Posting { id, ..posting.clone() })?)
}

fn held_by_key(tx: &Db<'_>, key: &str) -> Result<Option<Held>, Fail> {
    let sql = "SELECT p.id, p.shown_key, p.fingerprint, p.valid_until, p.whole
               FROM posting_key AS k JOIN posting AS p ON p.id = k.posting WHERE k.external_key = ?1";
    Ok(tx.prepare_cached(sql)?.query_row([key], held).optional()?)
}

/// Of several (an advert may have been changed into the likeness of another) the oldest, so that the choice is always the
/// same.
fn held_by_fingerprint(tx: &Db<'_>, fingerprint: &str) -> Result<Option<Held>, Fail> {
    let sql = "SELECT id, shown_key, fingerprint, valid_until, whole
               FROM posting WHERE fingerprint = ?1 ORDER BY id LIMIT 1";
    Ok(tx.prepare_cached(sql)?.query_row([fingerprint], held).optional()?)
}

fn held(row: &Row<'_>) -> rusqlite::Result<Held> {
    Ok(Held {
        id: PostingId(row.get(0)?),
        shown_key: row.get(1)?,
        fingerprint: row.get(2)?,
        valid_until: row.get(3)?,
        whole: row.get(4)?,
    })
}

fn insert(tx: &Db<'_>, new: &NewPosting) -> Result<PostingId, Fail> {
    let seq = next_seq(tx)?;
    // The posting's JSON holds its number, so the number is taken before the row is written.
    let id = PostingId(tx.next_id("posting")?);
    let sql = "INSERT INTO posting (id, seq, first_seq, state, valid_until, shown_key, fingerprint, whole, day_city)
               VALUES (?1, ?2, ?2, 'open', ?3, ?4, ?5, ?6, ?7)";
    let (whole, city) = (whole_under(&new.posting, id)?, day_city(&new.posting));
    let valid_until = new.posting.valid_until.to_string();
    let (key, print) = (&new.external_key, &new.fingerprint);
    tx.prepare_cached(sql)?.execute(params![id.0, seq, valid_until, key, print, whole, city])?;
    Ok(id)
}

fn replace(tx: &Db<'_>, new: &NewPosting, id: PostingId, whole: &str) -> Result<(), Fail> {
    let seq = next_seq(tx)?;
    let sql = "UPDATE posting SET seq = ?2, state = 'open', valid_until = ?3, shown_key = ?4, fingerprint = ?5,
               whole = ?6, day_city = ?7 WHERE id = ?1";
    let (valid_until, city) = (new.posting.valid_until.to_string(), day_city(&new.posting));
    let (key, print) = (&new.external_key, &new.fingerprint);
    tx.prepare_cached(sql)?.execute(params![id.0, seq, valid_until, key, print, whole, city])?;
    Ok(())
}

fn remember_key(tx: &Db<'_>, key: &str, id: PostingId) -> Result<(), Fail> {
    let sql = "INSERT INTO posting_key (external_key, posting) VALUES (?1, ?2)
               ON CONFLICT (external_key) DO UPDATE SET posting = excluded.posting
                   WHERE posting_key.posting <> excluded.posting";
    tx.prepare_cached(sql)?.execute(params![key, id.0])?;
    Ok(())
}

/// Numbers are given under the write lock and become visible with its commit: whoever has seen a number has seen all
/// before it.
pub fn next_seq(tx: &Db<'_>) -> Result<i64, Fail> {
    Ok(tx.prepare_cached("UPDATE feed SET seq = seq + 1 RETURNING seq")?.query_row([], |row| row.get(0))?)
}

pub fn withdraw(tx: &Db<'_>, id: PostingId) -> Result<bool, Fail> {
    let open = "SELECT 1 FROM posting WHERE id = ?1 AND state = 'open'";
    if !tx.prepare_cached(open)?.exists([id.0])? {
        return Ok(false);
    }
    let seq = next_seq(tx)?;
    tx.prepare_cached("UPDATE posting SET state = 'withdrawn', seq = ?2 WHERE id = ?1")?.execute([id.0, seq])?;
    Ok(true)
}

pub fn set_aside(tx: &Db<'_>, lines: &[SetAside], now: Timestamp) -> Result<u64, Fail> {
    let sql = "INSERT INTO set_aside (file, line, reason, original, digest, first_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT (file, line, digest) DO UPDATE SET reason = excluded.reason";
    let count = || -> Result<i64, Fail> {
        Ok(tx.prepare_cached("SELECT count(*) FROM set_aside")?.query_row([], |row| row.get(0))?)
    };
    let before = count()?;
    let mut statement = tx.prepare_cached(sql)?;
    for line in lines {
        let hash = digest(&SHA256, &line.original);
        let number = i64::try_from(line.line).unwrap_or(i64::MAX);
        let at = now.as_millisecond();
        statement.execute(params![line.file, number, line.reason, line.original, hash.as_ref(), at])?;
    }
    Ok(u64::try_from(count()? - before).unwrap_or(0))
}

pub fn lines_set_aside(db: &Db<'_>, reason: Option<&str>, visit: &mut dyn FnMut(SetAside) -> bool) -> Result<(), Fail> {
    let sql = "SELECT file, line, reason, original FROM set_aside WHERE reason = ?1 OR ?1 IS NULL ORDER BY id";
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([reason])?;
    while let Some(row) = rows.next()? {
        let line = row.get::<_, i64>(1)?.unsigned_abs();
        if !visit(SetAside { file: row.get(0)?, line, reason: row.get(2)?, original: row.get(3)? }) {
            break;
        }
    }
    Ok(())
}

/// A row behind the cursor concerns a station when it is open today, or when the station may hold the posting from
/// before: its first change was not behind the cursor. Everything else it never got and need not forget.
pub fn page(db: &Db<'_>, after: Cursor, limit: usize, today: Date) -> Result<StoredPage, Fail> {
    let ends = "CASE WHEN d.ends_on < p.valid_until THEN d.ends_on ELSE p.valid_until END";
    let sql = &format!(
        "SELECT p.seq, p.id, CASE
             WHEN NOT (p.state = 'open' AND {ends} >= :today) THEN NULL ELSE p.whole END, d.ends_on, d.confirmed_on
         FROM posting AS p LEFT JOIN posting_doubt AS d ON d.posting = p.id
         WHERE p.seq > :after AND ((p.state = 'open' AND {ends} >= :today) OR p.first_seq <= :after)
         ORDER BY p.seq LIMIT :limit"
    );
    let day = today.to_string();
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(
        named_params! { ":after": after.0, ":today": day, ":limit": i64::try_from(limit).unwrap_or(i64::MAX) },
    )?;
    // Packs are a handful: those behind the cursor are put between the postings by their numbers.
    let mut changes = super::packs::behind(db, after)?;
    while let Some(row) = rows.next()? {
        let seq = Cursor(row.get(0)?);
        changes.push(match row.get::<_, Option<String>>(2)? {
            Some(whole) => {
                let (ends_on, confirmed_on): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
                change(seq, whole, ends_on.as_deref(), confirmed_on.as_deref())?
            }
            None => StoredChange::Withdrawn { seq, id: PostingId(row.get(1)?) },
        });
    }
    changes.sort_by_key(StoredChange::seq);
    let full = changes.len() >= limit;
    changes.truncate(limit);
    let mut page = StoredPage {
        changes,
        more: false,
        left: 0,
        today,
        last_notice: None,
        seen_to: None,
        ahead: Vec::new(),
        health_minutes: None,
        keys: Vec::new(),
        certificate: None,
    };
    if let (true, Some(last)) = (full, page.changes.last().map(StoredChange::seq)) {
        page.left = left_behind(db, after, last, &day)? + super::packs::behind(db, last)?.len() as u64;
    }
    page.more = page.left > 0;
    Ok(page)
}

/// A posting as it is handed out.
pub fn change(
    seq: Cursor,
    whole: String,
    ends_on: Option<&str>,
    confirmed_on: Option<&str>,
) -> Result<StoredChange, Fail> {
    let whole = if ends_on.is_some() || confirmed_on.is_some() {
        serde_json::to_string(&as_handed_out(&whole, ends_on, confirmed_on)?)?
    } else {
        whole
    };
    Ok(StoredChange::Posting { seq, posting: RawValue::from_string(whole)? })
}

/// A posting that somebody said something about: in doubt it ends earlier, and what its employer confirmed says so.
pub fn as_handed_out(whole: &str, ends_on: Option<&str>, confirmed_on: Option<&str>) -> Result<Posting, Fail> {
    let mut posting: Posting = serde_json::from_str(whole)?;
    let day = |text: Option<&str>| text.and_then(|text| text.parse::<Date>().ok());
    posting.confirmed_on = day(confirmed_on).or(posting.confirmed_on);
    if let Some(ends_on) = day(ends_on) {
        posting.doubted = true;
        posting.valid_until = posting.valid_until.min(ends_on);
    }
    Ok(posting)
}

fn left_behind(db: &Db<'_>, after: Cursor, last: Cursor, today: &str) -> Result<u64, Fail> {
    let sql = "SELECT count(*) FROM posting INDEXED BY posting_feed
               WHERE seq > :last AND ((state = 'open' AND valid_until >= :today) OR first_seq <= :after)";
    let mut statement = db.prepare_cached(sql)?;
    let bound = named_params! { ":after": after.0, ":last": last.0, ":today": today };
    let left: i64 = statement.query_row(bound, |row| row.get(0))?;
    Ok(u64::try_from(left).unwrap_or(0))
}
