//! The page in a real browser and the workbook in a real office program. Both come from the system's packages, so these
//! tests are left out of the plain test command: `cargo test --test it -- --ignored documents`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

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

fn looks_well(page: &Path, drawings: u64) {
    for width in [360, 768, 1280] {
        for dark in [false, true] {
            let found = measured(page, width, dark);
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
    looks_well(&written(&Desk::demo(), "week.html"), 8);
}

#[test]
#[ignore = "needs a browser: run by the slower suites"]
fn hostile_names_neither_run_nor_widen_the_page() {
    looks_well(&written(&hostile(), "week.html"), 0);
}

/// On how many sheets a page is printed, and the words on them.
fn printed(desk: &Desk, page: &Path) -> (u32, String) {
    let pdf = page.with_extension("pdf");
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
    let printed = run("pdftotext", &[pdf.to_str().unwrap(), "-"]);
    (pages.trim().parse().unwrap(), words(&printed))
}

/// A text with one blank between two words.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
#[ignore = "needs a browser: run by the slower suites"]
fn the_page_prints_on_one_or_two_sheets_with_nothing_cut() {
    let desk = Desk::demo();
    let (pages, told) = printed(&desk, &written(&desk, "week.html"));
    assert!((1..=2).contains(&pages), "{pages} pages");
    let json = desk.json(&["summary", "--week", "2026-W47", "--names"]);
    for part in ["/business", "/heard/text", "/praise/0/rep"] {
        let said = json.pointer(part).and_then(Value::as_str).unwrap();
        assert!(told.contains(&words(said)), "{part} is cut: {told}");
    }
}

/// Eight people, fourteen numbers with three targets each, long themes, a commitment with everybody, decisions.
fn busy() -> Desk {
    const REPS: usize = 8;
    const NUMBERS: usize = 11;
    let desk = Desk::new();
    let rep = |at: usize| format!("Alexandria Montgomery {at}");
    let mut log = String::from("call id,start time,agent,phone,customer,duration\n");
    for at in 0..REPS {
        desk.json(&["rep", "add", &rep(at)]);
        for call in 0..4 {
            log.push_str(&format!(
                "B{at}{call},2026-11-1{} 09:{at:02}:00,{},+131255501{at}{call},Lakeside Limousine Service {at}{call},300\n",
                6 + call,
                rep(at)
            ));
        }
    }
    let file = desk.write("log.csv", &log);
    desk.json(&["import", file.to_str().unwrap()]);
    let draw = desk.json(&["draw", "--week", "2026-W47", "--per-rep", "3"]);
    let picks = draw["draws"].as_array().unwrap().iter();
    let picks = picks.flat_map(|one| one["picks"].as_array().unwrap());
    for (nth, pick) in picks.enumerate() {
        let theme = format!(
            "delivery that was promised for another day than it came, number {}",
            nth % 6
        );
        let answers = json!({
            "answers": {"let_finish": "yes", "found_need": "no", "went_wrong": "no", "verified_account": "no",
                "correct_info": "no", "tied_solution": "yes", "solved": "no", "referral": "no"},
            "moments": [{"at_secs": 41, "kind": "praise", "text": "Let her tell the whole story and said it back in her words"}],
            "voice": [{"theme": theme, "cause": "promise", "quote": "You said Tuesday, and then you said Wednesday, and now it is Friday."}],
            "outcome": {"follow_up_on": "2026-11-24"},
        });
        let file = desk.write("answers.json", &answers.to_string());
        desk.json(&[
            "evaluate",
            &pick["call"].to_string(),
            "--answers",
            file.to_str().unwrap(),
        ]);
    }
    for at in 0..REPS {
        let what = "Ask one open question before the first answer, and wait until it is answered";
        desk.json(&[
            "coach",
            "add",
            "--rep",
            &rep(at),
            "--question",
            "found_need",
            "--what",
            what,
        ]);
        desk.json(&[
            "decide",
            "add",
            "Name a day only after the warehouse has named it",
            "--who",
            &rep(at),
            "--why",
            "Six customers of the last week were told a day that the warehouse did not know",
        ]);
    }
    for at in 0..NUMBERS {
        desk.json(&["kpi", "add", &format!("Orders that left a day late {at}")]);
        let kpi = format!("orders_that_left_a_day_late_{at}");
        desk.json(&["kpi", "enter", &kpi, "2026-W47", "12"]);
        desk.json(&[
            "kpi",
            "target",
            &kpi,
            "--short",
            "9@2026-12-31",
            "--medium",
            "7@2027-06-30",
            "--long",
            "5@2028-01-01",
        ]);
    }
    desk
}

#[test]
#[ignore = "needs a browser: run by the slower suites"]
fn the_page_of_a_busy_week_prints_on_two_sheets_with_every_person_and_every_number() {
    let desk = busy();
    let page = written(&desk, "week.html");
    let (pages, told) = printed(&desk, &page);
    assert_eq!(pages, 2, "{told}");
    for at in 0..11 {
        let number = format!("Orders that left a day late {at}");
        assert!(told.contains(&number), "{number} is missing: {told}");
    }
    let text = "Ask one open question before the first answer";
    assert_eq!(told.matches(text).count(), 8, "{told}");
    looks_well(&page, 8);
}

#[test]
#[ignore = "needs a browser: run by the slower suites"]
fn the_sheet_of_a_rep_and_the_page_on_whom_to_hire_read_well_and_print_on_one_sheet() {
    let desk = Desk::demo();
    for words in [
        &["summary", "--rep", "Dana Reyes", "--names"][..],
        &["hire"],
    ] {
        let mut words = words.to_vec();
        words.extend(["--out", "page.html", "--force"]);
        let ran = desk.run(&words);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let page = desk.folder().join("page.html");
        let (pages, told) = printed(&desk, &page);
        assert_eq!(pages, 1, "{told}");
        looks_well(&page, 0);
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
