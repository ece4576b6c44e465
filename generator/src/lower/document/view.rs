//! One way to look at a schema, whichever of `openapiv3`'s kinds holds it.

use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind, Type};
use serde_json::Value;

use crate::pointer::escape;

/// A schema or a reference to one.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Node<'a> {
    /// `$ref`
    Reference(&'a str),
    /// The schema itself.
    Schema(&'a Schema),
}

/// A schema with its place in the document.
#[derive(Debug, Clone)]
pub(crate) struct Located<'a> {
    pub(crate) node: Node<'a>,
    /// The JSON pointer within the rebuilt document.
    pub(crate) pointer: String,
}

impl<'a> Located<'a> {
    /// The schema or reference at `pointer`.
    pub(crate) fn new(node: &'a ReferenceOr<Schema>, pointer: String) -> Self {
        let node = match node {
            ReferenceOr::Reference { reference } => Node::Reference(reference),
            ReferenceOr::Item(schema) => Node::Schema(schema),
        };
        Self { node, pointer }
    }

    fn boxed(node: &'a ReferenceOr<Box<Schema>>, pointer: String) -> Self {
        let node = match node {
            ReferenceOr::Reference { reference } => Node::Reference(reference),
            ReferenceOr::Item(schema) => Node::Schema(schema),
        };
        Self { node, pointer }
    }

    /// What the schema says beside its annotations, or `None` for a reference.
    pub(crate) fn kind(&self) -> Option<&'a SchemaKind> {
        match self.node {
            Node::Reference(_) => None,
            Node::Schema(schema) => Some(&schema.schema_kind),
        }
    }

    /// Whether it is the type `null`.
    pub(crate) fn is_null(&self) -> bool {
        self.view().is_some_and(|view| view.is_null())
    }

    /// The view of the schema, or `None` for a reference.
    pub(crate) fn view(&self) -> Option<View<'a>> {
        match self.node {
            Node::Reference(_) => None,
            Node::Schema(schema) => Some(View::of(schema, &self.pointer)),
        }
    }
}

/// `additionalProperties`
#[derive(Debug, Clone)]
pub(crate) enum Additional<'a> {
    /// `true`
    Any,
    /// `false`
    None,
    /// A schema for their values.
    Schema(Located<'a>),
}

/// Bounds on numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bounds {
    pub(crate) minimum: Option<f64>,
    pub(crate) maximum: Option<f64>,
    pub(crate) exclusive_minimum: bool,
    pub(crate) exclusive_maximum: bool,
    pub(crate) multiple_of: Option<f64>,
}

/// Bounds on lengths: of strings, arrays and objects.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Lengths {
    pub(crate) minimum: Option<usize>,
    pub(crate) maximum: Option<usize>,
}

/// A schema's keywords.
#[derive(Debug, Clone)]
pub(crate) struct View<'a> {
    pub(crate) data: &'a SchemaData,
    /// `type`, or the type that other keywords imply: `object` for `properties`, `array` for `items`.
    pub(crate) kind: Option<&'a str>,
    /// Whether there is no `type`.
    pub(crate) is_inferred: bool,
    pub(crate) format: String,
    pub(crate) pattern: Option<&'a str>,
    pub(crate) values: Vec<Value>,
    pub(crate) bounds: Bounds,
    pub(crate) lengths: Lengths,
    pub(crate) properties: Vec<(&'a str, Located<'a>)>,
    pub(crate) required: &'a [String],
    pub(crate) additional: Option<Additional<'a>>,
    pub(crate) items: Option<Located<'a>>,
    pub(crate) unique_items: bool,
    pub(crate) all_of: Vec<Located<'a>>,
    pub(crate) one_of: Vec<Located<'a>>,
    pub(crate) any_of: Vec<Located<'a>>,
    pub(crate) negated: bool,
}

impl<'a> View<'a> {
    fn of(schema: &'a Schema, pointer: &str) -> Self {
        let mut view = Self::empty(&schema.schema_data);
        match &schema.schema_kind {
            SchemaKind::Type(kind) => view.fill_type(kind, pointer),
            SchemaKind::OneOf { one_of } => view.one_of = members(one_of, pointer, "oneOf"),
            SchemaKind::AllOf { all_of } => view.all_of = members(all_of, pointer, "allOf"),
            SchemaKind::AnyOf { any_of } => view.any_of = members(any_of, pointer, "anyOf"),
            SchemaKind::Not { .. } => view.negated = true,
            SchemaKind::Any(any) => view.fill_any(any, pointer),
        }
        view
    }

    fn empty(data: &'a SchemaData) -> Self {
        Self {
            data,
            kind: None,
            is_inferred: false,
            format: String::new(),
            pattern: None,
            values: Vec::new(),
            bounds: Bounds::default(),
            lengths: Lengths::default(),
            properties: Vec::new(),
            required: &[],
            additional: None,
            items: None,
            unique_items: false,
            all_of: Vec::new(),
            one_of: Vec::new(),
            any_of: Vec::new(),
            negated: false,
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "bounds near 2^63 are compared as the doubles they were written as")]
    fn fill_type(&mut self, kind: &'a Type, pointer: &str) {
        match kind {
            Type::String(string) => {
                self.kind = Some("string");
                self.format = text(&string.format);
                self.pattern = string.pattern.as_deref();
                self.lengths = Lengths { minimum: string.min_length, maximum: string.max_length };
                self.values = values(&string.enumeration);
            }
            Type::Number(number) => {
                self.kind = Some("number");
                self.format = text(&number.format);
                self.values = values(&number.enumeration);
                self.bounds = Bounds {
                    minimum: number.minimum,
                    maximum: number.maximum,
                    exclusive_minimum: number.exclusive_minimum,
                    exclusive_maximum: number.exclusive_maximum,
                    multiple_of: number.multiple_of,
                };
            }
            Type::Integer(integer) => {
                self.kind = Some("integer");
                self.format = text(&integer.format);
                self.values = values(&integer.enumeration);
                self.bounds = Bounds {
                    minimum: integer.minimum.map(|bound| bound as f64),
                    maximum: integer.maximum.map(|bound| bound as f64),
                    exclusive_minimum: integer.exclusive_minimum,
                    exclusive_maximum: integer.exclusive_maximum,
                    multiple_of: integer.multiple_of.map(|factor| factor as f64),
                };
            }
            Type::Boolean(boolean) => {
                self.kind = Some("boolean");
                self.values = values(&boolean.enumeration);
            }
            Type::Object(object) => {
                self.kind = Some("object");
                self.properties = properties(&object.properties, pointer);
                self.required = &object.required;
                self.additional = additional(object.additional_properties.as_ref(), pointer);
                self.lengths = Lengths { minimum: object.min_properties, maximum: object.max_properties };
            }
            Type::Array(array) => {
                self.kind = Some("array");
                self.items = array.items.as_ref().map(|items| Located::boxed(items, format!("{pointer}/items")));
                self.unique_items = array.unique_items;
                self.lengths = Lengths { minimum: array.min_items, maximum: array.max_items };
            }
        }
    }

    fn fill_any(&mut self, any: &'a AnySchema, pointer: &str) {
        self.kind = any.typ.as_deref();
        self.format = any.format.clone().unwrap_or_default();
        self.pattern = any.pattern.as_deref();
        self.values.clone_from(&any.enumeration);
        self.bounds = Bounds {
            minimum: any.minimum,
            maximum: any.maximum,
            exclusive_minimum: any.exclusive_minimum.unwrap_or_default(),
            exclusive_maximum: any.exclusive_maximum.unwrap_or_default(),
            multiple_of: any.multiple_of,
        };
        self.lengths = Lengths {
            minimum: any.min_length.or(any.min_items).or(any.min_properties),
            maximum: any.max_length.or(any.max_items).or(any.max_properties),
        };
        self.properties = properties(&any.properties, pointer);
        self.required = &any.required;
        self.additional = additional(any.additional_properties.as_ref(), pointer);
        self.items = any.items.as_ref().map(|items| Located::boxed(items, format!("{pointer}/items")));
        self.unique_items = any.unique_items.unwrap_or_default();
        self.all_of = members(&any.all_of, pointer, "allOf");
        self.one_of = members(&any.one_of, pointer, "oneOf");
        self.any_of = members(&any.any_of, pointer, "anyOf");
        self.negated = any.not.is_some();
        if self.kind.is_none() {
            self.kind = self.inferred_kind();
            self.is_inferred = true;
        }
    }

    /// What `type` would say if it were there.
    fn inferred_kind(&self) -> Option<&'static str> {
        if !self.properties.is_empty() || matches!(self.additional, Some(Additional::Schema(_))) {
            return Some("object");
        }
        if self.items.is_some() {
            return Some("array");
        }
        let values: Vec<&Value> = self.values.iter().filter(|value| !value.is_null()).collect();
        if !values.is_empty() {
            let all = |test: fn(&Value) -> bool| values.iter().all(|value| test(value));
            return match () {
                () if all(Value::is_string) => Some("string"),
                () if all(Value::is_boolean) => Some("boolean"),
                () if all(|value| value.is_i64() || value.is_u64()) => Some("integer"),
                () if all(Value::is_number) => Some("number"),
                () => None,
            };
        }
        // A format that belongs to one type says which.
        matches!(self.format.as_str(), "uuid" | "date-time" | "date" | "uri" | "email" | "binary" | "byte")
            .then_some("string")
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
            || self.kind.is_some_and(|kind| kind != "object")
    }

    /// Whether the schema says nothing about its values but possibly that they can be null.
    pub(crate) fn is_unconstrained(&self) -> bool {
        !self.is_composed() && !self.has_own_shape() && self.kind.is_none() && !self.negated
    }

    /// Whether the schema has no type, only keywords about lists: it doesn't restrict other values.
    pub(crate) fn restricts_one_type(&self) -> bool {
        self.is_inferred && self.kind == Some("array")
    }

    /// Whether null is the only value.
    pub(crate) fn is_null(&self) -> bool {
        self.kind == Some("null")
            || (!self.values.is_empty() && self.values.iter().all(Value::is_null))
            || (self.data.nullable && self.is_unconstrained())
    }

    /// Whether null is a value.
    pub(crate) fn is_nullable(&self) -> bool {
        self.data.nullable || self.values.iter().any(Value::is_null)
    }

    /// Whether the schema only restricts what another says: `required` alone, or nothing.
    pub(crate) fn is_mere_constraint(&self) -> bool {
        self.properties.is_empty()
            && self.values.is_empty()
            && self.items.is_none()
            && !matches!(self.additional, Some(Additional::Schema(_)))
            && !self.is_composed()
            && self.kind.is_none_or(|kind| kind == "object")
            && !(self.data.nullable && self.required.is_empty())
    }
}

fn members<'a>(list: &'a [ReferenceOr<Schema>], pointer: &str, keyword: &str) -> Vec<Located<'a>> {
    list.iter()
        .enumerate()
        .map(|(index, member)| Located::new(member, format!("{pointer}/{keyword}/{index}")))
        .collect()
}

fn properties<'a>(
    map: &'a indexmap::IndexMap<String, ReferenceOr<Box<Schema>>>,
    pointer: &str,
) -> Vec<(&'a str, Located<'a>)> {
    map.iter()
        .map(|(name, schema)| (name.as_str(), Located::boxed(schema, child(pointer, "properties", name))))
        .collect()
}

fn additional<'a>(value: Option<&'a AdditionalProperties>, pointer: &str) -> Option<Additional<'a>> {
    Some(match value? {
        AdditionalProperties::Any(true) => Additional::Any,
        AdditionalProperties::Any(false) => Additional::None,
        AdditionalProperties::Schema(schema) => {
            Additional::Schema(Located::new(schema, format!("{pointer}/additionalProperties")))
        }
    })
}

fn values<T: Clone + Into<Value>>(list: &[Option<T>]) -> Vec<Value> {
    list.iter().map(|value| value.clone().map_or(Value::Null, Into::into)).collect()
}

fn text<T: serde::Serialize>(format: &openapiv3::VariantOrUnknownOrEmpty<T>) -> String {
    match format {
        openapiv3::VariantOrUnknownOrEmpty::Item(known) => match serde_json::to_value(known) {
            Ok(Value::String(name)) => name,
            _ => String::new(),
        },
        openapiv3::VariantOrUnknownOrEmpty::Unknown(name) => name.clone(),
        openapiv3::VariantOrUnknownOrEmpty::Empty => String::new(),
    }
}

/// Whether a union only says which properties have to be there together.
pub(crate) fn is_mere_constraints(list: &[Located<'_>]) -> bool {
    list.iter().all(|member| member.view().is_some_and(|view| view.is_mere_constraint() || view.negated))
}

/// The pointer of `key` in the `section` of the value at `pointer`.
pub(crate) fn child(pointer: &str, section: &str, key: &str) -> String {
    let key = escape(key);
    let mut child = String::with_capacity(pointer.len() + section.len() + key.len() + 2);
    for part in [pointer, "/", section, "/", &key] {
        child.push_str(part);
    }
    child
}
