//! Schemas.

use indexmap::IndexMap;
use serde_json::Value;

use super::Reader;
use super::fields::Fields;
use crate::marks::{BIG_INTEGER, DEFAULT_TAG, IMPLIED_TAGS, NAME_ORIGIN};
use crate::names::NameOrigin;
use crate::pointer::escape;

/// How deep schemas may nest within one component or operation. Types that are made of deeper ones can't be written.
const DEEPEST: usize = 32;

/// A component schema, by its index in [`Document::schemas`](super::Document::schemas).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SchemaId(pub(super) usize);

/// Where a schema stands. It is no part of what the schema says, so all are equal.
#[derive(Debug, Clone, Default)]
struct Place(String);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A type of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonType {
    Array,
    Boolean,
    Integer,
    Number,
    Object,
    String,
}

impl JsonType {
    fn of(name: &str) -> Option<Self> {
        [Self::Array, Self::Boolean, Self::Integer, Self::Number, Self::Object, Self::String]
            .into_iter()
            .find(|it| it.as_str() == name)
    }

    /// The value of `type`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Array => "array",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Object => "object",
            Self::String => "string",
        }
    }
}

/// `additionalProperties`
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Additional {
    /// `true`
    Any,
    /// `false`
    None,
    /// A schema for their values.
    Schema(Box<Schema>),
}

/// Bounds on numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) minimum: Option<f64>,
    pub(crate) maximum: Option<f64>,
    pub(crate) exclusive_minimum: bool,
    pub(crate) exclusive_maximum: bool,
    pub(crate) multiple_of: Option<f64>,
}

/// Bounds on lengths: of strings, arrays and objects.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Lengths {
    pub(crate) minimum: Option<usize>,
    pub(crate) maximum: Option<usize>,
}

/// `discriminator`
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Discriminator {
    pub(crate) property: String,
    /// Values of the property with what they stand for: `#/components/schemas/Cat`, or `#/oneOf/0` for a member in place.
    pub(crate) mapping: Vec<(String, String)>,
    /// `defaultMapping`: what all other values stand for, written alike.
    pub(crate) default: Option<String>,
    /// The names in the references to the union's members, one for each, and `None` for one that stands in place. They are
    /// tags, where nothing else says what the member's is. Pages have no references, and none of these.
    pub(crate) implied_tags: Option<Vec<Option<String>>>,
}

/// A schema, or a reference to one.
///
/// A reference has `reference` and its place, and says nothing else. Schemas are equal if they say the same, wherever they stand.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a keyword, or says how another was found")]
pub(crate) struct Schema {
    place: Place,
    /// `$ref`
    pub(crate) reference: Option<SchemaId>,
    /// Where the name of a component comes from.
    pub(crate) origin: NameOrigin,

    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) external_url: Option<String>,
    pub(crate) default: Option<Value>,
    pub(crate) example: Option<Value>,
    pub(crate) deprecated: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,

    /// `type`, or the type that other keywords imply: `object` for `properties`, `array` for `items`.
    pub(crate) kind: Option<JsonType>,
    /// Whether there is no `type`.
    pub(crate) is_inferred: bool,
    pub(crate) nullable: bool,
    /// Empty where there is none.
    pub(crate) format: String,
    /// Whether its integers don't fit into 64 bits.
    pub(crate) is_big_integer: bool,
    pub(crate) pattern: Option<String>,
    /// `enum`
    pub(crate) values: Vec<Value>,
    /// What the values are called, one for each, as far as the document says it.
    pub(crate) value_names: Vec<String>,
    /// What the values mean, one for each, as far as the document says it.
    pub(crate) value_descriptions: Vec<String>,
    pub(crate) bounds: Bounds,
    pub(crate) lengths: Lengths,
    pub(crate) properties: IndexMap<String, Schema>,
    pub(crate) required: Vec<String>,
    pub(crate) additional: Option<Additional>,
    pub(crate) items: Option<Box<Schema>>,
    pub(crate) unique_items: bool,
    pub(crate) all_of: Vec<Schema>,
    pub(crate) one_of: Vec<Schema>,
    pub(crate) any_of: Vec<Schema>,
    /// Whether `not` is there.
    pub(crate) negated: bool,
    pub(crate) discriminator: Option<Box<Discriminator>>,
}

impl Reader<'_> {
    /// The schema or reference at `pointer`.
    pub(super) fn schema(&self, value: &Value, pointer: String) -> Schema {
        let depth = self.depth.get();
        if depth > DEEPEST {
            self.cut.borrow_mut().push(pointer.clone());
            return Schema { place: Place(pointer), ..Schema::default() };
        }
        self.depth.set(depth + 1);
        let schema = self.schema_at(value, pointer);
        self.depth.set(depth);
        schema
    }

    fn schema_at(&self, value: &Value, pointer: String) -> Schema {
        let fields = Fields::of(value);
        if let Some(reference) = fields.str("$ref") {
            // Where nothing is referred to, any value is accepted.
            return Schema { place: Place(pointer), reference: self.component(reference), ..Schema::default() };
        }
        let stated = fields.str("type").and_then(JsonType::of);
        let mut schema = Schema {
            title: fields.text("title"),
            description: fields.text("description"),
            external_url: fields.object("externalDocs").text("url"),
            default: fields.value("default"),
            example: fields.value("example"),
            deprecated: fields.flag("deprecated"),
            read_only: fields.flag("readOnly"),
            write_only: fields.flag("writeOnly"),
            origin: fields.str(NAME_ORIGIN).map(NameOrigin::of).unwrap_or_default(),
            kind: stated,
            is_inferred: stated.is_none(),
            nullable: fields.flag("nullable"),
            format: fields.text("format").unwrap_or_default(),
            is_big_integer: fields.str("format") == Some(BIG_INTEGER),
            pattern: fields.text("pattern"),
            values: fields.list("enum").to_vec(),
            value_names: first_list(fields, &["x-enum-varnames", "x-enumNames", "x-enum-names"]),
            value_descriptions: first_list(fields, &["x-enum-descriptions", "x-enumDescriptions"]),
            bounds: bounds(fields),
            lengths: lengths(fields),
            properties: self.properties(fields, &pointer),
            required: fields.texts("required"),
            additional: self.additional(fields, &pointer),
            items: fields.get("items").map(|items| Box::new(self.schema(items, format!("{pointer}/items")))),
            unique_items: fields.flag("uniqueItems"),
            all_of: self.members(fields, "allOf", &pointer),
            one_of: self.members(fields, "oneOf", &pointer),
            any_of: self.members(fields, "anyOf", &pointer),
            negated: fields.get("not").is_some(),
            discriminator: discriminator(fields.object("discriminator")).map(Box::new),
            reference: None,
            place: Place(pointer),
        };
        if stated.is_none() {
            schema.kind = schema.inferred_kind();
        }
        schema
    }

    fn properties(&self, fields: Fields<'_>, pointer: &str) -> IndexMap<String, Schema> {
        let child = |name: &str| format!("{pointer}/properties/{}", escape(name));
        let properties = fields.object("properties").entries();
        properties.map(|(name, value)| (name.clone(), self.schema(value, child(name)))).collect()
    }

    fn additional(&self, fields: Fields<'_>, pointer: &str) -> Option<Additional> {
        const KEY: &str = "additionalProperties";
        Some(match fields.get(KEY)? {
            Value::Bool(true) => Additional::Any,
            Value::Bool(false) => Additional::None,
            schema => Additional::Schema(Box::new(self.schema(schema, format!("{pointer}/{KEY}")))),
        })
    }

    fn members(&self, fields: Fields<'_>, keyword: &str, pointer: &str) -> Vec<Schema> {
        let members = fields.list(keyword).iter().enumerate();
        members.map(|(index, member)| self.schema(member, format!("{pointer}/{keyword}/{index}"))).collect()
    }
}

/// The first of several lists of texts that is there. What is no text is empty.
fn first_list(fields: Fields<'_>, keys: &[&str]) -> Vec<String> {
    let list = keys.iter().find(|key| fields.get(key).is_some()).map(|key| fields.list(key)).unwrap_or_default();
    list.iter().map(|value| value.as_str().unwrap_or_default().to_owned()).collect()
}

fn bounds(fields: Fields<'_>) -> Bounds {
    Bounds {
        minimum: fields.number("minimum"),
        maximum: fields.number("maximum"),
        exclusive_minimum: fields.flag("exclusiveMinimum"),
        exclusive_maximum: fields.flag("exclusiveMaximum"),
        multiple_of: fields.number("multipleOf"),
    }
}

fn lengths(fields: Fields<'_>) -> Lengths {
    let first = |keys: [&str; 3]| keys.iter().find_map(|key| fields.count(key));
    Lengths {
        minimum: first(["minLength", "minItems", "minProperties"]),
        maximum: first(["maxLength", "maxItems", "maxProperties"]),
    }
}

fn discriminator(fields: Fields<'_>) -> Option<Discriminator> {
    let mapping = fields.object("mapping").entries().filter(|(tag, _)| *tag != DEFAULT_TAG);
    let name = |value: &Value| value.as_str().map(str::to_owned);
    Some(Discriminator {
        property: fields.text("propertyName")?,
        mapping: mapping.filter_map(|(tag, target)| Some((tag.clone(), name(target)?))).collect(),
        default: fields.object("mapping").text(DEFAULT_TAG),
        implied_tags: fields.get(IMPLIED_TAGS).map(|_| fields.list(IMPLIED_TAGS).iter().map(name).collect()),
    })
}

impl Schema {
    /// Where it stands, as a JSON pointer into the unified document. No other schema stands there.
    pub(crate) fn pointer(&self) -> &str {
        &self.place.0
    }

    /// What `type` would say if it were there.
    fn inferred_kind(&self) -> Option<JsonType> {
        if !self.properties.is_empty() || matches!(self.additional, Some(Additional::Schema(_))) {
            return Some(JsonType::Object);
        }
        if self.items.is_some() {
            return Some(JsonType::Array);
        }
        let values: Vec<&Value> = self.values.iter().filter(|value| !value.is_null()).collect();
        if !values.is_empty() {
            let all = |test: fn(&Value) -> bool| values.iter().all(|value| test(value));
            return match () {
                () if all(Value::is_string) => Some(JsonType::String),
                () if all(Value::is_boolean) => Some(JsonType::Boolean),
                () if all(|value| value.is_i64() || value.is_u64()) => Some(JsonType::Integer),
                () if all(Value::is_number) => Some(JsonType::Number),
                () => None,
            };
        }
        // A format that belongs to one type says which.
        matches!(self.format.as_str(), "uuid" | "date-time" | "date" | "uri" | "email" | "binary" | "byte")
            .then_some(JsonType::String)
    }

    /// Whether a composition keyword is there.
    pub(crate) fn is_composed(&self) -> bool {
        !(self.all_of.is_empty() && self.one_of.is_empty() && self.any_of.is_empty())
    }

    /// Whether the schema, apart from `allOf`, `oneOf` and `anyOf`, says what a value looks like.
    pub(crate) fn has_own_shape(&self) -> bool {
        !self.properties.is_empty()
            || !self.required.is_empty()
            || !self.values.is_empty()
            || self.items.is_some()
            || matches!(self.additional, Some(Additional::Schema(_) | Additional::Any))
            || self.kind.is_some_and(|kind| kind != JsonType::Object)
    }

    /// Whether the schema says nothing about its values but possibly that they can be null.
    pub(crate) fn is_unconstrained(&self) -> bool {
        self.reference.is_none() && !self.is_composed() && !self.has_own_shape() && self.kind.is_none() && !self.negated
    }

    /// The only type whose values the schema restricts, if it has no `type` but keywords about lists or objects.
    pub(crate) fn restricts_only(&self) -> Option<JsonType> {
        match self.kind {
            Some(kind @ (JsonType::Array | JsonType::Object)) if self.is_inferred => Some(kind),
            None if !self.required.is_empty() && self.values.is_empty() => Some(JsonType::Object),
            _ => None,
        }
    }

    /// Whether null is the only value.
    pub(crate) fn is_null(&self) -> bool {
        (!self.values.is_empty() && self.values.iter().all(Value::is_null))
            || (self.nullable && self.is_unconstrained())
    }

    /// Whether null is a value.
    pub(crate) fn is_nullable(&self) -> bool {
        self.nullable || self.values.iter().any(Value::is_null)
    }

    /// Whether the schema only restricts what another says: `required` alone, or nothing.
    pub(crate) fn is_mere_constraint(&self) -> bool {
        self.reference.is_none()
            && self.properties.is_empty()
            && self.values.is_empty()
            && self.items.is_none()
            && !matches!(self.additional, Some(Additional::Schema(_)))
            && !self.is_composed()
            && self.kind.is_none_or(|kind| kind == JsonType::Object)
            && !(self.nullable && self.required.is_empty())
    }

    /// Whether the schema is bytes: `type: string, format: binary`.
    pub(crate) fn is_binary(&self) -> bool {
        self.kind == Some(JsonType::String) && self.format == "binary"
    }

    /// Whether the schema is `allOf` of one schema with mere annotations.
    pub(crate) fn is_wrapper(&self) -> bool {
        self.all_of.len() == 1 && self.one_of.is_empty() && self.any_of.is_empty() && !self.has_own_shape()
    }

    /// The members of all compositions.
    pub(crate) fn members(&self) -> impl DoubleEndedIterator<Item = &Self> {
        self.all_of.iter().chain(&self.one_of).chain(&self.any_of)
    }

    /// Whether both say the same of a value, whatever they tell readers and whether or not it may be null.
    pub(crate) fn is_same_but_for_annotations(&self, other: &Self) -> bool {
        let bare = |schema: &Self| Self {
            reference: schema.reference,
            kind: schema.kind,
            is_inferred: schema.is_inferred,
            format: schema.format.clone(),
            pattern: schema.pattern.clone(),
            values: schema.values.clone(),
            bounds: schema.bounds,
            lengths: schema.lengths,
            properties: schema.properties.clone(),
            required: schema.required.clone(),
            additional: schema.additional.clone(),
            items: schema.items.clone(),
            unique_items: schema.unique_items,
            all_of: schema.all_of.clone(),
            one_of: schema.one_of.clone(),
            any_of: schema.any_of.clone(),
            negated: schema.negated,
            ..Self::default()
        };
        bare(self) == bare(other)
    }
}

/// Whether a union only says which properties have to be there together.
pub(crate) fn is_mere_constraints(list: &[Schema]) -> bool {
    list.iter().all(|member| member.is_mere_constraint() || member.negated)
}
