//! The listener's own consistency: calls scored twice by the same ears, the second time blind. How often the answers were
//! the same, on which questions they were not, and whether the ears have become stricter. Pure: pairs in, words out.

use chrono::NaiveDate;

use crate::stats::agreement::two::{self, Table};
use crate::stats::agreement::{Weights, scores};
use crate::stats::{CONFIDENCE, Range, mean, moments, proportion};

/// Calls brought back in a month.
pub const A_MONTH: usize = 2;
/// So many calls are looked at, the newest: those of two years. Ears change.
pub const MOST: usize = 24 * A_MONTH;
/// A call comes back this many days after it was scored, at the earliest.
pub const AFTER_DAYS: i64 = 30;
/// Below this many answers only "x of n" is said.
const RANGE_FROM: u64 = 5;
/// Below this many answers no coefficient is given.
const COEFFICIENT_FROM: u64 = 10;
/// Below this many calls nothing is said about drift.
const DRIFT_FROM: usize = 3;

/// One question that was answered both times.
#[derive(Debug, Clone, PartialEq)]
pub struct Twice {
    /// The question's key.
    pub question: String,
    /// Its words.
    pub text: String,
    /// With whom the call was.
    pub customer: String,
    /// When the call was.
    pub on: NaiveDate,
    /// The first answer and the one given blind: its word, what it is worth (none for n/a) and the note on it.
    pub answers: [Given; 2],
}

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Given {
    /// `yes`, `no`, `na`, an option's key or a step's number.
    pub value: String,
    /// What it is worth, 0 to 1. None where it did not apply.
    pub points: Option<f64>,
    /// The owner's words on it; may be empty.
    pub note: String,
}

impl Twice {
    fn is_same(&self) -> bool {
        self.answers[0].value == self.answers[1].value
    }

    fn applied(&self) -> [bool; 2] {
        [0, 1].map(|at: usize| self.answers[at].points.is_some())
    }
}

/// How alike one question was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The question's key.
    pub question: String,
    /// Its words.
    pub text: String,
    /// Answers that were the same both times.
    pub same: u64,
    /// Answers given twice.
    pub n: u64,
    /// The range of the share. None with fewer than five.
    pub range: Option<Range>,
    /// Those that were not the same.
    pub differing: Vec<Twice>,
}

/// How alike the owner scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Consistency {
    /// Calls scored twice.
    pub calls: usize,
    /// Answers that were the same, of those to questions that applied both times.
    pub same: u64,
    /// Answers to questions that applied both times.
    pub n: u64,
    /// The range of that share. None with fewer than five.
    pub range: Option<Range>,
    /// Cohen's kappa of done and not done. None with fewer than ten, or where everything was answered alike.
    pub kappa: Option<f64>,
    /// Gwet's AC1, which does not collapse where nearly everything is done. None with fewer than ten.
    pub ac1: Option<f64>,
    /// Answers that agreed on whether the question applied, and all answers.
    pub applies: (u64, u64),
    /// The questions, those least alike first.
    pub questions: Vec<Alike>,
    /// Whether the ears have become stricter. None below three calls.
    pub drift: Option<Drift>,
    /// Two scorings of the same call differ by less than this, 19 times in 20. None below five calls.
    pub noise: Option<f64>,
    /// What can be said, in a few sentences.
    pub text: String,
}

/// Whether the ears have become stricter or milder.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drift {
    /// Calls of which the quality is known both times.
    pub calls: usize,
    /// Quality the second time minus the first, on average, in points.
    pub mean: f64,
    /// How far that could be off. None where nothing varies.
    pub range: Option<Range>,
}

impl Drift {
    /// From the quality of each call the second time minus the first. None below three calls.
    pub fn of(differences: &[f64]) -> Option<Self> {
        let mean = moments::mean(differences).filter(|_| differences.len() >= DRIFT_FROM)?;
        Some(Self {
            calls: differences.len(),
            mean,
            range: mean::interval(differences, None, None, None, CONFIDENCE).range,
        })
    }

    /// Whether it is real as far as the range tells.
    pub fn is_real(self) -> bool {
        self.range
            .is_some_and(|range| range.low > 0.0 || range.high < 0.0)
    }
}

/// Works out how alike the owner scores, from every question answered `twice` and the quality of each call both times.
pub fn consistency(twice: &[Twice], qualities: &[(f64, f64)], calls: usize) -> Consistency {
    let both: Vec<&Twice> = twice
        .iter()
        .filter(|one| one.applied() == [true, true])
        .collect();
    let (same, n) = (
        both.iter().filter(|one| one.is_same()).count() as u64,
        both.len() as u64,
    );
    let table = table(&both).filter(|_| n >= COEFFICIENT_FROM);
    let differences: Vec<f64> = qualities
        .iter()
        .map(|(first, again)| again - first)
        .collect();
    let (firsts, agains): (Vec<f64>, Vec<f64>) = qualities.iter().copied().unzip();
    let noise = scores::repeatability(&firsts, &agains, CONFIDENCE).ok();
    let noise = noise
        .filter(|_| qualities.len() as u64 >= RANGE_FROM)
        .map(|found| found.coefficient);
    let applied = twice
        .iter()
        .filter(|one| one.applied()[0] == one.applied()[1]);
    let mut found = Consistency {
        calls,
        same,
        n,
        range: share_range(same, n),
        kappa: table
            .as_ref()
            .and_then(|table| two::kappa(table, Weights::Identity, CONFIDENCE).value),
        ac1: table
            .as_ref()
            .and_then(|table| two::gwet(table, Weights::Identity, CONFIDENCE).value),
        applies: (applied.count() as u64, twice.len() as u64),
        questions: questions(twice),
        drift: Drift::of(&differences),
        noise: noise.filter(|noise| noise.is_finite()),
        text: String::new(),
    };
    found.text = text(&found);
    found
}

fn share_range(same: u64, n: u64) -> Option<Range> {
    proportion::wilson(same, n, CONFIDENCE).filter(|_| n >= RANGE_FROM)
}

/// Done and not done, first by again.
fn table(both: &[&Twice]) -> Option<Table> {
    let level = |at: usize| -> Vec<usize> {
        let done = both
            .iter()
            .map(|one| one.answers[at].points.is_some_and(|points| points >= 1.0));
        done.map(usize::from).collect()
    };
    Table::of_ratings(&level(0), &level(1), 2)
}

fn questions(twice: &[Twice]) -> Vec<Alike> {
    let mut all: Vec<Alike> = Vec::new();
    for one in twice {
        let at = all.iter().position(|alike| alike.question == one.question);
        let at = at.unwrap_or_else(|| {
            all.push(Alike {
                question: one.question.clone(),
                text: one.text.clone(),
                same: 0,
                n: 0,
                range: None,
                differing: Vec::new(),
            });
            all.len() - 1
        });
        let alike = &mut all[at];
        alike.n += 1;
        alike.same += u64::from(one.is_same());
        alike.range = share_range(alike.same, alike.n);
        if !one.is_same() {
            alike.differing.push(one.clone());
        }
    }
    let share = |alike: &Alike| alike.same as f64 / alike.n.max(1) as f64;
    all.sort_by(|one, other| {
        share(one)
            .total_cmp(&share(other))
            .then_with(|| one.question.cmp(&other.question))
    });
    all
}

fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

fn text(found: &Consistency) -> String {
    if found.calls == 0 {
        return format!(
            "No call was scored twice yet. Once a month a draw brings back {A_MONTH} calls that you scored more than \
             {AFTER_DAYS} days ago, to be scored again without seeing the first answers."
        );
    }
    let calls = if found.calls == 1 {
        "1 call".to_owned()
    } else {
        let newest = if found.calls < MOST {
            ""
        } else {
            "the newest "
        };
        format!("{newest}{} calls", found.calls)
    };
    let mut text = format!(
        "You scored {calls} twice, the second time blind: {} of {} answers were the same",
        found.same, found.n
    );
    text.push_str(&match found.range {
        Some(range) => format!(
            " ({}; it could be {} to {}).",
            percent(found.same as f64 / found.n as f64),
            percent(range.low),
            percent(range.high)
        ),
        None => ", too few for a share.".to_owned(),
    });
    let (same, all) = found.applies;
    if same < all {
        text.push_str(&format!(
            " Whether a question applied was judged alike in {same} of {all}."
        ));
    }
    if let Some(drift) = found.drift {
        text.push(' ');
        text.push_str(&drift.told());
    }
    if let Some(noise) = found.noise {
        text.push_str(&format!(
            " Two scorings of the same call differ by less than {noise:.0} points, 19 times in 20."
        ));
    }
    text
}

impl Drift {
    /// The same in a sentence.
    pub fn told(self) -> String {
        let way = if self.mean < 0.0 { "lower" } else { "higher" };
        let size = format!("{:.1} points {way} the second time", self.mean.abs());
        match self.range {
            Some(range) if range.low > 0.0 => {
                format!("You score the same calls {size}: you have become milder.")
            }
            Some(range) if range.high < 0.0 => {
                format!("You score the same calls {size}: you have become stricter.")
            }
            _ if self.mean.abs() < 0.05 => {
                "You scored them alike the second time, on average.".to_owned()
            }
            Some(range) => format!(
                "You scored them {size}, which could be anything from {:+.0} to {:+.0}: no drift can be seen.",
                range.low, range.high
            ),
            None => format!("You scored them {size}; too few calls to tell whether that is drift."),
        }
    }
}

#[cfg(test)]
mod tests;
