//! What the widgets draw, as text.

use deskside::tui::canvas::Canvas;
use deskside::tui::keys::{Action, Scope};
use deskside::tui::theme::Theme;
use deskside::tui::widgets::chart::{self, Aim, Chart, Level, Point, Stand};
use deskside::tui::widgets::dialog::Choice;
use deskside::tui::widgets::footer::{self, Foot, Job};
use deskside::tui::widgets::header::{self, Header, Named};
use deskside::tui::widgets::table::{self, Column, Table};
use deskside::tui::widgets::viewport::Viewport;
use deskside::tui::widgets::{panel, range};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::support::lines;

/// The text of what `draw` draws in a window of this size.
fn drawn(columns: u16, rows: u16, draw: impl FnOnce(&mut Canvas, Rect)) -> String {
    let area = Rect::new(0, 0, columns, rows);
    let mut cells = Buffer::empty(area);
    draw(&mut Canvas::new(&mut cells, &Theme::COLOUR), area);
    lines(&cells)
        .iter()
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}

#[test]
fn the_header_loses_the_week_first_and_then_the_names_of_the_tabs() {
    let names = ["Sample", "Score", "Trends", "Coach", "Voice", "Calls"];
    let named = |(title, digit)| Named {
        digit,
        title,
        action: Action::Help,
        is_chosen: digit == '3',
    };
    let tabs: Vec<Named> = names.into_iter().zip('1'..).map(named).collect();
    let header = Header {
        name: "Calder Truck Parts",
        mark: " (demo)",
        tabs: &tabs,
        right: "week 47 · 16–22 Nov",
    };
    let told = [120, 100, 80, 60, 40, 12]
        .map(|width| drawn(width, 1, |canvas, area| header::draw(canvas, area, &header)));
    insta::assert_snapshot!("header", told.concat());
}

#[test]
fn the_footer_tells_news_beside_the_keys_and_long_news_above_them() {
    let foot = |notice, job| Foot {
        hints: Scope::Sample.chain(),
        notice,
        job,
    };
    let pace = ["12 s left", "35,000 a second", "120,000 rows"].map(str::to_owned);
    let job = |name, share, pace| Some(Job { name, share, pace });
    let told = [
        foot(None, None),
        foot(Some(("Undid: Used the customer's name, no.", false)), None),
        foot(Some(("could not read calls.csv: line 7 ends inside of a quoted field; look for a quotation mark that nothing closes and try again", true)), None),
        foot(None, job("Importing calls.csv", Some(0.43), &pace)),
        foot(Some(("2 reps added.", false)), job("Looking", None, &[])),
    ]
    .map(|foot| drawn(80, foot.height(80), |canvas, area| footer::draw(canvas, area, &foot)));
    insta::assert_snapshot!("footer", told.join("--\n"));
}

#[test]
fn a_table_keeps_its_columns_whatever_the_names_are() {
    const COLUMNS: &[Column] = &[
        Column::new("Customer", 0),
        Column::new("Rep", 6),
        Column::new("When", 9),
        Column::new("Length", 6).right(),
        Column::new("Channel", 8).drops(1),
        Column::new("Quality", 25).drops(2),
    ];
    let names = [
        "Ruth Calder",
        "日本電気株式会社",
        "O\u{202e}tto",
        "An exceedingly long name of a customer",
        "J. Okafor",
    ];
    let row = |index: usize| {
        let bar = range::line(25, 20.0, 50.0 + index as f64 * 5.0, 90.0, &Theme::COLOUR);
        vec![
            Line::from(names[index]),
            "Dana".into(),
            "Mon 09:12".into(),
            "6:41".into(),
            "phone".into(),
            bar,
        ]
    };
    let mut view = Viewport::default();
    view.select(2, names.len(), 4);
    let table = Table {
        columns: COLUMNS,
        len: names.len(),
        row: &row,
        view: Some(&view),
        more_above: false,
        more_below: true,
        empty: "Nothing yet.",
    };
    let told = [100, 60, 40]
        .map(|width| drawn(width, 5, |canvas, area| table::draw(canvas, area, &table)));
    let empty = Table { len: 0, ..table };
    let told = told.join("--\n") + &drawn(40, 3, |canvas, area| table::draw(canvas, area, &empty));
    insta::assert_snapshot!("table", told);
}

#[test]
fn a_choice_is_numbered() {
    let choice = Choice::new(
        "Why skip it?",
        ["no audio", "wrong person", "private", "spam"]
            .map(String::from)
            .to_vec(),
    );
    insta::assert_snapshot!(
        "choice",
        drawn(60, 12, |canvas, area| choice.draw(canvas, area))
    );
}

/// Half a year of weekly numbers with two gaps, a change of level and a signal.
fn half_a_year(canvas: &mut Canvas, area: Rect) {
    let values = [
        71, 78, 69, 75, 82, 77, -1, 74, 80, 72, 76, 79, -1, 73, 81, 75, 78, 86, 88, 84, 90, 87, 92,
        85, 89, 91,
    ];
    let points: Vec<Option<Point>> = values
        .iter()
        .enumerate()
        .map(|(week, value)| {
            (*value >= 0).then(|| Point {
                value: f64::from(*value),
                stand: if week >= 22 { Stand::Out } else { Stand::Usual },
            })
        })
        .collect();
    let level = |from, to, value, limit, name: &str| Level {
        from,
        to,
        value,
        limit,
        name: name.into(),
    };
    let levels = [
        level(0, 16, 76.0, false, ""),
        level(0, 16, 88.0, true, ""),
        level(0, 16, 64.0, true, ""),
        level(17, 25, 88.0, false, "88 usual"),
        level(17, 25, 97.0, true, "97 upper limit"),
        level(17, 25, 79.0, true, "79 lower limit"),
    ];
    let labels: Vec<(usize, String)> = (0..26)
        .step_by(4)
        .map(|week| (week, format!("W{}", week + 22)))
        .collect();
    let aim = |value, number: &str, name: &str| Aim {
        value,
        number: number.into(),
        name: name.into(),
    };
    let aims = [
        aim(90.0, "90", "90 by Jan 2027"),
        aim(94.0, "94", "94 by Jun 2027"),
    ];
    let months = [(4, "Jul".to_owned()), (9, "Aug".to_owned())];
    let inside = panel::draw(canvas, area, "Quality · Dana", "26 weeks");
    chart::draw(
        canvas,
        inside,
        &Chart {
            points: &points,
            levels: &levels,
            marks: &[(17, "coached: find the need".into())],
            labels: &labels,
            aims: &aims,
            below: &months,
            chosen: Some(chart::Chosen {
                week: 20,
                range: Some((81.0, 98.0)),
            }),
            scale: (60.0, 100.0),
            unit: "",
            clicks: None,
        },
    );
}

#[test]
fn a_chart_leaves_gaps_open_and_names_its_levels() {
    insta::assert_snapshot!("chart_80", drawn(80, 16, half_a_year));
    insta::assert_snapshot!("chart_120", drawn(120, 20, half_a_year));
    insta::assert_snapshot!("chart_40", drawn(40, 10, half_a_year));
}

#[test]
fn a_chart_without_numbers_or_room_draws_what_it_can() {
    for (columns, rows) in [(0, 0), (1, 1), (20, 4), (21, 5), (300, 3)] {
        drawn(columns, rows, half_a_year);
    }
    for scale in [
        (0.0, 0.0),
        (f64::NAN, 1.0),
        (0.0, f64::INFINITY),
        (0.0, 0.004),
        (100.0, 0.0),
    ] {
        let points = [
            Some(Point {
                value: 0.5,
                stand: Stand::Usual,
            }),
            None,
        ];
        let chart = Chart {
            points: &points,
            levels: &[],
            marks: &[],
            labels: &[],
            aims: &[],
            below: &[],
            chosen: None,
            scale,
            unit: "",
            clicks: None,
        };
        drawn(60, 12, |canvas, area| chart::draw(canvas, area, &chart));
    }
}
