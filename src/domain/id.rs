//! Row ids as distinct types, so that a call's id can never be passed for a rep's.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A rep: a person who talks with customers.
    RepId,
    /// A customer: the person or firm on the other end.
    CustomerId,
    /// A call: one conversation on any channel.
    CallId,
    /// An import: one file read once.
    ImportId,
    /// A source: a phone system or other place that calls come from.
    SourceId,
    /// One version of a scorecard.
    ScorecardId,
    /// One question of one version of a scorecard.
    QuestionId,
    /// One draw for one rep.
    DrawId,
    /// One pick: a call chosen to be heard.
    PickId,
    /// One audit: a call asked its compliance questions only.
    AuditId,
    /// One evaluation: a scored call.
    EvaluationId,
    /// A time-stamped note in a call.
    MomentId,
    /// One thing a customer said.
    VoiceId,
    /// What customers talk about.
    ThemeId,
    /// One customer's answer to a survey.
    SurveyAnswerId,
    /// What a rep and the owner agreed to work on.
    CommitmentId,
    /// Praise that was given.
    RecognitionId,
    /// One talk of the owner with a rep.
    OneToOneId,
    /// A decision of the business.
    DecisionId,
    /// A recording in the recordings' folder.
    RecordingId,
    /// The transcript of a call.
    TranscriptId,
}
