//! Credits of photographs and graphics, and notices of copyright.

use crate::agencies;
use crate::text::{ends_a_sentence, strip_prefix_folded};

/// What stands before a credit.
const LABELS: &[&str] = &[
    "photo by ",
    "photo by: ",
    "photo: ",
    "photos: ",
    "photos by ",
    "photo credit: ",
    "photo courtesy of ",
    "photo courtesy: ",
    "photograph: ",
    "photograph by ",
    "photography by ",
    "photographs: ",
    "picture: ",
    "picture by ",
    "pictures: ",
    "image: ",
    "images: ",
    "image by ",
    "image credit: ",
    "image source: ",
    "image courtesy of ",
    "credit: ",
    "credits: ",
    "credit line: ",
    "illustration: ",
    "illustration by ",
    "graphic: ",
    "graphic by ",
    "video: ",
    "file photo: ",
    "cover photo: ",
    "featured image: ",
    "© ",
    "©",
    "(c) ",
    "copyright: ",
];

/// A longer credit is none.
const LONGEST: usize = 100;

/// The credit that a whole line is, without sign, label and brackets: "© AP Photo/Jane Roe", "Photo: Jane Roe",
/// "(Jane Roe/Reuters)". Notices of copyright are no credits.
pub(crate) fn line(line: &str) -> Option<String> {
    let line = line.trim().trim_matches(|c| matches!(c, '[' | ']'));
    if is_copyright_notice(line) {
        return None;
    }
    let bare = line.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(line).trim();
    let labelled = LABELS.iter().find_map(|label| strip_prefix_folded(bare, label));
    let credit = labelled.unwrap_or(bare).trim().trim_end_matches('.');
    let plausible = !credit.is_empty() && credit.len() <= LONGEST && credit.split_whitespace().count() <= 10;
    (plausible && (labelled.is_some_and(is_name) || is_agency_credit(credit))).then(|| without_sign(credit))
}

/// The credit at the end of a caption: "The hall before the ceremony. Photo: Fjord Wire/Tor Aune".
pub(crate) fn in_caption(caption: &str) -> Option<String> {
    if let Some(credit) = line(caption) {
        return Some(credit);
    }
    let folded = caption.to_ascii_lowercase();
    let labelled =
        LABELS.iter().filter_map(|label| folded.rfind(label)).filter(|at| starts_apart(caption, *at)).max();
    let bracketed = caption.trim_end().ends_with(')').then(|| caption.rfind('(')).flatten();
    let barred = caption.rfind(" | ").map(|at| at + 3);
    let marked = [labelled, bracketed, barred].into_iter().flatten().find_map(|at| line(&caption[at..]));
    marked.or_else(|| behind_the_sentence(caption))
}

/// "Ministers in Oslo. Fjord Wire/Tor Aune": a pair of names behind the last sentence.
fn behind_the_sentence(caption: &str) -> Option<String> {
    let (_, tail) = caption.trim_end_matches('.').rsplit_once(['.', '!', '?'])?;
    let sides: Vec<&str> = tail.split('/').map(str::trim).collect();
    let is_name = |side: &&str| {
        (1..=4).contains(&side.split_whitespace().count())
            && side.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase))
    };
    (sides.len() == 2 && sides.iter().all(is_name) && tail.len() < LONGEST).then(|| tail.trim().to_owned())
}

fn starts_apart(caption: &str, at: usize) -> bool {
    caption[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
}

/// "© 2017 Example News. All rights reserved."
pub(crate) fn is_copyright_notice(line: &str) -> bool {
    let folded = line.to_lowercase();
    let sign = folded.starts_with('©') || folded.starts_with("(c)") || folded.starts_with("copyright");
    let dated = folded.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    folded.split_whitespace().count() <= 40 && (folded.contains("all rights reserved") || (sign && dated))
}

/// A name and not a sentence: it opens with a capital letter and does not close like prose.
fn is_name(credit: &str) -> bool {
    let opens = credit.chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '©' | '@'));
    opens && (credit.len() < 60 || !ends_a_sentence(credit))
}

/// "AP Photo/Jane Roe", "Jane Roe/Getty Images", "REUTERS/Jane Roe", "Jane Roe via AP".
fn is_agency_credit(credit: &str) -> bool {
    let sides: Vec<&str> =
        credit.split(['/', '|']).flat_map(|side| side.split(" via ")).map(str::trim).collect();
    let named = sides.iter().any(|side| {
        agencies::named(side).is_some() || matches!(*side, "EPA" | "EPA-EFE" | "Shutterstock" | "Pool")
    });
    let names = sides.iter().all(|side| {
        side.chars().next().is_some_and(char::is_uppercase) && side.split_whitespace().count() <= 4
    });
    (2..=4).contains(&sides.len()) && named && names
}

fn without_sign(credit: &str) -> String {
    credit.trim_start_matches(['©', ' ']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credit_lines_are_read_without_sign_and_label() {
        let cases = [
            ("© AP Photo/Jane Roe", "AP Photo/Jane Roe"),
            ("Photo: Meridian Press/Elise Aubert", "Meridian Press/Elise Aubert"),
            ("(Jane Roe/Reuters)", "Jane Roe/Reuters"),
            ("REUTERS/Jane Roe", "REUTERS/Jane Roe"),
            ("Photograph by Jane Roe", "Jane Roe"),
            ("Jane Roe via AP", "Jane Roe via AP"),
            ("Image credit: © Jane Roe.", "Jane Roe"),
        ];
        for (text, expected) in cases {
            assert_eq!(line(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn captions_end_with_their_credit() {
        let cases = [
            ("The hall before the ceremony. Photo: Fjord Wire/Tor Aune", Some("Fjord Wire/Tor Aune")),
            ("Ministers in Oslo. (Jane Roe/Reuters)", Some("Jane Roe/Reuters")),
            ("Ministers in Oslo on Monday © Jane Roe", Some("Jane Roe")),
            ("Ministers in Oslo on Monday | Jane Roe/AFP", Some("Jane Roe/AFP")),
            ("Ministers in Oslo. Courier Picture Desk/Anna Weiss", Some("Courier Picture Desk/Anna Weiss")),
            ("Ministers in Oslo (right) on Monday", None),
            ("Ministers met. They spoke of war/peace", None),
        ];
        for (caption, expected) in cases {
            assert_eq!(in_caption(caption).as_deref(), expected, "{caption}");
        }
    }

    #[test]
    fn prose_and_notices_are_no_credits() {
        let lines = [
            "© 2017 Example News. All rights reserved.",
            "Copyright 2017 Example News",
            "Image: what the country shows to its neighbours is not what it shows to those who live in it, he said.",
            "Russia/Ukraine",
            "Ministers met in Oslo.",
            "Credit is due to both sides.",
        ];
        for text in lines {
            assert_eq!(line(text), None, "{text}");
        }
    }
}
