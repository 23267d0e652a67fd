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
fn one_line_that_is_longer_than_all_others_makes_no_columns() {
    let log = "\
12/31/26 12:52PM 103 05 15550100155501001555010015550100 00:00'16 ....
12/31/26 *12:54PM 101 02 < incoming > 00:07'48 ....
12/31/26 1:04PM 103 06 092. . .1438 00:00'06 4536
12/31/26 1:05PM 103 01 < DISA incoming > 00:00'08 ....
";
    let (columns, rows) = table(log);
    assert_eq!(columns.len(), 7);
    assert_eq!(rows[0].1[4], "15550100155501001555010015550100");
    assert_eq!(rows[1].1[1], "12:54PM");
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

/// Twelve calls under a header; the gap between some columns is one space.
fn mitel(shift: &dyn Fn(usize, String) -> String) -> String {
    let header =
        "Date  Time  Length   Trunk Ext Number\n-----------------------------------------\n";
    let mut log = header.to_owned();
    for at in 0..12 {
        if at == 6 {
            log += "\u{c}\n";
            log += header;
        }
        let trunk = if at == 3 { "    " } else { "T101" };
        let line = format!(
            "03-13 11:{:02} 00:01:{:02} {trunk}  {} 55501{:02}",
            10 + at,
            20 + at,
            301 + at % 3,
            at
        );
        log += &shift(at, line);
        log.push('\n');
    }
    log
}

fn calls_of(log: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let (columns, rows) = table(log);
    let cells = rows.into_iter().map(|(_, cells)| cells);
    let calls = cells.filter(|cells| cells.len() > 3 && *cells != columns);
    let trim = |cells: Vec<String>| cells.iter().map(|cell| cell.trim().to_owned()).collect();
    (columns.clone(), calls.map(trim).collect())
}

#[test]
fn a_line_that_is_shifted_by_a_character_or_printed_with_more_spaces_is_the_same_call() {
    let straight = calls_of(&mitel(&|_, line| line));
    assert_eq!(
        straight.0,
        ["Date", "Time", "Length", "Trunk", "Ext", "Number"]
    );
    assert_eq!(straight.1.len(), 12);
    assert_eq!(straight.1[3][3], "", "no trunk");
    let shifted = mitel(&|at, line| match at {
        1 => format!(" {line}"),
        8 => line.replace("T101  ", "T101 "),
        10 => line.replace(" T101", "  T101"),
        _ => line,
    });
    assert_eq!(calls_of(&shifted), straight);
}

#[test]
fn a_line_whose_words_may_belong_to_two_columns_is_told_and_not_read() {
    let log = mitel(&|at, line| match at {
        5 => line.replace("T101  ", "T101-"),
        _ => line,
    });
    let straight = mitel(&|_, line| line);
    let fixed = Fixed::of(&log).unwrap();
    let line = |log: &str| log.lines().nth(7).unwrap().to_owned();
    assert_eq!(fixed.cut(8, &line(&log), None), None);
    assert!(fixed.cut(8, &line(&straight), None).is_some());
}

#[test]
fn lines_in_no_columns_are_refused_with_what_to_do() {
    let log = "3-13 9:25 a 301\n12-13 11:26 bcdefg 4\n1-3 10:27 301 5550100 T1\n";
    let fixed = Fixed::of(log).unwrap();
    let mut step = |_| ControlFlow::Continue(());
    let mut going = Going::new(&mut step, 0);
    let text = || {
        let log = std::io::Cursor::new(log.to_owned());
        Ok(Text::new(log, encoding_rs::UTF_8))
    };
    let error = fixed
        .lay_out(&text, None, u64::MAX, &mut Spool::default(), &mut going)
        .unwrap_err();
    assert!(error.is::<Uneven>(), "{error}");
}
