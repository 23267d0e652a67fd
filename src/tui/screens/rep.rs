//! A rep's page: what is worked on with its evidence, what stands out, praise, one-to-ones, and what came of earlier
//! commitments.

mod page;

use anyhow::{Context as _, Result};
use ratatui::layout::Rect;

use crate::domain::call::Instant;
use crate::domain::coaching::Commitment;
use crate::domain::id::RepId;
use crate::domain::rep::Rep as Person;
use crate::ops::coaching::standing::{self, Standing};
use crate::ops::coaching::{self, Followed};
use crate::ops::fairness::{self, Fair};
use crate::ops::setup;
use crate::store::commitment::{self, Evidence};
use crate::store::one_to_one::{self, OneToOne};
use crate::store::recognition::{self, Recognition};
use crate::store::{Store, own_score, rep};
use crate::tui::canvas::Canvas;
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Agreement, Context, Flow, Input, Route, Screen};
use crate::tui::widgets::panel;
use crate::tui::widgets::scroll::{self, Scroll};

/// Days of praise that are shown.
const PRAISE_DAYS: u64 = 182;
/// Weeks of own scores that are shown, the present one included.
const OWN_WEEKS: i64 = 13;
/// Closed commitments that are shown, the last ones.
const CLOSED_SHOWN: usize = 12;

/// The page.
#[derive(Debug)]
pub struct Rep {
    id: RepId,
    now: Instant,
    person: Option<Person>,
    standing: Option<Standing>,
    /// The open commitments and the last that were closed with their evidence, the latest first.
    commitments: Vec<(Followed, Vec<Evidence>)>,
    /// How many were closed before those.
    earlier: usize,
    praise: Vec<Recognition>,
    talks: Vec<OneToOne>,
    /// Scores that the rep set an own one beside, or did not agree with, the latest call first.
    own: Vec<Fair>,
    /// How many scores of these weeks the rep has seen, and how many there are.
    seen: (u64, u64),
    scroll: Scroll,
}

impl Rep {
    /// The page of a rep, still to be read.
    pub fn new(id: RepId, context: &Context) -> Self {
        Self {
            id,
            now: context.now,
            person: None,
            standing: None,
            commitments: Vec::new(),
            earlier: 0,
            praise: Vec::new(),
            talks: Vec::new(),
            own: Vec::new(),
            seen: (0, 0),
            scroll: Scroll::default(),
        }
    }

    fn open(&self) -> Option<&Followed> {
        let mut open = self
            .commitments
            .iter()
            .filter(|(one, _)| one.state.is_open());
        open.next_back().map(|(one, _)| one)
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        match action {
            Action::Open | Action::Sheet => return Ok(Flow::Open(Route::Sheet(self.id))),
            Action::Coach => {
                let focus = self.standing.as_ref().map(|one| &one.choice.focus);
                let behaviour = focus.and_then(|focus| focus.behaviour.as_ref());
                return Ok(Flow::Open(Route::Agree(Agreement {
                    rep: self.id,
                    question: behaviour.map(|one| one.question.clone()),
                    evaluation: None,
                })));
            }
            Action::Praise => return Ok(Flow::Open(Route::Praise(self.id, None))),
            Action::Talk => return Ok(Flow::Open(Route::Talk(self.id))),
            Action::Judge => {
                return match self.open() {
                    Some(open) => Ok(Flow::Open(Route::Judge(open.commitment.id))),
                    None => context.say(Notice::failed(
                        "Nothing is being worked on that could be closed: c agrees on something.",
                    )),
                };
            }
            Action::Back => return Ok(Flow::Back),
            action => self.scroll.take(&Input::Do(action), context),
        }
        Ok(Flow::Stay)
    }
}

impl Screen for Rep {
    fn title(&self) -> String {
        self.person
            .as_ref()
            .map_or(String::new(), |one| one.name.clone())
    }

    fn scopes(&self) -> &'static [Scope] {
        Scope::Rep.chain()
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        let person = rep::by_id(store, self.id)?;
        self.person = Some(person.context("there is no such rep any more")?);
        self.standing = standing::of_one(store, self.id, self.now)?;
        self.commitments.clear();
        let mut closed = 0;
        let is_shown = |one: &Commitment| {
            one.state.is_open() || {
                closed += 1;
                closed <= CLOSED_SHOWN
            }
        };
        for one in coaching::follow(store, Some(self.id), is_shown)? {
            let evidence = commitment::evidence(store, one.commitment.id)?;
            self.commitments.push((one, evidence));
        }
        self.earlier = closed.saturating_sub(CLOSED_SHOWN);
        let today = self.now.date_naive();
        let from = today - chrono::Days::new(PRAISE_DAYS);
        self.praise = recognition::list(store, Some(self.id), from, today)?;
        self.talks = one_to_one::list(store, Some(self.id))?;
        let this_week = setup::this_week(store, self.now)?;
        let weeks = (this_week.plus(1 - OWN_WEEKS), this_week);
        self.own = fairness::of_rep(store, self.id, weeks)?;
        self.seen = own_score::seen(store, self.id, weeks)?;
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        match input {
            Input::Do(action) => self.act(action, context),
            input => {
                self.scroll.take(&input, context);
                Ok(Flow::Stay)
            }
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let room = panel::inset(area);
        let lines = page::lines(self, scroll::columns(room), canvas.theme);
        self.scroll.draw(canvas, room, lines);
    }
}
