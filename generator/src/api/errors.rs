//! Error types: what the documented statuses of failure mean.

use std::fmt;
use std::str::FromStr;

use super::ResponseBody;

/// An index into [`Api::errors`](super::Api::errors).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ErrorId(pub usize);

/// An enum with a variant for each documented status of failure, shared by operations whose documented failures don't
/// contradict each other.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorType {
    /// The Rust name, in upper camel case.
    pub name: String,
    /// The module below `errors`, in snake case.
    pub module: String,
    /// One for each status, exact statuses first in ascending order, then ranges, then `default`.
    pub variants: Vec<ErrorVariant>,
}

/// A documented status of failure.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorVariant {
    /// The variant's name, in upper camel case: `NotFound`.
    pub name: String,
    /// The statuses it stands for.
    pub status: StatusPattern,
    /// The body. [`ResponseBody::Empty`] where none is documented.
    pub body: ResponseBody,
    /// The `description` that most of its operations give the response; empty if each gives another, or none.
    pub description: String,
}

/// A key of OpenAPI's Responses Object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusPattern {
    /// One status, such as `404`.
    Exact(u16),
    /// A class of statuses by its first digit, such as `4XX`.
    Range(u8),
    /// Every status without its own entry: `default`.
    Default,
}

impl fmt::Display for StatusPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(status) => write!(formatter, "{status}"),
            Self::Range(class) => write!(formatter, "{class}XX"),
            Self::Default => formatter.write_str("default"),
        }
    }
}

impl FromStr for StatusPattern {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_suffix("XX") {
            Some(class) => class.parse().map(Self::Range),
            None if text == "default" => Ok(Self::Default),
            None => text.parse().map(Self::Exact),
        }
    }
}
