//! Names as lists of words: what titles and identifiers are compared by, whatever their casing.

use std::collections::BTreeMap;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Splits at every change of case and at whatever is neither letter nor digit: `RoleMining Role-Type` is `role`,
/// `mining`, `role`, `type`.
pub(crate) fn words(text: &str) -> Vec<String> {
    if text.is_ascii() { ascii_words(text) } else { any_words(text) }
}

fn any_words(text: &str) -> Vec<String> {
    text.to_snake_case().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The case of the last letter of a word.
#[derive(Clone, Copy, PartialEq)]
enum Case {
    Neither,
    Lower,
    Upper,
}

/// Does what [`any_words`] does in a single pass: nearly all names are ASCII, and they are split all the time.
fn ascii_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in text.split(|character: char| !character.is_ascii_alphanumeric()).filter(|run| !run.is_empty()) {
        let (mut start, mut case) = (0, Case::Neither);
        let followers = run.bytes().skip(1).enumerate();
        for (current, (index, next)) in run.bytes().zip(followers) {
            let next_case = match current {
                b'a'..=b'z' => Case::Lower,
                b'A'..=b'Z' => Case::Upper,
                _ => case,
            };
            let end = if next_case == Case::Lower && next.is_ascii_uppercase() {
                index + 1
            } else if case == Case::Upper && current.is_ascii_uppercase() && next.is_ascii_lowercase() {
                index
            } else {
                case = next_case;
                continue;
            };
            words.extend(run.get(start..end).map(str::to_ascii_lowercase));
            (start, case) = (end, Case::Neither);
        }
        words.extend(run.get(start..).map(str::to_ascii_lowercase));
    }
    words
}

/// Returns the letters and digits of a name in lower case, which stay when it is spelled otherwise.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The names of a set by their [`letters`].
pub(crate) struct Spellings<'n>(BTreeMap<String, Vec<&'n str>>);

impl<'n> Spellings<'n> {
    /// Sorts `names` by their letters.
    pub(crate) fn of(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut spellings: BTreeMap<String, Vec<&'n str>> = BTreeMap::new();
        for name in names {
            spellings.entry(letters(name)).or_default().push(name);
        }
        Self(spellings)
    }

    /// Returns the only free name that equals `name` except for case and separators.
    ///
    /// A sign that separates no words is part of a name: `@id` is another property than `id`.
    pub(crate) fn meant(&self, name: &str, is_free: impl Fn(&str) -> bool) -> Option<&'n str> {
        let letters = Some(letters(name)).filter(|letters| !letters.is_empty())?;
        let mut alike = self.0.get(&letters)?.iter().filter(|other| is_free(other) && signs(other).eq(signs(name)));
        let first = alike.next()?;
        alike.next().is_none().then_some(*first)
    }
}

/// The characters of a name that are neither part of its words nor between them.
fn signs(name: &str) -> impl Iterator<Item = char> {
    let name = name.trim();
    let inner = name.trim_matches(|character: char| !character.is_alphanumeric());
    let separates = |character: &char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | ' ');
    let (before, after) = name.split_once(inner).unwrap_or((name, ""));
    before.chars().chain(inner.chars().filter(move |character| !separates(character))).chain(after.chars())
}

/// Joins words in upper camel case.
pub(crate) fn upper_camel<W: AsRef<str>>(words: &[W]) -> String {
    words.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("_").to_upper_camel_case()
}

/// Makes the words for a list those for one of its items: `disk entries` and `disk entries list` give `disk entry`.
pub(crate) fn one_of(words: &mut Vec<String>) {
    drop_list(words);
    if let Some(last) = words.last_mut() {
        *last = irregular(last).map_or_else(|| singular(last), str::to_owned);
    }
}

/// Drops the word `list` behind a plural: `blocked` alone is no name for what a blocked list has.
pub(crate) fn drop_list(words: &mut Vec<String>) {
    let is_plural = |word: &String| irregular(word).is_some() || singular(word) != *word;
    if let [.., many, last] = words.as_slice()
        && last == "list"
        && is_plural(many)
    {
        words.pop();
    }
}

/// The singular of a plural without an ending.
pub(crate) fn irregular(plural: &str) -> Option<&'static str> {
    match plural {
        "children" => Some("child"),
        "criteria" => Some("criterion"),
        "people" => Some("person"),
        _ => None,
    }
}

/// Returns the singular of an English noun by its ending: `entries` gives `entry`, `causes` gives `cause`.
///
/// A word that doesn't look like a plural is returned as it is.
pub(crate) fn singular(word: &str) -> String {
    let endings = [("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", "")];
    for (plural, singular) in endings {
        if let Some(stem) = word.strip_suffix(plural) {
            let is_plural = stem.len() > 1 && !(plural == "s" && stem.ends_with(['s', 'u', 'i']));
            return if is_plural { format!("{stem}{singular}") } else { word.to_owned() };
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Spellings, any_words, ascii_words, singular, upper_camel, words};

    #[test]
    fn separators_are_spelling_and_other_signs_are_not() {
        let spellings = Spellings::of(["@id", "user-name", "$ref"]);
        assert_eq!(spellings.meant("userName", |_| true), Some("user-name"));
        assert_eq!(spellings.meant("id", |_| true), None);
        assert_eq!(spellings.meant("@ID", |_| true), Some("@id"));
        assert_eq!(spellings.meant("ref", |_| true), None);
        assert_eq!(spellings.meant("user name ", |_| true), Some("user-name"));
        assert_eq!(spellings.meant("_user-name", |_| true), None);
    }

    #[test]
    fn lists_are_named_by_their_items() {
        for (list, item) in [
            ("disk entries", "disk entry"),
            ("criteriaList", "criterion"),
            ("diskEntriesList", "disk entry"),
            ("blockedList", "blocked list"),
            ("diskLists", "disk list"),
            ("list", "list"),
            ("grandChildren", "grand child"),
            ("status", "status"),
        ] {
            let mut words = words(list);
            super::one_of(&mut words);
            assert_eq!(words.join(" "), item, "{list}");
        }
    }

    #[test]
    fn titles_and_identifiers_have_the_same_words() {
        assert_eq!(words("Role Mining Role Type"), words("RoleMiningRoleType"));
        assert_eq!(words("Json Patch Operation (Role Mining)"), ["json", "patch", "operation", "role", "mining"]);
        assert_eq!(upper_camel(&words("EntityCreatedByDTO")), "EntityCreatedByDto");
    }

    #[test]
    fn the_words_of_ascii_are_those_of_any_text() {
        // All texts of up to seven characters of five kinds.
        let mut texts = vec![String::new()];
        for _ in 0..7 {
            let longer =
                texts.iter().flat_map(|text| "aB1_ ".chars().map(move |character| format!("{text}{character}")));
            texts = texts.iter().cloned().chain(longer).collect();
            texts.sort_unstable();
            texts.dedup();
        }
        assert!(texts.len() > 90_000);
        for text in &texts {
            assert_eq!(ascii_words(text), any_words(text), "{text:?}");
        }
    }

    #[test]
    fn only_plurals_lose_their_ending() {
        let plurals = ["messages", "causes", "entries", "addresses", "branches", "boxes", "ids"];
        let singulars = ["message", "cause", "entry", "address", "branch", "box", "id"];
        assert_eq!(plurals.map(singular), singulars);
        for word in ["status", "address", "data", "is", "s", "analysis", "distribution"] {
            assert_eq!(singular(word), word);
        }
    }
}
