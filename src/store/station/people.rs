//! Registered people, for whoever looks for work for them.

use super::Station;
use crate::domain::{Form, ReceiptNo};
use crate::store::values::optional;
use crate::store::{Result, StoreError};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A registration whose person has not wished to be forgotten since.
const KEPT: &str = "NOT EXISTS (SELECT 1 FROM wish WHERE wish.subject = registration.subject
    AND wish.entry_seq > registration.entry_seq AND wish.kind = 'erasure')";

/// A person's registration that stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub receipt: ReceiptNo,
    pub form: Form,
}

impl Station {
    /// The form behind a receipt; `None` where there is no such receipt or the form was erased.
    pub fn form_of(&self, receipt: &ReceiptNo) -> Result<Option<Form>> {
        let sql = format!("SELECT form FROM entry JOIN registration ON entry_seq = seq WHERE receipt = ?1 AND {KEPT}");
        let text = optional(self.db.query_row(&sql, [receipt.as_str()], |row| row.get::<_, Option<String>>(0)))?;
        text.flatten().map(|text| read(&text)).transpose()
    }

    /// The people whose registration stands on `today`, each by the latest one, the latest first. What a clerk still has
    /// to put right for the province is a registration here all the same.
    pub fn people(&self, today: Date, limit: usize) -> Result<Vec<Person>> {
        let mut statement = self.db.prepare(&format!(
            "SELECT registration.subject, receipt, form FROM entry JOIN registration ON entry_seq = seq
             WHERE form IS NOT NULL AND valid_until >= ?1 AND superseded_by IS NULL AND {KEPT} ORDER BY seq DESC"
        ))?;
        let mut rows = statement.query([today.to_string()])?;
        let (mut people, mut known) = (Vec::new(), BTreeSet::new());
        while let Some(row) = rows.next()? {
            if people.len() == limit {
                break;
            }
            if known.insert(row.get::<_, [u8; 16]>(0)?) {
                let receipt = ReceiptNo::parse(&row.get::<_, String>(1)?);
                let receipt = receipt.ok_or(StoreError::Unreadable("a receipt number"))?;
                people.push(Person { receipt, form: read(&row.get::<_, String>(2)?)? });
            }
        }
        Ok(people)
    }
}

fn read(text: &str) -> Result<Form> {
    serde_json::from_str(text).map_err(|_| StoreError::Unreadable("a form"))
}
