//! A scene as PNG.

use tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform};
use ttf_parser::{Face, OutlineBuilder};

use super::scene::{Anchor, Colour, Point, Scene, Shape};

/// The letters; font/README.md says where they come from.
const LETTERS: &[u8] = include_bytes!("../../font/letters.ttf");
/// What stands for a letter that the font lacks.
const UNKNOWN: char = '?';

/// The scene, each of its units `scale` pixels wide; none if that is too large to be drawn.
pub(crate) fn write(scene: &Scene, scale: f32) -> Option<Vec<u8>> {
    let mut page = Pixmap::new((scene.width * scale) as u32, (scene.height * scale) as u32)?;
    page.fill(Color::WHITE);
    let mut canvas = Canvas { page, place: Transform::from_scale(scale, scale) };
    let letters = Face::parse(LETTERS, 0).ok()?;
    for shape in &scene.shapes {
        canvas.draw(shape, &letters);
    }
    canvas.page.encode_png().ok()
}

struct Canvas {
    page: Pixmap,
    place: Transform,
}

impl Canvas {
    fn draw(&mut self, shape: &Shape, letters: &Face<'_>) {
        match shape {
            Shape::Bar { corner: (x, y), width, height, fill } => {
                if let Some(area) = Rect::from_xywh(*x, *y, *width, *height) {
                    self.page.fill_rect(area, &paint(*fill), self.place, None);
                }
            }
            Shape::Line { points, stroke, width, dashed } => {
                let dash = if *dashed { StrokeDash::new(vec![4.0, 3.0], 0.0) } else { None };
                let pen = Stroke { width: *width, dash, ..Stroke::default() };
                if let Some(path) = polyline(points) {
                    self.page.stroke_path(&path, &paint(*stroke), &pen, self.place, None);
                }
            }
            Shape::Text { at, text, size, anchor, fill } => {
                if let Some(path) = Lettering::of(text, *at, *size, *anchor, letters) {
                    self.page.fill_path(&path, &paint(*fill), FillRule::Winding, self.place, None);
                }
            }
            Shape::Note { .. } => {}
        }
    }
}

fn paint([red, green, blue]: Colour) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 255);
    paint
}

fn polyline(points: &[Point]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (at, &(x, y)) in points.iter().enumerate() {
        if at == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
    }
    path.finish()
}

/// The outlines of a text.
struct Lettering {
    path: PathBuilder,
    /// Where the next letter begins on the base line.
    pen: Point,
    /// Units of the page in one of the font.
    scale: f32,
}

impl Lettering {
    fn of(text: &str, at: Point, size: f32, anchor: Anchor, letters: &Face<'_>) -> Option<Path> {
        let scale = size / f32::from(letters.units_per_em());
        let glyphs =
            || text.chars().filter_map(|letter| letters.glyph_index(letter).or(letters.glyph_index(UNKNOWN)));
        let advance = |glyph| f32::from(letters.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
        let before = match anchor {
            Anchor::Start => 0.0,
            Anchor::End => glyphs().map(advance).sum(),
        };
        let mut lettering = Self { path: PathBuilder::new(), pen: (at.0 - before, at.1), scale };
        for glyph in glyphs() {
            letters.outline_glyph(glyph, &mut lettering);
            lettering.pen.0 += advance(glyph);
        }
        lettering.path.finish()
    }

    fn on_page(&self, x: f32, y: f32) -> Point {
        (self.pen.0 + x * self.scale, self.pen.1 - y * self.scale)
    }
}

impl OutlineBuilder for Lettering {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.on_page(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.on_page(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.on_page(x1, y1), self.on_page(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.on_page(x1, y1), self.on_page(x2, y2), self.on_page(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_the_letters_of_names() {
        let letters = Face::parse(LETTERS, 0).unwrap();
        for letter in "Côte d’Ivoire, Türkiye, Škoda, Łódź, São Tomé – Þór ▲▼ − →…".chars()
        {
            assert!(letters.glyph_index(letter).is_some(), "{letter}");
        }
    }

    #[test]
    fn a_text_blackens_its_place() {
        let mut scene = Scene { width: 60.0, height: 20.0, title: String::new(), shapes: vec![] };
        scene.text((20.0, 15.0), "日Å", 12.0, Anchor::Start, [0, 0, 0]);
        let page = Pixmap::decode_png(&write(&scene, 2.0).unwrap()).unwrap();
        assert_eq!((page.width(), page.height()), (120, 40));
        let dark = page.pixels().iter().filter(|pixel| pixel.red() < 64).count();
        assert!((40..1200).contains(&dark), "{dark}");
        assert!(page.pixel(2, 20).unwrap().red() == 255);
    }
}
