//! From the document to unique drafts: equal drafts are joined, and each is matched with the lock.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;
use super::document::locked_operations::Operations;
use super::drafts::usage::{self, Direction};
use super::drafts::{Drafts, Merged};
use super::formats::{Formats, Kind};
use super::lexicon::Lexicon;
use super::locked::{self, Alignment};
use super::operations::OperationDraft;
use super::passes::{discriminators, merge, merge_patches, resolve, tags};
use super::report::Report;
use super::schemas::Lowering;
use crate::api::{Type, TypeId};
use crate::lock::Lock;
use crate::names::words::letters;

/// What drafts are made of.
pub(crate) struct Sources<'a> {
    pub(crate) document: &'a Document,
    pub(crate) lock: Option<&'a Lock>,
    pub(crate) known: &'a Operations<'a>,
    pub(crate) lexicon: &'a Lexicon,
}

/// The drafts of a document.
pub(crate) struct Drafted<'a, 'p> {
    pub(crate) drafts: Drafts,
    pub(crate) operations: Vec<OperationDraft<'a>>,
    pub(crate) report: Report<'p>,
    /// The formats of the scalars that were met.
    pub(crate) formats_met: BTreeSet<(String, Kind)>,
    pub(crate) alignment: Alignment<'a>,
    pub(crate) merged: Merged,
}

impl Drafted<'_, '_> {
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
}

/// Drafts the operations of a document and all types that they reach.
pub(crate) fn draft<'a, 'p>(sources: &Sources<'a>, formats: &'a Formats, report: Report<'p>) -> Drafted<'a, 'p> {
    let Sources { document, lock, known, lexicon } = *sources;
    let mut lowering = Lowering::new(document, formats, (known, lexicon), report);
    let mut operations = lowering.operations();
    operations.extend(lowering.webhooks());
    lowering.drain();
    let Lowering { mut drafts, mut report, formats_met, .. } = lowering;

    let targets = resolve::resolve(&mut drafts, &mut report);
    for_each_type(&mut operations, |ty| *ty = resolve::replace(ty, &targets));
    discriminators::assign(&mut drafts, &mut report);
    merge_patches::apply(&mut drafts, &mut operations);
    locked::split(lock, &mut drafts, &mut operations, known);
    mark(&mut drafts, &mut operations);
    let roots: Vec<Type> =
        operations.iter_mut().flat_map(OperationDraft::types_mut).map(|(ty, _)| ty.clone()).collect();
    tags::remove(&mut drafts, &roots);
    usage::decide_presence(&mut drafts);
    let alignment = Alignment::of(lock, &drafts, &operations, known);
    let merged = merge::merge(&mut drafts, &alignment);
    for_each_type(&mut operations, |ty| *ty = merged.replace(ty));
    Drafted { drafts, operations, report, formats_met, alignment, merged }
}

pub(super) fn for_each_type(operations: &mut [OperationDraft<'_>], mut change: impl FnMut(&mut Type)) {
    for (ty, _) in operations.iter_mut().flat_map(OperationDraft::types_mut) {
        change(ty);
    }
}

/// Marks the types that operations reach, and returns them.
pub(super) fn mark(drafts: &mut Drafts, operations: &mut [OperationDraft<'_>]) -> Vec<TypeId> {
    let roots: Vec<(Type, Direction)> = operations
        .iter_mut()
        .flat_map(OperationDraft::types_mut)
        .map(|(ty, direction)| (ty.clone(), direction))
        .collect();
    usage::mark(drafts, &roots);
    let used = drafts.0.iter().enumerate().filter(|(_, draft)| usage::is_used(draft.usage));
    used.map(|(index, _)| TypeId(index)).collect()
}
