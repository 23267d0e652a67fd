//! What may leave the desk: who a customer is, and texts without what a reader's program would obey. Every text of the
//! summary passes here once; escaping for a format is the business of that format.

use unicode_width::UnicodeWidthChar;

/// Marks that stack on one letter beyond this number are dropped.
const MOST_MARKS: usize = 4;

/// This many digits in a row, whatever stands between them, look like a telephone number.
const DIGITS_OF_A_NUMBER: usize = 7;

/// Whether customers may be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Discretion {
    names: bool,
}

impl Discretion {
    /// Customers are named only when `names` is set; their numbers and addresses never appear.
    pub fn new(names: bool) -> Self {
        Self { names }
    }

    /// The customer's name, where it may be shown and is one: no number, no address.
    pub fn customer(self, name: &str) -> Option<String> {
        let name = clean(name);
        (self.names && !name.is_empty() && without_numbers(&name) == name).then_some(name)
    }

    /// A text of the owner or of a customer, without telephone numbers and addresses, and without the customer's name
    /// unless names may be shown.
    pub fn text(self, text: &str, customer: &str) -> String {
        let text = clean(text);
        let customer = clean(customer);
        let text = if self.names || customer.chars().count() < 3 {
            text
        } else {
            replaced(&text, &customer, "the customer")
        };
        without_numbers(&text)
    }
}

/// The text on one line, without control characters, marks of direction, characters that cannot be seen and piles of
/// marks on one letter. What is left out is shown as U+FFFD, except for white space.
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let (mut marks, mut before) = (0, ' ');
    for c in text.chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        match c {
            c if c.is_whitespace() => {
                if !clean.ends_with(' ') {
                    clean.push(' ');
                }
            }
            // Joiners belong to emoji and to some scripts; among Latin letters they only hide something.
            '\u{200c}' | '\u{200d}' if !before.is_ascii() => clean.push(c),
            c if is_unseen(c) => clean.push('\u{fffd}'),
            _ if marks > MOST_MARKS => {}
            c => clean.push(c),
        }
        before = c;
    }
    clean.trim().to_owned()
}

fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && c.width() == Some(0)
}

/// `text` with every occurrence of `name`, in any case of letters, replaced.
fn replaced(text: &str, name: &str, by: &str) -> String {
    let lower = |text: &str| -> Vec<char> {
        text.chars()
            .map(|c| c.to_lowercase().next().unwrap_or(c))
            .collect()
    };
    let (original, found, name): (Vec<char>, _, _) =
        (text.chars().collect(), lower(text), lower(name));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < original.len() {
        if found[at..].starts_with(&name) {
            out.push_str(by);
            at += name.len();
        } else {
            out.push(original[at]);
            at += 1;
        }
    }
    out
}

/// The text without telephone numbers and e-mail addresses.
fn without_numbers(text: &str) -> String {
    let words: Vec<&str> = text
        .split(' ')
        .map(|word| if is_address(word) { "[address]" } else { word })
        .collect();
    without_phones(&words.join(" "))
}

fn is_address(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

fn without_phones(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = run_of_digits(&chars, at);
        let run: String = chars[at..end].iter().collect();
        let digits = run.chars().filter(|c| c.is_numeric()).count();
        if digits >= DIGITS_OF_A_NUMBER && !starts_with_a_date(&run) {
            out.push_str("[number]");
        } else {
            out.push_str(&run);
        }
        if end == at {
            out.push(chars[at]);
        }
        at = end.max(at + 1);
    }
    out
}

/// Where the digits that begin at `at` end, with single signs between them; `at` itself when none begin there.
fn run_of_digits(chars: &[char], at: usize) -> usize {
    let is_digit = |at: usize| chars.get(at).is_some_and(|c| c.is_numeric());
    let is_sign = |at: usize| {
        chars.get(at).is_some_and(|c| {
            matches!(
                c,
                ' ' | '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2013}'
            )
        })
    };
    let mut start = at;
    while chars.get(start).is_some_and(|c| matches!(c, '+' | '(')) {
        start += 1;
    }
    if !is_digit(start) {
        return at;
    }
    let mut end = start + 1;
    loop {
        // At most two signs in a row, as in `(555) 0100`, and only with a digit behind them.
        let signs = (0..=2).find(|signs| !is_sign(end + signs)).unwrap_or(3);
        if signs > 2 || !is_digit(end + signs) {
            return end;
        }
        end += signs + 1;
    }
}

/// Whether the run begins with a day such as 2026-11-20 or 20.11.2026 and holds no number beside it.
fn starts_with_a_date(run: &str) -> bool {
    let mut parts = run.split(|c: char| !c.is_numeric());
    let mut lengths = || parts.next().map_or(0, |part| part.chars().count());
    let day = (lengths(), lengths(), lengths());
    let rest: usize = parts.map(|part| part.chars().count()).sum();
    let is_day = matches!(day, (4, 1..=2, 1..=2) | (1..=2, 1..=2, 4));
    is_day && rest < DIGITS_OF_A_NUMBER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_is_named_only_when_asked_and_never_by_number_or_address() {
        let named = Discretion::new(true);
        assert_eq!(
            named.customer("Rosa Alvarez").as_deref(),
            Some("Rosa Alvarez")
        );
        for nobody in ["", "+1 312 555 0100", "rosa@alvarez.example", "5550100"] {
            assert_eq!(named.customer(nobody), None, "{nobody}");
        }
        assert_eq!(Discretion::new(false).customer("Rosa Alvarez"), None);
    }

    #[test]
    fn a_text_keeps_quiet_about_who_called() {
        let quiet = Discretion::new(false);
        let text = "Thanked ROSA ALVAREZ, 312-555-0100, rosa@alvarez.example twice";
        assert_eq!(
            quiet.text(text, "Rosa Alvarez"),
            "Thanked the customer, [number], [address] twice"
        );
        assert_eq!(
            Discretion::new(true).text("Thanked Rosa Alvarez, (312) 555-0100.", "Rosa Alvarez"),
            "Thanked Rosa Alvarez, [number]."
        );
    }

    #[test]
    fn numbers_that_are_no_telephone_numbers_stay() {
        let quiet = Discretion::new(false);
        for text in [
            "on 2026-11-20 14:30",
            "by 20.11.2026, 3 of 8",
            "$1,250,000 in 2026",
            "part 47-110",
            "24 hours, 7 days",
        ] {
            assert_eq!(quiet.text(text, ""), text);
        }
        for number in [
            "+49 30 1234567",
            "555-0100",
            "(312) 555 0100",
            "312.555.0100",
        ] {
            assert_eq!(
                quiet.text(&format!("call {number} now"), ""),
                "call [number] now"
            );
        }
    }

    #[test]
    fn what_a_program_would_obey_becomes_visible_and_harmless() {
        assert_eq!(
            clean("a\u{1b}[31mb\u{202e}c\u{200b}d"),
            "a\u{fffd}[31mb\u{fffd}c\u{fffd}d"
        );
        assert_eq!(
            clean(" two\r\nlines\tand\u{2028}more "),
            "two lines and more"
        );
        assert_eq!(
            clean("e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}"),
            "e\u{301}\u{301}\u{301}\u{301}"
        );
        assert_eq!(clean("👩\u{200d}🔧 שלום"), "👩\u{200d}🔧 שלום");
    }
}
