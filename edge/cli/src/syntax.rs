//! `dualtrack syntax`: sentences, words, tags, trees and names as CoNLL-U.

use std::io::Write;

use dualtrack_syntax::{Model, conllu};

use crate::arguments::{SyntaxArguments, SyntaxSource};
use crate::failure::{Failure, Stop};
use crate::input::{self, STANDARD_INPUT};
use crate::{Outcome, output};

pub(crate) fn run(arguments: &SyntaxArguments) -> Result<Outcome, Stop> {
    let path = arguments.input.as_deref();
    let text = input::read_text(path)?;
    let model = Model::built_in();
    let sentences = match arguments.from {
        SyntaxSource::Text => conllu::sentences(&text, &model.parse(&text)),
        SyntaxSource::Conllu => {
            let name = path.map_or(STANDARD_INPUT.to_owned(), |path| path.display().to_string());
            let mut sentences = conllu::read(&text).map_err(|error| Failure::new(name, error))?;
            let (_, syntax) = model.parse_conllu(&sentences);
            for (sentence, parsed) in sentences.iter_mut().zip(syntax.sentences()) {
                conllu::annotate(sentence, &syntax, parsed.tokens);
            }
            sentences
        }
    };
    let mut out = output::standard_output();
    let mut lines = String::new();
    for sentence in &sentences {
        lines.clear();
        conllu::write(sentence, &mut lines);
        out.write_all(lines.as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::Complete)
}
