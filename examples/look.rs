//! Shows every seeker's screen with synthetic postings and saves a picture of each: for whoever changes the looks.
//!
//! `cargo run --example look -- 1080x1920 target/look [elder] [low] [en] [dark] [contrast] [small] [pictures] [desk] [other]`, on a display (Xvfb does).

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a tool for developers: it prints what it does and stops where it cannot go on"
)]

#[path = "began/mod.rs"]
mod began;
#[path = "../tests/screens/fake.rs"]
mod fake;
#[path = "shown/mod.rs"]
mod shown;
#[path = "small/mod.rs"]
mod small;
#[path = "steps/mod.rs"]
mod steps;

use eframe::egui;
use std::path::{Path, PathBuf};
use std::time::Instant;
use steps::{only_desk, only_first, only_other, only_pictures, walk};
use yizhan::app::Kiosk;
use yizhan::app::probe::{Node, Probe};
use yizhan::domain::card::{CardPerson, Reader};
use yizhan::domain::health::{Check, Finding, Severity};
use yizhan::domain::ledger::Registered;
use yizhan::domain::role::{Role, Roles};
use yizhan::domain::service::fill::Filled;
use yizhan::domain::slip::PrintTrouble;
use yizhan::domain::{EntryId, Given, IdType, ReceiptNo, SeqNo, StationId};
use yizhan::i18n::Language;
use yizhan::widgets::theme::{self, Geometry, Palette};

struct Look {
    kiosk: Kiosk,
    language: Language,
    palette: Palette,
    /// A machine at its first start, in place of the kiosk.
    machine: Option<began::Machine>,
    workers: fake::Workers,
    probe: Probe,
    steps: std::vec::IntoIter<(&'static str, &'static str)>,
    geometry: Geometry,
    out: PathBuf,
    frames: u32,
    touches: Vec<egui::Event>,
    shot: Option<&'static str>,
    busy: std::sync::Arc<std::sync::atomic::AtomicBool>,
    began: Instant,
    waited: f64,
    /// Frames until the page has come to rest.
    gliding: u32,
    /// A step whose target was not in sight.
    again: Option<(&'static str, &'static str)>,
    /// Pictures are kept for long, and small.
    small: bool,
    /// How many further pages were looked at for this step.
    leafed: u32,
    /// Steps whose target was nowhere.
    missed: usize,
    /// How often the page was turned for this step.
    turned: u32,
    /// A picture that is to be shown, and what it is shown as.
    easel: Option<yizhan::domain::showing::Frame>,
    shown: yizhan::runtime::Ticket,
}

/// A list with faults of each kind.
const LIST: &str = "姓名,身份证号,手机,意向岗位,备用,同意登记
测试戊,430000199003071519,13800000021,电焊工、保洁,,是
测试己,430000199003071510,13800000022,保洁,,是
测试庚,,13800000023,洗碗工,,是
测试辛,430000198503070013,12,,,否
测试戊,430000199003071519,13800000021,电焊工、保洁,,是
";

/// A card of nobody.
fn card() -> CardPerson {
    card_of("430000199003071519")
}

fn card_of(number: &str) -> CardPerson {
    CardPerson {
        name: "测试甲".to_owned().into(),
        id_type: IdType::ResidentId,
        id_number: number.to_owned().into(),
        warnings: Vec::new(),
    }
}

/// What somebody was filling in when the machine stopped.
fn half_filled() -> Filled {
    let mut left = Filled { form: "opinion".into(), version: 1, ..Filled::default() };
    left.answers.insert("phone".into(), Given::One("13800001234".into()));
    left
}

fn registered() -> Registered {
    Registered {
        receipt: ReceiptNo::of(StationId(12), SeqNo(7)),
        entry: EntryId::new(0, [1; 10]),
        already: false,
        seal: String::new(),
    }
}

/// Who keeps the machine, and what is found out about it.
fn technician() -> yizhan::runtime::StaffMember {
    yizhan::runtime::StaffMember { roles: Roles::of(&[Role::Technician]), ..fake::desk::clerk() }
}

fn findings() -> Vec<Finding> {
    let good = [Check::Store, Check::Clock].map(Finding::good);
    let poor = Finding::new(Check::Disk, Severity::Poor, "poor").counting(900);
    good.into_iter().chain([poor]).collect()
}

/// The day jobs that pay well.
fn is_taken(wage: &yizhan::domain::Wage) -> bool {
    wage.unit == Some(yizhan::domain::WageUnit::Day) && wage.min_fen >= Some(20_000)
}

/// How far, in pixels, and over which point the page must be turned until something with this label is in sight; nothing where
/// it is. What lies below is below the middle of the screen, and what a longer page has pushed up is above it.
fn out_of_sight(nodes: &[Node], label: &str, height: f32) -> Option<((f32, f32), f32)> {
    let says = |n: &&Node| !label.is_empty() && !label.starts_with('#') && n.words.starts_with(label);
    if nodes.iter().any(|n| n.touch_px().is_some() && n.is_touchable() && says(&n)) {
        return None;
    }
    let (x, y) = nodes.iter().find(|n| says(n) && n.is_touchable())?.centre_px();
    Some(((x, height * 0.75), (height * 0.5 - y).clamp(-height * 0.4, height * 0.4)))
}

/// Saves a picture of the screen.
fn save(path: &Path, image: &egui::ColorImage, is_small: bool) {
    let [w, h] = image.size;
    let bytes: Vec<u8> = image.pixels.iter().flat_map(egui::Color32::to_array).collect();
    if is_small {
        small::save(path, &bytes, w, h).expect("a picture can be saved");
    } else {
        let colours = image::ColorType::Rgba8;
        image::save_buffer(path, &bytes, w as u32, h as u32, colours).expect("a picture can be saved");
    }
}

/// Pages that somebody leafs through for one thing.
const PAGES: u32 = 3;

/// What postings of the samples offer, and the packs explain.
const TERMS: [&str; 4] = ["包吃包住", "五险一金", "Board and", "Five insurances"];

/// Whether a thing is what a step names.
fn is_meant(node: &Node, label: &str) -> bool {
    match label {
        "#more" => node.words.starts_with("下面还有") || node.words.starts_with("More below"),
        // Employers who do not exist, in each language.
        "#card" | "#second" | "#third" => node.words.contains("测试") && node.touch_px().is_some(),
        "#picture" => node.words.contains("公里") || node.words.contains(" km"),
        "#term" => TERMS.iter().any(|term| node.words.starts_with(term)),
        "#expert" => node.words.starts_with("测试甲") || node.words.starts_with("Counsellor A"),
        _ => node.words.starts_with(label),
    }
}

impl Look {
    /// What happens without a touch; `false` where the label names something to touch.
    fn happens(&mut self, label: &str) -> bool {
        use yizhan::runtime::{Event, Ticket};
        match label {
            "" => {}
            // The last of these jobs are taken before somebody asks for them.
            "#filled" => {
                for id in (1..=6_000).filter(|id| is_taken(&fake::posting(*id).wage)) {
                    self.workers.withdraw(yizhan::domain::PostingId(id));
                }
            }
            "#playlist" => self.workers.tell(Event::Content(std::sync::Arc::new(shown::content()))),
            "#poster" => {
                let turns = vec![shown::turn(fake::posting(7)), shown::turn(fake::posting(12))];
                self.workers.tell(Event::Playbill(std::sync::Arc::new(turns)));
                self.easel = Some(shown::poster());
            }
            "#film" => self.easel = Some(shown::film()),
            "#stroke1" => self.draw([-0.25, -0.3], [0.25, -0.32]),
            "#stroke2" => self.draw([0.0, -0.3], [0.02, 0.3]),
            "#stroke3" => self.draw([-0.38, 0.32], [0.4, 0.3]),
            "#type" => self.touches.push(egui::Event::Text("保洁".into())),
            "#wait" => self.waited += 65.0,
            "#signed-in" => {
                self.workers.books().sign_in();
                self.workers.tell(Event::SignedIn(fake::desk::clerk()));
            }
            "#technician" => self.workers.tell(Event::SignedIn(technician())),
            "#examined" => self.workers.tell(Event::Examined(findings())),
            "#first" => self.machine = Some(began::Machine::new(self.language)),
            "#resting" => self.begin_anew(began::resting),
            "#practice" => self.begin_anew(began::practising),
            "#firm" => self.workers.books().stock_firm(),
            "#left" => self.workers.books().leave_samples(),
            "#invited" => {
                let mut books = self.workers.books();
                let first = books.first_receipt();
                books.apply_and_be_invited(&first);
            }
            "#stick" => drop(self.workers.books().put_on_stick("社区摸底.csv", LIST.as_bytes())),
            "#sent" => self.workers.tell(Event::Submitted(registered())),
            "#seats" => self.workers.books().give_seats(),
            "#last-entry" => self.workers.tell(Event::Entries(fake::desk::entries().split_off(3))),
            "#printer" => self.workers.tell(Event::CanPrint),
            "#reader" => self.workers.tell(Event::Reader(Reader::Ready)),
            "#young-card" => self.workers.tell(Event::CardRead(Box::new(card_of("430000201101010138")))),
            "#half" => self.workers.tell(Event::FilledFound(Some(Box::new(half_filled())))),
            "#id-card" => self.workers.tell(Event::CardRead(Box::new(card()))),
            "#registered" => self.workers.tell(Event::Registered(registered())),
            "#no-paper" => self.workers.tell(Event::Printed { ticket: Ticket(1), outcome: Err(PrintTrouble::NoPaper) }),
            "#restart" => self.workers.tell(Event::WorkerRestarted("search")),
            "#offline" => {
                let mut status = fake::status(4_812);
                status.line.failures = 3;
                self.workers.tell(Event::Status(Box::new(status)));
            }
            _ => return false,
        }
        true
    }

    /// Another kiosk takes the place of this one, with a province of its own.
    fn begin_anew(&mut self, kiosk: impl FnOnce(Language, yizhan::runtime::Handle) -> Kiosk) {
        let (workers, handle) = fake::Workers::new(4_812);
        self.workers = workers;
        self.kiosk = kiosk(self.language, handle).palette(self.palette);
        self.machine = None;
    }

    /// Answers the kiosk; what is to be said is being said, what is to be shown is shown.
    fn work(&mut self) {
        for job in self.workers.work() {
            if let yizhan::runtime::Job::Show { ticket, .. } = job {
                self.shown = ticket;
            }
            if let yizhan::runtime::Job::Speak(saying) = job {
                self.workers.tell(yizhan::runtime::Event::Saying { turn: saying.turn, place: 1 });
            }
        }
    }

    /// Draws a line on the writing pad, from and to in parts of the sheet's height from its middle.
    fn draw(&mut self, from: [f32; 2], to: [f32; 2]) {
        let nodes = self.probe.nodes();
        let sheet = nodes.iter().find(|n| n.words.contains("写字") || n.words.contains("Write here")).expect("a sheet");
        let [_, top, _, bottom] = sheet.bounds_px;
        let at = |[x, y]: [f32; 2]| {
            let (left, middle) = sheet.centre_px();
            egui::pos2(left + x * (bottom - top), middle + y * (bottom - top)) / self.geometry.pixels_per_point()
        };
        let (from, to) = (at(from), at(to));
        let button = |pos, pressed| egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        };
        let moved = |part| egui::Event::PointerMoved(from.lerp(to, part));
        self.touches = vec![button(to, false), moved(1.0), moved(0.5), button(from, true), moved(0.0)];
    }

    /// Saves a picture of the page as it is.
    fn shoot(&self, ctx: &egui::Context, name: &str) {
        let path = self.out.join(format!("{name}.png"));
        self.busy.store(true, std::sync::atomic::Ordering::Relaxed);
        let busy = self.busy.clone();
        let is_small = self.small;
        ctx.request_screenshot(move |image| {
            busy.store(false, std::sync::atomic::Ordering::Relaxed);
            save(&path, &image, is_small);
            println!("{}", path.display());
        });
    }

    fn next(&mut self, ctx: &egui::Context) {
        if let Some(frame) = self.easel.take() {
            return drop(self.workers.easel.put(self.shown, frame));
        }
        if let Some(name) = self.shot.take() {
            return self.shoot(ctx, name);
        }
        let Some((label, name)) = self.again.take().or_else(|| self.steps.next()) else {
            assert!(self.missed == 0, "{} steps found nothing to touch", self.missed);
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            return;
        };
        self.shot = (!name.is_empty()).then_some(name);
        if self.happens(label) {
            return;
        }
        let nodes = self.probe.nodes();
        let way = out_of_sight(&nodes, label, self.geometry.height_px as f32);
        if let Some((at, way)) = way.filter(|_| self.turned < 30) {
            // As a person would: on until it is in sight.
            self.again = Some((label, name));
            self.shot = None;
            self.turned += 1;
            self.gliding = 30;
            self.turn(ctx, at, way);
            return;
        }
        self.turned = 0;
        let mut found: Vec<_> = nodes.iter().filter(|n| n.is_touchable()).collect();
        found.retain(|n| is_meant(n, label));
        // The uppermost, as a person would: the last of a long list may lie below the page's end.
        let cards = match label {
            "#second" => 1,
            "#third" => 2,
            _ => 0,
        };
        found.drain(..cards.min(found.len().saturating_sub(1)));
        if !label.starts_with('#') {
            let hidden = |n: &&Node| n.touch_px().is_none();
            found.sort_by(|one, other| {
                // What says exactly this goes before what begins with it.
                let order = |n: &&Node| (hidden(n), n.words != label);
                order(one).cmp(&order(other)).then(one.centre_px().1.total_cmp(&other.centre_px().1))
            });
        }
        if label == "#more" {
            self.gliding = 40;
            if found.is_empty() {
                return;
            }
        }
        let found = found.first();
        let Some(node) = found else {
            return self.miss(ctx, &nodes, (label, name));
        };
        self.leafed = 0;
        self.touch(ctx, node.touch_px().unwrap_or_else(|| node.centre_px()));
    }

    /// What a step names is not here. It may stand on the next page of the same thing, as in large type; otherwise this errand
    /// is given up, and the next one begins at home, so that one look shows all that is amiss.
    fn miss(&mut self, ctx: &egui::Context, nodes: &[Node], (label, name): (&'static str, &'static str)) {
        self.shot = None;
        let touchable = || nodes.iter().filter(|n| n.is_touchable());
        let next = touchable().find(|n| ["下一页", "Next"].contains(&n.words.as_str()));
        if let Some(next) = next.filter(|_| self.leafed < PAGES) {
            self.leafed += 1;
            self.again = Some((label, name));
            return self.touch(ctx, next.touch_px().unwrap_or_else(|| next.centre_px()));
        }
        self.leafed = 0;
        self.missed += 1;
        println!("MISSED {label}: {:?}", touchable().map(|n| &n.words).collect::<Vec<_>>());
        let home = |label: &str| ["首页", "Home"].contains(&label);
        let left: Vec<_> = std::mem::take(&mut self.steps).skip_while(|(label, _)| !home(label)).collect();
        self.steps = left.into_iter();
    }

    /// Turns the page by a wheel, which goes up as well as down.
    fn turn(&mut self, ctx: &egui::Context, (x, y): (f32, f32), way: f32) {
        let points = ctx.pixels_per_point();
        self.touches = vec![
            egui::Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::vec2(0.0, way / points),
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
                modifiers: egui::Modifiers::NONE,
            },
            egui::Event::PointerMoved(egui::pos2(x, y) / points),
        ];
    }

    fn touch(&mut self, ctx: &egui::Context, (x, y): (f32, f32)) {
        let pos = egui::pos2(x, y) / ctx.pixels_per_point();
        let button = |pressed| egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        };
        self.touches = vec![button(false), button(true), egui::Event::PointerMoved(pos)];
    }
}

impl eframe::App for Look {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        ui.ctx().set_pixels_per_point(self.geometry.pixels_per_point());
        if self.frames == 0 {
            println!("first frame after {:?}", self.began.elapsed());
        }
        self.frames += 1;
        if let Some(machine) = &mut self.machine {
            machine.ui(ui);
        } else {
            self.work();
            self.kiosk.ui(ui);
            self.work();
        }
        self.gliding = self.gliding.saturating_sub(1);
        if self.gliding == 0
            && self.frames > 8
            && self.frames.is_multiple_of(6)
            && !self.busy.load(std::sync::atomic::Ordering::Relaxed)
        {
            self.next(ui.ctx());
        }
        ui.ctx().request_repaint();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn raw_input_hook(&mut self, _ctx: &egui::Context, raw: &mut egui::RawInput) {
        raw.events.extend(self.touches.pop());
        // Sixty frames are a second, however slow the machine is: nobody is sent home while a picture is drawn.
        raw.time = Some(f64::from(self.frames) / 60.0 + self.waited);
    }
}

/// The walk that is asked for.
fn walk_of(args: &[String]) -> fn(bool, bool, bool) -> Vec<(&'static str, &'static str)> {
    let has = |word: &str| args.iter().any(|a| a == word);
    if has("first") {
        return only_first;
    }
    match (has("other"), has("desk"), has("pictures")) {
        (true, _, _) => only_other,
        (_, true, _) => only_desk,
        (_, _, true) => only_pictures,
        _ => walk,
    }
}

fn main() -> eframe::Result {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| args.iter().any(|a| a == word);
    let (w, h) = args.first().and_then(|a| a.split_once('x')).expect("a size like 1080x1920");
    let (w, h): (u32, u32) = (w.parse().expect("a width"), h.parse().expect("a height"));
    let inches = args.iter().find_map(|a| a.strip_prefix("inches=")).map_or(21.5, |i| i.parse().expect("a diagonal"));
    let geometry = Geometry::with_diagonal(w, h, inches);
    let out = PathBuf::from(args.get(1).expect("a folder"));
    std::fs::create_dir_all(&out).expect("a folder can be made");
    let palette = match (has("dark"), has("contrast")) {
        (true, _) => Palette::Dark,
        (_, true) => Palette::HighContrast,
        _ => Palette::Light,
    };
    let (language, small) = (if has("en") { Language::English } else { Language::Chinese }, has("small"));
    let (elder, low) = (has("elder") || has("low"), has("low"));
    let steps = walk_of(&args)(has("en"), elder, low).into_iter();
    let viewport = egui::ViewportBuilder::default().with_inner_size([w as f32, h as f32]).with_decorations(false);
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        dithering: false,
        system_font_fallback: false,
        ..Default::default()
    };
    eframe::run_native(
        "look",
        options,
        Box::new(move |cc| {
            theme::install(&cc.egui_ctx);
            let probe = Probe::default();
            cc.egui_ctx.add_plugin(probe.clone());
            let (workers, handle) = fake::Workers::new(4_812);
            let kiosk = Kiosk::new(language, handle, fake::now).palette(palette);
            Ok(Box::new(Look {
                kiosk,
                language,
                palette,
                machine: None,
                workers,
                probe,
                steps,
                geometry,
                out,
                frames: 0,
                touches: Vec::new(),
                shot: None,
                busy: std::sync::Arc::default(),
                began: Instant::now(),
                waited: 0.0,
                gliding: 0,
                again: None,
                small,
                leafed: 0,
                missed: 0,
                turned: 0,
                easel: None,
                shown: yizhan::runtime::Ticket::default(),
            }))
        }),
    )
}
