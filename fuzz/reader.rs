//! One of the readers in simulation/src/foreign.rs, by its name in `YIZHAN_READER`, fed by libFuzzer. One program has them all, so that
//! it is linked once.
#![no_main]

use std::sync::OnceLock;
use yizhan_simulation::foreign::{READERS, Reader};

static CHOSEN: OnceLock<Reader> = OnceLock::new();

fn chosen() -> Reader {
    let name = std::env::var("YIZHAN_READER").unwrap_or_default();
    let found = READERS.iter().find(|(known, _)| *known == name);
    found.map_or_else(
        || {
            let names: Vec<_> = READERS.iter().map(|(known, _)| *known).collect();
            eprintln!("YIZHAN_READER must be one of {}", names.join(", "));
            std::process::exit(2)
        },
        |(_, reader)| *reader,
    )
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| CHOSEN.get_or_init(chosen)(bytes));
