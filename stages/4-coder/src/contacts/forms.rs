//! Forms of contact and standing bodies, read from `codebook/fora.toml`.

use std::collections::BTreeSet;

use dualtrack_record::ContactForm;
use serde::Deserialize;

/// What tells forms of contact and standing bodies.
#[derive(Debug, Clone)]
pub struct Forms {
    forms: Vec<(ContactForm, BTreeSet<String>)>,
    heads: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    form: Vec<Entry>,
    forum: Forum,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: ContactForm,
    words: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forum {
    heads: BTreeSet<String>,
    examples: Vec<String>,
    not: Vec<String>,
}

impl Forms {
    /// Reads the file and checks its examples.
    ///
    /// # Errors
    /// A person's words for what is wrong with `text`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let File { form, forum } = toml::from_str(text).map_err(|error| error.to_string())?;
        let forms = form.into_iter().map(|entry| (entry.name, entry.words)).collect();
        let forms = Self { forms, heads: forum.heads };
        if let Some(name) = forum.examples.iter().find(|name| !forms.is_forum(name)) {
            return Err(format!("'{name}' is given as a forum, but no head says so"));
        }
        if let Some(name) = forum.not.iter().find(|name| forms.is_forum(name)) {
            return Err(format!("'{name}' is given as no forum, but its head says so"));
        }
        Ok(forms)
    }

    /// The form that a word speaks of.
    pub(super) fn form(&self, lemma: &str) -> Option<ContactForm> {
        self.forms.iter().find(|(_, words)| words.contains(lemma)).map(|(form, _)| *form)
    }

    /// Whether a name is that of a body in which others meet: its last word says so.
    pub(super) fn is_forum(&self, name: &str) -> bool {
        let last = name.rsplit(' ').next().filter(|_| name.contains([' ', '-', '–']));
        last.is_some_and(|last| self.is_forum_head(&last.to_lowercase()))
    }

    /// Whether a word can end the name of such a body.
    pub(super) fn is_forum_head(&self, word: &str) -> bool {
        self.heads.contains(&word.to_lowercase())
    }
}
