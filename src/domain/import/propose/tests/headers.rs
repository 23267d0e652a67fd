//! What columns are called and hold in files that were met: ends of a call, other languages, lengths that are not sure.

use super::*;

/// The column of each field by its header.
fn by_header(header: &str, rows: &[&str]) -> Vec<(Field, String)> {
    let names: Vec<&str> = header.split('|').collect();
    let (columns, _) = proposed(header, rows);
    let named = columns.into_iter();
    named
        .map(|(field, at)| (field, names[at].to_owned()))
        .collect()
}

fn column(map: &[(Field, String)], field: Field) -> Option<&str> {
    map.iter()
        .find(|(named, _)| *named == field)
        .map(|(_, header)| header.as_str())
}

#[test]
fn telephone_numbers_are_no_times_and_both_ends_are_known_as_such() {
    let map = by_header(
        "FromPhoneNumber|ToPhoneNumber|CallStartTime|CallEndTime|agentName",
        &["1665550128|1983555310|2026-03-01 09:08:10|2026-03-01 10:12:15|Dana Reyes"],
    );
    assert_eq!(column(&map, Field::At), Some("CallStartTime"), "{map:?}");
    assert_eq!(column(&map, Field::EndedAt), Some("CallEndTime"));
    assert_eq!(column(&map, Field::From), Some("FromPhoneNumber"));
    assert_eq!(column(&map, Field::To), Some("ToPhoneNumber"));
    assert_eq!(column(&map, Field::Number), None);
    assert_eq!(column(&map, Field::Rep), Some("agentName"));
    let map = by_header(
        "Caller|Receiver|Date|Start_time|End_time",
        &["1713555765|1985550855|25-06-26|2:34:00 PM|2:39:11 PM"],
    );
    assert_eq!(column(&map, Field::At), None, "{map:?}");
    assert_eq!(column(&map, Field::Time), Some("Start_time"));
    assert_eq!(column(&map, Field::EndedAt), Some("End_time"));
    assert_eq!(column(&map, Field::From), Some("Caller"));
}

#[test]
fn where_a_lead_came_from_and_a_load_goes_to_are_no_ends_of_a_call() {
    let map = by_header(
        "start_time|duration|direction|agent_name|agent_email|customer_phone|source|load_destination",
        &[
            "2026-04-10 16:46:36|509|inbound|Dana Reyes|dana@calder.example|+13125550188|Direct Mail|Atlanta, GA",
        ],
    );
    assert_eq!(column(&map, Field::From), None, "{map:?}");
    assert_eq!(column(&map, Field::To), None);
    assert_eq!(column(&map, Field::Email), None);
    assert_eq!(column(&map, Field::Number), Some("customer_phone"));
}

#[test]
fn what_a_header_goes_on_to_name_is_something_else() {
    let map = by_header(
        "Agent Name|Recording Length (Seconds)|Call Log ID|Log Time|campaign_name|call_back_date_time|agent_role",
        &["Dana Reyes|20|10001|2026-05-01 10:00 AM|Spring|2026-05-03 09:00|closer"],
    );
    assert_eq!(
        column(&map, Field::Duration),
        Some("Recording Length (Seconds)"),
        "{map:?}"
    );
    assert_eq!(column(&map, Field::Recording), None);
    assert_eq!(column(&map, Field::SourceId), Some("Call Log ID"));
    assert_eq!(column(&map, Field::At), Some("Log Time"));
    assert_eq!(column(&map, Field::Customer), None);
    assert_eq!(column(&map, Field::Rep), Some("Agent Name"));
}

#[test]
fn a_column_of_numbers_may_hold_short_and_spoilt_ones() {
    let map = by_header(
        "timestamp|type|number|duration",
        &[
            "2026-09-18T11:11:03|outgoing|54238|38",
            "2026-09-18T11:19:03|missed|nan|0",
            "2026-09-18T11:15:03|incoming|918285553433.0|12",
        ],
    );
    assert_eq!(column(&map, Field::Number), Some("number"), "{map:?}");
    assert_eq!(column(&map, Field::Direction), Some("type"));
    let map = by_header(
        "timestamp|callSid|from|to|duration",
        &["2026-09-18T11:11:03|CA8dce4ba95d4d37e1344f6e274a706c74|+13125550100|+13125550188|42"],
    );
    assert_eq!(column(&map, Field::SourceId), Some("callSid"), "{map:?}");
    assert_eq!(column(&map, Field::Number), None);
}

#[test]
fn an_agent_makes_no_log_of_calls_beside_what_speaks_of_something_else() {
    for (header, row) in [
        (
            "Agent|State|Start|End|Duration",
            "Dana Reyes|Ready|2026-03-13 09:00:00|2026-03-13 09:20:00|00:20:00",
        ),
        (
            "agent|extension|login_time|duration",
            "Dana Reyes|301|2026-03-13 09:00:00|08:00:00",
        ),
        (
            "booking_id|start_time|agent|customer_phone|duration",
            "B1|2026-03-13 09:00:00|Dana Reyes|+13125550101|00:20:00",
        ),
    ] {
        let (_, doubts) = proposed(header, &[row]);
        assert!(
            doubts.iter().any(|doubt| doubt.contains("only calls have")),
            "{doubts:?}"
        );
    }
}

#[test]
fn a_length_that_may_be_of_hours_is_asked_for() {
    let unsure = |rows: &[&str]| {
        let (_, doubts) = proposed("call start|agent|call duration", rows);
        doubts
            .iter()
            .any(|doubt| doubt.contains("hours and minutes"))
    };
    assert!(unsure(&[
        "20.07.26 10:45|Dana Reyes|0:10",
        "20.07.26 10:55|Dana Reyes|0:00"
    ]));
    assert!(!unsure(&[
        "20.07.26 10:45|Dana Reyes|0:10",
        "20.07.26 10:55|Dana Reyes|4:12"
    ]));
    assert!(!unsure(&["20.07.26 10:45:10|Dana Reyes|0:10"]));
    assert!(!unsure(&["20.07.26 10:45|Dana Reyes|00:00:10"]));
    let (_, doubts) = proposed(
        "callStart|agent|duration.value|duration.unit",
        &["2026-07-20 10:45:00|Dana Reyes|8|MINUTES"],
    );
    assert!(
        doubts.iter().any(|doubt| doubt.contains("duration.unit")),
        "{doubts:?}"
    );
}

#[test]
fn a_day_and_two_times_of_day_are_when_a_call_began_and_ended() {
    let map = by_header(
        "Date|Start|End|Staff|In/Out",
        &[
            "3/13/2026|10:00 AM|10:04 AM|Dana Reyes|In",
            "3/13/2026|11:00 AM|11:01 AM|Dana Reyes|Out",
        ],
    );
    assert_eq!(column(&map, Field::Date), Some("Date"), "{map:?}");
    assert_eq!(column(&map, Field::Time), Some("Start"));
    assert_eq!(column(&map, Field::EndedAt), Some("End"));
    let map = by_header(
        "Date|End|Staff|In/Out",
        &["3/13/2026|10:04 AM|Dana Reyes|In"],
    );
    assert_eq!(column(&map, Field::EndedAt), None, "{map:?}");
}

#[test]
fn what_a_header_ends_with_tells_it_best() {
    let map = by_header(
        "callStart|agentData.agentId|agentData.agentName|avgTalkDuration|customerStatus|direction",
        &["2026-07-20 10:45:00|7f3|Dana Reyes|62|VIP|in"],
    );
    assert_eq!(
        column(&map, Field::Rep),
        Some("agentData.agentName"),
        "{map:?}"
    );
    assert_eq!(column(&map, Field::Talk), Some("avgTalkDuration"));
    assert_eq!(column(&map, Field::Customer), None);
}

#[test]
fn headers_of_other_languages_are_known() {
    let map = by_header(
        "Numero chiamato|Data inizio|Durata|Stato Chiamata|Utente",
        &["3355552496|25/09/2026 11:12:32|00:22|Non Risposto|Dana Reyes"],
    );
    assert_eq!(column(&map, Field::At), Some("Data inizio"), "{map:?}");
    assert_eq!(column(&map, Field::Duration), Some("Durata"));
    assert_eq!(column(&map, Field::Number), Some("Numero chiamato"));
    assert_eq!(column(&map, Field::Status), Some("Stato Chiamata"));
    assert_eq!(column(&map, Field::Rep), Some("Utente"));
}

#[test]
fn of_two_outside_numbers_without_a_direction_it_is_asked_which_is_the_customers() {
    let unsure = |header: &str, rows: &[&str]| {
        let (_, doubts) = proposed(header, rows);
        doubts.iter().any(|doubt| doubt.contains("which way"))
    };
    let outside = "2026-07-20 10:45:00|Dana Reyes|+13125550188|+13125550100|in";
    assert!(unsure("call start|agent|from|to|note", &[outside]));
    assert!(!unsure("call start|agent|from|to|direction", &[outside]));
    let inside = "2026-07-20 10:45:00|Dana Reyes|+13125550188|301|in";
    assert!(!unsure("call start|agent|from|to|note", &[inside]));
}
