//! Bases with a discriminator that list no alternatives: `Pet`, which `Dog` and `Cat` extend by `allOf`.
//!
//! Where such a base is the type of something a value can be any of its extensions, so it becomes a union of them. A
//! value of no known extension is read as the base itself, all other properties kept.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::composition::discriminator;
use super::{Context, Lowering};
use crate::api::{Documentation, Type, Usage};
use crate::diagnostic::Code;
use crate::lower::drafts::{Draft, DraftDiscriminator, DraftKind, DraftMember, DraftUnion};
use crate::names::NameOrigin;
use crate::parse::{Document, Schema};

/// How many extensions a base may have. Some APIs have one base for all of their types, and whoever names it would
/// get every one of them.
const MOST_SUBTYPES: usize = 64;

/// The components that extend each component by `allOf`, directly.
pub(crate) fn extensions(document: &Document) -> BTreeMap<&str, Vec<&str>> {
    let mut extensions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, schema) in &document.schemas {
        // A schema that adds nothing is another name for its base.
        for member in schema.all_of.iter().filter(|_| !schema.is_wrapper()) {
            if let Some((base, _)) = document.target(member) {
                extensions.entry(base).or_default().push(name);
            }
        }
    }
    extensions
}

/// The component that a schema refers to, and those that it extends in turn, the nearest first.
fn bases<'a>(document: &'a Document, schema: &'a Schema) -> impl Iterator<Item = &'a Schema> {
    let mut waiting: VecDeque<&'a Schema> = VecDeque::from([schema]);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    std::iter::from_fn(move || {
        loop {
            let Some((name, schema)) = document.target(waiting.pop_front()?) else { continue };
            if seen.len() < MOST_SUBTYPES && seen.insert(name) {
                waiting.extend(&schema.all_of);
                return Some(schema);
            }
        }
    })
}

/// The discriminator that a schema declares for what extends it, by itself or in an inline member of its `allOf`.
fn own_discriminator(schema: &Schema) -> Option<DraftDiscriminator> {
    let is_inline = |member: &&Schema| member.reference.is_none();
    let mut places = std::iter::once(schema).chain(schema.all_of.iter().filter(is_inline));
    places
        .find(|place| place.discriminator.is_some() && place.one_of.is_empty() && place.any_of.is_empty())
        .and_then(discriminator)
}

impl<'a> Lowering<'a, '_> {
    /// What a component is that may be a base: `kind`, or a union of that with what extends it.
    pub(crate) fn with_subtypes(&mut self, name: &'a str, schema: &'a Schema, kind: DraftKind) -> DraftKind {
        let own = own_discriminator(schema);
        if !self.extensions.contains_key(name) && own.is_none() {
            return kind;
        }
        let is_inherited = own.is_none();
        let Some(discriminator) = own.or_else(|| self.inherited(schema)) else { return kind };
        let (DraftKind::Struct(mut object), true, true) =
            (kind.clone(), schema.one_of.is_empty(), schema.any_of.is_empty())
        else {
            return kind;
        };
        let targets = discriminator.mapping.iter().map(|(_, target)| target).chain(&discriminator.default);
        let mapped = targets.map(String::as_str).collect::<Vec<_>>();
        let mut subtypes = self.subtypes(name, &mapped);
        if is_inherited {
            // A base's mapping also leads to what extends it in other ways.
            let own: Vec<&str> = self.subtypes(name, &[]).into_iter().map(|(name, _)| name).collect();
            subtypes.retain(|(name, _)| own.contains(name));
        }
        if subtypes.is_empty() {
            return kind;
        }
        object.additional.get_or_insert(Type::Any);
        if subtypes.len() > MOST_SUBTYPES {
            let message = format!(
                "{} schemas extend this one, which are too many for a union; their properties are read as additional \
                 ones",
                subtypes.len()
            );
            self.report.warning(Code::DiscriminatorWithoutUnion, schema.pointer(), message);
            return DraftKind::Struct(object);
        }
        let message = match subtypes.len() {
            1 => "1 schema extends this one: where it is named, a value can be either".to_owned(),
            number => format!("{number} schemas extend this one: where it is named, a value can be any of them"),
        };
        self.report.note(Code::DiscriminatorWithoutUnion, schema.pointer(), message);
        let mut members = Vec::new();
        for (subtype, target) in subtypes {
            let ty = Type::Named(self.component(subtype, target));
            members.push(member(subtype, ty, false));
        }
        let words = self.lexicon.words(name).with("base");
        let context = Context::new(words.clone(), schema.pointer());
        let base = self.drafts.push(Draft {
            component: None,
            names: vec![words],
            origin: NameOrigin::Context,
            base: context.words,
            pointer: schema.pointer().to_owned(),
            documentation: Documentation {
                description: Some(format!("A `{name}` that is none of its known extensions.")),
                ..Documentation::default()
            },
            nullable: false,
            kind: DraftKind::Struct(object),
            usage: Usage::default(),
        });
        let mut fallback = member(name, Type::Named(base), true);
        fallback.documentation.description = Some(format!("Any other `{name}`, with all of its properties."));
        members.push(fallback);
        DraftKind::Union(DraftUnion { members, discriminator: Some(discriminator), nullable: false })
    }

    /// The discriminator of the nearest base that has one for what extends it.
    fn inherited(&self, schema: &'a Schema) -> Option<DraftDiscriminator> {
        schema.all_of.iter().flat_map(|base| bases(self.document, base)).find_map(own_discriminator)
    }

    /// The components that extend `base` or that its discriminator maps to, extensions of extensions included.
    fn subtypes(&self, base: &'a str, mapped: &[&str]) -> Vec<(&'a str, &'a Schema)> {
        let mut found: Vec<&'a str> = Vec::new();
        let direct = |name: &str| self.extensions.get(name).into_iter().flatten().copied();
        let mut waiting: Vec<&'a str> =
            mapped.iter().filter_map(|target| Some(self.document.mapped(target)?.0)).collect();
        waiting.extend(direct(base));
        waiting.reverse();
        while let Some(name) = waiting.pop() {
            if name != base && !found.contains(&name) && found.len() <= MOST_SUBTYPES {
                found.push(name);
                waiting.extend(direct(name));
            }
        }
        found.into_iter().filter_map(|name| Some((name, self.document.schemas.get(name)?))).collect()
    }
}

fn member(component: &str, ty: Type, is_base: bool) -> DraftMember {
    DraftMember {
        ty,
        component: Some(component.to_owned()),
        implied: Some(component.to_owned()),
        title: None,
        tags: Vec::new(),
        is_base,
        is_default: false,
        documentation: Documentation::default(),
    }
}
