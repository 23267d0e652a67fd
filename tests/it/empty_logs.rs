//! Exports without a call in them, in every form: each is refused as empty, and nothing is written.

use crate::packed::{archive, row, workbook};
use crate::program::Desk;

/// What `deskside import` says of each, with the part after the file's name.
const EMPTY: &[(&str, &str, &str)] = &[
    (
        "bare.xml",
        "<calls count=\"0\"/>",
        "its list 'calls' is empty",
    ),
    (
        "declared.xml",
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!-- made by hand -->\n\
         <calls count=\"0\" backup_set=\"5f0a\" backup_date=\"1794823920000\" type=\"full\">\n  \n</calls>\n",
        "its list 'calls' is empty",
    ),
    (
        "around.xml",
        "<response><page>1</page><calls/></response>",
        "its list 'calls' is empty",
    ),
    ("cdrs.xml", "<cdrs>\n</cdrs>", "its list 'cdrs' is empty"),
    (
        "null.json",
        "{\"page\": 1, \"calls\": null}",
        "its list 'calls' is empty",
    ),
    (
        "deep.json",
        "{\"data\": {\"calls\": []}}",
        "its list 'calls' is empty",
    ),
    ("object.json", "{}", "there are no records in it"),
    (
        "header.csv",
        "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,\
         accountcode,uniqueid,userfield\n",
        "there are no rows below its header",
    ),
    (
        "smdr.txt",
        "-----------------------------------------------\n  Date  Time   Ext   CO   Dial Number   Duration\n\
         -----------------------------------------------\n",
        "nothing but its header is in it",
    ),
    (
        "dump.sql",
        "-- MySQL dump 10.13\nCREATE TABLE `cdr` (\n  `calldate` datetime NOT NULL,\n  `src` varchar(80),\n  KEY \
         `calldate` (`calldate`)\n) ENGINE=InnoDB;\nLOCK TABLES `cdr` WRITE;\nUNLOCK TABLES;\n",
        "there are no rows in its table 'cdr'",
    ),
    (
        "queue_log",
        "1763305200|NONE|NONE|NONE|QUEUESTART|\n1763305201|NONE|NONE|NONE|CONFIGRELOAD|\n",
        "nothing but 2 rows of another kind, such as a message or a setting",
    ),
    (
        "page.html",
        "<html><body><p>No calls.</p></body></html>",
        "neither a call nor a table",
    ),
];

fn is_refused(desk: &Desk, name: &str, why: &str) {
    let ran = desk.run(&["import", name]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{name}");
    assert!(ran.err.contains(why), "{name}: {}", ran.err);
    assert_eq!(desk.json(&["import", "list"]).as_array().unwrap().len(), 0);
}

fn put(desk: &Desk, name: &str, bytes: &[u8]) {
    std::fs::write(desk.folder().join(name), bytes).unwrap();
}

#[test]
fn an_export_without_a_call_is_refused_as_empty_in_every_form() {
    let desk = Desk::new();
    for (name, text, why) in EMPTY {
        desk.write(name, text);
        is_refused(&desk, name, &format!("{name} holds no calls: "));
        is_refused(&desk, name, why);
    }
    let names = ["Date", "Time", "From", "To", "Duration"];
    let header = row(1, &names.map(|name| ('i', name)));
    put(
        &desk,
        "header.xlsx",
        &workbook(&[("Calls", false, header)], &[]),
    );
    is_refused(&desk, "header.xlsx", "there are no rows below its header");
    let nothing = workbook(&[("Calls", false, String::new())], &[]);
    put(&desk, "nothing.xlsx", &nothing);
    is_refused(&desk, "nothing.xlsx", "there is nothing in its sheets");
    put(&desk, "empty.zip", &archive(&[]));
    is_refused(&desk, "empty.zip", "an archive without files in it");
}

#[test]
fn a_takeout_without_calls_tells_how_many_files_were_looked_at() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.folder().join("Takeout/Voice")).unwrap();
    for name in ["Takeout/index.html", "Takeout/Voice/Bills.html"] {
        desk.write(name, "<html><body><p>Nothing here.</p></body></html>");
    }
    is_refused(&desk, "Takeout", "not one of its 2 files; the first: ");
}

#[test]
fn one_call_with_an_empty_part_is_no_empty_log() {
    let desk = Desk::new();
    desk.write(
        "one.xml",
        "<calls count=\"1\"><call number=\"+15550100\" duration=\"42\" date=\"1763305200000\" type=\"1\" \
         contact_name=\"Ada\" readable_date=\"x\" presentation=\"1\"/></calls>",
    );
    let told = desk.json(&["import", "one.xml", "--rep", "Dana Reyes"]);
    assert_eq!(told[0]["calls"], 1);
    desk.write(
        "one.json",
        "[{\"id\": 1, \"start time\": \"2026-11-16 09:12:00\", \"agent\": \"Dana Reyes\", \"phone\": \"+13125550101\", \
         \"duration\": 240, \"results\": null}]",
    );
    let told = desk.json(&["import", "one.json"]);
    assert_eq!(told[0]["calls"], 1);
}
