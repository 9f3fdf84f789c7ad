//! One-time codes: a technician types one, and the machine is a station.

use super::storage::{NewCode, Station};
use jiff::{SignedDuration, Timestamp};
use ring::digest::{SHA256, digest};
use yizhan_wire::enrolment::PublicKey;

/// How long a code waits: long enough to drive to a village, short enough that a forgotten note is worthless.
pub const CODE_HOURS: i64 = 24;

/// Letters and digits that are not taken for one another, on paper or by telephone (no 0 O Q, 1 I L, U V).
const ALPHABET: &[u8; 28] = b"23456789ABCDEFGHJKMNPRSTWXYZ";

/// Characters of a code: 28^12, 57 bits. Guessing one within its day takes 10^12 requests a second.
const CODE_CHARS: usize = 12;

/// Bytes of randomness that [`new_code`] takes: some are passed over, so that every character is equally likely.
pub const CODE_RANDOM_BYTES: usize = 64;

/// A one-time code in groups of four (`K7XF-3M2P-9XHT`), made of random bytes. `None` where too many of them had to be
/// passed over, which happens to good randomness once in 10^30 times.
#[must_use]
pub fn new_code(random: &[u8; CODE_RANDOM_BYTES]) -> Option<String> {
    let whole_rounds = u8::MAX - u8::MAX % ALPHABET.len() as u8;
    let chars: Vec<u8> = random
        .iter()
        .filter(|byte| **byte < whole_rounds)
        .filter_map(|byte| ALPHABET.get(usize::from(*byte) % ALPHABET.len()).copied())
        .take(CODE_CHARS)
        .collect();
    if chars.len() < CODE_CHARS {
        return None;
    }
    let groups: Vec<String> = chars.chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    Some(groups.join("-"))
}

/// The code's hash, under which it is remembered. Case, spaces and hyphens do not matter.
#[must_use]
pub fn code_hash(code: &str) -> [u8; 32] {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, plain.as_bytes()).as_ref());
    hash
}

/// What is to be remembered of a fresh code.
#[must_use]
pub fn remember(code: &str, station_name: &str, now: Timestamp) -> NewCode {
    let expires_at = now.checked_add(SignedDuration::from_hours(CODE_HOURS)).unwrap_or(Timestamp::MAX);
    NewCode { hash: code_hash(code), station_name: station_name.to_owned(), made_at: now, expires_at }
}

/// What is known of a code.
#[derive(Debug, Clone)]
pub struct CodeState {
    pub expires_at: Timestamp,
    /// The station that used it.
    pub used_by: Option<Station>,
    /// Whether the machine's key is already some station's.
    pub key_taken: bool,
}

/// What is to be done with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enrol {
    /// A new station.
    Station,
    /// The station that used the code asks again: its first answer was lost on the way.
    SameAgain,
    Refuse,
}

/// Decides on a code. It is used up by the first machine; only the holder of the same key gets the same answer again, as
/// long as the code would have waited, since a lost answer must not cost a second drive to the village.
#[must_use]
pub fn decide(state: Option<&CodeState>, key: &PublicKey, now: Timestamp) -> Enrol {
    match state {
        Some(state) if now >= state.expires_at => Enrol::Refuse,
        Some(CodeState { used_by: Some(station), .. }) if station.key == *key => Enrol::SameAgain,
        Some(CodeState { used_by: None, key_taken: false, .. }) => Enrol::Station,
        _ => Enrol::Refuse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yizhan_wire::StationId;

    const KEY: PublicKey = PublicKey::Ed25519([1; 32]);
    const OTHER: PublicKey = PublicKey::Ed25519([2; 32]);

    fn state(used_by: Option<PublicKey>) -> CodeState {
        let station = |key| Station { id: StationId(1), name: "测试驿站".into(), key };
        CodeState {
            expires_at: Timestamp::from_second(1_000).unwrap(),
            used_by: used_by.map(station),
            key_taken: false,
        }
    }

    #[test]
    fn a_code_has_twelve_characters_nobody_mistakes() {
        let random = std::array::from_fn(|i| (i * 37) as u8);
        let code = new_code(&random).unwrap();
        assert_eq!(code.len(), 14);
        assert!(code.chars().all(|c| c == '-' || ALPHABET.contains(&(c as u8))), "{code}");
        assert_eq!(new_code(&[255; CODE_RANDOM_BYTES]), None);
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        assert_eq!(code_hash("k7xf 3m2p9xht"), code_hash("K7XF-3M2P-9XHT"));
        assert_ne!(code_hash("K7XF-3M2P-9XHT"), code_hash("K7XF-3M2P-9XHS"));
    }

    #[test]
    fn a_code_works_once_and_only_while_it_waits() {
        let early = Timestamp::from_second(999).unwrap();
        assert_eq!(decide(Some(&state(None)), &KEY, early), Enrol::Station);
        assert_eq!(decide(Some(&state(None)), &KEY, Timestamp::from_second(1_000).unwrap()), Enrol::Refuse);
        assert_eq!(decide(Some(&state(Some(OTHER))), &KEY, early), Enrol::Refuse);
        assert_eq!(decide(None, &KEY, early), Enrol::Refuse);
    }

    #[test]
    fn a_machine_whose_answer_was_lost_gets_it_again() {
        let early = Timestamp::from_second(999).unwrap();
        assert_eq!(decide(Some(&state(Some(KEY))), &KEY, early), Enrol::SameAgain);
    }

    #[test]
    fn a_key_that_is_some_stations_makes_no_second_one() {
        let taken = CodeState { key_taken: true, ..state(None) };
        assert_eq!(decide(Some(&taken), &KEY, Timestamp::from_second(1).unwrap()), Enrol::Refuse);
    }
}
