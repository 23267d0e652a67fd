//! Numbers over weeks in one line: a small column a week, blank where there is no number.

use crate::tui::glyphs::Glyphs;

/// From the lowest to the highest.
const COLUMNS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The same where the terminal shows no columns: digits, as if the scale ran from 0 to 9.
const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/// The last `width` of the numbers, one character each. `scale` is what the lowest and the highest character stand for;
/// what lies outside stands at the end.
pub fn line(values: &[Option<f64>], scale: (f64, f64), width: usize, glyphs: Glyphs) -> String {
    let marks: &[char] = match glyphs {
        Glyphs::Unicode => &COLUMNS,
        Glyphs::Letters | Glyphs::Ascii => &DIGITS,
    };
    let skipped = values.len().saturating_sub(width);
    values[skipped..]
        .iter()
        .map(|value| value.map_or(' ', |value| mark(value, scale, marks)))
        .collect()
}

fn mark(value: f64, (low, high): (f64, f64), marks: &[char]) -> char {
    let last = marks.len().saturating_sub(1);
    let share = (value - low) / (high - low);
    let place = if share.is_finite() {
        (share.clamp(0.0, 1.0) * last as f64).round() as usize
    } else {
        last / 2
    };
    marks.get(place).copied().unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_without_a_number_is_blank_and_the_last_weeks_are_shown() {
        let values = [Some(0.0), Some(50.0), None, Some(100.0), Some(120.0)];
        let scale = (0.0, 100.0);
        assert_eq!(line(&values, scale, 9, Glyphs::Unicode), "▁▅ ██");
        assert_eq!(line(&values, scale, 3, Glyphs::Unicode), " ██");
        assert_eq!(line(&values, scale, 9, Glyphs::Ascii), "05 99");
    }

    #[test]
    fn numbers_that_are_all_alike_stand_in_the_middle() {
        assert_eq!(line(&[Some(7.0)], (7.0, 7.0), 9, Glyphs::Unicode), "▄");
    }
}
