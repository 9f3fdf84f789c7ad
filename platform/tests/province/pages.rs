//! The pages behind a QR code: small, without scripts, right on a narrow old phone, and about nobody.

use crate::browser::Browser;
use crate::rig::{Province, client};
use yizhan_wire::{ReceiptNo, SeqNo, StationId};

/// The promise: with everything that is fetched for it.
const MOST_BYTES: usize = 20 * 1024;

fn open() -> Province {
    let mut province = Province::empty();
    let data = province.data().to_str().unwrap().to_owned();
    province.run(&[
        "fleet",
        "--stations",
        "1",
        "--days",
        "1",
        "--every",
        "60",
        "--calm",
        "--postings",
        "200",
        "--data",
        &data,
    ]);
    province.run(&["seed", "--postings", "1"]);
    province.serve(&[]);
    province
}

fn get(province: &Province, path: &str) -> (u16, String) {
    let answer = client().get(format!("{}{path}", province.public)).send().unwrap();
    let status = answer.status().as_u16();
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    let body = answer.text().unwrap();
    assert!(body.len() < MOST_BYTES, "{path} has {} bytes", body.len());
    let lower = body.to_lowercase();
    for foreign in ["<script", "onclick", "<img", "<link", "src=", "http://", "https://"] {
        assert!(!lower.contains(foreign), "{path} fetches or runs something: {foreign}");
    }
    (status, body)
}

/// The number of a policy that the seed's packs bring.
fn policy_id() -> String {
    let packs: serde_json::Value = serde_json::from_str(include_str!("../../assets/packs/policies.json")).unwrap();
    packs["body"]["items"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn every_page_is_small_runs_nothing_and_says_what_matters() {
    let province = open();
    let mut largest = 0;
    for id in 1..=200 {
        let (status, page) = get(&province, &format!("/p/{id}"));
        assert_eq!(status, 200, "posting {id}");
        assert!(page.contains("href=\"tel:") && page.contains("12333") && page.contains("来源"), "{page}");
        largest = largest.max(page.len());
    }
    println!("the largest posting's page has {largest} bytes");
    let (status, page) = get(&province, "/p/999999");
    assert!(status == 410 && page.contains("已经结束"), "{page}");
    let (status, page) = get(&province, &format!("/z/{}", policy_id()));
    assert!(status == 200 && page.contains("截至"), "{page}");
    assert_eq!(get(&province, "/z/none").0, 410);
    let english = get(&province, "/p/1?lang=en").1;
    assert!(english.contains("lang=\"en\"") && english.contains("Nobody may take money"), "{english}");
}

#[test]
fn a_receipt_says_whether_it_arrived_and_nothing_else() {
    let province = open();
    let records = province.run(&["records"]);
    let first: serde_json::Value = serde_json::from_str(records.lines().next().unwrap()).unwrap();
    let number = first["receipt"].as_str().unwrap();
    let (status, page) = get(&province, &format!("/r/{number}"));
    assert!(status == 200 && page.contains("已收到"), "{page}");
    let body = &first["body"];
    for personal in [&body["name"], &body["id_number"], &body["phone"]] {
        if let Some(text) = personal.as_str() {
            assert!(!page.contains(text), "{text} stands on the page");
        }
    }
    let later = ReceiptNo::of(StationId(1), SeqNo(900_000));
    assert!(get(&province, &format!("/r/{later}")).1.contains("还没收到"));
    let typed = number.replace('-', "+");
    assert!(get(&province, &format!("/r?n={typed}")).1.contains("已收到"), "typed by hand, with blanks");
    assert_eq!(get(&province, "/r/123").0, 404);
    assert!(get(&province, "/r").1.contains("<form"));
}

#[test]
fn on_an_old_phone_nothing_runs_out_at_the_side_and_the_number_is_called_by_a_touch() {
    let Some(browser) = Browser::start(500, 900) else { return };
    let province = open();
    for (path, name) in
        [("/p/1", "phone-posting"), ("/r", "phone-receipt"), (&*format!("/z/{}", policy_id()), "phone-policy")]
    {
        browser.open(&format!("{}{path}", province.public));
        // The narrowest phones that are still about; a window cannot be made so narrow.
        browser.run("document.documentElement.style.width = '320px'");
        assert_eq!(browser.run("return document.documentElement.scrollWidth <= 500"), true, "{path}");
        let small =
            "return [...document.querySelectorAll('a.call,button')].every(e => e.getBoundingClientRect().height >= 44)";
        assert_eq!(browser.run(small), true, "a finger meets it");
        let requests = browser.run("return performance.getEntriesByType('resource').length");
        assert_eq!(requests, 0, "{path} fetches nothing more");
        browser.picture(name);
    }
    browser.open(&format!("{}/p/1", province.public));
    assert_eq!(browser.run("return document.querySelector('a.call').protocol"), "tel:");
    // What became of a receipt: typed by hand, or by the code on the slip.
    let records = province.run(&["records"]);
    let first: serde_json::Value = serde_json::from_str(records.lines().next().unwrap()).unwrap();
    let number = first["receipt"].as_str().unwrap();
    browser.open(&format!("{}/r", province.public));
    browser.type_into("input[name='n']", number);
    browser.click("form button");
    assert!(browser.text().contains("已收到"), "{}", browser.text());
    browser.picture("phone-receipt-arrived");
    browser.open(&format!("{}/r/{number}", province.public));
    assert!(browser.text().contains("已收到"), "{}", browser.text());
}
