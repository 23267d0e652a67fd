//! Excel workbooks and archives: the same calls as from a plain table, and nothing that a hostile one can do.

use std::io::{Cursor, Write};

use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::Desk;

/// An archive of these files.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A sheet: its name, whether it is hidden, and its rows as XML.
pub type Sheet<'s> = (&'s str, bool, String);

/// A workbook of these sheets and shared texts. Style 1 is a date, 2 a date and time, 3 a length, 4 a time of day.
pub fn workbook(sheets: &[Sheet<'_>], texts: &[&str]) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut list = String::new();
    let mut links = format!(
        "<Relationship Id=\"rS\" Type=\"{office}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rT\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    );
    for (at, (name, hidden, _)) in sheets.iter().enumerate() {
        let state = if *hidden { " state=\"hidden\"" } else { "" };
        list += &format!(
            "<sheet name=\"{name}\" sheetId=\"{}\"{state} r:id=\"r{at}\"/>",
            at + 1
        );
        links += &format!(
            "<Relationship Id=\"r{at}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        );
    }
    let texts: String = texts
        .iter()
        .map(|text| format!("<si><t xml:space=\"preserve\">{text}</t></si>"))
        .collect();
    let formats = [0, 14, 22, 46, 21]
        .map(|id| format!("<xf numFmtId=\"{id}\" applyNumberFormat=\"1\"/>"))
        .concat();
    let mut files = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "{head}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
            ),
        ),
        (
            "_rels/.rels".into(),
            format!(
                "{head}<Relationships xmlns=\"{package}\"><Relationship Id=\"r\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".into(),
            format!(
                "{head}<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{list}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".into(),
            format!("{head}<Relationships xmlns=\"{package}\">{links}</Relationships>"),
        ),
        (
            "xl/styles.xml".into(),
            format!(
                "{head}<styleSheet xmlns=\"{main}\"><cellXfs count=\"5\">{formats}</cellXfs></styleSheet>"
            ),
        ),
        (
            "xl/sharedStrings.xml".into(),
            format!("{head}<sst xmlns=\"{main}\">{texts}</sst>"),
        ),
    ];
    for (at, (_, _, rows)) in sheets.iter().enumerate() {
        files.push((
            format!("xl/worksheets/sheet{at}.xml"),
            format!("{head}<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ));
    }
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    archive(&files)
}

/// A row of cells, each as `(kind, value)`: `s` a shared text, `i` a text, `n` a number, `1` to `4` a number in a style,
/// `f` a formula without a value, `e` a fault.
pub fn row(at: usize, cells: &[(char, &str)]) -> String {
    let cells: String = cells
        .iter()
        .enumerate()
        .map(|(column, (kind, value))| {
            let place = format!("{}{at}", char::from(b'A' + column as u8));
            match kind {
                's' => format!("<c r=\"{place}\" t=\"s\"><v>{value}</v></c>"),
                'i' => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
                'n' => format!("<c r=\"{place}\"><v>{value}</v></c>"),
                'f' => format!("<c r=\"{place}\"><f>{value}</f></c>"),
                'e' => format!("<c r=\"{place}\" t=\"e\"><v>{value}</v></c>"),
                style => format!("<c r=\"{place}\" s=\"{style}\"><v>{value}</v></c>"),
            }
        })
        .collect();
    format!("<row r=\"{at}\">{cells}</row>")
}

const CSV: &str = "\
Call ID,Start time,Agent,Phone number,Duration,Ring
1002003004005006007,2026-11-16 09:12:00,Dana Reyes,16125550101,0:04:00,0:00:05
1002003004005006008,2026-11-16 09:31:05,Ben Okafor,16125550102,0:18:00,0:00:07
1002003004005006009,2026-11-17 14:00:00,Dana Reyes,16125550103,0:00:00,0:00:30
";

/// The same three calls; Excel counts days from 30 December 1899.
fn calls() -> String {
    let header = [
        "Call ID",
        "Start time",
        "Agent",
        "Phone number",
        "Duration",
        "Ring",
    ]
    .map(|name| ('i', name));
    [
        row(1, &[('i', "Report of the week")]),
        row(3, &header),
        row(
            4,
            &[
                ('i', "1002003004005006007"),
                ('2', "46342.383333333331"),
                ('s', "0"),
                ('n', "16125550101"),
                ('3', "2.7777777777777779E-3"),
                ('n', "5.7870370370370373E-5"),
            ],
        ),
        row(
            5,
            &[
                ('i', "1002003004005006008"),
                ('i', "2026-11-16 09:31:05"),
                ('s', "1"),
                ('n', "1.6125550102E10"),
                ('4', "1.2500000000000001E-2"),
                ('n', "8.1018518518518516E-5"),
            ],
        ),
        row(
            6,
            &[
                ('i', "1002003004005006009"),
                ('2', "46343.583333333336"),
                ('s', "0"),
                ('i', "16125550103"),
                ('3', "0"),
                ('n', "3.4722222222222224E-4"),
            ],
        ),
        row(7, &[('i', ""), ('i', "")]),
    ]
    .concat()
}

/// A workbook of them.
pub fn calls_as_workbook() -> Vec<u8> {
    workbook(&[("Calls", false, calls())], &["Dana Reyes", "Ben Okafor"])
}

const TOLD: &str = "SELECT group_concat(told, '|') FROM (SELECT source_key || rep_written || number || talk_secs || ring_secs || total_secs || started_at || standing AS told FROM call ORDER BY started_at)";

fn told(desk: &Desk) -> String {
    desk.sql().query_row(TOLD, [], |row| row.get(0)).unwrap()
}

fn put(desk: &Desk, name: &str, bytes: &[u8]) {
    std::fs::write(desk.folder().join(name), bytes).unwrap();
}

#[test]
fn a_workbook_gives_the_same_figures_as_the_same_calls_as_text() {
    let plain = Desk::new();
    plain.write("calls.csv", CSV);
    plain.json(&["import", "calls.csv", "--add-reps"]);
    let expected = told(&plain);

    let desk = Desk::new();
    let other = row(1, &[('i', "Name"), ('i', "Since"), ('i', "Note")])
        + &row(2, &[('i', "Dana"), ('1', "46342"), ('e', "#N/A")]);
    let secret = calls().replace("1002003004005006007", "999");
    let sheets = [
        ("About", false, other),
        ("Hidden", true, secret),
        ("Calls", false, calls()),
    ];
    put(
        &desk,
        "calls.xlsx",
        &workbook(&sheets, &["Dana Reyes", "Ben Okafor"]),
    );
    let read = desk.json(&["import", "calls.xlsx", "--add-reps"]);
    assert_eq!(
        (&read[0]["rows"], &read[0]["counted"]),
        (&json!(3), &json!("row")),
        "{read}"
    );
    assert!(
        read[0]["recognised"]
            .as_str()
            .unwrap()
            .ends_with("sheet 'Calls'"),
        "{read}"
    );
    assert_eq!(told(&desk), expected);
}

#[test]
fn what_a_workbook_lacks_costs_its_row() {
    let desk = Desk::new();
    let header = row(
        1,
        &["Start time", "Agent", "Phone number", "Duration"].map(|name| ('i', name)),
    );
    let rows = header
        + &row(
            2,
            &[
                ('2', "46342.5"),
                ('i', "Dana Reyes"),
                ('n', "1"),
                ('n', "30"),
            ],
        )
        + &row(
            3,
            &[('f', "NOW()"), ('i', "Dana Reyes"), ('n', "2"), ('n', "30")],
        )
        + &row(
            4,
            &[('e', "#REF!"), ('i', "Dana Reyes"), ('n', "3"), ('n', "30")],
        )
        + "<row r=\"5\"><c r=\"XFD5\"><v>1</v></c></row>"
        + "<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>The end</t></is></c></row>";
    put(
        &desk,
        "calls.xlsx",
        &workbook(&[("Calls", false, rows)], &[]),
    );
    let ran = desk.run(&["--json", "import", "calls.xlsx"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    let read = ran.json();
    assert_eq!(
        (
            &read[0]["rows"],
            &read[0]["calls"],
            &read[0]["left_out"]["footer"]
        ),
        (&json!(5), &json!(1), &json!(1)),
        "{read}"
    );
    let lines: Vec<&Value> = read[0]["rejected"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["line"])
        .collect();
    assert_eq!(lines, [&json!(3), &json!(4), &json!(5)], "{read}");
}

#[test]
fn an_archive_and_what_is_piped_in_are_files_of_calls() {
    let desk = Desk::new();
    let book = workbook(&[("Calls", false, calls())], &["Dana Reyes", "Ben Okafor"]);
    let zip = archive(&[
        ("logs/a.csv", CSV.as_bytes()),
        ("logs/b.xlsx", &book),
        ("../../outside.csv", CSV.as_bytes()),
        ("/tmp/absolute.csv", CSV.as_bytes()),
        ("__MACOSX/logs/._a.csv", b"\0\0"),
        ("logs/read me.txt", b"Hello"),
    ]);
    put(&desk, "week.zip", &zip);
    let ran = desk.run(&["--json", "import", "week.zip", "--add-reps"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    let read = ran.json();
    let read = read.as_array().unwrap();
    let added = |at: usize| read[at]["added"].as_i64();
    assert_eq!(read.len(), 5, "{read:?}");
    assert_eq!(
        (added(0), added(1), added(2), added(3)),
        (Some(3), Some(0), Some(0), Some(0)),
        "{read:?}"
    );
    assert!(
        read[4]["refused"]
            .as_str()
            .unwrap()
            .contains("logs/read me.txt"),
        "{read:?}"
    );
    assert!(!desk.folder().parent().unwrap().join("outside.csv").exists());
    let piped = Desk::new();
    let ran = piped.feed(&["--json", "import", "-", "--add-reps"], CSV);
    assert_eq!(ran.json()[0]["file"], json!("standard input"), "{ran:?}");
    assert_eq!(told(&piped), told(&desk));
}

#[test]
fn a_workbook_or_archive_that_would_unpack_to_too_much_is_refused_with_the_limit() {
    let desk = Desk::new();
    let tight = vec![b' '; 33 * 1024 * 1024];
    put(&desk, "tight.zip", &archive(&[("calls.csv", &tight)]));
    let mut parts = vec![("xl/workbook.xml", &b"<workbook/>"[..])];
    let large = "<x/>".repeat(5 * 1024 * 1024).into_bytes();
    parts.push(("xl/styles.xml", &large));
    put(&desk, "large.xlsx", &archive(&parts));
    let whole = workbook(&[("Calls", false, calls())], &["Dana Reyes", "Ben Okafor"]);
    put(&desk, "cut.xlsx", &whole[..whole.len() - 40]);
    // A part that is more than the archive says of it.
    let mut lying = whole.clone();
    let name = b"xl/worksheets/sheet0.xml";
    let entry = lying
        .windows(name.len())
        .rposition(|at| at == name)
        .unwrap()
        - 46;
    lying[entry + 24..entry + 28].copy_from_slice(&20_u32.to_le_bytes());
    put(&desk, "lying.xlsx", &lying);
    put(&desk, "empty.zip", &archive(&[("folder/", b"")]));
    put(
        &desk,
        "nested.zip",
        &archive(&[("inner.zip", &archive(&[("a.csv", b"x")]))]),
    );
    put(
        &desk,
        "broken.xlsx",
        &archive(&[("xl/workbook.xml", b"<workbook><sheets><sheet")]),
    );
    let table: [(&str, &[u8]); 2] = [("content.xml", b"<x/>"), ("mimetype", b"x")];
    put(&desk, "calls.ods", &archive(&table));
    for (name, why) in [
        ("calls.ods", "save the table in it as .xlsx or .csv"),
        ("tight.zip", "200 times its size"),
        ("large.xlsx", "larger than 16 MiB"),
        ("cut.xlsx", "damaged"),
        ("lying.xlsx", "damaged"),
        ("empty.zip", "without files"),
        ("nested.zip", "without a workbook"),
        ("broken.xlsx", "damaged"),
    ] {
        let ran = desk.run(&["import", name]);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(1), ""),
            "{name}: {ran:?}"
        );
        assert!(ran.err.contains(why), "{name}: {}", ran.err);
    }
    assert_eq!(desk.number("SELECT count(*) FROM import"), 0);
}
