use super::super::application::tests::entry;
use super::*;
use serde_json::{Value, json};
use yizhan_wire::{EntryKind, Refusal};

fn examined(examine: impl Fn(&Entry) -> Checked, body: &Value) -> Result<(), (RefusalCode, String)> {
    examine(&entry(EntryKind::PostingOffer, body)).map_err(|Refusal { code, field }| (code, field))
}

fn posting() -> Value {
    json!({
        "id": 0, "title": "电焊工", "employer": "测试机械有限公司", "job_kind": "welder", "work_form": "full_time",
        "wage": { "min_fen": 600_000, "max_fen": 800_000, "unit": "month" }, "headcount": 3,
        "place": { "text": "测试路 1 号" }, "tasks": "焊接钢架。", "contact": "13800000001 测试经理",
        "source": { "name": "测试驿站", "kind": "employer" }, "posted_on": "2026-11-22", "valid_until": "2026-12-22",
    })
}

fn an_offer() -> Value {
    json!({
        "credit_code": "91430000MA0TEXT04Y", "posting": posting(), "made_by": "测试甲", "reviewed_by": "测试乙",
        "reviewed_on": "2026-11-22", "judged": [{ "rule": "R7", "field": "age_to", "reason": "高处作业" }],
    })
}

#[test]
fn a_reviewed_posting_with_everything_a_notice_must_say_is_taken() {
    assert_eq!(examined(offer, &an_offer()), Ok(()));
}

#[test]
fn a_posting_that_lacks_what_a_notice_must_say_or_that_nobody_reviewed_is_refused() {
    let refused = |place: &str, value: Value| {
        let mut body = an_offer();
        *body.pointer_mut(place).unwrap() = value;
        examined(offer, &body).unwrap_err().1
    };
    assert_eq!(refused("/posting/tasks", json!("")), "posting.tasks");
    assert_eq!(refused("/posting/headcount", json!(null)), "posting.headcount");
    assert_eq!(refused("/posting/wage/min_fen", json!(null)), "posting.wage");
    assert_eq!(refused("/posting/valid_until", json!("2027-06-01")), "posting.valid_until");
    assert_eq!(refused("/posting/valid_until", json!("2026-11-21")), "posting.valid_until");
    assert_eq!(refused("/posting/id", json!(7)), "posting.id");
    assert_eq!(refused("/reviewed_by", json!(" ")), "reviewed_by");
    assert_eq!(refused("/judged/0/reason", json!("")), "judged.reason");
    assert_eq!(refused("/credit_code", json!("91430000MA0TEXT04X")), "credit_code");
}

#[test]
fn an_employer_posts_with_its_code_its_real_name_and_the_papers_that_were_seen() {
    let body = json!({
        "credit_code": "91430000MA0TEXT04Y", "name": "测试机械有限公司", "contact": "测试经理", "phone": "13800000001",
        "agent": "测试丙", "papers": ["licence", "agent_id"], "on": "2026-11-22", "staff": "测试甲",
    });
    assert_eq!(examined(firm, &body), Ok(()));
    let mut without = body.clone();
    without["papers"] = json!(["licence"]);
    assert_eq!(examined(firm, &without), Err((RefusalCode::Missing, "papers".to_owned())));
    without = body;
    without["agent"] = json!("");
    assert_eq!(examined(firm, &without), Err((RefusalCode::Missing, "agent".to_owned())));
}

#[test]
fn both_check_characters_of_a_code_are_looked_at() {
    for good in ["91350100M000100Y43", "91370000MATP000105", "12210000MB0AA0012X", "92330000MAEXMP019B"] {
        assert!(is_credit_code(good), "{good}");
    }
    for bad in ["91430000MA0TEXT04X", "91430000MA0TEST04Y", "91430000MA0TEXT140", "430000000000011", ""] {
        assert!(!is_credit_code(bad), "{bad}");
    }
}

#[test]
fn a_need_says_how_many_and_an_end_says_of_what() {
    let body = |more: Value| {
        let mut body = json!({
            "credit_code": "91430000MA0TEXT04Y", "deed": "need", "on": "2026-11-22", "staff": "测试甲", "topic": "招普工",
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    assert_eq!(examined(note, &body(json!({ "headcount": 20 }))), Ok(()));
    assert_eq!(examined(note, &body(json!({}))), Err((RefusalCode::Missing, "headcount".to_owned())));
    assert_eq!(examined(note, &body(json!({ "deed": "visit" }))), Ok(()));
    let closed = examined(note, &body(json!({ "deed": "complaint_closed" })));
    assert_eq!(closed, Err((RefusalCode::Invalid, "about".to_owned())));
}
