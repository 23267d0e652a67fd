//! A call of which every leg has come, with what follows from it alone.

use chrono::NaiveDate;

use crate::domain::import::leg::Leg;
use crate::domain::phone::{PhoneKey, PhoneKeys};
use crate::domain::week::Week;
use crate::domain::zone::Zone;

/// A call and what follows from it alone.
#[derive(Debug, Clone)]
pub struct Whole {
    /// What the file tells.
    pub leg: Leg,
    /// By what it is known again.
    pub key: String,
    /// Whether the key is made of what the call tells, the clock as written first: a call of that instant that tells the
    /// same is this one, whatever clock it was told by.
    pub by_instant: bool,
    /// The line of the customer; none where the number is no whole one.
    pub phone: Option<PhoneKey>,
    /// The day in the business's zone.
    pub day: NaiveDate,
}

impl Whole {
    /// Works out what follows from the call; `home` is the zone of the business.
    pub fn of(leg: Leg, home: &Zone, phones: &mut PhoneKeys) -> Self {
        let (key, given) = leg.key();
        Self {
            key,
            by_instant: !given,
            phone: phones.key(&leg.number),
            day: home.day_of(leg.at),
            leg,
        }
    }

    /// The week in the business's zone.
    pub fn week(&self) -> Week {
        Week::of(self.day)
    }
}
