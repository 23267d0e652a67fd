//! Scorecards between their text and the desk: judged with what the scored calls say, published as the next version,
//! chosen for channels. Forms of other programs stand in `connect` and `genesys`.

pub mod connect;
pub mod foreign;
pub mod genesys;

use anyhow::{Result, bail};
use chrono::{DateTime, Utc};

use crate::domain::call::Channel;
use crate::domain::id::ScorecardId;
use crate::domain::scorecard::{Scorecard, Warning, lint, lint_used};
use crate::store::{Store, desk, scorecard};

/// The setting that keeps what was changed in a scorecard and is not used yet, as TOML; empty when nothing was.
pub fn draft_setting(key: &str) -> String {
    format!("scorecard_changed.{key}")
}

/// Everything that could be better, by the text and by the calls that were scored on it so far.
pub fn advice(store: &Store, form: &Scorecard) -> Result<Vec<Warning>> {
    let mut warnings = lint(form);
    warnings.extend(lint_used(form, &scorecard::used(store, &form.key)?));
    Ok(warnings)
}

/// Adds the next version of a scorecard, or a new one. `wording_only`: it says the same in other words, so that trends
/// go on; that needs a reason, and nothing else may have changed.
///
/// # Errors
/// Something besides words changed, or the reason is missing.
pub fn publish(
    store: &Store,
    form: &Scorecard,
    toml: &str,
    reason: &str,
    wording_only: bool,
    now: DateTime<Utc>,
) -> Result<ScorecardId> {
    store.transaction(|store| {
        if !wording_only {
            return Ok(scorecard::add(store, form, toml, reason, now)?);
        }
        if reason.trim().is_empty() {
            bail!("a change of wording needs a reason: say what was unclear");
        }
        let before = scorecard::newest(store, &form.key)?.scorecard;
        if let Some(what) = form.changed_beyond_words(&before) {
            bail!("this is no change of wording only: {what}. Trends must begin anew with it");
        }
        Ok(scorecard::reword(store, form, toml, reason, now)?)
    })
}

/// Chooses the scorecard for a channel; for every spoken channel without one of its own when none is named.
///
/// # Errors
/// There is no such scorecard.
pub fn choose(
    store: &Store,
    key: &str,
    channel: Option<Channel>,
    now: DateTime<Utc>,
) -> Result<()> {
    store.transaction(|store| {
        scorecard::newest(store, key)?;
        match channel {
            Some(channel) => scorecard::choose_for(store, channel, Some(key))?,
            None => scorecard::choose_usual(store, key)?,
        }
        let place = channel.map_or("usual", Channel::word);
        let detail = format!("{{\"scorecard\":\"{key}\",\"for\":\"{place}\"}}");
        desk::log(store, now, "scorecard chosen", &detail)?;
        Ok(())
    })
}

/// For which channels a scorecard is used now; empty for one that waits.
pub fn used_for(store: &Store, key: &str) -> Result<Vec<Channel>> {
    let mut channels = Vec::new();
    for channel in Channel::ALL {
        if super::submit::usual_scorecard(store, *channel)? == key {
            channels.push(*channel);
        }
    }
    Ok(channels)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::scorecard::Measure;
    use crate::ops::setup::{self, Setup};
    use crate::store::testing::at;

    fn desk() -> Store {
        let store = Store::in_memory().unwrap();
        let setup = Setup {
            name: "Calder".into(),
            zone: "America/Chicago".into(),
            reps: vec!["Dana".into()],
            scorecard: "support".into(),
            calls_per_week: 5,
        };
        setup::run(&store, &setup, at(0)).unwrap();
        store
    }

    #[test]
    fn a_change_of_wording_must_be_one_and_have_a_reason() {
        let store = desk();
        let mut form = scorecard::newest(&store, "support").unwrap().scorecard;
        form.question_mut(0).unwrap().text = "Let the customer speak".into();
        let publish = |form: &Scorecard, reason: &str| {
            publish(&store, form, &form.to_toml(), reason, true, at(1))
        };
        assert!(
            publish(&form, " ")
                .unwrap_err()
                .to_string()
                .contains("needs a reason")
        );
        publish(&form, "two people read it otherwise").unwrap();
        form.question_mut(0).unwrap().measure = Measure::Quality { weight: 50.0 };
        let refused = publish(&form, "more weight").unwrap_err().to_string();
        assert!(
            refused.contains("let_finish counts for something else"),
            "{refused}"
        );
        let history = scorecard::history(&store, "support").unwrap();
        assert_eq!(history.len(), 2);
        assert!(history[0].wording_only && !history[1].wording_only);
        assert_eq!(history[0].reason, "two people read it otherwise");
    }

    #[test]
    fn each_channel_may_have_its_own_scorecard() {
        let store = desk();
        assert_eq!(
            used_for(&store, "written").unwrap(),
            [Channel::Chat, Channel::Email]
        );
        choose(&store, "sales", Some(Channel::Chat), at(0)).unwrap();
        choose(&store, "orders", None, at(0)).unwrap();
        assert_eq!(used_for(&store, "sales").unwrap(), [Channel::Chat]);
        assert_eq!(used_for(&store, "written").unwrap(), [Channel::Email]);
        assert_eq!(
            used_for(&store, "orders").unwrap(),
            [Channel::Phone, Channel::Video, Channel::InPerson]
        );
        assert_eq!(used_for(&store, "support").unwrap(), []);
        assert!(choose(&store, "nothing", None, at(0)).is_err());
    }
}
