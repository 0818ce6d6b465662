//! The built-in codebook read by the built-in model and knowledge base.

use dualtrack_actors::Knowledge;
use dualtrack_coder::Codebook;
use dualtrack_document::Doc;
use dualtrack_syntax::Model;

#[test]
fn every_example_reads_as_stated() {
    let (model, knowledge) = (Model::built_in(), Knowledge::built_in());
    let errors = Codebook::built_in().check(|text| {
        let syntax = model.parse(text);
        let mentions = knowledge.resolve(Doc::new(text, &syntax), None);
        (syntax, mentions)
    });
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} examples are read otherwise:\n{}", lines.len(), lines.join("\n"));
}
