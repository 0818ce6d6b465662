//! Any file is sentences or an error; what was read is written, read again and parsed.
#![no_main]

use dualtrack_syntax::{Model, conllu};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut sentences) = conllu::read(&String::from_utf8_lossy(bytes)) else { return };
    let mut written = String::new();
    sentences.iter().for_each(|sentence| conllu::write(sentence, &mut written));
    let again = conllu::read(&written).expect("what is written can be read");
    assert_eq!(again.len(), sentences.len());
    let _ = conllu::document(&sentences);
    let (_, syntax) = Model::built_in().parse_conllu(&sentences);
    for (sentence, parsed) in sentences.iter_mut().zip(syntax.sentences()) {
        assert_eq!(sentence.words.len(), parsed.tokens.len());
        conllu::annotate(sentence, &syntax, parsed.tokens);
    }
});
