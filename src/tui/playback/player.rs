//! The player of this machine (mpv), steered over its control socket: started with a recording, asked, told, ended. Asks
//! and then reads, so that nothing piles up. A second connection is a lifeline: when it closes, the player ends, however
//! this program ended. Knows no screen.

use std::io::{self, BufRead, BufReader, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::program::Program;
use super::{Doing, Standing};

/// How long an answer may take; a player that takes longer is as good as gone.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often, and after which pause, a player that jumps is asked whether it is there; near enough is there.
const JUMP_LOOKS: usize = 20;
const JUMP_PAUSE: Duration = Duration::from_millis(5);
const NEAR_SECS: f64 = 0.3;

/// Tells the player not to report by itself: nobody would read it.
const BE_QUIET: &[u8] = b"{\"command\":[\"disable_event\",\"all\"]}\n";

/// No settings of the owner's, no window, no keys; nothing but the one file is opened, whatever the file says, and a
/// missing sound device is no reason to stop. Where there is none, what is kept ahead is short: after a jump the player
/// tells that much less than where it is.
const OPTIONS: &[&str] = &[
    "--no-config",
    "--no-terminal",
    "--no-video",
    "--idle=yes",
    "--keep-open=yes",
    "--ytdl=no",
    "--load-scripts=no",
    "--access-references=no",
    "--audio-fallback-to-null=yes",
    "--ao-null-buffer=0.05",
    "--input-ipc-client=fd://0",
];

/// A player with a recording in it.
pub struct Player {
    child: Child,
    /// Where its socket is; goes with it.
    folder: tempfile::TempDir,
    /// Closes when this program ends.
    _lifeline: UnixStream,
    socket: Option<BufReader<UnixStream>>,
    asked: u64,
}

impl Player {
    /// Starts `program` with the recording, playing from `at_secs` at `speed`. It answers a moment later.
    ///
    /// # Errors
    /// The program cannot be started.
    pub fn start(program: &Program, file: &Path, at_secs: f64, speed: f64) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("deskside-").tempdir()?;
        let (mut lifeline, other_end) = UnixStream::pair()?;
        lifeline.write_all(BE_QUIET)?;
        let child = Command::new(program.path())
            .args(OPTIONS)
            .arg(socket_option(folder.path()))
            .arg(format!("--start={at_secs:.3}"))
            .arg(format!("--speed={speed}"))
            .args(program.options())
            .arg("--")
            .arg(file)
            .stdin(Stdio::from(OwnedFd::from(other_end)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self {
            child,
            folder,
            _lifeline: lifeline,
            socket: None,
            asked: 0,
        })
    }

    /// Whether it answers by now.
    ///
    /// # Errors
    /// It has ended already.
    pub fn answers(&mut self) -> io::Result<bool> {
        if self.socket.is_some() {
            return Ok(true);
        }
        if self.child.try_wait()?.is_some() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let Ok(socket) = UnixStream::connect(self.folder.path().join(SOCKET)) else {
            return Ok(false);
        };
        socket.set_read_timeout(Some(PATIENCE))?;
        socket.set_write_timeout(Some(PATIENCE))?;
        let mut socket = BufReader::new(socket);
        socket.get_mut().write_all(BE_QUIET)?;
        self.socket = Some(socket);
        Ok(true)
    }

    /// How it stands, by its own clock.
    ///
    /// # Errors
    /// It does not answer any more.
    pub fn standing(&mut self) -> io::Result<Standing> {
        let at_secs = self.get("time-pos")?.as_f64();
        Ok(Standing {
            // Just after a jump before the beginning it reads below 0.
            at_secs: at_secs.map(|at| at.max(0.0)),
            length_secs: self.get("duration")?.as_f64(),
            doing: self.doing()?,
            silent: at_secs.is_some() && self.get("current-ao")? == "null",
        })
    }

    fn doing(&mut self) -> io::Result<Doing> {
        for (property, doing) in [
            ("idle-active", Doing::Nothing),
            ("eof-reached", Doing::Ended),
            ("pause", Doing::Stands),
        ] {
            if self.get(property)? == Value::Bool(true) {
                return Ok(doing);
            }
        }
        Ok(Doing::Plays)
    }

    /// Plays or stands.
    ///
    /// # Errors
    /// It does not answer any more.
    pub fn pause(&mut self, pause: bool) -> io::Result<()> {
        self.set("pause", &json!(pause))
    }

    /// Jumps to a second of the recording, and waits the moment until it is there.
    ///
    /// # Errors
    /// It does not answer any more.
    pub fn seek(&mut self, to_secs: f64) -> io::Result<()> {
        self.tell(&json!(["seek", to_secs, "absolute+exact"]))?;
        for _ in 0..JUMP_LOOKS {
            let at_secs = self.get("time-pos")?.as_f64();
            let near = at_secs.is_some_and(|at| (at - to_secs).abs() < NEAR_SECS);
            if near && self.get("seeking")? == Value::Bool(false) {
                break;
            }
            std::thread::sleep(JUMP_PAUSE);
        }
        Ok(())
    }

    /// Plays so many times as fast; voices keep their pitch.
    ///
    /// # Errors
    /// It does not answer any more.
    pub fn speed(&mut self, times: f64) -> io::Result<()> {
        self.set("speed", &json!(times))
    }

    /// Plays the stretch between two seconds over and over, or lets go of it.
    ///
    /// # Errors
    /// It does not answer any more.
    pub fn repeat(&mut self, stretch: Option<(f64, f64)>) -> io::Result<()> {
        let (from, to) = match stretch {
            Some((from, to)) => (json!(from), json!(to)),
            None => (json!("no"), json!("no")),
        };
        self.set("ab-loop-a", &from)?;
        self.set("ab-loop-b", &to)
    }

    fn get(&mut self, property: &str) -> io::Result<Value> {
        self.tell(&json!(["get_property", property]))
    }

    fn set(&mut self, property: &str, value: &Value) -> io::Result<()> {
        self.tell(&json!(["set_property", property, value]))
            .map(drop)
    }

    /// Says one thing and reads the answer to it; null where the player has none.
    fn tell(&mut self, command: &Value) -> io::Result<Value> {
        self.asked += 1;
        let number = self.asked;
        let socket = self.socket.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        let line = json!({ "command": command, "request_id": number });
        socket.get_mut().write_all(format!("{line}\n").as_bytes())?;
        loop {
            let mut text = String::new();
            if socket.read_line(&mut text)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let answer: Value = serde_json::from_str(&text)?;
            // What it reported by itself before it was asked not to has no number.
            if answer["request_id"] == number && answer.get("error").is_some() {
                return Ok(answer["data"].clone());
            }
        }
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        // Gone already is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The socket's name in its folder.
const SOCKET: &str = "player";

fn socket_option(folder: &Path) -> std::ffi::OsString {
    let mut option = std::ffi::OsString::from("--input-ipc-server=");
    option.push(folder.join(SOCKET));
    option
}

impl std::fmt::Debug for Player {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Player").finish_non_exhaustive()
    }
}
