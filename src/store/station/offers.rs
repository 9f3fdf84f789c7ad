//! Postings at the desk: typed, reviewed by a person, offered to the province, taken back.

use super::firms::{firm, matter};
use super::services::state_of;
use super::{Act, Station, tasks};
use crate::domain::audit::Deed;
use crate::domain::firms::{AGAIN_DAYS, NotYet, Offer, Stage, let_through, posting_of, review};
use crate::domain::review::{Finding, Known, Told};
use crate::domain::service::fill::Answers;
use crate::domain::task::{Outcome, Reason};
use crate::domain::{
    EntryId, EntryKind, POSTING_OFFER_VERSION, POSTING_RECALL_VERSION, PostingOffer, PostingRecall, RecallReason,
};
use crate::store::values::{day, optional};
use crate::store::{Result, StoreError};
use jiff::ToSpan as _;
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use serde::Serialize;
use uuid::Uuid;

const COLUMNS: &str = "offer.id, offer.firm, stage, answers, findings, reasons, maker.name, made_on,
    coalesce(reviewer.name, ''), remark, entry.id, entry.state, recalled";
const FROM: &str =
    "FROM offer JOIN staff AS maker ON maker.id = made_by LEFT JOIN staff AS reviewer ON reviewer.id = reviewed_by
    LEFT JOIN entry ON entry.seq = offer.entry_seq";

impl Station {
    /// Keeps a posting that was typed; a reviewer finds it in her queue. `corrects` is one that was sent back, or waits.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such employer or offer.
    pub fn save_offer(&mut self, of: i64, answers: &Answers, corrects: Option<i64>, act: &Act<'_>) -> Result<i64> {
        let staff = act.somebody()?;
        let tx = self.write()?;
        let (_, employer) = firm(&tx, of)?;
        let told = Told::of(answers);
        let (title, place) = (told.text("title").to_owned(), told.text("place").to_owned());
        let days = told.number("valid_days").unwrap_or(AGAIN_DAYS);
        let findings = review(answers, &known(&tx, of, answers, corrects, act.today)?);
        let until = act.today.saturating_add(days.days()).to_string();
        let values =
            params![corrects, of, json(answers)?, title, place, json(&findings)?, staff, act.today.to_string(), until];
        let id = match corrects {
            None => {
                tx.execute(
                    "INSERT INTO offer (id, firm, stage, answers, title, place, findings, made_by, made_on, valid_until)
                     VALUES (?1, ?2, 'review', ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    values,
                )?;
                tx.last_insert_rowid()
            }
            Some(id) => {
                let changed = tx.execute(
                    "UPDATE offer SET stage = 'review', answers = ?3, title = ?4, place = ?5, findings = ?6, reasons = '[]',
                        made_by = ?7, made_on = ?8, valid_until = ?9
                     WHERE id = ?1 AND firm = ?2 AND stage IN ('review', 'sent_back')",
                    values,
                )?;
                if changed == 0 {
                    return Err(StoreError::NotFound("posting in review"));
                }
                id
            }
        };
        tasks::settle_about(&tx, Reason::PostingSentBack, &matter(of, &id.to_string()), Outcome::Settled, act)?;
        let note = format!("{} · {title}", employer.name);
        tasks::open_matter(&tx, (Reason::ReviewPosting, of, &id.to_string()), &note, None, act)?;
        act.note(&tx, Deed::OfferMade, None, &format!("offer {id}"))?;
        tx.commit()?;
        Ok(id)
    }

    /// One offer.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none.
    pub fn offer(&self, id: i64) -> Result<Offer> {
        offer(&self.db, id)
    }

    /// The offers of an employer, the latest first.
    pub fn offers_of(&self, firm: i64) -> Result<Vec<Offer>> {
        let sql = format!("SELECT {COLUMNS} {FROM} WHERE offer.firm = ?1 ORDER BY offer.id DESC");
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query([firm])?;
        let mut offers = Vec::new();
        while let Some(row) = rows.next()? {
            offers.push(read(row)?);
        }
        Ok(offers)
    }

    /// A reviewer lets an offer through: it becomes an entry for the province. `reasons` stand in the order of the findings.
    ///
    /// # Errors
    /// The outer error is the store's; the inner one says what the decision lacks.
    pub fn let_offer_through(
        &mut self,
        id: i64,
        reasons: &[String],
        act: &Act<'_>,
    ) -> Result<std::result::Result<EntryId, NotYet>> {
        let staff = act.somebody()?;
        let place = self.place()?;
        let station = self.identity()?.ok_or(StoreError::NotEnrolled)?.name;
        let tx = self.write()?;
        let kept = offer(&tx, id)?;
        if kept.stage != Stage::Review {
            return Err(StoreError::NotFound("posting in review"));
        }
        // Looked at again: another posting may have been let through since, or the rules of the program have changed.
        let findings = review(&kept.answers, &known(&tx, kept.firm, &kept.answers, Some(id), act.today)?);
        if findings != kept.findings {
            tx.execute("UPDATE offer SET findings = ?2 WHERE id = ?1", params![id, json(&findings)?])?;
            tx.commit()?;
            return Ok(Err(NotYet::NoReason));
        }
        let judged = match let_through(&findings, reasons) {
            Ok(judged) => judged,
            Err(not_yet) => return Ok(Err(not_yet)),
        };
        let (subject, employer) = firm(&tx, kept.firm)?;
        let posting = posting_of(&kept.answers, &employer, (&station, place.as_ref()), act.today);
        let until = posting.valid_until.to_string();
        let body = |_| PostingOffer {
            credit_code: employer.credit_code.clone(),
            posting,
            judged,
            made_by: kept.made_by.clone(),
            reviewed_by: act.name(),
            reviewed_on: act.today,
        };
        let (entry, seq) = act.enter(&tx, (EntryKind::PostingOffer, POSTING_OFFER_VERSION), subject, body)?;
        tx.execute(
            "UPDATE offer SET stage = 'offered', reasons = ?2, reviewed_by = ?3, entry_seq = ?4, valid_until = ?5 WHERE id = ?1",
            params![id, json(&reasons)?, staff, seq, until],
        )?;
        tasks::settle_about(&tx, Reason::ReviewPosting, &matter(kept.firm, &id.to_string()), Outcome::Done, act)?;
        act.note(&tx, Deed::OfferReviewed, None, &format!("offer {id} offered"))?;
        tx.commit()?;
        Ok(Ok(entry))
    }

    /// A reviewer wants something changed first.
    pub fn send_offer_back(&mut self, id: i64, remark: &str, act: &Act<'_>) -> Result<()> {
        let staff = act.somebody()?;
        let tx = self.write()?;
        let kept = offer(&tx, id)?;
        let changed = tx.execute(
            "UPDATE offer SET stage = 'sent_back', remark = ?2, reviewed_by = ?3 WHERE id = ?1 AND stage = 'review'",
            params![id, remark, staff],
        )?;
        if changed == 0 {
            return Err(StoreError::NotFound("posting in review"));
        }
        let about = id.to_string();
        tasks::settle_about(&tx, Reason::ReviewPosting, &matter(kept.firm, &about), Outcome::Done, act)?;
        tasks::open_matter(&tx, (Reason::PostingSentBack, kept.firm, &about), kept.title(), None, act)?;
        act.note(&tx, Deed::OfferReviewed, None, &format!("offer {id} sent back"))?;
        Ok(tx.commit()?)
    }

    /// Takes an offered posting back from all stations.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where none is offered under this number.
    pub fn recall_offer(&mut self, id: i64, reason: RecallReason, act: &Act<'_>) -> Result<i64> {
        let tx = self.write()?;
        let kept = offer(&tx, id)?;
        let Some((entry, _)) = kept.entry.filter(|_| kept.stage == Stage::Offered) else {
            return Err(StoreError::NotFound("offered posting"));
        };
        let (subject, _) = firm(&tx, kept.firm)?;
        let body = |_| PostingRecall { offer: entry, reason, staff: act.name(), on: act.today };
        act.enter(&tx, (EntryKind::PostingRecall, POSTING_RECALL_VERSION), subject, body)?;
        tx.execute("UPDATE offer SET stage = 'recalled', recalled = ?2 WHERE id = ?1", params![id, reason.as_str()])?;
        act.note(&tx, Deed::OfferRecalled, None, &format!("offer {id} {}", reason.as_str()))?;
        tx.commit()?;
        Ok(kept.firm)
    }
}

pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| StoreError::Unreadable("an offer"))
}

/// What the station knows besides the answers.
fn known(db: &Connection, firm: i64, answers: &Answers, but: Option<i64>, today: Date) -> Result<Known> {
    let told = Told::of(answers);
    let since = today.saturating_sub(AGAIN_DAYS.days()).to_string();
    let same: u32 = db.query_row(
        "SELECT count(*) FROM offer WHERE firm = ?1 AND title = ?2 AND place = ?3 AND made_on >= ?4
            AND id IS NOT ?5 AND stage <> 'recalled'",
        params![firm, told.text("title"), told.text("place"), since, but],
        |row| row.get(0),
    )?;
    let phone = crate::domain::phone::national(told.text("phone")).unwrap_or_default();
    let phone_firms: u32 = db.query_row(
        "SELECT count(DISTINCT firm) FROM (
             SELECT id AS firm FROM firm WHERE phone = ?2
             UNION SELECT firm FROM offer WHERE answers ->> '$.phone' = ?2) WHERE firm <> ?1",
        params![firm, phone],
        |row| row.get(0),
    )?;
    let sql = "SELECT month, hour FROM minimum_wage WHERE from_on <= ?1 ORDER BY from_on DESC LIMIT 1";
    let minimum = optional(db.query_row(sql, [today.to_string()], |row| Ok((row.get(0)?, row.get(1)?))))?;
    Ok(Known { minimum, same: same as usize, phone_firms: phone_firms as usize })
}

fn offer(db: &Connection, id: i64) -> Result<Offer> {
    let mut statement = db.prepare(&format!("SELECT {COLUMNS} {FROM} WHERE offer.id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read).transpose()?.ok_or(StoreError::NotFound("posting"))
}

fn read(row: &Row<'_>) -> Result<Offer> {
    fn part<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
        serde_json::from_str(text).map_err(|_| StoreError::Unreadable("an offer"))
    }
    let entry: Option<[u8; 16]> = row.get(10)?;
    let state: Option<String> = row.get(11)?;
    let recalled: Option<String> = row.get(12)?;
    let findings: Vec<Finding> = part(&row.get::<_, String>(4)?)?;
    Ok(Offer {
        id: row.get(0)?,
        firm: row.get(1)?,
        stage: Stage::parse(&row.get::<_, String>(2)?).ok_or(StoreError::Unreadable("an offer's stage"))?,
        answers: part(&row.get::<_, String>(3)?)?,
        findings,
        reasons: part(&row.get::<_, String>(5)?)?,
        made_by: row.get(6)?,
        made_on: day(&row.get::<_, String>(7)?)?,
        reviewed_by: row.get(8)?,
        remark: row.get(9)?,
        entry: entry.zip(state).map(|(id, state)| (EntryId(Uuid::from_bytes(id)), state_of(&state))),
        recalled: recalled.and_then(|word| RecallReason::parse(&word)),
    })
}
