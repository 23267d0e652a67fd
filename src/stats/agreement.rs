//! How well two or more scorings of the same calls agree: for answers on a scale with few levels by chance-corrected
//! coefficients, for scores by the differences themselves.

pub mod alpha;
pub mod scores;
pub mod several;
pub mod two;

use super::distribution::t_of;
use super::range::Range;
use super::status::Status;

/// Below this many units only "x of n equal" is shown.
pub const SHOW_FROM: f64 = 5.0;
/// From this many units on a coefficient has a standard error and a range.
pub const RANGE_FROM: f64 = 10.0;

/// How much it counts when two levels of a scale meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// Only the same level agrees.
    Identity,
    /// `1 - |k - l|/(q - 1)`.
    Linear,
    /// `1 - ((k - l)/(q - 1))^2`.
    Quadratic,
}

impl Weights {
    /// The weight of levels `k` and `l` of `q`, 0..1.
    pub fn weight(self, k: usize, l: usize, q: usize) -> f64 {
        let apart = k.abs_diff(l) as f64 / q.saturating_sub(1).max(1) as f64;
        match self {
            Self::Identity => f64::from(u8::from(k == l)),
            Self::Linear => 1.0 - apart,
            Self::Quadratic => 1.0 - apart * apart,
        }
    }

    fn sum(self, q: usize) -> f64 {
        (0..q)
            .flat_map(|k| (0..q).map(move |l| self.weight(k, l, q)))
            .sum()
    }
}

/// A coefficient of agreement: 1 is full agreement, 0 what chance would give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficient {
    /// The observed agreement, 0..1, with the weights asked for.
    pub pa: f64,
    /// The agreement that chance would give.
    pub pe: f64,
    /// `(pa - pe)/(1 - pe)`. `None` when it is 0/0.
    pub value: Option<f64>,
    /// Its standard error; from 10 units on.
    pub se: Option<f64>,
    /// `value +/- t(n-1) se`, cut at -1 and 1; from 10 units on.
    pub range: Option<Range>,
    /// `Ok`, `TooFew` (fewer than 5 units: show "x of n equal" instead) or `Undefined`.
    pub status: Status,
}

impl Coefficient {
    fn of(pa: f64, pe: f64, n: f64) -> Self {
        let value = (pa - pe) / (1.0 - pe);
        let value = (value.is_finite() && 1.0 - pe > 1e-12).then_some(value);
        let status = match value {
            None => Status::Undefined,
            Some(_) if n < SHOW_FROM => Status::TooFew,
            Some(_) => Status::Ok,
        };
        Self {
            pa,
            pe,
            value,
            se: None,
            range: None,
            status,
        }
    }

    fn with_se(self, se: f64, n: f64, confidence: f64) -> Self {
        let Some(value) = self.value.filter(|_| n >= RANGE_FROM && se.is_finite()) else {
            return self;
        };
        let half_width = t_of(confidence, n - 1.0) * se;
        Self {
            se: Some(se),
            range: Range::around(value, half_width)
                .finite()
                .map(|range| range.clipped(Some((-1.0, 1.0)))),
            ..self
        }
    }
}
