//! Files made here byte by byte, as the published formats say; no sound in them.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::io::Cursor;

use proptest::prelude::*;

use super::*;

/// A WAV file: the `fmt` part, an optional count of samples, so many bytes of sound of which the header tells `told`.
fn wav(fmt: &[u8], fact: Option<u32>, bytes: usize, told: u32) -> Vec<u8> {
    let mut file = b"RIFF\0\0\0\0WAVE".to_vec();
    let mut part = |id: &[u8], size: u32, body: &[u8]| {
        file.extend(id);
        file.extend(size.to_le_bytes());
        file.extend(body);
    };
    part(b"fmt ", fmt.len() as u32, fmt);
    if let Some(samples) = fact {
        part(b"fact", 4, &samples.to_le_bytes());
    }
    part(b"LIST", 5, b"INFOx\0");
    part(b"data", told, &vec![0; bytes]);
    file
}

fn fmt(
    tag: u16,
    channels: u16,
    rate: u32,
    bytes_per_sec: u32,
    block: u16,
    bits: u16,
    more: &[u8],
) -> Vec<u8> {
    let mut part = Vec::new();
    part.extend(tag.to_le_bytes());
    part.extend(channels.to_le_bytes());
    part.extend(rate.to_le_bytes());
    part.extend(bytes_per_sec.to_le_bytes());
    part.extend(block.to_le_bytes());
    part.extend(bits.to_le_bytes());
    part.extend(more);
    part
}

/// Format and milliseconds, or the reason.
fn told(name: &str, file: &[u8]) -> String {
    match look(name, &mut Cursor::new(file)) {
        Ok(sound) => format!("{} {:.0}", sound.format, sound.secs * 1000.0),
        Err(fault) => fault.to_string(),
    }
}

#[test]
fn wav_tells_its_length_in_every_format_of_a_telephone_system() {
    let pcm = fmt(1, 1, 8_000, 16_000, 2, 16, &[]);
    assert_eq!(told("a.wav", &wav(&pcm, None, 16_000, 16_000)), "WAV 1000");
    let ulaw = fmt(7, 2, 8_000, 16_000, 2, 8, &[0, 0]);
    assert_eq!(
        told("a.wav", &wav(&ulaw, Some(8_000), 16_000, 16_000)),
        "WAV µ-law 1000"
    );
    let alaw = fmt(6, 1, 8_000, 8_000, 1, 8, &[0, 0]);
    assert_eq!(
        told("a.wav", &wav(&alaw, None, 4_000, 4_000)),
        "WAV A-law 500"
    );
    // 25 blocks of 65 bytes, each of 320 samples.
    let gsm = fmt(0x31, 1, 8_000, 1_625, 65, 0, &[2, 0, 64, 1]);
    assert_eq!(
        told("a.WAV", &wav(&gsm, None, 1_625, 1_625)),
        "WAV GSM 1000"
    );
    assert_eq!(
        told("a.WAV", &wav(&gsm, Some(7_900), 1_625, 1_625)),
        "WAV GSM 988"
    );
    // Blocks of 256 bytes, each of 505 samples.
    let ima = fmt(0x11, 1, 8_000, 4_055, 256, 4, &[2, 0, 0xf9, 1]);
    assert_eq!(
        told("a.wav", &wav(&ima, None, 2_560, 2_560)),
        "WAV ADPCM 631"
    );
    let mp3 = fmt(0x55, 1, 8_000, 2_000, 1, 0, &[0, 0]);
    assert_eq!(
        told("a.wav", &wav(&mp3, None, 4_000, 4_000)),
        "WAV MP3 2000"
    );
    let mut more = vec![22, 0, 16, 0, 4, 0, 0, 0, 1, 0];
    more.extend([0; 14]);
    let extensible = fmt(0xfffe, 1, 8_000, 16_000, 2, 16, &more);
    assert_eq!(
        told("a.wav", &wav(&extensible, None, 8_000, 8_000)),
        "WAV 500"
    );
}

#[test]
fn a_recorder_that_died_left_a_length_that_is_not_believed() {
    let pcm = fmt(1, 1, 8_000, 16_000, 2, 16, &[]);
    for told_size in [0, u32::MAX, 999_999] {
        assert_eq!(
            told("a.wav", &wav(&pcm, None, 16_000, told_size)),
            "WAV 1000"
        );
    }
    let gsm = fmt(0x31, 1, 8_000, 1_625, 65, 0, &[2, 0, 64, 1]);
    assert_eq!(
        told("a.WAV", &wav(&gsm, Some(u32::MAX), 1_625, 1_625)),
        "WAV GSM 1000"
    );
    assert_eq!(
        told("a.WAV", &wav(&gsm, Some(80_000_000), 1_625, 1_625)),
        "WAV GSM 1000"
    );
}

#[test]
fn empty_and_damaged_files_have_a_reason_instead_of_a_length() {
    let pcm = fmt(1, 1, 8_000, 16_000, 2, 16, &[]);
    assert_eq!(told("a.wav", &[]), "it is empty");
    assert!(told("a.wav", &wav(&pcm, None, 0, 0)).starts_with("it holds no sound"));
    assert!(told("a.wav", b"RIFF\0\0\0\0WAVE").starts_with("it is damaged"));
    assert!(told("a.wav", b"<html>not found</html>").starts_with("it is damaged"));
    let no_rate = fmt(1, 0, 0, 0, 0, 0, &[]);
    assert!(told("a.wav", &wav(&no_rate, None, 8, 8)).starts_with("it is damaged"));
    assert!(told("a.mp3", b"ID3\x04\0\0\0\0\0\0").starts_with("it is damaged"));
    assert!(told("a.wma", b"0&\xb2u\x8ef\xcf\x11").starts_with("its kind"));
}

#[test]
fn a_box_as_large_as_a_number_can_be_breaks_off() {
    let far = [0xff_u8; 8];
    let mp4 = [b"\0\0\0\x10ftypM4A \0\0\0\0\0\0\0\x01free", &far[..]].concat();
    assert_eq!(
        told("a.m4a", &mp4),
        "it is damaged: it does not tell its length"
    );
}

/// MPEG 2.5, layer III, 8 kHz, mono, 8 kbit/s: frames of 72 bytes and 72 ms.
fn mp3(frames: usize, tag: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    for number in 0..frames {
        let mut frame = vec![0xff, 0xe3, 0x18, 0xc4];
        frame.resize(72, 0);
        if number == 0 && !tag.is_empty() {
            frame.splice(13..13 + tag.len(), tag.iter().copied());
        }
        file.extend(frame);
    }
    file
}

#[test]
fn mp3_is_counted_by_its_frames_its_tag_or_its_rate() {
    assert_eq!(told("a.mp3", &mp3(10, &[])), "MP3 720");
    assert_eq!(told("a.mp3", &mp3(400, &[])), "MP3 28800");
    let mut tag = b"Xing".to_vec();
    tag.extend([0, 0, 0, 1, 0, 0, 3, 232]);
    assert_eq!(told("a.mp3", &mp3(3, &tag)), "MP3 72000");
    let mut tagged = b"ID3\x04\0\0\0\0\0\x05title".to_vec();
    tagged.extend(mp3(10, &[]));
    assert_eq!(told("a.mp3", &tagged), "MP3 720");
}

fn page(position: u64, packet: &[u8]) -> Vec<u8> {
    let mut page = b"OggS\0\x02".to_vec();
    page.extend(position.to_le_bytes());
    page.extend([7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, packet.len() as u8]);
    page.extend(packet);
    page
}

#[test]
fn ogg_tells_its_length_on_its_last_page() {
    let mut opus = page(0, b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0");
    opus.extend(page(48_000 * 3 + 312, b"sound"));
    assert_eq!(told("a.opus", &opus), "Opus 3000");
    let mut vorbis = page(0, b"\x01vorbis\0\0\0\0\x02\x44\xac\0\0");
    vorbis.extend(page(22_050, b"sound"));
    assert_eq!(told("a.ogg", &vorbis), "Vorbis 500");
}

#[test]
fn mp4_flac_webm_amr_and_raw_sound_tell_theirs() {
    let mut mp4 = b"\0\0\0\x10ftypM4A \0\0\0\0\0\0\0\x08free\0\0\0\x74moov\0\0\0\x6cmvhd".to_vec();
    mp4.extend([0; 12]);
    mp4.extend(1_000_u32.to_be_bytes());
    mp4.extend(6_780_u32.to_be_bytes());
    mp4.resize(200, 0);
    assert_eq!(told("a.m4a", &mp4), "M4A 6780");
    let mut flac = b"fLaC\0\0\0\x22".to_vec();
    flac.extend([0; 10]);
    flac.extend((8_000_u64 << 44 | 0xf << 36 | 0x2ee0).to_be_bytes());
    assert_eq!(told("a.flac", &flac), "FLAC 1500");
    let webm =
        b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x8f\x15\x49\xa9\x66\x8a\x44\x89\x84\x45\x7a\0\0"
            .to_vec();
    assert_eq!(told("a.webm", &webm), "WebM 4000");
    let mut amr = b"#!AMR\n".to_vec();
    for _ in 0..50 {
        amr.push(0x3c);
        amr.extend([0; 31]);
    }
    assert_eq!(told("a.amr", &amr), "AMR 1000");
    assert_eq!(told("a.gsm", &[0xd0; 33 * 50]), "GSM 1000");
    assert_eq!(told("a.ulaw", &[0x7f; 4_000]), "µ-law 500");
}

#[test]
fn a_name_says_whether_a_file_is_a_recording() {
    for name in ["a.wav", "a.WAV", "a b.Mp3", "x.opus", "x.m4a"] {
        assert!(is_recording(name), "{name}");
    }
    for name in ["a.csv", "wav", "a.vtt", ".wav.txt"] {
        assert!(!is_recording(name), "{name}");
    }
}

proptest! {
    #[test]
    fn any_bytes_have_a_length_or_a_reason(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0_usize..8) {
        const BEGINNINGS: [&[u8]; 8] = [
            b"", b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0", b"ID3\x04\0\0\0\0\0\0\xff\xe3\x18\xc4", b"OggS\0\x02", b"\0\0\0\x10ftypM4A ",
            b"fLaC\0\0\0\x22", b"\x1a\x45\xdf\xa3", b"#!AMR\n",
        ];
        let file = [BEGINNINGS[at], &bytes].concat();
        if let Ok(sound) = look("a.wav", &mut Cursor::new(file)) {
            prop_assert!(sound.secs > 0.0 && sound.secs.is_finite());
        }
    }
}
