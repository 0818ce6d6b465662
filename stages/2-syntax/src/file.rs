//! The model file: named sections of little-endian numbers and strings.
//!
//! `DTM2`, then sections of a four-letter name, a length in bytes and a payload. Tables of embeddings are stored as
//! bytes and matrices as 16-bit numbers, each row with a scale of its own.

use std::fmt;

/// What is wrong with a model file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelError(String);

impl ModelError {
    pub(crate) fn new(problem: impl Into<String>) -> Self {
        Self(problem.into())
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no model of this version: {}", self.0)
    }
}

impl std::error::Error for ModelError {}

const MAGIC: &[u8] = b"DTM2";

/// Reads one payload from its front.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn bytes(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(|| ModelError::new("it is cut off"))?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, ModelError> {
        let bytes = self.bytes(4)?;
        Ok(bytes.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte)))
    }

    pub(crate) fn count(&mut self) -> Result<usize, ModelError> {
        Ok(self.u32()? as usize)
    }

    pub(crate) fn f32(&mut self) -> Result<f32, ModelError> {
        Ok(f32::from_bits(self.u32()?))
    }

    pub(crate) fn string(&mut self) -> Result<&'a str, ModelError> {
        let count = self.count()?;
        std::str::from_utf8(self.bytes(count)?).map_err(|_| ModelError::new("a string is not UTF-8"))
    }

    pub(crate) fn u32s(&mut self) -> Result<Vec<u32>, ModelError> {
        let count = self.count()?;
        let bytes = self.bytes(count.saturating_mul(4))?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect())
    }

    pub(crate) fn strings(&mut self) -> Result<Vec<&'a str>, ModelError> {
        let count = self.count()?;
        (0..count).map(|_| self.string()).collect()
    }

    /// `rows` rows of 8-bit numbers with their scales.
    pub(crate) fn table(&mut self, rows: usize, columns: usize) -> Result<Vec<f32>, ModelError> {
        let mut values = Vec::with_capacity(rows * columns);
        for _ in 0..rows {
            let scale = self.f32()?;
            values.extend(self.bytes(columns)?.iter().map(|&byte| f32::from(byte.cast_signed()) * scale));
        }
        Ok(values)
    }

    /// `rows` rows of 16-bit numbers with their scales.
    pub(crate) fn matrix(&mut self, rows: usize, columns: usize) -> Result<Vec<f32>, ModelError> {
        let mut values = Vec::with_capacity(rows * columns);
        for _ in 0..rows {
            let scale = self.f32()?;
            let numbers = self.bytes(2 * columns)?.as_chunks::<2>().0.iter();
            values.extend(numbers.map(|&bytes| f32::from(i16::from_le_bytes(bytes)) * scale));
        }
        Ok(values)
    }
}

/// Writes one payload.
#[derive(Debug, Default)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub(crate) fn u32(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    pub(crate) fn count(&mut self, count: usize) {
        self.u32(u32::try_from(count).unwrap_or(u32::MAX));
    }

    pub(crate) fn f32(&mut self, number: f32) {
        self.u32(number.to_bits());
    }

    pub(crate) fn string(&mut self, string: &str) {
        self.count(string.len());
        self.0.extend(string.as_bytes());
    }

    pub(crate) fn u32s(&mut self, numbers: &[u32]) {
        self.count(numbers.len());
        numbers.iter().for_each(|&number| self.u32(number));
    }

    pub(crate) fn strings<'s>(&mut self, strings: impl ExactSizeIterator<Item = &'s str>) {
        self.count(strings.len());
        strings.for_each(|string| self.string(string));
    }

    pub(crate) fn table(&mut self, values: &[f32], columns: usize) {
        for row in values.chunks_exact(columns) {
            let scale = largest(row) / 127.0;
            self.f32(scale);
            self.0.extend(row.iter().map(|value| (steps(*value, scale) as i8).cast_unsigned()));
        }
    }

    pub(crate) fn matrix(&mut self, values: &[f32], columns: usize) {
        for row in values.chunks_exact(columns) {
            let scale = largest(row) / 32767.0;
            self.f32(scale);
            self.0.extend(row.iter().flat_map(|value| (steps(*value, scale) as i16).to_le_bytes()));
        }
    }
}

fn largest(row: &[f32]) -> f32 {
    row.iter().fold(0.0, |top, value| value.abs().max(top))
}

fn steps(value: f32, scale: f32) -> f32 {
    if scale > 0.0 { (value / scale).round() } else { 0.0 }
}

/// The sections of a file.
pub(crate) fn sections(bytes: &[u8]) -> Result<Vec<([u8; 4], Reader<'_>)>, ModelError> {
    let mut reader =
        Reader(bytes.strip_prefix(MAGIC).ok_or_else(|| ModelError::new("it does not begin with DTM2"))?);
    let mut sections = Vec::new();
    while !reader.0.is_empty() {
        let mut name = [0; 4];
        name.copy_from_slice(reader.bytes(4)?);
        let count = reader.count()?;
        sections.push((name, Reader(reader.bytes(count)?)));
    }
    Ok(sections)
}

/// A file of sections.
pub(crate) fn write(sections: &[([u8; 4], Writer)]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    for (name, Writer(payload)) in sections {
        bytes.extend(name);
        bytes.extend(u32::try_from(payload.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(payload);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let mut writer = Writer::default();
        writer.strings(["a", "ß"].into_iter());
        writer.table(&[1.0, -0.5, 0.0, 0.0], 2);
        writer.matrix(&[0.25, -1.0], 2);
        let bytes = write(&[(*b"TEST", writer)]);
        let mut sections = sections(&bytes).unwrap();
        let (name, reader) = &mut sections[0];
        assert_eq!(name, b"TEST");
        assert_eq!(reader.strings().unwrap(), ["a", "ß"]);
        let table = reader.table(2, 2).unwrap();
        assert!((table[0] - 1.0).abs() < 0.01 && (table[1] + 0.5).abs() < 0.01 && table[2..] == [0.0, 0.0]);
        let matrix = reader.matrix(1, 2).unwrap();
        assert!((matrix[0] - 0.25).abs() < 1e-4);
        assert!(reader.u32().is_err());
    }

    #[test]
    fn broken_files_are_errors() {
        for bytes in [&b""[..], b"DTM1", b"DTM2abc", b"DTM2abcd\xff\xff\xff\xff"] {
            assert!(sections(bytes).is_err());
        }
    }
}
