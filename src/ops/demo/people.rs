//! The customers of the invented business: firms, persons, and numbers of which no name is known.

use std::collections::BTreeSet;

use anyhow::Result;
use chrono::NaiveDate;

use super::chance::Chance;
use super::script::{Business, Names, Script};
use crate::domain::id::CustomerId;
use crate::store::Store;
use crate::store::demo::{self, NewCustomer};

/// Days after a call in which a customer seldom calls about something else.
const QUIET_DAYS: i64 = 8;

/// One customer as the calls need it.
#[derive(Debug)]
struct Customer {
    /// None until the first call.
    id: Option<CustomerId>,
    name: String,
    number: String,
    email: Option<String>,
    preferences: String,
    notes: String,
    last_on: Option<NaiveDate>,
}

/// All customers, some of whom call far more often than others.
#[derive(Debug)]
pub struct Customers {
    all: Vec<Customer>,
    /// For each customer the sum of the weights up to here.
    weights: Vec<f64>,
}

impl Customers {
    /// Makes them up. They stand in the file from their first call on.
    pub fn invent(script: &Script, chance: &mut Chance) -> Self {
        let mut numbers = numbers(&script.business, chance);
        numbers.truncate(script.business.customers);
        let mut taken = BTreeSet::new();
        let mut customers = Self {
            all: Vec::new(),
            weights: Vec::new(),
        };
        let mut sum = 0.0;
        for number in numbers {
            let (name, email) = name(&script.names, &mut taken, chance);
            sum += chance.log_normal(1.0, 0.7);
            customers.weights.push(sum);
            customers.all.push(Customer {
                id: None,
                name,
                number,
                email,
                preferences: sometimes(0.06, &script.names.preferences, chance),
                notes: sometimes(0.05, &script.names.notes, chance),
                last_on: None,
            });
        }
        customers
    }

    /// Somebody who contacts the business on that day, by index; with an address when it is in writing.
    pub fn somebody(&mut self, on: NaiveDate, written: bool, chance: &mut Chance) -> usize {
        let total = self.weights.last().copied().unwrap_or(0.0);
        let mut found = 0;
        for _ in 0..12 {
            let at = chance.between(0.0, total);
            found = self.weights.partition_point(|sum| *sum <= at);
            found = found.min(self.all.len().saturating_sub(1));
            let customer = &self.all[found];
            let quiet = customer
                .last_on
                .is_some_and(|last| (on - last).num_days() < QUIET_DAYS);
            let fits = !written || customer.email.is_some();
            if fits && (!quiet || chance.yes(0.12)) {
                break;
            }
        }
        self.all[found].last_on = Some(on);
        found
    }

    /// Notes that a customer was in contact once more.
    pub fn seen(&mut self, customer: usize, on: NaiveDate) {
        self.all[customer].last_on = Some(on);
    }

    /// The row of a customer, written down when there is none yet.
    pub fn row(&mut self, store: &Store, customer: usize) -> Result<CustomerId> {
        let customer = &mut self.all[customer];
        if let Some(id) = customer.id {
            return Ok(id);
        }
        let id = demo::add_customer(
            store,
            &NewCustomer {
                name: &customer.name,
                number: &customer.number,
                email: customer.email.as_deref(),
                preferences: &customer.preferences,
                notes: &customer.notes,
            },
        )?;
        customer.id = Some(id);
        Ok(id)
    }

    /// The number or, in writing, the address; the number where there is no address.
    pub fn reached_at(&self, customer: usize, written: bool) -> &str {
        let customer = &self.all[customer];
        customer
            .email
            .as_deref()
            .filter(|_| written)
            .unwrap_or(&customer.number)
    }

    /// Whether the customer can be written to.
    pub fn has_email(&self, customer: usize) -> bool {
        self.all[customer].email.is_some()
    }
}

/// Every number that belongs to nobody in the area codes, in any order.
fn numbers(business: &Business, chance: &mut Chance) -> Vec<String> {
    let mut numbers: Vec<String> = business
        .area_codes
        .iter()
        .flat_map(|area| (100..200).map(move |line| format!("({area}) 555-0{line}")))
        .collect();
    chance.shuffle(&mut numbers);
    numbers
}

/// A name that nobody has yet, and an address for most; neither for one in six, of whom only the number is known.
fn name(
    names: &Names,
    taken: &mut BTreeSet<String>,
    chance: &mut Chance,
) -> (String, Option<String>) {
    if chance.yes(0.17) {
        return (String::new(), None);
    }
    let firm = chance.yes(0.55);
    let name = loop {
        let name = if firm {
            a_firm(names, chance)
        } else {
            format!("{} {}", chance.text(&names.first), chance.text(&names.last))
        };
        if taken.insert(name.clone()) {
            break name;
        }
    };
    let slug = name
        .to_lowercase()
        .replace(' ', if firm { "-" } else { "." });
    let email = if firm {
        format!("parts@{slug}.example.com")
    } else {
        format!("{slug}@example.com")
    };
    (name, Some(email).filter(|_| chance.yes(0.85)))
}

fn a_firm(names: &Names, chance: &mut Chance) -> String {
    let (place, trade) = (chance.text(&names.place), chance.text(&names.trade));
    if chance.yes(0.5) {
        format!("{place} {} {trade}", chance.text(&names.land))
    } else {
        format!("{place} {trade}")
    }
}

fn sometimes(share: f64, texts: &[String], chance: &mut Chance) -> String {
    if chance.yes(share) {
        chance.text(texts).to_owned()
    } else {
        String::new()
    }
}
