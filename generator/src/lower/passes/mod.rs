//! The passes over the drafts of types, from following references to boxing cycles.

pub(super) mod cycles;
pub(super) mod discriminators;
pub(super) mod merge;
pub(super) mod merge_patches;
pub(super) mod overrides;
pub(super) mod resolve;
pub(super) mod tags;
