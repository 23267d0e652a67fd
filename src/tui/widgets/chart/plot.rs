//! Where numbers stand on the cells of a chart.

use ratatui::layout::Rect;

/// The part of a chart that holds the points.
pub(super) struct Plot {
    pub area: Rect,
    pub weeks: usize,
    pub scale: (f64, f64),
}

impl Plot {
    /// Columns of one week.
    fn each(&self) -> f64 {
        f64::from(self.area.width) / self.weeks.max(1) as f64
    }

    /// The column of a week: in the middle of its share of the width.
    pub fn column(&self, week: usize) -> u16 {
        let at = ((week as f64 + 0.5) * self.each()) as u16;
        self.area.x + at.min(self.area.width.saturating_sub(1))
    }

    /// The first column of a week's share of the width; one further for the week after the last.
    pub fn start(&self, week: usize) -> u16 {
        let at = (week as f64 * self.each()).round() as u16;
        self.area.x + at.min(self.area.width)
    }

    /// The row of a number; `None` outside of the scale.
    pub fn row(&self, value: f64) -> Option<u16> {
        let (low, high) = self.scale;
        let share = (value - low) / (high - low);
        let last = f64::from(self.area.height.saturating_sub(1));
        (-0.001..=1.001)
            .contains(&share)
            .then(|| self.area.y + ((1.0 - share.clamp(0.0, 1.0)) * last).round() as u16)
    }

    /// The row of a number, or the nearest one within the plot.
    pub fn nearest_row(&self, value: f64) -> u16 {
        let (low, high) = self.scale;
        self.row(value.clamp(low.min(high), high.max(low)))
            .unwrap_or(self.area.y)
    }

    /// The columns of a week.
    pub fn weeks_share(&self, week: usize) -> Rect {
        let (from, to) = (self.start(week), self.start(week + 1));
        Rect {
            x: from,
            width: to.saturating_sub(from),
            ..self.area
        }
    }
}
