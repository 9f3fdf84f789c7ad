//! The kiosk as a window on a real screen.

use super::frame::Kiosk;
use super::lamp::Lamp;
use crate::domain::content::Hours;
use crate::domain::health::Finding;
use crate::domain::setup::SiteKind;
use crate::i18n::{Language, Words};
use crate::runtime::Handle;
use crate::screens::diagnosis;
use crate::screens::trouble::{self, Trouble};
use crate::widgets::theme::{self, Geometry, Palette, Panel};
use eframe::egui::{self, ViewportCommand, vec2};
use jiff::Timestamp;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// How the kiosk is to be shown.
pub struct Setup {
    pub workers: Handle,
    pub clock: Box<dyn Fn() -> Timestamp>,
    pub language: Language,
    pub palette: Palette,
    /// The screen's diagonal, where somebody configured it.
    pub diagonal_inches: Option<f32>,
    /// The screens that say their size themselves; that of no known size is guessed from its pixels.
    pub panels: Vec<Panel>,
    /// How far the screen's lower edge is above the floor, in millimetres.
    pub floor_mm: f32,
    /// A window of so many pixels instead of the whole screen: for developing.
    pub windowed: Option<(u32, u32)>,
    /// It is the big screen.
    pub board: bool,
    /// What kind of place it stands in.
    pub site: SiteKind,
    /// The hours in which the screen is on.
    pub hours: Option<Hours>,
    /// What switches the panel.
    pub lamp: Lamp,
    /// The hours in which somebody is at the desk.
    pub staffed: Option<Hours>,
    /// Nothing here counts; by this PIN one signs in.
    pub practice: Option<&'static str>,
    /// Told of each frame.
    pub alive: Box<dyn Fn()>,
}

/// How the kiosk was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ending {
    /// It was closed, or is to be started anew.
    #[default]
    Closed,
    /// Somebody wants to practise.
    Practice,
    /// Somebody has practised enough.
    PracticeOver,
}

/// Opens the kiosk and returns when it is closed. `ready` gets the context once it exists, so that workers can wake the
/// frame after they have sent something.
///
/// # Errors
/// When the window system or its OpenGL cannot be had.
pub fn run(setup: Setup, ready: impl FnOnce(egui::Context)) -> Result<Ending, eframe::Error> {
    let ending: Rc<Cell<Ending>> = Rc::default();
    let told = Rc::clone(&ending);
    let (screen, alive) = ((setup.diagonal_inches, setup.panels), setup.alive);
    let kiosk = Kiosk::new(setup.language, setup.workers, setup.clock)
        .palette(setup.palette)
        .above_floor(setup.floor_mm)
        .as_board(setup.board)
        .at(setup.site)
        .open(setup.hours)
        .lit_by(setup.lamp)
        .staffed(setup.staffed)
        .practising(setup.practice);
    open(setup.windowed, screen, alive, move |ctx| {
        ready(ctx.clone());
        let mut kiosk = kiosk;
        Box::new(move |ui| {
            kiosk.ui(ui);
            told.set(kiosk.ending());
        })
    })?;
    Ok(ending.get())
}

/// How a page is shown in place of the kiosk.
pub struct Plain {
    pub language: Language,
    pub windowed: Option<(u32, u32)>,
    pub diagonal_inches: Option<f32>,
    /// Told of each frame.
    pub alive: Box<dyn Fn()>,
    /// Gets the context once it exists.
    pub ready: Box<dyn FnOnce(egui::Context)>,
}

/// Shows why the kiosk cannot start, until the window is closed: a dark screen would tell nobody what to do. `detail` is
/// the error in the technician's words.
///
/// # Errors
/// When the window system or its OpenGL cannot be had.
pub fn run_trouble(trouble: Trouble, detail: String, plain: Plain) -> Result<(), eframe::Error> {
    let Plain { language, windowed, diagonal_inches, alive, ready } = plain;
    open(windowed, (diagonal_inches, Vec::new()), alive, move |ctx| {
        ready(ctx.clone());
        Box::new(move |ui| trouble::show(ui, Words::of(language), trouble, &detail))
    })
}

/// Shows what is wrong with a kiosk that fell over again and again, until somebody wants it tried once more, or `patience` is over.
///
/// # Errors
/// When the window system or its OpenGL cannot be had.
pub fn run_diagnosis(findings: Vec<Finding>, patience: Duration, plain: Plain) -> Result<(), eframe::Error> {
    let Plain { language, windowed, diagonal_inches, alive, ready } = plain;
    open(windowed, (diagonal_inches, Vec::new()), alive, move |ctx| {
        ready(ctx.clone());
        Box::new(move |ui| {
            let again = diagnosis::show(ui, Words::of(language), &findings);
            let left = patience.saturating_sub(Duration::from_secs_f64(ui.input(|i| i.time).max(0.0)));
            ui.ctx().request_repaint_after(left);
            if again || left.is_zero() {
                ui.ctx().send_viewport_cmd(ViewportCommand::Close);
            }
        })
    })
}

/// Shows a page in place of the kiosk, until the window is closed.
pub(super) fn run_plain(plain: Plain, mut page: impl FnMut(&mut egui::Ui) + 'static) -> Result<(), eframe::Error> {
    let Plain { windowed, diagonal_inches, alive, ready, .. } = plain;
    open(windowed, (diagonal_inches, Vec::new()), alive, move |ctx| {
        ready(ctx.clone());
        Box::new(move |ui| page(ui))
    })
}

type Contents = Box<dyn FnMut(&mut egui::Ui)>;

fn open(
    windowed: Option<(u32, u32)>,
    (diagonal_inches, panels): (Option<f32>, Vec<Panel>),
    alive: Box<dyn Fn()>,
    contents: impl FnOnce(&egui::Context) -> Contents,
) -> Result<(), eframe::Error> {
    let mut viewport =
        egui::ViewportBuilder::default().with_title("Yizhan").with_app_id("yizhan").with_decorations(false);
    viewport = match windowed {
        Some((width, height)) => viewport.with_inner_size(vec2(width as f32, height as f32)).with_resizable(false),
        None => viewport.with_fullscreen(true),
    };
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        system_font_fallback: false,
        // Dithering costs a tenth of every frame on a terminal without a graphics chip.
        dithering: false,
        multisampling: 0,
        ..Default::default()
    };
    eframe::run_native(
        "yizhan",
        options,
        Box::new(move |cc| {
            theme::install(&cc.egui_ctx);
            cc.egui_ctx.add_plugin(Stopwatch::default());
            cc.egui_ctx.add_plugin(Sharp);
            // Ready-made discs would be scaled to size, which takes blending to look round.
            cc.egui_ctx.tessellation_options_mut(|options| options.prerasterized_discs = false);
            let contents = contents(&cc.egui_ctx);
            Ok(Box::new(Window {
                contents,
                alive,
                diagonal_inches,
                panels,
                whole_screen: windowed.is_none(),
                fitted: 0,
                ready: false,
                driver_side: None,
                first: First::Awaited,
            }))
        }),
    )
}

/// What is shown, fitted to its screen.
struct Window {
    contents: Contents,
    alive: Box<dyn Fn()>,
    diagonal_inches: Option<f32>,
    panels: Vec<Panel>,
    whole_screen: bool,
    /// Frames in which the window was told its size.
    fitted: u8,
    /// Whether this frame has its size and scale.
    ready: bool,
    first: First,
    /// The widest texture that the driver takes, in pixels.
    driver_side: Option<usize>,
}

/// How far the first screen has come. A technician, and the bench, read in the log when it was there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Awaited,
    /// Drawn in its final size; the next frame knows that this one was shown.
    Drawn,
    Told,
}

/// The texture of characters is at least so many pixels wide.
const LEAST_TEXTURE_SIDE: usize = 2_048;
/// How often a window that stays small is told its size: a window system that refuses ten times means it.
const MAX_FITS: u8 = 10;

impl Window {
    /// X11 without a window manager reports full screen and stays at 800 x 600: then position and size are set by hand.
    /// Returns whether the window has its size.
    fn fit(&mut self, ctx: &egui::Context) -> bool {
        let (monitor, inner) = ctx.input(|i| (i.viewport().monitor_size, i.content_rect().size()));
        let small = monitor.filter(|monitor| (*monitor - inner).abs().max_elem() >= 1.0);
        let Some(monitor) = small.filter(|_| self.whole_screen && self.fitted < MAX_FITS) else { return true };
        self.fitted += 1;
        ctx.send_viewport_cmd(ViewportCommand::OuterPosition(egui::Pos2::ZERO));
        ctx.send_viewport_cmd(ViewportCommand::InnerSize(monitor));
        ctx.request_repaint();
        false
    }

    fn tell_first(&mut self, ctx: &egui::Context) {
        self.first = match self.first {
            First::Awaited => {
                ctx.request_repaint();
                First::Drawn
            }
            First::Drawn => {
                tracing::info!("first usable screen");
                First::Told
            }
            First::Told => return,
        };
    }

    /// One point becomes a quarter of a millimetre on this screen. Returns whether it is so already.
    fn scale(&self, ctx: &egui::Context) -> bool {
        let pixels = ctx.content_rect().size() * ctx.pixels_per_point();
        let (width, height) = (pixels.x as u32, pixels.y as u32);
        let told = || self.panels.iter().find_map(|panel| panel.shows(width, height));
        let configured = self.diagonal_inches.map(|inches| Geometry::with_diagonal(width, height, inches));
        let geometry = configured.or_else(told).unwrap_or_else(|| guess(pixels));
        let wanted = geometry.pixels_per_point();
        let scaled = (ctx.pixels_per_point() - wanted).abs() < 1e-3;
        if !scaled {
            ctx.set_pixels_per_point(wanted);
            // A page at which nothing moves would stand as it was laid out before.
            ctx.request_repaint();
        }
        scaled
    }
}

/// Tells how long a frame took, where it asked for the next one at once: for whoever looks for stutter, and for the bench.
/// A frame that is followed by a pause says nothing about how fast frames are.
#[derive(Default)]
struct Stopwatch {
    /// When the last frame began, in seconds.
    began: f64,
    followed_at_once: bool,
}

impl egui::Plugin for Stopwatch {
    fn debug_name(&self) -> &'static str {
        "stopwatch"
    }

    fn input_hook(&mut self, _ctx: &egui::Context, input: &mut egui::RawInput) {
        let Some(now) = input.time else { return };
        if self.followed_at_once {
            tracing::trace!(millis = (now - self.began) * 1_000.0, "frame");
        }
        self.began = now;
    }

    fn output_hook(&mut self, _ctx: &egui::Context, output: &mut egui::FullOutput) {
        let shown = output.viewport_output.get(&egui::ViewportId::ROOT);
        self.followed_at_once = shown.is_some_and(|viewport| viewport.repaint_delay.is_zero());
    }
}

/// Characters lie on whole pixels, so the pixel of their texture that is nearest is the right one. Blending four of them
/// would give the same picture, and costs a terminal without a graphics chip a fifth of every frame.
struct Sharp;

impl egui::Plugin for Sharp {
    fn debug_name(&self) -> &'static str {
        "sharp"
    }

    fn output_hook(&mut self, _ctx: &egui::Context, output: &mut egui::FullOutput) {
        for delta in output.textures_delta.set.get_mut(&egui::TextureId::default()).into_iter().flatten() {
            delta.options = egui::TextureOptions::NEAREST;
        }
    }
}

/// The most common kiosk screens have 21.5 inches; one with four times the pixels is taken for 43.
fn guess(pixels: egui::Vec2) -> Geometry {
    let short = pixels.x.min(pixels.y).max(1.0);
    let usual = Geometry::PORTRAIT;
    // A smaller window for developing shows the same page, smaller.
    let shrink = (short / usual.width_px as f32).min(1.0);
    Geometry { width_px: pixels.x as u32, height_px: pixels.y as u32, mm_per_px: usual.mm_per_px / shrink.max(0.1) }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let fits = self.fit(ctx);
        self.ready = self.scale(ctx) && fits;
        if self.ready {
            self.tell_first(ctx);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        (self.alive)();
        // In a wrong size every character would be drawn for nothing, and kept.
        if self.ready {
            (self.contents)(ui);
        }
    }

    /// egui makes its texture of characters as wide as it may be, 16,384 pixels on some drivers, and doubles its height: 8 MB
    /// for an empty screen, twice, where one comes to lie in the driver's memory too. A texture as wide as the screen is
    /// enough for a picture that fills it and for some thousand characters; when it is full it is begun anew.
    fn raw_input_hook(&mut self, ctx: &egui::Context, raw: &mut egui::RawInput) {
        // The driver's limit is told with the first frame only.
        self.driver_side = raw.max_texture_side.or(self.driver_side);
        let longest = raw.screen_rect.map_or(0.0, |rect| rect.size().max_elem() * ctx.pixels_per_point());
        let wide = (longest.ceil() as usize).next_power_of_two().max(LEAST_TEXTURE_SIDE);
        raw.max_texture_side = self.driver_side.map(|most| most.min(wide));
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
