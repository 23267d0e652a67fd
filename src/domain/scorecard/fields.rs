//! Reading one table of a scorecard's TOML field by field. Whatever is missing, of the wrong sort or unknown is noted
//! as a fault and replaced by something empty, so that reading goes on and finds the next fault.

use toml::{Table, Value};

use super::fault::{Fault, Place, quoted};
use super::nearest::hint;

/// One table being read.
pub(super) struct Fields<'a> {
    table: Table,
    asked_for: Vec<&'static str>,
    /// Where faults are said to be.
    pub place: Place,
    /// Stands before each message: `step 2: `, else empty.
    within: String,
    /// All faults so far.
    pub faults: &'a mut Vec<Fault>,
}

impl<'a> Fields<'a> {
    /// `table`, which stands at `place`, before anything of it has been read.
    pub fn new(table: Table, place: Place, faults: &'a mut Vec<Fault>) -> Self {
        Self {
            table,
            asked_for: Vec::new(),
            place,
            within: String::new(),
            faults,
        }
    }

    /// A table inside this one, such as one step of a scale.
    pub fn inner(&mut self, table: Table, within: &str) -> Fields<'_> {
        Fields {
            table,
            asked_for: Vec::new(),
            place: self.place.clone(),
            within: format!("{}{within}: ", self.within),
            faults: self.faults,
        }
    }

    /// Notes a fault at this table's place: what is wrong, and what to do.
    pub fn fault(&mut self, what: impl AsRef<str>) {
        self.faults.push(Fault {
            place: self.place.clone(),
            what: format!("{}{}", self.within, what.as_ref()),
        });
    }

    /// Notes a fault unless one has been noted since there were `before`: it would only be an echo.
    pub fn fault_after(&mut self, before: usize, what: impl AsRef<str>) {
        if self.faults.len() == before {
            self.fault(what);
        }
    }

    /// Whether the field is there and has not been read.
    pub fn has(&self, name: &str) -> bool {
        self.table.contains_key(name)
    }

    fn take(&mut self, name: &'static str) -> Option<Value> {
        self.asked_for.push(name);
        self.table.remove(name)
    }

    /// Words of at most `longest` characters; empty when the field is not there.
    pub fn text(&mut self, name: &'static str, longest: usize) -> String {
        match self.take(name) {
            None => String::new(),
            Some(Value::String(text)) => self.tidy(name, &text, longest),
            Some(_) => {
                self.fault(format!("{name} must be words in quotes"));
                String::new()
            }
        }
    }

    /// The same, and it is a fault when there are none.
    pub fn needed_text(&mut self, name: &'static str, longest: usize) -> String {
        let before = self.faults.len();
        let text = self.text(name, longest);
        if text.is_empty() {
            self.fault_after(before, format!("{name} is missing: write {name} = \"...\""));
        }
        text
    }

    fn tidy(&mut self, name: &str, text: &str, longest: usize) -> String {
        let text = text.trim();
        let count = text.chars().count();
        if text.chars().any(char::is_control) {
            self.fault(format!(
                "{name} holds a line break, a tab or another control character: keep it on one line"
            ));
            String::new()
        } else if count > longest {
            self.fault(format!(
                "{name} has {count} characters: shorten it to {longest}"
            ));
            String::new()
        } else {
            text.to_owned()
        }
    }

    /// A name for programs: `snake_case`, starting with a letter, at most 40 characters.
    pub fn key(&mut self, name: &'static str) -> String {
        let key = self.needed_text(name, 40);
        let fits = key.starts_with(|c: char| c.is_ascii_lowercase())
            && key
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if key.is_empty() || fits {
            return key;
        }
        self.fault(format!(
            "{name} {} must be small letters, digits and _, starting with a letter, like found_need",
            quoted(&key)
        ));
        String::new()
    }

    /// A number; none when the field is not there or is none.
    pub fn number(&mut self, name: &'static str) -> Option<f64> {
        let number = match self.take(name)? {
            Value::Integer(whole) => whole as f64,
            Value::Float(number) if number.is_finite() => number,
            _ => {
                self.fault(format!("{name} must be a number"));
                return None;
            }
        };
        Some(number)
    }

    /// True or false; `default` when the field is not there.
    pub fn flag(&mut self, name: &'static str, default: bool) -> bool {
        match self.take(name) {
            None => default,
            Some(Value::Boolean(flag)) => flag,
            Some(_) => {
                self.fault(format!("{name} must be true or false"));
                default
            }
        }
    }

    /// One of a few words; none when the field is not there or holds another.
    pub fn word<T: std::fmt::Display>(
        &mut self,
        name: &'static str,
        all: &[T],
        from_word: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.take(name)?;
        let text = value.as_str().unwrap_or_default();
        let found = from_word(text);
        if found.is_none() {
            let known: Vec<String> = all.iter().map(ToString::to_string).collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let wrong = quoted(text);
            self.fault(format!("{name} cannot be {wrong}; {}", hint(text, &known)));
        }
        found
    }

    /// A list of words; none when the field is not there or is not such a list.
    pub fn words(&mut self, name: &'static str) -> Option<Vec<String>> {
        let words = match self.take(name)? {
            Value::Array(list) if !list.is_empty() => list
                .into_iter()
                .map(|one| match one {
                    Value::String(text) => Some(text),
                    _ => None,
                })
                .collect(),
            _ => None,
        };
        if words.is_none() {
            self.fault(format!(
                "{name} must be a list of words, like {name} = [\"no\"]"
            ));
        }
        words
    }

    /// A list of lines of at most `longest` characters, none of them empty; empty when the field is not there or is no
    /// such list.
    pub fn lines(&mut self, name: &'static str, longest: usize) -> Vec<String> {
        if !self.has(name) {
            self.asked_for.push(name);
            return Vec::new();
        }
        let words = self.words(name).unwrap_or_default();
        let lines = words.iter().map(|line| self.tidy(name, line, longest));
        lines.filter(|line| !line.is_empty()).collect()
    }

    /// A table inside this one; none when the field is not there or is none.
    pub fn table(&mut self, name: &'static str, like: &str) -> Option<Table> {
        if let Value::Table(table) = self.take(name)? {
            Some(table)
        } else {
            self.fault(format!("{name} must be written {like}"));
            None
        }
    }

    /// A list of tables; empty when the field is not there or is none.
    pub fn tables(&mut self, name: &'static str, like: &str) -> Vec<Table> {
        let tables: Option<Vec<Table>> = match self.take(name) {
            None => return Vec::new(),
            Some(Value::Array(list)) => list
                .into_iter()
                .map(|one| match one {
                    Value::Table(table) => Some(table),
                    _ => None,
                })
                .collect(),
            Some(_) => None,
        };
        if tables.is_none() {
            self.fault(format!("{name} must be written {like}"));
        }
        tables.unwrap_or_default()
    }

    /// Faults for every field that nobody asked for.
    pub fn finish(mut self) {
        let unknown: Vec<String> = self.table.keys().cloned().collect();
        for name in unknown {
            let hint = hint(&name, &self.asked_for);
            self.fault(format!("{} is not known here; {hint}", quoted(&name)));
        }
    }
}
