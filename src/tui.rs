//! The app: screens, widgets, keys, theme.
