//! What to type after a refusal.

use crate::ops::import::evaluations::plan::NO_QUESTION;
use crate::ops::import::surveys::NO_ANSWER;
use crate::ops::import::{Origin, Refusal};

/// A refusal with what to type.
pub fn advise(file: &Origin, refusal: &Refusal) -> anyhow::Error {
    match refusal {
        Refusal::NeedsDates { .. } => {
            anyhow::anyhow!(
                "{file}: {refusal}. Nothing was changed: say --dates dmy or --dates mdy"
            )
        }
        Refusal::NeedsYear => anyhow::anyhow!(
            "{file}: {refusal}. Nothing was changed: say the year of its newest call, such as --year 2026"
        ),
        Refusal::NeedsMap { command, .. } if !command.is_empty() && !command.contains("rep=") => {
            anyhow::anyhow!(
                "{file}: {refusal}. Nothing was changed: check and say {command}, and which column names the rep or, if all calls are one person's, --rep NAME"
            )
        }
        Refusal::NeedsMap { command, .. } if !command.is_empty() => {
            anyhow::anyhow!("{file}: {refusal}. Nothing was changed: check and say {command}")
        }
        Refusal::NeedsMap { .. } => anyhow::anyhow!(
            "{file}: {refusal}. Nothing was changed: say which column holds what, such as --map at=Started --map rep=Agent"
        ),
        Refusal::NeedsScale { .. } => anyhow::anyhow!(
            "{file}: {refusal}. Nothing was changed: say --scale csat5, csat7, csat10, nps, ces5 or ces7"
        ),
        Refusal::ReadBefore { source_name, .. } => anyhow::anyhow!(
            "{file}: {refusal}. Nothing was changed: say --source '{source_name}', or --again to add them a second time"
        ),
        Refusal::AnotherPhone { .. } => anyhow::anyhow!(
            "{file}: {refusal}. Nothing was changed: for another phone give it a name of its own with --source NAME"
        ),
        Refusal::TwoProfiles { .. } => {
            anyhow::anyhow!("{file}: {refusal}. Nothing was changed: say which with --profile ID")
        }
        Refusal::NotACallLog { why, .. } => anyhow::anyhow!("{file} is not a call log: {why}"),
        Refusal::NoCalls { why, .. } => anyhow::anyhow!("{file} holds no calls: {why}"),
        Refusal::Unfit { why, .. } if why == NO_ANSWER => anyhow::anyhow!(
            "{file}: {refusal}: name it such as --map csat=Rating, --map nps=Score or --map note=Comment"
        ),
        Refusal::Unfit { why, .. } if why == NO_QUESTION => anyhow::anyhow!(
            "{file}: {refusal}: name one such as --scorecard support --map greeted=Greeting"
        ),
        other => anyhow::anyhow!("{file}: {other}"),
    }
}
