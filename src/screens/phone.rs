//! The province's pages for phones, where the station was told their address: the last line of a code that also says everything
//! without a network.

use super::Facts;
use crate::domain::ledger::Registered;
use crate::domain::{PostingId, ReceiptNo};

/// Bytes a code of version 15 at level M holds (ISO/IEC 18004): about a hundred and thirty hanzi. A denser one is hard to
/// read for an old phone.
pub const MOST_BYTES: usize = 412;

/// What a code with the seal of a slip may hold: version 17 at level M. On a roll of 58 mm its dots are as large as those of a
/// version 15, half a millimetre.
const SEALED_BYTES: usize = 504;

/// What a page is about.
#[derive(Debug, Clone, Copy)]
pub enum Behind<'a> {
    Posting(PostingId),
    Receipt(&'a ReceiptNo),
    Policy(&'a str),
}

/// The address of the page, where the province has said where its pages are.
#[must_use]
pub fn address(facts: &Facts<'_>, behind: Behind<'_>) -> Option<String> {
    let pages = facts.status.own.configuration.pages.as_deref()?.trim_end_matches('/');
    Some(match behind {
        Behind::Posting(id) => format!("{pages}/p/{id}"),
        Behind::Receipt(number) => format!("{pages}/r/{number}"),
        Behind::Policy(id) => {
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
            id.chars().all(plain).then(|| format!("{pages}/z/{id}"))?
        }
    })
}

/// The text with the address below it, where both together are not too dense for an old phone.
#[must_use]
pub fn with_address(text: String, address: Option<&str>) -> String {
    match address {
        Some(address) if text.len() + 1 + address.len() <= MOST_BYTES => format!("{text}\n{address}"),
        _ => text,
    }
}

/// Whether a code leads to the page of its receipt and proves there that it is of a slip.
#[must_use]
pub fn leads_with_proof(facts: &Facts<'_>, code: &str) -> bool {
    let pages = facts.status.own.configuration.pages.as_deref();
    pages.is_some_and(|pages| code.contains(&format!("{}/r/", pages.trim_end_matches('/')))) && code.contains("?v=")
}

/// The text of a receipt with the address of its page below it, and with what makes the slip prove itself without a network. Where
/// that would make the code too dense it is left out: what a person needs to read goes first.
#[must_use]
pub fn with_proof(facts: &Facts<'_>, text: String, registered: &Registered) -> String {
    let address = address(facts, Behind::Receipt(&registered.receipt));
    let seal = registered.seal.as_str();
    let sealed = match &address {
        Some(address) => format!("{text}\n{address}?v={seal}"),
        None => format!("{text}\n{}", facts.words.receipt_text_seal(seal)),
    };
    // Capitals and digits take five and a half bits of a code, everything else eight.
    let bytes = sealed.len() - seal.len() + seal.len() * 11 / 16;
    if seal.is_empty() || bytes > SEALED_BYTES { with_address(text, address.as_deref()) } else { sealed }
}
