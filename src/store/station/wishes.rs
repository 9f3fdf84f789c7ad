//! A person's wish becomes an entry here, and takes effect in the same transaction. What was kept of her is blanked when the
//! province confirms that it erased, and not before: until then it may have to be sent again.

use super::entry::{self, NewEntry};
use super::{OF_HER, Station, alike, arrived, identity};
use crate::domain::notice::{Matter, Notice};
use crate::domain::task::Reason;
use crate::domain::wish::{ERASURE_VERSION, Erasure, WITHDRAWAL_VERSION, Withdrawal};
use crate::domain::wishes::{Wish, WishRow, WishState, Wished, take_back};
use crate::domain::{ConsentPurpose, EntryId, EntryKind, Form, ReceiptNo, Refusal, RefusalCode, SeqNo};
use crate::store::values::{millis, moment, moment_or_none, optional};
use crate::store::{Result, StoreError};
use jiff::civil::Date;
use jiff::{Timestamp, tz};
use ring::hmac;
use rusqlite::{Connection, Row, Transaction, params};
use uuid::Uuid;

impl Station {
    /// Carries out the wish of the person behind a receipt: one transaction, on the disk when this returns. Her entries that
    /// wait go up first, in their order, and no refused one holds the wish. `random` are 10 fresh random bytes.
    ///
    /// A consent that is taken back is out of her forms when this returns; who wishes to be erased is proposed to nobody
    /// from now on. The same wish again gets its first receipt, as long as nothing of her has come since.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when no entry here has this receipt. After an error nothing was written.
    pub fn wish(
        &mut self,
        of: &ReceiptNo,
        wish: &Wish,
        assisted_by: Option<&str>,
        now: Timestamp,
        random: [u8; 10],
    ) -> Result<Wished> {
        let tx = self.write()?;
        let sql =
            "SELECT coalesce((SELECT stays FROM merged WHERE away = subject), subject) FROM entry WHERE receipt = ?1";
        let subject: Option<[u8; 16]> = optional(tx.query_row(sql, [of.as_str()], |row| row.get(0)))?;
        let subject = subject.ok_or(StoreError::NotFound("receipt"))?;
        let asked = Asked { wish, assisted_by, now };
        // Whoever else has her name and her telephone is her: looked for before what is known of her is closed.
        let others = if *wish == Wish::Erase { alike::others(&tx, &subject)? } else { Vec::new() };
        let wished = asked.enter(&tx, subject, of, random)?;
        for (other, receipt) in others {
            asked.enter(&tx, other, &receipt, alike::further(&tx, random, &other)?)?;
        }
        tx.commit()?;
        Ok(wished)
    }

    /// The wishes of the person behind a receipt, the newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn wishes_about(&self, of: &ReceiptNo) -> Result<Vec<WishRow>> {
        let mut statement = self.db.prepare(
            "SELECT wish.kind, purposes, receipt, asked_at, state, refusal_code, refusal_field, confirmed_at
             FROM wish JOIN entry ON seq = entry_seq
             WHERE wish.subject = (SELECT coalesce((SELECT stays FROM merged WHERE away = subject), subject)
                                   FROM entry WHERE receipt = ?1) ORDER BY entry_seq DESC",
        )?;
        let mut rows = statement.query([of.as_str()])?;
        let mut wishes = Vec::new();
        while let Some(row) = rows.next()? {
            wishes.push(wish_row(row)?);
        }
        Ok(wishes)
    }
}

/// A wish as it was said.
struct Asked<'a> {
    wish: &'a Wish,
    assisted_by: Option<&'a str>,
    now: Timestamp,
}

impl Asked<'_> {
    /// Writes it for one subject, and has it take effect.
    fn enter(&self, tx: &Transaction<'_>, subject: [u8; 16], of: &ReceiptNo, random: [u8; 10]) -> Result<Wished> {
        let Self { wish, assisted_by, now } = *self;
        if let Some(first) = first_of_its_kind(tx, &subject, wish)? {
            return Ok(first);
        }
        let (seq, receipt) = entry::next_place(tx)?;
        let (kind, version, body, purposes) = written(wish, &receipt, of, assisted_by)?;
        let id = EntryId::new(u64::try_from(millis(now)).unwrap_or(0), random);
        NewEntry { id, kind, version, subject, made_at: now, body: &body }.write(tx, seq, &receipt)?;
        tx.execute(
            "INSERT INTO wish (entry_seq, subject, kind, purposes, asked_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![seq.0, subject, kind.as_str(), purposes, millis(now)],
        )?;
        match wish {
            Wish::TakeBack(purposes) => take_out_of_forms(tx, &subject, seq, purposes)?,
            Wish::Erase => stop_using(tx, &subject, seq, now)?,
        }
        // Behind what an erasure closes: somebody sees to it that the province does it.
        arrived::await_answer(tx, (Reason::Wish, id), "", false, (now, day_of(now)))?;
        Ok(Wished { receipt, entry: id, already: false })
    }
}

/// The entry's kind, version and body, and the purposes as they stand in the table.
fn written(
    wish: &Wish,
    receipt: &ReceiptNo,
    of: &ReceiptNo,
    assisted_by: Option<&str>,
) -> Result<(EntryKind, u16, String, String)> {
    let (receipt, of, assisted_by) = (receipt.clone(), of.clone(), assisted_by.map(str::to_owned));
    let unreadable = |_| StoreError::Unreadable("a wish");
    Ok(match wish {
        Wish::TakeBack(purposes) => {
            let body = Withdrawal { receipt, of, purposes: purposes.clone(), assisted_by };
            let body = serde_json::to_string(&body).map_err(unreadable)?;
            (EntryKind::Withdrawal, WITHDRAWAL_VERSION, body, serde_json::to_string(purposes).map_err(unreadable)?)
        }
        Wish::Erase => {
            let body = serde_json::to_string(&Erasure { receipt, of, assisted_by }).map_err(unreadable)?;
            (EntryKind::Erasure, ERASURE_VERSION, body, "[]".to_owned())
        }
    })
}

/// The same wish, after which nothing of her has come but other wishes.
fn first_of_its_kind(db: &Connection, subject: &[u8; 16], wish: &Wish) -> Result<Option<Wished>> {
    let (kind, purposes) = match wish {
        Wish::Erase => (EntryKind::Erasure, "[]".to_owned()),
        Wish::TakeBack(purposes) => {
            let purposes = serde_json::to_string(purposes).map_err(|_| StoreError::Unreadable("a wish"))?;
            (EntryKind::Withdrawal, purposes)
        }
    };
    let row = db.query_row(
        "SELECT receipt, id FROM wish JOIN entry ON seq = entry_seq
         WHERE wish.subject = ?1 AND wish.kind = ?2 AND purposes = ?3 AND state <> 'refused' AND NOT EXISTS (
             SELECT 1 FROM entry AS later WHERE later.subject = ?1 AND later.seq > entry_seq
                AND later.kind NOT IN ('withdrawal', 'erasure'))
         ORDER BY entry_seq DESC LIMIT 1",
        params![subject, kind.as_str(), purposes],
        |row| Ok((row.get::<_, String>(0)?, EntryId(Uuid::from_bytes(row.get(1)?)))),
    );
    let Some((receipt, entry)) = optional(row)? else { return Ok(None) };
    let receipt = ReceiptNo::parse(&receipt).ok_or(StoreError::Unreadable("a receipt number"))?;
    Ok(Some(Wished { receipt, entry, already: true }))
}

/// Who wishes to be erased is corrected, proposed and found again no more.
fn stop_using(tx: &Transaction<'_>, subject: &[u8; 16], seq: SeqNo, now: Timestamp) -> Result<()> {
    let drafts = format!("DELETE FROM draft WHERE corrects IN (SELECT seq FROM entry WHERE subject IN {OF_HER})");
    tx.execute(&drafts, [subject])?;
    let refused = format!(
        "UPDATE entry SET superseded_by = ?2
         WHERE subject IN {OF_HER} AND seq < ?2 AND state = 'refused' AND superseded_by IS NULL"
    );
    tx.execute(&refused, params![subject, seq.0])?;
    let tasks = format!(
        "UPDATE task SET closed_at = ?2, owner = NULL, locked_until_at = NULL
         WHERE subject IN {OF_HER} AND closed_at IS NULL"
    );
    tx.execute(&tasks, params![subject, millis(now)])?;
    for (registration, _) in forms_of(tx, subject)? {
        set_content(tx, registration, seq)?;
    }
    super::own::forget_own(tx, subject)
}

/// Takes consents out of everything that may be used or sent once more.
fn take_out_of_forms(tx: &Transaction<'_>, subject: &[u8; 16], seq: SeqNo, purposes: &[ConsentPurpose]) -> Result<()> {
    for (registration, mut form) in forms_of(tx, subject)? {
        if take_back(&mut form, purposes) {
            let text = serde_json::to_string(&form).map_err(|_| StoreError::Unreadable("a form"))?;
            tx.execute("UPDATE registration SET form = ?2 WHERE entry_seq = ?1", params![registration, text])?;
            set_content(tx, registration, seq)?;
        }
    }
    let sql = format!("SELECT id, form FROM draft WHERE corrects IN (SELECT seq FROM entry WHERE subject IN {OF_HER})");
    let drafts: Vec<(i64, String)> = tx
        .prepare(&sql)?
        .query_map([subject], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (id, text) in drafts {
        let mut form = read(&text)?;
        if take_back(&mut form, purposes) {
            let text = serde_json::to_string(&form).map_err(|_| StoreError::Unreadable("a form"))?;
            tx.execute("UPDATE draft SET form = ?2 WHERE id = ?1", params![id, text])?;
        }
    }
    Ok(())
}

fn forms_of(tx: &Transaction<'_>, subject: &[u8; 16]) -> Result<Vec<(i64, Form)>> {
    let sql = format!("SELECT entry_seq, form FROM registration WHERE subject IN {OF_HER} AND form IS NOT NULL");
    let mut statement = tx.prepare(&sql)?;
    let mut rows = statement.query([subject])?;
    let mut forms = Vec::new();
    while let Some(row) = rows.next()? {
        forms.push((row.get(0)?, read(&row.get::<_, String>(1)?)?));
    }
    Ok(forms)
}

/// What the person said is no more what it was: the same words again are a new registration, not a retry of this one.
fn set_content(tx: &Transaction<'_>, registration: i64, wish: SeqNo) -> Result<()> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, identity::lookup_key(tx)?.as_slice());
    let tag = hmac::sign(&key, format!("wish\0{registration}\0{}", wish.0).as_bytes());
    let sql = "UPDATE registration SET content_lookup = ?2 WHERE entry_seq = ?1";
    tx.execute(sql, params![registration, tag.as_ref()])?;
    Ok(())
}

/// Notes that the province has done what a wish asked for, if this is what a notice says.
pub(super) fn confirm(tx: &Transaction<'_>, notice: &Notice, now: Timestamp) -> Result<()> {
    let kind = match notice.matter() {
        Matter::ErasureConfirmed(_) => EntryKind::Erasure,
        Matter::WithdrawalConfirmed(_) => EntryKind::Withdrawal,
        _ => return Ok(()),
    };
    let Some(entry) = notice.about.entry else { return Ok(()) };
    tx.execute(
        "UPDATE wish SET confirmed_at = ?3
         WHERE confirmed_at IS NULL AND kind = ?2 AND entry_seq = (SELECT seq FROM entry WHERE id = ?1)",
        params![entry.0.as_bytes(), kind.as_str(), millis(now)],
    )?;
    arrived::answered(tx, (Reason::Wish, entry), now, day_of(now))
}

fn day_of(at: Timestamp) -> Date {
    at.to_zoned(tz::offset(8).to_time_zone()).date()
}

/// What stands beside an entry and says something of its person; that she had a service at all is still counted.
const BESIDE_ENTRIES: [(&str, &str); 5] = [
    ("application", "person = NULL, person_lookup = NULL, content_lookup = NULL"),
    ("submission", "content_lookup = NULL"),
    ("service", "topic = '', result = ''"),
    ("seat", super::gigs::BLANK),
    ("account_request", "person = NULL, id_lookup = NULL"),
];

/// Blanks what was kept of people whose erasure is confirmed, as far as it needs to be sent no more; what still waits for
/// its answer is blanked when that has come. A table that holds anything else of a person blanks it here, by her subject and
/// what is older than the wish. Answers whether anything was blanked; then the log has to be emptied, too.
pub(super) fn forget(tx: &Transaction<'_>, now: Timestamp) -> Result<bool> {
    let open: Vec<(i64, [u8; 16])> = tx
        .prepare_cached(
            "SELECT entry_seq, subject FROM wish
             WHERE kind = 'erasure' AND confirmed_at IS NOT NULL AND forgotten_at IS NULL",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (wish, subject) in &open {
        let hers = format!(
            "subject IN {OF_HER} AND seq < ?2 AND (state = 'acknowledged' OR superseded_by IS NOT NULL)
             AND kind NOT IN ('withdrawal', 'erasure')"
        );
        let who = params![subject, wish];
        tx.execute(&format!("UPDATE entry SET body = NULL WHERE {hers}"), who)?;
        tx.execute(
            &format!(
                "UPDATE registration SET form = NULL, id_lookup = NULL, content_lookup = NULL
                 WHERE entry_seq IN (SELECT seq FROM entry WHERE {hers})"
            ),
            who,
        )?;
        for (table, columns) in BESIDE_ENTRIES {
            let sql = format!("UPDATE {table} SET {columns} WHERE entry_seq IN (SELECT seq FROM entry WHERE {hers})");
            tx.execute(&sql, who)?;
        }
        let tags = format!("DELETE FROM person_tag WHERE subject IN {OF_HER} AND coalesce(entry_seq, 0) < ?2");
        tx.execute(&tags, who)?;
        let tasks = format!("subject IN {OF_HER} AND made_at <= (SELECT asked_at FROM wish WHERE entry_seq = ?2)");
        tx.execute(&format!("UPDATE task_step SET note = '' WHERE task IN (SELECT id FROM task WHERE {tasks})"), who)?;
        // What help was triggered by, and which policy was told, says who she is.
        let about = "about = CASE WHEN reason IN ('help', 'tell_policy') THEN '' ELSE about END";
        tx.execute(&format!("UPDATE task SET note = '', {about} WHERE {tasks}"), who)?;
        tx.execute("DELETE FROM policy_told WHERE subject = ?1", [subject])?;
        tx.execute(
            &format!(
                "UPDATE application SET person = NULL, person_lookup = NULL, content_lookup = NULL
                 WHERE entry_seq IN (SELECT seq FROM entry WHERE {hers})"
            ),
            who,
        )?;
        tx.execute(
            &format!(
                "UPDATE notice SET body = NULL WHERE body IS NOT NULL AND (
                    (subject IN {OF_HER}
                        AND (entry IS NULL OR entry IN (SELECT id FROM entry WHERE subject IN {OF_HER} AND seq < ?2)))
                    OR entry IN (SELECT id FROM entry WHERE {hers})
                    OR receipt IN (SELECT receipt FROM entry WHERE {hers}))"
            ),
            who,
        )?;
        tx.execute(
            &format!(
                "UPDATE wish SET forgotten_at = ?3 WHERE entry_seq = ?2 AND NOT EXISTS (
                    SELECT 1 FROM entry WHERE subject IN {OF_HER} AND seq < ?2 AND body IS NOT NULL
                        AND kind NOT IN ('withdrawal', 'erasure'))"
            ),
            params![subject, wish, millis(now)],
        )?;
    }
    Ok(!open.is_empty())
}

fn read(text: &str) -> Result<Form> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable("a form"))
}

pub(super) fn wish_row(row: &Row<'_>) -> Result<WishRow> {
    let purposes: String = row.get(1)?;
    let erase = row.get::<_, String>(0)? == EntryKind::Erasure.as_str();
    let confirmed_at = moment_or_none(row.get(7)?)?;
    let refusal = || -> Result<Refusal> {
        let code: Option<String> = row.get(5)?;
        let field: Option<String> = row.get(6)?;
        Ok(Refusal { code: RefusalCode::parse(&code.unwrap_or_default()), field: field.unwrap_or_default() })
    };
    Ok(WishRow {
        wish: if erase {
            Wish::Erase
        } else {
            Wish::TakeBack(serde_json::from_str(&purposes).map_err(|_| StoreError::Unreadable("a wish"))?)
        },
        receipt: ReceiptNo::parse(&row.get::<_, String>(2)?).ok_or(StoreError::Unreadable("a receipt number"))?,
        asked_at: moment(row.get(3)?)?,
        state: match (confirmed_at, row.get::<_, String>(4)?.as_str()) {
            (Some(at), _) => WishState::Confirmed { at },
            (None, "waiting") => WishState::Waiting,
            (None, "acknowledged") => WishState::Accepted,
            (None, _) => WishState::Refused(refusal()?),
        },
    })
}
