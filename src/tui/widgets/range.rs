//! Where a number could be: the bar `···├────●───┤···` on a scale from 0 to 100.

use ratatui::text::{Line, Span};

use crate::tui::theme::Theme;

/// The bar in `width` columns. `low`, `value` and `high` lie on 0 to 100; what lies outside stands at the end.
pub fn line(width: usize, low: f64, value: f64, high: f64, theme: &Theme) -> Line<'static> {
    let Some(last) = width.checked_sub(1) else {
        return Line::default();
    };
    let place = |number: f64| (number.clamp(0.0, 100.0) / 100.0 * last as f64).round() as usize;
    let (low, value, high) = (place(low), place(value), place(high));
    let spans = (0..width).map(|at| {
        if at == value {
            Span::styled("●", theme.accent)
        } else if at == low {
            Span::styled("├", theme.text)
        } else if at == high {
            Span::styled("┤", theme.text)
        } else if low < at && at < high {
            Span::styled("─", theme.text)
        } else {
            Span::styled("·", theme.dim)
        }
    });
    Line::from(spans.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(low: f64, value: f64, high: f64) -> String {
        line(21, low, value, high, &Theme::MONO).to_string()
    }

    #[test]
    fn a_range_stands_where_it_lies_between_nought_and_a_hundred() {
        assert_eq!(told(20.0, 50.0, 80.0), "····├─────●─────┤····");
        assert_eq!(told(0.0, 95.0, 100.0), "├──────────────────●┤");
    }

    #[test]
    fn the_value_is_seen_at_any_width_of_the_range() {
        assert_eq!(told(100.0, 100.0, 100.0), "····················●");
        assert_eq!(told(-5.0, 0.0, 300.0), "●───────────────────┤");
        assert_eq!(line(0, 0.0, 0.0, 0.0, &Theme::MONO).to_string(), "");
    }
}
