//! The two ends of a leg: which one is the customer's, which one the rep's, and who began it.

use crate::domain::call::Direction;
use crate::domain::customer::phone_key;
use crate::domain::import::field::Field;
use crate::domain::import::layout::Layout;
use crate::domain::import::outcome::Way;
use crate::domain::import::party::{Party, extension_of_line};
use crate::domain::import::row::Row;

/// What a row tells of its two ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ends {
    pub direction: Option<Direction>,
    pub internal: bool,
    pub rep: String,
    pub number: String,
    pub customer: String,
    pub email: String,
}

impl Ends {
    pub fn read(layout: &Layout, row: &Row) -> Self {
        let sides = Sides::read(layout, row);
        let way = layout
            .way(layout.cell(row, Field::Direction))
            .or_else(|| sides.way());
        let direction = match way {
            Some(Way::Outside(direction)) => Some(direction),
            _ => None,
        };
        let rep_is_called = sides.rep_is_called(direction);
        let rep = if layout.has(Field::Rep) || layout.has(Field::Extension) {
            told_rep(layout, row)
        } else {
            sides.rep(rep_is_called)
        };
        let (number, side) = if layout.has(Field::Number) {
            let cell = layout.cell(row, Field::Number);
            (as_number(cell), Party::read(cell))
        } else if rep_is_called {
            (as_number(layout.cell(row, Field::From)), sides.from)
        } else {
            (as_number(layout.cell(row, Field::To)), sides.to)
        };
        let (customer, email) = who(layout, row, &number, &side);
        Self {
            direction,
            internal: way == Some(Way::Internal),
            rep,
            number,
            customer,
            email,
        }
    }
}

/// Caller and called as the row names them.
#[derive(Debug, Default)]
struct Sides<'r> {
    from: Party<'r>,
    to: Party<'r>,
    from_line: &'r str,
    to_line: &'r str,
}

impl<'r> Sides<'r> {
    fn read(layout: &Layout, row: &'r Row) -> Self {
        if !layout.has(Field::From) && !layout.has(Field::To) {
            return Self::default();
        }
        Self {
            from: Party::read(layout.cell(row, Field::From)),
            to: Party::read(layout.cell(row, Field::To)),
            from_line: layout.cell(row, Field::FromLine),
            to_line: layout.cell(row, Field::ToLine),
        }
    }

    fn has_lines(&self) -> bool {
        !self.from_line.is_empty() || !self.to_line.is_empty()
    }

    /// Who began it, by which end stands inside the house. Both: internal. The line tells more surely than the number,
    /// which the system may have put in the place of an extension.
    fn way(&self) -> Option<Way> {
        if self.from.is_empty() && self.to.is_empty() {
            return None;
        }
        let to_trunk = is_trunk(self.to_line);
        let from_inside = match extension_of_line(self.from_line) {
            _ if self.from_line.starts_with("Local/") => false,
            Some(_) => self.from.number.is_empty() || to_trunk,
            None => {
                !is_trunk(self.from_line) && self.from.number.is_empty() && self.from.is_inside()
            }
        };
        if !from_inside {
            return Some(Way::Outside(Direction::In));
        }
        let digits = self.to.number.bytes().filter(u8::is_ascii_digit).count();
        if to_trunk || digits >= 6 {
            Some(Way::Outside(Direction::Out))
        } else {
            Some(Way::Internal)
        }
    }

    /// Whether the rep is the one who was called. Where only the caller is a named person of the house, the caller is,
    /// whatever the direction says.
    fn rep_is_called(&self, direction: Option<Direction>) -> bool {
        let called = direction != Some(Direction::Out);
        if self.has_lines() {
            return called;
        }
        let named = |party: &Party<'_>| party.is_person() || is_written_with_extension(party);
        match (named(&self.from), named(&self.to)) {
            (true, false) => false,
            (false, true) => true,
            _ => called,
        }
    }

    fn rep(&self, called: bool) -> String {
        let (side, line) = if called {
            (&self.to, self.to_line)
        } else {
            (&self.from, self.from_line)
        };
        if self.has_lines() {
            extension_of_line(line).unwrap_or_default().to_owned()
        } else if side.number.is_empty() {
            written(side)
        } else {
            String::new()
        }
    }
}

/// Whether the line leads out of the house.
fn is_trunk(line: &str) -> bool {
    !line.is_empty() && !line.starts_with("Local/") && extension_of_line(line).is_none()
}

fn is_written_with_extension(party: &Party<'_>) -> bool {
    !party.extension.is_empty() && !party.name.is_empty()
}

/// What the columns for the rep say.
fn told_rep(layout: &Layout, row: &Row) -> String {
    let told = |field| Some(layout.cell(row, field)).filter(|cell| !layout.is_nobody(cell));
    let rep = told(Field::Rep).unwrap_or_default();
    let rep = extension_of_line(rep).unwrap_or(rep);
    let extension = told(Field::Extension).unwrap_or_default();
    if extension.is_empty() || !Party::read(rep).extension.is_empty() {
        rep.to_owned()
    } else if rep.is_empty() {
        extension.to_owned()
    } else {
        format!("{rep} ({extension})")
    }
}

/// A person as telephone systems write one: `Dana Reyes (301)`.
fn written(party: &Party<'_>) -> String {
    let name = if party.name.is_empty() {
        party.email
    } else {
        party.name
    };
    match (name.is_empty(), party.extension.is_empty()) {
        (false, false) => format!("{name} ({})", party.extension),
        (false, true) => name.to_owned(),
        (true, _) => party.extension.to_owned(),
    }
}

/// The number in a cell; a cell that names nobody is kept as written.
fn as_number(cell: &str) -> String {
    let party = Party::read(cell);
    if party.is_empty() {
        cell.to_owned()
    } else if party.number.is_empty() {
        party.extension.to_owned()
    } else {
        party.number.to_owned()
    }
}

/// The customer's name and address. A caller's name beside another number than the customer's is somebody else's.
fn who(layout: &Layout, row: &Row, number: &str, side: &Party<'_>) -> (String, String) {
    let told = Party::read(layout.cell(row, Field::Customer));
    let beside = if told.number.is_empty() {
        told.extension
    } else {
        told.number
    };
    let same = beside.is_empty()
        || beside == number
        || phone_key(beside)
            .zip(phone_key(number))
            .is_some_and(|(a, b)| a.matches(b));
    let name = match (layout.has(Field::Customer), same) {
        (true, true) => told.name,
        (true, false) => "",
        (false, _) => side.name,
    };
    let email = [layout.cell(row, Field::Email), told.email, side.email]
        .into_iter()
        .find(|email| !layout.is_nobody(email))
        .unwrap_or_default();
    (name.to_owned(), email.to_owned())
}
