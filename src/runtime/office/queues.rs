//! The five queues: what is in them, who takes what on and puts it back, and what came of it. Whoever reads a list of people is in
//! the audit log, as is whoever opens one of them.

use super::{OfficeEvent, OfficeJob, Refused};
use crate::domain::audit::Deed;
use crate::domain::help::{HelpRule, rule};
use crate::domain::role::May;
use crate::domain::task::{Queue, Reason, TaskRow};
use crate::store::{Act, Station, StoreError, TakenByAnother};

/// What is asked about tasks; anything else is none of them.
pub(super) fn answer(station: &mut Station, job: OfficeJob, act: &Act<'_>) -> Result<OfficeEvent, StoreError> {
    match job {
        OfficeJob::ListTasks { queue } => {
            let rows = seen_by(station.tasks(queue)?, station, act);
            station.note(act, Deed::PeopleListed, None, &format!("{} {}", queue.as_str(), rows.len()))?;
            Ok(OfficeEvent::Tasks { queue, rows })
        }
        OfficeJob::ListDue => {
            let rows = seen_by(station.tasks_due(act.today)?, station, act);
            station.note(act, Deed::PeopleListed, None, &format!("due {}", rows.len()))?;
            Ok(OfficeEvent::Due(rows))
        }
        OfficeJob::TakeTask { queue, id } => taken(station.take_task(id, act)?, station, queue, act),
        OfficeJob::PutBackTask { queue, id } => {
            station.put_back_task(id, act)?;
            listed(station, queue, act)
        }
        OfficeJob::EndTask { queue, id, outcome, note } => {
            taken(station.end_task(id, outcome, &note, act)?, station, queue, act)
        }
        _ => Err(StoreError::NotFound("job")),
    }
}

fn taken(
    done: Result<(), TakenByAnother>,
    station: &Station,
    queue: Queue,
    act: &Act<'_>,
) -> Result<OfficeEvent, StoreError> {
    match done {
        Ok(()) => listed(station, queue, act),
        Err(other) => Ok(OfficeEvent::Refused(Refused::Taken(other.0.name))),
    }
}

fn listed(station: &Station, queue: Queue, act: &Act<'_>) -> Result<OfficeEvent, StoreError> {
    Ok(OfficeEvent::Tasks { queue, rows: seen_by(station.tasks(queue)?, station, act) })
}

/// Tasks as this member of staff may see them: why somebody needs help may tell of a group that is sensitive.
pub(super) fn seen_by(mut tasks: Vec<TaskRow>, station: &Station, act: &Act<'_>) -> Vec<TaskRow> {
    if !act.by.is_some_and(|member| member.roles.may(May::SeeSensitive)) {
        let rules = station.rules();
        let by_rule = |task: &TaskRow| rule(&rules.help, &task.note).is_none_or(HelpRule::is_sensitive);
        let sensitive = |task: &&mut TaskRow| task.reason == Reason::Help && by_rule(task);
        tasks.iter_mut().filter(sensitive).for_each(|task| task.note.clear());
    }
    tasks
}
