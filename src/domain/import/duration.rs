//! Lengths of time as files write them: seconds, milliseconds, minutes, clock readings, `PT42S`.

/// What a bare number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Seconds.
    #[default]
    Secs,
    /// Thousandths of a second.
    Millis,
    /// Minutes and parts of them.
    Minutes,
}

impl Unit {
    /// The unit that a column's header names; seconds where it names none.
    pub fn of_header(header: &str) -> Self {
        let lower = header.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric());
        if lower.contains("millis") || words.clone().any(|word| word == "ms" || word == "msec") {
            Self::Millis
        } else if words
            .any(|word| matches!(word, "min" | "mins" | "minute" | "minutes" | "minuten"))
        {
            Self::Minutes
        } else {
            Self::Secs
        }
    }
}

/// Text that is no length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotALength;

/// The longest length that is believed: a year.
const LONGEST_SECS: f64 = 366.0 * 86_400.0;

/// Whole seconds of `text`; none where the cell is empty, which is not 0.
///
/// # Errors
/// The text is no length of time, is below zero, or is longer than a year.
pub fn secs(text: &str, unit: Unit) -> Result<Option<i64>, NotALength> {
    let text = text.trim().trim_start_matches('\'');
    if text.is_empty() || text == "-" || text.eq_ignore_ascii_case("null") {
        return Ok(None);
    }
    if text.len() <= 7 && text.bytes().all(|b| b.is_ascii_digit()) && unit == Unit::Secs {
        return text.parse().map(Some).map_err(|_| NotALength);
    }
    let secs = number(text)
        .map(|number| match unit {
            Unit::Secs => number,
            Unit::Millis => number / 1000.0,
            Unit::Minutes => number * 60.0,
        })
        .or_else(|| clock(text))
        .or_else(|| spelled(text))
        .filter(|secs| (0.0..=LONGEST_SECS).contains(secs))
        .ok_or(NotALength)?;
    Ok(Some(secs.round() as i64))
}

/// A plain number, with a comma or a point before the parts.
fn number(text: &str) -> Option<f64> {
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'+'));
    (plain && text.bytes().any(|b| b.is_ascii_digit()))
        .then(|| text.replace(',', ".").parse().ok())
        .flatten()
}

/// `1:02:03`, `2:03`, `00:01:23.4`, `00:00'16` (hours, minutes, seconds from the right).
fn clock(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.split([':', '\'']).map(str::trim).collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let last = parts.len() - 1;
    parts
        .iter()
        .enumerate()
        .try_fold(0.0, |sum, (place, part)| {
            let digits = part.trim_end_matches('"');
            let fits = !digits.is_empty()
                && digits
                    .bytes()
                    .all(|b| b.is_ascii_digit() || place == last && (b == b'.' || b == b','));
            let value: f64 = fits
                .then(|| digits.replace(',', ".").parse().ok())
                .flatten()?;
            (place == 0 || value < 60.0).then_some(sum * 60.0 + value)
        })
}

/// `PT1H2M3S`, `2m 3s`, `1 hr 5 min`, `42 sec`.
fn spelled(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix("pt").unwrap_or(&lower);
    let mut sum = 0.0;
    let mut any = false;
    let mut rest = rest.trim();
    while !rest.is_empty() {
        let digits = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
                .len();
        let value: f64 = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?.trim_start();
        let letters = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
        sum += value
            * match rest.get(..letters)? {
                "h" | "hr" | "hrs" | "hour" | "hours" | "std" => 3600.0,
                "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
                "s" | "sec" | "secs" | "second" | "seconds" | "sek" => 1.0,
                "ms" => 0.001,
                _ => return None,
            };
        rest = rest.get(letters..)?.trim_start_matches([' ', ',', '.']);
        any = true;
    }
    any.then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_length_is_read() {
        for (text, unit, expected) in [
            ("42", Unit::Secs, 42),
            ("0", Unit::Secs, 0),
            ("41.6", Unit::Secs, 42),
            ("41,6", Unit::Secs, 42),
            ("42000", Unit::Millis, 42),
            ("1.5", Unit::Minutes, 90),
            ("0:42", Unit::Minutes, 42),
            ("00:01:23", Unit::Secs, 83),
            ("1:02:03", Unit::Secs, 3723),
            ("100:00:00", Unit::Secs, 360_000),
            ("2:03", Unit::Secs, 123),
            ("00:01:23.4", Unit::Secs, 83),
            ("00:00'16", Unit::Secs, 16),
            ("PT42S", Unit::Secs, 42),
            ("PT1H2M3S", Unit::Secs, 3723),
            ("2m 3s", Unit::Secs, 123),
            ("1 hr, 5 min", Unit::Secs, 3900),
            ("15 sec.", Unit::Secs, 15),
        ] {
            assert_eq!(secs(text, unit), Ok(Some(expected)), "{text}");
        }
    }

    #[test]
    fn an_empty_cell_is_not_zero() {
        for text in ["", "  ", "-", "NULL"] {
            assert_eq!(secs(text, Unit::Secs), Ok(None), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in [
            "-5",
            "abc",
            "1:75",
            "1:2:3:4",
            "4 apples",
            "1e9",
            "99999999999",
            ":",
            "PT",
        ] {
            assert_eq!(secs(text, Unit::Secs), Err(NotALength), "{text}");
        }
    }

    #[test]
    fn the_header_tells_what_a_bare_number_counts() {
        for (header, unit) in [
            ("Duration (ms)", Unit::Millis),
            ("talk_millis", Unit::Millis),
            ("Minutes", Unit::Minutes),
            ("Talk (min)", Unit::Minutes),
            ("Duration", Unit::Secs),
            ("admin time", Unit::Secs),
        ] {
            assert_eq!(Unit::of_header(header), unit, "{header}");
        }
    }
}
