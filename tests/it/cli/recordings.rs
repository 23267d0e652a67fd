//! A folder of recordings: read, joined, moved, made into calls.

use serde_json::json;

use crate::program::Desk;

/// Telephone sound of so many seconds.
fn wav(secs: u32) -> Vec<u8> {
    let mut file =
        b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x07\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data"
            .to_vec();
    file.extend((secs * 8_000).to_le_bytes());
    file.resize(44 + secs as usize * 8_000, 0x7f);
    file
}

#[test]
fn recordings_are_read_where_they_lie_and_followed_when_the_folder_moves() {
    let desk = Desk::new();
    let monitor = desk.folder().join("monitor");
    std::fs::create_dir_all(monitor.join("2026")).unwrap();
    std::fs::write(
        monitor.join("2026/20261119-141500_3125550188-all.wav"),
        wav(7),
    )
    .unwrap();
    std::fs::write(monitor.join("empty.wav"), b"").unwrap();
    let folder = monitor.to_str().unwrap();
    let ran = desk.run(&["import", folder, "--kind", "recordings"]);
    assert_eq!(
        ran.code,
        Some(3),
        "an empty recording needs a look: {ran:?}"
    );
    let listed = desk.json(&["recordings"]);
    assert_eq!(
        (&listed["recordings"], &listed["joined"]),
        (&json!(2), &json!(0))
    );
    let alone = listed["alone"][0]["recording"].to_string();
    let made = desk.json(&["recordings", "call", &alone]);
    assert!(made["call"].is_number());
    assert_eq!(
        desk.run(&["recordings", "call", &alone]).code,
        Some(1),
        "it has a call"
    );
    let moved = desk.folder().join("moved");
    std::fs::rename(&monitor, &moved).unwrap();
    assert_eq!(
        desk.run(&["recordings", "folder", folder]).code,
        Some(1),
        "nothing is there"
    );
    desk.json(&["recordings", "folder", moved.to_str().unwrap()]);
    let again = desk.run(&[
        "import",
        moved.to_str().unwrap(),
        "--kind",
        "recordings",
        "--json",
    ]);
    let again: serde_json::Value = serde_json::from_str(&again.out).unwrap();
    assert_eq!(
        (&again[0]["added"], &again[0]["known"], &again[0]["joined"]),
        (&json!(0), &json!(2), &json!(1))
    );
    let outside = desk.run(&[
        "import",
        desk.folder().to_str().unwrap(),
        "--kind",
        "recordings",
    ]);
    assert!(
        outside.code == Some(1) && outside.err.contains("is not in the recordings' folder"),
        "{outside:?}"
    );
}
