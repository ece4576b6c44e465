//! Names for what moves from other files to the document's `components`.

use crate::pointer;
use serde_json::Value;

/// Folders and keys that say what kind of thing is in them, and no more.
const KINDS: [&str; 14] = [
    "schemas",
    "schema",
    "models",
    "definitions",
    "components",
    "parameters",
    "params",
    "responses",
    "requestBodies",
    "requests",
    "headers",
    "examples",
    "links",
    "securitySchemes",
];

/// Proposes names for the value at `pointer` of the file `path` (with `/` between its parts), the plainest first.
pub(super) fn candidates(path: &str, pointer: &str, value: &Value) -> Vec<String> {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let keys: Vec<String> = pointer.split('/').skip(1).map(|key| pointer::unescape(key).into_owned()).collect();
    let mut parts = folders.split('/').map(str::to_owned).chain([stem.to_owned()]).chain(keys).rev();
    let own = parts.next().unwrap_or_default();
    let own = titled(&own, value).unwrap_or_else(|| valid(&own));
    let mut name = own.clone();
    let mut names = vec![own];
    for part in parts {
        let part = valid(&part);
        // `..` and the folders of the file system above the API's are no names.
        if part.chars().any(char::is_alphanumeric) && !KINDS.contains(&part.as_str()) {
            name = capitalized(&part) + &capitalized(&name);
            names.push(name.clone());
        }
    }
    names
}

/// A title in place of a file's name that is the same words run together: `Access Review Item` for `accessreviewitem`.
fn titled(name: &str, value: &Value) -> Option<String> {
    let title = value.get("title")?.as_str()?;
    let words: String = title.split(|character: char| !character.is_alphanumeric()).map(capitalized).collect();
    let run_together = name.chars().all(|character| character.is_lowercase() || character.is_numeric());
    (run_together && words.to_lowercase() == name).then_some(words)
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(char::to_uppercase).into_iter().flatten().chain(characters).collect()
}

/// A name with none but the characters that a component's name may have.
fn valid(name: &str) -> String {
    name.chars()
        .map(|character| if character.is_ascii_alphanumeric() || "._-".contains(character) { character } else { '_' })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_come_from_the_place() {
        let any = json!({});
        assert_eq!(candidates("schemas/Pet.yaml", "", &any), ["Pet"]);
        assert_eq!(candidates("api/pets/schemas/owner.yaml", "", &any), ["owner", "PetsOwner", "ApiPetsOwner"]);
        assert_eq!(candidates("common.yaml", "/components/schemas/Pet", &any), ["Pet", "CommonPet"]);
        assert_eq!(candidates("a.yaml", "/a~1b c", &any).first().map(String::as_str), Some("a_b_c"));
    }

    #[test]
    fn a_title_gives_a_name_its_words_back() {
        let name = |file: &str, title: &str| candidates(file, "", &json!({"title": title})).remove(0);
        assert_eq!(name("accessreviewitem.yaml", "Access Review Item"), "AccessReviewItem");
        assert_eq!(name("reassignmenttraildto.yaml", "Reassignment Trail DTO"), "ReassignmentTrailDTO");
        assert_eq!(name("pet.yaml", "An animal"), "pet");
        assert_eq!(name("PET.yaml", "Pet"), "PET");
    }
}
