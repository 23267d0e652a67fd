//! On which scale the answers of a column are, told only where they leave no doubt.

use super::{Measure, Scale};

/// What the answers of a column show of their scale.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    fits: Vec<(Scale, usize)>,
    answers: usize,
    highest: f64,
    has_zero: bool,
}

impl Shown {
    /// Takes one cell into account.
    pub fn see(&mut self, cell: &str) {
        if cell.trim().is_empty() {
            return;
        }
        self.answers += 1;
        for scale in Scale::ALL {
            if let Some(answer) = scale.read(cell) {
                match self.fits.iter_mut().find(|(known, _)| known == scale) {
                    Some((_, count)) => *count += 1,
                    None => self.fits.push((*scale, 1)),
                }
                if *scale == Scale::Nps {
                    self.highest = self.highest.max(answer);
                    self.has_zero |= answer == 0.0;
                }
            }
        }
    }

    fn mostly(&self, scale: Scale) -> bool {
        let fits = self.fits.iter().find(|(known, _)| *known == scale);
        fits.is_some_and(|(_, count)| count * 10 >= self.answers * 9)
    }

    /// Whether no answer was seen.
    pub fn is_empty(&self) -> bool {
        self.answers == 0
    }

    /// The scale, where the answers and what is measured leave no doubt.
    pub fn scale(&self, measure: Option<Measure>) -> Option<Scale> {
        if self.answers == 0 {
            return None;
        }
        let signs = [Scale::Words, Scale::Thumbs]
            .into_iter()
            .find(|scale| self.mostly(*scale));
        if signs.is_some() {
            return signs.filter(|_| measure.is_none_or(|measure| measure == Measure::Csat));
        }
        if self.mostly(Scale::Stars) && !self.mostly(Scale::Nps) {
            return Some(Scale::Stars);
        }
        let by_highest = |five, seven| match self.highest {
            _ if self.has_zero => None,
            high if high <= 5.0 => Some(five),
            high if high <= 7.0 => seven,
            _ => None,
        };
        match measure? {
            Measure::Nps => self.mostly(Scale::Nps).then_some(Scale::Nps),
            Measure::Ces => by_highest(Scale::Ces5, Some(Scale::Ces7)),
            Measure::Csat if self.highest > 7.0 && !self.has_zero => Some(Scale::Csat10),
            Measure::Csat => by_highest(Scale::Csat5, None),
        }
        .filter(|scale| self.mostly(*scale))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cells: &[&str], measure: Option<Measure>) -> Option<Scale> {
        let mut shown = Shown::default();
        for cell in cells {
            shown.see(cell);
        }
        shown.scale(measure)
    }

    #[test]
    fn a_scale_is_recognised_only_without_doubt() {
        let csat = Some(Measure::Csat);
        assert_eq!(shown(&["5", "4", "", "1"], csat), Some(Scale::Csat5));
        assert_eq!(shown(&["9", "4", "1"], csat), Some(Scale::Csat10));
        assert_eq!(shown(&["6", "4", "1"], csat), None, "1 to 7 or 1 to 10");
        assert_eq!(shown(&["0", "4"], csat), None);
        assert_eq!(
            shown(&["0", "10", "7"], Some(Measure::Nps)),
            Some(Scale::Nps)
        );
        assert_eq!(shown(&["7", "2"], Some(Measure::Ces)), Some(Scale::Ces7));
        assert_eq!(shown(&["5", "4"], None), None);
        assert_eq!(
            shown(&["Satisfied", "Very satisfied"], None),
            Some(Scale::Words)
        );
        assert_eq!(shown(&["👍", "👎"], None), Some(Scale::Thumbs));
        assert_eq!(shown(&["★★★", "★"], None), Some(Scale::Stars));
        assert_eq!(shown(&["", ""], csat), None);
    }
}
