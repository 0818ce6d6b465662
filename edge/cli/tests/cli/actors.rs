use crate::harness::Folder;

fn headline(name: &str, day: &str) -> String {
    let folder = Folder::new(&format!("actors-{}-{day}", name.replace(' ', "-")));
    let ran = folder.run(&["actors", "find", name, "--on", day]);
    ran.success().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_name_means_who_held_office_on_the_day() {
    assert_eq!(headline("Stoltenberg", "2017-05-25"), "Jens Stoltenberg – Secretary General, NATO");
    assert_eq!(headline("Stoltenberg", "2012-01-01"), "Jens Stoltenberg – Prime Minister, Norway");
    assert_eq!(
        headline("foreign minister of Norway", "2012-01-01"),
        "Jonas Gahr Støre – Foreign Minister, Norway"
    );
    assert!(headline("Kremlin", "2017-05-25").starts_with("Russia"));
    assert!(headline("Kremlin", "1985-03-11").starts_with("Soviet Union"));
}

#[test]
fn a_person_s_offices_stand_with_their_time() {
    let folder = Folder::new("actors-offices");
    let ran = folder.run(&["actors", "find", "Stoltenberg", "--on", "2017-05-25"]);
    let person = ran.success().split("\n\n").next().unwrap();
    assert!(person.contains(" * 2014-10-01 – 2024-10-01  Secretary General, NATO"), "{person}");
    assert!(person.contains("   2005-10-17 – 2013-10-16  Prime Minister, Norway"), "{person}");
}

#[test]
fn an_unknown_name_is_said_to_be_unknown() {
    let folder = Folder::new("actors-unknown");
    let ran = folder.run(&["actors", "find", "Xyzzy"]);
    let words = "dualtrack: Xyzzy: the knowledge base holds nothing under this name\n";
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (1, "", words));
}

#[test]
fn a_day_that_is_none_is_wrong_usage() {
    let folder = Folder::new("actors-no-day");
    let ran = folder.run(&["actors", "find", "NATO", "--on", "2017-02-30"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("2017-02-30"), "{}", ran.err);
}

const OFFICES: &str = "role\tperson\tfrom\tto\ttitle\taliases\tgender\n";

#[test]
fn own_tables_add_rows_and_replace_those_of_the_same_beginning() {
    let folder = Folder::new("actors-own");
    let rows = "head-of-government\tJonas Gahr Støre\t2021-10-14\t2031-01-01\tPrime Minister\t\tm\n\
                head-of-government\tKari Nordmann\t2031-01-01\t\tPrime Minister\t\tf\n";
    folder.file("own/offices/NOR.tsv", format!("{OFFICES}{rows}"));
    let find = |day: &str, own: &[&str]| {
        let arguments = [&["actors", "find", "prime minister of Norway", "--on", day], own].concat();
        folder.run(&arguments).out.lines().next().unwrap_or_default().to_owned()
    };
    let own = ["--knowledge", "own"];
    assert_eq!(find("2031-06-01", &own), "Kari Nordmann – Prime Minister, Norway");
    assert_eq!(find("2023-06-01", &own), "Jonas Gahr Støre – Prime Minister, Norway");
    // An office without an end is not believed in for ever.
    assert_eq!(find("2041-06-01", &[]), "");
    assert_eq!(folder.run(&["actors", "check", "own"]).status, 0);
}

#[test]
fn what_is_wrong_with_own_tables_is_named_with_its_place() {
    let folder = Folder::new("actors-check");
    folder.file("own/offices/NOR.tsv", format!("{OFFICES}foreign-ministre\tKari Nordmann\t2031-13\n"));
    folder.file("own/states.tsv", "iso3\n");
    let ran = folder.run(&["actors", "check", "own"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    for mistake in
        ["own/offices/NOR.tsv:2 (role): 'foreign-ministre' is no role", "own/states.tsv:1: the header"]
    {
        assert!(ran.err.contains(mistake), "{mistake} in {}", ran.err);
    }
    let ran = folder.run(&["actors", "find", "Oslo", "--knowledge", "own"]);
    assert!(ran.status == 1 && ran.err.contains("2 mistakes in its tables"), "{}", ran.err);
}
