//! The only owner of colours, sizes, type, spacing and durations. Sizes are millimetres on the glass, since a finger and an
//! eye are millimetres too; one egui point is a quarter of a millimetre on every screen.
//!
//! Sizes follow 工信部 适老化 rules and WCAG 2.2 (a capital letter of at least 4.8 mm, targets of at least 15 to 20 mm);
//! contrast is 7:1 at least, computed by a test below.

use eframe::egui::{
    self, Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Id, Shadow, Stroke, TextStyle,
    Ui, Vec2, vec2,
};
use std::sync::Arc;

/// Points a millimetre has.
pub const POINTS_PER_MM: f32 = 4.0;

/// Millimetres in points.
#[must_use]
pub const fn mm(millimetres: f32) -> f32 {
    millimetres * POINTS_PER_MM
}

/// How far a finger may slip and still have meant a touch: 3 mm, the sway of an unsteady hand.
const FINGER_SLIP: f32 = mm(3.0);

/// Name of the bold family.
pub const BOLD: &str = "bold";
/// Name of the pictogram family.
pub const ICONS: &str = "icons";

/// The screen's true size: what turns millimetres into pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Geometry {
    pub width_px: u32,
    pub height_px: u32,
    pub mm_per_px: f32,
}

impl Geometry {
    /// 21.5 inch, the most common kiosk screen: taken where the real size is not known.
    pub const PORTRAIT: Self = Self { width_px: 1080, height_px: 1920, mm_per_px: 0.248 };
    pub const LANDSCAPE: Self = Self { width_px: 1920, height_px: 1080, mm_per_px: 0.248 };

    /// A screen of so many pixels with a diagonal in inches.
    #[must_use]
    pub fn with_diagonal(width_px: u32, height_px: u32, inches: f32) -> Self {
        let pixels = (width_px as f32).hypot(height_px as f32).max(1.0);
        Self { width_px, height_px, mm_per_px: inches * 25.4 / pixels }
    }

    /// Pixels a point has on this screen.
    #[must_use]
    pub fn pixels_per_point(self) -> f32 {
        1.0 / (POINTS_PER_MM * self.mm_per_px)
    }

    /// The screen in points.
    #[must_use]
    pub fn size(self) -> Vec2 {
        vec2(self.width_px as f32, self.height_px as f32) / self.pixels_per_point()
    }
}

/// A screen as it describes itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panel {
    pub width_px: u32,
    pub height_px: u32,
    pub width_mm: u32,
    pub height_mm: u32,
}

impl Panel {
    /// The geometry of a picture of so many pixels, where it fills this screen, lying or upright.
    #[must_use]
    pub fn shows(self, width_px: u32, height_px: u32) -> Option<Geometry> {
        let fills = (width_px, height_px) == (self.width_px, self.height_px)
            || (width_px, height_px) == (self.height_px, self.width_px);
        fills.then(|| Geometry { width_px, height_px, mm_per_px: self.width_mm as f32 / self.width_px as f32 })
    }
}

/// Which set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    #[default]
    Light,
    Dark,
    HighContrast,
}

/// Colours by what they are for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colours {
    /// The page.
    pub paper: Color32,
    /// What lies on the page: cards, tiles, bars.
    pub card: Color32,
    /// A card under a finger, and fields that take something in.
    pub sunk: Color32,
    /// What the keys of a keyboard lie on: they must stand out from it.
    pub tray: Color32,
    /// Hairlines between things of one surface.
    pub line: Color32,
    /// The edge of what can be touched or typed into.
    pub edge: Color32,
    pub ink: Color32,
    /// Second rank: still 7:1.
    pub ink_soft: Color32,
    pub accent: Color32,
    pub accent_pressed: Color32,
    pub on_accent: Color32,
    /// The accent as a breath: chosen things, pictogram grounds.
    pub accent_tint: Color32,
    /// The back layer of a pictogram.
    pub accent_glow: Color32,
    /// Money, and nothing else.
    pub wage: Color32,
    /// A warm ground for what deserves a second look.
    pub warm: Color32,
    pub on_warm: Color32,
    pub bad: Color32,
    pub bad_tint: Color32,
    /// Behind a dialog.
    pub veil: Color32,
    pub shadow: Color32,
    /// Three hills of the scenery, the far one first, and its sun.
    pub hills: [Color32; 3],
    pub sun: Color32,
}

/// A picture in its own colours, whatever the palette.
pub const UNTINTED: Color32 = Color32::WHITE;
/// Words over a picture, which may be of any colour: white on black that lets the picture be guessed.
pub const SUBTITLE_GROUND: Color32 = Color32::from_black_alpha(216);
pub const SUBTITLE_INK: Color32 = Color32::WHITE;

#[expect(clippy::disallowed_methods, reason = "this file is where the colours are")]
const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

const LIGHT: Colours = Colours {
    paper: hex(0xF6_F0_E4),
    card: hex(0xFF_FD_F8),
    sunk: hex(0xEF_E7_D8),
    tray: hex(0xEF_E7_D8),
    line: hex(0xE4_DA_C8),
    edge: hex(0x8A_7B_69),
    ink: hex(0x2B_22_1B),
    ink_soft: hex(0x4F_43_38),
    accent: hex(0x0B_53_48),
    accent_pressed: hex(0x06_3C_34),
    on_accent: hex(0xFF_FD_F8),
    accent_tint: hex(0xE1_ED_E5),
    accent_glow: hex(0xA9_CF_BE),
    wage: hex(0x8F_25_0C),
    warm: hex(0xFA_E6_C8),
    on_warm: hex(0x5E_3A_00),
    bad: hex(0x8C_1D_18),
    bad_tint: hex(0xFB_E4_DD),
    veil: Color32::from_black_alpha(150),
    shadow: Color32::from_black_alpha(26),
    hills: [hex(0xDD_E4_D0), hex(0xC3_D6_C4), hex(0x8F_B8_A6)],
    sun: hex(0xF6_C9_8A),
};

const DARK: Colours = Colours {
    paper: hex(0x1B_18_15),
    card: hex(0x28_24_21),
    sunk: hex(0x33_2E_29),
    tray: hex(0x0D_0B_09),
    line: hex(0x3F_39_33),
    edge: hex(0x9D_8F_7F),
    ink: hex(0xF5_ED_E0),
    ink_soft: hex(0xD6_CA_B9),
    accent: hex(0x8F_D6_C2),
    accent_pressed: hex(0xB8_E8_DA),
    on_accent: hex(0x06_23_1D),
    accent_tint: hex(0x1F_39_33),
    accent_glow: hex(0x2F_5F_53),
    wage: hex(0xFF_B8_9E),
    warm: hex(0x3B_2F_20),
    on_warm: hex(0xF7_D4_98),
    bad: hex(0xFF_B8_AF),
    bad_tint: hex(0x45_22_1E),
    veil: Color32::from_black_alpha(190),
    shadow: Color32::from_black_alpha(90),
    hills: [hex(0x25_2C_28), hex(0x26_38_33), hex(0x2A_4A_41)],
    sun: hex(0x7B_5A_33),
};

const HIGH_CONTRAST: Colours = Colours {
    paper: Color32::WHITE,
    card: Color32::WHITE,
    sunk: hex(0xE6_E6_E6),
    tray: hex(0xE6_E6_E6),
    line: Color32::BLACK,
    edge: Color32::BLACK,
    ink: Color32::BLACK,
    ink_soft: Color32::BLACK,
    accent: hex(0x00_33_66),
    accent_pressed: Color32::BLACK,
    on_accent: Color32::WHITE,
    accent_tint: hex(0xE6_F0_FA),
    accent_glow: hex(0xC9_DD_F0),
    wage: hex(0x7A_00_00),
    warm: hex(0xFF_F3_C4),
    on_warm: Color32::BLACK,
    bad: hex(0x7A_00_00),
    bad_tint: hex(0xFF_EA_EA),
    veil: Color32::from_black_alpha(220),
    shadow: Color32::TRANSPARENT,
    hills: [hex(0xF2_F2_F2), hex(0xE6_E6_E6), hex(0xD9_D9_D9)],
    sun: hex(0xE6_E6_E6),
};

/// Sizes of type, in points (the em).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    /// Captions and the status line: capitals of 4.8 mm at least.
    pub small: f32,
    /// Nothing is written smaller, in any mode.
    pub least: f32,
    pub body: f32,
    /// Names of things to choose from.
    pub lead: f32,
    pub heading: f32,
    pub display: f32,
    /// The wage on a card.
    pub wage: f32,
    /// The one number of the first screen.
    pub giant: f32,
}

/// Distances, in points: a scale of five and no other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Space {
    pub xs: f32,
    pub s: f32,
    pub m: f32,
    pub l: f32,
    pub xl: f32,
}

/// Least sizes of what is touched, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    pub primary: f32,
    pub secondary: f32,
    /// Least gap between two of them.
    pub gap: f32,
}

/// Everything a widget needs to know to draw itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Theme {
    pub colour: Colours,
    pub size: Type,
    pub space: Space,
    pub target: Target,
    pub elder: bool,
    /// Seconds of a transition; zero where motion is not wanted.
    pub motion: f32,
    /// Corner radius of surfaces, in points.
    pub radius: f32,
    /// The most choices one page offers (适老化: fewer for the elderly).
    pub choices: usize,
}

impl Theme {
    #[must_use]
    pub const fn new(palette: Palette, elder: bool, reduced_motion: bool) -> Self {
        Self {
            colour: match palette {
                Palette::Light => LIGHT,
                Palette::Dark => DARK,
                Palette::HighContrast => HIGH_CONTRAST,
            },
            size: if elder { Type::ELDER } else { Type::NORMAL },
            space: Space { xs: mm(1.5), s: mm(3.0), m: mm(5.0), l: mm(8.0), xl: mm(14.0) },
            target: if elder { Target::ELDER } else { Target::NORMAL },
            elder,
            motion: if reduced_motion { 0.0 } else { 0.18 },
            radius: mm(4.5),
            choices: if elder { 5 } else { 9 },
        }
    }

    /// The theme of this frame.
    #[must_use]
    pub fn of(ui: &Ui) -> Self {
        Self::of_context(ui.ctx())
    }

    #[must_use]
    pub fn of_context(ctx: &Context) -> Self {
        ctx.data(|d| d.get_temp(Id::NULL)).unwrap_or(Self::new(Palette::Light, false, false))
    }

    /// Regular type of a size of [`Type`].
    #[must_use]
    pub fn regular(size: f32) -> FontId {
        FontId::new(size, FontFamily::Proportional)
    }

    /// Bold type of a size of [`Type`].
    #[must_use]
    pub fn bold(size: f32) -> FontId {
        FontId::new(size, FontFamily::Name(BOLD.into()))
    }

    /// Rounding of surfaces.
    #[must_use]
    pub fn corner(&self) -> CornerRadius {
        CornerRadius::from(self.radius)
    }

    /// Rounding of small things on a surface: fields, chips, tags.
    #[must_use]
    pub fn small_corner(&self) -> CornerRadius {
        CornerRadius::from(self.radius * 0.6)
    }

    /// The shadow under what can be touched; nothing else has one.
    #[must_use]
    pub const fn shadow(&self) -> Shadow {
        Shadow { offset: [0, 4], blur: 14, spread: 0, color: self.colour.shadow }
    }

    #[must_use]
    pub fn hairline(&self) -> Stroke {
        Stroke::new(mm(0.3), self.colour.line)
    }

    /// Puts this theme into force for the frames to come.
    pub fn apply(&self, ctx: &Context) {
        ctx.data_mut(|d| d.insert_temp(Id::NULL, *self));
        ctx.all_styles_mut(|style| self.style(style));
    }

    fn style(&self, style: &mut egui::Style) {
        style.text_styles = [
            (TextStyle::Small, Self::regular(self.size.small)),
            (TextStyle::Body, Self::regular(self.size.body)),
            (TextStyle::Button, Self::bold(self.size.lead)),
            (TextStyle::Heading, Self::bold(self.size.heading)),
            (TextStyle::Monospace, Self::regular(self.size.body)),
        ]
        .into();
        style.animation_time = self.motion;
        let still = self.motion <= 0.0;
        style.scroll_animation =
            if still { egui::style::ScrollAnimation::none() } else { egui::style::ScrollAnimation::default() };
        // Four copies of each letter and icon at fractions of a pixel would only fill the texture.
        style.visuals.text_options.subpixel_binning = false;
        // A selectable label swallows the tap that was meant for the card below it.
        style.interaction.selectable_labels = false;
        style.interaction.multi_widget_text_select = false;
        style.spacing.item_spacing = vec2(self.space.m, self.space.m);
        style.spacing.interact_size = Vec2::splat(self.target.secondary);
        style.spacing.button_padding = vec2(self.space.m, self.space.s);
        style.spacing.scroll = egui::style::ScrollStyle::floating();
        // What is cut off by the end of a list fades, so that it is seen to go on.
        style.spacing.scroll.fade = egui::style::ScrollFadeStyle { strength: 0.9, size: mm(7.0) };
        self.visuals(&mut style.visuals);
    }

    fn visuals(&self, visuals: &mut egui::Visuals) {
        let c = &self.colour;
        visuals.override_text_color = Some(c.ink);
        visuals.panel_fill = c.paper;
        visuals.window_fill = c.card;
        visuals.extreme_bg_color = c.card;
        visuals.text_edit_bg_color = Some(c.card);
        visuals.selection.bg_fill = c.accent_tint;
        visuals.selection.stroke = Stroke::new(mm(0.4), c.accent);
        visuals.text_cursor.stroke = Stroke::new(mm(0.7), c.accent);
        // A blinking cursor would repaint an idle terminal twice a second.
        visuals.text_cursor.blink = false;
    }
}

impl Type {
    const NORMAL: Self = Self {
        small: mm(6.6),
        least: mm(6.6),
        body: mm(8.4),
        lead: mm(9.6),
        heading: mm(12.0),
        display: mm(16.0),
        wage: mm(12.6),
        giant: mm(40.0),
    };
    const ELDER: Self = Self {
        small: mm(9.0),
        least: mm(6.6),
        body: mm(11.4),
        lead: mm(13.0),
        heading: mm(16.0),
        display: mm(20.0),
        wage: mm(17.0),
        giant: mm(46.0),
    };
}

impl Target {
    const NORMAL: Self = Self { primary: mm(20.0), secondary: mm(15.0), gap: mm(5.0) };
    const ELDER: Self = Self { primary: mm(25.0), secondary: mm(18.0), gap: mm(8.0) };
}

/// Loads the fonts and the drawing options: once, before the first frame.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    // Fixed sizes in millimetres: no zoom by keyboard.
    ctx.options_mut(|o| {
        o.zoom_with_keyboard = false;
        o.input_options.max_click_dist = FINGER_SLIP;
        // Who presses slowly presses all the same; nothing here waits for a long press.
        o.input_options.max_click_duration = f64::INFINITY;
    });
    Theme::new(Palette::Light, false, false).apply(ctx);
}

/// The files of our font; slips are printed in it, too.
pub static REGULAR_FILE: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf");
pub static BOLD_FILE: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf");

fn fonts() -> FontDefinitions {
    // `from_static`: the bytes stay file-backed pages of the program, which the kernel may drop, and are never copied.
    let files: [(&str, &'static [u8]); 3] =
        [("regular", REGULAR_FILE), (BOLD, BOLD_FILE), (ICONS, include_bytes!("../../assets/fonts/icons.ttf"))];
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec!["regular".to_owned()]);
    }
    fonts.families.insert(FontFamily::Name(BOLD.into()), vec![BOLD.to_owned(), "regular".to_owned()]);
    fonts.families.insert(FontFamily::Name(ICONS.into()), vec![ICONS.to_owned()]);
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(c: Color32) -> f32 {
        let part = |v: u8| {
            let v = f32::from(v) / 255.0;
            if v <= 0.03928 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(c.r()) + 0.7152 * part(c.g()) + 0.0722 * part(c.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_stands_out_seven_to_one_from_what_it_is_written_on() {
        for (name, c) in [("light", LIGHT), ("dark", DARK), ("high contrast", HIGH_CONTRAST)] {
            let pairs = [
                ("ink on paper", c.ink, c.paper),
                ("ink on card", c.ink, c.card),
                ("ink on sunk", c.ink, c.sunk),
                ("soft ink on paper", c.ink_soft, c.paper),
                ("soft ink on card", c.ink_soft, c.card),
                ("soft ink on sunk", c.ink_soft, c.sunk),
                ("soft ink on tray", c.ink_soft, c.tray),
                ("accent on tray", c.accent, c.tray),
                ("soft ink on tint", c.ink_soft, c.accent_tint),
                ("accent on paper", c.accent, c.paper),
                ("accent on card", c.accent, c.card),
                ("accent on sunk", c.accent, c.sunk),
                ("accent on tint", c.accent, c.accent_tint),
                ("on accent", c.on_accent, c.accent),
                ("on pressed accent", c.on_accent, c.accent_pressed),
                ("wage on card", c.wage, c.card),
                ("wage on paper", c.wage, c.paper),
                ("wage on sunk", c.wage, c.sunk),
                ("on warm", c.on_warm, c.warm),
                ("bad on card", c.bad, c.card),
                ("bad on its tint", c.bad, c.bad_tint),
            ];
            for (what, text, ground) in pairs {
                let ratio = contrast(text, ground);
                assert!(ratio >= 7.0, "{name}: {what} has {ratio:.2}:1");
            }
            let edge = contrast(c.edge, c.paper);
            assert!(edge >= 3.0, "{name}: the edge of a field has {edge:.2}:1 (WCAG 1.4.11 asks 3:1)");
        }
    }

    #[test]
    fn a_capital_letter_is_tall_enough_to_read_standing() {
        // Noto Sans SC: capital height 0.733 em; EN 301 549 asks 4.8 mm.
        for elder in [false, true] {
            let theme = Theme::new(Palette::Light, elder, false);
            assert!(theme.size.small * 0.733 / POINTS_PER_MM >= 4.8);
        }
    }

    #[test]
    fn a_screen_that_says_its_size_is_believed_lying_and_upright() {
        let panel = Panel { width_px: 1920, height_px: 1080, width_mm: 698, height_mm: 393 };
        let upright = panel.shows(1080, 1920).unwrap();
        assert!((upright.mm_per_px - 0.3635).abs() < 1e-3 && upright.width_px == 1080);
        assert_eq!(panel.shows(1280, 720), None, "a window on it is no kiosk");
    }

    #[test]
    fn a_point_is_a_quarter_of_a_millimetre_on_every_screen() {
        for (w, h, inches) in [(1080, 1920, 21.5), (1920, 1080, 32.0), (1920, 1080, 15.6), (2160, 3840, 43.0)] {
            let g = Geometry::with_diagonal(w, h, inches);
            assert!(
                (g.pixels_per_point() * g.mm_per_px - 0.25).abs() < 1e-6
                    || (g.size().x / POINTS_PER_MM - w as f32 * g.mm_per_px).abs() < 0.1
            );
        }
    }
}
