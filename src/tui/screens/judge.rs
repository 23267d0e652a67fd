//! Closing a commitment: held, slipped, dropped, or taken away where it was written down by mistake.

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::coaching::CommitmentState;
use crate::domain::id::CommitmentId;
use crate::ops::coaching;
use crate::ops::setup;
use crate::store::commitment;
use crate::tui::canvas::Canvas;
use crate::tui::keys::Scope;
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::dialog::{Choice, Chosen};

/// How it may end, in the order of the choice; the last takes it away.
const ENDS: [CommitmentState; 3] = [
    CommitmentState::Held,
    CommitmentState::Slipped,
    CommitmentState::Dropped,
];

/// The choice, above the screen that it was called from.
#[derive(Debug)]
pub struct Judge {
    id: CommitmentId,
    choice: Choice,
}

impl Judge {
    /// The choice for an open commitment, with what the numbers say above it.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(id: CommitmentId, context: &Context) -> Result<Self> {
        let trial = coaching::follow_one(context.store, id)?.trial;
        let title = format!("{}: {}", trial.counts(), trial.verdict());
        let judged = trial.judged();
        let says = |state: CommitmentState, what: &str| {
            let mark = if judged == Some(state) {
                " (as the numbers say)"
            } else {
                ""
            };
            format!("{state}: {what}{mark}")
        };
        let options = vec![
            says(CommitmentState::Held, "the behaviour is there"),
            says(CommitmentState::Slipped, "it is not"),
            says(CommitmentState::Dropped, "given up"),
            "written down by mistake: take it away".to_owned(),
        ];
        Ok(Self {
            id,
            choice: Choice::new(title, options),
        })
    }

    fn close(&self, place: usize, context: &mut Context) -> Result<Flow> {
        let said = if let Some(state) = ENDS.get(place) {
            let today = setup::zone(context.store)?.day_of(context.now);
            coaching::close(context.store, self.id, Some(*state), "", today)?;
            format!("Closed: {state}.")
        } else {
            commitment::remove(context.store, self.id)?;
            "Taken away.".to_owned()
        };
        context.say(Notice::done(said))?;
        Ok(Flow::Back)
    }
}

impl Screen for Judge {
    fn title(&self) -> String {
        "Judge".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        Scope::Choice.chain()
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        match self.choice.update(&input) {
            Chosen::Open => Ok(Flow::Stay),
            Chosen::None => Ok(Flow::Back),
            Chosen::One(place) => self.close(place, context),
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        self.choice.draw(canvas, area);
    }

    fn is_overlay(&self) -> bool {
        true
    }
}
