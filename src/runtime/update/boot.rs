//! Which program is started. The one that the package brought asks this before each start and becomes the answer; it is never
//! replaced by an update itself, so that there is always one that can ask.

use super::{NotDone, Programs, Running, STARTS, Slot, State, Trial};
use yizhan_wire::release::Head;

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The program of the package itself.
    Own,
    /// The proven program of a place.
    Proven(Slot, Head),
    /// The program of a place, on trial.
    OnTrial(Slot, Head),
}

/// What keeps the people's file as it was, for a program that writes it in a newer form and may have to go again.
pub trait Keepsake {
    /// Keeps a copy; nobody has the file open.
    ///
    /// # Errors
    /// When there is no room, or the file cannot be read: then the new program is not started.
    fn keep(&mut self) -> Result<(), NotDone>;

    /// Whether a program in a place opens such a copy, brings it into its form and finds nothing wrong with it.
    ///
    /// # Errors
    /// When it cannot be tried.
    fn rehearse(&mut self, slot: Slot) -> Result<bool, NotDone>;

    /// Puts the copy back where nothing would be lost by that; whether it did.
    ///
    /// # Errors
    /// When one of them cannot be read or written.
    fn put_back(&mut self) -> Result<bool, NotDone>;
}

impl Programs<'_> {
    /// Chooses, and writes down that a trial has begun or ended.
    pub fn boot(&mut self, own: &Running, keepsake: &mut dyn Keepsake) -> Choice {
        let mut state = self.state();
        self.end_trial(&mut state, keepsake);
        if let Some(choice) = self.go_on_trying(&mut state).or_else(|| self.begin_trial(&mut state, own, keepsake)) {
            return choice;
        }
        self.proven_one(&state, own)
    }

    /// Which program runs now, or would: for a command beside the kiosk. Nothing is written.
    #[must_use]
    pub fn chosen(&self, own: &Running) -> Choice {
        let state = self.state();
        let on_trial = state.trial.as_ref().and_then(|trial| Some((trial.slot, self.proven(trial.slot)?)));
        match on_trial {
            Some((slot, head)) => Choice::OnTrial(slot, head),
            None => self.proven_one(&state, own),
        }
    }

    /// A program that was found unwell, or did not last, goes.
    fn end_trial(&mut self, state: &mut State, keepsake: &mut dyn Keepsake) {
        let Some(trial) = state.trial.as_ref().filter(|trial| trial.unwell.is_some() || trial.starts >= STARTS) else {
            return;
        };
        let version = trial.version;
        if trial.raises_schema && self.proven(trial.slot).is_some() {
            match keepsake.put_back() {
                Ok(true) => {}
                Ok(false) => {
                    // What people entrusted to the station since stands in a form that only the new program reads.
                    tracing::error!(%version, "the program is not well and cannot go: the people's file is of its form");
                    (state.current, state.trial) = (Some(trial.slot), None);
                    self.written(state);
                    return;
                }
                Err(error) => {
                    tracing::error!(%error, %version, "the people's file could not be put back; it is tried again");
                    return;
                }
            }
        }
        let why = trial.unwell.clone().unwrap_or_else(|| "it did not last".to_owned());
        tracing::error!(%version, why, "a new program goes, and the one before it comes back");
        state.refuse(version, why);
        state.trial = None;
        self.written(state);
    }

    fn go_on_trying(&mut self, state: &mut State) -> Option<Choice> {
        let (slot, version) = state.trial.as_ref().map(|trial| (trial.slot, trial.version))?;
        let head = self.proven(slot).filter(|head| head.version == version);
        if let (Some(trial), Some(head)) = (state.trial.as_mut().filter(|_| head.is_some()), head) {
            trial.starts += 1;
            return self.written(state).then_some(Choice::OnTrial(slot, head));
        }
        state.refuse(version, "it was damaged on the disk");
        state.trial = None;
        self.written(state);
        None
    }

    fn begin_trial(&mut self, state: &mut State, own: &Running, keepsake: &mut dyn Keepsake) -> Option<Choice> {
        let (slot, before) = state.waiting.clone()?;
        let Some(head) = self.proven(slot) else {
            state.waiting = None;
            self.written(state);
            return None;
        };
        let here = self.schema_here(state, own);
        let raises_schema = head.station_schema > here;
        if raises_schema {
            let rehearsed = keepsake.keep().and_then(|()| keepsake.rehearse(slot));
            match rehearsed {
                Ok(true) => {}
                Ok(false) => {
                    state.waiting = None;
                    state.refuse(head.version, "it cannot read the people's file");
                    self.written(state);
                    return None;
                }
                Err(error) => {
                    tracing::error!(%error, "a new program waits: the people's file could not be kept before it");
                    return None;
                }
            }
        }
        state.trial = Some(Trial { slot, version: head.version, starts: 1, before, raises_schema, unwell: None });
        state.waiting = None;
        // What cannot be written down is not begun: it could not be ended either.
        self.written(state).then_some(Choice::OnTrial(slot, head))
    }

    /// The program that was kept last; where it is damaged, the newest that is whole and reads the people's file.
    fn proven_one(&self, state: &State, own: &Running) -> Choice {
        let Some(current) = state.current else { return Choice::Own };
        let untried = |slot: Slot, head: &Head| {
            state.waiting.as_ref().is_some_and(|(waiting, _)| *waiting == slot) || state.refusal(head.version).is_some()
        };
        let places = [current, current.other()];
        let whole = places.into_iter().find_map(|slot| Some((slot, self.proven(slot)?)));
        match whole.filter(|(slot, head)| *slot == current || !untried(*slot, head)) {
            // The package was renewed since.
            Some((_, head)) if head.version < own.version && head.station_schema <= own.station_schema => Choice::Own,
            Some((slot, head)) => Choice::Proven(slot, head),
            None => Choice::Own,
        }
    }

    /// The form of the people's file that the program writes that is to be replaced.
    fn schema_here(&self, state: &State, own: &Running) -> i64 {
        match self.proven_one(state, own) {
            Choice::Proven(_, head) | Choice::OnTrial(_, head) => head.station_schema,
            Choice::Own => own.station_schema,
        }
    }

    fn written(&mut self, state: &State) -> bool {
        let saved = self.save(state);
        if let Err(error) = &saved {
            tracing::error!(%error, "where the programs stand could not be written");
        }
        saved.is_ok()
    }
}
