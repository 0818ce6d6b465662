//! Tables as Parquet: days as dates, numbers as numbers, text as UTF-8, compressed with Snappy.

use std::io::Write;
use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use super::rows::{Kind, Value};
use super::tables::{Table, write_with};
use crate::error::{LedgerError, Problem};
use crate::open::Ledger;

/// Rows that are held in memory before they are written.
const ROWS: usize = 65_536;

/// Writes a table as Parquet; gives the number of rows.
///
/// # Errors
/// If the ledger cannot be read or `out` not be written.
pub fn write(ledger: &Ledger, table: &Table, out: impl Write + Send) -> Result<u64, LedgerError> {
    write_with(ledger, || {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("Dualtrack ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let schema = schema(table).map_err(problem)?;
        let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(problem)?;
        let mut columns: Vec<Vec<Value>> = vec![Vec::new(); table.columns.len()];
        let mut flush = |columns: &mut Vec<Vec<Value>>| -> Result<(), Problem> {
            if columns[0].is_empty() {
                return Ok(());
            }
            let mut group = file.next_row_group().map_err(problem)?;
            for (column, &(_, kind)) in columns.iter_mut().zip(table.columns) {
                write_column(&mut group, kind, &std::mem::take(column)).map_err(problem)?;
            }
            group.close().map_err(problem)?;
            Ok(())
        };
        let rows = ledger.each_row(table, |row| {
            columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value.clone()));
            if columns[0].len() >= ROWS { flush(&mut columns) } else { Ok(()) }
        })?;
        flush(&mut columns)?;
        file.into_inner().map_err(problem)?.flush()?;
        Ok(rows)
    })
}

fn problem(error: ParquetError) -> Problem {
    Problem::File(std::io::Error::other(error))
}

fn schema(table: &Table) -> Result<TypePtr, ParquetError> {
    let column = |&(name, kind): &(&str, Kind)| {
        let (physical, logical) = match kind {
            Kind::Text => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Day => (PhysicalType::INT32, Some(LogicalType::Date)),
            Kind::Integer => (PhysicalType::INT64, None),
            Kind::Real => (PhysicalType::DOUBLE, None),
        };
        let column = Type::primitive_type_builder(name, physical)
            .with_logical_type(logical)
            .with_repetition(Repetition::OPTIONAL);
        Ok(Arc::new(column.build()?))
    };
    let columns: Result<Vec<_>, ParquetError> = table.columns.iter().map(column).collect();
    Ok(Arc::new(Type::group_type_builder(table.name).with_fields(columns?).build()?))
}

fn write_column<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    kind: Kind,
    values: &[Value],
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    match kind {
        Kind::Text => write_values::<ByteArrayType>(&mut column, values, |value| match value {
            Value::Text(text) => Some(ByteArray::from(text.as_str())),
            _ => None,
        })?,
        Kind::Day => write_values::<Int32Type>(&mut column, values, |value| match value {
            Value::Text(text) => text.parse::<Date>().ok().map(|day| (day - date(1970, 1, 1)).get_days()),
            _ => None,
        })?,
        Kind::Integer => write_values::<Int64Type>(&mut column, values, |value| match value {
            Value::Integer(number) => Some(*number),
            _ => None,
        })?,
        Kind::Real => write_values::<DoubleType>(&mut column, values, |value| match value {
            Value::Real(number) => Some(*number),
            Value::Integer(number) => Some(*number as f64),
            _ => None,
        })?,
    }
    column.close()
}

/// Values that are there, and for every row whether its value is.
fn write_values<T: parquet::data_type::DataType>(
    column: &mut SerializedColumnWriter<'_>,
    values: &[Value],
    of: impl Fn(&Value) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let (mut there, mut levels) = (Vec::new(), Vec::with_capacity(values.len()));
    for value in values {
        let value = of(value);
        levels.push(i16::from(value.is_some()));
        there.extend(value);
    }
    column.typed::<T>().write_batch(&there, Some(&levels), None)?;
    Ok(())
}
