//! Customers: found by number, address or name, added where they are new. Joining two entries stands in `merge`, finding as
//! one types in `find`, who waits in `waiting`.

pub mod find;
pub mod merge;
pub mod waiting;

use std::collections::HashMap;

use rusqlite::{CachedStatement, OptionalExtension};

use crate::domain::customer::email_key;
use crate::domain::id::CustomerId;
use crate::domain::phone::PhoneKey;
use crate::store::{Store, StoreError};

/// What a call tells of its customer. Empty texts are not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Told<'t> {
    /// The number, as written.
    pub number: &'t str,
    /// The line that it is; none where it is no whole number.
    pub phone: Option<PhoneKey>,
    /// The e-mail address.
    pub email: &'t str,
    /// The name.
    pub name: &'t str,
}

/// How many customers are kept in mind during one import before they are looked up anew.
const KEPT_AT_MOST: usize = 100_000;

/// Finds and adds customers one after the other, as an import needs them.
pub struct Directory<'s> {
    store: &'s Store,
    by_number: CachedStatement<'s>,
    by_email: CachedStatement<'s>,
    by_name: CachedStatement<'s>,
    add: CachedStatement<'s>,
    add_number: CachedStatement<'s>,
    add_email: CachedStatement<'s>,
    set_name: CachedStatement<'s>,
    kept: HashMap<PhoneKey, (CustomerId, bool)>,
}

impl<'s> Directory<'s> {
    /// Opens the directory of the desk.
    pub fn open(store: &'s Store) -> Result<Self, StoreError> {
        let statement = |sql| store.conn.prepare_cached(sql);
        Ok(Self {
            store,
            by_number: statement(
                "SELECT customer_id, name <> '' FROM customer_number JOIN customer ON customer.id = customer_id
                 WHERE national = ?1 AND country = ?2",
            )?,
            by_email: statement(
                "SELECT customer_id, name <> '' FROM customer_email JOIN customer ON customer.id = customer_id
                 WHERE email = ?1",
            )?,
            by_name: statement(
                "SELECT id, EXISTS (SELECT 1 FROM customer_number WHERE customer_id = customer.id)
                     OR EXISTS (SELECT 1 FROM customer_email WHERE customer_id = customer.id)
                 FROM customer WHERE name = ?1 COLLATE NOCASE ORDER BY 2, 1 LIMIT 2",
            )?,
            add: statement("INSERT INTO customer (name) VALUES (?1)")?,
            add_number: statement(
                "INSERT OR IGNORE INTO customer_number (customer_id, country, national, number) VALUES (?1, ?2, ?3, ?4)",
            )?,
            add_email: statement("INSERT OR IGNORE INTO customer_email (email, customer_id) VALUES (?1, ?2)")?,
            set_name: statement("UPDATE customer SET name = ?2 WHERE id = ?1 AND name = ''")?,
            kept: HashMap::new(),
        })
    }

    /// The customer of a call: by number, else by address, else by name where there is neither; added where new.
    /// None where the call tells nothing by which a customer could be known again.
    pub fn find_or_add(
        &mut self,
        store: &Store,
        told: Told<'_>,
    ) -> Result<Option<CustomerId>, StoreError> {
        let key = told.phone;
        // By far the most calls: a number seen before, and nothing new about it.
        if let Some((id, named)) = key.and_then(|key| self.kept.get(&key))
            && (*named || told.name.is_empty())
            && told.email.is_empty()
        {
            return Ok(Some(*id));
        }
        let email = email_key(told.email);
        let name = told.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = match (key, &email) {
            (Some(key), _) => match self.kept.get(&key) {
                Some(known) => Some(*known),
                None => self.by_number(key)?,
            },
            (None, Some(email)) => self.by_email(email)?,
            (None, None) if name.is_empty() => return Ok(None),
            (None, None) => self.by_name(&name)?.map(|id| (id, true)),
        };
        let (id, named) = match known {
            Some(known) => known,
            None => (self.add(store, &name)?, !name.is_empty()),
        };
        if !named && !name.is_empty() {
            self.set_name.execute((id.0, &name))?;
        }
        if let Some(key) = key {
            let fresh = known.is_none();
            if fresh {
                self.add_number
                    .execute((id.0, key.country, key.national, told.number))?;
            }
            if self.kept.len() >= KEPT_AT_MOST {
                self.kept.clear();
            }
            self.kept.insert(key, (id, named || !name.is_empty()));
        }
        if let Some(email) = email {
            self.add_email.execute((email, id.0))?;
        }
        Ok(Some(id))
    }

    fn add(&mut self, store: &Store, name: &str) -> Result<CustomerId, StoreError> {
        self.add.execute([name])?;
        Ok(CustomerId(store.conn.last_insert_rowid()))
    }

    fn by_number(&mut self, key: PhoneKey) -> Result<Option<(CustomerId, bool)>, StoreError> {
        let found = self
            .by_number
            .query_row((key.national, key.country), |row| {
                Ok((CustomerId(row.get(0)?), row.get(1)?))
            })
            .optional()?;
        Ok(found)
    }

    fn by_email(&mut self, email: &str) -> Result<Option<(CustomerId, bool)>, StoreError> {
        let found = self
            .by_email
            .query_row([email], |row| Ok((CustomerId(row.get(0)?), row.get(1)?)))
            .optional()?;
        Ok(found)
    }

    /// The only customer of this name; of several the one who is known by nothing else, since of the others nobody can
    /// say which it is.
    fn by_name(&mut self, name: &str) -> Result<Option<CustomerId>, StoreError> {
        let found: Vec<(i64, bool)> = self
            .by_name
            .query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        match found.as_slice() {
            [(id, _)] | [(id, false), ..] => Ok(Some(merge::kept(self.store, CustomerId(*id))?)),
            _ => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::phone::{Region, phone_key};

    fn told<'t>(number: &'t str, email: &'t str, name: &'t str) -> Told<'t> {
        told_in("US", number, email, name)
    }

    fn told_in<'t>(home: &str, number: &'t str, email: &'t str, name: &'t str) -> Told<'t> {
        Told {
            number,
            phone: phone_key(number, Region::parse(home)),
            email,
            name,
        }
    }

    fn count(store: &Store) -> i64 {
        store
            .conn
            .query_row("SELECT count(*) FROM customer", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn one_line_in_many_spellings_is_one_customer() {
        let store = Store::in_memory().unwrap();
        let mut directory = Directory::open(&store).unwrap();
        let mut find = |number, name| {
            directory
                .find_or_add(&store, told(number, "", name))
                .unwrap()
        };
        let ruth = find("+1 312 555 0188", "");
        assert!(ruth.is_some());
        assert_eq!(find("(312) 555-0188", "Ruth Calder"), ruth);
        assert_ne!(find("(412) 555-0188", ""), ruth);
        assert_eq!(count(&store), 2);
        let name: String = store
            .conn
            .query_row(
                "SELECT name FROM customer WHERE id = ?1",
                [ruth.unwrap().0],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(name, "Ruth Calder", "a name that was missing is filled in");
    }

    #[test]
    fn the_country_tells_two_lines_with_the_same_ending_apart() {
        let store = Store::in_memory().unwrap();
        let mut directory = Directory::open(&store).unwrap();
        let mut find = |number| {
            directory
                .find_or_add(&store, told_in("AU", number, "", ""))
                .unwrap()
        };
        let zoe = find("+61 412 345 678");
        assert_eq!(find("0412 345 678"), zoe);
        assert_eq!(find("0011 61 412 345 678"), zoe);
        assert_ne!(find("+49 412 345 678"), zoe);
        let mut again = Directory::open(&store).unwrap();
        assert_eq!(
            again
                .find_or_add(&store, told_in("AU", "0412345678", "", ""))
                .unwrap(),
            zoe
        );
        assert_eq!(count(&store), 2);
    }

    #[test]
    fn an_address_or_a_name_stands_in_where_there_is_no_number() {
        let store = Store::in_memory().unwrap();
        let mut directory = Directory::open(&store).unwrap();
        let mut find = |number, email, name| {
            directory
                .find_or_add(&store, told(number, email, name))
                .unwrap()
        };
        let ruth = find("+1 312 555 0188", "ruth@calder.example", "Ruth Calder");
        assert_eq!(find("", "RUTH@calder.example", ""), ruth);
        assert_eq!(find("", "", " ruth  calder"), ruth);
        assert_eq!(find("anonymous", "", ""), None);
        assert_eq!(find("+12345***678", "", ""), None);
        let other = find("", "", "Omar Haddad");
        assert_ne!(other, ruth);
        assert_eq!(find("", "", "Omar Haddad"), other);
        assert_ne!(find("+1 312 555 0199", "", "Ruth Calder"), ruth);
        let third = find("", "", "Ruth Calder");
        assert_ne!(third, ruth);
        assert_eq!(
            find("", "", "Ruth Calder"),
            third,
            "of three the one known by nothing else"
        );
        assert_eq!(count(&store), 4);
    }
}
