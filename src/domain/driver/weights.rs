//! New weights for a scorecard from its drivers: a proposal, shown beside the old ones. Whether it becomes a version is the
//! owner's to say.

use std::collections::BTreeMap;

use super::Drivers;
use crate::domain::scorecard::{Question, Scorecard};

/// No behaviour falls below this part of an even share: what goes with satisfaction this year may not be all that matters.
const LEAST: f64 = 0.25;

/// The weight of one question, before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Reweighed {
    /// The question's key.
    pub key: String,
    /// Its words.
    pub text: String,
    /// The weight as it is.
    pub old: f64,
    /// The weight as it would be.
    pub new: f64,
    /// Its part of quality as it is, 0..1.
    pub old_share: f64,
    /// Its part of quality as it would be, 0..1.
    pub new_share: f64,
}

/// Weights in proportion to the shares of what is explained, for the questions that have one; together they keep the weight
/// that they have. Others keep theirs. None where fewer than two questions have a share.
pub fn propose(scorecard: &Scorecard, drivers: &Drivers) -> Option<Vec<Reweighed>> {
    let shares: BTreeMap<&str, f64> = drivers
        .drivers
        .iter()
        .filter_map(|driver| Some((driver.key.as_str(), driver.share?.max(0.0))))
        .collect();
    let measured = || {
        let weighed = scorecard
            .questions()
            .filter_map(|one| Some((one, one.weight()?)));
        weighed.filter(|(one, _)| shares.contains_key(one.key.as_str()))
    };
    let count = measured().count();
    if count < 2 {
        return None;
    }
    let group: f64 = measured().map(|(_, weight)| weight).sum();
    let explained: f64 = measured()
        .filter_map(|(one, _)| shares.get(one.key.as_str()))
        .sum();
    let even = 1.0 / count as f64;
    let part = |share: f64| {
        if explained > 0.0 {
            LEAST * even + (1.0 - LEAST) * share / explained
        } else {
            even
        }
    };
    let rows = scorecard
        .questions()
        .filter_map(|one| Some((one, one.weight()?)));
    let mut rows: Vec<Reweighed> = rows
        .map(|(one, old)| {
            let share = shares.get(one.key.as_str());
            let new = share.map_or(old, |share| (group * part(*share) * 10.0).round() / 10.0);
            Reweighed {
                key: one.key.clone(),
                text: one.text.clone(),
                old,
                new: new.max(0.1),
                old_share: old / scorecard.total_weight(),
                new_share: 0.0,
            }
        })
        .collect();
    let total: f64 = rows.iter().map(|row| row.new).sum();
    for row in &mut rows {
        row.new_share = row.new / total;
    }
    Some(rows)
}

/// The TOML of a scorecard with these weights; everything else, remarks too, stays as it was written. None where the weights
/// are not written one a line below the key, or come out otherwise.
pub fn rewrite(toml: &str, rows: &[Reweighed]) -> Option<String> {
    let mut key: Option<String> = None;
    let lines = toml.lines().map(|line| {
        let (name, value) = line
            .split_once('=')
            .map_or((line, ""), |(name, value)| (name.trim(), value.trim()));
        if line.trim_start().starts_with("[[") {
            key = None;
        } else if name == "key" {
            key = Some(value.trim_matches(['"', '\'']).to_owned());
        } else if name == "weight"
            && let Some(row) = rows.iter().find(|row| Some(&row.key) == key.as_ref())
        {
            return format!("weight = {}", row.new);
        }
        line.to_owned()
    });
    let text = lines.collect::<Vec<_>>().join("\n") + "\n";
    let read = Scorecard::parse("the new version", &text).ok()?;
    let is_as_wanted = rows.iter().all(|row| {
        let weight = read.question(&row.key).and_then(Question::weight);
        weight.is_some_and(|weight| (weight - row.new).abs() < 1e-9)
    });
    is_as_wanted.then_some(text)
}
