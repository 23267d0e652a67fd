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

/// The part of a telephone number by which a customer is recognised: its last nine digits, and the tenth where it is
/// part of the number. National and international spellings of one number agree in these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhoneKey {
    /// The last nine digits as a number (fewer for short numbers).
    pub last9: i64,
    /// The digit before them; `None` when there is none or it is the trunk prefix 0.
    pub tenth: Option<u8>,
}

impl PhoneKey {
    /// Whether both may be the same line: the last nine digits agree, and the tenth where both have one.
    pub fn matches(self, other: Self) -> bool {
        self.last9 == other.last9
            && match (self.tenth, other.tenth) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            }
    }
}

/// The key of a number as written, of several in one cell the first; `None` for what has fewer than seven digits (an
/// extension, a word), hides some of them (`+1555***123`) or was rounded by a spreadsheet (`1.55E+10`).
pub fn phone_key(text: &str) -> Option<PhoneKey> {
    if text.contains('*') || text.contains('@') && !text.starts_with("sip:") {
        return None;
    }
    if text.contains("E+") || text.contains("e+") {
        return None;
    }
    let first = text.split([';', '|', ',', '\n']).next().unwrap_or(text);
    let digits: Vec<u8> = first
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|b| b - b'0')
        .collect();
    if digits.len() < 7 || digits.len() > 17 {
        return None;
    }
    let start = digits.len().saturating_sub(9);
    let last9 = digits
        .iter()
        .skip(start)
        .fold(0, |sum, d| sum * 10 + i64::from(*d));
    let tenth = start
        .checked_sub(1)
        .and_then(|i| digits.get(i).copied())
        .filter(|d| *d != 0);
    Some(PhoneKey { last9, tenth })
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
    fn one_line_written_in_many_ways_is_one_customer() {
        for (a, b) in [
            ("+1 312 555 0188", "(312) 555-0188"),
            ("0412 345 678", "+61 412 345 678"),
            ("07700 900123", "+447700900123"),
            ("98765 43210", "+91 98765 43210"),
            ("612 345 678", "+34 612 345 678"),
            ("+1 312 555 0188; +1 312 555 0199", "312-555-0188"),
        ] {
            assert!(
                phone_key(a).unwrap().matches(phone_key(b).unwrap()),
                "{a} {b}"
            );
        }
    }

    #[test]
    fn neighbouring_area_codes_are_two_customers() {
        assert!(
            !phone_key("312-555-0188")
                .unwrap()
                .matches(phone_key("412-555-0188").unwrap())
        );
    }

    #[test]
    fn what_is_no_number_has_no_key() {
        for text in [
            "",
            "301",
            "anonymous",
            "+12345***678",
            "dana@calder.example",
            "1.3125550188E+10",
        ] {
            assert_eq!(phone_key(text), None, "{text}");
        }
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
