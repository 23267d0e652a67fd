//! A rep's page: what is worked on with its evidence, what stands out, praise, one-to-ones, and what came of earlier
//! commitments.

mod page;

use anyhow::{Context as _, Result};
use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::domain::call::Instant;
use crate::domain::id::RepId;
use crate::domain::rep::Rep as Person;
use crate::ops::coaching::Followed;
use crate::ops::coaching::standing::{self, Standing};
use crate::ops::fairness::{self, Fair};
use crate::ops::setup;
use crate::store::commitment::{self, Evidence};
use crate::store::one_to_one::{self, OneToOne};
use crate::store::recognition::{self, Recognition};
use crate::store::{Store, own_score, rep};
use crate::tui::canvas::{Canvas, below};
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Agreement, Context, Flow, Input, Route, Screen};
use crate::tui::widgets::panel;

/// Days of praise that are shown.
const PRAISE_DAYS: u64 = 182;
/// Weeks of own scores that are shown, the present one included.
const OWN_WEEKS: i64 = 13;

/// The page.
#[derive(Debug)]
pub struct Rep {
    id: RepId,
    now: Instant,
    person: Option<Person>,
    standing: Option<Standing>,
    /// Every commitment with its evidence, the latest first.
    commitments: Vec<(Followed, Vec<Evidence>)>,
    praise: Vec<Recognition>,
    talks: Vec<OneToOne>,
    /// Scores that the rep set an own one beside, or did not agree with, the latest call first.
    own: Vec<Fair>,
    /// How many scores of these weeks the rep has seen, and how many there are.
    seen: (u64, u64),
    top: usize,
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
            praise: Vec::new(),
            talks: Vec::new(),
            own: Vec::new(),
            seen: (0, 0),
            top: 0,
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
        let page = context.page.max(1);
        let last = context.length.saturating_sub(page);
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
            Action::Up => self.top = self.top.saturating_sub(1),
            Action::Down => self.top += 1,
            Action::PageUp => self.top = self.top.saturating_sub(page - 1),
            Action::PageDown => self.top += page - 1,
            Action::First => self.top = 0,
            Action::Last => self.top = last,
            Action::Back => return Ok(Flow::Back),
            _ => {}
        }
        self.top = self.top.min(last);
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
        let person = rep::list(store)?.into_iter().find(|one| one.id == self.id);
        self.person = Some(person.context("there is no such rep any more")?);
        let everybody = standing::of_everybody(store, self.now)?;
        self.standing = everybody.into_iter().find(|one| one.rep.id == self.id);
        self.commitments.clear();
        for one in crate::ops::coaching::follow(store, Some(self.id))? {
            let evidence = commitment::evidence(store, one.commitment.id)?;
            self.commitments.push((one, evidence));
        }
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
            Input::Scroll(rows) => {
                let last = context.length.saturating_sub(context.page);
                self.top = self.top.saturating_add_signed(rows.into()).min(last);
                Ok(Flow::Stay)
            }
            _ => Ok(Flow::Stay),
        }
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let room = panel::inset(area);
        let lines = page::lines(
            self,
            usize::from(room.width.saturating_sub(1)),
            canvas.theme,
        );
        let height = usize::from(room.height);
        canvas.page = height;
        canvas.length = lines.len();
        let top = self.top.min(lines.len().saturating_sub(height));
        let is_cut = lines.len() > top + height;
        for (row, line) in lines.into_iter().skip(top).take(height).enumerate() {
            canvas.line(below(room, row as u16), line);
        }
        if top > 0 {
            canvas.line_right(room, Span::styled("↑", canvas.theme.dim));
        }
        if is_cut {
            let last = below(room, room.height.saturating_sub(1));
            canvas.line_right(last, Span::styled("↓", canvas.theme.dim));
        }
    }
}
