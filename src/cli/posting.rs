//! `yizhan posting ID`: one posting, all fields.

use super::{Context, Done, Failure};
use crate::domain::PostingId;
use crate::runtime::world::day_of;
use crate::store::CatalogueReader;

#[derive(clap::Args)]
pub struct Options {
    /// The posting's number
    id: PostingId,
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    let today = day_of(context.world.now());
    let posting = CatalogueReader::open(&context.data)?.posting(options.id, today)?;
    let posting = posting
        .ok_or_else(|| Failure::Because(format!("posting {} is not here, was withdrawn or has ended", options.id)))?;
    context.printer.either(&posting, || {
        let wage = context.words.wage(&posting.wage);
        format!(
            "{} {}\n{wage}\n{} {}\n{}\n{}\n{} ~ {}\n{}",
            posting.id,
            posting.title,
            posting.employer,
            posting.place.district,
            posting.tasks,
            posting.requirements,
            posting.posted_on,
            posting.valid_until,
            posting.source.name,
        )
    })
}
