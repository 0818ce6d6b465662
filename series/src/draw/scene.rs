//! Shapes on a page: what SVG and PNG are written from alike.

/// Red, green, blue.
pub(crate) type Colour = [u8; 3];

/// A place on the page, from its upper left corner.
pub(crate) type Point = (f32, f32);

/// Which part of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    End,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    Bar {
        corner: Point,
        width: f32,
        height: f32,
        fill: Colour,
    },
    Line {
        points: Vec<Point>,
        stroke: Colour,
        width: f32,
        dashed: bool,
    },
    Text {
        at: Point,
        text: String,
        size: f32,
        anchor: Anchor,
        fill: Colour,
    },
    /// An area that is not seen, but says something to whoever points at it; on paper it is nothing.
    Note {
        corner: Point,
        width: f32,
        height: f32,
        text: String,
    },
}

/// A page of shapes, the later ones over the earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scene {
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// What it shows, for those who cannot see it.
    pub(crate) title: String,
    pub(crate) shapes: Vec<Shape>,
}

impl Scene {
    pub(crate) fn bar(&mut self, corner: Point, width: f32, height: f32, fill: Colour) {
        if width > 0.0 && height > 0.0 {
            self.shapes.push(Shape::Bar { corner, width, height, fill });
        }
    }

    pub(crate) fn line(&mut self, points: Vec<Point>, stroke: Colour, width: f32) {
        self.shapes.push(Shape::Line { points, stroke, width, dashed: false });
    }

    pub(crate) fn dashes(&mut self, points: Vec<Point>, stroke: Colour, width: f32) {
        self.shapes.push(Shape::Line { points, stroke, width, dashed: true });
    }

    pub(crate) fn text(
        &mut self,
        at: Point,
        text: impl Into<String>,
        size: f32,
        anchor: Anchor,
        fill: Colour,
    ) {
        self.shapes.push(Shape::Text { at, text: text.into(), size, anchor, fill });
    }

    pub(crate) fn note(&mut self, corner: Point, width: f32, height: f32, text: String) {
        self.shapes.push(Shape::Note { corner, width, height, text });
    }
}
