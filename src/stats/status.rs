//! What a number is worth: every estimate says whether it could be made, and if not, why.

/// How an estimate came out. The words on the screen hang on this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Estimated as described.
    Ok,
    /// Estimated from these few values alone, without a pooled spread from the past: rough.
    Early,
    /// Everything was looked at: the number is exact, nothing is uncertain.
    Census,
    /// Not one value.
    NoData,
    /// One value and no spread from the past: the value is shown, no range.
    OneCall,
    /// All values are the same and there is no spread from the past: no range, never "plus or minus 0".
    NoSpread,
    /// Too few values for this method.
    TooFew,
    /// Fewer than three groups: nothing to learn from the others.
    TooFewGroups,
    /// A part of the whole was not sampled at all; the estimate speaks for the rest only.
    StratumNotSampled,
    /// Two predictors say the same: merge them.
    Collinear,
    /// One of the columns never changes.
    Constant,
    /// The coefficient is 0/0.
    Undefined,
    /// Every point lies on the median line.
    NoUsefulPoints,
    /// No unit was rated twice.
    NoPairable,
    /// Every rating is the same.
    NoVariation,
    /// The input contradicts itself or is not a finite number: more failures than calls, a sample larger than the
    /// whole.
    Invalid,
}

impl Status {
    /// The stable word of this status, in snake case, as it appears in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Early => "early",
            Self::Census => "census",
            Self::NoData => "no_data",
            Self::OneCall => "one_call",
            Self::NoSpread => "no_spread",
            Self::TooFew => "too_few",
            Self::TooFewGroups => "too_few_groups",
            Self::StratumNotSampled => "stratum_not_sampled",
            Self::Collinear => "collinear",
            Self::Constant => "constant",
            Self::Undefined => "undefined",
            Self::NoUsefulPoints => "no_useful_points",
            Self::NoPairable => "no_pairable",
            Self::NoVariation => "no_variation",
            Self::Invalid => "invalid",
        }
    }
}
