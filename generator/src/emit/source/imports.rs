//! The `use` lines of a file, and the short names that they allow.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::paths::{Target, find, replace};
use crate::emit::context::unraw;
use crate::names::PRELUDE;

/// How the root that emitters write as `crate` is written in a file: here alone. Only `use` lines have it, and everything else in a
/// file is relative to them.
const ROOT: &str = "crate";

/// The names of Rust's prelude that emitters use, and their modules.
const PRELUDE_MODULES: &[(&str, &str)] = &[
    ("boxed", "Box"),
    ("convert", "Into"),
    ("iter", "IntoIterator"),
    ("option", "Option"),
    ("result", "Result"),
    ("string", "String"),
    ("vec", "Vec"),
];

/// What a file writes for each path that leads out of it.
pub(super) struct Imports {
    written: BTreeMap<Target, Written>,
    /// The modules that are declared in the file: a path that begins with a crate of that name would lead there.
    modules: BTreeSet<String>,
    /// The items that `use` brings into the file.
    used: BTreeSet<Target>,
}

/// How a target is written.
#[derive(Clone, Copy)]
enum Written {
    /// By its name: it is declared in the file, brought in by `use`, or Rust's prelude has it.
    Name,
    /// Behind the name of its module, which is brought in by `use`.
    InModule,
    /// By its whole path.
    Path,
}

impl Imports {
    /// Decides for each path in `parts`, which make up one file.
    ///
    /// Items that the file declares keep their names. If two others share a name, the order is: the runtime, the standard
    /// library, other crates, the specification.
    ///
    /// `path` is the path of the file: its own items need no path.
    pub(super) fn of(path: &str, parts: &[TokenStream]) -> Self {
        let declared = Declared::of(parts);
        let mut targets = BTreeSet::new();
        for part in parts {
            find(part.clone(), &mut |target| _ = targets.insert(target));
        }
        let own = path.strip_prefix("src/").and_then(|path| path.split_once('/')).map(|(folder, _)| ["crate", folder]);
        let is_own =
            |target: &Target| own.is_some_and(|own| target.module == own) && declared.names.contains(&target.name);
        let mut imports = Self { written: BTreeMap::new(), modules: declared.modules.clone(), used: BTreeSet::new() };
        let mut names = declared.names.clone();
        let mut targets: Vec<Target> = targets.into_iter().collect();
        targets.sort_by_key(rank);
        for target in targets {
            let written = if is_own(&target) { Written::Name } else { imports.place(&target, &mut names) };
            imports.written.insert(target, written);
        }
        imports
    }

    fn place(&mut self, target: &Target, names: &mut BTreeSet<String>) -> Written {
        if is_in_prelude(target) {
            return if names.contains(&target.name) { Written::Path } else { Written::Name };
        }
        if !PRELUDE.contains(&target.name.as_str()) && names.insert(target.name.clone()) {
            self.used.insert(target.clone());
            return Written::Name;
        }
        match target.module.split_last() {
            Some((module, path)) if path.first().is_some_and(|root| root == "crate") => {
                let module = Target { module: path.to_vec(), name: module.clone() };
                if self.used.contains(&module) || names.insert(module.name.clone()) {
                    self.used.insert(module);
                    return Written::InModule;
                }
                Written::Path
            }
            _ => Written::Path,
        }
    }

    /// Writes `tokens` with short names.
    pub(super) fn shorten(&self, tokens: TokenStream) -> TokenStream {
        replace(tokens, &mut |target| self.write(&target))
    }

    fn write(&self, target: &Target) -> TokenStream {
        let name = ident(&target.name);
        match self.written.get(target) {
            Some(Written::Name) => quote!(#name),
            Some(Written::InModule) => {
                let module = target.module.last().map(|module| ident(module));
                quote!(#module::#name)
            }
            Some(Written::Path) | None => {
                let module = self.path(&target.module);
                quote!(#module::#name)
            }
        }
    }

    /// The path by which the file knows an item, given by the segments behind `crate`: a module, a type, and what it has.
    /// `None` if it has no short one.
    pub(super) fn path_of_item(&self, segments: &[&str]) -> Option<String> {
        let [module, name, rest @ ..] = segments else { return None };
        let target = Target { module: vec!["crate".to_owned(), (*module).to_owned()], name: (*name).to_owned() };
        let path = match self.written.get(&target)? {
            Written::Name => [&[*name], rest].concat(),
            Written::InModule => [&[*module, *name], rest].concat(),
            Written::Path => return None,
        };
        Some(path.join("::"))
    }

    /// The path of a module, from a root that can't be mistaken for a module of the file.
    fn path<S: AsRef<str>>(&self, module: &[S]) -> TokenStream {
        let (first, rest) = module.split_first().map_or(("", module), |(first, rest)| (first.as_ref(), rest));
        let rest = rest.iter().map(|segment| ident(segment.as_ref()));
        let root = match first {
            "crate" => ROOT.parse().unwrap_or_default(),
            first => {
                let root = ident(first);
                if self.modules.contains(first) { quote!(::#root) } else { quote!(#root) }
            }
        };
        quote!(#root #(::#rest)*)
    }

    /// The `use` lines, sorted as rustfmt sorts them: those of the crate first, then by their segments.
    pub(super) fn lines(&self) -> TokenStream {
        let mut modules: BTreeMap<&[String], Vec<&str>> = BTreeMap::new();
        for target in &self.used {
            // A module of which something else is used, too, is `self` among that.
            let inside = self.used.iter().map(|other| other.module.as_slice()).find(|module| target.is(module));
            match inside {
                Some(module) => modules.entry(module).or_default().insert(0, "self"),
                None => modules.entry(&target.module).or_default().push(&target.name),
            }
        }
        let mut lines: Vec<(bool, Vec<&str>, TokenStream)> = Vec::new();
        for (module, names) in modules {
            let path = self.path(module);
            let idents = names.iter().map(|name| ident(name));
            let (last, line) = match names.as_slice() {
                [name] => (*name, quote!(use #path::#(#idents)*;)),
                _ => ("{", quote!(use #path::{#(#idents),*};)),
            };
            let is_other = module.first().is_none_or(|root| root != "crate");
            lines.push((is_other, module.iter().map(String::as_str).chain([last]).collect(), line));
        }
        lines.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        lines.into_iter().map(|(_, _, line)| line).collect()
    }
}

/// The rank of a target: of several with one name, the lowest rank keeps the name.
fn rank(target: &Target) -> u8 {
    let mut module = target.module.iter().map(String::as_str);
    match (module.next(), module.next()) {
        (Some("crate"), Some("errors")) => 3,
        (Some("crate"), Some("services")) => 4,
        (Some("crate"), Some("models")) => 5,
        (Some("crate"), _) => 0,
        (Some("std"), _) => 1,
        _ => 2,
    }
}

fn is_in_prelude(target: &Target) -> bool {
    let is = |(module, name): &(&str, &str)| target.name == *name && target.module == ["std", module];
    PRELUDE_MODULES.iter().any(is)
}

/// A segment of a path, raw where it was.
fn ident(name: &str) -> Ident {
    let unraw = unraw(name);
    if unraw == name { Ident::new(name, Span::call_site()) } else { Ident::new_raw(unraw, Span::call_site()) }
}

/// The names that the file itself declares.
#[derive(Default)]
struct Declared {
    names: BTreeSet<String>,
    modules: BTreeSet<String>,
}

impl Declared {
    fn of(parts: &[TokenStream]) -> Self {
        let mut declared = Self::default();
        for part in parts {
            let mut tokens = part.clone().into_iter();
            while let Some(token) = tokens.next() {
                let TokenTree::Ident(keyword) = token else { continue };
                match keyword.to_string().as_str() {
                    "struct" | "enum" | "type" | "trait" => declared.names.extend(name(&mut tokens)),
                    "mod" => {
                        let name = name(&mut tokens);
                        declared.names.extend(name.clone());
                        declared.modules.extend(name);
                    }
                    "use" => declared.names.extend(brought(&mut tokens)),
                    _ => {}
                }
            }
        }
        declared
    }
}

fn name(tokens: &mut impl Iterator<Item = TokenTree>) -> Option<String> {
    match tokens.next() {
        Some(TokenTree::Ident(name)) => Some(unraw(&name.to_string()).to_owned()),
        _ => None,
    }
}

/// The names that a `use` line brings in: the last segment, or all of a group.
fn brought(tokens: &mut impl Iterator<Item = TokenTree>) -> Vec<String> {
    let mut last = None;
    for token in tokens {
        match token {
            TokenTree::Ident(name) => last = Some(unraw(&name.to_string()).to_owned()),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let names = group.stream().into_iter();
                return names.filter_map(|token| name(&mut std::iter::once(token))).collect();
            }
            // The contents of the module are not known here.
            TokenTree::Punct(punct) if punct.as_char() == '*' => return Vec::new(),
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            _ => {}
        }
    }
    last.into_iter().collect()
}
