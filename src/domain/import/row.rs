//! One record of a foreign table: its cells and where it stood. Every reader fills these.

/// One record: cells as text, one after the other in a single buffer that is used again for the next record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The line at which it began, from 1.
    pub line: u64,
    text: String,
    ends: Vec<usize>,
    /// How many of the cells were read; those behind are made of them.
    read: Option<usize>,
}

/// The place of the first column that is made of others; the places of those that are read lie below.
pub const DERIVED: usize = 1 << 16;

impl Row {
    /// Forgets the cells and keeps the room for them.
    pub fn clear(&mut self, line: u64) {
        self.line = line;
        self.text.clear();
        self.ends.clear();
        self.read = None;
    }

    /// Ends what is read: cells that follow are made of it, the first at the place [`DERIVED`].
    pub fn end_of_read(&mut self) {
        self.read = Some(self.ends.len());
    }

    /// Adds to the cell that is being written.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Ends the cell that is being written.
    pub fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }

    /// How many cells were read.
    pub fn len(&self) -> usize {
        self.read.unwrap_or(self.ends.len())
    }

    /// Whether no cell was read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes of text the cells hold.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The cell at `index`, without the spaces around it; empty beyond the last, and where a database wrote that there is
    /// nothing.
    pub fn cell(&self, index: usize) -> &str {
        let index = match index.checked_sub(DERIVED) {
            Some(derived) => self.len() + derived,
            None if index < self.len() => index,
            None => return "",
        };
        let Some(end) = self.ends.get(index) else {
            return "";
        };
        let start = index
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        let cell = self.text.get(start..*end).unwrap_or_default().trim();
        if matches!(cell, "NULL" | "\\N") {
            return "";
        }
        cell
    }

    /// Writes the digits of Arabic and Persian as 0 to 9 in cells that hold no letters: times, lengths and numbers.
    pub fn western(&mut self) {
        if self.text.is_ascii() || !self.text.chars().any(|c| digit(c).is_some()) {
            return;
        }
        let mut western = Self {
            line: self.line,
            read: self.read,
            ..Self::default()
        };
        let mut start = 0;
        for end in &self.ends {
            let cell = self.text.get(start..*end).unwrap_or_default();
            let told = cell.chars().all(|c| !c.is_alphabetic());
            western.text.extend(cell.chars().map(|c| match digit(c) {
                Some(digit) if told => digit,
                _ => c,
            }));
            western.end_cell();
            start = *end;
        }
        *self = western;
    }

    /// All cells in order.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.cell(index))
    }

    /// Whether no cell holds anything but spaces.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// A row of these cells.
    pub fn of<'c>(line: u64, cells: impl IntoIterator<Item = &'c str>) -> Self {
        let mut row = Self::default();
        row.clear(line);
        for cell in cells {
            row.push(cell);
            row.end_cell();
        }
        row
    }
}

/// The digit that a digit of Arabic or Persian stands for.
fn digit(c: char) -> Option<char> {
    let place = match c {
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        _ => return None,
    };
    char::from_digit(place, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_arabic_and_persian_are_read_where_a_cell_is_no_text() {
        let mut row = Row::of(
            3,
            [
                "۲۰۲۶-۱۱-۱۶ ۰۹:۱۲:۰۰",
                "٣١٢٥٥٥٠١٨٨",
                "سفارش ۳",
                "",
                "+۹۸ ۲۱ ۵۵۵ ۰۱۸۸",
                "Zoë",
            ],
        );
        row.western();
        let cells: Vec<&str> = row.cells().collect();
        assert_eq!(
            cells,
            [
                "2026-11-16 09:12:00",
                "3125550188",
                "سفارش ۳",
                "",
                "+98 21 555 0188",
                "Zoë"
            ]
        );
        assert_eq!(row.line, 3);
    }
}
