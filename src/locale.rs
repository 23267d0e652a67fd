//! What the terminal can show: all characters, or ASCII only. Known from the environment; nothing is asked of the terminal.

/// Whether only ASCII is to be shown: `DESKSIDE_ASCII` asks for it, or the locale is not UTF-8. `variable` looks one up.
pub fn is_ascii(variable: impl Fn(&str) -> Option<String>) -> bool {
    let value = |name: &str| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(value)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_utf8 = cfg!(windows) || locale.contains("utf-8") || locale.contains("utf8");
    value("DESKSIDE_ASCII").is_some() || !is_utf8
}
