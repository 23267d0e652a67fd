//! Listening to a call: the recording through the player of this machine where both are there, else the listening
//! clock. The clock follows the player's own; when the player fails, the clock goes on by itself. Nothing runs while
//! nothing plays.

#[cfg(unix)]
mod player;
#[cfg(not(unix))]
#[path = "playback/no_player.rs"]
mod player;
mod program;
mod why;

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::ops::recordings::Place;
use crate::tui::listening::Listening;

use player::Player;
pub use program::Program;

/// How often a player that starts is asked whether it answers.
const PAUSE: Duration = Duration::from_millis(250);
/// How often at most; then it is given up.
const MOST_ASKED: u32 = 40;
/// How near to its length a recording ends, in seconds; where it ends earlier, the rest could not be read.
const ENDS_SECS: f64 = 2.0;
/// What "the last" is in "hear the last again", in seconds.
const LAST_SECS: f64 = 10.0;

/// What plays.
#[derive(Debug)]
enum Stage {
    /// Nothing so far, or nothing ever: the clock tells the time.
    Clock,
    /// The player has been started and does not answer yet.
    Starting(Player, Start),
    /// The player answers.
    Playing(Player),
}

/// A player on its way.
#[derive(Debug)]
struct Start {
    /// How often it was asked.
    asked: u32,
    /// Where it begins by itself, in seconds.
    from_secs: f64,
    /// Whether it shall play once it answers.
    plays: bool,
}

/// What a player does with its recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// It plays.
    Plays,
    /// It waits to be told to go on.
    Stands,
    /// It came to the end of what could be read.
    Ended,
    /// It has none: it could not be read.
    Nothing,
}

/// How a player stands.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Standing {
    /// Seconds into the recording by the player's own clock; `None` until it is loaded.
    at_secs: Option<f64>,
    /// The recording's length in seconds, once it is known.
    length_secs: Option<f64>,
    /// What it does.
    doing: Doing,
    /// Whether the sound goes nowhere, for want of a device.
    silent: bool,
}

impl Standing {
    /// Whether the recording broke off long before its end: the file was cut or taken away while it played.
    fn breaks_off(&self) -> bool {
        let left = self.length_secs.zip(self.at_secs);
        self.doing == Doing::Ended && left.is_some_and(|(length, at)| length - at > ENDS_SECS)
    }
}

/// The controls, and where in the call they are.
#[derive(Debug)]
pub struct Playback {
    clock: Listening,
    file: Option<PathBuf>,
    program: Option<Program>,
    stage: Stage,
    /// The stretch that is heard over and over, in seconds.
    stretch: Option<(f64, f64)>,
    /// Whether it was told that no sound comes out.
    told_silent: bool,
    /// Whether the player has ended by itself before.
    ended_before: bool,
    /// Why nothing is heard, until it was told.
    why_clock: Told,
}

/// Something that the owner should know.
pub type Told = Option<&'static str>;

impl Playback {
    /// Controls that stand `at_secs` into a call of that length, over the recording and the player that there are.
    pub fn new(
        at_secs: i64,
        length_secs: Option<i64>,
        recording: Place,
        program: Option<Program>,
    ) -> Self {
        let why = why::clock(&recording);
        let file = match recording {
            Place::File(file) if program.is_some() => Some(file),
            _ => None,
        };
        Self {
            why_clock: file.is_none().then_some(why),
            clock: Listening::new(at_secs, length_secs),
            file,
            program,
            stage: Stage::Clock,
            stretch: None,
            told_silent: false,
            ended_before: false,
        }
    }

    /// The clock, as it was when last asked.
    pub fn clock(&self) -> &Listening {
        &self.clock
    }

    /// Whether there is something to hear: a recording and a player.
    pub fn plays(&self) -> bool {
        self.file.is_some() && self.program.is_some()
    }

    /// Whether the player is on its way.
    pub fn is_starting(&self) -> bool {
        matches!(self.stage, Stage::Starting(..))
    }

    /// Whether a stretch is heard over and over.
    pub fn repeats(&self) -> bool {
        self.stretch.is_some()
    }

    /// When to look again: while something plays, or is about to.
    pub fn wake_in(&self, now: DateTime<Utc>) -> Option<Duration> {
        if self.is_starting() {
            return Some(PAUSE);
        }
        self.clock.next_second(now)
    }

    /// Asks the player where it is; the clock follows. To be called before anything is read off or changed.
    pub fn look(&mut self, now: DateTime<Utc>) -> Told {
        if let Stage::Starting(player, start) = &mut self.stage {
            start.asked += 1;
            match player.answers() {
                Ok(true) => {}
                Ok(false) if start.asked < MOST_ASKED => return None,
                _ => return Some(self.without_player(now)),
            }
        }
        let (Stage::Starting(player, _) | Stage::Playing(player)) = &mut self.stage else {
            return None;
        };
        match player.standing() {
            Ok(standing) => self.follow(standing, now),
            Err(_) => Some(self.ended(now)),
        }
    }

    /// Takes over where the player is.
    fn follow(&mut self, standing: Standing, now: DateTime<Utc>) -> Told {
        if standing.doing == Doing::Nothing {
            return Some(self.without_file(
                "The player cannot read the recording: the clock runs instead.",
                now,
            ));
        }
        let at_secs = standing.at_secs?;
        if standing.breaks_off() {
            self.clock.is_at(at_secs, standing.length_secs, true, now);
            return Some(self.without_file(
                "The rest of the recording cannot be read: the clock runs on without it.",
                now,
            ));
        }
        match std::mem::replace(&mut self.stage, Stage::Clock) {
            Stage::Starting(player, start) => {
                self.stage = Stage::Playing(player);
                return self.begin(&start, standing, now);
            }
            stage => self.stage = stage,
        }
        self.clock.is_at(
            at_secs,
            standing.length_secs,
            standing.doing == Doing::Plays,
            now,
        );
        self.hear(standing)
    }

    /// The player answers for the first time: it is told what was asked for meanwhile.
    fn begin(&mut self, start: &Start, standing: Standing, now: DateTime<Utc>) -> Told {
        let wanted = self.clock.at_secs(now);
        let moved = (wanted - start.from_secs).abs() > 0.001;
        let at_secs = if moved {
            Some(wanted)
        } else {
            standing.at_secs
        };
        let (times, plays) = (self.clock.speed(), start.plays);
        self.clock
            .is_at(at_secs.unwrap_or(0.0), standing.length_secs, plays, now);
        let told = self.tell(now, |player| {
            if moved {
                player.seek(wanted)?;
            }
            player.speed(times)?;
            player.pause(!plays)
        });
        told.or_else(|| self.hear(standing))
    }

    /// Tells once that no sound comes out.
    fn hear(&mut self, standing: Standing) -> Told {
        let is_mute = self.program.as_ref().is_some_and(Program::is_mute);
        let tell = standing.silent && !is_mute && !self.told_silent;
        self.told_silent = standing.silent;
        tell.then_some("No sound device answers: the recording plays without sound.")
    }

    /// The player was there and is not any more; the clock stands, for nobody hears anything now. One that ends again is
    /// of no use on this form: the clock runs in its place.
    fn ended(&mut self, now: DateTime<Utc>) -> &'static str {
        if std::mem::replace(&mut self.ended_before, true) {
            self.without_player(now);
            return "The player has ended again: the clock runs instead.";
        }
        let at = self.clock.at_secs(now);
        self.clock.is_at(at, None, false, now);
        self.stage = Stage::Clock;
        self.stretch = None;
        "The player has ended. Space starts it again where it was."
    }

    /// There is nothing to be heard any more; the clock runs in its place.
    fn without_file(&mut self, why: &'static str, now: DateTime<Utc>) -> &'static str {
        self.without_player(now);
        self.file = None;
        why
    }

    /// There is no player to be had; the clock runs in its place.
    fn without_player(&mut self, now: DateTime<Utc>) -> &'static str {
        self.stage = Stage::Clock;
        self.stretch = None;
        self.program = None;
        self.clock.run(now);
        "The player does not start: the clock runs instead."
    }

    /// Plays or stands; goes on two seconds earlier.
    pub fn toggle(&mut self, now: DateTime<Utc>) -> Told {
        if let Stage::Starting(_, start) = &mut self.stage {
            start.plays = !start.plays;
            return None;
        }
        if matches!(self.stage, Stage::Clock) {
            if self.plays() {
                return self.start(now);
            }
            self.clock.toggle(now);
            return self.why_clock.take();
        }
        self.clock.toggle(now);
        let (runs, at) = (self.clock.runs(), self.clock.at_secs(now));
        self.tell(now, |player| {
            if runs {
                player.seek(at)?;
            }
            player.pause(!runs)
        })
    }

    /// Starts the player; until it answers the clock stands.
    fn start(&mut self, now: DateTime<Utc>) -> Told {
        let (Some(file), Some(program)) = (&self.file, &self.program) else {
            return None;
        };
        if !file.is_file() {
            self.file = None;
            self.clock.run(now);
            return Some("The recording is not there any more: the clock runs instead.");
        }
        self.clock.toggle(now);
        let from_secs = self.clock.at_secs(now);
        let Ok(player) = Player::start(program, file, from_secs, self.clock.speed()) else {
            return Some(self.without_player(now));
        };
        self.clock.is_at(from_secs, None, false, now);
        let start = Start {
            asked: 0,
            from_secs,
            plays: true,
        };
        self.stage = Stage::Starting(player, start);
        None
    }

    /// Jumps by so many seconds, back when negative.
    pub fn jump(&mut self, secs: f64, now: DateTime<Utc>) -> Told {
        self.clock.jump(secs, now);
        self.seek(now)
    }

    /// Jumps to a second of the call.
    pub fn jump_to(&mut self, to_secs: f64, now: DateTime<Utc>) -> Told {
        let at = self.clock.at_secs(now);
        self.jump(to_secs - at, now)
    }

    /// Tells the player where the clock is. A jump out of a stretch lets go of it.
    fn seek(&mut self, now: DateTime<Utc>) -> Told {
        let at = self.clock.at_secs(now);
        let leaves = self
            .stretch
            .is_some_and(|(from, to)| !(from..to).contains(&at));
        if leaves {
            self.stretch = None;
        }
        self.tell(now, |player| {
            if leaves {
                player.repeat(None)?;
            }
            player.seek(at)
        })
    }

    /// Hears the last ten seconds over and over, or goes on from here.
    pub fn repeat(&mut self, now: DateTime<Utc>) -> Told {
        if self.stretch.take().is_some() {
            return self.tell(now, |player| player.repeat(None));
        }
        if !matches!(self.stage, Stage::Playing(_)) {
            self.clock.jump(-LAST_SECS, now);
            return None;
        }
        let to = self.clock.at_secs(now);
        let from = (to - LAST_SECS).max(0.0);
        self.stretch = Some((from, to));
        self.clock.jump(from - to, now);
        self.clock.run(now);
        self.tell(now, |player| {
            player.repeat(Some((from, to)))?;
            player.seek(from)?;
            player.pause(false)
        })
    }

    /// One step slower or faster; voices keep their pitch.
    pub fn change_speed(&mut self, faster: bool, now: DateTime<Utc>) -> Told {
        self.clock.change_speed(faster, now);
        let times = self.clock.speed();
        self.tell(now, |player| player.speed(times))
    }

    fn tell(
        &mut self,
        now: DateTime<Utc>,
        what: impl FnOnce(&mut Player) -> std::io::Result<()>,
    ) -> Told {
        // One that does not answer yet is told when it does.
        let Stage::Playing(player) = &mut self.stage else {
            return None;
        };
        match what(player) {
            Ok(()) => None,
            Err(_) => Some(self.ended(now)),
        }
    }
}
