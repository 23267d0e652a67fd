//! A cell that names one end of a call: a person, an extension, a number, an address, or several of these at once.

/// What a cell says about one end of a call. Empty parts are not told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party<'t> {
    /// A person's or firm's name.
    pub name: &'t str,
    /// An extension of the house: two to five digits.
    pub extension: &'t str,
    /// An outside number, as written.
    pub number: &'t str,
    /// An e-mail address.
    pub email: &'t str,
}

/// Words that telephone systems write where nobody is known.
const NOBODY: &[&str] = &[
    "anonymous",
    "unknown",
    "(unknown)",
    "private",
    "restricted",
    "unavailable",
    "withheld",
    "blocked",
    "n/a",
    "na",
    "none",
    "null",
    "nan",
    "nobody",
    "unassigned",
    "redacted",
    "[no associated user]",
    "no caller id",
    "-",
    "s",
    "<unknown>",
];

impl<'t> Party<'t> {
    /// Reads a cell such as `Dana Reyes (301)`, `"Ruth" <3125550188>`, `sip:301@pbx`, `+1 312 555 0188`.
    pub fn read(text: &'t str) -> Self {
        let text = unguard(text);
        if is_nobody(text) {
            return Self::default();
        }
        for (open, close) in [('<', '>'), ('(', ')')] {
            if let Some((outer, inner)) = split_tail(text, open, close) {
                let outer =
                    outer.trim_matches(|c: char| c == '"' || c == '\'' || c.is_whitespace());
                let named = Self::single(inner);
                let named_by_name = !outer.is_empty() && outer.chars().any(char::is_alphabetic);
                if named.name.is_empty() && named_by_name && !is_nobody(outer) {
                    return Self {
                        name: outer,
                        ..named
                    };
                }
                if named.name.is_empty() && (open == '<' || is_nobody(outer)) {
                    return named;
                }
            }
        }
        Self::single(text)
    }

    fn single(text: &'t str) -> Self {
        let text = text.trim_matches(|c: char| c == '"' || c.is_whitespace());
        if is_nobody(text) {
            return Self::default();
        }
        if let Some(address) = strip_prefix_ignoring_case(text, "sip:")
            .or_else(|| strip_prefix_ignoring_case(text, "sips:"))
            .or_else(|| strip_prefix_ignoring_case(text, "tel:"))
            .or_else(|| strip_prefix_ignoring_case(text, "client:"))
        {
            let user = address.split(['@', ';']).next().unwrap_or(address);
            return Self::single(user);
        }
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let dialled = digits > 0
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-./()*#~'xX".contains(c));
        if crate::domain::customer::email_key(text).is_some() {
            Self {
                email: text,
                ..Self::default()
            }
        } else if dialled && digits == text.len() && is_extension(text) {
            Self {
                extension: text,
                ..Self::default()
            }
        } else if dialled || is_rounded(text) || Self::several(text).is_some() {
            Self {
                number: text,
                ..Self::default()
            }
        } else if let Some((name, number)) = number_behind(text) {
            Self {
                name,
                number,
                ..Self::default()
            }
        } else if text.chars().any(char::is_alphabetic) {
            Self {
                name: text,
                ..Self::default()
            }
        } else {
            Self::default()
        }
    }

    /// The first of several numbers in one cell.
    fn several(text: &'t str) -> Option<&'t str> {
        let (first, rest) = text.split_once([';', '|', ',', '\n'])?;
        let dialled = |text: &str| {
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            digits >= 7 && !text.chars().any(char::is_alphabetic)
        };
        (dialled(first) && dialled(rest)).then_some(first)
    }

    /// Whether the cell names a person of the house: by extension, or by a name without an outside number.
    pub fn is_inside(&self) -> bool {
        !self.extension.is_empty() || self.is_person()
    }

    /// Whether the cell names somebody by name or address, without an outside number.
    pub fn is_person(&self) -> bool {
        self.number.is_empty() && (!self.name.is_empty() || !self.email.is_empty())
    }

    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether the text is an extension: two to five digits.
pub fn is_extension(text: &str) -> bool {
    (2..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the text is one of the words for nobody.
pub fn is_nobody(text: &str) -> bool {
    text.is_empty() || NOBODY.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// The extension in a line of a telephone system: `SIP/301-0000001a`, `Local/301@from-queue-00000003;1`. None for a
/// trunk.
pub fn extension_of_line(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once('/')?;
    let user = rest.split(['@', '-', ';', '&', ',']).next()?;
    is_extension(user).then_some(user)
}

/// Takes away what spreadsheets put before a number to keep it as text: `'+1555`, `="+1555"`.
fn unguard(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .or_else(|| text.strip_prefix('\''))
        .unwrap_or(text)
}

/// Whether a spreadsheet rounded a number, so that it is none any more: `1.55E+10`.
fn is_rounded(text: &str) -> bool {
    text.contains(['e', 'E']) && text.contains('+') && text.parse::<f64>().is_ok()
}

/// A name and the number behind it: `Nate Carty (806) 555-0119`.
fn number_behind(text: &str) -> Option<(&str, &str)> {
    let (at, last) = text.char_indices().rfind(|(_, c)| c.is_alphabetic())?;
    let (name, number) = text.split_at(at + last.len_utf8());
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let plain = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-.()".contains(c);
    ((7..=15).contains(&digits) && number.chars().all(plain) && number.starts_with(' '))
        .then(|| (name.trim(), number.trim()))
}

fn split_tail(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let whole = text.strip_suffix(close);
    // What was cut off at the end is a number all the same.
    let whole = if open == '<' {
        whole.or(Some(text))
    } else {
        whole
    };
    let (outer, inner) = whole?.rsplit_once(open)?;
    Some((outer.trim(), inner.trim()))
}

fn strip_prefix_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| text.get(prefix.len()..))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party<'t>(name: &'t str, extension: &'t str, number: &'t str, email: &'t str) -> Party<'t> {
        Party {
            name,
            extension,
            number,
            email,
        }
    }

    #[test]
    fn a_cell_may_hold_a_name_an_extension_a_number_or_an_address() {
        for (text, expected) in [
            ("Dana Reyes (301)", party("Dana Reyes", "301", "", "")),
            ("Reyes, Dana (301)", party("Reyes, Dana", "301", "", "")),
            (
                "Calder Bakery (+1 312 555 0188)",
                party("Calder Bakery", "", "+1 312 555 0188", ""),
            ),
            (
                "\"Ruth Calder\" <3125550188>",
                party("Ruth Calder", "", "3125550188", ""),
            ),
            (
                "\"3125550188\" <3125550188>",
                party("", "", "3125550188", ""),
            ),
            ("\"Unknown\" <3125550188>", party("", "", "3125550188", "")),
            ("\"\" <301>", party("", "301", "", "")),
            ("Dana <301", party("Dana", "301", "", "")),
            ("(312) 555-0188", party("", "", "(312) 555-0188", "")),
            ("'+13125550188", party("", "", "+13125550188", "")),
            ("=\"+13125550188\"", party("", "", "+13125550188", "")),
            ("sip:301@pbx.example", party("", "301", "", "")),
            ("tel:+13125550188", party("", "", "+13125550188", "")),
            ("301", party("", "301", "", "")),
            ("+13125***88", party("", "", "+13125***88", "")),
            (
                "dana@calder.example",
                party("", "", "", "dana@calder.example"),
            ),
            ("Agent 7", party("Agent 7", "", "", "")),
            (
                "Sales (Purchase Enquiry)",
                party("Sales (Purchase Enquiry)", "", "", ""),
            ),
            (
                "Nate Carty (806) 555-0119",
                party("Nate Carty", "", "(806) 555-0119", ""),
            ),
            ("client:dana", party("dana", "", "", "")),
            (
                "+13125550188; +13125550199",
                party("", "", "+13125550188; +13125550199", ""),
            ),
            ("1.3125550188E+10", party("", "", "1.3125550188E+10", "")),
            ("Anonymous", Party::default()),
            ("[No associated user]", Party::default()),
            ("", Party::default()),
        ] {
            assert_eq!(Party::read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_of_the_telephone_system_holds_the_extension_unless_it_is_a_trunk() {
        assert_eq!(extension_of_line("SIP/301-0000001a"), Some("301"));
        assert_eq!(extension_of_line("PJSIP/8584-9153"), Some("8584"));
        assert_eq!(
            extension_of_line("Local/301@from-queue-00000003;1"),
            Some("301")
        );
        assert_eq!(extension_of_line("SIP/provider-00000003"), None);
        assert_eq!(extension_of_line("PJSIP/13125550100-00000003"), None);
        assert_eq!(extension_of_line(""), None);
    }
}
