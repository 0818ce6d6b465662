//! The files that the given paths stand for: a folder for all files in it, in the order of their names.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A walk through files and folders, depth first.
pub(super) struct Walk {
    /// What is still to visit, the next one last, each with whether the user named it.
    ahead: Vec<(PathBuf, bool)>,
}

impl Walk {
    pub(super) fn new(mut inputs: Vec<PathBuf>) -> Self {
        inputs.reverse();
        Self { ahead: inputs.into_iter().map(|path| (path, true)).collect() }
    }

    fn enter(&mut self, folder: &Path) -> io::Result<()> {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<_>>()?;
        entries.retain(|path| !path.file_name().is_some_and(is_hidden));
        entries.sort_unstable_by(|a, b| b.cmp(a));
        self.ahead.extend(entries.into_iter().map(|path| (path, false)));
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (path, named) = self.ahead.pop()?;
            let failed = |error: io::Error| Some(Err(Failure::io(path.display().to_string(), &error)));
            if path.as_os_str() == super::STANDARD_INPUT {
                return Some(Ok(path));
            }
            let kind = match fs::metadata(&path) {
                Ok(kind) => kind,
                Err(error) => return failed(error),
            };
            // A link to a folder is followed only where the user named it: links can lead in circles.
            if kind.is_dir() && (named || !path.is_symlink()) {
                if let Err(error) = self.enter(&path) {
                    return failed(error);
                }
            } else if kind.is_file() || named {
                return Some(Ok(path));
            }
        }
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}
