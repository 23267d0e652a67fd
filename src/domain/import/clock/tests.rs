#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;

fn clock(zone: &str) -> Clock {
    let home = Zone::parse("America/Chicago").unwrap();
    Clock::new(
        Zone::parse(zone).unwrap(),
        home.clone(),
        home.at(chrono::DateTime::from_timestamp(1_795_000_000, 0).unwrap()),
    )
}

fn read(clock: &mut Clock, text: &str) -> String {
    clock.start(text).unwrap().at.to_rfc3339()
}

#[test]
fn an_end_may_be_told_by_the_time_of_day_alone() {
    let mut clock = clock("America/New_York");
    let began = clock.start("2026-11-16 23:50:00").unwrap().at;
    let length = |text: &str| Some((clock.end(text, began)? - began).num_seconds());
    assert_eq!(length("11:52:30 PM"), Some(150));
    assert_eq!(length("0:10:00"), Some(1200));
    assert_eq!(length("23:49:59"), None);
    assert_eq!(length("00:00:00"), None);
    assert_eq!(length("later"), None);
}

#[test]
fn the_order_of_the_rows_tells_which_of_two_hours_it_was() {
    let mut clock = clock("America/Chicago");
    assert_eq!(
        read(&mut clock, "2026-11-01 01:50:00"),
        "2026-11-01T01:50:00-05:00"
    );
    assert_eq!(
        read(&mut clock, "2026-11-01 01:10:00"),
        "2026-11-01T01:10:00-06:00"
    );
    assert_eq!(
        read(&mut clock, "2026-11-01 01:20:00"),
        "2026-11-01T01:20:00-06:00"
    );
    assert_eq!(
        clock.changes,
        Changes {
            skipped: 0,
            repeated: 3
        }
    );
}

#[test]
fn with_the_newest_first_the_row_above_tells_as_well() {
    let mut clock = clock("America/Chicago");
    clock.rows = RowOrder::NewestFirst;
    for (written, told) in [
        ("2026-11-01 02:10:00", "2026-11-01T02:10:00-06:00"),
        ("2026-11-01 01:50:00", "2026-11-01T01:50:00-06:00"),
        ("2026-11-01 01:20:00", "2026-11-01T01:20:00-06:00"),
        ("2026-11-01 01:40:00", "2026-11-01T01:40:00-05:00"),
        ("2026-11-01 01:10:00", "2026-11-01T01:10:00-05:00"),
        ("2026-11-01 00:50:00", "2026-11-01T00:50:00-05:00"),
    ] {
        assert_eq!(read(&mut clock, written), told);
    }
}

// 1793518200 is 01:30 after the change of the clocks, 1793514600 the one before it.
#[test]
fn an_instant_in_the_id_tells_which_of_two_hours_it_was() {
    let mut clock = clock("America/Chicago");
    let mut at = |id: &str| {
        let reading = clock.start_of("2026-11-01 01:30:00", id).unwrap();
        reading.at.to_rfc3339()
    };
    assert_eq!(at("1793514600.17"), "2026-11-01T01:30:00-05:00");
    assert_eq!(at("pbx-1793518190.9"), "2026-11-01T01:30:00-06:00");
    assert_eq!(at("1793514600.17"), "2026-11-01T01:30:00-05:00");
    // A server whose clock is in another zone makes other ids; then the row above tells.
    assert_eq!(at("1793500000.1"), "2026-11-01T01:30:00-05:00");
}

// 1793518200 is 06:30 in UTC, 1793604600 the same hour a day later.
#[test]
fn where_only_ids_tell_the_zone_they_tell_when_its_clock_was_changed_too() {
    let mut clock = clock("Etc/GMT+4");
    clock.by_ids = true;
    let mut read = |text: &str, id: &str| {
        let at = clock.start_of(text, id).unwrap().at;
        let end = clock.end(&text.replace(":00", ":20"), at).unwrap();
        (at.to_rfc3339(), (end - at).num_seconds())
    };
    assert_eq!(
        read("2026-10-31 03:30:00", "1793431800.7"),
        ("2026-10-31T02:30:00-05:00".into(), 20)
    );
    assert_eq!(
        read("2026-11-02 02:30:00", "1793604600.7"),
        ("2026-11-02T01:30:00-06:00".into(), 20)
    );
    // Without an id the zone tells.
    assert_eq!(
        read("2026-11-02 02:30:00", ""),
        ("2026-11-02T00:30:00-06:00".into(), 20)
    );
}

#[test]
fn a_row_may_tell_its_own_zone() {
    let mut clock = clock("America/Chicago");
    clock.turn_to("Europe/Berlin");
    assert_eq!(
        read(&mut clock, "2026-11-16 15:12:00"),
        "2026-11-16T15:12:00+01:00"
    );
    assert!(!clock.zone_mattered);
    clock.turn_to("nowhere");
    assert_eq!(
        read(&mut clock, "2026-11-16 15:12:00"),
        "2026-11-16T15:12:00-06:00"
    );
}

#[test]
fn an_end_in_the_hour_that_came_twice_lies_behind_its_beginning() {
    let clock = clock("America/Chicago");
    let began = "2026-11-01T01:50:00-05:00".parse().unwrap();
    let end = clock.end("2026-11-01 01:05:00", began).unwrap();
    assert_eq!(end.to_rfc3339(), "2026-11-01T01:05:00-06:00");
    assert_eq!(clock.end("2026-11-01 00:05:00", began), None);
}

#[test]
fn a_skipped_time_is_moved_and_counted() {
    let mut clock = clock("America/Chicago");
    assert_eq!(
        read(&mut clock, "2026-03-08 02:30:00"),
        "2026-03-08T03:30:00-05:00"
    );
    assert_eq!(
        clock.changes,
        Changes {
            skipped: 1,
            repeated: 0
        }
    );
}

#[test]
fn what_is_written_in_utc_is_told_in_the_zone_of_the_business() {
    assert_eq!(
        read(&mut clock("UTC"), "2026-11-16 15:12:00"),
        "2026-11-16T09:12:00-06:00"
    );
    assert_eq!(
        read(&mut clock("Europe/Berlin"), "2026-11-16T15:12:00Z"),
        "2026-11-16T09:12:00-06:00"
    );
    assert_eq!(
        read(&mut clock("Europe/Berlin"), "2026-11-16 15:12:00"),
        "2026-11-16T15:12:00+01:00"
    );
}

#[test]
fn times_that_no_call_can_have_are_refused() {
    let mut clock = clock("UTC");
    assert!(matches!(
        clock.start("1969-12-31 23:59:59"),
        Err(TimeFault::TooEarly(_))
    ));
    assert!(matches!(
        clock.start("9999-12-31 23:59:59"),
        Err(TimeFault::TooLate(_))
    ));
    assert!(matches!(
        clock.start("03/04/2026 10:00"),
        Err(TimeFault::Stamp(_))
    ));
}
