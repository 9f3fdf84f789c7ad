//! What other offices handed back about people through the province (回流数据): kept in its notices until its day, and no longer.

use super::{OF_HER, Station};
use crate::domain::SubjectId;
use crate::domain::notice::{NoticeKind, ReturnedData};
use crate::store::Result;
use crate::store::values::moment;
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::params;

impl Station {
    /// What may be kept about a person today, the latest first; also what came, or comes still, under a name by which she was
    /// registered once more.
    pub fn returned_of(&self, subject: SubjectId, today: Date) -> Result<Vec<(Timestamp, ReturnedData)>> {
        let sql = format!(
            "SELECT made_at, body FROM notice WHERE subject IN {OF_HER} AND kind = ?2 AND body IS NOT NULL ORDER BY seq DESC"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(params![subject.0.as_bytes(), NoticeKind::ReturnedData.as_str()])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            // What cannot be read is shown to nobody, and goes with the next purge or is read by a later program.
            let data: Option<ReturnedData> = serde_json::from_str(&row.get::<_, String>(1)?).ok();
            if let Some(data) = data.filter(|data| data.until >= today) {
                all.push((moment(row.get(0)?)?, data));
            }
        }
        Ok(all)
    }

    /// Blanks what may not be kept any longer; what names no day is kept none. Returns how much it was.
    pub fn purge_returned(&mut self, today: Date) -> Result<usize> {
        let sql = "UPDATE notice SET body = NULL
                   WHERE kind = ?1 AND body IS NOT NULL AND coalesce(body ->> '$.until', '') < ?2";
        let blanked = self.db.execute(sql, params![NoticeKind::ReturnedData.as_str(), today.to_string()])?;
        if blanked > 0 {
            self.empty_log()?;
        }
        Ok(blanked)
    }
}
