//! The rows of what is made of it: trends, drivers, the week, coaching, the customers' voice, decisions.

use crossterm::event::KeyCode::{
    Backspace, Delete, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Up,
};

use crate::tui::keys::Key::{Ctrl, Plain};
use crate::tui::keys::table::{key, row};
use crate::tui::keys::{Action, Row, Scope};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row(Scope::Trends, &[key('l'), Plain(Right)], Action::Right, 1, "KPI", "the next KPI"),
    row(Scope::Trends, &[key('h'), Plain(Left)], Action::Left, 0, "KPI before", "the KPI before"),
    row(Scope::Trends, &[key('j'), Plain(Down)], Action::Down, 2, "rep", "the next rep; the whole business comes first"),
    row(Scope::Trends, &[key('k'), Plain(Up)], Action::Up, 0, "rep before", "the rep before"),
    row(Scope::Trends, &[key('['), key(',')], Action::Previous, 3, "week", "the week before"),
    row(Scope::Trends, &[key(']'), key('.')], Action::Next, 0, "week after", "the week after"),
    row(Scope::Trends, &[Plain(Enter)], Action::Open, 4, "its calls", "the calls behind the chosen week"),
    row(Scope::Trends, &[key('f')], Action::Formula, 5, "formula", "how the number is worked out"),
    row(Scope::Trends, &[key('w')], Action::Weeks, 6, "weeks", "26, 52 or 13 weeks"),
    row(Scope::Trends, &[key('a')], Action::Annotate, 7, "annotate", "write down what happened or was decided in the chosen week"),
    row(Scope::Trends, &[key('K')], Action::Kpis, 8, "KPIs", "what matters to customers, the KPIs that follow, targets, numbers typed in"),
    row(Scope::Trends, &[key('d')], Action::Drivers, 21, "drivers", "which behaviours go with satisfied customers"),
    row(Scope::Trends, &[key('c')], Action::Consistency, 22, "how alike you score", "how alike you score the same call twice, the second time blind"),
    row(Scope::Trends, &[key('m')], Action::Misses, 23, "missed targets", "targets that were missed with certainty, and what was decided on them"),
    row(Scope::Trends, &[key('r')], Action::Referrals, 25, "referrals", "where a referral was asked for and where it was missed, and what that may be worth"),
    row(Scope::Trends, &[key('D')], Action::Decisions, 24, "decisions", "every decision and what came of it; write one down on this number"),
    row(Scope::Trends, &[key('u')], Action::Undo, 0, "take back", "take back what was just written down"),

    row(Scope::Consistency, &[key('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Consistency, &[Plain(Esc)], Action::Back, 1, "back", "back to where you were"),

    row(Scope::Referrals, &[key('e')], Action::Edit, 1, "your rates…", "how many of your asks brought a customer, and what one is worth"),
    row(Scope::Referrals, &[Plain(Esc)], Action::Back, 2, "back", "back to where you were"),

    row(Scope::Drivers, &[key('w')], Action::Weigh, 1, "take weights…", "new weights for the form from what satisfies customers; asks first"),
    row(Scope::Drivers, &[key('h')], Action::Hire, 3, "whom to hire", "a job description and an interview guide from the best-liked conversations"),
    row(Scope::Drivers, &[key('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Drivers, &[Plain(Esc)], Action::Back, 2, "back", "back to the trends"),

    row(Scope::Behind, &[Plain(Enter)], Action::Open, 1, "see the call", "how the call was scored; the call itself where every call counts"),
    row(Scope::Behind, &[key('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Behind, &[Plain(Esc)], Action::Back, 2, "back", "back to the chart"),

    row(Scope::Kpis, &[key('p')], Action::Propose, 1, "what matters…", "say what matters to your customers; KPIs follow from it"),
    row(Scope::Kpis, &[key('e')], Action::Enter, 2, "numbers…", "type in a week's numbers"),
    row(Scope::Kpis, &[key('t')], Action::Target, 3, "targets…", "say where the KPI should go, soon, later and in the long run"),
    row(Scope::Kpis, &[key('a')], Action::Add, 4, "add…", "add a KPI of your own: a question, an outcome, a theme, or a number a week"),
    row(Scope::Kpis, &[key('d'), Plain(Delete)], Action::Remove, 5, "take away", "take a KPI of your own away, with its numbers"),
    row(Scope::Kpis, &[Plain(Esc)], Action::Back, 6, "back", "back to where you were"),

    row(Scope::Proposals, &[Plain(Enter), key(' ')], Action::Open, 1, "take it", "take the KPI with its targets"),
    row(Scope::Proposals, &[Plain(Esc)], Action::Back, 2, "done", "back to the KPIs"),

    row(Scope::Summary, &[Plain(Down), key('j')], Action::Down, 1, "down", "further down"),
    row(Scope::Summary, &[Plain(Up), key('k')], Action::Up, 0, "up", "further up"),
    row(Scope::Summary, &[key(' '), Plain(PageDown), Ctrl('d')], Action::PageDown, 2, "page down", "a page down"),
    row(Scope::Summary, &[Plain(PageUp), key('b'), Ctrl('u')], Action::PageUp, 0, "page up", "a page up"),
    row(Scope::Summary, &[Plain(Home), key('g')], Action::First, 0, "top", "the top of the page"),
    row(Scope::Summary, &[Plain(End), key('G')], Action::Last, 0, "end", "the end of the page"),
    row(Scope::Summary, &[key('['), key(',')], Action::Previous, 3, "week before", "the week before"),
    row(Scope::Summary, &[key(']'), key('.')], Action::Next, 4, "week after", "the week after"),
    row(Scope::Summary, &[key('e')], Action::Html, 5, "as a web page…", "write the page to a file for the browser and the printer"),
    row(Scope::Summary, &[key('m')], Action::Markdown, 6, "as text…", "write the page to a file as Markdown, for a mail"),
    row(Scope::Summary, &[key('x')], Action::Workbook, 7, "workbook…", "write the week to a file as a spreadsheet with its evaluations"),
    row(Scope::Summary, &[key('l')], Action::Mail, 7, "mail…", "write the page to a file as a mail, to open in your mail program"),
    row(Scope::Summary, &[key('n')], Action::Names, 7, "names", "name customers, or leave their names out"),
    row(Scope::Summary, &[Plain(Esc)], Action::Back, 8, "back", "back to where you were"),

    row(Scope::Coach, &[Plain(Enter)], Action::Open, 1, "the rep's page", "everything that was agreed, praised and said with the rep"),
    row(Scope::Coach, &[key('c')], Action::Coach, 2, "agree…", "agree on one behaviour with the rep"),
    row(Scope::Coach, &[key('x')], Action::Judge, 3, "judge…", "close what was agreed: held, slipped or dropped"),
    row(Scope::Coach, &[key('p')], Action::Praise, 4, "praise…", "write praise down"),
    row(Scope::Coach, &[key('l')], Action::Talk, 5, "log a talk…", "write a one-to-one down"),
    row(Scope::Coach, &[key('t')], Action::Sheet, 6, "one-to-one sheet", "the sheet to sit down with"),

    row(Scope::Coach, &[key('D')], Action::Decisions, 7, "decisions", "every decision and what came of it; what is due to be looked at again"),

    row(Scope::Rep, &[Plain(Enter), key('t')], Action::Open, 1, "one-to-one sheet", "the sheet to sit down with"),
    row(Scope::Rep, &[key('c')], Action::Coach, 2, "agree…", "agree on one behaviour with the rep"),
    row(Scope::Rep, &[key('x')], Action::Judge, 3, "judge…", "close what was agreed: held, slipped or dropped"),
    row(Scope::Rep, &[key('p')], Action::Praise, 4, "praise…", "write praise down"),
    row(Scope::Rep, &[key('l')], Action::Talk, 5, "log a talk…", "write a one-to-one down"),
    row(Scope::Rep, &[key('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Rep, &[Plain(Esc)], Action::Back, 6, "back", "back to where you were"),

    row(Scope::Sheet, &[key('e')], Action::Html, 1, "as a web page…", "write the sheet to a file for the browser and the printer"),
    row(Scope::Sheet, &[key('m')], Action::Markdown, 2, "as text…", "write the sheet to a file as Markdown"),
    row(Scope::Sheet, &[key('n')], Action::Names, 3, "names", "name customers, or leave their names out"),
    row(Scope::Sheet, &[key(' ')], Action::PageDown, 4, "page down", "a page down"),
    row(Scope::Sheet, &[Plain(Esc)], Action::Back, 5, "back", "back to where you were"),

    row(Scope::Voice, &[Plain(Enter)], Action::Open, 1, "the theme", "one theme whole: who spoke of it, what was decided, every word"),
    row(Scope::Voice, &[key('d')], Action::Decide, 2, "decide…", "write down a decision on the theme; what comes of it is followed"),
    row(Scope::Voice, &[key('D')], Action::Decisions, 3, "decisions", "every decision and what came of it"),
    row(Scope::Voice, &[key('c')], Action::Surveys, 5, "in surveys", "what customers wrote when they were asked afterwards; give their words a theme"),
    row(Scope::Voice, &[key('w')], Action::Weeks, 4, "weeks", "4, 8, 13 or 26 weeks, or only this one"),

    row(Scope::Theme, &[Plain(Enter)], Action::Open, 4, "a customer…", "one of those who spoke of it: everything that happened with them"),
    row(Scope::Theme, &[key('d')], Action::Decide, 1, "decide…", "write down a decision on the theme; what comes of it is followed"),
    row(Scope::Theme, &[key('D')], Action::Decisions, 2, "decisions", "every decision and what came of it"),
    row(Scope::Theme, &[key('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Theme, &[Plain(Esc)], Action::Back, 3, "back", "back to where you were"),

    row(Scope::Comments, &[Plain(Enter), key('t')], Action::Open, 1, "theme…", "say what the words are about and what is behind them"),
    row(Scope::Comments, &[key('h')], Action::Customer, 2, "the customer", "everything that happened with the customer"),
    row(Scope::Comments, &[Plain(Backspace), Plain(Delete)], Action::Clear, 3, "no theme", "take the theme away"),
    row(Scope::Comments, &[key('u')], Action::Undo, 4, "take back", "take back what was just said or taken away"),
    row(Scope::Comments, &[key('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Comments, &[Plain(Esc)], Action::Back, 5, "back", "back to where you were"),

    row(Scope::Decisions, &[Plain(Enter)], Action::Open, 1, "look again…", "write down what was found when it was looked at"),
    row(Scope::Decisions, &[key('d')], Action::Decide, 2, "decide…", "write a decision down"),
    row(Scope::Decisions, &[Plain(Backspace), Plain(Delete)], Action::Clear, 3, "take away…", "take the decision away"),
    row(Scope::Decisions, &[key('n')], Action::NewCall, 0, "new call", "score a call you just heard that is not on the list"),
    row(Scope::Decisions, &[Plain(Esc)], Action::Back, 4, "back", "back to where you were"),
];
