//! Schemas to drafts of types.

pub(super) mod any_of;
pub(super) mod composition;
pub(super) mod enums;
pub(super) mod gather;
pub(super) mod subtypes;
pub(super) mod undeclared;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use self::gather::Member;
use super::document::documentation;
use super::document::locked_operations::Operations;
use super::drafts::{Draft, DraftField, DraftKind, DraftStruct, Drafts, map_of, nullable};
use super::formats::{self, FormatPlace, Formats, Kind};
use super::lexicon::Lexicon;
use super::report::Report;
use crate::api::{Documentation, Presence, Type, TypeId, Usage};
use crate::diagnostic::Code;
use crate::names::{NameOrigin, Words};
use crate::parse::{Additional, Document, JsonType, Schema};
use crate::pointer;

/// How deep types may nest within one component, counted in calls of [`Lowering::node`].
const DEEPEST: usize = 64;

/// What surrounds a schema.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    /// The name of a type that has none of its own.
    pub(crate) words: Words,
    /// Whose value it is.
    pub(crate) place: FormatPlace,
    /// Whether `format: binary` is bytes here: in a part of a multipart body, not within JSON.
    pub(crate) binary: bool,
}

impl Context {
    /// A schema that stands by itself.
    pub(crate) fn new(words: Words, pointer: &str) -> Self {
        Self { words, place: FormatPlace::Pointer(pointer.to_owned()), binary: false }
    }

    /// The same place under another name.
    pub(crate) fn renamed(&self, words: Words) -> Self {
        Self { words, place: self.place.clone(), binary: self.binary }
    }
}

/// Turns schemas into drafts, each component on its first use.
pub(crate) struct Lowering<'a, 'p> {
    pub(crate) document: &'a Document,
    pub(crate) formats: &'a Formats,
    pub(crate) locked: &'a Operations<'a>,
    pub(crate) lexicon: &'a Lexicon<'a>,
    pub(crate) report: Report<'p>,
    pub(crate) drafts: Drafts,
    /// Drafts of components and of inline schemas by pointer, and of intersections by all of their pointers.
    pub(crate) known: BTreeMap<String, TypeId>,
    /// Components that were referred to and wait for their turn.
    queue: VecDeque<(TypeId, &'a str, &'a Schema)>,
    depth: usize,
    /// The components that extend each component.
    pub(crate) extensions: BTreeMap<&'a str, Vec<&'a str>>,
    /// How many alternatives were multiplied out of `allOf`.
    pub(crate) distributed: usize,
    /// How many bases were gathered beyond the usual number.
    pub(crate) inherited: usize,
    /// The formats of the scalars that were met.
    pub(crate) formats_met: BTreeSet<(String, Kind)>,
}

impl<'a, 'p> Lowering<'a, 'p> {
    /// Creates a lowering without drafts.
    pub(crate) fn new(
        document: &'a Document,
        formats: &'a Formats,
        (locked, lexicon): (&'a Operations<'a>, &'a Lexicon<'a>),
        report: Report<'p>,
    ) -> Self {
        let (drafts, known) = (Drafts::default(), BTreeMap::new());
        let (queue, extensions) = (VecDeque::new(), subtypes::extensions(document));
        Self {
            document,
            formats,
            locked,
            lexicon,
            report,
            drafts,
            known,
            queue,
            depth: 0,
            extensions,
            distributed: 0,
            inherited: 0,
            formats_met: BTreeSet::new(),
        }
    }

    /// The type of a schema or reference.
    pub(crate) fn node(&mut self, schema: &'a Schema, context: &Context) -> Type {
        if self.depth >= DEEPEST {
            let message = "schemas nest too deeply here; any value is accepted in their place";
            self.report.warning(Code::TypeTooDeep, schema.pointer(), message);
            return Type::Any;
        }
        self.depth += 1;
        let ty = match self.document.target(schema) {
            Some((name, target)) => self.reference(name, target, context),
            None if schema.is_wrapper() => self.wrapper(schema, context),
            None => self.inline(schema, context),
        };
        self.depth -= 1;
        ty
    }

    /// Drafts the components that were referred to, and those that they refer to in turn.
    pub(crate) fn queued_components(&mut self) {
        while let Some((id, name, schema)) = self.queue.pop_front() {
            let context = Context::new(self.lexicon.words(name), schema.pointer());
            let (kind, is_nullable) = if schema.reference.is_some() {
                (DraftKind::Alias(self.node(schema, &context)), false)
            } else if schema.is_wrapper() {
                (DraftKind::Alias(self.wrapper(schema, &context)), false)
            } else {
                let kind = self.body(schema, &context);
                (self.with_subtypes(name, schema, kind), schema.is_nullable())
            };
            if let Some(draft) = self.drafts.get_mut(id) {
                draft.kind = kind;
                draft.nullable |= is_nullable;
            }
        }
    }

    fn reference(&mut self, name: &'a str, target: &'a Schema, context: &Context) -> Type {
        // The format of a string depends on the place that refers to it.
        if let Some(schema) = self.document.resolve(target)
            && schema.kind == Some(JsonType::String)
            && schema.values.is_empty()
            && !schema.is_composed()
            && !(target.is_wrapper() && target.is_nullable())
        {
            return self.inline(schema, context);
        }
        Type::Named(self.component(name, target))
    }

    /// The draft of a component, which is lowered later.
    pub(crate) fn component(&mut self, name: &'a str, schema: &'a Schema) -> TypeId {
        if let Some(id) = self.known.get(schema.pointer()) {
            return *id;
        }
        let (title, origin) = (schema.title.as_deref().map(Words::of).unwrap_or_default(), schema.origin);
        let words = self.lexicon.words(name);
        let base = if origin == NameOrigin::Title && !title.is_empty() { title } else { words.clone() };
        let draft = Draft {
            component: Some(name.to_owned()),
            names: vec![words],
            origin,
            base,
            pointer: schema.pointer().to_owned(),
            documentation: documentation::of_schema(schema),
            nullable: false,
            // A component that is asked for while it waits is known by its id alone.
            kind: DraftKind::Alias(Type::Any),
            usage: Usage::default(),
        };
        let id = self.drafts.push(draft);
        self.known.insert(schema.pointer().to_owned(), id);
        self.queue.push_back((id, name, schema));
        id
    }

    /// `allOf` of one schema: that schema, with the wrapper's own null.
    fn wrapper(&mut self, schema: &'a Schema, context: &Context) -> Type {
        let Some(only) = schema.all_of.first() else { return Type::Any };
        let ty = self.node(only, context);
        if schema.is_nullable() { nullable(ty) } else { ty }
    }

    fn inline(&mut self, schema: &'a Schema, context: &Context) -> Type {
        let ty = match self.known.get(schema.pointer()) {
            Some(id) => Type::Named(*id),
            None => match self.body(schema, context) {
                DraftKind::Alias(ty) => ty,
                kind => {
                    let draft = inline_draft(schema, context, kind);
                    let id = self.drafts.push(draft);
                    self.known.insert(schema.pointer().to_owned(), id);
                    Type::Named(id)
                }
            },
        };
        if schema.is_nullable() { nullable(ty) } else { ty }
    }

    /// What a schema is, its own null left aside.
    pub(crate) fn body(&mut self, schema: &'a Schema, context: &Context) -> DraftKind {
        if schema.not.is_some() && !schema.has_own_shape() && !schema.is_composed() {
            let message = "the schema only says what a value is not: it has no type, and any value is accepted";
            self.report.warning(Code::NotUnsupported, schema.pointer(), message);
            return DraftKind::Alias(Type::Any);
        }
        if schema.is_composed() {
            return self.composition(schema, context);
        }
        self.plain(schema, context)
    }

    /// A schema's keywords without `allOf`, `oneOf` and `anyOf`.
    pub(crate) fn plain(&mut self, schema: &'a Schema, context: &Context) -> DraftKind {
        if schema.is_null() {
            return DraftKind::Alias(Type::Any);
        }
        if !schema.values.is_empty() && !matches!(schema.kind, Some(JsonType::Array | JsonType::Object)) {
            return enums::lower(schema, &mut self.report);
        }
        let ty = match schema.kind {
            Some(JsonType::Object) => return self.object(schema, context),
            None if !schema.properties.is_empty() => return self.object(schema, context),
            Some(JsonType::Array) => match &schema.items {
                Some(items) => {
                    let context = context.renamed(context.words.singular());
                    Type::Array(Box::new(self.node(items, &context)))
                }
                None => Type::Array(Box::new(Type::Any)),
            },
            Some(JsonType::String) if schema.format == "binary" && context.binary => Type::Bytes,
            Some(JsonType::String) => {
                self.record_format(&schema.format, Kind::String);
                self.formats.string(&schema.format, &context.place)
            }
            Some(kind @ (JsonType::Integer | JsonType::Number)) => {
                self.record_format(&schema.format, Kind::Number);
                match self.formats.number(&schema.format) {
                    Some(ty) => ty,
                    None if kind == JsonType::Integer => formats::integer(schema, &[]),
                    None if matches!(schema.format.as_str(), "decimal" | "decimal128") => Type::Decimal,
                    None => Type::F64,
                }
            }
            Some(JsonType::Boolean) => Type::Boolean,
            None => Type::Any,
        };
        DraftKind::Alias(ty)
    }

    /// Takes note of a format.
    fn record_format(&mut self, format: &str, kind: Kind) {
        if !format.is_empty() && !self.formats_met.iter().any(|(known, other)| known == format && *other == kind) {
            self.formats_met.insert((format.to_owned(), kind));
        }
    }

    fn object(&mut self, schema: &'a Schema, context: &Context) -> DraftKind {
        let member = Member::own(schema, context.words.clone());
        let mut kind = self.structure(&[member], context);
        // A component's extensions are found by its name, those of a schema without a name are not.
        if component_pointer(schema.pointer()) {
            return kind;
        }
        if let (Some(discriminator), DraftKind::Struct(object)) = (&schema.discriminator, &mut kind)
            && !discriminator.mapping.is_empty()
        {
            object.additional.get_or_insert(Type::Any);
            let message = format!(
                "`discriminator` names {} schemas that extend this one, but nothing says where each can stand; their \
                 properties are read as additional ones",
                discriminator.mapping.len()
            );
            self.report.warning(Code::DiscriminatorWithoutUnion, schema.pointer(), message);
        }
        kind
    }

    /// A struct of the properties of all `objects`, or a map if there are none.
    pub(crate) fn structure(&mut self, objects: &[Member<'a>], context: &Context) -> DraftKind {
        let required = objects.iter().flat_map(|object| &object.schema.required);
        let required: Vec<&'a str> = required.map(String::as_str).collect();
        self.structure_requiring(&required, objects, context)
    }

    /// The same, with a list of the required properties instead of those of `objects`.
    pub(crate) fn structure_requiring(
        &mut self,
        required: &[&'a str],
        objects: &[Member<'a>],
        context: &Context,
    ) -> DraftKind {
        let mut properties: indexmap::IndexMap<&str, Vec<(&'a Schema, Words)>> = indexmap::IndexMap::new();
        let mut values: Vec<Member<'a>> = Vec::new();
        let (mut is_open, mut is_closed) = (false, false);
        for object in objects {
            let schema = object.schema;
            for (name, property) in &schema.properties {
                let declared = properties.entry(name).or_default();
                if declared.iter().all(|(other, _)| !std::ptr::eq(*other, property)) {
                    declared.push((property, object.owner.clone()));
                }
            }
            match &schema.additional {
                Some(Additional::Any) => is_open = true,
                Some(Additional::None) => is_closed = true,
                Some(Additional::Schema(schema))
                    if values.iter().all(|it| !std::ptr::eq(it.schema, schema.as_ref())) =>
                {
                    values.push(Member::whole(schema, object.owner.with("value")));
                }
                _ => {}
            }
        }
        let additional = match values.as_slice() {
            [] => is_open.then_some(Type::Any),
            [only] => {
                let context = Context::new(only.owner.clone(), only.schema.pointer());
                Some(self.node(only.schema, &context))
            }
            _ => {
                let last = values.last().map(|last| (last.owner.clone(), last.schema.pointer().to_owned()));
                let (words, pointer) = last.unwrap_or_default();
                Some(self.intersection(values, &Context::new(words, &pointer)))
            }
        };
        if properties.is_empty() {
            return DraftKind::Alias(map_of(additional.unwrap_or(Type::Any)));
        }
        let declared: BTreeSet<&str> = properties.keys().copied().collect();
        let mut required: BTreeSet<&str> = required.iter().copied().collect();
        let undeclared = self.undeclared(&mut required, &declared, objects, additional.is_some());
        let fields = properties.into_iter().map(|(name, declared)| {
            let is_required = required.contains(name);
            self.field(name, &declared, is_required, context)
        });
        let mut fields: Vec<DraftField> = fields.collect();
        fields.extend(undeclared);
        DraftKind::Struct(DraftStruct { fields, additional, is_closed, is_of_alternatives: false })
    }

    fn field(&mut self, name: &str, declared: &[(&'a Schema, Words)], required: bool, context: &Context) -> DraftField {
        let mut documentation = Documentation::default();
        let (mut read_only, mut write_only, mut deprecated) = (false, false, false);
        let mut declared_by = Vec::new();
        for (property, _) in declared {
            let own = documentation::of_place(self.document, property);
            let flag = |flag: &str| own.constraints.iter().any(|constraint| constraint == flag);
            read_only |= flag("read-only");
            write_only |= flag("write-only");
            deprecated |= property.deprecated;
            let described = own.description.is_some() || documentation.description.is_none();
            documentation = if described { own } else { documentation };
            declared_by.extend(component_of(property.pointer()));
        }
        let ty = match declared {
            [(only, owner)] => {
                let place = FormatPlace::property(only.pointer(), name);
                self.node(only, &Context { words: owner.join(&Words::of(name)), place, binary: false })
            }
            several => {
                let pointer = several.last().map(|(last, _)| last.pointer()).unwrap_or_default();
                let place = FormatPlace::property(pointer, name);
                // The last one to declare it is the most derived one.
                let owner = several.last().map_or(&context.words, |(_, owner)| owner);
                let context = Context { words: owner.join(&Words::of(name)), place, binary: false };
                let members = several.iter().map(|(schema, owner)| Member::whole(schema, owner.join(&Words::of(name))));
                let ty = self.intersection(members.collect(), &context);
                let all_nullable = declared.iter().all(|(schema, _)| self.document.is_nullable(schema));
                if all_nullable { nullable(ty) } else { ty }
            }
        };
        DraftField {
            wire_name: name.to_owned(),
            ty,
            overridden: false,
            nullable: false,
            required,
            read_only,
            write_only,
            deprecated,
            documentation,
            declared_by,
            presence: Presence::Optional,
            listed: self.listed(declared),
        }
    }

    /// The scalars that the most derived declaration of a property lists.
    fn listed(&self, declared: &[(&'a Schema, Words)]) -> Vec<String> {
        let schemas = declared.iter().rev().filter_map(|(property, _)| self.document.resolve(property));
        let mut lists = schemas.map(|schema| &schema.values).filter(|values| !values.is_empty());
        lists.next().into_iter().flatten().filter_map(scalar_text).collect()
    }
}

fn inline_draft(schema: &Schema, context: &Context, kind: DraftKind) -> Draft {
    let title = schema.title.as_deref().map(Words::of).unwrap_or_default();
    let (origin, base) = if title.is_empty() || title.list().len() > 8 {
        (NameOrigin::Context, context.words.clone())
    } else {
        (NameOrigin::Title, title)
    };
    let mut names = vec![base.clone()];
    if origin == NameOrigin::Title {
        names.push(context.words.clone());
    }
    Draft {
        component: None,
        names,
        origin,
        base,
        pointer: schema.pointer().to_owned(),
        documentation: documentation::of_schema(schema),
        nullable: false,
        kind,
        usage: Usage::default(),
    }
}

/// A scalar as the text by which tags are compared: `1.0` is the integer 1.
fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(boolean) => Some(boolean.to_string()),
        Value::Number(number) => {
            let text = number.to_string();
            Some(text.strip_suffix(".0").map(str::to_owned).unwrap_or(text))
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Whether `pointer` leads to a whole component.
fn component_pointer(pointer: &str) -> bool {
    pointer.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'))
}

/// The component around `pointer`.
pub(crate) fn component_of(pointer: &str) -> Option<String> {
    let name = pointer.strip_prefix("/components/schemas/")?.split('/').next()?;
    Some(pointer::unescape(name).into_owned())
}
