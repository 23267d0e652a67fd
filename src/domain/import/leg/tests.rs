#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use crate::domain::import::field::{ColumnRef, parse_map};
use crate::domain::import::profile::Profile;
use crate::domain::zone::Zone;

/// Reads one row whose columns are mapped as `FIELD FIELD ...`; `-` is a column without a field.
fn read(fields: &str, cells: &str) -> Result<Leg, String> {
    let names: Vec<&str> = fields.split(' ').collect();
    let map: Vec<(Field, ColumnRef)> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| **name != "-")
        .map(|(at, name)| parse_map(&format!("{name}=#{}", at + 1)).unwrap())
        .collect();
    let headers = names.iter().map(|name| (*name).to_owned()).collect();
    let layout = Layout::new(&Profile::default(), &map, headers).unwrap();
    let now = "2026-11-22T10:00:00Z".parse().unwrap();
    let mut clock = Clock::new(Zone::utc(), Zone::utc(), now);
    Leg::read(&layout, &mut clock, &Row::of(1, cells.split('|')))
}

fn leg(fields: &str, cells: &str) -> Leg {
    read(fields, &cells.replace("9h", "2026-11-16 09:00")).unwrap()
}

#[test]
fn ring_talk_and_total_follow_from_each_other() {
    for (fields, cells, expected) in [
        (
            "at ring talk duration",
            "9h|5|60|65",
            (Some(5), Some(60), Some(65)),
        ),
        ("at ring duration", "9h|5|65", (Some(5), Some(60), Some(65))),
        (
            "at talk duration",
            "9h|60|65",
            (Some(5), Some(60), Some(65)),
        ),
        ("at ring talk", "9h|5|60", (Some(5), Some(60), Some(65))),
        ("at duration", "9h|65", (None, Some(65), Some(65))),
        (
            "at ended_at",
            "9h|2026-11-16 09:01:05",
            (None, Some(65), Some(65)),
        ),
        ("at duration", "9h|", (None, None, None)),
        (
            "at duration status",
            "9h|30|missed",
            (Some(30), Some(0), Some(30)),
        ),
        (
            "at ring talk status",
            "9h|30||voicemail",
            (Some(30), Some(0), Some(30)),
        ),
    ] {
        let leg = leg(fields, cells);
        let found = (leg.ring_secs, leg.talk_secs, leg.total_secs);
        assert_eq!(found, expected, "{fields} {cells}");
    }
}

#[test]
fn how_it_came_out_is_told_by_the_status_else_by_the_talk() {
    for (fields, cells, expected) in [
        ("at duration", "9h|60", Outcome::Person),
        ("at duration", "9h|0", Outcome::Unanswered),
        ("at duration", "9h|", Outcome::Person),
        ("at duration status", "9h|60|No Answer", Outcome::Unanswered),
        ("at duration status", "9h|60|Voicemail", Outcome::Voicemail),
        ("at duration status", "9h|60|follow-up", Outcome::Person),
        ("at talk status", "9h|0|ANSWERED", Outcome::Unanswered),
        ("at talk direction", "9h|60|internal", Outcome::Internal),
        ("at duration channel", "9h|0|email", Outcome::Person),
        (
            "at duration channel status",
            "9h|0|chat|abandoned",
            Outcome::Unanswered,
        ),
    ] {
        assert_eq!(leg(fields, cells).outcome, expected, "{fields} {cells}");
    }
}

#[test]
fn the_customer_is_the_end_outside_and_the_rep_the_one_inside() {
    let told = |fields: &str, cells: &str| {
        let leg = leg(fields, cells);
        (leg.rep, leg.number, leg.customer, leg.direction)
    };
    let is = |rep: &str, number: &str, customer: &str, direction| {
        (
            rep.to_owned(),
            number.to_owned(),
            customer.to_owned(),
            direction,
        )
    };
    let (inward, outward) = (Some(Direction::In), Some(Direction::Out));
    for (fields, cells, expected) in [
        (
            "at from to",
            "9h|+13125550188|301",
            is("301", "+13125550188", "", inward),
        ),
        (
            "at from to",
            "9h|301|3125550188",
            is("301", "3125550188", "", outward),
        ),
        (
            "at from to",
            "9h|Ruth (3125550188)|Dana (301)",
            is("Dana (301)", "3125550188", "Ruth", inward),
        ),
        (
            "at from to direction",
            "9h|301|3125550188|outbound",
            is("301", "3125550188", "", outward),
        ),
        (
            "at from to rep direction",
            "9h|3125550188|3125550100|Dana|in",
            is("Dana", "3125550188", "", inward),
        ),
        (
            "at rep extension number",
            "9h|Dana|301|anonymous",
            is("Dana (301)", "anonymous", "", None),
        ),
        (
            "at rep number customer",
            "9h|n/a|3125550188|Ruth",
            is("", "3125550188", "Ruth", None),
        ),
        (
            "at rep number",
            "9h|SIP/301-0000001a|3125550188",
            is("301", "3125550188", "", None),
        ),
        (
            "at from to to_line from_line",
            "9h|3125550188|600|SIP/301-1|SIP/trunk-2",
            is("301", "3125550188", "", inward),
        ),
        (
            "at from to to_line from_line",
            "9h|3125550100|911|SIP/trunk-2|SIP/301-1",
            is("301", "911", "", outward),
        ),
        (
            "at from to customer direction",
            "9h|3125550188|301|\"Ruth\" <3125550188>|in",
            is("301", "3125550188", "Ruth", inward),
        ),
        (
            "at from to customer direction",
            "9h|301|3125550188|\"Dana\" <301>|out",
            is("301", "3125550188", "", outward),
        ),
    ] {
        assert_eq!(told(fields, cells), expected, "{fields} {cells}");
    }
    assert_eq!(leg("at from to", "9h|301|302").outcome, Outcome::Internal);
    assert_eq!(leg("at from to", "9h|301|*97").outcome, Outcome::Internal);
}

#[test]
fn what_no_field_holds_is_kept_as_text() {
    let leg = leg("at - - csat nps", "9h|brakes||five|11|more");
    assert_eq!(leg.extra, "-: brakes\n#6: more\ncsat: five\nnps: 11");
    assert_eq!((leg.csat, leg.nps), (None, None));
}

#[test]
fn date_and_time_may_stand_in_two_columns() {
    let leg = leg("date time", "16.11.2026|9:12 PM");
    assert_eq!(leg.at.to_rfc3339(), "2026-11-16T21:12:00+00:00");
}

#[test]
fn a_key_is_the_files_own_or_made_of_what_the_call_tells() {
    let key = |fields: &str, cells: &str| leg(fields, cells).key();
    assert_eq!(key("at source_id", "9h|CA1"), ("CA1".into(), true));
    assert_eq!(
        key("at source_id group_id", "9h|CA1|G7"),
        ("G7".into(), true)
    );
    assert!(!key("at source_id", "9h|NULL").1);
    // 2026-11-16 09:00 is 1794819600 seconds after 1970 began.
    let made = "1794819600/3125550188/dana reyes/60";
    assert_eq!(
        key("at number rep duration", "9h|(312) 555-0188|Dana  Reyes|60"),
        (made.into(), false)
    );
}

#[test]
fn a_row_that_cannot_be_used_says_why() {
    for (cells, why) in [
        ("|60", "it does not say when it began"),
        ("soon|60", "'soon' is not a date and time"),
        (
            "03/04/2026 09:00|60",
            "'03/04/2026 09:00' can be read as two different days",
        ),
        (
            "2026-11-16 09:00|long",
            "the duration 'long' is not a length of time",
        ),
    ] {
        assert_eq!(read("at duration", cells).unwrap_err(), why);
    }
}
