//! Running the examples: every entry must read its examples as stated, and leave its counter-examples alone.

use dualtrack_document::{Coding, Doc, EventLine, Mentions, Role, Syntax};
use dualtrack_record::Actor;

use crate::events::Context;
use crate::{issues, quotations};

use super::{Codebook, CodebookError, Example, Expected};

impl Codebook {
    /// Runs all examples and counter-examples through `parse`, which gives a text's syntax and mentions, and tells those
    /// that are read otherwise than stated.
    #[must_use]
    pub fn check(&self, mut parse: impl FnMut(&str) -> (Syntax, Mentions)) -> Vec<CodebookError> {
        let mut errors = Vec::new();
        let references = self.references.iter().map(|r| (&r.name, &r.examples, NO_COUNTER, 0));
        let entries = self.entries.iter().map(|e| (&e.name, &e.examples, &*e.counter, e.line));
        for (name, examples, counter, entry_line) in entries.chain(references) {
            let file = name.split('#').next().unwrap_or_default();
            let id = name.rsplit('#').next().unwrap_or_default();
            let mut fail = |field: &str, line: usize, reason: String| {
                let field = Some(format!("{id}.{field}"));
                errors.push(CodebookError { file: file.to_owned(), line, field, reason });
            };
            for example in examples {
                let (syntax, mentions) = parse(&example.text);
                let coding = self.code(Doc::new(&example.text, &syntax), &mentions, &Context::default());
                for expected in example.read.iter().filter(|e| !is_read(e, &coding, &mentions)) {
                    fail("examples", example.line, missing(example, expected, &coding, &mentions));
                }
            }
            for text in counter {
                let (syntax, mentions) = parse(text);
                let coding = self.code(Doc::new(text, &syntax), &mentions, &Context::default());
                if let Some(event) = coding.events.iter().find(|event| event.why.contains(name)) {
                    let reason = format!("\"{text}\" is read as {}", sketch(event, &mentions));
                    fail("counter", entry_line, reason);
                }
            }
        }
        let mut other = |file: &str, (field, reason): (String, String)| {
            errors.push(CodebookError { file: file.to_owned(), line: 0, field: Some(field), reason });
        };
        quotations::check(&self.cues, &mut parse).into_iter().for_each(|wrong| other("cues.toml", wrong));
        issues::check(&self.issues, &mut parse).into_iter().for_each(|wrong| other("issues.toml", wrong));
        errors
    }
}

/// References have no counter-examples of their own.
const NO_COUNTER: &[String] = &[];

fn is_read(expected: &Expected, coding: &Coding, mentions: &Mentions) -> bool {
    coding.events.iter().any(|event| {
        event.kind == expected.kind
            && expected.mode.as_ref().is_none_or(|mode| event.mode.as_ref() == Some(mode))
            && expected.status.is_none_or(|status| event.status == status)
            && same(&expected.actors, &event.actors, mentions)
            && same(&expected.recipients, &event.recipients, mentions)
    })
}

/// Whether the roles are played by those expected and nobody else; by anybody, where nobody is named. A state stands for
/// its bodies and people too.
fn same(expected: &[String], roles: &[Role], mentions: &Mentions) -> bool {
    let is = |actor: &Actor, id: &str| {
        actor.id == id
            || actor.id.strip_prefix(id).is_some_and(|rest| rest.starts_with('.'))
            || actor.country.as_deref() == Some(id)
            || actor.office.as_ref().is_some_and(|office| office.of == id)
    };
    let actors: Vec<&Actor> = roles.iter().map(|role| mentions.actor(role.actor)).collect();
    expected.is_empty()
        || expected.iter().all(|id| actors.iter().any(|actor| is(actor, id)))
            && actors.iter().all(|actor| expected.iter().any(|id| is(actor, id)))
}

fn missing(example: &Example, expected: &Expected, coding: &Coding, mentions: &Mentions) -> String {
    let read: Vec<String> = coding.events.iter().map(|event| sketch(event, mentions)).collect();
    let read = if read.is_empty() { "as no event".to_owned() } else { format!("as {}", read.join("; ")) };
    format!("\"{}\" is not read as {expected} but {read}", example.text)
}

/// An event in one line, as examples are written.
fn sketch(event: &EventLine, mentions: &Mentions) -> String {
    let ids = |roles: &[Role]| {
        let ids: Vec<&str> = roles.iter().map(|role| mentions.actor(role.actor).id.as_str()).collect();
        if ids.is_empty() { "-".to_owned() } else { ids.join(" + ") }
    };
    let mode = event.mode.as_ref().map(|mode| format!(" {mode}")).unwrap_or_default();
    let (actors, recipients) = (ids(&event.actors), ids(&event.recipients));
    format!("{}{mode} {actors} > {recipients} [{}]", event.kind, event.status)
}
