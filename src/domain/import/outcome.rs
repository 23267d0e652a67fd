//! How a leg came out, by the words that telephone systems use for it.

use crate::domain::call::{Channel, Direction, words};

words! {
    /// How one leg came out.
    Outcome {
        /// A person answered.
        Person = "person",
        /// Nobody did.
        Unanswered = "unanswered",
        /// The voicemail did.
        Voicemail = "voicemail",
        /// A recorded menu did.
        Menu = "menu",
        /// It was between two people of the house.
        Internal = "internal",
        /// Whether anybody talked cannot be told: the system's word for how it came out is not known.
        Unknown = "unknown",
    }
}

/// What the direction of a leg is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the customer, or to them.
    Outside(Direction),
    /// Between two people of the house.
    Internal,
}

const ANSWERED: &[&str] = &[
    "answered",
    "answer",
    "yes",
    "true",
    "1",
    "accepted",
    "connected",
    "call connected",
    "completed",
    "complete",
    "success",
    "successful",
    "handled",
    "talked",
    "normal_clearing",
    "y",
    "ja",
    "si",
    "sí",
    "oui",
    "spoke with",
    "risposta",
    "risposto",
    "contestada",
    "atendida",
    "respondida",
    "angenommen",
    "répondu",
    "répondue",
];
/// Those of [`UNANSWERED`] that answer a question and tell nothing where none is asked.
const NO: &[&str] = &["no", "n", "0", "false", "nein", "non"];
const UNANSWERED: &[&str] = &[
    "unanswered",
    "not answered",
    "no answer",
    "no-answer",
    "no_answer",
    "noanswer",
    "no",
    "false",
    "0",
    "missed",
    "missed call",
    "abandoned",
    "abandon",
    "busy",
    "failed",
    "failure",
    "fail",
    "cancelled",
    "canceled",
    "cancel",
    "congestion",
    "rejected",
    "declined",
    "not connected",
    "hang up",
    "hung up",
    "no pickup",
    "waiting",
    "lost",
    "drop",
    "dropped",
    "user_busy",
    "originator_cancel",
    "timeout",
    "not picked up",
    "ringing",
    "queued",
    "stopped",
    "blocked",
    "unreachable",
    "number changed",
    "wrong number",
    "call failed",
    "call cancel",
    "call cancelled",
    "call overflowed",
    "dial error",
    "receive error",
    "ip phone offline",
    "no calling credit",
    "restricted number",
    "suspended account",
    "no_user_response",
    "n",
    "nein",
    "non",
    "chanunavail",
    "no response",
    "not reached",
    "line busy",
    "scheduled",
    "planned",
    "initiated",
    "not started",
    "not held",
    "non risposto",
    "non risposta",
    "nessuna risposta",
    "no risposta",
    "persa",
    "occupato",
    "perdida",
    "no contestada",
    "no atendida",
    "sin respuesta",
    "ocupado",
    "não atendida",
    "manqué",
    "manquée",
    "sans réponse",
    "occupé",
    "nicht angenommen",
    "verpasst",
    "entgangen",
    "besetzt",
    "keine antwort",
    "gemist",
];
/// Words for the voicemail.
pub(in crate::domain::import) const VOICEMAIL: &[&str] = &[
    "voicemail",
    "voice mail",
    "voice_mail",
    "vm",
    "left voicemail",
    "mailbox",
    "answering machine",
    "left message",
    "left vm",
    "lvm",
    "machine",
    "segreteria",
    "buzón de voz",
    "messagerie",
    "anrufbeantworter",
    "mailbox erreicht",
];
const MENU: &[&str] = &[
    "ivr",
    "menu",
    "auto attendant",
    "auto-attendant",
    "abandoned_in_ivr",
    "abandoned in ivr",
];
const INTERNAL: &[&str] = &[
    "internal",
    "intern",
    "internal call",
    "intra-pbx",
    "extension",
    "station",
];
const IN: &[&str] = &[
    "in",
    "inbound",
    "incoming",
    "received",
    "i",
    "inbound call",
    "incoming call",
    "eingehend",
    "ankommend",
    "in entrata",
    "entrata",
    "ricevuta",
    "recibida",
    "reçu",
    "inkomend",
    "entrante",
    "entrant",
];
const OUT: &[&str] = &[
    "out",
    "outbound",
    "outgoing",
    "placed",
    "dialed",
    "dialled",
    "o",
    "outbound-api",
    "outbound-dial",
    "outbound call",
    "outgoing call",
    "manual",
    "ausgehend",
    "abgehend",
    "in uscita",
    "uscita",
    "realizada",
    "émis",
    "uitgaand",
    "saliente",
    "sortant",
];

fn holds(words: &[&str], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// How a leg came out, by a status word that means the same in most systems; none for any other word. What stands behind
/// a dash, a colon or a bracket says more of it: `No answer - left message`.
pub fn of_status(word: &str) -> Option<Outcome> {
    of_word(word)
        .or_else(|| names_voicemail(word).then_some(Outcome::Voicemail))
        .or_else(|| {
            let (head, _) = word
                .split_once([':', '(', '/'])
                .or_else(|| word.split_once(" - "))?;
            of_word(head.trim())
        })
}

/// How a leg came out where the word for its direction says so: telephones list missed calls beside incoming and
/// outgoing ones.
pub fn of_missed(word: &str) -> Option<Outcome> {
    let told = of_word(word)?;
    let missed = matches!(told, Outcome::Unanswered | Outcome::Voicemail);
    (missed && !holds(NO, word)).then_some(told)
}

fn of_word(word: &str) -> Option<Outcome> {
    [
        (ANSWERED, Outcome::Person),
        (UNANSWERED, Outcome::Unanswered),
        (VOICEMAIL, Outcome::Voicemail),
        (MENU, Outcome::Menu),
        (INTERNAL, Outcome::Internal),
    ]
    .into_iter()
    .find(|(words, _)| holds(words, word))
    .map(|(_, outcome)| outcome)
}

/// Whether the words say that the voicemail took the call, in whatever other words: `Sent To Voicemail`.
fn names_voicemail(word: &str) -> bool {
    let lower = word.to_lowercase();
    let named = ["voicemail", "voice mail", "answering machine"];
    let denied = ["no ", "not ", "without "];
    named.iter().any(|name| lower.contains(name)) && !denied.iter().any(|no| lower.contains(no))
}

/// The direction that a word means in most systems.
pub fn of_direction(word: &str) -> Option<Way> {
    [
        (IN, Way::Outside(Direction::In)),
        (OUT, Way::Outside(Direction::Out)),
        (INTERNAL, Way::Internal),
    ]
    .into_iter()
    .find(|(words, _)| holds(words, word))
    .map(|(_, way)| way)
    .or_else(|| of_parts(word))
}

/// The direction in a name such as `user_out`.
fn of_parts(word: &str) -> Option<Way> {
    let is = |part: &str| word.split('_').any(|one| one.eq_ignore_ascii_case(part));
    match (is("in"), is("out")) {
        (true, false) => Some(Way::Outside(Direction::In)),
        (false, true) => Some(Way::Outside(Direction::Out)),
        _ => None,
    }
}

/// The channel that a word means in most systems; none for any other word.
pub fn of_channel(word: &str) -> Option<Channel> {
    let lower = word.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    if has(&["video"]) {
        Some(Channel::Video)
    } else if has(&["mail"]) && !has(&["voice"]) {
        Some(Channel::Email)
    } else if has(&["chat", "message", "messag", "sms", "whatsapp", "text"]) {
        Some(Channel::Chat)
    } else if has(&["phone", "voice", "call", "telefon", "pstn", "audio"]) {
        Some(Channel::Phone)
    } else if has(&["person", "counter", "walk", "visit", "store"]) {
        Some(Channel::InPerson)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_words_are_known_in_any_case() {
        assert_eq!(of_status("ANSWERED"), Some(Outcome::Person));
        assert_eq!(of_status("No Answer"), Some(Outcome::Unanswered));
        assert_eq!(of_status("Voicemail"), Some(Outcome::Voicemail));
        assert_eq!(of_status("follow-up"), None);
        assert_eq!(of_status("Non Risposto"), Some(Outcome::Unanswered));
        assert_eq!(of_status("Sent To Voicemail"), Some(Outcome::Voicemail));
        assert_eq!(of_status("Answered, no voicemail"), None);
        assert_eq!(
            of_status("No Answer - left a note"),
            Some(Outcome::Unanswered)
        );
        assert_eq!(of_status("Connected: interested"), Some(Outcome::Person));
        assert_eq!(of_missed("Missed"), Some(Outcome::Unanswered));
        assert_eq!(of_missed("0"), None);
        assert_eq!(of_missed("FALSE"), None);
        assert_eq!(of_direction("Inbound"), Some(Way::Outside(Direction::In)));
        assert_eq!(
            of_direction("outbound-dial"),
            Some(Way::Outside(Direction::Out))
        );
        assert_eq!(
            of_direction("user_out_conf"),
            Some(Way::Outside(Direction::Out))
        );
        assert_eq!(of_direction("in_out"), None);
        assert_eq!(of_direction("Internal"), Some(Way::Internal));
        assert_eq!(of_channel("Video Call"), Some(Channel::Video));
        assert_eq!(of_channel("E-Mail"), Some(Channel::Email));
        assert_eq!(of_channel("Voicemail"), Some(Channel::Phone));
        assert_eq!(of_channel("PHONE"), Some(Channel::Phone));
    }
}
