//! `yizhan-platform forwards`.

use super::{Data, Failure, now, printed, random};
use crate::core::Storage as _;
use crate::core::board::Board as _;
use crate::core::forward::{ForwardState, Said, answer, notice};
use clap::Args;
use std::io::{self, Write as _};
use yizhan_wire::NoticeId;
use yizhan_wire::notice::ApplicationOutcome;

/// Prints people whom desks recommended to employers, and who applied at a machine, with whom to tell and what of whom may be told, one JSON object a line. What
/// an employer answers goes back by `notice`, or by the cockpit.
#[derive(Debug, Args)]
pub struct Forwards {
    #[command(flatten)]
    data: Data,
    /// Only those for this employer, as the posting names it
    #[arg(long, value_name = "NAME")]
    employer: Option<String>,
    /// Also those that are over
    #[arg(long)]
    all: bool,
    /// Note for each of them that waits that the employer has it now
    #[arg(long, conflicts_with = "all")]
    delivered: bool,
}

impl Forwards {
    pub fn run(&self) -> Result<(), Failure> {
        let storage = self.data.open()?;
        let wanted = |employer: &str| self.employer.as_deref().is_none_or(|wanted| wanted.trim() == employer);
        for forward in storage.forwards(None)? {
            if !wanted(&forward.employer) || !(self.all || forward.state.is_open()) {
                continue;
            }
            let mut line = serde_json::to_vec(&forward)?;
            line.push(b'\n');
            if !printed(io::stdout().write_all(&line))? {
                return Ok(());
            }
            // What was printed is handed over, and nothing else.
            if self.delivered && forward.state == ForwardState::Waiting && forward.person.is_some() {
                let said = Said { outcome: ApplicationOutcome::Received, text: String::new(), meet: None };
                let about = storage.about_receipt(&forward.receipt)?.ok_or("the entry is gone")?;
                let id = NoticeId::new(u64::try_from(now().as_millisecond())?, random::<10>()?);
                storage.put_notice(&notice(about, &answer(&forward, said)?, id, now())?)?;
            }
        }
        Ok(())
    }
}
