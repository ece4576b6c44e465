//! Documented headers of responses.

use openapiv3::{Header, ParameterSchemaOrContent};

use crate::api::{HeaderField, Type};
use crate::lock;
use crate::lower::document::view::Located;
use crate::lower::document::{OperationObject, documentation};
use crate::lower::drafts::split_nullable;
use crate::lower::formats::FormatPlace;
use crate::lower::schemas::{Context, Lowering};
use crate::names::{Scope, Words, identifier};
use crate::pointer::escape;

impl<'a> Lowering<'a, '_> {
    /// The documented headers of all responses, each once. One with several types is text.
    ///
    /// Those that the operation had `before` keep their names.
    pub(crate) fn headers(
        &mut self,
        object: &'a OperationObject,
        words: &Words,
        before: Option<&lock::Operation>,
    ) -> Vec<HeaderField> {
        let mut fields: Vec<HeaderField> = Vec::new();
        for (_, response, pointer) in &object.responses {
            for (name, header) in &response.headers {
                // OpenAPI leaves this one to `content`.
                let Some(header) = header.as_item().filter(|_| !name.eq_ignore_ascii_case("content-type")) else {
                    continue;
                };
                let field = self.header(name, header, &format!("{pointer}/headers/{}", escape(name)), words);
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

    fn header(&mut self, name: &str, header: &'a Header, pointer: &str, words: &Words) -> HeaderField {
        let located = match &header.format {
            ParameterSchemaOrContent::Schema(schema) => Some(Located::new(schema, format!("{pointer}/schema"))),
            ParameterSchemaOrContent::Content(_) => None,
        };
        let ty = located.as_ref().map_or(Type::String, |located| self.header_type(name, located, words));
        let mut documentation =
            located.as_ref().map(|it| documentation::of_place(self.document, it)).unwrap_or_default();
        documentation.description = header.description.clone().or(documentation.description);
        let deprecated = header.deprecated.unwrap_or_default();
        HeaderField { name: String::new(), wire_name: name.to_owned(), ty, deprecated, documentation }
    }

    /// A scalar that needs no type of its own, or a list of such; all others are text.
    fn header_type(&mut self, name: &str, located: &Located<'a>, words: &Words) -> Type {
        let Some((_, _, view)) = self.document.resolve(located) else { return Type::String };
        if view.is_composed() || !view.values.is_empty() {
            return Type::String;
        }
        match (view.kind, &view.items) {
            (Some("array"), None) => Type::Array(Box::new(Type::String)),
            (Some("array"), Some(items)) => {
                let item = self.header_type(name, items, words);
                if matches!(item, Type::Array(_)) { Type::String } else { Type::Array(Box::new(item)) }
            }
            (Some("boolean"), _) => Type::Boolean,
            // What can't be read is no error and is not sent back, so the format alone decides.
            (Some("string"), _) => match view.format.as_str() {
                "date-time" => Type::DateTime,
                "date" => Type::Date,
                "uuid" => Type::Uuid,
                _ => Type::String,
            },
            (Some("integer" | "number"), _) => {
                let place = FormatPlace::Parameter { name: name.to_owned() };
                let context = Context { words: words.join(&Words::of(name)), place, binary: false };
                let (ty, _) = split_nullable(self.node(located, &context));
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
