//! One line of the lock: `key words = value words`.

use std::fmt;

/// A fact: its subject, and what is true of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fact {
    pub(super) key: Vec<String>,
    pub(super) value: Vec<String>,
}

/// What keeps the key from the value.
const EQUALS: &str = "=";

impl Fact {
    pub(super) fn new(key: &[&str], value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let key = key.iter().map(|word| (*word).to_owned()).collect();
        Self { key, value: value.into_iter().map(Into::into).collect() }
    }

    /// Reads a line. The message says what is wrong with it.
    pub(super) fn read(line: &str) -> Result<Self, String> {
        let mut fact = Self::default();
        let mut is_value = false;
        let mut rest = line.trim();
        while !rest.is_empty() {
            let (word, is_quoted, after) = word(rest)?;
            rest = after.trim_start();
            if !is_quoted && !is_value && word == EQUALS {
                is_value = true;
            } else if is_value {
                fact.value.push(word);
            } else {
                fact.key.push(word);
            }
        }
        if fact.key.is_empty() || is_value == fact.value.is_empty() {
            return Err("it says nothing".to_owned());
        }
        Ok(fact)
    }
}

/// The first word of a text, whether it is quoted, and what follows.
fn word(text: &str) -> Result<(String, bool, &str), String> {
    if !text.starts_with('"') {
        let end = text.find(' ').unwrap_or(text.len());
        let (word, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        return Ok((word.to_owned(), false, rest));
    }
    let mut words = serde_json::Deserializer::from_str(text).into_iter::<String>();
    match words.next() {
        Some(Ok(word)) => Ok((word, true, text.get(words.byte_offset()..).unwrap_or_default())),
        _ => Err(format!("`{text}` has no closing quotation mark")),
    }
}

/// Whether a word needs no quotation marks.
fn is_plain(word: &str) -> bool {
    let is_graphic = |byte: u8| byte.is_ascii_graphic() && byte != b'"';
    let is_plain = |character: char| !character.is_whitespace() && !character.is_control() && character != '"';
    !word.is_empty()
        && word != EQUALS
        && !word.starts_with('#')
        && (word.bytes().all(is_graphic) || word.chars().all(is_plain))
}

impl fmt::Display for Fact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let equals = (!self.value.is_empty()).then_some(None);
        let words = self.key.iter().map(Some).chain(equals).chain(self.value.iter().map(Some));
        for (index, word) in words.enumerate() {
            if index > 0 {
                formatter.write_str(" ")?;
            }
            match word {
                None => formatter.write_str(EQUALS)?,
                Some(word) if is_plain(word) => formatter.write_str(word)?,
                Some(word) => formatter.write_str(&serde_json::Value::from(word.as_str()).to_string())?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics has failed")]
mod tests {
    use proptest::prelude::*;

    use super::Fact;

    proptest! {
        #[test]
        fn what_is_written_is_read(
            key in prop::collection::vec(".*", 1..4),
            value in prop::collection::vec(".*|=|#", 0..4),
        ) {
            let fact = Fact { key, value };
            let line = fact.to_string();
            prop_assert!(!line.contains(['\n', '\r']));
            prop_assert_eq!(Fact::read(&line).unwrap(), fact);
        }
    }

    #[test]
    fn words_are_quoted_where_they_have_to_be() {
        let fact = Fact::new(&["type", "Role", "field", "created at", "="], ["created_at:", "String", "#"]);
        assert_eq!(fact.to_string(), r##"type Role field "created at" "=" = created_at: String "#""##);
    }

    #[test]
    fn a_line_that_says_nothing_is_none() {
        for line in ["", "=", "a =", "= b", r#"a "b"#] {
            assert!(Fact::read(line).is_err(), "{line}");
        }
    }
}
