//! What the scoring form looks like. Its first lines stand in `head`, its right-hand side in `side`.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::writing::Writing;
use super::{Score, compact, go, shown_answer};
use crate::domain::evaluation::{self, AnswerValue, asked, open_questions, so_far};
use crate::domain::scorecard::{Kind, Question};
use crate::tui::canvas::{Canvas, Target, below};
use crate::tui::glyphs::MARK;
use crate::tui::told::{answer_keys, keys_told};
use crate::tui::widgets::panel;
use crate::tui::widgets::text::{self, fit};

/// Columns of the right-hand side: so many at least, so many at most, in between three tenths of the window; more only
/// where the form is as wide as an answer is near its question.
const SIDE: u16 = 38;
const WIDEST_SIDE: u16 = 60;
const WIDEST_FORM: u16 = 110;

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
        let sound = self.draw_sound(canvas, below(area, 1));
        let body = below(area, 2 + sound);
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
                let side = (area.width * 3 / 10).clamp(SIDE, WIDEST_SIDE);
                side.max(area.width.saturating_sub(WIDEST_FORM + 3))
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
        self.draw_writing(canvas, if wide { form } else { area });
    }

    fn draw_form(&self, canvas: &mut Canvas, area: Rect) {
        let scorecard = &self.form.version.scorecard;
        let shown = asked(scorecard, &self.form.answers);
        let total = shown.iter().filter(|asked| **asked).count();
        let open = open_questions(scorecard, &self.form.answers).len();
        let so_far = match so_far(scorecard, &self.form.answers) {
            Some(quality) if self.shows_total => {
                format!(", {:.1} so far", evaluation::shown(quality))
            }
            _ => String::new(),
        };
        let title = format!("{} v{}", scorecard.name, self.form.version.version);
        let mut done = format!("{} of {total}{so_far}", total.saturating_sub(open));
        let mut height = usize::from(area.height.saturating_sub(1));
        let rows = self.rows(height);
        let compact = rows.len() > height;
        let mut first = 0;
        if compact {
            height = height.saturating_sub(1);
            first = self.first_in_sight(height);
        }
        if rows.len() == self.count() {
            done = format!("{} · {done}", self.section_here());
        }
        let inside = panel::draw(canvas, area, &title, &done);
        if compact {
            self.draw_strip(canvas, below(inside, height as u16));
        }
        canvas.page = height.max(1);
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
        let sign = compact::sign(question, value, asked);
        let style = compact::sign_style(canvas, value, asked);
        let right = match value {
            _ if !asked => "only when it applies".to_owned(),
            Some(value) => said(question, value),
            None if here => keys_told(question),
            None => String::new(),
        };
        let mark = match self.writing {
            Writing::GoTo(_) => go::name_of(index, self.count()),
            _ if here => MARK.to_owned(),
            _ => String::new(),
        };
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
                Span::raw(format!("{mark:<2}")),
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
        let taken = canvas.line_right(area, Span::styled(right, right_style));
        if here {
            canvas
                .cells
                .set_style(area.intersection(canvas.cells.area), theme.selected);
        }
        canvas.click(area, Target::Row(index));
        if here && value.is_none() {
            click_answers(canvas, area, taken, question);
        }
    }
}

/// Makes the keys at the end of a line do what they say when they are clicked.
fn click_answers(canvas: &mut Canvas, area: Rect, taken: u16, question: &Question) {
    let mut at = area.right().saturating_sub(taken);
    for (word, action) in answer_keys(question) {
        let width = text::width(&word) as u16;
        let place = Rect {
            x: at,
            width,
            height: 1,
            ..area
        };
        canvas.click(place, Target::Act(action));
        at += width + 2;
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
