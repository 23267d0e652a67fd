//! The hiring profile as HTML, as Markdown, as JSON, and as lines to read.

use anyhow::{Context, Result, bail};
use minijinja::value::Serde;
use minijinja::{Value, context};

use super::{Profile, Trait};
use crate::ops::summary::{Format, escaped, rendered};

/// The profile in that format.
///
/// # Errors
/// A profile is nothing that this format is for.
pub fn write(profile: &Profile, format: Format) -> Result<Vec<u8>> {
    let text = match format {
        Format::Html => {
            let template = include_str!("../../../assets/report/hire.html");
            let title = format!("Who we look for, {}", profile.business);
            let values = context! { profile => Value::from(Serde(profile)), role_play => role_play(profile) };
            rendered(template, &title, values)?
        }
        Format::Md => markdown(profile),
        Format::Json => {
            serde_json::to_string(profile).context("could not write the profile as JSON")? + "\n"
        }
        Format::Xlsx | Format::Csv | Format::Eml => bail!(
            "a job description is for reading, not for a {}: choose html, md or json",
            format.word()
        ),
    };
    Ok(text.into_bytes())
}

fn markdown(profile: &Profile) -> String {
    let mut text = format!(
        "# Who we look for\n\n{}\n\n{}\n",
        escaped(&profile.business),
        escaped(&profile.grounds)
    );
    text.push_str("\n## The person\n\nIn talks with our customers, this person:\n\n");
    for one in &profile.traits {
        text.push_str(&format!(
            "- **{}**: {}\n",
            escaped(&one.text),
            escaped(&one.sure)
        ));
    }
    text.push_str("\n## The interview\n");
    for one in &profile.traits {
        text.push_str(&interview(one));
    }
    text.push_str(&format!("\n## Role play\n\n{}\n", role_play(profile)));
    for quote in &profile.words {
        text.push_str(&format!("\n> \"{}\"\n", escaped(quote)));
    }
    text
}

fn interview(one: &Trait) -> String {
    let mut text = format!("\n### {}\n\n{}\n", escaped(&one.text), escaped(&one.ask));
    let parts = [
        ("Listen for", &one.listen_for),
        ("Not enough", &one.not_enough),
    ];
    text.push('\n');
    for (what, said) in parts.into_iter().filter(|(_, said)| !said.is_empty()) {
        text.push_str(&format!("- {what}: {}\n", escaped(said)));
    }
    text
}

/// How the role play goes.
fn role_play(profile: &Profile) -> &'static str {
    if profile.words.is_empty() {
        "No customer's words are noted yet. Until then play the customer of a hard call that you remember, the same for \
         everybody, and write down for each behaviour above whether you heard it."
    } else {
        "Say these words of a customer of yours, and let the applicant answer as if on the phone. Take the same words with \
         everybody, and write down for each behaviour above whether you heard it."
    }
}

/// The profile as lines to read, a paragraph each.
pub fn page(profile: &Profile) -> Vec<String> {
    let mut lines = vec![profile.grounds.clone(), String::new()];
    for one in &profile.traits {
        lines.extend([
            one.text.clone(),
            one.sure.clone(),
            format!("Ask: {}", one.ask),
        ]);
        if !one.listen_for.is_empty() {
            lines.push(format!("Listen for: {}", one.listen_for));
        }
        lines.push(String::new());
    }
    lines.push(format!("Role play. {}", role_play(profile)));
    lines.extend(profile.words.iter().map(|quote| format!("“{quote}”")));
    lines.push(String::new());
    lines.push(
        "deskside hire --out hire.html writes it to a file for the browser and the printer."
            .to_owned(),
    );
    lines
}
