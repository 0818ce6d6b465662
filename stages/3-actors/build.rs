//! Embeds every table of `knowledge/` and `knowledge/offices/`, so that a new table needs no change of code.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[allow(clippy::print_stdout, clippy::disallowed_methods, reason = "so a build script speaks to cargo")]
fn main() -> io::Result<()> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let knowledge = manifest.join("../../knowledge");
    let mut source = String::from("&[\n");
    for folder in [knowledge.clone(), knowledge.join("offices")] {
        println!("cargo::rerun-if-changed={}", folder.display());
        for table in tables(&folder)? {
            println!("cargo::rerun-if-changed={}", table.display());
            let name = table.strip_prefix(&knowledge).unwrap_or(&table).display().to_string();
            let path = fs::canonicalize(&table)?.display().to_string();
            // Writing to a string cannot fail.
            let _ = writeln!(source, "    ({name:?}, include_str!({path:?})),");
        }
    }
    source.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("tables.rs"), source)
}

/// The tables of one folder, in name order; none where the folder is absent.
fn tables(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut tables = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "tsv") {
            tables.push(path);
        }
    }
    tables.sort();
    Ok(tables)
}
