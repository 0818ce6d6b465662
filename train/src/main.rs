//! Trains the English model from CoNLL-U treebanks.
//!
//! `dualtrack-train TREEBANKS OUT` reads `TREEBANKS/{ewt,gum}/{train,dev}.conllu` and the names in `knowledge/` (or
//! `knowledge=FOLDER`) and writes the model file. With `network=MODEL` the network of a model is kept and only what
//! is quick to train is made anew. `parsed=A,B` names two readings of free text (`dualtrack syntax` with two earlier
//! models, the second `--from conllu` of the first): the network also learns from what they agree on.
#![allow(clippy::print_stderr, clippy::disallowed_methods, reason = "a command, which owns files and words")]

mod adam;
mod graph;
mod lemmas;
mod matrix;
mod names;
mod network;
mod rng;
mod silver;
mod splitter;
mod treebank;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dualtrack_syntax::model::Parts;
use dualtrack_syntax::tagger::Weights;
use network::Recipe;
use treebank::Gold;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("dualtrack-train: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let [treebanks, out, settings @ ..] = arguments else {
        return Err("usage: dualtrack-train TREEBANKS OUT [NAME=VALUE…]".to_owned());
    };
    let mut recipe = Recipe::default();
    let (mut keep, mut knowledge) = (None, PathBuf::from("knowledge"));
    let mut silver = Vec::new();
    for setting in settings {
        match setting.split_once('=') {
            Some(("network", model)) => keep = Some(model.to_owned()),
            Some(("knowledge", folder)) => knowledge = PathBuf::from(folder),
            Some(("parsed", files)) => silver = agreed(files)?,
            _ => set(&mut recipe, setting)?,
        }
    }
    let treebanks = PathBuf::from(treebanks);
    let both = |part: &str| -> Result<Vec<Gold>, String> {
        let mut gold = load(&treebanks.join("ewt").join(part))?;
        gold.extend(load(&treebanks.join("gum").join(part))?);
        Ok(gold)
    };
    let (train, dev) = (both("train.conllu")?, both("dev.conllu")?);
    let words: usize = train.iter().map(|gold| gold.sentence.words.len()).sum();
    eprintln!("{} sentences, {words} words; {recipe:?}", train.len());
    let (splitter, lemmas) = (splitter::train(&train), lemmas::train(&train));
    let gazetteer = names::gazetteer(&knowledge)?;
    let write = |weights: &Weights| {
        let (namer, score) = names::train(weights.clone().tagger(), gazetteer.clone(), &train, &dev);
        eprintln!("names: {score}");
        let parts =
            Parts { weights: weights.clone(), splitter: splitter.clone(), lemmas: lemmas.clone(), namer };
        std::fs::write(out, parts.to_bytes()).map_err(|error| format!("{out}: {error}"))
    };
    if let Some(model) = &keep {
        let bytes = std::fs::read(model).map_err(|error| format!("{model}: {error}"))?;
        return write(&Parts::network(&bytes).map_err(|error| format!("{model}: {error}"))?);
    }
    let weights = network::train(&train, &silver, &dev, recipe, |line| eprintln!("{line}"));
    write(&weights)
}

/// The sentences on which two readings agree, from the paths `A,B`.
fn agreed(files: &str) -> Result<Vec<Gold>, String> {
    let (first, second) = files.split_once(',').ok_or("parsed= takes two files, joined by a comma")?;
    let kept = silver::agreed(load(Path::new(first))?, &load(Path::new(second))?)?;
    let words: usize = kept.iter().map(|gold| gold.sentence.words.len()).sum();
    eprintln!("{} sentences, {words} words of free text on which two models agree", kept.len());
    Ok(kept)
}

fn set(recipe: &mut Recipe, setting: &str) -> Result<(), String> {
    let wrong = || format!("'{setting}' is no setting");
    let (name, value) = setting.split_once('=').ok_or_else(wrong)?;
    let number: f32 = value.parse().map_err(|_| wrong())?;
    match name {
        "epochs" => recipe.epochs = number as usize,
        "seed" => recipe.seed = number as u64,
        "rate" => recipe.rate = number,
        "batch" => recipe.batch = number as usize,
        "hidden" => recipe.hidden = number as usize,
        "layers" => recipe.layers = number as usize,
        "scorer" => recipe.scorer = number as usize,
        "layer_dropout" => recipe.dropout.layer = number,
        "embedding_dropout" => recipe.dropout.embedding = number,
        "arm_dropout" => recipe.dropout.arm = number,
        "word_dropout" => recipe.dropout.word = number,
        _ => return Err(wrong()),
    }
    Ok(())
}

fn load(path: &Path) -> Result<Vec<Gold>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    treebank::read(&text).map_err(|error| format!("{}: {error}", path.display()))
}
