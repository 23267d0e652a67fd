//! One call beside a list: with whom, how it came to be heard, what came before with the customer, what lies with it.

use anyhow::Result;
use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::call::Standing;
use crate::domain::draw::{Draw, Pick, PickStatus};
use crate::domain::week::Week;
use crate::store::{Store, call, draw};
use crate::tui::call_list::Listed;
use crate::tui::canvas::{Canvas, below, right_of};
use crate::tui::glyphs::{DOT, TARGETED};
use crate::tui::theme::Theme;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::{fit, pad, wrap};
use crate::tui::words;

/// Earlier calls of the customer that are told.
const EARLIER: i64 = 6;
/// Columns of a label.
const LABEL: u16 = 12;

/// A call with everything that is told of it.
#[derive(Debug)]
pub struct CallPanel {
    listed: Listed,
    pick: Option<Pick>,
    draw: Option<Draw>,
    earlier: Vec<Listed>,
    this_week: Week,
    today: NaiveDate,
}

impl CallPanel {
    /// Reads what is told of a call whose pick is `pick`.
    ///
    /// # Errors
    /// What the store says.
    pub fn read(
        store: &Store,
        listed: &Listed,
        pick: Option<&Pick>,
        (this_week, today): (Week, NaiveDate),
    ) -> Result<Self> {
        let drawn = pick.and_then(|pick| pick.draw_id);
        let mut earlier = Vec::new();
        if let Some(customer) = listed.call.customer_id {
            let before = listed.call.started_at.timestamp();
            for call in call::history(store, customer, before, EARLIER)? {
                earlier.push(Listed::read(store, call)?);
            }
        }
        Ok(Self {
            listed: listed.clone(),
            pick: pick.cloned(),
            draw: drawn.map(|id| draw::get(store, id)).transpose()?,
            earlier,
            this_week,
            today,
        })
    }

    /// How the call came to be heard, in a sentence or two.
    pub fn how(&self) -> String {
        let call = &self.listed.call;
        let mut told = match (&self.pick, &self.draw) {
            (Some(pick), Some(draw)) => self.drawn(pick, draw),
            (Some(_), None) => {
                format!("{TARGETED} Chosen by hand: it stays out of the KPIs.")
            }
            (None, _) if call.standing != Standing::Handled => {
                format!("Nothing to score: {}.", words::standing(call.standing))
            }
            (None, _) => "Not drawn and not chosen.".to_owned(),
        };
        if let Some((pick, reason)) = self
            .pick
            .as_ref()
            .and_then(|pick| Some((pick, pick.reason?)))
        {
            told += &format!(" Skipped: {}", reason.says());
            if !pick.note.is_empty() {
                told += &format!(" ({})", pick.note);
            }
            told.push('.');
        }
        told
    }

    fn drawn(&self, pick: &Pick, draw: &Draw) -> String {
        let place = pick.place.unwrap_or_default();
        let frame = format!(
            "{} that {} took {}",
            words::counted(draw.frame_size, "call"),
            draw.rep,
            words::week(draw.week, self.this_week)
        );
        if draw.frame_size <= draw.asked {
            format!("Drawn: all of the {frame} are heard.")
        } else if place <= draw.asked {
            let nth = words::nth(place);
            format!("Drawn at random: {nth} of {} from the {frame}.", draw.asked)
        } else {
            let nth = words::nth(place);
            format!("Drawn at random: {nth} in order of the {frame}, in place of a skipped one.")
        }
    }

    /// What came before with the customer, in a line: the latest calls first.
    pub fn before(&self) -> String {
        if self.listed.call.customer_id.is_none() {
            return "Nobody knows whose number this is.".into();
        }
        let told: Vec<String> = self.earlier.iter().map(|row| self.in_short(row)).collect();
        if told.is_empty() {
            "The first call of this customer.".into()
        } else {
            format!("Called before: {}", told.join(&format!(" {DOT} ")))
        }
    }

    fn in_short(&self, row: &Listed) -> String {
        let on = words::date(row.call.started_at.date_naive(), self.today);
        let told = [on, rep(row), outcome(row)];
        told.iter()
            .filter(|one| !one.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Draws the whole panel.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let call = &self.listed.call;
        let mut rest = panel::draw(canvas, area, words::customer(call), "");
        let width = usize::from(area.width);
        let when = call.started_at.format("%a %-d %b %H:%M").to_string();
        let facts = [call.rep.clone(), when, words::length(call.talk_secs)];
        let facts: Vec<String> = facts.into_iter().filter(|one| !one.is_empty()).collect();
        text(canvas, &mut rest, &facts.join(&format!(" {DOT} ")), theme.text);
        text(canvas, &mut rest, &words::channel_and_direction(call), theme.text);
        rest = below(rest, 1);
        text(canvas, &mut rest, &self.how(), self.look(theme));
        self.draw_result(canvas, &mut rest);
        rest = below(rest, 1);
        if self.earlier.is_empty() {
            text(canvas, &mut rest, &self.before(), theme.dim);
        } else {
            canvas.line(rest, Span::styled(fit("Called before", width), theme.dim));
            rest = below(rest, 1);
            for row in &self.earlier {
                canvas.line(rest, self.earlier_line(row, theme));
                rest = below(rest, 1);
            }
        }
        rest = below(rest, 1);
        for (label, told) in [
            ("recording", &call.recording),
            ("transcript", &self.listed.became.transcript),
            ("note", &call.note),
        ] {
            labelled(canvas, &mut rest, label, told);
        }
    }

    fn draw_result(&self, canvas: &mut Canvas, rest: &mut Rect) {
        let theme = canvas.theme;
        let became = &self.listed.became;
        if became.evaluation.is_some() {
            let scored = match became.quality {
                Some(quality) => format!("Quality {}", words::whole(quality)),
                None => "Too little of the form applied for a score".into(),
            };
            let mut told = vec![Span::styled(scored, theme.strong)];
            if became.errors > 0 {
                told.push(Span::raw("  "));
                told.push(Span::styled(
                    words::counted(became.errors, "critical error"),
                    theme.bad,
                ));
            }
            canvas.line(*rest, Line::from(told));
            *rest = below(*rest, 1);
        }
    }

    fn look(&self, theme: &Theme) -> ratatui::style::Style {
        match &self.pick {
            Some(pick) if pick.status == PickStatus::Skipped => theme.dim,
            Some(pick) if pick.draw_id.is_none() => theme.warn,
            _ => theme.text,
        }
    }

    fn earlier_line(&self, row: &Listed, theme: &Theme) -> Line<'static> {
        let on = words::date(row.call.started_at.date_naive(), self.today);
        let outcome = outcome(row);
        let style = if row.became.solved == Some(false) {
            theme.bad
        } else {
            theme.text
        };
        Line::from(vec![
            Span::raw(format!(" {}", pad(&on, if on.len() > 6 { 12 } else { 8 }))),
            Span::raw(pad(&rep(row), 8)),
            Span::raw("  "),
            Span::styled(outcome, style),
        ])
    }
}

/// The rep's first name, or why there was none.
fn rep(row: &Listed) -> String {
    let first = row.call.rep.split_whitespace().next().unwrap_or_default();
    first.to_owned()
}

/// How a call ended, in two words: `not solved`, `solved CSAT 4`, `voicemail`.
pub fn outcome(row: &Listed) -> String {
    let solved = match row.became.solved {
        Some(true) => "solved",
        Some(false) => "not solved",
        None => words::standing(row.call.standing),
    };
    match row.became.csat {
        Some(csat) if solved.is_empty() => format!("CSAT {csat}"),
        Some(csat) => format!("{solved}  CSAT {csat}"),
        None => solved.to_owned(),
    }
}

fn text(canvas: &mut Canvas, rest: &mut Rect, told: &str, style: ratatui::style::Style) {
    for line in wrap(told, rest.width.into()) {
        if rest.is_empty() {
            return;
        }
        canvas.line(*rest, Span::styled(line, style));
        *rest = below(*rest, 1);
    }
}

fn labelled(canvas: &mut Canvas, rest: &mut Rect, label: &str, told: &str) {
    if told.is_empty() || rest.is_empty() {
        return;
    }
    canvas.line(*rest, Span::styled(label.to_owned(), canvas.theme.dim));
    let mut column = right_of(*rest, LABEL);
    text(canvas, &mut column, told, canvas.theme.text);
    *rest = below(*rest, column.y - rest.y);
}
