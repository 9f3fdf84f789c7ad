//! TLS by the station's own clock, which may be years wrong.
//!
//! A certificate holds from one day to another, so that a terminal whose battery died finds every one not valid yet, and would never
//! learn from its platform what day it is. Where nothing but the day is wrong with a certificate, the station asks one question over a
//! connection that passes over the day: for a page of postings, which are public. The answer counts by the platform's own signature,
//! as every answer does, and says what time it is; from then on certificates are judged by the right day. Nothing of a person ever goes
//! over a connection whose certificate was not judged whole.

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::time_provider::TimeProvider;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use std::sync::Arc;
use std::time::Duration;

/// Certificates of a chain whose days may be wrong: the server's, and what stands between it and the root.
const MOST_IN_A_CHAIN: usize = 6;

/// The time as the station believes it to be, in Unix seconds.
pub type Now = Arc<dyn Fn() -> i64 + Send + Sync>;

/// The authorities that this machine trusts: Debian's, and what its administrator has added.
pub fn roots() -> RootCertStore {
    let found = rustls_native_certs::load_native_certs();
    for error in found.errors {
        tracing::warn!(%error, "some of the machine's certificates cannot be read");
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.certs);
    roots
}

/// TLS with every rule, at the time that the station believes.
///
/// # Errors
/// None that this build can bring about.
pub fn whole(roots: Arc<RootCertStore>, now: Now) -> Result<ClientConfig, Error> {
    let builder = ClientConfig::builder_with_details(provider(), Arc::new(OwnClock(now)));
    Ok(builder.with_safe_default_protocol_versions()?.with_root_certificates(roots).with_no_client_auth())
}

/// TLS with every rule but the day; `None` where the machine trusts nobody at all.
pub fn of_any_day(roots: Arc<RootCertStore>) -> Option<ClientConfig> {
    let inner = WebPkiServerVerifier::builder_with_provider(roots, provider()).build().ok()?;
    let builder = ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions().ok()?;
    Some(builder.dangerous().with_custom_certificate_verifier(Arc::new(AnyDay(inner))).with_no_client_auth())
}

/// Whether nothing but the day is wrong with a certificate.
pub fn is_about_the_day(error: &Error) -> bool {
    matches!(error, Error::InvalidCertificate(wrong) if good_day(wrong).is_some())
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// A moment at which this fault would not be one; `None` where it is about something else.
fn good_day(wrong: &CertificateError) -> Option<UnixTime> {
    let at = |seconds: u64| Some(UnixTime::since_unix_epoch(Duration::from_secs(seconds)));
    match wrong {
        CertificateError::ExpiredContext { not_after, .. } => at(not_after.as_secs().saturating_sub(1)),
        CertificateError::NotValidYetContext { not_before, .. } => at(not_before.as_secs().saturating_add(1)),
        _ => None,
    }
}

/// The station's clock, set right as far as it knows.
struct OwnClock(Now);

impl std::fmt::Debug for OwnClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OwnClock")
    }
}

impl TimeProvider for OwnClock {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from((self.0)()).unwrap_or(0))))
    }
}

/// Judges a chain as it was on a day on which it was valid.
#[derive(Debug)]
struct AnyDay(Arc<WebPkiServerVerifier>);

impl ServerCertVerifier for AnyDay {
    fn verify_server_cert(
        &self,
        server: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let mut day = now;
        for _ in 0..MOST_IN_A_CHAIN {
            match self.0.verify_server_cert(server, between, name, ocsp, day) {
                Err(Error::InvalidCertificate(wrong)) => match good_day(&wrong) {
                    Some(another) if another != day => day = another,
                    _ => return Err(Error::InvalidCertificate(wrong)),
                },
                other => return other,
            }
        }
        Err(Error::InvalidCertificate(CertificateError::Expired))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls12_signature(message, cert, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls13_signature(message, cert, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}
