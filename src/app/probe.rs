//! What the screen says of itself: the accessibility tree of the last frame, for whoever walks the kiosk from outside.
//!
//! Only the demo attaches a probe, in its own process and to a station of its own making; a real station has none, since
//! the tree holds whatever a person is typing.

use eframe::egui::accesskit::NodeId;
use eframe::egui::{self, FullOutput, accesskit};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One thing on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub role: accesskit::Role,
    /// What a screen reader would say.
    pub words: String,
    /// Left, top, right, bottom in pixels.
    pub bounds_px: [f32; 4],
    /// The part of it a finger can reach now, in the same order: a list hides what is scrolled away, a dialog what is
    /// behind it. `None` where nothing of it can be reached, and for what only tells something.
    pub open_px: Option<[f32; 4]>,
    pub disabled: bool,
}

impl Node {
    /// Its middle.
    #[must_use]
    pub fn centre_px(&self) -> (f32, f32) {
        centre(self.bounds_px)
    }

    /// Where a finger would touch it; `None` where less than half of it can be reached, and a person would scroll first.
    #[must_use]
    pub fn touch_px(&self) -> Option<(f32, f32)> {
        let [_, top, _, bottom] = self.bounds_px;
        let open =
            self.open_px.filter(|[_, open_top, _, open_bottom]| open_bottom - open_top >= (bottom - top) / 2.0)?;
        Some(centre(open))
    }

    /// Whether it is typed into.
    #[must_use]
    pub const fn is_field(&self) -> bool {
        matches!(self.role, accesskit::Role::TextInput | accesskit::Role::MultilineTextInput)
    }

    /// Whether it can be touched.
    #[must_use]
    pub fn is_touchable(&self) -> bool {
        use accesskit::Role as R;
        !self.disabled
            && matches!(
                self.role,
                R::Button | R::CheckBox | R::Link | R::RadioButton | R::Switch | R::Tab | R::TextInput | R::SearchInput
            )
    }
}

fn centre([left, top, right, bottom]: [f32; 4]) -> (f32, f32) {
    (f32::midpoint(left, right), f32::midpoint(top, bottom))
}

/// The last frame, shared with the walker.
#[derive(Clone, Default)]
pub struct Probe(Arc<Mutex<Shown>>);

#[derive(Default)]
struct Shown {
    frames: u64,
    nodes: Vec<Node>,
    context: Option<egui::Context>,
}

impl Probe {
    /// Everything on the screen as of the last frame.
    #[must_use]
    pub fn nodes(&self) -> Vec<Node> {
        self.shown().nodes.clone()
    }

    /// How many frames have been drawn, and a wish for one more.
    pub fn next_frame(&self) -> u64 {
        let shown = self.shown();
        if let Some(context) = &shown.context {
            context.request_repaint();
        }
        shown.frames
    }

    /// Closes the kiosk's window, as when the machine is switched off in order.
    pub fn close(&self) {
        if let Some(context) = &self.shown().context {
            context.send_viewport_cmd(egui::ViewportCommand::Close);
            context.request_repaint();
        }
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl egui::Plugin for Probe {
    fn debug_name(&self) -> &'static str {
        "probe"
    }

    fn setup(&mut self, ctx: &egui::Context) {
        ctx.enable_accesskit();
        self.shown().context = Some(ctx.clone());
    }

    fn output_hook(&mut self, ctx: &egui::Context, output: &mut FullOutput) {
        let Some(update) = &output.platform_output.accesskit_update else { return };
        let scale = f64::from(ctx.pixels_per_point());
        let by_id: BTreeMap<_, _> = update.nodes.iter().map(|(id, node)| (*id, node)).collect();
        let mut nodes: Vec<_> = by_id.values().filter_map(|node| seen(node, &by_id, scale)).collect();
        let open: Vec<_> = ctx.interactive_rects_last_pass().iter().map(|r| px(*r, ctx.pixels_per_point())).collect();
        lay_open(&mut nodes, &open);
        let mut shown = self.shown();
        shown.nodes = nodes;
        shown.frames += 1;
    }
}

fn seen(node: &accesskit::Node, all: &BTreeMap<NodeId, &accesskit::Node>, scale: f64) -> Option<Node> {
    let bounds = node.bounds()?;
    // A field is called by what stands beside it, not by what has been typed into it.
    let beside = node.labelled_by().first().and_then(|id| said(all.get(id)?));
    let words = node.label().or(beside).or_else(|| node.value())?.to_owned();
    let bounds_px = [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map(|edge| (edge * scale) as f32);
    Some(Node { role: node.role(), words, bounds_px, open_px: None, disabled: node.is_disabled() })
}

/// Finds what a finger can reach of each touchable node. `open` lists what takes touches, the uppermost last.
fn lay_open(nodes: &mut [Node], open: &[[f32; 4]]) {
    let parts: Vec<Option<usize>> = nodes
        .iter()
        .map(|node| open.iter().position(|part| node.is_touchable() && is_part_of(*part, node.bounds_px)))
        .collect();
    for (node, part) in nodes.iter_mut().zip(&parts) {
        let Some(part) = *part else { continue };
        let reached = open.get(part).copied().filter(|rect| {
            let at = centre(*rect);
            // Another touchable thing lies over its middle.
            let covers = |other: &usize| *other > part && open.get(*other).is_some_and(|other| holds(*other, at));
            !parts.iter().flatten().any(covers)
        });
        node.open_px = reached;
    }
}

fn holds([left, top, right, bottom]: [f32; 4], (x, y): (f32, f32)) -> bool {
    (left..=right).contains(&x) && (top..=bottom).contains(&y)
}

fn px(rect: egui::Rect, scale: f32) -> [f32; 4] {
    [rect.left(), rect.top(), rect.right(), rect.bottom()].map(|edge| edge * scale)
}

/// Whether a rectangle is what is left of another one that was cut at its top or bottom. A field's frame is a little
/// larger than the part that is touched.
fn is_part_of(part: [f32; 4], whole: [f32; 4]) -> bool {
    const FRAME_PX: f32 = 3.0;
    let within = part[0] >= whole[0] - FRAME_PX
        && part[1] >= whole[1] - FRAME_PX
        && part[2] <= whole[2] + FRAME_PX
        && part[3] <= whole[3] + FRAME_PX;
    within && part[2] - part[0] >= 0.9 * (whole[2] - whole[0])
}

fn said(node: &accesskit::Node) -> Option<&str> {
    node.label().or_else(|| node.value())
}
