//! Names that are spelled otherwise: "Qadhafi" is Gaddafi, "Serhiy" is not Sergei but "Sergey" is.
//!
//! Names from other scripts come to English in many spellings, of which no table has all. Two words are alike if their
//! consonants sound alike and few letters differ.

/// States whose people's names are written in other scripts than Latin: only these come in several spellings. "John
/// Kerr" is another man than John Kerry.
const OTHER_SCRIPTS: &str = "\
    RUS UKR BLR KAZ KGZ TJK TKM UZB AZE MNG BGR SRB MKD MNE BIH XKX SUN YUG SCG GRC CYP GEO ARM ISR PSE EGY LBY TUN \
    DZA MAR MRT SDN SAU YEM OMN ARE QAT BHR KWT IRQ SYR LBN JOR IRN AFG PAK IND BGD LKA NPL BTN MMR THA LAO KHM CHN \
    TWN JPN KOR PRK ETH ERI SOM DJI";

/// Whether the names of a state's people, by its alpha-3 code, are written in another script than Latin.
pub(crate) fn is_transliterated(state: &str) -> bool {
    OTHER_SCRIPTS.split_ascii_whitespace().any(|code| code == state)
}

/// The consonants of a word by their sounds, doubled ones once: "gaddafi" and "qadhafi" are both "ktf".
pub(crate) fn skeleton(word: &str) -> String {
    let mut sounds = String::with_capacity(word.len());
    for letter in word.chars() {
        let sound = match letter {
            'k' | 'q' | 'g' | 'c' | 'x' => 'k',
            't' | 'd' => 't',
            'f' | 'v' | 'w' => 'f',
            'p' | 'b' => 'p',
            's' | 'z' => 's',
            'j' => 'j',
            'l' | 'm' | 'n' | 'r' => letter,
            _ => continue,
        };
        if !sounds.ends_with(sound) {
            sounds.push(sound);
        }
    }
    sounds
}

/// Whether two comparable words may be spellings of one name.
pub(crate) fn are_alike(one: &str, other: &str) -> bool {
    let longest = one.len().max(other.len());
    one == other
        || (skeleton(one) == skeleton(other)
            && distance(one.as_bytes(), other.as_bytes()) <= (longest / 3).max(1))
}

/// How many letters must be changed, added or left out to make one of the other (Levenshtein 1966).
#[must_use]
pub fn distance<L: PartialEq>(one: &[L], other: &[L]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (to, against) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != against);
            diagonal = row[to + 1];
            row[to + 1] = changed.min(diagonal + 1).min(row[to] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name() {
        for (one, other, alike) in [
            ("gaddafi", "qadhafi", true),
            ("gaddafi", "kadafi", true),
            ("zelensky", "zelenskyi", true),
            ("rouhani", "rohani", true),
            ("sergei", "sergey", true),
            ("milosevic", "miloshevich", true),
            ("bush", "bosh", true),
            ("blair", "bolar", false),
            ("lavrov", "lavrinov", false),
            ("kerry", "carter", false),
            ("merkel", "markle", false),
        ] {
            assert_eq!(are_alike(one, other), alike, "{one} {other}");
        }
    }
}
