//! Request bodies.

use serde_json::Value;

use crate::api::{Body, BodyContent, Location, Parameter, Style, Type};
use crate::diagnostic::Code;
use crate::lower::document::media::{self, Media};
use crate::lower::document::{documentation, encodings};
use crate::lower::drafts::split_nullable;
use crate::lower::formats::FormatPlace;
use crate::lower::schemas::gather::{Member, Parts};
use crate::lower::schemas::{Context, Lowering};
use crate::names::Words;
use crate::parse::{Additional, JsonType, MediaType, Operation, Schema};
use crate::pointer::escape;

/// The operations of RFC 6902.
const PATCH_OPERATIONS: &[&str] = &["add", "copy", "move", "remove", "replace", "test"];

/// How many sets of parts a body may have, and how deep alternatives of them nest.
const MOST_SETS: usize = 256;
const DEEPEST_SETS: usize = 8;

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
        object: &'a Operation,
        words: &Words,
        parameters: &mut Vec<Parameter>,
    ) -> Option<Body> {
        let body = object.body.as_ref()?;
        let (name, media, media_type) = media::of_request(&body.content, &object.method, self.document)?;
        let pointer = format!("{}/content/{}", body.pointer, escape(name));
        let schema = media_type.schema.as_ref();
        let words = words.with("request");
        self.warn_of_encodings(media, media_type, schema, &words, &pointer);
        let content = self.body_content(media, media_type, schema, &words, parameters);
        let mut documentation = schema.map(|it| documentation::of_place(self.document, it)).unwrap_or_default();
        documentation.description = body.description.clone().or(documentation.description);
        if let Some(example) = &media_type.examples.only {
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
        schema: Option<&'a Schema>,
        words: &Words,
        parameters: &mut Vec<Parameter>,
    ) -> BodyContent {
        let context = |schema: &'a Schema| Context::new(words.clone(), schema.pointer());
        match media {
            Media::Json | Media::JsonSuffix | Media::JsonPatch | Media::Wildcard => match schema {
                None if media == Media::JsonPatch => BodyContent::Json(Type::JsonPatch),
                None if media == Media::Wildcard => BodyContent::Bytes,
                None => BodyContent::Json(Type::Any),
                Some(schema) if self.is_binary(schema) => BodyContent::Bytes,
                Some(schema) if media == Media::Wildcard && self.is_text(schema) => BodyContent::Text,
                Some(schema) if self.is_json_patch(media, schema) => BodyContent::Json(Type::JsonPatch),
                Some(schema) => BodyContent::Json(self.node(schema, &context(schema))),
            },
            Media::Form => match schema {
                Some(schema) => {
                    let (ty, _) = split_nullable(self.node(schema, &context(schema)));
                    let fields = matches!(ty, Type::Named(_) | Type::Object | Type::Map(_));
                    BodyContent::Form(if fields { ty } else { Type::Object })
                }
                None => BodyContent::Form(Type::Object),
            },
            Media::Multipart => {
                let parts = schema.and_then(|schema| self.parts(schema, media_type, words));
                if let Some(parts) = parts {
                    parameters.extend(parts);
                    return BodyContent::Multipart;
                }
                let pointer = schema.map(|schema| schema.pointer().to_owned()).unwrap_or_default();
                let message = "the schema names no parts; the body is bytes, which are sent unchanged";
                self.report.warning(Code::MultipartWithoutParts, &pointer, message);
                BodyContent::Bytes
            }
            Media::Text => BodyContent::Text,
            Media::Xml => {
                if let Some(schema) = schema.filter(|schema| !self.is_text(schema)) {
                    let message = "XML is sent as text: it has no type, and its schema is ignored";
                    self.report.warning(Code::XmlAsText, schema.pointer(), message);
                }
                BodyContent::Text
            }
            Media::Binary => BodyContent::Bytes,
        }
    }

    /// The parts of a multipart body: its schema's properties.
    pub(super) fn parts(
        &mut self,
        schema: &'a Schema,
        media_type: &MediaType,
        words: &Words,
    ) -> Option<Vec<Parameter>> {
        let alternatives = self.sets_of_parts(schema, words, 0)?;
        let mut parts: Vec<Parameter> = Vec::new();
        // A part is required only if every alternative requires it.
        let is_required =
            |name: &String| alternatives.iter().all(|set| set.iter().any(|schema| schema.required.contains(name)));
        for (name, property) in alternatives.iter().flatten().flat_map(|schema| &schema.properties) {
            let documentation = documentation::of_place(self.document, property);
            let read_only = documentation.constraints.iter().any(|constraint| constraint == "read-only");
            if read_only || parts.iter().any(|part| part.wire_name == *name) {
                continue;
            }
            let place = FormatPlace::property(property.pointer(), name);
            let context = Context { words: words.join(&Words::of(name)), place, binary: true };
            let (ty, _) = split_nullable(self.node(property, &context));
            let encoding = media_type.encoding.get(name).and_then(|encoding| encoding.content_type.clone());
            // The file's name chooses among several; a range leaves the choice to the caller.
            let is_file = is_file(&ty);
            // Objects and lists are JSON, and no XML.
            let is_text = matches!(ty, Type::String) || is_file;
            let media_type = encoding
                .filter(|it| !it.contains('*') && (is_file || !it.contains(',')))
                .filter(|it| is_text || Media::of(it) != Media::Xml);
            parts.push(Parameter {
                name: String::new(),
                wire_name: name.clone(),
                location: Location::Part { media_type, is_named: false },
                required: is_required(name),
                default: None,
                ty,
                style: Style::Form,
                explode: true,
                allow_reserved: false,
                deprecated: property.deprecated,
                documentation,
            });
        }
        parts.extend(self.named_parts(&alternatives, &parts, words));
        (!parts.is_empty()).then_some(parts)
    }

    /// The parts that `additionalProperties` allows under any name: files, or values of a type.
    fn named_parts(
        &mut self,
        alternatives: &[Vec<&'a Schema>],
        parts: &[Parameter],
        words: &Words,
    ) -> Option<Parameter> {
        let schema = alternatives.iter().flatten().find_map(|schema| match &schema.additional {
            Some(Additional::Schema(schema)) => Some(&**schema),
            _ => None,
        })?;
        let place = FormatPlace::Pointer(schema.pointer().to_owned());
        let context = Context { words: words.join(&Words::of("field")), place, binary: true };
        let (ty, _) = split_nullable(self.node(schema, &context));
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
            documentation: documentation::of_place(self.document, schema),
        })
    }

    /// The objects whose properties are parts, of each alternative where `oneOf` or `anyOf` lists several.
    fn sets_of_parts(&mut self, schema: &'a Schema, words: &Words, depth: usize) -> Option<Vec<Vec<&'a Schema>>> {
        let mut gathered = Parts::default();
        self.gather(&Member::whole(schema, words.clone()), &mut gathered);
        if depth > DEEPEST_SETS || !gathered.others.is_empty() {
            return None;
        }
        let mut sets = vec![gathered.objects.iter().map(|member| member.schema).collect::<Vec<_>>()];
        for (union, keyword) in &gathered.unions {
            let list = if *keyword == "oneOf" { &union.schema.one_of } else { &union.schema.any_of };
            let mut all = Vec::new();
            for alternative in list.iter().filter(|member| !member.is_null()) {
                let own = self.sets_of_parts(alternative, words, depth + 1)?;
                if all.len() + sets.len() * own.len() > MOST_SETS {
                    return None;
                }
                all.extend(sets.iter().flat_map(|set| own.iter().map(|own| [set.as_slice(), own].concat())));
            }
            sets = all;
        }
        sets.iter().any(|set| !set.is_empty()).then_some(sets)
    }

    /// Whether a schema is bytes: `type: string, format: binary`.
    pub(crate) fn is_binary(&self, schema: &'a Schema) -> bool {
        self.document.resolve(schema).is_some_and(Schema::is_binary)
    }

    /// Whether a schema is a string.
    pub(crate) fn is_text(&self, schema: &'a Schema) -> bool {
        self.document
            .resolve(schema)
            .is_some_and(|schema| schema.kind == Some(JsonType::String) && !schema.is_composed())
    }

    /// Whether a body is a JSON Patch of RFC 6902.
    fn is_json_patch(&self, media: Media, schema: &'a Schema) -> bool {
        let Some(schema) = self.document.resolve(schema) else { return false };
        match (&schema.items, media) {
            (Some(items), Media::JsonPatch) => self.is_patch_item(items, false, 0),
            (Some(items), Media::Json) => self.is_patch_item(items, true, 0),
            (None, Media::JsonPatch) => schema.kind == Some(JsonType::Array) || schema.is_unconstrained(),
            _ => false,
        }
    }

    /// Whether a schema is one operation of a JSON Patch; a `strict` one says so itself.
    fn is_patch_item(&self, schema: &'a Schema, strict: bool, depth: usize) -> bool {
        let Some(schema) = self.document.resolve(schema) else { return false };
        let alternatives: Vec<&'a Schema> = schema.one_of.iter().chain(&schema.any_of).collect();
        if !alternatives.is_empty() && schema.properties.is_empty() && schema.all_of.is_empty() {
            return depth < 4 && alternatives.iter().all(|member| self.is_patch_item(member, strict, depth + 1));
        }
        let known = schema.properties.keys().all(|name| matches!(name.as_str(), "op" | "path" | "from" | "value"));
        let is_object = schema.kind.is_none_or(|kind| kind == JsonType::Object) && !schema.is_composed();
        if !strict {
            return known && is_object;
        }
        let requires = |name: &str| schema.required.iter().any(|other| other == name);
        let operations = schema.properties.get("op").is_some_and(|op| {
            self.document.resolve(op).is_some_and(|schema| {
                let listed = |value: &Value| value.as_str().is_some_and(|value| PATCH_OPERATIONS.contains(&value));
                !schema.values.is_empty() && schema.values.iter().all(listed)
            })
        });
        known && is_object && operations && requires("op") && requires("path")
    }
}
