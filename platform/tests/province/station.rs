//! A station, as far as it enrols and seals files.

use crate::rig::{Province, client};
use serde_json::json;
use std::path::{Path, PathBuf};
use yizhan_platform::storage::key::signing_key;
use yizhan_wire::bundle::{self, Way};
use yizhan_wire::carried::{DownPart, UpHead};
use yizhan_wire::enrolment::{Enrolment, PublicKey};
use yizhan_wire::gig::{SeatRequest, SeatsWanted};
use yizhan_wire::signature::SigningKey;
use yizhan_wire::slip::{SlipSeal, StationCertificate};
use yizhan_wire::{Cursor, EntryKind, NoticeMark, Outcome, PostingId, ReceiptNo, SeqNo, StationId, zip};

/// A station, as far as it seals files.
pub struct Station {
    pub id: StationId,
    key: SigningKey,
    platform: PublicKey,
}

impl Station {
    pub fn enrol(province: &Province, seed: u8) -> Self {
        let code = province.run(&["station", "add", "--name", "测试驿站"]);
        let key = SigningKey::from_seed(&[seed; 32]).unwrap();
        let request = json!({ "code": code.trim(), "public_key": key.public() }).to_string();
        let answer = client().post(format!("{}/v1/enrolments", province.public)).body(request).send().unwrap();
        let given: Enrolment = serde_json::from_str(&answer.text().unwrap()).unwrap();
        Self { id: given.station, key, platform: given.platform_key }
    }

    /// A file with one entry, as it lies on a stick; one that is good, or one that is refused.
    pub fn file(&self, folder: &Path, good: bool) -> PathBuf {
        let receipt = ReceiptNo::of(self.id, SeqNo(1));
        let want = SeatsWanted { posting: PostingId(1), day: jiff::civil::date(2026, 11, 22), seats: u16::from(good) };
        let body = serde_json::to_string(&SeatRequest { receipt, wants: vec![want] }).unwrap();
        self.carried(folder, EntryKind::SeatRequest, &body)
    }

    /// The code of a slip of this station, by the province's word for its key.
    pub fn slip(&self, province: &Province, kind: EntryKind, seq: i64) -> SlipSeal {
        let key = signing_key(province.data(), true, || Err(std::io::Error::other("none is made"))).unwrap();
        let certificate = StationCertificate::issue(&key, self.id, self.key.public());
        let day = jiff::civil::date(2026, 11, 22);
        SlipSeal::make(&self.key, certificate, (self.id, SeqNo(seq)), kind.as_str(), day)
    }

    /// A file with one entry of this kind.
    pub fn carried(&self, folder: &Path, kind: EntryKind, body: &str) -> PathBuf {
        let id = "019341f6-0000-7000-8000-000000000001";
        let entry = format!(
            r#"{{"station":{},"seq":1,"id":"{id}","kind":"{}","version":1,"subject":"{id}",
                "made_at":"2026-11-22T01:00:00Z","hash":"{}","body":{body}}}"#,
            self.id,
            kind.as_str(),
            yizhan_wire::entry::body_hash(body)
        );
        let head = UpHead {
            most_bytes: None,
            made_at: "2026-11-22T01:00:00Z".parse().unwrap(),
            cursor: Cursor(0),
            notices: NoticeMark::default(),
            machine: None,
        };
        let pack = |text: &str| zip::pack(text.as_bytes()).unwrap();
        let parts = [pack(&serde_json::to_string(&head).unwrap()), pack(&format!(r#"{{"entries":[{entry}]}}"#))];
        let sealed = bundle::seal(Way::Up, &self.key, self.id, &self.platform, &parts, [5; 32]).unwrap();
        let path = folder.join("a1b2c3d4.up");
        std::fs::write(&path, sealed).unwrap();
        path
    }

    /// What became of the entry, by the file that came back.
    pub fn outcome(&self, back: &[u8]) -> Outcome {
        let opened = bundle::open(Way::Down, &self.key, back).unwrap();
        let parts = opened.verify(&self.platform).unwrap();
        let DownPart::Answers(answers) = serde_json::from_slice(&zip::unpack(&parts[1]).unwrap()).unwrap() else {
            panic!("the answers come first")
        };
        answers.answers[0].outcome.clone()
    }
}
