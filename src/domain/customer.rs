//! A customer: the person or firm on the other end, recognised by number or address.

use chrono::{DateTime, Utc};

use crate::domain::id::CustomerId;

/// The person or firm on the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// The row.
    pub id: CustomerId,
    /// A name where one is known, else the number or address.
    pub name: String,
}

/// The form in which e-mail addresses are compared; `None` when the text is none.
pub fn email_key(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (name, host) = text.split_once('@')?;
    (!name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)).then_some(text)
}

/// Days of silence below which nobody has gone quiet.
const QUIET_DAYS: i64 = 28;
/// Calls before the last one from which on there is a usual time between them.
const FEWEST_CALLS: i64 = 2;

/// A silence that is longer than usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence {
    /// Days since the last call.
    pub days: i64,
    /// Days between the calls before, on average, at least 1.
    pub usual_days: i64,
}

/// Whether a customer has gone quiet `until` an instant after the call at `last`: for four weeks or more, and for more than
/// twice the usual time between their calls. `before` calls came before it, the first of them at `first`; with fewer than
/// two nothing is usual.
pub fn silence(
    first: DateTime<Utc>,
    last: DateTime<Utc>,
    before: i64,
    until: DateTime<Utc>,
) -> Option<Silence> {
    let days = (until - last).num_days();
    if before < FEWEST_CALLS || days < QUIET_DAYS {
        return None;
    }
    let usual_days = ((last - first).num_days() / before).max(1);
    (days > 2 * usual_days).then_some(Silence { days, usual_days })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn addresses_are_compared_without_their_case() {
        assert_eq!(
            email_key(" Ruth@Calder.Example "),
            Some("ruth@calder.example".into())
        );
        assert_eq!(email_key("not an address"), None);
    }

    #[test]
    fn quiet_is_who_is_silent_for_four_weeks_and_twice_as_long_as_usual() {
        let on = |days: i64| DateTime::from_timestamp(86_400 * days, 0).unwrap();
        let quiet = |first, last, before, until| silence(on(first), on(last), before, on(until));
        let found = Silence {
            days: 28,
            usual_days: 10,
        };
        assert_eq!(quiet(0, 20, 2, 48), Some(found));
        assert_eq!(quiet(0, 20, 2, 47), None, "less than four weeks");
        assert_eq!(
            quiet(0, 40, 2, 80),
            None,
            "twice the usual 20 days, not more"
        );
        assert_eq!(quiet(0, 20, 1, 90), None, "one call before is no habit");
        assert_eq!(quiet(20, 20, 5, 50).map(|one| one.usual_days), Some(1));
    }
}
