//! The lines of a file of any length, each with its number and none longer than memory allows.

use std::io::{self, BufRead};

/// The most bytes that a line may have: the longest entities of Wikidata have a tenth of it.
const LONGEST: usize = 64 << 20;

/// A line without its end, or `None` for one that is too long to be held.
pub(super) type Line<'l> = Option<&'l [u8]>;

/// Reads a source line by line into one buffer.
pub(super) struct Lines<S> {
    source: S,
    buffer: Vec<u8>,
    number: u64,
    longest: usize,
}

impl<S: BufRead> Lines<S> {
    pub(super) fn new(source: S) -> Self {
        Self { source, buffer: Vec::new(), number: 0, longest: LONGEST }
    }

    /// The next line and its number, counted from 1.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Line<'_>)>> {
        self.buffer.clear();
        let mut fits = true;
        let mut any = false;
        loop {
            let chunk = match self.source.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                break;
            }
            any = true;
            let end = memchr::memchr(b'\n', chunk);
            let part = &chunk[..end.unwrap_or(chunk.len())];
            fits &= self.buffer.len() + part.len() <= self.longest;
            if fits {
                self.buffer.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.source.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some((self.number, fits.then_some(self.buffer.as_slice()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_numbered_and_the_longest_passed_over() {
        let mut lines = Lines::new(io::BufReader::with_capacity(3, &b"ab\n\nmuch too long\nend"[..]));
        lines.longest = 5;
        let mut found = Vec::new();
        while let Some((number, line)) = lines.next().unwrap() {
            found.push((number, line.map(|line| String::from_utf8_lossy(line).into_owned())));
        }
        let line = |text: &str| Some(text.to_owned());
        assert_eq!(found, [(1, line("ab")), (2, line("")), (3, None), (4, line("end"))]);
    }
}
