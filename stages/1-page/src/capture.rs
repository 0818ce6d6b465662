//! A text capture of a page: what somebody gets who copies a page and pastes it into a file.
//!
//! Before the story stand the headline, a sub-heading, the section, the time, credits, a byline and pieces of the
//! site, in any order and each on a line of its own; the story's paragraphs follow, with photo credits and links to
//! other stories between them. The capture is read in three steps: lines are put together to paragraphs, the first
//! paragraph of the story is found (by its dateline, else as the first prose), and each line before it is given its
//! part. A heading line that fits no part is left out with a note; nothing is guessed.

use dualtrack_record::{Article, Dateline, Published};

use crate::dateline::{self, Prefix};
use crate::dates::{self, Stated};
use crate::furniture::{heads_a_list, is_furniture, is_prose};
use crate::text::{line, words};
use crate::{agencies, credits, names, sections, text, zones};

/// The heading is no longer than this many lines.
const LONGEST_HEADING: usize = 30;
/// Prose of fewer words may be a sub-heading.
const PROSE: usize = 10;

/// Reads a capture into an article and its dateline.
pub(crate) fn read(capture: &str, input: &str, notes: &mut Vec<String>) -> (Article, Prefix) {
    let lines = paragraphs(capture);
    let start = story_start(&lines);
    let mut heading = Heading::default();
    let extra = heading.read(&lines[..start], notes);
    let (body, found) = story(extra.into_iter().chain(lines[start..].iter().cloned()));
    let prefix = dateline::of_story(&body);
    let article = heading.into_article(&prefix, found, text::join(&body, notes), in_name(input), notes);
    (article, prefix)
}

/// The capture's lines, cleaned; lines that were broken to a page's width are joined again.
fn paragraphs(capture: &str) -> Vec<String> {
    let raw: Vec<String> = capture.lines().map(line).collect();
    if !is_wrapped(&raw) {
        return raw.into_iter().filter(|line| !line.is_empty()).collect();
    }
    let blocks = raw.split(String::is_empty);
    blocks.map(|block| block.join(" ")).filter(|block| !block.is_empty()).collect()
}

/// Whether lines end where the paper did: no long lines, and most lines that are followed by another are nearly full.
fn is_wrapped(lines: &[String]) -> bool {
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let inner = lines.windows(2).filter(|pair| !pair[0].is_empty() && !pair[1].is_empty());
    let (mut all, mut full) = (0, 0);
    for pair in inner {
        all += 1;
        full += usize::from(pair[0].chars().count() + 20 >= width);
    }
    (40..=110).contains(&width) && all >= 3 && full * 3 >= all * 2
}

/// The position of the story's first paragraph.
fn story_start(lines: &[String]) -> usize {
    let prose = |line: &String| is_prose(line, PROSE) && !is_furniture(line) && names::byline(line).is_none();
    let head = &lines[..lines.len().min(LONGEST_HEADING)];
    let first = head.iter().position(prose).or_else(|| lines.iter().position(prose));
    let dated = head.iter().position(|line| dateline::read(line).is_some() && words(line).count() >= PROSE);
    if let Some(dated) = dated.filter(|at| head[..*at].iter().filter(|line| prose(line)).count() <= 2) {
        return dated;
    }
    match first {
        Some(first) => behind_standfirst(lines, first, prose),
        // No paragraph is long: the first sentence, behind a first line that may be a headline.
        None => {
            let sentence = |line: &String| is_prose(line, 2);
            let behind = lines.iter().skip(1).position(sentence).map(|at| at + 1);
            behind.or_else(|| lines.iter().position(sentence)).unwrap_or(lines.len())
        }
    }
}

/// A first prose line with a time or byline under it is a standfirst; the story begins with the prose behind those.
fn behind_standfirst(lines: &[String], first: usize, prose: impl Fn(&String) -> bool) -> usize {
    let under = &lines[first + 1..lines.len().min(first + 5)];
    let marks = |line: &String| !prose(line) && (names::byline(line).is_some() || time_line(line).is_some());
    let Some(mark) =
        under.iter().position(marks).filter(|mark| under[..*mark].iter().filter(|l| prose(l)).count() == 0)
    else {
        return first;
    };
    let behind = first + 1 + mark;
    lines[behind..].iter().position(prose).map_or(first, |at| behind + at)
}

/// What one line before the story, or one piece of it, is.
#[derive(Debug)]
pub(crate) enum Part {
    Section(String),
    Credit(String),
    Address(String),
    Time(TimeLine),
    Byline(names::Byline),
    Agency(String),
    Furniture,
}

/// The parts of a line that are recognised by themselves; `None` for a headline. A line may hold several between bars:
/// "By Jane Roe | 25 May 2017 | World".
pub(crate) fn parts(line: &str) -> Option<Vec<Part>> {
    let by = |parts: &Vec<Part>| parts.iter().any(|part| matches!(part, Part::Byline(_) | Part::Time(_)));
    let pieces: Vec<&str> =
        line.split(['|', '•', '·']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let several = || pieces.iter().map(|piece| part(piece)).collect::<Option<Vec<Part>>>().filter(by);
    let several = if pieces.len() > 1 { several() } else { None };
    several.or_else(|| byline_with_time(line)).or_else(|| part(line).map(|part| vec![part]))
}

/// "By Jane Roe, 25 May 2017 10:51".
fn byline_with_time(line: &str) -> Option<Vec<Part>> {
    let found = dates::find(line)?;
    let byline = names::byline(line[..found.range.start].trim_end_matches([' ', ',', '-', '–', '—', '(']))?;
    let time = time_line(&line[found.range.start..])?;
    Some(vec![Part::Byline(byline), Part::Time(time)])
}

fn part(line: &str) -> Option<Part> {
    let part = if let Some(section) = sections::in_trail(line) {
        Part::Section(section)
    } else if let Some(credit) = credits::line(line) {
        Part::Credit(credit)
    } else if line.starts_with("http://") || line.starts_with("https://") {
        Part::Address(line.split_whitespace().next()?.to_owned())
    } else if let Some(time) = time_line(line) {
        Part::Time(time)
    } else if let Some(byline) = names::byline(line) {
        Part::Byline(byline)
    } else if let Some(agency) = agencies::named(line) {
        Part::Agency(agency.to_owned())
    } else if sections::is_section(line) {
        Part::Section(line.to_owned())
    } else {
        return is_furniture(line).then_some(Part::Furniture);
    };
    Some(part)
}

/// A line that states when the page was published, and perhaps where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimeLine {
    pub stated: Stated,
    /// It says when the page was changed, not when it was published.
    pub updated: bool,
    place: Option<String>,
}

/// Words beside the date of a time line.
const TIME_WORDS: &[&str] = &[
    "a",
    "at",
    "back",
    "by",
    "date",
    "first",
    "from",
    "gmt",
    "home",
    "issued",
    "last",
    "local",
    "main",
    "modified",
    "on",
    "page",
    "post",
    "posted",
    "published",
    "release",
    "released",
    "st",
    "the",
    "time",
    "to",
    "updated",
    "update",
    "utc",
];

/// A line with a date and nothing else to say: at most two words that are neither about time nor a place in capitals.
pub(crate) fn time_line(line: &str) -> Option<TimeLine> {
    let found = dates::find(line)?;
    let rest = format!("{} {}", &line[..found.range.start], &line[found.range.end..]);
    let unknown = |word: &&str| {
        let folded = word.to_lowercase();
        !TIME_WORDS.contains(&folded.as_str())
            && dates::weekday(word).is_none()
            && !zones::is_name(word)
            && !word.chars().all(|c| c.is_ascii_digit())
    };
    let unknown: Vec<&str> = words(&rest).filter(unknown).collect();
    let capitals = |word: &&str| word.chars().all(|c| !c.is_lowercase()) && word.chars().count() >= 4;
    let is_time = unknown.iter().filter(|word| !capitals(word)).count() <= 2 && unknown.len() <= 5;
    let updated =
        words(&rest).any(|word| matches!(word.to_lowercase().as_str(), "updated" | "update" | "modified"));
    let place = (!unknown.is_empty() && unknown.iter().all(capitals))
        .then(|| dateline::title_case(&unknown.join(" ")));
    is_time.then_some(TimeLine { stated: found.stated, updated, place })
}

/// What the lines before the story say.
#[derive(Debug, Default)]
struct Heading {
    title: Option<String>,
    subtitle: Option<String>,
    section: Option<String>,
    authors: Vec<String>,
    agency: Option<String>,
    publisher: Option<String>,
    credits: Vec<String>,
    url: Option<String>,
    times: Vec<TimeLine>,
}

impl Heading {
    /// Gives each line its part; returns summary paragraphs, which belong to the story.
    fn read(&mut self, lines: &[String], notes: &mut Vec<String>) -> Vec<String> {
        let mut headlines: Vec<&str> = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            if let Some(time) = broken_time(lines, at) {
                self.times.push(time);
                at += 2;
                continue;
            }
            match parts(&lines[at]) {
                Some(parts) => parts.into_iter().for_each(|part| self.take(part)),
                None => headlines.push(&lines[at]),
            }
            at += 1;
        }
        self.headlines(&headlines, notes)
    }

    fn take(&mut self, part: Part) {
        match part {
            Part::Section(section) => self.section = self.section.take().or(Some(section)),
            Part::Credit(credit) => self.credits.push(credit),
            Part::Address(url) => self.url = self.url.take().or(Some(url)),
            Part::Time(time) => self.times.push(time),
            Part::Byline(byline) => {
                self.authors.extend(byline.authors);
                self.agency = self.agency.take().or(byline.agency);
            }
            Part::Agency(agency) => self.agency = self.agency.take().or(Some(agency)),
            Part::Furniture => {}
        }
    }

    /// Headline, sub-heading and site's name among the lines that are left.
    fn headlines(&mut self, lines: &[&str], notes: &mut Vec<String>) -> Vec<String> {
        let mut rest = lines.iter().copied().peekable();
        if lines.len() > 1 {
            self.publisher = rest.next_if(|line| is_publisher(line)).map(str::to_owned);
        }
        let long = rest.clone().position(|line| words(line).count() >= 3).unwrap_or(0);
        notes.extend(rest.by_ref().take(long).map(unrecognised));
        self.title = rest.next().map(str::to_owned);
        self.subtitle = rest.next_if(|line| words(line).count() >= 4).map(str::to_owned);
        let (summary, unknown): (Vec<&str>, Vec<&str>) = rest.partition(|line| words(line).count() >= 8);
        notes.extend(unknown.into_iter().map(unrecognised));
        summary.into_iter().map(str::to_owned).collect()
    }

    /// The article, from the heading, the dateline and what stood between the story's paragraphs.
    fn into_article(
        self,
        prefix: &Prefix,
        tail: Tail,
        text: String,
        named: Option<Stated>,
        notes: &mut Vec<String>,
    ) -> Article {
        let published = self.published(prefix, named, notes);
        let dateline = prefix.dateline(published.as_ref()).or_else(|| self.place());
        let agency = prefix.agency.clone().or(self.agency).or(self.publisher);
        let authors = if self.authors.is_empty() { tail.authors } else { self.authors };
        Article {
            url: self.url,
            title: self.title,
            subtitle: self.subtitle,
            section: self.section,
            authors,
            agency,
            credits: unique(self.credits.into_iter().chain(tail.credits)),
            dateline,
            published,
            text,
            ..Article::default()
        }
    }

    /// The place that a time line names, for a story without a dateline.
    fn place(&self) -> Option<Dateline> {
        let line = self.times.iter().find(|time| time.place.is_some())?;
        let date = line.stated.date().map(|date| date.to_string());
        line.place.clone().map(|place| Dateline { place, country: None, date })
    }

    /// The best time line: of publication rather than of an update, with a time of day rather than without. A year
    /// that it lacks is the one nearest to another date of the heading, else that of a file named by the same day.
    fn published(
        &self,
        prefix: &Prefix,
        named: Option<Stated>,
        notes: &mut Vec<String>,
    ) -> Option<Published> {
        let mut best =
            self.times.iter().min_by_key(|time| (time.updated, time.stated.time.is_none()))?.stated;
        let mut full =
            self.times.iter().map(|time| time.stated).chain(prefix.date).filter_map(|stated| stated.date());
        let same_day = named.filter(|named| (named.month, named.day) == (best.month, best.day));
        if let Some(date) = full.next().and_then(|other| best.date_near(other)) {
            best.year = Some(date.year());
        } else if let Some(named) = same_day {
            best.year = named.year;
            notes.push("the year of publication is taken from the name of the input".to_owned());
        } else {
            notes.push("the page states no year of publication".to_owned());
        }
        best.published()
    }
}

/// The date in the name of a file, as archives name them: "2017-05-25-summit.txt".
fn in_name(input: &str) -> Option<Stated> {
    let name = input.rsplit(['/', '\\']).next().unwrap_or(input);
    dates::parse(&name.replace(['_', 'T'], " "))
        .or_else(|| dates::leading(name.get(..10)?).map(|found| found.stated))
}

/// A date and, on the next line, its time of day.
fn broken_time(lines: &[String], at: usize) -> Option<TimeLine> {
    let (first, second) = (lines.get(at)?, lines.get(at + 1)?);
    let apart =
        time_line(first)?.stated.time.is_none() && words(second).count() <= 4 && time_line(second).is_none();
    apart.then(|| time_line(&format!("{first} {second}"))).flatten().filter(|time| time.stated.time.is_some())
}

/// Words in the names of papers, agencies and stations.
const PUBLISHERS: &[&str] = &[
    "agency",
    "broadcasting",
    "bulletin",
    "chronicle",
    "daily",
    "gazette",
    "herald",
    "journal",
    "mail",
    "media",
    "monitor",
    "news",
    "observer",
    "post",
    "press",
    "radio",
    "review",
    "standard",
    "television",
    "times",
    "today",
    "tribune",
    "tv",
    "weekly",
    "wire",
];

fn is_publisher(line: &str) -> bool {
    let known = |word: &str| PUBLISHERS.contains(&word.to_lowercase().as_str());
    words(line).count() <= 5 && words(line).last().is_some_and(known)
}

fn unrecognised(line: &str) -> String {
    format!("left out of the heading: \"{line}\"")
}

pub(crate) fn unique(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    lines.for_each(|line| {
        if !seen.contains(&line) {
            seen.push(line)
        }
    });
    seen
}

/// What stands between the paragraphs of a story and behind them.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    pub credits: Vec<String>,
    pub authors: Vec<String>,
}

/// The paragraphs of a story, without what belongs to the site.
pub(crate) fn story(lines: impl Iterator<Item = String>) -> (Vec<String>, Tail) {
    let (mut body, mut tail, mut in_list) = (Vec::new(), Tail::default(), false);
    for line in lines {
        in_list = (in_list && !is_prose(&line, PROSE)) || heads_a_list(&line);
        if let Some(credit) = credits::line(&line) {
            tail.credits.push(credit);
        } else if let Some(byline) = names::byline(&line) {
            tail.authors.extend(byline.authors);
        } else if !in_list && !is_furniture(&line) {
            body.push(line);
        }
    }
    (body, tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fields that a capture gives, one a line, and its paragraphs behind them.
    fn reading(capture: &str) -> String {
        let mut notes = Vec::new();
        let (article, prefix) = read(capture, "capture.txt", &mut notes);
        let mut lines: Vec<String> = Vec::new();
        let mut field = |name: &str, value: String| {
            if !value.is_empty() {
                lines.push(format!("{name}: {value}"));
            }
        };
        field("title", article.title.unwrap_or_default());
        field("subtitle", article.subtitle.unwrap_or_default());
        field("section", article.section.unwrap_or_default());
        field("authors", article.authors.join(", "));
        field("agency", article.agency.unwrap_or_default());
        field("credits", article.credits.join(", "));
        field("url", article.url.unwrap_or_default());
        field(
            "published",
            article.published.map_or(String::new(), |p| p.local + p.offset.as_deref().unwrap_or("")),
        );
        field(
            "dateline",
            article.dateline.map_or(String::new(), |d| format!("{} {}", d.place, d.date.unwrap_or_default())),
        );
        field("note", notes.join("; "));
        field("prose", article.text[prefix.end..].chars().take(20).collect());
        lines.extend(article.text.split("\n\n").map(|paragraph| format!("- {paragraph}")));
        lines.join("\n")
    }

    const LEAD: &str =
        "Foreign ministers of the five Nordic countries met in Oslo on Thursday to talk about fish.";
    const NEXT: &str = "\"We talked about nothing else,\" the Norwegian minister said after the meeting.";

    #[test]
    fn a_site_with_its_time_and_place_under_the_section() {
        let capture = format!(
            " date 2017-05-25 Back to Main page\nNordic ministers meet in Oslo\n\nWorld\nMay 25, 10:51 UTC+3 OSLO\n\n\
             The talks were about fish, the host told reporters\n\n© AP Photo/Jane Roe\n\nOSLO, May 25. /TASS/. {LEAD}\n\n{NEXT}\n"
        );
        let expected = format!(
            "title: Nordic ministers meet in Oslo\nsubtitle: The talks were about fish, the host told reporters\nsection: World\n\
             agency: TASS\ncredits: AP Photo/Jane Roe\npublished: 2017-05-25T10:51:00+03:00\ndateline: Oslo 2017-05-25\n\
             prose: Foreign ministers of\n- OSLO, May 25. /TASS/. {LEAD}\n- {NEXT}"
        );
        assert_eq!(reading(&capture), expected);
    }

    #[test]
    fn an_agency_with_a_byline_credits_between_the_paragraphs_and_its_editors_at_the_end() {
        let capture = format!(
            "WORLD NEWS\nMAY 25, 2017 / 7:51 AM\nNordic ministers meet in Oslo\nBy Jane Roe and John Public\n4 MIN READ\n\
             OSLO (Reuters) - {LEAD}\nREUTERS/John Public\nRead also: Cod quota to rise\n{NEXT}\n\
             Reporting by Jane Roe; Editing by John Smith\nOur Standards: The Trust Principles.\nMORE FROM REUTERS\nSponsored\nCod quota to rise again\n"
        );
        let expected = format!(
            "title: Nordic ministers meet in Oslo\nsection: WORLD NEWS\nauthors: Jane Roe, John Public\nagency: Reuters\n\
             credits: REUTERS/John Public\npublished: 2017-05-25T07:51:00\ndateline: Oslo \nprose: Foreign ministers of\n\
             - OSLO (Reuters) - {LEAD}\n- {NEXT}"
        );
        assert_eq!(reading(&capture), expected);
    }

    #[test]
    fn a_standfirst_that_is_a_sentence_stands_above_the_byline() {
        let capture = format!(
            "https://n.example/oslo\nHome > News > Europe\nNordic ministers meet in Oslo\n\n\
             Ministers of five countries have met for the first time this year, and spoke of fish.\n\n\
             By Jane Roe | Thu 25 May 2017 06.05 BST\n\nPhotograph: Jane Roe/AP\n\n{LEAD}\n\n{NEXT}\n\nTopics\nNorway\nFish\n"
        );
        let expected = format!(
            "title: Nordic ministers meet in Oslo\n\
             subtitle: Ministers of five countries have met for the first time this year, and spoke of fish.\nsection: Europe\n\
             authors: Jane Roe\ncredits: Jane Roe/AP\nurl: https://n.example/oslo\npublished: 2017-05-25T06:05:00+01:00\n\
             prose: Foreign ministers of\n- {LEAD}\n- {NEXT}"
        );
        assert_eq!(reading(&capture), expected);
    }

    #[test]
    fn lines_broken_to_a_width_are_joined() {
        let capture = "Nordic ministers meet in Oslo\n\n25 May 2017\n10:51 GMT\n\n\
                       Foreign ministers of the five Nordic countries met in Oslo on\nThursday to talk about fish. The talks, which \
                       were the first of this\nyear, took four hours and ended without a statement.\n\nThey will meet again.\n";
        let expected = "title: Nordic ministers meet in Oslo\npublished: 2017-05-25T10:51:00+00:00\nprose: Foreign ministers of\n\
                        - Foreign ministers of the five Nordic countries met in Oslo on Thursday to talk about fish. The talks, which \
                        were the first of this year, took four hours and ended without a statement.\n- They will meet again.";
        assert_eq!(reading(capture), expected);
    }

    #[test]
    fn what_fits_no_part_is_left_out_with_a_note_and_prose_alone_has_no_heading() {
        let capture = format!(
            "Fish\nNordic ministers meet in Oslo\nTalks on quotas took four hours\nGood fish\n\n{LEAD}\n"
        );
        let expected = format!(
            "title: Nordic ministers meet in Oslo\nsubtitle: Talks on quotas took four hours\n\
             note: left out of the heading: \"Fish\"; left out of the heading: \"Good fish\"\nprose: Foreign ministers of\n- {LEAD}"
        );
        assert_eq!(reading(&capture), expected);
        assert_eq!(
            reading(&format!("{LEAD}\n{NEXT}")),
            format!("prose: Foreign ministers of\n- {LEAD}\n- {NEXT}")
        );
        assert_eq!(reading("Ministers met."), "prose: Ministers met.\n- Ministers met.");
    }

    #[test]
    fn a_year_is_taken_from_the_name_of_a_file_of_the_same_day() {
        let capture = format!("Nordic ministers meet\n\nMay 25, 10:51 UTC+3 OSLO\n\n{LEAD}\n");
        let year =
            |input: &str| read(&capture, input, &mut Vec::new()).0.published.map(|published| published.local);
        assert_eq!(year("news/2017-05-25-fish.txt").as_deref(), Some("2017-05-25T10:51:00"));
        assert_eq!(year("news/2017-05-26-fish.txt"), None);
    }
}
