//! Enrolment: a one-time code turns a fresh machine into a known station.

use crate::ids::StationId;
use crate::trust::Fingerprint;
use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// What a machine sends once. The key pair was made on the machine; only the public half leaves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentRequest {
    pub code: String,
    pub public_key: PublicKey,
    /// What the machine is known by, so that a copy of it is noticed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<Fingerprint>,
}

/// What it gets back: who it is, and whom to believe from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    pub station: StationId,
    pub station_name: String,
    /// Answers count only when they verify under this key.
    pub platform_key: PublicKey,
}

/// Why an enrolment is refused. One answer for every bad code, so that nobody can try which codes exist.
/// On the wire an object: `{"refused":"bad_code"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum EnrolmentRefusal {
    /// The code is wrong, used or expired.
    BadCode,
    /// The request cannot be read.
    BadRequest,
}

/// An Ed25519 public key (RFC 8032), in Base64 on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicKey(pub [u8; 32]);

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(d)?;
        let bytes = BASE64.decode(text.as_bytes()).map_err(D::Error::custom)?;
        Ok(Self(bytes.try_into().map_err(|_| D::Error::custom("a public key has 32 bytes"))?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_an_object_that_names_the_reason() {
        let text = serde_json::to_string(&EnrolmentRefusal::BadCode).unwrap();
        assert_eq!(text, r#"{"refused":"bad_code"}"#);
        assert_eq!(serde_json::from_str::<EnrolmentRefusal>(&text).unwrap(), EnrolmentRefusal::BadCode);
    }
}
