//! What the pages on reliability, security and privacy say is shown by a test is shown by one that exists; each threat has one; and
//! what can start another program is known by name.

use super::{files_under, root, sources};
use std::collections::BTreeSet;
use std::fs;

/// The pages that promise something by naming tests.
const PAGES: [&str; 3] = ["docs/reliability.md", "docs/security.md", "docs/privacy.md"];
/// Commands that show what no test can.
const COMMANDS: [&str; 2] = ["make lint", "make prove"];

/// The name of every test of the workspace.
fn tests() -> BTreeSet<String> {
    let mut files = Vec::new();
    for folder in ["src", "wire", "durable", "platform", "handwriting", "simulation", "tests"] {
        files_under(&root().join(folder), "rs", &mut files);
    }
    let mut names = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        let mut marked = false;
        for line in text.lines().map(str::trim_start) {
            if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
                marked = true;
            } else if let Some(rest) = line.strip_prefix("fn ").or_else(|| line.strip_prefix("async fn ")) {
                let name = rest.split('(').next().unwrap_or_default();
                if std::mem::take(&mut marked) {
                    names.insert(name.to_owned());
                }
            }
        }
    }
    assert!(names.len() > 1_000, "{} tests were found", names.len());
    names
}

/// What stands between backticks.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// A sentence with underscores for spaces: what a test of this project is called.
fn is_like_a_test(word: &str) -> bool {
    let plain = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    plain && word.matches('_').count() >= 4
}

#[test]
fn every_test_that_a_page_names_exists() {
    let tests = tests();
    let mut named = 0;
    for page in PAGES {
        let text = fs::read_to_string(root().join(page)).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            for name in quoted(line).filter(|word| is_like_a_test(word)) {
                assert!(tests.contains(name), "{page}:{number} names the test {name}, which does not exist");
                named += 1;
            }
        }
    }
    assert!(named > 40, "{named} names of tests were found");
}

#[test]
fn every_threat_has_a_test() {
    let tests = tests();
    let text = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let mut threats = 0;
    let mut of_threats = false;
    for line in text.lines() {
        if line.starts_with("| threat ") {
            of_threats = true;
        } else if !line.starts_with('|') {
            of_threats = false;
        } else if of_threats && !line.starts_with("|---") {
            let shown_by = line.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
            let shown = quoted(shown_by).any(|word| tests.contains(word) || COMMANDS.contains(&word));
            assert!(shown, "nothing shows what is done about: {line}");
            threats += 1;
        }
    }
    assert!(threats > 25, "{threats} threats were found");
}

/// What the kiosk starts: itself anew, a program that a publisher has signed, a voice, a recogniser, a player of films and recordings, the
/// journal.
/// Whatever else comes on a stick, over the line or in a pack is data, and is never run.
#[test]
fn nothing_that_comes_from_outside_is_ever_run() {
    const STARTERS: [&str; 11] = [
        "cli/boot.rs",
        "cli/bundle.rs",
        "cli/demo/",
        "cli/run.rs",
        // `wlopm`, with words of the program's own.
        "device/panel.rs",
        // The print service, in a test.
        "device/pages/cups.rs",
        // The recorder and the recogniser that the technician names; nothing that comes from outside names them.
        "device/hearing.rs",
        "device/speech/program.rs",
        "device/speech/recorded.rs",
        "device/show/ffmpeg.rs",
        "i18n/spoken/polyphones.rs",
    ];
    for source in sources() {
        let starts = source.text.contains("Command::new(") && source.text.contains("process::");
        let known = STARTERS.iter().any(|place| source.path.starts_with(place));
        let of_tests = source.path.ends_with("tests.rs");
        assert!(!starts || known || of_tests, "src/{} starts a program", source.path);
    }
    for folder in ["wire/src", "platform/src"] {
        let mut files = Vec::new();
        files_under(&root().join(folder), "rs", &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            // The simulator of a fleet starts this program once more; who makes a release asks it for its version.
            let known = ["cli/fleet.rs", "cli/release.rs"].iter().any(|place| file.ends_with(place));
            assert!(known || !text.contains("process::Command"), "{} starts a program", file.display());
        }
    }
}
