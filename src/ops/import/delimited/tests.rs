#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;

fn rows(text: &str, width: usize) -> Vec<(u64, Vec<String>)> {
    let source = Text::new(std::io::Cursor::new(text.to_owned()), encoding_rs::UTF_8);
    let mut delimited = Delimited::new(source, b',');
    delimited.set_width(width);
    let mut row = Row::default();
    let mut found = Vec::new();
    loop {
        match delimited.next(&mut row).unwrap() {
            Next::End => return found,
            Next::Row => found.push((row.line, row.cells().map(str::to_owned).collect())),
            Next::Broken(why) => found.push((row.line, vec![format!("! {why}")])),
        }
    }
}

fn cells(text: &str) -> Vec<Vec<String>> {
    rows(text, 0).into_iter().map(|(_, cells)| cells).collect()
}

#[test]
fn lines_may_end_in_any_way_and_the_last_one_not_at_all() {
    let expected = [["a", "b"], ["c", "d"], ["e", "f"]];
    for text in [
        "a,b\nc,d\ne,f",
        "a,b\nc,d\ne,f\n",
        "a,b\r\nc,d\r\ne,f\r\n",
        "a,b\rc,d\re,f\r",
        "a,b\rc,d\ne,f\r\n",
    ] {
        assert_eq!(cells(text), expected, "{text:?}");
    }
    assert_eq!(cells(""), Vec::<Vec<String>>::new());
    assert_eq!(cells("a,\n"), [["a", ""]]);
    assert_eq!(cells("a,b\n\n\nc,d\n").len(), 4);
}

#[test]
fn quotation_marks_may_be_doubled_or_stand_as_they_are() {
    for (text, expected) in [
        ("\"a, b\",c\n", ["a, b", "c"]),
        ("\"say \"\"hi\"\"\",c", ["say \"hi\"", "c"]),
        ("\"\",c\n", ["", "c"]),
        ("x, \"a, b\"\n", ["x", "a, b"]),
        ("\"two\nlines\",c\n", ["two\nlines", "c"]),
        ("6\" pipe,c\n", ["6\" pipe", "c"]),
        ("\"\"Ruth\" <1115>\",c\n", ["\"Ruth\" <1115>", "c"]),
        ("\"Smith \"Bob\" x\",c\n", ["Smith \"Bob\" x", "c"]),
        ("\"\"\"Ruth\"\" <1>\",c\n", ["\"Ruth\" <1>", "c"]),
        ("a,\"b\"", ["a", "b"]),
    ] {
        assert_eq!(cells(text), [expected], "{text:?}");
    }
}

#[test]
fn a_mark_that_is_never_closed_costs_its_own_row() {
    let text = "a,\"x\",1\nb,\"y,2\nc,\"z\",3\nd,\"w\",4\n";
    assert_eq!(
        rows(text, 3),
        [
            (1, vec!["a".into(), "x".into(), "1".into()]),
            (2, vec!["b".into(), "\"y".into(), "2".into()]),
            (3, vec!["c".into(), "z".into(), "3".into()]),
            (4, vec!["d".into(), "w".into(), "4".into()]),
        ]
    );
    let text = "a,x,1\nb,\"y, z,2\nc,z,3\n";
    assert_eq!(
        rows(text, 3),
        [
            (1, vec!["a".into(), "x".into(), "1".into()]),
            (
                2,
                vec!["! a quotation mark is opened and never closed".into()]
            ),
            (3, vec!["c".into(), "z".into(), "3".into()]),
        ]
    );
}

#[test]
fn a_mark_that_is_never_closed_swallows_no_row_below_however_wide_or_long() {
    let broken = "! a quotation mark is opened and never closed";
    let below_two_lines = "\"a\",\"x, y\n\"b\",\"one\ntwo\"\n\"c\",\"z\"\n";
    let below_a_short_one = "\"a\",\"x, y\r\n\"b\"\r\n\"c\",\"z\"\r\n";
    let below_an_empty_cell = "\"a\",\"x, y\r\"\",\"v\",\"w\"\r\"c\",\"z\"\r";
    for text in [below_two_lines, below_a_short_one, below_an_empty_cell] {
        let found = rows(text, 2);
        assert_eq!(found[0], (1, vec![broken.into()]), "{text:?}");
        assert_eq!(found[1].0, 2, "{text:?}");
        assert_eq!(found[2].1, ["c", "z"], "{text:?}");
    }
    let quoted_inside = "a,\"one\n\"\"two\"\"\"\nb,y\n";
    assert_eq!(cells(quoted_inside), [["a", "one\n\"two\""], ["b", "y"]]);
}

#[test]
fn marks_and_delimiters_that_were_never_escaped_stay_in_their_cell() {
    let text = "\"a\",\"Bob \"the plumber\", jr\",\"1\"\n\"b\",\"\",\"2\"\nc,\"x\",3,4\n";
    assert_eq!(
        rows(text, 3)
            .into_iter()
            .map(|(_, cells)| cells)
            .collect::<Vec<_>>(),
        [
            vec!["a", "Bob \"the plumber\", jr", "1"],
            vec!["b", "", "2"],
            vec!["c", "x", "3", "4"],
        ]
    );
}

#[test]
fn a_cell_of_several_lines_counts_its_lines() {
    let text = "a,\"one\ntwo\r\nthree\",1\nb,y,2\n";
    let found = rows(text, 3);
    assert_eq!(
        found.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
        [1, 4]
    );
}

#[test]
fn too_long_and_too_wide_rows_are_left_out() {
    let long = "x".repeat(LONGEST_ROW + 10);
    for text in [
        format!("a,b\n{long},c\nd,e\n"),
        format!("a,b\n\"{long}\",c\nd,e\n"),
    ] {
        let found = rows(&text, 2);
        assert_eq!(found.len(), 3);
        assert_eq!(found[1].0, 2);
        assert!(found[1].1[0] == "! it is longer than 1 MiB");
        assert_eq!(found[2], (3, vec!["d".into(), "e".into()]));
    }
    let wide = format!("{}\na,b\n", ",".repeat(1_000_000));
    let found = rows(&wide, 2);
    assert!(found[0].1[0].starts_with("! "));
    assert_eq!(found[1], (2, vec!["a".into(), "b".into()]));
}

#[test]
fn rows_may_be_cut_by_the_edge_of_a_piece_of_text() {
    let number = |at: usize| format!("{at:05}");
    for (cell, end) in [
        ("plain", "\r\n"),
        ("\"a \"\"b\"\",\n c\"", "\n"),
        ("\"x\"", "\r"),
    ] {
        // Lines of 13 to 22 bytes: every place of a row comes to lie on an edge.
        let text: String = (0..40_000)
            .map(|at| format!("{},{cell}{end}", number(at)))
            .collect();
        let found = rows(&text, 2);
        assert_eq!(found.len(), 40_000);
        let expected = cell.trim_matches('"').replace("\"\"", "\"");
        for (at, (_, cells)) in found.iter().enumerate() {
            assert_eq!((&cells[0], &cells[1]), (&number(at), &expected));
        }
    }
}

#[test]
fn a_file_full_of_open_marks_is_read_in_one_go() {
    let text = "x,\"abc\n".repeat(20_000);
    assert_eq!(rows(&text, 2).len(), 20_000);
}

#[test]
fn the_delimiter_is_told_by_the_contents() {
    for (text, expected) in [
        ("a,b,c\n1,2,3\n", Some(b',')),
        ("a;b;c\n1,5;2,5;3\n1,5;2,5;3\n", Some(b';')),
        ("a\tb\n\"x, y\"\tz\n", Some(b'\t')),
        ("a|b|c\n1|2|3\n", Some(b'|')),
        ("Report\n\na,b,c\n1,2,3\n", Some(b',')),
        ("hello\nworld\n", None),
        ("", None),
    ] {
        assert_eq!(delimiter_of(text), expected, "{text:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_to_its_end(text in "[a,\"\r\n \u{e9}]{0,200}", width in 0_usize..4) {
        let lines = text.replace("\r\n", "\n").replace('\r', "\n").lines().count() as u64;
        let found = rows(&text, width);
        proptest::prop_assert!(found.len() as u64 <= lines);
        proptest::prop_assert!(found.iter().all(|(line, _)| *line <= lines));
        proptest::prop_assert!(found.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
