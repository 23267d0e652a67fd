//! What both scores look like side by side.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Beside, Writing};
use crate::domain::evaluation::{AnswerValue, shown};
use crate::tui::canvas::{Canvas, below};
use crate::tui::told;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::{fit, wrap};
use crate::tui::widgets::{dialog, panel};

const COLUMNS: &[Column] = &[
    Column::new("Question", 0).least(44),
    Column::new("You", 8),
    Column::new("Rep", 10),
    Column::new("Not agreed", 0).least(24).drops(1),
];

impl Beside {
    /// Draws both scores.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let area = panel::inset(area);
        let room = usize::from(area.width);
        let (who, what) = told::call(&self.fair.form.call);
        let head = Span::styled(fit(&format!("{who}{what}"), room), canvas.theme.strong);
        canvas.line(area, head);
        let heads = self.heads(room);
        for (row, line) in heads.iter().enumerate() {
            canvas.line(below(area, row as u16 + 2), Span::raw(fit(line, room)));
        }
        let rest = below(area, heads.len() as u16 + 3);
        let said = self.said();
        let foot = u16::from(!said.is_empty());
        canvas.line(
            below(area, area.height.saturating_sub(foot)),
            Span::styled(fit(&said, room), canvas.theme.dim),
        );
        let rest = Rect {
            height: rest.height.saturating_sub(foot),
            ..rest
        };
        let inside = panel::draw(canvas, rest, "Both scores", "≠ not the same answer");
        table::draw(
            canvas,
            inside,
            &Table {
                columns: COLUMNS,
                len: self.fair.rows.len(),
                row: &|at| self.row(at),
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "This form has no question that both could answer.",
            },
        );
        match &self.writing {
            Writing::Nothing => {}
            Writing::Note(row, field) => {
                let text = self.fair.rows.get(*row).map_or("", |row| row.text.as_str());
                let title = format!("Not agreed: {text}");
                dialog::ask(
                    canvas,
                    area,
                    &title,
                    field,
                    "what was said, in a few words",
                    "",
                );
            }
            Writing::Seen(field) => {
                let title = format!("{} saw the score on", self.rep());
                dialog::ask(canvas, area, &title, field, "empty: not yet", "");
            }
        }
    }

    /// The two numbers, how alike they are, and when the score was seen.
    fn heads(&self, width: usize) -> Vec<String> {
        let fair = &self.fair;
        let quality = |value: Option<f64>| {
            value.map_or("no score".to_owned(), |value| {
                format!("{:.1}", shown(value))
            })
        };
        let rep = self.rep();
        let own = match &fair.own {
            None => format!("{rep}'s own score is not here yet: type the answers from the paper"),
            Some(own) => {
                let from = if own.from_file {
                    "from a file"
                } else {
                    "from paper"
                };
                let on = own.scored_on.format("%-d %b");
                let score = match fair.own_open() {
                    0 => quality(fair.own_quality()),
                    1 => "1 question open".to_owned(),
                    open => format!("{open} questions open"),
                };
                format!("{rep}: {score} (on {on}, {from}), {}", fair.alike().words())
            }
        };
        let seen = match fair.acknowledged_on {
            Some(on) => format!("Seen by {rep} on {}.", on.format("%-d %b %Y")),
            None => format!("Not seen by {rep} yet."),
        };
        let mut lines = wrap(&format!("You: {}    {own}", quality(fair.quality())), width);
        lines.push(format!(
            "{seen} What {rep} answers here counts in no number."
        ));
        lines
    }

    /// What was said on the chosen question: by the rep in the own score, and against the owner's.
    fn said(&self) -> String {
        let Some(row) = self.fair.rows.get(self.view.selected) else {
            return String::new();
        };
        let own = self.fair.own.iter().flat_map(|own| &own.answers);
        let comment = own
            .filter(|one| one.question == row.question && !one.comment.is_empty())
            .map(|one| format!("{}: {}", self.rep(), one.comment));
        let note = self.fair.disagreement(&row.question);
        let note = note.map(|one| format!("Not agreed: {}", one.note));
        let said: Vec<String> = comment.chain(note).collect();
        said.join("   ")
    }

    fn row(&self, at: usize) -> Vec<Line<'_>> {
        let Some(row) = self.fair.rows.get(at) else {
            return Vec::new();
        };
        let word = |value: &Option<AnswerValue>| {
            value.as_ref().map_or(String::new(), |value| match value {
                AnswerValue::Na => "n/a".to_owned(),
                value => value.word().into_owned(),
            })
        };
        let differs = row.is_same() == Some(false);
        let note = self
            .fair
            .disagreement(&row.question)
            .map_or("", |one| &one.note);
        vec![
            Line::from(format!(
                "{}{}",
                row.text,
                if note.is_empty() { "" } else { " “" }
            )),
            Line::from(word(&row.owner)),
            Line::from(format!(
                "{}{}",
                word(&row.rep),
                if differs { " ≠" } else { "" }
            )),
            Line::from(note),
        ]
    }
}
