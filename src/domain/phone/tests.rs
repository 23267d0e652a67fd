#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;

fn key_in(region: &str, text: &str) -> PhoneKey {
    phone_key(text, Region::parse(region)).unwrap()
}

#[test]
fn one_line_written_in_many_ways_is_one_key() {
    // The international forms are those of ITU-T E.164; the prefixes those of each country's numbering plan.
    for (region, expected, ways) in [
        (
            "US",
            (1, 3_125_550_188),
            &[
                "+1 312 555 0188",
                "(312) 555-0188",
                "312.555.0188",
                "13125550188",
                "1-312-555-0188",
                "00 1 312 555 0188",
                "011 1 312 555 0188",
                "sip:+13125550188@pbx.example;user=phone",
                "tel:+1-312-555-0188",
                "(312) 555-0188 x12",
                "312-555-0188 ext. 4",
                "+1 312 555 0188; +1 312 555 0199",
                "312-555-0188, 312-555-0199",
                "\u{202a}+1 312 555 0188\u{202c}",
            ][..],
        ),
        (
            "AU",
            (61, 412_345_678),
            &[
                "0412 345 678",
                "+61 412 345 678",
                "0011 61 412 345 678",
                "61412345678",
            ],
        ),
        (
            "GB",
            (44, 7_700_900_123),
            &[
                "07700 900123",
                "+447700900123",
                "00447700900123",
                "+44 (0)7700 900123",
            ],
        ),
        (
            "DE",
            (49, 30_901_820),
            &[
                "030 901820",
                "+49 30 901820",
                "0049 30 901820",
                "(030) 90 18 20",
            ],
        ),
        (
            "IN",
            (91, 9_876_543_210),
            &["98765 43210", "098765 43210", "+91 98765 43210"],
        ),
        ("ES", (34, 612_345_678), &["612 345 678", "+34 612 345 678"]),
        (
            "FR",
            (33, 145_678_901),
            &[
                "01 45 67 89 01",
                "+33 1 45 67 89 01",
                "+33 (0)1 45 67 89 01",
            ],
        ),
    ] {
        let expected = PhoneKey {
            country: expected.0,
            national: expected.1,
        };
        for way in ways {
            assert_eq!(key_in(region, way), expected, "{way} in {region}");
        }
    }
}

#[test]
fn a_number_that_tells_its_country_is_the_same_from_everywhere() {
    for text in ["+1 312 555 0188", "+49 30 901820", "+44 7700 900123"] {
        let anywhere = phone_key(text, None);
        for region in ["US", "DE", "GB", "AU", "IT"] {
            assert_eq!(
                phone_key(text, Region::parse(region)),
                anywhere,
                "{text} {region}"
            );
        }
    }
}

#[test]
fn equal_last_nine_digits_in_two_countries_are_two_lines() {
    assert_ne!(
        key_in("US", "+61 412 345 678"),
        key_in("US", "+49 412 345 678")
    );
    assert_ne!(key_in("US", "312-555-0188"), key_in("US", "412-555-0188"));
    assert_ne!(key_in("GB", "020 7946 0123"), key_in("US", "207 946 0123"));
}

#[test]
fn without_a_country_a_number_stays_as_it_is_written() {
    assert_eq!(
        phone_key("(312) 555-0188", None),
        Some(PhoneKey {
            country: 0,
            national: 3_125_550_188
        })
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
        "sip:dana@calder.example",
        "1234567890123456789",
    ] {
        assert!(!is_number(text), "{text}");
        assert_eq!(phone_key(text, Region::parse("US")), None, "{text}");
    }
}

#[test]
fn a_zone_lies_in_a_country() {
    for (zone, code) in [
        ("America/Chicago", Some("US")),
        ("US/Central", Some("US")),
        ("Europe/Berlin", Some("DE")),
        ("Europe/Kiev", Some("UA")),
        ("Asia/Calcutta", Some("IN")),
        ("UTC", None),
        ("Etc/GMT+6", None),
    ] {
        let found = Region::of_zone(zone);
        assert_eq!(found.as_ref().map(Region::code), code, "{zone}");
    }
}

#[test]
fn every_country_of_a_zone_is_one_that_numbers_know() {
    // Without telephone numbers of their own: the Antarctic, islands without people.
    let without = ["AQ", "GS", "PN", "TF", "UM"];
    for code in ZONES.lines().filter_map(|line| line.split(' ').next()) {
        assert!(
            without.contains(&code) || Region::parse(code).is_some(),
            "{code}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn no_text_stops_the_reading(text in "\\PC{0,40}|[+0-9 ()x;*.#-]{0,24}") {
        for region in [None, Region::parse("US"), Region::parse("IT"), Region::parse("AR")] {
            let _ = phone_key(&text, region);
        }
    }

    #[test]
    fn signs_between_the_digits_change_nothing(
        number in "[2-9][0-9]{2}[2-9][0-9]{6}",
        signs in proptest::collection::vec("[ ().-]{0,2}", 10),
    ) {
        let written: String = number.chars().zip(&signs).flat_map(|(digit, sign)| [sign.clone(), digit.to_string()]).collect();
        let region = Region::parse("US");
        let key = phone_key(&number, region);
        proptest::prop_assert_eq!(phone_key(&written, region), key);
        proptest::prop_assert_eq!(phone_key(&format!("+1 {written}"), None), key);
        proptest::prop_assert_eq!(phone_key(&format!("001{number}"), region), key);
    }
}
