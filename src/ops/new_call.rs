//! A call that nobody imported: the owner just heard it and wants to score it. It counts as chosen by hand.

use anyhow::Result;

use crate::domain::call::{Channel, Instant};
use crate::domain::customer::email_key;
use crate::domain::id::{CallId, RepId};
use crate::domain::phone::{is_number, phone_key};
use crate::domain::week::Week;
use crate::domain::when;
use crate::domain::zone::{LocalTime, Zone};
use crate::ops::{draw, setup};
use crate::store::customer::{Directory, Told};
use crate::store::{Store, call};

/// What the owner says of the call.
#[derive(Debug, Clone, Copy)]
pub struct JustHeard<'t> {
    /// Who handled it.
    pub rep: RepId,
    /// Name, number or address of the customer, or several of them; may be empty.
    pub customer: &'t str,
    /// How it was held.
    pub channel: Channel,
    /// When it was, as [`when::parse`] understands it.
    pub when: &'t str,
}

/// When the call was, in the desk's zone.
///
/// # Errors
/// It is no time, or one that is still to come.
pub fn started_at(zone: &Zone, when: &str, now: Instant) -> Result<Instant, when::WhenError> {
    let now = zone.at(now.to_utc());
    let at = when::parse(when, now.naive_local())?;
    Ok(match zone.local(at) {
        _ if at == now.naive_local() => now,
        LocalTime::Exact(at) | LocalTime::Gap(at) => at,
        LocalTime::Repeat { first, second } if second > now => first,
        LocalTime::Repeat { second, .. } => second,
    })
}

/// Writes the call down, recognises or adds its customer, and puts it on the list to hear.
///
/// # Errors
/// The time is none; nothing is written then.
pub fn add(store: &Store, heard: &JustHeard<'_>, now: Instant) -> Result<CallId> {
    let zone = setup::zone(store)?;
    let started_at = started_at(&zone, heard.when, now)?;
    let (number, email, name) = told(heard.customer);
    store.transaction(|store| {
        let told = Told {
            number: &number,
            phone: phone_key(&number, setup::region(store)?),
            email: &email,
            name: &name,
        };
        let customer_id = Directory::open(store)?.find_or_add(store, told)?;
        let on = zone.day_of(started_at);
        let new = call::NewCall {
            rep_id: heard.rep,
            customer_id,
            number: if number.is_empty() { email } else { number },
            channel: heard.channel,
            started_at,
            week: Week::of(on),
            on,
        };
        let id = call::add(store, &new)?;
        draw::add_targeted(store, id, zone.week_of(now), now.to_utc())?;
        Ok(id)
    })
}

/// Number, address and name in what was typed, each empty where it is not there.
fn told(customer: &str) -> (String, String, String) {
    let is_of_number = |word: &str| {
        word.chars()
            .all(|c| c.is_ascii_digit() || "+-().".contains(c))
    };
    let (mut number, mut email, mut name) = (Vec::new(), String::new(), Vec::new());
    for word in customer.split_whitespace() {
        if email_key(word).is_some() {
            word.clone_into(&mut email);
        } else if is_of_number(word) {
            number.push(word);
        } else {
            name.push(word);
        }
    }
    let written = number.join(" ");
    if is_number(&written) {
        (written, email, name.join(" "))
    } else {
        // A house number or the like is part of the name.
        let all = customer.split_whitespace().filter(|word| *word != email);
        (
            String::new(),
            email.clone(),
            all.collect::<Vec<_>>().join(" "),
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::call::Lane;
    use crate::store::testing::{Desk, week};
    use crate::store::{pick, rep};

    /// Friday, 16:00 in the desk's zone.
    fn now() -> Instant {
        "2026-11-20T16:00:00-06:00".parse().unwrap()
    }

    fn heard(desk: &Desk, customer: &str, when: &str) -> Result<call::NewCall> {
        let rep = rep::get(&desk.store, "Dana").unwrap().id;
        let heard = JustHeard {
            rep,
            customer,
            channel: Channel::Phone,
            when,
        };
        let id = add(&desk.store, &heard, now())?;
        let call = call::get(&desk.store, id)?;
        Ok(call::NewCall {
            rep_id: rep,
            customer_id: call.customer_id,
            number: call.customer,
            channel: call.channel,
            started_at: call.started_at,
            week: call.week,
            on: call.started_at.date_naive(),
        })
    }

    #[test]
    fn a_call_just_heard_is_on_the_list_as_one_chosen_by_hand() {
        let desk = Desk::with_calls(&["Dana"], 0);
        let call = heard(&desk, "Ruth Calder", "-10m").unwrap();
        assert_eq!(call.started_at.to_rfc3339(), "2026-11-20T15:50:00-06:00");
        let picks = pick::list(&desk.store, week("2026-W47")).unwrap();
        let lane = pick::of_call(&desk.store, picks[0].0.call_id, Lane::Targeted).unwrap();
        assert!(picks.len() == 1 && lane.is_some());
    }

    #[test]
    fn a_customer_is_recognised_by_number_address_or_name() {
        let desk = Desk::with_calls(&["Dana"], 0);
        let ruth = heard(&desk, "Ruth Calder +1 312 555 0188", "").unwrap();
        assert_eq!(ruth.number, "Ruth Calder");
        for text in ["(312) 555-0188", "ruth calder"] {
            let call = heard(&desk, text, "").unwrap();
            assert_eq!(call.customer_id, ruth.customer_id, "{text}");
        }
        let other = heard(&desk, "office@apex.example", "").unwrap();
        assert_ne!(other.customer_id, ruth.customer_id);
        assert_eq!(heard(&desk, "", "").unwrap().customer_id, None);
    }

    #[test]
    fn a_time_that_is_none_writes_nothing() {
        let desk = Desk::with_calls(&["Dana"], 0);
        assert!(heard(&desk, "Ruth Calder", "soon").is_err());
        assert_eq!(call::count(&desk.store).unwrap(), 0);
        assert!(
            pick::list(&desk.store, week("2026-W47"))
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn what_was_typed_is_sorted_into_number_address_and_name() {
        let sorted = |text| {
            let (number, email, name) = told(text);
            format!("{number}|{email}|{name}")
        };
        assert_eq!(
            sorted("Ruth Calder 312 555 0188"),
            "312 555 0188||Ruth Calder"
        );
        assert_eq!(
            sorted("ruth@calder.example Ruth"),
            "|ruth@calder.example|Ruth"
        );
        assert_eq!(sorted("Route 66 Diner"), "||Route 66 Diner");
        assert_eq!(sorted(""), "||");
    }

    // 15 U.S.C. 260a: the clocks went back at 2:00 on 1 November 2026, so 1:30 came twice.
    #[test]
    fn of_an_hour_that_came_twice_the_later_one_that_is_past_is_meant() {
        let zone = Zone::parse("America/Chicago").unwrap();
        let at = |now: &str| {
            started_at(&zone, "1:30", now.parse().unwrap())
                .unwrap()
                .to_rfc3339()
        };
        assert_eq!(at("2026-11-01T09:00:00-06:00"), "2026-11-01T01:30:00-06:00");
        assert_eq!(at("2026-11-01T01:45:00-05:00"), "2026-11-01T01:30:00-05:00");
    }
}
