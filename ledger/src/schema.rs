//! The versions of the schema and the way from one to the next.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::Problem;

/// "DTLG", in the header of every ledger: a SQLite file without it is somebody else's.
pub(crate) const APPLICATION: u32 = 0x4454_4C47;

/// The steps from an empty file to the newest schema; a ledger's version is the number of those it has taken. A step
/// that has been released is never changed.
pub(crate) const STEPS: &[&str] = &[include_str!("schema.sql")];

/// Takes the steps that the ledger lacks, all of them or none.
pub(crate) fn migrate(connection: &mut Connection, steps: &[&str]) -> Result<(), Problem> {
    if version(connection)? == steps.len() {
        return Ok(());
    }
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    let ahead = steps.get(found..).ok_or_else(|| newer(found, steps))?;
    for step in ahead {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", number(steps.len()))?;
    transaction.commit()?;
    Ok(())
}

/// Whether the ledger has taken every step and no more.
pub(crate) fn is_current(connection: &Connection, steps: &[&str]) -> Result<bool, Problem> {
    let found = version(connection)?;
    if found > steps.len() { Err(newer(found, steps)) } else { Ok(found == steps.len()) }
}

fn version(connection: &Connection) -> Result<usize, Problem> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0))? as usize)
}

fn newer(found: usize, steps: &[&str]) -> Problem {
    Problem::Newer { found: number(found), known: number(steps.len()) }
}

fn number(steps: usize) -> u32 {
    u32::try_from(steps).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "CREATE TABLE articles (id TEXT PRIMARY KEY); ";
    const SECOND: &str =
        "ALTER TABLE articles ADD COLUMN url TEXT; UPDATE articles SET url = 'https://' || id; ";

    #[test]
    fn an_older_ledger_takes_the_steps_it_lacks_and_keeps_its_rows() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &[FIRST]).unwrap();
        connection.execute("INSERT INTO articles (id) VALUES ('a')", []).unwrap();
        assert!(!is_current(&connection, &[FIRST, SECOND]).unwrap());
        migrate(&mut connection, &[FIRST, SECOND]).unwrap();
        assert!(is_current(&connection, &[FIRST, SECOND]).unwrap());
        let url: String = connection.query_row("SELECT url FROM articles", [], |row| row.get(0)).unwrap();
        assert_eq!(url, "https://a");
    }

    #[test]
    fn a_step_that_fails_leaves_the_ledger_as_it_was() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &[FIRST]).unwrap();
        assert!(migrate(&mut connection, &[FIRST, SECOND, "not SQL"]).is_err());
        assert_eq!(version(&connection).unwrap(), 1);
        assert!(connection.prepare("SELECT url FROM articles").is_err());
    }

    #[test]
    fn a_newer_ledger_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &[FIRST, SECOND]).unwrap();
        let refused = migrate(&mut connection, &[FIRST]);
        assert!(matches!(refused, Err(Problem::Newer { found: 2, known: 1 })), "{refused:?}");
        assert!(matches!(is_current(&connection, &[FIRST]), Err(Problem::Newer { .. })));
    }
}
