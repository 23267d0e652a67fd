//! Names in the shapes that systems give, with invented numbers.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use proptest::prelude::*;

use super::*;

/// Time, first id, numbers, direction, as a line.
fn told(path: &str) -> String {
    let named = read(path);
    let at = named.at.map_or("-".to_owned(), |at| {
        at.format("%Y-%m-%d %H:%M:%S").to_string()
    });
    let zone = if named.is_utc { "Z" } else { "" };
    let direction = named.direction.map_or("-", Direction::word);
    format!(
        "{at}{zone} {} {} {direction}",
        named.ids.first().map_or("-", String::as_str),
        named.numbers.join("+")
    )
}

#[test]
fn names_of_known_systems_tell_time_ids_and_numbers() {
    for (path, expected) in [
        (
            "2026/11/16/in-3125550100-3125550188-20261116-091207-1794820327.482.wav",
            "2026-11-16 09:12:07 1794820327.482 3125550100+3125550188 in",
        ),
        (
            "out-13125550188-301-20261116-091207-pbx-1794820327.9.WAV",
            "2026-11-16 09:12:07 pbx-1794820327.9 13125550188+301 out",
        ),
        (
            "exten-120-110-20261116-091207-1794820327.189",
            "2026-11-16 09:12:07 1794820327.189 120+110 -",
        ),
        (
            "[Ruth Calder]_201-3125550188_20261116091207(380).wav",
            "2026-11-16 09:12:07 [Ruth Calder]_201-3125550188_20261116091207(380) 201+3125550188 out",
        ),
        (
            "[]_3125550188-100_20261116091207(2).wav",
            "2026-11-16 09:12:07 []_3125550188-100_20261116091207(2) 3125550188+100 in",
        ),
        (
            "20261116-091207_302_(312)555-0188_Outgoing_Auto_2243071124051.mp3",
            "2026-11-16 09:12:07 2243071124051 302+(312)555-0188 out",
        ),
        (
            "20261116-091207_(312)555-0188_Incoming_Auto_2254843027051.mp3",
            "2026-11-16 09:12:07 2254843027051 (312)555-0188 in",
        ),
        (
            "20261116-0912-13125550188-104.mp3",
            "2026-11-16 09:12:00 20261116-0912-13125550188-104 13125550188+104 -",
        ),
        (
            "GMT20261116-151207_Recording.transcript.vtt",
            "2026-11-16 15:12:07Z GMT20261116-151207_Recording  -",
        ),
        (
            "20261116-091207_3125550188-all.wav",
            "2026-11-16 09:12:07 20261116-091207_3125550188-all 3125550188 -",
        ),
        (
            "+13125550188 - Voicemail - 2026-11-16T15_12_07Z.mp3",
            "2026-11-16 15:12:07Z +13125550188 - Voicemail - 2026-11-16T15_12_07Z +13125550188 -",
        ),
        (
            " - Voicemail - 2026-11-16T15_12_07Z (1).mp3",
            "2026-11-16 15:12:07Z - Voicemail - 2026-11-16T15_12_07Z (1)  -",
        ),
        (
            "Call_20261116_091207_INCOMING_3125550188.m4a",
            "2026-11-16 09:12:07 Call_20261116_091207_INCOMING_3125550188 3125550188 in",
        ),
        (
            "2026/11/16/091207-103.wav",
            "2026-11-16 09:12:07 091207-103 103 -",
        ),
        (
            "archive/2026/Nov/16/091207-103.wav",
            "2026-11-16 09:12:07 091207-103 103 -",
        ),
        (
            "2026-11-16_0912.wav",
            "2026-11-16 09:12:00 2026-11-16_0912  -",
        ),
        (
            "Ruth 3125550188 2026-11-16 09.12.07.mp3",
            "2026-11-16 09:12:07 Ruth 3125550188 2026-11-16 09.12.07 3125550188 -",
        ),
        (
            "0b7c4b4e-3f0a-4a57-9c39-0d6a7a2f1c11.wav",
            "- 0b7c4b4e-3f0a-4a57-9c39-0d6a7a2f1c11  -",
        ),
        ("dir1/call-02229393022332.wav", "- call-02229393022332  -"),
    ] {
        assert_eq!(told(path), expected, "{path}");
    }
}

#[test]
fn what_a_file_is_does_not_belong_to_its_name() {
    assert_eq!(stem("a/b/call.wav.json"), "call");
    assert_eq!(stem("call.Transcript.VTT"), "call");
    assert_eq!(stem(".wav"), ".wav");
}

#[test]
fn a_day_that_never_was_is_no_time() {
    assert_eq!(read("20261331-091207_3125550188-all.wav").at, None);
    assert_eq!(read("in-1-2-20260230-091207-7.wav").at, None);
}

proptest! {
    #[test]
    fn no_name_stops_the_reader(path in "\\PC{0,60}") {
        let named = read(&path);
        prop_assert!(named.ids.len() <= 2);
    }

    #[test]
    fn nor_does_one_of_the_marks_that_names_are_made_of(path in "[\\[\\]()0-9a-zGMTZ_\\-+ ./]{0,60}") {
        let _ = read(&path);
    }
}
