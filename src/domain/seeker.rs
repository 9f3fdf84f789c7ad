//! Registered people as the desk looks for them: by name as it is written or as it sounds, by the end of a telephone
//! number, by a receipt. A list holds thousands; a row holds what the list shows and no more.

use super::notice::ReturnedData;
use super::nouns::{JobKind, PostingId, ReceiptNo, ServiceChannel, ServiceKind, SubjectId};
use super::plan::Standing;
use super::referral::Referral;
use super::tag::Tag;
use super::task::{Reason, Step, TaskRow};
use super::visitor::MyApplication;
use super::{Form, southern};
use crate::domain::ledger::EntryState;
use crate::domain::plan::Done;
use jiff::Timestamp;
use jiff::civil::Date;

/// A person in the list, by her latest registration that is not erased.
#[derive(Clone, PartialEq, Eq)]
pub struct SeekerRow {
    pub subject: SubjectId,
    pub receipt: ReceiptNo,
    pub name: String,
    /// The name as it sounds, see [`sound_of`]; empty where nobody can read it.
    pub sound: String,
    /// National form, or empty.
    pub phone: String,
    pub wanted: Vec<JobKind>,
    pub registered_on: Date,
    pub valid_until: Date,
    pub state: EntryState,
    /// Services that a plan still owes her.
    pub owed: u32,
    /// What rules of help ask to be done for her.
    pub help: u32,
}

/// Never who it is: a debug print ends in a log.
impl std::fmt::Debug for SeekerRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SeekerRow").field("receipt", &self.receipt).finish_non_exhaustive()
    }
}

/// Everything a person's page shows.
#[derive(Clone, PartialEq)]
pub struct Seeker {
    pub subject: SubjectId,
    pub receipt: ReceiptNo,
    pub form: Form,
    pub registrations: Vec<PastRegistration>,
    /// Without those that this member of staff may not see.
    pub tags: Vec<Tag>,
    /// There are tags that she may not see.
    pub hidden_tags: bool,
    pub standings: Vec<Standing>,
    /// The latest first.
    pub services: Vec<ServiceRow>,
    pub referrals: Vec<Referral>,
    /// What she applied for at the machine, the latest first, and how far each is.
    pub applications: Vec<MyApplication>,
    /// What other offices handed back about her through the province, and may be kept still.
    pub returned: Vec<(Timestamp, ReturnedData)>,
    /// What is open about her.
    pub tasks: Vec<TaskRow>,
    /// Calls and other matters about her, also those that are over: what each was for and what came of it, the latest first.
    pub history: Vec<(Reason, Step)>,
    /// Others who may be the same person.
    pub alike: Vec<Alike>,
}

/// Never who it is.
impl std::fmt::Debug for Seeker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seeker").field("receipt", &self.receipt).finish_non_exhaustive()
    }
}

/// One of her registrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastRegistration {
    pub receipt: ReceiptNo,
    pub at: Timestamp,
    pub valid_until: Date,
    pub state: EntryState,
    /// Who typed for her.
    pub assisted_by: Option<String>,
}

/// A service she has had, for her page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRow {
    pub done: Done,
    pub staff: String,
    pub state: EntryState,
}

/// A service to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewService {
    pub kind: ServiceKind,
    pub channel: ServiceChannel,
    pub posting: Option<PostingId>,
    pub topic: String,
    pub result: String,
    pub told: bool,
    /// She said at once that she has had it.
    pub confirmed: bool,
}

/// Somebody who may be the same person, and what speaks for it.
#[derive(Clone, PartialEq, Eq)]
pub struct Alike {
    pub subject: SubjectId,
    pub receipt: ReceiptNo,
    pub name: String,
    pub phone: String,
    pub by: AlikeBy,
}

/// Never who it is.
impl std::fmt::Debug for Alike {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Alike").field("receipt", &self.receipt).field("by", &self.by).finish_non_exhaustive()
    }
}

/// What speaks for two registrations being one person's, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlikeBy {
    /// The same number of a document.
    Number,
    /// The same telephone and a name that sounds the same.
    PhoneAndName,
    /// The same telephone: families share one.
    Phone,
    /// A name that is written the same, and both without a document.
    Name,
}

/// A name as the south says it: each syllable in the one spelling that stands for all that sound alike, so that 张 and 章
/// and 臧 fall together. `pinyin` has a space between syllables and a `?` for what nobody can read.
#[must_use]
pub fn sound_of(pinyin: &str) -> String {
    let one = |syllable: &str| southern::spellings(syllable).into_iter().next().unwrap_or_default();
    pinyin.split_whitespace().filter(|syllable| *syllable != "?").map(one).collect::<Vec<_>>().join(" ")
}

/// What speaks for two being one person; `None` where nothing does.
#[must_use]
pub fn alike(one: &SeekerRow, name: &str, sound: &str, phone: &str) -> Option<AlikeBy> {
    let same_phone = !phone.is_empty() && one.phone == phone;
    let same_name = !name.is_empty() && one.name == name;
    let same_sound = !sound.is_empty() && one.sound == sound;
    match (same_phone, same_name || same_sound) {
        (true, true) => Some(AlikeBy::PhoneAndName),
        (true, false) => Some(AlikeBy::Phone),
        (false, _) if same_name => Some(AlikeBy::Name),
        _ => None,
    }
}

/// What a clerk types to find somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// As it was typed, without what is around it.
    text: String,
    letters: Vec<String>,
    digits: String,
    /// How hanzi in it sound, once somebody has said so.
    sound: String,
}

/// From so many digits on a number is looked for anywhere in a telephone; fewer only at its end.
const TELLING_DIGITS: usize = 5;

impl Wanted {
    /// `sound` is what [`sound_of`] makes of the text, or empty.
    #[must_use]
    pub fn new(typed: &str, sound: &str) -> Self {
        let text = typed.trim().to_lowercase();
        let letters = text.split(|c: char| !c.is_ascii_lowercase()).filter(|word| !word.is_empty());
        let letters = letters.map(str::to_owned).collect();
        let digits = text.chars().filter(char::is_ascii_digit).collect();
        Self { letters, digits, sound: sound.to_owned(), text }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether a row is what was meant.
    #[must_use]
    pub fn fits(&self, row: &SeekerRow) -> bool {
        if self.text.is_empty() || row.name.to_lowercase().contains(&self.text) {
            return true;
        }
        if !self.digits.is_empty() && self.letters.is_empty() {
            let receipt: String = row.receipt.as_str().chars().filter(char::is_ascii_digit).collect();
            let telling = self.digits.len() >= TELLING_DIGITS;
            let phone = if telling { row.phone.contains(&self.digits) } else { row.phone.ends_with(&self.digits) };
            return phone || receipt.contains(&self.digits);
        }
        if !self.letters.is_empty() {
            return self.letters.iter().all(|word| sounds_like(&row.sound, word));
        }
        !self.sound.is_empty() && row.sound.contains(&self.sound)
    }
}

/// Whether letters are the sound of a name from one of its syllables on: whole (zhangwei), begun (zhangw), or the initials
/// (zw). Spellings that the south does not tell apart are the same.
fn sounds_like(sound: &str, typed: &str) -> bool {
    let syllables: Vec<&str> = sound.split_whitespace().collect();
    (0..syllables.len()).any(|from| begins(syllables.get(from..).unwrap_or_default(), typed))
}

fn begins(syllables: &[&str], typed: &str) -> bool {
    if typed.is_empty() {
        return true;
    }
    let Some((first, rest)) = syllables.split_first() else { return false };
    let spellings = southern::spellings(first);
    let whole = spellings.iter().filter_map(|one| typed.strip_prefix(one.as_str()));
    if whole.into_iter().any(|left| begins(rest, left)) || spellings.iter().any(|one| one.starts_with(typed)) {
        return true;
    }
    let initial = |one: &&String| one.chars().next() == typed.chars().next();
    let behind = typed.char_indices().nth(1).map_or("", |(at, _)| typed.get(at..).unwrap_or_default());
    spellings.iter().find(initial).is_some_and(|_| begins(rest, behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{SeqNo, StationId};

    fn row(name: &str, pinyin: &str, phone: &str) -> SeekerRow {
        SeekerRow {
            subject: SubjectId::new(1, [1; 10]),
            receipt: ReceiptNo::of(StationId(12), SeqNo(345)),
            name: name.into(),
            sound: sound_of(pinyin),
            phone: phone.into(),
            wanted: Vec::new(),
            registered_on: Date::ZERO,
            valid_until: Date::ZERO,
            state: EntryState::Waiting,
            owed: 0,
            help: 0,
        }
    }

    fn finds(typed: &str, pinyin: &str) -> bool {
        let wanted = Wanted::new(typed, &sound_of(pinyin));
        wanted.fits(&row("章伟宁", "zhang wei ning", "13800001234"))
    }

    #[test]
    fn a_name_is_found_as_it_is_written_begun_or_sounded() {
        for typed in ["章伟宁", "章", "伟宁", "zhangweining", "zhangwei", "zhan", "zwn", "zw", "wei", "wn", "ZHANG wei"]
        {
            assert!(finds(typed, ""), "{typed}");
        }
        // As the south says it.
        for typed in ["zanwei", "zhangweilin", "zhan wei lin"] {
            assert!(finds(typed, ""), "{typed}");
        }
        assert!(!finds("li", "") || finds("lin", ""), "li begins lin, which is how ning is said");
        assert!(!finds("wang", "") && !finds("nz", ""));
    }

    #[test]
    fn another_hanzi_of_the_same_sound_finds_her_once_it_is_known_how_it_sounds() {
        assert!(!finds("张伟", ""));
        assert!(finds("张伟", "zhang wei") && finds("张玮", "zhang wei") && !finds("李伟", "li wei"));
    }

    #[test]
    fn the_last_digits_of_a_telephone_and_the_number_of_a_receipt_find_her() {
        assert!(finds("1234", "") && finds("13800001234", "") && finds("00345", ""));
        assert!(!finds("1380", "") && finds("13800", ""));
    }

    #[test]
    fn the_same_telephone_and_a_name_that_sounds_the_same_are_probably_one_person() {
        let known = row("张伟", "zhang wei", "13800001234");
        let by = |name: &str, pinyin: &str, phone: &str| alike(&known, name, &sound_of(pinyin), phone);
        assert_eq!(by("章玮", "zhang wei", "13800001234"), Some(AlikeBy::PhoneAndName));
        assert_eq!(by("李娜", "li na", "13800001234"), Some(AlikeBy::Phone));
        assert_eq!(by("张伟", "zhang wei", ""), Some(AlikeBy::Name));
        assert_eq!(by("章玮", "zhang wei", "13800009999"), None);
    }
}
