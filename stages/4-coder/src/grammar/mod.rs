//! Grammatical functions over the tree: who is the subject of an infinitive, what is the object of a passive, what a
//! preposition introduces. Everything that the coder knows about English syntax stands here; it knows nothing of acts.
//!
//! All functions give the head words of noun phrases, with their conjuncts; all walks up the tree are bounded.

mod control;
mod phrase;
#[cfg(test)]
mod tests;

use dualtrack_document::{Doc, PronType, Relation, Tense, TokenId, Upos, VerbForm, Voice};
use smallvec::SmallVec;

pub(crate) use control::{logical_subjects, surface_subjects};
pub(crate) use phrase::{Piece, antecedent, holds, is_pronoun, pieces};

/// A few words.
pub(crate) type Tokens = SmallVec<[TokenId; 4]>;

/// How many steps any walk along the tree takes at most.
const STEPS: usize = 8;

/// Verbs whose passive keeps an object ("was given arms").
const DITRANSITIVE: &[&str] = &[
    "give", "grant", "award", "offer", "deny", "send", "refuse", "promise", "tell", "show", "owe", "pay",
    "lend", "allow", "sentence", "fine", "ask", "teach", "call", "name", "elect", "appoint", "declare",
];

/// Whether the word is a verb in the passive: with its auxiliary, or a bare past participle that modifies a noun.
///
/// A parser may take a short clause's past tense for a participle, or its subject for a passive's; an object or the want
/// of an auxiliary tells.
pub(crate) fn is_passive(doc: Doc<'_>, verb: TokenId) -> bool {
    let (mut auxiliary, mut subject, mut agent, mut object) = (false, false, false, false);
    for &child in doc.children(verb) {
        match doc.relation(child) {
            Relation::AuxPass => return true,
            Relation::Aux if doc.lemma(child) == "be" && !doc.form(verb).ends_with("ing") => return true,
            Relation::Aux | Relation::Cop | Relation::Nsubj => auxiliary = true,
            Relation::NsubjPass | Relation::CsubjPass => subject = true,
            Relation::OblAgent => agent = true,
            Relation::Obj => object = true,
            _ => {}
        }
    }
    let features = doc.token(verb).features;
    if auxiliary || object && !DITRANSITIVE.contains(&doc.lemma(verb)) {
        return false;
    }
    if subject {
        return agent || features.voice() == Some(Voice::Pass) || doc.relation(verb) == Relation::Conj;
    }
    let participle = features.voice() == Some(Voice::Pass)
        || features.verb_form() == Some(VerbForm::Part) && features.tense() == Some(Tense::Past);
    match doc.relation(verb) {
        _ if agent => true,
        Relation::Advcl if participle && continues_perfect(doc, verb) => false,
        Relation::Acl | Relation::Amod | Relation::AclRelcl | Relation::Advcl => participle,
        Relation::Conj => participle && doc.head(verb).is_some_and(|first| is_passive_head(doc, first)),
        Relation::Xcomp | Relation::Root | Relation::Ccomp | Relation::Parataxis => {
            features.voice() == Some(Voice::Pass)
        }
        _ => false,
    }
}

/// Whether a participle is one more member of a list of perfects: "have discussed the border, discussed trade, *briefed* on".
fn continues_perfect(doc: Doc<'_>, verb: TokenId) -> bool {
    let Some(member) = doc.head(verb).filter(|&member| member < verb) else { return false };
    let first = doc.head(member).filter(|_| doc.relation(member) == Relation::Conj);
    let perfect = |at: TokenId| doc.children_by(at, Relation::Aux).any(|aux| doc.lemma(aux) == "have");
    first.is_some_and(perfect)
}

/// The passive of a first conjunct, without looking at what it is a conjunct of.
fn is_passive_head(doc: Doc<'_>, verb: TokenId) -> bool {
    let by_children = doc.children(verb).iter().any(|&child| {
        matches!(doc.relation(child), Relation::NsubjPass | Relation::AuxPass | Relation::CsubjPass)
    });
    by_children || doc.token(verb).features.voice() == Some(Voice::Pass)
}

/// The object and the subject of a participle that a parser hung on its object, though no verb stands above: in
/// "Israel destroyed houses" or "Germany has suspended aid", read as one noun phrase.
fn verbless_clause(doc: Doc<'_>, verb: TokenId) -> Option<(TokenId, TokenId)> {
    if doc.relation(verb) != Relation::Amod {
        return None;
    }
    let noun = doc.head(verb).filter(|&noun| noun > verb)?;
    if let Some(subject) = own_subject(doc, verb) {
        return Some((noun, subject));
    }
    // "withdrew" is no participle.
    let is_finite = doc.token(verb).features.verb_form() == Some(VerbForm::Fin);
    let stands_alone = match doc.relation(noun) {
        Relation::Root | Relation::Ccomp => true,
        Relation::Conj => doc.head(noun).is_some_and(|first| doc.relation(first) == Relation::Root),
        _ => false,
    };
    if !(stands_alone || is_finite) || doc.child(noun, Relation::Cop).is_some() {
        return None;
    }
    let named = |&child: &TokenId| {
        child < verb
            && matches!(doc.relation(child), Relation::Compound | Relation::NmodUnmarked | Relation::NmodDesc)
            && is_capitalised(doc, child)
    };
    let subject = own_subject(doc, noun).filter(|_| stands_alone);
    subject.or_else(|| doc.children(noun).iter().copied().find(named)).map(|name| (noun, name))
}

/// A noun phrase's head with all its conjuncts.
pub(crate) fn with_conjuncts(doc: Doc<'_>, head: TokenId, found: &mut Tokens) {
    let mut open: Tokens = SmallVec::from_slice(&[head]);
    while let Some(at) = open.pop() {
        if found.contains(&at) || found.len() > 64 {
            continue;
        }
        found.push(at);
        open.extend(doc.children_by(at, Relation::Conj).filter(|&c| doc.upos(c) != Upos::Verb));
    }
}

/// The noun that a relative pronoun stands for; any other word stands for itself.
pub(crate) fn resolve_relative(doc: Doc<'_>, word: TokenId) -> TokenId {
    let token = doc.token(word);
    let relative = token.upos == Upos::Pron && token.features.pron_type() == Some(PronType::Rel)
        || matches!(doc.lemma(word), "who" | "which" | "that" | "whom") && token.upos != Upos::Det;
    if !relative {
        return word;
    }
    let clause = doc.ancestors(word).take(STEPS).find(|&above| doc.relation(above) == Relation::AclRelcl);
    clause.and_then(|clause| doc.head(clause)).unwrap_or(word)
}

/// Resolves a relative pronoun and adds the conjuncts.
fn add_phrase(doc: Doc<'_>, word: TokenId, found: &mut Tokens) {
    with_conjuncts(doc, resolve_relative(doc, word), found);
}

/// What a verb acts on: its object; of a passive, its subject; of a relative clause or participle, the noun it modifies.
pub(crate) fn objects(doc: Doc<'_>, verb: TokenId) -> Tokens {
    let mut found = Tokens::new();
    if let Some((object, _)) = verbless_clause(doc, verb) {
        add_phrase(doc, object, &mut found);
        return found;
    }
    let mut at = verb;
    for _ in 0..STEPS {
        if is_passive(doc, at) {
            return surface_subjects(doc, at);
        }
        for object in doc.children_by(at, Relation::Obj) {
            add_phrase(doc, object, &mut found);
        }
        if !found.is_empty() {
            return found;
        }
        // "warned Iran that it would": whom it is told is its only object.
        for object in doc.children_by(at, Relation::Iobj) {
            add_phrase(doc, object, &mut found);
        }
        if !found.is_empty() {
            return found;
        }
        if let Some(noun) = extracted(doc, at) {
            add_phrase(doc, noun, &mut found);
            return found;
        }
        // "arrested and deported activists": the object of the first serves both, if it stands behind them.
        match (doc.relation(at), doc.head(at)) {
            (Relation::Conj, Some(first)) if doc.upos(first) == Upos::Verb => {
                let shared = doc.children_by(first, Relation::Obj).any(|object| object > verb);
                if !shared && !is_passive(doc, first) {
                    return found;
                }
                at = first;
            }
            _ => return found,
        }
    }
    found
}

/// The noun that a relative clause modifies, where it is the object of a verb in it: "the town they bombed", "the vote that
/// they plan to hold".
fn extracted(doc: Doc<'_>, verb: TokenId) -> Option<TokenId> {
    let mut clause = verb;
    while doc.relation(clause) == Relation::Xcomp {
        clause = doc.head(clause)?;
        if doc.child(clause, Relation::Obj).is_some_and(|object| resolve_relative(doc, object) == object) {
            return None;
        }
    }
    let relative = doc.relation(clause) == Relation::AclRelcl && !is_passive(doc, clause);
    let subject = own_subject(doc, clause).is_some_and(|subject| resolve_relative(doc, subject) == subject);
    doc.head(clause).filter(|_| relative && subject && !has_own_relative(doc, clause))
}

/// Whether a relative clause has its relative pronoun elsewhere ("in which").
fn has_own_relative(doc: Doc<'_>, verb: TokenId) -> bool {
    doc.children(verb).iter().any(|&child| {
        matches!(doc.relation(child), Relation::Obl | Relation::Advmod | Relation::OblUnmarked)
            && (resolve_relative(doc, child) != child
                || doc.token(child).features.pron_type() == Some(PronType::Rel))
    })
}

/// The subject that hangs on a verb itself, active or passive.
pub(crate) fn own_subject(doc: Doc<'_>, verb: TokenId) -> Option<TokenId> {
    own_subjects(doc, verb).next()
}

/// The words that hang on a verb as its subject; several where a name and its title were not joined.
pub(crate) fn own_subjects(doc: Doc<'_>, verb: TokenId) -> impl Iterator<Item = TokenId> + '_ {
    doc.children(verb).iter().copied().filter(move |&child| {
        matches!(doc.relation(child), Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter)
    })
}

/// The indirect object ("gave *Ukraine* arms").
pub(crate) fn indirect_objects(doc: Doc<'_>, verb: TokenId) -> Tokens {
    let mut found = Tokens::new();
    for object in doc.children_by(verb, Relation::Iobj) {
        add_phrase(doc, object, &mut found);
    }
    // "Ukraine was given arms": the passive's subject, where an object remains.
    if found.is_empty() && is_passive(doc, verb) && doc.child(verb, Relation::Obj).is_some() {
        return surface_subjects(doc, verb);
    }
    found
}

/// The preposition of a phrase, as the words that hang on its head in `case`; of a clause, in `mark`.
pub(crate) fn markers(doc: Doc<'_>, word: TokenId) -> impl Iterator<Item = TokenId> + '_ {
    doc.children(word)
        .iter()
        .copied()
        .filter(move |&child| child < word && matches!(doc.relation(child), Relation::Case | Relation::Mark))
}

/// The noun phrases and clauses that hang on a word behind a preposition for which `is` holds.
pub(crate) fn behind(doc: Doc<'_>, word: TokenId, is: &mut dyn FnMut(TokenId) -> bool, found: &mut Tokens) {
    for &child in doc.children(word) {
        let fits = matches!(
            doc.relation(child),
            Relation::Obl | Relation::OblAgent | Relation::Nmod | Relation::Advcl | Relation::Acl
        );
        if fits && markers(doc, child).any(&mut *is) {
            add_phrase(doc, child, found);
        } else if is_stranded(doc, child) && is(child) {
            found.extend(relative_noun(doc, child));
        }
    }
}

/// Whether a word is a preposition without what it introduces, which a relative pronoun stands for further ahead: "a
/// neighbour which we have relations *with*".
fn is_stranded(doc: Doc<'_>, word: TokenId) -> bool {
    doc.upos(word) == Upos::Adp
        && matches!(doc.relation(word), Relation::Obl | Relation::Nmod)
        && doc.children(word).is_empty()
        && relative_noun(doc, word).is_some()
}

/// The noun that the relative clause of a word says something of.
fn relative_noun(doc: Doc<'_>, word: TokenId) -> Option<TokenId> {
    let clause = doc.ancestors(word).take(STEPS).find(|&above| doc.relation(above) == Relation::AclRelcl)?;
    doc.head(clause)
}

/// Whether a relative pronoun that looks like a verb's object belongs to a preposition stranded behind the verb.
fn belongs_to_stranded(doc: Doc<'_>, verb: TokenId, pronoun: TokenId) -> bool {
    pronoun < verb
        && resolve_relative(doc, pronoun) != pronoun
        && doc.subtree(verb).iter().any(|word| word > verb && is_stranded(doc, word))
}

/// The verb whose argument a noun is, with the relation in which it stands: "launched an attack", "an attack was launched",
/// "the attack launched by", "the attack that it launched".
pub(crate) fn governor(doc: Doc<'_>, noun: TokenId) -> Option<(TokenId, Relation)> {
    let clause = doc.children(noun).iter().copied().find(|&child| {
        doc.upos(child) == Upos::Verb
            && match doc.relation(child) {
                Relation::Acl => is_passive(doc, child),
                Relation::AclRelcl => objects(doc, child).contains(&noun),
                _ => false,
            }
    });
    if let Some(verb) = clause {
        return Some((verb, Relation::NsubjPass));
    }
    let mut at = noun;
    for _ in 0..STEPS {
        let head = doc.head(at)?;
        match doc.relation(at) {
            Relation::Conj | Relation::Appos => at = head,
            relation => return Some((head, relation)),
        }
    }
    None
}

/// The noun's possessors ("Russia's").
pub(crate) fn possessors(doc: Doc<'_>, noun: TokenId) -> Tokens {
    let mut found = Tokens::new();
    for child in doc.children_by(noun, Relation::NmodPoss) {
        add_phrase(doc, child, &mut found);
    }
    found
}

/// Adjectives written with a capital that modify a noun ("Russian", "Norwegian and Swedish").
pub(crate) fn adjectives(doc: Doc<'_>, noun: TokenId) -> Tokens {
    modifiers(doc, noun, &[Relation::Amod])
}

/// Names compounded with a noun ("NATO–Russia talks").
pub(crate) fn compounds(doc: Doc<'_>, noun: TokenId) -> Tokens {
    modifiers(doc, noun, &[Relation::Compound, Relation::NmodDesc, Relation::Nmod])
}

fn modifiers(doc: Doc<'_>, noun: TokenId, relations: &[Relation]) -> Tokens {
    let mut found = Tokens::new();
    for &child in doc.children(noun) {
        let fits = relations.contains(&doc.relation(child)) && child < noun;
        if fits && is_capitalised(doc, child) && markers(doc, child).next().is_none() {
            with_conjuncts(doc, child, &mut found);
            // "US-Russia", "NATO–Russia": the first hangs on the second.
            for &inner in doc.children(child) {
                let joined =
                    matches!(doc.relation(inner), Relation::Compound | Relation::Dep | Relation::Nmod);
                if joined && is_capitalised(doc, inner) && has_dash_between(doc, inner, child) {
                    found.push(inner);
                }
            }
        }
    }
    found
}

fn has_dash_between(doc: Doc<'_>, first: TokenId, second: TokenId) -> bool {
    let (first, second) = (first.min(second), first.max(second));
    second.0 == first.0 + 2 && matches!(doc.form(TokenId(first.0 + 1)), "-" | "–" | "—" | "/")
}

/// Whether a word is written with a capital.
pub(crate) fn is_capitalised(doc: Doc<'_>, word: TokenId) -> bool {
    doc.form(word).chars().next().is_some_and(char::is_uppercase)
}

/// Both members of "between A and B".
pub(crate) fn between(doc: Doc<'_>, word: TokenId) -> Tokens {
    let mut found = Tokens::new();
    behind(doc, word, &mut |marker| matches!(doc.lemma(marker), "between" | "among"), &mut found);
    found
}
