//! `generator explain`: what the documentation says of a code.

use std::fmt::Write as _;

use generator::diagnostic::{Code, printable};

use crate::cli::arguments::ExplainArguments;
use crate::cli::console::paint;
use crate::cli::{Console, Exit};

pub(crate) fn run(arguments: &ExplainArguments, console: &mut Console<'_>) -> Exit {
    let Some(name) = &arguments.code else {
        console.out(&list());
        return Exit::Done;
    };
    let name = bare(name);
    let Some(code) = Code::find(name) else {
        let help = Code::nearest(name).map_or_else(
            || "`generator explain` lists all codes".to_owned(),
            |code| format!("did you mean `{}`?", code.name()),
        );
        console.err(&format!("error: there is no code `{}`: {help}\n", printable(name)));
        return Exit::Failed;
    };
    let text = text(code);
    console.out(&if console.colour.stdout { paint::explanation(&text) } else { text });
    Exit::Done
}

/// The code in a text that may have been copied with its surroundings: `warning[missing-items]:`.
fn bare(name: &str) -> &str {
    let name = name.split_once('[').map_or(name, |(_, code)| code);
    name.split_once(']').map_or(name, |(code, _)| code).trim()
}

/// A line for each code.
fn list() -> String {
    let severity = |code: &Code| code.severities().iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ");
    let names = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or_default();
    let severities = Code::ALL.iter().map(|code| severity(code).len()).max().unwrap_or_default();
    let line = |code: &Code| format!("{:names$}  {:severities$}  {}\n", code.name(), severity(code), code.meaning());
    Code::ALL.iter().map(line).collect()
}

/// A code's section for a terminal: examples are indented, and say which file they stand for.
fn text(code: Code) -> String {
    let mut text = format!("{}: {}\n\n", code.name(), code.meaning());
    let mut is_example = false;
    for line in code.explanation().lines() {
        if let Some(info) = line.strip_prefix("```") {
            is_example = !is_example;
            let file = info.split_whitespace().find_map(|word| word.split_once('='));
            if let (true, Some((_, file))) = (is_example, file) {
                // Writing to a string can't fail.
                let _ = write!(text, "{file}:\n\n");
            }
        } else if is_example && !line.is_empty() {
            let _ = writeln!(text, "    {line}");
        } else {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_indented() {
        let text = Code::find("duplicate-operation").map(text).unwrap_or_default();
        insta::assert_snapshot!(text, @r#"
        duplicate-operation: two inputs for one method and path

        Severity: warning or error

        Two pages, or two documents, describe the same method and path. It is an error, because only you know which of them is out
        of date. With `--keep-going` the first one counts, in the order of the files' names.

        list-disks.api.mdx:

            ---
            api: {"method": "get", "path": "/disks", "responses": {"200": {"description": "All disks."}}}
            ---

        list-volumes.api.mdx:

            ---
            api: {"method": "get", "path": "/disks", "responses": {"200": {"description": "All volumes."}}}
            ---

        Remove the page that is out of date (docusaurus-openapi-docs never deletes a page), or only name the folder of one version
        of the API. A page that you copied to make a new one needs a `method` and a `path` of its own.
        "#);
    }

    #[test]
    fn a_code_is_found_in_what_was_copied() {
        for name in ["missing-items", "warning[missing-items]", "[missing-items]:", "error[missing-items]: no items"] {
            assert_eq!(bare(name), "missing-items");
        }
    }
}
