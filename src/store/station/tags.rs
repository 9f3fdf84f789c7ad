//! To which groups a person belongs: declared with a registration, or set at the desk with a paper that was seen.

use super::{Act, Station};
use crate::domain::audit::Deed;
use crate::domain::tag::Tag;
use crate::domain::{Category, EntryId, EntryKind, PERSON_TAG_VERSION, PersonTag, Registration, SubjectId, TagSource};
use crate::store::values::{day, millis};
use crate::store::{Result, StoreError};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use std::collections::HashMap;

const COLUMNS: &str = "category, source, from_on, until_on, evidence";

impl Station {
    /// Says that a person belongs to a group. `consent` is the notice under which she agreed, where the group is sensitive.
    ///
    /// # Errors
    /// When the store could not do it; then nothing was written.
    pub fn set_tag(&mut self, subject: SubjectId, tag: &Tag, consent: &str, act: &Act<'_>) -> Result<EntryId> {
        let tx = self.write()?;
        let body = |_| PersonTag {
            category: tag.category,
            source: tag.source,
            from: tag.from,
            until: tag.until,
            evidence: tag.evidence.clone(),
            staff: act.name(),
            consent: consent.to_owned(),
        };
        let (id, seq) = act.enter(&tx, (EntryKind::PersonTag, PERSON_TAG_VERSION), subject, body)?;
        // What was known of the same group before ends where this begins.
        tx.execute(
            "DELETE FROM person_tag WHERE subject = ?1 AND category = ?2 AND from_on >= ?3",
            params![subject.0.as_bytes(), tag.category.as_str(), tag.from.to_string()],
        )?;
        tx.execute(
            "UPDATE person_tag SET until_on = ?3
             WHERE subject = ?1 AND category = ?2 AND (until_on IS NULL OR until_on > ?3)",
            params![subject.0.as_bytes(), tag.category.as_str(), tag.from.yesterday().unwrap_or(tag.from).to_string()],
        )?;
        write(&tx, subject, tag, Some(seq), act.now)?;
        let ended = tag.until.is_some_and(|until| until < act.today);
        let deed = if ended { Deed::TagEnded } else { Deed::TagSet };
        act.note(&tx, deed, Some(subject), tag.category.as_str())?;
        tx.commit()?;
        Ok(id)
    }

    /// A person's groups, the latest first.
    pub fn tags_of(&self, subject: SubjectId) -> Result<Vec<Tag>> {
        let sql = format!("SELECT {COLUMNS} FROM person_tag WHERE subject = ?1 ORDER BY from_on DESC, id DESC");
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query([subject.0.as_bytes()])?;
        let mut tags = Vec::new();
        while let Some(row) = rows.next()? {
            tags.push(read(row)?);
        }
        Ok(tags)
    }

    /// Everybody's groups.
    pub fn all_tags(&self) -> Result<HashMap<[u8; 16], Vec<Tag>>> {
        let mut statement = self.db.prepare(&format!("SELECT {COLUMNS}, subject FROM person_tag"))?;
        let mut rows = statement.query([])?;
        let mut all: HashMap<[u8; 16], Vec<Tag>> = HashMap::new();
        while let Some(row) = rows.next()? {
            all.entry(row.get(5)?).or_default().push(read(row)?);
        }
        Ok(all)
    }
}

/// Writes down what a registration declares: each group holds from its day, as long as the registration stands. A group
/// that is known to hold longer is left as it is.
pub(super) fn declared(
    db: &Connection,
    subject: SubjectId,
    registration: &Registration,
    today: Date,
    now: Timestamp,
) -> Result<()> {
    for category in &registration.categories {
        let until = registration.valid_until;
        db.execute(
            "UPDATE person_tag SET until_on = ?4 WHERE subject = ?1 AND category = ?2 AND source = 'declared'
             AND until_on >= ?3 AND until_on < ?4",
            params![subject.0.as_bytes(), category.as_str(), today.to_string(), until.to_string()],
        )?;
        let known: i64 = db.query_row(
            "SELECT count(*) FROM person_tag WHERE subject = ?1 AND category = ?2 AND from_on <= ?3
             AND (until_on IS NULL OR until_on >= ?3)",
            params![subject.0.as_bytes(), category.as_str(), today.to_string()],
            |row| row.get(0),
        )?;
        if known == 0 {
            let tag = Tag {
                category: *category,
                source: TagSource::Declared,
                from: today,
                until: Some(until),
                evidence: String::new(),
            };
            write(db, subject, &tag, None, now)?;
        }
    }
    Ok(())
}

fn write(db: &Connection, subject: SubjectId, tag: &Tag, entry_seq: Option<i64>, now: Timestamp) -> Result<()> {
    db.execute(
        "INSERT INTO person_tag (subject, category, source, from_on, until_on, evidence, entry_seq, set_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            subject.0.as_bytes(),
            tag.category.as_str(),
            tag.source.as_str(),
            tag.from.to_string(),
            tag.until.map(|until| until.to_string()),
            tag.evidence,
            entry_seq,
            millis(now)
        ],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Tag> {
    let text = |column: usize| row.get::<_, String>(column);
    let until: Option<String> = row.get(3)?;
    Ok(Tag {
        category: Category::parse(&text(0)?).ok_or(StoreError::Unreadable("a group of people"))?,
        source: TagSource::parse(&text(1)?).unwrap_or(TagSource::Other),
        from: day(&text(2)?)?,
        until: until.map(|until| day(&until)).transpose()?,
        evidence: text(4)?,
    })
}
