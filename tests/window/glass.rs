//! A station's screen with somebody before it: a virtual screen with its touch panel, the buses that assistive technology
//! speaks over, and the kiosk's program.

use super::common::Station;
use super::reader::{Bus, Node, Reader, Role};
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};
use x11rb::protocol::xinput::{self, ConnectionExt as _};
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, PropMode};
use yizhan::cli::demo::{Display, Finger};

const WIDTH: u32 = 1_080;
const HEIGHT: u32 = 1_920;
/// How long something may take to appear; a busy machine without a graphics chip needs some of it.
const PATIENCE: Duration = Duration::from_mins(2);
/// How long a screen reader waits for the window before it is switched off and on again.
const SILENCE: Duration = Duration::from_secs(20);
/// How often somebody draws at a list that does not move.
const FLINGS: u32 = 4;
const GLANCE: Duration = Duration::from_millis(120);

pub struct Glass {
    kiosk: Child,
    finger: Finger,
    reader: Reader,
    _bus: Bus,
    display: Display,
    folder: tempfile::TempDir,
}

/// What the kiosk says to whoever started it, in the folder of its screen.
const WORDS: &str = "kiosk.err";

impl Glass {
    /// Starts everything, and waits until the first screen can be read.
    pub fn before(station: &Station) -> Self {
        Self::under(station, &[], "点一下，开始找工作")
    }

    /// The same in an environment of its own, until something is on the screen.
    pub fn under(station: &Station, environment: &[(&str, &str)], first: &str) -> Self {
        Self::by(|| station.command(&["run"]), environment, first)
    }

    /// The same, started by a command of its own.
    pub fn by(kiosk: impl FnOnce() -> Command, environment: &[(&str, &str)], first: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let display = Display::start(folder.path(), WIDTH, HEIGHT).unwrap();
        let bus = Bus::start(folder.path(), &display.name);
        let mut command = kiosk();
        command.env("DISPLAY", &display.name).env_remove("WAYLAND_DISPLAY");
        for (name, value) in bus.environment() {
            command.env(name, value);
        }
        command.envs(environment.iter().copied());
        let kiosk = command.stderr(fs::File::create(folder.path().join(WORDS)).unwrap()).spawn().unwrap();
        let finger = Finger::connect(&display.socket, WIDTH, HEIGHT).unwrap();
        let reader = Reader::connect(&bus);
        let mut glass = Self { kiosk, finger, reader, _bus: bus, display, folder };
        glass.find(first);
        glass
    }

    /// The name of its screen.
    pub fn display(&self) -> &str {
        &self.display.name
    }

    /// Waits until the kiosk has ended by itself; whether it ended well.
    pub fn ended(&mut self) -> bool {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.kiosk.try_wait().unwrap() {
                return status.success();
            }
            assert!(begun.elapsed() < PATIENCE, "the kiosk goes on");
            sleep(GLANCE);
        }
    }

    /// The number of the kiosk's process.
    pub fn pid(&self) -> u32 {
        self.kiosk.id()
    }

    /// Everything on the screen, in the order in which it is read.
    pub fn page(&mut self) -> Vec<Node> {
        let begun = Instant::now();
        let mut told = begun;
        loop {
            let ended = self.kiosk.try_wait().unwrap();
            assert!(ended.is_none(), "the kiosk has ended: {ended:?}; {}", self.last_words());
            let nodes = self.reader.nodes();
            if !nodes.is_empty() {
                return nodes;
            }
            assert!(begun.elapsed() < PATIENCE, "no window is registered; {}", self.last_words());
            if told.elapsed() > SILENCE {
                self.reader.again();
                told = Instant::now();
            }
            sleep(GLANCE);
        }
    }

    /// Where the kiosk writes what it says to whoever started it.
    pub fn log(&self) -> PathBuf {
        self.folder.path().join(WORDS)
    }

    /// The end of what the kiosk has said of itself, in one line.
    fn last_words(&self) -> String {
        let said = fs::read_to_string(self.log()).unwrap_or_default();
        let last: Vec<&str> = said.lines().rev().take(4).collect();
        last.into_iter().rev().collect::<Vec<_>>().join(" | ")
    }

    /// Looks until the page is as it should be; whether it ever was.
    pub fn until(&mut self, fits: impl Fn(&[Node]) -> bool) -> bool {
        self.within(PATIENCE, fits)
    }

    /// The same for some time only.
    fn within(&mut self, patience: Duration, fits: impl Fn(&[Node]) -> bool) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            if fits(&self.page()) {
                return true;
            }
            sleep(GLANCE);
        }
        false
    }

    /// Waits for something that says this; what says exactly this goes before what only mentions it.
    pub fn find(&mut self, words: &str) -> Node {
        self.find_that(words, |_| true)
    }

    /// The same among things of a kind.
    fn find_that(&mut self, words: &str, is_one: impl Fn(&Node) -> bool) -> Node {
        let begun = Instant::now();
        loop {
            let page = self.page();
            let ones = || page.iter().filter(|node| is_one(node));
            if let Some(node) =
                ones().find(|node| node.name == words).or_else(|| ones().find(|node| node.name.contains(words)))
            {
                return node.clone();
            }
            let said = || page.iter().map(|node| node.name.as_str()).collect::<Vec<_>>().join("\n");
            assert!(begun.elapsed() < PATIENCE, "{words} never appeared; the screen says:\n{}", said());
            sleep(GLANCE);
        }
    }

    /// Presses something through assistive technology, without a finger.
    pub fn press(&mut self, words: &str) {
        self.press_last(words);
        self.rest();
    }

    /// Presses what ends the kiosk.
    pub fn press_last(&mut self, words: &str) {
        let begun = Instant::now();
        loop {
            let node = self.find_that(words, super::is_control);
            if self.reader.press(&node) {
                return;
            }
            // What came from the province meanwhile may have put another in its place; who reads the page presses that.
            assert!(begun.elapsed() < PATIENCE, "{} cannot be pressed by assistive technology", node.name);
            sleep(GLANCE);
        }
    }

    /// Touches the middle of something; of several the one nearest to the middle of the screen.
    pub fn tap(&mut self, words: &str) {
        self.tap_what(words, super::is_control);
    }

    /// Touches the field of this name.
    pub fn tap_field(&mut self, words: &str) {
        self.tap_what(words, |node| node.role == Role::Entry);
    }

    /// Touches something on a panel that was mounted turned by so many degrees: where its own edges are, that is another point.
    pub fn tap_turned(&mut self, words: &str, degrees: u32) {
        let node = self.find_that(words, super::is_control);
        let [left, top, width, height] = node.extents;
        let (x, y) = ((left + width / 2) as f32 / WIDTH as f32, (top + height / 2) as f32 / HEIGHT as f32);
        // The panel's own point, of which the turned picture shows this one.
        let (across, down) = match degrees {
            90 => (1.0 - y, x),
            180 => (1.0 - x, 1.0 - y),
            _ => (y, 1.0 - x),
        };
        self.finger.tap(across * WIDTH as f32, down * HEIGHT as f32).unwrap();
        self.rest();
    }

    fn tap_what(&mut self, words: &str, is: impl Fn(&Node) -> bool) {
        self.find(words);
        let middle = |node: &Node| [node.extents[0] + node.extents[2] / 2, node.extents[1] + node.extents[3] / 2];
        let found = self.page().into_iter().filter(|node| is(node) && node.name.contains(words));
        let apart = |node: &Node| (middle(node)[1] - HEIGHT.cast_signed() / 2).abs();
        let nearest = found.min_by_key(apart).unwrap();
        let [x, y] = middle(&nearest);
        self.finger.tap(x as f32, y as f32).unwrap();
        self.rest();
    }

    /// Draws a finger over the middle of the screen, heights are shares of the screen's, until the page is as it should be; whether
    /// it ever was. A machine that is busy for as long as the finger moves sees no movement, and she draws once more.
    pub fn fling_until(&mut self, [from, to]: [f32; 2], fits: impl Fn(&[Node]) -> bool) -> bool {
        let height = HEIGHT as f32;
        (0..FLINGS).any(|_| {
            self.finger.drag(WIDTH as f32 / 2.0, height * from, height * to).unwrap();
            self.within(PATIENCE / FLINGS, &fits)
        })
    }

    /// Takes the touch panel away while a finger rests on it where nothing can be pressed, and plugs it in again.
    pub fn lose_and_regain_touch(&mut self) {
        self.finger.rest_on(2.0, 2.0).unwrap();
        self.display_panel(false);
        sleep(GLANCE);
        self.display_panel(true);
        let begun = Instant::now();
        self.finger = loop {
            match Finger::connect(&self.display.socket, WIDTH, HEIGHT) {
                Ok(finger) => break finger,
                Err(error) => assert!(begun.elapsed() < PATIENCE, "the panel never comes back: {error}"),
            }
            sleep(GLANCE);
        };
    }

    /// What the server does when the panel's plug is drawn, and when it is there again.
    fn display_panel(&self, plugged: bool) {
        let (connection, _) = x11rb::connect(Some(self.display())).unwrap();
        let name = connection.intern_atom(false, b"Device Enabled").unwrap().reply().unwrap().atom;
        let all = connection.xinput_xi_query_device(xinput::Device::ALL).unwrap().reply().unwrap();
        let panel = all.infos.iter().find(|device| device.name == b"touch").unwrap();
        let byte = xinput::XIChangePropertyAux::Data8(vec![u8::from(plugged)]);
        connection
            .xinput_xi_change_property(panel.deviceid, PropMode::REPLACE, name, AtomEnum::INTEGER.into(), 1, &byte)
            .unwrap()
            .check()
            .unwrap();
    }

    /// Draws two fingers apart.
    pub fn spread(&mut self) {
        self.finger.spread(WIDTH as f32 / 2.0, HEIGHT as f32 / 2.0, WIDTH as f32 * 0.3).unwrap();
    }

    /// Waits until nothing moves any more.
    pub fn rest(&mut self) {
        let begun = Instant::now();
        let mut before = self.page();
        while begun.elapsed() < PATIENCE {
            sleep(3 * GLANCE);
            let now = self.page();
            if now == before {
                return;
            }
            before = now;
        }
        panic!("the page never comes to rest");
    }

    /// What can be pressed now, by name and place.
    pub fn choices(&mut self) -> Vec<(String, [i32; 4])> {
        let nodes = self.page().into_iter().filter(super::is_control);
        nodes.map(|node| (node.name, node.extents)).collect()
    }
}

impl Drop for Glass {
    #[expect(clippy::print_stderr, reason = "what a failed test leaves is read by people")]
    fn drop(&mut self) {
        self.kiosk.kill().ok();
        self.kiosk.wait().ok();
        if std::thread::panicking() {
            eprintln!("the kiosk said:\n{}", fs::read_to_string(self.log()).unwrap_or_default());
        }
    }
}
