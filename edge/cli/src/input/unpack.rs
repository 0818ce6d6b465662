//! Compressed inputs, known by their first bytes and not by their names.

use std::io::{self, BufRead, BufReader, Read};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

use super::Source;

const GZIP: &[u8] = &[0x1f, 0x8b];
const BZIP2: &[u8] = b"BZh";
const ZSTANDARD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// What `raw` holds, unpacked as it is read.
pub(super) fn unpack(raw: Box<dyn Read + Send>) -> io::Result<Source> {
    let (beginning, raw) = peek(raw)?;
    let raw = BufReader::new(io::Cursor::new(beginning.clone()).chain(raw));
    if beginning.starts_with(GZIP) {
        let unpacked = Named { what: "gzip", source: MultiGzDecoder::new(raw) };
        Ok(Box::new(BufReader::new(unpacked)))
    } else if is_bzip2(&beginning) {
        let unpacked = Named { what: "bzip2", source: MultiBzDecoder::new(raw) };
        Ok(Box::new(BufReader::new(unpacked)))
    } else if beginning.starts_with(ZSTANDARD) {
        let unpacked = Named { what: "Zstandard", source: Frames::Between(raw) };
        Ok(Box::new(BufReader::new(unpacked)))
    } else {
        Ok(Box::new(raw))
    }
}

/// "BZh" and the size of a block, a digit: no text of a page begins so.
fn is_bzip2(beginning: &[u8]) -> bool {
    beginning.strip_prefix(BZIP2).is_some_and(|rest| matches!(rest, [b'1'..=b'9', ..]))
}

/// The first bytes, as many as the longest mark has.
fn peek(mut raw: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut beginning = Vec::new();
    raw.by_ref().take(ZSTANDARD.len() as u64).read_to_end(&mut beginning)?;
    Ok((beginning, raw))
}

/// A decoder whose errors say what could not be unpacked.
struct Named<S> {
    what: &'static str,
    source: S,
}

impl<S: Read> Read for Named<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let what = self.what;
        self.source.read(buffer).map_err(|e| io::Error::other(format!("the {what} data is broken: {e}")))
    }
}

/// A Zstandard file is one or more frames; the decoder reads one.
enum Frames<S: BufRead> {
    Between(S),
    In(Box<StreamingDecoder<S, ruzstd::decoding::FrameDecoder>>),
    Ended,
}

impl<S: BufRead> Read for Frames<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(self, Self::Ended) {
                Self::Ended => return Ok(0),
                Self::Between(mut source) => {
                    if source.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    *self = Self::In(Box::new(StreamingDecoder::new(source).map_err(io::Error::other)?));
                }
                Self::In(mut frame) => {
                    let read = frame.read(buffer)?;
                    if read > 0 || buffer.is_empty() {
                        *self = Self::In(frame);
                        return Ok(read);
                    }
                    *self = Self::Between(frame.into_inner());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn unpacked(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        unpack(Box::new(io::Cursor::new(bytes)))?.read_to_end(&mut all)?;
        Ok(all)
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn bzip2(text: &[u8]) -> Vec<u8> {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn zstandard(text: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn packed_bytes_come_out_as_they_went_in() {
        let text = "NATO met Russia. ".repeat(1000).into_bytes();
        for packed in [text.clone(), gzip(&text), bzip2(&text), zstandard(&text)] {
            assert_eq!(unpacked(packed).unwrap(), text);
        }
        assert_eq!(unpacked(Vec::new()).unwrap(), b"");
        assert_eq!(unpacked(b"a".to_vec()).unwrap(), b"a");
    }

    #[test]
    fn members_and_frames_follow_each_other() {
        assert_eq!(unpacked([gzip(b"a"), gzip(b"b")].concat()).unwrap(), b"ab");
        assert_eq!(unpacked([bzip2(b"a"), bzip2(b"b")].concat()).unwrap(), b"ab");
        assert_eq!(unpacked([zstandard(b"a"), zstandard(b"b")].concat()).unwrap(), b"ab");
    }

    #[test]
    fn broken_data_is_an_error_that_says_so() {
        for (packed, what) in [
            (gzip(b"some text"), "gzip"),
            (bzip2(b"some text"), "bzip2"),
            (zstandard(b"some text"), "Zstandard"),
        ] {
            let error = unpacked(packed[..packed.len() / 2].to_vec()).unwrap_err().to_string();
            assert!(error.starts_with(&format!("the {what} data is broken")), "{error}");
        }
    }
}
