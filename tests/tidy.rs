//! The house rules that a machine can check. `docs/architecture.md` says why each of them stands.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a rule that cannot be read has failed")]

#[path = "tidy/proofs.rs"]
mod proofs;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms and outside crates each room may use. A room that is not named here may be used by nobody else.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("search", &["domain"]),
    ("sync", &["domain"]),
    ("device", &["domain"]),
    ("input", &["domain"]),
    ("runtime", &["domain", "store", "search", "sync", "device", "tables", "report"]),
    ("i18n", &["domain"]),
    ("widgets", &[]),
    ("screens", &["domain", "i18n", "widgets", "input"]),
    ("app", &["domain", "i18n", "widgets", "screens", "runtime", "input"]),
    ("report", &["domain", "i18n"]),
    ("tables", &["domain"]),
    ("doctor", &["domain", "store", "runtime"]),
    // The command line parses, calls and prints; it stands outside and may call any room.
    (
        "cli",
        &[
            "app", "device", "doctor", "domain", "i18n", "input", "report", "runtime", "search", "store", "sync",
            "tables",
        ],
    ),
];

/// Crates that only some rooms (or one file) may name, because each stands for a promise.
const FENCED_CRATES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("reqwest", &["sync/http.rs", "sync/neighbour.rs"]),
    ("axum", &["sync/neighbour.rs"]),
    ("tokio", &["sync/neighbour.rs"]),
    ("eframe", &["widgets", "screens", "app"]),
    ("egui", &["widgets", "screens", "app"]),
    ("yizhan_wire", &["domain/nouns.rs", "store", "sync", "runtime", "cli"]),
    ("inputx_pinyin", &["input"]),
    ("yizhan_durable", &["store"]),
    ("yizhan_handwriting", &["input"]),
    ("fluent_bundle", &["i18n"]),
    ("x11rb", &["cli/demo", "device/panel"]),
    ("zbus", &["device/network"]),
    ("libloading", &["input/rime"]),
    ("egui_plot", &["widgets"]),
    ("krilla", &["report"]),
    ("rust_xlsxwriter", &["report", "tables"]),
    ("calamine", &["tables"]),
    ("toml", &["cli/config"]),
];

struct Source {
    /// Path below `src/`, with forward slashes.
    path: String,
    room: String,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_under(dir: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files_under(&path, extension, found);
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut files = Vec::new();
    files_under(&src, "rs", &mut files);
    files
        .into_iter()
        .map(|file| {
            let path = file.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
            let room = path.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
            Source { room, text: fs::read_to_string(&file).unwrap(), path }
        })
        .collect()
}

/// First names behind `prefix ::` in a token stream: `crate::store::X` and `crate::{store::X, domain::Y}` give the rooms.
fn names_behind(prefix: &str, tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            names_behind(prefix, group.stream(), found);
        }
        let is_prefix = matches!(token, TokenTree::Ident(ident) if *ident == prefix)
            && is_colon(tokens.get(i + 1))
            && is_colon(tokens.get(i + 2));
        if !is_prefix {
            continue;
        }
        match tokens.get(i + 3) {
            Some(TokenTree::Ident(name)) => found.push(name.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let mut at_start = true;
                for inner in group.stream() {
                    match inner {
                        TokenTree::Ident(name) if at_start => found.push(name.to_string()),
                        TokenTree::Punct(punct) if punct.as_char() == ',' => {
                            at_start = true;
                            continue;
                        }
                        _ => {}
                    }
                    at_start = false;
                }
            }
            _ => {}
        }
    }
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
}

fn idents(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => found.push(ident.to_string()),
            TokenTree::Group(group) => idents(group.stream(), found),
            _ => {}
        }
    }
}

fn tokens_of(source: &Source) -> TokenStream {
    source.text.parse().unwrap_or_else(|e| panic!("src/{} cannot be read as Rust: {e}", source.path))
}

#[test]
fn no_room_uses_a_room_it_may_not() {
    let arrows: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    let mut broken = Vec::new();
    for source in sources().iter().filter(|s| s.path.contains('/')) {
        let allowed = arrows.get(source.room.as_str()).unwrap_or_else(|| panic!("src/{} is in no room", source.path));
        let mut used = Vec::new();
        names_behind("crate", tokens_of(source), &mut used);
        used.retain(|name| arrows.contains_key(name.as_str()) && *name != source.room);
        for room in used.iter().filter(|room| !allowed.contains(&room.as_str())) {
            broken.push(format!("src/{} uses {room}; {} may use {allowed:?}", source.path, source.room));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn no_file_climbs_out_of_its_room() {
    for source in sources() {
        let climbs = source.text.matches("super::super::super::").count();
        assert_eq!(climbs, 0, "src/{} climbs with super::; name the room: crate::ROOM", source.path);
    }
}

#[test]
fn fenced_crates_stay_in_their_rooms() {
    let mut broken = Vec::new();
    for source in sources() {
        let mut names = Vec::new();
        idents(tokens_of(&source), &mut names);
        for (name, homes) in FENCED_CRATES {
            let at_home = homes.iter().any(|home| source.path.starts_with(home));
            if !at_home && names.iter().any(|n| n == name) {
                broken.push(format!("src/{} names {name}, which belongs to {homes:?}", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_platform_and_the_wire_know_nothing_of_the_kiosk() {
    for crate_dir in ["platform", "wire"] {
        let manifest = fs::read_to_string(root().join(crate_dir).join("Cargo.toml")).unwrap();
        let kiosk = manifest.lines().any(|l| l.starts_with("yizhan ") || l.starts_with("yizhan="));
        assert!(!kiosk, "{crate_dir} depends on the kiosk");
    }
    let wire = fs::read_to_string(root().join("wire/Cargo.toml")).unwrap();
    for outside in ["reqwest", "axum", "rusqlite", "tokio", "egui"] {
        assert!(!wire.contains(outside), "wire does no I/O, yet its manifest names {outside}");
    }
}

#[test]
fn what_trains_the_writing_pad_is_no_part_of_the_kiosk() {
    let kiosk = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (_, dependencies) = kiosk.split_once("\n[dependencies]").unwrap();
    assert!(!dependencies.contains("yizhan-training") && !dependencies.contains("nalgebra"));
    let recogniser = fs::read_to_string(root().join("handwriting/Cargo.toml")).unwrap();
    assert!(!recogniser.contains("yizhan-training") && !recogniser.contains("nalgebra"));
}

#[test]
fn sql_is_written_in_the_store_only() {
    for source in sources().iter().filter(|s| s.room != "store") {
        for verb in ["SELECT ", "INSERT INTO", "DELETE FROM", "UPDATE ", "PRAGMA "] {
            assert!(!source.text.contains(verb), "src/{} holds SQL ({verb}…)", source.path);
        }
    }
}

#[test]
fn chinese_that_people_read_stands_in_the_locales() {
    // The rooms that draw: a hanzi in their code is a sentence that no translator and no reviewer will ever see.
    let draws = |s: &&Source| ["widgets", "screens", "app"].contains(&s.room.as_str()) && !s.path.ends_with("tests.rs");
    for source in sources().iter().filter(draws) {
        let code = source.text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let statement = line.split("//").next().unwrap_or_default();
            let hanzi = statement.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(!hanzi, "src/{}:{} holds Chinese outside locales/", source.path, number + 1);
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for source in sources() {
        assert!(source.text.starts_with("//!"), "src/{} does not open with what it is for (//! …)", source.path);
    }
}

#[test]
fn files_stay_small_enough_to_be_read() {
    const MAX_LINES: usize = 600;
    let mut files = Vec::new();
    for dir in [
        "src",
        "wire/src",
        "durable/src",
        "platform/src",
        "handwriting/src",
        "training",
        "tests",
        "benches",
        "simulation",
    ] {
        let dir = root().join(dir);
        if dir.exists() {
            files_under(&dir, "rs", &mut files);
        }
    }
    for file in files {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= MAX_LINES, "{} has {lines} lines; {MAX_LINES} are the limit, 400 the aim", file.display());
    }
}

#[test]
fn nothing_is_left_to_do_later_in_the_code() {
    let marks = ["TODO", "FIXME", "XXX"];
    for source in sources() {
        for mark in marks {
            assert!(!source.text.contains(mark), "src/{} holds a {mark}: do it or open an issue", source.path);
        }
    }
}

#[test]
fn no_face_feature_exists() {
    // docs/privacy.md says why. A camera would come with a crate, and what it is for with a word in the code.
    let crates = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let cameras = ["nokhwa", "v4l", "opencv", "rscam", "dlib-face-recognition", "rustface", "ort", "tract-onnx"];
    for name in crates.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')) {
        assert!(!cameras.contains(&name), "{name} looks at people");
    }
    for source in sources() {
        let mut names = Vec::new();
        idents(tokens_of(&source), &mut names);
        let looks = |name: &&String| ["face_match", "face_image", "recognise_face", "camera"].contains(&name.as_str());
        assert_eq!(names.iter().find(looks), None, "src/{}", source.path);
    }
}

#[test]
fn the_test_itself_sees_a_forbidden_arrow() {
    let code: TokenStream = "use crate::{store::Station, domain}; fn f() { crate::sync::http::get() }".parse().unwrap();
    let mut used = Vec::new();
    names_behind("crate", code, &mut used);
    assert_eq!(used, ["store", "domain", "sync"]);
}
