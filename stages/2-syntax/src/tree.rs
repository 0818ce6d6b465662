//! From scores of heads to one tree: the maximum spanning arborescence (Chu & Liu 1965, Edmonds 1967) with one root.

/// The heads of a sentence of `words` words that together score highest and form one tree: `None` for its root.
/// `scores` has a row of `1 + words` for each word, the root first.
#[must_use]
pub fn heads(scores: &[f32], words: usize) -> Vec<Option<usize>> {
    let favourites = favourites(scores, words);
    if is_tree(&favourites) { favourites } else { spanning_tree(scores, words) }
}

/// Each word's best head, the first of equals: almost always they are a tree, and then the best one.
fn favourites(scores: &[f32], words: usize) -> Vec<Option<usize>> {
    let favourite = |(word, row): (usize, &[f32])| {
        let mut best = 0;
        for head in (1..row.len()).filter(|&head| head != word + 1) {
            if row[head] > row[best] {
                best = head;
            }
        }
        best.checked_sub(1)
    };
    scores.chunks_exact(words + 1).enumerate().map(favourite).collect()
}

/// Whether there is one root, and every word is under it.
fn is_tree(heads: &[Option<usize>]) -> bool {
    const SAFE: usize = usize::MAX;
    let mut walks = vec![0; heads.len()];
    for start in 0..heads.len() {
        let mut at = Some(start);
        while let Some(word) = at.filter(|&word| walks[word] == 0) {
            walks[word] = start + 1;
            at = heads[word];
        }
        if at.is_some_and(|word| walks[word] == start + 1) {
            return false;
        }
        let mut at = Some(start);
        while let Some(word) = at.filter(|&word| walks[word] != SAFE) {
            walks[word] = SAFE;
            at = heads[word];
        }
    }
    heads.iter().filter(|head| head.is_none()).count() == 1
}

fn spanning_tree(scores: &[f32], words: usize) -> Vec<Option<usize>> {
    let mut graph = Graph::new(scores, words, None);
    let best = graph.solve();
    let roots: Vec<usize> = (1..=words).filter(|&word| best[word] == 0).collect();
    let best = match roots.as_slice() {
        [] | [_] => best,
        // Several: each is tried as the only one. (The best single root is among them but for rare ties.)
        _ => roots
            .iter()
            .map(|&root| Graph::new(scores, words, Some(root)).solve())
            .map(|heads| (total(scores, words, &heads), heads))
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map_or(best, |(_, heads)| heads),
    };
    best.iter().skip(1).map(|head| head.checked_sub(1)).collect()
}

fn total(scores: &[f32], words: usize, heads: &[usize]) -> f32 {
    (1..=words).map(|word| scores[(word - 1) * (words + 1) + heads[word]]).sum()
}

/// Lower than any score, and finite, so that differences stay numbers.
const NEVER: f32 = -1e9;

/// A dense graph with room for one contracted node per word.
struct Graph {
    nodes: usize,
    size: usize,
    /// Score of head `h` for dependent `d` at `d * size + h`.
    scores: Vec<f32>,
    /// For a dependent or head that is a contracted cycle: which of its members the best arc enters or leaves.
    through: Vec<u32>,
    alive: Vec<bool>,
    best: Vec<usize>,
}

impl Graph {
    fn new(scores: &[f32], words: usize, only_root: Option<usize>) -> Self {
        let nodes = words + 1;
        let size = nodes + words;
        let mut graph = Self {
            nodes,
            size,
            scores: vec![NEVER; size * size],
            through: vec![0; size * size],
            alive: vec![true; nodes],
            best: vec![0; nodes],
        };
        for word in 1..nodes {
            let row = &scores[(word - 1) * nodes..word * nodes];
            graph.scores[word * size..][..nodes].copy_from_slice(row);
            graph.scores[word * size + word] = NEVER;
            if only_root.is_some_and(|root| root != word) {
                graph.scores[word * size] = NEVER;
            }
        }
        graph
    }

    /// The best head of each word, after contracting every cycle and opening it again.
    fn solve(&mut self) -> Vec<usize> {
        for node in 1..self.nodes {
            self.choose(node);
        }
        let mut cycles = Vec::new();
        while let Some(cycle) = self.cycle() {
            self.contract(&cycle);
            cycles.push(cycle);
        }
        for (at, cycle) in cycles.iter().enumerate().rev() {
            self.open(self.nodes - cycles.len() + at, cycle);
        }
        self.best.truncate(self.nodes - cycles.len());
        std::mem::take(&mut self.best)
    }

    fn choose(&mut self, node: usize) {
        let row = &self.scores[node * self.size..][..self.nodes];
        let mut best = usize::MAX;
        for head in (0..self.nodes).filter(|&head| self.alive[head] && head != node) {
            if best == usize::MAX || row[head] > row[best] {
                best = head;
            }
        }
        self.best[node] = if best == usize::MAX { 0 } else { best };
    }

    /// The members of some cycle of best heads.
    fn cycle(&self) -> Option<Vec<usize>> {
        let mut seen = vec![0; self.nodes];
        for start in (1..self.nodes).filter(|&node| self.alive[node]) {
            let mut at = start;
            while at != 0 && seen[at] == 0 {
                seen[at] = start;
                at = self.best[at];
            }
            if at != 0 && seen[at] == start {
                let mut members = vec![at];
                let mut next = self.best[at];
                while next != at {
                    members.push(next);
                    next = self.best[next];
                }
                return Some(members);
            }
        }
        None
    }

    fn contract(&mut self, cycle: &[usize]) {
        let (new, size) = (self.nodes, self.size);
        self.nodes += 1;
        self.alive.push(true);
        self.best.push(0);
        for &member in cycle {
            self.alive[member] = false;
        }
        for other in (0..new).filter(|&node| self.alive[node]) {
            let (mut enter, mut leave) = ((NEVER * 4.0, 0), (NEVER * 4.0, 0));
            for &member in cycle {
                let loss = self.scores[member * size + self.best[member]];
                let into = self.scores[member * size + other] - loss;
                if into > enter.0 {
                    enter = (into, member);
                }
                let out = self.scores[other * size + member];
                if out > leave.0 {
                    leave = (out, member);
                }
            }
            self.scores[new * size + other] = enter.0;
            self.through[new * size + other] = enter.1 as u32;
            self.scores[other * size + new] = leave.0;
            self.through[other * size + new] = leave.1 as u32;
        }
        self.choose(new);
        for node in 1..new {
            if self.alive[node] && cycle.contains(&self.best[node]) {
                self.best[node] = new;
            }
        }
    }

    fn open(&mut self, contracted: usize, cycle: &[usize]) {
        let head = self.best[contracted];
        let entered = self.through[contracted * self.size + head] as usize;
        for node in 1..contracted {
            if self.best[node] == contracted && !cycle.contains(&node) {
                self.best[node] = self.through[node * self.size + contracted] as usize;
            }
        }
        self.best[entered] = head;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tries every assignment of heads.
    fn brute(scores: &[f32], words: usize) -> f32 {
        let mut best = f32::MIN;
        for code in 0..(words + 1).pow(words as u32) {
            let mut rest = code;
            let mut heads = vec![0; words + 1];
            for head in &mut heads[1..] {
                *head = rest % (words + 1);
                rest /= words + 1;
            }
            let reaches_root = |word: usize| {
                let mut at = word;
                for _ in 0..=words {
                    at = heads[at];
                }
                at == 0
            };
            let one_root = heads[1..].iter().filter(|&&head| head == 0).count() == 1;
            if one_root && (1..=words).all(reaches_root) {
                best = best.max(total(scores, words, &heads));
            }
        }
        best
    }

    #[test]
    fn the_tree_is_the_best_of_all_trees() {
        let mut state = 7u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as f32 / 4096.0
        };
        for round in 0..400 {
            let words = 1 + round % 4;
            // A root that costs much leaves one root to the unconstrained solution, so that it is exact.
            let mut scores: Vec<f32> = (0..words * (words + 1)).map(|_| random()).collect();
            for word in 0..words {
                scores[word * (words + 1)] -= 20.0;
            }
            let heads = heads(&scores, words);
            let found: f32 = heads
                .iter()
                .enumerate()
                .map(|(word, head)| scores[word * (words + 1) + head.map_or(0, |h| h + 1)])
                .sum();
            assert!((found - brute(&scores, words)).abs() < 1e-3, "{words} words: {heads:?}");
        }
    }

    #[test]
    fn trees_are_known() {
        for (heads, tree) in [
            (vec![None, Some(0), Some(1)], true),
            (vec![Some(2), Some(0), None], true),
            (vec![None, None], false),
            (vec![None, Some(2), Some(1)], false),
            (vec![Some(1), Some(2), Some(0)], false),
            (vec![], false),
        ] {
            assert_eq!(is_tree(&heads), tree, "{heads:?}");
        }
    }

    #[test]
    fn favourites_that_are_a_tree_are_the_spanning_tree() {
        let scores = [-5.0, 0.0, 3.0, 1.0, 2.0, 0.0, 0.0, 9.0, 4.0, 3.0, 3.0, 0.0];
        assert!(is_tree(&favourites(&scores, 3)));
        assert_eq!(favourites(&scores, 3), spanning_tree(&scores, 3));
    }

    #[test]
    fn there_is_one_root_even_where_all_want_to_be() {
        let scores = [9.0, 0.0, 0.0, 9.0, 0.0, 0.0];
        assert_eq!(heads(&scores, 2).iter().filter(|head| head.is_none()).count(), 1);
        assert!(heads(&[], 0).is_empty());
    }
}
