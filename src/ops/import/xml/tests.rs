#![allow(clippy::unwrap_used, reason = "a test may stop")]
use super::*;
use std::ops::ControlFlow;

use crate::domain::import::row::Row;
use crate::ops::import::delimited::Next;
use crate::ops::import::meter::Going;
use crate::ops::import::records::{Records, survey};
use crate::ops::import::spool::Spool;

fn text(text: &str) -> Text {
    Text::new(std::io::Cursor::new(text.to_owned()), encoding_rs::UTF_8)
}

fn table(xml: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut step = |_| ControlFlow::Continue(());
    let mut going = Going::new(&mut step, 0);
    let mut shape = survey(&mut Xml::new(text(xml)), &mut going).unwrap();
    shape.find_lists();
    let mut records = Records::default();
    let mut spool = Spool::default();
    records
        .lay_out(
            &mut Xml::new(text(xml)),
            &shape,
            u64::MAX,
            &mut spool,
            &mut going,
        )
        .unwrap();
    let mut rows = spool.close().unwrap().rows().unwrap();
    let mut row = Row::default();
    let mut found = Vec::new();
    loop {
        match rows.next(&mut row).unwrap() {
            Next::End => return (records.columns, found),
            Next::Row => found.push(row.cells().map(str::to_owned).collect()),
            Next::Broken(why) => found.push(vec![format!("! {why}")]),
        }
    }
}

#[test]
fn attributes_are_columns_and_what_is_repeated_is_the_list() {
    let call = r#"<call number="+15550100" duration="42" date="1763284320123" type="2" name="A &amp; B &#233;" />"#;
    for calls in [
        format!(
            "<?xml version='1.0' encoding='UTF-8'?>\n<!-- x --><calls count=\"2\" backup_date=\"1763284320123\">{call}\n{call}</calls>"
        ),
        format!("<calls>{call}{call}</calls>"),
        format!(
            "<export><head><made>2026-11-16T09:12:00Z</made></head><body>{call}{call}</body></export>"
        ),
    ] {
        let (columns, rows) = table(&calls);
        assert_eq!(
            columns,
            ["number", "duration", "date", "type", "name"],
            "{calls}"
        );
        assert_eq!(rows.len(), 2);
        assert_eq!(
            rows[0],
            ["+15550100", "42", "1763284320123", "2", "A & B é"]
        );
    }
    assert_eq!(
        table(&format!("<calls count=\"1\">{call}</calls>")).1.len(),
        1
    );
}

#[test]
fn parts_are_named_by_the_way_that_leads_to_them() {
    let xml = "<cdr><core>1</core><variables><start_stamp>2026-11-16 09:12:00</start_stamp><a>1</a><b>2</b><c>3</c></variables>
        <app_log><application app_name=\"x\"/><application app_name=\"y\"/></app_log></cdr>";
    let (columns, rows) = table(xml);
    assert_eq!(rows.len(), 1);
    assert_eq!(columns.first().map(String::as_str), Some("core"));
    assert!(
        columns.contains(&"variables.start_stamp".into()),
        "{columns:?}"
    );
    let several = "<log><call><at>2026-11-16 09:12</at><tag>a</tag><tag>b</tag></call><call><at>2026-11-16 09:13</at></call></log>";
    assert_eq!(
        table(several),
        (
            vec!["at".into(), "tag".into()],
            vec![
                vec!["2026-11-16 09:12".into(), "a; b".into()],
                vec!["2026-11-16 09:13".into()]
            ]
        )
    );
}

#[test]
fn nothing_outside_is_read_and_nothing_grows() {
    let xml = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>
        <calls><call n=\"&b;\"><t>&f;</t></call><call n=\"2\"><t>x &lt; y</t></call></calls>";
    let rows = table(xml).1;
    assert_eq!(rows, [["&b;", "&f;"], ["2", "x < y"]]);
}

#[test]
fn a_cut_file_gives_what_is_whole_and_says_so() {
    let rows = table("<calls><call n=\"1\" m=\"1\"/><call n=\"2\" m=\"2\"/><call n=\"3").1;
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(rows[2][0].starts_with("! the file"), "{rows:?}");
    assert!(table(&"<a>".repeat(1000)).1[0][0].contains("64 deep"));
}
