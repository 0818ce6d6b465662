//! Time expressions: the words that name a day or a stretch of days, and which days they name.

use dualtrack_document::{Doc, Token, TokenId, TokenRange, Upos};
use dualtrack_record::Precision;
use jiff::civil::{Date, Weekday};

use super::calendar::{self, Stretch, Unit, shift, unit_of};
use super::periods::Periods;
use super::tense::{Tense, tense};
use super::words;

/// A time expression in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Expression {
    pub(super) tokens: TokenRange,
    pub(super) stretch: Stretch,
}

/// All time expressions, in order.
pub(super) fn read(doc: Doc<'_>, published: Option<Date>, periods: &Periods) -> Vec<Expression> {
    let mut found = Vec::new();
    for sentence in doc.syntax.sentences() {
        let tokens = &doc.syntax.tokens()[sentence.tokens.range()];
        let form = |token: &Token| token.span.of(doc.text);
        let reader = Reader {
            doc,
            published,
            periods,
            first: sentence.tokens.start,
            forms: tokens.iter().map(form).collect(),
            lower: tokens.iter().map(|token| form(token).to_lowercase()).collect(),
        };
        reader.sentence(&mut found);
    }
    found
}

/// A stretch and how many words name it.
type Named = Option<(Stretch, usize)>;

/// Reads one sentence; positions count its words from 0.
struct Reader<'a> {
    doc: Doc<'a>,
    published: Option<Date>,
    periods: &'a Periods,
    first: TokenId,
    forms: Vec<&'a str>,
    lower: Vec<String>,
}

impl Reader<'_> {
    fn sentence(&self, found: &mut Vec<Expression>) {
        let mut at = 0;
        while at < self.forms.len() {
            match self.expression(at) {
                Some((stretch, length)) => {
                    let start = TokenId(self.first.0 + at as u32);
                    let end = TokenId(start.0 + length as u32);
                    found.push(Expression { tokens: TokenRange { start, end }, stretch });
                    at += length;
                }
                None => at += 1,
            }
        }
    }

    fn word(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    fn form(&self, at: usize) -> &str {
        self.forms.get(at).copied().unwrap_or("")
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    fn tense(&self, at: usize) -> Tense {
        tense(self.doc, TokenId(self.first.0 + at as u32))
    }

    /// An expression that begins at `at`, with the words that open or bound it.
    fn expression(&self, at: usize) -> Named {
        self.range(at)
            .or_else(|| self.open_ended(at))
            .or_else(|| self.duration(at))
            .or_else(|| self.shaded(at))
            .or_else(|| self.plain(at))
    }

    /// "from 2014 to 2016", "between May and July", "2014–2016".
    fn range(&self, at: usize) -> Named {
        let opened = usize::from(self.is(at, &["from", "between"]));
        let (from, length) = self.shaded(at + opened).or_else(|| self.plain(at + opened))?;
        let join = at + opened + length;
        let joined = match (self.word(at), self.word(join)) {
            ("from", "to" | "until" | "till" | "through" | "-" | "–") | ("between", "and") => true,
            (_, "-" | "–" | "through") => opened == 0,
            _ => false,
        };
        let (to, rest) = self.plain(join + 1).filter(|_| joined)?;
        Some((from.to(to), opened + length + 1 + rest)).filter(|(range, _)| range.start <= range.end)
    }

    /// "since 2014", "until Friday", "before the war", "after 2010", "by 2030".
    fn open_ended(&self, at: usize) -> Named {
        let skipped = usize::from(self.is(at + 1, &["the"]));
        let inner = at + 1 + skipped;
        let (stretch, length) = self.shaded(inner).or_else(|| self.plain(inner))?;
        let open = match self.word(at) {
            "since" => stretch.onwards(),
            "until" | "till" | "by" => stretch.up_to(),
            "before" => Stretch { end: shift(stretch.start?, Unit::Day, -1), ..stretch.up_to() },
            "after" => Stretch { start: shift(stretch.end?, Unit::Day, 1), ..stretch.onwards() },
            _ => return None,
        };
        Some((open, 1 + skipped + length))
    }

    /// "over decades", "for three years", "in the past two weeks", "during the last decade".
    fn duration(&self, at: usize) -> Named {
        if !self.is(at, &["over", "for", "in", "during", "through", "throughout", "within"]) {
            return None;
        }
        let mut next = at + 1;
        next += usize::from(self.is(next, &["the", "many", "several", "some"]));
        let last = self.is(next, &["last", "past"]);
        next += usize::from(last);
        let count = words::number(self.word(next)).filter(|_| !self.is(next, &["a", "an"]));
        next += usize::from(count.is_some() || self.is(next, &["few", "several", "couple"]));
        let (unit, plural) = words::unit(self.word(next))?;
        let length = next + 1 - at;
        let published = self.published;
        let until = |start| Some((Stretch { start, end: published, precision: spanning(unit) }, length));
        match (last, count) {
            (true, Some(count)) => until(Some(shift(published?, unit, -count)?)),
            (true, None) if plural => until(None),
            (true, None) if self.is(at, &["over", "in", "during"]) => {
                until(Some(shift(published?, unit, -1)?))
            }
            // "will stay for three years" looks ahead and names no days.
            (false, Some(count)) if self.is(at, &["for"]) && self.is_perfect(at) => {
                until(Some(shift(published?, unit, -count)?))
            }
            (false, Some(count)) if self.is(at, &["in", "within"]) && self.tense(at) == Tense::Future => {
                Some((
                    Stretch { precision: spanning(unit), ..around(shift(published?, unit, count)?, unit)? },
                    length,
                ))
            }
            (false, None) if plural && self.is(at, &["over", "for", "through", "throughout"]) => {
                (self.tense(at) != Tense::Future).then(|| until(None)).flatten()
            }
            _ => None,
        }
    }

    /// Whether the clause is in the perfect ("has fought for three years"), whose end is now.
    fn is_perfect(&self, at: usize) -> bool {
        let token = TokenId(self.first.0 + at as u32);
        let verb = self.doc.ancestors(token).find(|&above| self.doc.upos(above) == Upos::Verb);
        verb.is_some_and(|verb| self.doc.children(verb).iter().any(|&aux| self.doc.lemma(aux) == "have"))
    }

    /// "early 2016", "mid-May", "the end of 2014", "late last year", "earlier this week": the part is not told apart.
    fn shaded(&self, at: usize) -> Named {
        let mut next = at;
        if self.is(at, &["early", "late", "mid", "earlier", "later"]) {
            next += 1 + usize::from(self.is(at + 1, &["in", "-", "–", "on"]));
        } else {
            next += usize::from(self.is(next, &["the"]));
            next += usize::from(self.is(next, &["very"]));
            if !self.is(
                next,
                &[
                    "end",
                    "beginning",
                    "start",
                    "middle",
                    "eve",
                    "spring",
                    "summer",
                    "autumn",
                    "fall",
                    "winter",
                ],
            ) {
                return None;
            }
            next += 1;
            next += usize::from(self.is(next, &["of"]));
            next += usize::from(self.is(next, &["the"]));
            let season = words::season(self.word(next.saturating_sub(1)))
                .or_else(|| words::season(self.word(next.checked_sub(2)?)));
            if let (Some(season), Some(year)) = (season, words::year(self.word(next))) {
                return Some((three_months(year, season)?, next + 1 - at));
            }
        }
        let (stretch, length) = self.plain(next)?;
        Some((stretch, next - at + length))
    }

    /// One of the plain forms.
    fn plain(&self, at: usize) -> Named {
        self.calendar_day(at)
            .or_else(|| self.deictic(at))
            .or_else(|| self.ago(at))
            .or_else(|| self.named_day(at))
            .or_else(|| self.day_of_week(at))
            .or_else(|| self.bare_month(at))
            .or_else(|| self.decade_or_century(at))
            .or_else(|| self.bare_year(at))
            .or_else(|| self.period(at))
    }

    /// "May 25, 2017", "25 May", "May 2017", "2017-05-25", "May 25–27".
    fn calendar_day(&self, at: usize) -> Named {
        if let Some(day) = (self.form(at).len() == 10).then(|| self.form(at).parse().ok()).flatten() {
            return Some((Stretch::day(day), 1));
        }
        if let Some(month) = words::month(self.form(at)) {
            if let Some(year) = words::year(self.word(at + 1)) {
                return Some((calendar::month(year, month)?, 2));
            }
            if self.is(at + 1, &["of", ","])
                && let Some(year) = words::year(self.word(at + 2))
            {
                return Some((calendar::month(year, month)?, 3));
            }
            let day = words::day_of_month(self.word(at + 1))?;
            return self.with_year(at, month, day, at + 2);
        }
        let day = words::day_of_month(self.word(at))?;
        let of = usize::from(self.is(at + 1, &["of"]));
        let month = words::month(self.form(at + 1 + of))?;
        self.with_year(at, month, day, at + 2 + of)
    }

    /// A day of a month, with the year at `next` or else the one that the tense asks for.
    fn with_year(&self, at: usize, month: i8, day: i8, next: usize) -> Named {
        let comma = usize::from(self.is(next, &[","]));
        if let Some(year) = words::year(self.word(next + comma)) {
            return Some((Stretch::day(Date::new(year, month, day).ok()?), next + comma + 1 - at));
        }
        let date = self.nearest(at, |year| Date::new(year, month, day).ok())?;
        // "May 25–27"
        if self.is(next, &["-", "–"])
            && let Some(last) = words::day_of_month(self.word(next + 1)).filter(|&last| last > day)
        {
            let last = Date::new(date.year(), month, last).ok()?;
            return Some((Stretch::closed(date, last, Precision::Day), next + 2 - at));
        }
        Some((Stretch::day(date), next - at))
    }

    /// The day that `in_year` gives for the year that the tense asks for.
    fn nearest(&self, at: usize, in_year: impl Fn(i16) -> Option<Date>) -> Option<Date> {
        let published = self.published?;
        let near = [-1, 0, 1].into_iter().filter_map(|by| in_year(published.year() + by));
        let distance = |day: &Date| (*day - published).get_days().abs();
        match self.tense(at) {
            Tense::Past => near.filter(|day| *day <= published).max(),
            Tense::Future => near.filter(|day| *day >= published).min(),
            Tense::Present => near.min_by_key(distance),
        }
    }

    /// "last week", "this year", "next Monday", "last May", "the past month", "last night", "last summer".
    fn deictic(&self, at: usize) -> Named {
        let the = usize::from(self.is(at, &["the"]));
        let by = match self.word(at + the) {
            "last" | "previous" | "past" => -1,
            "this" | "current" => 0,
            "next" | "coming" | "following" => 1,
            _ => return None,
        };
        let (published, next) = (self.published?, at + the + 1);
        let length = next + 1 - at;
        if let Some(weekday) = words::weekday(self.form(next)) {
            return Some((Stretch::day(deictic_weekday(published, weekday, by, self.tense(at))?), length));
        }
        if let Some(month) = words::month(self.form(next)) {
            return Some((deictic_month(published, month, by)?, length));
        }
        if let Some(first) = words::season(self.word(next)) {
            return Some((deictic_season(published, first, by)?, length));
        }
        match self.word(next) {
            "night" | "evening" => {
                return Some((Stretch::day(shift(published, Unit::Day, by.min(0))?), length));
            }
            "morning" | "afternoon" if by == 0 => return Some((Stretch::day(published), length)),
            "weekend" => {
                let saturday =
                    calendar::weekday_up_to(shift(published, Unit::Day, 7 * by.max(0))?, Weekday::Saturday)?;
                let saturday =
                    if by == 0 { calendar::weekday_from(published, Weekday::Saturday)? } else { saturday };
                return Some((
                    Stretch::closed(saturday, shift(saturday, Unit::Day, 1)?, Precision::Day),
                    length,
                ));
            }
            _ => {}
        }
        let (unit, false) = words::unit(self.word(next))? else { return None };
        if unit == Unit::Day {
            return None;
        }
        Some((unit_of(shift(published, unit, by)?, unit)?, length))
    }

    /// "two years ago", "three days earlier", "a week later", "a decade ago".
    fn ago(&self, at: usize) -> Named {
        let about = usize::from(self.is(at, &["about", "some", "nearly", "almost", "over"]));
        let couple = self.is(at + about, &["a"]) && self.is(at + about + 1, &["couple", "few"]);
        let count = if couple { Some(2) } else { words::number(self.word(at + about)) };
        let many = self.is(at + about, &["several", "many", "few"]);
        let bare = words::unit(self.word(at + about)).is_some_and(|(_, plural)| plural);
        let mut next = at + about + usize::from(!bare);
        next += usize::from(couple) + usize::from(couple && self.is(next + 1, &["of"]));
        let (unit, _) = words::unit(self.word(next))?;
        if !self.is(next + 1, &["ago"]) {
            return None;
        }
        let length = next + 2 - at;
        match count {
            Some(count) => Some((around(shift(self.published?, unit, -count)?, unit)?, length)),
            None if many || bare => {
                Some((Stretch { start: None, end: self.published, precision: spanning(unit) }, length))
            }
            None => None,
        }
    }

    /// "today", "yesterday", "tomorrow", "overnight".
    fn named_day(&self, at: usize) -> Named {
        let by = match self.word(at) {
            "today" | "tonight" => 0,
            "overnight" if self.doc.upos(TokenId(self.first.0 + at as u32)) == Upos::Adv => 0,
            "yesterday" => -1,
            "tomorrow" => 1,
            _ => return None,
        };
        Some((Stretch::day(shift(self.published?, Unit::Day, by)?), 1))
    }

    /// "Wednesday", "Wednesday, May 24": the last such day for what has happened, the next for what will.
    fn day_of_week(&self, at: usize) -> Named {
        let weekday = words::weekday(self.form(at))?;
        let comma = usize::from(self.is(at + 1, &[","]));
        if let Some((stretch, length)) = self.calendar_day(at + 1 + comma) {
            return Some((stretch, 1 + comma + length));
        }
        let published = self.published?;
        let day = match self.tense(at) {
            Tense::Past => calendar::weekday_up_to(published, weekday),
            Tense::Present | Tense::Future => calendar::weekday_from(published, weekday),
        }?;
        let part = usize::from(self.is(at + 1, &["morning", "afternoon", "evening", "night"]));
        Some((Stretch::day(day), 1 + part))
    }

    /// "in May", "since March": a month by its name alone needs a word before it that says so.
    fn bare_month(&self, at: usize) -> Named {
        let month = words::month(self.form(at))?;
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        let says_so = [
            "in", "since", "until", "by", "from", "during", "early", "late", "mid", "of", "to", "through",
            "between", "and", "-", "before", "after", "each", "every", "till", "end",
        ];
        if !says_so.contains(&before) || self.is(at + 1, &["'s"]) && matches!(month, 3 | 5) && before == "of"
        {
            return None;
        }
        let noun = self.doc.upos(TokenId(self.first.0 + at as u32)) == Upos::Propn;
        let first = self.nearest(at, |year| Date::new(year, month, 1).ok()).filter(|_| noun)?;
        Some((calendar::month(first.year(), month)?, 1))
    }

    /// "the 1990s", "the 19th century".
    fn decade_or_century(&self, at: usize) -> Named {
        let the = usize::from(self.is(at, &["the"]));
        let mut next = at + the;
        next += usize::from(self.is(next, &["early", "late", "mid"]));
        next += usize::from(next > at + the && self.is(next, &["-"]));
        if let Some(first) = words::decade(self.word(next)) {
            return Some((calendar::decade(first)?, next + 1 - at));
        }
        if self.is(next + 1, &["century"]) {
            let digits = self.word(next).trim_end_matches(|c: char| c.is_ascii_lowercase());
            let century: i16 = digits.parse().ok().filter(|century| (1..=21).contains(century))?;
            return Some((calendar::years(((century - 1) * 100).max(1), century * 100 - 1)?, next + 2 - at));
        }
        None
    }

    /// "2016", unless it counts something ("2016 troops").
    fn bare_year(&self, at: usize) -> Named {
        let year = words::year(self.word(at))?;
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        let after = TokenId(self.first.0 + at as u32 + 1);
        let counts = self.forms.len() > at + 1
            && self.doc.upos(after) == Upos::Noun
            && self.doc.form(after).to_lowercase().ends_with('s')
            && self.doc.head(TokenId(after.0 - 1)) == Some(after)
            && before != "the";
        let other = matches!(
            before,
            "$" | "€" | "£" | "no." | "resolution" | "about" | "nearly" | "some" | "than" | "article"
        ) || self.is(at + 1, &["%", "percent", "km", "miles", "meters", "people", ":"]);
        (!counts && !other && (1800..2100).contains(&year))
            .then(|| calendar::year(year))
            .flatten()
            .map(|year| (year, 1))
    }

    fn period(&self, at: usize) -> Named {
        let the = usize::from(self.is(at, &["the"]));
        let (stretch, length) = self.periods.at(self.lower.get(at + the..)?)?;
        Some((stretch, the + length))
    }
}

/// The unit that `day` lies in; a day for days, as exact as "two years ago" is for years.
fn around(day: Date, unit: Unit) -> Option<Stretch> {
    match unit {
        Unit::Decade | Unit::Century => {
            let year = day.year();
            calendar::years(year - 1, year + 1)
        }
        unit => unit_of(day, unit),
    }
}

/// How precise a stretch of several units is.
const fn spanning(unit: Unit) -> Precision {
    match unit {
        Unit::Year => Precision::Years,
        unit => calendar::precision_of(unit),
    }
}

fn deictic_weekday(published: Date, weekday: Weekday, by: i32, tense: Tense) -> Option<Date> {
    match (by, tense) {
        (-1, _) => calendar::weekday_up_to(shift(published, Unit::Day, -1)?, weekday),
        (0, Tense::Past) => calendar::weekday_up_to(published, weekday),
        (0, _) => calendar::weekday_from(published, weekday),
        _ => calendar::weekday_from(shift(published, Unit::Day, 1)?, weekday),
    }
}

/// "last May" is the last one before this month, "next May" the first after it, "this May" this year's.
fn deictic_month(published: Date, month: i8, by: i32) -> Option<Stretch> {
    let year = published.year();
    let year = match by {
        -1 if month >= published.month() => year - 1,
        1 if month <= published.month() => year + 1,
        _ => year,
    };
    calendar::month(year, month)
}

fn deictic_season(published: Date, first: i8, by: i32) -> Option<Stretch> {
    let year = published.year();
    let year = match by {
        -1 if first + 2 >= published.month() => year - 1,
        1 if first <= published.month() => year + 1,
        _ => year,
    };
    three_months(year, first)
}

/// A season: three months from `first` on; winter runs into the next year.
fn three_months(year: i16, first: i8) -> Option<Stretch> {
    let start = calendar::month(year, first)?;
    let last = unit_of(shift(start.start?, Unit::Month, 2)?, Unit::Month)?;
    Some(start.to(last))
}
