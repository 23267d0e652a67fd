//! The first minute: a few questions on one form, then what to do first.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::scorecard::{Scorecard, builtin};
use crate::domain::zone::Zone;
use crate::ops::setup::{self, Setup};
use crate::tui::canvas::{Canvas, Target, below};
use crate::tui::keys::{self, Action, Scope};
use crate::tui::run::ExitReason;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::form::{Form, Item, Said};
use crate::tui::widgets::text::wrap;
use crate::tui::widgets::{dialog, panel};

const PROMISE: &str = "Each week Deskside picks a few of your customer calls. You listen to them, answer a dozen yes-or-no questions on each, and see over the weeks what gets better. Everything stays in one file on this computer.";

/// Calls a week to hear, unless the owner says otherwise.
const CALLS_PER_WEEK: &str = "15";

// The fields, top to bottom.
const NAME: usize = 0;
const REPS: usize = 1;
const WORK: usize = 2;
const CALLS: usize = 3;
const ZONE: usize = 4;

/// What is open.
#[derive(Debug)]
enum Stage {
    Asking,
    Leaving,
    Ready { business: String },
}

/// The form and where one is.
#[derive(Debug)]
pub struct FirstRun {
    stage: Stage,
    form: Form,
    /// Keys of the scorecards that are offered.
    scorecards: Vec<&'static str>,
}

impl FirstRun {
    /// An empty form; `zone` is the guess for the business's zone.
    pub fn new(zone: &str) -> Self {
        let offered: Vec<(&str, String)> = builtin()
            .iter()
            .filter_map(|(key, toml)| Some((*key, Scorecard::parse(key, toml).ok()?.name)))
            // The form for chats and letters goes with a channel, not with a trade.
            .filter(|(key, _)| *key != "written")
            .collect();
        let names = offered.iter().map(|(_, name)| name.clone()).collect();
        Self {
            stage: Stage::Asking,
            form: Form::new(vec![
                Item::text("Business", "", "Its name, as your customers know it"),
                Item::text(
                    "Who takes calls",
                    "",
                    "Dana=301, Luis=302, Mia; extensions are optional",
                ),
                Item::pick(
                    "They mostly do",
                    names,
                    "← → choose the form on which their calls are scored",
                ),
                Item::text(
                    "Calls to hear a week",
                    CALLS_PER_WEEK,
                    "All of them together; 15 take about an hour",
                ),
                Item::text(
                    "Time zone",
                    zone,
                    "Where the week begins on Monday at midnight",
                ),
            ]),
            scorecards: offered.into_iter().map(|(key, _)| key).collect(),
        }
    }

    /// What was filled in; `None` when something is wrong, which the form then shows.
    fn filled_in(&mut self) -> Option<Setup> {
        let number = self
            .form
            .value(CALLS)
            .parse::<i64>()
            .ok()
            .filter(|n| (1..=200).contains(n));
        let reps = split_reps(self.form.value(REPS));
        if self.form.value(NAME).is_empty() {
            self.form.wrong(NAME, "The business needs a name");
        } else if reps.is_empty() {
            self.form
                .wrong(REPS, "Name at least one person who talks with customers");
        } else if number.is_none() {
            self.form.wrong(CALLS, "A number from 1 to 200");
        } else if let Err(error) = Zone::parse(self.form.value(ZONE)) {
            self.form.wrong(ZONE, error.to_string());
        } else {
            return Some(Setup {
                name: self.form.value(NAME).to_owned(),
                zone: self.form.value(ZONE).to_owned(),
                reps,
                scorecard: self
                    .scorecards
                    .get(self.form.chosen(WORK))
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
                calls_per_week: number.unwrap_or_default(),
            });
        }
        None
    }

    fn ask(&mut self, input: &Input, context: &mut Context) -> anyhow::Result<Flow> {
        match self.form.update(input) {
            Said::More => {}
            Said::Left => self.stage = Stage::Leaving,
            Said::Done => {
                if let Some(setup) = self.filled_in() {
                    setup::run(context.store, &setup, context.now.to_utc())?;
                    self.stage = Stage::Ready {
                        business: setup.name,
                    };
                }
            }
        }
        Ok(Flow::Stay)
    }
}

impl Screen for FirstRun {
    fn title(&self) -> String {
        "Setting up".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.stage {
            Stage::Asking => Scope::Form.chain(),
            Stage::Leaving => Scope::Dialog.chain(),
            Stage::Ready { .. } => Scope::Welcome.chain(),
        }
    }

    fn has_header(&self) -> bool {
        false
    }

    fn update(&mut self, input: Input, context: &mut Context) -> anyhow::Result<Flow> {
        match self.stage {
            Stage::Asking => self.ask(&input, context),
            Stage::Leaving => match input {
                Input::Do(Action::Yes) => Ok(Flow::Leave(ExitReason::Quit)),
                Input::Do(Action::No) => {
                    self.stage = Stage::Asking;
                    Ok(Flow::Stay)
                }
                _ => Ok(Flow::Stay),
            },
            Stage::Ready { .. } => Ok(match input {
                Input::Do(Action::Demo) => Flow::Leave(ExitReason::Demo),
                Input::Do(Action::Open | Action::Back) => Flow::Back,
                Input::Do(action @ (Action::Import | Action::NewCall)) => Flow::Run(action),
                _ => Flow::Stay,
            }),
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let roomy = area.height > 18;
        let inset = panel::inset(area);
        let page = Rect {
            width: inset.width.min(96),
            ..inset
        };
        let mut rest = below(page, u16::from(roomy));
        canvas.line(rest, Span::styled("Deskside", theme.title));
        rest = below(rest, 1);
        if roomy {
            for line in wrap(PROMISE, page.width.into()) {
                canvas.line(rest, Span::styled(line, theme.dim));
                rest = below(rest, 1);
            }
        }
        rest = below(rest, 1);
        match &self.stage {
            Stage::Asking | Stage::Leaving => {
                let inside = panel::draw(canvas, rest, "Your desk", "under a minute");
                self.form
                    .draw(canvas, below(inside, u16::from(inside.height > 12)));
            }
            Stage::Ready { business } => draw_ready(canvas, rest, business),
        }
        if matches!(self.stage, Stage::Leaving) {
            canvas.cursor = None;
            dialog::draw(
                canvas,
                area,
                "Leave?",
                "The desk is not set up yet, and what you typed is not kept.",
            );
        }
    }
}

/// What to do first.
fn draw_ready(canvas: &mut Canvas, area: Rect, business: &str) {
    let theme = canvas.theme;
    let inside = panel::draw(canvas, area, &format!("{business} is ready"), "");
    let mut rest = below(inside, 1);
    for row in keys::rows().filter(|row| row.scope == Scope::Welcome) {
        let at = Rect { height: 1, ..rest };
        canvas.line(
            at,
            Line::from(vec![
                Span::styled(format!("{:>8}", keys::names(row.keys)), theme.key),
                Span::raw("   "),
                Span::raw(row.help),
            ]),
        );
        canvas.click(at, Target::Act(row.action));
        rest = below(rest, 2);
    }
}

/// The people on one line: parted by commas; an extension or an address after a comma still belongs to the one before.
fn split_reps(line: &str) -> Vec<String> {
    let mut reps: Vec<String> = Vec::new();
    for part in line
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let alias =
            !part.contains('=') && (part.contains('@') || part.chars().all(|c| c.is_ascii_digit()));
        match reps.last_mut() {
            Some(rep) if alias => {
                rep.push(if rep.contains('=') { ',' } else { '=' });
                rep.push_str(part);
            }
            _ => reps.push(part.to_owned()),
        }
    }
    reps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_stand_on_one_line_with_their_extensions_and_addresses() {
        assert_eq!(
            split_reps("Dana=301, Luis , Mia"),
            ["Dana=301", "Luis", "Mia"]
        );
        assert_eq!(
            split_reps("Dana=301, 302, dana@x.example; Luis, 303"),
            ["Dana=301,302,dana@x.example", "Luis=303"]
        );
        assert!(split_reps(" , ").is_empty());
    }
}
