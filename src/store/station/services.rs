//! Services: each is a row and an entry in one transaction. Nothing is deleted; a mistake is taken back by an entry that
//! says so.

use super::{Act, Station, tasks};
use crate::domain::audit::Deed;
use crate::domain::ledger::EntryState;
use crate::domain::plan::Done;
use crate::domain::seeker::{NewService, ServiceRow};
use crate::domain::task::{Outcome, Reason};
use crate::domain::{
    EntryId, EntryKind, PostingId, SERVICE_NOTE_VERSION, SERVICE_VERSION, Service, ServiceKind, ServiceNote,
    ServiceSaying, SubjectId,
};
use crate::store::values::{day, millis, optional};
use crate::store::{Result, StoreError};
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use std::collections::HashMap;
use uuid::Uuid;

const COLUMNS: &str = "entry.id, service.kind, done_on, posting, topic, result, told, confirmed_at IS NOT NULL,
    void_at IS NOT NULL, staff.name, entry.state, service.subject";
const FROM: &str = "FROM service JOIN entry ON entry.seq = entry_seq JOIN staff ON staff.id = service.staff";

impl Station {
    /// Records a service that was done today, and settles the task that it was promised by.
    ///
    /// # Errors
    /// When the store could not do it; then nothing was written.
    pub fn record_service(&mut self, subject: SubjectId, new: &NewService, act: &Act<'_>) -> Result<EntryId> {
        let tx = self.write()?;
        let id = record(&tx, subject, new, act)?;
        tx.commit()?;
        Ok(id)
    }

    /// The person herself confirms a service. Once more changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such service, or it was taken back.
    pub fn confirm_service(&mut self, service: EntryId, act: &Act<'_>) -> Result<()> {
        self.say_of_service(service, ServiceSaying::Confirmed, "", act)
    }

    /// Takes a service back that was recorded by mistake. Once more changes nothing.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such service.
    pub fn void_service(&mut self, service: EntryId, reason: &str, act: &Act<'_>) -> Result<()> {
        self.say_of_service(service, ServiceSaying::Void, reason, act)
    }

    fn say_of_service(&mut self, service: EntryId, says: ServiceSaying, reason: &str, act: &Act<'_>) -> Result<()> {
        let tx = self.write()?;
        let found = optional(tx.query_row(
            "SELECT entry_seq, service.subject, confirmed_at IS NOT NULL, void_at IS NOT NULL
             FROM service JOIN entry ON seq = entry_seq WHERE entry.id = ?1",
            [service.0.as_bytes()],
            |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 16]>(1)?, row.get::<_, bool>(2)?, row.get::<_, bool>(3)?))
            },
        ))?;
        let (seq, subject, confirmed, void) = found.ok_or(StoreError::NotFound("service"))?;
        let (column, already, deed) = match says {
            ServiceSaying::Void => ("void_at", void, Deed::ServiceVoided),
            _ if void => return Err(StoreError::NotFound("service")),
            _ => ("confirmed_at", confirmed, Deed::ServiceConfirmed),
        };
        if already {
            return Ok(());
        }
        let subject = SubjectId(Uuid::from_bytes(subject));
        let body = |_| ServiceNote { service, says, staff: act.name(), reason: reason.to_owned() };
        let (_, note) = act.enter(&tx, (EntryKind::ServiceNote, SERVICE_NOTE_VERSION), subject, body)?;
        tx.execute(&format!("UPDATE service SET {column} = ?2 WHERE entry_seq = ?1"), params![seq, millis(act.now)])?;
        if says == ServiceSaying::Void {
            // One that the province did not take holds nobody up any more.
            tx.execute(
                "UPDATE entry SET superseded_by = ?2 WHERE seq = ?1 AND state = 'refused' AND superseded_by IS NULL",
                params![seq, note],
            )?;
        }
        act.note(&tx, deed, Some(subject), "")?;
        Ok(tx.commit()?)
    }

    /// A person's services, the latest first.
    pub fn services_of(&self, subject: SubjectId) -> Result<Vec<ServiceRow>> {
        let sql = format!("SELECT {COLUMNS} {FROM} WHERE service.subject = ?1 ORDER BY entry_seq DESC");
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query([subject.0.as_bytes()])?;
        let mut services = Vec::new();
        while let Some(row) = rows.next()? {
            services.push(read(row)?);
        }
        Ok(services)
    }

    /// Everybody's services of these days, by person.
    pub fn services_between(&self, from: Date, to: Date) -> Result<HashMap<[u8; 16], Vec<ServiceRow>>> {
        let sql = format!("SELECT {COLUMNS} {FROM} WHERE done_on BETWEEN ?1 AND ?2 ORDER BY entry_seq");
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query([from.to_string(), to.to_string()])?;
        let mut all: HashMap<[u8; 16], Vec<ServiceRow>> = HashMap::new();
        while let Some(row) = rows.next()? {
            all.entry(row.get(11)?).or_default().push(read(row)?);
        }
        Ok(all)
    }
}

/// Writes a service and its entry.
pub(super) fn record(db: &Connection, subject: SubjectId, new: &NewService, act: &Act<'_>) -> Result<EntryId> {
    let staff = act.somebody()?;
    let body = |_| Service {
        kind: new.kind,
        channel: new.channel,
        done_on: act.today,
        staff: act.name(),
        posting: new.posting,
        topic: new.topic.clone(),
        result: new.result.clone(),
        told: new.told,
        confirmed: new.confirmed,
    };
    let (id, seq) = act.enter(db, (EntryKind::Service, SERVICE_VERSION), subject, body)?;
    db.execute(
        "INSERT INTO service (entry_seq, subject, kind, channel, done_on, staff, posting, topic, result, told, confirmed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            seq,
            subject.0.as_bytes(),
            new.kind.as_str(),
            new.channel.as_str(),
            act.today.to_string(),
            staff,
            new.posting.map(|posting| posting.0),
            new.topic,
            new.result,
            new.told,
            new.confirmed.then(|| millis(act.now))
        ],
    )?;
    // What was promised and has now been done need not be done again.
    let promised = match new.kind {
        ServiceKind::Recommendation => Some(Reason::Recommend),
        ServiceKind::Guidance => Some(Reason::WantsGuidance),
        ServiceKind::TrainingInfo | ServiceKind::TrainingDone => Some(Reason::WantsTraining),
        ServiceKind::PolicyTalk => Some(Reason::WantsPolicy),
        _ => None,
    };
    if let Some(reason) = promised {
        tasks::settle(db, subject, reason, Outcome::Done, act)?;
    }
    act.note(db, Deed::ServiceRecorded, Some(subject), new.kind.as_str())?;
    Ok(id)
}

fn read(row: &Row<'_>) -> Result<ServiceRow> {
    let done = Done {
        id: EntryId(Uuid::from_bytes(row.get(0)?)),
        kind: ServiceKind::parse(&row.get::<_, String>(1)?).unwrap_or(ServiceKind::Other),
        on: day(&row.get::<_, String>(2)?)?,
        posting: row.get::<_, Option<i64>>(3)?.map(PostingId),
        topic: row.get(4)?,
        result: row.get(5)?,
        told: row.get(6)?,
        confirmed: row.get(7)?,
        void: row.get(8)?,
    };
    Ok(ServiceRow { done, staff: row.get(9)?, state: state_of(&row.get::<_, String>(10)?) })
}

pub(super) fn state_of(word: &str) -> EntryState {
    match word {
        "waiting" => EntryState::Waiting,
        "acknowledged" => EntryState::Acknowledged,
        _ => EntryState::Refused,
    }
}
