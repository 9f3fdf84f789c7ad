//! The suites of algorithms: which signature, which hash, which seal. A station brings one when it enrols, and the province
//! answers it in the same: the key says which.
//!
//! Both do the same things by the same words; what is different stands in a file each, behind [`Secret`].

mod ed25519;
mod sm;

use crate::enrolment::PublicKey;
use crate::signature::NotSigned;

pub(crate) use ed25519::Ed25519;
pub(crate) use sm::Sm;

/// A suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Suite {
    /// Ed25519, SHA-256, HPKE with X25519 and ChaCha20-Poly1305.
    #[default]
    Ed25519,
    /// SM2, SM3, SM4 in GCM (GB/T 32918, 32905, 32907), for provinces that ask for commercial cryptography of the state. This is a
    /// library and no certified module (密码模块): an assessment by GB/T 39786 needs one that is.
    Sm,
}

impl Suite {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ed25519, Self::Sm];

    /// The word for it: on the command line, and in the names of files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ed25519 => "ed25519",
            Self::Sm => "sm",
        }
    }

    /// The suite of this name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.as_str() == word)
    }

    /// What `alg` says in `Signature-Input`.
    #[must_use]
    pub const fn alg(self) -> &'static str {
        match self {
            Self::Ed25519 => "ed25519",
            Self::Sm => "sm2-sm3",
        }
    }

    /// `Content-Digest` of a body, by this suite's hash (RFC 9530).
    #[must_use]
    pub fn content_digest(self, body: &[u8]) -> String {
        match self {
            Self::Ed25519 => ed25519::content_digest(body),
            Self::Sm => sm::content_digest(body),
        }
    }

    /// How a file begins that is sealed by this suite.
    pub(crate) const fn magic(self) -> &'static [u8; 4] {
        match self {
            Self::Ed25519 => b"YZB1",
            Self::Sm => b"YZB2",
        }
    }
}

/// What the holder of a private key can do.
pub(crate) trait Secret: Send + Sync {
    fn suite(&self) -> Suite;
    fn public(&self) -> PublicKey;
    /// 64 bytes.
    fn sign(&self, bytes: &[u8]) -> Vec<u8>;
    /// Opens what was sealed to this key, behind the file's first four bytes; `None` where it is for somebody else, or was cut or
    /// changed.
    fn open(&self, info: &[u8], sealed: &[u8]) -> Option<Vec<u8>>;
}

/// Whether the holder of this key signed the bytes.
pub(crate) fn verify(key: &PublicKey, bytes: &[u8], signature: &[u8]) -> Result<(), NotSigned> {
    match key {
        PublicKey::Ed25519(key) => ed25519::verify(key, bytes, signature),
        PublicKey::Sm2(key) => sm::verify(key, bytes, signature),
    }
}

/// Seals bytes to a key, without the file's first four bytes; `None` where the key is none.
pub(crate) fn seal(to: &PublicKey, info: &[u8], plain: &[u8], random: [u8; 32]) -> Option<Vec<u8>> {
    match to {
        PublicKey::Ed25519(key) => ed25519::seal(key, info, plain, random),
        PublicKey::Sm2(key) => sm::seal(key, info, plain, random),
    }
}
