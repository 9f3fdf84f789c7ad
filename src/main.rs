//! The kiosk's program: everything is in the library, so that tests and benches use the same code; but for the way in which
//! memory is given back, which is the whole process's.

#[cfg(target_env = "gnu")]
mod wiping;

use std::process::ExitCode;

fn main() -> ExitCode {
    yizhan::cli::run()
}
