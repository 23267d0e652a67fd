//! Logs that a telephone system prints line by line, where some lines do not stand under the others.

use std::fmt::Write as _;

use serde_json::json;

use crate::program::Desk;

/// Twenty calls under a header that comes again on the second page; `shift` changes a line.
fn log(shift: impl Fn(usize, String) -> String) -> String {
    let header = "Date     Time  Ext Trunk Number      Duration\n---------------------------------------------\n";
    let mut log = header.to_owned();
    for at in 0..20 {
        if at == 12 {
            log += &format!("\u{c}\n{header}");
        }
        let line = format!(
            "11/16/26 {:02}:{:02} {} {:<5} 312555{:04}  00:{:02}:{:02}",
            9 + at / 10,
            at * 5 % 60,
            301 + at % 2,
            if at % 7 == 3 { "" } else { "T10" },
            100 + at,
            1 + at % 4,
            at * 3 % 60
        );
        let _ = writeln!(log, "{}", shift(at, line));
    }
    log
}

const MAP: [&str; 12] = [
    "--map",
    "date=Date",
    "--map",
    "time=Time",
    "--map",
    "extension=Ext",
    "--map",
    "number=Number",
    "--map",
    "talk=Duration",
    "--map",
    "queue=Trunk",
];

fn imported(desk: &Desk, name: &str, text: &str) -> serde_json::Value {
    desk.write(name, text);
    let args: Vec<&str> = ["import", name, "--again"].into_iter().chain(MAP).collect();
    let told = desk.json(&args);
    json!([told[0]["calls"], told[0]["added"], told[0]["rejected"]])
}

#[test]
fn lines_that_are_shifted_by_a_character_give_the_same_calls() {
    let desk = Desk::new();
    let straight = imported(&desk, "straight.txt", &log(|_, line| line));
    assert_eq!(straight, json!([20, 20, []]));
    let shifted = log(|at, line| match at {
        4 => format!(" {line}"),
        9 => line.replace("  00:", " 00:"),
        _ => line,
    });
    let again = imported(&desk, "shifted.txt", &shifted);
    assert_eq!(again, json!([20, 0, []]), "the same calls once more");
}

#[test]
fn a_line_that_stands_elsewhere_is_named_and_no_call_is_guessed() {
    let desk = Desk::new();
    let text = log(|at, line| match at {
        6 => line.replace("T10   312", "T10-312"),
        _ => line,
    });
    desk.write("odd.txt", &text);
    let args: Vec<&str> = ["import", "odd.txt"].into_iter().chain(MAP).collect();
    let ran = desk.run(&args);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    let why = "line 9: it does not stand in the columns of the other lines";
    assert!(ran.out.contains(why), "{}", ran.out);
}

#[test]
fn lines_in_no_columns_at_all_are_refused_with_what_to_do() {
    let desk = Desk::new();
    desk.write(
        "loose.txt",
        "3-13 9:25 a 301\n12-13 11:26 bcdefg 4\n1-3 10:27 301 5550100 T1\n",
    );
    let ran = desk.run(&["import", "loose.txt", "--year", "2026"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(
        ran.err.contains("write commas or tabs between the columns"),
        "{}",
        ran.err
    );
}
