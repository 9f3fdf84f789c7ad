//! SM2 for signatures and for the key of a seal (GB/T 32918.2 and .4, C1C3C2), SM3 for hashes (GB/T 32905), SM4 in GCM for what
//! is sealed (GB/T 32907, RFC 8998).
//!
//! Signatures are made with the distinguishing identifier that GM/T 0009 §10 prescribes where nothing else was agreed, and travel as
//! `r ‖ s` in 64 bytes.

use super::ed25519::Stream;
use super::{Secret, Suite};
use crate::enrolment::PublicKey;
use crate::signature::{BadKey, NotSigned};
use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{AesGcm, KeyInit as _, Nonce};
use data_encoding::BASE64;
use hpke::rand_core::TryRng as _;
use sm2::dsa::signature::{Signer as _, Verifier as _};
use sm2::dsa::{Signature, SigningKey, VerifyingKey};
use sm2::pke::{DecryptingKey, EncryptingKey, Mode};
use sm3::{Digest as _, Sm3};
use sm4::Sm4;

/// GM/T 0009-2012 §10.
const DISTID: &str = "1234567812345678";
/// A key of SM4 and a nonce of GCM.
const INNER_BYTES: usize = 16 + 12;
/// C1 (a point, not compressed), C3 (a hash), C2 (the key and the nonce).
const CAPSULE_BYTES: usize = 65 + 32 + INNER_BYTES;

type Sm4Gcm = AesGcm<Sm4, aes_gcm::aead::consts::U12>;

pub struct Sm {
    signing: SigningKey,
    opening: DecryptingKey,
    public: [u8; 33],
}

impl Sm {
    /// The key of a 32-byte scalar between 1 and n − 2.
    pub fn from_scalar(scalar: &[u8]) -> Result<Self, BadKey> {
        // The library would lengthen a shorter number by itself; a key is kept whole or is none.
        let whole: &[u8; 32] = scalar.try_into().map_err(|_| BadKey)?;
        let secret = sm2::SecretKey::from_slice(whole).map_err(|_| BadKey)?;
        let signing = SigningKey::new(DISTID, &secret).map_err(|_| BadKey)?;
        let public = compressed(&secret.public_key()).ok_or(BadKey)?;
        let opening = DecryptingKey::new_with_mode(secret.to_nonzero_scalar(), Mode::C1C3C2);
        Ok(Self { signing, opening, public })
    }
}

impl Secret for Sm {
    fn suite(&self) -> Suite {
        Suite::Sm
    }

    fn public(&self) -> PublicKey {
        PublicKey::Sm2(self.public)
    }

    fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.signing.sign(bytes).to_bytes().to_vec()
    }

    fn open(&self, info: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (capsule, sealed) = sealed.split_at_checked(CAPSULE_BYTES)?;
        let inner = zeroize::Zeroizing::new(self.opening.decrypt(capsule).ok()?);
        let (cipher, nonce) = cipher_of(&inner)?;
        cipher.decrypt(&nonce, Payload { msg: sealed, aad: &bound_to(info) }).ok()
    }
}

pub fn content_digest(body: &[u8]) -> String {
    format!("sm3=:{}:", BASE64.encode(&Sm3::digest(body)))
}

pub fn verify(key: &[u8; 33], bytes: &[u8], signature: &[u8]) -> Result<(), NotSigned> {
    let key = VerifyingKey::from_sec1_bytes(DISTID, key).map_err(|_| NotSigned::Foreign)?;
    let signature = Signature::from_slice(signature).map_err(|_| NotSigned::Foreign)?;
    key.verify(bytes, &signature).map_err(|_| NotSigned::Foreign)
}

/// A fresh key of SM4 is encrypted to the receiver, and what is sealed with that.
pub fn seal(to: &[u8; 33], info: &[u8], plain: &[u8], random: [u8; 32]) -> Option<Vec<u8>> {
    let mut stream = Stream::new(random);
    let mut inner = zeroize::Zeroizing::new([0; INNER_BYTES]);
    stream.try_fill_bytes(&mut *inner).ok()?;
    let to = sm2::PublicKey::from_sec1_bytes(to).ok()?;
    let to = EncryptingKey::new_with_mode(to, Mode::C1C3C2);
    let mut bytes = to.encrypt(&mut stream, &*inner).ok()?;
    if bytes.len() != CAPSULE_BYTES {
        return None;
    }
    let (cipher, nonce) = cipher_of(&*inner)?;
    bytes.extend_from_slice(&cipher.encrypt(&nonce, Payload { msg: plain, aad: &bound_to(info) }).ok()?);
    Some(bytes)
}

fn cipher_of(inner: &[u8]) -> Option<(Sm4Gcm, Nonce<aes_gcm::aead::consts::U12>)> {
    let (key, nonce) = inner.split_at_checked(16)?;
    Some((Sm4Gcm::new_from_slice(key).ok()?, Nonce::try_from(nonce).ok()?))
}

/// What a seal holds for besides what is in it: this kind of file, in this direction.
fn bound_to(info: &[u8]) -> Vec<u8> {
    [Suite::Sm.magic().as_slice(), info].concat()
}

fn compressed(key: &sm2::PublicKey) -> Option<[u8; 33]> {
    use sm2::elliptic_curve::sec1::ToSec1Point as _;
    key.to_sec1_point(true).as_bytes().try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER_PERMISSIVE as HEX;

    const OPENSSL_KEY: &str = "029d3e2dda2e38a5dc4226982d61a6f4f4adf20768fa90fb6771ec0593b52d39e5";
    const OPENSSL_SIGNED: &[u8] = b"yizhan";
    const OPENSSL_SIGNATURE: &str = "8b77f1458321bc0bf8219ca8f4234a214dc6aa33ef7cbb759e0565f435c92ebd\
                                     9fad061bd559c376f180587ce1d75ad681a1a42901a6d5d1f78530bc9eaf17c9";

    fn hex(text: &str) -> Vec<u8> {
        HEX.decode(text.as_bytes()).unwrap()
    }

    /// The vectors that OpenSSL 3.0 gives, and those of the standards' appendices.
    #[test]
    fn hashes_are_those_of_the_standard() {
        let of = |bytes: &[u8]| HEX.encode(&Sm3::digest(bytes));
        assert_eq!(of(b"abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assert_eq!(of(b""), "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
        assert_eq!(content_digest(b""), "sm3=:GrIdg1XPoX+OYRlIMegajyK+yMco/vt0ftA161CCqis=:");
    }

    #[test]
    fn blocks_are_those_of_the_standard() {
        use sm4::cipher::{BlockCipherEncrypt as _, KeyInit as _};
        let key = hex("0123456789abcdeffedcba9876543210");
        let mut block = sm4::cipher::Block::<Sm4>::try_from(key.as_slice()).unwrap();
        Sm4::new_from_slice(&key).unwrap().encrypt_block(&mut block);
        assert_eq!(HEX.encode(&block), "681edf34d206965e86b3e94f536e4246");
    }

    /// RFC 8998, appendix A.1.
    #[test]
    fn seals_are_those_of_the_standard() {
        let key = hex("0123456789abcdeffedcba9876543210");
        let nonce = Nonce::try_from(hex("00001234567800000000abcd").as_slice()).unwrap();
        let aad = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let plain = hex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd\
             eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
        let sealed = Sm4Gcm::new_from_slice(&key).unwrap().encrypt(&nonce, Payload { msg: &plain, aad: &aad }).unwrap();
        assert_eq!(
            HEX.encode(&sealed),
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735\
             d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d\
             83de3541e4c2b58177e065a9bf7b62ec"
        );
    }

    /// Made by `openssl pkeyutl -sign -digest sm3 -pkeyopt distid:1234567812345678` (OpenSSL 3.0).
    #[test]
    fn a_signature_that_another_program_made_counts() {
        let (key, signature) = (hex(OPENSSL_KEY), hex(OPENSSL_SIGNATURE));
        let key: [u8; 33] = key.try_into().unwrap();
        assert_eq!(verify(&key, OPENSSL_SIGNED, &signature), Ok(()));
        assert_eq!(verify(&key, b"another message", &signature), Err(NotSigned::Foreign));
    }

    #[test]
    fn a_scalar_that_is_none_makes_no_key() {
        assert!(Sm::from_scalar(&[0; 32]).is_err());
        assert!(Sm::from_scalar(&[0xff; 32]).is_err(), "beyond the order of the curve");
        assert!(Sm::from_scalar(&[1; 31]).is_err());
        assert_eq!(verify(&[0; 33], b"", &[0; 64]), Err(NotSigned::Foreign));
        assert!(seal(&[0; 33], b"", b"", [1; 32]).is_none());
    }
}
