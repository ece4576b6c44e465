//! Literals of JavaScript, as bundlers and minifiers write them.

use serde_json::{Map, Number, Value};

use super::super::parse::MAX_DEPTH;

/// The longest comment, in bytes, that is skipped.
const MAX_COMMENT: usize = 256;

/// Reads literals from a place of a script on. Each method moves behind what it took, and gives `None` if something
/// else stands there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Literals<'a> {
    rest: &'a str,
}

impl<'a> Literals<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// What follows, without spaces and comments.
    pub(crate) fn rest(&mut self) -> &'a str {
        loop {
            self.rest = self.rest.trim_start();
            let end = match self.rest.get(..2) {
                Some("/*") => "*/",
                Some("//") => "\n",
                _ => return self.rest,
            };
            // Longer ones stand where no literal does.
            let near = self.rest.as_bytes().get(..MAX_COMMENT).unwrap_or(self.rest.as_bytes());
            let behind = near.windows(end.len()).position(|window| window == end.as_bytes());
            match behind.and_then(|at| self.rest.get(at.saturating_add(end.len())..)) {
                Some(behind) => self.rest = behind,
                None => return self.rest,
            }
        }
    }

    /// Takes a piece of punctuation.
    pub(crate) fn takes(&mut self, token: &str) -> bool {
        match self.rest().strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes a string in any of the three kinds of quotes; none that a value is put into.
    pub(crate) fn string(&mut self) -> Option<String> {
        let quote = self.rest().chars().next().filter(|first| matches!(first, '"' | '\'' | '`'))?;
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1).peekable();
        // A pair of escapes that stand for one character beyond 16 bits.
        let mut high = None;
        while let Some((at, character)) = characters.next() {
            let mut unit = None;
            match character {
                _ if character == quote => {
                    text.extend(high.take().map(|_: u32| char::REPLACEMENT_CHARACTER));
                    self.rest = self.rest.get(at.saturating_add(1)..)?;
                    return Some(text);
                }
                '$' if quote == '`' && characters.peek().is_some_and(|(_, next)| *next == '{') => return None,
                '\\' => unit = Some(escape(&mut characters)?),
                _ => {}
            }
            match (high.take(), unit) {
                (Some(high), Some(Some(low @ 0xDC00..=0xDFFF))) => {
                    let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                    text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                    continue;
                }
                (Some(_), _) => text.push(char::REPLACEMENT_CHARACTER),
                (None, _) => {}
            }
            match unit {
                None => text.push(character),
                Some(Some(code @ 0xD800..=0xDBFF)) => high = Some(code),
                Some(Some(code)) => text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
                // A line that goes on.
                Some(None) => {}
            }
        }
        None
    }

    /// Takes a name.
    pub(crate) fn identifier(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let is_part = |it: char| it.is_alphanumeric() || matches!(it, '_' | '$');
        let end = rest.find(|it| !is_part(it)).unwrap_or(rest.len());
        let (name, behind) = rest.split_at_checked(end)?;
        if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        self.rest = behind;
        Some(name)
    }

    /// Takes a number without a sign; `1e3` is 1000, as minifiers write it.
    pub(crate) fn number(&mut self) -> Option<Number> {
        let rest = self.rest();
        let mut before = ' ';
        let end = rest.find(|it: char| {
            let is_sign = matches!(it, '+' | '-') && matches!(before, 'e' | 'E');
            before = it;
            !(it.is_ascii_digit() || matches!(it, '.' | 'e' | 'E') || is_sign)
        });
        let (text, behind) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        if !text.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
            return None;
        }
        let number = match text.parse::<u64>() {
            Ok(whole) => Number::from(whole),
            Err(_) => self::number(text.parse().ok()?)?,
        };
        self.rest = behind;
        Some(number)
    }

    /// Takes a value that JSON has, too.
    pub(crate) fn value(&mut self) -> Option<Value> {
        self.nested(0)?
    }

    /// A value; `Some(None)` for `void 0`, which JSON has not.
    #[expect(clippy::option_option, reason = "nothing was taken, or a value that isn't there was")]
    fn nested(&mut self, depth: usize) -> Option<Option<Value>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let value = match self.rest().chars().next()? {
            '"' | '\'' | '`' => Value::String(self.string()?),
            '{' => Value::Object(self.object(depth)?),
            '[' => Value::Array(self.array(depth)?),
            '!' if self.takes("!0") => Value::Bool(true),
            '!' if self.takes("!1") => Value::Bool(false),
            '-' if self.takes("-") => {
                let number = self.number()?;
                match number.as_i64() {
                    Some(whole) => Value::from(-whole),
                    None => Value::Number(self::number(-number.as_f64()?)?),
                }
            }
            '0'..='9' | '.' => Value::Number(self.number()?),
            _ => match self.identifier()? {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                "null" => Value::Null,
                "undefined" => return Some(None),
                "void" => {
                    self.number()?;
                    return Some(None);
                }
                _ => return None,
            },
        };
        Some(Some(value))
    }

    fn object(&mut self, depth: usize) -> Option<Map<String, Value>> {
        let mut object = Map::new();
        if !self.takes("{") {
            return None;
        }
        while !self.takes("}") {
            let key = self.key()?;
            if !self.takes(":") {
                return None;
            }
            if let Some(value) = self.nested(depth.saturating_add(1))? {
                object.insert(key, value);
            }
            if !self.takes(",") && !self.rest().starts_with('}') {
                return None;
            }
        }
        Some(object)
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Value>> {
        let mut array = Vec::new();
        if !self.takes("[") {
            return None;
        }
        while !self.takes("]") {
            array.push(self.nested(depth.saturating_add(1))?.unwrap_or_default());
            if !self.takes(",") && !self.rest().starts_with(']') {
                return None;
            }
        }
        Some(array)
    }

    /// A property's name, in whatever form it is written.
    fn key(&mut self) -> Option<String> {
        match self.rest().chars().next()? {
            '"' | '\'' => self.string(),
            '0'..='9' | '.' => self.number().map(|number| number.to_string()),
            _ => self.identifier().map(str::to_owned),
        }
    }
}

/// A number as JavaScript prints it: one without a fraction has no point.
#[expect(clippy::cast_possible_truncation, reason = "the range is looked at before")]
fn number(value: f64) -> Option<Number> {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < WHOLE {
        return Some(Number::from(value as i64));
    }
    Number::from_f64(value)
}

/// Reads what follows a backslash; `Some(None)` for the end of a line, which stands for nothing.
#[expect(clippy::option_option, reason = "an escape that is broken, or one that stands for nothing")]
fn escape(characters: &mut std::iter::Peekable<impl Iterator<Item = (usize, char)>>) -> Option<Option<u32>> {
    let escaped = match characters.next()? {
        (_, 'x') => return Some(Some(hexadecimal(characters, 2)?)),
        (_, 'u') => {
            if characters.next_if(|(_, next)| *next == '{').is_none() {
                return Some(Some(hexadecimal(characters, 4)?));
            }
            let mut code = 0_u32;
            loop {
                match characters.next()?.1 {
                    '}' => return Some(Some(code)),
                    digit => code = code.checked_mul(16)?.checked_add(digit.to_digit(16)?)?,
                }
            }
        }
        (_, other) => other,
    };
    Some(match escaped {
        'n' => Some(0x0A),
        'r' => Some(0x0D),
        't' => Some(0x09),
        'b' => Some(0x08),
        'f' => Some(0x0C),
        'v' => Some(0x0B),
        '0' => Some(0),
        '\n' => None,
        '\r' => {
            let _ = characters.next_if(|(_, next)| *next == '\n');
            None
        }
        other => Some(u32::from(other)),
    })
}

fn hexadecimal(characters: &mut impl Iterator<Item = (usize, char)>, count: usize) -> Option<u32> {
    (0..count).try_fold(0, |code, _| Some((code << 4) | characters.next()?.1.to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn string(text: &str) -> Option<String> {
        Literals::new(text).string()
    }

    #[test]
    fn strings_are_read_in_all_quotes() {
        assert_eq!(string(r#"'it\'s "x"' + 1"#).as_deref(), Some("it's \"x\""));
        assert_eq!(string(r#" /* a */ "a\\n\nb""#).as_deref(), Some("a\\n\nb"));
        assert_eq!(string(r"`a\`b$`").as_deref(), Some("a`b$"));
        assert_eq!(string(r"'\x41\u0042\u{43}\ud83d\ude00é'").as_deref(), Some("ABC😀é"));
        assert_eq!(string(r"'\ud83d!'").as_deref(), Some("\u{fffd}!"));
        assert_eq!(string("'a\\\r\nb\\\nc'").as_deref(), Some("abc"));
        for broken in ["'a", "'a\\", "`a${b}`", r"'\u{zz}'", r"'\x4'", "x", "", r"'\u{ffffffffff}'"] {
            assert_eq!(string(broken), None, "{broken}");
        }
    }

    #[test]
    fn values_are_read_as_minifiers_write_them() {
        let text = "{a:!0,'b-c':[1,-2,.5,1e3,,],\"d\":null,1e3:`x`,2:void 0, e : {f:!1,}}";
        assert_eq!(Literals::new(text).value(), None, "a hole in a list is no value");
        let text = text.replace(",,", ",");
        let expected = json!({ "a": true, "b-c": [1, -2, 0.5, 1000], "d": null, "1000": "x", "e": { "f": false } });
        assert_eq!(Literals::new(&text).value(), Some(expected));
        for other in ["{a:b}", "{a}", "{...a}", "{a:1", "[1", "f()", "{a:1 b:2}", "-", "1e999"] {
            assert_eq!(Literals::new(other).value(), None, "{other}");
        }
    }

    #[test]
    fn deep_nesting_ends() {
        assert_eq!(Literals::new(&"[".repeat(100_000)).value(), None);
        assert_eq!(Literals::new(&"{a:".repeat(100_000)).value(), None);
    }
}
