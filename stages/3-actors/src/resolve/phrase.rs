//! Noun phrases around a role or an agent noun: "the former Norwegian foreign minister", "NATO's chief", "rebels".

use dualtrack_document::{Relation, TokenId, TokenRange, Upos};

use super::meaning::{is_person, sectors_of};
use super::scene::{Hit, Scene};
use super::senses::is_owner;
use crate::entities::Entity;
use crate::lexicon::Sense;
use crate::words::key;

/// What the head of a phrase says.
#[derive(Debug, Clone)]
pub(super) enum Meaning {
    /// An office: the roles it can be, each with the only owner of whom the words are said, if there is one.
    Roles(Vec<(u32, Option<Entity>)>),
    /// A common noun for who acts.
    Agent(u32),
}

/// Whose a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A name of the knowledge base, by the first token of its hit.
    Named(TokenId),
    /// A word that must be looked up among the mentions ("the alliance's", "his").
    Word(TokenId),
}

/// A noun phrase whose head is a role or an agent noun.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// All its words, from the determiner to what follows "of".
    pub(super) tokens: TokenRange,
    /// The words of the role or the noun.
    pub(super) core: TokenRange,
    pub(super) head: TokenId,
    pub(super) meaning: Meaning,
    pub(super) plural: bool,
    pub(super) owner: Option<Owner>,
    /// The names of several who share a plural, by the first tokens of their hits: "French and German soldiers".
    pub(super) sharers: Vec<TokenId>,
    /// Comparable words before the core.
    pub(super) before: Vec<String>,
    /// Held no more: "former", "ex-", "then-".
    pub(super) former: bool,
    /// Held no more because others ended it: "ousted", "deposed".
    pub(super) deposed: bool,
    /// Not held yet: "incoming", "-elect".
    pub(super) coming: bool,
    /// A deputy or other helper of the one who holds the role.
    pub(super) deputy: bool,
    /// The sectors of what follows "of": "the head of the army" is military.
    pub(super) of_sectors: Vec<Box<str>>,
    /// With "the", "this", "that".
    pub(super) definite: bool,
    /// With any determiner or possessor.
    pub(super) determined: bool,
}

/// The phrases of a document by the position of their cores, to be asked by their words.
#[derive(Debug)]
pub(super) struct Phrases {
    list: Vec<Phrase>,
    /// First words with their phrases, sorted.
    starts: Vec<(TokenId, usize)>,
    /// Last words of phrases and of cores (one past) with their phrases, sorted.
    ends: Vec<(TokenId, usize)>,
    /// The first phrase around each word.
    around: Vec<Option<usize>>,
}

impl Phrases {
    /// All phrases of the document; a noun that only modifies another has none of its own.
    pub(super) fn of(scene: &Scene<'_, '_>) -> Self {
        let mut list: Vec<Phrase> = Vec::new();
        // From the right, so that what stands after "of" is known before what it belongs to.
        for hit in scene.hits.iter().rev().filter(|hit| hit.is_common()) {
            if !list.last().is_some_and(|after| after.is_modified_by(scene, hit)) {
                list.extend(phrase(scene, hit, &list));
            }
        }
        list.reverse();
        let mut phrases = Self {
            starts: list.iter().enumerate().map(|(at, phrase)| (phrase.tokens.start, at)).collect(),
            ends: list.iter().enumerate().map(|(at, phrase)| (phrase.tokens.end, at)).collect(),
            around: vec![None; scene.doc.syntax.tokens().len()],
            list,
        };
        phrases.ends.extend(phrases.list.iter().enumerate().map(|(at, phrase)| (phrase.core.end, at)));
        phrases.starts.sort_unstable();
        phrases.ends.sort_unstable();
        for (at, phrase) in phrases.list.iter().enumerate() {
            for token in phrase.tokens.iter() {
                phrases.around[token.index()].get_or_insert(at);
            }
        }
        phrases
    }

    pub(super) fn list(&self) -> &[Phrase] {
        &self.list
    }

    pub(super) fn get(&self, at: usize) -> &Phrase {
        &self.list[at]
    }

    /// The phrases that begin at a word.
    pub(super) fn from(&self, start: TokenId) -> impl Iterator<Item = (usize, &Phrase)> {
        self.at(&self.starts, start)
    }

    /// The phrases that end right before a word, themselves or with their core.
    pub(super) fn before(&self, end: TokenId) -> impl Iterator<Item = (usize, &Phrase)> {
        self.at(&self.ends, end)
    }

    fn at<'p>(
        &'p self,
        index: &'p [(TokenId, usize)],
        token: TokenId,
    ) -> impl Iterator<Item = (usize, &'p Phrase)> {
        let first = index.partition_point(|&(at, _)| at < token);
        let here = index[first..].iter().take_while(move |&&(at, _)| at == token);
        here.map(|&(_, at)| (at, &self.list[at]))
    }

    /// The first phrase around a word.
    pub(super) fn around(&self, token: TokenId) -> Option<&Phrase> {
        self.around[token.index()].map(|at| &self.list[at])
    }

    /// The phrase whose core holds a word.
    pub(super) fn with_core(&self, token: TokenId) -> Option<&Phrase> {
        let at = self.list.partition_point(|phrase| phrase.core.end <= token);
        self.list.get(at).filter(|phrase| phrase.core.contains(token))
    }
}

impl Phrase {
    /// Whether a noun before the core only modifies it ("police chief"); one before 's stands for itself.
    fn is_modified_by(&self, scene: &Scene<'_, '_>, hit: &Hit) -> bool {
        let between = (hit.tokens.end.0..self.core.start.0).map(TokenId);
        self.tokens.start <= hit.tokens.start
            && hit.tokens.end <= self.core.start
            && !between.into_iter().any(|token| scene.is_possessive(token))
    }
}

fn phrase(scene: &Scene<'_, '_>, hit: &Hit, after: &[Phrase]) -> Option<Phrase> {
    let (meaning, plural, past) = meaning(scene, hit);
    let mut phrase = Phrase {
        tokens: hit.tokens,
        core: hit.tokens,
        head: scene.doc.head_of(hit.tokens),
        meaning,
        plural,
        owner: None,
        sharers: Vec::new(),
        before: Vec::new(),
        former: past,
        deposed: false,
        coming: false,
        deputy: false,
        of_sectors: Vec::new(),
        definite: false,
        determined: false,
    };
    extend_left(scene, &mut phrase);
    extend_right(scene, &mut phrase, after);
    settle(scene, hit, &mut phrase);
    settle_noun(scene, hit, &mut phrase);
    // "Jets" alone are nobody; "fighter jets" are armed forces.
    let meant = match phrase.meaning {
        Meaning::Roles(_) => true,
        Meaning::Agent(noun) => scene.knowledge.agents[noun as usize].row(&phrase.before).is_some(),
    };
    meant.then_some(phrase)
}

/// Words that are a role only for some ("leader" for North Korea, "chief" for NATO) are a mere noun for all others.
fn settle(scene: &Scene<'_, '_>, hit: &Hit, phrase: &mut Phrase) {
    let Meaning::Roles(roles) = &mut phrase.meaning else { return };
    let owner = match phrase.owner {
        Some(Owner::Named(token)) => scene.hit_at(token).and_then(|hit| scene.entity(hit)),
        _ => None,
    };
    let noun = hit.sense(|sense| match sense {
        Sense::Agent { noun, .. } => Some(noun),
        _ => None,
    });
    let fits =
        |only: Option<Entity>| only.is_none_or(|only| owner.is_some_and(|owner| scene.is_part(owner, only)));
    if owner.is_some() || noun.is_some() {
        let fitting: Vec<_> = roles.iter().copied().filter(|&(_, only)| fits(only)).collect();
        match (fitting.is_empty(), noun) {
            (true, Some(noun)) => phrase.meaning = Meaning::Agent(noun),
            (true, None) => {}
            (false, _) => *roles = fitting,
        }
    }
}

/// Of several nouns that share a form, the one that the words before it select, else the one of which this form alone
/// is said, else any that may stand alone: "security forces", "forces", "labour force".
fn settle_noun(scene: &Scene<'_, '_>, hit: &Hit, phrase: &mut Phrase) {
    let Meaning::Agent(_) = phrase.meaning else { return };
    let nouns = hit.senses.iter().filter_map(|posting| match posting.sense {
        Sense::Agent { noun, plural } => Some((noun, plural)),
        _ => None,
    });
    let best = nouns.min_by_key(|&(at, _)| {
        let noun = &scene.knowledge.agents[at as usize];
        let row = noun.row(&phrase.before);
        let selected = row.is_some_and(|row| !row.modifiers.is_empty());
        let alone = noun.plural.as_deref() == Some(&*noun.singular);
        (row.is_none(), !selected, !alone)
    });
    if let Some((noun, plural)) = best {
        phrase.meaning = Meaning::Agent(noun);
        phrase.plural = plural;
    }
}

/// The meaning of a hit, whether it is plural, and whether its words say that the office is past.
fn meaning(scene: &Scene<'_, '_>, hit: &Hit) -> (Meaning, bool, bool) {
    let knowledge = scene.knowledge;
    let (mut roles, mut plural, mut past) = (Vec::new(), false, false);
    for posting in &hit.senses {
        if let Sense::Role { role, of, plural: many } = posting.sense {
            plural = many;
            let id = &knowledge.roles[role as usize].id;
            let held = id.strip_prefix("former-").and_then(|id| knowledge.role(id));
            past |= held.is_some();
            roles.push((held.unwrap_or(role), of));
        }
    }
    if roles.is_empty() {
        let agent = hit.sense(|sense| match sense {
            Sense::Agent { noun, plural } => Some((noun, plural)),
            _ => None,
        });
        let (noun, plural) = agent.unwrap_or_default();
        return (Meaning::Agent(noun), plural, false);
    }
    // What is said of one owner alone comes first, then the higher role.
    roles.sort_by_key(|&(role, of)| (of.is_none(), knowledge.roles[role as usize].rank, role));
    (Meaning::Roles(roles), plural, past)
}

/// Takes in what stands before the core.
fn extend_left(scene: &Scene<'_, '_>, phrase: &mut Phrase) {
    let limit = scene.sentence(phrase.core.start).start;
    let mut start = phrase.tokens.start;
    while start > limit {
        let token = TokenId(start.0 - 1);
        let Some(next) = step_left(scene, phrase, start, token) else { break };
        start = next.max(limit);
        phrase.tokens.start = start;
        if phrase.determined && !scene.hit_at(start).is_some_and(phrase_owner) {
            break;
        }
    }
}

/// Whether a hit can own a phrase.
fn phrase_owner(hit: &Hit) -> bool {
    hit.can(is_owner)
}

/// One step to the left: the new start of the phrase, or nothing where it begins.
fn step_left(scene: &Scene<'_, '_>, phrase: &mut Phrase, start: TokenId, token: TokenId) -> Option<TokenId> {
    let lower = scene.lower(token);
    if scene.is_possessive(token) {
        return possessor(scene, phrase, token);
    }
    if scene.is_hyphen(token) {
        return hyphenated(scene, phrase, token);
    }
    if let Some(hit) = scene.hit_before(start) {
        return Some(take_hit(scene, phrase, hit)).filter(|_| !hit.sponsor || hit.is_common());
    }
    if let Some(first) = shared_owner(scene, phrase, token) {
        if let Some(Owner::Named(last)) = phrase.owner.take() {
            phrase.sharers.push(last);
        }
        phrase.sharers.push(first);
        return Some(first);
    }
    match scene.doc.upos(token) {
        Upos::Det => {
            phrase.determined = true;
            phrase.definite = matches!(&*lower, "the" | "this" | "that" | "these" | "those" | "both");
            Some(token)
        }
        Upos::Pron if is_possessive_pronoun(&lower) => {
            phrase.determined = true;
            phrase.definite = true;
            phrase.owner = phrase.owner.or(Some(Owner::Word(token)));
            Some(token)
        }
        _ if is_modifier(scene, phrase, token) => {
            note_modifier(phrase, &lower);
            Some(token)
        }
        _ => None,
    }
}

/// "Russian, Norwegian and Finnish ministers": where another owner begins before a comma or "and".
fn shared_owner(scene: &Scene<'_, '_>, phrase: &Phrase, token: TokenId) -> Option<TokenId> {
    let linked = matches!(&*scene.lower(token), "and" | "," | "or");
    let owned = scene.hit_from(TokenId(token.0 + 1)).is_some_and(phrase_owner);
    let hit = scene.hit_before(token).filter(|hit| phrase_owner(hit) && !hit.sponsor)?;
    let names = |sense: Sense| matches!(sense, Sense::Adjective(_) | Sense::State(_));
    (phrase.plural && linked && owned && hit.can(names)).then_some(hit.tokens.start)
}

/// A name or noun right before the phrase.
fn take_hit(scene: &Scene<'_, '_>, phrase: &mut Phrase, hit: &Hit) -> TokenId {
    if phrase_owner(hit) {
        phrase.owner = phrase.owner.or(Some(Owner::Named(hit.tokens.start)));
    }
    for token in hit.tokens.iter().rev() {
        note_modifier(phrase, &scene.lower(token));
    }
    hit.tokens.start
}

/// What stands before 's.
fn possessor(scene: &Scene<'_, '_>, phrase: &mut Phrase, mark: TokenId) -> Option<TokenId> {
    let last = TokenId(mark.0.checked_sub(1)?);
    phrase.determined = true;
    phrase.definite = true;
    let mut start = match scene.hit_before(mark) {
        Some(hit) if phrase_owner(hit) => {
            phrase.owner = phrase.owner.or(Some(Owner::Named(hit.tokens.start)));
            hit.tokens.start
        }
        _ => {
            phrase.owner = phrase.owner.or(Some(Owner::Word(last)));
            last
        }
    };
    let limit = scene.sentence(mark).start;
    while start > limit {
        let before = TokenId(start.0 - 1);
        let inside = matches!(scene.doc.upos(before), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn)
            && scene.doc.is_under(before, last);
        if !inside {
            break;
        }
        start = before;
    }
    Some(start)
}

/// What a hyphen ties to the phrase: "ex-", "vice-", or a sponsor with its participle ("Iranian-backed").
fn hyphenated(scene: &Scene<'_, '_>, phrase: &mut Phrase, hyphen: TokenId) -> Option<TokenId> {
    let word = TokenId(hyphen.0.checked_sub(1)?);
    if !scene.is_glued(hyphen) {
        return None;
    }
    // "NATO-allied countries" are NATO's; "Iranian-backed rebels" are not Iran's.
    let allied = phrase.before.first().is_some_and(|word| word == "allied");
    note_modifier(phrase, &scene.lower(word));
    match scene.hit_before(hyphen) {
        Some(hit) => {
            let organised = hit.can(|s| matches!(s, Sense::Organisation(_)));
            if phrase_owner(hit) && (!hit.sponsor || (allied && organised)) {
                phrase.owner = phrase.owner.or(Some(Owner::Named(hit.tokens.start)));
            }
            Some(hit.tokens.start)
        }
        None => Some(word),
    }
}

fn note_modifier(phrase: &mut Phrase, lower: &str) {
    match lower {
        "former" | "ex" | "late" | "then" | "onetime" | "erstwhile" | "retired" => phrase.former = true,
        "ousted" | "deposed" | "toppled" | "overthrown" => {
            phrase.former = true;
            phrase.deposed = true;
        }
        "incoming" | "designated" | "designate" | "future" => phrase.coming = true,
        "deputy" | "vice" | "assistant" | "junior" | "shadow" => phrase.deputy = true,
        _ => {}
    }
    phrase.before.insert(0, key(lower));
}

pub(super) fn is_possessive_pronoun(lower: &str) -> bool {
    matches!(lower, "his" | "her" | "its" | "their" | "our" | "my" | "your" | "whose")
}

/// Whether a word before the phrase modifies its head.
fn is_modifier(scene: &Scene<'_, '_>, phrase: &Phrase, token: TokenId) -> bool {
    let doc = scene.doc;
    let below = doc.head(token).is_some_and(|head| {
        (head >= phrase.tokens.start && head < phrase.core.end) || doc.head(phrase.head) == Some(head)
    });
    let relation = doc.relation(token);
    // "Police arrested protesters" is a clause, however it was parsed; "Russian armed forces" is not.
    if doc.upos(token) == Upos::Verb && scene.hit_before(token).is_some_and(Hit::is_common) {
        return false;
    }
    match doc.upos(token) {
        Upos::Adj => below || relation == Relation::Amod,
        Upos::Noun | Upos::Propn | Upos::Num | Upos::Verb | Upos::X => {
            below
                && matches!(
                    relation,
                    Relation::Compound
                        | Relation::Amod
                        | Relation::Nummod
                        | Relation::NmodDesc
                        | Relation::Flat
                )
        }
        Upos::Adv => below && scene.lower(token) == "then",
        _ => false,
    }
}

/// Takes in what follows "of" and the like.
fn extend_right(scene: &Scene<'_, '_>, phrase: &mut Phrase, after: &[Phrase]) {
    let limit = scene.sentence(phrase.core.start).end;
    if scene.glued_word_after(phrase.tokens.end).is_some_and(|word| matches!(&*word, "elect" | "designate")) {
        phrase.tokens.end = TokenId(phrase.tokens.end.0 + 2);
        phrase.deputy = true;
    }
    let preposition = phrase.tokens.end;
    if preposition >= limit || scene.doc.upos(preposition) != Upos::Adp {
        return;
    }
    let word = scene.lower(preposition);
    let belongs = matches!(&*word, "of" | "for" | "from");
    let host = matches!(&*word, "to" | "in" | "at");
    if !belongs && !host {
        return;
    }
    let mut start = TokenId(preposition.0 + 1);
    while start < limit && matches!(scene.doc.upos(start), Upos::Det) {
        start = TokenId(start.0 + 1);
    }
    // The list runs from the right: the nearest phrase is the last.
    let near = after.iter().rev().take_while(|inner| inner.core.start < limit);
    let inner =
        near.into_iter().find(|inner| inner.tokens.start > preposition && inner.tokens.start <= start);
    let inner = inner.filter(|inner| inner.tokens.end > start);
    if let Some(inner) = inner.filter(|_| belongs) {
        phrase.of_sectors = sectors_of(scene, inner, None);
    }
    let Some(hit) = scene.hit_from_end(start).filter(|hit| phrase_owner(hit) && !hit.sponsor) else {
        // "A spokesman for the ministry": whose ministry it is may be known later.
        let person = |inner: &Phrase| is_person(scene, inner);
        if let Some(inner) = inner.filter(|inner| belongs || (&*word == "to" && person(inner))) {
            phrase.tokens.end = inner.tokens.end;
            phrase.owner = phrase.owner.or(inner.owner).or(Some(Owner::Word(inner.head)));
        }
        return;
    };
    let owner = inner.map_or(Some(Owner::Named(start)), |inner| inner.owner);
    let people = hit.can(|sense| matches!(sense, Sense::Person(_)));
    // "Ambassador to Russia" serves where she is; "rebels in Syria" belong there; "aide to Putin" is his.
    // Nor are opposition leaders in Venezuela anybody else's, while envoys serve abroad.
    let place_of_agents = &*word == "in" && !is_sent_abroad(scene, phrase);
    if phrase.owner.is_none() && (belongs || place_of_agents || (people && &*word == "to")) {
        phrase.owner = owner;
    }
    // Ambassadors and aides are "to" somebody; troops go there.
    let addressed = &*word == "to" && (people || matches!(phrase.meaning, Meaning::Roles(_)));
    if matches!(&*word, "of" | "for") || addressed {
        phrase.tokens.end = inner.map_or(hit.tokens.end, |inner| inner.tokens.end).max(hit.tokens.end);
        if phrase.plural {
            several_owners(scene, phrase, limit);
        }
    }
}

/// Whether a phrase means those whom a state sends to others.
fn is_sent_abroad(scene: &Scene<'_, '_>, phrase: &Phrase) -> bool {
    let Meaning::Roles(roles) = &phrase.meaning else { return false };
    let sent = |id: &str| id.ends_with("ambassador") || id.ends_with("envoy") || id == "charge-d-affaires";
    roles.iter().any(|&(role, _)| sent(&scene.knowledge.roles[role as usize].id) || !phrase.plural)
}

/// "The foreign ministers of Russia, Norway and Finland": all their names belong to the phrase, none owns it alone.
fn several_owners(scene: &Scene<'_, '_>, phrase: &mut Phrase, limit: TokenId) {
    loop {
        let mut at = phrase.tokens.end;
        let mut linked = false;
        while at < limit && (matches!(&*scene.lower(at), "," | "and" | "or" | "the")) {
            linked = true;
            at = TokenId(at.0 + 1);
        }
        let next = (linked && at < limit).then(|| scene.hit_from(at)).flatten();
        let Some(hit) =
            next.filter(|hit| hit.can(|sense| matches!(sense, Sense::State(_) | Sense::Organisation(_))))
        else {
            return;
        };
        if let Some(Owner::Named(first)) = phrase.owner.take() {
            phrase.sharers.push(first);
        }
        phrase.sharers.push(hit.tokens.start);
        phrase.tokens.end = hit.tokens.end;
    }
}
