//! What the trends look like: in a wide window the KPIs stand beside the chart and everybody below it, in a narrow one
//! all is one below the other.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Open, Trends, told};
use crate::tui::canvas::{Canvas, below, centred};
use crate::tui::glyphs::DOT;
use crate::tui::keys::{self, Scope};
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel::{self, WIDE};
use crate::tui::widgets::range;
use crate::tui::widgets::text::{fit, wrap};

/// Columns of the chart, at least.
const CHART: u16 = 60;
/// Columns of the list of KPIs, and of the same where there is much room.
const SIDE: u16 = 42;
const WIDE_SIDE: u16 = 54;
/// Rows of the chart with its title and the line about the chosen week: no less as long as anything else can give way.
const LEAST: u16 = 12;
/// Columns of the bar that shows a range.
const BAR: usize = 25;
/// The widest lines of words that are easy to read.
const MEASURE: usize = 120;

const NOTHING: &str = "No call is scored yet, so nothing can be followed. Every week with at least one scored call becomes \
    a point here: quality, critical errors, what was solved, for each rep and for all together, with how far the number \
    could be off and whether a change is real.";
const WAY: &str =
    "1 leads to this week's calls: d draws some of them at random, Enter opens the first.";

impl Trends {
    /// Draws the whole screen.
    pub(super) fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let room = panel::inset(area);
        if self.is_empty() {
            draw_empty(canvas, room);
        } else if room.width >= WIDE && room.height >= 18 {
            self.draw_wide(canvas, room);
        } else {
            self.draw_narrow(canvas, room);
        }
        match &self.open {
            Open::Nothing => {}
            Open::Formula(values) => self.draw_formula(canvas, area, values),
            Open::Note(field) => {
                let title = format!("What happened in {}?", told::week(self.week));
                let inside = panel::boxed(canvas, centred(area, 72, 5), &title);
                field.draw(
                    canvas,
                    inside,
                    true,
                    "a decision, a new product, phones down for a day",
                );
                let hints = keys::footer(Scope::Text.chain(), inside.width.into());
                draw_hints(canvas, below(inside, 2), &hints);
            }
        }
    }

    fn draw_wide(&self, canvas: &mut Canvas, area: Rect) {
        let everybody = self.everybody();
        let strip = match area.height {
            0..26 => 5,
            26..32 => 6,
            32..40 => 7,
            _ => 9,
        };
        let upper = Rect {
            height: area.height - strip - 1,
            ..area
        };
        let side = match area.width {
            150.. => WIDE_SIDE,
            width => width.saturating_sub(CHART + 3).min(SIDE),
        };
        let (left, right) = panel::split(upper, side, 0);
        // The chart is what the screen is for: the words and their title take no more than two fifths.
        let most = usize::from(left.height * 2 / 5).saturating_sub(1).max(3);
        let words = self.words(left.width.into(), most, canvas.theme.strong);
        let gap = u16::from(area.height >= 26);
        let told = (words.len() as u16 + 1 + gap).min(left.height.saturating_sub(LEAST));
        let chart = Rect {
            height: left.height - told,
            ..left
        };
        self.draw_chart(canvas, chart);
        draw_words(canvas, below(left, chart.height + gap), &words);
        let kpis = self.kpis();
        let inside = panel::draw(canvas, right, "KPIs", told::whose_of(self.shown()));
        let each = [3, 2]
            .into_iter()
            .find(|each| kpis.len() as u16 * each <= inside.height + 1)
            .unwrap_or(1);
        self.draw_column(canvas, inside, &kpis, each);
        self.draw_strip(canvas, below(area, upper.height + 1), &everybody);
    }

    fn draw_narrow(&self, canvas: &mut Canvas, area: Rect) {
        let (everybody, kpis) = (self.everybody(), self.kpis());
        let free = area.height.saturating_sub(LEAST);
        let least = (everybody.len() as u16).min(free.saturating_sub(4));
        let most = usize::from((free - least).saturating_sub(1));
        let words = self.words(area.width.into(), most, canvas.theme.strong);
        let told = (words.len() as u16 + 1).min(free - least);
        let mut left = free - told;
        let lines = (everybody.len() as u16).min(left);
        left -= lines;
        let listed = if left > kpis.len() as u16 + 2 {
            kpis.len() as u16 + 1
        } else {
            0
        };
        left -= listed;
        // What is left over parts the panels first, then the chart grows.
        let gap = u16::from(left >= 3);
        let chart = area.height - told - lines - listed - gap * (2 + u16::from(listed > 0));
        self.draw_chart(
            canvas,
            Rect {
                height: chart,
                ..area
            },
        );
        let mut rest = below(area, chart + gap);
        draw_words(
            canvas,
            Rect {
                height: told,
                ..rest
            },
            &words,
        );
        rest = below(rest, told + gap);
        self.draw_lines(
            canvas,
            Rect {
                height: lines,
                ..rest
            },
            &everybody,
        );
        if listed > 0 {
            let inside = panel::draw(
                canvas,
                below(rest, lines + gap),
                "KPIs",
                told::whose_of(self.shown()),
            );
            self.draw_lines(canvas, inside, &kpis);
        }
    }

    /// The large chart under its title, with a line about the chosen week.
    fn draw_chart(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let Some((kpi, series)) = self.shown() else {
            return;
        };
        let title = format!("{} {DOT} {}", kpi.name, told::whose(series));
        let place = format!(
            "KPI {} of {} {DOT} {} weeks",
            self.kpi + 1,
            self.all.len(),
            self.weeks()
        );
        let inside = panel::draw(canvas, area, &title, &place);
        let point = series.at(self.week);
        let facts = told::facts(kpi, series, self.week).join(&format!("  {DOT}  "));
        let week = told::week(self.week);
        let mut line = Line::from(vec![
            Span::styled(week, theme.text),
            Span::raw("   "),
            Span::styled(told::value(kpi, point), theme.accent),
            Span::raw("   "),
        ]);
        let range = point.and_then(|point| Some((point.value?, point.range?)));
        if let Some((value, range)) = range
            && range.width() > 0.0
            && inside.width >= WIDE - SIDE + BAR as u16
        {
            let on_axis = |value| super::large::on_axis(kpi, value);
            line.spans.extend(
                range::line(
                    BAR,
                    on_axis(range.low),
                    on_axis(value),
                    on_axis(range.high),
                    theme,
                )
                .spans,
            );
            line.push_span("   ");
        }
        let used = line.width();
        line.push_span(Span::styled(
            fit(&facts, usize::from(inside.width).saturating_sub(used)),
            theme.dim,
        ));
        canvas.line(inside, line);
        self.draw_large(canvas, below(inside, 1));
    }

    /// What the chart says, wrapped: the paragraphs that fit into `most` lines whole. The verdict stands out.
    fn words(&self, width: usize, most: usize, strong: Style) -> Vec<Line<'static>> {
        let Some((kpi, series)) = self.shown() else {
            return Vec::new();
        };
        let mut lines: Vec<Line> = Vec::new();
        for text in told::paragraphs(kpi, series, self.behind(), self.week) {
            let wrapped = wrap(&text, width.min(MEASURE));
            if !lines.is_empty() && lines.len() + wrapped.len() > most {
                break;
            }
            for line in wrapped {
                let is_head = lines.is_empty();
                lines.push(match line.split_once(':').filter(|_| is_head) {
                    Some((head, tail)) => Line::from(vec![
                        Span::styled(format!("{head}:"), strong),
                        Span::raw(tail.to_owned()),
                    ]),
                    None => Line::from(line),
                });
            }
        }
        lines
    }
}

fn draw_words(canvas: &mut Canvas, area: Rect, words: &[Line<'static>]) {
    if area.height < 2 {
        return;
    }
    let inside = panel::draw(canvas, area, "In words", "");
    for (row, line) in words.iter().take(inside.height.into()).enumerate() {
        canvas.line(below(inside, row as u16), line.clone());
    }
}

fn draw_empty(canvas: &mut Canvas, area: Rect) {
    let inside = panel::draw(canvas, area, "Trends", "");
    let mut rest = below(inside, 1);
    let width = usize::from(rest.width).min(76);
    for line in wrap(NOTHING, width) {
        canvas.line(rest, Span::raw(line));
        rest = below(rest, 1);
    }
    rest = below(rest, 1);
    for line in wrap(WAY, width) {
        canvas.line(rest, Span::styled(line, canvas.theme.strong));
        rest = below(rest, 1);
    }
}
