//! Inflected forms of the codebook's verbs, so that an act is found also where the lemmatiser does not know its verb.

/// Irregular verbs: the lemma, then its past tense and participle.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("arise", &["arose", "arisen"]),
    ("awake", &["awoke", "awoken"]),
    ("bear", &["bore", "borne"]),
    ("beat", &["beat", "beaten"]),
    ("become", &["became", "become"]),
    ("begin", &["began", "begun"]),
    ("bend", &["bent"]),
    ("bid", &["bid"]),
    ("bind", &["bound"]),
    ("bite", &["bit", "bitten"]),
    ("blow", &["blew", "blown"]),
    ("break", &["broke", "broken"]),
    ("bring", &["brought"]),
    ("broadcast", &["broadcast"]),
    ("build", &["built"]),
    ("burn", &["burnt", "burned"]),
    ("burst", &["burst"]),
    ("buy", &["bought"]),
    ("cast", &["cast"]),
    ("catch", &["caught"]),
    ("choose", &["chose", "chosen"]),
    ("cling", &["clung"]),
    ("come", &["came", "come"]),
    ("cut", &["cut"]),
    ("deal", &["dealt"]),
    ("dig", &["dug"]),
    ("do", &["did", "done"]),
    ("draw", &["drew", "drawn"]),
    ("drive", &["drove", "driven"]),
    ("eat", &["ate", "eaten"]),
    ("fall", &["fell", "fallen"]),
    ("feed", &["fed"]),
    ("feel", &["felt"]),
    ("fight", &["fought"]),
    ("find", &["found"]),
    ("flee", &["fled"]),
    ("fling", &["flung"]),
    ("fly", &["flew", "flown"]),
    ("forbid", &["forbade", "forbidden"]),
    ("forget", &["forgot", "forgotten"]),
    ("forgive", &["forgave", "forgiven"]),
    ("forgo", &["forwent", "forgone"]),
    ("freeze", &["froze", "frozen"]),
    ("get", &["got", "gotten"]),
    ("give", &["gave", "given"]),
    ("go", &["went", "gone"]),
    ("grow", &["grew", "grown"]),
    ("hang", &["hung", "hanged"]),
    ("have", &["had"]),
    ("hear", &["heard"]),
    ("hide", &["hid", "hidden"]),
    ("hit", &["hit"]),
    ("hold", &["held"]),
    ("hurt", &["hurt"]),
    ("keep", &["kept"]),
    ("know", &["knew", "known"]),
    ("lay", &["laid"]),
    ("lead", &["led"]),
    ("leave", &["left"]),
    ("lend", &["lent"]),
    ("let", &["let"]),
    ("lie", &["lay", "lain"]),
    ("light", &["lit"]),
    ("lose", &["lost"]),
    ("make", &["made"]),
    ("mean", &["meant"]),
    ("meet", &["met"]),
    ("mislead", &["misled"]),
    ("overcome", &["overcame", "overcome"]),
    ("overrun", &["overran", "overrun"]),
    ("oversee", &["oversaw", "overseen"]),
    ("overtake", &["overtook", "overtaken"]),
    ("overthrow", &["overthrew", "overthrown"]),
    ("pay", &["paid"]),
    ("prove", &["proved", "proven"]),
    ("put", &["put"]),
    ("quit", &["quit"]),
    ("read", &["read"]),
    ("rebuild", &["rebuilt"]),
    ("repay", &["repaid"]),
    ("retake", &["retook", "retaken"]),
    ("rid", &["rid"]),
    ("ride", &["rode", "ridden"]),
    ("ring", &["rang", "rung"]),
    ("rise", &["rose", "risen"]),
    ("run", &["ran", "run"]),
    ("say", &["said"]),
    ("see", &["saw", "seen"]),
    ("seek", &["sought"]),
    ("sell", &["sold"]),
    ("send", &["sent"]),
    ("set", &["set"]),
    ("shake", &["shook", "shaken"]),
    ("shed", &["shed"]),
    ("shoot", &["shot"]),
    ("show", &["showed", "shown"]),
    ("shut", &["shut"]),
    ("sing", &["sang", "sung"]),
    ("sink", &["sank", "sunk"]),
    ("sit", &["sat"]),
    ("slay", &["slew", "slain"]),
    ("sow", &["sowed", "sown"]),
    ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]),
    ("split", &["split"]),
    ("spread", &["spread"]),
    ("spring", &["sprang", "sprung"]),
    ("stand", &["stood"]),
    ("steal", &["stole", "stolen"]),
    ("stick", &["stuck"]),
    ("sting", &["stung"]),
    ("strike", &["struck", "stricken"]),
    ("strive", &["strove", "striven"]),
    ("swear", &["swore", "sworn"]),
    ("sweep", &["swept"]),
    ("swing", &["swung"]),
    ("take", &["took", "taken"]),
    ("teach", &["taught"]),
    ("tear", &["tore", "torn"]),
    ("tell", &["told"]),
    ("think", &["thought"]),
    ("throw", &["threw", "thrown"]),
    ("undergo", &["underwent", "undergone"]),
    ("undertake", &["undertook", "undertaken"]),
    ("undo", &["undid", "undone"]),
    ("uphold", &["upheld"]),
    ("wake", &["woke", "woken"]),
    ("wear", &["wore", "worn"]),
    ("win", &["won"]),
    ("wind", &["wound"]),
    ("withdraw", &["withdrew", "withdrawn"]),
    ("withhold", &["withheld"]),
    ("withstand", &["withstood"]),
    ("write", &["wrote", "written"]),
];

/// The forms of a verb other than its lemma: third person, -ing, past and participle.
pub(crate) fn forms(verb: &str) -> Vec<String> {
    let mut forms = vec![third_person(verb), gerund(verb)];
    match IRREGULAR.iter().find(|(lemma, _)| *lemma == verb) {
        Some((_, irregular)) => forms.extend(irregular.iter().map(|&form| form.to_owned())),
        None => forms.push(past(verb)),
    }
    forms
}

fn third_person(verb: &str) -> String {
    if let Some(stem) = consonant_y(verb) {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| verb.ends_with(end));
    if hisses { format!("{verb}es") } else { format!("{verb}s") }
}

fn past(verb: &str) -> String {
    if let Some(stem) = consonant_y(verb) {
        return format!("{stem}ied");
    }
    if verb.ends_with('e') { format!("{verb}d") } else { format!("{}ed", doubled(verb)) }
}

/// The -ing form, also the noun of the act: "the shelling of".
pub(super) fn gerund(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    match verb.strip_suffix('e') {
        Some(stem) if !verb.ends_with("ee") && !verb.ends_with("ye") && !verb.ends_with("oe") => {
            format!("{stem}ing")
        }
        _ => format!("{}ing", doubled(verb)),
    }
}

fn consonant_y(verb: &str) -> Option<&str> {
    verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']))
}

/// The verb with its last letter doubled where an ending asks for it: "stab" – "stabbed", "expel" – "expelled".
fn doubled(verb: &str) -> String {
    const STRESSED: &[&str] = &[
        "admit", "commit", "compel", "confer", "control", "defer", "deter", "dispel", "equip", "expel",
        "forbid", "forget", "impel", "infer", "occur", "omit", "patrol", "permit", "prefer", "propel",
        "rebel", "rebut", "refer", "regret", "remit", "repel", "submit", "transfer", "transmit", "cancel",
        "travel", "quarrel", "signal", "model", "counsel", "dial", "fuel", "level", "shovel",
    ];
    let vowel = |letter: u8| b"aeiou".contains(&letter);
    let closed = |before: u8, middle: u8, last: u8| {
        !vowel(before) && vowel(middle) && !vowel(last) && !b"wxy".contains(&last)
    };
    let short = match *verb.as_bytes() {
        [before, middle, last] => closed(before, middle, last),
        [first, before, middle, last] => !vowel(first) && closed(before, middle, last),
        _ => false,
    };
    match verb.chars().next_back() {
        Some(last) if short || STRESSED.contains(&verb) => format!("{verb}{last}"),
        _ => verb.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_inflected_as_english_inflects_them() {
        for (verb, expected) in [
            ("bomb", "bombs bombing bombed"),
            ("stab", "stabs stabbing stabbed"),
            ("expel", "expels expelling expelled"),
            ("strike", "strikes striking struck stricken"),
            ("deny", "denies denying denied"),
            ("free", "frees freeing freed"),
            ("die", "dies dying died"),
            ("attack", "attacks attacking attacked"),
            ("clash", "clashes clashing clashed"),
            ("raid", "raids raiding raided"),
            ("open", "opens opening opened"),
            ("visit", "visits visiting visited"),
        ] {
            assert_eq!(forms(verb).join(" "), expected);
        }
    }
}
