//! One word that is looked for: which customers, reps and texts hold it. What is typed is text and never a pattern.

use std::collections::HashSet;

use crate::store::{Store, StoreError};

/// Texts with a word that are collected at the most.
const TEXTS: usize = 30_000;
/// Words that are looked for at the most.
const WORDS: usize = 8;
/// Unknown reps that are compared at the most.
const UNKNOWN_REPS: usize = 300;
/// Digits from which on something is looked for among the numbers.
const DIGITS: usize = 3;

/// Who and what holds a word.
#[derive(Debug)]
pub struct Word {
    /// What the index is asked for.
    asked: String,
    /// The customers by name, note, number or address.
    pub customers: HashSet<i64>,
    /// The calls by their texts; none when they are too many.
    calls: Option<HashSet<i64>>,
    /// The reps by name.
    pub reps: Vec<i64>,
    /// Names in the files of whom no rep is known.
    pub written: Vec<String>,
}

impl Word {
    /// The calls whose texts hold it, where they are few.
    pub fn few_calls(&self) -> Option<&HashSet<i64>> {
        self.calls.as_ref()
    }

    /// As if there were too many of them.
    #[cfg(test)]
    pub fn forget_calls(&mut self) {
        self.calls = None;
    }

    /// The calls whose texts hold it, at least those from `low` to `high`.
    pub fn calls_among(
        &self,
        store: &Store,
        low: i64,
        high: i64,
    ) -> Result<HashSet<i64>, StoreError> {
        if let Some(calls) = &self.calls {
            return Ok(calls.clone());
        }
        let mut query = store.conn.prepare_cached(
            "SELECT rowid FROM call_words WHERE call_words MATCH ?1 AND rowid BETWEEN ?2 AND ?3",
        )?;
        let rows = query.query_map((&self.asked, low * 4, high * 4 + 3), |row| {
            row.get::<_, i64>(0)
        })?;
        rows.map(|id| Ok(id? / 4)).collect()
    }
}

/// The words of what was typed, each with who and what holds it; empty when there is no letter and no digit in it.
pub fn read(store: &Store, text: &str) -> Result<Vec<Word>, StoreError> {
    let text = text.trim();
    let tokens: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_number = digits.len() >= DIGITS
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || " +-().".contains(c));
    let is_address =
        text.contains('@') && !text.contains(char::is_whitespace) && !tokens.is_empty();
    if is_number || is_address {
        let mut word = word(store, &tokens)?;
        let more = if is_number {
            numbers(store, &digits, text.starts_with('+'))?
        } else {
            addresses(store, text)?
        };
        word.customers.extend(more);
        if is_number {
            add_loose(store, text, &mut word)?;
        }
        return Ok(vec![word]);
    }
    let mut words = Vec::new();
    for token in tokens.into_iter().take(WORDS) {
        let mut word = word(store, &[token])?;
        add_reps(store, token, &mut word)?;
        if token.len() >= DIGITS && token.bytes().all(|byte| byte.is_ascii_digit()) {
            word.customers.extend(numbers(store, token, false)?);
        }
        words.push(word);
    }
    Ok(words)
}

/// The texts and customers that hold all these tokens, the last of them as a beginning.
fn word(store: &Store, tokens: &[&str]) -> Result<Word, StoreError> {
    let asked: Vec<String> = tokens.iter().map(|token| format!("\"{token}\"")).collect();
    let asked = format!("{}*", asked.join(" AND "));
    let texts = ids(
        store,
        "SELECT rowid FROM call_words WHERE call_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
        &asked,
    )?;
    let customers = {
        let mut query = store
            .conn
            .prepare_cached("SELECT rowid FROM customer_words WHERE customer_words MATCH ?1")?;
        let rows = query.query_map([&asked], |row| row.get(0))?;
        rows.collect::<Result<_, _>>()?
    };
    let calls = (texts.len() <= TEXTS).then(|| texts.iter().map(|id| id / 4).collect());
    Ok(Word {
        asked,
        customers,
        calls,
        reps: Vec::new(),
        written: Vec::new(),
    })
}

fn ids(store: &Store, sql: &str, asked: &str) -> Result<Vec<i64>, StoreError> {
    let mut query = store.conn.prepare_cached(sql)?;
    let rows = query.query_map((asked, TEXTS as i64 + 1), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Reps of whose name a word begins so.
fn add_reps(store: &Store, token: &str, word: &mut Word) -> Result<(), StoreError> {
    let token = token.to_lowercase();
    let begins = |name: &str| {
        let name = name.to_lowercase();
        name.split(|c: char| !c.is_alphanumeric())
            .any(|part| part.starts_with(&token))
    };
    let mut query = store.conn.prepare_cached("SELECT id, name FROM rep")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if begins(&row.get::<_, String>(1)?) {
            word.reps.push(row.get(0)?);
        }
    }
    // From name to name along the index: there may be a million calls of each.
    let mut next = store
        .conn
        .prepare_cached("SELECT min(rep_written) FROM call WHERE rep_id IS NULL AND rep_written <> '' AND rep_written > ?1")?;
    let mut last = String::new();
    for _ in 0..UNKNOWN_REPS {
        let Some(name) = next.query_row([&last], |row| row.get::<_, Option<String>>(0))? else {
            break;
        };
        if begins(&name) {
            word.written.push(name.clone());
        }
        last = name;
    }
    Ok(())
}

/// Calls of nobody whose number begins so.
fn add_loose(store: &Store, text: &str, word: &mut Word) -> Result<(), StoreError> {
    let Some(calls) = &mut word.calls else {
        return Ok(());
    };
    let mut query = store.conn.prepare_cached(
        "SELECT id FROM call WHERE customer_id IS NULL AND number <> '' AND number >= ?1 AND number < ?1 || ?2 LIMIT ?3",
    )?;
    let rows = query.query_map((text, char::MAX.to_string(), TEXTS as i64), |row| {
        row.get(0)
    })?;
    for id in rows {
        calls.insert(id?);
    }
    Ok(())
}

/// How many digits a number has within its country.
const NATIONAL_AT_MOST: usize = 12;

/// The customers one of whose numbers begins with these digits, with or without the code of the country, or holds them
/// from the seventh digit from the right, or ends with at least four of them.
fn numbers(
    store: &Store,
    digits: &str,
    is_international: bool,
) -> Result<HashSet<i64>, StoreError> {
    let mut found = HashSet::new();
    let most = if is_international || digits.len() > 10 {
        3
    } else {
        0
    };
    for dropped in 0..=most.min(digits.len().saturating_sub(1)) {
        begins(store, &digits[dropped..], &mut found)?;
    }
    let Ok(number) = digits[digits.len().saturating_sub(9)..].parse::<i64>() else {
        return Ok(found);
    };
    if digits.len() <= 7 {
        let (low, high) = stretch(number, 7 - digits.len());
        let sql =
            "SELECT customer_id FROM customer_number WHERE national % 10000000 BETWEEN ?1 AND ?2";
        add(store, sql, &[low, high], &mut found)?;
    }
    if (4..=9).contains(&digits.len()) {
        let sql = "SELECT customer_id FROM customer_number WHERE national % 10000 = ?1 AND national % ?2 = ?3";
        add(
            store,
            sql,
            &[number % 10_000, 10_i64.pow(digits.len() as u32), number],
            &mut found,
        )?;
    }
    Ok(found)
}

/// Those whose number within its country begins so.
fn begins(store: &Store, digits: &str, found: &mut HashSet<i64>) -> Result<(), StoreError> {
    // What is dialled before a number within its country is no part of it.
    let digits = digits.trim_start_matches('0');
    let Ok(number) = digits.parse::<i64>() else {
        return Ok(());
    };
    for length in digits.len()..=NATIONAL_AT_MOST {
        let (low, high) = stretch(number, length - digits.len());
        let sql = "SELECT customer_id FROM customer_number WHERE national BETWEEN ?1 AND ?2";
        add(store, sql, &[low, high], found)?;
    }
    Ok(())
}

/// The numbers that begin with `number` and have so many digits more.
fn stretch(number: i64, more: usize) -> (i64, i64) {
    let wide = 10_i64.pow(more as u32);
    (number * wide, number * wide + wide - 1)
}

fn add(
    store: &Store,
    sql: &str,
    values: &[i64],
    found: &mut HashSet<i64>,
) -> Result<(), StoreError> {
    let mut query = store.conn.prepare_cached(sql)?;
    let rows = query.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
    for id in rows {
        found.insert(id?);
    }
    Ok(())
}

/// The customers one of whose addresses begins so.
fn addresses(store: &Store, text: &str) -> Result<HashSet<i64>, StoreError> {
    let mut query = store.conn.prepare_cached(
        "SELECT customer_id FROM customer_email WHERE email >= ?1 AND email < ?1 || ?2",
    )?;
    let rows = query.query_map((text.to_lowercase(), char::MAX.to_string()), |row| {
        row.get(0)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
