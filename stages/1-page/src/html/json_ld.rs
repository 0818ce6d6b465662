//! JSON-LD: what a page says of itself in the vocabulary of schema.org.

use dom_query::Document;
use serde_json::Value;

use super::blocks;
use crate::text;

/// The types of schema.org that are stories.
const STORIES: &[&str] = &[
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "AdvertiserContentArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "Report",
    "ScholarlyArticle",
    "MedicalScholarlyArticle",
    "TechArticle",
    "SatiricalArticle",
    "DiscussionForumPosting",
    "Recipe",
];

/// The objects of a page's JSON-LD.
#[derive(Debug, Default)]
pub(crate) struct JsonLd {
    objects: Vec<Value>,
    story: Option<usize>,
}

impl JsonLd {
    pub(crate) fn of(page: &Document) -> Self {
        let mut objects = Vec::new();
        for script in page.select("script[type='application/ld+json']").nodes() {
            if let Some(value) = parse(&script.text()) {
                flatten(value, &mut objects);
            }
        }
        let is_story = |object: &Value| STORIES.iter().any(|story| has_type(object, story));
        let dated =
            objects.iter().position(|object| is_story(object) && object.get("datePublished").is_some());
        let story = dated.or_else(|| objects.iter().position(is_story));
        Self { objects, story }
    }

    /// The object that is the story; for pages that do not say so, a web page with a date.
    fn story(&self) -> Option<&Value> {
        let page = |object: &&Value| has_type(object, "WebPage") && object.get("datePublished").is_some();
        self.story.map(|at| &self.objects[at]).or_else(|| self.objects.iter().find(page))
    }

    /// A field of the story, as a line of text.
    pub(crate) fn text(&self, field: &str) -> Option<String> {
        self.story()?.get(field).and_then(first_text)
    }

    /// The names in a field of the story that holds persons or organisations, given whole or by reference.
    pub(crate) fn names(&self, field: &str) -> Vec<String> {
        let Some(value) = self.story().and_then(|story| story.get(field)) else { return Vec::new() };
        let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        items.iter().filter_map(|item| self.name(item)).collect()
    }

    fn name(&self, item: &Value) -> Option<String> {
        let Some(fields) = item.as_object() else { return first_text(item) };
        let referred =
            fields.get("@id").and_then(|id| self.objects.iter().find(|object| object.get("@id") == Some(id)));
        let name = fields.get("name").or_else(|| referred?.get("name"))?;
        first_text(name)
    }

    /// The paragraphs of the story's text.
    pub(crate) fn body(&self) -> Vec<String> {
        let body = self
            .story()
            .and_then(|story| story.get("articleBody"))
            .and_then(Value::as_str)
            .unwrap_or_default();
        if body.contains("</") {
            let markup = Document::fragment(body);
            return blocks::of(&markup.root(), &markup.root()).into_iter().map(|block| block.text).collect();
        }
        body.lines().map(plain).filter(|line| !line.is_empty()).collect()
    }

    /// The credits of the story's pictures.
    pub(crate) fn credits(&self) -> Vec<String> {
        let Some(image) = self.story().and_then(|story| story.get("image")) else { return Vec::new() };
        let items = image.as_array().map_or(std::slice::from_ref(image), Vec::as_slice);
        items.iter().filter_map(|item| first_text(item.get("creditText")?)).collect()
    }

    /// The second to last link of a trail of links: the section in which the story stands.
    pub(crate) fn trail(&self) -> Option<String> {
        let trail = self.objects.iter().find(|object| has_type(object, "BreadcrumbList"))?;
        let items = trail.get("itemListElement")?.as_array()?;
        let names: Vec<String> = items
            .iter()
            .filter_map(|item| first_text(item.get("name").or_else(|| item.get("item")?.get("name"))?))
            .collect();
        names.into_iter().rev().nth(1).filter(|name| !name.eq_ignore_ascii_case("home"))
    }
}

fn parse(script: &str) -> Option<Value> {
    let script = script.trim();
    let script = script
        .strip_prefix("<!--")
        .unwrap_or(script)
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let script = script
        .trim_end()
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim_end_matches(';');
    // Line breaks inside strings are the commonest fault; as spaces they are harmless everywhere.
    let clean = || script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    serde_json::from_str(script).or_else(|_| serde_json::from_str(&clean())).ok()
}

/// All objects with a type, out of lists, graphs and the main entities of pages.
fn flatten(value: Value, into: &mut Vec<Value>) {
    match value {
        Value::Array(items) => items.into_iter().for_each(|item| flatten(item, into)),
        Value::Object(mut fields) => {
            let inner = ["@graph", "mainEntity", "mainEntityOfPage", "breadcrumb"];
            let inner: Vec<Value> =
                inner.iter().filter_map(|key| fields.get(*key).filter(|v| !v.is_string()).cloned()).collect();
            fields.remove("@graph");
            into.push(Value::Object(fields));
            inner.into_iter().for_each(|item| flatten(item, into));
        }
        _ => {}
    }
}

fn has_type(object: &Value, name: &str) -> bool {
    match object.get("@type") {
        Some(Value::String(one)) => one.rsplit('/').next() == Some(name),
        Some(Value::Array(many)) => many.iter().any(|one| one.as_str() == Some(name)),
        _ => false,
    }
}

/// A string, the first string of a list, or the value of a `{"@value": …}`, with its entities resolved.
fn first_text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Array(items) => return items.first().and_then(first_text),
        Value::Object(fields) => fields.get("@value").or_else(|| fields.get("name"))?.as_str()?,
        _ => return None,
    };
    Some(plain(text)).filter(|text| !text.is_empty())
}

/// One line of clean text, with its entities resolved and without markup.
fn plain(text: &str) -> String {
    if text.contains(['&', '<']) { text::line(&Document::fragment(text).text()) } else { text::line(text) }
}
