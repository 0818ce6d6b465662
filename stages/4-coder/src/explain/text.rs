//! An explanation as text for a terminal.

use std::fmt;

use super::{ExplainedReading, ExplainedSentence, Explanation};

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, sentence) in self.sentences.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            writeln!(f, "{}. {}", at + 1, sentence.text.split_whitespace().collect::<Vec<_>>().join(" "))?;
            sentence.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for ExplainedSentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  tree")?;
        self.tree(f)?;
        if !self.mentions.is_empty() {
            writeln!(f, "  mentions")?;
        }
        for mention in &self.mentions {
            writeln!(f, "    {} = {} (by {})", mention.text, mention.actor, mention.via)?;
        }
        if self.readings.is_empty() {
            writeln!(f, "  no act")?;
        } else {
            writeln!(f, "  acts")?;
        }
        for reading in &self.readings {
            reading.fmt(f)?;
        }
        let rejected: Vec<_> = self.trials.iter().filter(|t| !t.outcome.starts_with("chosen")).collect();
        if !rejected.is_empty() {
            writeln!(f, "  rejected")?;
        }
        for trial in rejected {
            writeln!(f, "    {}: {} - {}", trial.word, trial.entry, trial.outcome)?;
        }
        Ok(())
    }
}

/// Deeper levels of a tree are drawn at this depth: a page is only so wide.
const DEEPEST: usize = 24;

impl ExplainedSentence {
    fn tree(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut open: Vec<(usize, usize)> = self.roots().map(|root| (root, 0)).collect();
        while let Some((at, depth)) = open.pop() {
            let word = &self.words[at];
            let indent = "  ".repeat(depth.min(DEEPEST));
            writeln!(f, "    {indent}{} [{} {} {}]", word.form, word.lemma, word.upos, word.relation)?;
            let children = (0..self.words.len()).rev().filter(|&child| self.words[child].head == Some(at));
            open.extend(children.map(|child| (child, depth + 1)));
        }
        Ok(())
    }

    fn roots(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.words.len()).filter(|&at| self.words[at].head.is_none())
    }
}

impl fmt::Display for ExplainedReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mode = self.mode.as_ref().map(|mode| format!(" {mode}")).unwrap_or_default();
        let list = |words: &[String]| if words.is_empty() { "-".to_owned() } else { words.join(", ") };
        let mark = if self.is_event { "=>" } else { "  " };
        writeln!(f, " {mark} {}: {}{mode}, {}", self.word, self.kind, self.status)?;
        writeln!(f, "      roles: {} > {}", list(&self.actors), list(&self.recipients))?;
        for step in &self.steps {
            writeln!(f, "      {step}")?;
        }
        writeln!(f, "      {}", self.decision)
    }
}
