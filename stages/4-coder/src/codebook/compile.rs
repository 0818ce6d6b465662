//! From the files as written to the codebook as used: every word interned, every name checked.

use std::collections::BTreeMap;
use std::ops::Range;

use dualtrack_record::{EventType, Quad, Status, Track};
use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::contacts::Forms;
use crate::issues::Issues;
use crate::quotations::Cues;
use crate::times::Periods;

use super::entry::{
    Act, Class, Conditions, Entry, Example, Expected, Filter, Key, Operator, Outcome, Reference, Scope, Slot,
    What,
};
use super::error::CodebookError;
use super::format::{
    ActEntry, ActsFile, CameoFile, ClassEntry, ClassesFile, ContextEntry, ContextsFile, OperatorEntry,
    OperatorsFile, ReferencesFile, Text, TypesFile,
};
use super::inflection;
use super::types::{Mode, TypeInfo, Types};
use super::words::{ClassSet, Part, Use, WordId, Words};
use super::{Cameo, Codebook, Context, File};

/// Prepositions that may introduce a role.
const PREPOSITIONS: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "against",
    "ahead",
    "along",
    "alongside",
    "amid",
    "among",
    "around",
    "as",
    "at",
    "before",
    "behind",
    "below",
    "beside",
    "besides",
    "beyond",
    "by",
    "despite",
    "during",
    "except",
    "following",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "like",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "out",
    "over",
    "through",
    "throughout",
    "to",
    "toward",
    "towards",
    "under",
    "upon",
    "versus",
    "via",
    "with",
    "within",
    "without",
];

/// Reads files into a codebook, or tells everything that is wrong with them.
pub(super) fn compile(files: &[File]) -> Result<Codebook, Vec<CodebookError>> {
    let mut compiler = Compiler::default();
    compiler.types(files);
    compiler.classes(files);
    compiler.contexts(files);
    compiler.operators(files);
    for file in files.iter().filter(|f| f.name.starts_with("acts/")) {
        compiler.acts(file);
    }
    compiler.cameo(files);
    compiler.references(files);
    let cues = compiler.other(files, "cues.toml", Cues::parse);
    let periods = compiler.other(files, "periods.toml", Periods::parse);
    let issues = compiler.other(files, "issues.toml", Issues::parse);
    let forms = compiler.other(files, "fora.toml", Forms::parse);
    match (cues, periods, issues, forms) {
        (Some(cues), Some(periods), Some(issues), Some(forms)) => {
            compiler.finish(cues, periods, issues, forms)
        }
        _ => Err(compiler.errors),
    }
}

#[derive(Default)]
struct Compiler {
    words: Words,
    types: Types,
    classes: Vec<Class>,
    contexts: Vec<Context>,
    entries: Vec<Entry>,
    cameo: Cameo,
    references: Vec<Reference>,
    errors: Vec<CodebookError>,
}

/// Where an error stands: the file and, within an entry, its id.
#[derive(Clone, Copy)]
struct Place<'f> {
    file: &'f File,
    entry: &'f str,
}

impl Place<'_> {
    fn line(&self, span: &Range<usize>) -> usize {
        line_of(&self.file.text, span.start)
    }

    fn error(&self, field: &str, span: &Range<usize>, reason: String) -> CodebookError {
        let field = match (self.entry, field) {
            ("", "") => None,
            (entry, "") => Some(entry.to_owned()),
            ("", field) => Some(field.to_owned()),
            (entry, field) => Some(format!("{entry}.{field}")),
        };
        CodebookError { file: self.file.name.clone(), line: self.line(span), field, reason }
    }
}

/// The line, counted from 1, on which a byte stands.
fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|&b| b == b'\n').count()
}

impl Compiler {
    fn finish(
        mut self,
        cues: Cues,
        periods: Periods,
        issues: Issues,
        forms: Forms,
    ) -> Result<Codebook, Vec<CodebookError>> {
        if !self.errors.is_empty() {
            self.errors.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
            return Err(self.errors);
        }
        let waits = |entry: &Entry| matches!(&entry.what, What::Operator(o) if o.when.is_some());
        let settling = (0..self.entries.len()).filter(|&at| waits(&self.entries[at])).collect();
        Ok(Codebook {
            settling,
            cues,
            periods,
            issues,
            forms,
            words: self.words,
            types: self.types,
            classes: self.classes,
            contexts: self.contexts,
            entries: self.entries,
            cameo: self.cameo,
            references: self.references,
            files: Vec::new(),
            digest: String::new(),
        })
    }

    /// Parses the file of that name; a file that is absent or broken is an error, told once.
    fn parse<T: DeserializeOwned>(&mut self, file: &File) -> Option<T> {
        match toml::from_str(&file.text) {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                let line = error.span().map_or(0, |span| line_of(&file.text, span.start));
                let reason = error.message().to_owned();
                self.errors.push(CodebookError { file: file.name.clone(), line, field: None, reason });
                None
            }
        }
    }

    fn named<'f, T: DeserializeOwned>(&mut self, files: &'f [File], name: &str) -> Option<(&'f File, T)> {
        let Some(file) = files.iter().find(|f| f.name == name) else {
            let reason = "the codebook has no such file".to_owned();
            self.errors.push(CodebookError { file: name.to_owned(), line: 0, field: None, reason });
            return None;
        };
        Some((file, self.parse(file)?))
    }

    /// A file that another part of the coder reads.
    fn other<T>(&mut self, files: &[File], name: &str, parse: fn(&str) -> Result<T, String>) -> Option<T> {
        let file = files.iter().find(|f| f.name == name);
        let read =
            file.ok_or_else(|| "the codebook has no such file".to_owned()).and_then(|f| parse(&f.text));
        read.map_err(|reason| {
            self.errors.push(CodebookError { file: name.to_owned(), line: 0, field: None, reason });
        })
        .ok()
    }

    fn types(&mut self, files: &[File]) {
        let Some((file, parsed)) = self.named::<TypesFile>(files, "types.toml") else { return };
        for entry in parsed.types {
            let place = Place { file, entry: entry.name.as_ref() };
            let Some(kind) = self.event_type(place, "name", &entry.name) else { continue };
            let modes = entry.modes.into_iter().map(|mode| Mode {
                name: mode.name,
                score: mode.score.unwrap_or(entry.score),
                cameo: mode.cameo,
                contexts: mode.contexts.into_iter().map(Spanned::into_inner).collect(),
            });
            self.types.set(TypeInfo {
                kind,
                score: entry.score,
                cameo: entry.cameo,
                about: entry.about,
                needs_recipient: entry.recipient,
                modes: modes.collect(),
            });
        }
        for kind in self.types.missing() {
            let reason = format!("the type {kind} is not there");
            self.errors.push(CodebookError { file: file.name.clone(), line: 0, field: None, reason });
        }
    }

    fn classes(&mut self, files: &[File]) {
        let Some((file, parsed)) = self.named::<ClassesFile>(files, "classes.toml") else { return };
        if parsed.len() > ClassSet::LIMIT {
            let reason = format!("more than {} classes", ClassSet::LIMIT);
            self.errors.push(CodebookError { file: file.name.clone(), line: 0, field: None, reason });
            return;
        }
        for name in parsed.keys() {
            let apart = parsed[name].apart;
            self.classes.push(Class { name: name.as_ref().clone(), apart, ..Class::default() });
        }
        for (at, (name, entry)) in parsed.iter().enumerate() {
            let place = Place { file, entry: name.as_ref() };
            for member in closure(&parsed, name.as_ref()) {
                self.fill_class(place, at, &parsed[member]);
            }
            for included in &entry.classes {
                if !parsed.contains_key(included.as_ref().as_str()) {
                    let reason = format!("there is no class '{}'", included.as_ref());
                    self.errors.push(place.error("classes", &included.span(), reason));
                }
            }
        }
    }

    fn fill_class(&mut self, place: Place<'_>, at: usize, entry: &ClassEntry) {
        for word in &entry.words {
            match noun_phrase(&mut self.words, word).as_slice() {
                [(head, rest)] if rest.is_empty() => {
                    self.words.add_class(*head, at);
                    if let Some(singular) = singular(word) {
                        let singular = self.words.intern(&singular);
                        self.words.add_class(singular, at);
                    }
                }
                phrases => {
                    for (head, rest) in phrases {
                        let rest = rest.iter().filter_map(|alternatives| alternatives.first().copied());
                        self.words.add_phrase(*head, at, rest.collect());
                    }
                }
            }
        }
        self.classes[at].sectors.extend(entry.sectors.iter().cloned());
        for kind in &entry.kinds {
            match kind.as_ref().parse() {
                Ok(kind) => self.classes[at].kinds.push(kind),
                Err(error) => self.errors.push(place.error("kinds", &kind.span(), error.to_string())),
            }
        }
    }

    fn contexts(&mut self, files: &[File]) {
        let Some((file, parsed)) = self.named::<ContextsFile>(files, "contexts.toml") else { return };
        for (at, (name, ContextEntry { words })) in parsed.into_iter().enumerate() {
            if at >= u64::BITS as usize {
                let reason = "more contexts than 64".to_owned();
                self.errors.push(Place { file, entry: "" }.error(name.as_ref(), &name.span(), reason));
                return;
            }
            let mut context = Context { name: name.into_inner(), phrases: Vec::new() };
            for word in &words {
                for (head, rest) in noun_phrase(&mut self.words, word) {
                    if rest.is_empty() {
                        self.words.add_context(head, at);
                    } else {
                        context.phrases.push((head, rest));
                    }
                }
            }
            self.contexts.push(context);
        }
    }

    fn cameo(&mut self, files: &[File]) {
        let Some((file, parsed)) = self.named::<CameoFile>(files, "cameo.toml") else { return };
        let place = Place { file, entry: "" };
        for (key, code) in parsed.codes {
            let (outer, inner) = key.as_ref().split_once('<').unwrap_or((key.as_ref(), ""));
            let outer = self.type_and_mode(place, "codes", outer, &key.span());
            let inner = match inner.trim() {
                "" => Some(None),
                inner => self.type_and_mode(place, "codes", inner, &key.span()).map(Some),
            };
            if let (Some(outer), Some(inner)) = (outer, inner) {
                self.cameo.insert((outer, inner), code);
            }
        }
    }

    fn references(&mut self, files: &[File]) {
        let Some((file, parsed)) = self.named::<ReferencesFile>(files, "references.toml") else { return };
        for spanned in parsed.references {
            let entry = spanned.get_ref();
            let place = Place { file, entry: entry.id.as_ref() };
            let events = entry.events.iter();
            let events =
                events.filter_map(|e| self.type_and_mode(place, "events", e.as_ref(), &e.span())).collect();
            if entry.examples.is_empty() {
                let reason = "an entry needs an example".to_owned();
                self.errors.push(place.error("examples", &spanned.span(), reason));
            }
            let reference = Reference {
                name: format!("{}#{}", file.name, entry.id.as_ref()),
                nouns: entry.nouns.clone(),
                events,
                entries: entry.entries.clone(),
                whose: entry.whose,
                latest: entry.latest,
                pronoun: entry.pronoun,
                examples: self.examples(place, &entry.examples),
            };
            self.references.push(reference);
        }
    }

    fn operators(&mut self, files: &[File]) {
        let Some((file, parsed)) = self.named::<OperatorsFile>(files, "operators.toml") else { return };
        for entry in &parsed.operators {
            self.operator(file, entry);
        }
    }

    fn operator(&mut self, file: &File, spanned: &Spanned<OperatorEntry>) {
        let entry = spanned.get_ref();
        let place = Place { file, entry: entry.id.as_ref() };
        let mut gives = Vec::new();
        for (key, value) in &entry.gives {
            let key = self.key(place, key);
            let outcome = self.outcome(place, value);
            gives.extend(key.zip(outcome));
        }
        gives.sort_by_key(|(key, _)| key.rank());
        let alone = entry.alone.as_ref().filter(|a| !a.as_ref().is_empty());
        let operator = Operator {
            takes: self.slots(place, "takes", &entry.takes),
            gives,
            alone: alone.and_then(|a| match a.as_ref().as_str() {
                "none" => Some(Outcome::None),
                written => {
                    let (kind, mode) = self.type_and_mode(place, "alone", written, &a.span())?;
                    Some(Outcome::Becomes(kind, mode))
                }
            }),
            status: self.status(place, entry.status.as_ref()),
            keeps: entry.keeps,
            wakes: entry.wakes,
            of_others: entry.of_others,
            when: self.status(place, entry.when.as_ref()),
        };
        let conditions = Conditions {
            object: self.filter(place, "object", &entry.object),
            object_not: self.filter(place, "object_not", &entry.object_not),
            ..Conditions::default()
        };
        let compiled = Entry {
            name: format!("{}#{}", file.name, entry.id.as_ref()),
            words: as_written(&[&entry.verbs, &entry.nouns, &entry.adjectives, &entry.auxiliaries]),
            line: place.line(&spanned.span()),
            what: What::Operator(operator),
            conditions,
            actor: self.slots(place, "actor", &entry.actor),
            recipient: self.slots(place, "recipient", &entry.recipient),
            contexts: self.context_list(place, &entry.contexts),
            examples: self.examples(place, &entry.examples),
            counter: entry.counter.iter().map(|c| c.as_ref().clone()).collect(),
        };
        self.enter(place, spanned.span(), entry.examples.len(), compiled);
        let at = self.entries.len() - 1;
        self.verbs(at, &entry.verbs);
        self.nouns(at, &entry.nouns);
        self.plain(at, Part::Adjective, &entry.adjectives);
        self.plain(at, Part::Auxiliary, &entry.auxiliaries);
    }

    fn acts(&mut self, file: &File) {
        let Some(parsed) = self.parse::<ActsFile>(file) else { return };
        let place = Place { file, entry: "" };
        let Some(kind) = self.event_type(place, "type", &parsed.kind) else { return };
        for entry in &parsed.acts {
            self.act(file, kind, entry);
        }
    }

    fn act(&mut self, file: &File, of_file: EventType, spanned: &Spanned<ActEntry>) {
        let entry = spanned.get_ref();
        let place = Place { file, entry: entry.id.as_ref() };
        let own = entry.kind.as_ref().and_then(|kind| self.event_type(place, "type", kind));
        let kind = own.unwrap_or(of_file);
        let mode = entry.mode.as_ref().map(|m| (m.as_ref().clone(), m.span()));
        if let Some((mode, span)) = &mode
            && self.types.mode(kind, mode).is_none()
        {
            self.errors.push(place.error("mode", span, format!("{kind} has no mode '{mode}'")));
        }
        let act = Act {
            kind,
            mode: mode.map(|(mode, _)| mode),
            reciprocal: entry.reciprocal,
            bare: entry.bare,
            cameo: entry.cameo.clone(),
            relation: entry.relation.as_ref().and_then(|kind| self.event_type(place, "relation", kind)),
            status: self.status(place, entry.status.as_ref()),
        };
        let compiled = Entry {
            name: format!("{}#{}", file.name, entry.id.as_ref()),
            words: as_written(&[&entry.verbs, &entry.nouns, &entry.adjectives, &entry.auxiliaries]),
            line: place.line(&spanned.span()),
            what: What::Act(act),
            conditions: self.conditions(place, entry),
            actor: self.slots(place, "actor", &entry.actor),
            recipient: self.slots(place, "recipient", &entry.recipient),
            contexts: self.context_list(place, &entry.contexts),
            examples: self.examples(place, &entry.examples),
            counter: entry.counter.iter().map(|c| c.as_ref().clone()).collect(),
        };
        self.enter(place, spanned.span(), entry.examples.len(), compiled);
        let at = self.entries.len() - 1;
        self.verbs(at, &entry.verbs);
        self.nouns(at, &entry.nouns);
        self.plain(at, Part::Adjective, &entry.adjectives);
        self.plain(at, Part::Auxiliary, &entry.auxiliaries);
    }

    /// Adds an entry after the checks that acts and operators share.
    fn enter(&mut self, place: Place<'_>, span: Range<usize>, examples: usize, entry: Entry) {
        if self.entries.iter().any(|other| other.name == entry.name) {
            self.errors.push(place.error("id", &span, "another entry of the file has this id".to_owned()));
        }
        if examples == 0 {
            self.errors.push(place.error("examples", &span, "an entry needs an example".to_owned()));
        }
        self.entries.push(entry);
    }

    fn conditions(&mut self, place: Place<'_>, entry: &ActEntry) -> Conditions {
        Conditions {
            object: self.filter(place, "object", &entry.object),
            object_not: self.filter(place, "object_not", &entry.object_not),
            who: self.filter(place, "who", &entry.who),
            who_not: self.filter(place, "who_not", &entry.who_not),
            whom: self.filter(place, "whom", &entry.whom),
            whom_not: self.filter(place, "whom_not", &entry.whom_not),
            near: self.filter(place, "near", &entry.near),
            near_not: self.filter(place, "near_not", &entry.near_not),
            several: entry.several,
        }
    }

    fn filter(&mut self, place: Place<'_>, field: &str, terms: &[Text]) -> Filter {
        let (mut words, mut phrases, mut classes) = (Vec::new(), Vec::new(), ClassSet::default());
        for term in terms {
            if let Some(name) = term.as_ref().strip_prefix('@') {
                match self.classes.iter().position(|c| c.name == name) {
                    Some(class) => classes.insert(class),
                    None => {
                        let reason = format!("there is no class '{name}'");
                        self.errors.push(place.error(field, &term.span(), reason));
                    }
                }
                continue;
            }
            for (head, rest) in noun_phrase(&mut self.words, term.as_ref()) {
                let rest: Box<[WordId]> = rest.iter().filter_map(|any| any.first().copied()).collect();
                if rest.is_empty() { words.push(head) } else { phrases.push((head, rest)) }
            }
        }
        words.sort_unstable();
        Filter { words: words.into(), phrases: phrases.into(), classes }
    }

    fn slots(&mut self, place: Place<'_>, field: &str, names: &[Text]) -> Vec<Slot> {
        let mut slots = Vec::new();
        for name in names {
            match self.slot(name.as_ref()) {
                Some(slot) => slots.push(slot),
                None => {
                    let reason = format!("'{}' is no place where a role can stand", name.as_ref());
                    self.errors.push(place.error(field, &name.span(), reason));
                }
            }
        }
        slots
    }

    fn slot(&mut self, name: &str) -> Option<Slot> {
        Some(match name {
            "subject" => Slot::Subject,
            "object" => Slot::Object,
            "indirect" => Slot::Indirect,
            "possessor" => Slot::Possessor,
            "adjective" => Slot::Adjective,
            "compound" => Slot::Compound,
            "between" => Slot::Between,
            "xcomp" => Slot::Xcomp,
            "ccomp" => Slot::Ccomp,
            "clause" => Slot::Clause,
            "inner actor" => Slot::InnerActor,
            "inner recipient" => Slot::InnerRecipient,
            word if PREPOSITIONS.contains(&word) => Slot::Preposition(self.words.intern(word)),
            _ => return None,
        })
    }

    fn context_list(&mut self, place: Place<'_>, names: &[Text]) -> Vec<u8> {
        let mut found = Vec::new();
        for name in names {
            match self.contexts.iter().position(|c| c.name == *name.as_ref()) {
                Some(at) => found.push(u8::try_from(at).unwrap_or(u8::MAX)),
                None => {
                    let reason = format!("there is no context '{}'", name.as_ref());
                    self.errors.push(place.error("contexts", &name.span(), reason));
                }
            }
        }
        found
    }

    fn event_type(&mut self, place: Place<'_>, field: &str, name: &Text) -> Option<EventType> {
        match name.as_ref().parse() {
            Ok(kind) => Some(kind),
            Err(error) => {
                self.errors.push(place.error(field, &name.span(), error.to_string()));
                None
            }
        }
    }

    fn status(&mut self, place: Place<'_>, name: Option<&Text>) -> Option<Status> {
        let name = name?;
        match name.as_ref().parse() {
            Ok(status) => Some(status),
            Err(error) => {
                self.errors.push(place.error("status", &name.span(), error.to_string()));
                None
            }
        }
    }

    fn type_and_mode(
        &mut self,
        place: Place<'_>,
        field: &str,
        written: &str,
        span: &Range<usize>,
    ) -> Option<(EventType, Option<String>)> {
        let found = self.types.read(written);
        if found.is_none() {
            let reason = format!("'{}' is no event type, or none with this mode", written.trim());
            self.errors.push(place.error(field, span, reason));
        }
        found
    }

    fn key(&mut self, place: Place<'_>, key: &Text) -> Option<Key> {
        let written = key.as_ref().as_str();
        let (status, word) = match written.split_once(' ') {
            Some((status, rest)) if status.parse::<Status>().is_ok() => (status.parse().ok(), rest),
            _ => match written.parse() {
                Ok(status) => (Some(status), "any"),
                Err(_) => (None, written),
            },
        };
        let scope = if word == "any" {
            Scope::Any
        } else if let Ok(track) = word.parse::<Track>() {
            Scope::Track(track)
        } else if let Ok(quad) = word.parse::<Quad>() {
            Scope::Quad(quad)
        } else {
            let (kind, mode) = self.type_and_mode(place, "gives", word, &key.span())?;
            mode.map_or(Scope::Type(kind), |mode| Scope::Mode(kind, mode))
        };
        Some(Key { status, scope })
    }

    fn outcome(&mut self, place: Place<'_>, value: &Text) -> Option<Outcome> {
        match value.as_ref().as_str() {
            "same" => Some(Outcome::Same),
            "none" => Some(Outcome::None),
            written => {
                let (kind, mode) = self.type_and_mode(place, "gives", written, &value.span())?;
                Some(Outcome::Becomes(kind, mode))
            }
        }
    }

    fn examples(&mut self, place: Place<'_>, written: &[Text]) -> Vec<Example> {
        let mut examples = Vec::new();
        for example in written {
            match read_example(&self.types, example.as_ref()) {
                Ok((text, read)) => {
                    examples.push(Example { text, read, line: place.line(&example.span()) });
                }
                Err(reason) => self.errors.push(place.error("examples", &example.span(), reason)),
            }
        }
        examples
    }

    fn verbs(&mut self, entry: usize, phrases: &[Text]) {
        for phrase in phrases {
            for (head, rest) in verb_phrase(&mut self.words, phrase.as_ref()) {
                let spelling = self.words.spelling(head).to_owned();
                self.words.add_use(head, Use { part: Part::Verb, rest: rest.clone(), plural: false, entry });
                // "the shelling of": a noun of the same act, where the tagger sees a noun.
                let gerund = self.words.intern(&inflection::gerund(&spelling));
                self.words.inflect(head, inflection::forms(&spelling));
                self.words.add_use(gerund, Use { part: Part::Noun, rest, plural: false, entry });
            }
        }
    }

    fn nouns(&mut self, entry: usize, phrases: &[Text]) {
        for phrase in phrases {
            for (head, rest) in noun_phrase(&mut self.words, phrase.as_ref()) {
                let rest: Rest = rest.into();
                // "talks": the text's lemma may be "talk", but a talk is something else.
                if let Some(singular) = singular(self.words.spelling(head)) {
                    let singular = self.words.intern(&singular);
                    let plural = Use { part: Part::Noun, rest: rest.clone(), plural: true, entry };
                    self.words.add_use(singular, plural);
                }
                self.words.add_use(head, Use { part: Part::Noun, rest, plural: false, entry });
            }
        }
    }

    fn plain(&mut self, entry: usize, part: Part, phrases: &[Text]) {
        for phrase in phrases {
            for (head, rest) in verb_phrase(&mut self.words, phrase.as_ref()) {
                self.words.add_use(head, Use { part, rest, plural: false, entry });
            }
        }
    }
}

fn as_written(lists: &[&[Text]]) -> Vec<String> {
    lists.iter().flat_map(|list| list.iter()).map(|word| word.as_ref().clone()).collect()
}

/// The class itself and every class that it takes in, however deep.
fn closure<'c>(classes: &'c ClassesFile, name: &'c str) -> Vec<&'c str> {
    let mut found = vec![name];
    let mut at = 0;
    while let Some(&next) = found.get(at) {
        let included = classes.get(next).map_or(&[][..], |entry| entry.classes.as_slice());
        for class in included.iter().map(|c| c.as_ref().as_str()).filter(|c| classes.contains_key(*c)) {
            if !found.contains(&class) {
                found.push(class);
            }
        }
        at += 1;
    }
    found
}

/// The further words of a phrase, each with its alternatives.
type Rest = Box<[Box<[WordId]>]>;

/// The alternatives of one word: "carry|bring".
fn alternatives(words: &mut Words, word: &str) -> Box<[WordId]> {
    word.split('|').filter(|w| !w.is_empty()).map(|w| words.intern(w)).collect()
}

/// Head and further words of a verb as written; one for each alternative of the head.
fn verb_phrase(words: &mut Words, phrase: &str) -> Vec<(WordId, Rest)> {
    let mut parts = phrase.split_whitespace();
    let heads = alternatives(words, parts.next().unwrap_or_default());
    let rest: Box<[_]> = parts.map(|word| alternatives(words, word)).collect();
    heads.iter().map(|&head| (head, rest.clone())).collect()
}

/// Head and further words of a noun as written: the head is the last word, or the one before the first preposition.
/// A hyphen joins two words that the tokeniser separates, so that both ways of writing are found.
fn noun_phrase(words: &mut Words, phrase: &str) -> Vec<(WordId, Vec<Box<[WordId]>>)> {
    let mut found = Vec::new();
    let parts: Vec<&str> = phrase.split_whitespace().collect();
    if parts.len() == 1 && phrase.contains('-') {
        found.push((words.intern(phrase), Vec::new()));
    }
    let parts: Vec<&str> = phrase.split([' ', '-']).filter(|p| !p.is_empty()).collect();
    let before_preposition = parts.iter().skip(1).position(|p| PREPOSITIONS.contains(p));
    let Some(head) = before_preposition.or(parts.len().checked_sub(1)) else { return found };
    let heads = alternatives(words, parts[head]);
    let others = parts.iter().enumerate().filter(|(at, _)| *at != head);
    let rest: Vec<_> = others.map(|(_, word)| alternatives(words, word)).collect();
    found.extend(heads.iter().map(|&head| (head, rest.clone())));
    found
}

/// The singular of a noun that is written in the plural.
fn singular(noun: &str) -> Option<String> {
    let stem = noun.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']))?;
    Some(stem.strip_suffix("ie").map_or_else(|| stem.to_owned(), |stem| format!("{stem}y")))
}

/// Reads "Norway met Russia. -> CONSULT NOR > RUS; …".
fn read_example(types: &Types, written: &str) -> Result<(String, Vec<Expected>), String> {
    let (text, reading) =
        written.rsplit_once("->").ok_or("an example is 'sentence -> TYPE ACTOR > RECIPIENT'")?;
    let read: Result<Vec<_>, String> =
        reading.split(';').map(|one| read_expected(types, one.trim())).collect();
    Ok((text.trim().to_owned(), read?))
}

fn read_expected(types: &Types, written: &str) -> Result<Expected, String> {
    let (written, status) = match written.strip_suffix(']').and_then(|w| w.rsplit_once('[')) {
        Some((before, status)) => (before.trim(), Some(status.parse::<Status>().map_err(|e| e.to_string())?)),
        None => (written, None),
    };
    let (kind, rest) = written.split_once(' ').unwrap_or((written, ""));
    let kind: EventType = kind.parse().map_err(|e: dualtrack_record::UnknownWord| e.to_string())?;
    let (first, after) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
    let (mode, roles) = match types.mode(kind, first) {
        Some(mode) => (Some(mode.name.clone()), after),
        None => (None, rest),
    };
    let list = |side: &str| -> Vec<String> {
        side.split('+').map(str::trim).filter(|a| !a.is_empty() && *a != "-").map(str::to_owned).collect()
    };
    let (actors, recipients) = roles.split_once('>').unwrap_or((roles, ""));
    let (actors, recipients) = (list(actors), list(recipients));
    if let Some(odd) = actors.iter().chain(&recipients).find(|a| a.contains(' ')) {
        return Err(format!("'{odd}' is neither a mode of {kind} nor an actor"));
    }
    Ok(Expected { kind, mode, actors, recipients, status })
}

/// Codes by what is done and, for requests, promises and the like, what they are about.
pub(super) type CameoKey = ((EventType, Option<String>), Option<(EventType, Option<String>)>);

/// Keeps the map type in one place.
pub(super) type CameoMap = BTreeMap<CameoKey, String>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noun_phrases_know_their_head() {
        let mut words = Words::default();
        for (phrase, head, others) in [
            ("travel ban", "ban", "travel"),
            ("state of emergency", "state", "of emergency"),
            ("no-fly zone", "zone", "no fly"),
        ] {
            let (found, rest) = noun_phrase(&mut words, phrase).pop().unwrap();
            let rest: Vec<_> = rest.iter().map(|w| words.spelling(w[0])).collect();
            assert_eq!((words.spelling(found), rest.join(" ").as_str()), (head, others), "{phrase}");
        }
    }
}
