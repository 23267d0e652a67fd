//! Recordings in the app's own controls, with a real mpv that makes no sound. Apart from the plain tests, because mpv
//! must be there: CI installs it.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::Utc;
use deskside::ops::recordings::Place;
use deskside::store::{Patience, Store, evaluation, moment};
use deskside::tui::playback::{Playback, Program};
use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Pty, deskside};

/// How far the app may be from the player.
const CLOSE_SECS: f64 = 0.1;
/// How much later a busy machine may look, while what plays goes on.
const LATE_SECS: f64 = 3.0;

/// A minute of sound, the second half of it silent, 8,000 samples a second.
fn recording(folder: &Path) -> PathBuf {
    let samples: Vec<u8> = (0..480_000_i32)
        .flat_map(|at| {
            (if at < 240_000 {
                (at % 40 - 20) * 400
            } else {
                0
            } as i16)
                .to_le_bytes()
        })
        .collect();
    let mut file =
        b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data"
            .to_vec();
    file.extend((samples.len() as u32).to_le_bytes());
    file.extend(samples);
    let size = (file.len() as u32 - 8).to_le_bytes();
    file[4..8].copy_from_slice(&size);
    std::fs::create_dir_all(folder).unwrap();
    let path = folder.join("call.wav");
    std::fs::write(&path, file).unwrap();
    path
}

fn program() -> Program {
    let found = Program::find(|name| match name {
        "DESKSIDE_PLAYER" => Some("mpv --ao=null".into()),
        _ => std::env::var_os(name),
    });
    found.expect("mpv is installed")
}

/// The players that run, each with the path of its socket.
fn players() -> BTreeSet<(i32, PathBuf)> {
    std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let number = entry.file_name().to_str()?.parse().ok()?;
            let line = std::fs::read(entry.path().join("cmdline")).ok()?;
            let words = String::from_utf8_lossy(&line).into_owned();
            let socket = words
                .split('\0')
                .find_map(|word| word.strip_prefix("--input-ipc-server="))?;
            Some((number, PathBuf::from(socket)))
        })
        .collect()
}

/// The player that was not there `before`; the system tells of it a moment after it was started.
fn new_player(before: &BTreeSet<(i32, PathBuf)>) -> (i32, PathBuf) {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        if let Some(new) = players().difference(before).next() {
            return new.clone();
        }
        assert!(Instant::now() < end, "no player was started");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A recording that plays, and a second connection to the same player.
struct Playing {
    folder: tempfile::TempDir,
    playback: Playback,
    number: i32,
    own: BufReader<UnixStream>,
}

impl Playing {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = recording(folder.path());
        let before = players();
        let mut playback = Playback::new(0, None, Place::File(file), Some(program()));
        assert_eq!(playback.toggle(Utc::now()), None);
        let (number, socket) = new_player(&before);
        let mut playing = Self {
            folder,
            playback,
            number,
            own: BufReader::new(connect(&socket)),
        };
        playing.until("it plays", |playback| !playback.is_starting());
        playing
    }

    fn until(&mut self, what: &str, wanted: impl Fn(&Playback) -> bool) -> Option<&'static str> {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let told = self.playback.look(Utc::now());
            if wanted(&self.playback) {
                return told;
            }
            assert!(Instant::now() < end, "waited for: {what}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Where the app and the player are, asked for one after the other.
    fn clocks(&mut self) -> (f64, f64) {
        let now = Utc::now();
        assert_eq!(self.playback.look(now), None);
        let app = self.playback.clock().at_secs(now);
        (app, self.property("time-pos").as_f64().unwrap().max(0.0))
    }

    fn property(&mut self, name: &str) -> serde_json::Value {
        property(&mut self.own, name)
    }

    fn agree(&mut self, at_secs: f64, about: f64) {
        let (app, player) = self.clocks();
        assert!((app - player).abs() < CLOSE_SECS, "{app} but {player}");
        let late = if self.playback.clock().runs() {
            LATE_SECS
        } else {
            0.0
        };
        assert!(
            (at_secs - about..=at_secs + about + late).contains(&player),
            "{player}, not about {at_secs}"
        );
    }
}

/// What the player says of itself.
fn property(player: &mut BufReader<UnixStream>, name: &str) -> serde_json::Value {
    let line = serde_json::json!({ "command": ["get_property", name], "request_id": 7 });
    player
        .get_mut()
        .write_all(format!("{line}\n").as_bytes())
        .unwrap();
    loop {
        let mut text = String::new();
        player.read_line(&mut text).unwrap();
        let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
        if answer["request_id"] == 7 {
            return answer["data"].clone();
        }
    }
}

fn connect(socket: &Path) -> UnixStream {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        match UnixStream::connect(socket) {
            Ok(stream) => return stream,
            Err(error) => assert!(Instant::now() < end, "{error}"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
#[ignore = "needs mpv"]
fn the_controls_agree_with_the_players_own_clock() {
    let mut playing = Playing::start();
    let now = Utc::now;
    assert_eq!(playing.playback.clock().length_secs(), Some(60.0));
    assert_eq!(playing.property("pause"), false);
    std::thread::sleep(Duration::from_millis(700));
    let (app, player) = playing.clocks();
    assert!(
        (app - player).abs() < CLOSE_SECS && player > 0.3,
        "{app} but {player}"
    );

    playing.playback.jump_to(20.0, now());
    playing.agree(20.0, 0.5);
    playing.playback.jump(-5.0, now());
    playing.agree(15.0, 0.6);
    playing.playback.jump(5.0, now());
    playing.agree(20.0, 0.7);

    playing.playback.toggle(now());
    assert_eq!(playing.property("pause"), true);
    let (stood, _) = playing.clocks();
    std::thread::sleep(Duration::from_millis(300));
    playing.agree(stood, 0.02);
    assert_eq!(
        playing.playback.wake_in(now()),
        None,
        "what stands wakes nobody"
    );

    // A moment that was noted, heard again: exactly there while it stands.
    playing.playback.jump_to(41.0, now());
    playing.agree(41.0, 0.25);
    playing.playback.jump(-500.0, now());
    playing.agree(0.0, 0.02);
    playing.playback.jump_to(30.0, now());

    // Going on is two seconds earlier, and faster with the same voices.
    for _ in 0..9 {
        playing.playback.change_speed(true, now());
    }
    assert_eq!(playing.property("speed"), 2.0);
    assert_eq!(playing.property("audio-pitch-correction"), true);
    playing.playback.toggle(now());
    playing.agree(28.0, 0.8);
    std::thread::sleep(Duration::from_millis(500));
    playing.agree(29.0, 0.9);
}

#[test]
#[ignore = "needs mpv"]
fn the_last_ten_seconds_are_heard_again_until_they_are_let_go() {
    let mut playing = Playing::start();
    playing.playback.jump_to(25.0, Utc::now());
    playing.playback.repeat(Utc::now());
    playing.agree(15.0, 0.8);
    let end = playing.property("ab-loop-b").as_f64().unwrap();
    assert!((25.0..25.5).contains(&end), "{end}");
    playing.playback.jump(9.5, Utc::now());
    std::thread::sleep(Duration::from_millis(1_200));
    playing.agree(15.7, 1.0);
    playing.playback.repeat(Utc::now());
    assert_eq!(playing.property("ab-loop-a"), "no");
    // A jump out of the stretch lets go of it as well.
    playing.playback.jump_to(40.0, Utc::now());
    playing.playback.repeat(Utc::now());
    playing.playback.jump_to(5.0, Utc::now());
    assert!(!playing.playback.repeats());
    assert_eq!(playing.property("ab-loop-a"), "no");
}

#[test]
#[ignore = "needs mpv"]
fn at_the_end_it_stands_and_begins_anew() {
    let mut playing = Playing::start();
    playing.playback.jump_to(59.7, Utc::now());
    playing.until("the end", |playback| !playback.clock().runs());
    assert_eq!(playing.playback.wake_in(Utc::now()), None);
    playing.playback.toggle(Utc::now());
    playing.agree(0.0, 0.5);
    assert_eq!(playing.property("pause"), false);
}

#[test]
#[ignore = "needs mpv"]
fn a_player_that_is_killed_leaves_the_clock_and_can_be_started_again() {
    let mut playing = Playing::start();
    playing.playback.jump_to(12.0, Utc::now());
    kill_process(Pid::from_raw(playing.number).unwrap(), Signal::KILL).unwrap();
    let told = playing.until("the fall back", |playback| !playback.clock().runs());
    assert!(told.unwrap().contains("The player has ended"));
    let at = playing.playback.clock().at_secs(Utc::now());
    assert!((12.0..13.0).contains(&at), "{at}");
    playing.playback.toggle(Utc::now());
    playing.until("it plays again", |playback| {
        !playback.is_starting() && playback.clock().runs()
    });
    let at = playing.playback.clock().at_secs(Utc::now());
    assert!((9.9..12.0).contains(&at), "{at}");
}

#[test]
#[ignore = "needs mpv"]
fn what_is_no_recording_is_told_and_the_clock_runs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("call.wav");
    std::fs::write(&file, "#EXTM3U\nhttp://example.com/elsewhere.mp3\n").unwrap();
    let mut playback = Playback::new(0, None, Place::File(file), Some(program()));
    playback.toggle(Utc::now());
    let end = Instant::now() + Duration::from_secs(20);
    let told = loop {
        if let Some(told) = playback.look(Utc::now()) {
            break told;
        }
        assert!(Instant::now() < end);
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(told.contains("cannot read the recording"), "{told}");
    assert!(playback.clock().runs());
}

#[test]
#[ignore = "needs mpv"]
fn a_recording_that_is_cut_while_it_plays_is_told_and_the_clock_runs_on() {
    let mut playing = Playing::start();
    let file = playing.folder.path().join("call.wav");
    let file = std::fs::OpenOptions::new().write(true).open(file).unwrap();
    file.set_len(44 + 16_000 * 20).unwrap();
    playing.playback.jump_to(30.0, Utc::now());
    let end = Instant::now() + Duration::from_secs(20);
    let told = loop {
        if let Some(told) = playing.playback.look(Utc::now()) {
            break told;
        }
        assert!(Instant::now() < end);
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(told.contains("cannot be read"), "{told}");
    let clock = playing.playback.clock();
    assert!(clock.runs() && clock.at_secs(Utc::now()) >= 29.9);
    assert!(is_gone(playing.number));
}

#[test]
#[ignore = "needs mpv"]
fn a_recording_that_is_taken_away_plays_on_and_is_told_when_it_is_started_again() {
    let mut playing = Playing::start();
    std::fs::remove_file(playing.folder.path().join("call.wav")).unwrap();
    playing.playback.jump_to(20.0, Utc::now());
    playing.agree(20.0, 0.5);
    kill_process(Pid::from_raw(playing.number).unwrap(), Signal::KILL).unwrap();
    playing.until("the fall back", |playback| !playback.clock().runs());
    let told = playing.playback.toggle(Utc::now());
    assert!(told.unwrap().contains("not there any more"), "{told:?}");
    assert!(playing.playback.clock().runs());
}

/// The form of a call with a recording, playing in the real program; and the player's number.
fn played(folder: &Path) -> (Pty, i32) {
    recording(&folder.join("recordings"));
    let log = folder.join("log.csv");
    let row =
        "Id,Started,Seconds,Agent,Number,File\n7,2026-11-16 09:12,60,Dana,3125550142,call.wav\n";
    std::fs::write(&log, row).unwrap();
    let run = |words: &str| {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_deskside"));
        command.arg("--db").arg(folder.join("desk.db"));
        command.args(words.split(' ')).assert().success();
    };
    run("init --name Calder --zone America/Chicago --rep Dana");
    let columns = "source_id=Id at=Started talk=Seconds rep=Agent number=Number recording=File";
    let columns = columns.replace(' ', " --map ");
    run(&format!(
        "import {} --map {columns} --dates ymd",
        log.display()
    ));
    let recordings = folder.join("recordings");
    run(&format!(
        "import {} --kind recordings",
        recordings.display()
    ));
    let mut command = deskside(folder, &[("DESKSIDE_PLAYER", "mpv --ao=null")]);
    command.args(["score", "7"]);
    let before = players();
    let mut pty = Pty::start(command, 120, 40);
    pty.wait_for("dead air 0:30");
    pty.keys(" ");
    pty.wait_for("▶ 0:01");
    (pty, new_player(&before).0)
}

fn is_gone(number: i32) -> bool {
    let end = Instant::now() + Duration::from_secs(20);
    while players().iter().any(|(one, _)| *one == number) {
        if Instant::now() > end {
            return false;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    true
}

#[test]
#[ignore = "needs mpv"]
fn the_player_ends_with_the_app_however_that_ends() {
    for signal in [Signal::TERM, Signal::HUP, Signal::KILL] {
        let folder = tempfile::tempdir().unwrap();
        let (mut pty, number) = played(folder.path());
        pty.signal(signal);
        pty.status();
        assert!(is_gone(number), "{signal:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    let (mut pty, number) = played(folder.path());
    pty.keys("q");
    assert_eq!(pty.status(), 0);
    assert!(is_gone(number));
}

#[test]
#[ignore = "needs mpv"]
fn a_moment_carries_the_players_time_and_leaving_the_form_ends_the_player() {
    let folder = tempfile::tempdir().unwrap();
    let (mut pty, number) = played(folder.path());
    pty.bytes(b"\x1b[C\x1b[C\x1b[C\x1b[C");
    pty.wait_for("▶ 0:2");
    pty.keys(" ");
    pty.wait_for("‖ 0:2");
    let found = players().into_iter().find(|(one, _)| *one == number);
    let mut player = BufReader::new(connect(&found.unwrap().1));
    let mut at = || property(&mut player, "time-pos").as_f64().unwrap();
    // The player says where it stands a moment after it was told to.
    let mut before = f64::NAN;
    while (before - at()).abs() > 0.001 || before.is_nan() {
        before = at();
        std::thread::sleep(Duration::from_millis(100));
    }
    pty.keys("m1well said<Enter>");
    pty.wait_for("Moment noted at 0:2");
    let store = Store::open(&folder.path().join("desk.db"), Patience::Screen).unwrap();
    let draft = evaluation::drafts(&store).unwrap().remove(0).id;
    let noted = moment::list(&store, draft).unwrap().remove(0).at_ms as f64 / 1000.0;
    assert!((noted - at()).abs() < CLOSE_SECS, "{noted} but {}", at());
    // Elsewhere, and back to the moment.
    pty.bytes(b"\x1b[D\x1b[D");
    pty.wait_for("‖ 0:1");
    pty.keys("e11");
    pty.wait_for("‖ 0:2");
    let end = Instant::now() + Duration::from_secs(20);
    while (noted - at()).abs() >= CLOSE_SECS {
        assert!(Instant::now() < end, "{noted} but {}", at());
        std::thread::sleep(Duration::from_millis(20));
    }
    pty.keys("<Esc>");
    assert!(is_gone(number));
    pty.keys("q");
    assert_eq!(pty.status(), 0);
}
