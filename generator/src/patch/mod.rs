//! Corrects the input as the configuration says, before anything looks at it.

mod pointer;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::nearest;
use crate::read::{Document, Input, Page};
use crate::rules::{Change, Patch, Rule};

/// The longest value that a message shows.
const LONGEST: usize = 60;

const CORRECT: &str = "correct the rule, or remove it";

/// Applies `patches` in their order. One that matches nothing or changes nothing is an error among those returned.
pub(crate) fn apply(input: &mut Input, patches: &[Rule<Patch>]) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    for rule in patches {
        let result = match target(input, rule) {
            Ok(Some(target)) => patch(input, target, rule),
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        errors.extend(result.err());
    }
    errors
}

/// What a patch is for, by its index.
#[derive(Clone, Copy)]
enum Target {
    Page(usize),
    Document(usize),
}

/// Finds the file that a rule names; `None` if the file could not be read, which is an error already.
fn target(input: &Input, rule: &Rule<Patch>) -> Result<Option<Target>, Diagnostic> {
    let pages = input.pages.iter().enumerate().map(|(index, Page { file, .. })| (file.as_str(), Target::Page(index)));
    let documents = input.documents.iter().enumerate();
    let documents = documents.map(|(index, Document { file, .. })| (file.as_str(), Target::Document(index)));
    let all: Vec<(&str, Target)> = pages.chain(documents).collect();
    let names = all.iter().map(|(file, _)| *file);
    let unread = || input.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let Some(name) = &rule.value.file else {
        return match all.as_slice() {
            [(_, only)] => Ok(Some(*only)),
            [] => Ok(None),
            _ if unread().next().is_some() => Ok(None),
            _ => {
                let message = format!("there are {} inputs, and the patch doesn't say which it is for", all.len());
                let help = format!("name one as messages do: `file = \"{}\"`", names.min().unwrap_or_default());
                Err(Diagnostic::error(Code::UnusableRule, rule.place.clone(), message).help(help))
            }
        };
    };
    let matching: Vec<(&str, Target)> = all.iter().filter(|(file, _)| is_called(file, name)).copied().collect();
    match matching.as_slice() {
        [(_, only)] => Ok(Some(*only)),
        [] if unread().any(|diagnostic| is_called(&diagnostic.place.file, name)) => Ok(None),
        [] => {
            let message = format!("no input is called `{name}`");
            // With as many folders before it as the name has.
            let folders = name.matches('/').count();
            let short =
                names.map(|file| file.rmatch_indices('/').nth(folders).map_or(file, |(at, _)| behind(file, at)));
            let help = nearest::help(name, short, CORRECT);
            Err(Diagnostic::error(Code::UnusedRule, rule.place.clone(), message).help(help))
        }
        [(first, _), (second, _), ..] => {
            let message = format!("several inputs are called `{name}`");
            let help = format!("name one with its folders, such as `{first}` or `{second}`");
            Err(Diagnostic::error(Code::UnusableRule, rule.place.clone(), message).help(help))
        }
    }
}

fn behind(text: &str, at: usize) -> &str {
    text.get(at + 1..).unwrap_or_default()
}

/// Whether a file is meant by `name`: its own name in messages, which depends on the folder that the generator is run
/// in, or the end of it.
fn is_called(file: &str, name: &str) -> bool {
    let mut name = name;
    while let Some(rest) = name.strip_prefix("./").or_else(|| name.strip_prefix("../")) {
        name = rest;
    }
    file == name || file.strip_suffix(name).is_some_and(|folder| folder.ends_with('/'))
}

fn patch(input: &mut Input, target: Target, rule: &Rule<Patch>) -> Result<(), Diagnostic> {
    match target {
        Target::Document(index) => match input.documents.get_mut(index) {
            Some(document) => change(&mut document.value, &document.file, rule),
            None => Ok(()),
        },
        Target::Page(index) => {
            let Some(page) = input.pages.get_mut(index) else { return Ok(()) };
            let mut operation = Value::Object(std::mem::take(&mut page.operation));
            let result = change(&mut operation, &page.file, rule);
            if let Value::Object(operation) = operation {
                page.operation = operation;
            }
            result
        }
    }
}

/// Changes the value in `root`.
fn change(root: &mut Value, file: &str, rule: &Rule<Patch>) -> Result<(), Diagnostic> {
    let Patch { pointer, change, expect, .. } = &rule.value;
    let error = |code, message: String| Diagnostic::error(code, rule.place.clone(), message);
    let place = Place { file: file.to_owned(), pointer: pointer.clone() };
    let missing = |root: &Value| {
        let (there, keys) = pointer::neighbours(root, pointer);
        let key = pointer.get(there.len() + 1..).and_then(|rest| rest.split('/').next()).unwrap_or_default();
        let parent = if there.is_empty() { "its top".to_owned() } else { format!("`{there}`") };
        let message = format!("there is nothing at {place}: {parent} has no `{key}`");
        error(Code::UnusedRule, message).help(nearest::help(key, keys.iter().map(String::as_str), CORRECT))
    };
    let present = root.pointer(pointer);
    if let Some(expected) = expect {
        let Some(present) = present else { return Err(missing(root)) };
        if !is_same(present, expected) {
            let message = format!("{place} is {}, not {} as the patch expects", short(present), short(expected));
            let help = "look at what the specification says there now, and correct `expect` or remove the rule";
            return Err(error(Code::UnusableRule, message).help(help));
        }
    }
    let is_done = match change {
        Change::Set(value) if present.is_some_and(|present| is_same(present, value)) => {
            return Err(error(Code::UnusedRule, format!("{place} is {} without the patch", short(value)))
                .help("the specification already says so: remove the rule"));
        }
        Change::Set(value) => match pointer::set(root, pointer, value) {
            pointer::Outcome::Done => true,
            pointer::Outcome::Missing => false,
            pointer::Outcome::Contained => {
                return Err(error(
                    Code::UnusedRule,
                    format!("the list at {place} has {} without the patch", short(value)),
                )
                .help("the specification already says so: remove the rule"));
            }
        },
        Change::Remove => pointer::remove(root, pointer),
    };
    if is_done { Ok(()) } else { Err(missing(root)) }
}

/// Whether two values say the same; TOML has one form of numbers where JSON has several.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let fits = |(key, value): (&String, &Value)| other.get(key).is_some_and(|other| is_same(value, other));
            one.len() == other.len() && one.iter().all(fits)
        }
        _ => one == other,
    }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}..", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests;
