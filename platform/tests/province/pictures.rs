//! Pictures that somebody adds to her report from her phone: by the code on its slip and by nothing else, seen by who works on it.

use crate::browser::Browser;
use crate::rig::{PASSWORD, Province, client};
use crate::station::Station;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use reqwest::blocking::Response;
use serde_json::json;
use std::io::Cursor;
use std::path::Path;
use yizhan_wire::slip::SlipSeal;
use yizhan_wire::{EntryKind, ReceiptNo, SeqNo};

/// A payslip, as far as a test needs one: each `tone` another picture.
fn photograph(tone: u8, format: ImageFormat) -> Vec<u8> {
    let picture =
        RgbImage::from_fn(640, 480, |x, y| Rgb([tone, u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap()]));
    let mut bytes = Vec::new();
    DynamicImage::ImageRgb8(picture).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// A province with its forms, and a station whose report of unpaid wages lies on a stick.
fn reported(folder: &Path) -> (Province, Station, SlipSeal, std::path::PathBuf) {
    let mut province = Province::empty();
    province.run(&["seed", "--postings", "1"]);
    province.operator("wang", "reviewer");
    province.operator("li", "viewer");
    province.serve(&[]);
    let station = Station::enrol(&province, 21);
    let answer =
        |field: &str, label: &str, value: serde_json::Value| json!({ "field": field, "label": label, "value": value });
    let body = json!({ "receipt": ReceiptNo::of(station.id, SeqNo(1)), "form": "wage-arrears", "form_version": 1, "title": "欠薪线索",
        "answers": [
            answer("employer", "单位或项目名称", json!("测试工地")), answer("place", "在哪里", json!("长沙市雨花区")),
            answer("trade", "哪一类", json!("building")), answer("people", "欠了多少人", json!("12")),
            answer("from", "从哪个月开始欠", json!("2026-08")), answer("to", "欠到哪个月", json!("2026-10")),
            answer("amount", "一共欠多少元", json!("96000")), answer("proof", "手里有什么", json!(["attendance", "chat"])),
            answer("demand", "想怎么解决", json!("把工钱发了")), answer("named", "留名字和电话吗", json!("no"))],
        "consents": [{ "field": "forward", "version": 1, "given": "2026-11-22T01:00:00Z" }], "urgent": true });
    let file = station.carried(folder, EntryKind::Submission, &body.to_string());
    let slip = station.slip(&province, EntryKind::Submission, 1);
    (province, station, slip, file)
}

fn carry(province: &Province, file: &Path) {
    let answered = client().post(format!("{}/v1/carried", province.public)).body(std::fs::read(file).unwrap()).send();
    assert_eq!(answered.unwrap().status(), 200);
}

/// Sends files as a browser's form does.
fn send(province: &Province, address: &str, files: &[Vec<u8>]) -> Response {
    let mut body = Vec::new();
    for file in files {
        body.extend_from_slice(
            b"--edge\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.jpg\"\r\n\r\n",
        );
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    client()
        .post(format!("{}{address}", province.public))
        .header("content-type", "multipart/form-data; boundary=edge")
        .body(body)
        .send()
        .unwrap()
}

fn page(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    (status, answer.text().unwrap())
}

/// What somebody who signed in gets.
fn seen(province: &Province, name: &str, path: &str) -> Response {
    let form = format!("name={name}&password={}", PASSWORD.replace(' ', "+"));
    let signed_in = client()
        .post(format!("{}/login", province.cockpit))
        .header("origin", &province.cockpit)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form)
        .send()
        .unwrap();
    let cookie = signed_in.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    client().get(format!("{}{path}", province.cockpit)).header("cookie", cookie).send().unwrap()
}

#[test]
fn pictures_are_taken_by_the_code_of_the_slip_and_seen_only_by_who_works_on_reports() {
    let folder = tempfile::tempdir().unwrap();
    let (province, station, slip, file) = reported(folder.path());
    let number = slip.receipt();
    let receipt =
        |seal: &str| client().get(format!("{}/r/{number}{seal}", province.public)).send().unwrap().text().unwrap();
    let (address, sealed) = (format!("/r/{number}/pictures?v={slip}"), format!("?v={slip}"));
    assert!(receipt(&sealed).contains("等省平台收到以后"), "it has not arrived yet");
    assert_eq!(send(&province, &address, &[photograph(1, ImageFormat::Jpeg)]).status(), 409);
    carry(&province, &file);
    assert!(receipt(&sealed).contains("补交照片") && receipt(&sealed).len() < 20 * 1024);
    assert!(!receipt("").contains("补交照片"), "a number alone opens nothing");

    // Neither without the seal, nor by the seal of another slip, nor by one that somebody wrote himself.
    let other = station.slip(&province, EntryKind::Submission, 2);
    for wrong in ["", "?v=YZSEAL1", &format!("?v={other}"), &format!("?v={}", station_of_nobody(&slip))] {
        let answer = send(&province, &format!("/r/{number}/pictures{wrong}"), &[photograph(1, ImageFormat::Jpeg)]);
        assert_eq!(page(answer).0, 403, "{wrong}");
    }
    let (status, text) =
        page(send(&province, &address, &[photograph(1, ImageFormat::Jpeg), photograph(2, ImageFormat::Png)]));
    assert!(status == 200 && text.contains("已收到 2 张照片"), "{status} {text}");
    // Sent again, by somebody who is not sure; and what is none.
    let (status, text) =
        page(send(&province, &address, &[photograph(1, ImageFormat::Jpeg), b"%PDF-1.7 a payslip".to_vec()]));
    assert!(status == 422 && text.contains("已收到 2 张照片") && text.contains("不是照片"), "{status} {text}");
    let more: Vec<Vec<u8>> = (3..12).map(|tone| photograph(tone, ImageFormat::Jpeg)).collect();
    let (_, text) = page(send(&province, &address, &more));
    assert!(
        text.contains("已收到 6 张照片") && text.contains("照片已经收满") && !text.contains("type=\"file\""),
        "{text}"
    );
    assert!(receipt(&sealed).contains("已收到 6 张照片"));

    let claims = seen(&province, "wang", "/claims").text().unwrap();
    for word in ["测试工地", "考勤", "紧急", "照片 6 张", station.id.to_string().as_str()] {
        assert!(claims.contains(word), "{word}: {claims}");
    }
    let first = seen(&province, "wang", &format!("/claims/{number}/1"));
    assert_eq!((first.status().as_u16(), first.headers()["content-type"].to_str().unwrap()), (200, "image/jpeg"));
    assert_eq!(image::load_from_memory(&first.bytes().unwrap()).unwrap().to_rgb8().dimensions(), (640, 480));
    let looking = seen(&province, "li", "/claims").text().unwrap();
    assert!(looking.contains("最近 1 条") && !looking.contains("测试工地"), "{looking}");
    assert_eq!(seen(&province, "li", &format!("/claims/{number}/1")).status(), 403);
    for closed in ["/claims".to_owned(), format!("/claims/{number}/1")] {
        assert_eq!(client().get(format!("{}{closed}", province.cockpit)).send().unwrap().status(), 303, "{closed}");
    }
    assert_eq!(
        client().get(format!("{}/claims", province.public)).send().unwrap().status(),
        404,
        "not on the stations' side"
    );
}

/// A slip whose station nobody vouched for.
fn station_of_nobody(slip: &SlipSeal) -> SlipSeal {
    let own = yizhan_wire::signature::SigningKey::from_seed(&[77; 32]).unwrap();
    let certificate = yizhan_wire::slip::StationCertificate { key: own.public(), ..slip.certificate.clone() };
    SlipSeal::make(&own, certificate, (slip.station, slip.seq), &slip.kind, slip.day)
}

#[test]
fn who_sends_rubbish_again_and_again_waits() {
    let folder = tempfile::tempdir().unwrap();
    let (province, _station, slip, file) = reported(folder.path());
    carry(&province, &file);
    let address = format!("/r/{}/pictures?v={slip}", slip.receipt());
    for _ in 0..10 {
        assert_eq!(page(send(&province, &address, &[b"no picture at all".to_vec()])).0, 422);
    }
    let (status, text) = page(send(&province, &address, &[photograph(1, ImageFormat::Jpeg)]));
    assert!(status == 429 && text.contains("十分钟"), "{text}");
}

#[test]
fn an_old_phone_adds_pictures_by_the_code_and_an_operator_looks_at_them() {
    let Some(browser) = Browser::start(500, 900) else { return };
    let folder = tempfile::tempdir().unwrap();
    let (province, _station, slip, file) = reported(folder.path());
    carry(&province, &file);
    browser.open(&format!("{}/r/{}?v={slip}", province.public, slip.receipt()));
    browser.run("document.documentElement.style.width = '320px'");
    assert_eq!(browser.run("return document.documentElement.scrollWidth <= 500"), true);
    browser.picture("phone-pictures");
    for (tone, said) in [(40, "已收到 1 张照片"), (200, "已收到 2 张照片")] {
        let picture = folder.path().join(format!("{tone}.jpg"));
        std::fs::write(&picture, photograph(tone, ImageFormat::Jpeg)).unwrap();
        browser.choose_file("#picture", &picture);
        browser.click("form button");
        let text = browser.text();
        assert!(text.contains(said), "{text}");
    }
    assert_eq!(browser.run("return performance.getEntriesByType('resource').length"), 0, "it fetches nothing more");
    browser.click_link("English");
    assert!(browser.text().contains("2 photographs came"), "the proof goes along: {}", browser.text());
    browser.picture("phone-pictures-came");
    drop(browser);

    let Some(browser) = Browser::start(1400, 1000) else { return };
    browser.open(&province.cockpit);
    browser.type_into("#name", "wang");
    browser.type_into("#password", PASSWORD);
    browser.click("form.login button");
    browser.click("header a[href='/claims']");
    assert!(browser.text().contains("测试工地"), "{}", browser.text());
    let drawn =
        "return [...document.querySelectorAll('.album img')].filter(i => i.complete && i.naturalWidth === 640).length";
    let all = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        browser.run(drawn) == 2
    });
    assert!(all, "both are seen");
    browser.picture("cockpit-claims");
    browser.click(".claim form button");
    assert_eq!(browser.run("return document.querySelectorAll('.album img').length"), 0, "they were removed");
}
