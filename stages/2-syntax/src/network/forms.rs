//! The word forms seen lately, each with a number: what depends on the form alone is computed once.

/// A set of word forms, numbered in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms {
    /// Number and one more of the form of each hash, linearly probed; 0 where none is.
    table: Vec<u32>,
    /// All forms, end to end.
    text: String,
    ends: Vec<usize>,
}

impl Forms {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn clear(&mut self) {
        self.table.fill(0);
        self.text.clear();
        self.ends.clear();
    }

    /// The number of a form, and whether it is new.
    pub(super) fn number(&mut self, form: &str) -> (usize, bool) {
        if self.table.len() < 2 * (self.len() + 1) {
            self.grow();
        }
        let slot = self.slot(form);
        match self.table[slot] {
            0 => {
                self.text.push_str(form);
                self.ends.push(self.text.len());
                self.table[slot] = self.len() as u32;
                (self.len() - 1, true)
            }
            taken => (taken as usize - 1, false),
        }
    }

    /// The slot of a form, or the empty one where it belongs.
    fn slot(&self, form: &str) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = hash(form) as usize & mask;
        while self.table[slot] != 0 && self.form(self.table[slot] as usize - 1) != form {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn form(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    fn grow(&mut self) {
        let size = (4 * self.len()).next_power_of_two().max(1024);
        self.table.clear();
        self.table.resize(size, 0);
        for number in 0..self.len() {
            let slot = self.slot(self.form(number));
            self.table[slot] = number as u32 + 1;
        }
    }
}

/// FNV-1a, its upper half folded onto the lower.
fn hash(form: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = form.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    hash ^ hash >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_keep_their_numbers_until_they_are_cleared() {
        let mut forms = Forms::default();
        let words: Vec<String> = (0..5000).map(|number| format!("word{number}")).collect();
        for (number, word) in words.iter().enumerate() {
            assert_eq!(forms.number(word), (number, true));
        }
        for (number, word) in words.iter().enumerate() {
            assert_eq!(forms.number(word), (number, false));
        }
        forms.clear();
        assert_eq!(
            (forms.number("word7"), forms.number(""), forms.number("")),
            ((0, true), (1, true), (1, false))
        );
    }
}
