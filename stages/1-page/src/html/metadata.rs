//! What a page says about itself: JSON-LD first, then meta tags, then the marked-up heading of the story.

use dom_query::{Document, NodeRef};

use super::json_ld::JsonLd;
use crate::dates::{self, Stated};
use crate::{agencies, names, text};

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
}

impl Metadata {
    pub(crate) fn of(page: &Document) -> Self {
        let source = Source { page, json: JsonLd::of(page), meta: meta_tags(page) };
        let publisher = source.publisher();
        let (authors, agency) = source.authors(publisher.as_deref());
        Self {
            title: source.title(publisher.as_deref()),
            subtitle: source.subtitle(),
            section: source.section(),
            authors,
            agency,
            published: source.published(),
            url: source.url(),
            credits: source.json.credits(),
            publisher,
        }
    }
}

/// Where the page speaks of itself.
struct Source<'a> {
    page: &'a Document,
    json: JsonLd,
    /// Name (or property, or itemprop) in lower case, and content.
    meta: Vec<(String, String)>,
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
        let printed = self.printed_title(window.as_deref().or(said.as_deref()));
        printed.or(said).or_else(|| self.texts("h1").into_iter().next()).filter(|title| !title.is_empty())
    }

    /// The first-order heading that the page's title repeats: the headline as printed, in full.
    fn printed_title(&self, window: Option<&str>) -> Option<String> {
        let window: Vec<String> = text::words(window?).map(str::to_lowercase).collect();
        let shared = |heading: &String| {
            let words: Vec<String> = text::words(heading).map(str::to_lowercase).collect();
            let common = words.iter().filter(|word| window.contains(word)).count();
            words.len() >= 2 && common * 10 >= words.len() * 7
        };
        self.texts("h1").into_iter().find(shared)
    }

    fn subtitle(&self) -> Option<String> {
        let marked = "[class*='standfirst'], [class*='subtitle'], [class*='sub-title'], [class*='subhead'], [class*='sub-head'], \
                      [class*='article-dek'], [class*='article__dek'], [class*='article-deck'], [class*='sub-heading'], \
                      [itemprop='alternativeHeadline'], [class*='article-summary'], [class*='article__summary'], [class~='dek'], [class~='deck']";
        let printed =
            || self.texts(marked).into_iter().find(|text| (4..=60).contains(&text::words(text).count()));
        self.json.text("alternativeHeadline").or_else(printed)
    }

    fn section(&self) -> Option<String> {
        let said = self.meta(&[
            "article:section",
            "section",
            "parsely-section",
            "cxenseparse:section",
            "og:section",
        ]);
        let printed = || {
            self.texts("[class~='kicker'], [class*='section-label'], [class*='article-section']")
                .into_iter()
                .next()
        };
        let section =
            said.or_else(|| self.json.text("articleSection")).or_else(printed).or_else(|| self.json.trail());
        section.filter(|section| text::words(section).count() <= 6)
    }

    /// The authors by name, and the agency if one is named among them.
    fn authors(&self, publisher: Option<&str>) -> (Vec<String>, Option<String>) {
        let fields = [
            self.json.names("author"),
            self.meta_fields(&["citation_author", "dc.creator", "dcterms.creator"]),
            self.meta_fields(&["author", "article:author", "parsely-author", "sailthru.author", "byl", "cxenseparse:author", "creator"]),
            self.texts("[itemprop='author'] [itemprop='name'], [itemprop='author'], [rel='author']"),
            self.texts("[class*='byline'], [class*='author-name'], [class*='author_name'], [class~='author'], [class*='article-author'], [class*='article__author'], [class*='post-author']"),
        ];
        let mut agency = None;
        for field in fields {
            let mut authors: Vec<String> = Vec::new();
            for name in field.iter().flat_map(|field| names::authors(field)) {
                let site = publisher.is_some_and(|publisher| publisher.eq_ignore_ascii_case(&name));
                if !site && !authors.contains(&name) {
                    authors.push(name);
                }
            }
            agency = agency.or_else(|| field.iter().find_map(|field| agencies::named(field)));
            if !authors.is_empty() {
                return (authors, agency.map(str::to_owned));
            }
        }
        (Vec::new(), agency.map(str::to_owned))
    }

    fn meta_fields(&self, names: &[&str]) -> Vec<String> {
        names.iter().flat_map(|name| self.meta_all(name)).map(str::to_owned).collect()
    }

    fn published(&self) -> Option<Stated> {
        const NAMES: &[&str] = &[
            "article:published_time",
            "og:published_time",
            "datepublished",
            "article:published",
            "published_time",
            "parsely-pub-date",
            "sailthru.date",
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
            "date",
            "ptime",
            "rnews:datepublished",
            "article.published",
            "cxenseparse:recs:publishtime",
            "og:article:published_time",
            "bt:pubdate",
            "release_date",
            "last-modified-date",
        ];
        let said = self.json.text("datePublished").and_then(|date| dates::parse(&date));
        said.or_else(|| NAMES.iter().find_map(|name| self.meta_all(name).find_map(dates::parse)))
            .or_else(|| self.printed_date())
            .or_else(|| self.url().as_deref().and_then(in_address))
            .filter(|stated| stated.year.is_some())
    }

    /// The date in the heading of the story.
    fn printed_date(&self) -> Option<Stated> {
        let selectors = [
            "[itemprop='datePublished']",
            "time[pubdate], time[datetime][class*='publish'], article time[datetime], main time[datetime]",
            "time[datetime], abbr[class~='published'], abbr[class~='date']",
            "[class*='publish'], [class*='post-date'], [class*='entry-date'], [class*='article-date'], [class*='article__date'], [class*='dateline'], \
             [class*='timestamp'], [class*='time-stamp'], [class*='postdate'], [class*='posted-on'], [class~='date'], [class*='post-meta'], \
             [class*='byline'], [class*='article-info'], [class*='meta-date'], [id*='publish'], [class*='pubdate'], [class*='pub-date']",
        ];
        selectors.iter().find_map(|selector| self.page.select(selector).nodes().iter().find_map(date_of))
    }
}

fn date_of(node: &NodeRef<'_>) -> Option<Stated> {
    let attributes = ["datetime", "content", "title", "data-timestamp"];
    let stated = attributes.iter().filter_map(|name| node.attr(name)).find_map(|value| dates::parse(&value));
    stated
        .or_else(|| Some(shown(node)).filter(|text| text.len() < 200).and_then(|text| dates::parse(&text)))
        .filter(|stated| stated.year.is_some())
}

/// The date in an address: "/2017/05/25/".
fn in_address(url: &str) -> Option<Stated> {
    let path: Vec<&str> = url.split(['/', '?']).skip(3).collect();
    path.windows(3).find_map(|parts| match parts {
        [year, month, day] if year.len() == 4 && month.len() <= 3 && day.len() <= 2 => {
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
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "] {
        let Some((head, tail)) = title.rsplit_once(separator) else { continue };
        let named = publisher.is_some_and(|publisher| super::same(publisher, tail));
        let short = text::words(tail).count() <= 4 && text::words(head).count() >= 4;
        if named || (short && separator != " - ") || (short && text::words(tail).count() <= 3) {
            return without_site(head.trim(), publisher);
        }
    }
    title.trim().to_owned()
}
