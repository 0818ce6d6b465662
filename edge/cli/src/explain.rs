//! `dualtrack explain`: how a text was understood, sentence by sentence.

use std::io::Write;

use dualtrack_coder::Codebook;
use dualtrack_reader::Reader;

use crate::arguments::ExplainArguments;
use crate::document::{content, read};
use crate::failure::Stop;
use crate::input::Documents;
use crate::{Outcome, knowledge, output};

pub(crate) fn run(arguments: &ExplainArguments) -> Result<Outcome, Stop> {
    let reader = Reader::new().with_knowledge(knowledge::load(arguments.knowledge.folder())?);
    let mut out = output::standard_output();
    for document in Documents::new(vec![arguments.input.clone()], content(arguments.kind)) {
        let layers = read(&reader, &document?)?;
        let explanation = Codebook::built_in().explain(layers.doc(), &layers.mentions);
        write!(out, "{explanation}")?;
    }
    out.flush()?;
    Ok(Outcome::Complete)
}
