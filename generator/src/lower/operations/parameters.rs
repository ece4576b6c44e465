//! Parameters, path templates, and the names of arguments and setters.

use openapiv3::{Parameter as ParameterObject, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle};
use serde_json::Value;

use crate::api::{Documentation, Location, Parameter, Style, Type};
use crate::diagnostic::Code;
use crate::lock::{self, ParameterKey};
use crate::lower::document::media::Media;
use crate::lower::document::view::Located;
use crate::lower::document::{OperationObject, documentation};
use crate::lower::drafts::split_nullable;
use crate::lower::formats::FormatPlace;
use crate::lower::lexicon::Lexicon;
use crate::lower::schemas::{Context, Lowering};
use crate::names::{Scope, Words, identifier, keep_order};
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

/// Headers that the specification keeps out of `parameters`, and those of the connection: the client sets them itself.
const OWN_HEADERS: &[&str] =
    &["accept", "authorization", "connection", "content-length", "content-type", "host", "transfer-encoding"];

impl<'a> Lowering<'a, '_> {
    /// The parameters of an operation, unnamed and in the document's order.
    pub(crate) fn parameters(
        &mut self,
        object: &'a OperationObject,
        words: &Words,
        placeholders: &[String],
    ) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for (parameter, pointer) in &object.parameters {
            let data = parameter.parameter_data_ref();
            let is_path = matches!(parameter, ParameterObject::Path { .. });
            let is_header = matches!(parameter, ParameterObject::Header { .. });
            if is_path && !placeholders.contains(&data.name) {
                let message = format!("the path has no place for `{}`; the parameter is left out", data.name);
                self.report.warning(Code::UnknownPathParameter, pointer, message);
                continue;
            }
            if is_header && OWN_HEADERS.contains(&data.name.to_ascii_lowercase().as_str()) {
                let message = format!("`{}` is set by the client itself; the parameter is left out", data.name);
                self.report.note(Code::IgnoredHeader, pointer, message);
                continue;
            }
            parameters.push(self.parameter(parameter, pointer, words));
        }
        for placeholder in placeholders {
            let declared = parameters.iter().any(|it| it.location == Location::Path && it.wire_name == *placeholder);
            if !declared {
                let message = format!(
                    "{} {}: no parameter declares `{{{placeholder}}}`; it is taken for a string",
                    object.method, object.path
                );
                self.report.warning(Code::MissingPathParameter, &object.pointer, message);
                parameters.push(undeclared(placeholder));
            }
        }
        parameters
    }

    fn parameter(&mut self, parameter: &'a ParameterObject, pointer: &str, words: &Words) -> Parameter {
        let data = parameter.parameter_data_ref();
        let (location, style, allow_reserved) = place(parameter);
        let context = Context {
            words: words.join(&Words::of(&data.name)),
            place: FormatPlace::Parameter { name: data.name.clone() },
            binary: false,
        };
        let (located, style) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                (Some(Located::new(schema, format!("{pointer}/schema"))), style)
            }
            ParameterSchemaOrContent::Content(media_types) => match media_types.first() {
                Some((name, media)) => {
                    let pointer = format!("{pointer}/content/{}/schema", escape(name));
                    let located = media.schema.as_ref().map(|schema| Located::new(schema, pointer));
                    (located, if Media::of(name).is_json() { Style::Json } else { style })
                }
                None => (None, style),
            },
        };
        let ty = located.as_ref().map_or(Type::String, |located| split_nullable(self.node(located, &context)).0);
        let mut documentation =
            located.as_ref().map(|it| documentation::of_place(self.document, it)).unwrap_or_default();
        describe(&mut documentation, data);
        Parameter {
            name: String::new(),
            wire_name: data.name.clone(),
            required: data.required || location == Location::Path,
            default: located.as_ref().filter(|_| data.required).and_then(|it| self.sent_default(it, &location, style)),
            location,
            ty,
            style,
            explode: data.explode.unwrap_or(style == Style::Form),
            allow_reserved,
            deprecated: data.deprecated.unwrap_or_default(),
            documentation,
        }
    }

    /// The value of a required header or query parameter that nobody sets: its `default`, or its only value.
    fn sent_default(&self, located: &Located<'a>, location: &Location, style: Style) -> Option<String> {
        let is_usual = match location {
            Location::Query => style == Style::Form,
            Location::Header => style == Style::Simple,
            Location::Path | Location::Cookie | Location::Part { .. } => false,
        };
        let own = located.view().and_then(|view| view.data.default.as_ref());
        let (_, _, view) = self.document.resolve(located).filter(|_| is_usual)?;
        let only = view.values.first().filter(|_| view.values.len() == 1);
        match own.or(view.data.default.as_ref()).or(only)? {
            Value::String(text) => Some(text.clone()),
            scalar @ (Value::Bool(_) | Value::Number(_)) => Some(scalar.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

fn place(parameter: &ParameterObject) -> (Location, Style, bool) {
    match parameter {
        ParameterObject::Path { style, .. } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (Location::Path, style, false)
        }
        ParameterObject::Query { style, allow_reserved, .. } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (Location::Query, style, *allow_reserved)
        }
        ParameterObject::Header { .. } => (Location::Header, Style::Simple, false),
        ParameterObject::Cookie { .. } => (Location::Cookie, Style::Form, false),
    }
}

/// What the parameter says goes before what its schema says.
fn describe(documentation: &mut Documentation, data: &ParameterData) {
    if let Some(description) = data.description.as_ref().filter(|text| !text.trim().is_empty()) {
        documentation.description = Some(description.clone());
    }
    let example = data.example.as_ref().or_else(|| {
        data.examples.values().find_map(|example| example.as_item().and_then(|example| example.value.as_ref()))
    });
    if let Some(example) = example {
        documentation.example = Some(crate::lower::drafts::json_text(example));
    }
}

fn undeclared(name: &str) -> Parameter {
    Parameter {
        name: String::new(),
        wire_name: name.to_owned(),
        location: Location::Path,
        required: true,
        default: None,
        ty: Type::String,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        deprecated: false,
        documentation: Documentation::default(),
    }
}

/// Puts parameters in the order of arguments and gives each its name.
///
/// Those that the operation had `before` keep their names, and arguments their order.
pub(crate) fn arrange(
    parameters: &mut Vec<Parameter>,
    placeholders: &[String],
    before: Option<&lock::Operation>,
    lexicon: &Lexicon,
) {
    let order = |parameter: &Parameter| {
        let group = match (&parameter.location, parameter.required) {
            (Location::Path, _) => 0,
            (Location::Query, true) => 1,
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
    let locations: [fn(&Location) -> Option<&'static str>; 5] = [
        |it| (*it == Location::Path).then_some("path"),
        |it| (*it == Location::Query).then_some("query"),
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
