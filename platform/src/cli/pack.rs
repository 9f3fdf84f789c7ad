//! `yizhan-platform pack`.

use super::{Data, Failure, printed};
use crate::core::Storage as _;
use crate::core::media::MediaStore as _;
use crate::core::packs::{self, PutPack};
use crate::storage::media::MediaFolder;
use clap::Args;
use serde_json::json;
use std::io::{self, Write as _};
use std::path::PathBuf;
use yizhan_wire::media::named_in;

#[derive(Debug, Args)]
pub struct Pack {
    #[command(flatten)]
    data: Data,
    /// The pack: `{"kind": "words", "version": 2, "body": {"jobs": {"cleaner": ["搞卫生"]}, "benefits": {}}}`
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Pack {
    pub fn run(&self) -> Result<(), Failure> {
        let file = self.file.display();
        let text = std::fs::read_to_string(&self.file).map_err(|e| format!("{file}: {e}"))?;
        let pack = packs::read(text.trim_start_matches('\u{feff}')).map_err(|flaw| format!("{file}: {flaw}"))?;
        let media = MediaFolder::of(&self.data.folder());
        for medium in named_in(&pack.body) {
            if media.length(&medium.sha256)? != Some(medium.bytes) {
                let hash = medium.sha256;
                return Err(format!("{file}: the medium {hash} is not here; take it with `media add` first").into());
            }
        }
        let put = self.data.open()?.put_pack(&pack, &|held| packs::settle(&pack, held))?;
        let named = format!("{} version {}", pack.kind, pack.version);
        let said = match put {
            PutPack::Taken if packs::is_known(&pack.kind) => format!("{named} is in the feed of all stations"),
            PutPack::Taken => {
                format!("{named} is in the feed of all stations; this program knows no such kind and did not check it")
            }
            PutPack::Unchanged => format!("{named} was in the feed already"),
            PutPack::NotNewer { held } => {
                return Err(format!(
                    "{file}: the feed holds version {held} of {}; give this one a higher number",
                    pack.kind
                )
                .into());
            }
        };
        let line = if self.json {
            json!({ "kind": pack.kind, "version": pack.version, "put": put }).to_string()
        } else {
            said
        };
        printed(writeln!(io::stdout(), "{line}"))?;
        Ok(())
    }
}
