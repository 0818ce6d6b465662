//! Times: when the text says that something happened.
//!
//! [`Times`] holds a document's time expressions as stretches of days, relative ones counted from the day of
//! publication: "on Wednesday" is the last Wednesday up to that day in a clause that looks back and the next in one
//! that looks ahead. An event takes the expression that hangs on its words or on the clause that they stand in.

mod calendar;
mod expressions;
mod periods;
mod tense;
mod words;

use dualtrack_document::{Doc, Relation, TokenId, TokenRange, When};
use dualtrack_record::Precision;
use jiff::civil::Date;

use expressions::Expression;
pub use periods::Periods;

/// Whether a word by itself names a day ("Friday", "today").
pub(crate) fn names_day(word: &str) -> bool {
    words::weekday(word).is_some() || matches!(word, "today" | "yesterday" | "tomorrow" | "tonight")
}

/// The time expressions of a document.
#[derive(Debug)]
pub struct Times {
    published: Option<Date>,
    /// In order; the words of each, and what they mean.
    found: Vec<(TokenRange, When)>,
}

impl Times {
    /// Reads them. Without a day of publication relative expressions mean nothing and are left out.
    #[must_use]
    pub fn new(doc: Doc<'_>, published: Option<Date>, periods: &Periods) -> Self {
        let found = expressions::read(doc, published, periods);
        Self {
            published,
            found: found.into_iter().map(|expression| (expression.tokens, when(doc, expression))).collect(),
        }
    }

    /// All of them, in order.
    pub fn all(&self) -> impl ExactSizeIterator<Item = When> + '_ {
        self.found.iter().map(|(_, when)| *when)
    }

    /// When the event whose trigger is the word `trigger` took place, if an expression says so: one that hangs on the
    /// trigger, else one that hangs on the predicate of its clause.
    #[must_use]
    pub fn for_event(&self, doc: Doc<'_>, trigger: TokenId) -> Option<When> {
        let sentence = doc.syntax.sentence(doc.syntax.sentence_of(trigger)).tokens;
        let first = self.found.partition_point(|(tokens, _)| tokens.start < sentence.start);
        let here = self.found[first..].iter().take_while(|(tokens, _)| tokens.start < sentence.end);
        let mut anchors = anchors(doc, trigger);
        anchors.dedup();
        let near = here.filter_map(|(tokens, when)| {
            let (hung, steps) = hangs_on(doc, doc.head_of(*tokens), &anchors)?;
            let distance = tokens.start.0.abs_diff(trigger.0);
            Some(((hung, steps, distance), *when))
        });
        near.min_by_key(|(rank, _)| *rank).map(|(_, when)| when)
    }

    /// Whether a time lies long before the story: it ended more than a year before the publication, or began
    /// nobody knows when, years ago.
    #[must_use]
    pub fn is_historical(&self, when: &When) -> bool {
        let Some(published) = self.published else { return false };
        let long_past = when.end.is_some_and(|end| end.year() + 1 < published.year());
        let for_ages = when.start.is_none()
            && when.precision == Precision::Years
            && when.end.is_some_and(|end| end <= published);
        long_past || for_ages
    }
}

fn when(doc: Doc<'_>, expression: Expression) -> When {
    let Expression { tokens, stretch } = expression;
    When {
        start: stretch.start,
        end: stretch.end,
        precision: stretch.precision,
        span: Some(doc.span(tokens)),
    }
}

/// The words whose times are the event's, nearest first: the trigger, then what it hangs on up to the predicate of its
/// clause, and across the coordinations and infinitives that share that clause's time.
fn anchors(doc: Doc<'_>, trigger: TokenId) -> Vec<TokenId> {
    let mut anchors = vec![trigger];
    let mut at = trigger;
    while let Some(head) = doc.head(at) {
        let shares_time = match doc.relation(at) {
            Relation::Xcomp => true,
            Relation::Conj => {
                doc.child(at, Relation::Nsubj).is_none() && doc.child(at, Relation::NsubjPass).is_none()
            }
            relation => !relation.is_clausal(),
        };
        if !shares_time {
            break;
        }
        anchors.push(head);
        at = head;
    }
    anchors
}

/// Whether a time at the head of reported speech was hung on the verb behind it that reports it: "During the war we met,"
/// he said.
fn is_fronted(doc: Doc<'_>, time: TokenId, clause: TokenId) -> bool {
    let report = doc.head(clause).filter(|_| doc.relation(clause) == Relation::Ccomp);
    report.is_some_and(|report| doc.head(time) == Some(report) && time < clause && clause < report)
}

/// Which of `anchors` a time hangs on, and how many steps up that is. The way up may not leave a clause, except the
/// one that only says when its noun takes place ("the summit due on May 25", "talks held in 2016").
fn hangs_on(doc: Doc<'_>, time: TokenId, anchors: &[TokenId]) -> Option<(usize, usize)> {
    let mut at = time;
    for steps in 0..12 {
        if let Some(position) = anchors.iter().position(|&anchor| anchor == at) {
            return Some((position, steps));
        }
        if let Some(position) = anchors.iter().position(|&anchor| is_fronted(doc, at, anchor)) {
            return Some((position, steps + 1));
        }
        let relation = doc.relation(at);
        let dates_its_noun = matches!(relation, Relation::Acl | Relation::AclRelcl)
            && ["hold", "due", "schedule", "plan", "set", "convene", "date", "take", "sign"]
                .contains(&doc.lemma(at));
        if relation.is_clausal() && !dates_its_noun {
            return None;
        }
        at = doc.head(at)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use dualtrack_document::{Features, Span, Syntax, SyntaxBuilder, Token, Upos};
    use jiff::civil::date;

    use super::*;

    /// A sentence whose words all hang on the one marked with a star; "will" helps it.
    fn flat(sentence: &str) -> (String, Syntax) {
        let text = sentence.replace('*', "");
        let root = sentence.split(' ').position(|word| word.starts_with('*')).unwrap();
        let mut at = 0;
        let words = text.split(' ').enumerate().map(|(position, word)| {
            let start = at;
            at += word.len() as u32 + 1;
            let (upos, relation) = match word {
                "will" => (Upos::Aux, Relation::Aux),
                _ if position == root => (Upos::Verb, Relation::Root),
                _ if word.starts_with(char::is_uppercase) => (Upos::Propn, Relation::Obl),
                _ => (Upos::X, Relation::Obl),
            };
            let head = (position != root).then_some(TokenId::from(root));
            let features = Features::default();
            let span = Span::new(start, start + word.len() as u32);
            (Token { span, head, relation, upos, features, joined: false }, word)
        });
        let mut builder = SyntaxBuilder::new();
        builder.sentence(0, words.collect::<Vec<_>>(), []);
        let syntax = builder.finish();
        (text, syntax)
    }

    fn read(sentence: &str) -> Vec<(String, String, String)> {
        let (text, syntax) = flat(sentence);
        let periods = Periods::parse(include_str!("../../../../codebook/periods.toml")).unwrap();
        let times = Times::new(Doc::new(&text, &syntax), Some(date(2017, 5, 25)), &periods);
        let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
        let words = |when: When| when.span.unwrap().of(&text).to_owned();
        times.all().map(|when| (words(when), day(when.start), day(when.end))).collect()
    }

    #[test]
    fn expressions_name_their_days() {
        // Published on Thursday, 25 May 2017.
        for (sentence, words, start, end) in [
            ("They *met on Wednesday .", "Wednesday", "2017-05-24", "2017-05-24"),
            ("They will *meet on Wednesday .", "Wednesday", "2017-05-31", "2017-05-31"),
            ("They *met on Wednesday , May 10 .", "Wednesday , May 10", "2017-05-10", "2017-05-10"),
            ("They *met last Thursday .", "last Thursday", "2017-05-18", "2017-05-18"),
            ("They *met on May 26 .", "May 26", "2016-05-26", "2016-05-26"),
            ("They will *meet on May 26 .", "May 26", "2017-05-26", "2017-05-26"),
            ("They *met on 15 September 2010 .", "15 September 2010", "2010-09-15", "2010-09-15"),
            ("They *met on September 15 , 2010 .", "September 15 , 2010", "2010-09-15", "2010-09-15"),
            ("They *met in 2016 .", "2016", "2016-01-01", "2016-12-31"),
            ("They *met in March .", "March", "2017-03-01", "2017-03-31"),
            ("They *met in June 2014 .", "June 2014", "2014-06-01", "2014-06-30"),
            ("They *met last month .", "last month", "2017-04-01", "2017-04-30"),
            ("They *met earlier this week .", "earlier this week", "2017-05-22", "2017-05-28"),
            ("They *met this year .", "this year", "2017-01-01", "2017-12-31"),
            ("They *met two years ago .", "two years ago", "2015-01-01", "2015-12-31"),
            ("They *met three days ago .", "three days ago", "2017-05-22", "2017-05-22"),
            ("They *met yesterday .", "yesterday", "2017-05-24", "2017-05-24"),
            ("They *meet since 2014 .", "since 2014", "2014-01-01", "…"),
            ("They *fought from 2014 to 2016 .", "from 2014 to 2016", "2014-01-01", "2016-12-31"),
            ("They *met between May and July 2015 .", "July 2015", "2015-07-01", "2015-07-31"),
            ("They *worked over decades .", "over decades", "…", "2017-05-25"),
            ("They *met in the past two weeks .", "in the past two weeks", "2017-05-11", "2017-05-25"),
            ("They *met during the cold war .", "the cold war", "1947-01-01", "1991-12-31"),
            ("They *met in the 1990s .", "the 1990s", "1990-01-01", "1999-12-31"),
            ("They *met in early 2016 .", "early 2016", "2016-01-01", "2016-12-31"),
            ("They *stay until Friday .", "until Friday", "…", "2017-05-19"),
            ("They *met in the summer of 2016 .", "the summer of 2016", "2016-06-01", "2016-08-31"),
        ] {
            let found = read(sentence);
            assert!(
                found.contains(&(words.to_owned(), start.to_owned(), end.to_owned())),
                "{sentence}: {found:?}"
            );
        }
    }

    #[test]
    fn other_numbers_and_words_are_no_times() {
        for sentence in
            ["They may *march home .", "They *won $ 2016 .", "It *weighs 25 tons .", "They *sun the second ."]
        {
            assert_eq!(read(sentence), [], "{sentence}");
        }
    }

    #[test]
    fn without_a_day_of_publication_only_full_dates_count() {
        let (text, syntax) = flat("They *met on Wednesday and in 2016 .");
        let periods = Periods::parse("period = []").unwrap();
        let doc = Doc::new(&text, &syntax);
        let times = Times::new(doc, None, &periods);
        assert_eq!(times.all().map(|when| when.span.unwrap().of(&text)).collect::<Vec<_>>(), ["2016"]);
        assert_eq!(times.for_event(doc, TokenId(1)).and_then(|when| when.start), Some(date(2016, 1, 1)));
    }

    #[test]
    fn an_event_takes_the_time_of_its_words_or_its_clause() {
        let model = dualtrack_syntax::Model::built_in();
        let periods = Periods::parse(include_str!("../../../../codebook/periods.toml")).unwrap();
        for (text, trigger, wanted) in [
            ("NATO met Russia on Wednesday.", "met", "Wednesday"),
            ("The two states held talks on Wednesday.", "talks", "Wednesday"),
            ("The talks held in 2016 were frank.", "talks", "2016"),
            ("He said on Wednesday that Norway had met Russia.", "met", ""),
            ("He said on Wednesday that Norway had met Russia.", "said", "Wednesday"),
            ("On Monday Russia attacked the port and shelled the town.", "shelled", "Monday"),
            ("Norway worked with Russia over decades.", "worked", "over decades"),
            ("The envoy who left in 2015 met the minister.", "met", ""),
        ] {
            let syntax = model.parse(text);
            let doc = Doc::new(text, &syntax);
            let times = Times::new(doc, Some(date(2017, 5, 25)), &periods);
            let tokens = (0..syntax.tokens().len()).map(TokenId::from);
            let token = tokens.into_iter().find(|&token| doc.form(token) == trigger).unwrap();
            let found = times.for_event(doc, token).and_then(|when| when.span);
            assert_eq!(found.map_or("", |span| span.of(text)), wanted, "{trigger} in: {text}");
        }
    }

    #[test]
    fn what_ended_long_ago_is_historical() {
        let times = Times { published: Some(date(2017, 5, 25)), found: Vec::new() };
        let when = |start, end, precision| When { start, end, precision, span: None };
        let years = Precision::Years;
        assert!(times.is_historical(&when(Some(date(1947, 1, 1)), Some(date(1991, 12, 31)), years)));
        assert!(times.is_historical(&when(None, Some(date(2017, 5, 25)), years)));
        assert!(!times.is_historical(&when(
            Some(date(2016, 1, 1)),
            Some(date(2016, 12, 31)),
            Precision::Year
        )));
        assert!(!times.is_historical(&when(Some(date(2014, 1, 1)), None, Precision::Year)));
    }
}
