use super::super::test_entry;
use super::*;
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::{Value, json};
use yizhan_wire::{EntryKind, SeqNo, StationId};

const TODAY: Date = date(2026, 11, 22);

/// A registration with every required field, changed as a test wants it.
fn body(change: impl FnOnce(&mut Value)) -> String {
    let mut body = json!({
        "receipt": ReceiptNo::of(StationId(3), SeqNo(8)),
        "name": "测试甲",
        "id_type": "resident_id",
        "id_number": "430000197403100228",
        "no_id_reason": null,
        "phone": "13800000000",
        "contact_by_station": false,
        "residence": { "division": "430000", "text": "测试路1号" },
        "education": "junior_high",
        "skills": ["电焊"],
        "wanted_jobs": [{ "kind": "welder" }, { "kind": "other", "text": "扎纸" }],
        "work_forms": ["day_job"],
        "wage_expected": { "min": 200, "unit": "day" },
        "available_from": "2026-11-23",
        "max_distance_km": 5,
        "night_shift": null,
        "needs_board": true,
        "needs_lodging": false,
        "categories": ["migrant_worker"],
        "wants": { "guidance": true },
        "consents": [{ "purpose": "register", "version": "2026-1", "given": "2026-11-22T01:00:00Z" }],
        "assisted_by": null,
        "note": "第一行\n第二行",
        "valid_until": "2027-02-20"
    });
    change(&mut body);
    body.to_string()
}

fn entry(body: String, made_at: &str) -> Entry {
    let made_at = made_at.parse::<Timestamp>().unwrap();
    Entry { seq: SeqNo(8), made_at, ..test_entry::entry(EntryKind::Registration, body) }
}

fn verdict(change: impl FnOnce(&mut Value)) -> Result<(), (RefusalCode, String)> {
    examine(&entry(body(change), "2026-11-22T01:00:00Z"), TODAY).map_err(|r| (r.code, r.field))
}

fn refused_for(field: &str, value: Value) -> (RefusalCode, String) {
    let path: Vec<&str> = field.split('.').collect();
    let change = |body: &mut Value| {
        *path.iter().fold(body, |part, key| part.get_mut(*key).unwrap()) = value;
    };
    verdict(change).expect_err(field)
}

#[test]
fn a_whole_registration_passes() {
    assert_eq!(verdict(|_| ()), Ok(()));
}

#[test]
fn a_person_without_card_and_telephone_is_not_sent_away() {
    let passed = verdict(|body| {
        body["id_type"] = json!("none");
        body["id_number"] = json!(null);
        body["no_id_reason"] = json!("身份证遗失，补办中");
        body["phone"] = json!(null);
        body["contact_by_station"] = json!(true);
    });
    assert_eq!(passed, Ok(()));
}

#[test]
fn names_of_every_people_pass_and_pasted_text_does_not() {
    for name in ["买买提·艾力", "O'Brien-Smith Jr.", "འཇིགས་མེད", "测试乙 001"] {
        assert_eq!(verdict(|body| body["name"] = json!(name)), Ok(()), "{name}");
    }
    for name in ["测".repeat(10_000).as_str(), "测试\u{7}", "测试😀", "测试\u{202E}甲", "<b>测试</b>"] {
        assert_eq!(refused_for("name", json!(name)), (RefusalCode::Invalid, "name".into()));
    }
}

#[test]
fn what_is_missing_is_named() {
    for (field, empty) in [("name", json!("  ")), ("id_number", json!(null)), ("wanted_jobs", json!([]))] {
        assert_eq!(refused_for(field, empty), (RefusalCode::Missing, field.to_owned()));
    }
    assert_eq!(refused_for("phone", json!(null)), (RefusalCode::Missing, "phone".into()));
    for &field in FIELDS {
        let without = verdict(|body| {
            body.as_object_mut().unwrap().remove(field);
        });
        assert_eq!(without, Err((RefusalCode::Missing, field.to_owned())));
    }
    assert_eq!(
        verdict(|body| {
            body["id_type"] = json!("none");
            body["id_number"] = json!(null);
        }),
        Err((RefusalCode::Missing, "no_id_reason".into()))
    );
}

#[test]
fn what_cannot_be_right_is_named() {
    for (field, wrong) in [
        ("receipt", json!("0003-000009-00")),
        ("id_type", json!("library_card")),
        ("id_number", json!("430000197403100229")),
        ("id_number", json!("43000019850720005x")),
        ("no_id_reason", json!("有证")),
        ("phone", json!("12345")),
        ("residence.division", json!("4300")),
        ("residence.division", json!("990000")),
        ("residence.text", json!("\u{1b}[31m")),
        ("wanted_jobs", json!([{ "kind": "other" }])),
        ("wanted_jobs", json!(vec![json!({ "kind": "cook" }); 6])),
        ("wage_expected", json!({ "min": 0, "unit": "day" })),
        ("skills", json!(["x".repeat(201)])),
        ("note", json!("x".repeat(2_001))),
        ("available_from", json!("0026-11-23")),
        ("valid_until", json!("2026-11-20")),
        ("valid_until", json!("2036-11-20")),
    ] {
        assert_eq!(refused_for(field, wrong.clone()), (RefusalCode::Invalid, field.to_owned()), "{wrong}");
    }
    let both = verdict(|body| body["contact_by_station"] = json!(true));
    assert_eq!(both, Err((RefusalCode::Invalid, "phone".into())));
}

#[test]
fn what_cannot_be_read_says_where() {
    assert_eq!(refused_for("phone", json!(13_800_000_000_i64)), (RefusalCode::UnreadableBody, "phone".into()));
    assert_eq!(refused_for("valid_until", json!("2027-02-30")), (RefusalCode::UnreadableBody, "valid_until".into()));
    let list = entry("[1]".into(), "2026-11-22T01:00:00Z");
    assert_eq!(examine(&list, TODAY), Err(refusal(RefusalCode::UnreadableBody, "")));
    let twice = entry(r#"{"name":"测试甲","name":"测试乙"}"#.into(), "2026-11-22T01:00:00Z");
    assert!(examine(&twice, TODAY).is_err());
}

#[test]
fn nobody_under_sixteen_is_registered() {
    // Synthetic: born 2010-01-01, sixteen since 2026-01-01.
    let child = |made_at: &str, valid_until: &str| {
        let body = body(|body| {
            body["id_number"] = json!("430000201001010130");
            body["valid_until"] = json!(valid_until);
        });
        examine(&entry(body, made_at), TODAY).map_err(|r| r.code)
    };
    assert_eq!(child("2026-11-22T01:00:00Z", "2027-02-20"), Ok(()));
    assert_eq!(child("2025-12-30T01:00:00Z", "2026-02-20"), Err(RefusalCode::UnderAge), "written down two days early");
    assert_eq!(child("1970-01-01T01:00:00Z", "1970-02-20"), Ok(()), "a clock that is plainly wrong decides nothing");
}

#[test]
fn nothing_is_kept_without_consent_and_sensitive_tags_need_their_own() {
    assert_eq!(refused_for("consents", json!([])), (RefusalCode::NoConsent, "consents".into()));
    assert_eq!(refused_for("categories", json!(["disabled"])), (RefusalCode::NoConsent, "categories".into()));
    let with_consent = verdict(|body| {
        body["categories"] = json!(["disabled"]);
        let given = json!({ "purpose": "sensitive_tags", "version": "2026-1", "given": "2026-11-22T01:00:00Z" });
        body["consents"].as_array_mut().unwrap().push(given);
    });
    assert_eq!(with_consent, Ok(()));
}

#[test]
fn a_code_of_a_newer_station_is_no_reason_to_refuse() {
    assert_eq!(verdict(|body| body["work_forms"] = json!(["by_moonlight"])), Ok(()));
}
