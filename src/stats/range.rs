//! A range from a low to a high number: confidence intervals, limits of a chart, bounds of a scale.

/// From `low` to `high`, both included, `low <= high`. In the unit of whatever it describes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Range {
    /// The range between two numbers, whichever is the larger.
    pub fn between(one: f64, other: f64) -> Self {
        Self {
            low: one.min(other),
            high: one.max(other),
        }
    }

    /// `centre - half_width` to `centre + half_width`.
    pub fn around(centre: f64, half_width: f64) -> Self {
        Self::between(centre - half_width, centre + half_width)
    }

    /// From `value` to `value`: nothing is uncertain.
    pub fn exactly(value: f64) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// `high - low`.
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Half of the width: the number after "plus or minus".
    pub fn half_width(self) -> f64 {
        self.width() / 2.0
    }

    /// Whether `value` lies in the range, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Whether the range lies strictly between `low` and `high`.
    pub fn is_within(self, low: f64, high: f64) -> bool {
        low < self.low && self.high < high
    }

    /// The same range cut at `bounds` (lowest, highest possible value); unchanged when there are none.
    #[must_use]
    pub fn clipped(self, bounds: Option<(f64, f64)>) -> Self {
        let Some((lowest, highest)) = bounds else {
            return self;
        };
        let cut = |value: f64| value.max(lowest).min(highest);
        Self::between(cut(self.low), cut(self.high))
    }

    /// Both ends times `factor`; the ends change places when it is negative.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self::between(self.low * factor, self.high * factor)
    }

    /// `Some` when both ends are finite numbers.
    pub(crate) fn finite(self) -> Option<Self> {
        (self.low.is_finite() && self.high.is_finite()).then_some(self)
    }
}

/// `confidence` when it lies strictly between 0 and 1.
pub(crate) fn sound_confidence(confidence: f64) -> Option<f64> {
    (confidence > 0.0 && confidence < 1.0).then_some(confidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_cut_at_the_bounds_of_the_scale() {
        let cut = Range::around(95.0, 10.0).clipped(Some((0.0, 100.0)));
        assert_eq!(
            cut,
            Range {
                low: 85.0,
                high: 100.0
            }
        );
    }

    #[test]
    fn a_range_outside_the_bounds_shrinks_to_the_nearest_bound() {
        let cut = Range::around(300.0, 10.0).clipped(Some((0.0, 100.0)));
        assert_eq!(cut, Range::exactly(100.0));
    }

    #[test]
    fn a_negative_factor_turns_the_ends_around() {
        let turned = Range {
            low: 1.0,
            high: 2.0,
        }
        .times(-1.0);
        assert_eq!(
            turned,
            Range {
                low: -2.0,
                high: -1.0
            }
        );
    }

    #[test]
    fn a_confidence_is_a_number_between_nought_and_one() {
        for wrong in [0.0, 1.0, -0.5, 95.0, f64::NAN, f64::INFINITY] {
            assert_eq!(sound_confidence(wrong), None);
        }
        assert_eq!(sound_confidence(0.95), Some(0.95));
    }
}
