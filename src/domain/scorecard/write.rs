//! A scorecard as TOML, such as `parse` reads it back.

use toml::Value;

use super::{Condition, Kind, Measure, NaPolicy, Question, Scorecard};

impl Scorecard {
    /// The whole scorecard as TOML.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        text.push_str(&format!("key = {}\n", quoted(&self.key)));
        text.push_str(&format!("name = {}\n", quoted(&self.name)));
        sentence(&mut text, "summary", &self.summary);
        if self.written {
            text.push_str("written = true\n");
        }
        text.push_str(&format!(
            "min_applicable_share = {}\n",
            self.min_applicable_share
        ));
        for section in &self.sections {
            text.push_str(&format!(
                "\n[[section]]\nname = {}\n",
                quoted(&section.name)
            ));
            for question in &section.questions {
                text.push_str("\n[[section.question]]\n");
                write(&mut text, question);
            }
        }
        text
    }
}

fn write(text: &mut String, question: &Question) {
    text.push_str(&format!("key = {}\n", quoted(&question.key)));
    text.push_str(&format!("text = {}\n", quoted(&question.text)));
    match &question.kind {
        Kind::YesNo => {}
        Kind::Scale(_) => text.push_str("kind = \"scale\"\n"),
        Kind::Choice(_) => text.push_str("kind = \"choice\"\n"),
        Kind::Text => text.push_str("kind = \"text\"\n"),
    }
    match question.measure {
        Measure::Quality { weight } => text.push_str(&format!("weight = {weight}\n")),
        Measure::Critical(class) => text.push_str(&format!("critical = \"{class}\"\n")),
        Measure::Unscored if question.kind == Kind::Text => {}
        Measure::Unscored => text.push_str("scored = false\n"),
    }
    if let Some(role) = question.role {
        text.push_str(&format!("role = \"{role}\"\n"));
    }
    if let Some(condition) = &question.ask_if {
        text.push_str(&format!("ask_if = {}\n", condition_text(condition)));
    }
    let scored = matches!(question.measure, Measure::Quality { .. });
    options(text, &question.kind, scored);
    sentence(text, "yes", &question.guide.yes);
    sentence(text, "no", &question.guide.no);
    sentence(text, "na", &question.guide.na);
    if question.na == NaPolicy::NotAllowed {
        text.push_str("na_policy = \"not_allowed\"\n");
    }
    if !question.remarks.is_empty() {
        let remarks: Vec<String> = question.remarks.iter().map(|one| quoted(one)).collect();
        text.push_str(&format!("remarks = [{}]\n", remarks.join(", ")));
    }
}

/// The steps or options; points only where they count.
fn options(text: &mut String, kind: &Kind, scored: bool) {
    let points = |points: f64| {
        if scored {
            format!("points = {points}, ")
        } else {
            String::new()
        }
    };
    let lines: Vec<String> = match kind {
        Kind::YesNo | Kind::Text => return,
        Kind::Scale(steps) => steps
            .iter()
            .map(|one| format!("{{ {}text = {} }}", points(one.points), quoted(&one.text)))
            .collect(),
        Kind::Choice(options) => options
            .iter()
            .map(|one| {
                let (key, label) = (quoted(&one.key), quoted(&one.label));
                format!("{{ key = {key}, {}label = {label} }}", points(one.points))
            })
            .collect(),
    };
    let name = if matches!(kind, Kind::Scale(_)) {
        "steps"
    } else {
        "options"
    };
    text.push_str(&format!("{name} = [\n  {},\n]\n", lines.join(",\n  ")));
}

fn condition_text(condition: &Condition) -> String {
    let list = |parts: &[Condition]| {
        parts
            .iter()
            .map(condition_text)
            .collect::<Vec<_>>()
            .join(", ")
    };
    match condition {
        Condition::Is { question, words } => {
            let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            format!(
                "{{ question = {}, is = [{}] }}",
                quoted(question),
                words.join(", ")
            )
        }
        Condition::All(parts) => format!("{{ all = [{}] }}", list(parts)),
        Condition::Any(parts) => format!("{{ any = [{}] }}", list(parts)),
    }
}

fn sentence(text: &mut String, name: &str, words: &str) {
    if !words.is_empty() {
        text.push_str(&format!("{name} = {}\n", quoted(words)));
    }
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::super::builtin;
    use super::*;

    #[test]
    fn what_is_written_is_read_back_the_same() {
        for (key, toml) in builtin() {
            let card = Scorecard::parse(key, toml).unwrap();
            assert_eq!(
                Scorecard::parse(key, &card.to_toml()).unwrap(),
                card,
                "{key}"
            );
        }
        let odd = r#"
            key = "odd"
            name = "Says \"yes\" \\ 'no'"
            [[section]]
            name = "One"
            [[section.question]]
            key = "first"
            text = "First = [x]"
            weight = 0.25
            [[section.question]]
            key = "words"
            text = "Words"
            kind = "text"
            remarks = ["Nothing \"new\"", "See ; above"]
            ask_if = { any = [{ all = [{ question = "first", is = ["no", "na"] }] }, { question = "first", is = ["yes"] }] }
            [[section.question]]
            key = "colour"
            text = "Colour"
            kind = "choice"
            scored = false
            options = [{ key = "red", label = "Red" }, { key = "blue", label = "Blue" }]
        "#;
        let card = Scorecard::parse("odd", odd).unwrap();
        assert_eq!(Scorecard::parse("odd", &card.to_toml()).unwrap(), card);
    }
}
