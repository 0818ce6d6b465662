//! What a page says about itself: JSON-LD first, then meta tags, then what is printed around the headline.

use dom_query::{Document, NodeRef};
use jiff::civil::DateTime;

use super::blocks::Block;
use super::json_ld::JsonLd;
use crate::capture::{self, Part, time_line};
use crate::dates::{self, Stated};
use crate::furniture::is_prose;
use crate::{agencies, names, sections, text, zones};

/// What a page says about itself.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub section: Option<String>,
    pub authors: Vec<String>,
    pub agency: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<Stated>,
    pub url: Option<String>,
    /// Credits of pictures, as JSON-LD gives them.
    pub credits: Vec<String>,
    /// The story's paragraphs, as JSON-LD gives them.
    pub body: Vec<String>,
}

impl Metadata {
    /// Reads a page; `blocks` are all of its paragraphs.
    pub(crate) fn of(page: &Document, blocks: &[Block]) -> Self {
        let mut source = Source { page, json: JsonLd::of(page), meta: meta_tags(page), heading: &[] };
        let publisher = source.publisher();
        let title = source.title(publisher.as_deref());
        source.heading = title.as_deref().map_or(&[], |title| around(title, blocks));
        let (authors, agency) = source.authors(publisher.as_deref());
        Self {
            subtitle: source.subtitle(),
            section: source.section(),
            authors,
            agency,
            published: source.published(),
            url: source.url(),
            credits: source.json.credits(),
            body: source.json.body(),
            title,
            publisher,
        }
    }
}

impl Metadata {
    /// Takes what is printed at the head of the story where nothing surer was found.
    pub(crate) fn take(&mut self, part: Part) {
        match part {
            Part::Section(section) => self.section = self.section.take().or(Some(section)),
            Part::Credit(credit) => self.credits.push(credit),
            Part::Time(time) => {
                self.published = self.published.or(Some(time.stated).filter(|stated| stated.year.is_some()))
            }
            Part::Byline(byline) if self.authors.is_empty() => self.authors = byline.authors,
            Part::Agency(agency) => self.agency = self.agency.take().or(Some(agency)),
            Part::Byline(_) | Part::Address(_) | Part::Furniture => {}
        }
    }
}

/// The paragraphs around the headline, from a few before it to the first prose behind it.
fn around<'b>(title: &str, blocks: &'b [Block]) -> &'b [Block] {
    let printed = |heading: bool| {
        blocks.iter().position(|block| (!heading || block.element == "h1") && super::same(&block.text, title))
    };
    let Some(at) = printed(true).or_else(|| printed(false)) else { return &[] };
    let behind = blocks[at + 1..]
        .iter()
        .position(|block| is_prose(&block.text, 25))
        .unwrap_or(usize::MAX)
        .min(12)
        .min(blocks.len() - at - 1);
    &blocks[at.saturating_sub(4)..at + 1 + behind]
}

/// Where the page speaks of itself.
struct Source<'a> {
    page: &'a Document,
    json: JsonLd,
    /// Name (or property, or itemprop) in lower case, and content.
    meta: Vec<(String, String)>,
    /// What is printed around the headline.
    heading: &'a [Block],
}

fn meta_tags(page: &Document) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    for tag in page.select("meta[content]").nodes() {
        let content = text::line(&tag.attr_or("content", ""));
        let names = ["property", "name", "itemprop"].iter().filter_map(|attribute| tag.attr(attribute));
        tags.extend(
            names.filter(|_| !content.is_empty()).map(|name| (name.trim().to_lowercase(), content.clone())),
        );
    }
    tags
}

/// Where sites say in meta tags when a page was published, the surest first.
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "article.published",
    "published_time",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "bt:pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "citation_publication_date",
    "citation_online_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "published",
    "originalpublicationdate",
    "ptime",
    "release_date",
    "date",
];

/// Where sites print it, the surest first.
const PRINTED_DATES: &[&str] = &[
    "[itemprop='datePublished']",
    "time[pubdate], time[datetime][class*='publish'], article time[datetime], main time[datetime]",
    "time[datetime], abbr[class~='published'], abbr[class~='date']",
    "[class*='publish'], [class*='post-date'], [class*='entry-date'], [class*='article-date'], [class*='article__date'], \
     [class*='timestamp'], [class*='time-stamp'], [class*='postdate'], [class*='posted-on'], [class~='date'], [class*='post-meta'], \
     [class*='byline'], [class*='article-info'], [class*='meta-date'], [id*='publish'], [class*='pubdate'], [class*='pub-date']",
];

/// Where sites name authors in meta tags.
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
    "creator",
];

/// Where sites print them, the surest first.
const PRINTED_AUTHORS: &[&str] = &[
    "[itemprop='author'] [itemprop='name'], [itemprop='author'], [rel='author']",
    "[class*='byline'], [data-testid*='byline'], [class*='author-name'], [class*='author_name'], [class*='authorname'], [class*='auth_name'], \
     [class*='author-link'], [class~='author'], [class*='article-author'], [class*='article__author'], [class*='post-author'], [class*='contributor']",
    "address a, a[href*='/author/'], a[href*='/authors/']",
];

const SUBTITLES: &str = "[class*='standfirst'], [class*='subtitle'], [class*='sub-title'], [class*='subhead'], [class*='sub-head'], \
     [class*='article-dek'], [class*='article__dek'], [class*='article-deck'], [class*='sub-heading'], [itemprop='alternativeHeadline'], \
     [class*='article-summary'], [class*='article__summary'], [class~='dek'], [class~='deck'], [class*='strapline']";

impl Source<'_> {
    /// The first meta tag of the first name that has one.
    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.meta_all(name).next()).map(str::to_owned)
    }

    fn meta_all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.meta.iter().filter(move |(known, _)| known == name).map(|(_, content)| content.as_str())
    }

    /// The clean texts of the elements that a selector finds.
    fn texts(&self, selector: &str) -> Vec<String> {
        self.page.select(selector).nodes().iter().map(shown).filter(|text| !text.is_empty()).collect()
    }

    fn publisher(&self) -> Option<String> {
        self.json
            .names("publisher")
            .into_iter()
            .next()
            .or_else(|| self.meta(&["og:site_name", "application-name"]))
    }

    fn url(&self) -> Option<String> {
        let canonical =
            self.page.select_single("link[rel='canonical'][href]").attr("href").map(|href| href.to_string());
        let url = canonical.filter(|href| href.starts_with("http")).or_else(|| self.meta(&["og:url"]));
        url.filter(|url| url.starts_with("http"))
    }

    fn title(&self, publisher: Option<&str>) -> Option<String> {
        let window = self.texts("head title").into_iter().next();
        let said = self
            .json
            .text("headline")
            .or_else(|| self.meta(&["og:title", "twitter:title", "dc.title", "citation_title"]));
        let said = said.or_else(|| window.clone()).map(|title| without_site(&title, publisher));
        let printed =
            said.as_deref().and_then(|said| self.printed_title(said, window.as_deref().unwrap_or(said)));
        // Some headings hold the sub-heading as well.
        let both = printed.as_deref().zip(said.as_deref()).is_some_and(|(printed, said)| {
            let rest = text::strip_prefix_folded(printed, said).unwrap_or_default();
            text::words(said).count() >= 4 && text::words(rest).count() >= 4
        });
        let printed = printed.filter(|_| !both);
        printed.or(said).or_else(|| self.texts("h1").into_iter().next()).filter(|title| !title.is_empty())
    }

    /// The first-order heading that the page's title repeats: the headline as printed, in full. It must be most of the
    /// title, or it is the name of the site.
    fn printed_title(&self, said: &str, window: &str) -> Option<String> {
        let folded = |text: &str| text::words(text).map(str::to_lowercase).collect::<Vec<_>>();
        let (said, window) = (folded(said), folded(window));
        let repeated = |heading: &String| {
            let words = folded(heading);
            let common = |with: &[String]| words.iter().filter(|word| with.contains(word)).count();
            words.len() >= 2
                && common(&window).max(common(&said)) * 10 >= words.len() * 7
                && common(&said) * 2 >= said.len()
        };
        self.texts("h1").into_iter().find(repeated)
    }

    fn subtitle(&self) -> Option<String> {
        let fits = |text: &String| (4..=60).contains(&text::words(text).count());
        let marked = || self.texts(SUBTITLES).into_iter().find(fits);
        self.json.text("alternativeHeadline").or_else(marked).or_else(|| self.standfirst())
    }

    /// The paragraph under the headline, if it is a heading itself, or if a byline or the like parts it from the story.
    fn standfirst(&self) -> Option<String> {
        let title = self.heading.iter().position(|block| block.element == "h1")?;
        let next = self.heading.get(title + 1)?;
        let marks = |part: &Part| matches!(part, Part::Byline(_) | Part::Time(_) | Part::Credit(_));
        let below = self.heading[title + 2..].iter().take(4).take_while(|block| !is_prose(&block.text, 10));
        let parted = below.filter_map(|block| capture::parts(&block.text)).flatten().any(|part| marks(&part));
        let fits = (5..=45).contains(&text::words(&next.text).count())
            && !next.is_link()
            && capture::parts(&next.text).is_none();
        (fits && (next.element == "h2" || parted)).then(|| next.text.clone())
    }

    fn section(&self) -> Option<String> {
        let said = self.meta(&[
            "article:section",
            "section",
            "parsely-section",
            "cxenseparse:section",
            "og:section",
        ]);
        let said = said
            .or_else(|| self.json.text("articleSection"))
            .filter(|section| text::words(section).count() <= 6);
        let marked = || {
            self.texts("[class~='kicker'], [class*='section-label'], [class*='article-section']")
                .into_iter()
                .next()
        };
        let trails = || self.texts("[class*='breadcrumb'], [aria-label*='readcrumb']");
        let trail =
            || trails().iter().find_map(|trail| sections::in_trail(trail)).or_else(|| self.json.trail());
        let printed =
            || self.heading.iter().map(|block| &block.text).find(|line| sections::is_section(line)).cloned();
        said.or_else(marked).or_else(trail).or_else(printed)
    }

    /// The authors by name, and the agency if one is named among them. A field with full names is preferred to one with
    /// single words, which are often handles.
    fn authors(&self, publisher: Option<&str>) -> (Vec<String>, Option<String>) {
        let said = [
            self.json.names("author"),
            self.meta_fields(&["citation_author", "dc.creator", "dcterms.creator"]),
            self.meta_fields(AUTHORS),
            self.labelled_author().into_iter().collect(),
        ];
        let bylines = self
            .heading
            .iter()
            .filter_map(|block| names::byline(&block.text))
            .flat_map(|byline| byline.authors);
        let bylines: Vec<String> = bylines.collect();
        let printed = PRINTED_AUTHORS.iter().map(|selector| self.texts(selector));
        let fields: Vec<Vec<String>> = said.into_iter().chain([bylines]).chain(printed).collect();
        let agency = fields.iter().flatten().find_map(|field| agencies::named(field)).map(str::to_owned);
        let lists: Vec<Vec<String>> = fields.iter().map(|field| author_names(field, publisher)).collect();
        let full = lists.iter().find(|list| list.iter().any(|name| name.contains(' ')));
        let authors = full.or_else(|| lists.iter().find(|list| !list.is_empty())).cloned();
        (authors.unwrap_or_default(), agency)
    }

    /// `twitter:label1` "Written by" names its value `twitter:data1`.
    fn labelled_author(&self) -> Option<String> {
        let label = self.meta(&["twitter:label1"])?;
        label.to_lowercase().contains("by").then(|| self.meta(&["twitter:data1"])).flatten()
    }

    fn meta_fields(&self, names: &[&str]) -> Vec<String> {
        names.iter().flat_map(|name| self.meta_all(name)).map(str::to_owned).collect()
    }

    fn published(&self) -> Option<Stated> {
        let full = |stated: &Stated| stated.year.is_some();
        let said = self.json.text("datePublished").and_then(|date| dates::parse(&date));
        let said = said.or_else(|| DATES.iter().find_map(|name| self.meta_all(name).find_map(dates::parse)));
        let printed = self.printed_dates();
        let address = self.url().as_deref().and_then(in_address);
        let said = said.filter(full).or_else(|| printed.first().copied()).or(address)?;
        // What a page says for machines changes when it is moved or edited; its address keeps the day it was made.
        let moved = address.filter(|address| is_later(&said, address));
        Some(moved.unwrap_or_else(|| in_local_time(said, &printed)))
    }

    /// The dates printed in marked elements and around the headline.
    fn printed_dates(&self) -> Vec<Stated> {
        let marked = PRINTED_DATES.iter().flat_map(|selector| self.page.select(selector).nodes().to_vec());
        let marked = marked.take(40).flat_map(|node| dates_of(&node));
        let lines =
            self.heading.iter().filter_map(|block| time_line(&block.text)).filter(|line| !line.updated);
        let mut lines: Vec<Stated> = lines.map(|line| line.stated).collect();
        // A bare date may be today's, in the head of the site.
        lines.sort_by_key(|stated| stated.time.is_none());
        lines.into_iter().chain(marked).filter(|stated| stated.year.is_some()).collect()
    }
}

/// The names in a field's values, without the site's own.
fn author_names(field: &[String], publisher: Option<&str>) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    for name in field.iter().filter(|value| value.len() < 400).flat_map(|value| names::authors(value)) {
        let site = publisher.is_some_and(|publisher| super::same(publisher, &name));
        if !site && !authors.contains(&name) && authors.len() < 40 {
            authors.push(name);
        }
    }
    authors
}

fn dates_of(node: &NodeRef<'_>) -> Vec<Stated> {
    let attributes =
        ["datetime", "content", "title", "data-timestamp"].iter().filter_map(|name| node.attr(name));
    let said = attributes.filter_map(|value| dates::parse(&value));
    let shown = Some(shown(node)).filter(|text| text.len() < 200).and_then(|text| dates::parse(&text));
    said.chain(shown).collect()
}

/// Whether what a page says lies more than two days behind another day.
fn is_later(said: &Stated, other: &Stated) -> bool {
    said.date().zip(other.date()).is_some_and(|(said, other)| (said - other).get_days() > 2)
}

/// A moment given in UTC, as the page prints it in local time: a printed time that lies a whole number of quarters of
/// an hour from it shows the offset.
fn in_local_time(said: Stated, printed: &[Stated]) -> Stated {
    let in_utc = said.offset.is_some_and(|offset| offset.is_zero());
    let Some(utc) = civil(&said).filter(|_| in_utc) else { return said };
    let offset = |local: &Stated| {
        let minutes = civil(local)?.duration_since(utc).as_mins();
        let stated = local.offset.is_none_or(|stated| i64::from(stated.seconds()) == minutes * 60);
        let whole = minutes != 0 && minutes % 15 == 0 && stated;
        whole
            .then(|| zones::minutes(i32::try_from(minutes).ok()?))
            .flatten()
            .map(|offset| Stated { offset: Some(offset), ..*local })
    };
    printed.iter().find_map(offset).unwrap_or(said)
}

/// Date and time to the minute.
fn civil(stated: &Stated) -> Option<DateTime> {
    let time = stated.time?.time;
    Some(stated.date()?.at(time.hour(), time.minute(), 0, 0))
}

/// The date in an address: "/2017/05/25/".
fn in_address(url: &str) -> Option<Stated> {
    let path: Vec<&str> = url.split(['/', '?']).skip(3).collect();
    path.windows(3).find_map(|parts| match parts {
        [year, month, day] if year.len() == 4 && month.len() <= 3 && day.len() <= 2 => {
            let month = dates::month(month).map_or_else(|| (*month).to_owned(), |month| month.to_string());
            dates::parse(&format!("{year}-{month}-{day}"))
        }
        _ => None,
    })
}

fn shown(node: &NodeRef<'_>) -> String {
    text::line(&node.text())
}

/// A title without the name of the site that pages add to it.
fn without_site(title: &str, publisher: Option<&str>) -> String {
    let is_site = |part: &str| publisher.is_some_and(|publisher| super::same(publisher, part));
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", ": "] {
        if let Some((_, rest)) = title.split_once(separator).filter(|(head, _)| is_site(head)) {
            return without_site(rest.trim(), publisher);
        }
        let Some((head, tail)) = title.rsplit_once(separator).filter(|_| separator != ": ") else { continue };
        let most = if separator == " - " { 3 } else { 4 };
        let short = text::words(tail).count() <= most && text::words(head).count() >= 4;
        if is_site(tail) || short {
            return without_site(head.trim(), publisher);
        }
    }
    title.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::blocks;

    fn metadata(html: &str) -> Metadata {
        let page = Document::from(html);
        let root = page.html_root();
        Metadata::of(&page, &blocks::of(&root, &root))
    }

    fn published(html: &str) -> Option<(String, Option<String>)> {
        metadata(html)
            .published
            .and_then(|stated| stated.published())
            .map(|published| (published.local, published.utc))
    }

    #[test]
    fn json_ld_names_the_story() {
        let found = metadata(
            r##"<title>Ministers meet in Oslo - Fjord Wire</title><script type="application/ld+json">{"@graph": [
                {"@type": "WebPage", "@id": "#page"}, {"@type": "Person", "@id": "#jane", "name": "Jane Roe"},
                {"@type": ["NewsArticle"], "headline": "Ministers meet in Oslo &amp; sign", "datePublished": "2010-09-15T14:20:00+04:00",
                 "author": [{"@id": "#jane"}, {"name": "John Public"}], "publisher": {"name": "Fjord Wire"}, "articleSection": ["World"]}]}
               </script>"##,
        );
        assert_eq!(found.title.as_deref(), Some("Ministers meet in Oslo & sign"));
        assert_eq!(found.authors, ["Jane Roe", "John Public"]);
        assert_eq!(
            (found.section.as_deref(), found.publisher.as_deref()),
            (Some("World"), Some("Fjord Wire"))
        );
        assert_eq!(
            found.published.and_then(|stated| stated.published()).unwrap().utc.as_deref(),
            Some("2010-09-15T10:20:00Z")
        );
    }

    #[test]
    fn titles_lose_the_name_of_the_site() {
        let cases = [
            ("Ministers meet in Oslo | Fjord Wire", "Ministers meet in Oslo"),
            ("Fjord Wire: Ministers meet in Oslo", "Ministers meet in Oslo"),
            ("Ministers meet in Oslo - World - Fjord Wire", "Ministers meet in Oslo"),
            ("Oslo - the talks that nobody expected to end", "Oslo - the talks that nobody expected to end"),
            ("Talks: the end", "Talks: the end"),
        ];
        for (title, expected) in cases {
            assert_eq!(without_site(title, Some("Fjord Wire")), expected);
        }
    }

    #[test]
    fn the_headline_is_taken_as_printed() {
        let page = "<title>Ministers meet in Oslo | Fjord Wire</title><h1>Fjord Wire</h1><h1>Ministers do meet in Oslo</h1>";
        assert_eq!(metadata(page).title.as_deref(), Some("Ministers do meet in Oslo"));
    }

    #[test]
    fn dates_are_found_where_sites_put_them() {
        let cases = [
            (
                "<meta property='article:published_time' content='2010-09-15T10:20:00Z'>",
                "2010-09-15T10:20:00",
            ),
            ("<time datetime='2010-09-15'>yesterday</time>", "2010-09-15"),
            ("<link rel=canonical href='https://f.example/2010/sep/15/talks'>", "2010-09-15"),
            ("<title>Ministers meet</title><h1>Ministers meet</h1><p>15 September 2010</p>", "2010-09-15"),
            (
                "<meta name=date content='2019-01-01'><link rel=canonical href='https://f.example/2010/9/15/x'>",
                "2010-09-15",
            ),
        ];
        for (html, expected) in cases {
            assert_eq!(published(html).map(|(local, _)| local).as_deref(), Some(expected), "{html}");
        }
    }

    #[test]
    fn a_moment_in_utc_is_told_in_the_local_time_that_is_printed() {
        let page = "<meta property='article:published_time' content='2023-11-09T05:30:59Z'>
                    <div class=published-on>November 8, 2023 at 11:30 p.m.</div>";
        assert_eq!(
            published(page),
            Some(("2023-11-08T23:30:00".to_owned(), Some("2023-11-09T05:30:00Z".to_owned())))
        );
    }

    #[test]
    fn authors_are_people() {
        let cases: [(&str, &[&str]); 5] = [
            ("<meta name=author content='Jane Roe and John Public'>", &["Jane Roe", "John Public"]),
            ("<meta name=author content=admin><p class=byline>By Jane Roe</p>", &["Jane Roe"]),
            ("<meta name=author content=jroe><a rel=author href=/x>Jane Roe</a>", &["Jane Roe"]),
            ("<meta property=og:site_name content='Fjord Wire'><meta name=author content='Fjord Wire'>", &[]),
            ("<title>Ministers meet</title><h1>Ministers meet</h1><div>By Jane Roe</div>", &["Jane Roe"]),
        ];
        for (html, expected) in cases {
            assert_eq!(metadata(html).authors, expected, "{html}");
        }
    }
}
