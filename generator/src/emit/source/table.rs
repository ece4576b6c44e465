//! Tables: what a macro of the runtime is given, a line a row.
//!
//! `prettyplease` doesn't format the contents of a macro, and puts them on as few lines as possible.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::line::{INDENT, delimiters, line};

/// The longest row on one line, with its indentation.
const WIDTH: usize = 100;

/// A call of one of the runtime's macros, which writes the code that all items of a kind share.
pub(crate) struct Table {
    /// Attributes of the call, such as the feature that it is behind.
    pub(crate) attributes: TokenStream,
    /// The macro's name.
    pub(crate) name: Ident,
    /// What the table is about: the name of an item, and words on the whole of it. In parts, as a row.
    pub(crate) head: Vec<TokenStream>,
    /// The rows, each of parts that go on lines of their own where one line is too short.
    pub(crate) rows: Vec<Vec<TokenStream>>,
}

impl Table {
    /// A table without attributes.
    pub(crate) fn new(name: &str, head: TokenStream, rows: Vec<Vec<TokenStream>>) -> Self {
        let head = vec![head];
        Self { attributes: TokenStream::new(), name: Ident::new(name, Span::call_site()), head, rows }
    }

    /// All tokens of the table, with absolute paths.
    pub(super) fn tokens(&self) -> TokenStream {
        let Self { name, head, .. } = self;
        let rows = self.rows.iter().flatten();
        let path = self.attributes.is_empty().then(|| quote!(crate::runtime::#name!));
        quote!(#path #(#head)* #(#rows)*)
    }

    /// The text of the table; `shorten` gives tokens their short names.
    pub(super) fn print(self, shorten: impl Fn(TokenStream) -> TokenStream) -> String {
        let line = |tokens: TokenStream| line(shorten(tokens));
        let (name, head) = (self.name, self.head);
        // Behind a condition, the file brings the macro in by itself.
        let path = if self.attributes.is_empty() { line(quote!(crate::runtime::#name!)) } else { format!("{name}!") };
        let attributes = wrapped(shorten(self.attributes), "");
        let path = if attributes.is_empty() { path } else { format!("{attributes}\n{path}") };
        if self.rows.is_empty() {
            let head: Vec<String> = head.into_iter().map(line).collect();
            return format!("{path}({});\n", head.join(" "));
        }
        let head: Vec<String> = head.into_iter().map(|part| wrapped(shorten(part), INDENT)).collect();
        let head = if head.iter().all(String::is_empty) { String::new() } else { laid_out(&head, ";") };
        let rows = self.rows.into_iter().map(|row| {
            let row: Vec<String> = match <[TokenStream; 1]>::try_from(row) {
                Ok([whole]) => vec![wrapped(shorten(whole), INDENT)],
                Err(parts) => parts.into_iter().map(&line).collect(),
            };
            // A row that is an item has its end already.
            let is_item = row.iter().any(|part| part.ends_with(';'));
            laid_out(&row, if is_item { "" } else { "," })
        });
        format!("{path} {{\n{head}{}}}\n", rows.collect::<String>())
    }
}

/// A row on one line if it fits, else a line for each of its parts. A row without parts is an empty line.
fn laid_out(parts: &[String], end: &str) -> String {
    if parts.is_empty() {
        return "\n".to_owned();
    }
    let row = format!("{INDENT}{}{end}\n", parts.join(" "));
    let is_long = row.lines().any(|line| line.chars().count() > WIDTH);
    if is_long { format!("{INDENT}{}{end}\n", parts.join(&format!("\n{INDENT}{INDENT}"))) } else { row }
}

/// Writes tokens on one line where it fits, else with a line for each element of the last list in them.
fn wrapped(tokens: TokenStream, indent: &str) -> String {
    let text = line(tokens.clone());
    if indent.len() + text.chars().count() < WIDTH {
        return text;
    }
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |token: &TokenTree, sign: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign);
    let end = if tokens.pop_if(|token| is(token, ';')).is_some() { ";" } else { "" };
    let Some(TokenTree::Group(group)) = tokens.pop() else { return text };
    let inner = group.stream();
    let elements: Vec<TokenTree> = inner.clone().into_iter().collect();
    // Between `<` and `>` a comma ends no element.
    if elements.iter().any(|token| is(token, '<')) {
        return text;
    }
    let is_comma = |token: &TokenTree| is(token, ',');
    let inside = if elements.iter().any(is_comma) {
        let elements = elements.split(is_comma).filter(|element| !element.is_empty());
        let element = |tokens: &[TokenTree]| format!("\n{indent}{INDENT}{},", line(tokens.iter().cloned().collect()));
        format!("{}\n{indent}", elements.map(element).collect::<String>())
    } else {
        wrapped(inner, indent)
    };
    let (open, close) = delimiters(group.delimiter());
    format!("{}{open}{inside}{close}{end}", line(tokens.into_iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::Table;
    use quote::{format_ident, quote};

    #[test]
    fn long_rows_take_several_lines() {
        let long = format_ident!("{}", "A".repeat(90));
        let table = Table {
            attributes: quote!(#[cfg(feature = "pets")]),
            name: format_ident!("object"),
            head: vec![quote!(Pet: new(#long(i64), name(String)))],
            rows: vec![
                vec![quote!("a" => a:), quote!(optional(bool))],
                vec![quote!("b" => b:), quote!(optional(#long))],
            ],
        };
        insta::assert_snapshot!(table.print(|tokens| tokens), @r#"
        #[cfg(feature = "pets")]
        object! {
            Pet: new(
                AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA(i64),
                name(String),
            );
            "a" => a: optional(bool),
            "b" => b:
                optional(AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA),
        }
        "#);
        let url = format!("https://{}.example.com", "a".repeat(50));
        let name = format_ident!("{}", "a".repeat(80));
        let rows = vec![
            vec![quote!(scheme "a" => bearer(specified #url, authorization specified #url))],
            vec![quote!(scheme "b" => bearer(specified "/token", authorization specified "/authorize"))],
            vec![quote!(pub use self::#name::{A,};)],
            vec![quote!(
                pub use self::b::B;
            )],
            vec![quote!("c" => C(BTreeMap<#name, #name>))],
        ];
        insta::assert_snapshot!(Table::new("items", quote!(), rows).print(|tokens| tokens), @r#"
        crate::runtime::items! {
            scheme "a" => bearer(
                specified "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com",
                authorization specified "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com",
            ),
            scheme "b" => bearer(specified "/token", authorization specified "/authorize"),
            pub use self::aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa::{
                A,
            };
            pub use self::b::B;
            "c" => C(BTreeMap<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>),
        }
        "#);
    }
}
