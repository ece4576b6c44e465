//! What the generator has to say about its input: values with a place and a way out.

mod codes;
mod explanations;
mod printable;

use std::collections::BTreeMap;
use std::fmt;

use crate::pointer;

pub use self::codes::Code;
pub use self::printable::printable;

/// How severe a [`Diagnostic`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A repair or a choice that loses nothing.
    Note,
    /// The generated code differs from the input, or something is left out.
    Warning,
    /// The input can't be used.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A place in the input.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, as the user named it or relative to the folder that they named.
    pub file: String,
    /// The JSON pointer (RFC 6901) within the file's document or the page's `api` object; empty for the whole.
    pub pointer: String,
}

impl Place {
    /// The whole of a file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), pointer: String::new() }
    }

    /// The child under `key`, a property's name or an index.
    #[must_use]
    pub fn child(&self, key: impl fmt::Display) -> Self {
        let key = key.to_string();
        Self { file: self.file.clone(), pointer: format!("{}/{}", self.pointer, pointer::escape(&key)) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        if !self.pointer.is_empty() {
            write!(formatter, "#{}", self.pointer)?;
        }
        Ok(())
    }
}

/// One message about the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of message it is.
    pub code: Code,
    /// How severe it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What was found, and what was made of it.
    pub message: String,
    /// What to do about it.
    pub help: Option<Box<str>>,
    /// The operation that is left out because of it.
    pub left_out: Option<Box<LeftOut>>,
}

/// Prints it in one line, without the help: `warning[no-schema]: there is no schema (api.json#/paths)`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, severity, place, message, .. } = self;
        write!(formatter, "{severity}[{code}]: {}", printable(message))?;
        if *place == Place::default() {
            return Ok(());
        }
        write!(formatter, " ({})", printable(&place.to_string()))
    }
}

/// The method and path of an operation that is left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeftOut {
    /// The HTTP method, in upper case; `*` for all of a path whose operations can't be told.
    pub method: String,
    /// The path template.
    pub path: String,
}

impl Diagnostic {
    /// Creates a note: a repair or a choice that loses nothing.
    pub fn note(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Note, place, message: message.into(), help: None, left_out: None }
    }

    /// Creates a warning: the generated code differs from the input, or something is left out.
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::note(code, place, message) }
    }

    /// Creates an error: the input can't be used.
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, ..Self::note(code, place, message) }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into().into_boxed_str());
        self
    }

    /// Says that an operation is left out because of it.
    #[must_use]
    pub fn leaving_out(mut self, method: &str, path: impl Into<String>) -> Self {
        self.left_out = Some(Box::new(LeftOut { method: method.to_ascii_uppercase(), path: path.into() }));
        self
    }
}

/// An operation that was left out, with the limit that is the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The HTTP method, in upper case; `*` for all of a path whose operations can't be told.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The code of the diagnostic that says the same.
    pub code: Code,
    /// Why.
    pub message: String,
}

/// Returns the operations that are left out, in the order of the diagnostics that say so.
pub fn skipped(diagnostics: &[Diagnostic]) -> Vec<Skipped> {
    let skipped = diagnostics.iter().filter_map(|diagnostic| {
        let LeftOut { method, path } = LeftOut::clone(diagnostic.left_out.as_deref()?);
        Some(Skipped { method, path, code: diagnostic.code, message: diagnostic.message.clone() })
    });
    skipped.collect()
}

/// Where in the input the parts of the rebuilt document come from.
///
/// Maps JSON pointers within the rebuilt document to places in the input; a pointer below a known one has its place
/// below that one's.
#[derive(Debug, Clone, Default)]
pub struct Places {
    by_pointer: BTreeMap<String, Place>,
    origins: Origins,
}

/// Where the parts of converted documents come from, by the name of the file.
pub(crate) type Origins = BTreeMap<String, Places>;

impl Places {
    /// Records that the value at `pointer` in the rebuilt document comes from `place`.
    pub fn insert(&mut self, pointer: impl Into<String>, place: Place) {
        self.by_pointer.insert(pointer.into(), place);
    }

    /// Returns the place in the input of the value at `pointer` in the rebuilt document.
    ///
    /// Falls back to the nearest recorded ancestor, or to an empty file name if there is none.
    pub fn find(&self, pointer: &str) -> Place {
        let place = self.nearest(pointer);
        self.origins.get(&place.file).map_or(place.clone(), |origin| origin.find(&place.pointer))
    }

    /// Leads on from the places in converted documents to those in the documents as they were written.
    pub(crate) fn lead_to(&mut self, origins: Origins) {
        self.origins = origins;
    }

    fn nearest(&self, pointer: &str) -> Place {
        let mut ancestor = pointer;
        loop {
            if let Some(place) = self.by_pointer.get(ancestor) {
                let rest = pointer.get(ancestor.len()..).unwrap_or_default();
                return Place { file: place.file.clone(), pointer: format!("{}{rest}", place.pointer) };
            }
            match ancestor.rfind('/') {
                Some(end) => ancestor = ancestor.get(..end).unwrap_or_default(),
                None => return Place { file: String::new(), pointer: pointer.to_owned() },
            }
        }
    }
}
