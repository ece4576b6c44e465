//! The words that a document itself uses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::Document;
use super::schema::Schema;
use super::visit::Node;
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
    pub(crate) fn of(document: &Document) -> Self {
        let mut vocabulary = Self::default();
        vocabulary.written(&document.written);
        let written = document.servers.iter().map(|server| &server.written);
        let written = written.chain(document.tags.iter().map(|tag| &tag.written));
        let written = written.chain(document.security_schemes.values().map(|scheme| &scheme.written));
        written.filter_map(Value::as_object).for_each(|written| vocabulary.written(written));
        document.operations.iter().for_each(|operation| vocabulary.read(&operation.path));
        for operation in document.operations.iter().chain(&document.webhooks) {
            operation.visit(&mut |node| match node {
                Node::Written(written) => vocabulary.written(written),
                Node::Schema(schema) => vocabulary.schema(schema),
            });
        }
        for (name, schema) in &document.schemas {
            vocabulary.schema(schema);
            let title = schema.title.as_deref().map(|title| (name.clone(), letters(title)));
            vocabulary.titled.extend(title);
            // A name made from a place says no more than the place.
            if schema.origin != NameOrigin::Context {
                vocabulary.component(name);
            }
        }
        vocabulary
    }

    fn component(&mut self, name: &str) {
        if name.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.components.insert(name.to_owned());
        }
        let words = Words::of(name);
        if name.contains(char::is_uppercase) && words.list().len() > 1 {
            self.learn(&words);
        }
    }

    fn schema(&mut self, schema: &Schema) {
        schema.title.iter().for_each(|title| self.title(title));
        schema.description.iter().for_each(|text| self.read(text));
        schema.properties.keys().for_each(|name| self.learn(&Words::of(name)));
        self.written(&schema.rest.0);
        schema.children().for_each(|child| self.schema(child));
    }

    fn written(&mut self, written: &Map<String, Value>) {
        for (key, value) in written {
            self.member(key, value);
            if !matches!(key.as_str(), "example" | "examples" | "default" | "enum" | "const") {
                self.value(value);
            }
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.value(value)),
            Value::Object(map) => self.written(map),
            _ => {}
        }
    }

    fn member(&mut self, key: &str, value: &Value) {
        match (key, value) {
            ("title", Value::String(title)) => self.title(title),
            ("description" | "summary", Value::String(text)) => self.read(text),
            ("operationId", Value::String(id)) => self.learn(&Words::of(id)),
            ("tags", Value::Array(tags)) => {
                tags.iter().filter_map(Value::as_str).for_each(|tag| self.learn(&Words::of(tag)));
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
