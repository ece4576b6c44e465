//! Messages as compilers print them: with the file, the JSON pointer, and for documents the line.

mod source_line;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::diagnostic::{Code, Diagnostic, LeftOut, Place, Severity, printable};
use crate::read::Sources;

/// How many messages of one code are printed, when not all are asked for.
const WARNINGS: usize = 3;
/// Every error has to be mended before the input can be used, so most are printed.
const ERRORS: usize = 50;
const SKIPPED: usize = 20;

/// How to print messages.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// Where the files are that the messages are about.
    pub sources: &'a Sources,
    /// 0: errors and warnings, 1: notes, too, 2: all of each kind.
    pub verbose: u8,
}

/// A message with its place in the file that the user knows.
#[derive(Debug, Clone)]
pub struct Located<'a> {
    /// The message.
    pub diagnostic: &'a Diagnostic,
    /// Where it is, in the file that it stood in before files were bundled.
    pub place: Place,
    /// The line, where the file is a document.
    pub line: Option<usize>,
}

/// Finds the file and line of each message.
pub fn locate<'a>(sources: &Sources, diagnostics: impl Iterator<Item = &'a Diagnostic>) -> Vec<Located<'a>> {
    let mut located: Vec<Located<'a>> = diagnostics
        .map(|diagnostic| Located { diagnostic, place: sources.origin(&diagnostic.place), line: None })
        .collect();
    let mut pointers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for message in located.iter().filter(|message| !message.place.pointer.is_empty()) {
        pointers.entry(&message.place.file).or_default().insert(&message.place.pointer);
    }
    let lines: BTreeMap<String, BTreeMap<String, usize>> = pointers
        .into_iter()
        .filter_map(|(file, pointers)| {
            let lines = source_line::find(sources.path(file)?, &pointers)?;
            Some((file.to_owned(), lines))
        })
        .collect();
    for message in &mut located {
        message.line = lines.get(&message.place.file).and_then(|lines| lines.get(&message.place.pointer)).copied();
    }
    located
}

impl Report<'_> {
    /// Prints messages by severity and code, the gravest first.
    pub fn text(&self, diagnostics: &[Diagnostic]) -> String {
        let groups = self.group(diagnostics);
        let mut capped = false;
        let mut chosen = Vec::new();
        let mut rests = Vec::new();
        for group in &groups {
            let limit = match group.first() {
                _ if self.verbose > 1 => usize::MAX,
                Some(diagnostic) if diagnostic.severity == Severity::Error => ERRORS,
                Some(diagnostic) if diagnostic.left_out.is_some() => SKIPPED,
                _ => WARNINGS,
            };
            let rest = group.len().saturating_sub(limit);
            capped |= rest > 0;
            rests.push(rest);
            chosen.extend(group.iter().take(limit).copied());
        }
        let mut located = locate(self.sources, chosen.into_iter()).into_iter();
        let mut text = String::new();
        for (group, rest) in groups.iter().zip(rests) {
            for (_, located) in group.iter().take(group.len() - rest).zip(located.by_ref()) {
                write_message(&mut text, &located);
            }
            if let (1.., Some(first)) = (rest, group.first()) {
                let _ = writeln!(text, "... and {rest} more of [{}]\n", first.code);
            }
        }
        if capped {
            text.push_str("-vv prints all messages\n");
        }
        text
    }

    /// Puts messages of one severity and code together, in the order of their first.
    fn group<'a>(&self, diagnostics: &'a [Diagnostic]) -> Vec<Vec<&'a Diagnostic>> {
        let mut order: BTreeMap<(std::cmp::Reverse<Severity>, bool, Code), usize> = BTreeMap::new();
        let mut groups: Vec<Vec<&'a Diagnostic>> = Vec::new();
        for diagnostic in diagnostics {
            if diagnostic.severity == Severity::Note && self.verbose == 0 {
                continue;
            }
            // Diagnostics that lose an operation come first.
            let is_whole = diagnostic.severity == Severity::Error || diagnostic.left_out.is_none();
            let key = (std::cmp::Reverse(diagnostic.severity), is_whole, diagnostic.code);
            let index = *order.entry(key).or_insert(groups.len());
            if index == groups.len() {
                groups.push(Vec::new());
            }
            if let Some(group) = groups.get_mut(index) {
                group.push(diagnostic);
            }
        }
        let mut sorted: Vec<_> =
            order.into_iter().map(|((severity, whole, _), index)| (severity, whole, index)).collect();
        sorted.sort_unstable();
        sorted.into_iter().filter_map(|(_, _, index)| groups.get_mut(index).map(std::mem::take)).collect()
    }
}

fn write_message(text: &mut String, located: &Located<'_>) {
    let Diagnostic { code, severity, message, help, left_out, .. } = located.diagnostic;
    // Writing to a string can't fail.
    let _ = write!(text, "{severity}[{code}]: ");
    // An error is about the whole input, and says itself which operation it met.
    if let (Severity::Note | Severity::Warning, Some(LeftOut { method, path })) = (severity, left_out.as_deref()) {
        let _ = match method.as_str() {
            "*" => write!(text, "operations of {} are left out: ", printable(path)),
            _ => write!(text, "{} is left out: ", printable(&format!("{method} {path}"))),
        };
    }
    let _ = writeln!(text, "{}", printable(message));
    let Place { file, pointer } = &located.place;
    if !file.is_empty() || !pointer.is_empty() {
        let line = located.line.map(|line| format!(":{line}")).unwrap_or_default();
        let pointer = if pointer.is_empty() { String::new() } else { format!("#{pointer}") };
        let _ = writeln!(text, "  --> {}", printable(&format!("{file}{line}{pointer}")));
    }
    if let Some(help) = help {
        let _ = writeln!(text, "  = help: {}", printable(help));
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn report(verbose: u8, diagnostics: &[Diagnostic]) -> String {
        Report { sources: &Sources::default(), verbose }.text(diagnostics)
    }

    fn at(pointer: &str) -> Place {
        Place { file: "api/get.api.mdx".to_owned(), pointer: pointer.to_owned() }
    }

    #[test]
    fn messages_are_printed_by_gravity() {
        let no_way =
            |pointer| Diagnostic::warning(Code::UnsupportedMethod, at(pointer), "a server can't be asked this");
        let diagnostics = [
            Diagnostic::note(Code::ConvertedValue, at("/tags/0"), "a tag was renamed"),
            Diagnostic::warning(Code::MissingItems, at("/responses/200"), "there is no schema"),
            Diagnostic::error(Code::MissingApi, Place::file("api/bad.api.mdx"), "there is no `api:`").help("delete it"),
            Diagnostic::error(Code::UnsupportedVersion, at(""), "GET /a is there already").leaving_out("get", "/a"),
            no_way("").help("ask otherwise").leaving_out("get", "/a\u{1b}"),
            no_way("/paths/~1b").leaving_out("*", "/b"),
        ];
        assert_snapshot!(report(0, &diagnostics), @r"
        error[missing-api]: there is no `api:`
          --> api/bad.api.mdx
          = help: delete it

        error[unsupported-version]: GET /a is there already
          --> api/get.api.mdx

        warning[unsupported-method]: GET /a\u{1b} is left out: a server can't be asked this
          --> api/get.api.mdx
          = help: ask otherwise

        warning[unsupported-method]: operations of /b are left out: a server can't be asked this
          --> api/get.api.mdx#/paths/~1b

        warning[missing-items]: there is no schema
          --> api/get.api.mdx#/responses/200
        ");
        assert!(report(1, &diagnostics).contains("note[converted-value]: a tag was renamed\n"));
    }

    #[test]
    fn many_messages_of_a_kind_are_cut_short() {
        let mut diagnostics: Vec<Diagnostic> = (0..100)
            .map(|index| Diagnostic::warning(Code::DuplicateKey, at(&format!("/{index}")), format!("number {index}")))
            .collect();
        diagnostics.insert(1, Diagnostic::warning(Code::Tuple, Place::default(), "in between"));
        assert_snapshot!(report(0, &diagnostics), @"
        warning[duplicate-key]: number 0
          --> api/get.api.mdx#/0

        warning[duplicate-key]: number 1
          --> api/get.api.mdx#/1

        warning[duplicate-key]: number 2
          --> api/get.api.mdx#/2

        ... and 97 more of [duplicate-key]

        warning[tuple]: in between

        -vv prints all messages
        ");
        assert_eq!(report(2, &diagnostics).matches("warning[duplicate-key]").count(), 100);
    }

    #[test]
    fn most_errors_are_printed() {
        let errors: Vec<Diagnostic> = (0..60)
            .map(|index| Diagnostic::error(Code::BrokenJson, Place::file(format!("{index}")), "broken"))
            .collect();
        let text = report(0, &errors);
        assert_eq!(text.matches("error[broken-json]: broken").count(), 50);
        assert!(text.contains("... and 10 more of [broken-json]"));
    }

    #[test]
    fn an_input_can_not_steer_the_terminal() {
        let diagnostics =
            [Diagnostic::warning(Code::UnknownType, at("/a\u{1b}[2J"), "x\nerror: y\u{7}").help("é 日本")];
        assert_snapshot!(report(0, &diagnostics), @r#"
        warning[unknown-type]: x\nerror: y\u{7}
          --> api/get.api.mdx#/a\u{1b}[2J
          = help: é 日本
        "#);
    }
}
