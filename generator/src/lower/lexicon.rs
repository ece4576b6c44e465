//! Words that are written run together: `accessprofilesourceref` is an access profile's source ref.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::long_words::{self, READABLE};
use crate::lock::Lock;
use crate::marks::NAME_ORIGIN;
use crate::names::Words;
use crate::names::words::letters;

/// A shorter word is not split.
const SHORTEST: usize = 5;

/// A shorter word before `id` may be the beginning of another word.
const SHORTEST_OWNER: usize = 4;

/// Words that are made of two others, and not meant as these.
const COMPOUNDS: &[&str] = &["into", "onto", "within", "without"];

/// A longer text is no word of any language, and is not split.
const LONGEST: usize = 200;

/// The words that a document itself uses, to split names that run words together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    /// What names of the lock were split into, or not, by their letters.
    locked: BTreeMap<String, Words>,
    /// Titles of several words by their letters; `None` if two are written alike.
    titles: BTreeMap<String, Option<Words>>,
    known: BTreeSet<String>,
    /// The words of descriptions, which are used if the other words are not enough.
    prose: BTreeSet<String>,
    /// The names of components that look like one word.
    components: BTreeSet<String>,
    /// The words that stand beside others in a name.
    separate: BTreeSet<String>,
    /// The letters of the title of each component that has one.
    titled: BTreeMap<String, String>,
}

impl Lexicon {
    /// The words of titles, property names, tags and operation ids of `document`, and of its components that show where
    /// their words end. What `lock` has is split as it was.
    pub(crate) fn of(document: &Value, lock: Option<&Lock>) -> Self {
        let mut lexicon = Self::default();
        for surface in lock.into_iter().flat_map(|lock| [&lock.gone, &lock.surface]) {
            lexicon.locked.extend(surface.types.keys().map(|name| (letters(name), Words::of(name))));
        }
        let mut waiting = vec![document];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(list) => waiting.extend(list),
                Value::Object(map) => {
                    for (key, value) in map {
                        match (key.as_str(), value) {
                            ("title", Value::String(title)) => lexicon.title(title),
                            ("description" | "summary", Value::String(text)) => lexicon.read(text),
                            ("operationId", Value::String(id)) => lexicon.learn(&Words::of(id)),
                            ("tags", Value::Array(tags)) => {
                                tags.iter().filter_map(Value::as_str).for_each(|tag| lexicon.learn(&Words::of(tag)));
                            }
                            ("paths", Value::Object(paths)) => paths.keys().for_each(|path| lexicon.read(path)),
                            ("properties", Value::Object(properties)) => {
                                properties.keys().for_each(|name| lexicon.learn(&Words::of(name)));
                            }
                            ("schemas", Value::Object(schemas)) => {
                                let title = |schema: &Value| schema.get("title").and_then(Value::as_str).map(letters);
                                let titled = schemas.iter().filter_map(|(name, it)| Some((name.clone(), title(it)?)));
                                lexicon.titled.extend(titled);
                                // A name made from a place says no more than the place.
                                let is_given =
                                    |schema: &Value| schema.get(NAME_ORIGIN).is_none_or(|it| it != "context");
                                let names = schemas.iter().filter(|(_, schema)| is_given(schema)).map(|(name, _)| name);
                                let single = |name: &&String| name.bytes().all(|byte| byte.is_ascii_lowercase());
                                lexicon.components.extend(names.clone().filter(single).cloned());
                                let names = names.filter(|name| name.contains(char::is_uppercase));
                                let names = names.map(|name| Words::of(name)).filter(|words| words.list().len() > 1);
                                names.for_each(|words| lexicon.learn(&words));
                            }
                            _ => {}
                        }
                        if !matches!(key.as_str(), "example" | "examples" | "default" | "enum" | "const") {
                            waiting.push(value);
                        }
                    }
                }
                _ => {}
            }
        }
        lexicon
    }

    fn title(&mut self, title: &str) {
        let words = Words::of(title);
        self.learn(&words);
        if words.list().len() > 1 {
            let known = self.titles.entry(letters(title)).or_insert_with(|| Some(words.clone()));
            *known = known.take().filter(|known| *known == words);
        }
    }

    /// Whether the title of a component has the letters of `name`.
    pub(crate) fn is_title_of(&self, component: &str, name: &str) -> bool {
        self.titled.get(component).is_some_and(|title| *title == letters(name))
    }

    fn read(&mut self, text: &str) {
        let words = text.split(|character: char| !character.is_ascii_alphabetic()).filter(|word| word.len() > 2);
        // A name within a text has capitals in its middle.
        let is_word = |word: &&str| word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
        self.prose.extend(words.filter(is_word).map(str::to_ascii_lowercase));
    }

    fn learn(&mut self, words: &Words) {
        self.known.extend(words.list().iter().filter(|word| word.len() > 1).cloned());
        if words.list().len() > 1 {
            self.separate.extend(words.list().iter().filter(|word| word.len() > 1).cloned());
        }
    }

    /// The words of a property, a parameter or a value, split only if that is beyond doubt: `accessprofileid` is an access
    /// profile's id, while `username` and `unassigned` are words of a language.
    pub(crate) fn part(&self, name: &str) -> Words {
        let words = Words::of(name);
        let [only] = words.list() else { return words };
        let is_separate = |word: &str| {
            self.separate.contains(word)
                || self.separate.contains(&format!("{word}s"))
                || word.strip_suffix('s').is_some_and(|stem| stem.len() > 2 && self.separate.contains(stem))
        };
        let is_word = is_separate(only)
            || self.prose.contains(only)
            || only.strip_suffix('s').is_some_and(|stem| self.prose.contains(stem));
        let is_plain = only.len() <= LONGEST && only.bytes().all(|byte| byte.is_ascii_lowercase());
        if is_word || !is_plain || letters(name) != *only {
            return words;
        }
        let is_clear = |split: &Words| match split.list() {
            [first, last] => first.len() >= SHORTEST_OWNER && ["id", "ids"].contains(&last.as_str()),
            _ => true,
        };
        fewest(only, &is_separate).filter(is_clear).unwrap_or(words)
    }

    /// The words of a component's name, each split that is several run together.
    pub(crate) fn words(&self, name: &str) -> Words {
        let words = Words::of(name);
        let split =
            words.list().iter().map(|word| self.split(word).unwrap_or_else(|| Words::from_list(&[word.as_str()])));
        split.fold(Words::default(), |all, words| all.join(&words))
    }

    fn split(&self, word: &str) -> Option<Words> {
        if word.len() > LONGEST || !word.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit()) {
            return None;
        }
        if let Some(words) = self.locked.get(word) {
            return Some(words.clone());
        }
        if let Some(Some(words)) = self.titles.get(word) {
            return Some(words.clone());
        }
        // A number belongs to the last word, a version is one of its own.
        let stem = word.trim_end_matches(|last: char| last.is_ascii_digit());
        let number = word.get(stem.len()..).unwrap_or_default();
        let versioned = stem.strip_suffix('v').filter(|_| !number.is_empty());
        if let Some(words) = versioned.and_then(|stem| self.parts(stem)) {
            return Some(words.with(&format!("v{number}")));
        }
        let words = self.parts(stem).or_else(|| self.long(stem));
        words.map(|words| words.numbered(number)).or_else(|| self.behind_number(stem))
    }

    /// The words of a long name with a number in it: what ends with the number, and what follows.
    fn behind_number(&self, text: &str) -> Option<Words> {
        let last = text.rfind(|character: char| character.is_ascii_digit())?;
        let (head, tail) = text.split_at_checked(last + 1).filter(|_| text.len() > READABLE)?;
        let tail = self.parts(tail).or_else(|| self.long(tail))?;
        Some(Words::from_list(&[head]).join(&tail))
    }

    /// The words of a name that is too long for one word, one of them perhaps unknown.
    fn long(&self, text: &str) -> Option<Words> {
        let is_component = |word: &str| {
            let is_word = (SHORTEST..=READABLE).contains(&word.len()) && self.components.contains(word);
            is_word && self.parts(word).is_none()
        };
        long_words::split(text, &|word| self.knows(word) || self.reads(word) || is_component(word))
    }

    /// The words of a text that only has letters: one known word, or several; `None` if that is not clear.
    fn parts(&self, text: &str) -> Option<Words> {
        if text.len() < SHORTEST || !text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        if let Some(Some(words)) = self.titles.get(text) {
            return Some(words.clone());
        }
        if self.knows(text) {
            return Some(Words::from_list(&[text]));
        }
        fewest(text, &|word| self.knows(word)).or_else(|| {
            let is_read = |word: &str| word != text && self.reads(word);
            fewest(text, &|word| self.knows(word) || is_read(word)).filter(|_| !self.prose.contains(text))
        })
    }

    fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
            || word.strip_suffix('s').is_some_and(|stem| stem.len() > 2 && self.known.contains(stem))
            || derives(&self.known, word)
            || COMPOUNDS.contains(&word)
    }

    /// Whether descriptions have a word, which can run words together as well as a name.
    fn reads(&self, word: &str) -> bool {
        let is_there = self.prose.contains(word) || derives(&self.prose, word);
        is_there && fewest(word, &|part| self.knows(part)).is_none()
    }
}

/// Whether `word` is made from one of `words` by an ending: `reviewable` is no review that is able.
fn derives(words: &BTreeSet<String>, word: &str) -> bool {
    let stem = word.strip_suffix("able").or_else(|| word.strip_suffix("ability"));
    stem.is_some_and(|stem| stem.len() > 3 && words.contains(stem))
}

/// The split of `text` into the fewest known words; `None` if there is none, or another one with as few.
fn fewest(text: &str, knows: &dyn Fn(&str) -> bool) -> Option<Words> {
    // For each end the fewest words up to there, in how many ways, and where the last of them starts.
    let mut best: Vec<Option<(usize, bool, usize)>> = vec![Some((0, true, 0))];
    for end in 1..=text.len() {
        let mut found: Option<(usize, bool, usize)> = None;
        for start in 0..end {
            let Some(Some((count, is_only, _))) = best.get(start).copied() else { continue };
            if end - start < 2 || !text.get(start..end).is_some_and(knows) {
                continue;
            }
            found = match found {
                Some((fewest, ..)) if fewest < count + 1 => found,
                Some((fewest, _, first)) if fewest == count + 1 => Some((fewest, false, first)),
                _ => Some((count + 1, is_only, start)),
            };
        }
        best.push(found);
    }
    let mut words = Vec::new();
    let mut end = text.len();
    while end > 0 {
        let (_, is_only, start) = best.get(end).copied().flatten()?;
        if !is_only {
            return None;
        }
        words.push(text.get(start..end)?);
        end = start;
    }
    words.reverse();
    (words.len() > 1).then(|| Words::from_list(&words))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics has failed")]
mod tests {
    use serde_json::json;

    use super::Lexicon;
    use crate::lock::Lock;

    fn lexicon(lock: Option<&Lock>) -> Lexicon {
        let document = json!({
            "paths": {"/tape-drives": {"get": {"operationId": "listTapeDrives", "tags": ["Hard Disks"],
                "description": "A harddisk is with a drive if it is able to be out of its cabinet."}},
                "/cartridge/{id}": {}},
            "components": {"schemas": {
                "diskdrive": {"title": "Disk Drive", "properties": {"sourceRef": {}, "id": {}, "used": {}, "us": {}, "edisk": {}, "with": {}, "out": {}}},
                "diskdrivesourceref": {}, "diskdrive-2": {}, "spindle": {}, "DriveState": {}
            }}
        });
        Lexicon::of(&document, lock)
    }

    #[test]
    fn words_are_told_apart_by_those_of_the_document() {
        let lexicon = lexicon(None);
        for (name, expected) in [
            ("diskdrive", "DiskDrive"),
            ("diskdrivesourceref", "DiskDriveSourceRef"),
            ("diskdrivesourcerefState", "DiskDriveSourceRefState"),
            ("harddisks", "HardDisks"),
            // `used` `disk` is as short as `us` `edisk`.
            ("useddisk", "UsedDisk"),
            ("usedisk", "UsEdisk"),
            ("diskdrivewheel", "Diskdrivewheel"),
            ("diskdrivewheelsource", "DiskDriveWheelSource"),
            ("int64diskdrivesource", "Int64DiskDriveSource"),
            ("harddiskdrivespindle", "HardDiskDriveSpindle"),
            ("state", "State"),
            ("diskdrivev2", "DiskDriveV2"),
            ("sourceabledrive", "SourceableDrive"),
            ("sourceabilitydrive", "SourceabilityDrive"),
            ("drivewithoutsource", "DriveWithoutSource"),
            ("abledrive", "AbleDrive"),
            ("cartridgedrive", "CartridgeDrive"),
            ("harddiskcabinet", "HardDiskCabinet"),
            ("diskdrive-2", "DiskDrive2"),
            ("harddisk1", "HardDisk1"),
            ("v2", "V2"),
            ("", ""),
        ] {
            assert_eq!(lexicon.words(name).upper_camel(), expected, "{name}");
        }
    }

    #[test]
    fn parts_are_split_only_where_that_is_beyond_doubt() {
        let document = json!({
            "paths": {"/a": {"get": {"operationId": "listAccessProfiles", "tags": ["User Names"], "summary": "A username."}}},
            "components": {"schemas": {"A": {"properties": {
                "sourceId": {}, "unUsed": {}, "assignedTo": {}, "metaData": {}, "dataIds": {}, "timeZoneName": {}
            }}}}
        });
        let lexicon = Lexicon::of(&document, None);
        for (name, expected) in [
            ("accessprofileid", "access_profile_id"),
            ("ACCESSPROFILESOURCE", "access_profile_source"),
            ("timezonename", "time_zone_name"),
            ("sourceid", "source_id"),
            ("sourceids", "source_ids"),
            // Words of a language, or two that may be one.
            ("username", "username"),
            ("unassigned", "unassigned"),
            ("metadata", "metadata"),
            ("timezone", "timezone"),
            ("unid", "unid"),
            ("accessprofilewheel", "accessprofilewheel"),
            ("accessprofile_id", "accessprofile_id"),
            ("@accessprofileid", "access_profile_id"),
            ("id", "id"),
            ("", ""),
        ] {
            assert_eq!(lexicon.part(name).snake(), expected, "{name}");
        }
    }

    #[test]
    fn what_the_lock_has_is_split_as_it_was() {
        let (lock, _) =
            Lock::parse("type Diskdrivesourceref = struct\ntype TaPedrives = struct\n", "api.lock").unwrap();
        let lexicon = lexicon(Some(&lock));
        assert_eq!(lexicon.words("diskdrivesourcerefKind").upper_camel(), "DiskdrivesourcerefKind");
        assert_eq!(lexicon.words("tapedrives").upper_camel(), "TaPedrives");
        assert_eq!(lexicon.words("tapedrive").upper_camel(), "TapeDrive");
    }

    #[test]
    fn a_split_that_has_its_like_is_none() {
        let document = json!({"properties": {"abc": {}, "defg": {}, "abcd": {}, "efg": {}}});
        assert_eq!(Lexicon::of(&document, None).words("abcdefg").upper_camel(), "Abcdefg");
        assert_eq!(Lexicon::of(&document, None).words(&"abc".repeat(100)).list().len(), 1);
    }
}
