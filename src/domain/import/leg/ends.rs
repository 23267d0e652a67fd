//! The two ends of a leg: which one is the customer's, which one the rep's, and who began it.

use crate::domain::call::Direction;
use crate::domain::import::field::Field;
use crate::domain::import::layout::Layout;
use crate::domain::import::outcome::Way;
use crate::domain::import::party::{Party, extension_of_line};
use crate::domain::import::row::Row;
use crate::domain::phone::phone_key;

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
        let told = layout.way(layout.cell(row, Field::Direction));
        let way = match told {
            _ if layout.extensions_are_inside && sides.are_extensions() => Some(Way::Internal),
            Some(way) => Some(way),
            None => sides.way(),
        };
        let direction = match way {
            Some(Way::Outside(direction)) => Some(direction),
            _ => None,
        };
        let rep_is_called = sides.rep_is_called(direction);
        let rep = Some(told_rep(layout, row)).filter(|rep| !rep.is_empty());
        let rep = rep.unwrap_or_else(|| sides.rep(rep_is_called));
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
            rep: if layout.is_nobody(&rep) {
                String::new()
            } else {
                rep
            },
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
    from_line: Line<'r>,
    to_line: Line<'r>,
    /// Whether the names stand in columns of their own.
    named: bool,
}

/// A line inside the telephone system.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Line<'r> {
    /// Not told.
    #[default]
    None,
    /// Of this extension.
    Extension(&'r str),
    /// Of a person's telephone, whoever that is.
    Inside,
    /// A thread between two lines of the system itself, perhaps towards this extension.
    Local(&'r str),
    /// To the outside, as far as is known.
    Trunk,
}

impl<'r> Line<'r> {
    /// Reads a line; `own` is the number or name beside it, by which a telephone without an extension is known.
    fn read(layout: &Layout, text: &'r str, own: &Party<'_>) -> Self {
        let extension = extension_of_line(text);
        if text.is_empty() {
            Self::None
        } else if text.starts_with("Local/") {
            Self::Local(extension.unwrap_or_default())
        } else if let Some(extension) = extension {
            Self::Extension(extension)
        } else if layout.is_inside_line(text) || is_named_after(text, own) {
            Self::Inside
        } else {
            Self::Trunk
        }
    }

    /// The extension in it.
    fn extension(self) -> &'r str {
        match self {
            Self::Extension(extension) | Self::Local(extension) => extension,
            _ => "",
        }
    }
}

/// Whether the line is called as its owner is: `PJSIP/dana-0000001a` beside `dana`.
fn is_named_after(line: &str, own: &Party<'_>) -> bool {
    let user = line
        .split_once('/')
        .and_then(|(_, rest)| rest.split(['@', '-']).next());
    !own.name.is_empty() && own.number.is_empty() && user == Some(own.name)
}

impl<'r> Sides<'r> {
    fn read(layout: &Layout, row: &'r Row) -> Self {
        if !layout.has(Field::From) && !layout.has(Field::To) {
            return Self::default();
        }
        let side = |number, extension, name| {
            let mut party = Party::read(layout.cell(row, number));
            let told = Party::read(layout.cell(row, extension));
            if !told.extension.is_empty() {
                party.extension = told.extension;
            }
            let told = Party::read(layout.cell(row, name));
            if !told.name.is_empty() {
                party.name = told.name;
            } else if !told.email.is_empty() {
                party.email = told.email;
            }
            party
        };
        let from = side(Field::From, Field::FromExtension, Field::FromName);
        let to = side(Field::To, Field::ToExtension, Field::ToName);
        Self {
            from_line: Line::read(layout, layout.cell(row, Field::FromLine), &from),
            to_line: Line::read(layout, layout.cell(row, Field::ToLine), &to),
            from,
            to,
            named: layout.has(Field::FromName) || layout.has(Field::ToName),
        }
    }

    fn has_lines(&self) -> bool {
        self.from_line != Line::None || self.to_line != Line::None
    }

    /// Whether both ends are told by nothing but extensions.
    fn are_extensions(&self) -> bool {
        let only = |party: &Party<'_>| !party.extension.is_empty() && party.number.is_empty();
        only(&self.from) && only(&self.to)
    }

    /// Who began it, by which end stands inside the house. Both: internal. The line tells more surely than the number,
    /// which the system may have put in the place of an extension.
    fn way(&self) -> Option<Way> {
        if self.from.is_empty() && self.to.is_empty() {
            return None;
        }
        let to_trunk = self.to_line == Line::Trunk;
        let from_inside = match self.from_line {
            Line::Inside => true,
            Line::Extension(_) => self.from.number.is_empty() || to_trunk,
            Line::None => self.from.number.is_empty() && self.from.is_inside(),
            Line::Local(_) | Line::Trunk => false,
        };
        if !from_inside {
            return Some(Way::Outside(Direction::In));
        }
        let digits = self.to.number.bytes().filter(u8::is_ascii_digit).count();
        let outside = match self.to_line {
            Line::Inside => false,
            // Where telephones are named like people, the called one looks like a trunk.
            Line::Trunk => self.from_line != Line::Inside || self.to.extension.is_empty(),
            _ => digits >= 6,
        };
        Some(if outside {
            Way::Outside(Direction::Out)
        } else {
            Way::Internal
        })
    }

    /// Whether the rep is the one who was called. Where only the caller is a named person of the house, the caller is,
    /// whatever the direction says.
    fn rep_is_called(&self, direction: Option<Direction>) -> bool {
        let called = direction != Some(Direction::Out);
        if self.has_lines() || self.named {
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
        let is_called = !side.name.is_empty() || !side.email.is_empty();
        let told = self.named && is_called;
        match line {
            Line::None if self.has_lines() => String::new(),
            Line::Extension(_) | Line::Local(_) | Line::Trunk => line.extension().to_owned(),
            Line::Inside if !is_called && !side.number.is_empty() => side.number.to_owned(),
            Line::Inside => written(side),
            Line::None if told || side.number.is_empty() => written(side),
            Line::None => side.extension.to_owned(),
        }
    }
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
        || phone_key(beside, layout.region)
            .is_some_and(|key| phone_key(number, layout.region) == Some(key));
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
