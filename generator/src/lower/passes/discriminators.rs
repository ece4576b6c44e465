//! The property that tells the members of a union apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Literal, Type};
use crate::diagnostic::Code;
use crate::lower::drafts::{DraftDiscriminator, DraftField, DraftKind, DraftMember, DraftUnion, Drafts};
use crate::lower::report::Report;
use crate::pointer;

/// Gives each union of objects its tags, from `discriminator` or from a property whose single values differ.
pub(crate) fn assign(drafts: &mut Drafts, report: &mut Report<'_>) {
    for index in 0..drafts.len() {
        let Some(draft) = drafts.0.get(index) else { continue };
        let DraftKind::Union(union) = &draft.kind else { continue };
        let tagged = match &union.discriminator {
            Some(explicit) => {
                for (tag, component) in without_member(drafts, union, explicit) {
                    let (values, place) = match tag {
                        None => ("of any other tag".to_owned(), "defaultMapping".to_owned()),
                        Some(tag) => (format!("with the tag `{tag}`"), format!("mapping/{}", pointer::escape(tag))),
                    };
                    let message =
                        format!("`{component}` is not a member of the union: a value {values} is read as `Unknown`");
                    let pointer = format!("{}/discriminator/{place}", draft.pointer);
                    report.warning(Code::MappingWithoutMember, &pointer, message);
                }
                let tagged = tags(drafts, draft.component.as_deref(), union, explicit);
                if tagged.is_none() {
                    let message = format!(
                        "`{}` does not tell the members apart; a value is read as the member that keeps most of it",
                        explicit.property
                    );
                    report.warning(Code::DiscriminatorUnusable, &format!("{}/discriminator", draft.pointer), message);
                }
                tagged.or_else(|| inferred(drafts, union))
            }
            None => inferred(drafts, union),
        };
        let Some(draft) = drafts.0.get_mut(index) else { continue };
        let DraftKind::Union(union) = &mut draft.kind else { continue };
        match tagged {
            Some((property, tags)) => {
                union.discriminator = Some(DraftDiscriminator { property, mapping: Vec::new(), default: None });
                for (member, tags) in union.members.iter_mut().zip(tags) {
                    member.tags = tags;
                }
            }
            None => union.discriminator = None,
        }
    }
}

/// The tags of each member by an explicit discriminator, or `None` if they don't tell all members apart.
///
/// The base by which the union itself is called has none: it is for all other values.
pub(crate) fn tags(
    drafts: &Drafts,
    own: Option<&str>,
    union: &DraftUnion,
    explicit: &DraftDiscriminator,
) -> Option<(String, Vec<Vec<String>>)> {
    let mut mapped: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for (tag, target) in &explicit.mapping {
        mapped.entry(component(target)).or_default().push(tag);
    }
    let components: BTreeSet<&str> = union.members.iter().filter_map(|member| member.component.as_deref()).collect();
    let mut all = Vec::new();
    for member in &union.members {
        if !is_object(drafts, &member.ty) {
            return None;
        }
        // A member without tags takes all other values.
        if is_default(own, member) || takes_others(explicit, member) {
            all.push(Vec::new());
            continue;
        }
        let mut tags = member.tags.clone();
        for name in [&member.component, &member.implied].into_iter().flatten() {
            tags.extend(mapped.get(name).into_iter().flatten().map(|tag| (*tag).clone()));
        }
        if tags.is_empty() && !member.is_base {
            let mut fields = fields(drafts, member).unwrap_or_default().iter();
            let listed = fields.find(|field| field.wire_name == explicit.property);
            tags = listed.map(|field| listed_values(drafts, field)).unwrap_or_default();
            // An inherited list is that of all members.
            if tags.len() > 1 {
                tags.retain(|tag| {
                    member.component.as_ref().is_none_or(|name| name == tag) || !components.contains(tag.as_str())
                });
            }
        }
        if tags.is_empty() {
            tags.extend(member.implied.clone());
        }
        let mut seen = BTreeSet::new();
        tags.retain(|tag| seen.insert(tag.clone()));
        all.push(tags);
    }
    let mut known = BTreeSet::new();
    let told_apart = all.iter().flatten().all(|tag| known.insert(tag)) && !known.is_empty();
    told_apart.then(|| (explicit.property.clone(), all))
}

/// The name of the component that a mapping leads to.
fn component(target: &str) -> String {
    pointer::unescape(target.rsplit('/').next().unwrap_or(target)).into_owned()
}

/// Whether the discriminator's default leads to the member.
fn takes_others(explicit: &DraftDiscriminator, member: &DraftMember) -> bool {
    let default = explicit.default.as_deref().map(component);
    member.is_default
        || default
            .is_some_and(|name| [&member.component, &member.implied].into_iter().flatten().any(|own| *own == name))
}

/// What a mapping leads to that is neither a member nor a member of one: the tags and the components' names.
///
/// A base's mapping may name schemas that extend it and not the class in between whose union this is.
fn without_member<'e>(
    drafts: &Drafts,
    union: &DraftUnion,
    explicit: &'e DraftDiscriminator,
) -> impl Iterator<Item = (Option<&'e str>, String)> {
    let by_place: BTreeSet<&str> = union.members.iter().flat_map(|member| &member.tags).map(String::as_str).collect();
    let has_base = union.members.iter().any(|member| member.is_base);
    let (mut known, mut unions, mut seen) = (BTreeSet::new(), vec![union], BTreeSet::new());
    while let Some(union) = unions.pop() {
        for member in &union.members {
            known.extend([&member.component, &member.implied].into_iter().flatten().cloned());
            let Type::Named(id) = member.ty else { continue };
            if let Some(DraftKind::Union(nested)) = drafts.get(id).map(|draft| &draft.kind)
                && seen.insert(id)
            {
                unions.push(nested);
            }
        }
    }
    let targets = explicit.mapping.iter().map(|(tag, target)| (Some(tag.as_str()), component(target)));
    // A place is that of a member.
    let default =
        explicit.default.iter().filter(|target| !target.starts_with("#/oneOf/") && !target.starts_with("#/anyOf/"));
    targets
        .chain(default.map(|target| (None, component(target))))
        .filter(move |(tag, name)| !has_base && !known.contains(name) && !tag.is_some_and(|tag| by_place.contains(tag)))
}

/// Whether a member is an object of any kind, or a union of such.
fn is_object(drafts: &Drafts, ty: &Type) -> bool {
    match ty {
        Type::Object | Type::Map(_) => true,
        Type::Named(id) => {
            matches!(drafts.get(*id).map(|draft| &draft.kind), Some(DraftKind::Struct(_) | DraftKind::Union(_)))
        }
        _ => false,
    }
}

/// Whether `member` is the base of the union that the component `own` is.
fn is_default(own: Option<&str>, member: &DraftMember) -> bool {
    member.is_base && own.is_some() && member.component.as_deref() == own
}

/// A property that all members require and that lists one value in each, another in every one.
fn inferred(drafts: &Drafts, union: &DraftUnion) -> Option<(String, Vec<Vec<String>>)> {
    let first = fields(drafts, union.members.first()?)?;
    first.iter().find_map(|candidate| {
        let mut all = Vec::new();
        for member in &union.members {
            let field = fields(drafts, member)?.iter().find(|field| field.wire_name == candidate.wire_name)?;
            let values = listed_values(drafts, field);
            if !field.required || field.nullable || values.len() != 1 {
                return None;
            }
            all.push(values);
        }
        are_distinct(&all.iter().collect::<Vec<_>>()).then(|| (candidate.wire_name.clone(), all))
    })
}

fn fields<'d>(drafts: &'d Drafts, member: &DraftMember) -> Option<&'d [DraftField]> {
    let Type::Named(id) = &member.ty else { return None };
    match &drafts.get(*id)?.kind {
        DraftKind::Struct(object) => Some(&object.fields),
        _ => None,
    }
}

fn listed_values(drafts: &Drafts, field: &DraftField) -> Vec<String> {
    if !field.listed.is_empty() {
        return field.listed.clone();
    }
    let Type::Named(id) = &field.ty else { return Vec::new() };
    let Some(DraftKind::Enum(values)) = drafts.get(*id).map(|draft| &draft.kind) else { return Vec::new() };
    values
        .iter()
        .map(|value| match &value.value {
            Literal::String(text) => text.clone(),
            Literal::Integer(number) => number.to_string(),
        })
        .collect()
}

/// Whether each member has a tag, and no two the same.
fn are_distinct(all: &[&Vec<String>]) -> bool {
    let mut known = BTreeSet::new();
    all.len() > 1 && all.iter().all(|tags| !tags.is_empty() && tags.iter().all(|tag| known.insert(tag)))
}
