//! What bodies, responses and parameters hold.

use indexmap::IndexMap;
use serde_json::Value;

use super::Reader;
use super::fields::Fields;
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
}

/// `example` and `examples` beside a schema.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Examples {
    pub(crate) only: Option<Value>,
    /// Those that have a value, by their names.
    pub(crate) named: IndexMap<String, Value>,
}

/// An Encoding Object: how one property of a form is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Encoding {
    pub(crate) content_type: Option<String>,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    /// Whether it names a style, or whether to explode.
    pub(crate) is_styled: bool,
    pub(crate) allow_reserved: bool,
    /// The names of the headers.
    pub(crate) headers: Vec<String>,
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
    pub(super) fn content(&self, fields: Fields<'_>, pointer: &str) -> Content {
        let media_type = |(name, value): (&String, &Value)| {
            let fields = Fields::of(value);
            let place = || format!("{pointer}/content/{}/schema", escape(name));
            let encodings = fields.object("encoding").entries();
            let media_type = MediaType {
                schema: fields.get("schema").map(|schema| self.schema(schema, place())),
                examples: examples(fields),
                encoding: encodings.map(|(name, value)| (name.clone(), encoding(Fields::of(value)))).collect(),
            };
            (name.clone(), media_type)
        };
        fields.object("content").entries().map(media_type).collect()
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

fn encoding(fields: Fields<'_>) -> Encoding {
    let style = Style::of(fields).unwrap_or(Style::Form);
    Encoding {
        content_type: fields.text("contentType"),
        style,
        explode: fields.boolean("explode").unwrap_or(style == Style::Form),
        is_styled: ["style", "explode"].iter().any(|key| fields.get(key).is_some()),
        allow_reserved: fields.flag("allowReserved"),
        headers: fields.object("headers").entries().map(|(name, _)| name.clone()).collect(),
    }
}
