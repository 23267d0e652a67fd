use super::*;

fn proposed(header: &str, rows: &[&str]) -> (Vec<(Field, usize)>, Vec<String>) {
    let headers: Vec<String> = header.split('|').map(String::from).collect();
    let rows: Vec<Row> = rows.iter().map(|row| Row::of(1, row.split('|'))).collect();
    let mut roster = Roster::default();
    roster.add(
        crate::domain::rep::AliasKind::Name,
        "Dana Reyes",
        crate::domain::id::RepId(1),
    );
    let proposal = propose(&headers, &rows, &mut roster);
    (proposal.columns, proposal.doubts)
}

#[test]
fn plain_headers_are_mapped_without_doubt() {
    let (columns, doubts) = proposed(
        "started_at|duration_s|direction|rep|customer_name|customer_phone|channel|queue|recording|disposition|csat",
        &[
            "2026-11-16 09:12:00|120|in|Dana Reyes|Ruth Calder|+13125550188|phone|sales|a.wav|resolved|5",
        ],
    );
    assert_eq!(
        columns,
        [
            (Field::At, 0),
            (Field::Duration, 1),
            (Field::Direction, 2),
            (Field::Rep, 3),
            (Field::Customer, 4),
            (Field::Number, 5),
            (Field::Channel, 6),
            (Field::Queue, 7),
            (Field::Status, 9),
            (Field::Recording, 8),
            (Field::Csat, 10),
        ]
    );
    assert!(doubts.is_empty(), "{doubts:?}");
}

#[test]
fn a_column_for_both_date_and_time_is_preferred_and_flags_are_left_alone() {
    let (columns, doubts) = proposed(
        "call_id|timestamp|date|agent_id|wait_time_sec|handle_time_sec|total_time_sec|abandoned|resolved|csat_score",
        &[
            "C1|2026-04-12 16:14:00|2026-04-12|A1|10|200|210|0|1|5.0",
            "C2|2026-04-13 16:14:00|2026-04-13|A2|10|200|210|1|0|",
        ],
    );
    assert!(doubts.is_empty(), "{doubts:?}");
    for expected in [
        (Field::SourceId, 0),
        (Field::At, 1),
        (Field::Rep, 3),
        (Field::Ring, 4),
        (Field::Talk, 5),
        (Field::Duration, 6),
        (Field::Csat, 9),
    ] {
        assert!(columns.contains(&expected), "{expected:?} {columns:?}");
    }
    assert!(
        !columns
            .iter()
            .any(|(field, at)| *at == 2 || *field == Field::Status),
        "{columns:?}"
    );
}

#[test]
fn without_headers_the_contents_tell() {
    let (columns, doubts) = proposed(
        "#1|#2|#3|#4",
        &[
            "16/11/2026 09:12|Dana Reyes|(312) 555-0188|inbound",
            "16/11/2026 09:40|Dana Reyes|(312) 555-0199|outbound",
        ],
    );
    assert_eq!(
        columns,
        [
            (Field::At, 0),
            (Field::Direction, 3),
            (Field::Rep, 1),
            (Field::Number, 2)
        ]
    );
    assert!(doubts.is_empty(), "{doubts:?}");
}

#[test]
fn doubts_are_named() {
    let (_, doubts) = proposed("#1|#2", &["16/11/2026 09:12|16/11/2026 09:14"]);
    assert_eq!(
        doubts,
        [
            "both '#1' and '#2' may be the column for at",
            "no column says who handled a call",
            "no column says how long a call took or who began it",
        ]
    );
    let (_, doubts) = proposed("agent|calls", &["Dana Reyes|52"]);
    assert_eq!(
        doubts.first().map(String::as_str),
        Some("no column holds when a call began")
    );
    let (_, doubts) = proposed(
        "Agent name|Rating|Contact phone number|Recorded date",
        &["Dana Reyes|5|+13125550188|2026-11-16 09:12:00 UTC"],
    );
    assert_eq!(
        doubts,
        ["no column says how long a call took or who began it"]
    );
}

#[test]
fn the_map_is_shown_as_words_of_a_command() {
    let headers = vec!["Start time".to_owned(), "rep".into(), String::new()];
    let proposal = Proposal {
        columns: vec![(Field::At, 0), (Field::Rep, 1), (Field::Note, 2)],
        doubts: vec![],
        ..Proposal::default()
    };
    assert_eq!(
        proposal.command(&headers),
        "--map 'at=Start time' --map rep=rep --map 'note=#3'"
    );
}

#[test]
fn a_type_of_source_is_no_caller_and_a_file_name_is_no_number() {
    let (columns, _) = proposed(
        "source_type|began|caller_id_number|destination_number|filename",
        &[
            "1|2026-11-16 09:12:00|3125550188|301|in/call-02229393022332.wav",
            "1|2026-11-16 09:15:00|3125550177|302|in/call-02229393022399.wav",
        ],
    );
    let of = |place| {
        columns
            .iter()
            .find(|(_, at)| *at == place)
            .map(|(field, _)| *field)
    };
    assert_eq!(of(0), None, "{columns:?}");
    assert_eq!(of(4), Some(Field::Recording), "{columns:?}");
}

#[test]
fn a_table_of_something_else_with_times_lengths_people_and_numbers_is_doubted() {
    for (header, row) in [
        (
            "Employee|Start|End|Duration|Project|Status",
            "Dana Reyes|2026-11-16 09:00|2026-11-16 17:00|8:00|Fit-out|Approved",
        ),
        (
            "Order|Driver|Employee|Start Time|End Time|Duration|Customer|Phone|Status",
            "O1|Moe|Dana Reyes|2026-11-16 09:00|2026-11-16 09:20|0:20|Ruth|+13125550188|Completed",
        ),
        (
            "timestamp|level|duration|user|status|path",
            "2026-11-16T09:00:00Z|info|120|dana|200|/",
        ),
    ] {
        let (_, doubts) = proposed(header, &[row]);
        assert!(
            doubts
                .iter()
                .any(|doubt| doubt.starts_with("no column is one that only calls have")),
            "{header}: {doubts:?}"
        );
    }
}

#[test]
fn one_column_that_only_calls_have_is_enough() {
    for (header, row) in [
        (
            "Start|Length|User|Call type",
            "2026-11-16 09:00|120|Dana Reyes|x",
        ),
        (
            "Start|Length|User|Which way",
            "2026-11-16 09:00|120|Dana Reyes|inbound",
        ),
        (
            "Start|Length|User|Status",
            "2026-11-16 09:00|0|Dana Reyes|Missed",
        ),
        (
            "Beginn|Dauer|Mitarbeiter|Rufnummer",
            "16.11.2026 09:00|120|Dana Reyes|+13125550188",
        ),
    ] {
        assert_eq!(proposed(header, &[row]).1, Vec::<String>::new(), "{header}");
    }
}

#[test]
fn a_report_of_how_many_calls_there_were_is_told_from_a_log() {
    let sums = |header: &str, row: &str| {
        let headers: Vec<String> = header.split('|').map(String::from).collect();
        let rows = [Row::of(1, row.split('|'))];
        propose(&headers, &rows, &mut Roster::default()).sums
    };
    assert_eq!(
        sums(
            "Date|Agent|Calls Answered|Calls Missed|Total Talk Time|Average Talk Time",
            "2026-11-16|Dana Reyes|30|2|1:20:00|0:02:40",
        ),
        ["Calls Answered", "Calls Missed", "Average Talk Time"]
    );
    assert_eq!(
        sums(
            "Hour|Offered|Call count|Avg wait",
            "2026-11-16 09:00|9|8|12"
        ),
        ["Call count", "Avg wait"]
    );
    for (header, row) in [
        (
            "Start|Agent|Duration|Avg sentiment",
            "2026-11-16 09:00|Dana Reyes|120|0.5",
        ),
        (
            "Start|Agent|Duration|Calls this week",
            "2026-11-16 09:00|Dana Reyes|120|3",
        ),
    ] {
        assert_eq!(sums(header, row), Vec::<String>::new(), "{header}");
    }
}

mod headers;
