//! One call beside a list: with whom, how it came to be heard, what came before with the customer, what lies with it.

use anyhow::Result;
use chrono::{Datelike, NaiveDate};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::call::Standing;
use crate::domain::draw::{Draw, Pick, PickStatus};
use crate::domain::recording::Recording;
use crate::domain::week::Week;
use crate::ops::transcripts;
use crate::store::moment::{Moment, Voice};
use crate::store::survey::{self, Answer};
use crate::store::{Store, call, draw, moment, recording, transcript};
use crate::tui::call_list::Listed;
use crate::tui::canvas::{Canvas, below, right_of};
use crate::tui::glyphs::{DOT, TARGETED};
use crate::tui::theme::Theme;
use crate::tui::widgets::panel;
use crate::tui::widgets::text::{pad, pad_left, width, wrap};
use crate::tui::words;

mod answers;

/// Earlier calls of the customer that are told.
const EARLIER: i64 = 6;
/// Columns of a label.
const LABEL: u16 = 12;
/// Columns of `16 Nov`.
const DATE: usize = 6;
/// Columns of `16 Nov 2025`.
const DATE_AND_YEAR: usize = 11;

/// The room for a list and for the panel of its chosen call beside it; none in a narrow window.
pub fn beside(area: Rect) -> Option<(Rect, Rect)> {
    if area.width < panel::WIDE {
        return None;
    }
    let (main, side) = panel::split(area, (area.width * 7 / 20).clamp(36, 66), 0);
    let main = Rect {
        width: main.width - 1,
        ..right_of(main, 1)
    };
    let side = Rect {
        width: side.width - 1,
        ..side
    };
    Some((main, side))
}

/// A call with everything that is told of it.
#[derive(Debug)]
pub struct CallPanel {
    listed: Listed,
    pick: Option<Pick>,
    draw: Option<Draw>,
    earlier: Vec<Listed>,
    noted: Vec<Moment>,
    voices: Vec<Voice>,
    /// What the customer answered when asked about it.
    answers: Vec<Answer>,
    recordings: Vec<Recording>,
    /// How much was said, else where it lies.
    transcript: String,
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
        let evaluation = listed.became.evaluation;
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
            noted: evaluation.map_or(Ok(Vec::new()), |id| moment::list(store, id))?,
            voices: evaluation.map_or(Ok(Vec::new()), |id| moment::voices(store, id))?,
            answers: survey::of_call(store, listed.call.id)?,
            recordings: recording::of_call(store, listed.call.id)?,
            transcript: match said(store, listed)? {
                0 => listed.became.transcript.clone(),
                turns => words::counted(turns, "turn"),
            },
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
        let part = draw
            .rule
            .part()
            .map_or(String::new(), |part| format!(" {part}"));
        let frame = format!(
            "{}{part} that {} took {}",
            words::counted(draw.frame_size, "call"),
            draw.rep,
            words::week_in(draw.week, self.this_week)
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
        let told = [on, rep(row), outcome(row).replace("  ", " ")];
        told.iter()
            .filter(|one| !one.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Draws the whole panel, under the customer's name.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let mut rest = panel::draw(canvas, area, words::customer(&self.listed.call), "");
        self.draw_call(canvas, &mut rest);
        rest = below(rest, 1);
        if self.earlier.is_empty() {
            text(canvas, &mut rest, &self.before(), theme.dim);
        } else {
            text(canvas, &mut rest, "Called before", theme.dim);
            for row in &self.earlier {
                canvas.line(rest, self.earlier_line(row, theme));
                rest = below(rest, 1);
            }
        }
        self.draw_noted(canvas, &mut rest);
        self.draw_answers(canvas, &mut rest);
        self.draw_with_it(canvas, &mut rest);
    }

    /// Draws the panel where everything else tells of the customer already.
    pub fn draw_alone(&self, canvas: &mut Canvas, area: Rect) {
        let mut rest = panel::draw(canvas, area, "This call", "");
        self.draw_call(canvas, &mut rest);
        self.draw_noted(canvas, &mut rest);
        self.draw_answers(canvas, &mut rest);
        self.draw_with_it(canvas, &mut rest);
    }

    /// Who, when, how it came to be heard, what it came to.
    fn draw_call(&self, canvas: &mut Canvas, rest: &mut Rect) {
        let theme = canvas.theme;
        let call = &self.listed.call;
        let when = call.started_at.format("%a %-d %b %H:%M").to_string();
        let facts = [call.rep.clone(), when, words::length(call.talk_secs)];
        let facts: Vec<String> = facts.into_iter().filter(|one| !one.is_empty()).collect();
        text(canvas, rest, &facts.join(&format!(" {DOT} ")), theme.text);
        text(
            canvas,
            rest,
            &words::channel_and_direction(call),
            theme.text,
        );
        *rest = below(*rest, 1);
        text(canvas, rest, &self.how(), self.look(theme));
        let became = &self.listed.became;
        if became.evaluation.is_none() {
            return;
        }
        let quality = match became.quality {
            Some(quality) => format!("Quality {}", words::whole(quality)),
            None => "Too little of the form applied for a score".into(),
        };
        let mut told = vec![Span::styled(quality, theme.strong)];
        if became.errors > 0 {
            let errors = words::counted(became.errors, "critical error");
            told.extend([Span::raw("  "), Span::styled(errors, theme.bad)]);
        }
        *rest = below(*rest, 1);
        canvas.line(*rest, Line::from(told));
        *rest = below(*rest, 1);
    }

    /// What the customer said and what was noted while listening.
    fn draw_noted(&self, canvas: &mut Canvas, rest: &mut Rect) {
        let theme = canvas.theme;
        if self.voices.is_empty() && self.noted.is_empty() {
            return;
        }
        *rest = below(*rest, 1);
        text(canvas, rest, "Noted while listening", theme.dim);
        for one in &self.voices {
            let cause = one
                .cause
                .map_or(String::new(), |cause| format!(" ({cause})"));
            let told = if one.quote.is_empty() {
                format!("{}{cause}", one.theme)
            } else {
                format!("“{}” {}{cause}", one.quote, one.theme)
            };
            indented(canvas, rest, 1, &told);
        }
        for one in &self.noted {
            let at = format!(" {} {} ", words::length(Some(one.at_secs)), one.kind.sign());
            canvas.line(*rest, Span::styled(at.clone(), theme.dim));
            indented(canvas, rest, width(&at) as u16, &one.text);
        }
    }

    /// What lies with the call.
    fn draw_with_it(&self, canvas: &mut Canvas, rest: &mut Rect) {
        let recording = self.recording();
        let with_it = [
            ("recording", &recording),
            ("transcript", &self.transcript),
            ("note", &self.listed.call.note),
        ];
        if with_it.iter().any(|(_, told)| !told.is_empty()) {
            *rest = below(*rest, 1);
        }
        for (label, told) in with_it.iter().filter(|(_, told)| !told.is_empty()) {
            canvas.line(*rest, Span::styled(*label, canvas.theme.dim));
            indented(canvas, rest, LABEL, told);
        }
    }

    /// The recording in a few words: its file and length, why it cannot be heard; else what the call log says of it.
    fn recording(&self) -> String {
        let Some(one) = self.recordings.first() else {
            return self.listed.call.recording.clone();
        };
        let length = words::length(one.secs.map(|secs| secs.round() as i64));
        let told = [one.name(), &length, &one.fault].map(str::to_owned);
        let told: Vec<String> = told.into_iter().filter(|part| !part.is_empty()).collect();
        let more = self.recordings.len() - 1;
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        told.join(&format!(" {DOT} ")) + &more
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
        let reps = self.earlier.iter().map(|row| width(&rep(row))).max();
        let (told, style) = match (row.became.solved, outcome(row)) {
            (Some(false), told) => (told, theme.bad),
            (_, told) if told.is_empty() => {
                (words::channel(row.call.channel).to_owned(), theme.dim)
            }
            (_, told) => (told, theme.text),
        };
        let year = if self.earlier.iter().any(|row| self.is_of_another_year(row)) {
            DATE_AND_YEAR
        } else {
            DATE
        };
        Line::from(vec![
            Span::raw(format!(" {}  ", pad_left(&on, year))),
            Span::raw(pad(&rep(row), reps.unwrap_or(0))),
            Span::raw("  "),
            Span::styled(told, style),
        ])
    }

    fn is_of_another_year(&self, row: &Listed) -> bool {
        row.call.started_at.year() != self.today.year()
    }
}

/// How many turns were said.
fn said(store: &Store, listed: &Listed) -> Result<i64> {
    let call = listed.call.id;
    Ok(match transcript::of_call(store, call)? {
        Some(known) => known.turns,
        None => transcripts::of_call(store, call)?.len() as i64,
    })
}

/// The rep's first name, or why there was none.
fn rep(row: &Listed) -> String {
    let first = row.call.rep.split_whitespace().next().unwrap_or_default();
    first.to_owned()
}

/// Whether what the customer came for was solved, else why nobody heard it: `not solved`, `voicemail`.
pub fn solved(row: &Listed) -> &'static str {
    match row.became.solved {
        Some(true) => "solved",
        Some(false) => "not solved",
        None => words::standing(row.call.standing),
    }
}

/// How a call ended: `not solved  CSAT 2`.
fn outcome(row: &Listed) -> String {
    let solved = solved(row);
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

/// Text that begins some columns in; a text of several lines stays there.
fn indented(canvas: &mut Canvas, rest: &mut Rect, columns: u16, told: &str) {
    let mut column = right_of(*rest, columns);
    text(canvas, &mut column, told, canvas.theme.text);
    *rest = below(*rest, column.y - rest.y);
}
