//! What changed from one state of a crate to the next, for those who use it and on the wire.
//!
//! Each rule here mirrors what *emit* writes: it says whether code that used the old crate compiles with the new one,
//! and whether requests and answers still mean the same.

use std::fmt;

use semver::Version;

use crate::api::AliasKind;
use crate::lock::Surface;

mod aliases;
mod causes;
mod change;
mod features;
mod matching;
mod parts;
mod pending;
mod print;
mod release;
mod renames;
#[cfg(test)]
mod tests;
mod wire;

use parts::{client, errors, operations, services, types, webhooks};

pub use aliases::aliases;
pub use pending::{pending, released, since_release};
pub use print::human::Folding;
pub use release::Release;

use change::Changes;
use renames::Renames;

/// All that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The changes: what breaks first, then by subject.
    pub changes: Vec<Change>,
    /// The version since which this has changed, where the lock knows it: the one in the manifest may be a later one.
    pub released: Option<Version>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub subject: Subject,
    /// What happened to it.
    pub kind: ChangeKind,
    /// What that means for users.
    pub verdict: Verdict,
    /// What breaks, if anything.
    pub breaks: Breaks,
    /// Why, in a sentence without a full stop, whose subject it is.
    pub reason: String,
    /// What it has in common with other changes, if that is a single cause: `UserMini` is now `User`.
    pub cause: Option<String>,
}

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The client as a whole.
    Client,
    /// A feature of the crate, by its name.
    Feature(String),
    /// A server, by its constructor.
    Server(String),
    /// A security scheme, by its name.
    SecurityScheme(String),
    /// A service, by the method on the client that returns it.
    Service(String),
    /// An operation.
    Operation {
        /// The path template.
        path: String,
        /// The HTTP method, in upper case.
        method: String,
        /// The methods that lead to it: `books().list_books`.
        name: String,
    },
    /// A type below `models`.
    Type(String),
    /// A type below `errors`.
    Error(String),
    /// An event that the server sends, by its name.
    Webhook(String),
}

/// What happened to a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is gone.
    Removed,
    /// It has another name.
    Renamed,
    /// It has another place on the server.
    Moved,
    /// A part of it is another.
    Changed,
    /// It is new.
    Added,
}

/// What a change means for users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Something that worked doesn't any more: see [`Change::breaks`].
    Breaking,
    /// What worked goes on working.
    Compatible,
    /// Only its documentation changed.
    Documentation,
}

/// What a change breaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breaks {
    /// Code that used the old crate doesn't compile with the new one.
    pub rust: bool,
    /// What the old crate sends isn't what the server takes, or what the server answers isn't what the old crate reads.
    pub wire: bool,
}

/// Compares two states of a crate.
pub fn compare(old: &Surface, new: &Surface) -> Report {
    if old == new {
        return Report::default();
    }
    let comparison = Comparison { old, new, renames: Renames::find(old, new) };
    let mut changes = Changes::default();
    client::compare(&comparison, &mut changes);
    services::compare(&comparison, &mut changes);
    operations::compare(&comparison, &mut changes);
    types::compare(&comparison, &mut changes);
    features::compare(&comparison, &mut changes);
    errors::compare(&comparison, &mut changes);
    webhooks::compare(&comparison, &mut changes);
    aliases::compare(&comparison, &mut changes);
    Report { changes: changes.sorted(), released: None }
}

/// The two states that are compared.
struct Comparison<'a> {
    old: &'a Surface,
    new: &'a Surface,
    renames: Renames<'a>,
}

impl Comparison<'_> {
    /// What it breaks that `old` is called `now`: nothing where the old name works, too.
    fn renamed(&self, kind: AliasKind, scope: &str, old: &str, now: &str) -> Breaks {
        if self.new.aliases.get(kind, scope, old) == Some(now) { Breaks::NOTHING } else { Breaks::RUST }
    }
}

impl Report {
    /// How many changes have that verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.changes.iter().filter(|change| change.verdict == verdict).count()
    }

    /// The most serious verdict of the changes; `None` if there is none.
    pub fn verdict(&self) -> Option<Verdict> {
        self.changes.iter().map(|change| change.verdict).min()
    }
}

impl Breaks {
    const NOTHING: Self = Self { rust: false, wire: false };
    const RUST: Self = Self { rust: true, wire: false };
    const WIRE: Self = Self { rust: false, wire: true };
    const BOTH: Self = Self { rust: true, wire: true };

    /// Whether anything is broken.
    pub fn any(self) -> bool {
        self.rust || self.wire
    }
}

impl fmt::Display for Breaks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match (self.rust, self.wire) {
            (true, true) => "Rust and wire",
            (true, false) => "Rust",
            (false, true) => "wire",
            (false, false) => "nothing",
        })
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Breaking => "breaking",
            Self::Compatible => "compatible",
            Self::Documentation => "documentation only",
        })
    }
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Added => "added",
        })
    }
}

impl Subject {
    /// The word for what it is.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Feature(_) => "feature",
            Self::Server(_) => "server",
            Self::SecurityScheme(_) => "security scheme",
            Self::Service(_) => "service",
            Self::Operation { .. } => "operation",
            Self::Type(_) => "type",
            Self::Error(_) => "error type",
            Self::Webhook(_) => "webhook",
        }
    }

    /// Its name; empty for the client.
    pub fn name(&self) -> &str {
        match self {
            Self::Client => "",
            Self::Feature(name)
            | Self::Server(name)
            | Self::SecurityScheme(name)
            | Self::Service(name)
            | Self::Operation { name, .. }
            | Self::Type(name)
            | Self::Error(name)
            | Self::Webhook(name) => name,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client => formatter.write_str("the client"),
            Self::Operation { path, method, name } => write!(formatter, "`{method} {path}` (`{name}`)"),
            other => write!(formatter, "{} `{}`", other.word(), other.name()),
        }
    }
}
