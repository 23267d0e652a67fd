//! What a file holds: the kinds that can be brought in. How each is read and written stands in a file of its own.

use crate::domain::call::words;

words! {
    /// What a file holds.
    Kind {
        /// One row a conversation, or a part of one.
        Calls = "calls",
        /// One row an answer of a customer who was asked afterwards.
        Surveys = "surveys",
        /// One row a scored call, one column a question.
        Evaluations = "evaluations",
        /// Sound files, in the recordings' folder.
        Recordings = "recordings",
        /// What was said, in turns.
        Transcripts = "transcripts",
        /// Numbers of KPIs that are told week by week.
        Numbers = "numbers",
    }
}
