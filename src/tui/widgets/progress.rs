//! A bar that fills up.

use ratatui::text::{Line, Span};

use crate::tui::theme::Theme;

/// The bar `━━━━╸────`, `width` columns wide; `share` runs from 0 to 1.
pub fn line(width: usize, share: f64, theme: &Theme) -> Line<'static> {
    let halves = (share.clamp(0.0, 1.0) * width as f64 * 2.0).round() as usize;
    let mut full = "━".repeat(halves / 2);
    if halves % 2 == 1 {
        full.push('╸');
    }
    let rest = "─".repeat(width - halves.div_ceil(2));
    Line::from(vec![
        Span::styled(full, theme.accent),
        Span::styled(rest, theme.dim),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_by_half_columns() {
        let told = |share| line(8, share, &Theme::MONO).to_string();
        assert_eq!(told(0.0), "────────");
        assert_eq!(told(0.43), "━━━╸────");
        assert_eq!(told(2.0), "━━━━━━━━");
        assert_eq!(told(f64::NAN), "────────");
    }
}
