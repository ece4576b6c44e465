//! `anyOf` of objects.
//!
//! A value can be several members of an `anyOf` at once, which no variant of an enum can hold. Where the members are
//! objects that don't contradict each other they are one struct with the properties of all.

use std::collections::BTreeMap;

use super::gather::Member;
use super::{Context, Lowering};
use crate::api::{Documentation, Type, Usage};
use crate::lower::drafts::{Draft, DraftKind, nullable};
use crate::names::NameOrigin;
use crate::parse::{Additional, JsonType, Schema};

impl<'a> Lowering<'a, '_> {
    /// The struct of the properties of all members and of the objects `beside` them, or `None` if a value can't be
    /// several members at once or where they declare one property in different ways.
    pub(crate) fn any_of_objects(
        &mut self,
        list: &'a [Schema],
        schema: &Schema,
        beside: &[Member<'a>],
        context: &Context,
    ) -> Option<DraftKind> {
        let real: Vec<&'a Schema> = list.iter().filter(|member| !member.is_null()).collect();
        if schema.discriminator.is_some() || real.len() < 2 {
            return None;
        }
        let mut alternatives = Vec::new();
        for member in &real {
            alternatives.push(self.alternative(member, context)?);
        }
        if alternatives.iter().filter(|alternative| alternative.closed).count() > 1 || self.conflict_in(&alternatives) {
            return None;
        }
        let mut required: Vec<&'a str> = Vec::new();
        required.extend(beside.iter().flat_map(|object| &object.schema.required).map(String::as_str));
        if let Some((first, others)) = alternatives.split_first() {
            let in_all = |name: &&str| others.iter().all(|other| other.required.contains(name));
            required.extend(first.required.iter().copied().filter(in_all));
        }
        let mut objects: Vec<Member<'a>> = beside.to_vec();
        for object in alternatives.into_iter().flat_map(|alternative| alternative.objects) {
            if objects.iter().all(|other| !std::ptr::eq(other.schema, object.schema)) {
                objects.push(object);
            }
        }
        let mut kind = self.structure_requiring(&required, &objects, context);
        if let DraftKind::Struct(object) = &mut kind {
            object.is_of_alternatives = true;
        }
        let with_null = real.len() < list.len() || real.iter().any(|member| self.document.is_nullable(member));
        Some(if with_null { self.nullable_struct(kind, list, context) } else { kind })
    }

    /// `None` for anything but an object with properties, or with demands on those of others.
    fn alternative(&mut self, member: &'a Schema, context: &Context) -> Option<Alternative<'a>> {
        let schema = self.document.resolve(member)?;
        // `object_members` would look into scalars in vain.
        if !schema.values.is_empty() || !matches!(schema.kind, None | Some(JsonType::Object)) {
            return None;
        }
        if schema.is_mere_constraint() && !schema.required.is_empty() {
            let required = schema.required.iter().map(String::as_str).collect();
            return Some(Alternative { required, ..Alternative::default() });
        }
        Alternative::of(self.object_members(member, &context.words)?)
    }

    /// Whether one property is declared in different ways.
    fn conflict_in(&self, alternatives: &[Alternative<'a>]) -> bool {
        let mut declared: BTreeMap<&str, &'a Schema> = BTreeMap::new();
        let properties = alternatives.iter().flat_map(|alternative| &alternative.properties);
        for (name, property) in properties {
            match declared.get(name) {
                Some(other) if !self.is_same_schema(other, property) => return true,
                Some(_) => {}
                None => _ = declared.insert(name, property),
            }
        }
        false
    }

    fn is_same_schema(&self, one: &'a Schema, other: &'a Schema) -> bool {
        let (Some(one), Some(other)) = (self.document.resolve(one), self.document.resolve(other)) else { return false };
        std::ptr::eq(one, other) || one.is_nullable() == other.is_nullable() && one.is_same_but_for_annotations(other)
    }

    fn nullable_struct(&mut self, kind: DraftKind, list: &'a [Schema], context: &Context) -> DraftKind {
        let pointer = list.first().map(|member| member.pointer().to_owned()).unwrap_or_default();
        let id = self.drafts.push(Draft {
            component: None,
            names: vec![context.words.clone()],
            origin: NameOrigin::Context,
            base: context.words.clone(),
            pointer,
            documentation: Documentation::default(),
            nullable: false,
            kind,
            usage: Usage::default(),
        });
        DraftKind::Alias(nullable(Type::Named(id)))
    }
}

/// What one member of an `anyOf` says.
#[derive(Default)]
struct Alternative<'a> {
    objects: Vec<Member<'a>>,
    properties: Vec<(&'a str, &'a Schema)>,
    required: Vec<&'a str>,
    /// Whether it allows no properties of other members.
    closed: bool,
}

impl<'a> Alternative<'a> {
    /// `None` if other properties have a type, or if there are none at all: a map takes everything.
    fn of(objects: Vec<Member<'a>>) -> Option<Self> {
        let (mut properties, mut required, mut closed) = (Vec::new(), Vec::new(), false);
        for schema in objects.iter().map(|object| object.schema) {
            match schema.additional {
                Some(Additional::Schema(_)) => return None,
                Some(Additional::None) => closed = true,
                Some(Additional::Any) | None => {}
            }
            properties.extend(schema.properties.iter().map(|(name, property)| (name.as_str(), property)));
            required.extend(schema.required.iter().map(String::as_str));
        }
        (!properties.is_empty()).then_some(Self { objects, properties, required, closed })
    }
}
