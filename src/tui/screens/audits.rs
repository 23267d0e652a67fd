//! Random audits of a week: the compliance questions alone, one key an answer, and below them what none in so many calls
//! can mean. Kept apart from the KPIs.

use anyhow::Result;
use chrono::{DateTime, Utc};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::audit::{Kept, Status};
use crate::domain::count::counted;
use crate::domain::id::{AuditId, CallId};
use crate::domain::week::Week;
use crate::ops::audit::{self, Form, PER_REP, Report, WEEKS};
use crate::ops::{recordings, setup};
use crate::store::{Store, call};
use crate::tui::canvas::{Canvas, below};
use crate::tui::keys::{Action, Scope};
use crate::tui::listening::minutes;
use crate::tui::notice::Notice;
use crate::tui::playback::{Playback, Program};
use crate::tui::screen::{Context, Flow, Input, Screen};
use crate::tui::widgets::panel;
use crate::tui::widgets::table::{self, Column, Table};
use crate::tui::widgets::text::wrap;
use crate::tui::widgets::viewport::Viewport;
use crate::tui::window::week_told_from;

const COLUMNS: &[Column] = &[
    Column::new("Customer", 0).least(16),
    Column::new("Rep", 16).drops(1),
    Column::new("When", 16).drops(2),
    Column::new("Was the rule kept?", 0).least(20),
    Column::new("", 9),
];

/// A change that can be taken back.
#[derive(Debug)]
enum Change {
    Answer(AuditId, String, Option<Kept>),
    Skip(AuditId),
}

/// The audits of one week.
#[derive(Debug)]
pub struct Audits {
    week: Week,
    this_week: Week,
    forms: Vec<Form>,
    /// The form and the question of each row.
    rows: Vec<(usize, usize)>,
    report: Option<Report>,
    view: Viewport,
    /// The call that is heard, and its player or clock.
    playing: Option<(CallId, Playback)>,
    done: Vec<Change>,
    now: DateTime<Utc>,
}

impl Audits {
    /// The audits of a week, still to be read.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(week: Week, context: &Context) -> Result<Self> {
        Ok(Self {
            week,
            this_week: setup::this_week(context.store, context.now)?,
            forms: Vec::new(),
            rows: Vec::new(),
            report: None,
            view: Viewport::default(),
            playing: None,
            done: Vec::new(),
            now: context.now.to_utc(),
        })
    }

    fn chosen(&self) -> Option<(&Form, &str)> {
        let (form, question) = self.rows.get(self.view.selected)?;
        let form = self.forms.get(*form)?;
        Some((form, form.questions.get(*question)?.key.as_str()))
    }

    fn answer(&mut self, value: Option<Kept>, context: &mut Context) -> Result<Flow> {
        let Some((form, key)) = self.chosen() else {
            return Ok(Flow::Stay);
        };
        if form.audit.status == Status::Skipped {
            return context.say(Notice::failed(
                "This call was passed over: S takes it back.",
            ));
        }
        let (id, key) = (form.audit.id, key.to_owned());
        let before = form.answers.get(&key).copied();
        audit::answer(context.store, id, &key, value, self.now)?;
        self.done.push(Change::Answer(id, key, before));
        self.refresh(context.store)?;
        if value.is_some() {
            let last = self.rows.len().saturating_sub(1);
            self.view.selected = (self.view.selected + 1).min(last);
        }
        Ok(Flow::Stay)
    }

    fn skip(&mut self, context: &mut Context) -> Result<Flow> {
        let Some((form, _)) = self.chosen() else {
            return Ok(Flow::Stay);
        };
        let (id, skips) = (form.audit.id, form.audit.status != Status::Skipped);
        audit::skip(context.store, id, skips, self.now)?;
        self.done.push(Change::Skip(id));
        self.refresh(context.store)?;
        context.say(Notice::done(if skips {
            "Passed over: d draws another in its place."
        } else {
            "It waits again."
        }))
    }

    fn undo(&mut self, context: &mut Context) -> Result<Flow> {
        match self.done.pop() {
            None => return context.say(Notice::done("Nothing to take back.")),
            Some(Change::Answer(id, key, before)) => {
                audit::answer(context.store, id, &key, before, self.now)?;
            }
            Some(Change::Skip(id)) => {
                let status = audit::find(context.store, id)?.audit.status;
                audit::skip(context.store, id, status != Status::Skipped, self.now)?;
            }
        }
        self.refresh(context.store)?;
        context.say(Notice::done("Taken back."))
    }

    fn draw_more(&mut self, context: &mut Context) -> Result<Flow> {
        let added = audit::draw(context.store, self.week, PER_REP, self.now)?;
        self.refresh(context.store)?;
        context.say(Notice::done(match added {
            0 => format!("Every rep has {PER_REP} in this week, or no more calls are left."),
            1 => "1 call is drawn for an audit.".to_owned(),
            added => format!("{added} calls are drawn for an audit."),
        }))
    }

    /// The controls of the chosen call, begun where another was heard before.
    fn playback(&mut self, context: &Context) -> Result<Option<&mut Playback>> {
        let Some(id) = self.chosen().map(|(form, _)| form.audit.call) else {
            return Ok(None);
        };
        if self
            .playing
            .as_ref()
            .is_none_or(|(playing, _)| *playing != id)
        {
            let call = call::get(context.store, id)?;
            let recording = recordings::place(context.store, &call)?;
            let program = Program::find(|name| std::env::var_os(name));
            let playback = Playback::new(0, call.talk_secs, recording, program);
            self.playing = Some((id, playback));
        }
        Ok(self.playing.as_mut().map(|(_, playback)| playback))
    }

    fn steer(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        let now = self.now;
        let Some(playback) = self.playback(context)? else {
            return Ok(Flow::Stay);
        };
        let told = match action {
            Action::Play => playback.toggle(now),
            Action::Left => playback.jump(-5.0, now),
            _ => playback.jump(5.0, now),
        };
        match told {
            Some(why) => context.say(Notice::failed(why)),
            None => Ok(Flow::Stay),
        }
    }

    fn act(&mut self, action: Action, context: &mut Context) -> Result<Flow> {
        match action {
            Action::Back => return Ok(Flow::Back),
            Action::Draw => return self.draw_more(context),
            Action::Skip => return self.skip(context),
            Action::Undo => return self.undo(context),
            Action::Yes => return self.answer(Some(Kept::Yes), context),
            Action::No => return self.answer(Some(Kept::No), context),
            Action::NotApplicable => return self.answer(Some(Kept::Na), context),
            Action::Clear => return self.answer(None, context),
            Action::Play | Action::Left | Action::Right => return self.steer(action, context),
            action => {
                self.view.act(action, self.rows.len(), context.page);
            }
        }
        Ok(Flow::Stay)
    }

    /// What the audits of the last weeks can mean, a paragraph each.
    fn meaning(&self) -> Vec<String> {
        let Some(report) = &self.report else {
            return Vec::new();
        };
        let mut lines = vec![format!(
            "{} done in {WEEKS} weeks. They look for what must never happen, and enter no KPI.",
            counted(report.done as i64, "audit")
        )];
        for rule in &report.rules {
            lines.push(format!("{}: {}.", rule.text, rule.words(report.framed)));
        }
        lines
    }

    fn row(&self, at: usize) -> Vec<Line<'_>> {
        let Some((form, question)) = self.rows.get(at) else {
            return Vec::new();
        };
        let Some((form, question)) = self.forms.get(*form).map(|form| (form, *question)) else {
            return Vec::new();
        };
        let audit = &form.audit;
        let asked = form.questions.get(question);
        let answer = asked.and_then(|one| form.answers.get(&one.key));
        let answer = match (audit.status, answer) {
            (Status::Skipped, _) => "not heard",
            (_, Some(Kept::Na)) => "n/a",
            (_, Some(kept)) => kept.word(),
            (_, None) if at == self.view.selected => "y  n  x",
            (_, None) => "",
        };
        // What was said of the call once is not said again below it.
        let first = question == 0;
        let told = |text: String| if first { text } else { String::new() };
        let customer = match audit.customer.as_str() {
            "" => "a customer",
            customer => customer,
        };
        vec![
            Line::from(told(customer.to_owned())),
            Line::from(told(audit.rep.clone())),
            Line::from(told(audit.started_at.format("%a %-d %b %H:%M").to_string())),
            Line::from(asked.map_or("", |one| one.text.as_str())),
            Line::from(answer),
        ]
    }
}

impl Screen for Audits {
    fn title(&self) -> String {
        "Audits".into()
    }

    fn scopes(&self) -> &'static [Scope] {
        Scope::Audits.chain()
    }

    fn refresh(&mut self, store: &Store) -> Result<()> {
        self.forms = audit::list(store, (self.week, self.week))?;
        self.rows = self
            .forms
            .iter()
            .enumerate()
            .flat_map(|(at, form)| (0..form.questions.len()).map(move |question| (at, question)))
            .collect();
        let weeks = (self.week.plus(1 - WEEKS), self.week);
        self.report = Some(audit::report(store, weeks)?);
        Ok(())
    }

    fn update(&mut self, input: Input, context: &mut Context) -> Result<Flow> {
        self.now = context.now.to_utc();
        let now = self.now;
        if let Some((_, playback)) = &mut self.playing
            && let Some(why) = playback.look(now)
        {
            *context.notice = Some(Notice::failed(why));
        }
        let rows = self.rows.len();
        match input {
            Input::Do(action) => return self.act(action, context),
            input => self.view.take(&input, rows, context.page),
        }
        Ok(Flow::Stay)
    }

    fn view(&self, canvas: &mut Canvas, area: Rect) {
        let area = panel::inset(area);
        let room = usize::from(area.width);
        let meaning: Vec<String> = self
            .meaning()
            .iter()
            .flat_map(|line| wrap(line, room))
            .collect();
        let foot = (meaning.len() as u16 + 1).min(area.height / 2);
        // A short list lets what it can mean move up.
        let rows = (self.rows.len() as u16).max(5) + 3;
        let above = Rect {
            height: rows.min(area.height - foot),
            ..area
        };
        let heard = self
            .playing
            .as_ref()
            .map_or(String::new(), |(_, playback)| {
                let at = minutes(playback.clock().at_secs(self.now) as i64);
                format!("heard up to {at}")
            });
        let title = format!(
            "Random audits of {}",
            week_told_from(self.week, self.this_week)
        );
        let inside = panel::draw(canvas, above, &title, &heard);
        table::draw(
            canvas,
            inside,
            &Table {
                columns: COLUMNS,
                len: self.rows.len(),
                row: &|at| self.row(at),
                view: Some(&self.view),
                more_above: false,
                more_below: false,
                empty: "No call of this week is drawn for an audit. d draws two of each rep, from the same calls that the \
                        week's draw chose from, and only such as stand on nobody's list. An audit asks the compliance \
                        questions of the form and nothing else.",
            },
        );
        let below_table = below(area, above.height);
        let inside = panel::draw(canvas, below_table, "What it can mean", "");
        for (row, line) in meaning.iter().enumerate() {
            canvas.line(below(inside, row as u16), Span::raw(line.as_str()));
        }
    }

    fn wake_in(&self) -> Option<std::time::Duration> {
        let (_, playback) = self.playing.as_ref()?;
        playback.wake_in(self.now)
    }
}
