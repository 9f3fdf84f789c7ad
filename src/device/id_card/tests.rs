//! The reader's bytes: the vectors of the protocol, and whatever else a line may bring.

use super::frame::{Decoder, FrameError, encode};
use super::record::{Card, Kind, RecordError, Until};
use super::simulator::{Mood, SampleCard, Simulator, read_answer, serve};
use super::{IdCardReader, ReaderFault, SdtReader, open};
use crate::device::pty::Pty;
use crate::domain::IdType;
use crate::domain::card::{CardWarning, Reader};
use jiff::civil::date;
use proptest::prelude::*;
use ring::digest::{SHA256, digest};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXUPPER.encode(bytes)
}

fn sha(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(digest(&SHA256, bytes).as_ref())
}

fn frames(bytes: &[u8]) -> Vec<Result<Vec<u8>, FrameError>> {
    let mut decoder = Decoder::default();
    decoder.push(bytes);
    std::iter::from_fn(|| decoder.next_frame()).map(|frame| frame.map(|frame| frame.body().to_vec())).collect()
}

#[test]
fn commands_and_answers_travel_as_the_protocol_writes_them() {
    for (body, bytes) in [
        (&[0x10, 0xFF][..], "AAAAAA9669000310FFEC"),
        (&[0x11, 0xFF], "AAAAAA9669000311FFED"),
        (&[0x12, 0xFF], "AAAAAA9669000312FFEE"),
        (&[0x20, 0x01], "AAAAAA96690003200122"),
        (&[0x20, 0x02], "AAAAAA96690003200221"),
        (&[0x30, 0x01], "AAAAAA96690003300132"),
        (&[0, 0, 0x90], "AAAAAA9669000400009094"),
        (&[0, 0, 0x60], "AAAAAA9669000400006064"),
        (&[0, 0, 0x9F, 0, 0, 0, 0], "AAAAAA9669000800009F0000000097"),
        (&[0, 0, 0x80], "AAAAAA9669000400008084"),
        (&[0, 0, 0x90, 0, 0, 0, 0, 0, 0, 0, 0], "AAAAAA9669000C00009000000000000000009C"),
        (&[0, 0, 0x81], "AAAAAA9669000400008185"),
        (&[0, 0, 0x41], "AAAAAA9669000400004145"),
    ] {
        assert_eq!(hex(&encode(body)), bytes);
        assert_eq!(frames(&encode(body)), [Ok(body.to_vec())]);
    }
    let whole = encode(&read_answer(&SampleCard::Resident.text()));
    assert_eq!((whole.len(), whole.last()), (1_295, Some(&0xCE)));
    assert_eq!(sha(&whole), "fc6b9d2c53c71aec65236ca1ae2dba9fa6c26136e32460a57ddeed45914de7b2");
}

#[test]
fn the_sample_cards_are_those_every_implementation_is_checked_with() {
    for (card, known) in [
        (SampleCard::Resident, "eae68ce79923a452f84a120340958eabc0c57cc8dbc543619edbeed833066342"),
        (SampleCard::LongTerm, "c8acc0d9b75b89b8c51e19e9086cceaac0f17ffa4b4d07d52cdad636d9ca1d1c"),
        (SampleCard::HkMoTw, "c09a229039a56b7a5a0afe481faa9b08860805c0a3ef51318fae4d81690f7e12"),
        (SampleCard::Foreigner2017, "cafefdc719e6cd9e2446ad19f7be71af4c076c1762adec3ad972066a0043e2be"),
        (SampleCard::Foreigner2023, "dceeee13bebb83685a1d3f035d44a4cc789d9e618c241566f5cbedd2231888eb"),
    ] {
        assert_eq!(sha(&card.text()), known, "{card:?}");
    }
}

#[test]
fn all_four_kinds_of_cards_are_read() {
    let read = |card: SampleCard| Card::decode(&card.text()).unwrap();
    let resident = read(SampleCard::Resident);
    assert_eq!((resident.kind, resident.name.as_str(), resident.sex), (Kind::Resident, "测试甲", 1));
    assert_eq!((resident.ethnic_group.as_str(), resident.born), ("01", Some(date(1990, 3, 7))));
    assert_eq!(resident.address.as_str(), "湖南省测试市样例区虚构路1号");
    assert_eq!(resident.issuer.as_str(), "样例市公安局测试分局");
    assert_eq!(resident.valid_until, Some(Until::Day(date(2038, 1, 1))));
    let old = read(SampleCard::LongTerm);
    assert_eq!((old.name.as_str(), old.valid_until), ("测试阿依古丽·样例", Some(Until::LongTerm)));
    let permit = read(SampleCard::HkMoTw);
    assert_eq!((permit.kind, permit.pass_number.as_str()), (Kind::HkMoTw, "H00000001"));
    assert!(permit.ethnic_group.is_empty() && permit.latin_name.is_empty());
    let first = read(SampleCard::Foreigner2017);
    assert_eq!((first.latin_name.as_str(), first.number.as_str()), ("TEST, SAMPLE", "GBR430188022912"));
    assert_eq!((first.name.as_str(), first.nationality.as_str()), ("测试丙", "GBR"));
    let second = read(SampleCard::Foreigner2023);
    assert_eq!(second.latin_name.as_str(), "TEST, SAMPLE LONGNAME ABCDEFGHIJKLMNOPQRS TAIL");
    assert_eq!((second.number.as_str(), second.nationality.as_str()), ("943826198802290019", "GBR"));
    assert!(second.address.is_empty() && second.issuer.is_empty());
    assert_eq!(Card::decode(&SampleCard::UnknownKind.text()), Err(RecordError::UnknownKind));
    assert_eq!(Card::decode(&[0; 255]), Err(RecordError::Length));
}

#[test]
fn the_form_gets_name_kind_and_number_and_the_clerk_what_does_not_agree() {
    let person = |card: SampleCard| Card::decode(&card.text()).unwrap().person(date(2026, 11, 22));
    let resident = person(SampleCard::Resident);
    assert_eq!((resident.name.as_str(), resident.id_type), ("测试甲", IdType::ResidentId));
    assert_eq!((resident.id_number.as_str(), resident.warnings), ("430000199003071519", vec![]));
    assert_eq!(person(SampleCard::LongTerm).warnings, [CardWarning::Contradiction]);
    assert_eq!(person(SampleCard::HkMoTw).warnings, [CardWarning::Expired]);
    assert_eq!(person(SampleCard::Foreigner2017).warnings, []);
    assert_eq!(person(SampleCard::Foreigner2023).warnings, []);
}

#[test]
fn nothing_of_a_person_gets_into_what_is_printed_for_debugging() {
    let card = Card::decode(&SampleCard::Resident.text()).unwrap();
    let said = format!("{card:?} {:?}", card.person(date(2026, 11, 22)));
    assert!(!said.contains("测试甲") && !said.contains("4300"), "{said}");
}

/// A reader whose line is the simulator itself, a few bytes at a time.
struct Direct {
    reader: Simulator,
    said: Vec<u8>,
}

impl io::Read for Direct {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.said.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let count = self.said.len().min(into.len()).min(97);
        for (place, byte) in into.iter_mut().zip(self.said.drain(..count)) {
            *place = byte;
        }
        Ok(count)
    }
}

impl io::Write for Direct {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let said = self.reader.hear(bytes);
        self.said.extend(said);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn reader(card: Option<SampleCard>, mood: Mood) -> SdtReader<Direct> {
    let mut reader = Simulator::new(mood);
    reader.lay(card);
    SdtReader::on(Direct { reader, said: Vec::new() })
}

#[test]
fn a_card_is_found_read_and_not_found_again_until_it_was_taken_off() {
    let mut reader = reader(Some(SampleCard::Resident), Mood::Good);
    reader.check().unwrap();
    assert!(reader.find().unwrap());
    assert_eq!(reader.read().unwrap().name.as_str(), "测试甲");
    assert!(!reader.find().unwrap());
}

#[test]
fn noise_on_the_line_costs_nothing() {
    let mut reader = reader(Some(SampleCard::HkMoTw), Mood::Noisy);
    assert!(reader.find().unwrap());
    assert_eq!(reader.read().unwrap().name.as_str(), "测试乙");
}

#[test]
fn each_way_to_fail_leads_to_its_own_sentence() {
    let state = |card, mood| {
        let mut reader = reader(card, mood);
        let fault = reader.find().and_then(|_| reader.read()).expect_err("it was to fail");
        fault.state()
    };
    let card = Some(SampleCard::Resident);
    assert_eq!(state(card, Mood::Silent), Reader::Absent);
    assert_eq!(state(card, Mood::Cut), Reader::Absent);
    assert_eq!(state(card, Mood::Damaged), Reader::LiftAndPlace);
    assert_eq!(state(card, Mood::TakenAway), Reader::LiftAndPlace);
    assert_eq!(state(card, Mood::Broken), Reader::Broken);
    assert_eq!(state(None, Mood::Good), Reader::LiftAndPlace);
    assert_eq!(state(Some(SampleCard::UnknownKind), Mood::Good), Reader::UnknownCard);
}

#[test]
fn over_a_serial_port_a_card_is_read_and_an_unplugged_reader_is_noticed() {
    let mut pty = Pty::open(None).unwrap();
    let mut reader = open(pty.path(), super::BAUD).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stop);
    let simulator = std::thread::Builder::new().spawn(move || {
        let mut simulated = Simulator::new(Mood::Good);
        simulated.lay(Some(SampleCard::Foreigner2023));
        serve(&mut pty, simulated, &seen, |_| {})
    });
    assert!(reader.find().unwrap());
    assert_eq!(reader.read().unwrap().name.as_str(), "测试丁");
    stop.store(true, Ordering::Relaxed);
    simulator.unwrap().join().unwrap().unwrap();
    assert!(matches!(reader.find(), Err(ReaderFault::Line(_))));
}

proptest! {
    /// Whatever comes, the decoder neither panics nor gives a frame whose check is wrong; and it forgets no frame
    /// that follows.
    #[test]
    fn any_bytes_are_survived(noise in proptest::collection::vec(any::<u8>(), 0..4_000)) {
        for body in frames(&noise).into_iter().flatten() {
            let bytes = encode(&body);
            let tail = &bytes[1..];
            prop_assert!(noise.windows(tail.len()).any(|window| window == tail));
        }
    }

    #[test]
    fn a_frame_behind_noise_is_found_however_it_is_cut(
        noise in proptest::collection::vec(any::<u8>().prop_filter("no mark", |byte| *byte != 0x69), 0..300),
        body in proptest::collection::vec(any::<u8>(), 2..1_300),
        cuts in proptest::collection::vec(1_usize..200, 1..40),
    ) {
        let mut bytes = noise;
        bytes.extend_from_slice(&encode(&body));
        let mut decoder = Decoder::default();
        let (mut rest, mut cut) = (bytes.as_slice(), cuts.iter().cycle());
        let mut found = Vec::new();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(*cut.next().unwrap()));
            decoder.push(now);
            rest = later;
            found.extend(std::iter::from_fn(|| decoder.next_frame()));
        }
        prop_assert_eq!(found.len(), 1);
        let frame = found.pop().unwrap().unwrap();
        prop_assert_eq!(frame.body(), body.as_slice());
    }

    #[test]
    fn a_flipped_bit_is_noticed_and_the_next_frame_is_found(
        body in proptest::collection::vec(any::<u8>(), 2..300),
        place in any::<proptest::sample::Index>(),
        bit in 0_u8..8,
    ) {
        let whole = encode(&body);
        let mut bytes = whole.to_vec();
        // Behind preamble and length: a wrong length swallows what follows, and only time shows that.
        let at = 7 + place.index(bytes.len() - 7);
        bytes[at] ^= 1 << bit;
        bytes.extend_from_slice(&encode(&[0x20, 0x01]));
        let found = frames(&bytes);
        prop_assert!(!found.contains(&Ok(body)));
        prop_assert_eq!(found.last(), Some(&Ok(vec![0x20, 0x01])));
        prop_assert!(found.contains(&Err(FrameError::Check)));
    }

    #[test]
    fn a_cut_frame_is_never_taken_for_a_whole_one(card in 0_usize..5, keep in 0_usize..1_294) {
        let whole = encode(&read_answer(&SampleCard::ALL[card].text()));
        prop_assert!(frames(&whole[..keep]).iter().all(Result::is_err));
    }

    /// A card's text may hold anything; reading it gives fields or an error.
    #[test]
    fn any_text_is_read_or_refused(mut text in proptest::collection::vec(any::<u8>(), 256), kind in 0_usize..5) {
        text[248] = b" JIYZ"[kind];
        text[249] = 0;
        if let Ok(card) = Card::decode(&text) {
            let person = card.person(date(2026, 11, 22));
            prop_assert_eq!(person.id_type, card.kind.id_type());
        }
    }
}
