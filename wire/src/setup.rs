//! A file by which a machine becomes a station without anybody typing: its settings, and its invitation, signed by a publisher whom the
//! machine believes. It is text, so that whoever carries it can read it:
//!
//! ```text
//! yizhan-setup 1
//! signature: …
//! invitation: yizhan-enrol CODE SUITE URL
//!
//! [site]
//! division = "430111"
//! ```

use crate::enrolment::{Invitation, PublicKey};
use crate::signature::SigningKey;
use data_encoding::BASE64;

const FIRST: &str = "yizhan-setup 1\n";
const SIGNATURE: &str = "signature: ";
const INVITATION: &str = "invitation: ";
/// Larger than any file of settings.
pub const MAX_SETUP_BYTES: u64 = 512 * 1024;

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// `None` where the machine is only to be set up.
    pub invitation: Option<Invitation>,
    /// The text of its file of settings.
    pub settings: String,
}

/// Why a file counts for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSetup {
    #[error("it is no file of this kind")]
    NotOurs,
    #[error("it was not signed by a publisher whom this machine believes, or was changed")]
    NotSigned,
}

/// Signs what a machine is to be; the file's text.
#[must_use]
pub fn sign(setup: &Setup, key: &SigningKey) -> String {
    let invitation = setup.invitation.as_ref().map_or_else(String::new, ToString::to_string);
    let body = format!("{INVITATION}{invitation}\n\n{}", setup.settings);
    let signature = BASE64.encode(&key.sign_bytes(&signed(&body)));
    format!("{FIRST}{SIGNATURE}{signature}\n{body}")
}

/// Reads a file and believes it, if one of these publishers signed it.
///
/// # Errors
/// When none did, or it is something else.
pub fn read(text: &str, publishers: &[PublicKey]) -> Result<Setup, NoSetup> {
    let rest = text.strip_prefix(FIRST).and_then(|rest| rest.strip_prefix(SIGNATURE)).ok_or(NoSetup::NotOurs)?;
    let (signature, body) = rest.split_once('\n').ok_or(NoSetup::NotOurs)?;
    let signature = BASE64.decode(signature.trim().as_bytes()).map_err(|_| NoSetup::NotOurs)?;
    if !publishers.iter().any(|key| key.verify_bytes(&signed(body), &signature).is_ok()) {
        return Err(NoSetup::NotSigned);
    }
    let (invitation, settings) =
        body.strip_prefix(INVITATION).and_then(|rest| rest.split_once('\n')).ok_or(NoSetup::NotOurs)?;
    let invitation = match invitation.trim() {
        "" => None,
        text => Some(text.parse().map_err(|_| NoSetup::NotOurs)?),
    };
    Ok(Setup { invitation, settings: settings.trim_start_matches('\n').to_owned() })
}

fn signed(body: &str) -> Vec<u8> {
    [FIRST.as_bytes(), body.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_publisher_signed_is_read_and_nothing_that_was_changed_since() {
        let key = SigningKey::from_seed(&[5; 32]).unwrap();
        let invitation = "yizhan-enrol K7XF-3M2P-9XHT ed25519 https://platform.example".parse().unwrap();
        let setup =
            Setup { invitation: Some(invitation), settings: "[site]\ndivision = \"430111\"\n# 雨花区\n".into() };
        let text = sign(&setup, &key);
        assert_eq!(read(&text, &[key.public()]), Ok(setup.clone()));
        let without = Setup { invitation: None, ..setup };
        assert_eq!(read(&sign(&without, &key), &[key.public()]), Ok(without));
        let stranger = SigningKey::from_seed(&[6; 32]).unwrap();
        assert_eq!(read(&text, &[stranger.public()]), Err(NoSetup::NotSigned));
        assert_eq!(read(&text, &[]), Err(NoSetup::NotSigned));
        assert_eq!(read(&text.replace("430111", "430102"), &[key.public()]), Err(NoSetup::NotSigned));
        assert_eq!(read(&text.replace("platform.example", "platform.evil"), &[key.public()]), Err(NoSetup::NotSigned));
        assert_eq!(read("[site]\n", &[key.public()]), Err(NoSetup::NotOurs));
    }
}
