//! Two raters on one scale: Cohen's kappa and Gwet's AC1/AC2, plain and weighted. Kappa collapses when nearly
//! everything passes, which is the normal state of a scorecard; AC1 does not.

use super::{Coefficient, Weights};
use crate::stats::range::sound_confidence;

/// Scales have at most this many levels.
const MOST_LEVELS: usize = 100;

/// Who gave which level: the shares of a square table, first rater in rows, second in columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    cells: Vec<Vec<f64>>,
    n: f64,
}

impl Table {
    /// The table of `counts` (whole numbers, or shares). `None` when it is not square, has more than 100 levels, is
    /// empty or has an entry that is negative or not finite.
    pub fn of_counts(counts: &[Vec<f64>]) -> Option<Self> {
        let q = counts.len();
        let sound = (1..=MOST_LEVELS).contains(&q)
            && counts.iter().all(|row| row.len() == q)
            && counts.iter().flatten().all(|count| *count >= 0.0);
        let n: f64 = counts.iter().flatten().sum();
        if !sound || !n.is_finite() || n <= 0.0 {
            return None;
        }
        let share = |row: &Vec<f64>| row.iter().map(|count| count / n).collect();
        Some(Self {
            cells: counts.iter().map(share).collect(),
            n,
        })
    }

    /// The table of paired ratings, as indexes into a scale of `levels` levels, used or not. `None` when the lists
    /// differ in length, are empty, or an index is not on the scale.
    pub fn of_ratings(first: &[usize], second: &[usize], levels: usize) -> Option<Self> {
        if first.len() != second.len() || levels > MOST_LEVELS {
            return None;
        }
        let mut counts = vec![vec![0.0; levels]; levels];
        for (one, other) in first.iter().zip(second) {
            *counts.get_mut(*one)?.get_mut(*other)? += 1.0;
        }
        Self::of_counts(&counts)
    }

    /// How many units were rated.
    pub fn n(&self) -> f64 {
        self.n
    }

    /// The observed agreement with these weights, 0..1.
    pub fn agreement(&self, weights: Weights) -> f64 {
        self.sum(|k, l| weights.weight(k, l, self.q()) * self.cells[k][l])
    }

    fn q(&self) -> usize {
        self.cells.len()
    }

    fn sum(&self, term: impl Fn(usize, usize) -> f64) -> f64 {
        let q = self.q();
        (0..q)
            .flat_map(|k| (0..q).map(move |l| (k, l)))
            .map(|(k, l)| term(k, l))
            .sum()
    }

    fn rows(&self) -> Vec<f64> {
        self.cells.iter().map(|row| row.iter().sum()).collect()
    }

    fn columns(&self) -> Vec<f64> {
        (0..self.q())
            .map(|l| self.cells.iter().map(|row| row[l]).sum())
            .collect()
    }
}

/// Cohen's kappa: `pe = sum w_kl p_k+ p_+l`. `Undefined` when only one level was ever used.
///
/// Cohen (1960) Educ Psychol Meas 20:37, (1968) Psychol Bull 70:213; standard error of Fleiss, Cohen & Everitt (1969)
/// Psychol Bull 72:323.
pub fn kappa(table: &Table, weights: Weights, confidence: f64) -> Coefficient {
    let (rows, columns, q) = (table.rows(), table.columns(), table.q());
    let w = |k, l| weights.weight(k, l, q);
    let pa = table.agreement(weights);
    let pe = table.sum(|k, l| w(k, l) * rows[k] * columns[l]);
    let coefficient = Coefficient::of(pa, pe, table.n);
    let row_means: Vec<f64> = (0..q)
        .map(|k| (0..q).map(|l| w(k, l) * columns[l]).sum())
        .collect();
    let column_means: Vec<f64> = (0..q)
        .map(|l| (0..q).map(|k| w(k, l) * rows[k]).sum())
        .collect();
    with_se(coefficient, table, confidence, |value, k, l| {
        w(k, l) - (1.0 - value) * (row_means[k] + column_means[l])
    })
}

/// Gwet's AC1 (identity weights) or AC2: `pi_k = (p_k+ + p_+k)/2`, `pe = (sum w)/(q(q-1)) sum pi_k (1 - pi_k)`.
///
/// Gwet (2008) Br J Math Stat Psychol 61:29; Gwet, Handbook of Inter-Rater Reliability (2014) 4.
pub fn gwet(table: &Table, weights: Weights, confidence: f64) -> Coefficient {
    let (rows, columns, q) = (table.rows(), table.columns(), table.q());
    let pi: Vec<f64> = rows
        .iter()
        .zip(&columns)
        .map(|(row, column)| f64::midpoint(*row, *column))
        .collect();
    let scale = weights.sum(q) / (q * q.saturating_sub(1)).max(1) as f64;
    let pe = scale * pi.iter().map(|pi| pi * (1.0 - pi)).sum::<f64>();
    let coefficient = Coefficient::of(table.agreement(weights), pe, table.n);
    with_se(coefficient, table, confidence, |value, k, l| {
        let both = f64::midpoint(pi[k], pi[l]);
        weights.weight(k, l, q) - 2.0 * (1.0 - value) * scale * (1.0 - both)
    })
}

/// `sqrt((sum p_kl term_kl^2 - (pa - 2(1-value) pe)^2)/(n (1-pe)^2))`.
fn with_se(
    coefficient: Coefficient,
    table: &Table,
    confidence: f64,
    term: impl Fn(f64, usize, usize) -> f64,
) -> Coefficient {
    let (Some(value), Some(confidence)) = (coefficient.value, sound_confidence(confidence)) else {
        return coefficient;
    };
    let squares = table.sum(|k, l| table.cells[k][l] * term(value, k, l).powi(2));
    let centre = coefficient.pa - 2.0 * (1.0 - value) * coefficient.pe;
    let variance = (squares - centre * centre).max(0.0) / table.n;
    coefficient.with_se(
        variance.sqrt() / (1.0 - coefficient.pe),
        table.n,
        confidence,
    )
}

/// Weighted kappa from weights of *disagreement* (0 = the same), as Cohen first wrote it: `1 - sum v p_kl / sum v
/// p_k+ p_+l`. `None` when the weights have another shape or it is 0/0. Cohen (1968) Psychol Bull 70:213.
pub fn kappa_of_disagreement(table: &Table, disagreement: &[Vec<f64>]) -> Option<f64> {
    let q = table.q();
    if disagreement.len() != q || disagreement.iter().any(|row| row.len() != q) {
        return None;
    }
    let (rows, columns) = (table.rows(), table.columns());
    let observed = table.sum(|k, l| disagreement[k][l] * table.cells[k][l]);
    let by_chance = table.sum(|k, l| disagreement[k][l] * rows[k] * columns[l]);
    let kappa = 1.0 - observed / by_chance;
    kappa.is_finite().then_some(kappa)
}

#[cfg(test)]
mod tests;
