//! What a screen says, taken from the screen itself: the texts of its accessibility tree, in their order. The tree is made for
//! one frame when somebody asks for it, unless a screen reader has it made anyway.

use eframe::egui::accesskit::{Node, NodeId, Role};
use eframe::egui::{self, FullOutput};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The eyes of the voice; one for each kiosk.
#[derive(Clone, Default)]
pub struct Reading(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    wanted: bool,
    /// The last frame had a tree.
    on: bool,
    /// It had one before anybody asked.
    on_before: bool,
    seen: Option<Vec<String>>,
}

impl Reading {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for the texts of the next frame.
    pub fn look(&self, ctx: &egui::Context) {
        let mut inner = self.inner();
        if !inner.wanted {
            inner.wanted = true;
            inner.on_before = inner.on;
            drop(inner);
            ctx.enable_accesskit();
            ctx.request_repaint();
        }
    }

    /// The texts, once they were seen.
    #[must_use]
    pub fn take(&self) -> Option<Vec<String>> {
        self.inner().seen.take()
    }
}

impl egui::Plugin for Reading {
    fn debug_name(&self) -> &'static str {
        "reading"
    }

    fn output_hook(&mut self, ctx: &egui::Context, output: &mut FullOutput) {
        let mut inner = self.inner();
        let update = &output.platform_output.accesskit_update;
        inner.on = update.is_some();
        let Some(update) = update.as_ref().filter(|_| inner.wanted) else { return };
        let nodes: HashMap<NodeId, &Node> = update.nodes.iter().map(|(id, node)| (*id, node)).collect();
        inner.seen = Some(texts(&nodes, update.tree.as_ref().map(|tree| tree.root)));
        inner.wanted = false;
        let off = !inner.on_before;
        drop(inner);
        if off {
            ctx.disable_accesskit();
        }
        ctx.request_repaint();
    }
}

/// The texts below the question that stands over the page, or else below the page.
fn texts(nodes: &HashMap<NodeId, &Node>, root: Option<NodeId>) -> Vec<String> {
    let mut order = Vec::new();
    if let Some(root) = root {
        walk(nodes, root, &mut order);
    }
    let part = |role| order.iter().copied().find(|id| nodes.get(id).is_some_and(|node| node.role() == role));
    let mut inside = Vec::new();
    if let Some(top) = part(Role::Dialog).or_else(|| part(Role::Main)) {
        walk(nodes, top, &mut inside);
    }
    let mut said: Vec<String> = inside.into_iter().filter_map(|id| text(nodes, nodes.get(&id)?)).collect();
    said.dedup();
    said
}

fn walk(nodes: &HashMap<NodeId, &Node>, id: NodeId, order: &mut Vec<NodeId>) {
    order.push(id);
    for child in nodes.get(&id).map(|node| node.children()).unwrap_or_default() {
        walk(nodes, *child, order);
    }
}

/// What a node says; a field says what it is for and what stands in it, unless that is a secret.
fn text(nodes: &HashMap<NodeId, &Node>, node: &Node) -> Option<String> {
    let own = node.label().map(str::to_owned);
    match node.role() {
        Role::Label | Role::Heading => own.or_else(|| node.value().map(str::to_owned)),
        Role::TextInput | Role::MultilineTextInput | Role::SearchInput => {
            let beside = node.labelled_by().first().and_then(|id| nodes.get(id)).and_then(|label| label.value());
            // A label beside it has been said already.
            let name = if beside.is_some() { String::new() } else { own.unwrap_or_default() };
            Some(format!("{name}，{}", node.value().unwrap_or_default()))
        }
        Role::Button | Role::CheckBox | Role::RadioButton | Role::Tab | Role::Link | Role::Image | Role::Status => own,
        _ => None,
    }
}
