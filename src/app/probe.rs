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
    pub disabled: bool,
}

impl Node {
    /// Where a finger would touch it.
    #[must_use]
    pub fn centre_px(&self) -> (f32, f32) {
        let [left, top, right, bottom] = self.bounds_px;
        (f32::midpoint(left, right), f32::midpoint(top, bottom))
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

/// The last frame, shared with the walker.
#[derive(Clone, Default)]
pub struct Probe(Arc<Mutex<Shown>>);

#[derive(Default)]
struct Shown {
    nodes: Vec<Node>,
    context: Option<egui::Context>,
}

impl Probe {
    /// Everything on the screen as of the last frame.
    #[must_use]
    pub fn nodes(&self) -> Vec<Node> {
        self.shown().nodes.clone()
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
        let nodes = by_id.values().filter_map(|node| seen(node, &by_id, scale)).collect();
        self.shown().nodes = nodes;
    }
}

fn seen(node: &accesskit::Node, all: &BTreeMap<NodeId, &accesskit::Node>, scale: f64) -> Option<Node> {
    let bounds = node.bounds()?;
    // A field is called by what stands beside it, not by what has been typed into it.
    let beside = node.labelled_by().first().and_then(|id| said(all.get(id)?));
    let words = node.label().or(beside).or_else(|| node.value())?.to_owned();
    let bounds_px = [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map(|edge| (edge * scale) as f32);
    Some(Node { role: node.role(), words, bounds_px, disabled: node.is_disabled() })
}

fn said(node: &accesskit::Node) -> Option<&str> {
    node.label().or_else(|| node.value())
}
