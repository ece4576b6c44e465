//! The members of an `allOf`, nested ones and those of the components that it refers to included.

use std::collections::BTreeSet;

use super::{Lowering, component_of};
use crate::diagnostic::Code;
use crate::names::Words;
use crate::parse::{JsonType, Schema, is_mere_constraints};
use crate::pointer::escape;

/// How many components one schema may extend, the bases of its bases included.
const MOST_BASES: usize = 512;

/// How many components the schemas of one document that extend more than [`FEW_BASES`] may extend together.
///
/// Each schema repeats the properties of all its bases, so a long chain of them needs a quadratic number.
const MOST_INHERITED: usize = 100_000;

/// A usual number of bases.
const FEW_BASES: usize = 48;

/// A schema that takes part in `allOf`.
#[derive(Debug, Clone)]
pub(crate) struct Member<'a> {
    pub(crate) schema: &'a Schema,
    /// Whether only the keywords beside `allOf`, `oneOf` and `anyOf` are meant.
    pub(crate) own: bool,
    /// The name of the type that declares it.
    pub(crate) owner: Words,
    /// The component that it is the whole of.
    pub(crate) component: Option<&'a str>,
}

impl<'a> Member<'a> {
    /// The keywords of a schema beside its compositions.
    pub(crate) fn own(schema: &'a Schema, owner: Words) -> Self {
        Self { schema, own: true, owner, component: None }
    }

    /// A whole schema.
    pub(crate) fn whole(schema: &'a Schema, owner: Words) -> Self {
        Self { schema, own: false, owner, component: None }
    }

    /// What no other member has.
    pub(crate) fn key(&self) -> String {
        format!("{}{}", self.schema.pointer(), if self.own { "#own" } else { "" })
    }
}

/// The members of an `allOf`, nested ones included, by what they are.
#[derive(Debug, Default)]
pub(crate) struct Parts<'a> {
    pub(crate) objects: Vec<Member<'a>>,
    pub(crate) unions: Vec<(Member<'a>, &'static str)>,
    pub(crate) others: Vec<Member<'a>>,
    /// The pointers of `objects` and `others`.
    pointers: BTreeSet<&'a str>,
    /// The components that are gathered, or about to be: what a second reference to one would add is here already.
    /// Without this a chain of schemas that refer to the one before twice each would be walked in each combination.
    components: BTreeSet<&'a str>,
}

/// The remaining steps while members are gathered.
enum Step<'a> {
    /// Looks at a member.
    Enter(Member<'a>),
    /// Looks at what a schema says beside its `allOf`, whose members were looked at.
    Beside(Member<'a>),
    /// Goes back to the component that refers to the present one.
    Leave,
}

impl<'a> Lowering<'a, '_> {
    /// Adds what `start` says to `parts`.
    pub(crate) fn gather(&mut self, start: &Member<'a>, parts: &mut Parts<'a>) {
        // The components that refer to each other on the way to the present member.
        let mut open: Vec<&'a str> = self.itself(start.schema).into_iter().collect();
        parts.components.extend(open.iter().copied());
        // Last in, first out, without recursion: a chain of bases is as long as its author likes.
        let mut steps = vec![Step::Enter(start.clone())];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(member) => self.enter(member, &mut open, &mut steps, parts),
                Step::Beside(member) => self.beside(&member, &open, &mut steps, parts),
                Step::Leave => _ = open.pop(),
            }
        }
    }

    /// The component that `schema` is the whole of.
    fn itself(&self, schema: &'a Schema) -> Option<&'a str> {
        let name = component_of(schema.pointer())?;
        let is_whole = schema.pointer() == format!("/components/schemas/{}", escape(&name));
        let (name, _) = self.document.schemas.get_key_value(&name).filter(|_| is_whole)?;
        Some(name)
    }

    fn enter(&mut self, member: Member<'a>, open: &mut Vec<&'a str>, steps: &mut Vec<Step<'a>>, parts: &mut Parts<'a>) {
        let schema = member.schema;
        let Some((name, target)) = self.document.target(schema) else {
            if member.own || !schema.is_composed() {
                return parts.classify(&member);
            }
            let owner = member.owner.clone();
            steps.push(Step::Beside(member));
            // The first one has to be on top.
            steps.extend(schema.all_of.iter().rev().map(|inner| Step::Enter(Member::whole(inner, owner.clone()))));
            return;
        };
        if !parts.components.insert(name) {
            return;
        }
        if parts.components.len() > FEW_BASES {
            self.inherited += 1;
        }
        if parts.components.len() > MOST_BASES || self.inherited > MOST_INHERITED {
            let message =
                "`allOf` has too many bases, counting the bases of bases: the properties of this one are left out";
            self.report.warning(Code::CompositionTooLarge, schema.pointer(), message);
            return;
        }
        open.push(name);
        steps.push(Step::Leave);
        steps.push(Step::Enter(Member {
            schema: target,
            own: false,
            owner: self.lexicon.words(name),
            component: Some(name),
        }));
    }

    /// The siblings of `allOf`: properties, `oneOf` and `anyOf`.
    fn beside(&self, member: &Member<'a>, open: &[&'a str], steps: &mut Vec<Step<'a>>, parts: &mut Parts<'a>) {
        let schema = member.schema;
        if schema.has_own_shape() {
            parts.classify(&Member::own(schema, member.owner.clone()));
        }
        let mut only_members = Vec::new();
        for (list, keyword) in [(&schema.one_of, "oneOf"), (&schema.any_of, "anyOf")] {
            let real: Vec<&'a Schema> = list.iter().filter(|one| !one.is_null()).collect();
            match real.as_slice() {
                [] => {}
                _ if is_mere_constraints(list) => {}
                [only] => only_members.push(Step::Enter(Member::whole(only, member.owner.clone()))),
                // A base that lists its own extensions: the extension is here already.
                _ if self.lists_any(list, open) => {}
                _ => parts.unions.push((member.clone(), keyword)),
            }
        }
        steps.extend(only_members.into_iter().rev());
    }

    /// Whether a union refers to one of the components `names`.
    fn lists_any(&self, list: &'a [Schema], names: &[&'a str]) -> bool {
        list.iter().any(|member| self.document.target(member).is_some_and(|(name, _)| names.contains(&name)))
    }
}

impl<'a> Parts<'a> {
    fn classify(&mut self, member: &Member<'a>) {
        let schema = member.schema;
        if schema.is_unconstrained() || schema.is_null() || !self.pointers.insert(schema.pointer()) {
            return;
        }
        let object = schema.kind == Some(JsonType::Object) || (schema.kind.is_none() && schema.values.is_empty());
        if object { self.objects.push(member.clone()) } else { self.others.push(member.clone()) }
    }

    /// The schema without keywords that don't apply to its type.
    ///
    /// `None` if all of them apply.
    pub(crate) fn applicable(&self) -> Option<Self> {
        let kind = |member: &Member<'a>| member.schema.kind.filter(|_| member.schema.restricts_only().is_none());
        let kinds: Vec<JsonType> = self.others.iter().chain(&self.objects).filter_map(kind).collect();
        let applies = |member: &&Member<'a>| {
            let only = member.schema.restricts_only();
            only.is_none_or(|only| kinds.is_empty() || kinds.contains(&only))
        };
        let objects: Vec<Member<'a>> = self.objects.iter().filter(applies).cloned().collect();
        let others: Vec<Member<'a>> = self.others.iter().filter(applies).cloned().collect();
        (objects.len() + others.len() < self.objects.len() + self.others.len()).then(|| Self {
            objects,
            unions: self.unions.clone(),
            others,
            pointers: self.pointers.clone(),
            components: self.components.clone(),
        })
    }

    /// Whether all that is here is also in `whole`, and something is.
    pub(crate) fn is_within(&self, whole: &Self) -> bool {
        let unions = |parts: &Self| -> Vec<String> {
            parts.unions.iter().map(|(member, keyword)| format!("{}/{keyword}", member.schema.pointer())).collect()
        };
        let known = unions(whole);
        self.pointers.is_subset(&whole.pointers)
            && unions(self).iter().all(|union| known.contains(union))
            && !(whole.pointers.is_empty() && whole.unions.is_empty())
    }
}
