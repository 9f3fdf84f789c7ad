//! The kiosk's program: everything is in the library, so that tests and benches use the same code.

use std::process::ExitCode;
use yizhan::wiping::Wiping;

#[global_allocator]
static HEAP: Wiping = Wiping;

fn main() -> ExitCode {
    yizhan::cli::run()
}
