//! Headers of responses.

use indexmap::IndexMap;
use openapiv3::{Header, ReferenceOr};
use serde_json::Value;

use super::{Reader, sanitize, typed};
use crate::pointer::escape;

impl Reader<'_, '_> {
    /// The Header Objects of a response; one that can't be read is left out.
    pub(super) fn headers(&mut self, headers: Option<Value>, pointer: &str) -> IndexMap<String, ReferenceOr<Header>> {
        let Some(Value::Object(headers)) = headers else { return IndexMap::new() };
        let read = headers.into_iter().filter_map(|(name, value)| {
            let pointer = format!("{pointer}/headers/{}", escape(&name));
            Some((name, ReferenceOr::Item(self.header(value, &pointer)?)))
        });
        read.collect()
    }

    fn header(&mut self, value: Value, pointer: &str) -> Option<Header> {
        let (value, pointer) = self.resolve(value, "headers", pointer).ok()?;
        let Value::Object(mut fields) = value else { return None };
        fields.retain(|key, value| match key.as_str() {
            "deprecated" => value.is_boolean(),
            "description" => value.is_string(),
            "schema" => value.is_object(),
            "example" => !sanitize::is_deep(value, 48),
            _ => false,
        });
        // A header that is described by a media type is text.
        let schema = fields.entry("schema").or_insert_with(|| serde_json::json!({ "type": "string" }));
        sanitize::schema(schema, &format!("{pointer}/schema"), 0, self.report);
        typed::<Header>(&Value::Object(fields)).ok()
    }
}
