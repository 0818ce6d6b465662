//! Who is meant by the words of the command line.

use std::cell::OnceCell;
use std::fs;
use std::path::Path;

use dualtrack_actors::Knowledge;
use dualtrack_ledger::{Known, Ledger, Member};
use dualtrack_record::ActorKind;
use jiff::civil::Date;

use crate::arguments::OwnKnowledge;
use crate::failure::{Failure, Stop};
use crate::knowledge;

/// The ending that asks for an organisation's members.
const MEMBERS: &str = "-members";
/// How many names are offered in place of one that nobody bears.
const OFFERED: usize = 5;

/// A party of a relation: an actor or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Party {
    /// What people call it.
    pub(crate) name: String,
    /// Who is meant, and when.
    pub(crate) members: Vec<Member>,
}

impl Party {
    fn of(actor: Known) -> Self {
        Self { name: actor.name, members: vec![Member::always(actor.id)] }
    }
}

/// Finds whom names mean.
pub(crate) struct Finder<'a> {
    ledger: &'a Ledger,
    /// The user's own tables, if there are any.
    folder: Option<&'a Path>,
    /// Loaded when first needed: whoever asks by ids has no need of it.
    knowledge: OnceCell<&'static Knowledge>,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(ledger: &'a Ledger, knowledge: &'a OwnKnowledge) -> Self {
        Self { ledger, folder: knowledge.folder(), knowledge: OnceCell::new() }
    }

    fn knowledge(&self) -> Result<&'static Knowledge, Stop> {
        if let Some(knowledge) = self.knowledge.get() {
            return Ok(knowledge);
        }
        let loaded = knowledge::load(self.folder)?;
        Ok(self.knowledge.get_or_init(|| loaded))
    }

    /// The party that `words` mean: an actor, an organisation's members, or a list in a file.
    pub(crate) fn party(&self, words: &str) -> Result<Party, Stop> {
        if let Some(file) = words.strip_prefix('@') {
            return self.list(Path::new(file));
        }
        if let Some(organisation) = words.strip_suffix(MEMBERS)
            && let Some(party) = self.members(organisation)?
        {
            return Ok(party);
        }
        self.actor(words).map(Party::of)
    }

    /// The actor that `words` mean: by id, by a name that the knowledge base has, by a name that the ledger has.
    pub(crate) fn actor(&self, words: &str) -> Result<Known, Stop> {
        if let Some(actor) = self.ledger.actor(words)? {
            return Ok(actor);
        }
        let findings = self.knowledge()?.find(words, None).into_iter();
        let findings: Vec<_> = findings.filter_map(|finding| finding.actor).collect();
        for found in &findings {
            if let Some(actor) = self.ledger.actor(&found.id)? {
                return Ok(actor);
            }
        }
        let everybody = self.ledger.everybody()?;
        let alike = |name: &str| name.to_lowercase() == words.to_lowercase();
        if let Some(actor) = everybody.iter().find(|known| alike(&known.id) || alike(&known.name)) {
            return Ok(actor.clone());
        }
        // Known, but not to this ledger: nothing is told of it, and that is an answer.
        if let Some(name) = self.knowledge()?.state_name(words) {
            let (id, kind) = (words.to_owned(), ActorKind::State.to_string());
            return Ok(Known { country: Some(id.clone()), id, name: name.to_owned(), kind });
        }
        if let Some(actor) = findings.into_iter().next() {
            let (name, kind, country) = (actor.name, actor.kind.to_string(), actor.country);
            return Ok(Known { id: actor.id, name, kind, country });
        }
        Err(Stop::Usage(unknown(words, &everybody)))
    }

    fn members(&self, organisation: &str) -> Result<Option<Party>, Stop> {
        let knowledge = self.knowledge()?;
        let found = knowledge.find(organisation, None).into_iter().find_map(|finding| finding.actor);
        let Some((members, actor)) = knowledge.memberships_of(organisation).zip(found) else {
            return Ok(None);
        };
        let mut dated: Vec<Member> =
            members.into_iter().map(|one| Member { id: one.id, from: one.from, to: one.to }).collect();
        // "NATO allies", as texts speak of them.
        dated.push(Member::always(format!("{}.members", actor.id)));
        Ok(Some(Party { name: format!("Members of {}", actor.id), members: dated }))
    }

    /// A list: an actor a line and, behind tabs, its first and last day. Lines with # are comments.
    fn list(&self, file: &Path) -> Result<Party, Stop> {
        let name = file.display().to_string();
        let text = fs::read_to_string(file).map_err(|error| Failure::io(&name, &error))?;
        let mut members = Vec::new();
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut cells = line.split('\t').map(str::trim);
            let actor = self.actor(cells.next().unwrap_or_default());
            let place = |reason: String| Stop::Failed(Failure::new(format!("{name}:{}", at + 1), reason));
            let actor =
                actor.map_err(|stop| if let Stop::Usage(words) = stop { place(words) } else { stop })?;
            let mut day = || match cells.next().filter(|cell| !cell.is_empty()) {
                Some(cell) => {
                    let wrong = |_| place(format!("'{cell}' is no day as 2017-05-25"));
                    cell.parse::<Date>().map(Some).map_err(wrong)
                }
                None => Ok(None),
            };
            members.push(Member { id: actor.id, from: day()?, to: day()? });
        }
        if members.is_empty() {
            return Err(Failure::new(name, "it names nobody").into());
        }
        let stem = file.file_stem().map_or(name.clone(), |stem| stem.to_string_lossy().into_owned());
        Ok(Party { name: stem, members })
    }
}

fn unknown(words: &str, everybody: &[Known]) -> String {
    let mut near: Vec<(usize, &Known)> = everybody
        .iter()
        .map(|known| {
            let names = [known.id.as_str(), known.name.as_str()].into_iter().chain(known.name.split(' '));
            (names.map(|name| distance(words, name)).min().unwrap_or(usize::MAX), known)
        })
        .filter(|&(distance, _)| distance <= words.chars().count() / 3 + 1)
        .collect();
    near.sort();
    let near: Vec<String> =
        near.into_iter().take(OFFERED).map(|(_, known)| format!("{} ({})", known.name, known.id)).collect();
    let offer = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) };
    format!("neither the ledger nor the knowledge base knows '{words}'{offer}")
}

/// How many letters differ, whatever their case.
fn distance(one: &str, other: &str) -> usize {
    let letters = |name: &str| name.to_lowercase().chars().collect::<Vec<_>>();
    dualtrack_actors::distance(&letters(one), &letters(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_that_differ() {
        for (one, other, wanted) in
            [("Norvay", "norway", 1), ("", "abc", 3), ("kitten", "sitting", 3), ("a", "a", 0)]
        {
            assert_eq!(distance(one, other), wanted, "{one} {other}");
        }
    }

    #[test]
    fn who_is_unknown_is_offered_others() {
        let known = |id: &str, name: &str| Known {
            id: id.into(),
            name: name.into(),
            kind: "state".into(),
            country: None,
        };
        let everybody =
            [known("NOR", "Norway"), known("jens-stoltenberg", "Jens Stoltenberg"), known("RUS", "Russia")];
        assert!(unknown("Norwai", &everybody).ends_with("did you mean Norway (NOR)?"));
        assert!(
            unknown("Stoltenburg", &everybody).ends_with("did you mean Jens Stoltenberg (jens-stoltenberg)?")
        );
        assert!(unknown("Xanadu Republic", &everybody).ends_with("'Xanadu Republic'"));
    }
}
