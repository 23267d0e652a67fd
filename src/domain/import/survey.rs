//! Answers of customers to a survey: which columns hold them, on which scale, and what a cell of that scale is worth.

use crate::domain::call::words;
use crate::domain::import::field::{ColumnRef, header_key};
use crate::domain::import::sheet::key;

mod shown;

pub use shown::Shown;

words! {
    /// A scale on which customers answer.
    Scale {
        /// Satisfaction, 1 to 5.
        Csat5 = "csat5",
        /// Satisfaction, 1 to 7.
        Csat7 = "csat7",
        /// Satisfaction, 1 to 10.
        Csat10 = "csat10",
        /// One to five stars.
        Stars = "stars",
        /// `Very satisfied` to `Very dissatisfied`.
        Words = "words",
        /// Thumb up or down.
        Thumbs = "thumbs",
        /// Would recommend, 0 to 10.
        Nps = "nps",
        /// Effort, 1 to 5; high is easy.
        Ces5 = "ces5",
        /// Effort, 1 to 7; high is easy.
        Ces7 = "ces7",
    }
}

words! {
    /// What a survey measures.
    Measure {
        /// Satisfaction.
        Csat = "csat",
        /// Would recommend.
        Nps = "nps",
        /// Effort.
        Ces = "ces",
    }
}

impl Scale {
    /// What is measured on it.
    pub fn measure(self) -> Measure {
        match self {
            Self::Nps => Measure::Nps,
            Self::Ces5 | Self::Ces7 => Measure::Ces,
            _ => Measure::Csat,
        }
    }

    /// In words: `satisfaction 1 to 10`.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Csat5 => "satisfaction 1 to 5",
            Self::Csat7 => "satisfaction 1 to 7",
            Self::Csat10 => "satisfaction 1 to 10",
            Self::Stars => "one to five stars",
            Self::Words => "satisfaction in words",
            Self::Thumbs => "thumb up or down",
            Self::Nps => "would recommend, 0 to 10",
            Self::Ces5 => "effort 1 to 5",
            Self::Ces7 => "effort 1 to 7",
        }
    }

    /// Its lowest and its highest answer.
    pub fn ends(self) -> (f64, f64) {
        match self {
            Self::Csat5 | Self::Stars | Self::Words | Self::Ces5 => (1.0, 5.0),
            Self::Csat7 | Self::Ces7 => (1.0, 7.0),
            Self::Csat10 => (1.0, 10.0),
            Self::Thumbs => (0.0, 1.0),
            Self::Nps => (0.0, 10.0),
        }
    }

    /// The answer that a cell holds; none when it is not one of this scale.
    pub fn read(self, cell: &str) -> Option<f64> {
        let plain = cell.trim().to_lowercase();
        match self {
            Self::Words => in_words(&plain),
            Self::Thumbs => thumb(&plain),
            Self::Stars => stars(&plain).or_else(|| self.number(&plain)),
            _ => self.number(&plain),
        }
    }

    fn number(self, plain: &str) -> Option<f64> {
        let (low, high) = self.ends();
        // `4 - Satisfied`, `8/10`
        let head = plain.split([' ', '/', '-']).next()?;
        let of = plain
            .split_once('/')
            .map(|(_, of)| of.trim().parse::<f64>());
        let number: f64 = head.replace(',', ".").parse().ok()?;
        let fits = (low..=high).contains(&number) && of.is_none_or(|of| of == Ok(high));
        fits.then_some(number)
    }

    /// An answer on the scale 1 to 5 on which calls keep their customer's satisfaction, to two decimals.
    pub fn of_five(self, answer: f64) -> f64 {
        let (low, high) = self.ends();
        let five = 1.0 + (answer - low) * 4.0 / (high - low);
        (five * 100.0).round() / 100.0
    }
}

const IN_WORDS: &[(&str, f64)] = &[
    ("very dissatisfied", 1.0),
    ("extremely dissatisfied", 1.0),
    ("very unsatisfied", 1.0),
    ("very unhappy", 1.0),
    ("very poor", 1.0),
    ("terrible", 1.0),
    ("dissatisfied", 2.0),
    ("somewhat dissatisfied", 2.0),
    ("unsatisfied", 2.0),
    ("unhappy", 2.0),
    ("poor", 2.0),
    ("bad", 2.0),
    ("neutral", 3.0),
    ("neither satisfied nor dissatisfied", 3.0),
    ("ok", 3.0),
    ("okay", 3.0),
    ("fair", 3.0),
    ("satisfied", 4.0),
    ("somewhat satisfied", 4.0),
    ("happy", 4.0),
    ("good", 4.0),
    ("very satisfied", 5.0),
    ("extremely satisfied", 5.0),
    ("very happy", 5.0),
    ("very good", 5.0),
    ("excellent", 5.0),
    ("great", 5.0),
    ("amazing", 5.0),
];

fn in_words(plain: &str) -> Option<f64> {
    IN_WORDS
        .iter()
        .find(|(word, _)| *word == plain)
        .map(|(_, worth)| *worth)
}

fn thumb(plain: &str) -> Option<f64> {
    match plain {
        "👍" | "up" | "thumbs up" | "thumb up" | "thumbs_up" | "positive" => Some(1.0),
        "👎" | "down" | "thumbs down" | "thumb down" | "thumbs_down" | "negative" => Some(0.0),
        _ => None,
    }
}

/// `★★★★☆`, `⭐⭐⭐`, `4 stars`.
fn stars(plain: &str) -> Option<f64> {
    let full = plain.chars().filter(|c| matches!(c, '★' | '⭐')).count();
    let only = plain
        .chars()
        .all(|c| matches!(c, '★' | '⭐' | '☆' | '\u{fe0f}'));
    if only && (1..=5).contains(&full) {
        return Some(full as f64);
    }
    let number = plain.strip_suffix("stars").or(plain.strip_suffix("star"))?;
    let number: f64 = number.trim().parse().ok()?;
    (1.0..=5.0).contains(&number).then_some(number)
}

words! {
    /// What a column of a survey holds.
    Part {
        /// The answer's own id.
        AnswerId = "answer_id",
        /// The id of the call that was asked about.
        SourceId = "source_id",
        /// When it was answered.
        At = "at",
        /// Who handled the call.
        Rep = "rep",
        /// The customer's name.
        Customer = "customer",
        /// The customer's number.
        Number = "number",
        /// The customer's e-mail address.
        Email = "email",
        /// The customer's own words.
        Note = "note",
        /// Satisfaction.
        Csat = "csat",
        /// Would recommend.
        Nps = "nps",
        /// Effort.
        Ces = "ces",
        /// A score of which only the scale or another column tells what it measures.
        Score = "score",
        /// What the score measures, row by row.
        Type = "survey_type",
    }
}

impl Part {
    /// What it measures, for those that hold an answer.
    pub fn measure(self) -> Option<Measure> {
        match self {
            Self::Csat => Some(Measure::Csat),
            Self::Nps => Some(Measure::Nps),
            Self::Ces => Some(Measure::Ces),
            _ => None,
        }
    }

    /// What such a column is called, the surest name first.
    fn names(self) -> &'static str {
        match self {
            Self::AnswerId => {
                "respondent id, response id, answer id, request id, survey id, network id, token, id"
            }
            Self::SourceId => {
                "ext interaction id, interaction id, source id, call id, conversation id, contact id, call sid, ticket id, \
                 link to the conversation, conversation link"
            }
            Self::At => {
                "response received at, answered at, submit date, submitted at, end date, completed at, recorded date, \
                 survey date, response date, created at, timestamp, date, at, time, start date"
            }
            Self::Rep => {
                "agent name, employee email, agent, rep, rep name, agent email, assignee, handled by, employee"
            }
            Self::Customer => "contact name, customer name, customer, name",
            Self::Number => {
                "contact phone number, customer phone, phone number, phone, number, customer number, mobile, telephone"
            }
            Self::Email => {
                "contact email address, email address, customer email, email, contact email, person, e mail"
            }
            Self::Note => {
                "feedback comment, comment, comments, feedback, verbatim, customer comments, remark, remarks, note, notes, \
                 reason, text"
            }
            Self::Csat => {
                "csat, csat score, rating, star rating, stars, satisfaction, satisfaction score"
            }
            Self::Nps => "nps, nps score, net promoter score, likelihood to recommend",
            Self::Ces => "ces, ces score, effort, effort score, customer effort score",
            Self::Score => "score, raw score, survey score, response, answer, result",
            Self::Type => "survey type, survey format",
        }
    }

    /// Words within a question that tell what it measures.
    fn within(self) -> &'static [&'static str] {
        match self {
            Self::Csat => &[
                "satisf",
                "how would you rate",
                "rate your",
                "rate our",
                "rate the",
            ],
            Self::Nps => &["recommend"],
            Self::Ces => &["effort", "how easy", "easy was it"],
            Self::Note => &[
                "comment",
                "tell us",
                "anything else",
                "what could we",
                "do better",
                "why",
                "feedback",
            ],
            _ => &[],
        }
    }
}

/// The columns of a survey, by what they hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns(Vec<Option<usize>>);

impl Columns {
    /// Finds them: as the owner named them, else by what they are called, else by the words of the question.
    pub fn of(headers: &[String], map: &[(String, ColumnRef)]) -> Self {
        let keys: Vec<String> = headers.iter().map(|header| key(header)).collect();
        let mut found: Vec<Option<usize>> = vec![None; Part::ALL.len()];
        for part in Part::ALL {
            let by_hand = map.iter().rev().find(|(name, _)| name == part.word());
            let place = by_hand.and_then(|(_, column)| match column {
                ColumnRef::Place(place) => (*place < headers.len()).then_some(*place),
                ColumnRef::Header(name) => {
                    let wanted = header_key(name);
                    headers
                        .iter()
                        .position(|header| header_key(header) == wanted)
                }
            });
            set(&mut found, *part, place);
        }
        for part in Part::ALL {
            let named = part.names().split(", ").find_map(|name| {
                let place = keys.iter().position(|key| key == name)?;
                (!found.contains(&Some(place))).then_some(place)
            });
            set(&mut found, *part, named);
        }
        for part in Part::ALL {
            let asked = keys.iter().enumerate().find(|(place, key)| {
                !found.contains(&Some(*place))
                    && part.within().iter().any(|word| key.contains(word))
            });
            set(&mut found, *part, asked.map(|(place, _)| place));
        }
        Self(found)
    }

    /// The column of a part, from 0.
    pub fn column(&self, part: Part) -> Option<usize> {
        self.0.get(part as usize).copied().flatten()
    }

    /// How many parts have a column.
    pub fn count(&self) -> usize {
        self.0.iter().flatten().count()
    }

    /// The columns that hold an answer.
    pub fn scores(&self) -> Vec<(Part, usize)> {
        [Part::Csat, Part::Nps, Part::Ces, Part::Score]
            .into_iter()
            .filter_map(|part| Some((part, self.column(part)?)))
            .collect()
    }
}

fn set(found: &mut [Option<usize>], part: Part, place: Option<usize>) {
    if let Some(slot) = found.get_mut(part as usize) {
        *slot = slot.or(place);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    #[test]
    fn a_cell_is_worth_what_its_scale_says_and_blank_is_not_zero() {
        for (scale, cell, expected) in [
            (Scale::Csat5, "4", Some(4.0)),
            (Scale::Csat5, "5.0", Some(5.0)),
            (Scale::Csat5, "6", None),
            (Scale::Csat5, "", None),
            (Scale::Csat5, "4 - Satisfied", Some(4.0)),
            (Scale::Csat10, "8/10", Some(8.0)),
            (Scale::Csat5, "8/10", None),
            (Scale::Nps, "0", Some(0.0)),
            (Scale::Nps, "", None),
            (Scale::Nps, "11", None),
            (Scale::Stars, "★★★★☆", Some(4.0)),
            (Scale::Stars, "3 stars", Some(3.0)),
            (Scale::Words, "Very satisfied", Some(5.0)),
            (
                Scale::Words,
                "Neither satisfied nor dissatisfied",
                Some(3.0),
            ),
            (Scale::Thumbs, "👍", Some(1.0)),
            (Scale::Thumbs, "thumbs down", Some(0.0)),
        ] {
            assert_eq!(scale.read(cell), expected, "{scale} {cell}");
        }
        assert!((Scale::Csat10.of_five(10.0) - 5.0).abs() < 1e-9);
        assert!((Scale::Thumbs.of_five(0.0) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn columns_are_told_by_what_they_are_called_or_ask() {
        let columns = |headers: &[&str]| {
            let headers: Vec<String> = headers.iter().map(|one| (*one).to_owned()).collect();
            Columns::of(&headers, &[])
        };
        let typed = columns(&[
            "#",
            "How likely are you to recommend us?",
            "Tell us why",
            "Submit Date (UTC)",
            "Network ID",
        ]);
        assert_eq!(typed.scores(), [(Part::Nps, 1)]);
        assert_eq!(typed.column(Part::Note), Some(2));
        assert_eq!(
            (typed.column(Part::At), typed.column(Part::AnswerId)),
            (Some(3), Some(4))
        );
        let card = columns(&[
            "Agent name",
            "Rating",
            "Feedback Comment",
            "Contact email address",
        ]);
        assert_eq!(card.scores(), [(Part::Csat, 1)]);
        assert_eq!(
            (card.column(Part::Rep), card.column(Part::Email)),
            (Some(0), Some(3))
        );
    }
}
