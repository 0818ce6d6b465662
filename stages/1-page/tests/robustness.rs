//! No page may crash the reader, take it minutes, or break what it promises of its output.

use std::time::{Duration, Instant};

use dualtrack_page::{Format, Page, PageError, jsonl, read};
use proptest::prelude::*;

const FORMATS: [Format; 4] = [Format::Auto, Format::Html, Format::Text, Format::Body];

const PROSE: &str =
    "<p>Foreign ministers of the five Nordic countries met in Oslo on Thursday and signed a treaty.</p>";

/// What holds for every page that is read.
fn check(page: &Page, bytes: &[u8], format: Format) -> Result<(), TestCaseError> {
    let text = &page.article.text;
    prop_assert!(text.get(page.body_start..).is_some(), "the body starts inside the text");
    prop_assert!(text.len() <= 2 * 1024 * 1024);
    prop_assert_eq!(page.article.id.len(), 64);
    if format == Format::Body {
        if let Ok(input) = std::str::from_utf8(bytes) {
            prop_assert_eq!(text, input.strip_prefix('\u{feff}').unwrap_or(input));
        }
    } else {
        prop_assert_eq!(text.trim(), text.as_str());
        prop_assert!(!text.contains("\n\n\n"));
        prop_assert!(text.split("\n\n").all(|paragraph| !paragraph.contains('\n') && !paragraph.is_empty()));
    }
    Ok(())
}

fn read_in_every_format(bytes: &[u8]) -> Result<(), TestCaseError> {
    for format in FORMATS {
        let page = read(bytes, format, "page");
        prop_assert_eq!(&page, &read(bytes, format, "page"), "the same bytes give the same page");
        if let Ok(page) = page {
            check(&page, bytes, format)?;
        }
    }
    let _ = jsonl::read(bytes, "page#0");
    Ok(())
}

/// Pieces of which pages are made, so that arbitrary rows of them reach deep into the reader.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<h1>",
        "</h1>",
        "<a href=/x>",
        "</a>",
        "<br>",
        "<table><tr><td>",
        "</table>",
        "<b>",
        "</b>",
        "<aside class=related>",
        "</aside>",
        "<figure><figcaption>",
        "</figcaption></figure>",
        "<script type='application/ld+json'>",
        "</script>",
        "{\"@type\": \"NewsArticle\", ",
        "\"datePublished\": \"2017-",
        "<time datetime='2017-05-25T10:51",
        "'>",
        "<meta name=author content=\"",
        "\">",
        "<!--",
        "-->",
        "<title>",
        "</title>",
        "\n\n",
        "\n",
        " ",
        "OSLO, May 25 (Reuters) - ",
        "BRUSSELS, ",
        "May 25. /TASS/. ",
        "May 25, 10:51 UTC+3 ",
        "By Jane Roe",
        "© AP Photo/Jane Roe",
        "World",
        "Foreign ministers of five countries met in Oslo on Thursday. ",
        "Share",
        "Read also: ",
        "Home > World",
        "12:",
        "31 ",
        "February 2017",
        "(",
        ")",
        "/",
        "—",
        "\u{ad}",
        "\u{0}",
        "é",
        "\u{feff}",
        "{\"text\": \"",
        "\"}",
        "&nbsp;",
        "&#0;",
        "<p class='byline'>",
    ];
    prop_oneof![4 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        read_in_every_format(&bytes)?;
    }

    #[test]
    fn arbitrary_pieces_of_pages_are_read_or_refused(pieces in prop::collection::vec(piece(), 0..60)) {
        read_in_every_format(pieces.concat().as_bytes())?;
    }

    #[test]
    fn dates_never_fail(line in "\\PC{0,60}|[0-9:./ +-]{0,30}|(May|25|2017|10:51|GMT|T|,| ){0,12}") {
        if let Some(found) = dualtrack_page::dates::find(&line) {
            prop_assert!(line.get(found.range).is_some());
            let _ = found.stated.published();
        }
    }
}

/// Pages made to keep a parser busy: each is read or refused in seconds, on an ordinary stack.
#[test]
fn bombs_are_defused() {
    let many = 200_000;
    let bombs = [
        ("nested elements", format!("{}{PROSE}{}", "<div>".repeat(many), "</div>".repeat(many))),
        ("nested inline elements", format!("{}{PROSE}", "<span>".repeat(many))),
        ("nested lists", format!("{}{PROSE}", "<ul><li>".repeat(many))),
        ("nested tables", format!("{}{PROSE}", "<table><tr><td>".repeat(many / 4))),
        ("nested links", format!("{}{PROSE}", "<a href=/>x".repeat(many))),
        (
            "open formatting",
            format!(
                "<p>{}{}{PROSE}",
                (0..2_000).map(|at| format!("<b id={at}>")).collect::<String>(),
                "<p>x".repeat(many / 4)
            ),
        ),
        ("open formatting in divisions", format!("{}{PROSE}", "<i><div>".repeat(many / 4))),
        (
            "attributes",
            format!("<div {}>{PROSE}</div>", (0..many).map(|at| format!("a{at}=x ")).collect::<String>()),
        ),
        ("a hidden depth", format!("<p ' >{}'>{PROSE}", "<div>".repeat(20_000))),
        ("paragraphs", PROSE.repeat(40_000)),
        ("an endless line", format!("<p>{}", "met in Oslo. ".repeat(300_000))),
        ("an open comment", format!("{PROSE}{}", "<!-- ".repeat(many))),
        ("open scripts", format!("{PROSE}{}", "<script>".repeat(many))),
        ("deep JSON-LD", format!("<script type='application/ld+json'>{}</script>{PROSE}", "[".repeat(many))),
        ("many time elements", format!("{}{PROSE}", "<time datetime=x>May</time>".repeat(50_000))),
        ("brackets", format!("{PROSE}<p class=byline>{}", "(".repeat(many))),
        ("digits", "1".repeat(500_000)),
        ("date-like digits", "25 May 2017 10:51 ".repeat(100_000)),
        ("lines", "World\n".repeat(200_000)),
        ("short lines of prose", "Ministers met in Oslo.\n".repeat(50_000)),
    ];
    for (name, bomb) in &bombs {
        for format in [Format::Html, Format::Text] {
            let start = Instant::now();
            let page = read(bomb.as_bytes(), format, name);
            let took = start.elapsed();
            assert!(took < Duration::from_secs(10), "{name} as {format:?} took {took:?}");
            if let Ok(page) = page {
                check(&page, bomb.as_bytes(), format)
                    .unwrap_or_else(|error| panic!("{name} as {format:?}: {error}"));
            }
        }
    }
}

#[test]
fn every_page_without_a_story_has_its_error() {
    let cases: [(&[u8], Format, PageError); 8] = [
        (b"", Format::Auto, PageError::Empty),
        (b" \r\n\t", Format::Body, PageError::Empty),
        (b"%PDF-1.4\n", Format::Auto, PageError::Binary { what: "a PDF document" }),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Format::Html, PageError::Binary { what: "an image" }),
        (&[0; 64], Format::Text, PageError::Binary { what: "binary data" }),
        (b"<html><body><nav><a href=/>Home</a></nav></body></html>", Format::Auto, PageError::NoArticle),
        (b"World", Format::Text, PageError::NoArticle),
        (b"\xff\xfe\xfd\xfc\xfb\xfa\xff\xfe\xfd\xfc", Format::Body, PageError::Broken { bad: 8, of: 8 }),
    ];
    for (bytes, format, expected) in cases {
        let error = read(bytes, format, "page").map(|page| page.article.text);
        match expected {
            PageError::Broken { .. } => assert!(error.is_err(), "{error:?}"),
            expected => assert_eq!(error, Err(expected), "{:?}", String::from_utf8_lossy(bytes)),
        }
    }
}
