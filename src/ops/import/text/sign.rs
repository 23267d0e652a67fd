//! What a file is that is no table, by how it begins.

use encoding_rs::Encoding;

const KINDS: [(&[u8], &str); 12] = [
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel workbook (save it as .xlsx or CSV)",
    ),
    (b"%PDF", "a PDF document"),
    (b"RIFF", "an audio recording"),
    (b"ID3", "an audio recording"),
    (b"OggS", "an audio recording"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"SQLite format 3\0", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"BEGIN:VCALENDAR", "a calendar"),
    (b"BEGIN:VCARD", "a list of contacts"),
    (b"{\\rtf", "a text document"),
];
/// How a letter begins; the first is that of a mailbox.
const OF_LETTERS: [&[u8]; 6] = [
    b"From ",
    b"From: ",
    b"Return-Path: ",
    b"Received: ",
    b"Delivered-To: ",
    b"MIME-Version: ",
];

/// What a file is that is no table.
pub(super) fn other(head: &[u8], encoding: Option<&'static Encoding>) -> Option<&'static str> {
    let start = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    if let Some((_, what)) = KINDS.iter().find(|(sign, _)| start.starts_with(sign)) {
        return Some(what);
    }
    let letter = OF_LETTERS.iter().any(|sign| start.starts_with(sign));
    if letter
        && head
            .split(|b| *b == b'\n')
            .any(|line| line.starts_with(b"Subject: "))
    {
        return Some("e-mail");
    }
    let strange = head
        .iter()
        .filter(|b| b.is_ascii_control() && !b"\0\t\n\r\x0b\x0c\x1a".contains(b))
        .count();
    let zeros = head.split(|b| *b == 0).count() - 1;
    (encoding.is_none() && (strange * 20 > head.len() || zeros * 3 > head.len()))
        .then_some("a program's own file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_told_by_how_it_begins() {
        for (head, what) in [
            ("%PDF-1.7\n", Some("a PDF document")),
            ("BEGIN:VCALENDAR\nVERSION:2.0\n", Some("a calendar")),
            ("\u{feff}BEGIN:VCARD\n", Some("a list of contacts")),
            (
                "From ruth@harbor.example Mon Nov 16 09:12:00 2026\nSubject: Calls\n",
                Some("e-mail"),
            ),
            (
                "From: ruth@harbor.example\nSubject: Calls\n",
                Some("e-mail"),
            ),
            ("From,To,Start\n301,302,2026-11-16 09:12\n", None),
            ("Start,Agent\n2026-11-16 09:12,Dana\n", None),
        ] {
            assert_eq!(other(head.as_bytes(), None), what, "{head}");
        }
    }
}
