//! From what matters to customers, in the owner's words, to KPIs that follow from it, each with a direction and targets on
//! three horizons. Words are looked for, nothing is guessed beyond them: what is proposed is the owner's to take or leave.

use chrono::NaiveDate;

use crate::domain::kpi::{Better, Unit};
use crate::domain::own_kpi::{Outcome, Source};
use crate::domain::trend::{Horizon, Target};

/// What follows from what matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// A KPI that every desk has, by its key, or one that is to be made.
    pub what: Proposed,
    /// Why it follows.
    pub why: &'static str,
}

/// A KPI that is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposed {
    /// One that every desk has.
    BuiltIn(&'static str),
    /// One of the owner's own.
    Own {
        /// The name for people.
        name: &'static str,
        /// Which way is good.
        better: Better,
        /// Where its numbers come from.
        source: Source,
    },
}

/// Words, the KPIs that follow from one of them, and why.
struct Rule {
    words: &'static [&'static str],
    why: &'static str,
    what: &'static [Seed],
}

/// A proposal as a constant.
enum Seed {
    BuiltIn(&'static str),
    Outcome(&'static str, Better, Outcome),
    Typed(&'static str, Better),
}

const RULES: &[Rule] = &[
    Rule {
        words: &[
            "solv",
            "fix",
            "right first",
            "first time",
            "help",
            "repair",
            "problem",
            "answer",
            "advice",
            "support",
        ],
        why: "who gets it solved does not have to call again",
        what: &[Seed::BuiltIn("solved"), Seed::BuiltIn("no_repeat_7d")],
    },
    Rule {
        words: &[
            "fast",
            "quick",
            "prompt",
            "same day",
            "24",
            "wait",
            "miss",
            "reach",
            "available",
            "hours",
            "pick up",
            "emergency",
        ],
        why: "nobody is helped who cannot reach you",
        what: &[
            Seed::Typed("Missed calls", Better::Lower),
            Seed::BuiltIn("no_repeat_7d"),
        ],
    },
    Rule {
        words: &[
            "friendly", "polite", "kind", "care", "listen", "respect", "personal", "courte",
            "patien", "trust",
        ],
        why: "how people are treated is what your form asks about",
        what: &[
            Seed::BuiltIn("quality"),
            Seed::Outcome("Satisfied customers", Better::Higher, Outcome::Satisfied),
        ],
    },
    Rule {
        words: &[
            "on time",
            "late",
            "deliver",
            "appointment",
            "schedul",
            "promise",
            "keep our word",
            "call back",
            "callback",
            "follow",
        ],
        why: "a promise counts when it is kept",
        what: &[
            Seed::Typed("Promises not kept", Better::Lower),
            Seed::Outcome("Something left open", Better::Lower, Outcome::FollowUp),
        ],
    },
    Rule {
        words: &[
            "book", "job", "order", "sale", "sell", "install", "quote", "estimate", "visit",
        ],
        why: "it is what the calls are for",
        what: &[Seed::Typed("Jobs booked", Better::Higher)],
    },
    Rule {
        words: &[
            "refund",
            "return",
            "warrant",
            "money back",
            "replace",
            "guarantee",
            "quality part",
            "genuine",
        ],
        why: "money that goes back tells where a promise was not kept",
        what: &[Seed::Typed("Refunds", Better::Lower)],
    },
    Rule {
        words: &[
            "correct",
            "accurate",
            "honest",
            "fair",
            "safe",
            "secure",
            "privacy",
            "complian",
            "clear price",
            "no surprise",
        ],
        why: "one wrong word here costs the customer",
        what: &[
            Seed::BuiltIn("customer_critical_free"),
            Seed::BuiltIn("compliance_critical_free"),
        ],
    },
    Rule {
        words: &[
            "recommend",
            "refer",
            "neighbo",
            "word of mouth",
            "friends",
            "family",
            "loyal",
            "come back",
            "again",
        ],
        why: "who is happy sends others, when asked",
        what: &[
            Seed::BuiltIn("referral_asked"),
            Seed::Outcome("Delighted customers", Better::Higher, Outcome::Delighted),
        ],
    },
];

/// What every business may begin with, when its words name nothing that is known.
const ALWAYS: &[(&str, &str)] = &[
    (
        "quality",
        "it is how the calls themselves are, by your own form",
    ),
    ("solved", "whatever they call for, they want it settled"),
];

/// The KPIs that follow from `told`, those first whose words come first; always at least two.
pub fn propose(told: &str) -> Vec<Proposal> {
    let told = told.to_lowercase();
    let first = |rule: &Rule| rule.words.iter().filter_map(|word| told.find(word)).min();
    let mut rules: Vec<(usize, &Rule)> = RULES
        .iter()
        .filter_map(|rule| Some((first(rule)?, rule)))
        .collect();
    rules.sort_by_key(|(at, _)| *at);
    let followed = rules.iter().flat_map(|(_, rule)| {
        rule.what.iter().map(|seed| Proposal {
            what: seed.proposed(),
            why: rule.why,
        })
    });
    let always = ALWAYS.iter().map(|(key, why)| Proposal {
        what: Proposed::BuiltIn(key),
        why,
    });
    let mut proposals: Vec<Proposal> = Vec::new();
    for one in followed.chain(always) {
        if proposals.iter().all(|known| known.what != one.what) {
            proposals.push(one);
        }
    }
    proposals
}

impl Seed {
    fn proposed(&self) -> Proposed {
        let own = |name, better, source| Proposed::Own {
            name,
            better,
            source,
        };
        match self {
            Self::BuiltIn(key) => Proposed::BuiltIn(key),
            Self::Outcome(name, better, outcome) => own(name, *better, Source::Outcome(*outcome)),
            Self::Typed(name, better) => own(name, *better, Source::Typed),
        }
    }
}

/// How much of the way to the best possible a horizon aims at, and in how many weeks.
const STEPS: [(Horizon, f64, i64); 3] = [
    (Horizon::Short, 0.25, 13),
    (Horizon::Medium, 0.5, 26),
    (Horizon::Long, 0.75, 52),
];

/// Targets on three horizons from where a KPI stands: a quarter of the way to the best possible in 13 weeks, half of it
/// in 26, three quarters in 52. A number without bounds aims at 5, 10 and 20 % more or less. None while it stands nowhere.
pub fn targets(
    unit: Unit,
    better: Better,
    stands_at: Option<f64>,
    today: NaiveDate,
) -> Vec<Target> {
    let Some(value) = stands_at.filter(|value| value.is_finite()) else {
        return Vec::new();
    };
    let (lowest, highest) = unit.bounds();
    let best = match better {
        Better::Higher => highest,
        Better::Lower => lowest,
    };
    let sign = if better == Better::Higher { 1.0 } else { -1.0 };
    let aim = |share: f64| match unit {
        Unit::Number => value + sign * value.abs() * [0.05, 0.10, 0.20][(share * 4.0) as usize - 1],
        _ => value + share * (best - value),
    };
    STEPS
        .iter()
        .map(|(horizon, share, weeks)| Target {
            horizon: *horizon,
            value: rounded(unit, aim(*share)),
            due_on: today + chrono::TimeDelta::weeks(*weeks),
        })
        .collect()
}

/// Whole points and per cent; numbers to three digits.
fn rounded(unit: Unit, value: f64) -> f64 {
    match unit {
        Unit::Points => value.round(),
        Unit::Share => (100.0 * value).round() / 100.0,
        Unit::Number if value == 0.0 => 0.0,
        Unit::Number => {
            let step = 10_f64.powf(value.abs().log10().floor() - 2.0);
            (value / step).round() * step
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kpi;
    use crate::domain::own_kpi::{OwnKpi, key_of};

    fn names(told: &str) -> Vec<&'static str> {
        let name = |one: &Proposal| match one.what {
            Proposed::BuiltIn(key) => key,
            Proposed::Own { name, .. } => name,
        };
        propose(told).iter().map(name).collect()
    }

    #[test]
    fn what_is_promised_leads_to_what_is_measured() {
        assert_eq!(
            names("Truck parts, delivered on time, and somebody who picks up"),
            [
                "Promises not kept",
                "Something left open",
                "quality",
                "solved"
            ]
        );
        assert_eq!(
            names("We fix it the first time. Fast: no waiting."),
            ["solved", "no_repeat_7d", "Missed calls", "quality"]
        );
        assert_eq!(names("xyz"), ["quality", "solved"]);
    }

    #[test]
    fn everything_that_is_proposed_can_be_made() {
        for rule in RULES {
            for seed in rule.what {
                match seed.proposed() {
                    Proposed::BuiltIn(key) => assert!(kpi::find(key).is_some(), "{key}"),
                    Proposed::Own {
                        name,
                        better,
                        source,
                    } => {
                        let own = OwnKpi {
                            key: key_of(name),
                            name: name.into(),
                            better,
                            source,
                            about: String::new(),
                            because: String::new(),
                        };
                        assert_eq!(own.check(), Ok(()), "{name}");
                    }
                }
            }
        }
    }

    // From 72 % the best possible is 28 points away: 7, 14 and 21 of them.
    #[test]
    fn targets_go_a_quarter_half_and_three_quarters_of_the_way() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default();
        let values = |unit, better, at| -> Vec<f64> {
            targets(unit, better, at, today)
                .iter()
                .map(|one| one.value)
                .collect()
        };
        assert_eq!(
            values(Unit::Share, Better::Higher, Some(0.72)),
            [0.79, 0.86, 0.93]
        );
        assert_eq!(
            values(Unit::Share, Better::Lower, Some(0.20)),
            [0.15, 0.10, 0.05]
        );
        assert_eq!(
            values(Unit::Number, Better::Lower, Some(40.0)),
            [38.0, 36.0, 32.0]
        );
        assert!(values(Unit::Points, Better::Higher, None).is_empty());
        let due = targets(Unit::Points, Better::Higher, Some(80.0), today)[0].due_on;
        assert_eq!(due.to_string(), "2027-02-19");
    }
}
