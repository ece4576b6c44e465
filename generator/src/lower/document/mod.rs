//! What several parts of *lower* read in the document.

pub(super) mod alternatives;
pub(super) mod documentation;
pub(super) mod encodings;
pub(super) mod locked_operations;
pub(super) mod media;
pub(super) mod template;
