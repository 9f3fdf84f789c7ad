//! The audit: every screen in every language, mode and geometry is looked at as a careful person would, with a ruler. What it
//! measures stands in `Audit::look`; the worst of each kind is printed.

#![expect(clippy::unwrap_used, reason = "a report that cannot be written is a failure of its own")]

use super::walk::{Mode, besides, walk};
use super::{is_more, stand, touch, touchables};
use eframe::egui::{self, Color32, Rect, Shape, accesskit::Role, epaint::ClippedShape};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Command;
use yizhan::i18n::{self, Language};
use yizhan::widgets::theme::{Geometry, ICONS, POINTS_PER_MM, Theme};
use yizhan::widgets::{bar, reach};

/// The page of a film that is watched: it has a foot and is no list.
pub(super) const FILM: &str = "film that is watched";
/// The strip above every page while somebody practises is no part of the stage, whatever the mode: who learns stands before it.
const ABOVE_THE_STAGE: [&str; 2] = ["结束练习", "End practice"];

/// What is not as it should be: what, where, and by how much, larger being worse.
#[derive(Default)]
pub(super) struct Audit {
    found: BTreeMap<&'static str, Vec<(f32, String)>>,
    screens: usize,
}

/// A text on the glass.
struct Text {
    said: String,
    rect: Rect,
    clip: Rect,
    elided: bool,
    em: f32,
    contrast: Option<f32>,
}

impl Audit {
    fn note(&mut self, what: &'static str, by: f32, said: String) {
        self.found.entry(what).or_default().push((by, said));
    }

    /// Looks at the screen that is shown now.
    pub(super) fn look<S>(&mut self, stand: &Harness<'_, S>, at: &str) {
        self.screens += 1;
        let theme = Theme::of_context(&stand.ctx);
        let stage = reach::stage(&stand.ctx);
        self.sizes(stand, stage, &theme, at);
        self.gaps(stand, stage, &theme, at);
        let texts = texts(stand, &theme);
        self.writing(stand, &texts, &theme, at);
        if at.starts_with(FILM) {
            self.edges(stand, &theme, at);
        }
        self.overlaps(stand, &texts, at);
        self.order(stand, &texts, at);
    }

    /// Everything that is touched has a name, is large enough and lies on the screen, in the low mode within reach.
    fn sizes<S>(&mut self, stand: &Harness<'_, S>, stage: Rect, theme: &Theme, at: &str) {
        let controls = [Role::Button, Role::CheckBox, Role::Tab, Role::TextInput, Role::MultilineTextInput];
        for node in stand.root().children_recursive() {
            let access = node.accesskit_node();
            if !controls.contains(&access.role()) {
                continue;
            }
            let said = access.label().unwrap_or_default();
            let rect = node.rect();
            if said.trim().is_empty() && access.labelled_by().next().is_none() {
                self.note("without a name", 1.0, format!("{:?} at {rect:?}, {at}", access.role()));
            }
            let least = theme.target.secondary / POINTS_PER_MM;
            let (w, h) = (rect.width() / POINTS_PER_MM, rect.height() / POINTS_PER_MM);
            let field = matches!(access.role(), Role::TextInput | Role::MultilineTextInput);
            let by = least - w.min(if field { w } else { h });
            if by > 0.1 {
                self.note("too small", by, format!("{said:?} is {w:.1} x {h:.1} mm, {at}"));
            }
            let beside = (stage.left() - rect.left()).max(rect.right() - stage.right());
            // What a list has scrolled away is not on the glass.
            let open = open_part(stand, rect);
            let beyond = open.map_or(0.0, |open| (stage.top() - open.top()).max(open.bottom() - stage.bottom()));
            let by = beside.max(beyond) / POINTS_PER_MM;
            if by > 0.3 && !ABOVE_THE_STAGE.iter().any(|strip| said.starts_with(strip)) {
                self.note("out of reach", by, format!("{said:?}, {at}"));
            }
        }
    }

    /// What lies beside each other is so far apart that a finger on one does not touch the other: from middle to middle by the
    /// least size and a part of the gap; keys of a keyboard lie closer, as on every keyboard.
    fn gaps<S>(&mut self, stand: &Harness<'_, S>, stage: Rect, theme: &Theme, at: &str) {
        let bar = stage.bottom() - bar::height(theme, stage.width() > stage.height());
        let tray = stand.root().children_recursive().find(|node| node.accesskit_node().role() == Role::Toolbar);
        let keys = tray.iter().flat_map(egui_kittest::kittest::NodeT::children_recursive);
        let keys = keys.filter(|node| node.accesskit_node().role() == Role::Button);
        let keys: Vec<Rect> = keys.map(|node| node.rect()).collect();
        let open: Vec<(String, Rect)> = touchables(stand)
            .into_iter()
            .filter_map(|(said, rect)| Some((said, open_part(stand, rect).filter(|open| open.height() > 4.0)?)))
            .collect();
        for (place, (said, one)) in open.iter().enumerate() {
            for (other_said, other) in open.iter().skip(place + 1) {
                // The button that leads further down lies on the list, above a veil.
                if is_more(said) || is_more(other_said) || one.contains_rect(*other) {
                    continue;
                }
                let across = one.intersect(*other);
                if across.is_positive() && across.width() > 1.0 && across.height() > 1.0 {
                    self.note("over each other", across.area(), format!("{said:?} and {other_said:?}, {at}"));
                    continue;
                }
                let is_key = |rect: &Rect| keys.iter().any(|key| key.center().distance(rect.center()) < 2.0);
                let close = is_key(one) || one.top() >= bar - 1.0;
                let least = if close { theme.target.secondary } else { theme.target.secondary + 2.5 * POINTS_PER_MM };
                let apart = (one.center() - other.center()).abs();
                let beside = one.y_range().intersects(other.y_range()) && apart.x < least;
                let below = one.x_range().intersects(other.x_range()) && apart.y < least;
                let whole = one.height().min(other.height()) >= theme.target.secondary - 1.0;
                if (beside || below && whole) && !one.intersects(*other) {
                    let by = (least - if beside { apart.x } else { apart.y }) / POINTS_PER_MM;
                    self.note("too close", by, format!("{said:?} and {other_said:?}, {at}"));
                }
            }
        }
    }

    /// Every text is large enough, stands out from its ground, and is written to its end.
    fn writing<S>(&mut self, stand: &Harness<'_, S>, texts: &[Text], theme: &Theme, at: &str) {
        let touched: Vec<(String, Rect)> = touchables(stand)
            .into_iter()
            .filter(|(said, rect)| {
                !is_more(said) && open_part(stand, *rect).is_some_and(|open| open.height() > rect.height() * 0.9)
            })
            .collect();
        for text in texts {
            let least = theme.size.least * 0.99;
            if text.em < least {
                self.note(
                    "too fine",
                    least - text.em,
                    format!("{:?} at {:.1} mm, {at}", text.said, text.em / POINTS_PER_MM),
                );
            }
            if let Some(contrast) = text.contrast.filter(|contrast| *contrast < 7.0) {
                self.note("too pale", 7.0 - contrast, format!("{:?} has {contrast:.1}:1, {at}", text.said));
            }
            let holder = touched.iter().filter(|(_, rect)| rect.contains(text.rect.center()));
            let holder = holder.min_by(|a, b| a.1.area().total_cmp(&b.1.area()));
            // A card says of a posting what there is room for; the posting itself says all.
            let of_card = text.said.contains("测试") || holder.is_some_and(|(said, _)| said.contains("测试"));
            if text.elided && !of_card {
                self.note("cut off", text.rect.width(), format!("{:?}, {at}", text.said));
            }
            let beyond = holder.map_or(0.0, |(_, rect)| {
                (rect.left() - text.rect.left())
                    .max(text.rect.right() - rect.right())
                    .max(text.rect.bottom() - rect.bottom())
            });
            if beyond > 4.0 && !is_more(&text.said) {
                self.note("wider than its place", beyond, format!("{:?}, {at}", text.said));
            }
            let glass = stand.ctx.content_rect();
            let beside = (glass.left() - text.rect.left()).max(text.rect.right() - glass.right());
            if beside > 1.0 {
                self.note("beside the glass", beside, format!("{:?}, {at}", text.said));
            }
        }
    }

    /// Where nothing is scrolled, no text ends at an edge.
    fn edges<S>(&mut self, stand: &Harness<'_, S>, theme: &Theme, at: &str) {
        for ClippedShape { clip_rect, shape, .. } in &stand.output().shapes {
            let mut texts = Vec::new();
            written(shape, &mut texts);
            for (said, rect) in texts {
                let by = rect.bottom() - clip_rect.bottom();
                if by > 0.1 * theme.size.small && rect.top() < clip_rect.bottom() - 1.0 && rect.intersects(*clip_rect) {
                    self.note("ends at an edge", by, format!("{said:?}, {at}"));
                }
            }
        }
    }

    /// No text lies on another.
    fn overlaps<S>(&mut self, stand: &Harness<'_, S>, texts: &[Text], at: &str) {
        let veil = touchables(stand).into_iter().find(|(said, _)| is_more(said)).map(|(_, rect)| rect);
        let ink = |text: &Text| text.rect.intersect(text.clip);
        for (place, one) in texts.iter().enumerate() {
            for other in texts.iter().skip(place + 1) {
                let both = ink(one).intersect(ink(other));
                let veiled = veil.is_some_and(|veil| both.bottom() > veil.top() - 8.0 * POINTS_PER_MM);
                if both.is_positive() && both.width() > 2.0 && both.height() > 2.0 && !veiled {
                    self.note("written over", both.area(), format!("{:?} and {:?}, {at}", one.said, other.said));
                }
            }
        }
    }

    /// What is read aloud and reached by Tab comes from above to below, the page before the bar.
    fn order<S>(&mut self, stand: &Harness<'_, S>, texts: &[Text], at: &str) {
        let parts: Vec<Role> = stand.root().children_recursive().map(|node| node.accesskit_node().role()).collect();
        let place = |role| parts.iter().position(|part| *part == role);
        if let (Some(main), Some(bar)) = (place(Role::Main), place(Role::Navigation))
            && main > bar
        {
            self.note("read too late", 1.0, format!("the page comes after the bar, {at}"));
        }
        let Some(main) = stand.root().children_recursive().find(|node| node.accesskit_node().role() == Role::Main)
        else {
            return;
        };
        let said = [Role::Label, Role::Button, Role::Heading, Role::CheckBox];
        let named: Vec<(String, Rect)> = main
            .children_recursive()
            .filter_map(|node| {
                Some((node.accesskit_node().label().or_else(|| node.accesskit_node().value())?, node.rect()))
            })
            .collect();
        // A thing that a list has scrolled under the heading does not own the heading's words.
        let of_another = |said: &str, text: &Text| {
            let own = text.said.trim();
            said != own && named.iter().any(|(name, rect)| name == own && rect.contains(text.rect.center()))
        };
        // Where its words are seen; what a list has scrolled away is not seen anywhere.
        let seen = |said: &str, rect: Rect| {
            let own = texts.iter().filter(|text| rect.contains(text.rect.center()) && said.contains(text.said.trim()));
            let own = own.filter(|text| !of_another(said, text));
            own.map(|text| text.rect.intersect(text.clip)).filter(Rect::is_positive).reduce(Rect::union)
        };
        let order: Vec<(String, Rect)> = main
            .children_recursive()
            .filter(|node| said.contains(&node.accesskit_node().role()))
            .filter_map(|node| {
                let access = node.accesskit_node();
                let said = access.label().or_else(|| access.value())?;
                let place = seen(&said, node.rect())?;
                (!is_more(&said)).then_some((said, place))
            })
            .collect();
        for pair in order.windows(2) {
            let [(said, one), (next_said, next)] = pair else { continue };
            if next.bottom() <= one.top() + 1.0 && next.left() < one.right() - 1.0 {
                self.note(
                    "read out of order",
                    one.top() - next.bottom(),
                    format!("{next_said:?} after {said:?}, {at}"),
                );
            }
        }
    }

    /// Prints the worst of each kind, and fails where there is any.
    fn judge(self) {
        let mut report = format!("{} screens were looked at\n", self.screens);
        for (what, mut found) in self.found {
            found.sort_by(|a, b| b.0.total_cmp(&a.0));
            writeln!(report, "{what}: {}", found.len()).unwrap();
            for (by, said) in found.iter().take(8) {
                writeln!(report, "    {by:.1}  {said}").unwrap();
            }
        }
        // Seen with --nocapture, and by who reads the report of a failure.
        std::io::stdout().write_all(report.as_bytes()).unwrap();
        assert!(report.lines().count() == 1, "{report}");
        assert!(self.screens > 15, "the walk was short: {report}");
    }
}

/// What of a touchable thing is on the glass, where lists cut it off.
fn open_part<S>(stand: &Harness<'_, S>, rect: Rect) -> Option<Rect> {
    let part = |open: &&Rect| rect.expand(1.5).contains_rect(**open) && open.width() > rect.width() * 0.9;
    stand.ctx.interactive_rects_last_pass().iter().find(part).copied()
}

/// All texts of the last frame with their grounds, pictograms apart.
fn texts<S>(stand: &Harness<'_, S>, theme: &Theme) -> Vec<Text> {
    let mut grounds: Vec<(Rect, Color32)> = Vec::new();
    let mut texts = Vec::new();
    for ClippedShape { clip_rect, shape, .. } in &stand.output().shapes {
        look_at(shape, *clip_rect, theme, &mut grounds, &mut texts);
    }
    texts
}

fn look_at(shape: &Shape, clip: Rect, theme: &Theme, grounds: &mut Vec<(Rect, Color32)>, texts: &mut Vec<Text>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| look_at(shape, clip, theme, grounds, texts)),
        // A question over the page: what is behind the veil waits.
        Shape::Rect(rect) if rect.fill.a() > 100 && rect.fill.a() < 250 && rect.rect.area() > 1_000_000.0 => {
            texts.clear();
            grounds.clear();
        }
        Shape::Rect(rect) if rect.fill.a() > 250 => grounds.push((rect.rect.intersect(clip), rect.fill)),
        Shape::Circle(circle) if circle.fill.a() > 250 => {
            grounds.push((Rect::from_center_size(circle.center, egui::Vec2::splat(circle.radius * 1.4)), circle.fill));
        }
        Shape::Text(text) => {
            let Some(section) = text.galley.job.sections.first() else { return };
            // Where there is ink: a line's box is taller, and a wrapped one begins before its words.
            let rect = text.galley.mesh_bounds.translate(text.pos.to_vec2());
            let pictogram = section.format.font_id.family == egui::FontFamily::Name(ICONS.into());
            let shown = rect.intersect(clip);
            if pictogram || !shown.is_positive() || shown.area() < rect.area() * 0.5 {
                return;
            }
            let ground = grounds.iter().rev().find(|(place, _)| place.contains(rect.center()));
            let ground = ground.map_or(theme.colour.paper, |(_, fill)| *fill);
            let ink = text.override_text_color.unwrap_or(section.format.color);
            let ink = if ink == Color32::PLACEHOLDER { text.fallback_color } else { ink };
            // What is pale on purpose leads nowhere now (WCAG 1.4.3 leaves out what is not active).
            let active = ink.a() > 250;
            texts.push(Text {
                said: text.galley.job.text.clone(),
                rect,
                clip,
                elided: text.galley.elided,
                em: section.format.font_id.size,
                contrast: active.then(|| contrast(ink, ground)),
            });
        }
        _ => {}
    }
}

/// The texts in a shape, and where their ink is.
fn written(shape: &Shape, into: &mut Vec<(String, Rect)>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| written(shape, into)),
        Shape::Text(text) => {
            let rect = text.galley.mesh_bounds.translate(text.pos.to_vec2());
            into.push((text.galley.job.text.clone(), rect));
        }
        _ => {}
    }
}

/// Contrast of two colours (WCAG 2.2).
fn contrast(a: Color32, b: Color32) -> f32 {
    let part = |v: u8| {
        let v = f32::from(v) / 255.0;
        if v <= 0.03928 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = |c: Color32| 0.2126 * part(c.r()) + 0.7152 * part(c.g()) + 0.0722 * part(c.b());
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn audit(geometries: &[Geometry], languages: &[Language]) {
    let mut audit = Audit::default();
    for geometry in geometries {
        for language in languages {
            for mode in [Mode::Normal, Mode::Elder, Mode::Low, Mode::Contrast] {
                // Contrast changes colours and no place.
                if mode == Mode::Contrast && (*language != Language::Chinese || geometry.width_px > 1080) {
                    continue;
                }
                walk(&mut audit, *geometry, *language, mode);
            }
            besides(&mut audit, *geometry, *language);
        }
    }
    audit.judge();
}

#[test]
fn every_screen_of_an_upright_terminal_passes_the_audit() {
    audit(&[Geometry::PORTRAIT], &Language::ALL);
}

#[test]
fn every_screen_of_a_lying_terminal_passes_the_audit() {
    audit(&[Geometry::LANDSCAPE], &Language::ALL);
}

#[test]
fn every_screen_of_large_and_small_terminals_passes_the_audit() {
    let large = Geometry::with_diagonal(2160, 3840, 43.0);
    audit(&[large, Geometry::with_diagonal(1920, 1080, 15.6)], &[Language::Chinese]);
}

/// A mark that is too small, pale and nameless, on top of something else.
fn spoil(ui: &mut egui::Ui) {
    let theme = Theme::of(ui);
    let middle = ui.ctx().content_rect().center();
    let mark = ui.interact(
        Rect::from_center_size(middle, egui::vec2(24.0, 24.0)),
        egui::Id::unique("planted"),
        egui::Sense::click(),
    );
    mark.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, ""));
    let font = Theme::regular(theme.size.small / 2.0);
    ui.painter().text(middle, egui::Align2::CENTER_CENTER, "\u{6de1}", font, theme.colour.line);
}

#[test]
fn planted_flaws_are_found_by_the_audit() {
    let mut stand = stand(Geometry::PORTRAIT, Language::Chinese, 120);
    touch(&mut stand, "开始找工作");
    stand.state_mut().planted = Some(spoil);
    stand.run_steps(4);
    let mut audit = Audit::default();
    audit.look(&stand, "home");
    let found: Vec<&str> = audit.found.into_keys().collect();
    for flaw in ["without a name", "too small", "too fine", "too pale"] {
        assert!(found.contains(&flaw), "{flaw} is not among {found:?}");
    }
}

/// In a process of its own, since words are made once.
#[test]
fn a_language_a_third_longer_than_chinese_fits_on_every_screen() {
    let this = std::env::current_exe().unwrap();
    let longer = Command::new(this).args(["--exact", "audit::longer", "--ignored", "--nocapture"]).output().unwrap();
    let said = String::from_utf8_lossy(&longer.stdout);
    let report: Vec<&str> = said.lines().skip_while(|line| !line.contains("were looked at")).collect();
    assert!(longer.status.success(), "{}", report.join("\n"));
    assert!(!report.is_empty(), "nothing was walked");
}

#[test]
#[ignore = "the audit of the longer language runs it in a process of its own"]
fn longer() {
    i18n::lengthen();
    audit(&[Geometry::PORTRAIT, Geometry::LANDSCAPE], &[Language::Chinese]);
}
