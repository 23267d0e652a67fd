//! How the week's list is drawn: the list, what is known below it, the chosen call beside it or below.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::draw::PickStatus;
use crate::tui::call_panel::beside;
use crate::tui::canvas::{Canvas, Target, below, centred};
use crate::tui::glyphs::DOT;
use crate::tui::keys::{self, Action, Scope};
use crate::tui::screens::sample::{Open, Sample};
use crate::tui::theme::Theme;
use crate::tui::widgets::footer::draw_hints;
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::{fit, width};
use crate::tui::window::week_told_from;
use crate::tui::words;

/// Rows of the list that are kept in sight before anything else goes.
const LEAST: u16 = 7;
/// Lines in which the chosen call is told in short.
const SHORT: u16 = 3;
/// Lines from which on the whole panel of a call is worth drawing below.
const PANEL: u16 = 10;
/// The widest that a rep's name is shown.
const NAME: usize = 14;
/// Columns of the customer below which other columns go.
const CUSTOMER: u16 = 20;
/// Width of the list from which on the notes have a column.
const WITH_NOTES: u16 = 110;
/// Width of the list from which on the reason of a skip is told.
const WITH_REASON: u16 = 86;

/// Draws the screen.
pub fn draw(sample: &Sample, canvas: &mut Canvas, area: Rect) {
    match sample.panel.as_ref().zip(beside(area)) {
        Some((panel, (main, side))) => {
            draw_main(sample, canvas, main, true);
            panel.draw(canvas, side);
        }
        None => draw_main(sample, canvas, panel::inset(area), false),
    }
    match &sample.open {
        Open::Nothing => {}
        Open::Plan(plan) => plan.draw(canvas, area),
        Open::Reason(_, choice) => choice.draw(canvas, area),
        Open::Words(_, field) => {
            let inside = panel::boxed(canvas, centred(area, 66, 5), "Skip: why?");
            field.draw(canvas, inside, true, "in a few words");
            let hints = keys::footer(Scope::Text.chain(), inside.width.into());
            draw_hints(canvas, below(inside, 2), &hints);
        }
    }
}

/// The list and what is known below it; `beside` tells whether the chosen call is drawn beside them.
fn draw_main(sample: &Sample, canvas: &mut Canvas, area: Rect, beside: bool) {
    let know = sample.know.height() + 1;
    let names = u16::from(sample.unknown.0 > 0);
    let again = u16::from(!sample.again.is_empty());
    let mut left = area.height.saturating_sub(names + again);
    let has_know = sample.has_calls && left >= know + LEAST;
    left -= if has_know { know } else { 0 };
    let has_short = !beside && sample.panel.is_some() && left >= SHORT + LEAST;
    left -= if has_short { SHORT } else { 0 };
    // A short list lets the rest move up.
    let rows = (sample.rows.len() as u16 + 2).max(LEAST);
    let list = Rect {
        height: left.min(rows),
        ..area
    };
    draw_list(sample, canvas, list);
    let mut rest = below(area, list.height);
    if names > 0 {
        draw_names(sample, canvas, rest);
        rest = below(rest, 1);
    }
    if again > 0 {
        draw_again(sample, canvas, rest);
        rest = below(rest, 1);
    }
    let know_height = if has_know { know } else { 0 };
    if has_short && rest.height < know_height + PANEL + 1 {
        draw_short(sample, canvas, below(rest, 1));
        rest = below(rest, SHORT);
    }
    if has_know {
        sample.know.draw(canvas, below(rest, 1), &sample.reps);
        rest = below(rest, know);
    }
    if let Some(panel) = sample
        .panel
        .as_ref()
        .filter(|_| !beside && rest.height > PANEL)
    {
        panel.draw(canvas, below(rest, 1));
    }
}

fn draw_list(sample: &Sample, canvas: &mut Canvas, area: Rect) {
    let title = if sample.week == sample.this_week {
        "To hear this week".to_owned()
    } else {
        format!("To hear, {}", week_told_from(sample.week, sample.this_week))
    };
    let inside = panel::draw(canvas, area, &title, &progress(sample));
    let theme = canvas.theme;
    let with_reason = inside.width >= WITH_REASON;
    let columns = columns(sample, theme, inside.width);
    let row = |index: usize| {
        let row = &sample.rows[index];
        let call = &row.listed.call;
        let style = row.look(theme);
        vec![
            row.customer(theme),
            Line::styled(words::short_name(&call.rep, &sample.reps), style),
            Line::styled(words::day_and_time(call.started_at), style),
            Line::styled(words::length(call.talk_secs), style),
            Line::styled(words::channel(call.channel), style),
            row.status(theme, with_reason),
            Line::styled(call.note.clone(), theme.dim),
        ]
    };
    table::draw(
        canvas,
        inside,
        &Table {
            columns: &columns,
            len: sample.rows.len(),
            row: &row,
            view: Some(&sample.view),
            more_above: false,
            more_below: false,
            empty: &nothing(sample),
        },
    );
}

/// The columns, as wide as what stands in them; the customer takes the rest.
fn columns(sample: &Sample, theme: &Theme, room: u16) -> Vec<Column> {
    let widest = |text: &dyn Fn(usize) -> usize, least: usize| {
        (0..sample.rows.len())
            .map(text)
            .max()
            .unwrap_or(0)
            .max(least) as u16
    };
    let call = |index: usize| &sample.rows[index].listed.call;
    let name = |index| width(&words::short_name(&call(index).rep, &sample.reps)).min(NAME);
    let name = widest(&name, 3);
    let channel = widest(&|index| width(words::channel(call(index).channel)), 7);
    let status = |index: usize| sample.rows[index].status(theme, room >= WITH_REASON);
    let status = widest(&|index| status(index).width(), 8);
    let mut columns = vec![
        Column::new("  Customer", 0).least(CUSTOMER),
        Column::new("Rep", name),
        Column::new("When", 9).drops(1),
        Column::new("Length", 6).right().drops(2),
        Column::new("Channel", channel).drops(3),
        Column::new("Status", status),
    ];
    let notes = (0..sample.rows.len()).any(|index| !call(index).note.is_empty());
    if notes && room >= WITH_NOTES {
        columns.push(Column::new("Note", 0));
    }
    columns
}

/// How far one is: `6 of 12 drawn calls heard · 1 by hand to hear · 1 skipped`.
fn progress(sample: &Sample) -> String {
    let (heard, asked) = sample.know.heard();
    let skipped = sample
        .rows
        .iter()
        .filter(|row| row.pick.status == PickStatus::Skipped)
        .count();
    let mut told = Vec::new();
    if asked > 0 {
        told.push(format!("{heard} of {asked} drawn calls heard"));
    }
    let chosen = sample.rows.iter();
    let chosen = chosen.filter(|row| row.is_targeted() && row.is_waiting());
    match chosen.count() {
        0 => {}
        chosen => told.push(format!("{chosen} by hand to hear")),
    }
    if skipped > 0 {
        told.push(format!("{skipped} skipped"));
    }
    told.join(&format!(" {DOT} "))
}

/// What would stand on the list, and which key puts it there.
fn nothing(sample: &Sample) -> String {
    let key = |action| keys::key_of(Scope::Sample.chain(), action);
    if !sample.has_calls {
        format!(
            "No calls yet. {} brings in the call log of your phone system, {} scores a call that you just heard.",
            key(Action::Import),
            key(Action::NewCall)
        )
    } else if sample.handled == 0 {
        format!(
            "No calls {}. {} goes to the week before, {} to the week after.",
            words::week_in(sample.week, sample.this_week),
            key(Action::Previous),
            key(Action::Next)
        )
    } else {
        format!(
            "{} {} and none drawn yet. {} draws the ones to hear at random.",
            words::counted(sample.handled, "call"),
            words::week_in(sample.week, sample.this_week),
            key(Action::Draw)
        )
    }
}

fn draw_names(sample: &Sample, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let (names, calls) = sample.unknown;
    let (verb, them) = if names == 1 {
        ("is", "it")
    } else {
        ("are", "them")
    };
    let key = keys::key_of(Scope::Sample.chain(), Action::Assign);
    let line = Line::from(vec![
        Span::styled(
            format!(
                "  {} in {} {verb} not known to this desk: ",
                words::counted(names as i64, "name"),
                words::counted(calls, "call")
            ),
            theme.warn,
        ),
        Span::styled(key, theme.key),
        Span::styled(format!(" assigns {them}"), theme.warn),
    ]);
    let taken = canvas.line(area, line);
    canvas.click(
        Rect {
            width: taken,
            height: 1,
            ..area
        },
        Target::Act(Action::Assign),
    );
}

/// Calls that came back after a month.
fn draw_again(sample: &Sample, canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let count = sample.again.len() as i64;
    let key = keys::key_of(Scope::Sample.chain(), Action::Blind);
    let comes = if count == 1 { "comes" } else { "come" };
    let line = Line::from(vec![
        Span::styled(
            format!(
                "  {} {comes} back, to see whether you score alike: ",
                words::counted(count, "call")
            ),
            theme.text,
        ),
        Span::styled(key, theme.key),
        Span::raw(" scores blind"),
    ]);
    let taken = canvas.line(area, line);
    let place = Rect {
        width: taken,
        height: 1,
        ..area
    };
    canvas.click(place, Target::Act(Action::Blind));
}

fn draw_short(sample: &Sample, canvas: &mut Canvas, area: Rect) {
    let Some(panel) = &sample.panel else {
        return;
    };
    let theme = canvas.theme;
    let room = usize::from(area.width.saturating_sub(2));
    let at = |row| Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(2),
        ..below(area, row)
    };
    canvas.line(at(0), Span::raw(fit(&panel.how(), room)));
    canvas.line(at(1), Span::styled(fit(&panel.before(), room), theme.dim));
}
