//! The codebook for people to look at.

use dualtrack_record::EventType;

use super::{Codebook, What};

/// An entry, in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryInfo {
    /// Its name: file and id.
    pub name: String,
    /// The type of an act; an operator has none of its own.
    pub kind: Option<EventType>,
    /// The mode of an act.
    pub mode: Option<String>,
    /// The words that it is found by, as the file has them.
    pub words: Vec<String>,
}

impl Codebook {
    /// All entries, in the order of the files.
    #[must_use]
    pub fn list(&self) -> Vec<EntryInfo> {
        let line = |entry: &super::Entry| {
            let (kind, mode) = match &entry.what {
                What::Act(act) => (Some(act.kind), act.mode.clone()),
                What::Operator(_) => (None, None),
            };
            EntryInfo { name: entry.name.clone(), kind, mode, words: entry.words.clone() }
        };
        self.entries.iter().map(line).collect()
    }

    /// An entry as its file has it, for a name ("acts/consult.toml#meet") or an id alone ("meet"); all that fit.
    #[must_use]
    pub fn show(&self, name: &str) -> Vec<String> {
        let fits = |entry: &&super::Entry| entry.name == name || entry.name.rsplit('#').next() == Some(name);
        self.entries.iter().filter(fits).map(|entry| self.source(entry)).collect()
    }

    /// The lines of an entry, under its name and line.
    fn source(&self, entry: &super::Entry) -> String {
        let file = entry.name.split('#').next().unwrap_or_default();
        let text = self.files.iter().find(|f| f.name == file).map_or("", |f| f.text.as_str());
        let mut lines = text.lines().skip(entry.line.saturating_sub(1));
        let first = lines.next().unwrap_or_default();
        let begins_another = |line: &&str| !line.starts_with("[[") && !line.starts_with("# ---");
        let rest: Vec<&str> = lines.take_while(begins_another).collect();
        format!("# {file}:{}\n{first}\n{}\n", entry.line, rest.join("\n").trim_end())
    }
}
