//! Tokens on one line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

pub(super) const INDENT: &str = "    ";

/// Words that begin what takes more than a line, by the rules of Rust's formatters.
const BLOCKS: [&str; 12] =
    ["if", "match", "for", "while", "loop", "async", "move", "let", "return", "unsafe", "where", "dyn"];

/// Writes tokens on one line, as one spaces them by hand.
pub(super) fn line(tokens: TokenStream) -> String {
    Line::of(tokens).text
}

/// Tokens on one line.
pub(super) struct Line {
    pub(super) text: String,
    /// Whether this is also how a formatter writes them, if the line is short enough.
    pub(super) is_plain: bool,
    before: Before,
}

/// The token before a token.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// Nothing, or a token without a space after it.
    Start,
    /// A word, a literal or a closed group.
    Word,
    /// A sign that is followed by a space.
    Apart,
    /// The first of several signs that make one.
    Joint,
}

impl Line {
    /// Writes tokens.
    pub(super) fn of(tokens: impl IntoIterator<Item = TokenTree>) -> Self {
        let mut line = Self { text: String::new(), is_plain: true, before: Before::Start };
        line.write(tokens);
        line
    }

    fn write(&mut self, tokens: impl IntoIterator<Item = TokenTree>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = delimiters(group.delimiter());
                    let is_call = group.delimiter() == Delimiter::Parenthesis && self.before == Before::Word;
                    if self.before == Before::Apart || self.before == Before::Word && !is_call {
                        self.text.push(' ');
                    }
                    self.text.push_str(open);
                    self.before = Before::Start;
                    self.write(group.stream());
                    self.is_plain &= matches!(close, ")" | "]") && !self.text.ends_with(',');
                    self.text.push_str(close);
                    self.before = Before::Word;
                }
                TokenTree::Punct(punct) => self.sign(punct.as_char(), punct.spacing() == Spacing::Joint),
                token => {
                    if matches!(self.before, Before::Word | Before::Apart) {
                        self.text.push(' ');
                    }
                    let text = token.to_string();
                    self.is_plain &= !BLOCKS.contains(&text.as_str());
                    self.text.push_str(&text);
                    self.before = Before::Word;
                }
            }
        }
    }

    fn sign(&mut self, sign: char, is_joint: bool) {
        let is_second = self.before == Before::Joint;
        // `=>`, `->`, `=` and `|` stand apart on both sides, `,`, `;` and a lone `:` from what follows.
        let is_range = sign == '=' && !is_joint && self.text.ends_with("..");
        let opens_apart = matches!(sign, '=' | '|') && !is_range || sign == '-' && is_joint;
        if !is_second && (self.before == Before::Apart || opens_apart && self.before == Before::Word) {
            self.text.push(' ');
        }
        let is_arrow = is_second && sign == '>' && self.text.ends_with(['=', '-']);
        self.is_plain &= matches!(sign, ',' | ':' | '<' | '>' | '&' | '\'' | '=' | '.' | '-');
        self.text.push(sign);
        self.before = match sign {
            _ if is_joint && !is_second => Before::Joint,
            _ if is_range => Before::Start,
            ',' | ';' | '=' | '|' => Before::Apart,
            ':' if !is_second => Before::Apart,
            '>' if is_arrow => Before::Apart,
            // Of a call.
            '.' if !is_second => Before::Start,
            '>' | '!' | '.' => Before::Word,
            _ => Before::Start,
        };
    }
}

/// The signs around a group.
pub(super) fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn tokens_are_spaced_as_by_hand() {
        for text in [
            r#""a" => b: optional(BTreeMap<String, Vec<a::B>>) null b_null"#,
            r#""x" | "y" => X(Box<X>)"#,
            "-1 => Minus",
            "400..=499 => ClientError(json)",
            ".. => rest: entries(Value)",
            "Pet: default, new(id(i64), name(String));",
            "&'static str",
            "#[path = \"a.rs\"] mod a;",
            "pub use self::a::{A, B};",
            "Self(self.0.query(\"a\", a))",
        ] {
            assert_eq!(text.parse().map(line).ok().as_deref(), Some(text));
        }
    }
}
