//! Documented headers of responses.

use crate::api::{HeaderField, Type};
use crate::lock;
use crate::lower::document::documentation;
use crate::lower::drafts::split_nullable;
use crate::lower::formats::FormatPlace;
use crate::lower::schemas::{Context, Lowering};
use crate::names::{Scope, Words, identifier};
use crate::parse::{Header, JsonType, Operation, ParameterValue, Schema};

impl<'a> Lowering<'a, '_> {
    /// The documented headers of all responses, each once. One with several types is text.
    ///
    /// Those that the operation had `before` keep their names.
    pub(crate) fn headers(
        &mut self,
        object: &'a Operation,
        words: &Words,
        before: Option<&lock::Operation>,
    ) -> Vec<HeaderField> {
        let mut fields: Vec<HeaderField> = Vec::new();
        for (_, response) in &object.responses {
            // OpenAPI leaves this one to `content`.
            let headers = response.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
            for (name, header) in headers {
                let field = self.header(name, header, words);
                match fields.iter_mut().find(|other| other.wire_name.eq_ignore_ascii_case(name)) {
                    Some(other) if other.ty != field.ty => other.ty = Type::String,
                    None if is_token(name) => fields.push(field),
                    _ => {}
                }
            }
        }
        name_fields(&mut fields, before);
        fields
    }

    fn header(&mut self, name: &str, header: &'a Header, words: &Words) -> HeaderField {
        // A header that is described by a media type is text.
        let schema = match &header.value {
            ParameterValue::Schema(schema) => Some(&**schema),
            ParameterValue::Content(_) => None,
        };
        let mut documentation = schema.map(|it| documentation::of_place(self.document, it)).unwrap_or_default();
        documentation.description = header.description.clone().or(documentation.description);
        HeaderField {
            name: String::new(),
            wire_name: name.to_owned(),
            ty: schema.map_or(Type::String, |schema| self.header_type(name, schema, words)),
            deprecated: header.deprecated,
            documentation,
        }
    }

    /// A scalar that needs no type of its own, or a list of such; all others are text.
    fn header_type(&mut self, name: &str, schema: &'a Schema, words: &Words) -> Type {
        let Some(resolved) = self.document.resolve(schema) else { return Type::String };
        if resolved.is_composed() || !resolved.values.is_empty() {
            return Type::String;
        }
        match (resolved.kind, &resolved.items) {
            (Some(JsonType::Array), None) => Type::Array(Box::new(Type::String)),
            (Some(JsonType::Array), Some(items)) => {
                let item = self.header_type(name, items, words);
                if matches!(item, Type::Array(_)) { Type::String } else { Type::Array(Box::new(item)) }
            }
            (Some(JsonType::Boolean), _) => Type::Boolean,
            // What can't be read is no error and is not sent back, so the format alone decides.
            (Some(JsonType::String), _) => match resolved.format.as_str() {
                "date-time" => Type::DateTime,
                "date" => Type::Date,
                "uuid" => Type::Uuid,
                _ => Type::String,
            },
            (Some(JsonType::Integer | JsonType::Number), _) => {
                let place = FormatPlace::Parameter { name: name.to_owned() };
                let context = Context { words: words.join(&Words::of(name)), place, binary: false };
                let (ty, _) = split_nullable(self.node(schema, &context));
                let is_number = matches!(ty, Type::I32 | Type::I64 | Type::U64 | Type::F64 | Type::Decimal);
                if is_number { ty } else { Type::String }
            }
            _ => Type::String,
        }
    }
}

/// Whether a text can be a header's name (RFC 9110, section 5.6.2).
fn is_token(name: &str) -> bool {
    let is_sign = |byte: u8| b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_sign(byte))
}

/// Names the fields: those that had a name before first.
fn name_fields(fields: &mut [HeaderField], before: Option<&lock::Operation>) {
    let mut scope = Scope::default();
    for field in fields.iter_mut() {
        let before = before.and_then(|before| before.headers.fields.get(&field.wire_name.to_ascii_lowercase()));
        let name = before.map(|before| before.name.strip_prefix("r#").unwrap_or(&before.name));
        if let Some(name) = name.filter(|name| scope.take(name)) {
            field.name = identifier(name);
        }
    }
    for field in fields.iter_mut().filter(|field| field.name.is_empty()) {
        // Nobody reads `ETag` as two words.
        let wire_name = if field.wire_name.eq_ignore_ascii_case("etag") { "etag" } else { &field.wire_name };
        let words = Words::of(wire_name);
        let candidates = [words.snake(), words.with("header").snake(), Words::with_symbols(wire_name).snake()];
        field.name = identifier(&scope.claim(&candidates));
    }
}
