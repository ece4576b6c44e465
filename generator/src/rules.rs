//! What the configuration adds to an API's specification: plain data, between the file and the stages.
//!
//! Each rule knows its place in the configuration, because a rule that matches nothing is an error.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;

use crate::api::{ClientAuthentication, EnvironmentVariables};
use crate::diagnostic::Place;

/// All rules of a configuration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    /// Corrections of the input.
    pub patches: Vec<Rule<Patch>>,
    /// The operations that are generated.
    pub selection: Selection,
    /// Names that replace the names that *lower* gives.
    pub renames: Vec<Rename>,
    /// Types of formats in place of the generator's own.
    pub formats: Vec<Rule<FormatType>>,
    /// Types of fields in place of what the document says.
    pub overrides: Vec<Override>,
    /// Whether properties that the document doesn't describe are dropped. Otherwise they are kept and sent back.
    pub drops_unknown_properties: bool,
    /// Where client credentials are exchanged for a token, for all schemes of OAuth 2.0.
    pub token_url: Option<Rule<String>>,
    /// Where users sign in with a browser, for all schemes of OAuth 2.0 that have the authorization code flow.
    pub authorization_url: Option<Rule<String>>,
    /// How client credentials are sent.
    pub client_authentication: Option<ClientAuthentication>,
    /// The property of error bodies that identifies the request for the API's support.
    pub tracking_id: Option<Rule<String>>,
    /// The path to the text of an error in its body: names of properties and indices of lists, with dots between them.
    pub message: Option<Rule<String>>,
    /// The header of responses that identifies the request for the API's support.
    pub request_id: Option<Rule<String>>,
    /// The header that marks all attempts at a call as one call.
    pub idempotency_key: Option<Rule<String>>,
    /// The variables that a client is built from.
    pub environment: Option<Rule<EnvironmentVariables>>,
    /// How the lists of operations are paged.
    pub paging: Vec<Rule<Paging>>,
    /// How responses are read item by item.
    pub streams: Vec<Rule<Stream>>,
    /// Jobs that are waited for.
    pub waiters: Vec<Rule<Waiter>>,
}

/// A rule and its place in the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule<T> {
    /// What it says.
    pub value: T,
    /// Where the configuration says so.
    pub place: Place,
}

/// A correction of the input as it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Patch {
    /// The file, by its name in messages or the end of it; `None` if there is only one.
    pub file: Option<String>,
    /// The JSON pointer (RFC 6901) within the document or the page's operation.
    pub pointer: String,
    /// The change.
    pub change: Change,
    /// The old value.
    pub expect: Option<Value>,
    /// Why.
    pub reason: String,
}

/// What a patch does.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Replaces the value, or adds it.
    Set(Value),
    /// Removes the value.
    Remove,
}

/// The operations to generate: an entry of `include` has to match (or there is no entry), and no entry of `exclude`
/// may match.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The operations that are asked for.
    pub include: Vec<Rule<Selector>>,
    /// The operations that are not.
    pub exclude: Vec<Rule<Selector>>,
}

/// Matches operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// By a tag, as the specification writes it.
    Tag(String),
    /// By the operation's id.
    Operation(String),
    /// By the path template.
    Path {
        /// The method, in upper case; `None` for all.
        method: Option<String>,
        /// A pattern, in which `*` stands for any characters of a segment and `**` for any segments.
        pattern: String,
    },
}

/// Sets a field's type in place of what the specification says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// `Schema.property`: the component's or the type's name, and the property's name in JSON.
    pub field: String,
    /// `any`, `string`, or the path of a Rust type.
    pub ty: String,
    /// Why.
    pub reason: String,
    /// Where the configuration says so.
    pub place: Place,
}

/// Replaces a name from the specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// The kind of the item.
    pub kind: RenameKind,
    /// Its name without the rule: see [`RenameKind`].
    pub from: String,
    /// The name in Rust.
    pub to: String,
    /// Where the configuration says so.
    pub place: Place,
}

/// The kind of a renamed item, and how the configuration names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RenameKind {
    /// A type, by the name that the lock has for it and nothing else; to a name in upper camel case.
    LockedType,
    /// A type, by its schema's name; to a name in upper camel case.
    Type,
    /// A field, as `Type.property`; to a name in snake case.
    Field,
    /// A variant of an enum, as `Type.VALUE`; to a name in upper camel case.
    Variant,
    /// A method, by its operation's id or as `GET /path`; to a name in snake case.
    Operation,
    /// A service, by its tag; to a name in snake case, that of the client's method.
    Service,
}

/// Sets the type of all values of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatType {
    /// The format, as the specification writes it.
    pub format: String,
    /// `any`, `string`, or the path of a Rust type.
    pub ty: String,
}

impl Rules {
    /// The crates that the configured types are of, the standard library's aside.
    pub fn crates(&self) -> BTreeSet<String> {
        let overrides = self.overrides.iter().map(|rule| rule.ty.as_str());
        let types = overrides.chain(self.formats.iter().map(|rule| rule.value.ty.as_str()));
        types.flat_map(crates_of).filter(|name| !matches!(*name, "std" | "core" | "alloc")).map(str::to_owned).collect()
    }
}

/// The crates that a Rust path names: the segment after each `::` at the root of a path.
fn crates_of(path: &str) -> impl Iterator<Item = &str> {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    path.match_indices("::").filter_map(move |(at, colons)| {
        let before = path.get(..at)?.trim_end();
        let name = path.get(at + colons.len()..)?.trim_start().split(|it| !is_name(it)).next()?;
        (!before.ends_with(|it: char| is_name(it) || it == '>')).then_some(name)
    })
}

/// How the answers of an operation are paged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// The operation's id.
    pub operation: String,
    /// How the next page is asked for.
    pub style: PagingStyle,
    /// The property of the answer that holds the items; `None` if the answer is the list itself.
    pub items: Option<String>,
    /// The parameter that asks how many items there are in all; `None` if that is `count`, if there is such a one.
    pub total: Option<String>,
}

/// How the answer of an operation is read item by item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// The operation's id.
    pub operation: String,
    /// The data that stands behind the last item in place of one: a stream that ends without it was broken off.
    pub last: Option<String>,
    /// The property of the body that asks for the stream, in place of `stream`.
    pub property: Option<String>,
}

/// How the next page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagingStyle {
    /// By how many items to pass over.
    Offset {
        /// The parameter that says so.
        parameter: String,
        /// The parameter that says how many items a page has.
        size: String,
    },
    /// By the page's number.
    Page {
        /// The parameter that says so.
        parameter: String,
        /// The parameter that says how many items a page has.
        size: Option<String>,
        /// The number of the first page.
        first: u64,
    },
    /// By a text that the last page came with.
    Cursor {
        /// The parameter that takes it.
        parameter: String,
        /// Where the last page has it.
        next: CursorPlace,
    },
    /// By the URL in `Link: <..>; rel="next"` (RFC 8288).
    Link,
    /// Not at all, although there are `limit` and `offset`.
    None,
}

/// Where a page has the cursor of the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CursorPlace {
    /// In a property of the body, by the names that lead to it.
    Body(Vec<String>),
    /// In a header.
    Header(String),
}

/// A job: the operation that starts it and the operation that returns its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiter {
    /// The name of the method that waits.
    pub name: String,
    /// The id of the operation that starts the job.
    pub start: String,
    /// The id of the operation that returns its status.
    pub status: String,
    /// Parameters of the second operation that the first one's answer has: name and property. Others of the path are
    /// those of the first operation's path.
    pub arguments: Vec<(String, String)>,
    /// The property with the job's status.
    pub field: String,
    /// Its values for a job that is done.
    pub done: Vec<String>,
    /// Its values for a job that failed.
    pub failed: Vec<String>,
    /// How long to wait before the first question; the wait grows from then on.
    pub interval: Duration,
    /// How long to wait in all.
    pub limit: Duration,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crates_of_types_are_those_of_all_their_paths() {
        let format = |ty: &str| {
            let value = FormatType { format: "x".to_owned(), ty: ty.to_owned() };
            Rule { value, place: Place::default() }
        };
        let types = [
            "::std::vec::Vec<::chrono::DateTime<::chrono::Utc>>",
            "crate::models::Disk",
            "any",
            ":: jiff ::civil::Date",
        ];
        let rules = Rules { formats: types.map(format).to_vec(), ..Rules::default() };
        assert_eq!(rules.crates().into_iter().collect::<Vec<_>>(), ["chrono", "jiff"]);
    }
}
