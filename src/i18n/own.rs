//! What is wrong with the station itself, in sentences for whoever can do something about it.

use super::words::Words;
use crate::domain::own::OwnState;

impl Words {
    /// What the technician should know, a sentence each; nothing where all is well. `budget_spent`: today's bytes are gone.
    #[must_use]
    pub fn own_warnings(self, own: &OwnState, budget_spent: bool) -> Vec<String> {
        let clock = own.wrong_clock_s().map(|off| {
            let much = self.lasting(off.abs());
            if off > 0 { self.clock_is_behind(&much) } else { self.clock_is_ahead(&much) }
        });
        let refused = own.refused.as_ref().map(|(version, _)| self.settings_refused(i64::from(*version)));
        let spent = budget_spent.then(|| self.budget_spent().to_owned());
        clock.into_iter().chain(refused).chain(spent).collect()
    }
}
