//! A release is unpacked into the place that nobody needs, beside the program that runs. Until the last step it is as if it had not come.

use super::disk::replace;
use super::{NotDone, Programs, Running, Slot};
use std::io::Read;
use yizhan_wire::release::{Head, NoRelease, Release, program};

/// How a release comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// From the platform: what was refused here is not tried again.
    Itself,
    /// A technician brings it, and may want to try it once more.
    Technician,
}

impl Programs<'_> {
    /// Whether a release of this head would be taken beside the program that runs now.
    ///
    /// # Errors
    /// Says why not.
    pub fn would_take(&self, head: &Head, running: &Running, by: By) -> Result<(), NotDone> {
        if self.publishers.is_empty() {
            return Err(NotDone::NoPublisher);
        }
        if head.machine != running.machine {
            return Err(NotDone::OtherMachine(head.machine.clone()));
        }
        let state = self.state();
        if let Some(trial) = state.trial {
            return Err(NotDone::OnTrial(trial.version));
        }
        let waiting = state.waiting.as_ref().and_then(|(slot, _)| self.head(*slot)).map(|head| head.version);
        let here = waiting.map_or(running.version, |waiting| waiting.max(running.version));
        if head.version <= here {
            return Err(NotDone::NotNewer { found: head.version, here });
        }
        if head.station_schema < running.station_schema {
            return Err(NotDone::OlderSchema { found: head.station_schema, here: running.station_schema });
        }
        match state.refusal(head.version).filter(|_| by == By::Itself) {
            Some(why) => Err(NotDone::Refused(head.version, why.to_owned())),
            None => Ok(()),
        }
    }

    /// Takes a release: it waits from then on to be started. `broken` is what the doctor finds broken now.
    ///
    /// # Errors
    /// When it is not to be believed, is of no use here, or cannot be written; then everything goes on as before.
    pub fn take(
        &mut self,
        from: &mut dyn Read,
        running: &Running,
        by: By,
        broken: Vec<String>,
    ) -> Result<Head, NotDone> {
        let release = Release::read(from)?;
        release.verify(self.publishers)?;
        self.would_take(&release.head, running, by)?;
        let mut state = self.state();
        let slot = state.current.map_or(Slot::A, Slot::other);
        if state.waiting.take().is_some() {
            self.save(&state)?;
        }
        self.disk.make(slot.folder())?;
        self.disk.settle("".as_ref())?;
        // A place without a release holds nothing: what is written into it now counts with the release only.
        self.disk.remove(&slot.release())?;
        self.disk.settle(slot.folder())?;
        replace(self.disk, &slot.program(), &mut program(from)?, true)?;
        release.verify_program(self.disk.open(&slot.program())?).inspect_err(|_| {
            // It takes room, and is of no use.
            self.disk.remove(&slot.program()).ok();
        })?;
        replace(self.disk, &slot.release(), &mut release.front().as_slice(), false)?;
        state.waiting = Some((slot, broken));
        self.save(&state)?;
        Ok(release.head)
    }

    /// Reads the front of a release and looks whether it is to be believed.
    ///
    /// # Errors
    /// When it is not.
    pub fn look_at(&self, from: &mut dyn Read) -> Result<Head, NoRelease> {
        let release = Release::read(from)?;
        release.verify(self.publishers)?;
        Ok(release.head)
    }
}
