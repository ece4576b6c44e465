//! Colours for output to people.
//!
//! Lines are told apart by how they begin. An input can't forge that: its texts have no line breaks once they are
//! printable.

use clap::builder::styling::{AnsiColor, Style};

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const GREEN: Style = AnsiColor::Green.on_default().bold();
const CYAN: Style = AnsiColor::Cyan.on_default().bold();
const BLUE: Style = AnsiColor::Blue.on_default().bold();
const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// How a line of messages can begin, and the colour of its beginning up to that of its rest.
const HEADS: [(&str, Style); 8] = [
    ("error", RED),
    ("warning", YELLOW),
    ("note", CYAN),
    ("breaking:", RED),
    ("compatible:", GREEN),
    ("documentation:", CYAN),
    ("  -->", BLUE),
    ("  = help:", CYAN),
];

/// Colours messages and reports.
pub(crate) fn messages(text: &str) -> String {
    text.split_inclusive('\n').map(message).collect()
}

fn message(line: &str) -> String {
    for (head, style) in HEADS {
        let Some(rest) = line.strip_prefix(head) else { continue };
        // `error[code]: message` and `error: message`, but no other word that begins so.
        if rest.starts_with(['[', ':']) {
            let Some((code, message)) = rest.split_once(": ") else { continue };
            return format!("{style}{head}{code}{style:#}{}", whole(&format!(": {message}"), BOLD));
        }
        if head.starts_with(' ') || head.ends_with(':') {
            return format!("{style}{head}{style:#}{rest}");
        }
    }
    line.to_owned()
}

/// Colours an explanation: its title, and the examples, which are indented.
pub(crate) fn explanation(text: &str) -> String {
    let mut lines = text.split_inclusive('\n');
    let title = lines.next().map(|line| whole(line, BOLD)).unwrap_or_default();
    let rest = lines.map(|line| if line.starts_with("    ") { whole(line, FAINT) } else { line.to_owned() });
    title + &rest.collect::<String>()
}

/// Colours a line, but not its end.
fn whole(line: &str, style: Style) -> String {
    let text = line.trim_end_matches('\n');
    let end = if text.len() < line.len() { "\n" } else { "" };
    format!("{style}{text}{style:#}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With the colours in words.
    fn shown(text: &str) -> String {
        let names =
            [(RED, "red"), (YELLOW, "yellow"), (GREEN, "green"), (CYAN, "cyan"), (BLUE, "blue"), (FAINT, "faint")];
        let text = names
            .iter()
            .fold(text.to_owned(), |text, (style, name)| text.replace(&style.to_string(), &format!("<{name}>")));
        text.replace(&BOLD.to_string(), "<bold>").replace("\u{1b}[0m", "</>")
    }

    #[test]
    fn messages_are_coloured_by_their_beginning() {
        let text = "error[no-way]: x: y\n  --> a.yaml:1#/a\n  = help: mend it\n\nwarning[odd]: z\nnote: hint\n\
                    errors are errors\nbreaking:\n  `GET /a` is gone\n3 files written";
        insta::assert_snapshot!(shown(&messages(text)), @"
        <red>error[no-way]</><bold>: x: y</>
        <blue>  --></> a.yaml:1#/a
        <cyan>  = help:</> mend it

        <yellow>warning[odd]</><bold>: z</>
        <cyan>note</><bold>: hint</>
        errors are errors
        <red>breaking:</>
          `GET /a` is gone
        3 files written
        ");
    }

    #[test]
    fn an_explanation_has_a_title_and_examples() {
        insta::assert_snapshot!(shown(&explanation("no-way: x\n\nWhat.\n\n    {\n")), @"
        <bold>no-way: x</>

        What.

        <faint>    {</>
        ");
    }
}
