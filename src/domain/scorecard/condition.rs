//! When a question is asked: conditions on the answers to earlier questions.

/// A condition on earlier answers, written `{ question = "KEY", is = ["no"] }`, `{ all = [...] }` or `{ any = [...] }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The question has one of these answers.
    Is {
        /// The key of an earlier question.
        question: String,
        /// Answers as words, such as `yes`, `na`, `3` or an option; at least one.
        words: Vec<String>,
    },
    /// Each holds; at least one is given.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
}

impl Condition {
    /// Whether it holds, where `is` tells whether a question has been answered with a word. A question that is open
    /// or hidden has no answer, so nothing holds of it.
    pub fn holds(&self, is: &dyn Fn(&str, &str) -> bool) -> bool {
        match self {
            Self::Is { question, words } => words.iter().any(|word| is(question, word)),
            Self::All(parts) => parts.iter().all(|part| part.holds(is)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(is)),
        }
    }

    /// Every `question = "..."` in it with its words, in the order written.
    pub fn leaves(&self) -> Vec<(&str, &[String])> {
        match self {
            Self::Is { question, words } => vec![(question, words)],
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::leaves).collect(),
        }
    }
}
