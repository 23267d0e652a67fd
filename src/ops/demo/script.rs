//! What the invented business is made from: the names, texts and shares in `assets/demo`, read into types.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub mod story;
pub mod words;

use story::Story;
use words::{Notes, Themes};

/// Everything in `assets/demo`.
#[derive(Debug)]
pub struct Script {
    /// The house, its people and its hours.
    pub business: Business,
    /// Names of customers.
    pub names: Names,
    /// What customers talk about.
    pub themes: Themes,
    /// What the owner writes while listening.
    pub notes: Notes,
    /// What is true and what was done about it.
    pub story: Story,
}

impl Script {
    /// Reads what the program carries along.
    pub fn load() -> Result<Self> {
        Ok(Self {
            business: read(
                "business",
                include_str!("../../../assets/demo/business.toml"),
            )?,
            names: read("names", include_str!("../../../assets/demo/names.toml"))?,
            themes: read("themes", include_str!("../../../assets/demo/themes.toml"))?,
            notes: read("notes", include_str!("../../../assets/demo/notes.toml"))?,
            story: read("story", include_str!("../../../assets/demo/story.toml"))?,
        })
    }
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T> {
    toml::from_str(text).with_context(|| format!("could not read assets/demo/{name}.toml"))
}

/// The house, its people and its hours. Weeks are counted back from the latest one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Business {
    /// The business's name.
    pub name: String,
    /// IANA name of its zone.
    pub zone: String,
    /// Key of the usual scorecard.
    pub scorecard: String,
    /// Calls a week to hear.
    pub calls_per_week: i64,
    /// How many customers it has.
    pub customers: usize,
    /// Queues of the phone system, repeated in proportion.
    pub queues: Vec<String>,
    /// Weeks ago in which nothing was heard.
    pub owner_away: Vec<i64>,
    /// Calls that begin in each half hour from opening to closing, in proportion.
    pub half_hours: Vec<f64>,
    /// Monday to Friday, 1 on average.
    pub weekdays: Vec<f64>,
    /// January to December, 1 on average.
    pub months: Vec<f64>,
    /// Share of calls that end unsolved.
    pub unsolved: f64,
    /// The same in the weeks of the growing theme.
    pub unsolved_lately: f64,
    /// Where customers' numbers are.
    pub area_codes: Vec<String>,
    /// Skill where a rep's list does not name the question.
    pub usual_skill: f64,
    /// Share of calls to which a question does not apply.
    pub not_applicable: BTreeMap<String, f64>,
    /// Who talks with customers.
    #[serde(rename = "rep")]
    pub reps: Vec<RepScript>,
}

/// One rep as she or he truly is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepScript {
    /// First and last name.
    pub name: String,
    /// Extension, address, short name.
    pub aliases: Vec<String>,
    /// In a usual week.
    pub calls_per_week: f64,
    /// Share of each channel.
    pub channels: Channels,
    /// Weeks ago that were a holiday.
    pub away: Vec<i64>,
    /// Share of calls in which a question is a yes.
    pub skill: BTreeMap<String, f64>,
}

/// Share of each channel.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channels {
    /// Spoken.
    pub phone: f64,
    /// Typed.
    pub chat: f64,
    /// Letters.
    pub email: f64,
}

/// Names of customers: a person is a first and a last name, a firm a place and a trade.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// First names.
    pub first: Vec<String>,
    /// Last names.
    pub last: Vec<String>,
    /// Places.
    pub place: Vec<String>,
    /// What stands after some places.
    pub land: Vec<String>,
    /// Trades.
    pub trade: Vec<String>,
    /// How some want to be treated.
    pub preferences: Vec<String>,
    /// What is worth knowing of some.
    pub notes: Vec<String>,
}
