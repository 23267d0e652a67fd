//! One customer: the whole relationship across channels and reps, and from there any of the calls to its score.

mod view;

use anyhow::Result;
use ratatui::layout::Rect;

use crate::domain::call::{Instant, Standing};
use crate::domain::draw::{PickStatus, SkipReason};
use crate::domain::id::{CallId, CustomerId, PickId};
use crate::domain::rep::Rep;
use crate::domain::week::Week;
use crate::ops::customer::{Around, around};
use crate::ops::{draw, setup};
use crate::store::customer::merge;
use crate::store::relationship::{self, Relationship};
use crate::store::{Store, call, pick, rep};
use crate::tui::call_list::{CallList, Listed};
use crate::tui::call_panel::CallPanel;
use crate::tui::canvas::{Canvas, Target};
use crate::tui::keys::{Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::{Context, Flow, Input, Route, Screen};
use crate::tui::words;

/// Whose calls are shown.
#[derive(Debug)]
enum Whose {
    /// A customer's.
    Known(Box<Known>, CallList),
    /// Nobody knows whose this one is.
    Unknown(Box<Listed>),
}

/// A customer with what stands around the calls.
#[derive(Debug)]
struct Known {
    id: CustomerId,
    of: Relationship,
    around: Around,
}

impl Known {
    fn read(store: &Store, id: CustomerId) -> Result<Box<Self>> {
        Ok(Box::new(Self {
            id,
            of: relationship::of(store, id)?,
            around: around(store, id)?,
        }))
    }
}

/// The customer of a call.
#[derive(Debug)]
pub struct Customer {
    now: Instant,
    this_week: Week,
    /// The call from which one came.
    from: CallId,
    whose: Option<Whose>,
    panel: Option<CallPanel>,
    reps: Vec<Rep>,
    /// A call that was never drawn is about to be scored.
    asking: Option<CallId>,
    /// The call that was put on the list to hear last.
    added: Option<PickId>,
}

impl Customer {
    /// The customer of this call, still to be read.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(from: CallId, context: &Context) -> Result<Self> {
        Ok(Self {
            now: context.now,
            this_week: setup::this_week(context.store, context.now)?,
            from,
            whose: None,
            panel: None,
            reps: Vec::new(),
            asking: None,
            added: None,
        })
    }

    fn chosen(&self) -> Option<&Listed> {
        match &self.whose {
            Some(Whose::Known(_, list)) => list.chosen(),
            Some(Whose::Unknown(listed)) => Some(listed),
            None => None,
        }
    }

    fn read_panel(&mut self, store: &Store) -> Result<()> {
        let at = (self.this_week, self.now.date_naive());
        let panel = self
            .chosen()
            .map(|row| CallPanel::read(store, row, row.became.pick.as_ref(), at));
        self.panel = panel.transpose()?;
        Ok(())
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        match action {
            Action::Open => self.open_chosen(context),
            Action::Target => {
                let Some(row) = self.chosen() else {
                    return Ok(Flow::Stay);
                };
                let id = row.call.id;
                self.add_targeted(id, context)?;
                self.refresh(context.store)?;
                context.say(Notice::done(
                    "It is on the list to hear, outside of the KPIs.",
                ))
            }
            Action::Undo => self.take_back(context),
            Action::Edit | Action::Join => Ok(match (&self.whose, action) {
                (Some(Whose::Known(known, _)), Action::Edit) => Flow::Open(Route::About(known.id)),
                (Some(Whose::Known(known, _)), _) => Flow::Open(Route::Join(known.id)),
                _ => Flow::Stay,
            }),
            Action::Part => self.part(context),
            Action::Back => Ok(Flow::Back),
            action => {
                if let Some(Whose::Known(_, list)) = &mut self.whose {
                    list.act(context.store, action, context.page)?;
                }
                Ok(Flow::Stay)
            }
        }
    }

    fn open_chosen(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(Listed { call, became }) = self.chosen() else {
            return Ok(Flow::Stay);
        };
        let (id, standing) = (call.id, call.standing);
        if let Some(evaluation) = became.evaluation {
            return Ok(Flow::Open(Route::Scored(evaluation)));
        }
        let status = became.pick.as_ref().map(|pick| (pick.status, pick.reason));
        match status {
            _ if became.draft.is_some() => Ok(Flow::Open(Route::Score(id))),
            Some((PickStatus::Skipped, reason)) => {
                let why = reason.map_or("", SkipReason::says);
                context.say(Notice::failed(format!(
                    "This call was drawn and skipped ({why}): take the skip back in the sample first"
                )))
            }
            Some(_) => Ok(Flow::Open(Route::Score(id))),
            None if call.rep_id.is_none() || standing != Standing::Handled => {
                context.say(Notice::failed(format!(
                    "Nobody of this desk handled that call ({}): there is nothing to score",
                    words::standing(standing)
                )))
            }
            None => {
                self.asking = Some(id);
                Ok(Flow::Stay)
            }
        }
    }

    fn add_targeted(&mut self, call: CallId, context: &Context) -> Result<()> {
        let week = draw::current_week(context.store, self.this_week)?;
        let added = draw::add_targeted(context.store, call, week, context.now.to_utc())?;
        self.added = Some(added);
        Ok(())
    }

    /// Takes the latest joining back.
    fn part(&mut self, context: &mut Context) -> Result<Flow> {
        let joined = match &self.whose {
            Some(Whose::Known(known, _)) => known.around.merged.first(),
            _ => None,
        };
        let Some(gone) = joined.map(|one| one.gone) else {
            return context.say(Notice::done("No other entry was joined with this one."));
        };
        merge::unmerge(context.store, gone)?;
        self.refresh(context.store)?;
        context.say(Notice::done(
            "Taken back: the two entries stand alone again.",
        ))
    }

    fn take_back(&mut self, context: &mut Context) -> Result<Flow> {
        let Some(added) = self.added else {
            return context.say(Notice::done("There is nothing to take back"));
        };
        pick::remove_targeted(context.store, added)?;
        self.added = None;
        self.refresh(context.store)?;
        context.say(Notice::done("Taken back: it is off the list to hear."))
    }

    fn answer(&mut self, call: CallId, input: &Input, context: &Context) -> Result<Flow> {
        match input {
            Input::Do(Action::Yes) => {
                self.add_targeted(call, context)?;
                self.asking = None;
                Ok(Flow::Open(Route::Score(call)))
            }
            Input::Do(Action::No) => {
                self.asking = None;
                Ok(Flow::Stay)
            }
            _ => Ok(Flow::Stay),
        }
    }
}

impl Screen for Customer {
    fn title(&self) -> String {
        match &self.whose {
            Some(Whose::Known(known, _)) if !known.of.name.is_empty() => known.of.name.clone(),
            _ => "Customer".into(),
        }
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.asking {
            Some(_) => Scope::Dialog.chain(),
            None => Scope::Customer.chain(),
        }
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.reps = rep::list(store)?;
        let from = call::get(store, self.from)?;
        self.whose = Some(match (from.customer_id, self.whose.take()) {
            (None, _) => Whose::Unknown(Box::new(Listed::read(store, from)?)),
            (Some(id), Some(Whose::Known(_, mut list))) => {
                list.refresh(store)?;
                Whose::Known(Known::read(store, id)?, list)
            }
            (Some(id), _) => {
                let mut list = CallList::of(Some(id));
                list.refresh(store)?;
                list.select_call(self.from);
                Whose::Known(Known::read(store, id)?, list)
            }
        });
        self.read_panel(store)
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now;
        if let Some(call) = self.asking {
            return self.answer(call, &input, context);
        }
        let flow = match (input, &mut self.whose) {
            (Input::Do(action), _) => self.act(action, context)?,
            (Input::Click(Target::Row(row)), Some(Whose::Known(_, list))) => {
                list.select(row, context.page);
                Flow::Stay
            }
            (Input::Scroll(rows), Some(Whose::Known(_, list))) => {
                list.scroll(context.store, rows, context.page)?;
                Flow::Stay
            }
            _ => Flow::Stay,
        };
        self.read_panel(context.store)?;
        Ok(flow)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        view::draw(self, canvas, area);
    }
}
