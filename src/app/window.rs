//! The kiosk as a window on a real screen.

use super::frame::Kiosk;
use crate::i18n::{Language, Words};
use crate::runtime::Handle;
use crate::screens::trouble::{self, Trouble};
use crate::widgets::theme::{self, Geometry};
use eframe::egui::{self, ViewportCommand, vec2};
use jiff::Timestamp;

/// How the kiosk is to be shown.
pub struct Setup {
    pub workers: Handle,
    pub clock: Box<dyn Fn() -> Timestamp>,
    pub language: Language,
    /// The screen's diagonal; guessed from its pixels where it is not configured.
    pub diagonal_inches: Option<f32>,
    /// A window of so many pixels instead of the whole screen: for developing.
    pub windowed: Option<(u32, u32)>,
}

/// Opens the kiosk and returns when it is closed. `ready` gets the context once it exists, so that workers can wake the
/// frame after they have sent something.
///
/// # Errors
/// When the window system or its OpenGL cannot be had.
pub fn run(setup: Setup, ready: impl FnOnce(egui::Context)) -> Result<(), eframe::Error> {
    let Setup { workers, clock, language, diagonal_inches, windowed } = setup;
    open(windowed, diagonal_inches, move |ctx| {
        ready(ctx.clone());
        let mut kiosk = Kiosk::new(language, workers, clock);
        Box::new(move |ui| kiosk.ui(ui))
    })
}

/// Shows why the kiosk cannot start, until the window is closed: a dark screen would tell nobody what to do. `detail` is
/// the error in the technician's words.
///
/// # Errors
/// When the window system or its OpenGL cannot be had.
pub fn run_trouble(
    trouble: Trouble,
    detail: String,
    language: Language,
    (windowed, diagonal_inches): (Option<(u32, u32)>, Option<f32>),
) -> Result<(), eframe::Error> {
    open(windowed, diagonal_inches, move |ctx| {
        theme::Theme::new(theme::Palette::Light, false, false).apply(ctx);
        Box::new(move |ui| trouble::show(ui, Words::of(language), trouble, &detail))
    })
}

type Contents = Box<dyn FnMut(&mut egui::Ui)>;

fn open(
    windowed: Option<(u32, u32)>,
    diagonal_inches: Option<f32>,
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
            let contents = contents(&cc.egui_ctx);
            Ok(Box::new(Window {
                contents,
                diagonal_inches,
                whole_screen: windowed.is_none(),
                fitted: 0,
                first: First::Awaited,
            }))
        }),
    )
}

/// What is shown, fitted to its screen.
struct Window {
    contents: Contents,
    diagonal_inches: Option<f32>,
    whole_screen: bool,
    /// Frames in which the window was told its size.
    fitted: u8,
    first: First,
}

/// How far the first screen has come. A technician, and the bench, read in the log when it was there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Awaited,
    /// Drawn in its final size; the next frame knows that this one was shown.
    Drawn,
    Told,
}

/// How often a window that stays small is told its size: a window system that refuses ten times means it.
const MAX_FITS: u8 = 10;

impl Window {
    /// X11 without a window manager reports full screen and stays at 800 x 600: then position and size are set by hand.
    fn fit(&mut self, ctx: &egui::Context) {
        let (monitor, inner) = ctx.input(|i| (i.viewport().monitor_size, i.content_rect().size()));
        let Some(monitor) = monitor else { return };
        if !self.whole_screen || self.fitted >= MAX_FITS || (monitor - inner).abs().max_elem() < 1.0 {
            return self.tell_first(ctx);
        }
        self.fitted += 1;
        ctx.send_viewport_cmd(ViewportCommand::OuterPosition(egui::Pos2::ZERO));
        ctx.send_viewport_cmd(ViewportCommand::InnerSize(monitor));
        ctx.request_repaint();
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

    /// One point becomes a quarter of a millimetre on this screen.
    fn scale(&self, ctx: &egui::Context) {
        let pixels = ctx.content_rect().size() * ctx.pixels_per_point();
        let geometry = match self.diagonal_inches {
            Some(inches) => Geometry::with_diagonal(pixels.x as u32, pixels.y as u32, inches),
            None => guess(pixels),
        };
        let wanted = geometry.pixels_per_point();
        if (ctx.pixels_per_point() - wanted).abs() > 1e-3 {
            ctx.set_pixels_per_point(wanted);
        }
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
        self.fit(ctx);
        self.scale(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        (self.contents)(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
