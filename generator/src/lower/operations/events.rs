//! Responses that are read item by item.

use crate::api::{EventStream, Framing, Type};
use crate::lower::document::media;
use crate::lower::schemas::{Context, Lowering};
use crate::names::Words;
use crate::parse::{Response, Schema};

/// How deep a schema is looked into for the properties of an event.
const MAX_DEPTH: usize = 4;

impl<'a> Lowering<'a, '_> {
    /// The stream that a response can be, by the first media type that is one.
    ///
    /// A list in the place of the schema is the whole stream, as OpenAPI 3.2 has it: its items are the stream's.
    pub(crate) fn event_stream(&mut self, response: &'a Response, words: &Words) -> Option<EventStream> {
        let mut streams = response.content.iter().filter_map(|(name, it)| Some((name, media::framing(name)?, it)));
        let (name, framing, media_type) = streams.next()?;
        let whole = media_type.schema.as_ref();
        let items = whole.and_then(|whole| self.document.resolve(whole)?.items.as_deref());
        let is_list = items.is_some();
        let item = items.or(whole);
        let is_event = framing == Framing::Events;
        let is_whole_event = is_event && is_list && item.is_some_and(|item| self.is_whole_event(item));
        let ty = match item {
            Some(item) if is_event && self.is_text(item) && !self.has_format(item) => Type::String,
            Some(item) => self.node(item, &Context::new(words.with(word(framing)), item.pointer())),
            None if is_event => Type::String,
            None => Type::Any,
        };
        let last = (is_event && ty != Type::String).then(|| "[DONE]".to_owned());
        let media_type = name.clone();
        Some(EventStream { media_type, framing, item: ty, is_whole_event, last, is_last_required: false, choice: None })
    }

    /// Whether a string stands for something else, which is written as JSON then.
    fn has_format(&self, schema: &'a Schema) -> bool {
        self.document.resolve(schema).is_some_and(|schema| !schema.values.is_empty())
    }

    /// Whether a schema describes a server-sent event with its fields, rather than its data.
    fn is_whole_event(&self, item: &'a Schema) -> bool {
        let mut names: Vec<&str> = Vec::new();
        let mut open = vec![(item, 0)];
        while let Some((schema, depth)) = open.pop() {
            let Some(schema) = self.document.resolve(schema).filter(|_| depth < MAX_DEPTH) else { continue };
            names.extend(schema.properties.keys().map(String::as_str));
            open.extend(schema.members().map(|member| (member, depth + 1)));
        }
        names.contains(&"data") && names.iter().all(|name| matches!(*name, "event" | "data" | "id" | "retry"))
    }
}

/// What an item is called beside its operation.
pub(crate) fn word(framing: Framing) -> &'static str {
    if framing == Framing::Events { "event" } else { "item" }
}
