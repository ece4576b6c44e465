//! Parameters, path templates, and the names of arguments and setters.

use serde_json::Value;

use crate::api::{Documentation, Location, Parameter, Style, Type};
use crate::lock::{self, ParameterKey};
use crate::lower::document::documentation;
use crate::lower::document::encodings::{self, model_style};
use crate::lower::document::media::Media;
use crate::lower::drafts::{json_text, split_nullable};
use crate::lower::formats::FormatPlace;
use crate::lower::lexicon::Lexicon;
use crate::lower::schemas::{Context, Lowering};
use crate::names::{Scope, Words, identifier, keep_order};
use crate::parse::{self, Examples, JsonType, Operation, ParameterLocation, ParameterValue, Schema};
use crate::pointer::escape;

/// What an argument or setter of a builder can't be called.
const RESERVED: &[&str] = &[
    "body",
    "client",
    "clone",
    "default",
    "fmt",
    "into_future",
    "download",
    "new",
    "options",
    "pages",
    "request",
    "self",
    "send",
    "send_blocking",
    "server",
    "stream",
];

impl<'a> Lowering<'a, '_> {
    /// The parameters of an operation, unnamed and in the document's order.
    pub(crate) fn parameters(&mut self, object: &'a Operation, words: &Words) -> Vec<Parameter> {
        object.parameters.iter().map(|parameter| self.parameter(parameter, words)).collect()
    }

    /// What the whole query is: text, unless its media type says more.
    fn query_string(&mut self, parameter: &'a parse::Parameter, words: &Words) -> (Location, Style) {
        let plain = || Location::QueryString { styles: Vec::new() };
        let Some((name, media_type)) = parameter.value.only_content() else { return (plain(), Style::Simple) };
        match Media::of(name) {
            Media::Form => {
                let pointer = format!("{}/content/{}", parameter.pointer, escape(name));
                self.warn_of_encodings(Media::Form, media_type, media_type.schema.as_ref(), words, &pointer);
                (Location::QueryString { styles: encodings::styles(media_type) }, Style::Form)
            }
            media if media.is_json() => (plain(), Style::Json),
            _ => (plain(), Style::Simple),
        }
    }

    fn parameter(&mut self, parameter: &'a parse::Parameter, words: &Words) -> Parameter {
        let location = match parameter.location {
            ParameterLocation::Cookie => Location::Cookie,
            ParameterLocation::Header => Location::Header,
            ParameterLocation::Path => Location::Path,
            ParameterLocation::Query => Location::Query,
            ParameterLocation::QueryString => Location::QueryString { styles: Vec::new() },
        };
        let context = Context {
            words: words.join(&Words::of(&parameter.name)),
            place: FormatPlace::Parameter { name: parameter.name.clone() },
            binary: false,
        };
        let style = model_style(parameter.style);
        let (schema, style) = match (&parameter.value, parameter.value.only_content()) {
            (ParameterValue::Schema(schema), _) => (Some(&**schema), style),
            (_, Some((name, media_type))) if Media::of(name).is_json() => (media_type.schema.as_ref(), Style::Json),
            (_, Some((_, media_type))) => (media_type.schema.as_ref(), style),
            // What could be written in several ways is text.
            (_, None) => (None, style),
        };
        let mut ty = schema.map_or(Type::String, |schema| split_nullable(self.node(schema, &context)).0);
        let (location, style) = match location {
            Location::QueryString { .. } => self.query_string(parameter, &context.words),
            location => (location, style),
        };
        if matches!(location, Location::QueryString { .. }) {
            let names_object = || {
                let named = schema.and_then(|schema| self.document.resolve(schema));
                named.is_some_and(|it| it.values.is_empty() && it.kind.is_none_or(|kind| kind == JsonType::Object))
            };
            let is_object = matches!(ty, Type::Object | Type::Map(_)) || matches!(ty, Type::Named(_)) && names_object();
            match style {
                Style::Form if !is_object => ty = Type::Object,
                Style::Simple if is_object || matches!(ty, Type::Array(_)) => ty = Type::String,
                _ => {}
            }
        }
        let mut documentation = schema.map(|it| documentation::of_place(self.document, it)).unwrap_or_default();
        describe(&mut documentation, parameter);
        Parameter {
            name: String::new(),
            wire_name: parameter.name.clone(),
            required: parameter.required || location == Location::Path,
            default: schema.filter(|_| parameter.required).and_then(|it| self.sent_default(it, &location, style)),
            location,
            ty,
            style,
            explode: parameter.explode.unwrap_or(style == Style::Form),
            allow_reserved: parameter.allow_reserved,
            deprecated: parameter.deprecated,
            documentation,
        }
    }

    /// The value of a required header or query parameter that nobody sets: its `default`, or its only value.
    fn sent_default(&self, schema: &'a Schema, location: &Location, style: Style) -> Option<String> {
        let is_usual = match location {
            Location::Query => style == Style::Form,
            Location::Header => style == Style::Simple,
            Location::Path | Location::Cookie | Location::QueryString { .. } | Location::Part { .. } => false,
        };
        let own = schema.default.as_ref();
        let schema = self.document.resolve(schema).filter(|_| is_usual)?;
        let only = schema.values.first().filter(|_| schema.values.len() == 1);
        match own.or(schema.default.as_ref()).or(only)? {
            Value::String(text) => Some(text.clone()),
            scalar @ (Value::Bool(_) | Value::Number(_)) => Some(scalar.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

/// What the parameter says goes before what its schema says.
fn describe(documentation: &mut Documentation, parameter: &parse::Parameter) {
    if let Some(description) = parameter.description.as_ref().filter(|text| !text.trim().is_empty()) {
        documentation.description = Some(description.clone());
    }
    let Examples { only, named } = &parameter.examples;
    if let Some(example) = only.as_ref().or_else(|| named.values().next()) {
        documentation.example = Some(json_text(example));
    }
}

/// Puts parameters in the order of arguments and gives each its name.
///
/// Those that the operation had `before` keep their names, and arguments their order.
pub(crate) fn arrange(
    parameters: &mut Vec<Parameter>,
    placeholders: &[String],
    before: Option<&lock::Operation>,
    lexicon: &Lexicon<'_>,
) {
    let order = |parameter: &Parameter| {
        let group = match (&parameter.location, parameter.required) {
            (Location::Path, _) => 0,
            (Location::Query | Location::QueryString { .. }, true) => 1,
            (Location::Header | Location::Cookie, true) => 2,
            (Location::Part { .. }, true) => 3,
            (_, false) => 4,
        };
        let place = placeholders.iter().position(|name| *name == parameter.wire_name).filter(|_| group == 0);
        (group, place)
    };
    let before_all = before;
    let before = |parameter: &Parameter| before_all?.parameters.get(&ParameterKey::of(parameter));
    for parameter in parameters.iter_mut().filter(|parameter| parameter.default.is_some()) {
        // An argument in the lock stays an argument.
        parameter.required = before(parameter).is_some_and(|before| before.position.is_some());
        if parameter.required {
            parameter.default = None;
        }
    }
    parameters.sort_by_key(order);
    keep_order(parameters, |parameter| before(parameter)?.position.filter(|_| parameter.required));
    let mut scope = Scope::with_reserved(RESERVED);
    // Methods that ask for other media types keep their names, too.
    let representations = before_all.into_iter().flat_map(|before| before.representations.values());
    representations.for_each(|before| _ = scope.take(&before.name));
    for parameter in parameters.iter_mut() {
        // Two sides of a merge can have given one name twice.
        let name = before(parameter).map(|before| before.name.strip_prefix("r#").unwrap_or(&before.name));
        if let Some(name) = name.filter(|name| scope.take(name)) {
            parameter.name = identifier(name);
        }
    }
    let locations: [fn(&Location) -> Option<&'static str>; 6] = [
        |it| (*it == Location::Path).then_some("path"),
        |it| (*it == Location::Query).then_some("query"),
        |it| matches!(it, Location::QueryString { .. }).then_some("query"),
        |it| (*it == Location::Header).then_some("header"),
        |it| (*it == Location::Cookie).then_some("cookie"),
        |it| matches!(it, Location::Part { .. }).then_some("part"),
    ];
    for location in locations {
        for (index, parameter) in parameters.iter_mut().enumerate() {
            let Some(place) = location(&parameter.location).filter(|_| parameter.name.is_empty()) else { continue };
            let mut words = lexicon.part(&parameter.wire_name);
            if words.is_empty() {
                words = Words::with_symbols(&parameter.wire_name);
            }
            if words.is_empty() {
                words = Words::of(&format!("parameter {}", index + 1));
            }
            let spelt = Words::with_symbols(&parameter.wire_name);
            let second = if RESERVED.contains(&words.snake().as_str()) { "parameter" } else { place };
            let candidates = [words.snake(), words.with(second).snake(), spelt.snake()];
            parameter.name = identifier(&scope.claim(&candidates));
        }
    }
}
