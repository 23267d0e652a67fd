//! The weekly page as one HTML file that needs nothing else: style and drawings inside, no script, no address. The words
//! come from `page`, the layout from `assets/report`; everything is escaped by the template engine.

use anyhow::{Context, Result};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};

use super::Summary;
use super::markdown::markdown;
use super::page::{NumberLine, Page, ThemeLine};
use super::svg::{self, Scale, Told};
use crate::domain::kpi::Unit;

/// The ending makes the engine escape.
const TEMPLATE: &str = "page.html";
/// Numbers of the page from which on, and letters of the same page as text from which on, two printed sheets hold it only with
/// the numbers in two columns.
const MOST_NUMBERS: usize = 10;
const MOST_LETTERS: usize = 9_500;

/// The summary as an HTML page.
pub fn html(summary: &Summary) -> Result<String> {
    let page = Page::of(summary);
    let drawings = context! {
        quality => quality(&page),
        qualities => sparks(&page.qualities, "rep"),
        kpis => sparks(&page.kpis, "kpi"),
        themes => page.voice.iter().enumerate().map(|(at, one)| theme(one, at)).collect::<Vec<_>>(),
    };
    let is_busy = page.qualities.len() + page.kpis.len() > MOST_NUMBERS
        || markdown(summary).chars().count() > MOST_LETTERS;
    let values = context! { page => Value::from(Serde(&page)), drawings, is_busy };
    let template = include_str!("../../../assets/report/page.html");
    rendered(template, &page.title, values)
}

/// A page with this title, its body a template with these values; everything is escaped.
pub(in crate::ops) fn rendered(body: &str, title: &str, values: Value) -> Result<String> {
    let told = "could not write the page as HTML";
    let head = include_str!("../../../assets/report/head.html");
    let template = format!("{head}{body}");
    let mut engine = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    engine.set_syntax(syntax.context(told)?);
    engine.add_template(TEMPLATE, &template).context(told)?;
    let style = include_str!("../../../assets/report/style.css").to_owned();
    let values = context! { style => Value::from_safe_string(style), title, ..values };
    let page = engine
        .get_template(TEMPLATE)
        .and_then(|page| page.render(values));
    page.context(told)
}

fn quality(page: &Page) -> Value {
    let line = &page.quality;
    if !line.is_known() {
        return Value::from("");
    }
    let title = format!("Quality of the business, last {} weeks", line.weeks.len());
    let told = Told {
        id: "quality",
        title: &title,
        desc: &line.weeks_told,
    };
    let scale = Scale::of(&line.weeks);
    Value::from_safe_string(svg::line(told, &line.weeks, scale, line.usual, &line.value))
}

/// A small drawing for each line, those of quality all on the same scale.
fn sparks(lines: &[NumberLine], prefix: &str) -> Vec<Value> {
    let common = Scale::of(lines.iter().flat_map(|line| &line.weeks));
    let spark = |(at, line): (usize, &NumberLine)| {
        let title = format!("{}, last {} weeks", line.name, line.weeks.len());
        let told = Told {
            id: &format!("{prefix}-{at}"),
            title: &title,
            desc: &line.weeks_told,
        };
        let scale = match line.unit {
            Unit::Points | Unit::Number => common,
            Unit::Share => Scale {
                low: 0.0,
                high: 1.0,
            },
        };
        Value::from_safe_string(svg::spark(told, &line.weeks, scale))
    };
    lines.iter().enumerate().map(spark).collect()
}

fn theme(theme: &ThemeLine, at: usize) -> Value {
    let Some((share, range)) = theme.bar else {
        return Value::from("");
    };
    let told = Told {
        id: &format!("theme-{at}"),
        title: &theme.theme,
        desc: &format!("{}; {}", theme.calls, theme.range),
    };
    Value::from_safe_string(svg::bar(told, share, range))
}
