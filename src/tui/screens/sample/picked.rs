//! What stands on the week's list: the picks with what became of each, in the order in which they were drawn.

use anyhow::Result;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::draw::{Pick, PickStatus};
use crate::domain::evaluation::{asked, open_questions};
use crate::domain::id::EvaluationId;
use crate::domain::week::Week;
use crate::ops::submit;
use crate::store::{Store, pick};
use crate::tui::call_list::{Listed, score};
use crate::tui::glyphs::TARGETED;
use crate::tui::theme::Theme;
use crate::tui::words;

/// One row of the list.
#[derive(Debug)]
pub struct Picked {
    /// The pick.
    pub pick: Pick,
    /// Its call.
    pub listed: Listed,
    /// How many questions of an unfinished form are answered, and how many it asks.
    pub answered: Option<(usize, usize)>,
}

/// The picks of a week: the drawn ones by rep and place, then those chosen by hand.
pub fn of_week(store: &Store, week: Week) -> Result<Vec<Picked>> {
    let mut picked = Vec::new();
    for (pick, call) in pick::list(store, week)? {
        let listed = Listed::read(store, call)?;
        let answered = match listed.became.draft {
            Some(draft) if pick.status == PickStatus::Waiting => Some(answered(store, draft)?),
            _ => None,
        };
        picked.push(Picked {
            pick,
            listed,
            answered,
        });
    }
    Ok(picked)
}

fn answered(store: &Store, draft: EvaluationId) -> Result<(usize, usize)> {
    let form = submit::load(store, draft)?;
    let card = &form.version.scorecard;
    let open = open_questions(card, &form.answers).len();
    let must = asked(card, &form.answers)
        .into_iter()
        .zip(card.questions())
        .filter(|(asked, question)| *asked && !question.is_optional())
        .count();
    Ok((must - open, must))
}

impl Picked {
    /// Whether it was chosen by hand.
    pub fn is_targeted(&self) -> bool {
        self.pick.draw_id.is_none()
    }

    /// Whether it is still to be heard.
    pub fn is_waiting(&self) -> bool {
        self.pick.status == PickStatus::Waiting
    }

    /// Whether it was heard and scored.
    pub fn is_scored(&self) -> bool {
        self.pick.status == PickStatus::Scored
    }

    /// The customer behind the mark of calls that were chosen by hand.
    pub fn customer(&self, theme: &Theme) -> Line<'static> {
        let (mark, look) = if self.is_targeted() {
            (TARGETED, theme.warn)
        } else {
            (" ", theme.text)
        };
        Line::from(vec![
            Span::styled(mark, look),
            Span::raw(" "),
            Span::styled(
                words::customer(&self.listed.call).to_owned(),
                self.look(theme),
            ),
        ])
    }

    /// How its plain cells look: a skipped one can be passed over.
    pub fn look(&self, theme: &Theme) -> Style {
        match self.pick.status {
            PickStatus::Skipped => theme.dim,
            _ => theme.text,
        }
    }

    /// What became of it; where there is room with the reason of a skip.
    pub fn status(&self, theme: &Theme, with_reason: bool) -> Line<'static> {
        match (self.pick.status, self.answered) {
            (PickStatus::Skipped, _) => {
                let told = match self.pick.reason {
                    Some(reason) if with_reason => format!("skipped: {}", reason.says()),
                    _ => "skipped".into(),
                };
                Line::styled(told, theme.dim)
            }
            (PickStatus::Scored, _) => score(&self.listed.became, theme),
            (PickStatus::Waiting, Some((given, of))) => {
                Line::styled(format!("draft {given}/{of}"), theme.accent)
            }
            (PickStatus::Waiting, None) if self.is_targeted() => {
                Line::styled("targeted", theme.warn)
            }
            (PickStatus::Waiting, None) => Line::styled("to hear", theme.text),
        }
    }
}
