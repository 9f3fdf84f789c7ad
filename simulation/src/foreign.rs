//! Everything that reads bytes of strangers, one function each: the same functions a fuzzer feeds (`fuzz/`), and a short seeded run
//! in the test suite. None may panic, hang or swell, whatever it is given.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use std::str::FromStr as _;
use yizhan::domain::tables::{Mapping, TableKind};
use yizhan_platform::core::intake::{Seen, judge};
use yizhan_platform::import::{Options, Taking, run_bytes};
use yizhan_platform::storage::Store;
use yizhan_wire::bundle::{self, Way};
use yizhan_wire::enrolment::Invitation;
use yizhan_wire::release::Release;
use yizhan_wire::setup::{self as start, Setup};
use yizhan_wire::signature::{Signed, SigningKey, created_of, suite_of, tag_of, verify_answer};
use yizhan_wire::trust::Tag;
use yizhan_wire::{
    Answers, NoticePage, Page, ReceiptNo, StationId, Upload, configuration::Configuration, content, day_record, zip,
};

const TODAY: Date = date(2026, 6, 1);

/// Takes bytes of a stranger.
pub type Reader = fn(&[u8]);

/// What reads foreign bytes: its name, and the function.
pub const READERS: [(&str, Reader); 15] = [
    ("feed", feed),
    ("answers", answers),
    ("notices", notices),
    ("entries", entries),
    ("bundle", carried),
    ("pack", pack),
    ("signature", signature),
    ("card", card),
    ("table", table),
    ("import", import),
    ("register", register),
    ("code", code),
    ("wage", wage),
    ("settings", settings),
    ("setup", setup),
];

/// A body as both sides read it: packed or plain.
fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let unpacked = zip::unpack(bytes).ok();
    serde_json::from_slice(unpacked.as_deref().unwrap_or(bytes)).ok()
}

/// A page of the feed.
pub fn feed(bytes: &[u8]) {
    let Some(page) = read::<Page>(bytes) else { return };
    for change in &page.changes {
        let _seq = change.seq();
        if let yizhan_wire::Change::Posting { posting, .. } = change {
            let _terms = yizhan::search::terms(&posting.description());
            let _readable = yizhan::search::normalise(&posting.title);
        }
    }
}

/// Answers to a batch.
pub fn answers(bytes: &[u8]) {
    if let Some(answers) = read::<Answers>(bytes) {
        let _settled = yizhan::sync::receipt::settle(&[], &answers);
    }
}

/// A page of notices.
pub fn notices(bytes: &[u8]) {
    if let Some(page) = read::<NoticePage>(bytes) {
        page.notices.iter().for_each(|notice| drop(notice.matter()));
    }
}

/// A batch of entries, as the platform judges it.
///
/// # Panics
/// Where an entry gets no verdict.
pub fn entries(bytes: &[u8]) {
    if let Some(upload) = read::<Upload>(bytes) {
        let verdicts = judge(StationId(1), &upload.entries, Seen::default(), TODAY);
        assert_eq!(verdicts.len(), upload.entries.len());
    }
}

/// A file that was carried, in either direction.
pub fn carried(bytes: &[u8]) {
    let Ok(key) = SigningKey::from_seed(&[1; 32]) else { return };
    for way in [Way::Up, Way::Down] {
        if let Ok(opened) = bundle::open(way, &key, bytes) {
            let _verified = opened.verify(&key.public());
        }
    }
}

/// A pack, of whatever kind.
pub fn pack(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _read = yizhan_platform::core::packs::read(text);
    if let Ok(body) = serde_json::from_str::<serde_json::Value>(text) {
        let _words = yizhan::domain::pack::words(&body);
        for kind in content::KINDS {
            let _content = yizhan::domain::pack::content(kind, &body);
            let _content = content::read(kind, text);
        }
    }
}

/// The head of an answer.
///
/// # Panics
/// Where it is believed.
pub fn signature(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let (_, _, tag) = (created_of(&text), suite_of(&text), tag_of(&text).map(Tag::parse));
    drop(tag);
    let Ok(key) = SigningKey::from_seed(&[1; 32]) else { return };
    let mut parts = text.splitn(3, '\n').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let signed = Signed { content_digest: next(), signature_input: next(), signature: next() };
    assert!(verify_answer(&key.public(), 200, bytes, "yizhan=:AA==:", &signed).is_err(), "nobody signed this");
}

/// What a card reader sends.
pub fn card(bytes: &[u8]) {
    let mut decoder = yizhan::device::id_card::frame::Decoder::default();
    for piece in bytes.chunks(37) {
        decoder.push(piece);
        while let Some(frame) = decoder.next_frame() {
            if let Ok(frame) = frame {
                let _answer = frame.answer();
                let _card = yizhan::device::id_card::Card::decode(frame.body());
            }
        }
    }
    let _card = yizhan::device::id_card::Card::decode(bytes);
}

/// A list of people or postings that came on a stick.
pub fn table(bytes: &[u8]) {
    let Ok(sheet) = yizhan::tables::read(bytes.to_vec(), &|name| name == "姓名" || name == "岗位名称") else {
        return;
    };
    let mapping = Mapping::guess(TableKind::Registrations, &sheet.head);
    for row in &sheet.rows {
        for cell in &row.cells {
            let _pay = yizhan::domain::tables::postings::pay(cell);
        }
        let _name = mapping.column("name").and_then(|column| row.cells.get(column));
    }
}

/// A file of adverts, as the platform reads it, into a store of its own.
///
/// # Panics
/// Where the store fails at it.
pub fn import(bytes: &[u8]) {
    thread_local! {
        static STORE: Option<(tempfile::TempDir, Store)> =
            tempfile::tempdir().ok().and_then(|folder| Store::open(folder.path()).ok().map(|store| (folder, store)));
    }
    STORE.with(|held| {
        let Some((_, store)) = held else { return };
        let taking = Taking { storage: store, review: None };
        for name in ["file.csv", "file.json"] {
            let imported = run_bytes(taking, name, bytes.to_vec(), &Options::new(TODAY), super::BEGINNING);
            assert!(imported.is_ok(), "the store failed at what was imported");
        }
    });
}

/// A line of registrations.
pub fn register(bytes: &[u8]) {
    if let Ok(form) = serde_json::from_slice::<yizhan::domain::Form>(bytes)
        && let Ok(checked) = yizhan::domain::registration::check(&form, TODAY)
    {
        let receipt = ReceiptNo::of(StationId(1), yizhan_wire::SeqNo(1));
        let _registration = checked.into_registration(receipt, TODAY);
    }
}

/// What a scanner reads, or a thumb types.
///
/// # Panics
/// Where it is believed to be signed.
pub fn code(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let _invitation = Invitation::from_str(&text);
    let _receipt = ReceiptNo::parse(&text);
    let _scanned = yizhan::domain::scan::receipt_in(&text);
    let (_, _) = (day_record::station_of(&text), day_record::names_in(&text));
    let _lines = day_record::lines(&text).count();
    if let Ok(key) = SigningKey::from_seed(&[1; 32]) {
        assert!(day_record::verify(&text, &key.public()).is_err(), "nobody signed this");
    }
    let _phone = yizhan::domain::phone::national(&text);
    let _number = yizhan::domain::id_number::IdNumber::parse(yizhan::domain::IdType::ResidentId, &text, TODAY);
}

/// Pay and days, in people's words.
pub fn wage(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let pay = yizhan_platform::import::wage::parse(&text);
    drop(pay);
    let _pay = yizhan::domain::tables::postings::pay(&text);
    let _fen = yizhan::domain::gig::fen(&text);
    let _moment = text.parse::<Timestamp>();
    let _day = text.parse::<Date>();
}

/// Settings that come as a notice.
pub fn settings(bytes: &[u8]) {
    if let Ok(settings) = serde_json::from_slice::<Configuration>(bytes) {
        let _flaw = settings.flaw().map(str::to_owned);
    }
}

/// What lies on a stick at a machine's first start, or for its update; and the text of a file of settings.
///
/// # Panics
/// Where it is believed, or where a text that was signed is not what comes back.
pub fn setup(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let Ok(key) = SigningKey::from_seed(&[1; 32]) else { return };
    assert!(start::read(&text, &[key.public()]).is_err(), "nobody signed this");
    if let Ok(release) = Release::read(&mut &*bytes) {
        assert!(release.verify(&[key.public()]).is_err(), "nobody signed this");
    }
    let said = Setup { invitation: None, settings: text };
    let read = start::read(&start::sign(&said, &key), &[key.public()]);
    assert_eq!(read.map(|setup| setup.settings), Ok(said.settings.trim_start_matches('\n').to_owned()));
    let _faults = yizhan::cli::faults_of_settings(&said.settings);
}
