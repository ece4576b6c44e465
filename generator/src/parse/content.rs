//! What bodies, responses and parameters hold.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::Reader;
use super::fields::{Fields, Take};
use super::schema::Schema;
use crate::pointer::escape;

/// `content`: media types by their names.
pub(crate) type Content = IndexMap<String, MediaType>;

/// A Media Type Object.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct MediaType {
    pub(crate) schema: Option<Schema>,
    pub(crate) examples: Examples,
    pub(crate) encoding: IndexMap<String, Encoding>,
    /// What it says beside these, and its examples, as they are written.
    pub(crate) written: Map<String, Value>,
}

/// `example` and `examples` beside a schema.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Examples {
    pub(crate) only: Option<Value>,
    /// Those that have a value, by their names.
    pub(crate) named: IndexMap<String, Value>,
}

/// An Encoding Object: how one property of a form is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Encoding {
    pub(crate) content_type: Option<String>,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    /// Whether it names a style, or whether to explode.
    pub(crate) is_styled: bool,
    pub(crate) allow_reserved: bool,
    pub(crate) headers: IndexMap<String, Header>,
    /// All but its headers, as it is written.
    pub(crate) written: Map<String, Value>,
}

/// What the value of a parameter or header is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ParameterValue {
    /// `schema`
    Schema(Box<Schema>),
    /// `content`: one media type, by its name.
    Content(Content),
}

/// A Header Object of a response or of a part of a body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Header {
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) value: ParameterValue,
    /// All but its value, as it is written.
    pub(crate) written: Map<String, Value>,
}

/// `style`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    DeepObject,
    Form,
    Label,
    Matrix,
    PipeDelimited,
    Simple,
    SpaceDelimited,
}

impl Style {
    /// The style that is written in `fields`.
    pub(super) fn of(fields: Fields<'_>) -> Option<Self> {
        Some(match fields.str("style")? {
            "deepObject" => Self::DeepObject,
            "form" => Self::Form,
            "label" => Self::Label,
            "matrix" => Self::Matrix,
            "pipeDelimited" => Self::PipeDelimited,
            "simple" => Self::Simple,
            "spaceDelimited" => Self::SpaceDelimited,
            _ => return None,
        })
    }
}

impl Reader<'_> {
    /// The `content` of the object at `pointer`.
    pub(super) fn content(&self, object: &mut Map<String, Value>, pointer: &str) -> Content {
        let media_type = |(name, value): (String, Value)| {
            let pointer = format!("{pointer}/content/{}", escape(&name));
            let mut written = map(value);
            let schema = written.shift_remove("schema");
            let encodings = written.object("encoding").into_iter();
            let encodings = encodings.map(|(name, value)| {
                let pointer = format!("{pointer}/encoding/{}", escape(&name));
                (name, self.encoding(map(value), &pointer))
            });
            let media_type = MediaType {
                schema: schema.map(|schema| self.schema(schema, format!("{pointer}/schema"))),
                examples: examples(Fields::from(&written)),
                encoding: encodings.collect(),
                written,
            };
            (name, media_type)
        };
        object.object("content").into_iter().map(media_type).collect()
    }

    fn encoding(&self, mut written: Map<String, Value>, pointer: &str) -> Encoding {
        let headers = self.headers(&mut written, pointer);
        let fields = Fields::from(&written);
        let style = Style::of(fields).unwrap_or(Style::Form);
        Encoding {
            content_type: fields.text("contentType"),
            style,
            explode: fields.boolean("explode").unwrap_or(style == Style::Form),
            is_styled: ["style", "explode"].iter().any(|key| fields.get(key).is_some()),
            allow_reserved: fields.flag("allowReserved"),
            headers,
            written,
        }
    }
    /// The value of the parameter or header at `pointer`.
    pub(super) fn value(&self, object: &mut Map<String, Value>, pointer: &str) -> ParameterValue {
        match (object.shift_remove("schema"), self.content(object, pointer)) {
            (None, content) if !content.is_empty() => ParameterValue::Content(content),
            (schema, _) => {
                let schema = schema.unwrap_or_else(|| json!({ "type": "string" }));
                ParameterValue::Schema(Box::new(self.schema(schema, format!("{pointer}/schema"))))
            }
        }
    }

    /// The `headers` of the object at `pointer`.
    pub(super) fn headers(&self, object: &mut Map<String, Value>, pointer: &str) -> IndexMap<String, Header> {
        let header = |(name, value): (String, Value)| {
            let mut written = map(value);
            let value = self.value(&mut written, &format!("{pointer}/headers/{}", escape(&name)));
            let fields = Fields::from(&written);
            let (description, deprecated) = (fields.text("description"), fields.flag("deprecated"));
            (name, Header { description, deprecated, value, written })
        };
        object.object("headers").into_iter().map(header).collect()
    }
}

impl ParameterValue {
    /// The media type, if there is one alone, with its name.
    pub(crate) fn only_content(&self) -> Option<(&str, &MediaType)> {
        match self {
            Self::Content(content) if content.len() == 1 => content.first().map(|(name, only)| (name.as_str(), only)),
            _ => None,
        }
    }
}

/// The members of an object; none of what is no object.
pub(super) fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

impl Examples {
    /// All of them, each with its name, if it has one, and its place in the object at `pointer`.
    pub(crate) fn located(&self, pointer: &str) -> Vec<(Option<&String>, &Value, String)> {
        let only = self.only.iter().map(|value| (None, value, format!("{pointer}/example")));
        let named = self.named.iter();
        let named =
            named.map(|(name, value)| (Some(name), value, format!("{pointer}/examples/{}/value", escape(name))));
        only.chain(named).collect()
    }
}

/// The examples beside a schema.
pub(super) fn examples(fields: Fields<'_>) -> Examples {
    let named = fields.object("examples").entries();
    let named = named.filter_map(|(name, example)| Some((name.clone(), Fields::of(example).value("value")?)));
    Examples { only: fields.value("example"), named: named.collect() }
}
