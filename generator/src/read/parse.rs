//! Text to values.

use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::value::{self, Finding, Loader};
use crate::diagnostic::{Code, Diagnostic, Place};

/// The deepest nesting that is read, which is what both parsers allow.
pub(super) const MAX_DEPTH: usize = 128;

/// Some seconds of the YAML parser's time. Brackets in prose, which count too, stay far below it.
const MAX_NESTING_COST: u64 = 1_000_000_000;

/// The most time that the YAML parser gets; it takes a second for the largest documents known.
const DEADLINE: Duration = Duration::from_secs(60);

/// A value, and what was read differently from how it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parsed {
    pub(super) value: Value,
    pub(super) findings: Vec<Finding>,
}

/// Why a text could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) code: Code,
    pub(crate) message: String,
}

impl Failure {
    fn new(code: Code, language: &str, message: &str) -> Self {
        if let Some(position) = message.split_once("recursion limit exceeded").map(|(_, position)| position) {
            let message = format!("it is nested more than {MAX_DEPTH} levels deep{position}");
            return Self { code: Code::TooDeep, message };
        }
        if message.contains(value::TOO_LARGE) || message.contains("repetition limit exceeded") {
            let message = format!("it grows too large when its aliases are expanded: {message}");
            return Self { code: Code::TooLarge, message };
        }
        Self { code, message: format!("it is not valid {language}: {message}") }
    }

    /// Whether the text was given up on, rather than being no valid text.
    fn is_limit(&self) -> bool {
        matches!(self.code, Code::TooDeep | Code::TooLarge | Code::TooComplex)
    }
}

/// Parses JSON.
pub(super) fn json(text: &str) -> Result<Parsed, Failure> {
    let loader = Loader::json();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = loader
        .seed()
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| Failure::new(Code::BrokenJson, "JSON", &error.to_string()))?;
    Ok(Parsed { value, findings: loader.into_findings() })
}

/// Parses JSON that may have commas before closing brackets. Most tools read such files as YAML, which allows them.
pub(super) fn lenient_json(text: &str) -> Result<Parsed, Failure> {
    json(text).or_else(|failure| {
        let (text, commas) = without_trailing_commas(text);
        let Some((first, others)) = commas.split_first().filter(|_| !failure.is_limit()) else { return Err(failure) };
        // Where more is wrong, the first fault is told of as it was found.
        let mut parsed = json(&text).map_err(|_| failure)?;
        let more = match others.len() {
            0 => String::new(),
            count => format!(", and {count} more after it"),
        };
        parsed.findings.push(Finding {
            code: Code::TrailingComma,
            pointer: String::new(),
            message: format!("JSON allows no comma before a closing bracket: the one at {first} is ignored{more}"),
            help: "remove it, or rename the file to `.yaml`",
        });
        Ok(parsed)
    })
}

/// A text with a space for each comma between a value and a closing bracket, and where those are.
fn without_trailing_commas(text: &str) -> (String, Vec<String>) {
    let mut cleaned = text.to_owned();
    let mut places = Vec::new();
    let (mut in_string, mut escaped) = (false, false);
    let (mut before, mut comma) = (' ', None);
    let (mut line, mut column) = (1_usize, 0_usize);
    for (index, character) in text.char_indices() {
        (line, column) = if character == '\n' { (line + 1, 0) } else { (line, column + 1) };
        if in_string {
            in_string = escaped || character != '"';
            escaped = !escaped && character == '\\';
        } else if character == ',' {
            comma = (!matches!(before, '[' | '{' | ',' | ':')).then_some((index, line, column));
            before = character;
        } else if !character.is_ascii_whitespace() {
            if let (']' | '}', Some((index, line, column))) = (character, comma) {
                cleaned.replace_range(index..=index, " ");
                places.push(format!("line {line} column {column}"));
            }
            (before, comma, in_string) = (character, None, character == '"');
        }
    }
    (cleaned, places)
}

/// Parses YAML, of several documents the first.
pub(super) fn yaml(text: &str) -> Result<Parsed, Failure> {
    if nesting_cost(text) > MAX_NESTING_COST {
        let message = format!("it is nested more than {MAX_DEPTH} levels deep");
        return Err(Failure { code: Code::TooDeep, message });
    }
    let (sender, receiver) = mpsc::channel();
    let text = text.to_owned();
    // The thread is left to itself when it takes too long; the process ends soon after.
    let spawned = thread::Builder::new().name("yaml".to_owned()).spawn(move || {
        // Nobody waits for the result any longer where this fails.
        let _ = sender.send(yaml_now(&text, value::ALIASES));
    });
    let result = spawned.map_err(|error| error.to_string()).and_then(|_| {
        receiver.recv_timeout(DEADLINE).map_err(|error| match error {
            mpsc::RecvTimeoutError::Timeout => format!("parsing it takes more than {} seconds", DEADLINE.as_secs()),
            mpsc::RecvTimeoutError::Disconnected => "the YAML parser failed".to_owned(),
        })
    });
    result.unwrap_or_else(|message| Err(Failure { code: Code::TooComplex, message }))
}

/// Parses YAML, to which aliases may add as much as `aliases`.
fn yaml_now(text: &str, aliases: usize) -> Result<Parsed, Failure> {
    let loader = Loader::yaml(text, aliases);
    let failure = |message: String| Failure::new(Code::BrokenYaml, "YAML", &message);
    let (value, has_more) = super::yaml::first(text, loader.seed()).map_err(failure)?;
    let mut findings = loader.into_findings();
    if has_more {
        findings.push(Finding {
            code: Code::SeveralDocuments,
            pointer: String::new(),
            message: "the file holds several YAML documents; only the first is read".to_owned(),
            help: "keep each document in its own file",
        });
    }
    Ok(Parsed { value, findings })
}

/// Estimates what open brackets cost: the YAML parser looks at each of them again for every token.
fn nesting_cost(text: &str) -> u64 {
    let (mut depth, mut cost) = (0_u64, 0_u64);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' | b':' => {}
            _ => continue,
        }
        cost = cost.saturating_add(depth);
    }
    cost
}

/// Parses YAML, or JSON, which is YAML and parsed faster as JSON.
pub(super) fn either(text: &str) -> Result<Parsed, Failure> {
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml(text);
    }
    json(text).or_else(|failure| if failure.is_limit() { Err(failure) } else { yaml(text).map_err(|_| failure) })
}

/// Parses a file by its name: a `.json` file must be JSON, because YAML would read a mistake in it as something else.
pub(super) fn by_name(path: &Path, text: &str) -> Result<Parsed, Failure> {
    let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if json && text.trim_start().starts_with(['{', '[']) { lenient_json(text) } else { either(text) }
}

/// What there is to say of a file that could be parsed.
pub(super) fn findings(file: &str, findings: Vec<Finding>) -> impl Iterator<Item = Diagnostic> {
    findings.into_iter().map(move |finding| {
        let place = Place { file: file.to_owned(), pointer: finding.pointer };
        Diagnostic::warning(finding.code, place, finding.message).help(finding.help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_as_large_as_its_file() {
        // As values it takes more than aliases may add.
        let count = value::ALIASES / 64 + 1;
        let text = format!("[{}0]", "0,".repeat(count));
        assert_eq!(json(&text).map(|parsed| parsed.value.as_array().map(Vec::len)), Ok(Some(count + 1)));
    }

    #[test]
    fn only_what_aliases_add_is_bounded() {
        let failed = |text: &str| yaml_now(text, 0).err().map(|failure| failure.code);
        let list = "- name: [a, {b: c}]\n  ? d\n  : - e\n    - f\n".repeat(1_000);
        let flow = format!("[{}a]", "a,".repeat(1_000));
        let keys: Vec<String> = (0..1_000).map(|key| format!(" k{key}: {key}\n")).collect();
        let keys = format!("x:\n{}", keys.concat());
        for text in [list.as_str(), &flow, &keys, "a", "", "- &a b\n- c"] {
            assert_eq!(failed(text), None, "{text:.40}");
        }
        let aliases = format!("- &a {}\n{}", "x".repeat(1_000), "- *a\n".repeat(10));
        assert_eq!(failed(&aliases), Some(Code::TooLarge));
        assert_eq!(yaml_now(&aliases, 10_000).map(|parsed| parsed.value.as_array().map(Vec::len)), Ok(Some(11)));
    }
}
