//! The desk: one business, its zone, its usual form and how many calls a week it wants to hear.

/// One business on one desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// The business's name.
    pub name: String,
    /// IANA name of the zone in which weeks and days are cut, such as `America/Chicago`.
    pub zone: String,
    /// Key of the scorecard used unless the channel asks for another.
    pub scorecard: String,
    /// Calls a week to hear, over all reps, 1 to 200.
    pub calls_per_week: i64,
}
