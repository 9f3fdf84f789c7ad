//! The province's pages for phones, where the station was told their address: the last line of a code that also says everything
//! without a network.

use super::Facts;
use crate::domain::{PostingId, ReceiptNo};

/// Bytes a code of version 15 at level M holds (ISO/IEC 18004): about a hundred and thirty hanzi. A denser one is hard to
/// read for an old phone.
pub const MOST_BYTES: usize = 412;

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
