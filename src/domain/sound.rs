//! How loud a recording is over its length: where people speak, where nobody does. Reading files stands in `ops`.

/// Windows of loudness in a second.
pub const WINDOWS_PER_SEC: usize = 10;
/// From so many windows on, silence of everybody is dead air: three seconds.
const DEAD_WINDOWS: usize = 3 * WINDOWS_PER_SEC;
/// What is 26 dB below the loud parts of a recording is no speech.
const QUIET_SHARE: f32 = 0.05;
/// And what is 66 dB below the loudest that a recording can be never is.
const QUIET_LEVEL: f32 = 0.0005;

/// The loudness of a recording, each channel by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Sound {
    /// For each channel one level a window, the root of the mean square, 0 to 1.
    channels: Vec<Vec<f32>>,
}

impl Sound {
    /// The loudness of channels of the same length.
    pub fn new(channels: Vec<Vec<f32>>) -> Self {
        Self { channels }
    }

    /// How many channels.
    pub fn channels(&self) -> usize {
        self.channels.len()
    }

    /// How long it is, in seconds.
    pub fn secs(&self) -> f64 {
        self.windows() as f64 / WINDOWS_PER_SEC as f64
    }

    fn windows(&self) -> usize {
        self.channels.first().map_or(0, Vec::len)
    }

    /// What is loud in this recording: the level that 95 in 100 windows with any sound stay below.
    fn loud(&self) -> f32 {
        let mut levels: Vec<f32> = self
            .channels
            .iter()
            .flatten()
            .copied()
            .filter(|level| *level > QUIET_LEVEL)
            .collect();
        levels.sort_by(f32::total_cmp);
        levels
            .get(levels.len() * 95 / 100)
            .copied()
            .unwrap_or(QUIET_LEVEL)
    }

    fn speech_from(&self) -> f32 {
        (self.loud() * QUIET_SHARE).max(QUIET_LEVEL)
    }

    /// The stretches in which nobody speaks for three seconds or longer, each from and to in seconds.
    pub fn dead_air(&self) -> Vec<(f64, f64)> {
        let least = self.speech_from();
        let silent = |at: usize| self.channels.iter().all(|levels| levels[at] < least);
        let mut found = Vec::new();
        let mut from = 0;
        for at in 0..=self.windows() {
            if at < self.windows() && silent(at) {
                continue;
            }
            if at - from >= DEAD_WINDOWS {
                let secs = |window: usize| window as f64 / WINDOWS_PER_SEC as f64;
                found.push((secs(from), secs(at)));
            }
            from = at + 1;
        }
        found
    }

    /// A channel in so many columns: 0 where nothing is heard, else how loud it gets, 0 to 1 of what is loud here.
    pub fn columns(&self, channel: usize, columns: usize) -> Vec<f32> {
        let (loud, least) = (self.loud(), self.speech_from());
        let levels = self.channels.get(channel).map_or(&[][..], Vec::as_slice);
        (0..columns)
            .map(|column| {
                let from = column * levels.len() / columns.max(1);
                let to = ((column + 1) * levels.len() / columns.max(1)).max(from + 1);
                let highest = levels
                    .get(from..to.min(levels.len()))
                    .unwrap_or_default()
                    .iter()
                    .copied()
                    .fold(0.0, f32::max);
                if highest < least {
                    0.0
                } else {
                    (highest / loud).min(1.0)
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::float_cmp, reason = "the numbers are exact")]
    use super::*;

    fn sound(left: &[(f32, usize)], right: &[(f32, usize)]) -> Sound {
        let spread = |parts: &[(f32, usize)]| {
            parts
                .iter()
                .flat_map(|(level, count)| std::iter::repeat_n(*level, *count))
                .collect()
        };
        Sound::new(vec![spread(left), spread(right)])
    }

    #[test]
    fn dead_air_is_when_nobody_speaks_for_three_seconds() {
        let sound = sound(
            &[(0.3, 20), (0.001, 29), (0.3, 1), (0.001, 50)],
            &[(0.001, 60), (0.2, 10), (0.001, 30)],
        );
        assert_eq!(sound.secs(), 10.0);
        assert_eq!(sound.dead_air(), [(7.0, 10.0)]);
    }

    #[test]
    fn a_column_is_as_high_as_the_loudest_in_it_and_empty_without_speech() {
        let sound = sound(&[(0.4, 50), (0.001, 50)], &[(0.2, 100)]);
        assert_eq!(sound.columns(0, 4), [1.0, 1.0, 0.0, 0.0]);
        assert_eq!(sound.columns(1, 2), [0.5, 0.5]);
        assert_eq!(sound.columns(2, 2), [0.0, 0.0]);
    }

    #[test]
    fn a_silent_or_empty_recording_is_all_dead_air_or_nothing() {
        assert_eq!(sound(&[(0.0, 40)], &[(0.0, 40)]).dead_air(), [(0.0, 4.0)]);
        let empty = Sound::new(Vec::new());
        assert_eq!(
            (empty.dead_air(), empty.columns(0, 3)),
            (vec![], vec![0.0; 3])
        );
    }
}
