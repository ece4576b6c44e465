//! Request bodies.

use openapiv3::MediaType;
use serde_json::Value;

use crate::api::{Body, BodyContent, Location, Parameter, Style, Type};
use crate::diagnostic::Code;
use crate::lower::document::media::{self, Media};
use crate::lower::document::view::{Additional, Located, View};
use crate::lower::document::{OperationObject, documentation, encodings};
use crate::lower::drafts::split_nullable;
use crate::lower::formats::FormatPlace;
use crate::lower::schemas::{Context, Lowering};
use crate::names::Words;
use crate::pointer::escape;

/// The operations of RFC 6902.
const PATCH_OPERATIONS: &[&str] = &["add", "copy", "move", "remove", "replace", "test"];

/// Whether a part is a file, or several.
fn is_file(ty: &Type) -> bool {
    match ty {
        Type::Array(inner) | Type::Nullable(inner) => is_file(inner),
        ty => *ty == Type::Bytes,
    }
}

impl<'a> Lowering<'a, '_> {
    /// The request body; the parts of a multipart body are added to `parameters`.
    pub(crate) fn request_body(
        &mut self,
        object: &'a OperationObject,
        words: &Words,
        parameters: &mut Vec<Parameter>,
    ) -> Option<Body> {
        let (body, pointer) = object.body.as_ref()?;
        let (name, media, media_type) = media::of_request(&body.content, &object.method, self.document)?;
        let pointer = format!("{pointer}/content/{}", escape(name));
        let located = media_type.schema.as_ref().map(|schema| Located::new(schema, format!("{pointer}/schema")));
        let words = words.with("request");
        self.warn_of_encodings(media, media_type, located.as_ref(), &words, &pointer);
        let content = self.body_content(media, media_type, located.as_ref(), &words, parameters);
        let mut documentation =
            located.as_ref().map(|it| documentation::of_place(self.document, it)).unwrap_or_default();
        documentation.description = body.description.clone().or(documentation.description);
        if let Some(example) = &media_type.example {
            documentation.example = Some(crate::lower::drafts::json_text(example));
        }
        let styles = encodings::styles(media_type);
        let media_type = match (media, &content) {
            (Media::Wildcard, BodyContent::Bytes) => "application/octet-stream",
            (Media::Wildcard, BodyContent::Text) => "text/plain",
            (Media::Wildcard, _) => "application/json",
            _ => name,
        };
        let styles = if media == Media::Form { styles } else { Vec::new() };
        Some(Body { required: body.required, media_type: media_type.to_owned(), content, styles, documentation })
    }

    pub(super) fn body_content(
        &mut self,
        media: Media,
        media_type: &'a MediaType,
        located: Option<&Located<'a>>,
        words: &Words,
        parameters: &mut Vec<Parameter>,
    ) -> BodyContent {
        let context = |located: &Located<'a>| Context::new(words.clone(), &located.pointer);
        match media {
            Media::Json | Media::JsonSuffix | Media::JsonPatch | Media::Wildcard => match located {
                None if media == Media::JsonPatch => BodyContent::Json(Type::JsonPatch),
                None if media == Media::Wildcard => BodyContent::Bytes,
                None => BodyContent::Json(Type::Any),
                Some(located) if self.is_binary(located) => BodyContent::Bytes,
                Some(located) if media == Media::Wildcard && self.is_text(located) => BodyContent::Text,
                Some(located) if self.is_json_patch(media, located) => BodyContent::Json(Type::JsonPatch),
                Some(located) => BodyContent::Json(self.node(located, &context(located))),
            },
            Media::Form => match located {
                Some(located) => {
                    let (ty, _) = split_nullable(self.node(located, &context(located)));
                    let fields = matches!(ty, Type::Named(_) | Type::Object | Type::Map(_));
                    BodyContent::Form(if fields { ty } else { Type::Object })
                }
                None => BodyContent::Form(Type::Object),
            },
            Media::Multipart => {
                let parts = located.and_then(|located| self.parts(located, media_type, words));
                if let Some(parts) = parts {
                    parameters.extend(parts);
                    return BodyContent::Multipart;
                }
                let pointer = located.map(|located| located.pointer.clone()).unwrap_or_default();
                let message = "the schema names no parts; the body is taken as bytes that are sent as they are";
                self.report.warning(Code::MultipartWithoutParts, &pointer, message);
                BodyContent::Bytes
            }
            Media::Text => BodyContent::Text,
            Media::Xml => {
                if let Some(located) = located.filter(|located| !self.is_text(located)) {
                    let message = "XML is sent as text: it has no type, and its schema is left aside";
                    self.report.warning(Code::XmlAsText, &located.pointer, message);
                }
                BodyContent::Text
            }
            Media::Binary => BodyContent::Bytes,
        }
    }

    /// The parts of a multipart body: its schema's properties.
    pub(super) fn parts(
        &mut self,
        located: &Located<'a>,
        media_type: &MediaType,
        words: &Words,
    ) -> Option<Vec<Parameter>> {
        let alternatives = self.sets_of_parts(located, words)?;
        let mut parts: Vec<Parameter> = Vec::new();
        // A part is required only if every alternative requires it.
        let is_required = |name: &str| {
            alternatives.iter().all(|set| set.iter().any(|view| view.required.iter().any(|it| it == name)))
        };
        for (name, property) in alternatives.iter().flatten().flat_map(|view| &view.properties) {
            let documentation = documentation::of_place(self.document, property);
            let read_only = documentation.constraints.iter().any(|constraint| constraint == "read-only");
            if read_only || parts.iter().any(|part| part.wire_name == *name) {
                continue;
            }
            let place = FormatPlace::property(&property.pointer, name);
            let context = Context { words: words.join(&Words::of(name)), place, binary: true };
            let (ty, _) = split_nullable(self.node(property, &context));
            let encoding = media_type.encoding.get(*name).and_then(|encoding| encoding.content_type.clone());
            // The file's name chooses among several; a range leaves the choice to the caller.
            let is_file = is_file(&ty);
            let media_type = encoding.filter(|it| !it.contains('*') && (is_file || !it.contains(',')));
            parts.push(Parameter {
                name: String::new(),
                wire_name: (*name).to_owned(),
                location: Location::Part { media_type, is_named: false },
                required: is_required(name),
                default: None,
                ty,
                style: Style::Form,
                explode: true,
                allow_reserved: false,
                deprecated: property.view().is_some_and(|view| view.data.deprecated),
                documentation,
            });
        }
        parts.extend(self.named_parts(&alternatives, &parts, words));
        (!parts.is_empty()).then_some(parts)
    }

    /// The parts that `additionalProperties` allows under any name: files, or values of a type.
    fn named_parts(&mut self, alternatives: &[Vec<View<'a>>], parts: &[Parameter], words: &Words) -> Option<Parameter> {
        let schema = alternatives.iter().flatten().find_map(|view| match &view.additional {
            Some(Additional::Schema(schema)) => Some(schema.clone()),
            _ => None,
        })?;
        let place = FormatPlace::Pointer(schema.pointer.clone());
        let context = Context { words: words.join(&Words::of("field")), place, binary: true };
        let (ty, _) = split_nullable(self.node(&schema, &context));
        // Several files under each name are more than a map of files has.
        let names = match &ty {
            Type::Bytes => ["files", "other_files", "additional_files"],
            ty if is_file(ty) => return None,
            _ => ["fields", "other_fields", "additional_fields"],
        };
        let is_free = |name: &&str| parts.iter().all(|part| part.wire_name != *name);
        Some(Parameter {
            name: String::new(),
            wire_name: names.into_iter().find(is_free)?.to_owned(),
            location: Location::Part { media_type: None, is_named: true },
            required: false,
            default: None,
            ty: Type::Map(Box::new(ty)),
            style: Style::Form,
            explode: true,
            allow_reserved: false,
            deprecated: false,
            documentation: documentation::of_place(self.document, &schema),
        })
    }

    /// The objects whose properties are parts, of each alternative where `oneOf` or `anyOf` lists several.
    fn sets_of_parts(&mut self, located: &Located<'a>, words: &Words) -> Option<Vec<Vec<View<'a>>>> {
        if let Some(members) = self.object_members(located, words) {
            return Some(vec![members.iter().filter_map(|member| member.located.view()).collect()]);
        }
        let (_, _, whole) = self.document.resolve(located)?;
        let mut sets = Vec::new();
        for alternative in whole.one_of.iter().chain(&whole.any_of) {
            let members = self.object_members(alternative, words)?;
            let own = members.iter().filter_map(|member| member.located.view());
            sets.push(std::iter::once(whole.clone()).chain(own).collect());
        }
        (!sets.is_empty()).then_some(sets)
    }

    /// Whether a schema is bytes: `type: string, format: binary`.
    pub(crate) fn is_binary(&self, located: &Located<'a>) -> bool {
        self.document.resolve(located).is_some_and(|(_, _, view)| view.is_binary())
    }

    /// Whether a schema is a string.
    pub(crate) fn is_text(&self, located: &Located<'a>) -> bool {
        self.document.resolve(located).is_some_and(|(_, _, view)| view.kind == Some("string") && !view.is_composed())
    }

    /// Whether a body is a JSON Patch of RFC 6902.
    fn is_json_patch(&self, media: Media, located: &Located<'a>) -> bool {
        let Some((_, _, view)) = self.document.resolve(located) else { return false };
        match (&view.items, media) {
            (Some(items), Media::JsonPatch) => self.is_patch_item(items, false, 0),
            (Some(items), Media::Json) => self.is_patch_item(items, true, 0),
            (None, Media::JsonPatch) => view.kind == Some("array") || view.is_unconstrained(),
            _ => false,
        }
    }

    /// Whether a schema is one operation of a JSON Patch; a `strict` one says so itself.
    fn is_patch_item(&self, located: &Located<'a>, strict: bool, depth: usize) -> bool {
        let Some((_, _, view)) = self.document.resolve(located) else { return false };
        let alternatives: Vec<&Located<'a>> = view.one_of.iter().chain(&view.any_of).collect();
        if !alternatives.is_empty() && view.properties.is_empty() && view.all_of.is_empty() {
            return depth < 4 && alternatives.iter().all(|member| self.is_patch_item(member, strict, depth + 1));
        }
        let known = view.properties.iter().all(|(name, _)| matches!(*name, "op" | "path" | "from" | "value"));
        let is_object = view.kind.is_none_or(|kind| kind == "object") && !view.is_composed();
        if !strict {
            return known && is_object;
        }
        let requires = |name: &str| view.required.iter().any(|other| other == name);
        let operations = view.properties.iter().find(|(name, _)| *name == "op").is_some_and(|(_, op)| {
            self.document.resolve(op).is_some_and(|(_, _, view)| {
                let listed = |value: &Value| value.as_str().is_some_and(|value| PATCH_OPERATIONS.contains(&value));
                !view.values.is_empty() && view.values.iter().all(listed)
            })
        });
        known && is_object && operations && requires("op") && requires("path")
    }
}
