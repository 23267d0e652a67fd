//! Trends, the calls behind a number and the week on one page, on the demo's invented business.

use std::path::Path;

use deskside::domain::week::Week;
use deskside::ops::trend;
use deskside::store::{Patience, Store, observation};
use deskside::tui::glyphs::Glyphs;
use deskside::tui::screen::{Route, TABS};
use deskside::tui::theme::Theme;
use tempfile::TempDir;

use crate::business;
use crate::screens::survives_every_size;
use crate::support::{Fake, NOW, demo_file};

/// The invented business for one test.
pub struct Desk {
    pub folder: TempDir,
    pub store: Store,
}

pub fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.db");
    std::fs::copy(demo_file(), &file).unwrap();
    let store = Store::open(&file, Patience::Job).unwrap();
    Desk { folder, store }
}

impl Desk {
    fn trends(&self, columns: u16, rows: u16) -> Fake<'_> {
        let mut fake = Fake::new(&self.store, self.folder.path(), columns, rows);
        fake.keys("3");
        fake
    }

    /// The range of a week's quality in words, and how many calls were heard.
    fn known(&self, of: &str) -> (String, u64) {
        let known = trend::known(&self.store, week(of), NOW.parse().unwrap()).unwrap();
        (known[0].words(), known[0].heard)
    }

    fn decisions(&self) -> Vec<String> {
        let (from, to) = (week("2026-W22"), week("2026-W47"));
        let decided = observation::decisions(&self.store, from, to).unwrap();
        decided.into_iter().map(|one| one.what).collect()
    }
}

fn week(text: &str) -> Week {
    text.parse().unwrap()
}

/// The line on which `text` stands.
fn line_with(fake: &Fake, text: &str) -> String {
    let all = fake.text();
    let found = all.lines().find(|line| line.contains(text));
    found
        .unwrap_or_else(|| panic!("'{text}' is not on the screen:\n{all}"))
        .to_owned()
}

#[test]
fn every_tab_is_reached_by_its_digit() {
    let desk = desk();
    let mut fake = Fake::new(&desk.store, desk.folder.path(), 80, 24);
    for tab in TABS {
        fake.keys(&tab.digit.to_string());
        let chosen = format!("{} {}", tab.digit, tab.title);
        assert!(fake.chosen().contains(&chosen), "{}", fake.text());
    }
}

#[test]
fn one_kpi_is_large_and_the_others_and_the_reps_are_small() {
    let desk = desk();
    let mut fake = desk.trends(80, 24);
    insta::assert_snapshot!("trends_80x24", fake.text());
    fake.resize(120, 36);
    insta::assert_snapshot!("trends_120x36", fake.text());
    fake.keys("jj[[[[");
    insta::assert_snapshot!("trends_120x36_rep", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn the_chart_is_readable_where_only_letters_can_be_shown() {
    let desk = desk();
    let theme = Theme {
        glyphs: Glyphs::Ascii,
        ..Theme::MONO
    };
    let mut fake = Fake::with_theme(&desk.store, desk.folder.path(), 80, 24, theme);
    fake.keys("3");
    assert!(fake.text().is_ascii(), "{}", fake.text());
    insta::assert_snapshot!("trends_80x24_ascii", fake.text());
    survives_every_size(&mut fake);
}

#[test]
fn h_and_l_go_round_the_kpis_and_j_and_k_stop_at_the_ends_of_the_reps() {
    let desk = desk();
    let mut fake = desk.trends(100, 30);
    assert!(
        fake.text().contains("Quality · Everyone"),
        "{}",
        fake.text()
    );
    fake.keys("kh");
    assert!(
        fake.text().contains("Referral asked · Everyone"),
        "{}",
        fake.text()
    );
    fake.keys("ljjjjjjj");
    assert!(
        fake.text().contains("Quality · Theo Banks"),
        "{}",
        fake.text()
    );
    fake.keys("<Up><Right>");
    assert!(
        fake.text()
            .contains("No customer-critical error · Mia Lindqvist"),
        "{}",
        fake.text()
    );
}

#[test]
fn the_chosen_week_tells_its_number_its_range_and_its_calls() {
    let desk = desk();
    let mut fake = desk.trends(120, 36);
    assert!(line_with(&fake, "W47 · 16–22 Nov").contains("not over yet"));
    fake.keys("[[[[");
    let line = line_with(&fake, "W43 · 19–25 Oct");
    let (known, heard) = desk.known("2026-W43");
    assert!(line.contains(&format!("{known}  ·  {heard} of ")), "{line}");
    fake.keys("].");
    assert!(fake.text().contains("W45 · 2–8 Nov"), "{}", fake.text());
    for _ in 0..60 {
        fake.keys("]");
    }
    assert!(fake.text().contains("W47 · 16–22 Nov"), "{}", fake.text());
}

#[test]
fn a_week_in_which_nothing_was_heard_is_a_gap_without_calls_behind_it() {
    let desk = desk();
    let mut fake = desk.trends(120, 36);
    let heard = observation::heard(&desk.store, week("2026-W22"), week("2026-W47")).unwrap();
    let gap = (0..26)
        .map(|back| week("2026-W47").plus(-back))
        .find(|week| heard.iter().all(|one| one.week != *week))
        .unwrap();
    let keys = "[".repeat(week("2026-W47").since(gap) as usize);
    fake.keys(&keys);
    assert!(
        fake.text().contains("nothing heard: a gap"),
        "{}",
        fake.text()
    );
    fake.keys("<Enter>");
    assert!(fake.text().contains("it is a gap"), "{}", fake.text());
}

#[test]
fn w_shows_a_year_then_a_quarter_and_then_half_a_year_again() {
    let desk = desk();
    let mut fake = desk.trends(120, 36);
    for weeks in ["52 weeks", "13 weeks", "26 weeks"] {
        fake.keys("w[");
        assert!(
            line_with(&fake, "KPI 1 of 7").contains(weeks),
            "{}",
            fake.text()
        );
    }
}

#[test]
fn enter_leads_to_the_calls_behind_the_point_and_from_there_to_the_score() {
    let desk = desk();
    let mut fake = desk.trends(80, 24);
    fake.keys("j[[<Enter>");
    let text = fake.text();
    assert!(
        text.contains("Quality · Dana Reyes · W45 · 2–8 Nov"),
        "{text}"
    );
    let calls = text
        .lines()
        .filter(|line| line.contains("Dana Reyes  "))
        .count();
    insta::assert_snapshot!("trends_behind_80x24", text);
    fake.keys("<Enter>");
    assert!(fake.text().contains("Drawn at random"), "{}", fake.text());
    fake.keys("<Esc><Esc>");
    let line = line_with(&fake, "W45 · 2–8 Nov");
    assert!(line.contains(&format!("{calls} of")), "{line}");
    assert!(
        fake.text().contains("Quality · Dana Reyes"),
        "{}",
        fake.text()
    );
}

#[test]
fn where_every_call_counts_the_calls_lead_to_their_customer() {
    let desk = desk();
    let mut fake = desk.trends(120, 36);
    fake.keys("hh[[<Enter>");
    let text = fake.text();
    assert!(
        text.contains("No repeat call within 7 days · Everyone · W45"),
        "{text}"
    );
    assert!(text.contains("Counts as"), "{text}");
    survives_every_size(&mut fake);
    fake.resize(120, 36).keys("<Enter>");
    assert!(!fake.text().contains("Counts as"), "{}", fake.text());
    fake.keys("<Esc><Esc>");
    assert!(fake.text().contains("KPI 6 of 7"), "{}", fake.text());
}

#[test]
fn the_formula_is_told_with_the_numbers_of_the_point_and_follows_it() {
    let desk = desk();
    let mut fake = desk.trends(120, 36);
    fake.keys("[[[[f");
    let text = fake.text();
    assert!(text.contains("Mean quality (0 to 100)"), "{text}");
    let (known, heard) = desk.known("2026-W43");
    assert!(
        text.contains(&format!("{heard} calls heard at random with")),
        "{text}"
    );
    assert!(text.contains(&known), "{text}");
    insta::assert_snapshot!("trends_120x36_formula", text);
    fake.keys("llll");
    assert!(
        fake.text().contains("to which it applied make"),
        "{}",
        fake.text()
    );
    fake.keys("l");
    assert!(fake.text().contains("the share of W"), "{}", fake.text());
    survives_every_size(&mut fake);
    fake.resize(120, 36).keys("<Esc>");
    assert!(
        !fake.text().contains("How it is worked out"),
        "{}",
        fake.text()
    );
    assert!(fake.text().contains("KPI 6 of 7"), "{}", fake.text());
}

#[test]
fn what_happened_is_written_down_stands_on_the_chart_and_can_be_taken_back() {
    let desk = desk();
    let mut fake = desk.trends(120, 36);
    let before = desk.decisions();
    fake.keys("[[[[a");
    survives_every_size(&mut fake);
    fake.resize(120, 36).keys("<Enter>");
    assert!(
        fake.text().contains("Say in a few words"),
        "{}",
        fake.text()
    );
    fake.keys("lines down <Esc>");
    assert_eq!(desk.decisions(), before, "Esc writes nothing");
    fake.keys("aPhones were down, qhjk<Enter>");
    assert_eq!(desk.decisions().len(), before.len() + 1);
    let told = "Phones were down, qhjk";
    assert!(line_with(&fake, "┊").contains(told), "{}", fake.text());
    assert!(
        fake.text().contains(&format!("W43: {told}.")),
        "{}",
        fake.text()
    );
    fake.keys("l");
    assert!(
        !fake.text().contains(told),
        "it is about quality alone: {}",
        fake.text()
    );
    fake.keys("hu");
    assert_eq!(desk.decisions(), before);
    assert!(fake.text().contains("Taken back"), "{}", fake.text());
    fake.keys("u");
    assert!(
        fake.text().contains("Nothing was written down"),
        "{}",
        fake.text()
    );
}

#[test]
fn a_click_chooses_a_rep_a_kpi_or_a_week() {
    let desk = desk();
    let mut fake = desk.trends(120, 36);
    fake.click("Theo Banks  ");
    assert!(
        fake.text().contains("Quality · Theo Banks"),
        "{}",
        fake.text()
    );
    fake.click("Solved on this call");
    assert!(
        fake.text().contains("Solved on this call · Theo Banks"),
        "{}",
        fake.text()
    );
    fake.click("┊");
    assert!(fake.text().contains("KPI 5 of 7"), "{}", fake.text());
    fake.keys("h").click("•");
    assert!(!fake.text().contains("W47 · 16–22 Nov"), "{}", fake.text());
}

#[test]
fn a_desk_without_a_score_says_what_would_be_here_and_where_to_begin() {
    let store = business::empty();
    let mut fake = Fake::new(&store, Path::new("/nowhere"), 80, 24);
    fake.keys("3");
    insta::assert_snapshot!("trends_80x24_empty", fake.text());
    fake.keys("hlkj[]wfa<Esc><Enter>u");
    survives_every_size(&mut fake);
}

#[test]
fn the_week_stands_on_one_page_from_every_tab() {
    let desk = desk();
    let mut fake = desk.trends(80, 24);
    fake.keys("s");
    insta::assert_snapshot!("summary_80x24", fake.text());
    survives_every_size(&mut fake);
    fake.resize(120, 36);
    insta::assert_snapshot!("summary_120x36", fake.text());
    fake.keys("]");
    assert!(
        fake.text().contains("no calls of a later week"),
        "{}",
        fake.text()
    );
    fake.keys("[");
    assert!(
        fake.text().contains("Week 46 · 9–15 November 2026"),
        "{}",
        fake.text()
    );
    fake.keys("]<Esc>");
    assert!(fake.text().contains("KPI 1 of 7"), "{}", fake.text());
}

#[test]
fn the_page_is_scrolled_to_its_end_and_no_further() {
    let desk = desk();
    let mut fake = desk.trends(80, 24);
    fake.keys("sG");
    assert!(fake.text().contains("nobody is ahead"), "{}", fake.text());
    let end = fake.text();
    fake.keys("jjj<PageDown>");
    assert_eq!(fake.text(), end);
    fake.keys("k");
    assert_ne!(fake.text(), end, "one key up is one line up");
    fake.keys("g");
    assert!(fake.text().contains("What went right"), "{}", fake.text());
}

#[test]
fn customers_are_named_only_when_asked_and_the_page_says_so() {
    let desk = desk();
    let mut fake = desk.trends(120, 120);
    fake.keys("s");
    assert!(
        fake.text().contains("Customers are not named"),
        "{}",
        fake.text()
    );
    let without = fake.text();
    fake.keys("n");
    assert!(
        fake.text().contains("Customers are named"),
        "{}",
        fake.text()
    );
    let named = |text: &str| text.lines().filter(|line| line.contains("with ")).count();
    assert!(named(&fake.text()) > named(&without), "{}", fake.text());
}

#[test]
fn the_page_is_written_to_a_file_and_nothing_is_replaced_unasked() {
    let desk = desk();
    let path = desk.folder.path().join("week.html");
    let mut fake = desk.trends(120, 36);
    fake.keys("se");
    assert!(
        fake.text().contains("deskside-2026-W47.html"),
        "{}",
        fake.text()
    );
    fake.keys("<C-u>")
        .paste(path.to_str().unwrap())
        .keys("<Enter>");
    assert!(
        fake.text().contains(path.to_str().unwrap()),
        "{}",
        fake.text()
    );
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.contains("<html"), "{written}");

    std::fs::write(&path, "mine").unwrap();
    fake.keys("e<C-u>")
        .paste(path.to_str().unwrap())
        .keys("<Enter>");
    assert!(fake.text().contains("is there already"), "{}", fake.text());
    survives_every_size(&mut fake);
    fake.resize(120, 36).keys("<Enter>");
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        "mine",
        "the default is no"
    );
    fake.keys("<Enter>y");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
}

#[test]
fn the_page_is_written_as_text_and_a_folder_is_refused() {
    let desk = desk();
    let path = desk.folder.path().join("week.md");
    let mut fake = desk.trends(80, 24);
    fake.keys("sm<C-u>")
        .paste(desk.folder.path().to_str().unwrap())
        .keys("<Enter>");
    assert!(fake.text().contains("is a folder"), "{}", fake.text());
    fake.paste("/week.md").keys("<Enter>");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# Calder Truck Parts"), "{text}");
    fake.keys("m<C-u>")
        .paste("/no/such/folder/week.md")
        .keys("<Enter>");
    assert!(fake.text().contains("could not write"), "{}", fake.text());
    assert!(
        fake.text().contains("such/folder"),
        "what was typed stays: {}",
        fake.text()
    );
}

#[test]
fn a_week_before_the_first_call_is_an_empty_page() {
    let desk = desk();
    let route = Route::Summary(week("2026-W01"));
    let mut fake = Fake::starting(&desk.store, desk.folder.path(), 80, 24, route);
    assert!(fake.text().contains("Week 1 · "), "{}", fake.text());
    survives_every_size(&mut fake);
}
