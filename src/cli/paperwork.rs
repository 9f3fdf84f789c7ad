//! `yizhan paperwork`: manual pages and completions of shells, for the package.

use super::{CommandLine, Done};
use clap::CommandFactory as _;
use clap_complete::Shell;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Options {
    /// The folder that they are written into; it exists
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

pub fn run(options: &Options) -> Done {
    clap_mangen::generate_to(CommandLine::command(), &options.to)?;
    let mut program = CommandLine::command();
    let name = program.get_name().to_owned();
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        clap_complete::generate_to(shell, &mut program, &name, &options.to)?;
    }
    Ok(())
}
