//! Responses that are read item by item.

use openapiv3::Response;

use crate::api::{EventStream, Framing, Type};
use crate::lower::document::media;
use crate::lower::document::view::Located;
use crate::lower::schemas::{Context, Lowering};
use crate::names::Words;
use crate::pointer::escape;

/// How deep a schema is looked into for the properties of an event.
const MAX_DEPTH: usize = 4;

impl<'a> Lowering<'a, '_> {
    /// The stream that a response can be, by the first media type that is one.
    ///
    /// A list in the place of the schema is the whole stream, as OpenAPI 3.2 has it: its items are the stream's.
    pub(crate) fn event_stream(&mut self, response: &'a Response, pointer: &str, words: &Words) -> Option<EventStream> {
        let mut streams = response.content.iter().filter_map(|(name, it)| Some((name, media::framing(name)?, it)));
        let (name, framing, media_type) = streams.next()?;
        let pointer = format!("{pointer}/content/{}/schema", escape(name));
        let whole = media_type.schema.as_ref().map(|schema| Located::new(schema, pointer));
        let items = whole.as_ref().and_then(|whole| self.document.resolve(whole)?.2.items);
        let is_list = items.is_some();
        let item = items.or(whole);
        let is_event = framing == Framing::Events;
        let is_whole_event = is_event && is_list && item.as_ref().is_some_and(|item| self.is_whole_event(item));
        let ty = match &item {
            Some(item) if is_event && self.is_text(item) && !self.has_format(item) => Type::String,
            Some(item) => self.node(item, &Context::new(words.with(word(framing)), &item.pointer)),
            None if is_event => Type::String,
            None => Type::Any,
        };
        let last = (is_event && ty != Type::String).then(|| "[DONE]".to_owned());
        let media_type = name.clone();
        Some(EventStream { media_type, framing, item: ty, is_whole_event, last, is_last_required: false, choice: None })
    }

    /// Whether a string stands for something else, which is written as JSON then.
    fn has_format(&self, located: &Located<'a>) -> bool {
        self.document.resolve(located).is_some_and(|(_, _, view)| !view.values.is_empty())
    }

    /// Whether a schema describes a server-sent event with its fields, rather than its data.
    fn is_whole_event(&self, item: &Located<'a>) -> bool {
        let mut names: Vec<&str> = Vec::new();
        let mut open = vec![(item.clone(), 0)];
        while let Some((located, depth)) = open.pop() {
            let Some((_, _, view)) = self.document.resolve(&located).filter(|_| depth < MAX_DEPTH) else { continue };
            names.extend(view.properties.iter().map(|(name, _)| *name));
            let members = view.all_of.iter().chain(&view.one_of).chain(&view.any_of);
            open.extend(members.map(|member| (member.clone(), depth + 1)));
        }
        names.contains(&"data") && names.iter().all(|name| matches!(*name, "event" | "data" | "id" | "retry"))
    }
}

/// What an item is called beside its operation.
pub(crate) fn word(framing: Framing) -> &'static str {
    if framing == Framing::Events { "event" } else { "item" }
}
