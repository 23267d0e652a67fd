//! The one table of keys: which key does what, where, and how it is told. Dispatch, footer, help, palette and the
//! README's table are all made from it, so help cannot lie. What an action does stands in the screens.

mod action;
mod row;
mod show;
mod table;
#[cfg(test)]
mod tests;

pub use action::Action;
pub use row::{Key, Row};
pub use show::{GAP, Hint, footer, key_of, markdown, names, reachable};
pub use table::{ALWAYS, rows};

use crossterm::event::KeyEvent;

/// A place in which keys have a meaning. A screen says with [`Scope::chain`] which of them hold at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere, also while text is typed. Added by the app itself.
    Always,
    /// Everywhere but where letters are text.
    Global,
    /// On the screens that the header names.
    Tabs,
    /// A list with a selected row.
    List,
    /// One line of text: letters are text.
    Text,
    /// Fields one below the other: letters are text.
    Form,
    /// A list that narrows while its text is typed: letters are text.
    Finder,
    /// One of a few, such as the reason of a skip.
    Choice,
    /// A question that is answered with yes or no.
    Dialog,
    /// The desk has just been set up.
    Welcome,
    /// What to hear this week.
    Sample,
    /// The scoring form.
    Score,
    /// A comment with ready remarks: letters are text.
    Comment,
    /// What was said in the call, beside its form.
    Transcript,
    /// What a scored call came to.
    Scored,
    /// The rep's own score beside the owner's.
    Beside,
    /// Compliance questions on calls that nobody expected.
    Audits,
    /// KPIs over weeks.
    Trends,
    /// What matters to customers, and the KPIs that follow.
    Kpis,
    /// KPIs that are proposed.
    Proposals,
    /// What goes with satisfied customers.
    Drivers,
    /// A page to read: how alike the owner scores, what was missed.
    Consistency,
    /// Referrals asked for and missed.
    Referrals,
    /// The calls behind a number.
    Behind,
    /// A week on one page.
    Summary,
    /// What everybody works on.
    Coach,
    /// A rep's page.
    Rep,
    /// A one-to-one sheet.
    Sheet,
    /// What customers talk about.
    Voice,
    /// One theme.
    Theme,
    /// What customers wrote in surveys.
    Comments,
    /// Every decision.
    Decisions,
    /// Every call.
    Calls,
    /// What a call is found by, while it is typed: letters are text.
    Find,
    /// A customer's calls.
    Customer,
    /// What is drawn: letters are text.
    Plan,
    /// A call that was just heard: letters are text.
    NewCall,
    /// Choosing a file: letters are text.
    Browse,
    /// What a file's columns mean.
    Import,
    /// Recordings or transcripts before they are read.
    Media,
    /// What came of an import.
    Imported,
    /// What an import left out.
    LeftOut,
    /// What is owed to customers.
    Owed,
    /// Customers who wait.
    Waiting,
    /// Every scorecard.
    Scorecards,
    /// A scorecard that is being changed.
    Editor,
    /// A scorecard tried out as a form.
    Preview,
    /// What was read before.
    Imports,
    /// Asked whether an import is taken back.
    TakeBack,
    /// Whose a name in the files is.
    Names,
    /// The recordings' folder.
    Recordings,
}

impl Scope {
    /// Every scope.
    pub const ALL: &'static [Self] = &[
        Self::Always,
        Self::Global,
        Self::Tabs,
        Self::List,
        Self::Text,
        Self::Form,
        Self::Finder,
        Self::Choice,
        Self::Dialog,
        Self::Welcome,
        Self::Sample,
        Self::Score,
        Self::Comment,
        Self::Transcript,
        Self::Scored,
        Self::Beside,
        Self::Audits,
        Self::Trends,
        Self::Drivers,
        Self::Consistency,
        Self::Referrals,
        Self::Behind,
        Self::Summary,
        Self::Coach,
        Self::Rep,
        Self::Sheet,
        Self::Voice,
        Self::Theme,
        Self::Comments,
        Self::Decisions,
        Self::Calls,
        Self::Find,
        Self::Customer,
        Self::Plan,
        Self::NewCall,
        Self::Browse,
        Self::Import,
        Self::Media,
        Self::Imported,
        Self::LeftOut,
        Self::Owed,
        Self::Waiting,
        Self::Scorecards,
        Self::Editor,
        Self::Preview,
        Self::Imports,
        Self::TakeBack,
        Self::Names,
        Self::Recordings,
    ];

    /// The scopes whose keys hold together while this one is on top, nearest first.
    pub const fn chain(self) -> &'static [Self] {
        match self {
            Self::Always => &[Self::Always],
            Self::Global => &[Self::Global],
            Self::Tabs => &[Self::Tabs, Self::Global],
            Self::List => &[Self::List, Self::Global],
            Self::Text => &[Self::Text],
            Self::Form => &[Self::Form],
            Self::Finder => &[Self::Finder],
            Self::Choice => &[Self::Choice],
            Self::Dialog => &[Self::Dialog],
            Self::Welcome => &[Self::Welcome, Self::Global],
            Self::Sample => &[Self::Sample, Self::List, Self::Tabs, Self::Global],
            Self::Score => &[Self::Score, Self::Global],
            Self::Comment => &[Self::Comment, Self::Text],
            Self::Transcript => &[Self::Transcript, Self::List, Self::Global],
            Self::Scored => &[Self::Scored, Self::Global],
            Self::Beside => &[Self::Beside, Self::List, Self::Global],
            Self::Audits => &[Self::Audits, Self::List, Self::Global],
            Self::Consistency => &[Self::Consistency, Self::List, Self::Global],
            Self::Referrals => &[Self::Referrals, Self::List, Self::Global],
            Self::Drivers => &[Self::Drivers, Self::List, Self::Global],
            Self::Trends => &[Self::Trends, Self::Tabs, Self::Global],
            Self::Kpis => &[Self::Kpis, Self::List, Self::Global],
            Self::Proposals => &[Self::Proposals, Self::List, Self::Global],
            Self::Behind => &[Self::Behind, Self::List, Self::Global],
            Self::Summary => &[Self::Summary, Self::Global],
            Self::Coach => &[Self::Coach, Self::List, Self::Tabs, Self::Global],
            Self::Rep => &[Self::Rep, Self::List, Self::Global],
            Self::Sheet => &[Self::Sheet, Self::List, Self::Global],
            Self::Voice => &[Self::Voice, Self::List, Self::Tabs, Self::Global],
            Self::Theme => &[Self::Theme, Self::List, Self::Global],
            Self::Comments => &[Self::Comments, Self::List, Self::Global],
            Self::Decisions => &[Self::Decisions, Self::List, Self::Global],
            Self::Calls => &[Self::Calls, Self::List, Self::Tabs, Self::Global],
            Self::Find => &[Self::Find],
            Self::Customer => &[Self::Customer, Self::List, Self::Global],
            Self::Plan => &[Self::Plan],
            Self::NewCall => &[Self::NewCall],
            Self::Browse => &[Self::Browse],
            Self::Import => &[Self::Import, Self::List, Self::Global],
            Self::Media => &[Self::Media, Self::List, Self::Global],
            Self::Imported => &[Self::Imported, Self::List, Self::Global],
            Self::LeftOut => &[Self::LeftOut, Self::List, Self::Global],
            Self::Owed => &[Self::Owed, Self::List, Self::Global],
            Self::Waiting => &[Self::Waiting, Self::List, Self::Global],
            Self::Scorecards => &[Self::Scorecards, Self::List, Self::Global],
            Self::Editor => &[Self::Editor, Self::List, Self::Global],
            Self::Preview => &[Self::Preview, Self::Global],
            Self::Imports => &[Self::Imports, Self::List, Self::Global],
            Self::TakeBack => &[Self::TakeBack, Self::List, Self::Global],
            Self::Names => &[Self::Names, Self::List, Self::Global],
            Self::Recordings => &[Self::Recordings, Self::List, Self::Global],
        }
    }

    /// What the place is called in the key table of the README.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Always | Self::Global => "Everywhere",
            Self::Tabs => "On every tab",
            Self::List => "In a list",
            Self::Text => "In a line of text",
            Self::Form => "In a form",
            Self::Finder => "In the palette and the help",
            Self::Choice => "When choosing one of a few",
            Self::Dialog => "When asked",
            Self::Welcome => "After setting up",
            Self::Sample => "Sample",
            Self::Score => "Scoring form",
            Self::Comment => "Writing a comment",
            Self::Transcript => "Reading a transcript",
            Self::Scored => "A scored call",
            Self::Beside => "The rep's own score",
            Self::Audits => "Audits",
            Self::Drivers => "What satisfies customers",
            Self::Consistency => "A page to read",
            Self::Referrals => "Referrals",
            Self::Trends => "Trends",
            Self::Kpis => "KPIs",
            Self::Proposals => "KPIs that are proposed",
            Self::Behind => "The calls behind a number",
            Self::Summary => "The week on one page",
            Self::Coach => "Coach",
            Self::Rep => "A rep",
            Self::Sheet => "The one-to-one sheet",
            Self::Voice => "Voice",
            Self::Theme => "A theme",
            Self::Comments => "In surveys",
            Self::Decisions => "Decisions",
            Self::Calls => "Calls",
            Self::Find => "While finding calls",
            Self::Customer => "A customer",
            Self::Plan => "Before a draw",
            Self::NewCall => "A new call",
            Self::Browse => "Choosing a file",
            Self::Import => "Import",
            Self::Media => "Import of recordings and transcripts",
            Self::Imported => "After an import",
            Self::LeftOut => "What an import left out",
            Self::Owed => "What is owed",
            Self::Waiting => "Who waits",
            Self::Scorecards => "Scorecards",
            Self::Editor => "Changing a scorecard",
            Self::Preview => "Trying a scorecard out",
            Self::Imports => "What was read",
            Self::TakeBack => "Before an import is taken back",
            Self::Names => "Names",
            Self::Recordings => "Recordings",
        }
    }
}

/// What `key` does in these scopes; `None` leaves it to the screen, as text.
pub fn find(scopes: &[Scope], key: KeyEvent) -> Option<Action> {
    scopes
        .iter()
        .chain([&Scope::Always])
        .flat_map(|scope| rows().filter(move |row| row.scope == *scope))
        .find_map(|row| row.action_for(key))
}
