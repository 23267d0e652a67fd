#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use std::ops::ControlFlow;

use crate::ops::import::delimited::Next;

fn text(text: &str) -> Text {
    Text::new(std::io::Cursor::new(text.to_owned()), encoding_rs::UTF_8)
}

fn table(dump: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut step = |_| ControlFlow::Continue(());
    let mut going = Going::new(&mut step, 0);
    let found = survey(text(dump), &mut going).unwrap();
    let mut spool = Spool::default();
    lay_out(text(dump), &found, u64::MAX, &mut spool, &mut going).unwrap();
    let mut rows = spool.close().unwrap().rows().unwrap();
    let mut row = Row::default();
    let mut cells = Vec::new();
    loop {
        match rows.next(&mut row).unwrap() {
            Next::End => return (found.columns, cells),
            Next::Row => cells.push(row.cells().map(str::to_owned).collect()),
            Next::Broken(why) => cells.push(vec![format!("! {why}")]),
        }
    }
}

#[test]
fn a_dump_gives_the_table_with_the_calls_and_its_columns() {
    let dump = "-- a dump; of some\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `cdr`;\n
        CREATE TABLE `people` (`id` int(11) NOT NULL, `name` varchar(80), PRIMARY KEY (`id`));
        INSERT INTO `people` VALUES (1,'Ruth'),(2,'Jo;e'),(3,'x'),(4,'y');
        CREATE TABLE `cdr` (\n `calldate` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',\n `clid` varchar(80),\n
         `duration` int(11) DEFAULT '0', `rate` decimal(10,2),\n KEY `calldate` (`calldate`,`clid`)\n) ENGINE=MyISAM;
        LOCK TABLES `cdr` WRITE;
        INSERT INTO `cdr` VALUES ('2026-11-16 09:12:00','\\\"Ruth O\\'Neil\\\" <301>',42,1.50),('2026-11-16 09:13:00','a, (b)''s',NULL,-1);
        INSERT INTO `cdr` VALUES ('2026-11-16 09:14:00','',7,NULL);\nUNLOCK TABLES;\n";
    assert!(is_dump(dump));
    let (columns, rows) = table(dump);
    assert_eq!(columns, ["calldate", "clid", "duration", "rate"]);
    assert_eq!(
        rows,
        [
            ["2026-11-16 09:12:00", "\"Ruth O'Neil\" <301>", "42", "1.50"],
            ["2026-11-16 09:13:00", "a, (b)'s", "", "-1"],
            ["2026-11-16 09:14:00", "", "7", ""],
        ]
    );
}

#[test]
fn columns_may_be_named_by_the_statement_or_not_at_all() {
    let named = "insert into db.cdr (at, secs) values (\"2026-11-16 09:12:00\", \"42\");";
    assert_eq!(
        table(named),
        (
            vec!["at".into(), "secs".into()],
            vec![vec!["2026-11-16 09:12:00".into(), "42".into()]]
        )
    );
    let bare = "INSERT INTO cdr VALUES (\"Ruth\",\"301\", \"2026-11-16 09:12:00\");\nINSERT INTO cdr VALUES (\"Jo\",\"302\", \"2026-11-16 09:13:00\");\n";
    let (columns, rows) = table(bare);
    assert_eq!((columns.len(), rows.len()), (0, 2));
    assert_eq!(rows[1], ["Jo", "302", "2026-11-16 09:13:00"]);
}

#[test]
fn a_cut_dump_says_so_and_other_texts_are_no_dumps() {
    let rows = table("INSERT INTO c VALUES (1,'2026-11-16 09:12:00'),(2,'2026-11").1;
    assert_eq!(
        rows,
        [
            vec!["1".to_owned(), "2026-11-16 09:12:00".into()],
            vec!["! the file ends in the middle of it".into()]
        ]
    );
    for other in [
        "at,rep\n2026-11-16 09:12,Dana\n",
        "create,at\nx,2026\n",
        "-- nothing\n",
        "set;at\n1;2\n",
    ] {
        assert!(!is_dump(other), "{other}");
    }
}
