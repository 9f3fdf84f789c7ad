//! Signed requests and answers: HTTP message signatures (RFC 9421) over one fixed list of components, so that a vendor can
//! use any library of that standard, and we need none. The key says by which suite: Ed25519, or SM2 with SM3.
//!
//! Both directions cover the body by its `Content-Digest` (RFC 9530) as it is on the line, packed. An answer also covers
//! the signature of the request it answers: the login page of a captive portal, an old answer played again, or the
//! answer to another request do not verify.

use crate::enrolment::PublicKey;
use crate::ids::StationId;
use crate::suite::{self, Ed25519, Secret, Sm, Suite};
use data_encoding::BASE64;

/// Header that names the station of a request.
pub const STATION: &str = "yizhan-station";
/// Header with the digest of the body (RFC 9530).
pub const CONTENT_DIGEST: &str = "content-digest";
/// Header that lists what is signed (RFC 9421 §4.1).
pub const SIGNATURE_INPUT: &str = "signature-input";
/// Header with the signature (RFC 9421 §4.2).
pub const SIGNATURE: &str = "signature";

/// A private key. Its bytes come from the caller, who knows where randomness and secrets live.
pub struct SigningKey(Box<dyn Secret>);

impl SigningKey {
    /// The Ed25519 key of a 32-byte seed (RFC 8032).
    ///
    /// # Errors
    /// When the seed does not have 32 bytes.
    pub fn from_seed(seed: &[u8]) -> Result<Self, BadKey> {
        Self::of(Suite::Ed25519, seed)
    }

    /// The key of 32 secret bytes in a suite.
    ///
    /// # Errors
    /// When they are not 32, or, which happens to random ones once in 2^32 times, no key of SM2.
    pub fn of(suite: Suite, secret: &[u8]) -> Result<Self, BadKey> {
        Ok(match suite {
            Suite::Ed25519 => Self(Box::new(Ed25519::from_seed(secret)?)),
            Suite::Sm => Self(Box::new(Sm::from_scalar(secret)?)),
        })
    }

    /// Which suite it belongs to.
    #[must_use]
    pub fn suite(&self) -> Suite {
        self.0.suite()
    }

    /// The half that may be shown.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.0.public()
    }

    fn sign(&self, base: &str) -> String {
        format!("yizhan=:{}:", BASE64.encode(&self.sign_bytes(base.as_bytes())))
    }

    /// Signs bytes that are no message of HTTP.
    #[must_use]
    pub fn sign_bytes(&self, bytes: &[u8]) -> Vec<u8> {
        self.0.sign(bytes)
    }

    pub(crate) fn open(&self, info: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        self.0.open(info, sealed)
    }
}

impl PublicKey {
    /// Whether this key's holder signed the bytes.
    ///
    /// # Errors
    /// When it did not.
    pub fn verify_bytes(&self, bytes: &[u8], signature: &[u8]) -> Result<(), NotSigned> {
        suite::verify(self, bytes, signature)
    }
}

/// Secret bytes that are no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key has 32 secret bytes, for SM2 a number below the order of its curve")]
pub struct BadKey;

/// The headers that carry a signature.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signed {
    pub content_digest: String,
    pub signature_input: String,
    pub signature: String,
}

/// Why a message does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSigned {
    #[error("the message carries no signature")]
    Missing,
    #[error("the body is not the one that was signed")]
    OtherBody,
    #[error("the signature does not verify")]
    Foreign,
}

/// What a request's signature covers.
#[derive(Debug, Clone, Copy)]
pub struct RequestParts<'a> {
    pub method: &'a str,
    /// The path without the query.
    pub path: &'a str,
    /// The query with its question mark; `?` alone where there is none (RFC 9421 §2.2.7).
    pub query: &'a str,
    pub station: StationId,
    /// The body as it is on the line.
    pub body: &'a [u8],
}

const REQUEST_COMPONENTS: &str = r#"("@method" "@path" "@query" "content-digest" "yizhan-station")"#;
const ANSWER_COMPONENTS: &str = r#"("@status" "content-digest" "signature";req;key="yizhan")"#;

/// Signs a request. `created` is Unix time in seconds by the signer's clock, `nonce` unguessable text.
#[must_use]
pub fn sign_request(key: &SigningKey, parts: &RequestParts<'_>, created: i64, nonce: &str) -> Signed {
    sign_request_as(key, parts, created, nonce, "")
}

/// The same with a tag (RFC 9421 §2.3), which is signed, too; an empty one is left out.
#[must_use]
pub fn sign_request_as(key: &SigningKey, parts: &RequestParts<'_>, created: i64, nonce: &str, tag: &str) -> Signed {
    let tag = if tag.is_empty() { String::new() } else { format!(";tag=\"{tag}\"") };
    let parameters = format!(
        "{REQUEST_COMPONENTS};created={created};keyid=\"{}\";nonce=\"{nonce}\";alg=\"{}\"{tag}",
        parts.station,
        key.suite().alg()
    );
    let content_digest = key.suite().content_digest(parts.body);
    let signature = key.sign(&request_base(parts, &content_digest, &parameters));
    Signed { content_digest, signature_input: format!("yizhan={parameters}"), signature }
}

/// Whether a request was signed by the station it names.
///
/// # Errors
/// Says what is missing or wrong.
pub fn verify_request(key: &PublicKey, parts: &RequestParts<'_>, signed: &Signed) -> Result<(), NotSigned> {
    let parameters = parameters_of(signed, REQUEST_COMPONENTS)?;
    check_digest(key.suite(), signed, parts.body)?;
    verify(key, &request_base(parts, &signed.content_digest, parameters), &signed.signature)
}

/// Signs the answer to a request, whose `Signature` header is `request_signature`.
#[must_use]
pub fn sign_answer(key: &SigningKey, status: u16, body: &[u8], request_signature: &str, created: i64) -> Signed {
    let alg = key.suite().alg();
    let parameters = format!("{ANSWER_COMPONENTS};created={created};keyid=\"platform\";alg=\"{alg}\"");
    let content_digest = key.suite().content_digest(body);
    let signature = key.sign(&answer_base(status, &content_digest, request_signature, &parameters));
    Signed { content_digest, signature_input: format!("yizhan={parameters}"), signature }
}

/// Whether an answer was signed by the platform, for this very request.
///
/// # Errors
/// Says what is missing or wrong.
pub fn verify_answer(
    key: &PublicKey,
    status: u16,
    body: &[u8],
    request_signature: &str,
    signed: &Signed,
) -> Result<(), NotSigned> {
    let parameters = parameters_of(signed, ANSWER_COMPONENTS)?;
    check_digest(key.suite(), signed, body)?;
    verify(key, &answer_base(status, &signed.content_digest, request_signature, parameters), &signed.signature)
}

/// When the signer says that it signed, in Unix seconds by its clock. To be believed once the signature is.
#[must_use]
pub fn created_of(signature_input: &str) -> Option<i64> {
    let behind = signature_input.split_once(";created=")?.1;
    behind.split(';').next()?.parse().ok()
}

/// By which suite a message says that it is signed; the first where it says none that is known.
#[must_use]
pub fn suite_of(signature_input: &str) -> Suite {
    let alg = signature_input.split_once(";alg=\"").and_then(|(_, behind)| behind.split('"').next());
    Suite::ALL.into_iter().find(|suite| alg == Some(suite.alg())).unwrap_or_default()
}

/// What the signer says of itself. To be believed once the signature is.
#[must_use]
pub fn tag_of(signature_input: &str) -> Option<&str> {
    Some(signature_input.split_once(";tag=\"")?.1.split_once('"')?.0)
}

fn request_base(parts: &RequestParts<'_>, digest: &str, parameters: &str) -> String {
    format!(
        "\"@method\": {}\n\"@path\": {}\n\"@query\": {}\n\"content-digest\": {digest}\n\"yizhan-station\": {}\n\
         \"@signature-params\": {parameters}",
        parts.method, parts.path, parts.query, parts.station
    )
}

fn answer_base(status: u16, digest: &str, request_signature: &str, parameters: &str) -> String {
    let of_request = request_signature.trim_start_matches("yizhan=");
    format!(
        "\"@status\": {status}\n\"content-digest\": {digest}\n\"signature\";req;key=\"yizhan\": {of_request}\n\
         \"@signature-params\": {parameters}"
    )
}

/// The parameters as the signer wrote them, provided they cover exactly what we demand.
fn parameters_of<'a>(signed: &'a Signed, components: &str) -> Result<&'a str, NotSigned> {
    let parameters = signed.signature_input.strip_prefix("yizhan=").ok_or(NotSigned::Missing)?;
    if parameters.starts_with(components) { Ok(parameters) } else { Err(NotSigned::Missing) }
}

fn check_digest(suite: Suite, signed: &Signed, body: &[u8]) -> Result<(), NotSigned> {
    if signed.content_digest == suite.content_digest(body) { Ok(()) } else { Err(NotSigned::OtherBody) }
}

fn verify(key: &PublicKey, base: &str, signature: &str) -> Result<(), NotSigned> {
    let encoded = signature.strip_prefix("yizhan=:").and_then(|s| s.strip_suffix(':')).ok_or(NotSigned::Missing)?;
    let bytes = BASE64.decode(encoded.as_bytes()).map_err(|_| NotSigned::Foreign)?;
    key.verify_bytes(base.as_bytes(), &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_seed(&[byte; 32]).unwrap()
    }

    fn sm_key(byte: u8) -> SigningKey {
        SigningKey::of(Suite::Sm, &[byte; 32]).unwrap()
    }

    fn parts(body: &[u8]) -> RequestParts<'_> {
        RequestParts { method: "POST", path: "/v1/entries", query: "?", station: StationId(7), body }
    }

    #[test]
    fn a_request_counts_only_from_the_station_it_names_and_whole() {
        let signed = sign_request(&key(1), &parts(b"body"), 1_700_000_000, "n");
        assert_eq!(verify_request(&key(1).public(), &parts(b"body"), &signed), Ok(()));
        assert_eq!(verify_request(&key(2).public(), &parts(b"body"), &signed), Err(NotSigned::Foreign));
        assert_eq!(verify_request(&key(1).public(), &parts(b"bodY"), &signed), Err(NotSigned::OtherBody));
        let other_station = RequestParts { station: StationId(8), ..parts(b"body") };
        assert_eq!(verify_request(&key(1).public(), &other_station, &signed), Err(NotSigned::Foreign));
    }

    #[test]
    fn when_and_as_what_it_was_signed_is_read_back_and_cannot_be_changed() {
        let signed = sign_request_as(&key(1), &parts(b"body"), 1_700_000_000, "n", "pk=0 hw=..");
        assert_eq!(verify_request(&key(1).public(), &parts(b"body"), &signed), Ok(()));
        assert_eq!(
            (created_of(&signed.signature_input), tag_of(&signed.signature_input)),
            (Some(1_700_000_000), Some("pk=0 hw=.."))
        );
        let changed = Signed { signature_input: signed.signature_input.replace("pk=0", "pk=1"), ..signed };
        assert_eq!(verify_request(&key(1).public(), &parts(b"body"), &changed), Err(NotSigned::Foreign));
        let untagged = sign_request(&key(1), &parts(b"body"), -3, "n");
        assert_eq!((created_of(&untagged.signature_input), tag_of(&untagged.signature_input)), (Some(-3), None));
    }

    #[test]
    fn the_page_of_a_captive_portal_is_no_answer() {
        let nothing = Signed::default();
        let verdict = verify_answer(&key(9).public(), 200, b"<html>welcome</html>", "yizhan=:AA==:", &nothing);
        assert_eq!(verdict, Err(NotSigned::Missing));
    }

    #[test]
    fn an_answer_to_another_request_does_not_count() {
        let platform = key(9);
        let first = sign_request(&key(1), &parts(b"one"), 1, "a");
        let second = sign_request(&key(1), &parts(b"two"), 2, "b");
        let answer = sign_answer(&platform, 200, b"ok", &first.signature, 3);
        assert_eq!(verify_answer(&platform.public(), 200, b"ok", &first.signature, &answer), Ok(()));
        let replayed = verify_answer(&platform.public(), 200, b"ok", &second.signature, &answer);
        assert_eq!(replayed, Err(NotSigned::Foreign));
        assert_eq!(verify_answer(&platform.public(), 500, b"ok", &first.signature, &answer), Err(NotSigned::Foreign));
    }

    #[test]
    fn a_signature_that_covers_less_than_we_demand_does_not_count() {
        let mut signed = sign_request(&key(1), &parts(b"body"), 1, "n");
        signed.signature_input = signed.signature_input.replace("\"content-digest\" ", "");
        assert_eq!(verify_request(&key(1).public(), &parts(b"body"), &signed), Err(NotSigned::Missing));
    }

    #[test]
    fn the_other_suite_signs_the_same_by_its_own_hash_and_names_itself() {
        let signed = sign_request(&sm_key(1), &parts(b"body"), 1_700_000_000, "n");
        assert!(signed.signature_input.contains(";alg=\"sm2-sm3\"") && signed.content_digest.starts_with("sm3=:"));
        assert_eq!(verify_request(&sm_key(1).public(), &parts(b"body"), &signed), Ok(()));
        assert_eq!(verify_request(&sm_key(2).public(), &parts(b"body"), &signed), Err(NotSigned::Foreign));
        assert_eq!(verify_request(&sm_key(1).public(), &parts(b"bodY"), &signed), Err(NotSigned::OtherBody));
        let answer = sign_answer(&sm_key(9), 200, b"ok", &signed.signature, 3);
        assert_eq!(verify_answer(&sm_key(9).public(), 200, b"ok", &signed.signature, &answer), Ok(()));
        assert_eq!(verify_answer(&key(9).public(), 200, b"ok", &signed.signature, &answer), Err(NotSigned::OtherBody));
        assert_eq!((suite_of(&signed.signature_input), suite_of("")), (Suite::Sm, Suite::Ed25519));
        let other = sign_request(&sm_key(1), &parts(b"body"), 1_700_000_000, "m");
        assert_eq!(verify_answer(&sm_key(9).public(), 200, b"ok", &other.signature, &answer), Err(NotSigned::Foreign));
    }

    #[test]
    fn a_key_of_one_suite_is_none_of_the_other() {
        for suite in Suite::ALL {
            let key = SigningKey::of(suite, &[7; 32]).unwrap();
            assert_eq!(key.public().suite(), suite);
            let (half, form) = key.public().parts();
            assert_eq!(PublicKey::from_parts(half, form), Some(key.public()));
            let text = serde_json::to_string(&key.public()).unwrap();
            assert_eq!(serde_json::from_str::<PublicKey>(&text).unwrap(), key.public());
            assert_eq!(Suite::parse(suite.as_str()), Some(suite));
            assert_eq!(key.sign_bytes(b"x").len(), 64);
        }
        assert!(serde_json::from_str::<PublicKey>("\"AAAA\"").is_err());
        assert_eq!(PublicKey::from_parts([1; 32], 4), None);
    }
}
