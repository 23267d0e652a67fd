//! What the KPIs look like: the list with the formula of the chosen one, and what is open before it.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Kpis, Open};
use crate::domain::kpi::{Better, Kpi};
use crate::domain::trend::{Target, aims_told, words};
use crate::ops::kpi::Suggestion;
use crate::tui::canvas::{Canvas, below};
use crate::tui::glyphs::YES;
use crate::tui::widgets::form::Form;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::wrap;
use crate::tui::widgets::viewport::Viewport;
use crate::tui::widgets::{dialog, panel};
use crate::tui::window::days_told;

/// The widest that a form is drawn.
const WIDEST: u16 = 100;
/// Rows of the words about the chosen KPI.
const ABOUT: u16 = 8;

impl Kpis {
    pub(super) fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let page = panel::inset(area);
        match &self.open {
            Open::Nothing | Open::Removing => self.draw_list(canvas, page),
            Open::Proposals(all, taken, view) => draw_proposals(canvas, page, all, taken, view),
            Open::Matters(form) => draw_form(
                canvas,
                page,
                "What matters to your customers?",
                "In your own words. KPIs follow from it, each with a direction and targets; you take those that you want.",
                form,
            ),
            Open::Targets(form) => {
                let name = self.chosen().map_or("", |kpi| &kpi.name);
                let why = "A value and a day for each. Deskside tells whether things go there at this pace.";
                draw_form(
                    canvas,
                    page,
                    &format!("Where should it go? {name}"),
                    why,
                    form,
                );
            }
            Open::Numbers(form, week) => {
                let title = format!("Numbers of {} · {}", words::week(*week), days_told(*week));
                draw_form(
                    canvas,
                    page,
                    &title,
                    "Whole numbers or with a point; Ctrl-S keeps them all.",
                    form,
                );
            }
            Open::Add(form, _) => {
                draw_form(
                    canvas,
                    page,
                    "A KPI of your own",
                    "It gets a chart, a range and a verdict like every other.",
                    form,
                );
            }
        }
        if let (Open::Removing, Some(kpi)) = (&self.open, self.chosen()) {
            let title = format!("Take {} away?", kpi.name);
            dialog::draw(canvas, area, &title, "Its numbers and targets go with it.");
        }
    }

    fn draw_list(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let about = if area.height > 16 { ABOUT } else { 0 };
        let list = Rect {
            height: area.height - about,
            ..area
        };
        let told = self.matters.join("; ");
        let inside = panel::draw(canvas, list, "KPIs", &told);
        let columns = [
            Column::new("KPI", 0).least(28),
            Column::new("Better", 7).drops(4),
            Column::new("Stands at", 10),
            Column::new("Short", 15).drops(3),
            Column::new("Medium", 15).drops(2),
            Column::new("Long", 15).drops(1),
        ];
        let row = |index: usize| {
            let Some(kpi) = self.kpis.get(index) else {
                return Vec::new();
            };
            let mut cells = vec![
                Line::from(kpi.name.to_string()),
                Line::styled(direction(kpi.better), theme.dim),
                Line::styled(self.stands_at(index, kpi), theme.strong),
            ];
            let targets: Vec<&Target> = self.targets_of(kpi).collect();
            for horizon in crate::domain::trend::Horizon::ALL {
                let aim = targets.iter().find(|one| one.horizon == *horizon);
                cells.push(Line::from(
                    aim.map_or("–".to_owned(), |one| aimed(kpi, one)),
                ));
            }
            cells
        };
        table::draw(
            canvas,
            inside,
            &Table {
                columns: &columns,
                len: self.kpis.len(),
                row: &row,
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "",
            },
        );
        if let (Some(kpi), true) = (self.chosen(), about > 0) {
            let mut rest = panel::draw(
                canvas,
                below(area, list.height),
                "Where it goes, and how it is counted",
                &kpi.key,
            );
            let standing = self
                .standing
                .get(self.view.selected)
                .and_then(Option::as_ref);
            let aims = standing.and_then(|series| aims_told(kpi.unit(), &series.targets));
            let counted = format!("{} {}", kpi.formula, kpi.zero_case);
            for (text, style) in [(aims, theme.text), (Some(counted), theme.dim)] {
                for line in wrap(&text.unwrap_or_default(), rest.width.into()) {
                    canvas.line(rest, Span::styled(line, style));
                    rest = below(rest, 1);
                }
            }
        }
    }

    /// What the last weeks come to.
    fn stands_at(&self, index: usize, kpi: &Kpi) -> String {
        let standing = self.standing.get(index).and_then(Option::as_ref);
        let recent = standing.and_then(|series| series.verdict.recent);
        recent.map_or("–".to_owned(), |side| {
            words::value(kpi.unit(), side.value)
        })
    }
}

fn direction(better: Better) -> &'static str {
    match better {
        Better::Higher => "more",
        Better::Lower => "less",
    }
}

/// `85 by Dec 2026`.
fn aimed(kpi: &Kpi, target: &Target) -> String {
    let value = words::limit(kpi.unit(), target.value);
    format!("{value} by {}", target.due_on.format("%b %y"))
}

fn draw_form(canvas: &mut Canvas, area: Rect, title: &str, why: &str, form: &Form) {
    let page = Rect {
        width: area.width.min(WIDEST),
        ..area
    };
    let mut rest = panel::draw(canvas, page, title, "");
    for line in wrap(why, rest.width.into()) {
        canvas.line(rest, Span::styled(line, canvas.theme.dim));
        rest = below(rest, 1);
    }
    form.draw(canvas, below(rest, 1));
}

fn draw_proposals(
    canvas: &mut Canvas,
    area: Rect,
    all: &[Suggestion],
    taken: &[bool],
    view: &Viewport,
) {
    let theme = canvas.theme;
    let inside = panel::draw(
        canvas,
        area,
        "What follows from it",
        "Enter takes one: targets in 3, 6 and 12 months",
    );
    let columns = [
        Column::new("", 1),
        Column::new("KPI", 28),
        Column::new("Better", 7),
        Column::new("Targets", 26).drops(1),
        Column::new("Because", 0).drops(2),
    ];
    let row = |index: usize| {
        let Some(one) = all.get(index) else {
            return Vec::new();
        };
        let targets = match &one.known {
            Some(kpi) if !one.targets.is_empty() => {
                let aims = one
                    .targets
                    .iter()
                    .map(|target| words::limit(kpi.unit(), target.value));
                aims.collect::<Vec<_>>().join(", ")
            }
            _ => "once there are some weeks".to_owned(),
        };
        vec![
            Line::from(if taken[index] { YES } else { " " }),
            Line::from(one.name.clone()),
            Line::styled(direction(one.better), theme.dim),
            Line::from(targets),
            Line::styled(one.proposal.why, theme.dim),
        ]
    };
    table::draw(
        canvas,
        inside,
        &Table {
            columns: &columns,
            len: all.len(),
            row: &row,
            view: Some(view),
            more_above: false,
            more_below: false,
            empty: "",
        },
    );
}
