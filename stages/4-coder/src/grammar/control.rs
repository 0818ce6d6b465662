//! Subjects, also where the verb has none of its own.

use dualtrack_document::{Doc, Relation, TokenId, Upos, VerbForm};

use super::{STEPS, Tokens, add_phrase, behind, is_passive, own_subject, own_subjects, possessors};

/// Verbs whose infinitive is done by their subject though they have an object ("promised Israel to help").
const SUBJECT_CONTROL: &[&str] =
    &["promise", "vow", "pledge", "threaten", "use", "offer", "take", "spend", "waste"];

/// Verbs and nouns whose infinitive is done by whom a preposition introduces ("called on Israel to stop").
const ADDRESSING: &[&str] = &[
    "appeal",
    "call",
    "plead",
    "signal",
    "pressure",
    "demand",
    "request",
    "order",
    "ultimatum",
    "warning",
    "lean",
    "prevail",
    "count",
    "rely",
    "push",
    "press",
    "invitation",
    "message",
    "permission",
    "instruction",
    "plea",
    "command",
    "offer",
    "deadline",
    "wait",
];

/// Who does it: the subject of an active verb, the "by" phrase of a passive.
pub(crate) fn logical_subjects(doc: Doc<'_>, verb: TokenId) -> Tokens {
    if let Some((noun, name)) = super::verbless_clause(doc, verb) {
        let mut found = Tokens::new();
        add_phrase(doc, name, &mut found);
        found.extend(doc.head(noun).filter(|&first| doc.relation(noun) == Relation::Conj && first < name));
        return found;
    }
    if is_passive(doc, verb) { agents(doc, verb) } else { surface_subjects(doc, verb) }
}

fn agents(doc: Doc<'_>, verb: TokenId) -> Tokens {
    let mut found = Tokens::new();
    let mut at = verb;
    for _ in 0..STEPS {
        for agent in doc.children_by(at, Relation::OblAgent) {
            add_phrase(doc, agent, &mut found);
        }
        if found.is_empty() {
            behind(doc, at, &mut |marker| doc.lemma(marker) == "by", &mut found);
            found.retain(|word| doc.upos(*word).is_nominal());
        }
        // "was detained and deported by police": the agent of one serves both.
        match (found.is_empty(), doc.relation(at), doc.head(at)) {
            (true, Relation::Conj, Some(first)) if is_passive(doc, first) => at = first,
            _ => break,
        }
    }
    if found.is_empty() {
        for conjunct in doc.children_by(verb, Relation::Conj).filter(|&c| is_passive(doc, c)) {
            for agent in doc.children_by(conjunct, Relation::OblAgent) {
                add_phrase(doc, agent, &mut found);
            }
        }
    }
    found
}

/// The grammatical subject, found through conjunction, control and modification.
pub(crate) fn surface_subjects(doc: Doc<'_>, verb: TokenId) -> Tokens {
    let mut found = Tokens::new();
    let mut at = verb;
    for _ in 0..STEPS {
        for subject in own_subjects(doc, at) {
            add_phrase(doc, subject, &mut found);
        }
        if !found.is_empty() {
            return found;
        }
        let Some(head) = doc.head(at) else { return found };
        match doc.relation(at) {
            Relation::Conj if doc.upos(head).is_nominal() && doc.upos(at) != Upos::Verb => return found,
            Relation::Conj | Relation::Ccomp | Relation::Parataxis => at = head,
            Relation::Xcomp => match controller(doc, head, at) {
                Controller::Found(controllers) => return controllers,
                Controller::SubjectOf(above) => at = above,
            },
            Relation::Advcl => match controller_of_adverbial(doc, head, at) {
                Controller::Found(controllers) => return controllers,
                Controller::SubjectOf(above) => at = above,
            },
            Relation::AclRelcl => {
                add_phrase(doc, head, &mut found);
                return found;
            }
            Relation::Acl | Relation::Amod => {
                let verb_form = doc.token(at).features.verb_form();
                let infinitive = verb_form == Some(VerbForm::Inf) || has_marker(doc, at, &["to"]);
                if infinitive || has_marker(doc, at, &["of", "for", "against"]) {
                    return controller_of_noun(doc, head, at);
                }
                add_phrase(doc, head, &mut found);
                return found;
            }
            _ => return found,
        }
    }
    found
}

enum Controller {
    Found(Tokens),
    SubjectOf(TokenId),
}

/// Who does what an infinitive or participle says: the object of the verb above, else its subject.
fn controller(doc: Doc<'_>, above: TokenId, clause: TokenId) -> Controller {
    let mut found = Tokens::new();
    if is_passive(doc, above) || SUBJECT_CONTROL.contains(&doc.lemma(above)) {
        return Controller::SubjectOf(above);
    }
    for &child in doc.children(above) {
        let object = matches!(doc.relation(child), Relation::Obj | Relation::Iobj) && child < clause;
        if object && !super::belongs_to_stranded(doc, above, child) {
            add_phrase(doc, child, &mut found);
        }
    }
    if found.is_empty() {
        found = addressees(doc, above, clause);
    }
    if found.is_empty() { Controller::SubjectOf(above) } else { Controller::Found(found) }
}

/// Of "accused Iran of attacking", "forced them into leaving" the object; of other adverbial clauses the subject.
fn controller_of_adverbial(doc: Doc<'_>, above: TokenId, clause: TokenId) -> Controller {
    if has_marker(doc, clause, &["of", "from", "for", "into", "against", "with"]) {
        if is_passive(doc, above) {
            return Controller::SubjectOf(above);
        }
        let mut found = Tokens::new();
        for object in doc.children_by(above, Relation::Obj).filter(|&object| object < clause) {
            add_phrase(doc, object, &mut found);
        }
        if !found.is_empty() {
            return Controller::Found(found);
        }
    }
    let infinitive = doc.token(clause).features.verb_form() == Some(VerbForm::Inf);
    if infinitive && doc.upos(above) == Upos::Verb {
        let found = addressees(doc, above, clause);
        if !found.is_empty() {
            return Controller::Found(found);
        }
    }
    // "a fighter, holding": an adverbial clause on a noun that is no predicate is the noun's.
    if doc.upos(above).is_nominal() && own_subject(doc, above).is_none() {
        let mut found = Tokens::new();
        add_phrase(doc, above, &mut found);
        return Controller::Found(found);
    }
    Controller::SubjectOf(above)
}

/// Those on whom somebody calls: "called *on Israel* to stop", "an appeal *to the rebels* to disarm".
fn addressees(doc: Doc<'_>, above: TokenId, clause: TokenId) -> Tokens {
    let mut found = Tokens::new();
    if ADDRESSING.contains(&doc.lemma(above)) {
        let mut fits =
            |marker: TokenId| matches!(doc.lemma(marker), "on" | "upon" | "to" | "for" | "with" | "from");
        behind(doc, above, &mut fits, &mut found);
        found.retain(|word| *word < clause && doc.upos(*word).is_nominal());
    }
    found
}

/// Who does what an infinitive on a noun says ("Russia's decision to leave", "an order to Poland to pay").
fn controller_of_noun(doc: Doc<'_>, noun: TokenId, clause: TokenId) -> Tokens {
    let addressed = addressees(doc, noun, clause);
    if !addressed.is_empty() {
        return addressed;
    }
    let mut found = possessors(doc, noun);
    if found.is_empty() {
        found = super::adjectives(doc, noun);
    }
    if found.is_empty()
        && let Some((verb, relation)) = super::governor(doc, noun)
        && matches!(relation, Relation::Obj | Relation::NsubjPass | Relation::Obl | Relation::Xcomp)
        && doc.upos(verb) == Upos::Verb
        && verb != clause
    {
        // One step further up only: the clause above may hang on another noun, and so on.
        found = own_subject(doc, verb).map_or_else(Tokens::new, |subject| {
            let mut of_verb = Tokens::new();
            if relation != Relation::NsubjPass {
                add_phrase(doc, subject, &mut of_verb);
            }
            of_verb
        });
        for agent in doc.children_by(verb, Relation::OblAgent) {
            add_phrase(doc, agent, &mut found);
        }
        for subject in infinitive_chain(doc, verb) {
            if found.is_empty() {
                add_phrase(doc, subject, &mut found);
            }
        }
    }
    found
}

/// The subjects of the verbs above an infinitive or conjunct, nearest first.
fn infinitive_chain(doc: Doc<'_>, verb: TokenId) -> impl Iterator<Item = TokenId> + '_ {
    let chained = move |at: &TokenId| {
        matches!(doc.relation(*at), Relation::Xcomp | Relation::Conj | Relation::Advcl)
            .then(|| doc.head(*at))?
    };
    std::iter::successors(Some(verb), chained).take(STEPS).filter_map(move |at| own_subject(doc, at))
}

fn has_marker(doc: Doc<'_>, clause: TokenId, words: &[&str]) -> bool {
    super::markers(doc, clause).any(|marker| words.contains(&doc.lemma(marker)))
}
