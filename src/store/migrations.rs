//! The steps from an empty file to today's schema. Append only: a step that was published never changes.

use rusqlite::Connection;

use crate::store::{StoreError, rekey};

/// Every step, oldest first: its name and its SQL. The file's `user_version` is the number of steps taken.
pub const ALL: &[(&str, &str)] = &[
    ("0001_desk", include_str!("migrations/0001_desk.sql")),
    ("0002_undo", include_str!("migrations/0002_undo.sql")),
    ("0003_rollup", include_str!("migrations/0003_rollup.sql")),
    (
        "0004_recording",
        include_str!("migrations/0004_recording.sql"),
    ),
    (
        "0005_transcript",
        include_str!("migrations/0005_transcript.sql"),
    ),
    ("0006_search", include_str!("migrations/0006_search.sql")),
    (
        "0007_past_evaluations",
        include_str!("migrations/0007_past_evaluations.sql"),
    ),
    (
        "0008_scorecards",
        include_str!("migrations/0008_scorecards.sql"),
    ),
    ("0009_form", include_str!("migrations/0009_form.sql")),
    (
        "0010_coaching",
        include_str!("migrations/0010_coaching.sql"),
    ),
    ("0011_recheck", include_str!("migrations/0011_recheck.sql")),
    ("0012_survey", include_str!("migrations/0012_survey.sql")),
    (
        "0013_whose_phone",
        include_str!("migrations/0013_whose_phone.sql"),
    ),
    ("0014_words", include_str!("migrations/0014_words.sql")),
    (
        "0015_fairness",
        include_str!("migrations/0015_fairness.sql"),
    ),
    ("0016_merge", include_str!("migrations/0016_merge.sql")),
    ("0017_kpi", include_str!("migrations/0017_kpi.sql")),
    ("0018_audit", include_str!("migrations/0018_audit.sql")),
    (
        "0019_moment_millis",
        include_str!("migrations/0019_moment_millis.sql"),
    ),
    (NUMBERS, include_str!("migrations/0020_numbers.sql")),
    (
        "0021_unknown_reps",
        include_str!("migrations/0021_unknown_reps.sql"),
    ),
    (
        "0022_survey_theme",
        include_str!("migrations/0022_survey_theme.sql"),
    ),
    ("0023_weeks", include_str!("migrations/0023_weeks.sql")),
];

/// The step in which numbers get the keys of [`crate::domain::phone`].
pub(super) const NUMBERS: &str = "0020_numbers";

/// The version of a file on which every step was taken.
pub fn newest() -> i64 {
    ALL.len() as i64
}

/// How many steps were taken on this file.
pub fn version(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Takes the steps that are missing, within a transaction.
pub fn run(conn: &Connection) -> Result<(), StoreError> {
    let taken = usize::try_from(version(conn)?).unwrap_or(0);
    for (name, sql) in ALL.iter().skip(taken) {
        conn.execute_batch(sql)?;
        if *name == NUMBERS {
            rekey::run(conn)?;
        }
    }
    conn.pragma_update(None, "user_version", newest())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::store::testing::files_of;

    #[test]
    fn the_folder_and_the_list_agree() {
        let listed: Vec<String> = ALL.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(files_of("src/store/migrations"), listed);
    }

    #[test]
    fn every_step_runs_on_an_empty_file_and_again_changes_nothing() {
        let conn = Connection::open_in_memory().unwrap();
        run(&conn).unwrap();
        run(&conn).unwrap();
        assert_eq!(version(&conn).unwrap(), newest());
    }

    #[test]
    fn every_foreign_key_has_an_index() {
        let conn = Connection::open_in_memory().unwrap();
        run(&conn).unwrap();
        let mut query = conn
            .prepare(
                "SELECT t.name, f.\"from\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
                 WHERE t.type = 'table' AND NOT EXISTS (
                     SELECT 1 FROM pragma_index_list(t.name) i, pragma_index_info(i.name) c
                     WHERE c.seqno = 0 AND c.name = f.\"from\")
                   AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) p WHERE p.name = f.\"from\" AND p.pk = 1)",
            )
            .unwrap();
        let missing: Vec<String> = query
            .query_map([], |row| {
                Ok(format!(
                    "{}.{}",
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?
                ))
            })
            .unwrap()
            .map(Result::unwrap)
            .collect();
        // A rep with calls is retired, never removed.
        let allowed = ["call.rep_id", "evaluation.rep_id"];
        let missing: Vec<_> = missing
            .into_iter()
            .filter(|m| !allowed.contains(&m.as_str()))
            .collect();
        assert_eq!(missing, Vec::<String>::new());
    }
}
