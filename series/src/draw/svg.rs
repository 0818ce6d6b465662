//! A scene as SVG.

use std::fmt::Write;

use super::scene::{Anchor, Colour, Scene, Shape};

/// The scene as a document of its own; it can stand in a page of HTML as it is.
pub(crate) fn write(scene: &Scene) -> String {
    let (width, height) = (scene.width, scene.height);
    let title = escaped(&scene.title);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" font-family=\"DejaVu Sans, Verdana, sans-serif\">\n<title>{title}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n"
    );
    for shape in &scene.shapes {
        // Writing to a string cannot fail.
        let _ = shape_as_svg(shape, &mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

fn shape_as_svg(shape: &Shape, svg: &mut String) -> std::fmt::Result {
    match shape {
        Shape::Bar { corner: (x, y), width, height, fill } => writeln!(
            svg,
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" fill=\"{}\"/>",
            hex(*fill)
        ),
        Shape::Line { points, stroke, width, dashed } => {
            let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.2},{y:.2}")).collect();
            let dashes = if *dashed { " stroke-dasharray=\"4 3\"" } else { "" };
            writeln!(
                svg,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\" \
                 stroke-linejoin=\"round\"{dashes}/>",
                points.join(" "),
                hex(*stroke)
            )
        }
        Shape::Text { at: (x, y), text, size, anchor, fill } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::End => "end",
            };
            writeln!(
                svg,
                "<text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{}\">{}</text>",
                hex(*fill),
                escaped(text)
            )
        }
        Shape::Note { corner: (x, y), width, height, text } => writeln!(
            svg,
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" fill-opacity=\"0\">\
             <title>{}</title></rect>",
            escaped(text)
        ),
    }
}

fn hex([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Text in an element or attribute of XML: the signs of markup written out, and what XML cannot hold left out.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter(|character| !character.is_control()) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_name_is_text() {
        let mut scene =
            Scene { width: 10.0, height: 10.0, title: "A <b> & \"c\"\u{1b}".into(), shapes: vec![] };
        scene.text((1.0, 2.0), "<script>", 9.0, Anchor::Start, [0, 0, 0]);
        let svg = write(&scene);
        assert!(svg.contains("<title>A &lt;b&gt; &amp; &quot;c&quot;</title>"), "{svg}");
        assert!(svg.contains(">&lt;script&gt;</text>"), "{svg}");
    }
}
