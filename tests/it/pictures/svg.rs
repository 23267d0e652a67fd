//! A small writer from terminal cells to SVG: a dark window, text run by run, rules, blocks and dots as shapes, so that
//! they join whatever font the reader has. The same cells give the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};

/// A cell, and the frame around the cells.
const WIDTH: u16 = 9;
const HEIGHT: u16 = 19;
const EDGE: u16 = 10;
const BAR: u16 = 30;
/// From the top of a cell to the foot of its letter.
const FOOT: u16 = 14;

const STYLE: &str = "\
text{font:15px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}\
text,path{fill:#d5d9e0}path{shape-rendering:crispEdges}\
.b{font-weight:700}.w{font-weight:700;fill:#fff}.u{text-decoration:underline}.v{fill:#16181d}\
.d{fill:#8d95a3}.c{fill:#56c8d8}.g{fill:#7ec982}.m{fill:#d68be0}.r{fill:#f0787a}\
.line{fill:none;stroke:#d5d9e0;shape-rendering:auto}.dash{stroke-dasharray:3 3}\
.line.d{stroke:#5b6370}.line.c{stroke:#56c8d8}.line.g{stroke:#7ec982}.line.m{stroke:#d68be0}.line.r{stroke:#f0787a}";

/// The cells as one SVG; `title` and `told` are what a screen reader says.
pub fn draw(cells: &Buffer, title: &str, told: &str) -> String {
    let (columns, rows) = (cells.area.width, cells.area.height);
    let (width, height) = (columns * WIDTH + 2 * EDGE, rows * HEIGHT + BAR + EDGE);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"title told\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"told\">{}</desc>\n<style>{STYLE}</style>\n\
         <rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"9\" fill=\"#16181d\" stroke=\"#3b414c\"/>\n",
        escaped(title),
        escaped(told),
        width - 1,
        height - 1
    );
    for x in [19, 36, 53] {
        let _ = writeln!(
            svg,
            "<circle cx=\"{x}\" cy=\"16\" r=\"5\" fill=\"#3b414c\"/>"
        );
    }
    let _ = writeln!(
        svg,
        "<text class=\"d\" x=\"{}\" y=\"21\" text-anchor=\"middle\">deskside</text>",
        width / 2
    );
    let _ = writeln!(svg, "<g transform=\"translate({EDGE} {BAR})\">");
    let (mut shapes, mut text) = (Shapes::default(), String::new());
    for row in 0..rows {
        let line: Vec<&Cell> = (0..columns).map(|column| &cells[(column, row)]).collect();
        for (column, cell) in line.iter().enumerate() {
            shapes.add(cell, column as u16, row);
        }
        write_line(&mut text, &line, row);
    }
    shapes.write(&mut svg);
    svg + &text + "</g>\n</svg>\n"
}

/// What is drawn of one cell.
#[derive(PartialEq)]
enum Mark {
    Nothing,
    /// A letter that joins its neighbours.
    Letter,
    /// A character that stands alone in the middle of its columns, for fonts disagree on its width.
    Sign,
    /// The left and the lower part of the cell, in eighths.
    Block(u16, u16),
    /// Dots of braille, one bit each.
    Dots(u32),
    /// Rules from the middle: left, right, up, down; dashed or not.
    Rules([bool; 4], bool),
}

/// Characters of rules, and the arms that they have.
const RULES: &[(&str, &str)] = &[
    ("─╌━", "lr"),
    ("│┃┊╎", "ud"),
    ("┌╭", "rd"),
    ("┐╮", "ld"),
    ("└╰", "ru"),
    ("┘╯", "lu"),
    ("├", "rud"),
    ("┤", "lud"),
    ("┬", "lrd"),
    ("┴", "lru"),
    ("┼", "lrud"),
    ("╸", "l"),
    ("╺", "r"),
];

fn mark(symbol: &str) -> Mark {
    let Some(first) = symbol.chars().next().filter(|c| *c != ' ') else {
        return Mark::Nothing;
    };
    let code = first as u32;
    if let Some((_, arms)) = RULES.iter().find(|(known, _)| known.contains(first)) {
        let [left, right, up, down] = ['l', 'r', 'u', 'd'].map(|arm| arms.contains(arm));
        return Mark::Rules([left, right, up, down], "╌┊╎".contains(first));
    }
    match first {
        '▁'..='█' => Mark::Block(8, (code - 0x2580) as u16),
        '▉'..='▏' => Mark::Block((0x2590 - code) as u16, 8),
        '\u{2800}'..='\u{28ff}' => Mark::Dots(code - 0x2800),
        '\u{0}'..='\u{24f}' | '\u{2010}'..='\u{2026}' => Mark::Letter,
        _ => Mark::Sign,
    }
}

/// Writes the text of a row: letters run by run, signs one by one.
fn write_line(svg: &mut String, line: &[&Cell], row: u16) {
    let foot = row * HEIGHT + FOOT;
    let mut column = 0;
    while let Some(cell) = line.get(column) {
        let x = column as u16 * WIDTH;
        let (class, wide) = (class(cell), cell.cell_width().max(1));
        let end = match mark(cell.symbol()) {
            Mark::Letter if wide == 1 => {
                let end = run(line, column);
                let text: String = line[column..end].iter().map(|cell| cell.symbol()).collect();
                let length = (end - column) as u16 * WIDTH;
                let text = escaped(&text);
                let _ = writeln!(
                    svg,
                    "<text{class} x=\"{x}\" y=\"{foot}\" textLength=\"{length}\">{text}</text>"
                );
                end
            }
            Mark::Letter | Mark::Sign => {
                let middle = f32::from(x) + f32::from(wide * WIDTH) / 2.0;
                let text = escaped(cell.symbol());
                let _ = writeln!(
                    svg,
                    "<text{class} x=\"{middle}\" y=\"{foot}\" text-anchor=\"middle\">{text}</text>"
                );
                column + usize::from(wide)
            }
            _ => column + 1,
        };
        column = end;
    }
}

/// Where a run of letters ends: at another look, at another kind of mark, at two spaces.
fn run(line: &[&Cell], start: usize) -> usize {
    let look = class(line[start]);
    let mut end = start + 1;
    for (at, cell) in line.iter().enumerate().skip(end) {
        let joins = class(cell) == look && cell.cell_width() == 1;
        match mark(cell.symbol()) {
            Mark::Letter if joins => end = at + 1,
            Mark::Nothing if joins && end == at => {}
            _ => break,
        }
    }
    end
}

/// Everything that is not text, gathered by look, so that neighbours become one shape.
#[derive(Default)]
struct Shapes {
    /// Behind the text: row, from and to in columns.
    behind: BTreeMap<&'static str, Vec<[u16; 3]>>,
    /// Outlines of what is filled.
    filled: BTreeMap<&'static str, String>,
    /// In half cells: whether it stands upright, the row or column, from and to along it.
    lines: BTreeMap<(&'static str, bool), Vec<(bool, u16, u16, u16)>>,
}

impl Shapes {
    fn add(&mut self, cell: &Cell, column: u16, row: u16) {
        let colour = colour(cell);
        if cell.modifier.contains(Modifier::REVERSED) {
            let behind = if colour == "d" { "" } else { colour };
            let parts = self.behind.entry(behind).or_default();
            match parts.last_mut() {
                Some(last) if (last[0], last[2]) == (row, column) => last[2] += 1,
                _ => parts.push([row, column, column + 1]),
            }
        }
        let (x, y) = (f32::from(column * WIDTH), f32::from(row * HEIGHT));
        match mark(cell.symbol()) {
            Mark::Block(left, lower) => {
                let (width, height) = (
                    f32::from(left * WIDTH) / 8.0,
                    f32::from(lower * HEIGHT) / 8.0,
                );
                self.fill(colour, [x, y + f32::from(HEIGHT) - height, width, height]);
            }
            Mark::Dots(dots) => {
                for (bit, [right, down]) in DOTS.iter().enumerate() {
                    if dots & (1 << bit) != 0 {
                        self.fill(
                            colour,
                            [x + 1.5 + 4.5 * right, y + 1.5 + 4.75 * down, 2.0, 2.0],
                        );
                    }
                }
            }
            Mark::Rules([left, right, up, down], dashed) => {
                let lines = self.lines.entry((colour, dashed)).or_default();
                for (is, line) in [
                    (left, (false, row, 2 * column, 2 * column + 1)),
                    (right, (false, row, 2 * column + 1, 2 * column + 2)),
                    (up, (true, column, 2 * row, 2 * row + 1)),
                    (down, (true, column, 2 * row + 1, 2 * row + 2)),
                ] {
                    lines.extend(is.then_some(line));
                }
            }
            Mark::Nothing | Mark::Letter | Mark::Sign => {}
        }
    }

    fn fill(&mut self, colour: &'static str, [x, y, width, height]: [f32; 4]) {
        let outline = self.filled.entry(colour).or_default();
        let _ = write!(outline, "M{x} {y}h{width}v{height}h-{width}z");
    }

    fn write(mut self, svg: &mut String) {
        for (colour, parts) in std::mem::take(&mut self.behind) {
            let mut outline = String::new();
            for [row, from, to] in parts {
                let (x, y, width) = (from * WIDTH, row * HEIGHT, (to - from) * WIDTH);
                let _ = write!(outline, "M{x} {y}h{width}v{HEIGHT}h-{width}z");
            }
            let _ = writeln!(svg, "<path{} d=\"{outline}\"/>", attribute(&[colour]));
        }
        for (colour, outline) in self.filled {
            let _ = writeln!(svg, "<path{} d=\"{outline}\"/>", attribute(&[colour]));
        }
        for ((colour, dashed), mut lines) in self.lines {
            lines.sort_unstable();
            let dash = if dashed { "dash" } else { "" };
            let _ = writeln!(
                svg,
                "<path{} d=\"{}\"/>",
                attribute(&["line", colour, dash]),
                joined(&lines)
            );
        }
    }
}

/// The columns and rows of braille's dots inside a cell, bit by bit.
const DOTS: [[f32; 2]; 8] = [
    [0.0, 0.0],
    [0.0, 1.0],
    [0.0, 2.0],
    [1.0, 0.0],
    [1.0, 1.0],
    [1.0, 2.0],
    [0.0, 3.0],
    [1.0, 3.0],
];

/// Strokes along sorted lines; those that touch become one.
fn joined(lines: &[(bool, u16, u16, u16)]) -> String {
    let half = |count: u16, size: u16| f32::from(count * size) / 2.0;
    let together = lines.chunk_by(|one, next| (one.0, one.1, one.3) == (next.0, next.1, next.2));
    let stroke = |parts: &[(bool, u16, u16, u16)]| {
        let (upright, line, from, _) = parts[0];
        let to = parts[parts.len() - 1].3;
        if upright {
            let (x, top, bottom) = (
                half(2 * line + 1, WIDTH),
                half(from, HEIGHT),
                half(to, HEIGHT),
            );
            format!("M{x} {top}V{bottom}")
        } else {
            let (y, left, right) = (
                half(2 * line + 1, HEIGHT),
                half(from, WIDTH),
                half(to, WIDTH),
            );
            format!("M{left} {y}H{right}")
        }
    };
    together.map(stroke).collect()
}

/// The class of the colour in which a cell is written; none for ordinary text.
fn colour(cell: &Cell) -> &'static str {
    match cell.fg {
        Color::Cyan => "c",
        Color::Green => "g",
        Color::Magenta => "m",
        Color::Red => "r",
        Color::Reset if cell.modifier.contains(Modifier::DIM) => "d",
        Color::Reset => "",
        other => panic!("the theme has no {other:?}"),
    }
}

/// The whole look of a letter, as an attribute.
fn class(cell: &Cell) -> String {
    let is = |modifier| cell.modifier.contains(modifier);
    let colour = if is(Modifier::REVERSED) {
        "v"
    } else {
        colour(cell)
    };
    let bold = match (is(Modifier::BOLD), colour) {
        (true, "") => "w",
        (true, _) => "b",
        (false, _) => "",
    };
    let underlined = if is(Modifier::UNDERLINED) { "u" } else { "" };
    attribute(&[bold, underlined, colour])
}

/// ` class="…"` with what is there of these.
fn attribute(classes: &[&str]) -> String {
    let classes: Vec<&str> = classes
        .iter()
        .copied()
        .filter(|class| !class.is_empty())
        .collect();
    match classes.as_slice() {
        [] => String::new(),
        [one] => format!(" class=\"{one}\""),
        several => format!(" class=\"{}\"", several.join(" ")),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn tiny() -> Buffer {
        let mut cells = Buffer::empty(Rect::new(0, 0, 12, 2));
        cells.set_string(0, 0, "a <b> c  ✓ ⡀", Style::new());
        cells.set_string(0, 1, "├──┤", Style::new().fg(Color::Cyan));
        cells.set_string(6, 1, "on", Style::new().add_modifier(Modifier::REVERSED));
        cells.set_string(9, 1, "▄", Style::new());
        cells
    }

    fn holds(svg: &str, part: &str) {
        assert!(svg.contains(part), "no {part} in\n{svg}");
    }

    #[test]
    fn text_is_joined_and_escaped_and_signs_stand_alone() {
        let svg = draw(&tiny(), "A & B", "Two lines");
        holds(&svg, "<title id=\"title\">A &amp; B</title>");
        holds(
            &svg,
            "<text x=\"0\" y=\"14\" textLength=\"63\">a &lt;b&gt; c</text>",
        );
        holds(
            &svg,
            "<text x=\"85.5\" y=\"14\" text-anchor=\"middle\">✓</text>",
        );
    }

    #[test]
    fn rules_become_strokes_blocks_and_dots_areas_and_the_chosen_is_turned_around() {
        let svg = draw(&tiny(), "", "");
        holds(
            &svg,
            "<path class=\"line c\" d=\"M4.5 28.5H31.5M4.5 19V38M31.5 19V38\"/>",
        );
        holds(&svg, "<path d=\"M54 19h18v19h-18z\"/>");
        holds(
            &svg,
            "<text class=\"v\" x=\"54\" y=\"33\" textLength=\"18\">on</text>",
        );
        holds(&svg, "<path d=\"M100.5 15.75h2v2h-2zM81 28.5h9v9.5h-9z\"/>");
    }

    #[test]
    fn the_same_cells_give_the_same_bytes() {
        assert_eq!(draw(&tiny(), "a", "b"), draw(&tiny(), "a", "b"));
    }
}
