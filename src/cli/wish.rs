//! `yizhan withdraw` and `yizhan erase`: what a person may wish, at a desk without a screen.

use super::{Context, Done};
use crate::domain::wishes::Wish;
use crate::domain::{ConsentPurpose, ReceiptNo};
use crate::runtime::world::random_bytes;
use serde_json::json;

#[derive(clap::Args)]
pub struct Withdraw {
    /// The receipt that the person shows
    #[arg(value_parser = receipt)]
    receipt: ReceiptNo,
    /// Which consent ends; may be said several times. `register` ends all: it is `yizhan erase`
    #[arg(long = "purpose", value_name = "PURPOSE", required = true, value_parser = purpose)]
    purposes: Vec<ConsentPurpose>,
}

#[derive(clap::Args)]
pub struct Erase {
    /// The receipt that the person shows
    #[arg(value_parser = receipt)]
    receipt: ReceiptNo,
}

pub fn withdraw(context: &mut Context, options: &Withdraw) -> Done {
    wish(context, &options.receipt, &Wish::of(&options.purposes))
}

pub fn erase(context: &mut Context, options: &Erase) -> Done {
    wish(context, &options.receipt, &Wish::Erase)
}

fn wish(context: &mut Context, of: &ReceiptNo, wish: &Wish) -> Done {
    let mut station = context.station()?;
    let wished = station.wish(of, wish, None, context.world.now(), random_bytes(&*context.world))?;
    let document = json!({ "receipt": wished.receipt, "entry": wished.entry, "already": wished.already });
    context.printer.either(&document, || {
        let held = if wished.already { "was noted before" } else { "is noted and goes to the province" };
        format!("{} {held}", wished.receipt)
    })
}

fn receipt(text: &str) -> Result<ReceiptNo, String> {
    ReceiptNo::parse(text).ok_or_else(|| "no receipt has this number: a digit is wrong".to_owned())
}

fn purpose(word: &str) -> Result<ConsentPurpose, String> {
    let known = || ConsentPurpose::ALL.iter().map(|purpose| purpose.as_str()).collect::<Vec<_>>().join(", ");
    let purpose = ConsentPurpose::parse(word).filter(|purpose| *purpose != ConsentPurpose::Other);
    purpose.ok_or_else(|| format!("there are: {}", known()))
}
