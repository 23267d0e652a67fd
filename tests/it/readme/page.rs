//! Reading the README: its fenced blocks, command lines, headings and links.

use std::path::{Path, PathBuf};

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The README.
pub struct Page {
    /// The whole text.
    pub text: String,
    /// Fenced blocks with what stands beside the fence.
    fenced: Vec<(String, String)>,
    /// The text outside of the blocks.
    prose: String,
}

impl Page {
    /// Reads the README of this project.
    pub fn read() -> Self {
        Self::of(std::fs::read_to_string(root().join("README.md")).unwrap())
    }

    fn of(text: String) -> Self {
        let (mut fenced, mut prose): (Vec<(String, String)>, String) = (Vec::new(), String::new());
        let mut inside = false;
        for line in text.lines() {
            match (line.strip_prefix("```"), inside) {
                (Some(label), false) => {
                    fenced.push((label.trim().to_owned(), String::new()));
                    inside = true;
                }
                (Some(_), true) => inside = false,
                (None, true) => fenced.last_mut().unwrap().1.push_str(&format!("{line}\n")),
                (None, false) => prose.push_str(&format!("{line}\n")),
            }
        }
        assert!(!inside, "a block is not closed");
        Self {
            text,
            fenced,
            prose,
        }
    }

    /// The blocks with exactly this label.
    pub fn blocks(&self, label: &str) -> Vec<String> {
        let found = self.fenced.iter().filter(|(known, _)| known == label);
        found.map(|(_, block)| block.clone()).collect()
    }

    /// The blocks whose label begins like this, with the rest of their labels.
    pub fn labelled(&self, start: &str) -> Vec<(String, String)> {
        let found = self.fenced.iter().filter_map(|(label, block)| {
            let rest = label.strip_prefix(start)?;
            Some((rest.to_owned(), block.clone()))
        });
        found.collect()
    }

    /// Every command line of deskside, in blocks and in running text.
    pub fn commands(&self) -> Vec<String> {
        let blocks = self.blocks("sh");
        let lines = blocks.iter().flat_map(|block| block.lines());
        let spans = self.prose.split('`').skip(1).step_by(2);
        lines
            .chain(spans)
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|line| line == "deskside" || line.starts_with("deskside "))
            // Words in capitals stand for something else.
            .filter(|line| {
                !line
                    .split(' ')
                    .any(|word| word.len() > 2 && word.chars().all(char::is_uppercase))
            })
            .collect()
    }

    /// The headings as links name them.
    pub fn headings(&self) -> Vec<String> {
        let titles = self.prose.lines().filter(|line| line.starts_with('#'));
        let slug = |title: &str| {
            let plain = title.trim_start_matches('#').trim().to_lowercase();
            let kept = plain
                .chars()
                .filter(|c| c.is_alphanumeric() || " -".contains(*c));
            kept.collect::<String>().replace(' ', "-")
        };
        titles.map(slug).collect()
    }

    /// Where links and pictures lead.
    pub fn links(&self) -> Vec<String> {
        let ends = self.prose.split("](").skip(1);
        ends.filter_map(|rest| Some(rest.split_once(')')?.0.to_owned()))
            .collect()
    }
}

/// The words of a command line as a shell would part them, up to what it keeps for itself.
pub fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut quote) = (None::<String>, None);
    for c in line.chars() {
        match (c, quote) {
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, Some(open)) if c == open => quote = None,
            ('<' | '>' | '|', None) => break,
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    assert!(quote.is_none(), "a quote is not closed: {line}");
    words.extend(word);
    words
}

#[test]
fn a_page_is_taken_apart() {
    let page = Page::of(
        "# A B\nsee `deskside\ndraw` and `ls`, [here](x.md)\n```sh\ndeskside a # b\n```\n".into(),
    );
    assert_eq!(page.commands(), ["deskside a # b", "deskside draw"]);
    assert_eq!(
        (page.headings(), page.links()),
        (vec!["a-b".into()], vec!["x.md".into()])
    );
}

#[test]
fn words_are_parted_as_a_shell_does() {
    assert_eq!(
        words("deskside rep add 'D R'=\"#4\" > x"),
        ["deskside", "rep", "add", "D R=#4"]
    );
}
