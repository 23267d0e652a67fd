#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use std::ops::ControlFlow;

use crate::ops::import::delimited::Next;

fn table(log: &str) -> (Vec<String>, Vec<(u64, Vec<String>)>) {
    let fixed = Fixed::of(log).unwrap();
    let mut spool = Spool::default();
    let text = || {
        let log = std::io::Cursor::new(log.to_owned());
        Ok(Text::new(log, encoding_rs::UTF_8))
    };
    let last = chrono::NaiveDate::from_ymd_opt(2027, 1, 2);
    let mut step = |_| ControlFlow::Continue(());
    let mut going = Going::new(&mut step, 0);
    fixed
        .lay_out(&text, last, u64::MAX, &mut spool, &mut going)
        .unwrap();
    let mut rows = spool.close().unwrap().rows().unwrap();
    let mut row = Row::default();
    let mut found = Vec::new();
    while rows.next(&mut row).unwrap() == Next::Row {
        found.push((row.line, row.cells().map(str::to_owned).collect()));
    }
    (fixed.columns, found)
}

#[test]
fn lines_in_columns_are_cut_where_every_line_has_a_space() {
    let log = "\x20 Date  Time   Length    Trunk  Ext   Number
-----------------------------------------------
 03-13 11:25  00:01:24   T101   301   5550100
-03-13 11:26  00:10:02   T2     302   918005550101
\u{c}
  Date  Time   Length    Trunk  Ext   Number
-----------------------------------------------
 03-13 11:31  00:00:09          301   5550102
 03-14 09:00  00:00:10   T1     302
";
    let (columns, rows) = table(log);
    assert_eq!(
        columns,
        ["Date", "Time", "Length", "Trunk", "Ext", "Number"]
    );
    let calls: Vec<_> = rows
        .iter()
        .filter(|(_, cells)| cells.len() > 3 && cells[0] != "Date")
        .collect();
    assert_eq!(calls.len(), 4);
    assert_eq!(calls[1].1[0], "03-13-2026", "the year of the newest call");
    assert_eq!((calls[1].0, calls[1].1[5].as_str()), (4, "918005550101"));
    assert_eq!((calls[2].0, calls[2].1[3].as_str()), (8, ""));
    assert_eq!(
        rows.iter().filter(|(_, cells)| *cells == columns).count(),
        1
    );
}

#[test]
fn lines_that_stand_in_no_columns_are_told_apart_by_what_their_words_are() {
    let log = "\
Date     Time   Ext.  CO Dial number      Duration  Code
12/31/26 12:52PM 103 05 15550100 00:00'16 ....
12/31/26 *12:54PM 101 02 < incoming > 00:07'48 ....
12/31/26 1:04PM 103 06 092. . .1438 00:00'06 4536
Date     Time   Ext.  CO Dial number      Duration  Code
12/31/26 1:06PM 103 01 092555 00:00'08 .... 0
";
    let (columns, rows) = table(log);
    assert_eq!(
        columns,
        ["Date", "Time", "Ext", "Line", "Number", "Duration", "Rest"]
    );
    assert_eq!(
        rows[1].1,
        [
            "12/31/26",
            "12:54PM",
            "101",
            "02",
            "< incoming >",
            "00:07'48",
            "...."
        ]
    );
    assert_eq!(rows[2].1[4], "092. . .1438");
    assert_eq!(rows[3].1, columns);
    assert_eq!(
        rows[4],
        (
            6,
            [
                "12/31/26", "1:06PM", "103", "01", "092555", "00:00'08", ".... 0"
            ]
            .map(String::from)
            .to_vec()
        )
    );
}

#[test]
fn other_texts_are_no_such_log() {
    for other in [
        "",
        "just\nwords\n",
        "2026-11-16 09:12 x\nmore\nwords\nhere\nagain\n",
        "12/31/26 12:52PM 103\n",
        "1.2 3:4 5\n1.2 3:4 5\n",
    ] {
        assert_eq!(Fixed::of(other), None, "{other:?}");
    }
}
