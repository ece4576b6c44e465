//! The names that a lock may have: an invalid name must not get into a crate, or into the paths of its files.

use super::parse::Unfit;
use crate::names::is_keyword;

/// A name longer than this, in bytes, was not given by the generator, and file systems stop at 255.
const LONGEST: usize = 200;

/// A type, a variant or a builder, in upper camel case.
pub(super) fn camel(text: &str) -> Result<String, Unfit> {
    let is_upper = text.chars().next().is_some_and(|first| first.to_uppercase().eq([first]));
    if is_upper && is_identifier(text) { Ok(text.to_owned()) } else { Err(Unfit::Name) }
}

/// A method or the stem of one, in snake case.
pub(super) fn snake(text: &str) -> Result<String, Unfit> {
    let is_lower = text.chars().all(|character| character.to_lowercase().eq([character]));
    if is_lower && is_identifier(text) { Ok(text.to_owned()) } else { Err(Unfit::Name) }
}

/// A field or an argument, in snake case: raw where it is a keyword.
pub(super) fn value(text: &str) -> Result<String, Unfit> {
    match text.strip_prefix("r#") {
        Some(keyword) if is_keyword(keyword) && syn::parse_str::<syn::Ident>(text).is_ok() => Ok(text.to_owned()),
        Some(_) => Err(Unfit::Name),
        None => snake(text),
    }
}

/// What the names of a field's further setters start with: `self` will do, as `self_null` does.
pub(super) fn setter_stem(text: &str) -> Result<String, Unfit> {
    snake(&format!("{text}_null"))?;
    if text.is_empty() { Err(Unfit::Name) } else { Ok(text.to_owned()) }
}

/// A module, which has a file of its name.
pub(super) fn module(text: &str) -> Result<String, Unfit> {
    if text.is_ascii() { snake(text) } else { Err(Unfit::Name) }
}

/// A feature, in kebab case.
pub(super) fn feature(text: &str) -> Result<String, Unfit> {
    let is_plain = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-';
    let is_feature = text.len() <= LONGEST && !text.starts_with('-') && !text.is_empty() && text.chars().all(is_plain);
    if is_feature { Ok(text.to_owned()) } else { Err(Unfit::Name) }
}

fn is_identifier(text: &str) -> bool {
    text.len() <= LONGEST
        && !text.starts_with("r#")
        && !is_keyword(text)
        // `syn` ignores white space around an identifier.
        && syn::parse_str::<syn::Ident>(text).is_ok_and(|it| it == text)
}

#[cfg(test)]
mod tests {
    use super::{camel, feature, module, setter_stem, snake, value};

    #[test]
    fn names_are_identifiers_of_their_case() {
        for name in ["Role", "V1_0", "Self_", "N3dSecure", "名前", "ªRole"] {
            assert!(camel(name).is_ok(), "{name}");
        }
        for name in ["", "role", "Self", "Ro le", "r#Role", "Role/**/", "../Role", "Vec<Role>", "ßa", "_"] {
            assert!(camel(name).is_err(), "{name}");
        }
        for name in ["role", "type_", "größe", "a_2"] {
            assert!(snake(name).is_ok(), "{name}");
        }
        for name in
            ["", "Role", "type", "gen", "r#type", "_", "a-b", "../../etc", "a/b", "a\\b", "a\0", &"a".repeat(300)]
        {
            assert!(snake(name).is_err(), "{name}");
        }
        assert!(value("r#type").is_ok() && value("self_").is_ok());
        assert!(value("type").is_err() && value("r#self").is_err() && value("r#role").is_err());
        assert!(setter_stem("self").is_ok() && setter_stem("a b").is_err() && setter_stem("").is_err());
        assert!(module("größe").is_err() && module("..").is_err());
        assert!(feature("role-mining-2").is_ok() && feature("2fa").is_ok());
        for name in ["", "-a", "Books", "a b", "a_b", "a\"]", "größe", "dep:x", "a/b"] {
            assert!(feature(name).is_err(), "{name}");
        }
    }
}
