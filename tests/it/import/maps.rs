//! What is no call log, and what the columns of one mean: proposed, saved, shown.

use deskside::domain::call::Standing;
use deskside::ops::import;
use deskside::ops::import::preview::Dates;
use deskside::ops::import::{Options, Refusal};

use super::{calls, fixture, maps, now, parts_desk, refusal, try_import, write};

#[test]
fn what_is_no_call_log_is_refused_with_the_reason() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, why) in [
        ("empty.csv", &b""[..], "it is empty"),
        ("book.csv", b"PK\x03\x04....", "damaged archive"),
        ("page.csv", b"<html>,<body>\n", "neither a call nor a table"),
        ("words.txt", b"hello\nworld\n", "no rows and columns"),
        (
            "header.csv",
            b"start,agent,duration\n",
            "no rows below its header",
        ),
        (
            "bad.csv",
            b"start time,agent,duration\n2026-11-16 09:00,Dana,x\n2026-11-16 09:10,Dana,y\n",
            "no column says how long",
        ),
    ] {
        let refused = refusal(&store, &write(&folder, name, bytes));
        assert!(refused.to_string().contains(why), "{name}: {refused}");
    }
    let refused = refusal(&store, &fixture("agents.csv"));
    assert!(
        matches!(&refused, Refusal::NotACallLog { why, .. } if why.contains("when a call began")),
        "{refused}"
    );
    let none_fits = maps(&["at=Calls", "rep=Agent"]);
    let error = try_import(&store, &fixture("agents.csv"), &none_fits).unwrap_err();
    assert!(
        error.to_string().contains("not one of its 2 rows"),
        "{error}"
    );
    assert!(try_import(&store, folder.path(), &Options::default()).is_err());
    assert_eq!(deskside::store::import::list(&store).unwrap(), []);
}

#[test]
fn a_map_is_proposed_where_it_is_not_beyond_doubt() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "When it was,Taker,Length in secs\n2026-11-16 09:00,D. R.,60\n";
    let Refusal::NeedsMap { why, command, .. } =
        refusal(&store, &write(&folder, "own.csv", text.as_bytes()))
    else {
        panic!("no map was asked for")
    };
    assert!(why.contains("no column says who handled a call"), "{why}");
    assert_eq!(
        command,
        "--map 'at=When it was' --map 'duration=Length in secs'"
    );
}

#[test]
fn a_map_that_was_saved_is_recognised_the_next_time() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "When it was,Taker,Length\n2026-11-16 09:00,Dana Reyes,60\n";
    let path = write(&folder, "own.csv", text.as_bytes());
    let profiles_dir = Some(folder.path().join("profiles"));
    let options = Options {
        save_profile: Some("front-desk".into()),
        profiles_dir: profiles_dir.clone(),
        ..maps(&["at=When it was", "rep=Taker", "duration=Length"])
    };
    let first = try_import(&store, &path, &options).unwrap();
    assert_eq!(
        (first.profile.as_str(), first.source.as_str()),
        ("front-desk", "front-desk")
    );
    let plain = Options {
        profiles_dir,
        ..Options::default()
    };
    let again = try_import(&store, &path, &plain).unwrap();
    assert_eq!(again.recognised, "3 columns match front-desk");
    assert_eq!((again.added, again.known), (0, 1));
}

#[test]
fn two_profiles_that_fit_a_file_equally_well_are_named_and_none_is_taken() {
    let store = parts_desk();
    let folder = tempfile::tempdir().unwrap();
    let text = "When it was,Taker,Length\n2026-11-16 09:00,Dana Reyes,60\n";
    let path = write(&folder, "own.csv", text.as_bytes());
    for id in ["one", "two"] {
        let profile = format!(
            "id = \"{id}\"\nname = \"{id}\"\n[recognise]\nneed = 3\nheaders = [\"When it was\", \"Taker\", \"Length\"]\n\
             [columns]\nat = \"When it was\"\nrep = \"Taker\"\nduration = \"Length\"\n"
        );
        write(&folder, &format!("{id}.toml"), profile.as_bytes());
    }
    let options = Options {
        profiles_dir: Some(folder.path().to_owned()),
        ..Options::default()
    };
    let error = try_import(&store, &path, &options).unwrap_err().to_string();
    assert_eq!(error, "it may be of any of these: one, two");
    let chosen = Options {
        profile: Some("two".into()),
        ..options
    };
    assert_eq!(try_import(&store, &path, &chosen).unwrap().profile, "two");
}

#[test]
fn a_preview_shows_the_first_rows_as_they_will_be_stored() {
    let store = parts_desk();
    let shown =
        import::preview(&store, &fixture("bad-rows.csv"), &Options::default(), now()).unwrap();
    assert_eq!(
        (shown.rows.len(), shown.dates, shown.zone.as_str()),
        (10, Dates::Plain, "America/Chicago")
    );
    let first = shown.rows[0].as_ref().unwrap();
    assert_eq!(
        (first.rep.as_str(), first.standing),
        ("Dana Reyes", Standing::Handled)
    );
    assert_eq!(shown.rows[1].as_ref().unwrap_err().line, 3);
    assert_eq!(
        shown.columns[0],
        ("started_at".to_owned(), "2026-11-16 09:00:00".to_owned())
    );
    let ambiguous = import::preview(
        &store,
        &fixture("ambiguous.csv"),
        &Options::default(),
        now(),
    )
    .unwrap();
    assert_eq!(ambiguous.dates, Dates::Ask("03/04/2026 09:12".into()));
    assert_eq!(calls(&store), []);
}
