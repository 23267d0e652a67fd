//! What the owner says of a whole file, beside its columns: its zone and source, whose phone it is, who scored, how long
//! after a call its survey was answered.

use anyhow::{Result, anyhow, ensure};

use super::{Line, Mapping, Open, What};
use crate::domain::import::kind::Kind;
use crate::domain::import::sheet::{Scorer, Told};
use crate::domain::zone::Zone;
use crate::ops::import::Refusal;
use crate::ops::import::looked::Meaning;
use crate::ops::import::surveys::WITHIN_DAYS;
use crate::store::rep;
use crate::tui::keys::{self, Action, Scope};
use crate::tui::notice::Notice;
use crate::tui::screen::Context;
use crate::tui::widgets::dialog::Choice;
use crate::tui::widgets::field::Field;

/// The most days before an answer that its call may lie.
const WITHIN_AT_MOST: u16 = 365;

impl Mapping {
    /// Whether names in the file that are not known may become reps.
    pub(super) fn names_reps(&self) -> bool {
        matches!(self.looked.kind, Kind::Calls | Kind::Evaluations)
    }

    /// How many days before an answer its call may lie.
    pub(super) fn within_days(&self) -> u16 {
        self.options.within_days.unwrap_or(WITHIN_DAYS)
    }

    /// Who scored the evaluations that do not say; none where a column tells, or nothing was scored.
    pub(super) fn scorer(&self) -> Option<Scorer> {
        let told = Some(Meaning::Told(Told::ScoredBy));
        let by_column = self.looked.columns.iter().any(|one| one.meaning == told);
        let is_asked = self.looked.kind == Kind::Evaluations && !by_column;
        is_asked.then(|| self.options.scored_by.unwrap_or(Scorer::Owner))
    }

    /// Asks for a line, which begins with what holds now.
    pub(super) fn ask_line(&mut self, line: Line) {
        let text = match line {
            Line::Zone => self.looked.zone.clone(),
            Line::Source => self.looked.source.clone(),
            Line::Within => self.within_days().to_string(),
        };
        self.open = Open::Typing(Field::new(&text), line);
    }

    pub(super) fn ask_sheet(&mut self, context: &mut Context) -> Result<()> {
        if self.sheets.len() > 1 {
            let choice = Choice::new("Which sheet is to be read?", self.sheets.clone());
            self.open = Open::Choosing(choice, What::Sheet);
            return Ok(());
        }
        let why = "Only a workbook with several sheets asks for that.";
        context.say(Notice::failed(why)).map(drop)
    }

    pub(super) fn ask_within(&mut self, context: &mut Context) -> Result<()> {
        if self.looked.kind == Kind::Surveys {
            self.ask_line(Line::Within);
            return Ok(());
        }
        let why = "Only the answers to a survey lie some days behind their calls.";
        context.say(Notice::failed(why)).map(drop)
    }

    /// A line was typed; one that cannot be stays open.
    pub(super) fn typed(&mut self, line: Line, typed: &str, context: &Context) -> Result<()> {
        let typed = typed.trim();
        match line {
            Line::Zone => {
                let zone = Zone::parse(typed)?.name().to_owned();
                self.change(context, |options| options.zone = Some(zone))?;
            }
            Line::Source => {
                let name = (!typed.is_empty()).then(|| typed.to_owned());
                self.change(context, |options| options.source_name = name)?;
            }
            Line::Within => {
                let days = typed.parse().unwrap_or(0);
                ensure!(
                    (1..=WITHIN_AT_MOST).contains(&days),
                    "say a number of days from 1 to {WITHIN_AT_MOST}"
                );
                self.change(context, |options| options.within_days = Some(days))?;
            }
        }
        self.open = Open::Nothing;
        Ok(())
    }

    /// Asks whose phone it is, or who scored.
    pub(super) fn ask_whose(&mut self, context: &mut Context) -> Result<()> {
        if let Some(scorer) = self.scorer() {
            let words = Scorer::ALL.iter().map(|one| scored_by(*one).to_owned());
            let at = Scorer::ALL.iter().position(|one| *one == scorer);
            let choice = Choice::new("Who scored these calls?", words.collect());
            self.open = Open::Choosing(choice.on(at.unwrap_or(0)), What::Scorer);
            return Ok(());
        }
        let Some(phone) = &self.looked.phone else {
            let why = match self.looked.kind {
                Kind::Calls => "The file says who handled its calls.",
                Kind::Evaluations => "A column says who scored.",
                _ => "Only a file of calls is from somebody's phone.",
            };
            return context.say(Notice::failed(why)).map(drop);
        };
        let reps = rep::list(context.store)?.into_iter();
        let reps: Vec<String> = reps
            .filter(|rep| !rep.retired)
            .map(|rep| rep.name)
            .collect();
        let at = reps.iter().position(|name| name == phone);
        let choice = Choice::new("Whose phone is it?", reps.clone());
        self.open = Open::Choosing(choice.on(at.unwrap_or(0)), What::Phone(reps));
        Ok(())
    }
}

/// Why a change cannot be, with what to do about it.
pub(super) fn what_to_do(error: anyhow::Error) -> anyhow::Error {
    let Some(refusal @ Refusal::AnotherPhone { .. }) = error.downcast_ref() else {
        return error;
    };
    let key = keys::key_of(Scope::Import.chain(), Action::Rename);
    anyhow!("{refusal}: {key} gives another phone a name of its own.")
}

/// Who scored, in words.
pub(super) fn scored_by(scorer: Scorer) -> &'static str {
    match scorer {
        Scorer::Owner => "you: the scores count",
        Scorer::Rep => "the reps themselves: they stand beside yours and count nowhere",
    }
}
