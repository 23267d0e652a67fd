//! What columns are called, field by field, the surest name first.

use crate::domain::import::field::Field;

/// How well a header names a field: higher is surer; none when it does not.
pub(super) fn score(field: Field, header: &str) -> Option<u32> {
    let words = words(header);
    let names = names(field);
    let rank = |place: usize| 40_u32.saturating_sub(place as u32);
    let exact = names.iter().position(|name| *name == words);
    let within = || {
        let padded = format!(" {words} ");
        names
            .iter()
            .filter(|name| name.len() > 3)
            .position(|name| padded.contains(&format!(" {name} ")))
    };
    exact
        .map(|place| 50 + rank(place))
        // Rows are joined only by a column that is surely meant for it.
        .or_else(|| {
            within()
                .filter(|_| field != Field::GroupId && !is_about_something_else(field, &words))
                .map(rank)
        })
}

/// A header whose words go on to name another thing: `agent wait time` is no agent.
fn is_about_something_else(field: Field, words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default();
    match field {
        Field::Rep
        | Field::Customer
        | Field::Queue
        | Field::Status
        | Field::Channel
        | Field::From
        | Field::To => matches!(
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

/// Lower case, words only.
pub(super) fn words(header: &str) -> String {
    header
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

fn names(field: Field) -> Vec<&'static str> {
    let all = NAMES.iter().find(|(named, _)| *named == field);
    all.map_or_else(Vec::new, |(_, names)| names.split(", ").collect())
}

/// The names of each field, the surest first, with a comma between them.
const NAMES: &[(Field, &str)] = &[
    (
        Field::At,
        "started at, start time, call start time, call time, start, datetime, date time, timestamp, call \
         start, call date, calldate, started, start date, date and time, call started at, begin, time \
         stamp, created at, date, time, when, datum, beginn",
    ),
    (
        Field::Date,
        "date, call date, day, start date, datum, fecha",
    ),
    (
        Field::Time,
        "time, call time, start time, time of day, uhrzeit, zeit, hora",
    ),
    (
        Field::EndedAt,
        "ended at, end time, call end time, end, call end, ended, finished at, ende",
    ),
    (
        Field::Duration,
        "duration, duration s, total duration, total time, call duration, duration secs, duration sec, \
         total time sec, duration seconds, duration total, call length, length, seconds, minutes, minuten, \
         sekunden, dauer, duracion, total",
    ),
    (
        Field::Talk,
        "talk time, talking, talk, talk secs, talk sec, talk seconds, talk duration, in call duration, \
         billsec, conversation time, handle time, handle time sec, handle secs, connected time, \
         gesprächsdauer",
    ),
    (
        Field::Ring,
        "ring time, ringing, ring, ring secs, ring sec, wait time, wait time sec, waiting time, wait, time \
         to answer, wait secs, speed of answer, wartezeit",
    ),
    (
        Field::Direction,
        "direction, call direction, in out, inbound outbound, call type, type, richtung",
    ),
    (
        Field::Rep,
        "rep, agent, agent name, rep name, handled by, answered by, user, user name, username, employee, \
         operator, representative, assigned to, assignee, owner, staff, team member, agent id, rep id, user \
         id, agent email, user email, handler, taken by, mitarbeiter, agente",
    ),
    (
        Field::Extension,
        "extension, ext, agent extension, user extension, nebenstelle, durchwahl",
    ),
    (
        Field::Customer,
        "customer, customer name, client, client name, contact, contact name, caller name, company, name, \
         kunde, cliente",
    ),
    (
        Field::Number,
        "customer number, customer phone, phone number, phone, number, caller number, caller id, customer \
         phone number, callerid, client number, contact number, external number, caller, ani, telephone, \
         telefon, mobile, remote number, rufnummer",
    ),
    (
        Field::Email,
        "customer email, email, e mail, contact email, client email, email address",
    ),
    (
        Field::From,
        "from, from number, source, src, calling number, calling party",
    ),
    (
        Field::To,
        "to, to number, destination, dst, called number, called party",
    ),
    (
        Field::Channel,
        "channel, medium, media, media type, interaction type, contact type, kanal",
    ),
    (
        Field::Queue,
        "queue, queue name, department, line, skill, group, campaign, call reason, reason, subject, topic, \
         category, warteschlange",
    ),
    (
        Field::Status,
        "status, disposition, result, outcome, call status, answered, call result, state, call outcome",
    ),
    (
        Field::SourceId,
        "call id, id, source id, callid, uniqueid, unique id, uuid, call uuid, conversation id, interaction \
         id, contact id, session id, call sid, reference, ticket id, record id",
    ),
    (
        Field::GroupId,
        "linkedid, linked id, group id, parent call id",
    ),
    (
        Field::Messages,
        "messages, message count, number of messages, replies",
    ),
    (
        Field::Recording,
        "recording, recording url, recording file, recordingfile, audio, call recording, filename, file name, \
         recording path, audio file",
    ),
    (
        Field::Transcript,
        "transcript, transcription, transcript url",
    ),
    (
        Field::Csat,
        "csat, csat score, satisfaction, rating, customer satisfaction, satisfaction score",
    ),
    (Field::Nps, "nps, nps score, recommend"),
    (
        Field::Note,
        "note, notes, comment, comments, remarks, description, summary, bemerkung",
    ),
];
