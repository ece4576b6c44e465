use std::fmt;

/// Why nothing was fetched, and where the problem is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The URL or the file that it is about.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

impl Problem {
    pub(super) fn new(place: impl fmt::Display, message: impl Into<String>, help: &'static str) -> Self {
        Self { place: place.to_string(), message: message.into(), help }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, message, .. } = self;
        write!(formatter, "{}: {}", crate::diagnostic::printable(place), crate::diagnostic::printable(message))
    }
}

impl std::error::Error for Problem {}
