//! `allOf`, `oneOf` and `anyOf`.

use super::gather::{Member, Parts};
use super::{Context, Lowering};
use crate::api::{Documentation, Literal, Type, Usage};
use crate::diagnostic::Code;
use crate::lower::document::alternatives::Alternatives;
use crate::lower::document::documentation;
use crate::lower::drafts::{
    Draft, DraftDiscriminator, DraftKind, DraftMember, DraftUnion, DraftValue, nullable, split_nullable,
};
use crate::names::{NameOrigin, Words};
use crate::parse::{self, JsonType, Schema, is_mere_constraints};

/// How many alternatives may be multiplied out of unions within `allOf`, in one document.
const MOST_ALTERNATIVES: usize = 512;

impl<'a> Lowering<'a, '_> {
    /// A schema with `allOf`, `oneOf` or `anyOf`.
    pub(crate) fn composition(&mut self, schema: &'a Schema, context: &Context) -> DraftKind {
        let unions = [(&schema.one_of, "oneOf"), (&schema.any_of, "anyOf")];
        if schema.all_of.is_empty() && !schema.has_own_shape() && schema.one_of.is_empty() != schema.any_of.is_empty() {
            let (list, keyword) = if schema.one_of.is_empty() { unions[1] } else { unions[0] };
            if !is_mere_constraints(list) {
                let merged = (keyword == "anyOf").then(|| self.any_of_objects(list, schema, &[], context)).flatten();
                return merged.unwrap_or_else(|| self.union(list, schema, context));
            }
        }
        // One member that says something, among others that don't, is that member.
        let telling: Vec<&'a Schema> = schema.all_of.iter().filter(|member| !is_annotation(member)).collect();
        if let ([only], false, true, true) =
            (telling.as_slice(), schema.has_own_shape(), schema.one_of.is_empty(), schema.any_of.is_empty())
        {
            let ty = self.node(only, context);
            let with_null = schema.all_of.iter().any(|member| is_annotation(member) && member.is_nullable());
            return DraftKind::Alias(if with_null { nullable(ty) } else { ty });
        }
        let mut parts = Parts::default();
        self.gather(&Member::whole(schema, context.words.clone()), &mut parts);
        self.combine(&parts, schema, context)
    }

    /// The objects whose properties a schema has, or `None` if it is anything but an object with properties.
    ///
    /// `owner` names the types within where no component does.
    pub(crate) fn object_members(&mut self, schema: &'a Schema, owner: &Words) -> Option<Vec<Member<'a>>> {
        let mut parts = Parts::default();
        self.gather(&Member::whole(schema, owner.clone()), &mut parts);
        let is_object = parts.unions.is_empty() && parts.others.is_empty() && !parts.objects.is_empty();
        is_object.then_some(parts.objects)
    }

    /// What all of `members` say together.
    pub(crate) fn intersection(&mut self, members: Vec<Member<'a>>, context: &Context) -> Type {
        let mut distinct: Vec<Member<'a>> = Vec::new();
        let mut targets: Vec<String> = Vec::new();
        for member in members {
            let target = match self.document.resolve(member.schema) {
                Some(target) if !member.own => target.pointer().to_owned(),
                _ => member.key(),
            };
            if !targets.contains(&target) {
                targets.push(target);
                distinct.push(member);
            }
        }
        self.drop_bare_objects(&mut distinct);
        if let [only] = distinct.as_slice()
            && !only.own
        {
            return self.node(only.schema, &context.renamed(only.owner.clone()));
        }
        let key = distinct.iter().map(Member::key).collect::<Vec<_>>().join(" & ");
        if let Some(id) = self.known.get(&key) {
            return Type::Named(*id);
        }
        let mut all = Vec::new();
        for member in &distinct {
            let mut parts = Parts::default();
            self.gather(member, &mut parts);
            all.push((member, parts));
        }
        // A member that extends all others says everything that they say together.
        if let Some((whole, _)) =
            all.iter().find(|(member, parts)| !member.own && all.iter().all(|(_, others)| others.is_within(parts)))
        {
            let schema = whole.schema;
            return self.node(schema, &context.renamed(context.words.clone()));
        }
        let pointer = distinct.last().map(|member| member.schema.pointer().to_owned()).unwrap_or_default();
        let id = self.drafts.push(Draft {
            component: None,
            names: vec![context.words.clone()],
            origin: NameOrigin::Context,
            base: context.words.clone(),
            pointer,
            documentation: Documentation::default(),
            nullable: false,
            kind: DraftKind::Alias(Type::Any),
            usage: Usage::default(),
        });
        self.known.insert(key, id);
        let mut parts = Parts::default();
        for member in &distinct {
            self.gather(member, &mut parts);
        }
        let kind = match distinct.last() {
            Some(last) => self.combine(&parts, last.schema, context),
            None => DraftKind::Alias(Type::Any),
        };
        if let Some(draft) = self.drafts.get_mut(id) {
            draft.kind = kind;
        }
        Type::Named(id)
    }

    /// Leaves out members that only say that a value is an object, if the others say so, too.
    fn drop_bare_objects(&self, members: &mut Vec<Member<'a>>) {
        let is_bare = |member: &Member<'a>| {
            let schema = member.schema;
            schema.kind == Some(JsonType::Object) && !schema.has_own_shape() && !schema.is_composed()
        };
        let is_object = |member: &Member<'a>| {
            let schema = self.document.resolve(member.schema);
            schema.is_some_and(|schema| {
                schema.kind == Some(JsonType::Object) || (schema.kind.is_none() && schema.is_composed())
            })
        };
        if members.iter().any(|member| !is_bare(member)) && members.iter().all(is_object) {
            members.retain(|member| !is_bare(member));
        }
    }

    fn combine(&mut self, parts: &Parts<'a>, schema: &'a Schema, context: &Context) -> DraftKind {
        if let Some(applicable) = parts.applicable() {
            return self.combine(&applicable, schema, context);
        }
        if !parts.unions.is_empty() {
            return self.distribute(parts, schema, context);
        }
        match (parts.objects.is_empty(), parts.others.as_slice()) {
            (false, []) => self.structure(&parts.objects, context),
            (true, []) => DraftKind::Alias(Type::Any),
            (true, [only]) => self.single(only, context),
            (true, others) => self.most_specific(others, schema, context),
            (false, _) => {
                self.conflict(schema, "an object and something else");
                DraftKind::Alias(Type::Any)
            }
        }
    }

    fn single(&mut self, member: &Member<'a>, context: &Context) -> DraftKind {
        if let Some(name) = member.component {
            return DraftKind::Alias(Type::Named(self.component(name, member.schema)));
        }
        self.plain(member.schema, context)
    }

    /// The most specific of several scalars or arrays.
    fn most_specific(&mut self, members: &[Member<'a>], schema: &'a Schema, context: &Context) -> DraftKind {
        if let Some(list) = self.list(members, context) {
            return list;
        }
        let mut kinds = Vec::new();
        for member in members {
            kinds.push((member, self.plain(member.schema, context)));
        }
        let mut rest = kinds.iter().map(|(_, kind)| kind.clone());
        let mut best = rest.next().unwrap_or(DraftKind::Alias(Type::Any));
        for kind in rest {
            if let (DraftKind::Enum(_), DraftKind::Enum(_)) = (&best, &kind)
                && let None = narrower(best.clone(), kind.clone())
            {
                let message = "`allOf` combines lists of values that have none in common; the last list is used";
                self.report.warning(Code::CompositionConflict, schema.pointer(), message);
                // The derived schema comes last: the base's own value doesn't count for its extension.
                best = kind;
                continue;
            }
            let Some(narrower) = narrower(best, kind) else {
                self.conflict(schema, "values of different types");
                return DraftKind::Alias(Type::Any);
            };
            best = narrower;
        }
        // Where that is what a component says, it is that component.
        match kinds.into_iter().find(|(member, kind)| *kind == best && member.component.is_some()) {
            Some((member, DraftKind::Enum(_))) => self.single(&member.clone(), context),
            _ => best,
        }
    }

    /// Of several lists the one whose items are what all of them ask for; `None` if one is no list.
    fn list(&mut self, members: &[Member<'a>], context: &Context) -> Option<DraftKind> {
        let context = context.renamed(context.words.singular());
        let mut items = Vec::new();
        for member in members {
            if member.schema.kind != Some(JsonType::Array) {
                return None;
            }
            let own = member.schema.items.as_deref().filter(|items| !items.is_unconstrained());
            items.extend(own.map(|items| Member::whole(items, member.owner.singular())));
        }
        let ty = if items.is_empty() { Type::Any } else { self.intersection(items, &context) };
        Some(DraftKind::Alias(Type::Array(Box::new(ty))))
    }

    fn conflict(&mut self, schema: &'a Schema, what: &str) {
        let message = format!("`allOf` asks for {what} at once; any value is accepted");
        self.report.warning(Code::CompositionConflict, schema.pointer(), message);
    }

    /// A union within `allOf`: each of its members with all of its siblings.
    fn distribute(&mut self, parts: &Parts<'a>, schema: &'a Schema, context: &Context) -> DraftKind {
        let Some(((union, keyword), rest)) = parts.unions.split_first() else { return DraftKind::Alias(Type::Any) };
        let list = if *keyword == "oneOf" { &union.schema.one_of } else { &union.schema.any_of };
        let beside: Vec<Member<'a>> =
            parts.objects.iter().chain(&parts.others).chain(rest.iter().map(|(member, _)| member)).cloned().collect();
        if beside.is_empty() {
            return match union.component {
                Some(name) => DraftKind::Alias(Type::Named(self.component(name, union.schema))),
                None => self.union(list, union.schema, context),
            };
        }
        if *keyword == "anyOf"
            && beside.len() == parts.objects.len()
            && let Some(kind) = self.any_of_objects(list, union.schema, &beside, context)
        {
            return kind;
        }
        self.distributed += list.len();
        if self.distributed > MOST_ALTERNATIVES {
            let message = "`allOf` multiplies out to too many alternatives; any value is accepted";
            self.report.warning(Code::CompositionTooLarge, schema.pointer(), message);
            return DraftKind::Alias(Type::Any);
        }
        let alternatives = Alternatives::new(self.document, list);
        let mut draft = DraftUnion { discriminator: discriminator(union.schema), ..DraftUnion::default() };
        for (index, member) in list.iter().enumerate().filter(|(_, member)| !member.is_null()) {
            let title = member_title(member);
            let component = self.member_component(member);
            let suffix = component.map(Words::of).or_else(|| title.clone());
            let suffix = suffix.unwrap_or_else(|| alternatives.words(index));
            let words = context.words.join(&suffix);
            let mut members = beside.clone();
            members.push(Member::whole(member, words.clone()));
            let (ty, _) = split_nullable(self.intersection(members, &context.renamed(words)));
            draft.members.push(DraftMember {
                ty,
                component: component.map(str::to_owned),
                implied: implied(union.schema, index, component),
                title: Some(suffix),
                tags: mapped_by_place(union.schema, index),
                is_base: false,
                is_default: is_default_by_place(union.schema, index),
                documentation: documentation::of_place(self.document, member),
            });
        }
        DraftKind::Union(draft)
    }

    /// `oneOf` or `anyOf` by itself.
    fn union(&mut self, list: &'a [Schema], schema: &'a Schema, context: &Context) -> DraftKind {
        let mut with_null = false;
        let mut draft = DraftUnion { discriminator: discriminator(schema), ..DraftUnion::default() };
        let real: Vec<&'a Schema> = list.iter().filter(|member| !member.is_null()).collect();
        with_null |= real.len() < list.len();
        if let ([only], None) = (real.as_slice(), &draft.discriminator) {
            let ty = self.node(only, context);
            return DraftKind::Alias(if with_null { nullable(ty) } else { ty });
        }
        let alternatives = Alternatives::new(self.document, list);
        for (index, member) in list.iter().enumerate().filter(|(_, member)| !member.is_null()) {
            let title = member_title(member);
            let component = self.member_component(member).map(str::to_owned);
            let suffix = title.clone().unwrap_or_else(|| alternatives.words(index));
            let inner = Context::new(context.words.join(&suffix), member.pointer());
            let (ty, is_nullable) = split_nullable(self.node(member, &inner));
            with_null |= is_nullable;
            let documentation = documentation::of_place(self.document, member);
            draft.members.push(DraftMember {
                ty,
                implied: implied(schema, index, component.as_deref()),
                component,
                title,
                tags: mapped_by_place(schema, index),
                is_base: false,
                is_default: is_default_by_place(schema, index),
                documentation,
            });
        }
        if draft.members.is_empty() {
            return DraftKind::Alias(Type::Any);
        }
        draft.nullable = with_null;
        DraftKind::Union(draft)
    }

    /// The component that a member of a union refers to.
    fn member_component(&self, member: &'a Schema) -> Option<&'a str> {
        self.document.resolve_named(member).and_then(|(name, _)| name)
    }
}

/// The kind that accepts fewer values, or `None` if no value fits both.
fn narrower(one: DraftKind, other: DraftKind) -> Option<DraftKind> {
    if one == other {
        return Some(one);
    }
    match (&one, &other) {
        (DraftKind::Enum(values), DraftKind::Enum(others)) => {
            let common: Vec<_> =
                values.iter().filter(|value| others.iter().any(|other| other.value == value.value)).cloned().collect();
            (!common.is_empty()).then_some(DraftKind::Enum(common))
        }
        (DraftKind::Enum(values), DraftKind::Alias(ty)) => accepts(ty, values).then_some(one),
        (DraftKind::Alias(ty), DraftKind::Enum(values)) => accepts(ty, values).then_some(other),
        (DraftKind::Alias(a), DraftKind::Alias(b)) if narrows(a, b) => Some(one),
        (DraftKind::Alias(a), DraftKind::Alias(b)) if narrows(b, a) => Some(other),
        _ => None,
    }
}

/// Whether listed values can be of the type: a format says how texts look, a list which there are.
fn accepts(ty: &Type, values: &[DraftValue]) -> bool {
    match values.first().map(|value| &value.value) {
        Some(Literal::Integer(_)) => {
            matches!(ty, Type::I32 | Type::I64 | Type::U64 | Type::F64 | Type::Number | Type::Decimal | Type::Any)
        }
        Some(Literal::String(_)) | None => {
            matches!(ty, Type::String | Type::Uuid | Type::DateTime | Type::Date | Type::Any)
        }
    }
}

/// Whether each value of `one` is also one of `other`.
fn narrows(one: &Type, other: &Type) -> bool {
    match (one, other) {
        (_, Type::Any)
        | (Type::Uuid | Type::DateTime | Type::Date, Type::String)
        | (Type::I32 | Type::I64 | Type::U64, Type::F64 | Type::Number)
        | (Type::F64, Type::Number)
        | (Type::I32 | Type::I64 | Type::U64 | Type::F64 | Type::Number, Type::Decimal)
        | (Type::I32 | Type::U64, Type::I64) => true,
        (Type::Array(one), Type::Array(other)) => narrows(one, other),
        _ => false,
    }
}

pub(crate) fn discriminator(schema: &Schema) -> Option<DraftDiscriminator> {
    let discriminator = schema.discriminator.as_ref()?;
    let parse::Discriminator { property, mapping, default, .. } = (**discriminator).clone();
    Some(DraftDiscriminator { property, mapping, default })
}

/// The tag of a union's member if nothing names it: the name in the reference to the member.
fn implied(schema: &Schema, index: usize, component: Option<&str>) -> Option<String> {
    let discriminator = schema.discriminator.as_ref()?;
    match &discriminator.implied_tags {
        Some(tags) => tags.get(index).cloned().flatten(),
        // Pages have no references: what their schemas are called is all there is.
        None => component.map(str::to_owned),
    }
}

/// The tags that are mapped to a member by its place.
fn mapped_by_place(schema: &Schema, index: usize) -> Vec<String> {
    let mapping = schema.discriminator.iter().flat_map(|discriminator| &discriminator.mapping);
    mapping.filter(|(_, target)| is_place(target, index)).map(|(tag, _)| tag.clone()).collect()
}

fn is_default_by_place(schema: &Schema, index: usize) -> bool {
    let default = schema.discriminator.as_ref().and_then(|discriminator| discriminator.default.as_deref());
    default.is_some_and(|target| is_place(target, index))
}

/// Whether a mapping leads to the member at that place.
fn is_place(target: &str, index: usize) -> bool {
    ["#/oneOf/", "#/anyOf/"].iter().any(|place| target.strip_prefix(place) == Some(&index.to_string()))
}

fn member_title(member: &Schema) -> Option<Words> {
    let title = member.title.as_deref().map(Words::of)?;
    (!title.is_empty() && title.list().len() <= 8).then_some(title)
}

/// Whether a member of `allOf` only annotates.
fn is_annotation(member: &Schema) -> bool {
    let is_empty = member.is_mere_constraint() && member.required.is_empty() && member.additional.is_none();
    member.is_unconstrained() || is_empty
}
