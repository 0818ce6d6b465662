//! What went wrong, in words that name the input and the place.

use std::fmt;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use dualtrack_ledger::LedgerError;

/// An input that could not be read, and why. The run goes on after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The file, `file#offset` or `-`.
    pub(crate) input: String,
    /// The reason, in a person's words.
    pub(crate) reason: String,
}

impl Failure {
    pub(crate) fn new(input: impl Into<String>, reason: impl fmt::Display) -> Self {
        Self { input: input.into(), reason: reason.to_string() }
    }

    /// An error of the operating system, said plainly where it is a common one.
    pub(crate) fn io(input: impl Into<String>, error: &io::Error) -> Self {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
            io::ErrorKind::IsADirectory => "it is a folder, and one file is wanted".to_owned(),
            io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
            _ => error.to_string(),
        };
        Self { input: input.into(), reason }
    }

    /// One line of `--errors`.
    pub(crate) fn to_json_line(&self) -> String {
        let (input, reason) = (serde_json::json!(self.input), serde_json::json!(self.reason));
        format!("{{\"input\":{input},\"reason\":{reason}}}\n")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.input, self.reason)
    }
}

/// The failures of a run: each is said, counted and, where a file is asked for, written down.
pub(crate) struct Failures {
    file: Option<(PathBuf, File)>,
    count: u64,
}

impl Failures {
    /// With the file of `--errors`, if one is asked for.
    pub(crate) fn new(errors: Option<PathBuf>) -> Result<Self, Stop> {
        let open = |path: PathBuf| match File::create(&path) {
            Ok(file) => Ok((path, file)),
            Err(error) => Err(Stop::Usage(format!("--errors {}: {error}", path.display()))),
        };
        Ok(Self { file: errors.map(open).transpose()?, count: 0 })
    }

    pub(crate) fn take(&mut self, failure: &Failure) -> Result<(), Stop> {
        crate::output::say(format_args!("{failure}"));
        self.count += 1;
        if let Some((path, file)) = &mut self.file {
            let failed = |error| Stop::Failed(Failure::io(path.display().to_string(), &error));
            file.write_all(failure.to_json_line().as_bytes()).map_err(failed)?;
        }
        Ok(())
    }

    pub(crate) const fn count(&self) -> u64 {
        self.count
    }
}

/// What ends a command before its work is done.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The reader of standard output has gone (`| head`): nothing is wrong, nothing is left to do.
    Closed,
    /// Standard output cannot be written.
    Output(io::Error),
    /// An option's value does not serve, found only after parsing.
    Usage(String),
    /// The command's one input could not be read.
    Failed(Failure),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Output(error) }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<LedgerError> for Stop {
    fn from(error: LedgerError) -> Self {
        Self::Failed(Failure::new(error.path().display().to_string(), error.problem()))
    }
}
