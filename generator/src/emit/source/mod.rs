//! From tokens to the text of a file.

mod imports;
mod line;
mod links;
pub(in crate::emit) mod modules;
mod paths;
mod plain;
mod table;

use self::imports::Imports;
pub(super) use self::table::Table;
use super::documentation::LINE_BREAK;
use super::{EmitError, File, MARKER};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// What a file consists of, every path in it absolute.
#[derive(Default)]
pub(super) struct Source {
    parts: Vec<Part>,
}

/// A part of a file.
enum Part {
    /// Items, laid out by `prettyplease`.
    Items(TokenStream),
    Table(Table),
}

impl Part {
    fn tokens(&self) -> TokenStream {
        match self {
            Self::Items(items) => items.clone(),
            Self::Table(table) => table.tokens(),
        }
    }
}

impl Source {
    /// Adds items at the end.
    pub(super) fn items(mut self, items: TokenStream) -> Self {
        if !items.is_empty() {
            self.parts.push(Part::Items(items));
        }
        self
    }

    /// Adds tables at the end.
    pub(super) fn tables(mut self, tables: impl IntoIterator<Item = Table>) -> Self {
        self.parts.extend(tables.into_iter().map(Part::Table));
        self
    }
}

impl From<TokenStream> for Source {
    fn from(items: TokenStream) -> Self {
        Self::default().items(items)
    }
}

/// Formats `source` as the file at `path`, with the `use` lines that it needs.
pub(super) fn file(path: &str, source: impl Into<Source>) -> Result<File, EmitError> {
    let Source { parts } = source.into();
    let tokens: Vec<TokenStream> = parts.iter().map(Part::tokens).collect();
    let imports = Imports::of(path, &tokens);
    let mut lines = imports.lines();
    let mut content = format!("// {MARKER}\n");
    for part in parts {
        let (items, table) = match part {
            Part::Items(items) => (imports.shorten(items), None),
            Part::Table(table) => (TokenStream::new(), Some(table)),
        };
        let (attributes, items) = inner_attributes(items);
        // They stand above the first part, behind the attributes of the file.
        let lines = std::mem::take(&mut lines);
        let items = quote!(#attributes #lines #items);
        if !items.is_empty() {
            content.push('\n');
            space(&links::shorten(&laid_out(path, items)?, &imports), &mut content);
        }
        if let Some(table) = table {
            content.push('\n');
            content.push_str(&table.print(|tokens| imports.shorten(tokens)));
        }
    }
    Ok(File { path: path.to_owned(), content })
}

/// Lays out items: those that aren't plain by `prettyplease`.
fn laid_out(path: &str, items: TokenStream) -> Result<String, EmitError> {
    let mut text = String::new();
    for item in plain::items(items) {
        if let Some(plain) = plain::print(&item) {
            text.push_str(&plain);
            continue;
        }
        let file = syn::parse2(item.into_iter().collect())
            .map_err(|error| EmitError::new(format_args!("the file `{path}`"), error.to_string()))?;
        text.push_str(&prettyplease::unparse(&file));
    }
    Ok(text)
}

/// Takes the attributes of the file itself from its start: `use` lines follow them.
fn inner_attributes(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |token: Option<&TokenTree>, sign: char| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    let mut end = 0;
    while is(tokens.get(end), '#') && is(tokens.get(end + 1), '!') {
        end += 3;
    }
    let items = tokens.split_off(end.min(tokens.len()));
    (tokens.into_iter().collect(), items.into_iter().collect())
}

/// Appends `source` to `spaced`, with an empty line between items, which `prettyplease` doesn't put there, and a line for each
/// line of a comment.
///
/// A line-based pass is safe: emitted literals hold no line breaks, and each comment shows that it is one.
fn space(source: &str, spaced: &mut String) {
    let mut previous = "";
    // The first line of an attribute that takes several.
    let mut attribute = None;
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if attribute.is_none() && !previous.is_empty() && parted(previous, line, lines.clone()) {
            spaced.push('\n');
        }
        push(line, spaced);
        previous = line;
        if line.trim_start().starts_with("#[") && !line.ends_with(']') {
            attribute = Some(line);
        } else if line.trim_start() == ")]" {
            previous = attribute.take().unwrap_or(line);
        }
    }
}

/// Appends a line, or the lines of a comment.
fn push(line: &str, text: &mut String) {
    let content = line.trim_start_matches(' ');
    let indent = line.get(..line.len() - content.len()).unwrap_or_default();
    let sign = if content.starts_with("//!") { "//!" } else { "///" };
    for (index, part) in line.split(LINE_BREAK).enumerate() {
        if index > 0 {
            text.extend(["\n", indent, sign]);
        }
        text.push_str(part);
    }
    text.push('\n');
}

/// The line of the item that `line` is, or is an attribute of.
fn subject<'l>(line: &'l str, following: impl Iterator<Item = &'l str>) -> &'l str {
    let is_condition = |line: &str| {
        let line = line.trim_start();
        ["#[cfg(", "any(", "feature = ", ")"].iter().any(|start| line.starts_with(start))
    };
    [line].into_iter().chain(following).find(|line| !is_condition(line)).unwrap_or(line).trim()
}

/// Returns whether `next`, which `following` follow, starts an item and `previous` ends something of another kind.
fn parted<'l>(previous: &str, next: &'l str, following: impl Iterator<Item = &'l str>) -> bool {
    let line = next;
    let (previous_indent, previous) = indentation(previous);
    let (next_indent, next) = indentation(next);
    if previous_indent != next_indent || next.is_empty() || previous.starts_with("///") {
        return false;
    }
    if previous.starts_with("//!") {
        return !next.starts_with("//!") && !next.starts_with("#![cfg_attr(");
    }
    // An attribute of the file; those of items are skipped.
    if previous.starts_with("#![") || previous == ")]" {
        return !next.starts_with("#![") && !next.starts_with("//!");
    }
    let starts_item =
        ["///", "#[", "pub ", "impl", "fn ", "static ", "mod ", "type "].iter().any(|start| next.starts_with(start));
    if previous.ends_with('}') || previous == "};" {
        return starts_item && !(previous.starts_with("pub use ") && next.starts_with("pub use "));
    }
    if previous.starts_with("use ") {
        return !next.starts_with("use ");
    }
    // Between statements and one-line items only those with documentation or a body stand apart.
    previous.ends_with(';') && ["impl", "///", "fn "].iter().any(|start| next.starts_with(start))
        || is_module(previous) && !is_module(subject(line, following))
}

fn is_module(line: &str) -> bool {
    line.starts_with("mod ") || line.starts_with("pub mod ") || line.starts_with("#[path ")
}

fn indentation(line: &str) -> (usize, &str) {
    let trimmed = line.trim_start();
    (line.len() - trimmed.len(), trimmed.trim_end())
}

#[cfg(test)]
mod tests {
    use super::file;
    use quote::quote;

    #[test]
    fn items_stand_apart() -> Result<(), crate::emit::EmitError> {
        let tokens = quote! {
            #![doc = " Docs."]
            #![allow(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb)]
            #![cfg_attr(c, doc = "C")]
            #![doc = " C."]
            #![allow(c)]
            mod a;
            #[cfg(feature = "b")]
            pub mod b;
            #[cfg(any(feature = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", feature = "bbbbbbbbbbbbbbbbbbbbbbbb", feature = "c"))]
            mod c;
            #[cfg(feature = "b")]
            pub use a::A;
            #[cfg(feature = "b")]
            pub use b::B;
            #[doc = " B. {}"]
            #[doc = " };"]
            #[doc = " B."]
            pub struct B { #[doc = " C."] pub c: u8, #[doc = " D."] pub d: u8 }
            impl B {
                #[doc = " E."]
                fn e() { if true { f(); } if true { f(); } }
                fn f() {}
            }
        };
        insta::assert_snapshot!(file("a.rs", tokens)?.content, @r#"
        // @generated by generator: do not edit, change the specification instead.

        //! Docs.

        #![allow(
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
            bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
        )]
        #![cfg_attr(c, doc = "C")]
        //! C.

        #![allow(c)]

        mod a;
        #[cfg(feature = "b")]
        pub mod b;
        #[cfg(
            any(
                feature = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                feature = "bbbbbbbbbbbbbbbbbbbbbbbb",
                feature = "c"
            )
        )]
        mod c;

        #[cfg(feature = "b")]
        pub use a::A;
        #[cfg(feature = "b")]
        pub use b::B;

        /// B. {}
        /// };
        /// B.
        pub struct B {
            /// C.
            pub c: u8,
            /// D.
            pub d: u8,
        }

        impl B {
            /// E.
            fn e() {
                if true {
                    f();
                }
                if true {
                    f();
                }
            }

            fn f() {}
        }
        "#);
        Ok(())
    }
}
