//! What columns are called, field by field, the surest name first. Only the list.

use crate::domain::import::field::Field;

/// The names of each field, the surest first, with a comma between them.
pub(super) const NAMES: &[(Field, &str)] = &[
    (
        Field::At,
        "started at, start time, starttime, call start time, call time, start, datetime, date time, timestamp, call \
         start, call date, calldate, started, start date, date and time, call started at, begin, time \
         stamp, call at, called at, call timestamp, log time, start ts, initiated at, date called, called on, \
         created at, date, time, when, datum, beginn, data inizio, data e ora, fecha y hora, fecha hora, fecha, data",
    ),
    (
        Field::Date,
        "date, call date, day, start date, date called, called on, datum, fecha, data",
    ),
    (
        Field::Time,
        "time, call time, start time, time of day, log time, start, started, begin, beginn, inizio, time started, uhrzeit, zeit, hora, ora, heure, tijd",
    ),
    (
        Field::EndedAt,
        "ended at, end time, endtime, call end time, end, call end, ended, finished at, end ts, hangup time, disconnect \
         time, ende, data fine",
    ),
    (
        Field::Duration,
        "duration, duration s, total duration, total time, call duration, duration secs, duration sec, \
         total time sec, duration seconds, duration total, call length, length, seconds, minutes, minuten, \
         sekunden, dauer, duracion, duración, durata, durée, duração, duur, recording length, recording duration",
    ),
    (
        Field::Talk,
        "talk time, talking, talk, talk secs, talk sec, talk seconds, talk duration, in call duration, \
         billsec, bill sec, conversation time, handle time, handle time sec, handle secs, connected time, \
         gesprächsdauer",
    ),
    (
        Field::Ring,
        "ring time, ringing, ring, ring secs, ring sec, wait time, wait time sec, waiting time, wait, time \
         to answer, wait secs, speed of answer, wartezeit",
    ),
    (
        Field::Direction,
        "direction, call direction, in out, inbound outbound, call type, type, richtung, anrufart, typ, tipo, \
         direzione, dirección, sens, sentido",
    ),
    (
        Field::Rep,
        "rep, agent, agent name, agentname, rep name, handled by, answered by, user, user name, username, employee, \
         operator, representative, assigned to, assignee, owner, staff, team member, agent id, rep id, user \
         id, agent email, user email, handler, taken by, called by, made by, salesperson, closer, advisor, \
         consultant, csr, telecaller, mitarbeiter, bearbeiter, benutzer, agente, operatore, utente, usuario, \
         operador, opérateur, medewerker",
    ),
    (
        Field::Extension,
        "extension, ext, agent extension, user extension, nebenstelle, durchwahl",
    ),
    (
        Field::Customer,
        "customer, customer name, client, client name, contact, contact name, caller name, company, name, \
         lead name, prospect, account name, business name, kunde, cliente, nome cliente, klant",
    ),
    (
        Field::Number,
        "customer number, customer phone, phone number, phonenumber, phone, number, caller number, caller id, customer \
         phone number, callerid, client number, contact number, external number, caller, ani, telephone, \
         telefon, mobile, remote number, number dialed, number called, phone number dialed, phone number called, \
         dialed number, called number, rufnummer, telefonnummer, telefono, teléfono, numero, número, numéro, numero \
         chiamato, numero chiamante, from, to, called",
    ),
    (
        Field::Email,
        "customer email, email, e mail, contact email, client email, email address",
    ),
    (
        Field::From,
        "from, from number, from phone number, from phone, source, src, calling number, calling party, caller, caller \
         number, caller phone, caller phone number, caller id, caller id number, callerid, originating number, \
         chiamante, numero chiamante, anrufer, llamante, appelant",
    ),
    (
        Field::To,
        "to, to number, to phone number, to phone, destination, dst, destination number, called number, called party, \
         called, callee, callee number, receiver, receiver number, receiver phone number, recipient, dialed \
         number, number dialed, terminating number, chiamato, numero chiamato, angerufener",
    ),
    (
        Field::FromName,
        "from name, caller name, calling name, source name, from caller name",
    ),
    (
        Field::ToName,
        "to name, callee name, called name, receiver name, recipient name, destination name",
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
        "status, disposition, result, outcome, call status, answered, call result, state, call outcome, answered y n, stato chiamata, stato, esito, estado, statut, \
         ergebnis",
    ),
    (
        Field::SourceId,
        "call id, id, source id, callid, sid, callsid, call log id, uniqueid, unique id, uuid, call uuid, conversation id, interaction \
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
