//! How well the header of a column names a field.

use crate::domain::import::field::Field;

mod known;

/// Names that say nothing within a longer header: the number of an order, the name of a campaign, the source of a lead.
const ALONE_ONLY: &[&str] = &[
    "name",
    "number",
    "from",
    "to",
    "source",
    "destination",
    "src",
    "dst",
    "called",
    "caller",
    "callee",
    "receiver",
    "recipient",
    "type",
    "typ",
    "tipo",
    "art",
    "end",
    "total",
    "id",
    "sid",
    "line",
    "group",
    "reference",
    "state",
    "stato",
    "estado",
    "reason",
    "subject",
    "category",
    "topic",
    "mobile",
    "in out",
    "account name",
    "business name",
    "company",
];

/// How well a header names a field: higher is surer; none when it does not.
pub(super) fn score(field: Field, header: &str) -> Option<u32> {
    let words = words(header);
    let names = names(field);
    let rank = |place: usize| 40_u32.saturating_sub(place as u32);
    let exact = names.iter().position(|name| *name == words);
    let within = || {
        let padded = format!(" {words} ");
        let whole = |name: &str| name.len() > 3 && !ALONE_ONLY.contains(&name);
        let named = || names.iter().enumerate().filter(|(_, name)| whole(name));
        // What a header ends with tells it best: `call data agent name` is a name, whatever else is in it.
        let last = named().filter(|(_, name)| padded.ends_with(&format!(" {name} ")));
        let last = last.max_by_key(|(_, name)| name.len());
        let any = || named().find(|(_, name)| padded.contains(&format!(" {name} ")));
        last.or_else(any).map(|(place, _)| place)
    };
    // Rows and ends of a call are joined and told apart only by columns that are surely meant for it.
    let joins = [
        Field::GroupId,
        Field::From,
        Field::To,
        Field::FromName,
        Field::ToName,
    ];
    let may_be_within = !joins.contains(&field) && !is_about_something_else(field, &words);
    exact
        .map(|place| 50 + rank(place))
        .or_else(|| may_be_within.then(within).flatten().map(rank))
}

/// Whether the header speaks of the field and names another thing than that of the call: when to call back, the agent's
/// own address.
pub(super) fn is_another(field: Field, header: &str) -> bool {
    is_about_something_else(field, &words(header))
}

/// Whether the header names one end of a call, whichever it is, or who stands there.
pub(super) fn is_an_end(header: &str) -> bool {
    let words = words(header);
    [Field::From, Field::To, Field::FromName, Field::ToName]
        .into_iter()
        .any(|end| names(end).contains(&words.as_str()))
}

/// A header whose words go on to name another thing: `agent wait time` is no agent, `call back at` no beginning.
fn is_about_something_else(field: Field, words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default();
    let has = |others: &[&str]| words.split(' ').any(|word| others.contains(&word));
    match field {
        Field::At | Field::Date | Field::Time => has(&[
            "back",
            "callback",
            "next",
            "follow",
            "followup",
            "due",
            "updated",
            "modified",
            "expected",
            "scheduled",
            "appointment",
            "end",
            "ended",
            "fine",
            "answer",
            "answered",
            "hangup",
            "disconnect",
            "birth",
            "zone",
            "timezone",
            "talk",
            "wait",
            "ring",
            "hold",
            "handle",
            "total",
        ]),
        Field::Duration => has(&[
            "hold",
            "queue",
            "wait",
            "waiting",
            "ring",
            "ringing",
            "ivr",
            "wrap",
            "acw",
            "after",
            "cost",
            "price",
            "rate",
            "charge",
            "talk",
            "talking",
            "conversation",
        ]),
        Field::Rep => {
            let ends = |name: &&str| name.rsplit(' ').next() == Some(last);
            !names(Field::Rep).iter().any(ends) && !matches!(last, "login" | "names")
        }
        Field::Number | Field::Email => has(&[
            "agent", "rep", "user", "owner", "employee", "operator", "business", "company",
            "tracking", "our", "own", "queue", "line", "eigene",
        ]),
        Field::Recording => matches!(
            last,
            "length"
                | "duration"
                | "seconds"
                | "secs"
                | "s"
                | "id"
                | "size"
                | "status"
                | "enabled"
                | "consent"
        ),
        Field::Customer | Field::Queue if matches!(last, "status" | "state" | "tier") => true,
        Field::Customer | Field::Queue | Field::Status | Field::Channel => matches!(
            last,
            "id" | "time"
                | "duration"
                | "number"
                | "phone"
                | "email"
                | "sec"
                | "secs"
                | "seconds"
                | "count"
                | "cost"
                | "team"
                | "department"
                | "score"
                | "rating"
                | "location"
                | "type"
        ),
        _ => false,
    }
}

/// Lower case, words only; `callerNumber` is two.
pub(super) fn words(header: &str) -> String {
    let mut words = String::new();
    let mut before: Option<char> = None;
    let mut rest = header.chars().peekable();
    while let Some(c) = rest.next() {
        let begins = c.is_uppercase()
            && before.is_some_and(|b| {
                b.is_lowercase()
                    || b.is_uppercase() && rest.peek().is_some_and(|n| n.is_lowercase())
            });
        if (begins || !c.is_alphanumeric()) && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        }
        before = Some(c);
    }
    words.truncate(words.trim_end().len());
    words
}

fn names(field: Field) -> Vec<&'static str> {
    let all = known::NAMES.iter().find(|(named, _)| *named == field);
    all.map_or_else(Vec::new, |(_, names)| names.split(", ").collect())
}
