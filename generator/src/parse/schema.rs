//! Schemas.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::Reader;
use super::constraints::Constraints;
use super::fields::Take;
use crate::names::NameOrigin;
use crate::notes::{BIG_INTEGER, DEFAULT_TAG};
use crate::pointer::escape;

/// A component schema, by its index in [`Document::schemas`](super::Document::schemas).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SchemaId(pub(crate) usize);

/// What is no part of what a schema says of its values, so that all are equal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Aside<T>(pub(crate) T);

impl<T> PartialEq for Aside<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A type of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    pub(crate) rest: Aside<Map<String, Value>>,
}

/// A schema, or a reference to one.
///
/// A reference has `reference` and its place, and says nothing else. Schemas are equal if they say the same, wherever they stand.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a keyword, or says how another was found")]
pub(crate) struct Schema {
    /// Where it stands, as a JSON pointer into its document. No other schema stands there.
    pub(crate) place: Aside<String>,
    /// `$ref` to a component.
    pub(crate) reference: Option<SchemaId>,
    /// `$ref` to a schema around this one, by its place: where a documentation site has cut a cycle. None is left behind
    /// *unify*.
    pub(crate) ancestor: Option<String>,
    /// Where the name of a component comes from.
    pub(crate) origin: NameOrigin,

    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) external_url: Option<String>,
    pub(crate) default: Option<Value>,
    pub(crate) example: Option<Value>,
    pub(crate) deprecated: bool,
    pub(crate) nullable: bool,
    pub(crate) constraints: Constraints,
    /// What the values are called, one for each, as far as the document says it.
    pub(crate) value_names: Vec<String>,
    /// What the values mean, one for each, as far as the document says it.
    pub(crate) value_descriptions: Vec<String>,
    /// The keywords that have no field, and those that say no more than their absence.
    pub(crate) rest: Aside<Map<String, Value>>,

    /// `type`, or the type that other keywords imply: `object` for `properties`, `array` for `items`.
    pub(crate) kind: Option<JsonType>,
    /// Whether there is no `type`.
    pub(crate) is_inferred: bool,
    /// Empty where there is none.
    pub(crate) format: String,
    /// `enum`
    pub(crate) values: Vec<Value>,
    pub(crate) properties: IndexMap<String, Schema>,
    pub(crate) required: Vec<String>,
    pub(crate) additional: Option<Additional>,
    pub(crate) items: Option<Box<Schema>>,
    pub(crate) all_of: Vec<Schema>,
    pub(crate) one_of: Vec<Schema>,
    pub(crate) any_of: Vec<Schema>,
    pub(crate) not: Option<Box<Schema>>,
    pub(crate) discriminator: Option<Box<Discriminator>>,
}

impl Reader<'_> {
    /// The schema or reference at `pointer`.
    pub(super) fn schema(&self, value: Value, pointer: String) -> Schema {
        let Value::Object(mut map) = value else { return Schema { is_inferred: true, ..Schema::at(pointer) } };
        if let Some(reference) = map.text("$ref") {
            let ancestor = self.ancestor(&reference, &pointer);
            return Schema { reference: self.component(&reference), ancestor, ..Schema::at(pointer) };
        }
        let stated = map.get("type").and_then(Value::as_str).and_then(JsonType::of);
        if stated.is_some() {
            map.shift_remove("type");
        }
        let external_url = map.get("externalDocs").and_then(|docs| docs.get("url")?.as_str()).map(str::to_owned);
        let mut schema = Schema {
            title: map.text("title"),
            description: map.text("description"),
            external_url,
            default: map.take("default", |value| !value.is_null()),
            example: map.take("example", |value| !value.is_null()),
            deprecated: map.flag("deprecated"),
            nullable: map.flag("nullable"),
            constraints: Constraints::take(&mut map),
            value_names: first_list(&mut map, &["x-enum-varnames", "x-enumNames", "x-enum-names"]),
            value_descriptions: first_list(&mut map, &["x-enum-descriptions", "x-enumDescriptions"]),
            kind: stated,
            is_inferred: stated.is_none(),
            format: map.text("format").unwrap_or_default(),
            values: map.list("enum"),
            properties: self.properties(map.object("properties"), &pointer),
            required: map.texts("required"),
            additional: self.additional(&mut map, &pointer),
            items: self.inner(&mut map, "items", &pointer),
            all_of: self.members(map.list("allOf"), "allOf", &pointer),
            one_of: self.members(map.list("oneOf"), "oneOf", &pointer),
            any_of: self.members(map.list("anyOf"), "anyOf", &pointer),
            not: self.inner(&mut map, "not", &pointer),
            discriminator: self.discriminator(map.object("discriminator"), &pointer).map(Box::new),
            ..Schema::at(pointer)
        };
        // It says no more than its absence, even around a schema that says otherwise.
        map.shift_remove("nullable");
        schema.rest = Aside(map);
        if stated.is_none() {
            schema.kind = schema.inferred_kind();
        }
        schema
    }

    /// The place of a schema around that at `pointer`, if `reference` leads to one.
    fn ancestor(&self, reference: &str, pointer: &str) -> Option<String> {
        let place = reference.strip_prefix('#').filter(|_| self.component(reference).is_none())?;
        let is_around = pointer.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
        is_around.then(|| place.to_owned())
    }

    fn properties(&self, properties: Map<String, Value>, pointer: &str) -> IndexMap<String, Schema> {
        let property = |(name, value): (String, Value)| {
            let place = format!("{pointer}/properties/{}", escape(&name));
            (name, self.schema(value, place))
        };
        properties.into_iter().map(property).collect()
    }

    fn additional(&self, map: &mut Map<String, Value>, pointer: &str) -> Option<Additional> {
        const KEY: &str = "additionalProperties";
        Some(match map.shift_remove(KEY)? {
            Value::Bool(true) => Additional::Any,
            Value::Bool(false) => Additional::None,
            schema => Additional::Schema(Box::new(self.schema(schema, format!("{pointer}/{KEY}")))),
        })
    }

    fn inner(&self, map: &mut Map<String, Value>, keyword: &str, pointer: &str) -> Option<Box<Schema>> {
        let schema = map.shift_remove(keyword)?;
        Some(Box::new(self.schema(schema, format!("{pointer}/{keyword}"))))
    }

    fn members(&self, members: Vec<Value>, keyword: &str, pointer: &str) -> Vec<Schema> {
        let members = members.into_iter().enumerate();
        members.map(|(index, member)| self.schema(member, format!("{pointer}/{keyword}/{index}"))).collect()
    }

    fn discriminator(&self, mut map: Map<String, Value>, pointer: &str) -> Option<Discriminator> {
        let property = map.text("propertyName")?;
        let mut mapping = map.object("mapping");
        let default = mapping.text(DEFAULT_TAG);
        mapping.shift_remove(DEFAULT_TAG);
        let mapping = mapping.into_iter();
        let mapping = mapping.filter_map(|(tag, target)| Some((tag, target.as_str()?.to_owned()))).collect();
        let implied_tags = self.notes.implied_tags.get(pointer).cloned();
        Some(Discriminator { property, mapping, default, implied_tags, rest: Aside(map) })
    }
}

/// The first of several lists of texts that is there. What is no text is empty.
fn first_list(map: &mut Map<String, Value>, keys: &[&str]) -> Vec<String> {
    let key = keys.iter().find(|key| map.contains_key(**key));
    let list = key.map(|key| map.list(key)).unwrap_or_default();
    list.iter().map(|value| value.as_str().unwrap_or_default().to_owned()).collect()
}

impl Schema {
    /// A schema at `pointer` that says nothing.
    pub(crate) fn at(pointer: String) -> Self {
        Self { place: Aside(pointer), ..Self::default() }
    }

    /// Where it stands.
    pub(crate) fn pointer(&self) -> &str {
        &self.place.0
    }

    /// `type`, if it is there.
    pub(crate) fn stated_kind(&self) -> Option<JsonType> {
        self.kind.filter(|_| !self.is_inferred)
    }

    /// Whether its integers don't fit into 64 bits.
    pub(crate) fn is_big_integer(&self) -> bool {
        self.format == BIG_INTEGER
    }

    /// The schemas in it.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Self> {
        let additional = match &self.additional {
            Some(Additional::Schema(schema)) => Some(schema.as_ref()),
            _ => None,
        };
        let single = additional.into_iter().chain(self.items.as_deref()).chain(self.not.as_deref());
        self.properties.values().chain(single).chain(self.members())
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
        self.reference.is_none()
            && !self.is_composed()
            && !self.has_own_shape()
            && self.kind.is_none()
            && self.not.is_none()
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
            constraints: Constraints { read_only: false, write_only: false, ..schema.constraints.clone() },
            values: schema.values.clone(),
            properties: schema.properties.clone(),
            required: schema.required.clone(),
            additional: schema.additional.clone(),
            items: schema.items.clone(),
            all_of: schema.all_of.clone(),
            one_of: schema.one_of.clone(),
            any_of: schema.any_of.clone(),
            not: schema.not.clone(),
            ..Self::default()
        };
        bare(self) == bare(other)
    }
}

/// Whether a union only says which properties have to be there together.
pub(crate) fn is_mere_constraints(list: &[Schema]) -> bool {
    list.iter().all(|member| member.is_mere_constraint() || member.not.is_some())
}
