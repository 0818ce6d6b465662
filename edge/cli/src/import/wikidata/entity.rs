//! An entity of a Wikidata dump: what is asked of its JSON, and nothing else of it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One line of a dump. Empty maps come as `[]`, which the defaults of all fields take too.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Entity {
    pub(super) id: String,
    labels: Labels,
    aliases: Aliases,
    pub(super) claims: Claims,
}

/// The statements that the import reads, by property.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Claims {
    #[serde(rename = "P6")]
    pub(super) head_of_government: Vec<Statement>,
    #[serde(rename = "P17")]
    pub(super) country: Vec<Statement>,
    #[serde(rename = "P21")]
    pub(super) gender: Vec<Statement>,
    #[serde(rename = "P27")]
    pub(super) citizenship: Vec<Statement>,
    #[serde(rename = "P31")]
    pub(super) instance_of: Vec<Statement>,
    #[serde(rename = "P35")]
    pub(super) head_of_state: Vec<Statement>,
    #[serde(rename = "P39")]
    pub(super) position: Vec<Statement>,
    #[serde(rename = "P297")]
    pub(super) alpha_2: Vec<Statement>,
    #[serde(rename = "P298")]
    pub(super) alpha_3: Vec<Statement>,
    #[serde(rename = "P463")]
    pub(super) member_of: Vec<Statement>,
    #[serde(rename = "P570")]
    pub(super) death: Vec<Statement>,
    #[serde(rename = "P571")]
    pub(super) inception: Vec<Statement>,
    #[serde(rename = "P576")]
    pub(super) dissolution: Vec<Statement>,
    #[serde(rename = "P1001")]
    pub(super) jurisdiction: Vec<Statement>,
    #[serde(rename = "P1308")]
    pub(super) holder: Vec<Statement>,
    #[serde(rename = "P1549")]
    pub(super) demonym: Vec<Statement>,
    #[serde(rename = "P1813")]
    pub(super) short_name: Vec<Statement>,
    #[serde(rename = "P2389")]
    pub(super) directs: Vec<Statement>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Labels {
    en: Option<Text>,
    /// One name for all languages, where they do not differ.
    mul: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Aliases {
    en: Vec<Text>,
    mul: Vec<Text>,
}

#[derive(Debug, Deserialize)]
struct Text {
    value: String,
}

/// One statement with the qualifiers that the import reads.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Statement {
    mainsnak: Snak,
    rank: String,
    qualifiers: Qualifiers,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Qualifiers {
    #[serde(rename = "P580")]
    start: Vec<Snak>,
    #[serde(rename = "P582")]
    end: Vec<Snak>,
    #[serde(rename = "P642")]
    of: Vec<Snak>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Snak {
    datavalue: DataValue,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DataValue {
    value: Value,
}

impl Entity {
    /// Its name in English.
    pub(super) fn name(&self) -> Option<&str> {
        let label = self.labels.en.as_ref().or(self.labels.mul.as_ref())?;
        Some(label.value.as_str())
    }

    /// Its other names in English.
    pub(super) fn aliases(&self) -> impl Iterator<Item = &str> {
        self.aliases.en.iter().chain(&self.aliases.mul).map(|alias| alias.value.as_str())
    }
}

/// The statements that hold or held: a preferred one does not hide an earlier one, a deprecated one counts for nothing.
pub(super) fn held(statements: &[Statement]) -> impl Iterator<Item = &Statement> {
    statements.iter().filter(|statement| statement.rank != "deprecated")
}

impl Statement {
    /// The item that it names, by its number.
    pub(super) fn item(&self) -> Option<Item> {
        self.mainsnak.item()
    }

    /// The item that qualifies it: "minister" of which state.
    pub(super) fn of(&self) -> Option<Item> {
        self.qualifiers.of.iter().find_map(Snak::item)
    }

    pub(super) fn string(&self) -> Option<&str> {
        self.mainsnak.datavalue.value.as_str()
    }

    /// A text in English.
    pub(super) fn english(&self) -> Option<&str> {
        let value = &self.mainsnak.datavalue.value;
        (value.get("language")?.as_str()? == "en").then_some(value.get("text")?.as_str()?)
    }

    pub(super) fn time(&self) -> Option<String> {
        self.mainsnak.time()
    }

    pub(super) fn start(&self) -> Option<String> {
        self.qualifiers.start.iter().find_map(Snak::time)
    }

    pub(super) fn end(&self) -> Option<String> {
        self.qualifiers.end.iter().find_map(Snak::time)
    }
}

impl Snak {
    fn item(&self) -> Option<Item> {
        Item::parse(self.datavalue.value.get("id")?.as_str()?)
    }

    fn time(&self) -> Option<String> {
        let value = &self.datavalue.value;
        day(value.get("time")?.as_str()?, value.get("precision")?.as_u64()?)
    }
}

/// The number of an item: 20 of Q20.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Item(pub(super) u32);

impl Item {
    pub(super) fn parse(id: &str) -> Option<Self> {
        id.strip_prefix('Q')?.parse().ok().map(Self)
    }
}

/// A time as the tables write it, as precisely as it is known; `None` for what is no year of our era or less precise
/// than a year.
pub(in crate::import) fn day(time: &str, precision: u64) -> Option<String> {
    let time = time.strip_prefix('+').unwrap_or(time);
    let day = time.get(..10)?;
    let plain = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    // Months and days that are not known are written 00.
    let known = match precision {
        11.. if &day[5..7] != "00" && &day[8..] != "00" => 10,
        10.. if &day[5..7] != "00" => 7,
        9.. => 4,
        _ => return None,
    };
    plain.then(|| day[..known].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_precise_as_known() {
        for (time, precision, expected) in [
            ("+2013-10-16T00:00:00Z", 11, Some("2013-10-16")),
            ("+2013-10-00T00:00:00Z", 10, Some("2013-10")),
            ("+2013-00-00T00:00:00Z", 11, Some("2013")),
            ("+2013-00-00T00:00:00Z", 9, Some("2013")),
            ("2013-10-16T00:00:00Z", 11, Some("2013-10-16")),
            ("+1900-00-00T00:00:00Z", 7, None),
            ("-0044-03-15T00:00:00Z", 11, None),
            ("+2013", 9, None),
        ] {
            assert_eq!(day(time, precision).as_deref(), expected, "{time}");
        }
    }

    #[test]
    fn entities_read_with_what_they_lack() {
        let entity: Entity = serde_json::from_str(
            r#"{"id":"Q1","labels":[],"aliases":{"mul":[{"language":"mul","value":"A B"}]},"sitelinks":{},
                "claims":{"P39":[{"rank":"normal","mainsnak":{"snaktype":"somevalue"}},{"rank":"deprecated"}],
                "P1549":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"language":"en","text":"Norwegian"}}}}]}}"#,
        )
        .unwrap();
        assert_eq!(entity.name(), None);
        assert_eq!(entity.aliases().collect::<Vec<_>>(), ["A B"]);
        assert_eq!(held(&entity.claims.position).count(), 1);
        assert_eq!(entity.claims.position[0].item(), None);
        assert_eq!(entity.claims.demonym[0].english(), Some("Norwegian"));
        assert!(serde_json::from_str::<Entity>(r#"{"id":"Q1","claims":[]}"#).is_ok());
    }
}
