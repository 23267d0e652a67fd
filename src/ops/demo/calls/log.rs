//! The logs of the phone system and of the help desk, written into the file call by call.

use std::collections::BTreeMap;

use anyhow::Result;

use super::{Conversation, Truth};
use crate::domain::call::Standing;
use crate::domain::id::{CallId, RepId, SourceId};
use crate::ops::demo::people::Customers;
use crate::ops::demo::script::Business;
use crate::store::Store;
use crate::store::demo::{self, NewCall};

/// Two sources, each with its own numbers.
#[derive(Debug)]
pub struct CallLog<'a> {
    business: &'a Business,
    reps: Vec<RepId>,
    phone: (SourceId, i64),
    helpdesk: (SourceId, i64),
}

impl<'a> CallLog<'a> {
    /// Empty logs; `reps` are the rows of the business's reps in their order.
    pub fn new(store: &Store, business: &'a Business, reps: Vec<RepId>) -> Result<Self> {
        Ok(Self {
            business,
            reps,
            phone: (demo::add_source(store, "phone", &business.zone)?, 104_000),
            helpdesk: (demo::add_source(store, "helpdesk", &business.zone)?, 27_000),
        })
    }

    /// Writes calls down; gives what is true of each that was handled.
    pub fn add(
        &mut self,
        store: &Store,
        customers: &mut Customers,
        calls: &[Conversation],
    ) -> Result<BTreeMap<CallId, Truth>> {
        let mut truths = BTreeMap::new();
        for call in calls {
            let id = self.add_one(store, customers, call)?;
            if call.standing == Standing::Handled {
                truths.insert(id, call.truth);
            }
        }
        Ok(truths)
    }

    fn add_one(
        &mut self,
        store: &Store,
        customers: &mut Customers,
        call: &Conversation,
    ) -> Result<CallId> {
        let written = call.channel.is_written();
        let (source, letter) = if written {
            (&mut self.helpdesk, 'T')
        } else {
            (&mut self.phone, 'C')
        };
        source.1 += 1;
        let key = format!("{letter}{}", source.1);
        let customer_id = match call.customer {
            Some(customer) => Some(customers.row(store, customer)?),
            None => None,
        };
        let number = match call.customer {
            Some(customer) => customers.reached_at(customer, written),
            None => "",
        };
        let new = NewCall {
            source_id: source.0,
            source_key: &key,
            rep: call
                .rep
                .map(|rep| (self.reps[rep], self.business.reps[rep].name.as_str())),
            customer_id,
            number,
            channel: call.channel,
            direction: call.direction,
            started_at: call.started_at,
            on: call.on,
            talk_secs: call.talk_secs,
            ring_secs: call.ring_secs,
            messages: call.messages,
            standing: call.standing,
            queue: &call.queue,
            csat: call.csat,
            note: &call.note,
        };
        Ok(demo::add_call(store, &new)?)
    }
}
