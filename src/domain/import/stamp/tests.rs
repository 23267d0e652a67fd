#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;

fn wall(text: &str, order: DateOrder) -> Option<String> {
    match Stamp::read(text).ok()?.when(Some(order), text).ok()? {
        When::Wall(at) => Some(at.to_string()),
        When::Utc(at) => Some(format!("{} utc", at.naive_utc())),
        When::Exact(at) => Some(at.to_rfc3339()),
    }
}

#[test]
fn dates_that_can_be_read_in_one_way_need_no_order() {
    for (text, expected) in [
        ("2026-11-16 09:12:05", "2026-11-16 09:12:05"),
        ("2026-11-16T09:12:05", "2026-11-16 09:12:05"),
        ("2026-11-16T09:12:05.1234567Z", "2026-11-16 09:12:05 utc"),
        ("2026-11-16 09:12", "2026-11-16 09:12:00"),
        ("2026/11/16 9:12:05", "2026-11-16 09:12:05"),
        ("2026-11-16", "2026-11-16 00:00:00"),
        ("2015-07-26 15:45:02+05:30", "2015-07-26T15:45:02+05:30"),
        ("2026-11-16T09:12:05-0600", "2026-11-16T09:12:05-06:00"),
        ("2026-11-16 09:12:05 UTC", "2026-11-16 09:12:05 utc"),
        (
            "Mon, 16 Nov 2026 09:12:05 +0000",
            "2026-11-16T09:12:05+00:00",
        ),
        (
            "Mon, 16 Nov 2026 09:12:05 +0000 (UTC)",
            "2026-11-16T09:12:05+00:00",
        ),
        ("16 Nov 2026 09:12:05 EST", "2026-11-16T09:12:05-05:00"),
        ("Nov 16, 2026 9:12 AM", "2026-11-16 09:12:00"),
        ("Nov 16, 2026, 12:05:09\u{202f}AM", "2026-11-16 00:05:09"),
        ("November 16, 2026 at 12:05 p.m.", "2026-11-16 12:05:00"),
        ("16-Nov-26 21:12", "2026-11-16 21:12:00"),
        ("20261116091205", "2026-11-16 09:12:05"),
        ("20261116", "2026-11-16 00:00:00"),
        ("20261116 091205", "2026-11-16 09:12:05"),
        ("1763284325", "2025-11-16 09:12:05 utc"),
        ("1763284325123", "2025-11-16 09:12:05 utc"),
        ("1763284325123456", "2025-11-16 09:12:05 utc"),
        ("1763284325.6", "2025-11-16 09:12:05 utc"),
        ("46342.5", "2026-11-16 12:00:00"),
    ] {
        let stamp = Stamp::read(text).unwrap();
        assert!(!stamp.is_open(), "{text}");
        assert_eq!(
            wall(text, DateOrder::Mdy).as_deref(),
            Some(expected),
            "{text}"
        );
    }
}

#[test]
fn open_dates_are_read_in_the_order_that_is_given() {
    for (text, order, expected) in [
        ("03/04/2026 09:12", DateOrder::Dmy, "2026-04-03 09:12:00"),
        ("03/04/2026 09:12", DateOrder::Mdy, "2026-03-04 09:12:00"),
        ("3.4.2026 9:12:05", DateOrder::Dmy, "2026-04-03 09:12:05"),
        ("11162026 0912", DateOrder::Mdy, "2026-11-16 09:12:00"),
        ("03042026 091205", DateOrder::Dmy, "2026-04-03 09:12:05"),
        ("03-04-26 09:12", DateOrder::Ymd, "2003-04-26 09:12:00"),
        ("4/20/20 6:12 AM", DateOrder::Mdy, "2020-04-20 06:12:00"),
        ("08/28/2020 10:19:39", DateOrder::Mdy, "2020-08-28 10:19:39"),
        ("9:12 03/04/2026", DateOrder::Dmy, "2026-04-03 09:12:00"),
        ("10312003", DateOrder::Mdy, "2003-10-31 00:00:00"),
        (
            "8/12/2025 12:00:00 AM",
            DateOrder::Mdy,
            "2025-08-12 00:00:00",
        ),
    ] {
        let stamp = Stamp::read(text).unwrap();
        assert!(stamp.is_open(), "{text}");
        assert_eq!(wall(text, order).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn without_an_order_a_date_is_read_where_only_one_day_fits() {
    let read = |text: &str| Stamp::read(text).unwrap().when(None, text);
    for text in ["03/04/2026 09:12", "03/04/26 09:12", "13/04/26 09:12"] {
        assert!(matches!(read(text), Err(StampFault::TwoWays(_))), "{text}");
    }
    for text in ["16/11/2026 09:12", "11/16/2026 09:12", "11/11/2026 09:12"] {
        assert!(read(text).is_ok(), "{text}");
    }
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        "hello",
        "31/31/2025 99:99",
        "2026-02-30 09:00:00",
        "2026-11-16 25:00:00",
        "301",
        "09:12",
        "12345678901",
        "2026-11-16 09:12:05 XYZT",
        "03-13 11:25",
        "+13125550188",
        "99999999",
        "2026-13-01",
        "1/2/3/4",
    ] {
        assert!(Stamp::read(text).is_err(), "{text}");
    }
    assert_eq!(wall("04/31/2026", DateOrder::Mdy), None);
    assert_eq!(wall("03/04/2026", DateOrder::Ymd), None);
}

proptest::proptest! {
    #[test]
    fn no_text_stops_the_program(text in "\\PC{0,40}", digits in "[0-9:/. TZ+-]{0,30}") {
        let _ = Stamp::read(&text);
        let _ = Stamp::read(&digits);
    }
}
