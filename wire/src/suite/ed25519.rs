//! Ed25519 for signatures; HPKE (RFC 9180: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305, base mode) for seals.
//!
//! Both sides know only one key of each other, for signatures; the X25519 key is the same point of the curve in its other form
//! (RFC 7748 §4.1), as age and libsodium do it. That one key pair may serve Ed25519 and such a KEM is shown in Thormarker, "On
//! using the same key pair for Ed25519 and an X25519 based KEM" (2021).

use super::{Secret, Suite};
use crate::enrolment::PublicKey;
use crate::signature::{BadKey, NotSigned};
use curve25519_dalek::edwards::CompressedEdwardsY;
use data_encoding::BASE64;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};
use ring::digest::{SHA256, SHA512, digest};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use std::convert::Infallible;
use zeroize::Zeroizing;

/// An encapsulated key of X25519.
const KEY_BYTES: usize = 32;

pub struct Ed25519 {
    pair: Ed25519KeyPair,
    /// The same secret as X25519 takes it (RFC 8032 §5.1.5, steps 1 and 2): what is sealed to this key opens with it.
    sealing: Zeroizing<[u8; 32]>,
}

impl Ed25519 {
    /// The key of a 32-byte seed (RFC 8032).
    pub fn from_seed(seed: &[u8]) -> Result<Self, BadKey> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| BadKey)?;
        let mut sealing = Zeroizing::new([0; 32]);
        sealing.iter_mut().zip(digest(&SHA512, seed).as_ref()).for_each(|(to, from)| *to = *from);
        Ok(Self { pair, sealing })
    }
}

impl Secret for Ed25519 {
    fn suite(&self) -> Suite {
        Suite::Ed25519
    }

    fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.pair.public_key().as_ref());
        PublicKey::Ed25519(bytes)
    }

    fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.pair.sign(bytes).as_ref().to_vec()
    }

    fn open(&self, info: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (encapped, sealed) = sealed.split_at_checked(KEY_BYTES)?;
        let encapped = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapped).ok()?;
        let secret = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&*self.sealing).ok()?;
        let aad = Suite::Ed25519.magic();
        single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &secret,
            &encapped,
            info,
            sealed,
            aad,
        )
        .ok()
    }
}

pub fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64.encode(digest(&SHA256, body).as_ref()))
}

pub fn verify(key: &[u8; 32], bytes: &[u8], signature: &[u8]) -> Result<(), NotSigned> {
    UnparsedPublicKey::new(&ED25519, key).verify(bytes, signature).map_err(|_| NotSigned::Foreign)
}

pub fn seal(to: &[u8; 32], info: &[u8], plain: &[u8], random: [u8; 32]) -> Option<Vec<u8>> {
    let point = CompressedEdwardsY(*to).decompress()?;
    let to = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(point.to_montgomery().as_bytes()).ok()?;
    let (key, sealed) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &to,
        info,
        plain,
        Suite::Ed25519.magic(),
        &mut Stream::new(random),
    )
    .ok()?;
    let mut bytes = key.to_bytes().to_vec();
    bytes.extend_from_slice(&sealed);
    Some(bytes)
}

/// The bytes that a library wants to draw: the caller's, stretched by SHA-256 in counter mode where it wants more than those.
pub(super) struct Stream {
    seed: [u8; 32],
    drawn: u64,
}

impl Stream {
    pub(super) const fn new(seed: [u8; 32]) -> Self {
        Self { seed, drawn: 0 }
    }

    fn block(&mut self) -> [u8; 32] {
        let mut input = [0; 40];
        input[..32].copy_from_slice(&self.seed);
        input[32..].copy_from_slice(&self.drawn.to_be_bytes());
        self.drawn += 1;
        let mut block = [0; 32];
        block.copy_from_slice(digest(&SHA256, &input).as_ref());
        block
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        for chunk in out.chunks_mut(32) {
            let block = self.block();
            chunk.iter_mut().zip(block).for_each(|(to, from)| *to = from);
        }
        Ok(())
    }
}

impl TryCryptoRng for Stream {}
