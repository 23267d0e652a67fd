//! Players and recordings that fail while a call is heard. In place of a player stands a shell script that only tells
//! where its socket shall be; the test answers there, as a player would, until it fails.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use deskside::ops::recordings::Place;
use deskside::store::{Patience, Store, evaluation, moment};
use deskside::tui::playback::{Playback, Program};
use serde_json::{Value, json};

use crate::program::Desk;
use crate::support::{Pty, deskside};

const PATIENCE: Duration = Duration::from_secs(20);

/// What the player says of itself, and how it fails.
#[derive(Clone)]
struct Says {
    at_secs: f64,
    paused: bool,
    over: bool,
    output: &'static str,
    fails: Fails,
}

/// How the player fails at the next question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fails {
    Not,
    /// It closes its socket, as one that crashed.
    Dies,
    /// It reads and never answers.
    Hangs,
}

/// The player that the test plays.
struct Stand {
    says: Arc<Mutex<Says>>,
    program: PathBuf,
    folder: PathBuf,
}

impl Stand {
    /// The script, and a thread that answers each player that is started.
    fn new(folder: &Path) -> Self {
        let program = folder.join("player");
        let told = folder.join("sockets");
        let script = format!(
            "#!/bin/sh\nfor word; do case $word in --input-ipc-server=*) echo \"${{word#*=}}\" >> '{}';; esac; done\nexec sleep 120\n",
            told.display()
        );
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        fs::write(folder.join("call.wav"), "no sound, for nobody listens").unwrap();
        let says = Says {
            at_secs: 12.0,
            paused: false,
            over: false,
            output: "pulse",
            fails: Fails::Not,
        };
        let says = Arc::new(Mutex::new(says));
        let answers = says.clone();
        std::thread::spawn(move || serve(&told, &answers));
        Self {
            says,
            program,
            folder: folder.to_owned(),
        }
    }

    fn set(&self, change: impl FnOnce(&mut Says)) {
        change(&mut self.says.lock().unwrap());
    }

    fn program(&self) -> Program {
        let path = self.program.clone();
        Program::find(|name| (name == "DESKSIDE_PLAYER").then(|| path.clone().into())).unwrap()
    }

    /// A recording that plays on it.
    fn playing(&self) -> Playback {
        let file = Place::File(self.folder.join("call.wav"));
        let mut playback = Playback::new(0, None, file, Some(self.program()));
        assert_eq!(playback.toggle(Utc::now()), None);
        until_it_plays(&mut playback);
        playback
    }
}

fn until_it_plays(playback: &mut Playback) {
    let end = Instant::now() + PATIENCE;
    while playback.is_starting() {
        assert_eq!(playback.look(Utc::now()), None);
        assert!(Instant::now() < end, "it never plays");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(playback.clock().runs());
}

/// Waits for players and answers them, one after the other, as long as the tests run.
fn serve(told: &Path, says: &Mutex<Says>) {
    let mut served = 0;
    loop {
        let paths = fs::read_to_string(told).unwrap_or_default();
        match paths.lines().nth(served) {
            Some(path) if paths.ends_with('\n') => {
                served += 1;
                // The folder goes with a player that was given up.
                if let Ok(socket) = UnixListener::bind(path) {
                    let (player, _) = socket.accept().unwrap();
                    answer(player, says);
                }
            }
            _ => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

fn answer(player: UnixStream, says: &Mutex<Says>) {
    let mut player = BufReader::new(player);
    let mut line = String::new();
    while matches!(player.read_line(&mut line), Ok(1..)) {
        let asked: Value = serde_json::from_str(&line).unwrap();
        line.clear();
        let mut says = says.lock().unwrap();
        match says.fails {
            Fails::Not => {}
            Fails::Dies => {
                says.fails = Fails::Not;
                return;
            }
            Fails::Hangs => continue,
        }
        let told = match (asked["command"][0].as_str(), asked["command"][1].as_str()) {
            (Some("get_property"), Some("time-pos")) => json!(says.at_secs),
            (Some("get_property"), Some("duration")) => json!(60.0),
            (Some("get_property"), Some("pause")) => json!(says.paused),
            (Some("get_property"), Some("eof-reached")) => json!(says.over),
            (Some("get_property"), Some("current-ao")) => json!(says.output),
            (Some("get_property"), _) => json!(false),
            (Some("set_property"), Some("pause")) => {
                says.paused = asked["command"][2] == true;
                Value::Null
            }
            (Some("seek"), _) => {
                says.at_secs = asked["command"][1].as_f64().unwrap();
                Value::Null
            }
            _ => Value::Null,
        };
        let told = json!({ "request_id": asked["request_id"], "error": "success", "data": told });
        // Whoever gave up waiting is gone.
        let _ = player.get_mut().write_all(format!("{told}\n").as_bytes());
    }
}

#[test]
fn a_player_that_dies_is_told_and_one_that_dies_again_gives_way_to_the_clock() {
    let folder = tempfile::tempdir().unwrap();
    let stand = Stand::new(folder.path());
    let mut playback = stand.playing();
    stand.set(|says| says.at_secs = 20.0);
    playback.look(Utc::now());
    stand.set(|says| says.fails = Fails::Dies);
    let told = playback.look(Utc::now()).unwrap();
    assert!(
        told.contains("The player has ended. Space starts it again"),
        "{told}"
    );
    let now = Utc::now();
    assert!(!playback.clock().runs());
    assert!((20.0..21.0).contains(&playback.clock().at_secs(now)));

    assert_eq!(playback.toggle(now), None);
    until_it_plays(&mut playback);
    stand.set(|says| says.fails = Fails::Dies);
    let told = playback.look(Utc::now()).unwrap();
    assert!(told.contains("ended again: the clock runs"), "{told}");
    let now = Utc::now();
    let at = playback.clock().at_secs(now);
    let later = playback.clock().at_secs(now + TimeDelta::seconds(5));
    assert!(
        (18.0..22.0).contains(&at) && later - at > 4.9,
        "{at} {later}"
    );
    // The keys go on as those of the clock.
    assert_eq!(playback.jump(5.0, now), None);
    assert_eq!(playback.toggle(now), None);
    assert!(!playback.clock().runs());
}

#[test]
fn a_player_that_answers_no_more_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let stand = Stand::new(folder.path());
    let mut playback = stand.playing();
    stand.set(|says| says.fails = Fails::Hangs);
    let told = playback.jump(5.0, Utc::now()).unwrap();
    assert!(told.contains("The player has ended"), "{told}");
    let at = playback.clock().at_secs(Utc::now());
    assert!((12.0..19.0).contains(&at), "{at}");
}

#[test]
fn a_sound_device_that_is_lost_is_told_each_time_and_the_recording_plays_on() {
    let folder = tempfile::tempdir().unwrap();
    let stand = Stand::new(folder.path());
    let mut playback = stand.playing();
    for _ in 0..2 {
        assert_eq!(playback.look(Utc::now()), None);
        stand.set(|says| says.output = "null");
        let told = playback.look(Utc::now()).unwrap();
        assert!(told.contains("No sound device answers"), "{told}");
        assert_eq!(playback.look(Utc::now()), None, "it is told once");
        assert!(playback.clock().runs());
        stand.set(|says| says.output = "pulse");
    }
}

#[test]
fn a_recording_that_breaks_off_is_told_and_the_clock_runs_on_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let stand = Stand::new(folder.path());
    let mut playback = stand.playing();
    stand.set(|says| (says.at_secs, says.over, says.paused) = (31.0, true, true));
    let told = playback.look(Utc::now()).unwrap();
    assert!(
        told.contains("rest of the recording cannot be read"),
        "{told}"
    );
    let now = Utc::now();
    assert!(playback.clock().runs());
    assert!(playback.clock().at_secs(now) >= 31.0);
    assert_eq!(playback.clock().length_secs(), Some(60.0));
}

#[test]
fn an_end_at_the_end_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let stand = Stand::new(folder.path());
    let mut playback = stand.playing();
    stand.set(|says| (says.at_secs, says.over, says.paused) = (59.8, true, true));
    assert_eq!(playback.look(Utc::now()), None);
    assert!(!playback.clock().runs());
}

#[test]
fn a_recording_that_is_gone_when_it_is_started_leaves_the_clock() {
    let folder = tempfile::tempdir().unwrap();
    let stand = Stand::new(folder.path());
    let file = folder.path().join("call.wav");
    let mut playback = Playback::new(7, None, Place::File(file.clone()), Some(stand.program()));
    fs::remove_file(file).unwrap();
    let told = playback.toggle(Utc::now()).unwrap();
    assert!(
        told.contains("not there any more: the clock runs"),
        "{told}"
    );
    assert!(playback.clock().runs());
}

#[test]
fn a_form_goes_on_when_its_player_dies_and_nothing_is_lost() {
    let desk = Desk::new();
    let recordings = desk.folder().join("recordings");
    fs::create_dir(&recordings).unwrap();
    let stand = Stand::new(&recordings);
    let row = "Id,Started,Seconds,Agent,Number,File\n7,2026-11-16 09:12,60,Dana Reyes,3125550142,call.wav\n";
    let log = desk.write("log.csv", row);
    let columns = [
        "source_id=Id",
        "at=Started",
        "talk=Seconds",
        "rep=Agent",
        "number=Number",
        "recording=File",
    ];
    let mut words = vec!["import", log.to_str().unwrap(), "--dates", "ymd"];
    words.extend(columns.iter().flat_map(|column| ["--map", column]));
    desk.run(&words);
    desk.run(&["recordings", "folder", recordings.to_str().unwrap()]);
    let player = stand.program.to_str().unwrap();
    let mut command = deskside(desk.folder(), &[("DESKSIDE_PLAYER", player)]);
    command.args(["score", "7"]);
    let mut pty = Pty::start(command, 120, 36);
    pty.wait_for("0 of 8");
    pty.keys("y ");
    pty.wait_for("▶ 0:12");
    stand.set(|says| says.fails = Fails::Dies);
    pty.keys("n");
    pty.wait_for("The player has ended");
    pty.keys("m1well said<Enter>");
    pty.wait_for("Moment noted at 0:1");
    pty.keys(" ");
    pty.wait_for("▶ 0:1");
    stand.set(|says| says.fails = Fails::Dies);
    pty.keys("n");
    pty.wait_for("the clock runs instead");
    pty.wait_for("3 of 8");
    pty.keys("<C-c>");
    assert_eq!(pty.status(), 0);
    desk.assert_sound();
    let store = Store::open(&desk.file(), Patience::Screen).unwrap();
    let draft = evaluation::drafts(&store).unwrap().remove(0).id;
    assert_eq!(moment::list(&store, draft).unwrap()[0].text, "well said");
    let answered = evaluation::answers(&store, draft).unwrap();
    assert_eq!(answered.iter().filter(|one| one.value.is_some()).count(), 3);
}
