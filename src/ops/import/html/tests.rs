#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]
use super::*;
use std::ops::ControlFlow;

use crate::ops::import::delimited::Next;

fn text(text: &str) -> Text {
    Text::new(std::io::Cursor::new(text.to_owned()), encoding_rs::UTF_8)
}

fn looked(page: &str) -> Page {
    let mut step = |_| ControlFlow::Continue(());
    let mut going = Going::new(&mut step, 0);
    survey(text(page), &mut going).unwrap()
}

fn event(page: &str) -> Vec<String> {
    match looked(page) {
        Page::Event(cells) => cells,
        other => panic!("{other:?}"),
    }
}

fn page(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" ?><!DOCTYPE html><html><head><meta charset=\"UTF-8\" /><title>x</title></head><body>{body}</body></html>"
    )
}

#[test]
fn a_call_of_a_takeout_is_a_row() {
    let call = page(
        "<div class=\"haudio\"><span class=\"album\">Call Log for\n</span><span class=\"fn\">Placed call to\nMarta Lind</span>
        <div class=\"contributor vcard\">Placed call to\n<a class=\"tel\" href=\"tel:+16125550123\"><span class=\"fn\">Marta\nLind</span></a></div>
        <abbr class=\"published\" title=\"2026-11-16T09:12:19.000-06:00\">Nov 16, 2026, 9:12:19&#8239;AM</abbr>
        <br><abbr class=\"duration\" title=\"PT42S\">(00:00:42)</abbr>
        <div class=\"tags\">Labels: <a rel=\"tag\" href=\"http://www.google.com/voice#placed\">Placed</a></div></div>",
    );
    assert_eq!(
        event(&call),
        [
            "Placed",
            "2026-11-16T09:12:19.000-06:00",
            "PT42S",
            "+16125550123",
            "Marta Lind",
            "Placed",
            "",
            "",
            ""
        ]
    );
    let voicemail = page(
        "<div class=\"haudio\"><span class=\"fn\">Voicemail from X</span><a class=\"tel\" href=\"tel:+16125550124\"><span class=\"fn\"></span></a>
        <abbr class=\"published\" title=\"2026-11-16T09:12:19.000-06:00\">x</abbr>
        <span class=\"description\"><span class=\"full-text\">Please call &amp; ask.</span><br />
        <audio controls=\"controls\" src=\"X - Voicemail.mp3\"><a rel=\"enclosure\" href=\"y\">Audio</a></audio>
        <a rel=\"tag\">Voicemail</a>, <a rel=\"tag\">Inbox</a></div>",
    );
    let cells = event(&voicemail);
    assert_eq!(
        (cells[0].as_str(), cells[5].as_str()),
        ("Voicemail", "Voicemail; Inbox")
    );
    assert_eq!(
        (cells[3].as_str(), cells[6].as_str(), cells[7].as_str()),
        ("+16125550124", "X - Voicemail.mp3", "Please call & ask.")
    );
}

#[test]
fn a_conversation_of_text_messages_is_one_row_with_the_other_person() {
    let chat = page(
        "<div class=\"hChatLog hfeed\"><div class=\"message\"><abbr class=\"dt\" title=\"2026-11-16T09:12:19.894-06:00\">x</abbr>:
        <cite class=\"sender vcard\"><a class=\"tel\" href=\"tel:+1\"><abbr class=\"fn\" title=\"\">Me</abbr></a></cite>: <q>Hello</q></div>
        <div class=\"message\"><abbr class=\"dt\" title=\"2026-11-16T09:13:19.894-06:00\">x</abbr>:
        <cite><a class=\"tel\" href=\"tel:+16125550123\"><span class=\"fn\">Marta</span></a></cite>: <q>Hi</q></div></div>",
    );
    assert_eq!(
        event(&chat),
        [
            "Text",
            "2026-11-16T09:12:19.894-06:00",
            "",
            "+16125550123",
            "Marta",
            "",
            "",
            "",
            "2"
        ]
    );
}

#[test]
fn of_several_tables_the_largest_is_read_whatever_is_left_unclosed() {
    let tables = "<TABLE><tr><td>Report</td></tr></TABLE>
        <table border=1><TR><TH>When<TH>Who</TR><tr><td>2026-11-16 09:12<td>Dana &amp;\n <b>Ben</b>&nbsp;</tr>
        <tr><td><table><tr><td>in</td></tr></table>x<td>y</table><br>";
    let mut step = |_| ControlFlow::Continue(());
    let mut going = Going::new(&mut step, 0);
    let Page::Table(at) = looked(tables) else {
        panic!("no table");
    };
    let mut spool = Spool::default();
    lay_out(text(tables), at, u64::MAX, &mut spool, &mut going).unwrap();
    let mut rows = spool.close().unwrap().rows().unwrap();
    let mut row = Row::default();
    let mut found = Vec::new();
    while rows.next(&mut row).unwrap() == Next::Row {
        found.push(row.cells().map(str::to_owned).collect::<Vec<_>>());
    }
    assert_eq!(
        found,
        [
            ["When", "Who"],
            ["2026-11-16 09:12", "Dana & Ben"],
            ["x", "y"]
        ]
    );
    assert_eq!(looked("<html><body><p>Nothing</body>"), Page::Nothing);
}
