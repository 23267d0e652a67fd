//! Transcripts in the shapes that programs write, with invented words.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use proptest::prelude::*;

use super::*;

/// The format, then `at speaker: text` of every turn.
fn told(text: &str) -> Vec<String> {
    match read(text.as_bytes()) {
        Ok(found) => {
            let turns = found.turns.iter().map(|turn| {
                let at = turn.at_secs.map_or("-".to_owned(), |at| format!("{at:.1}"));
                format!("{at} {}: {}", turn.speaker, turn.text)
            });
            std::iter::once(found.format.word().to_owned())
                .chain(turns)
                .collect()
        }
        Err(why) => vec![why],
    }
}

#[test]
fn zoom_names_its_speakers_and_a_colon_alone_does_not() {
    let zoom = "WEBVTT\r\n\r\n1\r\n00:00:02.100 --> 00:00:05.400\r\nDana Reyes: Calder Truck Parts, good morning.\r\n\r\n2\r\n00:00:05.400 --> 00:00:07.900\r\nRuth Calloway: Hello. So here's the thing: it is late.\r\n\r\n3\r\n00:01:07.900 --> 00:01:11.200\r\nDana Reyes: I am sorry.\r\n";
    assert_eq!(
        told(zoom),
        [
            "vtt",
            "2.1 Dana Reyes: Calder Truck Parts, good morning.",
            "5.4 Ruth Calloway: Hello. So here's the thing: it is late.",
            "67.9 Dana Reyes: I am sorry.",
        ]
    );
    let captions = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nhere's the thing: my order\n\n00:00:02.000 --> 00:00:03.000\nhere's the thing: my order is late\n";
    assert_eq!(
        told(captions),
        ["vtt", "1.0 : here's the thing: my order is late"]
    );
}

#[test]
fn teams_names_them_in_marks_that_may_not_be_closed() {
    let teams = "\u{feff}WEBVTT - call\n\nNOTE made by a machine\n\nSTYLE\n::cue { color: red }\n\n9d1f/12-0\n00:00:01.000 --> 00:00:05.400 align:start\n<v Dana Reyes>Can I take your <i>name</i> &amp; number?\n\n00:00:05.500 --> 00:00:09.000\n<v Ruth Calloway>Ruth.</v>\n<v Dana Reyes>Thank you,\nRuth.</v>\n";
    assert_eq!(
        told(teams),
        [
            "vtt",
            "1.0 Dana Reyes: Can I take your name & number?",
            "5.5 Ruth Calloway: Ruth.",
            "5.5 Dana Reyes: Thank you, Ruth.",
        ]
    );
}

#[test]
fn whisper_is_read_as_vtt_srt_table_and_json() {
    let words = "0.0 : My order is late.";
    assert_eq!(
        told("WEBVTT\n\n00:00.000 --> 00:11.000\nMy order is late.\n"),
        ["vtt", words]
    );
    assert_eq!(
        told("1\n00:00:00,000 --> 00:00:11,000\nMy order is late."),
        ["srt", words]
    );
    assert_eq!(
        told("start\tend\ttext\n0\t11000\tMy order is late.\n"),
        ["whisper_table", words]
    );
    assert_eq!(
        told(
            r#"{"text":"x","language":"en","segments":[{"start":0.0,"end":11.0,"text":" My order is late."}]}"#
        ),
        ["whisper", words]
    );
    assert_eq!(
        told(
            r#"{"transcription":[{"offsets":{"from":0,"to":11000},"text":" My order is late."}]}"#
        ),
        ["whisper", words]
    );
    let with_speakers =
        r#"{"segments":[{"start":1,"text":" Hello.","words":[{"speaker":"SPEAKER_00"}]}]}"#;
    assert_eq!(told(with_speakers), ["whisper", "1.0 SPEAKER_00: Hello."]);
}

#[test]
fn a_number_above_the_times_is_not_said_by_anybody() {
    assert_eq!(
        told("1\n00:00:00,000 --> 00:00:01,000\nOrder 47\n2\n00:00:09,000 --> 00:00:11,000\n4711"),
        ["srt", "0.0 : Order 47", "9.0 : 4711"]
    );
}

#[test]
fn deepgram_tells_utterances_or_words_and_two_channels_are_two_speakers() {
    let utterances = r#"{"results":{"channels":[{}],"utterances":[{"start":0.5,"channel":0,"speaker":1,"transcript":"Hello."}]}}"#;
    assert_eq!(told(utterances), ["deepgram", "0.5 1: Hello."]);
    let words = r#"{"results":{"channels":[
        {"alternatives":[{"words":[{"word":"hello","punctuated_word":"Hello","start":0.5},{"word":"ruth","punctuated_word":"Ruth.","start":0.9}]}]},
        {"alternatives":[{"words":[{"word":"hi","start":0.7}]}]}]}}"#;
    assert_eq!(
        told(words),
        [
            "deepgram",
            "0.5 channel 0: Hello Ruth.",
            "0.7 channel 1: hi"
        ]
    );
}

#[test]
fn assemblyai_counts_milliseconds_and_may_have_no_utterances() {
    let utterances =
        r#"{"audio_duration":25,"utterances":[{"start":170,"speaker":"A","text":"Yes."}]}"#;
    assert_eq!(told(utterances), ["assemblyai", "0.2 A: Yes."]);
    let words = r#"{"audio_duration":25,"utterances":null,"words":[{"start":170,"speaker":"A","text":"Yes,"},{"start":700,"speaker":"A","text":"late."},{"start":900,"speaker":"B","text":"Oh."}]}"#;
    assert_eq!(
        told(words),
        ["assemblyai", "0.2 A: Yes, late.", "0.9 B: Oh."]
    );
}

#[test]
fn chats_are_lines_with_times_and_names_or_messages() {
    let chat = "09:12:00\tRuth Calloway:\tIs anybody there?\r\n09:12:40\tDana Reyes:\tYes: right here.\r\n";
    assert_eq!(
        told(chat),
        [
            "text",
            "0.0 Ruth Calloway: Is anybody there?",
            "40.0 Dana Reyes: Yes: right here."
        ]
    );
    assert_eq!(
        told("[0:05] Agent: Hello.\n[0:09] Customer: My order\nis late."),
        [
            "text",
            "5.0 Agent: Hello.",
            "9.0 Customer: My order",
            "- Customer: is late."
        ]
    );
    let messages = r#"{"messages":[{"author":{"name":"Ruth"},"created_at":1794820320,"body":"Hello?"},{"author":{"name":"Dana"},"created_at":1794820360,"body":"Hello."}]}"#;
    assert_eq!(
        told(messages),
        ["messages", "0.0 Ruth: Hello?", "40.0 Dana: Hello."]
    );
    assert_eq!(
        told("Just what was said."),
        ["text", "- : Just what was said."]
    );
}

#[test]
fn what_holds_no_words_is_refused_with_the_reason() {
    assert_eq!(told(""), ["it is empty"]);
    assert_eq!(told("WEBVTT\n"), ["it holds no words"]);
    assert_eq!(
        told(r#"{"a":1}"#),
        ["it is JSON of no transcript that is known here"]
    );
}

#[test]
fn other_encodings_cost_no_letter() {
    let utf16: Vec<u8> = "\u{feff}WEBVTT\n\n00:01.000 --> 00:02.000\nGrüße"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read(&utf16).unwrap().turns[0].text, "Grüße");
    assert_eq!(read(b"Gr\xfc\xdfe").unwrap().turns[0].text, "Grüße");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = read(text.as_bytes());
    }

    #[test]
    fn nor_do_the_marks_of_the_formats_stop_it(text in "(WEBVTT|1|\n|\r|-->|00:01.000|<v |<|>|:|\t|\\{|\\[|\"|a|[0-9]){0,60}") {
        let _ = read(text.as_bytes());
    }
}
