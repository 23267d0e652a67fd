//! Who is who: finds a rep by what a file writes in the place of one.

use std::collections::HashMap;

use crate::domain::id::RepId;
use crate::domain::import::party::Party;
use crate::domain::rep::{AliasKind, Rep, name_key};

/// The reps of the desk by every name, extension and address that is known of them.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    known: HashMap<(AliasKind, String), RepId>,
    unnamed: Option<RepId>,
    seen: HashMap<String, Option<RepId>>,
}

/// How many spellings are kept in mind before they are forgotten, so that no file can fill the memory.
const SEEN_AT_MOST: usize = 10_000;

impl Roster {
    /// The roster of these reps, those who left among them: their old calls are still theirs.
    pub fn of(reps: &[Rep]) -> Self {
        let mut roster = Self::default();
        for rep in reps {
            for alias in &rep.aliases {
                roster.add(alias.kind, &alias.text, rep.id);
            }
        }
        // A rep's own name comes before another rep's alias.
        for rep in reps {
            roster.add_name(&rep.name, rep.id);
        }
        roster
    }

    /// Adds one more way of naming a rep.
    pub fn add(&mut self, kind: AliasKind, text: &str, rep: RepId) {
        self.known.insert((kind, name_key(text)), rep);
        self.seen.clear();
    }

    /// Adds the name of a rep. Where it looks like an extension or an address that is no other rep's, it is that as well.
    pub fn add_name(&mut self, name: &str, rep: RepId) {
        self.add(AliasKind::Name, name, rep);
        let looks = (AliasKind::of(name), name_key(name));
        self.known.entry(looks).or_insert(rep);
    }

    /// Gives what names nobody to this rep, whose phone it is.
    pub fn unnamed_are(&mut self, rep: RepId) {
        self.unnamed = Some(rep);
    }

    /// The rep whom `written` names: by address, else by name (also `Last, First`), else by extension.
    pub fn find(&mut self, written: &str) -> Option<RepId> {
        if written.is_empty() {
            return self.unnamed;
        }
        if let Some(found) = self.seen.get(written) {
            return *found;
        }
        // Some systems take no spaces in a name: `Dana_Reyes`.
        let spaced = written.contains('_').then(|| written.replace('_', " "));
        let ways = spaced.iter().flat_map(|spaced| aliases(spaced));
        let found = aliases(written)
            .into_iter()
            .chain(ways)
            .find_map(|(kind, key)| self.known.get(&(kind, name_key(&key))).copied());
        if self.seen.len() >= SEEN_AT_MOST {
            self.seen.clear();
        }
        self.seen.insert(written.to_owned(), found);
        found
    }
}

/// The ways in which `written` names a rep, the surest first: the address, the name, the name as `First Last` where it
/// is written `Last, First`, the extension.
pub fn aliases(written: &str) -> Vec<(AliasKind, String)> {
    let party = Party::read(written);
    let mut found = Vec::new();
    if !party.email.is_empty() {
        found.push((AliasKind::Email, party.email.to_owned()));
    }
    if !party.name.is_empty() {
        found.push((AliasKind::Name, party.name.to_owned()));
        if let Some((last, first)) = party.name.split_once(',') {
            found.push((AliasKind::Name, format!("{} {}", first.trim(), last.trim())));
        }
    }
    if !party.extension.is_empty() {
        found.push((AliasKind::Extension, party.extension.to_owned()));
    } else if found.is_empty() {
        let text = written.trim();
        found.push((AliasKind::of(text), text.to_owned()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rep::Alias;

    fn rep(id: i64, name: &str, aliases: &[&str]) -> Rep {
        Rep {
            id: RepId(id),
            name: name.into(),
            retired: false,
            aliases: aliases
                .iter()
                .map(|text| Alias {
                    kind: AliasKind::of(text),
                    text: (*text).into(),
                })
                .collect(),
        }
    }

    // A log that knows nothing but extensions or addresses makes such names.
    #[test]
    fn a_name_may_look_like_an_extension_or_an_address() {
        let mut roster = Roster::of(&[
            rep(1, "301", &[]),
            rep(2, "dana@calder.example", &[]),
            rep(3, "302", &[]),
            rep(4, "Ben Okafor", &["302"]),
        ]);
        for (written, id) in [
            ("301", 1),
            ("Front desk (301)", 1),
            ("Dana@Calder.example", 2),
            ("302", 4),
        ] {
            assert_eq!(roster.find(written), Some(RepId(id)), "{written}");
        }
        roster.add_name("303", RepId(5));
        assert_eq!(roster.find("303"), Some(RepId(5)));
    }

    #[test]
    fn a_rep_is_found_by_name_extension_or_address() {
        let mut roster = Roster::of(&[
            rep(1, "Dana Reyes", &["301", "dana@calder.example", "Agent 7"]),
            rep(2, "Ben Okafor", &["302"]),
        ]);
        for written in [
            "dana  REYES",
            "Reyes, Dana",
            "Dana_Reyes",
            "client:dana_reyes",
            "301",
            "Dana Reyes (301)",
            "D. Reyes (301)",
            "Dana@Calder.Example",
            "agent 7",
        ] {
            assert_eq!(roster.find(written), Some(RepId(1)), "{written}");
        }
        assert_eq!(
            roster.find("Dana Reyes (302)"),
            Some(RepId(1)),
            "the name is surer than the extension"
        );
        for written in ["", "Dana", "303", "x@calder.example"] {
            assert_eq!(roster.find(written), None, "{written}");
        }
    }
}
