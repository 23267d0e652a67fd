//! The rules of the house, read off the source: which layer may name what, how long a file may be, that every file
//! says what it is. A rule that is only prose decays.

use std::path::{Path, PathBuf};

/// Production lines at which a file has to be parted.
const LONGEST: usize = 400;

/// Layers from the bottom up; each may use those before it, and what stands outside of the layers.
const LAYERS: &[&str] = &["stats", "domain", "store", "ops", "cli", "tui"];

/// What a layer never mentions, besides the layers above it.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "stats",
        &[
            "rusqlite",
            "ratatui",
            "crossterm",
            "clap",
            "anyhow",
            "std::fs",
            "std::io",
            "chrono",
        ],
    ),
    (
        "domain",
        &[
            "rusqlite",
            "ratatui",
            "crossterm",
            "clap",
            "anyhow",
            "std::fs",
            "std::io",
            "std::env",
        ],
    ),
    (
        "store",
        &["ratatui", "crossterm", "clap", "csv::", "anyhow"],
    ),
    ("ops", &["rusqlite", "ratatui", "crossterm", "clap"]),
    ("cli", &["rusqlite", "ratatui", "crossterm"]),
    ("tui", &["rusqlite", "clap", "csv::", "crate::cli"]),
];

/// What only some files may mention: the words, the files (or folders), and why.
const RESERVED: &[(&[&str], &[&str], &str)] = &[
    (
        &["println!", "print!", "eprintln!", "eprint!", "stderr"],
        &["src/cli/print.rs", "src/tui/playback/player.rs"],
        "only cli/print.rs prints; the player's own words go nowhere",
    ),
    (
        &["stdout"],
        &[
            "src/cli/print.rs",
            "src/tui/terminal.rs",
            "src/tui/playback/player.rs",
        ],
        "only cli/print.rs prints",
    ),
    (
        &["Utc::now", "Local::now", "SystemTime::now"],
        &["src/clock.rs"],
        "only clock.rs asks for the time",
    ),
    (
        &["jiff"],
        &["src/domain/zone.rs"],
        "only domain/zone.rs knows the rules of zones",
    ),
    (
        &["SELECT", "INSERT INTO", "DELETE FROM", "PRAGMA"],
        &["src/store/", "src/store.rs"],
        "only the store has SQL",
    ),
];

/// What a part of a layer never mentions.
const PARTS: &[(&str, &[&str], &str)] = &[
    (
        "src/tui/widgets/",
        &["crate::domain", "crate::store", "crate::ops"],
        "widgets know no domain",
    ),
    (
        "src/tui/screens/",
        &["crate::tui::screens"],
        "screens do not know each other",
    ),
    (
        "src/tui/screens/",
        &["std::thread"],
        "what takes long is a job",
    ),
];

/// Everything that is wrong with one Rust file; `path` from the project's folder.
fn offences(path: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    if path.ends_with("/mod.rs") {
        found.push("is called mod.rs; it belongs beside its folder".to_owned());
    }
    // A file of tests says what it holds in its name: it belongs to the file above it.
    if !source.trim_start().starts_with("//!") && !path.ends_with("/tests.rs") {
        found.push("does not begin by saying what it holds (//!)".to_owned());
    }
    found.extend(empty_comments(source));
    if is_test(path) {
        return found;
    }
    let production = production(source);
    let length = production.lines().count();
    if path.starts_with("src/") && length > LONGEST {
        found.push(format!("has {length} lines, more than {LONGEST}"));
    }
    let (words, own) = (forbidden(path), own_screen(path));
    for (number, line) in production.lines().enumerate() {
        let code = code(line).replace(&own, "");
        let broken = words.iter().filter(|(word, _)| mentions(&code, word));
        found.extend(
            broken.map(|(word, why)| format!("line {}: mentions {word}; {why}", number + 1)),
        );
    }
    found
}

/// The words that a file may not mention, each with the reason.
fn forbidden(path: &str) -> Vec<(String, String)> {
    let mut words = Vec::new();
    if let Some(place) = LAYERS.iter().position(|layer| is_in(path, layer)) {
        let layer = LAYERS[place];
        let above = LAYERS[place + 1..]
            .iter()
            .map(|above| format!("crate::{above}"));
        let outside = FORBIDDEN
            .iter()
            .filter(|(of, _)| *of == layer)
            .flat_map(|(_, words)| *words);
        let all = above.chain(outside.map(|word| (*word).to_owned()));
        words.extend(all.map(|word| (word, format!("{layer} may not"))));
    }
    if path.starts_with("src/") {
        for (reserved, files, why) in RESERVED {
            if !files.iter().any(|file| path.starts_with(file)) {
                words.extend(
                    reserved
                        .iter()
                        .map(|word| ((*word).to_owned(), (*why).to_owned())),
                );
            }
        }
    }
    for (_, parts, why) in PARTS.iter().filter(|(folder, ..)| path.starts_with(folder)) {
        words.extend(
            parts
                .iter()
                .map(|word| ((*word).to_owned(), (*why).to_owned())),
        );
    }
    words
}

/// What the files of one screen may name: each other.
fn own_screen(path: &str) -> String {
    let inside = path.strip_prefix("src/tui/screens/").unwrap_or("-");
    let name = inside.split(['/', '.']).next().unwrap_or_default();
    format!("crate::tui::screens::{name}::")
}

fn is_in(path: &str, layer: &str) -> bool {
    path == format!("src/{layer}.rs") || path.starts_with(&format!("src/{layer}/"))
}

/// Whether the whole file is there for tests.
fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.ends_with("/tests.rs") || path.ends_with("/testing.rs")
}

/// The part before the module of tests.
fn production(source: &str) -> &str {
    let end = source.match_indices("#[cfg(test)]").map(|(at, _)| at);
    let mut end = end.filter(|at| {
        source[*at..]
            .lines()
            .nth(1)
            .is_some_and(|next| next.starts_with("mod tests {"))
    });
    end.next().map_or(source, |at| &source[..at])
}

/// A line without its comment.
fn code(line: &str) -> &str {
    let comment = line.match_indices("//").map(|(at, _)| at);
    let mut comment = comment.filter(|at| line[..*at].is_empty() || line[..*at].ends_with(' '));
    comment.next().map_or(line, |at| &line[..at])
}

/// Whether the line holds the word, not as a part of a longer one.
fn mentions(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let open = !word.ends_with(part) || !after.is_some_and(part);
        open && !before.is_some_and(part)
    })
}

/// Documentation that says nothing.
fn empty_comments(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut begun: Option<(usize, bool)> = None;
    for (number, line) in source.lines().chain([""]).enumerate() {
        let text = line
            .trim()
            .strip_prefix("///")
            .or_else(|| line.trim().strip_prefix("//!"));
        match (text, begun) {
            (Some(text), None) => begun = Some((number + 1, text.trim().is_empty())),
            (Some(text), Some((first, empty))) => {
                begun = Some((first, empty && text.trim().is_empty()));
            }
            (None, Some((first, true))) => {
                found.push(format!("line {first}: documentation that says nothing"));
                begun = None;
            }
            (None, _) => begun = None,
        }
    }
    found
}

/// The project's folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under a place of the project.
fn files(place: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(place)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(path.read_dir().unwrap().map(|entry| entry.unwrap().path()));
        } else if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn told(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap()
        .to_string_lossy()
        .replace('\\', "/")
}

#[test]
fn the_house_keeps_its_rules() {
    let mut found = Vec::new();
    for path in ["src", "tests", "benches"]
        .iter()
        .flat_map(|place| files(place))
    {
        if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            let path = told(&path);
            found.extend(
                offences(&path, &source)
                    .into_iter()
                    .map(|what| format!("{path} {what}")),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_file_names_a_place_of_the_machine_on_which_it_was_written() {
    let elsewhere = ["/wo", "rk/"].concat();
    let places = [
        "src",
        "tests",
        "benches",
        "assets",
        ".ci",
        "Cargo.toml",
        "README.md",
    ];
    for path in places.iter().flat_map(|place| files(place)) {
        let bytes = std::fs::read(&path).unwrap();
        assert!(
            !String::from_utf8_lossy(&bytes).contains(&elsewhere),
            "{}",
            told(&path)
        );
    }
}

#[test]
fn every_fuzz_target_is_built_and_has_a_corpus_that_is_kept_small() {
    let manifest = std::fs::read_to_string(root().join("tests/fuzz/Cargo.toml")).unwrap();
    for target in files("tests/fuzz/targets") {
        let name = target.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            manifest.contains(&format!("path = \"targets/{name}.rs\"")),
            "{name}"
        );
        let corpus = files(&format!("tests/fuzz/corpus/{name}"));
        let bytes: u64 = corpus
            .iter()
            .map(|file| file.metadata().unwrap().len())
            .sum();
        assert!(!corpus.is_empty() && bytes < 64 * 1024, "{name}: {bytes}");
    }
}

/// Sources that break one rule each: the path, the source, a part of what must be said.
const OFFENCES: &[(&str, &str, &str)] = &[
    ("src/domain/mod.rs", "//! A module.\n", "mod.rs"),
    ("src/domain/call.rs", "use chrono::Utc;\n", "does not begin"),
    (
        "src/domain/call.rs",
        "//! A.\n\n///\n///\npub struct A;\n",
        "line 3: documentation",
    ),
    (
        "src/domain/call.rs",
        "//! A.\nuse rusqlite::Connection;\n",
        "line 2: mentions rusqlite",
    ),
    (
        "src/domain/call.rs",
        "//! A.\nuse crate::store::Store;\n",
        "mentions crate::store",
    ),
    (
        "src/domain/call.rs",
        "//! A.\nlet now = Utc::now();\n",
        "only clock.rs",
    ),
    (
        "src/domain.rs",
        "//! A.\nuse std::fs::File;\n",
        "mentions std::fs",
    ),
    (
        "src/domain/week.rs",
        "//! A.\nuse jiff::Zoned;\n",
        "only domain/zone.rs",
    ),
    (
        "src/stats/xmr.rs",
        "//! A.\nuse crate::domain::week::Week;\n",
        "mentions crate::domain",
    ),
    (
        "src/store/call.rs",
        "//! A.\nuse crate::ops::draw;\n",
        "mentions crate::ops",
    ),
    (
        "src/store/call.rs",
        "//! A.\nlet reader = csv::Reader::new();\n",
        "mentions csv::",
    ),
    (
        "src/ops/draw.rs",
        "//! A.\nuse crate::tui::app::App;\n",
        "mentions crate::tui",
    ),
    (
        "src/ops/draw.rs",
        "//! A.\nlet sql = \"SELECT 1\";\n",
        "only the store has SQL",
    ),
    (
        "src/ops/draw.rs",
        "//! A.\nprintln!(\"done\");\n",
        "only cli/print.rs prints",
    ),
    (
        "src/cli/draw.rs",
        "//! A.\nlet out = std::io::stdout();\n",
        "only cli/print.rs prints",
    ),
    (
        "src/cli/draw.rs",
        "//! A.\nuse crate::tui::run;\n",
        "mentions crate::tui",
    ),
    (
        "src/tui/app.rs",
        "//! A.\nuse crate::cli::Cli;\n",
        "mentions crate::cli",
    ),
    (
        "src/tui/widgets/table.rs",
        "//! A.\nuse crate::domain::call::Call;\n",
        "widgets know no domain",
    ),
    (
        "src/tui/screens/score.rs",
        "//! A.\nuse crate::tui::screens::sample::Sample;\n",
        "each other",
    ),
    (
        "src/tui/screens/score.rs",
        "//! A.\nstd::thread::spawn(work);\n",
        "a job",
    ),
    ("tests/it/cli.rs", "use std::fs;\n", "does not begin"),
];

#[test]
fn every_kind_of_offence_is_noticed() {
    let long = format!("//! Long.\n{}", "fn f() {}\n".repeat(LONGEST));
    let long = [("src/domain/call.rs", long.as_str(), "has 401 lines")];
    let cases = OFFENCES.iter().chain(&long);
    for (path, source, expected) in cases {
        let found = offences(path, source);
        assert!(
            found.iter().any(|what| what.contains(expected)),
            "{path}: {source:.60} gave {found:?}"
        );
    }
}

#[test]
fn what_is_allowed_is_let_pass() {
    let cases = [
        (
            "src/store/call.rs",
            "//! A.\nuse rusqlite::params;\nconst SQL: &str = \"SELECT 1\";\n",
        ),
        (
            "src/ops/draw.rs",
            "//! A.\nuse crate::store::Store; // no rusqlite here\n",
        ),
        ("src/domain/zone.rs", "//! A.\nuse jiff::tz::TimeZone;\n"),
        (
            "src/domain/call.rs",
            "//! A.\nlet clapping = blueprint!();\n",
        ),
        (
            "src/domain/call.rs",
            "//! A.\n//!\n//! B.\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n",
        ),
        (
            "src/tui/screens/score/draw.rs",
            "//! A.\nuse crate::tui::screens::score::Score;\n",
        ),
        ("src/domain/draw/tests.rs", "//! A.\nuse std::fs;\n"),
        ("src/cli/print.rs", "//! A.\nlet out = std::io::stdout();\n"),
    ];
    for (path, source) in cases {
        assert_eq!(
            offences(path, source),
            Vec::<String>::new(),
            "{path}: {source}"
        );
    }
}
