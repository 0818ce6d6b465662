//! The parameters of the network: which there are, and how large.

/// The sizes of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Words with an embedding of their own; all others share row 0, which comes on top.
    pub words: usize,
    /// Rows that the pieces of spelling are hashed to.
    pub grams: usize,
    /// Rows that shapes are hashed to.
    pub shapes: usize,
    /// Width of a word's own embedding, and of the sum of its pieces.
    pub word_width: usize,
    /// Width of a shape's embedding.
    pub shape_width: usize,
    /// Width of the hidden layers, both directions together.
    pub hidden: usize,
    /// How many recurrent layers.
    pub layers: usize,
    /// Width of the vectors between which arcs and labels are scored.
    pub scorer: usize,
    /// How many bundles of morphological features.
    pub features: usize,
    /// How many dependency relations.
    pub relations: usize,
}

/// Universal parts of speech that are scored.
pub const UPOS: usize = 17;

impl Sizes {
    /// Width of a word's vector before the first layer.
    #[must_use]
    pub const fn embedding(&self) -> usize {
        2 * self.word_width + self.shape_width
    }

    /// Width of the scores of tags: parts of speech, features.
    #[must_use]
    pub const fn tags(&self) -> usize {
        UPOS + self.features
    }

    /// The tensors of such a network, in the order of `Tensors`' fields: name, rows, columns.
    #[must_use]
    pub fn tensors(&self) -> Vec<(String, usize, usize)> {
        let hidden = self.hidden;
        let mut tensors = vec![
            ("words".to_owned(), self.words + 1, self.word_width),
            ("grams".to_owned(), self.grams, self.word_width),
            ("shapes".to_owned(), self.shapes, self.shape_width),
            ("window".to_owned(), 3 * self.embedding(), 2 * hidden),
            ("window bias".to_owned(), 1, 2 * hidden),
            ("tags".to_owned(), hidden, self.tags()),
            ("tags bias".to_owned(), 1, self.tags()),
            ("arms".to_owned(), hidden, 4 * self.scorer),
            ("arms bias".to_owned(), 1, 4 * self.scorer),
            ("root".to_owned(), 1, 2 * self.scorer),
            ("arcs".to_owned(), self.scorer, self.scorer),
            ("arcs bias".to_owned(), 1, self.scorer),
            ("labels".to_owned(), self.scorer, self.relations),
            ("labels bias".to_owned(), 1, self.relations),
        ];
        for layer in 0..self.layers {
            tensors.push((format!("layer {layer}"), hidden, 3 * hidden));
            tensors.push((format!("layer {layer} gates"), 4, hidden));
        }
        tensors
    }
}

/// Positions of the tensors in [`Sizes::tensors`].
#[allow(missing_docs, reason = "named like the tensors")]
pub mod at {
    pub const WORDS: usize = 0;
    pub const GRAMS: usize = 1;
    pub const SHAPES: usize = 2;
    pub const WINDOW: usize = 3;
    pub const WINDOW_BIAS: usize = 4;
    pub const TAGS: usize = 5;
    pub const TAGS_BIAS: usize = 6;
    pub const ARMS: usize = 7;
    pub const ARMS_BIAS: usize = 8;
    pub const ROOT: usize = 9;
    pub const ARCS: usize = 10;
    pub const ARCS_BIAS: usize = 11;
    pub const LABELS: usize = 12;
    pub const LABELS_BIAS: usize = 13;
    const LAYERS: usize = 14;

    /// The product matrix of a recurrent layer.
    #[must_use]
    pub const fn layer(layer: usize) -> usize {
        LAYERS + 2 * layer
    }

    /// The gates of a recurrent layer.
    #[must_use]
    pub const fn gates(layer: usize) -> usize {
        LAYERS + 2 * layer + 1
    }

    /// Whether a tensor is a table whose rows are looked up, not multiplied.
    #[must_use]
    pub const fn is_table(tensor: usize) -> bool {
        tensor <= SHAPES
    }
}
