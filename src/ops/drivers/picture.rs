//! Importance and performance as a picture of plain characters: to the right what is mostly done, above the line what goes
//! with more satisfied customers. A letter for each behaviour; the list below names them.

use crate::domain::driver::{Driver, Drivers};

/// Rows of the picture.
const ROWS: usize = 11;
/// Columns left of the axis.
const LEFT: usize = 7;
/// The narrowest and the widest picture.
const NARROWEST: usize = 30;
const WIDEST: usize = 76;

/// The letter of the behaviour at that place of the list.
pub fn letter(at: usize) -> char {
    char::from(b'A' + (at % 26) as u8)
}

/// The picture, line by line, at most `columns` wide. Empty where no behaviour has a difference.
pub fn picture(drivers: &Drivers, columns: usize) -> Vec<String> {
    let shown: Vec<(char, &Driver, f64)> = drivers
        .drivers
        .iter()
        .enumerate()
        .filter_map(|(at, driver)| Some((letter(at), driver, driver.difference?)))
        .collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let room = columns.min(WIDEST).saturating_sub(LEFT + 1).max(NARROWEST);
    let most = shown
        .iter()
        .map(|(_, _, gap)| gap.abs())
        .fold(0.1, f64::max);
    let row = |gap: f64| (((most - gap) / (2.0 * most)) * (ROWS - 1) as f64).round() as usize;
    let column = |rate: f64| (rate.clamp(0.0, 1.0) * (room - 1) as f64).round() as usize;
    let mut grid = vec![vec![' '; room]; ROWS];
    let usual = column(drivers.usual_rate);
    for line in &mut grid {
        line[usual] = ':';
    }
    for place in &mut grid[ROWS / 2] {
        *place = '-';
    }
    grid[ROWS / 2][usual] = '+';
    for (letter, driver, gap) in shown {
        let (line, at) = (&mut grid[row(gap).min(ROWS - 1)], column(driver.rate));
        // Two at one place stand side by side.
        let free = (at..room)
            .chain((0..at).rev())
            .find(|at| !line[*at].is_ascii_uppercase());
        if let Some(free) = free {
            line[free] = letter;
        }
    }
    let title = "satisfaction when done less when missed";
    let mut lines = vec![title.chars().take(LEFT + 1 + room).collect()];
    for (at, line) in grid.iter().enumerate() {
        let label = match at {
            0 => format!("{most:+.1}"),
            at if at == ROWS / 2 => "0".to_owned(),
            at if at == ROWS - 1 => format!("{:+.1}", -most),
            _ => String::new(),
        };
        let line: String = line.iter().collect();
        lines.push(format!(
            "{label:>width$} |{}",
            line.trim_end(),
            width = LEFT - 1
        ));
    }
    lines.push(format!(
        "{:>width$} +{}",
        "",
        "-".repeat(room),
        width = LEFT - 1
    ));
    let middle = "how often it is done";
    let gap = room.saturating_sub(middle.len() + 6) / 2;
    lines.push(format!(
        "{:>width$}  0%{}{middle}{}100%",
        "",
        " ".repeat(gap),
        " ".repeat(room.saturating_sub(gap + middle.len() + 6)),
        width = LEFT - 1
    ));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::driver::{Measure, Rated, drivers};

    #[test]
    fn every_behaviour_has_its_letter_and_no_line_is_too_wide() {
        let calls: Vec<Rated> = (0..30)
            .map(|at| Rated {
                satisfaction: f64::from(at % 5),
                done: [("a", at % 2 == 0), ("b", at % 3 == 0), ("c", at % 2 == 0)]
                    .map(|(key, done)| (key.to_owned(), done))
                    .into(),
            })
            .collect();
        let texts = ["a", "b", "c"]
            .map(|key| (key.to_owned(), key.to_owned()))
            .into();
        let found = drivers(Measure::Csat, &calls, &texts);
        for columns in [10, 40, 80, 200] {
            let lines = picture(&found, columns);
            let all = lines.concat();
            assert!(
                ['A', 'B', 'C'].iter().all(|letter| all.contains(*letter)),
                "{lines:#?}"
            );
            assert!(
                lines
                    .iter()
                    .all(|line| line.len() <= columns.clamp(LEFT + 1 + NARROWEST, WIDEST)),
                "{lines:#?}"
            );
        }
        assert!(
            picture(
                &drivers(Measure::Csat, &[], &std::collections::BTreeMap::new()),
                80
            )
            .is_empty()
        );
    }
}
