//! Who is somebody twice: a registration without a card, an application and a seat by short forms are each a subject of their own,
//! though the same woman stands behind them. The same name with the same telephone is taken for the same person where she
//! wishes to be erased, so that one slip is enough; for everything else a clerk has to say so (`person_merge`).

use super::identity;
use crate::domain::ReceiptNo;
use crate::store::{Result, StoreError};
use ring::hmac;
use rusqlite::Transaction;

/// Everybody of whom name and telephone are known, by whatever she did.
const KNOWN: &str = "known (subject, name, phone) AS (
    SELECT coalesce((SELECT stays FROM merged WHERE away = said.subject), said.subject), trim(name), trim(phone)
    FROM (SELECT subject, form ->> '$.name' AS name, form ->> '$.phone' AS phone FROM registration WHERE form IS NOT NULL
          UNION ALL SELECT subject, person ->> '$.name', person ->> '$.phone' FROM application WHERE person IS NOT NULL
          UNION ALL SELECT subject, person ->> '$.name', person ->> '$.phone' FROM account_request WHERE person IS NOT NULL
          UNION ALL SELECT subject, name, phone FROM seat WHERE name IS NOT NULL) AS said
    WHERE name <> '' AND phone <> '')";

/// The other subjects of the same name and telephone, each with the receipt of the last thing that was done under it.
pub(super) fn others(tx: &Transaction<'_>, subject: &[u8; 16]) -> Result<Vec<([u8; 16], ReceiptNo)>> {
    let mut statement = tx.prepare(&format!(
        "WITH {KNOWN} SELECT other.subject, (
             SELECT receipt FROM entry WHERE entry.subject = other.subject AND kind NOT IN ('withdrawal', 'erasure')
             ORDER BY seq DESC LIMIT 1)
         FROM known AS her JOIN known AS other USING (name, phone)
         WHERE her.subject = ?1 AND other.subject <> ?1 GROUP BY other.subject"
    ))?;
    let mut rows = statement.query([subject])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(receipt) = row.get::<_, Option<String>>(1)? else { continue };
        let receipt = ReceiptNo::parse(&receipt).ok_or(StoreError::Unreadable("a receipt number"))?;
        all.push((row.get(0)?, receipt));
    }
    Ok(all)
}

/// Ten bytes nobody can guess for a further entry, made of those for the first.
pub(super) fn further(tx: &Transaction<'_>, random: [u8; 10], subject: &[u8; 16]) -> Result<[u8; 10]> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, identity::lookup_key(tx)?.as_slice());
    let tag = hmac::sign(&key, &[b"further\0".as_slice(), &random, subject].concat());
    Ok(*tag.as_ref().first_chunk().unwrap_or(&random))
}
