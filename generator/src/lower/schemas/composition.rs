//! `allOf`, `oneOf` and `anyOf`.

use serde_json::Value;

use super::gather::{Member, Parts};
use super::{Context, Lowering};
use crate::api::{Documentation, Literal, Type, Usage};
use crate::diagnostic::Code;
use crate::lower::document::alternatives::Alternatives;
use crate::lower::document::documentation;
use crate::lower::document::view::{Located, View, is_mere_constraints};
use crate::lower::drafts::{
    Draft, DraftDiscriminator, DraftKind, DraftMember, DraftUnion, DraftValue, Origin, nullable, split_nullable,
};
use crate::marks::IMPLIED_TAGS;
use crate::names::Words;

/// How many alternatives may be multiplied out of unions within `allOf`, in one document.
const MOST_ALTERNATIVES: usize = 512;

impl<'a> Lowering<'a, '_> {
    /// A schema with `allOf`, `oneOf` or `anyOf`.
    pub(crate) fn composition(&mut self, located: &Located<'a>, view: &View<'a>, context: &Context) -> DraftKind {
        let unions = [(&view.one_of, "oneOf"), (&view.any_of, "anyOf")];
        if view.all_of.is_empty() && !view.has_own_shape() && view.one_of.is_empty() != view.any_of.is_empty() {
            let (list, keyword) = if view.one_of.is_empty() { unions[1] } else { unions[0] };
            if !is_mere_constraints(list) {
                let merged = (keyword == "anyOf").then(|| self.any_of_objects(list, view, &[], context)).flatten();
                return merged.unwrap_or_else(|| self.union(list, view, context));
            }
        }
        // One member that says something, among others that don't, is that member.
        let telling: Vec<&Located<'a>> = view.all_of.iter().filter(|member| !is_annotation(member)).collect();
        if let ([only], false, true, true) =
            (telling.as_slice(), view.has_own_shape(), view.one_of.is_empty(), view.any_of.is_empty())
        {
            let ty = self.node(only, context);
            let with_null = view.all_of.iter().any(|member| is_annotation(member) && is_nullable(member));
            return DraftKind::Alias(if with_null { nullable(ty) } else { ty });
        }
        let mut parts = Parts::default();
        self.gather(&Member::whole(located.clone(), context.words.clone()), &mut parts);
        self.combine(&parts, located, context)
    }

    /// The objects whose properties a schema has, or `None` if it is anything but an object with properties.
    ///
    /// `owner` names the types within where no component does.
    pub(crate) fn object_members(&mut self, located: &Located<'a>, owner: &Words) -> Option<Vec<Member<'a>>> {
        let mut parts = Parts::default();
        self.gather(&Member::whole(located.clone(), owner.clone()), &mut parts);
        let is_object = parts.unions.is_empty() && parts.others.is_empty() && !parts.objects.is_empty();
        is_object.then_some(parts.objects)
    }

    /// What all of `members` say together.
    pub(crate) fn intersection(&mut self, members: Vec<Member<'a>>, context: &Context) -> Type {
        let mut distinct: Vec<Member<'a>> = Vec::new();
        let mut targets: Vec<String> = Vec::new();
        for member in members {
            let target = match self.document.resolve(&member.located) {
                Some((_, target, _)) if !member.own => target.pointer,
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
            return self.node(&only.located, &context.renamed(only.owner.clone()));
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
            let located = whole.located.clone();
            return self.node(&located, &context.renamed(context.words.clone()));
        }
        let pointer = distinct.last().map(|member| member.located.pointer.clone()).unwrap_or_default();
        let id = self.drafts.push(Draft {
            component: None,
            names: vec![context.words.clone()],
            origin: Origin::Context,
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
            Some(last) => self.combine(&parts, &last.located.clone(), context),
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
            let view = member.located.view();
            view.is_some_and(|view| view.kind == Some("object") && !view.has_own_shape() && !view.is_composed())
        };
        let is_object = |member: &Member<'a>| {
            let view = self.document.resolve(&member.located).map(|(_, _, view)| view);
            view.is_some_and(|view| view.kind == Some("object") || (view.kind.is_none() && view.is_composed()))
        };
        if members.iter().any(|member| !is_bare(member)) && members.iter().all(is_object) {
            members.retain(|member| !is_bare(member));
        }
    }

    fn combine(&mut self, parts: &Parts<'a>, located: &Located<'a>, context: &Context) -> DraftKind {
        if let Some(applicable) = parts.applicable() {
            return self.combine(&applicable, located, context);
        }
        if !parts.unions.is_empty() {
            return self.distribute(parts, located, context);
        }
        match (parts.objects.is_empty(), parts.others.as_slice()) {
            (false, []) => self.structure(&parts.objects, context),
            (true, []) => DraftKind::Alias(Type::Any),
            (true, [only]) => self.single(only, context),
            (true, others) => self.most_specific(others, located, context),
            (false, _) => {
                self.conflict(located, "an object and something else");
                DraftKind::Alias(Type::Any)
            }
        }
    }

    fn single(&mut self, member: &Member<'a>, context: &Context) -> DraftKind {
        if let Some(name) = member.component {
            return DraftKind::Alias(Type::Named(self.component(name, &member.located)));
        }
        match member.located.view() {
            Some(view) => self.plain(&member.located, &view, context),
            None => DraftKind::Alias(Type::Any),
        }
    }

    /// The most specific of several scalars or arrays.
    fn most_specific(&mut self, members: &[Member<'a>], located: &Located<'a>, context: &Context) -> DraftKind {
        if let Some(list) = self.list(members, context) {
            return list;
        }
        let mut kinds = Vec::new();
        for member in members {
            let Some(view) = member.located.view() else { continue };
            kinds.push((member, self.plain(&member.located, &view, context)));
        }
        let mut rest = kinds.iter().map(|(_, kind)| kind.clone());
        let mut best = rest.next().unwrap_or(DraftKind::Alias(Type::Any));
        for kind in rest {
            if let (DraftKind::Enum(_), DraftKind::Enum(_)) = (&best, &kind)
                && let None = narrower(best.clone(), kind.clone())
            {
                let message = "`allOf` asks for values of lists that have none in common; the last list is taken";
                self.report.warning(Code::CompositionConflict, &located.pointer, message);
                // The derived schema comes last: the base's own value doesn't count for its extension.
                best = kind;
                continue;
            }
            let Some(narrower) = narrower(best, kind) else {
                self.conflict(located, "values of different types");
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
            let view = member.located.view().filter(|view| view.kind == Some("array"))?;
            let says = |items: &Located<'a>| items.view().is_none_or(|view| !view.is_unconstrained());
            let own = view.items.filter(says);
            items.extend(own.map(|items| Member::whole(items, member.owner.singular())));
        }
        let ty = if items.is_empty() { Type::Any } else { self.intersection(items, &context) };
        Some(DraftKind::Alias(Type::Array(Box::new(ty))))
    }

    fn conflict(&mut self, located: &Located<'a>, what: &str) {
        let message = format!("`allOf` asks for {what} at once; any value is accepted");
        self.report.warning(Code::CompositionConflict, &located.pointer, message);
    }

    /// A union within `allOf`: each of its members with all of its siblings.
    fn distribute(&mut self, parts: &Parts<'a>, located: &Located<'a>, context: &Context) -> DraftKind {
        let Some(((union, keyword), rest)) = parts.unions.split_first() else { return DraftKind::Alias(Type::Any) };
        let Some(view) = union.located.view() else { return DraftKind::Alias(Type::Any) };
        let list = if *keyword == "oneOf" { &view.one_of } else { &view.any_of };
        let beside: Vec<Member<'a>> =
            parts.objects.iter().chain(&parts.others).chain(rest.iter().map(|(member, _)| member)).cloned().collect();
        if beside.is_empty() {
            return match union.component {
                Some(name) => DraftKind::Alias(Type::Named(self.component(name, &union.located))),
                None => self.union(list, &view, context),
            };
        }
        if *keyword == "anyOf"
            && beside.len() == parts.objects.len()
            && let Some(kind) = self.any_of_objects(list, &view, &beside, context)
        {
            return kind;
        }
        self.distributed += list.len();
        if self.distributed > MOST_ALTERNATIVES {
            let message = "`allOf` multiplies out to too many alternatives; any value is accepted";
            self.report.warning(Code::CompositionTooLarge, &located.pointer, message);
            return DraftKind::Alias(Type::Any);
        }
        let alternatives = Alternatives::new(self.document, list);
        let mut draft = DraftUnion { discriminator: discriminator(&view), ..DraftUnion::default() };
        for (index, member) in list.iter().enumerate().filter(|(_, member)| !member.is_null()) {
            let title = member_title(member);
            let component = self.member_component(member);
            let suffix = component.map(Words::of).or_else(|| title.clone());
            let suffix = suffix.unwrap_or_else(|| alternatives.words(index));
            let words = context.words.join(&suffix);
            let mut members = beside.clone();
            members.push(Member::whole(member.clone(), words.clone()));
            let (ty, _) = split_nullable(self.intersection(members, &context.renamed(words)));
            draft.members.push(DraftMember {
                ty,
                component: component.map(str::to_owned),
                implied: implied(&view, index, component),
                title: Some(suffix),
                tags: mapped_by_place(&view, index),
                is_base: false,
                documentation: documentation::of_place(self.document, member),
            });
        }
        DraftKind::Union(draft)
    }

    /// `oneOf` or `anyOf` by itself.
    fn union(&mut self, list: &[Located<'a>], view: &View<'a>, context: &Context) -> DraftKind {
        let mut with_null = false;
        let mut draft = DraftUnion { discriminator: discriminator(view), ..DraftUnion::default() };
        let real: Vec<&Located<'a>> = list.iter().filter(|member| !member.is_null()).collect();
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
            let inner = Context::new(context.words.join(&suffix), &member.pointer);
            let (ty, is_nullable) = split_nullable(self.node(member, &inner));
            with_null |= is_nullable;
            let documentation = documentation::of_place(self.document, member);
            draft.members.push(DraftMember {
                ty,
                implied: implied(view, index, component.as_deref()),
                component,
                title,
                tags: mapped_by_place(view, index),
                is_base: false,
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
    fn member_component(&self, member: &Located<'a>) -> Option<&'a str> {
        self.document.resolve(member).and_then(|(name, _, _)| name)
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

pub(crate) fn discriminator(view: &View<'_>) -> Option<DraftDiscriminator> {
    let discriminator = view.data.discriminator.as_ref()?;
    Some(DraftDiscriminator {
        property: discriminator.property_name.clone(),
        mapping: discriminator.mapping.iter().map(|(tag, target)| (tag.clone(), target.clone())).collect(),
    })
}

/// The tag of a union's member if nothing names it: the name in the reference to the member.
fn implied(view: &View<'_>, index: usize, component: Option<&str>) -> Option<String> {
    let discriminator = view.data.discriminator.as_ref()?;
    match discriminator.extensions.get(IMPLIED_TAGS).and_then(Value::as_array) {
        Some(tags) => tags.get(index).and_then(Value::as_str).map(str::to_owned),
        // Pages have no references: what their schemas are called is all there is.
        None => component.map(str::to_owned),
    }
}

/// The tags that are mapped to a member by its place.
fn mapped_by_place(view: &View<'_>, index: usize) -> Vec<String> {
    let mapping = view.data.discriminator.iter().flat_map(|discriminator| &discriminator.mapping);
    let is_here = |target: &str| {
        ["#/oneOf/", "#/anyOf/"].iter().any(|place| target.strip_prefix(place) == Some(&index.to_string()))
    };
    mapping.filter(|(_, target)| is_here(target)).map(|(tag, _)| tag.clone()).collect()
}

fn member_title(member: &Located<'_>) -> Option<Words> {
    let view = member.view()?;
    let title = view.data.title.as_deref().map(Words::of)?;
    (!title.is_empty() && title.list().len() <= 8).then_some(title)
}

/// Whether a member of `allOf` only annotates.
fn is_annotation(member: &Located<'_>) -> bool {
    member.view().is_some_and(|view| {
        let empty = view.is_mere_constraint() && view.required.is_empty() && view.additional.is_none();
        view.is_unconstrained() || empty
    })
}

fn is_nullable(member: &Located<'_>) -> bool {
    member.view().is_some_and(|view| view.is_nullable())
}
