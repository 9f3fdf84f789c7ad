//! Signing in and out.

use super::super::request::{blocking, trouble};
use super::super::{Problem, now};
use super::frame::{bare, page_of};
use super::{Cockpit, Held};
use crate::core::accounts::{Account, LONGEST, Role};
use crate::words::{Language, Words};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use axum::Form;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::BASE64URL_NOPAD;
use maud::html;
use ring::digest::{SHA256, digest};
use serde::Deserialize;
use std::sync::{Arc, LazyLock};

const COOKIE: &str = "yizhan_cockpit";

/// Somebody who has signed in.
pub struct SignedIn {
    pub operator: String,
    pub role: Role,
    pub words: Words,
}

impl SignedIn {
    /// Refuses what the role does not allow.
    pub fn must_be(&self, role: Role) -> Result<(), Refused> {
        if self.role >= role { Ok(()) } else { Err(Refused::NotAllowed(self.words)) }
    }
}

/// Why a page is not shown.
pub enum Refused {
    SignIn,
    NotAllowed(Words),
    Problem(Problem),
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn => Redirect::to("/login").into_response(),
            Self::NotAllowed(words) => {
                let body = html! { h1 { (words.say("cockpit-not-allowed")) } };
                page_of(StatusCode::FORBIDDEN, bare(words, &words.say("cockpit-not-allowed"), &body))
            }
            Self::Problem(problem) => problem.into_response(),
        }
    }
}

impl FromRequestParts<Held> for SignedIn {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, cockpit: &Held) -> Result<Self, Refused> {
        let words = words(&parts.headers);
        let hash = cookie(&parts.headers).ok_or(Refused::SignIn)?;
        let cockpit = Arc::clone(cockpit);
        let now = now();
        let session = blocking(move || cockpit.accounts.session(&hash, now).map_err(trouble)).await?;
        let session = session.filter(|session| session.is_live(now)).ok_or(Refused::SignIn)?;
        Ok(Self { operator: session.operator, role: session.role, words })
    }
}

pub fn words(headers: &HeaderMap) -> Words {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    Words::of(Language::accepted(accepted))
}

/// The hash of the cookie's secret.
fn cookie(headers: &HeaderMap) -> Option<[u8; 32]> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let named = all.flat_map(|line| line.split(';')).find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    })?;
    Some(hash_of(named))
}

fn hash_of(secret: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, secret.as_bytes()).as_ref());
    hash
}

pub async fn login_page(headers: HeaderMap) -> Response {
    let words = words(&headers);
    page_of(StatusCode::OK, form(words, ""))
}

fn form(words: Words, fault: &str) -> maud::Markup {
    let body = html! {
        h1 { (words.say("cockpit-title")) }
        @if !fault.is_empty() { p.fault role="alert" { (fault) } }
        form.login action="/login" method="post" {
            label for="name" { (words.say("cockpit-name")) }
            input #name name="name" autocomplete="username" required autofocus;
            label for="password" { (words.say("cockpit-password")) }
            input #password name="password" type="password" autocomplete="current-password" required;
            button { (words.say("cockpit-sign-in")) }
        }
    };
    bare(words, &words.say("cockpit-title"), &body)
}

#[derive(Deserialize)]
pub struct Credentials {
    name: String,
    password: String,
}

pub async fn login(
    State(cockpit): State<Held>,
    headers: HeaderMap,
    Form(credentials): Form<Credentials>,
) -> Result<Response, Refused> {
    let words = words(&headers);
    let secure = if cockpit.secure { "; Secure" } else { "" };
    let outcome = blocking(move || sign_in(&cockpit, &credentials)).await?;
    Ok(match outcome {
        SignIn::Done(secret) => {
            let cookie = format!("{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Strict{secure}");
            let mut response = Redirect::to("/").into_response();
            let cookie = HeaderValue::from_str(&cookie).map_err(|_| Problem::Trouble)?;
            response.headers_mut().insert(header::SET_COOKIE, cookie);
            response
        }
        SignIn::Wrong => page_of(StatusCode::FORBIDDEN, form(words, &words.say("cockpit-wrong"))),
        SignIn::Locked => page_of(StatusCode::FORBIDDEN, form(words, &words.say("cockpit-locked"))),
    })
}

enum SignIn {
    /// The secret of the session.
    Done(String),
    Wrong,
    Locked,
}

fn sign_in(cockpit: &Cockpit, credentials: &Credentials) -> Result<SignIn, Problem> {
    let now = now();
    let Credentials { name, password } = credentials;
    let account = cockpit.accounts.account(name).map_err(trouble)?;
    // Without an account the work is the same, so that the time tells nobody which names there are.
    let hash = account.as_ref().map_or(NOBODY.as_str(), |account| account.password.as_str());
    let is_right = password.len() <= LONGEST && password_is(password, hash);
    let Some(account) = account else { return Ok(SignIn::Wrong) };
    if account.is_locked(now) {
        return Ok(SignIn::Locked);
    }
    if !is_right {
        return wrong_password(cockpit, &account);
    }
    cockpit.accounts.set_failures(name, 0, None).map_err(trouble)?;
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(|error| {
        tracing::error!(%error, "there is no randomness");
        Problem::Trouble
    })?;
    let secret = BASE64URL_NOPAD.encode(&random);
    cockpit.accounts.add_session(&hash_of(&secret), name, now).map_err(trouble)?;
    tracing::info!(operator = name, "signed in");
    Ok(SignIn::Done(secret))
}

fn wrong_password(cockpit: &Cockpit, account: &Account) -> Result<SignIn, Problem> {
    let (failures, locked_until) = account.after_failure(now());
    cockpit.accounts.set_failures(&account.name, failures, locked_until).map_err(trouble)?;
    tracing::warn!(operator = account.name, locked = locked_until.is_some(), "a wrong password");
    Ok(if locked_until.is_some() { SignIn::Locked } else { SignIn::Wrong })
}

pub async fn logout(State(cockpit): State<Held>, headers: HeaderMap) -> Result<Response, Refused> {
    if let Some(hash) = cookie(&headers) {
        blocking(move || cockpit.accounts.end_session(&hash).map_err(trouble)).await?;
    }
    let mut response = Redirect::to("/login").into_response();
    let gone = HeaderValue::from_static("yizhan_cockpit=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    response.headers_mut().insert(header::SET_COOKIE, gone);
    Ok(response)
}

/// What is compared with where there is no account: a hash of nothing anybody knows.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    let mut random = [0; 16];
    // Zeros do as well: the hash is only there to take its time.
    let _as_it_is = getrandom::fill(&mut random);
    hash_password(&BASE64URL_NOPAD.encode(&random), &random).unwrap_or_default()
});

/// Argon2id with its usual cost (19 MiB, two passes: RFC 9106 by way of OWASP), as a PHC string.
///
/// # Errors
/// When the library refuses, which it does only for passwords of gigabytes.
pub fn hash_password(password: &str, salt: &[u8; 16]) -> Result<String, String> {
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), salt).map_err(|e| e.to_string())?;
    Ok(hash.to_string())
}

/// Whether this is the password behind a hash.
#[must_use]
pub fn password_is(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_another_is_not() {
        let hash = hash_password("correct horse", &[1; 16]).unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert!(password_is("correct horse", &hash));
        assert!(!password_is("correct horsE", &hash));
        assert!(!password_is("correct horse", ""));
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=b; yizhan_cockpit=secret; c=d"));
        assert_eq!(cookie(&headers), Some(hash_of("secret")));
        headers.insert(header::COOKIE, HeaderValue::from_static("xyizhan_cockpit=secret"));
        assert_eq!(cookie(&headers), None);
    }
}
