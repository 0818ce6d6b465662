//! Abbreviations before a name, behind which no sentence ends: "Sen. Ann Lee", "Chairman J.R. Poe".
//!
//! The classifiers know what the treebanks hold, which is little of what stands before names in the news.

/// Titles and ranks that are written short and with a full stop.
const TITLES: &[&str] = &[
    "Adm", "Amb", "Asst", "Atty", "Brig", "Capt", "Cmdr", "Col", "Cpl", "Dep", "Dr", "Drs", "Fr", "Ft",
    "Gen", "Gens", "Gov", "Govs", "Hon", "Insp", "Lt", "Maj", "Messrs", "Mr", "Mrs", "Ms", "Msgr", "Mt",
    "Mx", "Pfc", "Pres", "Prof", "Profs", "Pvt", "Rep", "Reps", "Rev", "Sen", "Sens", "Sgt", "Spc", "Supt",
];

/// Initials that are no person's, and may end a sentence.
const INITIALISMS: &[&str] =
    &["A.D", "A.M", "B.A", "B.C", "D.C", "E.U", "L.A", "M.A", "N.J", "N.Y", "P.M", "U.K", "U.N", "U.S"];

/// Whether `run` ends in an abbreviation, full stop included, that belongs to the name which `next` begins.
pub(super) fn precedes_name(run: &str, next: Option<char>) -> bool {
    let word = run.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(word) = word.strip_suffix('.') else { return false };
    next.is_some_and(char::is_uppercase)
        && (TITLES.contains(&word) || is_initials(word) && !INITIALISMS.contains(&word))
}

/// Two single capitals with a full stop between them: "J.R".
fn is_initials(word: &str) -> bool {
    let mut letters = word.split('.');
    let mut capital =
        || letters.next().is_some_and(|part| part.len() == 1 && part.starts_with(char::is_uppercase));
    capital() && capital() && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_initials_precede_names() {
        for (run, next, wanted) in [
            ("Rep.", Some('J'), true),
            ("(Sen.", Some('A'), true),
            ("J.R.", Some('P'), true),
            ("Gen.", None, false),
            ("rep.", Some('J'), false),
            ("U.S.", Some('T'), false),
            ("left.", Some('T'), false),
            ("A.B.C.", Some('T'), false),
        ] {
            assert_eq!(precedes_name(run, next), wanted, "{run}");
        }
    }
}
