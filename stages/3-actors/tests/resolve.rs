//! Whom a document refers to: one rule a case, on trees written by hand.

mod support;

use dualtrack_actors::Knowledge;
use dualtrack_document::{ActorId, Mentions, Span};
use jiff::civil::Date;
use support::Tree;

/// "words=actor" of every mention, by position.
fn mentions(tree: &Tree, found: &Mentions) -> String {
    let lines =
        found.mentions.iter().map(|m| format!("{}={}", m.span.of(&tree.text), found.actor(m.actor).id));
    lines.collect::<Vec<_>>().join("; ")
}

fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

struct Case {
    rule: &'static str,
    on: &'static str,
    tree: &'static str,
    expected: &'static str,
}

fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let tree = Tree::read(case.tree);
        let found = Knowledge::built_in().resolve(tree.doc(), Some(day(case.on)));
        let got = mentions(&tree, &found);
        if got != case.expected {
            wrong.push(format!(
                "{}: {}\n  expected {}\n  got      {got}",
                case.rule, tree.text, case.expected
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn persons_with_their_titles() {
    check(&[
        Case {
            rule: "a name with its title is one mention, and what the title names another inside",
            on: "2016-06-01",
            tree: "NATO/PROPN/4/compound/ORG Secretary/PROPN/3/compound General/PROPN/4/nmod:desc Jens/PROPN/6/nsubj/PER Stoltenberg/PROPN/4/flat/PER met/VERB/0/root Russian/ADJ/9/amod Foreign/ADJ/9/amod Minister/PROPN/10/nmod:desc Sergei/PROPN/6/obj/PER Lavrov/PROPN/10/flat/PER in/ADP/13/case Munich/PROPN/6/obl/LOC +./PUNCT/6/punct",
            expected: "NATO Secretary General Jens Stoltenberg=jens-stoltenberg; NATO=NATO; Russian Foreign Minister Sergei Lavrov=sergey-lavrov",
        },
        Case {
            rule: "a title and the day tell which Rasmussen",
            on: "2011-06-01",
            tree: "Danish/ADJ/3/amod Prime/ADJ/3/amod Minister/PROPN/4/nmod:desc Rasmussen/PROPN/5/nsubj/PER spoke/VERB/0/root +./PUNCT/5/punct",
            expected: "Danish Prime Minister Rasmussen=lars-lokke-rasmussen",
        },
        Case {
            rule: "a title and the day tell which Bush",
            on: "1990-08-02",
            tree: "President/PROPN/2/nmod:desc Gorbachev/PROPN/3/nsubj/PER called/VERB/0/root President/PROPN/5/nmod:desc Bush/PROPN/3/obj/PER +./PUNCT/3/punct",
            expected: "President Gorbachev=mikhail-gorbachev; President Bush=george-h-w-bush",
        },
        Case {
            rule: "an apposition after a possessor",
            on: "2010-09-15",
            tree: "Medvedev/PROPN/2/nsubj/PER praised/VERB/0/root the/DET/4/det deal/NOUN/2/obj +,/PUNCT/14/punct and/CCONJ/14/cc his/PRON/9/nmod:poss foreign/ADJ/9/amod minister/NOUN/14/nsubj +,/PUNCT/11/punct Sergei/PROPN/9/appos/PER Lavrov/PROPN/11/flat/PER +,/PUNCT/9/punct signed/VERB/2/conj it/PRON/14/obj +./PUNCT/2/punct",
            expected: "Medvedev=dmitry-medvedev; his foreign minister, Sergei Lavrov=sergey-lavrov; his=dmitry-medvedev",
        },
        Case {
            rule: "a former office is not held",
            on: "2019-03-01",
            tree: "Former/ADJ/3/amod U.S./PROPN/3/compound President/PROPN/4/nmod:desc Barack/PROPN/6/nsubj/PER Obama/PROPN/4/flat/PER praised/VERB/0/root Chancellor/PROPN/8/nmod:desc Angela/PROPN/6/obj/PER Merkel/PROPN/8/flat/PER +./PUNCT/6/punct",
            expected: "Former U.S. President Barack Obama=barack-obama; U.S.=USA; Chancellor Angela Merkel=angela-merkel",
        },
        Case {
            rule: "unknown people keep what the text says of them",
            on: "2015-03-01",
            tree: "Norwegian/ADJ/2/amod diplomat/NOUN/3/nmod:desc Kari/PROPN/5/nsubj/PER Nordmann/PROPN/3/flat/PER spoke/VERB/0/root +./PUNCT/5/punct\n\
                   Nordmann/PROPN/2/nsubj/PER left/VERB/0/root Kyiv/PROPN/2/obj/LOC +./PUNCT/2/punct",
            expected: "Norwegian diplomat Kari Nordmann=kari-nordmann; Nordmann=kari-nordmann",
        },
        Case {
            rule: "a country inside a person's name is none",
            on: "2015-03-01",
            tree: "Michael/PROPN/6/nsubj/PER Jordan/PROPN/1/flat/PER and/CCONJ/4/cc Chad/PROPN/1/conj/PER Wolf/PROPN/4/flat/PER visited/VERB/0/root Jordan/PROPN/6/obj/LOC and/CCONJ/9/cc Chad/PROPN/7/conj/LOC +./PUNCT/6/punct",
            expected: "Michael Jordan=michael-jordan; Chad Wolf=chad-wolf; Jordan=JOR; Chad=TCD",
        },
        Case {
            rule: "the same where nothing was parsed as a name",
            on: "2015-03-01",
            tree: "Chad/PROPN/3/nsubj Wolf/PROPN/1/flat visited/VERB/0/root Chad/PROPN/3/obj +./PUNCT/3/punct",
            expected: "Chad Wolf=chad-wolf; Chad=TCD",
        },
        Case {
            rule: "a host is no owner",
            on: "2015-03-01",
            tree: "U.S./PROPN/2/compound Ambassador/PROPN/5/nmod:desc to/ADP/4/case Russia/PROPN/2/nmod John/PROPN/7/nsubj/PER Tefft/PROPN/5/flat/PER spoke/VERB/0/root +./PUNCT/7/punct",
            expected: "U.S. Ambassador to Russia John Tefft=john-tefft; U.S.=USA; Russia=RUS",
        },
        Case {
            rule: "a family name alone in a headline is whoever is named in full below",
            on: "2015-03-01",
            tree: "Nordmann/PROPN/2/nsubj welcomes/VERB/0/root talks/NOUN/2/obj\n\
                   Kari/PROPN/3/nsubj/PER Nordmann/PROPN/1/flat/PER welcomed/VERB/0/root talks/NOUN/3/obj +./PUNCT/3/punct",
            expected: "Nordmann=kari-nordmann; Kari Nordmann=kari-nordmann",
        },
    ]);
}

#[test]
fn roles_without_a_name() {
    check(&[
        Case {
            rule: "a role names its holder on the day, a capital its government",
            on: "2016-06-01",
            tree: "Norway/PROPN/4/nmod:poss/LOC +'s/PART/1/case foreign/ADJ/4/amod minister/NOUN/5/nsubj spoke/VERB/0/root +./PUNCT/5/punct\n\
                   He/PRON/2/nsubj added/VERB/0/root that/SCONJ/5/mark Oslo/PROPN/5/nsubj/LOC wanted/VERB/2/ccomp dialogue/NOUN/5/obj +./PUNCT/2/punct",
            expected: "Norway's foreign minister=borge-brende; Norway=NOR; He=borge-brende; Oslo=NOR.GOV",
        },
        Case {
            rule: "of a state",
            on: "2016-06-01",
            tree: "The/DET/3/det foreign/ADJ/3/amod minister/NOUN/6/nsubj of/ADP/5/case Norway/PROPN/3/nmod/LOC spoke/VERB/0/root +./PUNCT/6/punct",
            expected: "The foreign minister of Norway=borge-brende; Norway=NOR",
        },
        Case {
            rule: "a body stands in for a holder whom nobody knows",
            on: "2016-06-01",
            tree: "Norway/PROPN/4/nmod:poss/LOC +'s/PART/1/case culture/NOUN/4/compound minister/NOUN/5/nsubj spoke/VERB/0/root +./PUNCT/5/punct",
            expected: "Norway's culture minister=NOR.GOV; Norway=NOR",
        },
        Case {
            rule: "spokesmen speak for their bodies",
            on: "2017-03-01",
            tree: "Pentagon/PROPN/2/compound officials/NOUN/3/nsubj said/VERB/0/root U.S./PROPN/5/compound troops/NOUN/7/nsubj would/AUX/7/aux stay/VERB/3/ccomp +./PUNCT/3/punct",
            expected: "Pentagon officials=USA.defence; Pentagon=USA.defence; U.S. troops=USA.MIL; U.S.=USA",
        },
        Case {
            rule: "one of many ambassadors is nobody in particular",
            on: "2017-03-01",
            tree: "China/PROPN/4/nmod:poss/LOC +'s/PART/1/case Foreign/ADJ/4/amod Ministry/PROPN/5/nsubj summoned/VERB/0/root the/DET/8/det U.S./PROPN/8/compound ambassador/NOUN/5/obj +./PUNCT/5/punct",
            expected: "China's Foreign Ministry=CHN.MFA; China=CHN; the U.S. ambassador=USA.MFA; U.S.=USA",
        },
        Case {
            rule: "predicates and comparisons name nobody",
            on: "2015-03-01",
            tree: "Stoltenberg/PROPN/5/nsubj/PER is/AUX/5/cop a/DET/5/det Norwegian/ADJ/5/amod politician/NOUN/0/root +./PUNCT/5/punct\n\
                   Russia/PROPN/2/nsubj/LOC acted/VERB/0/root as/ADP/5/case a/DET/5/det neighbour/NOUN/2/obl +./PUNCT/2/punct",
            expected: "Stoltenberg=jens-stoltenberg; Russia=RUS",
        },
    ]);
}

#[test]
fn collectives() {
    check(&[
        Case {
            rule: "a sponsor is no actor, and rebels are who was called so",
            on: "2022-03-01",
            tree: "Iranian/ADJ/3/compound +-/PUNCT/3/punct +backed/VERB/5/amod Houthi/PROPN/5/compound rebels/NOUN/6/nsubj attacked/VERB/0/root Saudi/ADJ/8/amod troops/NOUN/6/obj +./PUNCT/6/punct\n\
                   The/DET/2/det rebels/NOUN/3/nsubj fled/VERB/0/root +./PUNCT/3/punct",
            expected: "Houthi rebels=houthis; Saudi troops=SAU.MIL; The rebels=houthis",
        },
        Case {
            rule: "members of an organisation",
            on: "2015-03-01",
            tree: "G/PROPN/4/compound +7/NUM/1/nummod foreign/ADJ/4/amod ministers/NOUN/5/nsubj condemned/VERB/0/root Russian/ADJ/7/amod aggression/NOUN/5/obj against/ADP/9/case Ukraine/PROPN/7/nmod/LOC +,/PUNCT/14/punct and/CCONJ/14/cc EU/PROPN/13/compound/ORG leaders/NOUN/14/nsubj extended/VERB/5/conj sanctions/NOUN/14/obj +./PUNCT/5/punct",
            expected: "G7 foreign ministers=G7.members; G7=G7; Russian=RUS; Ukraine=UKR; EU leaders=EU.members; EU=EU",
        },
        Case {
            rule: "allied countries are its members too",
            on: "2017-05-25",
            tree: "NATO/PROPN/3/compound/ORG +-/PUNCT/3/punct +allied/ADJ/4/amod countries/NOUN/5/nsubj met/VERB/0/root Russia/PROPN/5/obj/LOC +./PUNCT/5/punct",
            expected: "NATO-allied countries=NATO.members; Russia=RUS",
        },
        Case {
            rule: "owners share a plural",
            on: "2015-03-01",
            tree: "Russian/ADJ/4/amod and/CCONJ/3/cc Ukrainian/ADJ/1/conj troops/NOUN/5/nsubj clashed/VERB/0/root near/ADP/7/case Donetsk/PROPN/5/obl/LOC +./PUNCT/5/punct",
            expected: "Russian and Ukrainian troops=RUS.MIL+UKR.MIL; Russian=RUS.MIL; Ukrainian=UKR.MIL",
        },
        Case {
            rule: "a people with an article is its state",
            on: "2017-03-01",
            tree: "The/DET/2/det Russians/PROPN/6/nsubj and/CCONJ/5/cc the/DET/5/det Americans/PROPN/2/conj met/VERB/0/root +./PUNCT/6/punct\n\
                   Russians/PROPN/2/nsubj protested/VERB/0/root in/ADP/4/case Moscow/PROPN/2/obl/LOC +./PUNCT/2/punct",
            expected: "Russians=RUS; Americans=USA; Russians=RUS.CVL",
        },
        Case {
            rule: "two leaders are the last two persons",
            on: "2018-06-12",
            tree: "Trump/PROPN/2/nsubj/PER met/VERB/0/root Kim/PROPN/2/obj/PER Jong/PROPN/3/flat/PER Un/PROPN/3/flat/PER in/ADP/7/case Singapore/PROPN/2/obl/LOC +./PUNCT/2/punct\n\
                   The/DET/3/det two/NUM/3/nummod leaders/NOUN/4/nsubj signed/VERB/0/root a/DET/6/det statement/NOUN/4/obj +./PUNCT/4/punct",
            expected: "Trump=donald-trump; Kim Jong Un=kim-jong-un; Singapore=SGP; The two leaders=donald-trump+kim-jong-un",
        },
        Case {
            rule: "both sides are the last two states",
            on: "2015-03-01",
            tree: "Russia/PROPN/4/nsubj/LOC and/CCONJ/3/cc Ukraine/PROPN/1/conj/LOC signed/VERB/0/root +./PUNCT/4/punct\n\
                   Both/DET/2/det sides/NOUN/3/nsubj praised/VERB/0/root it/PRON/3/obj +./PUNCT/3/punct",
            expected: "Russia=RUS; Ukraine=UKR; Both sides=RUS+UKR",
        },
        Case {
            rule: "crowds without a country",
            on: "2015-03-01",
            tree: "Protesters/NOUN/2/nsubj blocked/VERB/0/root the/DET/4/det road/NOUN/2/obj +./PUNCT/2/punct",
            expected: "Protesters=protesters",
        },
        Case {
            rule: "a body of another state than its name's usual one",
            on: "2015-03-01",
            tree: "The/DET/4/det Israeli/ADJ/4/amod Supreme/ADJ/4/amod Court/PROPN/5/nsubj rejected/VERB/0/root the/DET/7/det appeal/NOUN/5/obj +./PUNCT/5/punct",
            expected: "Israeli Supreme Court=ISR.JUD",
        },
        Case {
            rule: "members inside a forum's name",
            on: "2017-03-01",
            tree: "The/DET/5/det NATO/PROPN/5/compound +–/PUNCT/4/punct +Russia/PROPN/2/conj Council/PROPN/6/nsubj met/VERB/0/root +./PUNCT/6/punct",
            expected: "NATO–Russia Council=NATO-Russia Council; NATO=NATO; Russia=RUS",
        },
    ]);
}

#[test]
fn places_and_powers() {
    check(&[
        Case {
            rule: "the state of the day",
            on: "1990-08-02",
            tree: "Moscow/PROPN/2/nsubj/LOC urged/VERB/0/root Iraq/PROPN/2/obj/LOC +./PUNCT/2/punct",
            expected: "Moscow=SUN.GOV; Iraq=IRQ",
        },
        Case {
            rule: "a capital is a place or a power",
            on: "2015-03-01",
            tree: "Tensions/NOUN/6/nsubj between/ADP/3/case Moscow/PROPN/1/nmod/LOC and/CCONJ/5/cc Washington/PROPN/3/conj/LOC grew/VERB/0/root +./PUNCT/6/punct\n\
                   He/PRON/2/nsubj lives/VERB/0/root in/ADP/4/case Washington/PROPN/2/obl/LOC +./PUNCT/2/punct",
            expected: "Moscow=RUS.GOV; Washington=USA.GOV",
        },
        Case {
            rule: "Brussels is the Union's where Belgium is not spoken of",
            on: "2017-03-01",
            tree: "Brussels/PROPN/2/nsubj/LOC criticised/VERB/0/root Hungary/PROPN/2/obj/LOC +./PUNCT/2/punct",
            expected: "Brussels=EU; Hungary=HUN",
        },
        Case {
            rule: "and Belgium's where it is",
            on: "2017-03-01",
            tree: "Brussels/PROPN/2/nsubj/LOC recalled/VERB/0/root the/DET/5/det Belgian/ADJ/5/amod ambassador/NOUN/2/obj +./PUNCT/2/punct",
            expected: "Brussels=BEL.GOV; the Belgian ambassador=BEL.MFA",
        },
        Case {
            rule: "a homonym by what else the text speaks of",
            on: "2020-11-10",
            tree: "Georgia/PROPN/3/nmod:poss/LOC +'s/PART/1/case governor/NOUN/4/nsubj flew/VERB/0/root to/ADP/6/case Atlanta/PROPN/4/obl/LOC +./PUNCT/4/punct",
            expected: "Georgia's governor=USA.GOV",
        },
        Case {
            rule: "which is a state where nothing speaks against it",
            on: "2020-11-10",
            tree: "Georgia/PROPN/2/nsubj/LOC thanked/VERB/0/root Atlanta/PROPN/2/obj/LOC +./PUNCT/2/punct",
            expected: "Georgia=GEO",
        },
        Case {
            rule: "a lower-case turkey is no state",
            on: "2020-11-10",
            tree: "The/DET/2/det turkey/NOUN/3/nsubj pleased/VERB/0/root us/PRON/3/obj +./PUNCT/3/punct",
            expected: "",
        },
        Case {
            rule: "a name inside an unknown name is not meant",
            on: "2020-11-10",
            tree: "The/DET/2/det Museum/PROPN/5/nsubj/ORG of/ADP/4/case/ORG Norway/PROPN/2/nmod/ORG warned/VERB/0/root Sweden/PROPN/5/obj/LOC +./PUNCT/5/punct",
            expected: "Museum of Norway=museum-of-norway; Sweden=SWE",
        },
    ]);
}

#[test]
fn what_refers_back() {
    check(&[
        Case {
            rule: "the bloc, its, she",
            on: "2015-06-22",
            tree: "European/ADJ/2/amod/ORG Union/PROPN/6/compound/ORG foreign/ADJ/4/amod policy/NOUN/5/compound chief/NOUN/6/nmod:desc Federica/PROPN/8/nsubj/PER Mogherini/PROPN/6/flat/PER said/VERB/0/root the/DET/10/det bloc/NOUN/12/nsubj had/AUX/12/aux prolonged/VERB/8/ccomp its/PRON/14/nmod:poss sanctions/NOUN/12/obj +./PUNCT/8/punct\n\
                   Mogherini/PROPN/2/nsubj/PER added/VERB/0/root that/SCONJ/6/mark she/PRON/6/nsubj would/AUX/6/aux visit/VERB/2/ccomp Tehran/PROPN/6/obj/LOC +./PUNCT/2/punct",
            expected: "European Union foreign policy chief Federica Mogherini=federica-mogherini; European Union=EU; the bloc=EU; its=EU; Mogherini=federica-mogherini; she=federica-mogherini; Tehran=IRN",
        },
        Case {
            rule: "he is not the other argument of his verb",
            on: "2016-06-01",
            tree: "Putin/PROPN/2/nsubj/PER met/VERB/0/root Stoltenberg/PROPN/2/obj/PER +./PUNCT/2/punct\n\
                   Putin/PROPN/2/nsubj/PER told/VERB/0/root him/PRON/2/obj that/SCONJ/6/mark he/PRON/6/nsubj agreed/VERB/2/ccomp +./PUNCT/2/punct",
            expected: "Putin=vladimir-putin; Stoltenberg=jens-stoltenberg; Putin=vladimir-putin; him=jens-stoltenberg; he=vladimir-putin",
        },
        Case {
            rule: "it that stands for nothing",
            on: "2016-06-01",
            tree: "Russia/PROPN/2/nsubj/LOC waited/VERB/0/root +./PUNCT/2/punct\n\
                   It/PRON/3/expl is/AUX/3/cop important/ADJ/0/root to/PART/5/mark talk/VERB/3/csubj +./PUNCT/3/punct",
            expected: "Russia=RUS",
        },
        Case {
            rule: "the secretary general is the one spoken of",
            on: "2016-06-01",
            tree: "NATO/PROPN/4/compound/ORG Secretary/PROPN/3/compound General/PROPN/4/nmod:desc Jens/PROPN/6/nsubj/PER Stoltenberg/PROPN/4/flat/PER met/VERB/0/root Putin/PROPN/6/obj/PER +./PUNCT/6/punct\n\
                   The/DET/3/det secretary/NOUN/3/compound general/NOUN/4/nsubj smiled/VERB/0/root +./PUNCT/4/punct",
            expected: "NATO Secretary General Jens Stoltenberg=jens-stoltenberg; NATO=NATO; Putin=vladimir-putin; The secretary general=jens-stoltenberg",
        },
    ]);
}

/// Whom the words of the first person mean, once the speakers are known.
#[test]
fn the_first_person_is_the_speaker_or_their_side() {
    let tree = Tree::read(
        "\"/PUNCT/3/punct +I/PRON/3/nsubj know/VERB/9/ccomp what/PRON/6/obj we/PRON/6/nsubj need/VERB/3/ccomp +,/PUNCT/9/punct +\"/PUNCT/9/punct said/VERB/0/root Stoltenberg/PROPN/9/nsubj/PER +./PUNCT/9/punct",
    );
    let knowledge = Knowledge::built_in();
    let mut found = knowledge.resolve(tree.doc(), Some(day("2017-05-25")));
    assert_eq!(mentions(&tree, &found), "Stoltenberg=jens-stoltenberg");
    knowledge.resolve_first_person(&mut found, tree.doc(), &[(Span::new(0, 24), ActorId(0))]);
    assert_eq!(mentions(&tree, &found), "I=jens-stoltenberg; we=NATO; Stoltenberg=jens-stoltenberg");
}

#[test]
fn we_is_the_country_where_the_speech_has_turned_to_it() {
    let tree = Tree::read(
        "Stoltenberg/PROPN/2/nsubj/PER spoke/VERB/0/root +./PUNCT/2/punct
         \"/PUNCT/3/punct +Norway/PROPN/3/nsubj/LOC waited/VERB/0/root +./PUNCT/3/punct
         We/PRON/2/nsubj had/VERB/0/root ties/NOUN/2/obj +./PUNCT/2/punct
         We/PRON/2/nsubj need/VERB/0/root unity/NOUN/2/obj +./PUNCT/2/punct
         We/PRON/2/nsubj had/VERB/0/root ties/NOUN/2/obj between/ADP/5/case Norway/PROPN/3/nmod/LOC and/CCONJ/7/cc Russia/PROPN/5/conj/LOC +./PUNCT/2/punct",
    );
    let knowledge = Knowledge::built_in();
    let mut found = knowledge.resolve(tree.doc(), Some(day("2017-05-25")));
    knowledge.resolve_first_person(&mut found, tree.doc(), &[(Span::new(19, 200), ActorId(0))]);
    assert_eq!(
        mentions(&tree, &found),
        "Stoltenberg=jens-stoltenberg; Norway=NOR; We=NOR; We=NATO; We=NOR; Norway=NOR; Russia=RUS"
    );
}
