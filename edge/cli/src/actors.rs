//! `dualtrack actors`: what the knowledge base says, as it stood on a day.

use std::io::Write;

use dualtrack_actors::{Finding, Knowledge};
use dualtrack_record::{Actor, Office};
use jiff::civil::Date;

use crate::arguments::ActorsCommand;
use crate::failure::{Failure, Stop};
use crate::layout::wrap;
use crate::style::{HEADLINE, QUIET};
use crate::{Outcome, import, knowledge, output};

pub(crate) fn run(command: &ActorsCommand) -> Result<Outcome, Stop> {
    match command {
        ActorsCommand::Find { name, on, knowledge } => find(name, *on, knowledge::load(knowledge.folder())?),
        ActorsCommand::Check { folder } => knowledge::check(folder),
        ActorsCommand::Import(source) => import::run(source),
    }
}

fn find(name: &str, on: Option<Date>, knowledge: &'static Knowledge) -> Result<Outcome, Stop> {
    let page = Page { knowledge, on, columns: output::columns() };
    let findings = page.knowledge.find(name, on);
    if findings.is_empty() {
        return Err(Failure::new(name, "the knowledge base holds nothing under this name").into());
    }
    let found: Vec<_> = findings.iter().map(|finding| page.describe(finding)).collect();
    let mut out = output::standard_output();
    out.write_all(found.join("\n").as_bytes())?;
    out.flush()?;
    Ok(Outcome::Complete)
}

/// What is said about findings, all as of one day.
struct Page {
    knowledge: &'static Knowledge,
    on: Option<Date>,
    columns: usize,
}

impl Page {
    fn describe(&self, finding: &Finding) -> String {
        let mut lines = vec![self.headline(finding), format!("   {QUIET}{}{QUIET:#}", self.codes(finding))];
        lines.extend(finding.offices.iter().map(|office| self.office(office, finding.actor.as_ref())));
        lines.extend(self.listed("members", &finding.members));
        lines.extend(self.listed("member of", &finding.memberships));
        lines.join("\n") + "\n"
    }

    /// "Jens Stoltenberg – Secretary General, NATO".
    fn headline(&self, finding: &Finding) -> String {
        let actor = finding.actor.as_ref().map(|actor| actor.name.clone());
        let name =
            actor.or_else(|| finding.place.as_ref().map(|place| place.name.clone())).unwrap_or_default();
        let office = finding.actor.as_ref().and_then(|actor| actor.office.as_ref());
        let office =
            office.map_or(String::new(), |held| format!(" – {}, {}", held.title, self.name(&held.of)));
        let doubt = match (finding.current, self.on) {
            (true, _) => String::new(),
            (false, Some(day)) => format!(" (not on {day})"),
            (false, None) => " (no longer)".to_owned(),
        };
        format!("{HEADLINE}{name}{HEADLINE:#}{office}{doubt}")
    }

    fn codes(&self, finding: &Finding) -> String {
        let mut parts = Vec::new();
        if let Some(actor) = &finding.actor {
            parts.push(actor.id.clone());
            parts.push(actor.kind.to_string());
            parts
                .extend(actor.country.as_ref().filter(|country| **country != actor.id).map(|c| self.name(c)));
            parts.extend((!actor.sectors.is_empty()).then(|| actor.sectors.join(" ")));
            parts.extend((!actor.cameo.is_empty()).then(|| format!("CAMEO {}", actor.cameo)));
        } else if let Some(country) = finding.place.as_ref().and_then(|place| place.country.as_ref()) {
            parts.push(self.name(country));
        }
        if finding.from.is_some() || finding.to.is_some() {
            parts.push(period(finding.from.as_deref(), finding.to.as_deref()));
        }
        parts.push(format!("found by {}", finding.reached.as_str()));
        parts.join(" · ")
    }

    fn office(&self, office: &Office, holder: Option<&Actor>) -> String {
        let held = holder.and_then(|actor| actor.office.as_ref()) == Some(office);
        let mark = if held { "*" } else { " " };
        let time = period(office.from.as_deref(), office.to.as_deref());
        format!(" {mark} {time:<23}  {}, {}", office.title, self.name(&office.of))
    }

    /// States and organisations by name, wrapped behind their heading.
    fn listed(&self, what: &str, ids: &[String]) -> Vec<String> {
        let names: Vec<_> = ids.iter().map(|id| self.name(id)).collect();
        let lines = if names.is_empty() { Vec::new() } else { wrap(&names.join(", "), self.columns - 14) };
        let heading = |at: usize| if at == 0 { what } else { "" };
        lines.iter().enumerate().map(|(at, line)| format!("   {:<10} {line}", heading(at))).collect()
    }

    /// What people call the state or organisation with this id: an organisation's id is its usual short name.
    fn name(&self, id: &str) -> String {
        self.knowledge.state_name(id).unwrap_or(id).to_owned()
    }
}

fn period(from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{from} – {to}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => String::new(),
    }
}
