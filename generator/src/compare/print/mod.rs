//! What has changed, printed for people, for machines and for a change log.

pub(super) mod human;
pub(super) mod json;
pub(super) mod markdown;
pub(super) mod rows;
