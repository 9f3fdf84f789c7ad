//! A list in which nearly every character is a new one: 3,000 of them, scrolled through by a finger. Each has to be drawn
//! once before it can be shown, and the texture that holds them grows meanwhile; that must not be felt.

use super::kiosk::Kiosk;
use super::reader::{Bus, Node, Reader};
use super::{Bench, SCREEN_PX, enrol, percentiles, serve};
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};
use yizhan::cli::demo::{Display, Finger, run_with};

/// The characters that the kiosk knows.
const KNOWN: &str = include_str!("../../src/input/characters.txt");
const CHARACTERS: usize = 3_000;
/// New characters of a title, and of an employer's name.
const EACH: usize = 8;
const FLINGS: usize = 30;
/// What is touched on the first screen, and on the page behind it.
const WAY: [&str; 2] = ["点一下，开始找工作", "最新岗位"];
/// How long a page may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

impl Bench {
    pub(super) fn many_characters(&mut self) {
        let (platform, station) = (self.path("characters-platform"), self.path("characters-station"));
        fs::create_dir_all(&platform).unwrap();
        let file = self.path("characters.jsonl");
        let characters: Vec<char> = KNOWN.chars().filter(|c| !c.is_whitespace()).skip(400).take(CHARACTERS).collect();
        let adverts = characters.chunks(2 * EACH).enumerate().map(|(n, new)| {
            let (title, employer) = new.split_at(new.len().min(EACH));
            let text = |new: &[char]| new.iter().collect::<String>();
            let row = serde_json::json!({
                "id": n, "title": format!("电焊工{}", text(title)), "employer": format!("测试{}公司", text(employer)),
                "wage_text": "6000-8000元/月", "location_text": "长沙市雨花区", "description": "包吃住。",
                "headcount": 1, "source_kind": "public",
            });
            format!("{row}\n")
        });
        fs::write(&file, adverts.collect::<String>()).unwrap();
        run_with(&self.programs.platform, &["import", file.to_str().unwrap()], &platform, None).unwrap();
        let server = serve(&self.programs, &platform);
        enrol(&self.programs, &server, &platform, &station);
        run_with(&self.programs.kiosk, &["sync", "--until-idle"], &station, None).unwrap();
        let Ok(display) = Display::start(self.dir.path(), SCREEN_PX.0, SCREEN_PX.1) else {
            return self.row("a list of 3,000 characters", "", "left out: no Xorg".into());
        };
        let mut finger = Finger::connect(&display.socket, SCREEN_PX.0, SCREEN_PX.1).unwrap();
        let places = self.places(&station, &display, &WAY);
        let kiosk = Kiosk::open(&self.programs, &station, &display, "yizhan=info,yizhan::app=trace");
        kiosk.wait_for(|told| told.searchable);
        sleep(Duration::from_secs(2));
        for (x, y) in places {
            finger.tap(x, y).unwrap();
            sleep(Duration::from_secs(1));
        }
        kiosk.take_frames();
        for _ in 0..FLINGS {
            finger.drag(540.0, 1_500.0, 500.0).unwrap();
            sleep(Duration::from_millis(600));
        }
        let frames = kiosk.take_frames();
        let slow = frames.iter().filter(|frame| **frame > Duration::from_millis(33)).count();
        let distinct = characters.iter().collect::<HashSet<_>>().len();
        let said = format!("{}, {slow} over 33 ms, {distinct} characters", percentiles(frames, &[50, 99, 100]));
        self.row("frames of a list of 3,000 characters, p50 / p99 / max", "< 33 ms", said);
    }

    /// Where the controls of a way are touched, as a screen reader is told: by a kiosk of its own, since one that is read aloud
    /// has more to do in each frame.
    pub(super) fn places(&self, station: &Path, display: &Display, way: &[&str]) -> Vec<(f32, f32)> {
        let folder = self.path(&format!("bus-{}", way.len()));
        fs::create_dir_all(&folder).unwrap();
        let bus = Bus::start(&folder, &display.name);
        let kiosk = Kiosk::open_with(&self.programs, station, display, "yizhan=info", &bus.environment());
        kiosk.wait_for(|told| told.searchable);
        let reader = Reader::connect(&bus);
        let press = |words: &&str| {
            let node = named(&reader, words);
            let [left, top, width, height] = node.extents.map(|edge| edge as f32);
            reader.press(&node);
            (left + width / 2.0, top + height / 2.0)
        };
        way.iter().map(press).collect()
    }
}

/// Waits until something is there whose name begins so, and rests where it is.
fn named(reader: &Reader, words: &str) -> Node {
    let begun = Instant::now();
    let mut before = None;
    loop {
        let node = reader.nodes().into_iter().find(|node| node.name.starts_with(words));
        if let Some(node) = node.clone().filter(|_| node == before) {
            return node;
        }
        assert!(begun.elapsed() < PATIENCE, "{words} never appeared");
        before = node;
        sleep(Duration::from_millis(300));
    }
}
