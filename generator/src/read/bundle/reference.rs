//! The text of a reference.

use crate::pointer;

/// The reference to a component.
pub(super) fn local(section: &str, name: &str) -> String {
    format!("#/components/{section}/{}", pointer::escape(name))
}

/// Whether a reference names a host or a scheme, rather than a file.
pub(super) fn is_url(path: &str) -> bool {
    path.starts_with("//")
        || path.split_once(':').is_some_and(|(scheme, _)| {
            scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character))
        })
}
