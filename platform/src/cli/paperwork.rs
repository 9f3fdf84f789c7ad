//! `yizhan-platform paperwork`: manual pages and completions of shells, for the package.

use super::{Failure, Line};
use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Paperwork {
    /// The folder that they are written into; it exists
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

impl Paperwork {
    pub fn run(&self) -> Result<(), Failure> {
        clap_mangen::generate_to(Line::command(), &self.to)?;
        let mut program = Line::command();
        let name = program.get_name().to_owned();
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            clap_complete::generate_to(shell, &mut program, &name, &self.to)?;
        }
        Ok(())
    }
}
