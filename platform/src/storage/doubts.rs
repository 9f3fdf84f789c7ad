//! Postings in doubt.

use super::Fail;
use super::db::Db;
use super::postings::next_seq;
use crate::core::doubt::Doubt;
use crate::core::service::day_of;
use crate::core::storage::DoubtLine;
use jiff::{Timestamp, civil::Date};
use rusqlite::{OptionalExtension as _, params};
use yizhan_wire::{Posting, PostingId, PostingReport};

/// Counts an accepted report. A posting that was withdrawn since, or never was, is left alone.
pub fn report(tx: &Db<'_>, report: &PostingReport, now: Timestamp) -> Result<(), Fail> {
    if !is_open(tx, report.posting)? {
        return Ok(());
    }
    let before = doubt(tx, report.posting)?;
    let after = before.after_report(day_of(now));
    write(tx, report.posting, &after, report.flaw.as_str(), now)?;
    if after.ends_on != before.ends_on {
        tell_stations(tx, report.posting)?;
    }
    Ok(())
}

pub fn confirm(tx: &Db<'_>, id: PostingId, today: Date) -> Result<bool, Fail> {
    if !is_open(tx, id)? {
        return Ok(false);
    }
    let after = doubt(tx, id)?.after_confirmation(today);
    let sql = "INSERT INTO posting_doubt (posting, reports, ends_on, confirmed_on, flaw, reported_at)
               VALUES (?1, 0, NULL, ?2, 'other', 0)
               ON CONFLICT (posting) DO UPDATE SET reports = 0, ends_on = NULL, confirmed_on = excluded.confirmed_on";
    tx.prepare_cached(sql)?.execute(params![id.0, after.confirmed_on.map(|day| day.to_string())])?;
    tell_stations(tx, id)?;
    Ok(true)
}

pub fn list(db: &Db<'_>) -> Result<Vec<DoubtLine>, Fail> {
    let mut statement = db.prepare_cached(
        "SELECT d.reports, d.ends_on, d.flaw, p.whole FROM posting_doubt AS d JOIN posting AS p ON p.id = d.posting
         WHERE d.reports > 0 AND p.state = 'open' ORDER BY d.ends_on IS NULL, d.ends_on, d.reported_at",
    )?;
    let mut rows = statement.query([])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let posting: Posting = serde_json::from_str(&row.get::<_, String>(3)?)?;
        lines.push(DoubtLine {
            posting: posting.id,
            title: posting.title,
            employer: posting.employer,
            contact: posting.contact,
            reports: row.get(0)?,
            last_flaw: row.get(2)?,
            ends_on: day(row.get(1)?)?,
        });
    }
    Ok(lines)
}

fn is_open(tx: &Db<'_>, id: PostingId) -> Result<bool, Fail> {
    Ok(tx.prepare_cached("SELECT 1 FROM posting WHERE id = ?1 AND state = 'open'")?.exists([id.0])?)
}

fn doubt(tx: &Db<'_>, id: PostingId) -> Result<Doubt, Fail> {
    let sql = "SELECT reports, ends_on, confirmed_on FROM posting_doubt WHERE posting = ?1";
    let row = tx
        .prepare_cached(sql)?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?)))
        .optional()?;
    let Some((reports, ends_on, confirmed_on)) = row else { return Ok(Doubt::default()) };
    Ok(Doubt { reports, ends_on: day(ends_on)?, confirmed_on: day(confirmed_on)? })
}

fn write(tx: &Db<'_>, id: PostingId, doubt: &Doubt, flaw: &str, now: Timestamp) -> Result<(), Fail> {
    let sql = "INSERT INTO posting_doubt (posting, reports, ends_on, confirmed_on, flaw, reported_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT (posting) DO UPDATE SET reports = excluded.reports, ends_on = excluded.ends_on,
                   confirmed_on = excluded.confirmed_on, flaw = excluded.flaw, reported_at = excluded.reported_at";
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    tx.prepare_cached(sql)?.execute(params![
        id.0,
        doubt.reports,
        day(doubt.ends_on),
        day(doubt.confirmed_on),
        flaw,
        now.as_millisecond()
    ])?;
    Ok(())
}

/// What stations are handed of it has changed.
fn tell_stations(tx: &Db<'_>, id: PostingId) -> Result<(), Fail> {
    let seq = next_seq(tx)?;
    tx.prepare_cached("UPDATE posting SET seq = ?2 WHERE id = ?1")?.execute(params![id.0, seq])?;
    Ok(())
}

fn day(text: Option<String>) -> Result<Option<Date>, Fail> {
    text.map(|text| text.parse().map_err(|_| Fail::Impossible("a day"))).transpose()
}
