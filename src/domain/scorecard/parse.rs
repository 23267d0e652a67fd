//! From the TOML of a scorecard to its types. Each table is read by itself here; what concerns several questions is
//! judged in `check`.

use toml::Table;

use super::fault::{Fault, Faults, Place};
use super::fields::Fields;
use super::kind::{KindWord, kind, kind_word, measure};
use super::{Condition, Guide, Measure, NaPolicy, Question, Role, Scorecard, Section, check};

/// The longest TOML that is read, in bytes: some ten times the longest sensible scorecard.
const LONGEST_FILE: usize = 256 * 1024;
const LONGEST_NAME: usize = 40;
pub(super) const LONGEST_LINE: usize = 80;
pub(super) const LONGEST_SENTENCE: usize = 300;
const LONGEST_REMARK: usize = 120;

impl Scorecard {
    /// Reads the TOML of a scorecard. `file_name` is only for messages. On failure every fault that can be told at
    /// once.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, Faults> {
        let file = Place::of_file(file_name);
        let table = match toml_table(text) {
            Ok(table) => table,
            Err(what) => return Err(Faults(vec![Fault { place: file, what }])),
        };
        let mut faults = Vec::new();
        let mut places = Vec::new();
        let scorecard = scorecard(Fields::new(table, file.clone(), &mut faults), &mut places);
        check::across(&scorecard, &file, &places, &mut faults);
        if faults.is_empty() {
            Ok(scorecard)
        } else {
            Err(Faults(faults))
        }
    }
}

fn toml_table(text: &str) -> Result<Table, String> {
    if text.len() > LONGEST_FILE {
        return Err(format!(
            "this is longer than {} KB and surely no scorecard",
            LONGEST_FILE / 1024
        ));
    }
    text.parse().map_err(|error: toml::de::Error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = 1 + text.bytes().take(start).filter(|b| *b == b'\n').count();
        format!("line {line} is not TOML: {}", error.message().trim())
    })
}

/// `places` receives where each question stands, in order.
fn scorecard(mut fields: Fields<'_>, places: &mut Vec<Place>) -> Scorecard {
    let key = fields.key("key");
    let name = fields.needed_text("name", LONGEST_NAME);
    let summary = fields.text("summary", LONGEST_SENTENCE);
    let written = fields.flag("written", false);
    let min_applicable_share = fields.number("min_applicable_share").unwrap_or(0.5);
    if !(0.0..=1.0).contains(&min_applicable_share) {
        fields.fault("min_applicable_share must lie between 0 and 1, like 0.5");
    }
    let before = fields.faults.len();
    let tables = fields.tables("section", "[[section]], once for each section");
    if tables.is_empty() {
        fields.fault_after(
            before,
            "there is no section: write [[section]] with a name and its questions",
        );
    }
    let mut sections: Vec<Section> = Vec::new();
    for (at, table) in tables.into_iter().enumerate() {
        let place = fields.place.in_section(at, written_name(&table, "name"));
        let mut inner = Fields::new(table, place, fields.faults);
        let name = inner.needed_text("name", LONGEST_NAME);
        if !name.is_empty() && sections.iter().any(|one| one.name == name) {
            inner.fault("another section has this name: give it its own");
        }
        let questions = questions(inner, places);
        sections.push(Section { name, questions });
    }
    fields.finish();
    Scorecard {
        key,
        name,
        summary,
        written,
        min_applicable_share,
        sections,
    }
}

/// The name by which messages point at a table, before it has been judged.
fn written_name<'a>(table: &'a Table, field: &str) -> &'a str {
    table
        .get(field)
        .and_then(|value| value.as_str())
        .unwrap_or_default()
        .trim()
}

/// The questions of one section, of which nothing but the name has been read.
fn questions(mut fields: Fields<'_>, places: &mut Vec<Place>) -> Vec<Question> {
    let before = fields.faults.len();
    let tables = fields.tables("question", "[[section.question]], once for each question");
    if tables.is_empty() {
        fields.fault_after(
            before,
            "there is no question in it: write [[section.question]] or take it away",
        );
    }
    let mut questions = Vec::new();
    for (at, table) in tables.into_iter().enumerate() {
        let place = fields.place.in_question(at, written_name(&table, "key"));
        places.push(place.clone());
        questions.push(question(Fields::new(table, place, fields.faults)));
    }
    fields.finish();
    questions
}

fn question(mut fields: Fields<'_>) -> Question {
    let key = fields.key("key");
    let text = fields.needed_text("text", LONGEST_LINE);
    let word = kind_word(&mut fields);
    let measure = measure(&mut fields, word);
    let kind = kind(
        &mut fields,
        word,
        matches!(measure, Measure::Quality { .. }),
    );
    let na = fields
        .word("na_policy", NaPolicy::ALL, NaPolicy::from_word)
        .unwrap_or(NaPolicy::Exclude);
    let guide = guide(&mut fields, word, na);
    let role = fields.word("role", Role::ALL, Role::from_word);
    if role.is_some() && word != KindWord::YesNo {
        fields.fault("a question with a role is answered yes or no: take kind or role away");
    }
    let ask_if = fields
        .table("ask_if", "ask_if = { question = \"KEY\", is = [\"yes\"] }")
        .and_then(|table| condition(fields.inner(table, "ask_if")));
    let remarks = remarks(&mut fields);
    fields.finish();
    Question {
        key,
        text,
        guide,
        kind,
        measure,
        na,
        ask_if,
        role,
        remarks,
    }
}

fn remarks(fields: &mut Fields<'_>) -> Vec<String> {
    let remarks = fields.lines("remarks", LONGEST_REMARK);
    if remarks.len() > Question::MOST_REMARKS {
        let (count, most) = (remarks.len(), Question::MOST_REMARKS);
        fields.fault(format!(
            "remarks holds {count} of them: keep the {most} that you use most"
        ));
    }
    remarks
}

fn guide(fields: &mut Fields<'_>, kind: KindWord, na: NaPolicy) -> Guide {
    let asks_yes_no = kind == KindWord::YesNo;
    if !asks_yes_no && (fields.has("yes") || fields.has("no")) {
        fields.fault("yes and no explain a yes_no question: take them away here");
    }
    if kind == KindWord::Text && (fields.has("na") || fields.has("na_policy")) {
        fields.fault("text may always be left empty: take na and na_policy away");
    } else if na == NaPolicy::NotAllowed && fields.has("na") {
        fields.fault("na explains an answer that na_policy does not allow: take one of them away");
    }
    Guide {
        yes: fields.text("yes", LONGEST_SENTENCE),
        no: fields.text("no", LONGEST_SENTENCE),
        na: fields.text("na", LONGEST_SENTENCE),
    }
}

fn condition(mut fields: Fields<'_>) -> Option<Condition> {
    let before = fields.faults.len();
    let question = fields.text("question", LONGEST_NAME);
    let words = fields.words("is");
    let all = conditions(&mut fields, "all");
    let any = conditions(&mut fields, "any");
    let has_leaf = !question.is_empty() || words.is_some();
    let condition = match (has_leaf, all, any) {
        (true, None, None) if question.is_empty() => None,
        (true, None, None) => words.map(|words| Condition::Is { question, words }),
        (false, Some(parts), None) => Some(Condition::All(parts)),
        (false, None, Some(parts)) => Some(Condition::Any(parts)),
        _ => None,
    };
    if condition.is_none() {
        fields.fault_after(
            before,
            "write { question = \"KEY\", is = [\"no\"] }, { all = [...] } or { any = [...] }",
        );
    }
    fields.finish();
    condition
}

fn conditions(fields: &mut Fields<'_>, name: &'static str) -> Option<Vec<Condition>> {
    let tables = fields.tables(
        name,
        "a list, like [{ question = \"KEY\", is = [\"no\"] }, ...]",
    );
    let parts: Vec<Condition> = tables
        .into_iter()
        .enumerate()
        .filter_map(|(at, table)| condition(fields.inner(table, &format!("{name} {}", at + 1))))
        .collect();
    (!parts.is_empty()).then_some(parts)
}
