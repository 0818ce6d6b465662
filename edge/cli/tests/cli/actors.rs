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
