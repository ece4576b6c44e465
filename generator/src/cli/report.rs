//! Messages as compilers print them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use generator::diagnostic::{Diagnostic, Place, Severity, Skipped};
use generator::read::Sources;

use super::source_line;

/// How many messages of one code are printed, when not all are asked for.
const WARNINGS: usize = 3;
/// Every error has to be mended before the input can be used, so most are printed.
const ERRORS: usize = 50;
const SKIPPED: usize = 20;

/// How to print messages.
pub(crate) struct Report<'a> {
    pub(crate) sources: &'a Sources,
    /// 0: errors and warnings, 1: notes, too, 2: all of each kind.
    pub(crate) verbose: u8,
}

/// A message with its place in the file that the user knows.
pub(crate) struct Located<'a> {
    pub(crate) diagnostic: &'a Diagnostic,
    pub(crate) place: Place,
    pub(crate) line: Option<usize>,
}

/// Finds the file and line of each message.
pub(crate) fn locate<'a>(sources: &Sources, diagnostics: impl Iterator<Item = &'a Diagnostic>) -> Vec<Located<'a>> {
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

/// One message, with the operation that it costs.
struct Message<'a> {
    diagnostic: &'a Diagnostic,
    skipped: Option<&'a Skipped>,
}

impl Report<'_> {
    /// Prints messages by severity and code, the gravest first.
    pub(crate) fn text(&self, diagnostics: &[Diagnostic], skipped: &[Skipped]) -> String {
        let mut messages = self.group(diagnostics, skipped);
        let mut capped = false;
        let mut chosen = Vec::new();
        let mut rests = Vec::new();
        for group in &mut messages {
            let limit = match group.first() {
                _ if self.verbose > 1 => usize::MAX,
                Some(message) if message.skipped.is_some() => SKIPPED,
                Some(message) if message.diagnostic.severity == Severity::Error => ERRORS,
                _ => WARNINGS,
            };
            let rest = group.len().saturating_sub(limit);
            capped |= rest > 0;
            rests.push(rest);
            chosen.extend(group.iter().take(limit).map(|message| message.diagnostic));
        }
        let mut located = locate(self.sources, chosen.into_iter()).into_iter();
        let mut text = String::new();
        for (group, rest) in messages.iter().zip(rests) {
            for (message, located) in group.iter().take(group.len() - rest).zip(located.by_ref()) {
                write_message(&mut text, &located, message.skipped);
            }
            if let (1.., Some(first)) = (rest, group.first()) {
                let _ = writeln!(text, "... and {rest} more of [{}]\n", first.diagnostic.code);
            }
        }
        for skipped in unexplained(diagnostics, skipped) {
            let Skipped { method, path, code, message } = skipped;
            let _ = writeln!(text, "warning[{code}]: {method} {path} is left out: {message}\n");
        }
        if capped {
            text.push_str("-vv prints all messages\n");
        }
        text
    }

    /// Puts messages of one severity and code together, in the order of their first.
    fn group<'a>(&self, diagnostics: &'a [Diagnostic], skipped: &'a [Skipped]) -> Vec<Vec<Message<'a>>> {
        let mut by_reason = by_reason(skipped);
        let mut order: BTreeMap<(std::cmp::Reverse<Severity>, bool, &str), usize> = BTreeMap::new();
        let mut groups: Vec<Vec<Message<'a>>> = Vec::new();
        for diagnostic in diagnostics {
            if diagnostic.severity == Severity::Note && self.verbose == 0 {
                continue;
            }
            let skipped = by_reason
                .get_mut(&(diagnostic.code, diagnostic.message.as_str()))
                .and_then(|skipped| (!skipped.is_empty()).then(|| skipped.remove(0)));
            // What costs an operation comes before what doesn't.
            let key = (std::cmp::Reverse(diagnostic.severity), skipped.is_none(), diagnostic.code);
            let index = *order.entry(key).or_insert(groups.len());
            if index == groups.len() {
                groups.push(Vec::new());
            }
            if let Some(group) = groups.get_mut(index) {
                group.push(Message { diagnostic, skipped });
            }
        }
        let mut sorted: Vec<_> =
            order.into_iter().map(|((severity, whole, _), index)| (severity, whole, index)).collect();
        sorted.sort_unstable();
        sorted.into_iter().filter_map(|(_, _, index)| groups.get_mut(index).map(std::mem::take)).collect()
    }
}

fn by_reason(skipped: &[Skipped]) -> BTreeMap<(&str, &str), Vec<&Skipped>> {
    let mut by_reason: BTreeMap<(&str, &str), Vec<&Skipped>> = BTreeMap::new();
    for skipped in skipped {
        by_reason.entry((skipped.code, &skipped.message)).or_default().push(skipped);
    }
    by_reason
}

/// The operations left out for which no diagnostic says the same.
fn unexplained<'a>(diagnostics: &[Diagnostic], skipped: &'a [Skipped]) -> Vec<&'a Skipped> {
    let mut by_reason = by_reason(skipped);
    for diagnostic in diagnostics {
        if let Some(skipped) = by_reason.get_mut(&(diagnostic.code, diagnostic.message.as_str()))
            && !skipped.is_empty()
        {
            skipped.remove(0);
        }
    }
    skipped
        .iter()
        .filter(|skipped| {
            let reason = by_reason.get(&(skipped.code, skipped.message.as_str()));
            reason.is_some_and(|rest| rest.iter().any(|other| std::ptr::eq(*other, *skipped)))
        })
        .collect()
}

fn write_message(text: &mut String, located: &Located<'_>, skipped: Option<&Skipped>) {
    let Diagnostic { code, severity, message, help, .. } = located.diagnostic;
    // Writing to a string can't fail.
    let _ = write!(text, "{severity}[{code}]: ");
    if let Some(Skipped { method, path, .. }) = skipped {
        let _ = write!(text, "{method} {path} is left out: ");
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

/// Makes sure that what an input says can't steer the terminal or pass for a message of its own.
fn printable(text: &str) -> String {
    text.chars()
        .flat_map(|character| {
            let escape = character.is_control() && character != '\t';
            let escaped = escape.then(|| character.escape_default());
            escaped.into_iter().flatten().chain((!escape).then_some(character))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn report(verbose: u8, diagnostics: &[Diagnostic], skipped: &[Skipped]) -> String {
        Report { sources: &Sources::default(), verbose }.text(diagnostics, skipped)
    }

    fn at(pointer: &str) -> Place {
        Place { file: "api/get.api.mdx".to_owned(), pointer: pointer.to_owned() }
    }

    fn skipped(path: &str) -> Skipped {
        Skipped {
            method: "GET".to_owned(),
            path: path.to_owned(),
            code: "no-way",
            message: "a server can't be asked this".to_owned(),
        }
    }

    #[test]
    fn messages_are_printed_by_gravity() {
        let diagnostics = [
            Diagnostic::note("renamed", at("/tags/0"), "a tag was renamed"),
            Diagnostic::warning("no-schema", at("/responses/200"), "there is no schema"),
            Diagnostic::error("missing-api", Place::file("api/bad.api.mdx"), "there is no `api:`").help("delete it"),
            Diagnostic::warning("no-way", at(""), "a server can't be asked this").help("ask otherwise"),
        ];
        let skipped = [skipped("/a"), skipped("/b")];
        assert_snapshot!(report(0, &diagnostics, &skipped), @"
        error[missing-api]: there is no `api:`
          --> api/bad.api.mdx
          = help: delete it

        warning[no-way]: GET /a is left out: a server can't be asked this
          --> api/get.api.mdx
          = help: ask otherwise

        warning[no-schema]: there is no schema
          --> api/get.api.mdx#/responses/200

        warning[no-way]: GET /b is left out: a server can't be asked this
        ");
        assert!(report(1, &diagnostics, &skipped).contains("note[renamed]: a tag was renamed\n"));
    }

    #[test]
    fn many_messages_of_a_kind_are_cut_short() {
        let mut diagnostics: Vec<Diagnostic> = (0..100)
            .map(|index| Diagnostic::warning("often", at(&format!("/{index}")), format!("number {index}")))
            .collect();
        diagnostics.insert(1, Diagnostic::warning("once", Place::default(), "in between"));
        assert_snapshot!(report(0, &diagnostics, &[]), @"
        warning[often]: number 0
          --> api/get.api.mdx#/0

        warning[often]: number 1
          --> api/get.api.mdx#/1

        warning[often]: number 2
          --> api/get.api.mdx#/2

        ... and 97 more of [often]

        warning[once]: in between

        -vv prints all messages
        ");
        assert_eq!(report(2, &diagnostics, &[]).matches("warning[often]").count(), 100);
    }

    #[test]
    fn most_errors_are_printed() {
        let errors: Vec<Diagnostic> =
            (0..60).map(|index| Diagnostic::error("bad", Place::file(format!("{index}")), "broken")).collect();
        let text = report(0, &errors, &[]);
        assert_eq!(text.matches("error[bad]: broken").count(), 50);
        assert!(text.contains("... and 10 more of [bad]"));
    }

    #[test]
    fn an_input_can_not_steer_the_terminal() {
        let diagnostics = [Diagnostic::warning("odd", at("/a\u{1b}[2J"), "x\nerror: y\u{7}").help("é 日本")];
        assert_snapshot!(report(0, &diagnostics, &[]), @r#"
        warning[odd]: x\nerror: y\u{7}
          --> api/get.api.mdx#/a\u{1b}[2J
          = help: é 日本
        "#);
    }
}
