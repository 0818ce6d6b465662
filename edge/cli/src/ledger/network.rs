//! `dualtrack network`: who did how much to whom, as a graph.

use std::collections::BTreeMap;
use std::io::Write;

use dualtrack_ledger::{Edge, Known, Ledger};
use dualtrack_series::draw::escaped;

use super::changes::{csv_stop, kinds};
use super::parties::Finder;
use crate::arguments::relations::{NetworkArguments, NetworkFormat};
use crate::failure::Stop;
use crate::{Outcome, output};

/// What an edge says: name and type of GraphML.
const ATTRIBUTES: [(&str, &str); 10] = [
    ("events", "long"),
    ("verbal_cooperation", "long"),
    ("material_cooperation", "long"),
    ("verbal_conflict", "long"),
    ("material_conflict", "long"),
    ("reports", "long"),
    ("score_sum", "double"),
    ("score_mean", "double"),
    ("contacts", "long"),
    ("mutual", "boolean"),
];

pub(crate) fn run(arguments: &NetworkArguments) -> Result<Outcome, Stop> {
    let among = &arguments.among;
    let ledger = Ledger::open(&among.ledger)?;
    let mut edges = ledger.network(&kinds(&among.kinds)?, among.days.from, among.days.to)?;
    edges.retain(|edge| edge.quads.iter().sum::<u64>() >= arguments.least);
    if let Some(words) = &among.actor {
        let actor = Finder::new(&ledger, &among.knowledge).actor(words)?;
        edges.retain(|edge| edge.source.id == actor.id || edge.target.id == actor.id);
    }
    match arguments.format {
        NetworkFormat::Csv => csv(&edges)?,
        NetworkFormat::Graphml => {
            let mut out = output::standard_output();
            out.write_all(graphml(&edges).as_bytes())?;
            out.flush()?;
        }
    }
    Ok(Outcome::Complete)
}

fn values(edge: &Edge) -> [String; ATTRIBUTES.len()] {
    let events: u64 = edge.quads.iter().sum();
    let [a, b, c, d] = edge.quads.map(|number| number.to_string());
    let mean = if events == 0 { 0.0 } else { (edge.score / events as f64 * 1e4).round() / 1e4 };
    [
        events.to_string(),
        a,
        b,
        c,
        d,
        edge.reports.to_string(),
        format!("{:?}", edge.score),
        format!("{mean:?}"),
        edge.contacts.to_string(),
        edge.mutual.to_string(),
    ]
}

fn csv(edges: &[Edge]) -> Result<(), Stop> {
    let mut rows = csv::Writer::from_writer(output::standard_output());
    let heading = ["source", "target", "source_name", "target_name"]
        .into_iter()
        .chain(ATTRIBUTES.map(|(name, _)| name));
    rows.write_record(heading).map_err(csv_stop)?;
    for edge in edges {
        let mut cells: Vec<String> =
            [&edge.source.id, &edge.target.id, &edge.source.name, &edge.target.name].map(Clone::clone).into();
        cells.extend(values(edge));
        if let Some(mutual) = cells.last_mut() {
            *mutual = u8::from(edge.mutual).to_string();
        }
        rows.write_record(cells).map_err(csv_stop)?;
    }
    rows.flush()?;
    Ok(())
}

fn graphml(edges: &[Edge]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    for name in ["name", "kind", "country"] {
        out.push_str(&format!(
            "<key id=\"{name}\" for=\"node\" attr.name=\"{name}\" attr.type=\"string\"/>\n"
        ));
    }
    for (name, kind) in ATTRIBUTES {
        out.push_str(&format!(
            "<key id=\"{name}\" for=\"edge\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
        ));
    }
    out.push_str("<graph edgedefault=\"directed\">\n");
    let ends = edges.iter().flat_map(|edge| [&edge.source, &edge.target]);
    let nodes: BTreeMap<&str, &Known> = ends.map(|known| (known.id.as_str(), known)).collect();
    for (id, known) in nodes {
        out.push_str(&format!("<node id=\"{}\">", escaped(id)));
        data("name", &known.name, &mut out);
        data("kind", &known.kind, &mut out);
        known.country.iter().for_each(|country| data("country", country, &mut out));
        out.push_str("</node>\n");
    }
    for edge in edges {
        push_edge(&edge.source.id, &edge.target.id, edge, &mut out);
        if edge.mutual {
            push_edge(&edge.target.id, &edge.source.id, edge, &mut out);
        }
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

fn push_edge(source: &str, target: &str, edge: &Edge, out: &mut String) {
    out.push_str(&format!("<edge source=\"{}\" target=\"{}\">", escaped(source), escaped(target)));
    for ((name, _), value) in ATTRIBUTES.iter().zip(values(edge)) {
        data(name, &value, out);
    }
    out.push_str("</edge>\n");
}

fn data(key: &str, value: &str, out: &mut String) {
    out.push_str(&format!("<data key=\"{key}\">{}</data>", escaped(value)));
}
