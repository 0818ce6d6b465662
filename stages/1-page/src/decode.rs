//! From bytes to text: what is no text, and which encoding the rest is in.
//!
//! A byte-order mark decides; then UTF-8 that holds (a page in valid UTF-8 is UTF-8, whatever it declares); then the
//! encoding that a web page declares; then a guess from the bytes.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::PageError;

/// How files begin that are no text.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a sound"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip-packed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-packed data"),
    (b"\xfd7zXZ", "xz-packed data"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"BZh91AY", "bzip2-packed data"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"ID3", "a sound"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
];

/// More characters than one in this many that cannot be decoded make a text unreadable.
const BAD_IN: usize = 10;

/// A text of a page, with a note where it was not clean. `declared` is a web page's own word on its encoding.
pub(crate) fn text(bytes: &[u8], declared: bool, notes: &mut Vec<String>) -> Result<String, PageError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(PageError::Empty);
    }
    let (encoding, skip) = encoding(bytes, declared)?;
    let decoded = match encoding.decode_without_bom_handling(&bytes[skip..]) {
        (text, false) => text.into_owned(),
        (text, true) => with_losses(&text, encoding, notes)?,
    };
    match decoded.trim().is_empty() {
        true => Err(PageError::Empty),
        false => Ok(decoded),
    }
}

/// A text that some characters of are lost in, unless they are too many.
fn with_losses(
    text: &str,
    encoding: &'static Encoding,
    notes: &mut Vec<String>,
) -> Result<String, PageError> {
    let (bad, of) = (text.matches('\u{fffd}').count(), text.chars().count());
    if bad > of / BAD_IN {
        return Err(PageError::Broken { bad, of });
    }
    notes.push(format!("{bad} characters could not be decoded as {}", encoding.name()));
    Ok(text.to_owned())
}

/// The encoding and the length of the byte-order mark.
fn encoding(bytes: &[u8], declared: bool) -> Result<(&'static Encoding, usize), PageError> {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return Ok((encoding, skip));
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(PageError::Binary { what });
    }
    if let Some(encoding) = wide(bytes) {
        return Ok((encoding, 0));
    }
    if is_binary(bytes) {
        return Err(PageError::Binary { what: "binary data" });
    }
    if mostly_utf8(bytes) {
        return Ok((UTF_8, 0));
    }
    Ok((declared.then(|| declaration(bytes)).flatten().unwrap_or_else(|| guess(bytes)), 0))
}

/// UTF-16 without a mark: every other byte of Western text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match half >= 4 {
        true if odd > half * 7 / 10 && even < half / 10 => Some(UTF_16LE),
        true if even > half * 7 / 10 && odd < half / 10 => Some(UTF_16BE),
        _ => None,
    }
}

/// More control characters than a damaged text has.
fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31);
    head.iter().filter(control).count() * 50 > head.len()
}

/// Valid UTF-8, or UTF-8 with a little damage: at least ten good sequences of several bytes for a bad one.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad * 10 <= good
}

/// The `charset` that the head of a web page declares; "UTF-8" is not believed here, since the bytes are not.
fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")? + 8;
    let label = head[at..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte))?;
    let encoding = Encoding::for_label(&label[..end])?;
    let usable = ![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding);
    usable.then_some(encoding)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(256 * 1024)], true);
    // English pages are wanted: the hint breaks ties in favour of Western Europe.
    detector.guess(Some(b"uk"), Utf8Detection::Allow)
}

/// A body to be kept as it is: UTF-8 without its mark, lossy with a note where it is damaged.
pub(crate) fn verbatim(bytes: &[u8], notes: &mut Vec<String>) -> Result<String, PageError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(PageError::Empty);
    }
    match encoding(bytes, false)? {
        (encoding, skip) if encoding != UTF_8 && skip > 0 => {
            notes.push(format!("the body was decoded from {}", encoding.name()));
            Ok(encoding.decode_without_bom_handling(&bytes[skip..]).0.into_owned())
        }
        (_, skip) => match String::from_utf8_lossy(&bytes[skip..]) {
            std::borrow::Cow::Borrowed(text) => Ok(text.to_owned()),
            std::borrow::Cow::Owned(text) => with_losses(&text, UTF_8, notes),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<String, PageError> {
        text(bytes, true, &mut Vec::new())
    }

    #[test]
    fn encodings_are_told_apart() {
        let wide: Vec<u8> = "Oslo, Kyiv".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> =
            [0xfe, 0xff].into_iter().chain("Tromsø".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let cases: [(&[u8], &str); 7] = [
            (b"Troms\xc3\xb8", "Tromsø"),
            (b"\xef\xbb\xbfOslo", "Oslo"),
            (b"<meta charset=\"iso-8859-2\">\xa3\xf3d\xbc", "<meta charset=\"iso-8859-2\">Łódź"),
            (b"<meta charset='iso-8859-1'>Troms\xc3\xb8", "<meta charset='iso-8859-1'>Tromsø"),
            (b"The minister\x92s visit to Troms\xf8", "The minister’s visit to Tromsø"),
            (&wide, "Oslo, Kyiv"),
            (&marked, "Tromsø"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(decoded(bytes).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn a_little_damage_is_noted_and_much_is_refused() {
        let mut notes = Vec::new();
        let damaged = [("ø".repeat(40)).as_bytes(), b"\xff"].concat();
        assert!(text(&damaged, false, &mut notes).unwrap().ends_with('\u{fffd}'));
        assert_eq!(notes, ["1 characters could not be decoded as UTF-8"]);
        let noise = [b"Oslo ".as_slice(), &[0xff; 40]].concat();
        assert_eq!(verbatim(&noise, &mut notes), Err(PageError::Broken { bad: 40, of: 45 }));
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(decoded(b" \n"), Err(PageError::Empty));
        assert_eq!(decoded(b"\xef\xbb\xbf \n"), Err(PageError::Empty));
        assert_eq!(decoded(b"%PDF-1.7 \x00"), Err(PageError::Binary { what: "a PDF document" }));
        assert_eq!(decoded(&[1, 2, 3, 0, 0, 0, 65, 66]), Err(PageError::Binary { what: "binary data" }));
    }

    #[test]
    fn a_body_keeps_every_character() {
        let body = " Ministers met.\r\n\r\n They left. \n";
        assert_eq!(verbatim(body.as_bytes(), &mut Vec::new()).as_deref(), Ok(body));
        assert_eq!(
            verbatim("\u{feff}Oslo\u{feff}".as_bytes(), &mut Vec::new()).as_deref(),
            Ok("Oslo\u{feff}")
        );
    }
}
