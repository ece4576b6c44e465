//! What somebody has to type to run another command with the arguments of this one.

use std::borrow::Cow;
use std::path::Path;

use generator::diagnostic::printable;

use super::arguments::CrateArguments;

/// The command that writes what `check` compared with, for a shell.
pub(crate) fn generate(arguments: &CrateArguments) -> String {
    let CrateArguments { common, output, name, runtime } = arguments;
    let input = &common.input;
    let path = |path: &Path| path.display().to_string();
    let mut words = vec!["generator".to_owned(), "generate".to_owned()];
    let mut option = |name: &str, value: Option<String>| {
        words.extend(value.map(|value| format!("{name} {}", quoted(&value))));
    };
    option("--config", input.config.as_deref().map(path));
    option("--api", input.api.clone());
    for input in &input.input {
        option("--input", Some(path(input)));
    }
    option("--output", output.as_deref().map(path));
    option("--name", name.clone());
    option("--runtime", runtime.clone());
    let flags = [(input.keep_going, "--keep-going"), (common.deny_warnings, "--deny-warnings")];
    words.extend(flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag.to_owned()));
    printable(&words.join(" "))
}

/// A word as a POSIX shell takes it.
pub(crate) fn quoted(word: &str) -> Cow<'_, str> {
    let is_plain = |character: char| character.is_alphanumeric() || "-_./,:=@%+".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_a_shell_would_take_them_apart() {
        assert_eq!(quoted("../acme-client"), "../acme-client");
        assert_eq!(quoted("my files/a.yaml"), "'my files/a.yaml'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted("$HOME"), "'$HOME'");
        assert_eq!(quoted(""), "''");
    }
}
