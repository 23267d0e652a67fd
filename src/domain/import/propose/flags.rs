//! What the columns of a table that no profile knows say beside the mapped ones: which calls went to voicemail, were
//! missed, came in.

use std::collections::BTreeMap;

use crate::domain::import::field::{ColumnRef, Field};
use crate::domain::import::outcome::{Outcome, VOICEMAIL};
use crate::domain::import::profile::{DirectionWord, Names, OutcomeRule, Profile, Skip};
use crate::domain::import::row::Row;

use super::names::words;

/// Words for yes in a column of yes and no.
const YES: &[&str] = &["true", "yes", "y", "1", "t", "x", "ja", "si", "sí", "oui"];
/// Words for no.
const NO: &[&str] = &["false", "no", "n", "0", "f", "-", "nein", "non"];

/// Words of headers under which stands how a call came out.
const ENDS: &[&str] = &[
    "status",
    "result",
    "outcome",
    "disposition",
    "reason",
    "type",
    "tag",
    "tags",
    "esito",
    "stato",
    "ergebnis",
    "estado",
    "statut",
];
/// What a header asks, and how a call came out where the answer is yes.
const ASKED: &[(&str, Outcome)] = &[
    ("voicemail left", Outcome::Voicemail),
    ("missed", Outcome::Unanswered),
    ("is missed", Outcome::Unanswered),
    ("missed call", Outcome::Unanswered),
    ("abandoned", Outcome::Unanswered),
    ("is abandoned", Outcome::Unanswered),
    ("call abandoned", Outcome::Unanswered),
    ("internal", Outcome::Internal),
    ("is internal", Outcome::Internal),
    ("internal call", Outcome::Internal),
];
/// Headers that ask whether somebody answered.
const ANSWERED: &[&str] = &[
    "answered",
    "is answered",
    "was answered",
    "call answered",
    "answered y n",
    "connected",
];
const INCOMING: &[&str] = &[
    "incoming",
    "is incoming",
    "incoming call",
    "inbound",
    "is inbound",
    "inbound call",
];
const OUTGOING: &[&str] = &[
    "outgoing",
    "is outgoing",
    "outgoing call",
    "outbound",
    "is outbound",
    "outbound call",
];

/// Headers under which stands what kind of thing a row tells of.
const KINDS: &[&str] = &[
    "type",
    "kind",
    "call type",
    "record type",
    "event type",
    "activity type",
    "usage type",
    "service type",
    "communication type",
];
/// The kinds that are no calls.
const NO_CALLS: &[&str] = &[
    "sms*",
    "mms*",
    "text",
    "text message*",
    "message",
    "fax*",
    "data",
    "gprs",
];

/// Whether the header asks who began a call, and the column holds nothing but yes and no.
pub(super) fn asks_for_direction(header: &str, cells: &[&str]) -> bool {
    let words = words(header);
    let asks = INCOMING.contains(&words.as_str()) || OUTGOING.contains(&words.as_str());
    asks && is_yes_or_no(cells.iter().copied())
}

/// Adds to a profile without words of its own what its columns of yes and no mean, and which words in any column for how
/// a call came out stand for the voicemail.
pub fn add_to(profile: &mut Profile, map: &[(Field, ColumnRef)], headers: &[String], rows: &[Row]) {
    for (at, header) in headers.iter().enumerate() {
        let asked = words(header);
        let cells = rows.iter().map(|row| row.cell(at));
        let yes_or_no = is_yes_or_no(cells.filter(|cell| !cell.is_empty()));
        let alone = headers.iter().filter(|other| *other == header).count() == 1;
        let place = format!("#{}", at + 1);
        let column = Names::One(if alone { header.clone() } else { place });
        if let Some((outcome, words)) = told(&asked, yes_or_no) {
            profile.outcome.push(OutcomeRule {
                column: column.clone(),
                words: BTreeMap::from([(outcome, words)]),
                filled: None,
                empty: None,
                when: BTreeMap::new(),
            });
        }
        if KINDS.contains(&asked.as_str()) {
            profile.skip.push(Skip {
                column,
                words: owned(NO_CALLS),
                other: false,
            });
        }
        if says_utc(&asked) {
            profile.zones.insert(header.clone(), "UTC".to_owned());
        }
        let is_way = map.iter().any(|(field, column)| {
            let here = *column == ColumnRef::Place(at) || column.to_string() == *header;
            *field == Field::Direction && here
        });
        let out = OUTGOING.contains(&asked.as_str());
        if is_way && yes_or_no && (out || INCOMING.contains(&asked.as_str())) {
            let (incoming, outgoing) = if out { (NO, YES) } else { (YES, NO) };
            profile.direction = BTreeMap::from([
                (DirectionWord::In, owned(incoming)),
                (DirectionWord::Out, owned(outgoing)),
            ]);
        }
    }
}

/// What words in a column under this header tell of how a call came out; `yes_or_no` tells whether nothing else stands
/// in it.
fn told(asked: &str, yes_or_no: bool) -> Option<(Outcome, Vec<String>)> {
    let of_voicemail = || {
        let parts = ["*voicemail*", "*voice mail*"];
        (
            Outcome::Voicemail,
            [owned(VOICEMAIL), owned(&parts)].concat(),
        )
    };
    if asked.split(' ').next_back() == Some("voicemail") {
        let words = if yes_or_no { YES } else { &["voicemail", "vm"] };
        return Some((Outcome::Voicemail, owned(words)));
    }
    if !yes_or_no {
        let of_end = asked.split(' ').any(|word| ENDS.contains(&word));
        return of_end.then(of_voicemail);
    }
    let asked_for = ASKED.iter().find(|(words, _)| *words == asked);
    let unanswered = || (Outcome::Unanswered, owned(NO));
    asked_for
        .map(|(_, outcome)| (*outcome, owned(YES)))
        .or_else(|| ANSWERED.contains(&asked).then(unanswered))
}

/// Whether the header says that the times below it are told in universal time.
fn says_utc(asked: &str) -> bool {
    asked.split(' ').any(|word| matches!(word, "utc" | "gmt"))
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Whether there is anything, and nothing but yes and no.
pub(super) fn is_yes_or_no<'c>(mut cells: impl Iterator<Item = &'c str>) -> bool {
    let is = |cell: &str| {
        YES.iter()
            .chain(NO)
            .any(|word| word.eq_ignore_ascii_case(cell))
    };
    cells.next().is_some_and(is) && cells.all(is)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::domain::call::Direction;
    use crate::domain::import::layout::Layout;
    use crate::domain::import::outcome::Way;

    fn laid(headers: &[&str], rows: &[&[&str]], map: &[(Field, ColumnRef)]) -> (Layout, Vec<Row>) {
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        let rows: Vec<Row> = rows
            .iter()
            .map(|row| Row::of(1, row.iter().copied()))
            .collect();
        let mut profile = Profile::default();
        add_to(&mut profile, map, &headers, &rows);
        (Layout::new(&profile, map, headers).unwrap(), rows)
    }

    #[test]
    fn a_column_of_yes_and_no_tells_how_a_call_came_out() {
        let map = [(Field::At, ColumnRef::Place(0))];
        let rows: &[&[&str]] = &[
            &["t", "true", "Yes"],
            &["t", "false", "No"],
            &["t", "false", "Yes"],
        ];
        let (layout, rows) = laid(&["at", "Voicemail", "Answered (Y/N)"], rows, &map);
        let told: Vec<_> = rows.iter().map(|row| layout.outcome(row).0).collect();
        assert_eq!(
            told,
            [Some(Outcome::Voicemail), Some(Outcome::Unanswered), None]
        );
    }

    #[test]
    fn the_voicemail_is_known_in_any_column_for_how_a_call_came_out() {
        let map = [
            (Field::At, ColumnRef::Place(0)),
            (Field::Status, ColumnRef::Place(1)),
        ];
        let rows: &[&[&str]] = &[
            &["t", "completed", "Left voicemail"],
            &["t", "completed", "LVM"],
            &["t", "completed", "Interested"],
        ];
        let (layout, rows) = laid(&["at", "call_status", "Call outcome"], rows, &map);
        let told: Vec<_> = rows.iter().map(|row| layout.outcome(row).0).collect();
        let (voicemail, person) = (Some(Outcome::Voicemail), Some(Outcome::Person));
        assert_eq!(told, [voicemail, voicemail, person]);
    }

    #[test]
    fn a_header_may_say_that_its_times_are_universal() {
        let headers = [
            "Call Date (UTC)".to_owned(),
            "Call Date (User TZ)".to_owned(),
        ];
        let mut profile = Profile::default();
        add_to(&mut profile, &[], &headers, &[]);
        let zone = profile.zones.get("Call Date (UTC)").map(String::as_str);
        assert_eq!((zone, profile.zones.len()), (Some("UTC"), 1));
    }

    #[test]
    fn messages_beside_calls_are_none() {
        let map = [(Field::At, ColumnRef::Place(0))];
        let (layout, rows) = laid(&["at", "Type"], &[&["t", "Call"], &["t", "SMS"]], &map);
        let skipped: Vec<bool> = rows.iter().map(|row| layout.skips(row)).collect();
        assert_eq!(skipped, [false, true]);
    }

    #[test]
    fn a_path_to_a_voicemail_is_no_answer() {
        let map = [(Field::At, ColumnRef::Place(0))];
        let (layout, rows) = laid(
            &["at", "Voicemail"],
            &[&["t", "vm/1.wav"], &["t", ""]],
            &map,
        );
        assert!(rows.iter().all(|row| layout.outcome(row).0.is_none()));
    }

    #[test]
    fn a_column_that_asks_whether_a_call_came_in_tells_the_direction() {
        let map = [
            (Field::At, ColumnRef::Place(0)),
            (Field::Direction, ColumnRef::Place(1)),
        ];
        let (layout, _) = laid(
            &["at", "outgoing"],
            &[&["t", "true"], &["t", "false"]],
            &map,
        );
        assert_eq!(layout.way("true"), Some(Way::Outside(Direction::Out)));
        assert_eq!(layout.way("FALSE"), Some(Way::Outside(Direction::In)));
    }
}
