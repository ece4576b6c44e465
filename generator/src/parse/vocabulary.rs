//! The words that a document itself uses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::marks::NAME_ORIGIN;
use crate::names::words::letters;
use crate::names::{NameOrigin, Words};

/// The words of a document, to split names that run words together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    /// Titles of several words by their letters; `None` if two are written alike.
    pub(crate) titles: BTreeMap<String, Option<Words>>,
    /// The words of titles, property names, tags and operation ids, and of the components that show where their words end.
    pub(crate) known: BTreeSet<String>,
    /// The words of descriptions.
    pub(crate) prose: BTreeSet<String>,
    /// The names of components that look like one word.
    pub(crate) components: BTreeSet<String>,
    /// The words that stand beside others in a name.
    pub(crate) separate: BTreeSet<String>,
    /// The letters of the title of each component that has one.
    pub(crate) titled: BTreeMap<String, String>,
}

impl Vocabulary {
    /// The words of `document`, of its parts that have no type, too.
    pub(crate) fn of(document: &Value) -> Self {
        let mut vocabulary = Self::default();
        let mut waiting = vec![document];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(list) => waiting.extend(list),
                Value::Object(map) => {
                    for (key, value) in map {
                        vocabulary.member(key, value);
                        if !matches!(key.as_str(), "example" | "examples" | "default" | "enum" | "const") {
                            waiting.push(value);
                        }
                    }
                }
                _ => {}
            }
        }
        vocabulary
    }

    fn member(&mut self, key: &str, value: &Value) {
        match (key, value) {
            ("title", Value::String(title)) => self.title(title),
            ("description" | "summary", Value::String(text)) => self.read(text),
            ("operationId", Value::String(id)) => self.learn(&Words::of(id)),
            ("tags", Value::Array(tags)) => {
                tags.iter().filter_map(Value::as_str).for_each(|tag| self.learn(&Words::of(tag)));
            }
            ("paths", Value::Object(paths)) => paths.keys().for_each(|path| self.read(path)),
            ("properties", Value::Object(properties)) => {
                properties.keys().for_each(|name| self.learn(&Words::of(name)));
            }
            ("schemas", Value::Object(schemas)) => {
                let title = |schema: &Value| schema.get("title").and_then(Value::as_str).map(letters);
                self.titled.extend(schemas.iter().filter_map(|(name, schema)| Some((name.clone(), title(schema)?))));
                // A name made from a place says no more than the place.
                let context = NameOrigin::Context.as_str();
                let is_given = |schema: &Value| schema.get(NAME_ORIGIN).is_none_or(|origin| origin != context);
                let names = schemas.iter().filter(|(_, schema)| is_given(schema)).map(|(name, _)| name);
                let single = |name: &&String| name.bytes().all(|byte| byte.is_ascii_lowercase());
                self.components.extend(names.clone().filter(single).cloned());
                let names = names.filter(|name| name.contains(char::is_uppercase));
                let names = names.map(|name| Words::of(name)).filter(|words| words.list().len() > 1);
                names.for_each(|words| self.learn(&words));
            }
            _ => {}
        }
    }

    fn title(&mut self, title: &str) {
        let words = Words::of(title);
        self.learn(&words);
        if words.list().len() > 1 {
            let known = self.titles.entry(letters(title)).or_insert_with(|| Some(words.clone()));
            *known = known.take().filter(|known| *known == words);
        }
    }

    fn read(&mut self, text: &str) {
        let words = text.split(|character: char| !character.is_ascii_alphabetic()).filter(|word| word.len() > 2);
        // A name within a text has capitals in its middle.
        let is_word = |word: &&str| word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
        self.prose.extend(words.filter(is_word).map(str::to_ascii_lowercase));
    }

    fn learn(&mut self, words: &Words) {
        let all = || words.list().iter().filter(|word| word.len() > 1).cloned();
        self.known.extend(all());
        if words.list().len() > 1 {
            self.separate.extend(all());
        }
    }
}
