//! Sentences without gold trees: free text as two earlier models read it, kept where they agree.
//!
//! Two parsers that were trained apart seldom make the same mistake, so what they agree on is nearly as good as gold
//! (after Sagae & Tsujii, EMNLP 2007), and it brings words that the treebanks do not hold.

use crate::treebank::Gold;

/// Words of a sentence on which the two may differ.
const DIFFERENT: usize = 1;
/// Shorter ones teach nothing, longer ones are lists.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=60;

/// The sentences of `first` that `second` reads alike. Both must be readings of the same words.
pub(crate) fn agreed(first: Vec<Gold>, second: &[Gold]) -> Result<Vec<Gold>, String> {
    if first.len() != second.len() {
        return Err(format!(
            "{} and {} sentences are no two readings of one text",
            first.len(),
            second.len()
        ));
    }
    let mut kept = Vec::new();
    for (at, (gold, other)) in first.into_iter().zip(second).enumerate() {
        let (words, others) = (&gold.sentence.words, &other.sentence.words);
        if words.len() != others.len() {
            return Err(format!("sentence {} has other words in the second reading", at + 1));
        }
        let different = words.iter().zip(others).filter(|(word, other)| {
            word.head != other.head
                || word.relation.base() != other.relation.base()
                || word.upos != other.upos
        });
        if LENGTHS.contains(&words.len()) && different.count() <= DIFFERENT {
            kept.push(gold);
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treebank;

    const READING: &str = "1\tIran\t_\tPROPN\t_\t_\t2\tnsubj\t_\t_\n2\tbought\t_\tVERB\t_\t_\t0\troot\t_\t_\n\
        3\told\t_\tADJ\t_\t_\t4\tamod\t_\t_\n4\tships\t_\tNOUN\t_\t_\t2\tobj\t_\t_\n\n";

    #[test]
    fn keeps_what_two_readings_share() {
        let cases = [
            (READING.to_owned(), 1),
            (READING.replace("4\tamod", "2\tamod"), 1),
            (READING.replace("4\tamod", "2\tamod").replace("2\tobj", "3\tobj"), 0),
        ];
        for (other, kept) in cases {
            let read = |text: &str| treebank::read(text).expect("a reading");
            let found = agreed(read(READING), &read(&other)).expect("the same words");
            assert_eq!(found.len(), kept, "{other}");
        }
        assert!(agreed(treebank::read(READING).expect("a reading"), &[]).is_err());
    }
}
