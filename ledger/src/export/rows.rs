//! The rows of a query, value by value, whatever they are written as.

use rusqlite::Statement;
use rusqlite::types::ValueRef;

use crate::error::Problem;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// A day; the empty text is none.
    Day,
    Integer,
    Real,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Missing,
    Text(String),
    Integer(i64),
    Real(f64),
}

/// Calls `with` with every row.
pub(crate) fn each(
    statement: &mut Statement<'_>,
    columns: usize,
    mut with: impl FnMut(&[Value]) -> Result<(), Problem>,
) -> Result<u64, Problem> {
    let mut rows = statement.query([])?;
    let (mut values, mut count) = (Vec::with_capacity(columns), 0);
    while let Some(row) = rows.next()? {
        values.clear();
        for at in 0..columns {
            values.push(value(row.get_ref(at)?));
        }
        with(&values)?;
        count += 1;
    }
    Ok(count)
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Missing,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
    }
}
