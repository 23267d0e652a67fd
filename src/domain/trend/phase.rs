//! Phases: a new version of a form asks other things, so what came before it is not compared with what comes after.

use std::collections::BTreeMap;

use crate::domain::id::ScorecardId;
use crate::domain::trend::FormVersion;
use crate::domain::week::Week;

/// The weeks in which a form that asks something else was first used, oldest first, each with its version. The first
/// version seen of a form is no change, nor is one that only says the same in other words. `forms`
/// are those that calls of a week were scored on.
pub(super) fn changes<'a>(
    forms: &[(Week, ScorecardId)],
    versions: &'a [FormVersion],
) -> Vec<(Week, &'a FormVersion)> {
    let by_id: BTreeMap<ScorecardId, &FormVersion> =
        versions.iter().map(|one| (one.id, one)).collect();
    // The highest version of each form in each week.
    let mut used: BTreeMap<Week, BTreeMap<&str, &FormVersion>> = BTreeMap::new();
    for (week, form) in forms {
        if let Some(version) = by_id.get(form) {
            let highest = used
                .entry(*week)
                .or_default()
                .entry(&version.key)
                .or_insert(version);
            if version.edition > highest.edition {
                *highest = version;
            }
        }
    }
    let mut highest: BTreeMap<&str, i64> = BTreeMap::new();
    let mut changes = Vec::new();
    for (week, forms) in used {
        for (key, version) in forms {
            if highest
                .get(key)
                .is_some_and(|before| *before < version.edition)
            {
                changes.push((week, version));
            }
            let seen = highest.entry(key).or_insert(version.edition);
            *seen = version.edition.max(*seen);
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::trend::testing::week;

    fn version(id: i64, key: &str, version: i64) -> FormVersion {
        FormVersion {
            id: ScorecardId(id),
            key: key.into(),
            version,
            name: key.into(),
            edition: version,
        }
    }

    fn on(form: i64, in_week: &str) -> (Week, ScorecardId) {
        (week(in_week), ScorecardId(form))
    }

    #[test]
    fn a_phase_begins_with_the_first_call_scored_on_a_new_version() {
        let versions = [version(1, "support", 1), version(2, "support", 2)];
        let calls = [
            on(1, "2026-W40"),
            on(2, "2026-W43"),
            on(1, "2026-W44"),
            on(2, "2026-W45"),
        ];
        assert_eq!(
            changes(&calls, &versions),
            [(week("2026-W43"), &versions[1])]
        );
    }

    #[test]
    fn other_words_for_the_same_begin_no_phase() {
        let reworded = FormVersion {
            edition: 1,
            ..version(2, "support", 2)
        };
        let changed = FormVersion {
            edition: 2,
            ..version(3, "support", 3)
        };
        let versions = [version(1, "support", 1), reworded, changed];
        let calls = [on(1, "2026-W40"), on(2, "2026-W43"), on(3, "2026-W45")];
        assert_eq!(
            changes(&calls, &versions),
            [(week("2026-W45"), &versions[2])]
        );
    }

    #[test]
    fn another_form_beside_the_first_begins_no_phase() {
        let versions = [version(1, "support", 1), version(2, "written", 4)];
        assert!(changes(&[on(1, "2026-W40"), on(2, "2026-W43")], &versions).is_empty());
    }
}
