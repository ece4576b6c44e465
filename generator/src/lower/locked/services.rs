//! Which service an operation belongs to.

use std::collections::{BTreeMap, BTreeSet};

use super::super::operations::OperationDraft;
use super::super::report::Report;
use crate::diagnostic::Code;
use crate::lower::document::locked_operations::Operations;
use crate::names::{Words, tag_words};

/// The services of operations.
#[derive(Debug)]
pub(crate) struct Homes {
    /// For each operation the words of its service's tag.
    pub(crate) words: Vec<Words>,
    /// The tags as they are written.
    pub(crate) tags: BTreeMap<Words, String>,
}

/// Finds the service of each operation, which has the tag in the same place of `tags`.
///
/// An operation stays where it was when its tag changes. A tag of another name is the same service where the old one is
/// gone and its operations have the new one, which no operation of another service has.
pub(crate) fn homes(
    operations: &[OperationDraft<'_>],
    tags: &[String],
    locked: &Operations<'_>,
    report: &mut Report<'_>,
) -> Homes {
    let tagged = || operations.iter().zip(tags).map(|(operation, tag)| (operation, tag_words(tag), tag));
    let now: BTreeSet<Words> = tagged().map(|(_, words, _)| words).collect();
    let before = |operation: &OperationDraft<'_>| {
        let (tag, _) = locked.service_of_method(&locked.get(operation.object)?.service)?;
        Some((tag_words(tag), tag))
    };
    let mut origins: BTreeMap<Words, BTreeSet<Words>> = BTreeMap::new();
    for (operation, words, _) in tagged() {
        if let Some((before, _)) = before(operation)
            && locked.service_of_tag(&words).is_none()
        {
            origins.entry(words).or_default().insert(before);
        }
    }
    let mut renamed: BTreeMap<Words, Words> = BTreeMap::new();
    for (words, origins) in origins {
        if let Some(before) = origins.first().filter(|before| origins.len() == 1 && !now.contains(before)) {
            renamed.insert(words, before.clone());
        }
    }
    let mut homes = Homes { words: Vec::new(), tags: BTreeMap::new() };
    let mut kept: BTreeMap<Words, String> = BTreeMap::new();
    for (operation, words, text) in tagged() {
        let home = renamed.get(&words).unwrap_or(&words).clone();
        homes.tags.entry(home.clone()).or_insert_with(|| text.clone());
        let before = before(operation).filter(|(before, _)| *before != home);
        let Some((before, before_text)) = before else {
            homes.words.push(home);
            continue;
        };
        let object = operation.object;
        let message = format!(
            "{} {}: its tag is now `{text}`; the method stays in the service of `{before_text}`",
            object.method, object.path
        );
        report.note(Code::KeptService, &format!("{}/tags", object.pointer), message);
        kept.entry(before.clone()).or_insert_with(|| before_text.to_owned());
        homes.words.push(before);
    }
    for (words, text) in kept {
        homes.tags.entry(words).or_insert(text);
    }
    homes
}
