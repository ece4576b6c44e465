//! Words that are written run together: `accessprofilesourceref` is an access profile's source ref.

use std::collections::{BTreeMap, BTreeSet};

use super::long_words::{self, READABLE};
use crate::lock::Lock;
use crate::names::Words;
use crate::names::words::letters;
use crate::parse::Vocabulary;

/// A shorter word is not split.
const SHORTEST: usize = 5;

/// A shorter word before `id` may be the beginning of another word.
const SHORTEST_OWNER: usize = 4;

/// Words that are made of two others, and not meant as these.
const COMPOUNDS: &[&str] = &["into", "onto", "within", "without"];

/// A longer text is no word of any language, and is not split.
const LONGEST: usize = 200;

/// Splits names by the words that the document itself uses.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon<'v> {
    /// What names of the lock were split into, or not, by their letters.
    locked: BTreeMap<String, Words>,
    vocabulary: &'v Vocabulary,
}

impl<'v> Lexicon<'v> {
    /// The words of a document. What `lock` has is split as it was.
    pub(crate) fn new(vocabulary: &'v Vocabulary, lock: Option<&Lock>) -> Self {
        let surfaces = lock.into_iter().flat_map(|lock| [&lock.gone, &lock.surface]);
        let names = surfaces.flat_map(|surface| surface.types.keys());
        Self { locked: names.map(|name| (letters(name), Words::of(name))).collect(), vocabulary }
    }

    /// Whether the title of a component has the letters of `name`.
    pub(crate) fn is_title_of(&self, component: &str, name: &str) -> bool {
        self.vocabulary.titled.get(component).is_some_and(|title| *title == letters(name))
    }

    /// The words of a property, a parameter or a value, split only if that is beyond doubt: `accessprofileid` is an access
    /// profile's id, while `username` and `unassigned` are words of a language.
    pub(crate) fn part(&self, name: &str) -> Words {
        let words = Words::of(name);
        let [only] = words.list() else { return words };
        let is_separate = |word: &str| {
            self.vocabulary.separate.contains(word)
                || self.vocabulary.separate.contains(&format!("{word}s"))
                || word.strip_suffix('s').is_some_and(|stem| stem.len() > 2 && self.vocabulary.separate.contains(stem))
        };
        let is_word = is_separate(only)
            || self.vocabulary.prose.contains(only)
            || only.strip_suffix('s').is_some_and(|stem| self.vocabulary.prose.contains(stem));
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
        if let Some(Some(words)) = self.vocabulary.titles.get(word) {
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
            let is_word = (SHORTEST..=READABLE).contains(&word.len()) && self.vocabulary.components.contains(word);
            is_word && self.parts(word).is_none()
        };
        long_words::split(text, &|word| self.knows(word) || self.reads(word) || is_component(word))
    }

    /// The words of a text that only has letters: one known word, or several; `None` if that is not clear.
    fn parts(&self, text: &str) -> Option<Words> {
        if text.len() < SHORTEST || !text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        if let Some(Some(words)) = self.vocabulary.titles.get(text) {
            return Some(words.clone());
        }
        if self.knows(text) {
            return Some(Words::from_list(&[text]));
        }
        fewest(text, &|word| self.knows(word)).or_else(|| {
            let is_read = |word: &str| word != text && self.reads(word);
            fewest(text, &|word| self.knows(word) || is_read(word)).filter(|_| !self.vocabulary.prose.contains(text))
        })
    }

    fn knows(&self, word: &str) -> bool {
        self.vocabulary.known.contains(word)
            || word.strip_suffix('s').is_some_and(|stem| stem.len() > 2 && self.vocabulary.known.contains(stem))
            || is_singular(&self.vocabulary.known, word)
            || derives(&self.vocabulary.known, word)
            || COMPOUNDS.contains(&word)
    }

    /// Whether descriptions have a word, which can run words together as well as a name.
    fn reads(&self, word: &str) -> bool {
        let is_there = self.vocabulary.prose.contains(word) || derives(&self.vocabulary.prose, word);
        is_there && fewest(word, &|part| self.knows(part)).is_none()
    }
}

/// Whether one of `words` is `word` in the plural: `process` is no plural.
fn is_singular(words: &BTreeSet<String>, word: &str) -> bool {
    word.len() > 3 && !word.ends_with(['i', 's', 'u']) && words.contains(&format!("{word}s"))
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
    use serde_json::{Value, json};

    use super::Lexicon;
    use crate::lock::Lock;
    use crate::notes::Notes;
    use crate::parse::{Vocabulary, parse};

    fn words_of(document: Value) -> Vocabulary {
        Vocabulary::of(&parse(document, &Notes::default()))
    }

    fn vocabulary() -> Vocabulary {
        words_of(json!({
            "paths": {"/tape-drives": {"get": {"operationId": "listTapeDrives", "tags": ["Hard Disks"],
                "description": "A harddisk is with a drive if it is able to be out of its cabinet."}},
                "/cartridge/{id}": {"get": {}}},
            "components": {"schemas": {
                "diskdrive": {"title": "Disk Drive", "properties": {"sourceRef": {}, "id": {}, "used": {}, "us": {}, "process": {}, "edisk": {}, "with": {}, "out": {}}},
                "diskdrivesourceref": {}, "diskdrive-2": {}, "spindle": {}, "DriveState": {}
            }}
        }))
    }

    #[test]
    fn words_are_told_apart_by_those_of_the_document() {
        let vocabulary = vocabulary();
        let lexicon = Lexicon::new(&vocabulary, None);
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
            // The document has `Hard Disks` and `listTapeDrives`, and no `process` in the plural.
            ("tapedrive", "TapeDrive"),
            ("harddisksource", "HardDiskSource"),
            ("procesdrive", "Procesdrive"),
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
        let vocabulary = words_of(document);
        let lexicon = Lexicon::new(&vocabulary, None);
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
        let vocabulary = vocabulary();
        let lexicon = Lexicon::new(&vocabulary, Some(&lock));
        assert_eq!(lexicon.words("diskdrivesourcerefKind").upper_camel(), "DiskdrivesourcerefKind");
        assert_eq!(lexicon.words("tapedrives").upper_camel(), "TaPedrives");
        assert_eq!(lexicon.words("tapedrive").upper_camel(), "TapeDrive");
    }

    #[test]
    fn a_split_that_has_its_like_is_none() {
        let document = json!({"properties": {"abc": {}, "defg": {}, "abcd": {}, "efg": {}}});
        let vocabulary = words_of(document);
        let lexicon = Lexicon::new(&vocabulary, None);
        assert_eq!(lexicon.words("abcdefg").upper_camel(), "Abcdefg");
        assert_eq!(lexicon.words(&"abc".repeat(100)).list().len(), 1);
    }
}
