//! What a crate is made of, its names and texts aside.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::sync::Mutex;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{ImplItem, Item};

/// What the documents try to put into the code: it may be part of a name or of a text, but no identifier.
const INJECTED: [&str; 3] = ["pwned", "include_str", "include_bytes"];

/// What was found in each text so far, by its hash: most crates have many files in common.
static FOUND: Mutex<BTreeMap<u64, BTreeSet<String>>> = Mutex::new(BTreeMap::new());

/// Adds the kinds of items, traits, functions outside of types, macros and attributes of a file, which has to be Rust.
pub(crate) fn add(path: &Path, vocabulary: &mut BTreeSet<String>) {
    let text = fs::read_to_string(path).unwrap();
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let known = FOUND.lock().unwrap().get(&hasher.finish()).cloned();
    let found = known.unwrap_or_else(|| {
        let mut found = BTreeSet::new();
        add_items(path, &text, &mut found);
        add_tokens(path, text.parse().unwrap(), &mut found);
        FOUND.lock().unwrap().insert(hasher.finish(), found.clone());
        found
    });
    vocabulary.extend(found);
}

fn add_items(path: &Path, text: &str, vocabulary: &mut BTreeSet<String>) {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut items: Vec<Item> = file.items;
    while let Some(item) = items.pop() {
        match item {
            Item::Use(_) => {
                vocabulary.insert("use".to_owned());
            }
            Item::Mod(module) => {
                vocabulary.insert("mod".to_owned());
                items.extend(module.content.into_iter().flat_map(|(_, items)| items));
            }
            Item::Struct(_) => {
                vocabulary.insert("struct".to_owned());
            }
            Item::Enum(_) => {
                vocabulary.insert("enum".to_owned());
            }
            Item::Impl(item) => {
                if let Some((name, _)) = &item.trait_ {
                    vocabulary.insert(format!("impl {}", name.segments.last().unwrap().ident));
                }
                vocabulary.extend(item.items.iter().map(|item| {
                    let kind = match item {
                        ImplItem::Const(_) => "const",
                        ImplItem::Fn(_) => "fn",
                        ImplItem::Type(_) => "type",
                        other => panic!("{}: {}", path.display(), other.to_token_stream()),
                    };
                    format!("{kind} of a type")
                }));
            }
            // Tests have the names of operations.
            Item::Fn(function) if function.attrs.iter().any(|attribute| attribute.path().is_ident("test")) => {
                vocabulary.insert("fn of a test".to_owned());
            }
            Item::Fn(function) => {
                vocabulary.insert(format!("fn {}", function.sig.ident));
            }
            // A table. What stands in it is looked at as tokens; items behind a feature are items.
            Item::Macro(item) => {
                let name = item.mac.path.to_token_stream().to_string();
                if name.ends_with("items") {
                    items.extend(syn::parse2::<syn::File>(item.mac.tokens).unwrap().items);
                }
                vocabulary.insert(name);
            }
            Item::Const(item) => {
                vocabulary.insert(format!("const {}", item.ident));
            }
            Item::Static(item) => {
                vocabulary.insert(format!("static {}", item.ident));
            }
            Item::Type(item) => {
                vocabulary.insert(format!("type {}", item.ident));
            }
            Item::Trait(item) => {
                vocabulary.insert(format!("trait {}", item.ident));
            }
            other => {
                vocabulary.insert(other.to_token_stream().to_string());
            }
        }
    }
}

/// Adds the macros that are called and the attributes, wherever they stand.
fn add_tokens(path: &Path, tokens: TokenStream, vocabulary: &mut BTreeSet<String>) {
    let mut streams = vec![tokens];
    while let Some(stream) = streams.pop() {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        for (index, tree) in trees.iter().enumerate() {
            let before = |back: usize| index.checked_sub(back).and_then(|index| trees.get(index));
            let is_after = |back: usize, mark: char| matches!(before(back), Some(TokenTree::Punct(punct)) if punct.as_char() == mark);
            match tree {
                TokenTree::Group(group) => {
                    match before(2) {
                        Some(TokenTree::Ident(name)) if is_after(1, '!') => {
                            vocabulary.insert(format!("{name}!"));
                        }
                        _ => {}
                    }
                    let is_attribute = is_after(1, '#') || (is_after(1, '!') && is_after(2, '#'));
                    if is_attribute && group.delimiter() == Delimiter::Bracket {
                        let name = group.stream().into_iter().next().map(|first| first.to_string());
                        let mark = if is_after(1, '!') { "#!" } else { "#" };
                        vocabulary.insert(format!("{mark}[{}]", name.unwrap_or_default()));
                    }
                    streams.push(group.stream());
                }
                TokenTree::Ident(name) => {
                    assert!(!INJECTED.iter().any(|other| name == other), "{}: {name}", path.display());
                }
                _ => {}
            }
        }
    }
}
