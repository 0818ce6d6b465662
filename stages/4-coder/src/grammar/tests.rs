//! Grammatical functions on trees written by hand, so that they do not change with the parser.

use dualtrack_document::{Doc, Features, Relation, Span, Syntax, SyntaxBuilder, Token, TokenId, Upos};

use super::*;

/// A text and its tree from words like `imposed|impose|VERB|acl|2|Voice=Pass`; heads are counted from 1, 0 is the root.
pub(crate) fn tree(words: &str) -> (String, Syntax) {
    let mut text = String::new();
    let mut lines = Vec::new();
    for word in words.split_whitespace() {
        let mut parts = word.split('|');
        let mut next = || parts.next().unwrap_or_else(|| panic!("{word} is not whole"));
        let (form, lemma) = (next(), next());
        let upos: Upos = next().parse().unwrap();
        let relation: Relation = next().parse().unwrap();
        let head: u32 = next().parse().unwrap();
        let features = parts.next().map_or(Features::default(), |f| f.parse().unwrap());
        if !text.is_empty() {
            text.push(' ');
        }
        let span = Span::at(text.len()..text.len() + form.len());
        text.push_str(form);
        let head = head.checked_sub(1).map(TokenId);
        lines.push((Token { span, head, relation, upos, features, joined: false }, lemma));
    }
    let mut builder = SyntaxBuilder::new();
    builder.sentence(0, lines, []);
    (text, builder.finish())
}

fn forms(doc: Doc<'_>, tokens: &[TokenId]) -> String {
    tokens.iter().map(|&token| doc.form(token)).collect::<Vec<_>>().join(" ")
}

type Function = fn(Doc<'_>, TokenId) -> Tokens;

/// Checks what a function gives for the word of that form.
fn check(words: &str, word: &str, function: Function, expected: &str) {
    let (text, syntax) = tree(words);
    let doc = Doc::new(&text, &syntax);
    let at = (0..syntax.tokens().len()).map(TokenId::from).find(|&t| doc.form(t) == word).unwrap();
    assert_eq!(forms(doc, &function(doc, at)), expected, "of '{word}' in '{text}'");
}

const ACTIVE: &str = "Egypt|Egypt|PROPN|nsubj|2 attacked|attack|VERB|root|0 Syria|Syria|PROPN|obj|2 \
    and|and|CCONJ|cc|5 Jordan|Jordan|PROPN|conj|3";
const PASSIVE: &str = "Syria|Syria|PROPN|nsubj:pass|3 was|be|AUX|aux:pass|3 attacked|attack|VERB|root|0 \
    by|by|ADP|case|5 Egypt|Egypt|PROPN|obl:agent|3";
const PARTICIPLE: &str = "the|the|DET|det|2 sanctions|sanction|NOUN|root|0 imposed|impose|VERB|acl|2|Voice=Pass \
    on|on|ADP|case|5 Iraq|Iraq|PROPN|obl|3 by|by|ADP|case|7 Britain|Britain|PROPN|obl:agent|3";
const RELATIVE: &str = "the|the|DET|det|2 rebels|rebel|NOUN|root|0 who|who|PRON|nsubj|4|PronType=Rel \
    freed|free|VERB|acl:relcl|2 hostages|hostage|NOUN|obj|4";
const RELATIVE_OBJECT: &str = "the|the|DET|det|2 town|town|NOUN|root|0 that|that|PRON|obj|5|PronType=Rel \
    Egypt|Egypt|PROPN|nsubj|5 bombed|bomb|VERB|acl:relcl|2";
const REDUCED_RELATIVE: &str = "the|the|DET|det|2 town|town|NOUN|root|0 Egypt|Egypt|PROPN|nsubj|4 \
    bombed|bomb|VERB|acl:relcl|2";
const SUBJECT_CONTROL: &str = "Egypt|Egypt|PROPN|nsubj|2 agreed|agree|VERB|root|0 to|to|PART|mark|4 \
    withdraw|withdraw|VERB|xcomp|2|VerbForm=Inf";
const OBJECT_CONTROL: &str = "Egypt|Egypt|PROPN|nsubj|2 urged|urge|VERB|root|0 Israel|Israel|PROPN|obj|2 \
    to|to|PART|mark|5 withdraw|withdraw|VERB|xcomp|2|VerbForm=Inf";
const PROMISE: &str = "Egypt|Egypt|PROPN|nsubj|2 promised|promise|VERB|root|0 Israel|Israel|PROPN|obj|2 \
    to|to|PART|mark|5 withdraw|withdraw|VERB|xcomp|2|VerbForm=Inf";
const CALL_ON: &str = "Egypt|Egypt|PROPN|nsubj|2 called|call|VERB|root|0 on|on|ADP|case|4 Israel|Israel|PROPN|obl|2 \
    to|to|PART|mark|6 withdraw|withdraw|VERB|xcomp|2|VerbForm=Inf";
const ACCUSED_OF: &str = "Egypt|Egypt|PROPN|nsubj|2 accused|accuse|VERB|root|0 Israel|Israel|PROPN|obj|2 \
    of|of|SCONJ|mark|5 bombing|bomb|VERB|advcl|2|VerbForm=Ger";
const COORDINATED: &str = "Police|police|NOUN|nsubj|2 arrested|arrest|VERB|root|0 and|and|CCONJ|cc|4 \
    deported|deport|VERB|conj|2 activists|activist|NOUN|obj|2";
const COORDINATED_PASSIVE: &str = "Activists|activist|NOUN|nsubj:pass|3 were|be|AUX|aux:pass|3 \
    arrested|arrest|VERB|root|0|Tense=Past|VerbForm=Part|Voice=Pass and|and|CCONJ|cc|5 \
    deported|deport|VERB|conj|3|Tense=Past|VerbForm=Part|Voice=Pass by|by|ADP|case|7 police|police|NOUN|obl:agent|5";
const DECISION: &str = "Egypt|Egypt|PROPN|nmod:poss|3 's|'s|PART|case|1 decision|decision|NOUN|root|0 \
    to|to|PART|mark|5 withdraw|withdraw|VERB|acl|3|VerbForm=Inf";
const APPEAL: &str = "an|a|DET|det|2 appeal|appeal|NOUN|root|0 to|to|ADP|case|4 Israel|Israel|PROPN|nmod|2 \
    to|to|PART|mark|6 withdraw|withdraw|VERB|acl|2|VerbForm=Inf";
const WHILE_GERUND: &str = "Egypt|Egypt|PROPN|nsubj|2 advanced|advance|VERB|root|0 killing|kill|VERB|advcl|2|VerbForm=Ger \
    soldiers|soldier|NOUN|obj|3";

#[test]
fn subjects_are_found_through_the_clause() {
    for (words, verb, expected) in [
        (ACTIVE, "attacked", "Egypt"),
        (PASSIVE, "attacked", "Egypt"),
        (PARTICIPLE, "imposed", "Britain"),
        (RELATIVE, "freed", "rebels"),
        (RELATIVE_OBJECT, "bombed", "Egypt"),
        (SUBJECT_CONTROL, "withdraw", "Egypt"),
        (OBJECT_CONTROL, "withdraw", "Israel"),
        (PROMISE, "withdraw", "Egypt"),
        (CALL_ON, "withdraw", "Israel"),
        (ACCUSED_OF, "bombing", "Israel"),
        (COORDINATED, "deported", "Police"),
        (COORDINATED_PASSIVE, "arrested", "police"),
        (COORDINATED_PASSIVE, "deported", "police"),
        (DECISION, "withdraw", "Egypt"),
        (APPEAL, "withdraw", "Israel"),
        (WHILE_GERUND, "killing", "Egypt"),
    ] {
        check(words, verb, logical_subjects, expected);
    }
}

#[test]
fn objects_are_found_through_the_clause() {
    for (words, verb, expected) in [
        (ACTIVE, "attacked", "Syria Jordan"),
        (PASSIVE, "attacked", "Syria"),
        (PARTICIPLE, "imposed", "sanctions"),
        (RELATIVE, "freed", "hostages"),
        (RELATIVE_OBJECT, "bombed", "town"),
        (REDUCED_RELATIVE, "bombed", "town"),
        (SUBJECT_CONTROL, "withdraw", ""),
        (COORDINATED, "deported", "activists"),
        (COORDINATED_PASSIVE, "deported", "Activists"),
        (WHILE_GERUND, "killing", "soldiers"),
    ] {
        check(words, verb, objects, expected);
    }
}

#[test]
fn short_clauses_are_read_whatever_the_parser_makes_of_them() {
    const AS_PARTICIPLE: &str = "Turkey|Turkey|PROPN|root|0 accused|accuse|VERB|acl|1|Tense=Past|VerbForm=Part \
        Greece|Greece|PROPN|obj|2";
    const AS_PHRASE: &str = "Israel|Israel|PROPN|compound|3 destroyed|destroy|VERB|amod|3|Tense=Past|VerbForm=Part \
        houses|house|NOUN|root|0";
    const AS_PASSIVE: &str = "Ireland|Ireland|PROPN|nsubj:pass|2 lifted|lift|VERB|root|0|Tense=Past|VerbForm=Fin \
        sanctions|sanction|NOUN|obj|2";
    for (words, verb, subject, object) in [
        (AS_PARTICIPLE, "accused", "Turkey", "Greece"),
        (AS_PHRASE, "destroyed", "Israel", "houses"),
        (AS_PASSIVE, "lifted", "Ireland", "sanctions"),
    ] {
        check(words, verb, logical_subjects, subject);
        check(words, verb, objects, object);
    }
}

#[test]
fn nouns_have_their_roles() {
    const TALKS: &str =
        "NATO|NATO|PROPN|compound|3 -|-|PUNCT|punct|3 Russia|Russia|PROPN|compound|4 talks|talk|NOUN|root|0";
    const BETWEEN: &str = "talks|talk|NOUN|root|0 between|between|ADP|case|3 Egypt|Egypt|PROPN|nmod|1 \
        and|and|CCONJ|cc|5 Israel|Israel|PROPN|conj|3";
    const ADJECTIVE: &str =
        "a|a|DET|det|4 large|large|ADJ|amod|4 Russian|Russian|ADJ|amod|4 attack|attack|NOUN|root|0";
    check(TALKS, "talks", compounds, "Russia NATO");
    check(BETWEEN, "talks", between, "Egypt Israel");
    check(ADJECTIVE, "attack", adjectives, "Russian");
    check(DECISION, "decision", possessors, "Egypt");
}

#[test]
fn a_pronoun_means_the_subject_above() {
    const SAID_IT: &str = "Russia|Russia|PROPN|nsubj|2 said|say|VERB|root|0 it|it|PRON|nsubj|5|PronType=Prs \
        would|will|AUX|aux|5 withdraw|withdraw|VERB|ccomp|2";
    check(SAID_IT, "it", |doc, word| antecedent(doc, word).into_iter().collect(), "Russia");
}

#[test]
fn a_phrase_holds_its_owner_but_not_its_clauses() {
    const PHRASE: &str = "officials|official|NOUN|root|0 of|of|ADP|case|3 Egypt|Egypt|PROPN|nmod|1 \
        in|in|ADP|case|5 Cairo|Cairo|PROPN|nmod|1 who|who|PRON|nsubj|7|PronType=Rel met|meet|VERB|acl:relcl|1 \
        Syria|Syria|PROPN|obj|7";
    let (text, syntax) = tree(PHRASE);
    let doc = Doc::new(&text, &syntax);
    let how = |at: u32| holds(doc, TokenId(0), TokenId(at));
    assert_eq!((how(0), how(2), how(4)), (Some(Piece::Head), Some(Piece::Owner), Some(Piece::Attached)));
    assert_eq!(how(7), None);
}
