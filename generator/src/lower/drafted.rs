//! The passes over the drafts of types. Each has a type of its own, so that none can be left out or come too early.
//!
//! [`Drafted`], [`Resolved`], [`Used`], [`Joined`], [`Named`] and [`Defined`]: `docs/architecture.md` says why in this order.

use std::collections::{BTreeMap, BTreeSet};

use super::definitions;
use super::document::locked_operations::Operations;
use super::drafts::usage::{self, Direction};
use super::drafts::{Drafts, Merged};
use super::formats::{Formats, Kind};
use super::lexicon::Lexicon;
use super::locked::{self, Alignment, TypeNames};
use super::naming::places::Place;
use super::naming::renames::Renames;
use super::naming::types::{self, Names};
use super::operations::OperationDraft;
use super::passes::{cycles, discriminators, merge, merge_patches, overrides, resolve, tags};
use super::report::Report;
use super::schemas::Lowering;
use crate::api::{Type, TypeDefinition, TypeId};
use crate::diagnostic::Code;
use crate::lock::Lock;
use crate::names::words::letters;
use crate::names::{NameSource, tag_words};
use crate::parse::Document;
use crate::rules::Override;

/// What drafts are made of.
pub(crate) struct Sources<'a> {
    pub(crate) document: &'a Document,
    pub(crate) lock: Option<&'a Lock>,
    pub(crate) known: &'a Operations<'a>,
    pub(crate) lexicon: &'a Lexicon<'a>,
}

/// The formats of the scalars that were met.
pub(crate) type FormatsMet = BTreeSet<(String, Kind)>;

/// The drafts of a document as its schemas give them. Types can be the names of aliases.
pub(crate) struct Drafted<'a> {
    drafts: Drafts,
    operations: Vec<OperationDraft<'a>>,
}

/// No type is the name of an alias, and unions know the tags of their members.
pub(crate) struct Resolved<'a> {
    drafts: Drafts,
    operations: Vec<OperationDraft<'a>>,
}

/// Each type is sent, received or both, and each field has its presence.
pub(crate) struct Used<'a> {
    drafts: Drafts,
    operations: Vec<OperationDraft<'a>>,
}

/// Equal drafts are one, and each is matched with the lock.
pub(crate) struct Joined<'a> {
    drafts: Drafts,
    operations: Vec<OperationDraft<'a>>,
    alignment: Alignment<'a>,
    merged: Merged,
}

/// Each draft that is used has its name.
pub(crate) struct Named<'a> {
    drafts: Drafts,
    operations: Vec<OperationDraft<'a>>,
    names: Names,
    kept: TypeNames<'a>,
    types_by_pointer: BTreeMap<String, String>,
    renamed: BTreeMap<String, String>,
}

/// The model's types, and the operations with their numbers.
pub(crate) struct Defined<'a> {
    pub(crate) operations: Vec<OperationDraft<'a>>,
    pub(crate) types: Vec<TypeDefinition>,
    pub(crate) sources: BTreeMap<String, NameSource>,
    pub(crate) types_by_pointer: BTreeMap<String, String>,
    pub(crate) renamed: BTreeMap<String, String>,
}

/// Drafts the operations of a document and all types that they reach, and joins those that are equal.
pub(crate) fn join<'a, 'p>(
    sources: &Sources<'a>,
    formats: &'a Formats,
    report: Report<'p>,
) -> (Joined<'a>, Report<'p>, FormatsMet) {
    let (drafted, mut report, met) = Drafted::of(sources, formats, report);
    (drafted.resolve(&mut report).trace(sources).join(sources), report, met)
}

impl<'a> Drafted<'a> {
    fn of<'p>(sources: &Sources<'a>, formats: &'a Formats, report: Report<'p>) -> (Self, Report<'p>, FormatsMet) {
        let Sources { document, known, lexicon, .. } = *sources;
        let mut lowering = Lowering::new(document, formats, (known, lexicon), report);
        let mut operations = lowering.operations();
        operations.extend(lowering.webhooks());
        lowering.queued_components();
        let Lowering { drafts, report, formats_met, .. } = lowering;
        (Self { drafts, operations }, report, formats_met)
    }

    fn resolve(self, report: &mut Report<'_>) -> Resolved<'a> {
        let Self { mut drafts, mut operations } = self;
        let targets = resolve::resolve(&mut drafts, report);
        for_each_type(&mut operations, |ty| *ty = resolve::replace(ty, &targets));
        discriminators::assign(&mut drafts, report);
        Resolved { drafts, operations }
    }
}

impl<'a> Resolved<'a> {
    fn trace(self, sources: &Sources<'a>) -> Used<'a> {
        let Self { mut drafts, mut operations } = self;
        merge_patches::apply(&mut drafts, &mut operations);
        locked::split(sources.lock, &mut drafts, &mut operations, sources.known);
        mark(&mut drafts, &mut operations);
        let types = operations.iter_mut().flat_map(OperationDraft::types_mut);
        let roots: Vec<Type> = types.map(|(ty, _)| ty.clone()).collect();
        tags::remove(&mut drafts, &roots);
        usage::decide_presence(&mut drafts);
        Used { drafts, operations }
    }
}

impl<'a> Used<'a> {
    fn join(self, sources: &Sources<'a>) -> Joined<'a> {
        let Self { mut drafts, mut operations } = self;
        let alignment = Alignment::of(sources.lock, &drafts, &operations, sources.known);
        let merged = merge::merge(&mut drafts, &alignment, sources.document.is_flattened);
        for_each_type(&mut operations, |ty| *ty = merged.replace(ty));
        Joined { drafts, operations, alignment, merged }
    }
}

impl<'a> Joined<'a> {
    /// The components of each type of the lock, by the letters of its name.
    pub(crate) fn components(&self) -> BTreeMap<String, Vec<String>> {
        let kept = self.alignment.names(&self.drafts, &self.merged);
        let mut components: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (best, members) in &self.merged.members {
            let Some((name, _)) = kept.get(*best) else { continue };
            let of_members = members.iter().filter_map(|id| self.drafts.get(*id)?.component.clone());
            components.entry(letters(name)).or_default().extend(of_members);
        }
        components
    }

    /// Gives fields the types that the configuration sets, and names what is used then.
    pub(crate) fn name(
        self,
        rules: &[Override],
        renames: &Renames<'_>,
        lexicon: &Lexicon<'_>,
        report: &mut Report<'_>,
    ) -> Named<'a> {
        let Self { mut drafts, mut operations, alignment, merged } = self;
        for unused in overrides::apply(&mut drafts, &merged, rules) {
            report.push(unused);
        }
        let used = mark(&mut drafts, &mut operations);
        let kept = alignment.names(&drafts, &merged);
        let mut contexts = BTreeMap::new();
        for operation in &mut operations {
            for (id, words) in operation.contexts() {
                let tag = operation.tag.as_deref().map(tag_words);
                contexts.entry(id).or_insert(Place { words, tag });
            }
        }
        let names = types::name(&drafts, &merged, &used, &kept, renames, contexts, lexicon);
        let types_by_pointer = names.by_pointer(&drafts, &merged);
        let renamed = names.renamed(&kept, &alignment, &merged);
        Named { drafts, operations, names, kept, types_by_pointer, renamed }
    }
}

impl<'a> Named<'a> {
    /// Breaks cycles that have no size, and gives types their numbers, in the order of their names.
    pub(crate) fn define(
        self,
        renames: &Renames<'_>,
        lexicon: &Lexicon<'_>,
        drops_unknown: bool,
        report: &mut Report<'_>,
    ) -> Defined<'a> {
        let Self { mut drafts, mut operations, names, kept, types_by_pointer, renamed } = self;
        warn_of_impossible(&mut drafts, &names.order, report);
        cycles::break_cycles(&mut drafts, &names.order);
        let (types, ids) = definitions::define(&drafts, &names, &kept, renames, lexicon, drops_unknown);
        for_each_type(&mut operations, |ty| *ty = definitions::renumber(ty, &ids));
        Defined { operations, types, sources: names.sources, types_by_pointer, renamed }
    }
}

fn for_each_type(operations: &mut [OperationDraft<'_>], mut change: impl FnMut(&mut Type)) {
    for (ty, _) in operations.iter_mut().flat_map(OperationDraft::types_mut) {
        change(ty);
    }
}

/// Marks the types that operations reach, and returns them.
fn mark(drafts: &mut Drafts, operations: &mut [OperationDraft<'_>]) -> Vec<TypeId> {
    let roots: Vec<(Type, Direction)> = operations
        .iter_mut()
        .flat_map(OperationDraft::types_mut)
        .map(|(ty, direction)| (ty.clone(), direction))
        .collect();
    usage::mark(drafts, &roots);
    let used = drafts.0.iter().enumerate().filter(|(_, draft)| usage::is_used(draft.usage));
    used.map(|(index, _)| TypeId(index)).collect()
}

fn warn_of_impossible(drafts: &mut Drafts, order: &[TypeId], report: &mut Report<'_>) {
    for (id, property) in cycles::break_impossible(drafts, order) {
        let Some(draft) = drafts.get(id) else { continue };
        let message = format!("`{property}` is required and contains the type that it belongs to; it becomes optional");
        report.warning(Code::RequiredCycle, &format!("{}/required", draft.pointer), message);
    }
}
