//! The members of an `allOf`, nested ones and those of the components that it refers to included.

use std::collections::BTreeSet;

use super::{Lowering, component_of};
use crate::diagnostic::Code;
use crate::lower::document::view::{Located, Node, View, is_mere_constraints};
use crate::names::Words;
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
    pub(crate) located: Located<'a>,
    /// Whether only the keywords beside `allOf`, `oneOf` and `anyOf` are meant.
    pub(crate) own: bool,
    /// The name of the type that declares it.
    pub(crate) owner: Words,
    /// The component that it is the whole of.
    pub(crate) component: Option<&'a str>,
}

impl<'a> Member<'a> {
    /// The keywords of a schema beside its compositions.
    pub(crate) fn own(located: Located<'a>, owner: Words) -> Self {
        Self { located, own: true, owner, component: None }
    }

    /// A whole schema.
    pub(crate) fn whole(located: Located<'a>, owner: Words) -> Self {
        Self { located, own: false, owner, component: None }
    }

    /// What no other member has.
    pub(crate) fn key(&self) -> String {
        format!("{}{}", self.located.pointer, if self.own { "#own" } else { "" })
    }
}

/// The members of an `allOf`, nested ones included, by what they are.
#[derive(Debug, Default)]
pub(crate) struct Parts<'a> {
    pub(crate) objects: Vec<Member<'a>>,
    pub(crate) unions: Vec<(Member<'a>, &'static str)>,
    pub(crate) others: Vec<Member<'a>>,
    /// The pointers of `objects` and `others`.
    pointers: BTreeSet<String>,
    /// The components that are gathered, or about to be: what a second reference to one would add is here already.
    /// Without this a chain of schemas that refer to the one before twice each would be walked in each combination.
    components: BTreeSet<&'a str>,
}

/// The remaining steps while members are gathered.
enum Step<'a> {
    /// Looks at a member.
    Enter(Member<'a>),
    /// Looks at what a schema says beside its `allOf`, whose members were looked at.
    Beside(Member<'a>, Box<View<'a>>),
    /// Goes back to the component that refers to the present one.
    Leave,
}

impl<'a> Lowering<'a, '_> {
    /// Adds what `start` says to `parts`.
    pub(crate) fn gather(&mut self, start: &Member<'a>, parts: &mut Parts<'a>) {
        // The components that refer to each other on the way to the present member.
        let mut open: Vec<&'a str> = self.itself(&start.located).into_iter().collect();
        parts.components.extend(open.iter().copied());
        // Last in, first out, without recursion: a chain of bases is as long as its author likes.
        let mut steps = vec![Step::Enter(start.clone())];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(member) => self.enter(member, &mut open, &mut steps, parts),
                Step::Beside(member, view) => self.beside(&member, &view, &open, &mut steps, parts),
                Step::Leave => _ = open.pop(),
            }
        }
    }

    /// The component that `located` is the whole of.
    fn itself(&self, located: &Located<'a>) -> Option<&'a str> {
        let name = component_of(&located.pointer)?;
        let is_whole = located.pointer == format!("/components/schemas/{}", escape(&name));
        let (name, _) = self.document.schemas.get_key_value(&name).filter(|_| is_whole)?;
        Some(name)
    }

    fn enter(&mut self, member: Member<'a>, open: &mut Vec<&'a str>, steps: &mut Vec<Step<'a>>, parts: &mut Parts<'a>) {
        let Node::Reference(reference) = member.located.node else {
            let Some(view) = member.located.view() else { return };
            if member.own || !view.is_composed() {
                return parts.classify(&member, &view);
            }
            let inner = view.all_of.clone();
            let owner = member.owner.clone();
            steps.push(Step::Beside(member, Box::new(view)));
            // The first one has to be on top.
            steps.extend(inner.into_iter().rev().map(|inner| Step::Enter(Member::whole(inner, owner.clone()))));
            return;
        };
        let Some((name, target)) = self.document.component(reference) else {
            let message = format!("`{reference}` is no schema of the document and is left out of `allOf`");
            self.report.warning(Code::DanglingReference, &member.located.pointer, message);
            return;
        };
        if !parts.components.insert(name) {
            return;
        }
        if parts.components.len() > FEW_BASES {
            self.inherited += 1;
        }
        if parts.components.len() > MOST_BASES || self.inherited > MOST_INHERITED {
            let message = "`allOf` has too many bases, of bases in turn: the properties of this one are left out";
            self.report.warning(Code::TooDeep, &member.located.pointer, message);
            return;
        }
        open.push(name);
        steps.push(Step::Leave);
        steps.push(Step::Enter(Member {
            located: target,
            own: false,
            owner: self.lexicon.words(name),
            component: Some(name),
        }));
    }

    /// The siblings of `allOf`: properties, `oneOf` and `anyOf`.
    fn beside(
        &self,
        member: &Member<'a>,
        view: &View<'a>,
        open: &[&'a str],
        steps: &mut Vec<Step<'a>>,
        parts: &mut Parts<'a>,
    ) {
        if view.has_own_shape() {
            parts.classify(&Member::own(member.located.clone(), member.owner.clone()), view);
        }
        let mut only_members = Vec::new();
        for (list, keyword) in [(&view.one_of, "oneOf"), (&view.any_of, "anyOf")] {
            let real: Vec<&Located<'a>> = list.iter().filter(|one| !one.is_null()).collect();
            match real.as_slice() {
                [] => {}
                _ if is_mere_constraints(list) => {}
                [only] => only_members.push(Step::Enter(Member::whole((*only).clone(), member.owner.clone()))),
                // A base that lists its own extensions: the extension is here already.
                _ if self.lists_any(list, open) => {}
                _ => parts.unions.push((member.clone(), keyword)),
            }
        }
        steps.extend(only_members.into_iter().rev());
    }

    /// Whether a union refers to one of the components `names`.
    fn lists_any(&self, list: &[Located<'a>], names: &[&'a str]) -> bool {
        list.iter().any(|member| match member.node {
            Node::Reference(reference) => {
                self.document.component(reference).is_some_and(|(name, _)| names.contains(&name))
            }
            Node::Schema(_) => false,
        })
    }
}

impl<'a> Parts<'a> {
    fn classify(&mut self, member: &Member<'a>, view: &View<'a>) {
        if view.is_unconstrained() || view.is_null() || !self.pointers.insert(member.located.pointer.clone()) {
            return;
        }
        let object = view.kind == Some("object") || (view.kind.is_none() && view.values.is_empty());
        if object { self.objects.push(member.clone()) } else { self.others.push(member.clone()) }
    }

    /// The schema without keywords that don't apply to its type.
    ///
    /// `None` if all of them apply.
    pub(crate) fn applicable(&self) -> Option<Self> {
        let kind = |member: &Member<'a>| {
            member.located.view().and_then(|view| view.kind.filter(|_| !view.restricts_one_type()))
        };
        let kinds: Vec<&str> = self.others.iter().chain(&self.objects).filter_map(kind).collect();
        let applies = |member: &&Member<'a>| {
            let view = member.located.view();
            let only = view.filter(View::restricts_one_type).and_then(|view| view.kind);
            only.is_none_or(|only| kinds.is_empty() || kinds.contains(&only))
        };
        let others: Vec<Member<'a>> = self.others.iter().filter(applies).cloned().collect();
        (others.len() < self.others.len()).then(|| Self {
            objects: self.objects.clone(),
            unions: self.unions.clone(),
            others,
            pointers: self.pointers.clone(),
            components: self.components.clone(),
        })
    }

    /// Whether all that is here is also in `whole`, and something is.
    pub(crate) fn is_within(&self, whole: &Self) -> bool {
        let unions = |parts: &Self| -> Vec<String> {
            parts.unions.iter().map(|(member, keyword)| format!("{}/{keyword}", member.located.pointer)).collect()
        };
        let known = unions(whole);
        self.pointers.is_subset(&whole.pointers)
            && unions(self).iter().all(|union| known.contains(union))
            && !(whole.pointers.is_empty() && whole.unions.is_empty())
    }
}
