//! Where the story stands on a page.

use dom_query::{Document, NodeRef};

use super::blocks::{self, Block};
use super::clearing;
use super::weights::Weights;
use crate::credits;
use crate::furniture::is_prose;
use crate::text;

/// In hundredths: the share of its parent's prose with which an element is the parent for our purpose.
const NEARLY_ALL: usize = 80;

/// What was found of a story.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub paragraphs: Vec<String>,
    pub credits: Vec<String>,
}

/// Finds the story of a page.
pub(crate) fn find(page: &Document) -> Found {
    let mut found = Found { credits: photo_credits(page), ..Found::default() };
    let root = page.html_root();
    clearing::clear(&root, &Weights::of(&root));
    let blocks = blocks::of(&root, &densest(&root));
    let blocks = from_headline(blocks);
    found.paragraphs =
        blocks.into_iter().filter(|block| !is_loose_link(block)).map(|block| block.text).collect();
    found
}

fn photo_credits(page: &Document) -> Vec<String> {
    let captions = page.select("figcaption, [class*='caption'], [class*='credit']");
    captions.nodes().iter().filter_map(|caption| credits::in_caption(&text::line(&caption.text()))).collect()
}

/// A paragraph that is a link: another story, not a part of this one.
fn is_loose_link(block: &Block) -> bool {
    block.is_link() && !text::ends_a_sentence(&block.text)
}

/// The paragraphs of the story's element, and the prose that stands between the headline and it: standfirsts and first
/// paragraphs often have an element of their own.
fn from_headline(blocks: Vec<Block>) -> Vec<Block> {
    let first = blocks.iter().position(|block| block.inside).unwrap_or(blocks.len());
    let headline = blocks[..first].iter().rposition(|block| block.element == "h1").unwrap_or(first);
    let kept = |(at, block): &(usize, Block)| {
        block.inside || (*at > headline && *at < first && is_prose(&block.text, 8))
    };
    blocks.into_iter().enumerate().filter(kept).map(|(_, block)| block).collect()
}

/// The smallest element that holds nearly all of what its parent holds, followed down from the top.
fn densest<'a>(root: &NodeRef<'a>) -> NodeRef<'a> {
    let weights = Weights::of(root);
    let mut node = *root;
    loop {
        let most = weights.get(&node).prose;
        let inner = node
            .children_it(false)
            .filter(NodeRef::is_element)
            .find(|child| weights.get(child).prose * 100 > most * NEARLY_ALL);
        match inner {
            Some(child) if most > 0 => node = child,
            _ => return node,
        }
    }
}
