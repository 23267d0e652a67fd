//! The page in a real browser and the workbook in a real office program. Both come from the system's packages, so these
//! tests are left out of the plain test command: `cargo test --test it -- --ignored documents`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{hostile, written};
use crate::program::Desk;

/// Measures the page in a frame of a given width, and says what it found in the title of the outer page.
const MEASURE: &str = include_str!("measure.html");

fn browser(profile: &Path) -> Command {
    let mut command = Command::new("chromium");
    command
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .stderr(Stdio::null());
    command
}

/// What the measuring page found at `width` pixels, dark or light.
fn measured(page: &Path, width: u32, dark: bool) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let html = std::fs::read_to_string(page).unwrap();
    // The page's own policy forbids scripts; the frame's parent measures it from outside.
    let escaped = html.replace('&', "&amp;").replace('"', "&quot;");
    let outer = MEASURE
        .replace("WIDTH", &width.to_string())
        .replace("PAGE", &escaped);
    let path = folder.path().join("measure.html");
    std::fs::write(&path, outer).unwrap();
    let output = browser(&folder.path().join("profile"))
        .arg(format!(
            "--blink-settings=preferredColorScheme={}",
            u8::from(!dark)
        ))
        .args([
            "--window-size=1600,1200",
            "--virtual-time-budget=5000",
            "--dump-dom",
        ])
        .arg(format!("file://{}", path.display()))
        .output()
        .expect("chromium is installed");
    let dom = String::from_utf8(output.stdout).unwrap();
    let found = dom
        .split("<title>")
        .nth(1)
        .and_then(|rest| rest.split("</title>").next());
    let found = found.unwrap_or_else(|| panic!("nothing was measured: {dom}"));
    serde_json::from_str(
        &found
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">"),
    )
    .unwrap_or_else(|error| panic!("{error}: {found}"))
}

fn looks_well(desk: &Desk, drawings: u64) {
    let page = written(desk, "week.html");
    for width in [360, 768, 1280] {
        for dark in [false, true] {
            let found = measured(&page, width, dark);
            assert_eq!(found["dark"], dark, "{found}");
            assert_eq!(
                found["overflow"], 0,
                "something is wider than {width} pixels: {found}"
            );
            let worst = found["contrast"].as_f64().unwrap();
            assert!(worst >= 4.5, "at {width} pixels, dark {dark}: {found}");
            assert_eq!(found["untold"], 0, "a drawing without words: {found}");
            assert!(found["drawings"].as_u64() >= Some(drawings), "{found}");
            assert_eq!(found["scripts"], 0, "{found}");
        }
    }
}

#[test]
#[ignore = "needs a browser: run by the slower suites"]
fn the_page_fits_and_reads_at_phone_and_desk_width_dark_and_light() {
    looks_well(&Desk::demo(), 8);
}

#[test]
#[ignore = "needs a browser: run by the slower suites"]
fn hostile_names_neither_run_nor_widen_the_page() {
    looks_well(&hostile(), 0);
}

#[test]
#[ignore = "needs a browser: run by the slower suites"]
fn the_page_prints_on_one_or_two_sheets_with_nothing_cut() {
    let desk = Desk::demo();
    let page = written(&desk, "week.html");
    let pdf = desk.folder().join("week.pdf");
    let status = browser(&desk.folder().join("profile"))
        .args(["--no-pdf-header-footer"])
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(format!("file://{}", page.display()))
        .stdout(Stdio::null())
        .status();
    assert!(status.expect("chromium is installed").success());
    let run = |program: &str, args: &[&str]| {
        let output = Command::new(program)
            .args(args)
            .output()
            .expect("poppler-utils is installed");
        String::from_utf8(output.stdout).unwrap()
    };
    let told = run("pdfinfo", &[pdf.to_str().unwrap()]);
    let pages = told
        .lines()
        .find_map(|line| line.strip_prefix("Pages:"))
        .unwrap();
    assert!(matches!(pages.trim(), "1" | "2"), "{told}");
    let printed = run("pdftotext", &[pdf.to_str().unwrap(), "-"]);
    let words: Vec<&str> = printed.split_whitespace().collect();
    let printed = words.join(" ");
    let json = desk.json(&["summary", "--week", "2026-W47", "--names"]);
    for part in ["/business", "/heard/text", "/praise/0/rep"] {
        let said = json.pointer(part).and_then(Value::as_str).unwrap();
        let said: Vec<&str> = said.split_whitespace().collect();
        assert!(
            printed.contains(&said.join(" ")),
            "{part} is cut: {printed}"
        );
    }
}

#[test]
#[ignore = "needs an office program: run by the slower suites"]
fn an_office_program_opens_the_workbook_and_reads_the_same_numbers() {
    for desk in [Desk::demo(), hostile()] {
        let book = written(&desk, "week.xlsx");
        let status = Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}",
                desk.folder().join("office").display()
            ))
            .args([
                "--headless",
                "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1",
            ])
            .args(["--outdir", desk.folder().to_str().unwrap()])
            .arg(&book)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(status.expect("LibreOffice is installed").success());
        let sheet = |name: &str| -> PathBuf { desk.folder().join(format!("week-{name}.csv")) };
        let mut rows = csv::Reader::from_path(sheet("Summary")).unwrap();
        let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        let json = desk.json(&["summary", "--week", "2026-W47"]);
        let quality = rows.iter().find(|row| &row[0] == "quality").unwrap();
        match json["quality"]["value"].as_f64() {
            Some(value) => assert!((quality[3].parse::<f64>().unwrap() - value).abs() < 1e-6),
            None => assert_eq!(&quality[3], ""),
        }
        for name in ["Summary", "Evaluations", "Answers", "KPIs", "Voices"] {
            let text = std::fs::read_to_string(sheet(name)).unwrap();
            assert!(
                !text.contains("#NAME?") && !text.contains("Err:"),
                "{name}: {text}"
            );
        }
    }
}
