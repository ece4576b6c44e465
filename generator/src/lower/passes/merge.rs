//! Gives several drafts one Rust type if their Rust code is equal.
//!
//! Equality is the coarsest partition in which members of one class have equal fields, values or members, with types
//! compared by their classes. Documentation doesn't count. Within a class only drafts with the same name are joined, and
//! an untitled draft joins one that nothing tells it apart from.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::api::{StatusPattern, Type, TypeId};
use crate::lower::drafts::usage::is_used;
use crate::lower::drafts::{Draft, DraftField, DraftKind, DraftStruct, Drafts, Merged, Positions, replace_named};
use crate::lower::locked::Alignment;
use crate::lower::operations::responses::variant_name;
use crate::names::kinds::is_fitting;
use crate::names::words::singular;
use crate::names::{NameOrigin, Words};
use crate::partition;

/// Joins equal drafts, and makes every draft refer to the representatives.
///
/// `locked` names drafts that were a type before: those of one name stay one type, and are no other. Of a document that is
/// not made of pages, drafts that nothing names are joined only where their places suggest one name.
pub(crate) fn merge(drafts: &mut Drafts, locked: &Alignment<'_>, is_flattened: bool) -> Merged {
    let contents = contents(drafts);
    let shapes = refine(&contents, &vec![0; drafts.len()]);
    let classes = refine(&contents, &groups(drafts, &shapes, locked, is_flattened));
    let mut by_class: BTreeMap<usize, Vec<TypeId>> = BTreeMap::new();
    for (index, class) in classes.iter().enumerate() {
        if drafts.0.get(index).is_some_and(|draft| is_used(draft.usage)) {
            by_class.entry(*class).or_default().push(TypeId(index));
        }
    }
    let mut merged = Merged::each_alone(drafts.len());
    for members in by_class.into_values() {
        let best = members.iter().copied().min_by_key(|id| drafts.get(*id).map(rank));
        let Some(best) = best else { continue };
        join(drafts, best, &members);
        merged.join(best, members);
    }
    for draft in &mut drafts.0 {
        for ty in draft.kind.types_mut() {
            *ty = merged.replace(ty);
        }
        if let DraftKind::Union(union) = &mut draft.kind {
            let mut distinct: Vec<crate::lower::drafts::DraftMember> = Vec::new();
            let mut types = Positions::default();
            for member in std::mem::take(&mut union.members) {
                let same = types.find_or_add(&member.ty, distinct.len());
                match same.and_then(|index| distinct.get_mut(index)) {
                    // A member without tags takes all values that no other member is for, and goes on to do so.
                    Some(other) if other.tags.is_empty() || member.tags.is_empty() => other.tags.clear(),
                    Some(other) => other.tags.extend(member.tags),
                    None => distinct.push(member),
                }
            }
            union.members = distinct;
        }
    }
    merged
}

/// By which the best name of a class comes first: titled, short, and then by the alphabet.
fn rank(draft: &Draft) -> (NameOrigin, bool, usize, Words, String) {
    let name = draft.names.first().cloned().unwrap_or_default();
    // A name that is its own title needed no context to be told apart.
    (draft.origin, name != draft.base, name.list().len(), name, draft.pointer.clone())
}

/// Gives `best` what the other members of its class say beyond it.
fn join(drafts: &mut Drafts, best: TypeId, members: &[TypeId]) {
    let others: Vec<Draft> =
        members.iter().filter(|id| **id != best).filter_map(|id| drafts.get(*id)).cloned().collect();
    let Some(draft) = drafts.get_mut(best) else { return };
    for other in others {
        draft.usage.sent |= other.usage.sent;
        draft.usage.received |= other.usage.received;
        let (own, its) = (&mut draft.documentation, other.documentation);
        own.description = own.description.take().or(its.description);
        own.example = own.example.take().or(its.example);
        if let (DraftKind::Struct(object), DraftKind::Struct(other)) = (&mut draft.kind, other.kind) {
            join_fields(object, &other);
        }
    }
}

fn join_fields(object: &mut DraftStruct, other: &DraftStruct) {
    let others: HashMap<&str, &DraftField> =
        other.fields.iter().map(|field| (field.wire_name.as_str(), field)).collect();
    for field in &mut object.fields {
        let Some(same) = others.get(field.wire_name.as_str()) else { continue };
        if field.documentation.description.is_none() {
            field.documentation = same.documentation.clone();
        }
        field.declared_by.extend(same.declared_by.iter().cloned());
        field.deprecated &= same.deprecated;
        field.read_only &= same.read_only;
    }
    object.is_closed &= other.is_closed;
}

/// What makes a draft's Rust: all but its named types as a number, and those in order.
struct Content {
    skeleton: usize,
    successors: Vec<TypeId>,
}

/// The contents of all drafts. Equal ones have equal skeletons.
fn contents(drafts: &Drafts) -> Vec<Content> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut contents = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.0.iter().enumerate() {
        // Drafts that no operation reaches are left out.
        let (skeleton, successors) =
            if is_used(draft.usage) { content(draft) } else { (format!("unused {index}"), Vec::new()) };
        let number = numbers.len();
        let skeleton = *numbers.entry(skeleton).or_insert(number);
        contents.push(Content { skeleton, successors });
    }
    contents
}

/// Splits classes by their members' contents until no class splits any more.
fn refine(contents: &[Content], classes: &[usize]) -> Vec<usize> {
    let mut numbers: HashMap<(usize, usize), usize> = HashMap::new();
    let mut labels = Vec::with_capacity(contents.len());
    for (content, class) in contents.iter().zip(classes) {
        let number = numbers.len();
        labels.push(*numbers.entry((*class, content.skeleton)).or_insert(number));
    }
    let successors = contents.iter().map(|content| content.successors.iter().map(|id| id.0).collect());
    partition::coarsest(&labels, &successors.collect::<Vec<_>>())
}

/// A draft's Rust with a placeholder for each named type, and the named types.
fn content(draft: &Draft) -> (String, Vec<TypeId>) {
    let mut successors = Vec::new();
    let mut text = |ty: &Type| {
        successors.extend(ty.named());
        format!("{:?}", replace_named(ty, &mut |_| Type::Named(TypeId(0))))
    };
    let skeleton = match &draft.kind {
        DraftKind::Struct(object) => {
            let mut fields: Vec<_> = object.fields.iter().collect();
            fields.sort_by(|one, other| one.wire_name.cmp(&other.wire_name));
            let fields: Vec<String> = fields
                .into_iter()
                .map(|field| format!("{:?} {:?} {}", field.wire_name, field.presence, text(&field.ty)))
                .collect();
            format!("struct {fields:?} {:?}", object.additional.as_ref().map(text))
        }
        DraftKind::Enum(values) => {
            let mut values: Vec<_> = values.iter().map(|value| &value.value).collect();
            values.sort();
            format!("enum {values:?}")
        }
        // The order of members decides which is tried first.
        DraftKind::Union(union) => {
            let members: Vec<String> =
                union.members.iter().map(|member| format!("{} {:?}", text(&member.ty), member.tags)).collect();
            format!("union {members:?} {:?}", union.discriminator.as_ref().map(|it| &it.property))
        }
        DraftKind::Alias(ty) | DraftKind::Newtype(ty) => format!("newtype {}", text(ty)),
    };
    (skeleton, successors)
}

/// The titles of a shape.
#[derive(Default)]
struct Titles<'d> {
    all: BTreeSet<&'d Words>,
    by_description: BTreeMap<&'d str, BTreeSet<&'d Words>>,
}

/// Splits classes of one shape by what may be joined.
fn groups(drafts: &Drafts, shapes: &[usize], locked: &Alignment<'_>, is_flattened: bool) -> Vec<usize> {
    let mut by_shape: BTreeMap<usize, Titles<'_>> = BTreeMap::new();
    for (draft, shape) in drafts.0.iter().zip(shapes).filter(|(draft, _)| draft.origin != NameOrigin::Context) {
        let titles = by_shape.entry(*shape).or_default();
        titles.all.insert(&draft.base);
        if let Some(description) = &draft.documentation.description {
            titles.by_description.entry(description).or_default().insert(&draft.base);
        }
    }
    let none = Titles::default();
    let labels: Vec<(usize, Words)> = drafts
        .0
        .iter()
        .zip(shapes)
        .map(|(draft, shape)| (*shape, label(draft, by_shape.get(shape).unwrap_or(&none), is_flattened)))
        .collect();
    // A new draft goes where drafts of its label went before.
    let mut before: BTreeMap<&(usize, Words), &str> = BTreeMap::new();
    for (index, label) in labels.iter().enumerate() {
        if let Some(name) = locked.label(TypeId(index)) {
            let first = before.entry(label).or_insert(name);
            *first = name.min(first);
        }
    }
    let mut groups: BTreeMap<(usize, Result<&str, &Words>), usize> = BTreeMap::new();
    let mut numbers = Vec::with_capacity(labels.len());
    for (index, label) in labels.iter().enumerate() {
        let name = locked.label(TypeId(index)).or_else(|| before.get(label).copied());
        let number = groups.len();
        numbers.push(*groups.entry((label.0, name.ok_or(&label.1))).or_insert(number));
    }
    numbers
}

/// The name under which `draft` is joined with others of its shape.
fn label(draft: &Draft, titles: &Titles<'_>, is_flattened: bool) -> Words {
    if draft.origin != NameOrigin::Context || titles.all.contains(&draft.base) {
        return draft.base.clone();
    }
    let distinctive = is_distinctive(draft);
    let description = draft.documentation.description.as_deref();
    let described_alike = description.and_then(|text| titles.by_description.get(text)).and_then(BTreeSet::first);
    match (described_alike, titles.all.first(), titles.all.len()) {
        (Some(title), _, _) => (*title).clone(),
        (None, Some(title), 1) if distinctive && fits(draft, title) => (*title).clone(),
        // Untitled ones among themselves, under a label that no title can have.
        _ if distinctive && is_flattened => Words::default(),
        _ => draft.base.clone(),
    }
}

/// Whether a title says nothing that the place of an untitled draft doesn't, which that is named after. Bodies of errors, and
/// their parts where a title calls them so, are the same everywhere.
fn fits(draft: &Draft, title: &Words) -> bool {
    let name = draft.names.first().map(Words::upper_camel).unwrap_or_default();
    let says_error =
        title.list().iter().any(|word| ["error", "exception", "fault", "problem"].contains(&word.as_str()));
    let is_error = (400..600).any(|status| {
        let reason = variant_name(StatusPattern::Exact(status));
        let rest = name.strip_prefix(&reason).filter(|_| !reason.starts_with("Status"));
        rest.is_some_and(|rest| says_error || rest.starts_with("Response"))
    });
    let place: BTreeSet<String> = draft.names.iter().flat_map(Words::list).map(|word| singular(word)).collect();
    is_error || name.starts_with("ErrorResponse") || is_fitting(title.list(), |word| place.contains(word))
}

/// Whether a shape is so much its own that two of it are the same thing, whatever they are called.
fn is_distinctive(draft: &Draft) -> bool {
    match &draft.kind {
        DraftKind::Struct(object) => object.fields.len() >= 3 || object.fields.iter().any(|it| it.ty.named().is_some()),
        DraftKind::Enum(values) => values.len() >= 2,
        DraftKind::Union(_) => true,
        DraftKind::Alias(_) | DraftKind::Newtype(_) => false,
    }
}
