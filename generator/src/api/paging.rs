//! How answers are paged.

use super::Type;

/// How an operation's answers are paged.
#[derive(Debug, Clone, PartialEq)]
pub struct Paging {
    /// How the next page is asked for.
    pub style: PagingStyle,
    /// The names that lead to the items; none if the answer is the list.
    pub items: Vec<String>,
    /// The type of an item.
    pub item: Type,
    /// The query parameter that asks for the total number of items, if there is one.
    pub total: Option<String>,
}

/// How the next page is asked for. Parameters are those of the query, by their names on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagingStyle {
    /// By how many items to pass over.
    Offset {
        /// The parameter that says so.
        parameter: String,
        /// How many items a page has.
        size: PageSize,
    },
    /// By the page's number.
    Page {
        /// The parameter that says so.
        parameter: String,
        /// How many items a page has.
        size: Option<PageSize>,
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
    /// By the URL in `Link: <..>; rel="next"`.
    Link,
}

/// How many items a page has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSize {
    /// The parameter that says so.
    pub parameter: String,
    /// The number where it is not set.
    pub default: Option<u64>,
    /// The largest number that the server allows.
    pub maximum: Option<u64>,
}

/// Where a page has the cursor of the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CursorPlace {
    /// In the body, by the names that lead to it.
    Body(Vec<String>),
    /// In a header.
    Header(String),
}
