//! What the scoring form looks like.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Score, shown_answer};
use crate::domain::evaluation::{AnswerValue, asked, open_questions};
use crate::domain::scorecard::{Kind, NaPolicy, Question};
use crate::tui::canvas::{Canvas, Target, below, right_of};
use crate::tui::glyphs::{CRITICAL, DOT, MARK, NO, YES};
use crate::tui::listening::minutes;
use crate::tui::told;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::{self, fit, wrap};

/// Columns of the right-hand side.
const SIDE: u16 = 38;

/// One line of the form.
enum Row<'a> {
    Section(&'a str),
    Question(usize, &'a Question),
}

impl Score {
    /// Draws the whole form.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let area = panel::inset(area);
        self.draw_head(canvas, area);
        let body = below(area, 2);
        let wide = area.width >= panel::WIDE;
        if self.pane.is_reading() && !wide {
            self.draw_pane(canvas, body);
            self.draw_writing(canvas, area);
            return;
        }
        let (form, side) = if wide {
            let columns = if self.pane.is_shown() {
                SIDE.max(area.width * 9 / 20)
            } else {
                SIDE
            };
            panel::split(body, columns, 0)
        } else {
            let most = if self.pane.is_shown() { 9 } else { 6 };
            let guide = most.min(body.height / 3);
            (
                Rect {
                    height: body.height - guide,
                    ..body
                },
                below(body, body.height - guide),
            )
        };
        self.draw_form(canvas, form);
        if self.pane.is_shown() {
            self.draw_pane(canvas, side);
        } else {
            self.draw_side(canvas, side, wide);
        }
        self.draw_writing(canvas, area);
    }

    fn draw_head(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let clock = self.clock_line(area.width);
        let taken = if self.form.call.channel.is_written() {
            0
        } else {
            canvas.line_right(area, clock) + 2
        };
        let room = usize::from(area.width.saturating_sub(taken));
        let (who, what) = told::call(&self.form.call);
        let who = fit(&who, room);
        let used = canvas.line(
            Rect {
                width: room as u16,
                ..area
            },
            Span::styled(who, theme.strong),
        );
        let rest = room.saturating_sub(usize::from(used));
        if rest > 6 {
            canvas.line(
                right_of(area, used),
                Span::styled(fit(&what, rest), theme.dim),
            );
        }
    }

    fn clock_line(&self, width: u16) -> Line<'static> {
        let clock = &self.listening;
        let at = clock.at_secs(self.now);
        let sign = if clock.runs() { "▶" } else { "‖" };
        let mut text = format!("{sign} {}", minutes(at as i64));
        if let Some(length) = clock.length_secs() {
            let columns: usize = if width >= panel::WIDE { 24 } else { 10 };
            let full = ((at / length) * columns as f64).round() as usize;
            let bar: String = (0..columns)
                .map(|column| {
                    if column < full.min(columns) {
                        '━'
                    } else {
                        '─'
                    }
                })
                .collect();
            text.push_str(&format!(" {bar} {}", minutes(length as i64)));
        }
        if (clock.speed() - 1.0).abs() > 0.01 {
            text.push_str(&format!("  {}x", clock.speed()));
        }
        Line::from(text)
    }

    fn draw_form(&self, canvas: &mut Canvas, area: Rect) {
        let scorecard = &self.form.version.scorecard;
        let shown = asked(scorecard, &self.form.answers);
        let total = shown.iter().filter(|asked| **asked).count();
        let open = open_questions(scorecard, &self.form.answers).len();
        let title = format!("{} v{}", scorecard.name, self.form.version.version);
        let inside = panel::draw(
            canvas,
            area,
            &title,
            &format!("{} of {total}", total.saturating_sub(open)),
        );
        let rows = self.rows(usize::from(inside.height));
        let at = rows
            .iter()
            .position(|row| matches!(row, Row::Question(place, _) if *place == self.cursor))
            .unwrap_or(0);
        let height = usize::from(inside.height).max(1);
        let first = (at + 2).min(rows.len()).saturating_sub(height);
        canvas.page = height;
        for (line, row) in rows.iter().skip(first).take(height).enumerate() {
            let place = Rect {
                height: 1,
                ..below(inside, line as u16)
            };
            match row {
                Row::Section(name) => {
                    canvas.line(
                        place,
                        Span::styled(fit(name, place.width.into()), canvas.theme.dim),
                    );
                }
                Row::Question(index, question) => {
                    let asked = shown.get(*index).copied().unwrap_or(true);
                    self.draw_question(canvas, place, *index, question, asked);
                }
            }
        }
    }

    /// The lines of the form; without the names of the sections where there is no room for them.
    fn rows(&self, height: usize) -> Vec<Row<'_>> {
        let scorecard = &self.form.version.scorecard;
        let named = self.count() + scorecard.sections.len() <= height;
        let mut rows = Vec::new();
        let mut section = usize::MAX;
        for (index, (place, question)) in scorecard.questions_by_section().enumerate() {
            if named && place != section {
                section = place;
                rows.push(Row::Section(
                    scorecard
                        .sections
                        .get(place)
                        .map_or("", |section| &section.name),
                ));
            }
            rows.push(Row::Question(index, question));
        }
        rows
    }

    fn draw_question(
        &self,
        canvas: &mut Canvas,
        area: Rect,
        index: usize,
        question: &Question,
        asked: bool,
    ) {
        let theme = canvas.theme;
        let here = index == self.cursor;
        let value = self.form.answers.of(question);
        let (sign, style) = match value {
            _ if !asked => (DOT, theme.dim),
            Some(AnswerValue::Yes) => (YES, theme.good),
            Some(AnswerValue::No) => (NO, theme.bad),
            Some(AnswerValue::Na) => (DOT, theme.text),
            Some(_) => (YES, theme.text),
            None if question.critical().is_some() => (CRITICAL, theme.warn),
            None => (" ", theme.text),
        };
        let right = match value {
            _ if !asked => "only when it applies".to_owned(),
            Some(value) => said(question, value),
            None if here => keys_of(question),
            None => String::new(),
        };
        let mark = if here { MARK } else { " " };
        let comment = if self.form.comments.contains_key(&question.key) {
            " “"
        } else {
            ""
        };
        let width = usize::from(area.width);
        let taken = 5 + text::width(&question.text) + comment.chars().count();
        // The hint gives way to the question, the answer never does.
        let right = match value {
            _ if !asked && taken + text::width(&right) > width => String::new(),
            _ => fit(&right, width / 2),
        };
        let room = width.saturating_sub(text::width(&right) + 5 + comment.chars().count());
        canvas.line(
            area,
            Line::from(vec![
                Span::raw(format!("{mark} ")),
                Span::styled(format!("{sign} "), style),
                Span::styled(
                    fit(&question.text, room),
                    if !asked {
                        theme.dim
                    } else if here {
                        theme.strong
                    } else {
                        theme.text
                    },
                ),
                Span::styled(comment, theme.dim),
            ]),
        );
        let right_style = if value.is_none() || !asked {
            theme.dim
        } else {
            theme.text
        };
        canvas.line_right(area, Span::styled(right, right_style));
        if here {
            canvas
                .cells
                .set_style(area.intersection(canvas.cells.area), theme.selected);
        }
        canvas.click(area, Target::Row(index));
    }

    fn draw_side(&self, canvas: &mut Canvas, area: Rect, wide: bool) {
        let Some(question) = self.question(self.cursor) else {
            return;
        };
        let title = if wide {
            "What good looks like"
        } else {
            question.text.as_str()
        };
        let mut rest = panel::draw(canvas, area, title, "");
        if wide {
            for line in wrap(&question.text, rest.width.into()) {
                canvas.line(rest, Span::styled(line, canvas.theme.strong));
                rest = below(rest, 1);
            }
            rest = below(rest, 1);
        }
        for (word, text) in guide(question) {
            let lines = wrap(&text, usize::from(rest.width.saturating_sub(5)));
            canvas.line(rest, Span::styled(word, canvas.theme.key));
            for line in lines {
                canvas.line(right_of(rest, 5), Span::raw(line));
                rest = below(rest, 1);
            }
        }
        if wide {
            rest = self.draw_notes(canvas, below(rest, 1));
            self.draw_past(canvas, below(rest, 1));
        }
    }

    fn draw_notes(&self, canvas: &mut Canvas, area: Rect) -> Rect {
        let theme = canvas.theme;
        let question = self.question(self.cursor);
        let comment = question.and_then(|question| self.form.comments.get(&question.key));
        let mut rest = area;
        if let Some(comment) = comment {
            rest = panel::draw(canvas, rest, "Your comment", "");
            for line in wrap(comment, rest.width.into()) {
                canvas.line(rest, Span::raw(line));
                rest = below(rest, 1);
            }
            rest = below(rest, 1);
        }
        let mut notes: Vec<(i64, String)> = self
            .form
            .moments
            .iter()
            .map(|one| {
                (
                    one.at_secs,
                    format!("{} {} {}", minutes(one.at_secs), one.kind.sign(), one.text),
                )
            })
            .collect();
        notes.extend(self.form.voices.iter().map(|voice| {
            let at = voice.at_secs.unwrap_or(0);
            let cause = voice
                .cause
                .map_or(String::new(), |cause| format!(" ({cause})"));
            let quote = if voice.quote.is_empty() {
                String::new()
            } else {
                format!(": {}", voice.quote)
            };
            (
                at,
                format!("{} “ {}{cause}{quote}", minutes(at), voice.theme),
            )
        }));
        notes.sort();
        rest = panel::draw(canvas, rest, "Moments", "");
        if notes.is_empty() {
            canvas.line(
                rest,
                Span::styled("m notes one, v the customer's words", theme.dim),
            );
            return below(rest, 1);
        }
        for (_, note) in notes.iter().rev().take(8).rev() {
            canvas.line(rest, Span::raw(fit(note, rest.width.into())));
            rest = below(rest, 1);
        }
        rest
    }

    fn draw_past(&self, canvas: &mut Canvas, area: Rect) {
        if self.past.is_empty() || area.height < 2 {
            return;
        }
        let mut rest = panel::draw(canvas, area, "Called before", "");
        for past in &self.past {
            let line = format!("{:>6}  {}  {}", past.on, past.rep, past.ended);
            canvas.line(rest, Span::raw(fit(&line, rest.width.into())));
            rest = below(rest, 1);
        }
    }
}

fn said(question: &Question, value: &AnswerValue) -> String {
    match (&question.kind, value) {
        (Kind::Choice(options), AnswerValue::Choice(key)) => options
            .iter()
            .find(|option| option.key == *key)
            .map_or(key.clone(), |option| option.label.clone()),
        _ => shown_answer(value).to_owned(),
    }
}

fn keys_of(question: &Question) -> String {
    let answers = match &question.kind {
        Kind::YesNo => "y  n".to_owned(),
        Kind::Scale(steps) => format!("1–{}", steps.len()),
        Kind::Choice(options) => format!("1–{}", options.len()),
        Kind::Text => return "c writes".to_owned(),
    };
    if question.na == NaPolicy::Exclude {
        format!("{answers}  x")
    } else {
        answers
    }
}

fn guide(question: &Question) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = match &question.kind {
        Kind::Scale(steps) => (1..)
            .zip(steps)
            .map(|(number, step): (i32, _)| (number.to_string(), step.text.clone()))
            .collect(),
        Kind::Choice(options) => (1..)
            .zip(options)
            .map(|(number, option): (i32, _)| (number.to_string(), option.label.clone()))
            .collect(),
        Kind::YesNo | Kind::Text => Vec::new(),
    };
    for (word, text) in [
        ("yes", &question.guide.yes),
        ("no", &question.guide.no),
        ("n/a", &question.guide.na),
    ] {
        if !text.is_empty() {
            lines.push((word.to_owned(), text.clone()));
        }
    }
    lines
}
