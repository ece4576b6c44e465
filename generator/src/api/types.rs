//! Named types and the types of fields, parameters and bodies.

/// An index into [`Api::types`](super::Api::types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A struct, enum or union that gets a file of its own below `models`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDefinition {
    /// The Rust name, in upper camel case.
    pub name: String,
    /// The module below `models` that defines it, in snake case.
    pub module: String,
    /// What the specification says about it.
    pub documentation: Documentation,
    /// Where values of it travel.
    pub usage: Usage,
    /// Its shape.
    pub kind: TypeKind,
}

/// The directions in which values of a type are sent.
///
/// A struct that is sent has `new` with its required fields. A struct that is only received has `Default` instead, if
/// its fields allow it, so that a new required property does not break tests that build responses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// A request body or a parameter reaches the type.
    pub sent: bool,
    /// A response, of success or of error, reaches the type.
    pub received: bool,
}

/// What a named type is in Rust.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// `struct Name { .. }`
    Struct(Struct),
    /// An open `enum` of literals.
    Enum(Enum),
    /// An open `enum` of other types: `oneOf` and `anyOf`.
    Union(Union),
    /// `struct Name(pub Type)`: an array or a map that contains itself and so can't be written without a name.
    Newtype(Type),
}

/// An object with known properties.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Struct {
    /// The properties, in the specification's order.
    pub fields: Vec<Field>,
    /// The field that takes all other properties, where `additionalProperties` is given: its name and the type
    /// of a value.
    pub additional_properties: Option<(String, Type)>,
    /// The private field that keeps the properties that the specification doesn't know, where a value is read and sent
    /// again. `None` drops them on reading.
    pub unknown_properties: Option<String>,
}

/// One property of an object.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a keyword of its own, and all combinations occur")]
pub struct Field {
    /// The Rust name, in snake case, raw (`r#type`) where it is a keyword.
    pub name: String,
    /// What the names of its further setters start with: `type`, which makes `type_null`. The name without `r#`, or
    /// another where a field has such a name already.
    pub setter_stem: String,
    /// The property's name in JSON.
    pub wire_name: String,
    /// The type of the value when it is there and not null.
    pub ty: Type,
    /// Whether the property can be absent or null.
    pub presence: Presence,
    /// Whether the configuration sets the type, whatever the specification says.
    pub overridden: bool,
    /// Whether null is a value of it by the specification.
    pub nullable: bool,
    /// Whether requests leave it out, though it is read: `readOnly: true`.
    pub read_only: bool,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// What the specification says about it.
    pub documentation: Documentation,
}

/// Whether a property can be absent, and whether it can be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// `T`: always there, never null.
    Required,
    /// `Option<T>`: always there, null for `None`.
    RequiredNullable,
    /// `Option<T>`: left out for `None`; null is read as `None`.
    Optional,
    /// `Option<Option<T>>`: left out for `None`, null for `Some(None)`. Only where the type is sent.
    OptionalNullable,
}

/// An enum of strings or of integers, open to values that the specification doesn't list.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// The listed values, each once; all are strings or all are integers.
    pub variants: Vec<EnumVariant>,
    /// The name of the variant for all other values: `Unknown` unless a listed value claims that name.
    pub unknown: String,
}

/// One listed value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumVariant {
    /// The Rust name, in upper camel case.
    pub name: String,
    /// The value in JSON.
    pub value: Literal,
    /// What the specification says about it.
    pub documentation: Documentation,
}

/// A literal value that an enum can hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Literal {
    /// A string.
    String(String),
    /// An integer.
    Integer(i64),
}

/// One of several types: `oneOf` and `anyOf`.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// The alternatives. Without a discriminator, a value is the alternative that keeps most of it, and among equals the
    /// first.
    pub variants: Vec<UnionVariant>,
    /// The property that tells the variants apart, by its name in JSON.
    pub discriminator: Option<String>,
    /// The name of the variant that keeps a value that fits no other: `Unknown` unless a variant claims that name.
    pub unknown: String,
}

/// One alternative of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionVariant {
    /// The Rust name, in upper camel case.
    pub name: String,
    /// The type that the variant holds.
    pub ty: Type,
    /// The discriminator's values that select it; empty if the union has none.
    pub tags: Vec<String>,
    /// What the specification says about it.
    pub documentation: Documentation,
}

/// The type of a field, a parameter, a body or an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `bool`
    Boolean,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u64`
    U64,
    /// `f64`. Also for `format: float`: what a server computed as a double is not rewritten by passing through `f32`.
    F64,
    /// `::serde_json::Number`: for integers beside fractions, where `f64` would round the integers past 2^53.
    Number,
    /// The runtime's `Decimal`: a number of any size and precision.
    Decimal,
    /// `String`
    String,
    /// `::uuid::Uuid`
    Uuid,
    /// The runtime's `DateTime`
    DateTime,
    /// The runtime's `Date`
    Date,
    /// `::bytes::Bytes`: the raw content of a body or of a part of a multipart body, never inside JSON.
    Bytes,
    /// `::serde_json::Value`
    Any,
    /// `::serde_json::Map<String, Value>`: an object without known properties.
    Object,
    /// `Vec<T>`
    Array(Box<Type>),
    /// `BTreeMap<String, T>`
    Map(Box<Type>),
    /// `Option<T>`, for null as an element or as a whole body.
    Nullable(Box<Type>),
    /// `Box<T>`, where a cycle of types passes through this edge.
    Boxed(Box<Type>),
    /// A type of [`Api::types`](super::Api::types).
    Named(TypeId),
    /// The runtime's `JsonPatch`, RFC 6902.
    JsonPatch,
    /// A path that the configuration names in place of what the specification says.
    Custom(String),
    /// The same for numbers, whose digits are kept.
    CustomNumber(String),
}

/// What the specification says about an item, as it says it: Markdown and JSON that are not yet a doc comment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Documentation {
    /// `summary`, or a schema's `title` where the type isn't named so.
    pub summary: Option<String>,
    /// `description`, Markdown.
    pub description: Option<String>,
    /// `default`, as JSON text.
    pub default: Option<String>,
    /// `example`, as JSON text.
    pub example: Option<String>,
    /// Bounds in words, such as `at least 0` or `at most 250 characters`, and facts such as `read-only`.
    pub constraints: Vec<String>,
    /// `externalDocs.url`.
    pub external_url: Option<String>,
}

impl Type {
    /// Returns the type of [`Api::types`](super::Api::types) inside, if there is one: types nest in a line.
    pub fn named(&self) -> Option<TypeId> {
        let mut ty = self;
        loop {
            match ty {
                Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => ty = inner,
                Self::Named(id) => return Some(*id),
                _ => return None,
            }
        }
    }
}

impl TypeKind {
    /// Returns the types that it is made of, in order, with the fields or variants that hold them.
    pub fn parts(&self) -> Vec<(&str, &Type)> {
        match self {
            Self::Struct(structure) => {
                let fields = structure.fields.iter().map(|field| (field.name.as_str(), &field.ty));
                let others = structure.additional_properties.as_ref().map(|(name, ty)| (name.as_str(), ty));
                fields.chain(others).collect()
            }
            Self::Union(union) => union.variants.iter().map(|it| (it.name.as_str(), &it.ty)).collect(),
            Self::Newtype(ty) => vec![("", ty)],
            Self::Enum(_) => Vec::new(),
        }
    }
}
