//! Charts of shares (p) and of counts per exposure (u) for counts of *all* calls, also with Laney's correction for very
//! many. For the tiny weekly samples there is [`super::forecast::surprise`] instead.

use super::range::Range;
use super::status::Status;
use super::xmr::D2;

/// Every point should expect at least this many events, else the limits mislead.
const EXPECTED_FROM: f64 = 5.0;

/// A chart with limits of its own for each point.
#[derive(Debug, Clone, PartialEq)]
pub struct RateChart {
    /// The overall share or rate: all events over all exposure.
    pub centre: f64,
    /// The limits of each point, cut at 0 (and at 1 for shares).
    pub limits: Vec<Range>,
    /// Laney's factor: how much more (or less) than pure chance the points scatter. 1 without his correction.
    pub sigma_z: f64,
    /// The indexes of the points outside their limits.
    pub beyond: Vec<usize>,
    /// Whether every point expects at least 5 events, below which such a chart should not be shown.
    pub is_large_enough: bool,
}

/// The p chart of shares, `(x, n)` each: `p +/- 3 sqrt(p(1-p)/n_i)`, cut at 0 and 1.
///
/// `Err` with `NoData` (no point) or `Invalid` (`n` of 0, `x > n`). NIST/SEMATECH e-Handbook 6.3.3.2.
pub fn p_chart(points: &[(u64, u64)]) -> Result<RateChart, Status> {
    p_chart_from(points, points.len())
}

/// [`p_chart`] with the centre of the first `baseline` points only: the limits of what comes after do not move with it.
pub fn p_chart_from(points: &[(u64, u64)], baseline: usize) -> Result<RateChart, Status> {
    let points = share_points(points)?;
    let centre = centre_of(&points[..baseline.min(points.len())])?;
    chart(&points, Kind::Share, centre, 1.0)
}

/// The u chart of counts per exposure, `(x, exposure)` each: `u +/- 3 sqrt(u/n_i)`, cut at 0.
///
/// `Err` with `NoData` (no point) or `Invalid` (an exposure that is not above 0). NIST/SEMATECH e-Handbook 6.3.3.1.
pub fn u_chart(points: &[(u64, f64)]) -> Result<RateChart, Status> {
    let points = rate_points(points);
    chart(&points, Kind::Rate, centre_of(&points)?, 1.0)
}

/// Laney's p' chart: the p chart with limits times `sigma_z = mean |z_i - z_{i-1}| / 1.128`. `NoSpread` when all
/// shares are 0 or 1, `TooFew` for one point; else as [`p_chart`]. Laney (2002) Quality Engineering 14:531.
pub fn laney_p(points: &[(u64, u64)]) -> Result<RateChart, Status> {
    laney_p_from(points, points.len())
}

/// [`laney_p`] with the centre and the scatter of the first `baseline` points only.
pub fn laney_p_from(points: &[(u64, u64)], baseline: usize) -> Result<RateChart, Status> {
    share_points(points).and_then(|points| laney(&points, Kind::Share, baseline))
}

/// Laney's u' chart, as [`laney_p`] for counts per exposure.
pub fn laney_u(points: &[(u64, f64)]) -> Result<RateChart, Status> {
    laney(&rate_points(points), Kind::Rate, points.len())
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Share,
    Rate,
}

impl Kind {
    fn sigma(self, centre: f64, size: f64) -> f64 {
        match self {
            Self::Share => (centre * (1.0 - centre) / size).max(0.0).sqrt(),
            Self::Rate => (centre / size).sqrt(),
        }
    }

    fn bounds(self) -> (f64, f64) {
        match self {
            Self::Share => (0.0, 1.0),
            Self::Rate => (0.0, f64::INFINITY),
        }
    }
}

fn share_points(points: &[(u64, u64)]) -> Result<Vec<(f64, f64)>, Status> {
    if points.iter().any(|(x, n)| x > n) {
        return Err(Status::Invalid);
    }
    Ok(points.iter().map(|&(x, n)| (x as f64, n as f64)).collect())
}

fn rate_points(points: &[(u64, f64)]) -> Vec<(f64, f64)> {
    points
        .iter()
        .map(|&(x, exposure)| (x as f64, exposure))
        .collect()
}

fn centre_of(points: &[(f64, f64)]) -> Result<f64, Status> {
    if points.is_empty() {
        return Err(Status::NoData);
    }
    let events: f64 = points.iter().map(|point| point.0).sum();
    let exposure: f64 = points.iter().map(|point| point.1).sum();
    let sound = points.iter().all(|point| point.1 > 0.0) && exposure.is_finite();
    sound.then_some(events / exposure).ok_or(Status::Invalid)
}

fn chart(
    points: &[(f64, f64)],
    kind: Kind,
    centre: f64,
    sigma_z: f64,
) -> Result<RateChart, Status> {
    centre_of(points)?;
    let limits: Vec<Range> = points
        .iter()
        .map(|point| Range::around(centre, 3.0 * kind.sigma(centre, point.1) * sigma_z))
        .map(|range| range.clipped(Some(kind.bounds())))
        .collect();
    let beyond = points
        .iter()
        .zip(&limits)
        .enumerate()
        .filter(|(_, (point, limits))| !limits.contains(point.0 / point.1))
        .map(|(index, _)| index)
        .collect();
    Ok(RateChart {
        centre,
        limits,
        sigma_z,
        beyond,
        is_large_enough: points.iter().all(|point| point.1 * centre >= EXPECTED_FROM),
    })
}

fn laney(points: &[(f64, f64)], kind: Kind, baseline: usize) -> Result<RateChart, Status> {
    let past = &points[..baseline.min(points.len())];
    let centre = centre_of(past)?;
    if past.len() < 2 {
        return Err(Status::TooFew);
    }
    let z: Vec<f64> = past
        .iter()
        .map(|point| (point.0 / point.1 - centre) / kind.sigma(centre, point.1))
        .collect();
    let steps: f64 = z.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum();
    let sigma_z = steps / (z.len() - 1) as f64 / D2;
    if !sigma_z.is_finite() {
        return Err(Status::NoSpread);
    }
    chart(points, kind, centre, sigma_z)
}

#[cfg(test)]
mod tests;
