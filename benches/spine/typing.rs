//! Somebody types into the search box, a letter after the other, over a full station: how long each takes from the touch
//! to new results on the screen. What takes no longer than a few milliseconds is painted in the frame of its touch.

use super::kiosk::Kiosk;
use super::{Bench, SCREEN_PX, percentiles};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;
use yizhan::cli::demo::{Display, Finger};

/// The way to the search box, and the keys.
const WAY: [&str; 6] = ["点一下，开始找工作", "输入工种、拼音都行", "b", "a", "o", "n"];
/// 保安, 班, 搬 and 包, and whatever else begins so: by the places of the keys.
const WORDS: [&[usize]; 4] = [&[0, 1, 2, 1, 3], &[0, 1, 3], &[0, 1, 2], &[3, 1, 2, 0, 1]];
const ROUNDS: usize = 5;
/// The key that takes a letter back.
const BACK: &str = "退格";
/// Its place behind the letters.
const LAST: usize = WAY.len() - 2;

impl Bench {
    pub(super) fn typing(&mut self, station: &Path) {
        let Ok(display) = Display::start(self.dir.path(), SCREEN_PX.0, SCREEN_PX.1) else {
            return self.row("a letter typed", "", "left out: no Xorg".into());
        };
        let mut finger = Finger::connect(&display.socket, SCREEN_PX.0, SCREEN_PX.1).unwrap();
        let places = self.places(station, &display, &[&WAY[..], &[BACK]].concat());
        let (way, keys) = places.split_at(2);
        let kiosk = Kiosk::open(&self.programs, station, &display, "yizhan=info,yizhan::app=trace");
        kiosk.wait_for(|told| told.searchable);
        sleep(Duration::from_secs(2));
        for (x, y) in way {
            finger.tap(*x, *y).unwrap();
            sleep(Duration::from_secs(1));
        }
        kiosk.take_results();
        let mut touch = |key: usize| {
            finger.tap(keys[key].0, keys[key].1).unwrap();
            sleep(Duration::from_millis(250));
        };
        for word in WORDS.iter().cycle().take(WORDS.len() * ROUNDS) {
            word.iter().for_each(|key| touch(*key));
            word.iter().for_each(|_| touch(LAST));
        }
        let took = kiosk.take_results();
        let said = percentiles(took, &[50, 99, 100]);
        self.row("a letter typed to its results on the screen, p50 / p99 / max", "its frame", said);
    }
}
