//! Names that the desk does not know, and phones that name nobody.

use deskside::domain::call::Standing;
use deskside::ops::import;
use deskside::ops::import::Options;
use deskside::store::{intake, rep};

use super::{call, calls, import_plain, import_with, parts_desk, try_import, write};

#[test]
fn an_unknown_rep_is_listed_and_given_to_a_rep_once_for_ever() {
    let store = parts_desk();
    import_plain(&store, "aircall.csv");
    assert_eq!(
        intake::unknown_reps(&store).unwrap(),
        [("Priya Shah".to_owned(), 1)]
    );
    let dana = rep::get(&store, "Dana Reyes").unwrap().id;
    assert_eq!(import::assign_rep(&store, "Priya Shah", dana).unwrap(), 1);
    let call = call(&store, "aircall:CA06ff");
    assert_eq!(
        (call.rep_id, call.standing),
        (Some(dana), Standing::Handled)
    );
    assert_eq!(intake::unknown_reps(&store).unwrap(), []);
    let again = import_plain(&store, "aircall.csv");
    assert_eq!(
        (again.known, again.updated, again.left_out.no_rep),
        (7, 0, 1)
    );
    let ben = rep::get(&store, "Ben Okafor").unwrap().id;
    assert!(import::assign_rep(&store, "Dana Reyes (301)", ben).is_err());
}

/// Two calls on a phone that names nobody.
const PHONE: &[u8] = br#"<calls count="2">
<call number="+13125550188" duration="120" date="1794841200000" type="1" contact_name="Ruth" />
<call number="+13125550199" duration="0" date="1794844800000" type="3" contact_name="(Unknown)" />
</calls>"#;

#[test]
fn the_calls_of_a_phone_that_names_nobody_are_its_owners_once_told() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder, "calls.xml", PHONE);
    let options = Options::default();
    let first = try_import(&store, &file, &options).unwrap();
    assert_eq!(
        (first.added, first.unnamed, first.left_out.no_rep),
        (2, 1, 1)
    );
    let told = Options {
        rep: Some("Dana".into()),
        ..Options::default()
    };
    assert!(try_import(&store, &file, &told).is_err(), "no such rep");
    let told = Options {
        rep: Some("Dana Reyes".into()),
        ..Options::default()
    };
    let second = try_import(&store, &file, &told).unwrap();
    assert_eq!((second.added, second.updated, second.unnamed), (0, 2, 0));
    assert!(calls(&store).iter().all(|call| call.rep == "Dana Reyes"));
    let third = try_import(&store, &file, &options).unwrap();
    assert_eq!((third.known, third.left_out.no_rep), (2, 0));
}

#[test]
fn another_reps_phone_needs_a_source_of_its_own() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let file = write(&folder, "calls.xml", PHONE);
    let of = |name: &str| Options {
        rep: Some(name.into()),
        ..Options::default()
    };
    try_import(&store, &file, &of("Dana Reyes")).unwrap();
    let error = try_import(&store, &file, &of("Ben Okafor")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the phone 'android-calls' is Dana Reyes's"
    );
}

#[test]
fn unknown_names_become_reps_when_asked_for() {
    let store = parts_desk();
    let options = Options {
        add_reps: true,
        ..Options::default()
    };
    let report = import_with(&store, "3cx.csv", &options);
    assert_eq!(report.added_reps, ["Front door"]);
    assert_eq!((report.left_out.no_rep, report.unknown_reps.len()), (0, 0));
    assert_eq!(rep::get(&store, "390").unwrap().name, "Front door");
}

// A telephone system that tells extensions or addresses only.
#[test]
fn reps_who_were_made_of_extensions_and_addresses_are_known_the_next_time() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let add = Options {
        add_reps: true,
        ..Options::default()
    };
    let text = "start time,agent,duration\n2026-11-16 09:00,771,60\n2026-11-16 09:05,771,60\n\
                2026-11-16 09:10,mia@calder.example,60\n";
    let report = try_import(&store, &write(&folder, "a.csv", text.as_bytes()), &add).unwrap();
    assert_eq!(report.added_reps, ["771", "mia@calder.example"]);
    let text = "start time,agent,duration\n2026-11-17 09:00,771,60\n2026-11-17 09:05,mia@calder.example,60\n";
    let path = write(&folder, "b.csv", text.as_bytes());
    let report = try_import(&store, &path, &Options::default()).unwrap();
    assert_eq!((report.left_out.no_rep, report.unknown_reps.len()), (0, 0));
}

#[test]
fn a_name_that_cannot_be_a_reps_costs_no_import() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "start time,agent,duration\n2026-11-16 09:00,\"Mia\nChen\",60\n2026-11-16 09:05,Mia\u{7f}Chen,60\n\
                2026-11-16 09:10,Dana @ the desk,60\n2026-11-16 09:15,\u{1b}\u{8},60\n2026-11-16 09:20,Ben\u{1}Okafor,60\n";
    let path = write(&folder, "a.csv", text.as_bytes());
    let options = Options {
        add_reps: true,
        ..Options::default()
    };
    let report = try_import(&store, &path, &options).unwrap();
    assert_eq!(report.added, 5);
    assert_eq!(report.added_reps, ["Mia Chen", "Dana @ the desk"]);
    assert_eq!(report.left_out.no_rep, 1, "whom nobody can name");
    let ben = rep::get(&store, "Ben Okafor").unwrap().id;
    assert_eq!(calls(&store)[4].rep_id, Some(ben));
    let again = try_import(&store, &path, &options).unwrap();
    assert_eq!((again.known, again.added_reps.len()), (5, 0));
}
