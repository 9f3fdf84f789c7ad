//! Personal data leave the station once their purpose is over (PIPL articles 19 and 47).

use super::Station;
use crate::domain::monitor::LEDGER_YEARS;
use crate::domain::notice::NoticeKind;
use crate::domain::registration::VALID_DAYS;
use crate::store::Result;
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::{Connection, Transaction, params};

impl Station {
    /// Takes form, body and look-up hashes of every registration that ran out before `before` (the station's day less the
    /// time to keep) and needs nothing more: acknowledged, or refused and replaced by a corrected one. The receipt and the
    /// hash of the body stay; what the province told about it goes as well. Returns how many were purged. The bytes are overwritten (`secure_delete`), also in the log.
    pub fn purge(&mut self, before: Date) -> Result<usize> {
        let day = before.to_string();
        let over = "SELECT entry_seq FROM registration JOIN entry ON seq = entry_seq
                    WHERE form IS NOT NULL AND valid_until < ?1
                      AND (state = 'acknowledged' OR superseded_by IS NOT NULL)";
        let tx = self.write()?;
        tx.execute(&format!("DELETE FROM draft WHERE corrects IN ({over})"), params![day])?;
        tx.execute(&format!("UPDATE entry SET body = NULL WHERE seq IN ({over})"), params![day])?;
        tx.execute(
            &format!(
                "UPDATE notice SET body = NULL WHERE receipt IN (SELECT receipt FROM entry WHERE seq IN ({over}))
                    OR entry IN (SELECT id FROM entry WHERE seq IN ({over}))"
            ),
            params![day],
        )?;
        let purged = tx.execute(
            &format!(
                "UPDATE registration SET form = NULL, id_lookup = NULL, content_lookup = NULL WHERE entry_seq IN ({over})"
            ),
            params![day],
        )?;
        let purged = purged + purge_submissions(&tx, before)?;
        let purged = purged + purge_applications(&tx, before)?;
        let purged = purged + super::gigs::purge(&tx, before)?;
        let purged = purged + super::own::purge(&tx, before)?;
        let purged = purged + purge_words(&tx, before)? + purge_ledger(&tx, before)?;
        if purged > 0 {
            // Nothing is known any more of who has no form left, but that somebody had these services: they are counted.
            tx.execute(
                "DELETE FROM person_tag WHERE subject NOT IN (SELECT subject FROM registration WHERE form IS NOT NULL)",
                [],
            )?;
            tx.execute(
                "DELETE FROM policy_told WHERE subject NOT IN (SELECT subject FROM registration WHERE form IS NOT NULL)",
                [],
            )?;
            tx.execute(
                "UPDATE task SET note = '', about = '' WHERE reason = 'help' AND closed_at IS NOT NULL
                    AND subject NOT IN (SELECT subject FROM registration WHERE form IS NOT NULL)",
                [],
            )?;
            // What a clerk wrote down of a call or a promise is about her, too.
            let gone = "subject NOT IN (SELECT subject FROM registration WHERE form IS NOT NULL)";
            let said = format!("UPDATE task_step SET note = '' WHERE task IN (SELECT id FROM task WHERE {gone})");
            tx.execute(&said, [])?;
            tx.execute(&format!("UPDATE task SET note = '' WHERE reason = 'promise' AND {gone}"), [])?;
        }
        tx.commit()?;
        if purged > 0 {
            self.empty_log()?;
        }
        Ok(purged)
    }

    /// What was overwritten in the file stands in the log until that is emptied, too. A busy reader only puts this off to the
    /// next time.
    pub(super) fn empty_log(&self) -> Result<()> {
        self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// The same for applications, which stand as long as a registration, and for guesses that bind nobody any more.
fn purge_applications(tx: &Transaction<'_>, before: Date) -> Result<usize> {
    let made_before = start_of(before.saturating_sub(VALID_DAYS.days()));
    let over = "SELECT entry_seq FROM application JOIN entry ON seq = entry_seq
                WHERE content_lookup IS NOT NULL AND applied_at < ?1
                  AND (state = 'acknowledged' OR superseded_by IS NOT NULL)";
    tx.execute(&format!("UPDATE entry SET body = NULL WHERE seq IN ({over})"), params![made_before])?;
    tx.execute("DELETE FROM guess WHERE failed_at < ?1", params![made_before])?;
    tx.execute(
        &format!("UPDATE notice SET body = NULL WHERE receipt IN (SELECT receipt FROM entry WHERE seq IN ({over}))"),
        params![made_before],
    )?;
    let sql = "UPDATE application SET person = NULL, person_lookup = NULL, content_lookup = NULL
               WHERE entry_seq IN";
    Ok(tx.execute(&format!("{sql} ({over})"), params![made_before])?)
}

/// Takes the words that were said about people, when as much time has gone by as a registration is kept: what the province told of
/// them, by whatever it named them, and what one shift left for the next. Of a decision what the year's report counts stays. What
/// other offices handed back has a day of its own.
fn purge_words(tx: &Transaction<'_>, before: Date) -> Result<usize> {
    let made_before = start_of(before.saturating_sub(VALID_DAYS.days()));
    // What is said of something that still needs a clerk or the province stays with it.
    let about_people = "arrived_at < ?1 AND body IS NOT NULL AND coalesce(entry, receipt, subject) IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM entry AS open WHERE (open.id = notice.entry OR open.receipt = notice.receipt)
            AND open.state <> 'acknowledged' AND open.superseded_by IS NULL)";
    let kinds = [NoticeKind::Decision, NoticeKind::ReturnedData, NoticeKind::SeatsLeased].map(NoticeKind::as_str);
    let told = format!("UPDATE notice SET body = NULL WHERE {about_people} AND kind NOT IN (?2, ?3, ?4)");
    let told = tx.execute(&told, params![made_before, kinds[0], kinds[1], kinds[2]])?;
    let decided = format!(
        "UPDATE notice SET body = json_remove(body, '$.text', '$.appeal') WHERE {about_people} AND kind = ?2
            AND (body ->> '$.text' IS NOT NULL OR body ->> '$.appeal' IS NOT NULL)"
    );
    let decided = tx.execute(&decided, params![made_before, kinds[0]])?;
    let handed = tx.execute("UPDATE closing SET note = '' WHERE at < ?1 AND note <> ''", [made_before])?;
    Ok(told + decided + handed)
}

/// What stands where a service's words stood: that there were any is what the counting rules ask.
const WORDS_GONE: &str = "—";

/// Takes the words behind what is counted when the years of the ledger are over. That it was done, when, by whom and of which kind
/// stays: that is the figures' evidence.
fn purge_ledger(tx: &Transaction<'_>, before: Date) -> Result<usize> {
    let made_before = start_of(before.saturating_sub(LEDGER_YEARS.years()));
    let over = "made_at < ?1 AND (state = 'acknowledged' OR superseded_by IS NOT NULL)";
    let words = format!(
        "UPDATE service SET topic = CASE topic WHEN '' THEN '' ELSE ?2 END, result = CASE result WHEN '' THEN '' ELSE ?2 END
         WHERE (topic NOT IN ('', ?2) OR result NOT IN ('', ?2)) AND entry_seq IN (SELECT seq FROM entry WHERE {over})"
    );
    let words = tx.execute(&words, params![made_before, WORDS_GONE])?;
    let bodies = format!(
        "UPDATE entry SET body = NULL WHERE {over} AND body IS NOT NULL
            AND kind IN ('service', 'service_note', 'referral', 'person_tag', 'person_merge')"
    );
    Ok(words + tx.execute(&bodies, [made_before])?)
}

fn start_of(day: Date) -> i64 {
    day.to_zoned(TimeZone::UTC).map_or(0, |day| day.timestamp().as_millisecond())
}

/// Takes the body and the look-up hash of every filled form that the province has and that is older than `before`.
fn purge_submissions(db: &Connection, before: Date) -> Result<usize> {
    let before = before.to_zoned(TimeZone::UTC).map_or(i64::MIN, |day| day.timestamp().as_millisecond());
    let over = "SELECT entry_seq FROM submission JOIN entry ON seq = entry_seq
                WHERE content_lookup IS NOT NULL AND submitted_at < ?1 AND state = 'acknowledged'";
    db.execute(&format!("UPDATE entry SET body = NULL WHERE seq IN ({over})"), [before])?;
    let sql = format!("UPDATE submission SET content_lookup = NULL WHERE entry_seq IN ({over})");
    Ok(db.execute(&sql, [before])?)
}
