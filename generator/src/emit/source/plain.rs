//! Items of which no line is too long.
//!
//! Most are so, and nobody has to decide where their lines break: they are written as they come, where `prettyplease` would need
//! their syntax tree first. What it would write is what stands here, byte for byte; all that isn't plain is left to it.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::line::{INDENT, Line};

/// The widest line that `prettyplease` writes where it can break one.
const WIDTH: usize = 89;

/// Splits tokens into items, each with its attributes.
pub(super) fn items(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let (mut items, mut item) = (Vec::new(), Vec::new());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let ends = match &token {
            TokenTree::Group(group) => {
                group.delimiter() == Delimiter::Brace && !tokens.peek().is_some_and(|next| is(next, ';'))
            }
            token => is(token, ';'),
        };
        item.push(token);
        if ends {
            items.push(std::mem::take(&mut item));
        }
    }
    if !item.is_empty() {
        items.push(item);
    }
    items
}

/// Writes an item; `None` if it isn't plain. The lines of a comment are one.
pub(super) fn print(item: &[TokenTree]) -> Option<String> {
    let mut text = String::new();
    write_item(item, "", &mut text)?;
    Some(text)
}

fn write_item(item: &[TokenTree], indent: &str, text: &mut String) -> Option<()> {
    let item = write_attributes(item, indent, text)?;
    let (last, head) = item.split_last()?;
    let body = match last {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => group.stream(),
        last if is(last, ';') => return write_line(head, indent, ";", text),
        _ => return None,
    };
    if body.is_empty() {
        return write_line(head, indent, " {}", text);
    }
    write_line(head, indent, " {", text)?;
    let inner = format!("{indent}{INDENT}");
    match ["impl", "fn", "struct", "enum"].into_iter().find(|word| head.iter().any(|token| is_word(token, word)))? {
        "impl" => items(body).iter().try_for_each(|item| write_item(item, &inner, text))?,
        "fn" => write_line(&body.into_iter().collect::<Vec<_>>(), &inner, "", text)?,
        _ => write_elements(&body.into_iter().collect::<Vec<_>>(), &inner, text)?,
    }
    text.extend([indent, "}\n"]);
    Some(())
}

/// Writes fields or variants.
fn write_elements(elements: &[TokenTree], indent: &str, text: &mut String) -> Option<()> {
    let mut depth = 0_usize;
    let ends = |token: &TokenTree| {
        // Nothing here has `->`.
        depth = (depth + usize::from(is(token, '<'))).saturating_sub(usize::from(is(token, '>')));
        depth == 0 && is(token, ',')
    };
    elements.split(ends).filter(|element| !element.is_empty()).try_for_each(|element| {
        let element = write_attributes(element, indent, text)?;
        write_line(element, indent, ",", text)
    })
}

/// Writes the attributes at the start, and returns the rest.
fn write_attributes<'t>(mut tokens: &'t [TokenTree], indent: &str, text: &mut String) -> Option<&'t [TokenTree]> {
    while let [sign, TokenTree::Group(attribute), rest @ ..] = tokens
        && is(sign, '#')
    {
        let attribute: Vec<TokenTree> = attribute.stream().into_iter().collect();
        if let [name, _, TokenTree::Literal(literal)] = attribute.as_slice()
            && is_word(name, "doc")
        {
            let literal = literal.to_string();
            text.extend([indent, "///", comment(&literal)?.trim_end_matches(' '), "\n"]);
        } else {
            let line = Line::of(attribute);
            if !line.is_plain || indent.len() + line.text.len() + 3 > WIDTH {
                return None;
            }
            text.extend([indent, "#[", &line.text, "]\n"]);
        }
        tokens = rest;
    }
    Some(tokens)
}

/// The text of a literal, if that needs no unescaping and is one for `///`.
fn comment(literal: &str) -> Option<&str> {
    let is_raw = literal.starts_with('r');
    let text = literal.trim_start_matches('r').trim_matches('#').strip_prefix('"')?.strip_suffix('"')?;
    (is_raw || !text.contains('\\')).then_some(text).filter(|text| !text.starts_with('/') && !text.contains('\n'))
}

fn write_line(tokens: &[TokenTree], indent: &str, end: &str, text: &mut String) -> Option<()> {
    let is_use = tokens.iter().take(2).any(|token| is_word(token, "use"));
    let line = Line::of(tokens.iter().cloned());
    let is_plain = (line.is_plain || is_use) && indent.len() + line.text.len() + end.len() <= WIDTH;
    is_plain.then(|| text.extend([indent, &line.text, end, "\n"]))
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

#[cfg(test)]
mod tests {
    use quote::{format_ident, quote};

    use super::{items, print};

    fn plain(tokens: proc_macro2::TokenStream) -> Vec<Option<String>> {
        items(tokens).iter().map(|item| print(item)).collect()
    }

    #[test]
    fn plain_items_are_written_as_by_prettyplease() -> syn::Result<()> {
        let tokens = quote! {
            use crate::models::{Pet, Vets};
            #[cfg(any(feature = "a", feature = "b"))]
            pub mod pets;
            #[doc = r#" A "pet". "#]
            #[doc = ""]
            #[derive(Debug, Clone)]
            #[must_use = "it is a pet"]
            pub struct Pet {
                #[doc = " Its name."]
                pub name: Option<String>,
                pub ages: BTreeMap<String, Vec<Option<i64>>>,
                rest: super::Rest<'static>,
            }
            pub struct Nothing {}
            #[doc = " Its kind."]
            pub enum Kind { Cat, #[doc = " Any."] Other(Box<Unknown<String>>), }
            pub struct GetPet(Request);
            impl crate::Pets {
                #[inline]
                pub fn get(&self, id: &str, tags: &[(&str, Style)]) -> GetPet {
                    GetPet(Request::new(&self.client, &OPERATION).path("id", id).query("tags", tags))
                }
                #[deprecated(note = "renamed to `get`")]
                pub fn fetch(self) -> Self { self.get::<u8>(-1) }
                pub const OLD: Self = Self::New;
            }
        };
        let all: Option<String> = plain(tokens.clone()).into_iter().collect();
        assert_eq!(all, Some(prettyplease::unparse(&syn::parse2(tokens)?)));
        Ok(())
    }

    #[test]
    fn what_is_not_plain_is_not_written() {
        let long = format_ident!("{}", "a".repeat(80));
        let tokens = quote! {
            pub struct A { pub b: #long }
            impl A { fn b(&self, #long: u8) {} }
            fn a() { b(#long, #long) }
            fn a(b: u8,) {}
            fn a() { b(); c() }
            fn a() { if b { c } else { d } }
            fn a() { A { b: 1 } }
            fn a() { b.map(|c| c) }
            fn a() { b + c }
            static A: B = B { c: 1 };
            pub enum A { B { c: u8 } }
            pub struct A(#[doc = " B."] pub B);
            #[doc = "\"\\"]
            pub struct A;
            #[doc = "/"]
            pub struct A;
        };
        assert!(plain(tokens).iter().all(Option::is_none));
    }
}
