//! How much text each element of a page holds, and of which kind.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

/// The text in an element, in bytes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weight {
    /// Running text: stretches of some length, outside of links.
    pub prose: usize,
    /// Text in links.
    pub linked: usize,
    /// All text.
    pub all: usize,
}

/// Shorter stretches of text are labels and not prose.
const STRETCH: usize = 25;
/// Text here is not shown, or is not the page's.
const SILENT: &[&str] =
    &["head", "iframe", "script", "style", "svg", "template", "select", "textarea", "button"];

/// The weights of a page's elements, looked up by node.
#[derive(Debug, Default)]
pub(crate) struct Weights(HashMap<NodeId, Weight>);

impl Weights {
    pub(crate) fn of(root: &NodeRef<'_>) -> Self {
        let mut weights = Self::default();
        for node in root.descendants_it().filter(NodeRef::is_text) {
            weights.add(&node);
        }
        weights
    }

    /// Adds a text to every element around it.
    fn add(&mut self, text: &NodeRef<'_>) {
        let length = text.text().trim().len();
        let around: Vec<NodeRef<'_>> = text.ancestors_it(None).collect();
        let named = |names: &[&str]| {
            around.iter().any(|node| node.node_name().is_some_and(|name| names.contains(&&*name)))
        };
        if length == 0 || named(SILENT) {
            return;
        }
        let linked = named(&["a"]);
        let prose = if linked || length < STRETCH { 0 } else { length };
        for node in around {
            let weight = self.0.entry(node.id).or_default();
            weight.all += length;
            weight.prose += prose;
            weight.linked += if linked { length } else { 0 };
        }
    }

    pub(crate) fn get(&self, node: &NodeRef<'_>) -> Weight {
        self.0.get(&node.id).copied().unwrap_or_default()
    }
}
