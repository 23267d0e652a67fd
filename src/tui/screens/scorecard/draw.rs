//! What changing a scorecard looks like: the form at the left, what the question means and what could be better at the
//! right.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Editor, Open, Place, question};
use crate::domain::evaluation::{AnswerValue, asked};
use crate::domain::scorecard::{Condition, Kind, Measure, Question};
use crate::tui::canvas::{Canvas, Target, below, centred, right_of};
use crate::tui::glyphs::{CRITICAL, MARK};
use crate::tui::keys::{self, Scope};
use crate::tui::told::keys_told;
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::form::Form;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::{self, fit, wrap};

/// Columns of the right-hand side, and rows where it stands below.
const SIDE: u16 = 42;
const SIDE_ROWS: u16 = 8;
/// The widest form: what a question counts for stays near it.
const WIDEST: u16 = 110;

impl Editor {
    /// Draws the whole screen.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let area = panel::inset(area);
        let columns = SIDE.max(area.width.saturating_sub(WIDEST + 3));
        let (form, side) = panel::split(area, columns, SIDE_ROWS);
        self.draw_form(canvas, form);
        self.draw_side(canvas, side);
        match &self.open {
            Open::Nothing | Open::Preview(_) => {}
            Open::Question { form, place } => {
                let title = match place {
                    Place::Here => "This question",
                    Place::Below => "A new question",
                    Place::Section => "The first question of a new section",
                };
                draw_fields(canvas, area, title, form, question::COUNT);
            }
            Open::Names(form) => draw_fields(canvas, area, "Names", form, 3),
            Open::Publish(form) => draw_fields(canvas, area, "The next version", form, 2),
        }
    }

    fn cursor(&self) -> usize {
        match &self.open {
            Open::Preview(preview) => preview.cursor,
            _ => self.cursor,
        }
    }

    fn draw_form(&self, canvas: &mut Canvas, area: Rect) {
        let (name, version) = (&self.form.name, self.base.version);
        let (title, right) = match &self.open {
            Open::Preview(preview) => (format!("{name}, tried out"), preview.result(&self.form)),
            _ if self.is_changed() => {
                (format!("{name} v{version}, changed"), "not used yet".into())
            }
            _ => (format!("{name} v{version}"), String::new()),
        };
        let inside = panel::draw(canvas, area, &title, &right);
        let mut rows = Vec::new();
        let mut index = 0;
        for section in &self.form.sections {
            rows.push((None, section.name.as_str(), None));
            for question in &section.questions {
                rows.push((Some(index), "", Some(question)));
                index += 1;
            }
        }
        let cursor = self.cursor();
        let at = rows
            .iter()
            .position(|(index, ..)| *index == Some(cursor))
            .unwrap_or(0);
        let height = usize::from(inside.height).max(1);
        canvas.page = height;
        let first = (at + 2).min(rows.len()).saturating_sub(height);
        for (line, (index, name, question)) in rows.into_iter().skip(first).take(height).enumerate()
        {
            let place = Rect {
                height: 1,
                ..below(inside, line as u16)
            };
            match (index, question) {
                (Some(index), Some(question)) => self.draw_question(canvas, place, index, question),
                _ => {
                    canvas.line(
                        place,
                        Span::styled(fit(name, place.width.into()), canvas.theme.dim),
                    );
                }
            }
        }
    }

    fn draw_question(&self, canvas: &mut Canvas, area: Rect, index: usize, question: &Question) {
        let theme = canvas.theme;
        let here = index == self.cursor();
        let (right, is_asked) = match &self.open {
            Open::Preview(preview) => {
                let is_asked = asked(&self.form, &preview.answers).get(index) == Some(&true);
                let answer = preview.answers.of(question).map(AnswerValue::word);
                let told = match answer {
                    _ if !is_asked => "not asked".into(),
                    Some(answer) => answer.into_owned(),
                    None if here => keys_told(question),
                    None => String::new(),
                };
                (told.replace("na", "n/a"), is_asked)
            }
            _ => (self.counts(question), true),
        };
        let sign = if question.critical().is_some() {
            CRITICAL
        } else {
            " "
        };
        let advised = self
            .warnings
            .iter()
            .any(|one| one.question.as_ref() == Some(&question.key));
        let advised = if advised && !matches!(self.open, Open::Preview(_)) {
            " !"
        } else {
            ""
        };
        let room = usize::from(area.width).saturating_sub(text::width(&right) + advised.len() + 6);
        let style = match () {
            () if !is_asked => theme.dim,
            () if here => theme.strong,
            () => theme.text,
        };
        canvas.line(
            area,
            Line::from(vec![
                Span::raw(format!("{} ", if here { MARK } else { " " })),
                Span::styled(format!("{sign} "), theme.warn),
                Span::styled(fit(&question.text, room), style),
                Span::styled(advised, theme.warn),
            ]),
        );
        canvas.line_right(area, Span::styled(right, theme.dim));
        if here {
            canvas
                .cells
                .set_style(area.intersection(canvas.cells.area), theme.selected);
        }
        canvas.click(area, Target::Row(index));
    }

    /// What a question counts for, with its share of the whole.
    fn counts(&self, question: &Question) -> String {
        let condition = if question.ask_if.is_some() {
            "if, "
        } else {
            ""
        };
        let counts = match question.measure {
            Measure::Quality { weight } => {
                format!(
                    "{weight} = {:.0}%",
                    100.0 * weight / self.form.total_weight()
                )
            }
            Measure::Critical(class) => format!("critical: {class}"),
            Measure::Unscored => "not scored".to_owned(),
        };
        format!("{condition}{counts}")
    }

    fn draw_side(&self, canvas: &mut Canvas, area: Rect) {
        let Some(question) = self.form.questions().nth(self.cursor()) else {
            return;
        };
        let theme = canvas.theme;
        let mut rest = panel::draw(canvas, area, "What the answers mean", &question.key);
        for (word, meaning) in meanings(question) {
            canvas.line(rest, Span::styled(fit(&word, 5), theme.key));
            for line in wrap(&meaning, usize::from(rest.width.saturating_sub(5))) {
                canvas.line(right_of(rest, 5), Span::raw(line));
                rest = below(rest, 1);
            }
        }
        if let Some(condition) = &question.ask_if {
            let told = format!("Asked only if {}", told(condition));
            for line in wrap(&told, rest.width.into()) {
                canvas.line(rest, Span::styled(line, theme.dim));
                rest = below(rest, 1);
            }
        }
        let of_it = self
            .warnings
            .iter()
            .filter(|one| one.question.as_ref() == Some(&question.key));
        let of_all = self.warnings.iter().filter(|one| one.question.is_none());
        let advice: Vec<String> = of_it
            .map(|one| one.what.clone())
            .chain(of_all.map(ToString::to_string))
            .collect();
        let count = match self.warnings.len() {
            0 => String::new(),
            count => format!("{count} in all"),
        };
        rest = panel::draw(canvas, below(rest, 1), "What could be better", &count);
        if advice.is_empty() {
            canvas.line(rest, Span::styled("Nothing here.", theme.dim));
        }
        let width = usize::from(rest.width);
        for line in advice.iter().flat_map(|one| wrap(one, width)) {
            canvas.line(rest, Span::raw(line));
            rest = below(rest, 1);
        }
    }
}

/// The answers and what they mean.
fn meanings(question: &Question) -> Vec<(String, String)> {
    let guide = &question.guide;
    let mut meanings: Vec<(String, String)> = match &question.kind {
        Kind::YesNo => vec![
            ("yes".into(), guide.yes.clone()),
            ("no".into(), guide.no.clone()),
        ],
        Kind::Scale(steps) => (1..)
            .zip(steps)
            .map(|(at, one): (i32, _)| (at.to_string(), format!("{} = {}", one.text, one.points)))
            .collect(),
        Kind::Choice(options) => (1..)
            .zip(options)
            .map(|(at, one): (i32, _)| (at.to_string(), format!("{} = {}", one.label, one.points)))
            .collect(),
        Kind::Text => vec![("words".into(), "never scored".into())],
    };
    if !guide.na.is_empty() {
        meanings.push(("n/a".into(), guide.na.clone()));
    }
    meanings.retain(|(_, meaning)| !meaning.is_empty());
    meanings
}

fn told(condition: &Condition) -> String {
    let list = |parts: &[Condition], word: &str| {
        parts
            .iter()
            .map(told)
            .collect::<Vec<_>>()
            .join(&format!(" {word} "))
    };
    match condition {
        Condition::Is { question, words } => format!("{question} is {}", words.join(" or ")),
        Condition::All(parts) => list(parts, "and"),
        Condition::Any(parts) => list(parts, "or"),
    }
}

fn draw_fields(canvas: &mut Canvas, area: Rect, title: &str, form: &Form, fields: u16) {
    let place = centred(area, 92.min(area.width), (fields * 2 + 4).min(area.height));
    let inside = panel::boxed(canvas, place, title);
    let last = inside.height.saturating_sub(1);
    let rows = Rect {
        height: last,
        ..inside
    };
    form.draw(canvas, rows);
    let hints = keys::footer(Scope::Form.chain(), inside.width.into());
    draw_hints(canvas, below(inside, last), &hints);
}
