//! `anyOf` of objects.
//!
//! A value can be several members of an `anyOf` at once, which no variant of an enum can hold. Where the members are
//! objects that don't contradict each other they are one struct with the properties of all.

use std::collections::BTreeMap;

use super::gather::Member;
use super::{Context, Lowering};
use crate::api::{Documentation, Type, Usage};
use crate::lower::document::view::{Additional, Located, View};
use crate::lower::drafts::{Draft, DraftKind, Origin, nullable};

impl<'a> Lowering<'a, '_> {
    /// The struct of the properties of all members and of the objects `beside` them, or `None` if a value can't be
    /// several members at once or where they declare one property in different ways.
    pub(crate) fn any_of_objects(
        &mut self,
        list: &[Located<'a>],
        view: &View<'a>,
        beside: &[Member<'a>],
        context: &Context,
    ) -> Option<DraftKind> {
        let real: Vec<&Located<'a>> = list.iter().filter(|member| !member.is_null()).collect();
        if view.data.discriminator.is_some() || real.len() < 2 {
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
        let views = beside.iter().filter_map(|object| object.located.view());
        required.extend(views.flat_map(|view| view.required).map(String::as_str));
        if let Some((first, others)) = alternatives.split_first() {
            let in_all = |name: &&str| others.iter().all(|other| other.required.contains(name));
            required.extend(first.required.iter().copied().filter(in_all));
        }
        let mut objects: Vec<Member<'a>> = beside.to_vec();
        for object in alternatives.into_iter().flat_map(|alternative| alternative.objects) {
            if objects.iter().all(|other| other.located.pointer != object.located.pointer) {
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
    fn alternative(&mut self, member: &Located<'a>, context: &Context) -> Option<Alternative<'a>> {
        let (_, _, view) = self.document.resolve(member)?;
        // `object_members` would look into scalars in vain.
        if !view.values.is_empty() || !matches!(view.kind, None | Some("object")) {
            return None;
        }
        if view.is_mere_constraint() && !view.required.is_empty() {
            let required = view.required.iter().map(String::as_str).collect();
            return Some(Alternative { required, ..Alternative::default() });
        }
        Alternative::of(self.object_members(member, &context.words)?)
    }

    /// Whether one property is declared in different ways.
    fn conflict_in(&self, alternatives: &[Alternative<'a>]) -> bool {
        let mut declared: BTreeMap<&str, &Located<'a>> = BTreeMap::new();
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

    fn is_same_schema(&self, one: &Located<'a>, other: &Located<'a>) -> bool {
        let (Some((_, one, a)), Some((_, other, b))) = (self.document.resolve(one), self.document.resolve(other))
        else {
            return false;
        };
        one.pointer == other.pointer || one.kind() == other.kind() && a.is_nullable() == b.is_nullable()
    }

    fn nullable_struct(&mut self, kind: DraftKind, list: &[Located<'a>], context: &Context) -> DraftKind {
        let pointer = list.first().map(|member| member.pointer.clone()).unwrap_or_default();
        let id = self.drafts.push(Draft {
            component: None,
            names: vec![context.words.clone()],
            origin: Origin::Context,
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
    properties: Vec<(&'a str, Located<'a>)>,
    required: Vec<&'a str>,
    /// Whether it allows no properties of other members.
    closed: bool,
}

impl<'a> Alternative<'a> {
    /// `None` if other properties have a type, or if there are none at all: a map takes everything.
    fn of(objects: Vec<Member<'a>>) -> Option<Self> {
        let (mut properties, mut required, mut closed) = (Vec::new(), Vec::new(), false);
        for view in objects.iter().filter_map(|object| object.located.view()) {
            match view.additional {
                Some(Additional::Schema(_)) => return None,
                Some(Additional::None) => closed = true,
                Some(Additional::Any) | None => {}
            }
            properties.extend(view.properties);
            required.extend(view.required.iter().map(String::as_str));
        }
        (!properties.is_empty()).then_some(Self { objects, properties, required, closed })
    }
}
