//! Absolute paths in the tokens of a file.
//!
//! Emitters write every path from its root: `crate::models::Pet`, `::std::option::Option`. What a file writes instead, and
//! which `use` lines it needs for that, is decided once it is whole.

use crate::names::is_keyword;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};

/// An item outside of the file that a path leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    /// Its crate or module, from `crate` or from the name of a crate.
    pub(super) module: Vec<String>,
    /// The last segment that a `use` line names: a type, a macro, or a module whose functions are called.
    pub(super) name: String,
}

/// A path as the emitters write it.
struct Path<'t> {
    /// The segments from the root on.
    segments: Vec<&'t Ident>,
    /// How many tokens it takes, with all separators.
    length: usize,
}

impl Target {
    fn new(segments: &[&Ident]) -> Option<Self> {
        let (name, module) = segments.split_last()?;
        Some(Self { module: module.iter().map(ToString::to_string).collect(), name: name.to_string() })
    }

    /// Whether it is that module.
    pub(super) fn is(&self, module: &[String]) -> bool {
        module.split_last().is_some_and(|(name, path)| *name == self.name && path == self.module)
    }
}

impl<'t> Path<'t> {
    /// How many of the segments lead to the target; all others are what that holds.
    ///
    /// The modules of models, errors and services hold types, whose names are the specification's. Elsewhere a name in upper case
    /// is a type; of a function the module is named, as one does by hand; a macro stands last, before its `!`.
    fn reach(&self, is_macro: bool) -> usize {
        let all = self.segments.len();
        if is_macro {
            return all;
        }
        if let [root, module, _, ..] = *self.segments.as_slice()
            && root == "crate"
            && ["models", "errors", "services"].iter().any(|name| module == name)
        {
            return 3;
        }
        let is_type = |segment: &&Ident| segment.to_string().starts_with(char::is_uppercase);
        self.segments.iter().position(is_type).map_or(all.saturating_sub(1).max(1), |index| index + 1)
    }

    /// The target, and the segments behind it.
    fn split(&self, is_macro: bool) -> Option<(Target, &[&'t Ident])> {
        let (target, rest) = self.segments.split_at_checked(self.reach(is_macro))?;
        Some((Target::new(target)?, rest))
    }
}

/// Finds the absolute paths in `tokens`.
///
/// `use` lines that the emitters write themselves are none.
pub(super) fn find(tokens: TokenStream, found: &mut impl FnMut(Target)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    walk(&tokens, |step| match step {
        Step::Path(target, _) => found(target),
        Step::Token(TokenTree::Group(group)) => find(group.stream(), found),
        Step::Token(_) => {}
    });
}

/// Replaces each absolute path in `tokens` by what `write` makes of it.
pub(super) fn replace(tokens: TokenStream, write: &mut impl FnMut(Target) -> TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut replaced = Vec::with_capacity(tokens.len());
    walk(&tokens, |step| match step {
        Step::Path(target, rest) => {
            replaced.extend(write(target));
            replaced.extend(rest.iter().flat_map(|segment| quote::quote!(::#segment)));
        }
        Step::Token(TokenTree::Group(group)) => {
            replaced.push(inside(group, |tokens| replace(tokens, write)).into());
        }
        Step::Token(token) => replaced.push(token.clone()),
    });
    replaced.into_iter().collect()
}

/// What a walk comes to.
enum Step<'t> {
    /// An absolute path: its target, and the segments behind that.
    Path(Target, &'t [&'t Ident]),
    Token(&'t TokenTree),
}

/// Tells `come` the paths among `tokens`, and all other tokens.
fn walk(tokens: &[TokenTree], mut come: impl FnMut(Step<'_>)) {
    let mut index = 0;
    let mut is_use = false;
    while let Some(token) = tokens.get(index) {
        match token {
            TokenTree::Ident(ident) if ident == "use" => is_use = true,
            TokenTree::Punct(punct) if punct.as_char() == ';' => is_use = false,
            _ => {}
        }
        let path = if is_use { None } else { path_at(tokens, index) };
        let is_macro = |path: &Path<'_>| is_punct(tokens.get(index + path.length), '!');
        if let Some(path) = path
            && let Some((target, rest)) = path.split(is_macro(&path))
        {
            come(Step::Path(target, rest));
            index += path.length;
            continue;
        }
        come(Step::Token(token));
        index += 1;
    }
}

/// The group with other tokens between its delimiters.
fn inside(group: &Group, replace: impl FnOnce(TokenStream) -> TokenStream) -> Group {
    let mut replaced = Group::new(group.delimiter(), replace(group.stream()));
    replaced.set_span(group.span());
    replaced
}

/// The absolute path that begins at `index`.
fn path_at(tokens: &[TokenTree], index: usize) -> Option<Path<'_>> {
    let mut segments = Vec::new();
    let mut next = index;
    if let TokenTree::Ident(root) = tokens.get(index)?
        && root == "crate"
    {
        segments.push(root);
        next += 1;
    } else if !is_root(tokens, index) {
        return None;
    }
    while is_separator(tokens, next)
        && let Some(TokenTree::Ident(segment)) = tokens.get(next + 2)
    {
        segments.push(segment);
        next += 3;
    }
    (segments.len() > 1).then_some(Path { segments, length: next - index })
}

/// Whether `::` at `index` is the root of a path, and doesn't follow a type or a segment.
fn is_root(tokens: &[TokenTree], index: usize) -> bool {
    if !is_separator(tokens, index) {
        return false;
    }
    let before = |back: usize| index.checked_sub(back).and_then(|index| tokens.get(index));
    match before(1) {
        Some(TokenTree::Ident(ident)) => {
            let ident = ident.to_string();
            is_keyword(&ident) && !["Self", "crate", "self", "super"].contains(&ident.as_str())
        }
        Some(TokenTree::Punct(punct)) if punct.as_char() == '>' => is_punct(before(2), '-') || is_punct(before(2), '='),
        Some(TokenTree::Group(_) | TokenTree::Punct(_)) | None => true,
        Some(TokenTree::Literal(_)) => false,
    }
}

fn is_separator(tokens: &[TokenTree], index: usize) -> bool {
    is_punct(tokens.get(index), ':') && is_punct(tokens.get(index + 1), ':')
}

fn is_punct(token: Option<&TokenTree>, character: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}
