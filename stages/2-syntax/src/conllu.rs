//! CoNLL-U, the format of Universal Dependencies: read into sentences of words, and written from them.
//!
//! See <https://universaldependencies.org/format.html>. Enhanced dependencies (column 9) and empty nodes (`8.1`) are
//! read over; comments, multiword tokens and MISC are kept.

use std::fmt::{self, Write as _};
use std::ops::Range;

use dualtrack_document::{
    Features, NameKind, Relation, Span, Syntax, SyntaxBuilder, Token, TokenId, TokenRange, Upos,
};

/// A sentence of a CoNLL-U file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Comment lines, with their `#`.
    pub comments: Vec<String>,
    /// The words.
    pub words: Vec<Word>,
    /// Multiword tokens, by their first word.
    pub multiwords: Vec<Multiword>,
}

/// A word: one line of CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As written.
    pub form: String,
    /// Lemma.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// The treebank's own tag, `_` if none.
    pub xpos: String,
    /// Morphological features.
    pub features: Features,
    /// Head, counted from the sentence's first word; absent for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub relation: Relation,
    /// The MISC column, `_` if empty.
    pub misc: String,
}

impl Word {
    /// Whether white space follows, by `SpaceAfter` in MISC.
    #[must_use]
    pub fn space_after(&self) -> bool {
        !self.misc.split('|').any(|entry| entry == "SpaceAfter=No")
    }
}

/// A written token of several words ("don't").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Multiword {
    /// Its words.
    pub words: Range<usize>,
    /// As written.
    pub form: String,
    /// The MISC column.
    pub misc: String,
}

impl Multiword {
    fn space_after(&self) -> bool {
        !self.misc.split('|').any(|entry| entry == "SpaceAfter=No")
    }
}

/// What is wrong with a CoNLL-U file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConlluError {
    /// The line, counted from 1.
    pub line: usize,
    /// What was found there.
    pub problem: String,
}

impl fmt::Display for ConlluError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for ConlluError {}

/// Reads a whole file. Tags, features and relations that English does not know are errors; `_` and missing ones
/// stand for "not annotated" (`X`, no features, `dep` on the word before).
///
/// # Errors
/// Names the line and the column that cannot be read.
pub fn read(text: &str) -> Result<Vec<Sentence>, ConlluError> {
    let mut sentences = Vec::new();
    let mut open = Sentence::default();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        let located = |problem: String| ConlluError { line: at + 1, problem };
        if line.trim().is_empty() {
            close(&mut open, &mut sentences).map_err(located)?;
        } else if line.starts_with('#') {
            open.comments.push(line.to_owned());
        } else {
            read_line(line, &mut open).map_err(located)?;
        }
    }
    let last = text.lines().count();
    close(&mut open, &mut sentences).map_err(|problem| ConlluError { line: last, problem })?;
    Ok(sentences)
}

/// Ends the open sentence, if it has words, after checking what can only be checked at its end.
fn close(open: &mut Sentence, sentences: &mut Vec<Sentence>) -> Result<(), String> {
    if open.words.is_empty() {
        return Ok(());
    }
    let count = open.words.len();
    if let Some(at) = open.words.iter().position(|word| word.head.is_some_and(|head| head >= count)) {
        return Err(format!("word {} of the sentence above has a head outside of it", at + 1));
    }
    if open.multiwords.iter().any(|multiword| multiword.words.end > count) {
        return Err("a multiword token of the sentence above runs past its end".to_owned());
    }
    sentences.push(std::mem::take(open));
    Ok(())
}

fn read_line(line: &str, open: &mut Sentence) -> Result<(), String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[id, form, lemma, upos, xpos, feats, head, relation, _, misc] = columns.as_slice() else {
        return Err(format!("{} columns where CoNLL-U has 10", columns.len()));
    };
    if id.contains('.') {
        return Ok(());
    }
    if let Some((first, last)) = id.split_once('-') {
        let number = |word: &str| word.parse::<usize>().map_err(|_| format!("'{id}' is no range of words"));
        let (first, last) = (number(first)?, number(last)?);
        if first == 0 || last < first {
            return Err(format!("'{id}' is no range of words"));
        }
        open.multiwords.push(Multiword {
            words: first - 1..last,
            form: form.to_owned(),
            misc: misc.to_owned(),
        });
        return Ok(());
    }
    if id.parse() != Ok(open.words.len() + 1) {
        return Err(format!("word '{id}' where {} should follow", open.words.len() + 1));
    }
    let head = match head {
        "_" => open.words.len().checked_sub(1),
        number => number.parse::<usize>().map_err(|_| format!("'{number}' is no head"))?.checked_sub(1),
    };
    open.words.push(Word {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: or_unset(upos, Upos::X)?,
        xpos: xpos.to_owned(),
        features: or_unset(feats, Features::default())?,
        head,
        relation: or_unset(relation, Relation::Dep)?,
        misc: misc.to_owned(),
    });
    Ok(())
}

fn or_unset<T: std::str::FromStr>(column: &str, unset: T) -> Result<T, String>
where
    T::Err: fmt::Display,
{
    if column == "_" { Ok(unset) } else { column.parse().map_err(|unknown: T::Err| unknown.to_string()) }
}

/// Lays sentences out as a text with its syntax: words joined by their `SpaceAfter`, sentences by a space, and
/// paragraphs (`# newpar`) by a blank line. Lets gold trees serve where a parse is wanted.
#[must_use]
pub fn document(sentences: &[Sentence]) -> (String, Syntax) {
    let (mut text, mut builder) = (String::new(), SyntaxBuilder::new());
    let mut paragraph = 0;
    for sentence in sentences {
        if sentence.comments.iter().any(|c| c.starts_with("# newpar")) && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
            paragraph += 1;
        }
        let spans = lay_out(sentence, &mut text);
        let words = sentence.words.iter().zip(spans).map(|(word, (span, joined))| {
            let head = word.head.map(TokenId::from);
            let (relation, upos, features) = (word.relation, word.upos, word.features);
            (Token { span, head, relation, upos, features, joined }, word.lemma.as_str())
        });
        builder.sentence(paragraph, words, names(&sentence.words));
    }
    text.truncate(text.trim_end().len());
    (text, builder.finish())
}

/// Appends a sentence's words to `text`; gives each word's span and whether it continues a multiword token. The
/// words of a multiword token share out its characters where they spell it, else each takes the whole of it.
pub fn lay_out(sentence: &Sentence, text: &mut String) -> Vec<(Span, bool)> {
    let mut spans = Vec::with_capacity(sentence.words.len());
    let mut multiwords = sentence.multiwords.iter().peekable();
    while spans.len() < sentence.words.len() {
        let at = spans.len();
        let start = text.len();
        let space = if let Some(multiword) = multiwords.next_if(|multiword| multiword.words.start == at) {
            text.push_str(&multiword.form);
            let end = (at + 1).max(multiword.words.end).min(sentence.words.len());
            spans.extend(share_out(&sentence.words[at..end], &multiword.form, start));
            multiword.space_after()
        } else {
            text.push_str(&sentence.words[at].form);
            spans.push((Span::at(start..text.len()), false));
            sentence.words[at].space_after()
        };
        if space {
            text.push(' ');
        }
    }
    spans
}

fn share_out(words: &[Word], form: &str, start: usize) -> Vec<(Span, bool)> {
    let spelt = words.iter().map(|word| word.form.as_str()).collect::<String>() == form;
    let mut at = start;
    let mut spans = Vec::with_capacity(words.len());
    for (position, word) in words.iter().enumerate() {
        let end = if spelt { at + word.form.len() } else { start + form.len() };
        spans.push((Span::at(if spelt { at } else { start }..end), position > 0));
        at = end;
    }
    spans
}

/// The names that MISC marks as `NER=B-PER`, `NER=I-PER` and so on.
fn names(words: &[Word]) -> Vec<(Range<usize>, NameKind)> {
    let mut names: Vec<(Range<usize>, NameKind)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(tag) = word.misc.split('|').find_map(|entry| entry.strip_prefix("NER=")) else { continue };
        let kinds = [NameKind::Person, NameKind::Organisation, NameKind::Location];
        let Some(kind) = tag.get(2..).and_then(|name| kinds.into_iter().find(|kind| kind.as_str() == name))
        else {
            continue;
        };
        match names.last_mut() {
            Some((range, last)) if tag.starts_with("I-") && range.end == at && *last == kind => {
                range.end = at + 1
            }
            _ => names.push((at..at + 1, kind)),
        }
    }
    names
}

/// Writes a sentence, ending with its blank line.
pub fn write(sentence: &Sentence, out: &mut String) {
    for comment in &sentence.comments {
        out.push_str(comment);
        out.push('\n');
    }
    let mut multiwords = sentence.multiwords.iter().peekable();
    for (at, word) in sentence.words.iter().enumerate() {
        if let Some(multiword) = multiwords.next_if(|multiword| multiword.words.start == at) {
            let Multiword { words, form, misc } = multiword;
            let _ = writeln!(out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", words.start + 1, words.end);
        }
        let Word { form, lemma, upos, xpos, features, head, relation, misc } = word;
        let head = head.map_or(0, |head| head + 1);
        let _ = writeln!(
            out,
            "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t{features}\t{head}\t{relation}\t_\t{misc}",
            at + 1
        );
    }
    out.push('\n');
}

/// Replaces, in a sentence that was read, what the parser gives: lemma, tags, features, heads, relations and names.
/// `tokens` are the sentence's words in `syntax`.
pub fn annotate(sentence: &mut Sentence, syntax: &Syntax, tokens: TokenRange) {
    let mut tags = vec![None; sentence.words.len()];
    mark_names(syntax, tokens, &mut tags);
    for ((word, id), tag) in sentence.words.iter_mut().zip(tokens.iter()).zip(tags) {
        let token = syntax.token(id);
        word.lemma = syntax.lemma(id).to_owned();
        word.upos = token.upos;
        word.features = token.features;
        word.head = token.head.map(|head| head.index() - tokens.start.index());
        word.relation = token.relation;
        word.misc = with_name(&word.misc, tag);
    }
}

/// The sentences of a parsed text, ready to be written, with `# text` and `SpaceAfter`.
#[must_use]
pub fn sentences(text: &str, syntax: &Syntax) -> Vec<Sentence> {
    let mut paragraph = None;
    syntax
        .sentences()
        .iter()
        .enumerate()
        .map(|(number, sentence)| {
            let mut open = Sentence::default();
            if paragraph != Some(sentence.paragraph) {
                open.comments.push("# newpar".to_owned());
                paragraph = Some(sentence.paragraph);
            }
            open.comments.push(format!("# sent_id = {}", number + 1));
            let on_one_line = sentence.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
            open.comments.push(format!("# text = {on_one_line}"));
            fill(&mut open, text, syntax, sentence.tokens);
            annotate(&mut open, syntax, sentence.tokens);
            open
        })
        .collect()
}

/// The words and multiword tokens of a sentence, not yet annotated.
fn fill(sentence: &mut Sentence, text: &str, syntax: &Syntax, tokens: TokenRange) {
    let all = syntax.tokens();
    for (at, id) in tokens.iter().enumerate() {
        let token = syntax.token(id);
        let next = all.get(id.index() + 1);
        let glued = next.is_some_and(|next| next.span.start <= token.span.end);
        let misc = if glued { "SpaceAfter=No" } else { "_" };
        if token.joined
            && let Some(last) = sentence.multiwords.last_mut().filter(|last| last.words.end == at)
        {
            last.words.end = at + 1;
            last.misc = misc.to_owned();
        } else if next.is_some_and(|next| next.joined) {
            let joined = all[id.index() + 1..].iter().take_while(|token| token.joined);
            let whole = joined.fold(token.span, |span, token| span.join(token.span));
            let form = whole.of(text).to_owned();
            sentence.multiwords.push(Multiword { words: at..at + 1, form, misc: String::new() });
        }
        sentence.words.push(Word {
            form: token.span.of(text).to_owned(),
            lemma: String::new(),
            upos: token.upos,
            xpos: "_".to_owned(),
            features: token.features,
            head: None,
            relation: token.relation,
            misc: misc.to_owned(),
        });
    }
    // White space inside a multiword token is stated on the token, not on its words.
    for multiword in &sentence.multiwords {
        for word in &mut sentence.words[multiword.words.clone()] {
            word.misc = "_".to_owned();
        }
    }
}

fn mark_names(syntax: &Syntax, tokens: TokenRange, tags: &mut [Option<(bool, NameKind)>]) {
    for name in syntax.names().iter().filter(|name| tokens.contains(name.tokens.start)) {
        for (position, token) in name.tokens.iter().enumerate() {
            if let Some(tag) = tags.get_mut(token.index() - tokens.start.index()) {
                *tag = Some((position == 0, name.kind));
            }
        }
    }
}

fn with_name(misc: &str, tag: Option<(bool, NameKind)>) -> String {
    let mut entries: Vec<String> = misc
        .split('|')
        .filter(|entry| *entry != "_" && !entry.starts_with("NER="))
        .map(str::to_owned)
        .collect();
    if let Some((first, kind)) = tag {
        entries.insert(0, format!("NER={}-{}", if first { 'B' } else { 'I' }, kind.as_str()));
    }
    if entries.is_empty() { "_".to_owned() } else { entries.join("|") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "\
# newpar
# sent_id = 1
# text = Oslo didn't sign.
1\tOslo\tOslo\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tNER=B-LOC
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_
4\tsign\tsign\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = 2
# text = It waited
1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\twaited\twait\tVERB\tVBD\t_\t0\troot\t_\t_

";

    #[test]
    fn what_is_read_is_written_again() {
        let mut out = String::new();
        for sentence in read(TWO).unwrap() {
            write(&sentence, &mut out);
        }
        assert_eq!(out, TWO);
    }

    #[test]
    fn a_document_has_text_spans_and_names() {
        let (text, syntax) = document(&read(TWO).unwrap());
        assert_eq!(text, "Oslo didn't sign. It waited");
        let forms: Vec<&str> = syntax.tokens().iter().map(|t| t.span.of(&text)).collect();
        assert_eq!(forms, ["Oslo", "did", "n't", "sign", ".", "It", "waited"]);
        assert!(syntax.tokens()[2].joined && !syntax.tokens()[1].joined);
        assert_eq!(syntax.names()[0].kind, NameKind::Location);
        assert_eq!(syntax.token(TokenId(0)).head, Some(TokenId(3)));
    }

    #[test]
    fn a_parsed_text_keeps_tokens_and_tree() {
        let (text, syntax) = document(&read(TWO).unwrap());
        let again = sentences(&text, &syntax);
        let gold = read(TWO).unwrap();
        assert_eq!(again[0].multiwords, gold[0].multiwords);
        for (a, b) in again.iter().zip(&gold) {
            assert_eq!(a.words.len(), b.words.len());
            for (a, b) in a.words.iter().zip(&b.words) {
                assert_eq!((&a.form, &a.lemma, a.head, a.relation), (&b.form, &b.lemma, b.head, b.relation));
            }
        }
        assert_eq!(again[0].words[0].misc, "NER=B-LOC");
    }

    #[test]
    fn errors_name_the_line() {
        for (bad, line, problem) in [
            ("1\tOslo", 1, "2 columns where CoNLL-U has 10"),
            ("# x\n2\ta\ta\tX\t_\t_\t0\troot\t_\t_", 2, "word '2' where 1 should follow"),
            ("1\ta\ta\tNN\t_\t_\t0\troot\t_\t_", 1, "'NN' is no universal part of speech"),
            (
                "1\ta\ta\tX\t_\t_\t7\tdep\t_\t_\n\n",
                2,
                "word 1 of the sentence above has a head outside of it",
            ),
            ("2-1\ta\t_\t_\t_\t_\t_\t_\t_\t_", 1, "'2-1' is no range of words"),
        ] {
            let error = read(bad).unwrap_err();
            assert_eq!((error.line, error.problem.as_str()), (line, problem));
        }
    }
}
