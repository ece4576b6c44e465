//! Joins a document that is spread over several files.
//!
//! Parts that can be components become components, named after their file or key. Everything else (path items, whole
//! sections) replaces the reference to it. Only files are read, and only near the document: a document from elsewhere
//! must not reach into the rest of the system.

mod context;
mod files;
mod names;
mod reference;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use serde_json::{Map, Value};

use self::context::Context;
use self::files::{FileId, Files, Problem, ROOT};
use self::reference::{Layout, is_url};
use super::file::Found;
use super::parse::MAX_DEPTH;
use super::{Input, Options};
use crate::diagnostic::{Code, Diagnostic, Place, Places};
use crate::{base_uri, pointer};

/// The most references that what they lead to may take the place of: a file that is put in place twice, and refers to
/// another twice, and so on, grows without bounds.
const MAX_INLINED: usize = 20_000;

/// The most values that a bundled document may have.
const MAX_VALUES: usize = 4_000_000;

/// Brings everything that a document refers to into the document.
pub(super) fn bundle(value: Value, source: &Found, options: &Options, input: &mut Input) -> Value {
    if !needs_bundling(&value) {
        return value;
    }
    let layout = Layout::of(&value);
    let fallback = value.clone();
    let files = match Files::new(value, source, options) {
        Ok(files) => files,
        Err(error) => {
            let message = format!("the files that it refers to can't be found: {error}");
            input.diagnostics.push(
                Diagnostic::error(Code::Unreadable, Place::file(&source.file), message)
                    .help("check that the document's folder is there"),
            );
            return fallback;
        }
    };
    let mut bundler = Bundler {
        layout,
        files,
        names: BTreeMap::new(),
        taken: BTreeMap::new(),
        placed: BTreeSet::new(),
        queue: VecDeque::new(),
        origins: Places::default(),
        diagnostics: Vec::new(),
        inlined: 0,
        values: 0,
        gave_up: false,
    };
    let document = bundler.run(&source.file);
    bundler.files.record(&mut input.sources);
    input.sources.set_origins(&source.file, bundler.origins);
    input.diagnostics.extend(bundler.files.diagnostics);
    input.diagnostics.extend(bundler.diagnostics);
    document
}

/// Whether any reference in a document names a file, or is escaped as a URL.
fn needs_bundling(value: &Value) -> bool {
    let mut rest = vec![value];
    while let Some(value) = rest.pop() {
        match value {
            Value::Object(map) => {
                let reference = map.get("$ref").and_then(Value::as_str);
                if reference.is_some_and(|reference| !reference.starts_with('#') || reference.contains('%')) {
                    return true;
                }
                // A mapping may name a schema of another file that no reference leads to.
                let mapping = map.get("mapping").and_then(Value::as_object).into_iter().flat_map(Map::values);
                let mut mapped = mapping.chain(map.get("defaultMapping")).filter_map(Value::as_str);
                if map.get("propertyName").is_some_and(Value::is_string) && mapped.any(is_file) {
                    return true;
                }
                rest.extend(map.values());
            }
            Value::Array(values) => rest.extend(values),
            _ => {}
        }
    }
    false
}

/// A value in one of the files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Target {
    file: FileId,
    pointer: String,
}

/// What a reference leads to.
enum Resolved {
    /// Something in the document itself; the reference as it must be written there.
    Local(String),
    Elsewhere(Target),
}

/// A component that is still to be moved.
struct Pending {
    section: &'static str,
    context: Context,
    name: String,
    target: Target,
}

/// Where a walk is.
#[derive(Clone)]
struct At {
    source: Target,
    /// The pointer in the bundled document.
    output: String,
    depth: usize,
    /// What was put in place of a reference on the way.
    chain: Rc<Vec<Target>>,
}

impl At {
    fn new(source: Target, output: String, depth: usize) -> Self {
        Self { source, output, depth, chain: Rc::default() }
    }

    fn child(&self, key: &str) -> Self {
        let key = pointer::escape(key);
        let source = Target { file: self.source.file, pointer: format!("{}/{key}", self.source.pointer) };
        let chain = Rc::clone(&self.chain);
        Self { source, output: format!("{}/{key}", self.output), depth: self.depth + 1, chain }
    }
}

struct Bundler {
    layout: Layout,
    files: Files,
    /// The names of components from other files.
    names: BTreeMap<(&'static str, Target), String>,
    /// All names of components, with their targets if these come from another file.
    taken: BTreeMap<&'static str, BTreeMap<String, Option<Target>>>,
    /// Components that the document itself says where to put.
    placed: BTreeSet<(&'static str, Target)>,
    queue: VecDeque<Pending>,
    origins: Places,
    diagnostics: Vec<Diagnostic>,
    inlined: usize,
    values: usize,
    gave_up: bool,
}

impl Bundler {
    fn run(&mut self, name: &str) -> Value {
        self.origins.insert("", Place::file(name));
        self.reserve_names();
        let Some(root) = self.files.get(ROOT) else { return Value::Null };
        let source = Target { file: ROOT, pointer: String::new() };
        let at = At::new(source, String::new(), 0);
        let mut document = self.walk(&root.value, &at, Context::Document);
        while let Some(Pending { section, context, name, target }) = self.queue.pop_front() {
            if !self.placed.insert((section, target.clone())) {
                continue;
            }
            let Some(file) = self.files.get(target.file) else { continue };
            let Some(value) = file.value.pointer(&target.pointer) else { continue };
            let output = format!("{}/{section}/{name}", self.layout.root());
            self.origins.insert(&output, Place { file: file.name.clone(), pointer: target.pointer.clone() });
            let value = self.walk(value, &At::new(target, output, 2), context);
            if let Some(section) = self.layout.entries(&mut document, section) {
                section.insert(name, value);
            }
        }
        document
    }

    /// Gives what the document's components refer to the names that they have there.
    fn reserve_names(&mut self) {
        let root = Target { file: ROOT, pointer: self.layout.root().to_owned() };
        let Some((components, sections)) = self.entries(root) else { return };
        for key in sections {
            let context = self.layout.root_context().child(&key);
            let Some(section) = self.layout.section(context.child("")) else { continue };
            let target = child(&components, &key);
            let Some((entries, names)) = self.entries(target) else { continue };
            for name in names {
                let entry = child(&entries, &name);
                let elsewhere = match self.reference_at(&entry).map(|reference| self.resolve(&reference, entries.file))
                {
                    Some(Ok(Resolved::Elsewhere(target))) => Some(target),
                    _ => None,
                };
                if let Some(target) = &elsewhere {
                    self.names.entry((section, target.clone())).or_insert_with(|| name.clone());
                }
                self.taken.entry(section).or_default().insert(name, elsewhere);
            }
        }
    }

    /// The keys of an object, and where it is when references to it are followed.
    fn entries(&mut self, mut target: Target) -> Option<(Target, Vec<String>)> {
        for _ in 0..MAX_DEPTH {
            let Some(reference) = self.reference_at(&target) else {
                let file = self.files.get(target.file)?;
                let keys = file.value.pointer(&target.pointer)?.as_object()?.keys().cloned().collect();
                return Some((target, keys));
            };
            target = match self.resolve(&reference, target.file).ok()? {
                Resolved::Elsewhere(target) => target,
                Resolved::Local(reference) => {
                    Target { file: ROOT, pointer: reference.trim_start_matches('#').to_owned() }
                }
            };
        }
        None
    }

    fn reference_at(&self, target: &Target) -> Option<String> {
        let file = self.files.get(target.file)?;
        Some(file.value.pointer(&target.pointer)?.get("$ref")?.as_str()?.to_owned())
    }

    /// Copies a value, its references made local.
    fn walk(&mut self, value: &Value, at: &At, context: Context) -> Value {
        self.values += 1;
        if at.depth > MAX_DEPTH || self.inlined > MAX_INLINED || self.values > MAX_VALUES {
            self.give_up(at);
            return Value::Null;
        }
        match value {
            Value::Object(map) => match map.get("$ref") {
                Some(Value::String(reference)) if context != Context::Data => {
                    self.reference(map, reference, at, context)
                }
                _ => Value::Object(self.walk_entries(map, at, context)),
            },
            Value::Array(values) => Value::Array(
                values
                    .iter()
                    .enumerate()
                    .map(|(index, value)| self.walk(value, &at.child(&index.to_string()), context.element()))
                    .collect(),
            ),
            Value::String(text) if context == Context::MappedSchema => Value::String(self.mapped(text, at)),
            other => other.clone(),
        }
    }

    fn walk_entries(&mut self, map: &Map<String, Value>, at: &At, context: Context) -> Map<String, Value> {
        map.iter().map(|(key, value)| (key.clone(), self.walk(value, &at.child(key), context.child(key)))).collect()
    }

    fn give_up(&mut self, at: &At) {
        if !std::mem::replace(&mut self.gave_up, true) {
            self.diagnostics.push(
                Diagnostic::error(
                    Code::TooDeep,
                    self.place(at),
                    "the document grows without end when its files are put together",
                )
                .help("let a file refer to a component, rather than to a part that contains the reference"),
            );
        }
    }

    fn place(&self, at: &At) -> Place {
        let name = self.files.get(at.source.file).map(|file| file.name.clone()).unwrap_or_default();
        Place { file: name, pointer: at.source.pointer.clone() }
    }

    /// Copies an object with a reference.
    fn reference(&mut self, map: &Map<String, Value>, reference: &str, at: &At, context: Context) -> Value {
        let target = match self.resolve(reference, at.source.file) {
            Ok(Resolved::Local(reference)) => return self.with_reference(map, &reference, at, context),
            Ok(Resolved::Elsewhere(target)) => target,
            Err(problem) => return self.unresolved(map, reference, problem, at, context),
        };
        if let Some(section) = self.layout.section(context) {
            let here = self.component_here(section, &target, &at.output);
            let name = self.name(section, context, &target);
            if here.is_none_or(|here| here != name) || !self.placed.insert((section, target.clone())) {
                return self.with_reference(map, &self.layout.reference(section, &name), at, context);
            }
        }
        if at.chain.contains(&target) {
            let problem = Problem::new(
                Code::CircularReference,
                "its target contains the reference itself",
                "refer to a component, rather than to a part that contains the reference",
            );
            return self.unresolved(map, reference, problem, at, context);
        }
        self.inline(map, &target, at, context)
    }

    /// Copies an object with a reference, and writes the reference otherwise.
    fn with_reference(&mut self, map: &Map<String, Value>, reference: &str, at: &At, context: Context) -> Value {
        let mut copy = self.walk_entries(map, at, context);
        copy.insert("$ref".to_owned(), Value::String(reference.to_owned()));
        Value::Object(copy)
    }

    /// Replaces a reference by its target, and keeps the keys beside the reference.
    fn inline(&mut self, map: &Map<String, Value>, target: &Target, at: &At, context: Context) -> Value {
        self.inlined += 1;
        let Some(file) = self.files.get(target.file) else { return Value::Null };
        let Some(value) = file.value.pointer(&target.pointer) else { return Value::Null };
        self.origins.insert(&at.output, Place { file: file.name.clone(), pointer: target.pointer.clone() });
        let mut chain = at.chain.to_vec();
        chain.push(target.clone());
        let inner =
            At { source: target.clone(), output: at.output.clone(), depth: at.depth + 1, chain: Rc::new(chain) };
        let mut value = self.walk(value, &inner, context);
        if let Value::Object(value) = &mut value {
            let mut siblings = self.walk_entries(map, at, context);
            siblings.shift_remove("$ref");
            value.extend(siblings);
        }
        value
    }

    /// The name of the component at `output`, if it is to be the one at `target`.
    fn component_here(&mut self, section: &'static str, target: &Target, output: &str) -> Option<String> {
        let name =
            output.strip_prefix(self.layout.root())?.strip_prefix('/')?.strip_prefix(section)?.strip_prefix('/')?;
        if name.contains('/') {
            return None;
        }
        let name = pointer::unescape(name).into_owned();
        self.names.entry((section, target.clone())).or_insert_with(|| name.clone());
        Some(name)
    }

    /// The name of the component that `target` becomes.
    fn name(&mut self, section: &'static str, context: Context, target: &Target) -> String {
        if let Some(name) = self.names.get(&(section, target.clone())) {
            return name.clone();
        }
        let (path, value) = match self.files.get(target.file) {
            Some(file) => (file.relative.clone(), file.value.pointer(&target.pointer).cloned().unwrap_or_default()),
            None => (String::new(), Value::Null),
        };
        let candidates = names::candidates(&path, &target.pointer, &value);
        let last = candidates.last().cloned().unwrap_or_default();
        let numbered = (2_usize..).map(|number| format!("{last}{number}"));
        let mut chosen = last.clone();
        let mut is_new = true;
        for name in candidates.into_iter().chain(numbered) {
            match self.taken.get(section).and_then(|taken| taken.get(&name)) {
                None => {
                    chosen = name;
                    break;
                }
                // A copy of a file is no other component.
                Some(Some(other)) if self.is_copy(other, &value) => {
                    chosen = name;
                    is_new = false;
                    break;
                }
                Some(_) => {}
            }
        }
        self.names.insert((section, target.clone()), chosen.clone());
        if is_new {
            self.taken.entry(section).or_default().insert(chosen.clone(), Some(target.clone()));
            self.queue.push_back(Pending { section, context, name: chosen.clone(), target: target.clone() });
        }
        chosen
    }

    /// Whether a value is the one at `other` over again; the same relative reference means something else elsewhere.
    fn is_copy(&self, other: &Target, value: &Value) -> bool {
        let file = self.files.get(other.file);
        let other = file.as_ref().and_then(|file| file.value.pointer(&other.pointer));
        other == Some(value) && !value.to_string().contains("\"$ref\"")
    }

    /// The value of a discriminator's mapping: a schema's name, or a reference to it.
    fn mapped(&mut self, text: &str, at: &At) -> String {
        if !is_file(text) && !text.contains(['/', '#']) {
            return text.to_owned();
        }
        match self.resolve(text, at.source.file) {
            Ok(Resolved::Local(reference)) => reference,
            Ok(Resolved::Elsewhere(target)) => {
                let section = self.layout.section(Context::Schema).unwrap_or_default();
                let name = self.name(section, Context::Schema, &target);
                self.layout.reference(section, &name)
            }
            Err(problem) => {
                self.report(problem, text, "the mapping is left as it is", at);
                text.to_owned()
            }
        }
    }

    fn unresolved(
        &mut self,
        map: &Map<String, Value>,
        reference: &str,
        problem: Problem,
        at: &At,
        context: Context,
    ) -> Value {
        if context == Context::Schema {
            self.report(problem, reference, "any value is accepted in its place", at);
            let mut siblings = self.walk_entries(map, at, context);
            siblings.shift_remove("$ref");
            return Value::Object(siblings);
        }
        self.report(problem, reference, "the reference is left as it is", at);
        self.with_reference(map, reference, at, context)
    }

    fn report(&mut self, problem: Problem, reference: &str, outcome: &str, at: &At) {
        let message = format!("the reference `{reference}` can't be resolved: {}; {outcome}", problem.message);
        let diagnostic = Diagnostic::warning(problem.code, self.place(at), message).help(problem.help);
        self.diagnostics.push(diagnostic);
    }

    /// Finds what a reference in `from` leads to.
    fn resolve(&mut self, reference: &str, from: FileId) -> Result<Resolved, Problem> {
        let by_uri = self.files.get(from).and_then(|file| base_uri::relative(&file.value, reference));
        let reference = by_uri.as_deref().unwrap_or(reference);
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let exists = |files: &Files, file, pointer: &str| {
            files.get(file).is_some_and(|file| file.value.pointer(pointer).is_some())
        };
        // Whether the document's own references lead anywhere is its own matter.
        if path.is_empty() && from == ROOT {
            let decoded = pointer::percent_decoded(fragment);
            let is_escaped = decoded != fragment && exists(&self.files, ROOT, &decoded);
            return Ok(Resolved::Local(if is_escaped { format!("#{decoded}") } else { reference.to_owned() }));
        }
        if is_url(path) {
            let help = "fetch the file, put it beside the document and refer to it there";
            return Err(Problem::new(Code::RemoteReference, "nothing is fetched from the network", help));
        }
        // Older formats allowed the bare name of a schema.
        if let Some(section) = self.layout.section(Context::Schema).filter(|_| fragment.is_empty()) {
            let named = self.layout.reference(section, path);
            if exists(&self.files, ROOT, named.trim_start_matches('#')) {
                return Ok(Resolved::Local(named));
            }
        }
        let file = if path.is_empty() {
            from
        } else {
            self.files.load(from, &pointer::percent_decoded(path).replace('\\', "/"))?
        };
        let pointer = pointer::percent_decoded(fragment).into_owned();
        if file == ROOT {
            return Ok(Resolved::Local(format!("#{pointer}")));
        }
        if exists(&self.files, file, &pointer) {
            return Ok(Resolved::Elsewhere(Target { file, pointer }));
        }
        // Some tools read `#/components/..` in every file as the document's.
        if path.is_empty() && exists(&self.files, ROOT, &pointer) {
            return Ok(Resolved::Local(format!("#{pointer}")));
        }
        let name = self.files.get(file).map(|file| file.name.clone()).unwrap_or_default();
        let message = format!("{name} has nothing at `#{pointer}`");
        Err(Problem::new(Code::UnresolvedReference, message, "add it there, or correct the reference"))
    }
}

/// Whether the value of a mapping names a file, or a part of one.
fn is_file(text: &str) -> bool {
    let path = text.split('#').next().unwrap_or_default();
    [".json", ".yaml", ".yml"].iter().any(|extension| path.ends_with(extension))
}

fn child(target: &Target, key: &str) -> Target {
    let key = pointer::escape(key);
    Target { file: target.file, pointer: format!("{}/{key}", target.pointer) }
}

#[cfg(test)]
mod tests;
