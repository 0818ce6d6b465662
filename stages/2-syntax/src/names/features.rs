//! What a word shows of its part in a name.

use std::ops::Range;

use dualtrack_document::Upos;

use super::gazetteer::Gazetteer;
use crate::hash::Hash;
use crate::tagger::Tagged;
use crate::words::normal;

/// How many slots features are reduced to.
pub const SLOTS: usize = 1 << 16;

/// The words of one sentence as the features see them; its memory is used again for the next.
#[derive(Debug, Default)]
pub struct Sight {
    /// Hash of each word's normal form.
    norms: Vec<u32>,
    /// Hash of each word's shape.
    shapes: Vec<u32>,
    /// What the gazetteer knows, see `Gazetteer::mark`.
    marks: Vec<u32>,
    /// Whether each word may be part of a name.
    candidates: Vec<bool>,
    /// The run of capitalised words that each stands in, empty for others.
    runs: Vec<Range<usize>>,
}

/// Stands for a word beyond the sentence.
const BEYOND: u32 = 1;

impl Sight {
    /// Looks at a sentence.
    pub fn of(&mut self, forms: &[&str], tagged: &[Tagged], gazetteer: &Gazetteer) {
        self.norms.clear();
        self.norms
            .extend(forms.iter().map(|form| Hash::feature(0).characters(form.chars().map(normal)).finish()));
        self.shapes.clear();
        self.shapes.extend(forms.iter().map(|form| shape(form)));
        let strong = |at: usize| {
            let form = forms[at];
            tagged[at].upos == Upos::Propn
                || form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        };
        let near = |at: usize| {
            let before = (at.saturating_sub(2)..at).any(strong);
            before && (at + 1..forms.len().min(at + 3)).any(strong)
        };
        self.candidates.clear();
        self.candidates.extend((0..forms.len()).map(|at| strong(at) || near(at)));
        self.find_runs(|at| tagged[at].upos == Upos::Propn || forms[at].starts_with(char::is_uppercase));
        gazetteer.mark(forms, strong, &mut self.marks);
    }

    fn find_runs(&mut self, capital: impl Fn(usize) -> bool) {
        let count = self.norms.len();
        self.runs.clear();
        let mut start = 0;
        while start < count {
            let end = (start..count).find(|&at| !capital(at)).unwrap_or(count);
            self.runs.extend((start..end).map(|_| start..end));
            if end < count {
                self.runs.push(end..end);
            }
            start = end + 1;
        }
    }

    /// The stretches of words that may hold names.
    pub fn stretches(&self) -> impl Iterator<Item = Range<usize>> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let start = from + self.candidates[from..].iter().position(|candidate| *candidate)?;
            let length = self.candidates[start..].iter().take_while(|candidate| **candidate).count();
            from = start + length;
            Some(start..from)
        })
    }

    /// The slots of the features of the word at `at`.
    pub fn features(&self, forms: &[&str], tagged: &[Tagged], at: usize, out: &mut Vec<u32>) {
        out.clear();
        let mut add = |number: u32, parts: &[u32]| {
            let hash = parts.iter().fold(Hash::feature(number), |hash, part| hash.number(*part));
            out.push(hash.finish() % SLOTS as u32);
        };
        let near = |values: &[u32], offset: isize| {
            at.checked_add_signed(offset).and_then(|at| values.get(at).copied()).unwrap_or(BEYOND)
        };
        let word = |offset| near(&self.norms, offset);
        let shape = |offset| near(&self.shapes, offset);
        let mark = |offset| near(&self.marks, offset);
        let known = |offset: isize| {
            let found = at.checked_add_signed(offset).and_then(|at| self.marks.get(at));
            found.copied().unwrap_or(0)
        };
        let upos = |offset: isize| {
            let found = at.checked_add_signed(offset).and_then(|at| tagged.get(at));
            found.map_or(BEYOND + 100, |tagged| tagged.upos as u32)
        };
        add(0, &[]);
        for offset in -2..=2 {
            add((10 + offset) as u32, &[word(offset)]);
            add((20 + offset) as u32, &[shape(offset)]);
            add((30 + offset) as u32, &[upos(offset)]);
        }
        add(40, &[word(-1), word(0)]);
        add(41, &[word(0), word(1)]);
        add(42, &[shape(-1), shape(0)]);
        add(43, &[shape(0), shape(1)]);
        add(44, &[upos(-1), upos(0)]);
        add(45, &[upos(0), upos(1)]);
        add(46, &[word(-1), shape(0)]);
        add(47, &[word(1), shape(0)]);
        self.spelling(forms[at], &mut add);
        for offset in -1..=1isize {
            for bit in 0..u32::BITS {
                if known(offset) >> bit & 1 == 1 {
                    add((60 + offset) as u32, &[bit]);
                }
            }
        }
        add(64, &[mark(0)]);
        add(65, &[mark(0), mark(1)]);
        add(66, &[mark(-1), mark(0)]);
        add(67, &[mark(0), upos(0), shape(0)]);
        add(68, &[mark(0), u32::from(at == 0)]);
        let relation = tagged[at].relation as u32;
        add(70, &[relation]);
        add(71, &[relation, upos(0)]);
        if let Some(head) = tagged[at].head {
            add(72, &[self.norms[head]]);
            add(73, &[relation, self.norms[head]]);
            add(74, &[self.marks[head], u32::from(head > at)]);
        }
        self.surroundings(tagged, at, &mut add);
    }

    fn spelling(&self, form: &str, add: &mut impl FnMut(u32, &[u32])) {
        let mut ends = [0u32; 4];
        for (end, letter) in ends.iter_mut().zip(form.chars().rev()) {
            *end = normal(letter) as u32;
        }
        let mut starts = [0u32; 4];
        for (start, letter) in starts.iter_mut().zip(form.chars()) {
            *start = normal(letter) as u32;
        }
        add(50, &ends[..2]);
        add(51, &ends[..3]);
        add(52, &ends);
        add(53, &starts[..3]);
        add(54, &starts);
    }

    /// The run of capitalised words around: its first and last word tell most of what it names.
    fn surroundings(&self, tagged: &[Tagged], at: usize, add: &mut impl FnMut(u32, &[u32])) {
        let run = self.runs[at].clone();
        let Some(last) = run.clone().next_back() else { return };
        let word = |at: usize| self.norms.get(at).copied().unwrap_or(BEYOND);
        let before = run.start.checked_sub(1).map_or(BEYOND, word);
        let place = (at - run.start).min(3) as u32 * 4 + (last - at).min(3) as u32;
        add(80, &[word(last)]);
        add(81, &[word(run.start)]);
        add(82, &[place]);
        add(83, &[before, place]);
        add(84, &[word(run.end), place]);
        add(85, &[self.marks[last]]);
        add(86, &[self.marks[run.start]]);
        add(87, &[before]);
        add(88, &[word(run.end)]);
        add(89, &[word(last), place]);
        let outside = |at: &usize| tagged[*at].head.is_none_or(|head| !run.contains(&head));
        if let Some(top) = run.clone().find(outside) {
            let governor = tagged[top].head.map_or(BEYOND, word);
            add(90, &[tagged[top].relation as u32]);
            add(91, &[tagged[top].relation as u32, governor]);
        }
    }
}

fn shape(form: &str) -> u32 {
    let class = |c: char| match c {
        c if c.is_uppercase() => 'X',
        c if c.is_lowercase() => 'x',
        '0'..='9' => '0',
        c => normal(c),
    };
    let mut last = ['\0'; 2];
    let kept = form.chars().take(40).map(class).filter(|&c| {
        let run = last == [c, c];
        last = [last[1], c];
        !run
    });
    Hash::feature(1).characters(kept).finish()
}
