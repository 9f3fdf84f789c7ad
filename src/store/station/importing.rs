//! What an import asks before it writes, so that a table that is taken twice writes nothing twice; and what is handed on.

use super::registration::{Lookups, find_first};
use super::{Station, offers};
use crate::domain::firms::Offer;
use crate::domain::service::fill::Answers;
use crate::domain::{Firm, Form, ReceiptNo, Registration};
use crate::store::values::{day, moment};
use crate::store::{Result, StoreError};
use jiff::civil::Date;
use jiff::tz;
use rusqlite::params;

/// A registration that stands, as it is handed on.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptPerson {
    pub receipt: ReceiptNo,
    pub form: Form,
    pub on: Date,
    pub until: Date,
}

/// A posting of the desk that stands, as it is handed on.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptPosting {
    /// Of the entry that offered it.
    pub receipt: ReceiptNo,
    pub firm: Firm,
    pub offer: Offer,
    pub until: Date,
}

impl Station {
    /// The receipt of a registration of the same words that stands; its own receipt, moments and clerk are no words.
    ///
    /// # Errors
    /// [`StoreError::NotEnrolled`] before enrolment.
    pub fn standing(&self, registration: &Registration, today: Date) -> Result<Option<ReceiptNo>> {
        let lookups = Lookups::of(&self.db, registration)?;
        Ok(find_first(&self.db, &lookups, today)?.map(|first| first.receipt))
    }

    /// Whether a posting of an employer with the same answers waits or stands.
    pub fn has_offer(&self, firm: i64, answers: &Answers, today: Date) -> Result<bool> {
        let sql = "SELECT 1 FROM offer WHERE firm = ?1 AND answers = ?2 AND stage <> 'recalled' AND valid_until >= ?3";
        Ok(self.db.prepare_cached(sql)?.exists(params![firm, offers::json(answers)?, today.to_string()])?)
    }

    /// Everybody's registration that stands on a day, the earliest first.
    pub fn people_to_hand_on(&self, today: Date) -> Result<Vec<KeptPerson>> {
        let mut statement = self.db.prepare(
            "SELECT receipt, form, registered_at, valid_until FROM registration JOIN entry ON seq = entry_seq
             WHERE form IS NOT NULL AND superseded_by IS NULL AND state <> 'refused' AND valid_until >= ?1
               AND entry_seq = (SELECT max(latest.entry_seq) FROM registration AS latest
                   WHERE latest.subject = registration.subject AND latest.form IS NOT NULL)
             ORDER BY seq",
        )?;
        let mut rows = statement.query([today.to_string()])?;
        let mut people = Vec::new();
        while let Some(row) = rows.next()? {
            people.push(KeptPerson {
                receipt: ReceiptNo::parse(&row.get::<_, String>(0)?)
                    .ok_or(StoreError::Unreadable("a receipt number"))?,
                form: serde_json::from_str(&row.get::<_, String>(1)?).map_err(|_| StoreError::Unreadable("a form"))?,
                on: moment(row.get(2)?)?.to_zoned(tz::offset(8).to_time_zone()).date(),
                until: day(&row.get::<_, String>(3)?)?,
            });
        }
        Ok(people)
    }

    /// The desk's postings that were let through and stand on a day, the earliest first.
    pub fn postings_to_hand_on(&self, today: Date) -> Result<Vec<KeptPosting>> {
        let mut statement = self.db.prepare(
            "SELECT offer.id, receipt, whole, valid_until FROM offer JOIN entry ON seq = offer.entry_seq
             JOIN firm ON firm.id = offer.firm WHERE stage = 'offered' AND valid_until >= ?1 ORDER BY offer.id",
        )?;
        let mut rows = statement.query([today.to_string()])?;
        let mut postings = Vec::new();
        while let Some(row) = rows.next()? {
            postings.push(KeptPosting {
                receipt: ReceiptNo::parse(&row.get::<_, String>(1)?)
                    .ok_or(StoreError::Unreadable("a receipt number"))?,
                firm: serde_json::from_str(&row.get::<_, String>(2)?)
                    .map_err(|_| StoreError::Unreadable("an employer"))?,
                offer: self.offer(row.get(0)?)?,
                until: day(&row.get::<_, String>(3)?)?,
            });
        }
        Ok(postings)
    }
}
