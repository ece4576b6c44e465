//! Names from the places of types, for types whose other names are taken, or are only counted.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Type, TypeId};
use crate::lower::drafts::{DraftKind, DraftStruct, Drafts};
use crate::lower::lexicon::Lexicon;
use crate::names::words::singular;
use crate::names::{NameOrigin, PRELUDE, Words};

/// How many types around a type can be part of its name.
const DEPTH: usize = 3;

/// Fields that say no more of what they hold than that it is there.
const VAGUE: &[&str] = &["content", "data", "item", "object", "payload", "result", "value"];

/// The first operation that uses a type itself.
pub(crate) struct Place {
    /// The operation's words, and what the type is to it.
    pub(crate) words: Words,
    /// The words of its tag.
    pub(crate) tag: Option<Words>,
}

/// A type that holds another one, and where.
enum Holder<'d> {
    Field(TypeId, &'d str),
    Union(TypeId),
}

/// The places of drafts, to name types whose other names are taken.
pub(super) struct Contexts<'d> {
    drafts: &'d Drafts,
    places: BTreeMap<TypeId, Place>,
    /// The holders of each draft in the order of the document.
    holders: BTreeMap<TypeId, Vec<Holder<'d>>>,
    /// The names of the components of the drafts.
    components: BTreeSet<&'d str>,
    titles: &'d Lexicon<'d>,
    /// The names of components that are only counted.
    counted: Vec<(String, TypeId)>,
}

impl<'d> Contexts<'d> {
    pub(super) fn of(
        drafts: &'d Drafts,
        used: &[TypeId],
        places: BTreeMap<TypeId, Place>,
        titles: &'d Lexicon<'d>,
    ) -> Self {
        let mut holders: BTreeMap<TypeId, Vec<Holder<'_>>> = BTreeMap::new();
        let mut used: Vec<TypeId> = used.to_vec();
        used.sort_unstable();
        for id in &used {
            let mut hold = |ty: &Type, holder| {
                if let Some(inner) = ty.named().filter(|inner| inner != id) {
                    holders.entry(inner).or_default().push(holder);
                }
            };
            match drafts.get(*id).map(|draft| &draft.kind) {
                Some(DraftKind::Struct(object)) => {
                    object.fields.iter().for_each(|field| hold(&field.ty, Holder::Field(*id, &field.wire_name)));
                }
                Some(DraftKind::Union(union)) => {
                    union.members.iter().for_each(|member| hold(&member.ty, Holder::Union(*id)));
                }
                _ => {}
            }
        }
        let components = drafts.0.iter().filter_map(|draft| draft.component.as_deref()).collect();
        let mut contexts = Self { drafts, places, holders, components, titles, counted: Vec::new() };
        let counted = used.into_iter().filter(|id| contexts.stem(*id).is_some());
        contexts.counted = counted.filter_map(|id| Some((drafts.get(id)?.names.first()?.upper_camel(), id))).collect();
        contexts
    }

    /// `candidates`, and last the words of the operation or of the type that holds the draft, and of its place there. A
    /// name that is the prelude's says that it is a model's. What is only counted is named by its place first.
    pub(super) fn added_to(&self, candidates: &[Words], id: TypeId) -> Vec<Words> {
        if let Some(stem) = self.stem(id) {
            let places = self.places_of(id, &stem, DEPTH);
            return [stem].into_iter().chain(places).chain(candidates.iter().cloned()).collect();
        }
        let held = self.fields(id).next();
        let words = held.and_then(|(holder, field)| Some(self.own(holder)?.join(&Words::of(field))));
        let first = candidates.first().filter(|first| PRELUDE.contains(&first.upper_camel().as_str()));
        let model = first.map(|first| first.with("model"));
        let place = self.places.get(&id).map(|place| place.words.clone());
        candidates.iter().cloned().chain(model).chain(place).chain(words).collect()
    }

    /// `candidates` of a draft that is named after a place, which begin with the name that `named` has by now for a
    /// component that is only counted.
    pub(super) fn below_counted(
        &self,
        candidates: Vec<Words>,
        origin: NameOrigin,
        named: impl Fn(TypeId) -> Option<Words>,
    ) -> Vec<Words> {
        if origin != NameOrigin::Context || self.counted.is_empty() {
            return candidates;
        }
        let renamed = |words: Words| {
            let name = words.upper_camel();
            let below = self.counted.iter().filter_map(|(counted, id)| {
                let rest = name.strip_prefix(counted)?;
                rest.starts_with(char::is_uppercase).then_some((rest, *id))
            });
            let nearest = below.min_by_key(|(rest, _)| rest.len());
            let found = nearest.and_then(|(rest, id)| Some(named(id)?.join(&Words::of(rest))));
            found.unwrap_or(words)
        };
        candidates.into_iter().map(renamed).collect()
    }

    /// The words of a component's name or title without its counter, where another one has that name (`disk-2` beside `disk`) or
    /// where it is the title.
    fn stem(&self, id: TypeId) -> Option<Words> {
        let draft = self.drafts.get(id).filter(|draft| draft.origin != NameOrigin::Context)?;
        let whole = draft.component.as_deref()?;
        let (mut name, mut counters) = (whole, 0);
        while let Some(stem) = without_counter(name)
            && (self.components.contains(stem) || self.titles.is_title_of(whole, stem))
        {
            name = stem;
            counters += 1;
        }
        let words = draft.names.first()?.without(0, counters);
        (counters > 0 && !words.is_empty()).then_some(words)
    }

    /// The name of a draft alone, without a counter.
    fn own(&self, id: TypeId) -> Option<Words> {
        self.stem(id).or_else(|| self.drafts.get(id)?.names.first().cloned())
    }

    /// The fields that hold a draft.
    fn fields(&self, id: TypeId) -> impl Iterator<Item = (TypeId, &'d str)> {
        self.holders.get(&id).into_iter().flatten().filter_map(|holder| match holder {
            Holder::Field(id, field) => Some((*id, *field)),
            Holder::Union(_) => None,
        })
    }

    /// Names for a draft called `own`, by the tag of its operation, by what it is there, and by the types that hold it.
    fn places_of(&self, id: TypeId, own: &Words, depth: usize) -> Vec<Words> {
        let mut names = Vec::new();
        if let Some(place) = self.places.get(&id) {
            let tag = place.tag.as_ref().map(one_of).filter(|tag| !is_akin(tag, own));
            names.extend(tag.map(|tag| tag.join(own)));
            let usage = self.drafts.get(id).map(|draft| draft.usage).unwrap_or_default();
            let role = match (usage.sent, usage.received) {
                (true, true) => "resource",
                (true, false) => "request",
                _ => "response",
            };
            let says_so = own.list().last().is_some_and(|last| last == role);
            names.extend((!says_so).then(|| own.with(role)));
            names.push(place.words.clone());
        }
        let Some(depth) = depth.checked_sub(1) else { return names };
        let fields: BTreeSet<Words> = self.fields(id).map(|(holder, field)| self.one_of_field(holder, field)).collect();
        // Of several places none says what the type is, unless the field has the type's name.
        let fields_own = self.fields(id).find(|(holder, field)| self.one_of_field(*holder, field) == *own);
        if let Some((holder, field)) = fields_own.or_else(|| self.fields(id).next()) {
            let part = self.one_of_field(holder, field);
            let is_vague = VAGUE.contains(&part.snake().as_str());
            let part = if fields.len() > 1 || is_vague { own.clone() } else { part };
            names.extend(self.names_of(holder, depth).map(|holder| holder.join(&part)));
        }
        let unions = self.holders.get(&id).into_iter().flatten().filter_map(|holder| match holder {
            Holder::Union(union) => Some(*union),
            Holder::Field(..) => None,
        });
        for union in unions.take(1) {
            let field = self.fields(union).next().map(|(holder, field)| self.one_of_field(holder, field));
            names.extend(field.map(|field| own.join(&field)));
            names.extend(self.names_of(union, depth).map(|union| union.join(own)));
        }
        names
    }

    /// The names of a holder, the plain one first.
    fn names_of(&self, id: TypeId, depth: usize) -> impl Iterator<Item = Words> {
        let own = self.own(id);
        let places = own.as_ref().map(|own| self.places_of(id, own, depth)).unwrap_or_default();
        own.into_iter().chain(places)
    }

    /// The words of a field, for one value of it.
    fn one_of_field(&self, holder: TypeId, field: &str) -> Words {
        let fields = match self.drafts.get(holder).map(|draft| &draft.kind) {
            Some(DraftKind::Struct(DraftStruct { fields, .. })) => fields.as_slice(),
            _ => &[],
        };
        let is_list = fields.iter().any(|it| it.wire_name == field && matches!(it.ty, Type::Array(_)));
        let words = Words::of(field);
        if is_list { words.singular() } else { words }
    }
}

/// The words of a tag, for one of what it is about.
fn one_of(tag: &Words) -> Words {
    match tag.list().last() {
        Some(last) => tag.without(0, 1).with(&singular(last)),
        None => Words::default(),
    }
}

/// Whether two names have a word in common.
fn is_akin(one: &Words, other: &Words) -> bool {
    one.list().iter().any(|word| other.list().iter().any(|other| singular(other) == singular(word)))
}

/// The name before a counter: `disk` of `disk-2`.
fn without_counter(name: &str) -> Option<&str> {
    let (stem, counter) = name.rsplit_once(['-', '_'])?;
    let is_counter =
        counter.len() < 3 && counter.bytes().all(|byte| byte.is_ascii_digit()) && !counter.starts_with('0');
    (is_counter && !counter.is_empty() && !stem.is_empty()).then_some(stem)
}
