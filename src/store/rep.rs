//! Reps and the names by which files know them.

use chrono::{DateTime, Utc};

use crate::domain::id::RepId;
use crate::domain::rep::{Alias, AliasKind, Rep, name_key};
use crate::store::{Store, StoreError};

/// Every rep, those who left last, then by name.
pub fn list(store: &Store) -> Result<Vec<Rep>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT r.id, r.name, r.retired_at IS NOT NULL, a.kind, a.alias
         FROM rep r LEFT JOIN rep_alias a ON a.rep_id = r.id
         ORDER BY r.retired_at IS NOT NULL, r.name_key, a.id",
    )?;
    let mut rows = query.query([])?;
    let mut reps: Vec<Rep> = Vec::new();
    while let Some(row) = rows.next()? {
        let id = RepId(row.get(0)?);
        if reps.last().is_none_or(|rep| rep.id != id) {
            reps.push(Rep {
                id,
                name: row.get(1)?,
                retired: row.get(2)?,
                aliases: Vec::new(),
            });
        }
        let kind: Option<String> = row.get(3)?;
        if let (Some(kind), Some(rep)) = (kind, reps.last_mut()) {
            let kind = match kind.as_str() {
                "extension" => AliasKind::Extension,
                "email" => AliasKind::Email,
                _ => AliasKind::Name,
            };
            rep.aliases.push(Alias {
                kind,
                text: row.get(4)?,
            });
        }
    }
    Ok(reps)
}

/// The rep whom `text` names: by name, another name, extension or e-mail address.
pub fn find(store: &Store, text: &str) -> Result<Option<Rep>, StoreError> {
    let key = name_key(text);
    let named = |rep: &Rep| {
        name_key(&rep.name) == key || rep.aliases.iter().any(|alias| name_key(&alias.text) == key)
    };
    Ok(list(store)?.into_iter().find(named))
}

/// As [`find`], for a rep who must be there.
pub fn get(store: &Store, text: &str) -> Result<Rep, StoreError> {
    find(store, text)?.ok_or_else(|| StoreError::Missing {
        what: "rep",
        which: text.to_owned(),
    })
}

/// The rep with this number.
pub fn by_id(store: &Store, id: RepId) -> Result<Option<Rep>, StoreError> {
    Ok(list(store)?.into_iter().find(|rep| rep.id == id))
}

/// Adds a rep.
///
/// # Errors
/// A rep of that name is there already, or the name is empty.
pub fn add(store: &Store, name: &str) -> Result<RepId, StoreError> {
    let name = name.trim();
    check_free(store, name)?;
    store.conn.execute(
        "INSERT INTO rep (name, name_key) VALUES (?1, ?2)",
        (name, name_key(name)),
    )?;
    Ok(RepId(store.conn.last_insert_rowid()))
}

/// Gives a rep one more name, extension or address; one that the rep has already stays.
///
/// # Errors
/// It belongs to another rep.
pub fn add_alias(store: &Store, rep: RepId, text: &str) -> Result<(), StoreError> {
    let (kind, key) = (AliasKind::of(text), name_key(text));
    let added = store.conn.execute(
        "INSERT INTO rep_alias (rep_id, kind, alias, alias_key) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (kind, alias_key) DO UPDATE SET alias = excluded.alias WHERE rep_id = excluded.rep_id",
        (rep.0, kind.word(), text.trim(), key),
    )?;
    if added == 0 {
        return Err(StoreError::Refused(format!(
            "the {} '{}' belongs to another rep already",
            kind.word(),
            text.trim()
        )));
    }
    Ok(())
}

/// Gives a rep another name; the old one stays known to imports.
pub fn rename(store: &Store, rep: &Rep, name: &str) -> Result<(), StoreError> {
    let name = name.trim();
    if name_key(name) != name_key(&rep.name) {
        check_free(store, name)?;
    }
    store.transaction(|store| {
        store.conn.execute(
            "UPDATE rep SET name = ?1, name_key = ?2 WHERE id = ?3",
            (name, name_key(name), rep.id.0),
        )?;
        if name_key(name) == name_key(&rep.name) {
            Ok(())
        } else {
            add_alias(store, rep.id, &rep.name)
        }
    })
}

/// Marks a rep as having left, or as being back: kept with the whole history, drawn no more.
pub fn retire(store: &Store, rep: RepId, retired: Option<DateTime<Utc>>) -> Result<(), StoreError> {
    store.conn.execute(
        "UPDATE rep SET retired_at = ?1 WHERE id = ?2",
        (retired.map(|at| at.timestamp()), rep.0),
    )?;
    Ok(())
}

fn check_free(store: &Store, name: &str) -> Result<(), StoreError> {
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(StoreError::Refused("a rep needs a name".into()));
    }
    match find(store, name)? {
        Some(rep) => Err(StoreError::Refused(format!(
            "'{name}' is the name of {} already",
            rep.name
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn a_rep_is_found_by_name_extension_or_address() {
        let store = Store::in_memory().unwrap();
        let dana = add(&store, " Dana Reyes ").unwrap();
        add_alias(&store, dana, "301").unwrap();
        add_alias(&store, dana, "Dana@Calder.example").unwrap();
        for text in ["dana reyes", "301", "dana@calder.EXAMPLE"] {
            assert_eq!(get(&store, text).unwrap().id, dana, "{text}");
        }
        assert!(find(&store, "302").unwrap().is_none());
    }

    #[test]
    fn a_name_belongs_to_one_rep() {
        let store = Store::in_memory().unwrap();
        let dana = add(&store, "Dana").unwrap();
        let luis = add(&store, "Luis").unwrap();
        add_alias(&store, dana, "301").unwrap();
        add_alias(&store, dana, "301").unwrap();
        assert!(add(&store, "DANA").is_err());
        assert!(add_alias(&store, luis, "301").is_err());
        assert!(add(&store, "  ").is_err());
    }

    #[test]
    fn a_renamed_rep_is_still_known_by_the_old_name() {
        let store = Store::in_memory().unwrap();
        add(&store, "Mia Chen").unwrap();
        let mia = get(&store, "Mia Chen").unwrap();
        rename(&store, &mia, "Mia Calder").unwrap();
        assert_eq!(get(&store, "mia chen").unwrap().name, "Mia Calder");
    }
}
