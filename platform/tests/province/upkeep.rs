//! What keeps a province running: copies and their return, imports on a schedule.

use crate::rig::{Province, client};
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Duration;

/// Waits until a command says something.
fn until(what: impl Fn() -> bool) {
    for _ in 0..200 {
        if what() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("it did not come about within 20 s");
}

#[test]
fn a_copy_made_while_the_platform_serves_is_put_back_only_when_it_stands_still() {
    let mut province = Province::empty();
    province.run(&["seed", "--postings", "60"]);
    province.serve(&[]);
    let copies = tempfile::tempdir().unwrap();
    let into = copies.path().to_str().unwrap();
    let made: serde_json::Value = serde_json::from_str(&province.run(&["backup", into, "--json"])).unwrap();
    let copy = made["folder"].as_str().unwrap().to_owned();
    assert_eq!((made["postings"].as_u64(), made["has_key"].as_bool()), (Some(60), Some(false)));
    assert!(province.run(&["restore", &copy, "--check"]).starts_with("good:"));
    assert!(province.refusal(&["restore", &copy, "--replace"]).contains("stop the platform first"));
    province.run(&["posting", "withdraw", "1"]);
    province.stop();
    assert!(province.refusal(&["restore", &copy]).contains("--replace"));
    province.run(&["restore", &copy, "--replace"]);
    province.serve(&[]);
    let page = client().get(format!("{}/p/1", province.public)).send().unwrap();
    assert_eq!(page.status(), 200, "the posting that was withdrawn after the copy is open again");
}

#[test]
fn a_file_that_is_put_into_the_folder_is_imported_and_again_only_when_it_changed() {
    let mut province = Province::empty();
    let inbox = province.data().join("inbox");
    std::fs::create_dir(&inbox).unwrap();
    let file = inbox.join("jobs.jsonl");
    std::fs::write(&file, "{\"title\":\"测试包装工\",\"company\":\"测试食品厂\"}\n").unwrap();
    std::fs::write(inbox.join(".unfinished.csv"), "岗位名称\n").unwrap();
    std::fs::write(inbox.join("broken.xlsx"), b"PK\x03\x04 and no more").unwrap();
    province.serve(&["--import-dir", inbox.to_str().unwrap()]);
    let page = |id: u32| client().get(format!("{}/p/{id}", province.public)).send().unwrap();
    until(|| page(1).status() == 200);
    let metrics = || client().get(format!("{}/metrics", province.metrics)).send().unwrap().text().unwrap();
    until(|| metrics().contains("yizhan_failed_imports 1"));
}

#[test]
fn an_address_is_asked_and_what_it_has_is_imported() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/jobs.csv", listener.local_addr().unwrap());
    let server = std::thread::Builder::new().spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        let mut request = [0; 2_000];
        let read = socket.read(&mut request).unwrap();
        let body = "岗位名称,公司名称\n测试电焊工,测试机械厂\n";
        write!(
            socket,
            "HTTP/1.1 200 OK\r\netag: \"v1\"\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        String::from_utf8_lossy(&request[..read]).into_owned()
    });
    let mut province = Province::empty();
    province.serve(&["--import-url", &address]);
    let request = server.unwrap().join().unwrap();
    assert!(request.starts_with("GET /jobs.csv "), "{request}");
    until(|| {
        let page = client().get(format!("{}/p/1", province.public)).send().unwrap();
        page.text().unwrap().contains("测试电焊工")
    });
}
