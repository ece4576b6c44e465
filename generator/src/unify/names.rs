//! Names for components: given by the inputs, or by what the places of a schema have in common.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::arena::EntryId;
use super::components::{ComponentId, Components};
use super::graph::{Graph, Parent, Step};
use super::merge::Merged;
use super::shapes;
use super::slots::Context;
use super::wording::{common_prefix, common_suffix, is_error, is_generic};
use crate::names::NameOrigin;
use crate::names::alternatives::{Shape, names};
use crate::names::media_types;
use crate::names::versions::{repeated, separated};
use crate::names::words::{one_of, singular, upper_camel, words};
use crate::parse::Operation;
use crate::pointer::unescape;

/// The name of each component.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_component: BTreeMap<ComponentId, Name>,
}

/// A component's name.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) origin: NameOrigin,
}

impl Names {
    pub(super) fn get(&self, id: ComponentId) -> Option<&Name> {
        self.by_component.get(&id)
    }
}

/// Names all components. If several shapes have one label, the most common shape keeps it; the others are named after
/// their context.
pub(super) fn assign(graph: &Graph<'_>, components: &Components) -> Names {
    let ids: Vec<_> = graph.operations.iter().map(|it| (id(it), it.operation.path.as_str())).collect();
    let mut naming = Naming {
        graph,
        components,
        names: Names::default(),
        taken: BTreeSet::new(),
        numbers: BTreeMap::new(),
        alternatives: RefCell::default(),
        versions: repeated(&ids),
    };
    let mut by_label: BTreeMap<(bool, &[String]), Vec<ComponentId>> = BTreeMap::new();
    for (index, component) in components.list.iter().enumerate() {
        if let Some(label) = &component.label {
            by_label.entry((!label.is_component, &label.words)).or_default().push(ComponentId(index));
        }
    }
    for mut claimants in by_label.into_values() {
        // Stable, and the list is in the order of the graph.
        claimants
            .sort_by_key(|id| std::cmp::Reverse(components.get(*id).map_or(0, |component| component.members.len())));
        if let Some(id) = claimants.first() {
            naming.claim_label(*id);
        }
    }
    // From the outermost in, so that a parent has its name before its parts are named after it.
    let mut unnamed: Vec<ComponentId> =
        (0..components.list.len()).map(ComponentId).filter(|id| naming.names.get(*id).is_none()).collect();
    let depths = depths(graph, components);
    unnamed.sort_by_key(|id| depths.get(id).copied().unwrap_or(usize::MAX));
    for id in unnamed {
        naming.claim_context(id);
    }
    naming.names
}

/// The smallest number of components around each component.
fn depths(graph: &Graph<'_>, components: &Components) -> BTreeMap<ComponentId, usize> {
    let mut depths = BTreeMap::new();
    for (index, component) in components.list.iter().enumerate() {
        let depth = |member: &EntryId| {
            let (mut depth, mut current) = (0, *member);
            while let Parent::Entry(parent, _) = graph.entry(current).parent {
                depth += usize::from(components.find(graph, parent).is_some());
                current = parent;
            }
            depth
        };
        depths.insert(ComponentId(index), component.members.iter().map(depth).min().unwrap_or(0));
    }
    depths
}

/// What tells each member of a union from the others, by its index.
type Differences = BTreeMap<usize, Option<String>>;

struct Naming<'n, 'a> {
    graph: &'n Graph<'a>,
    components: &'n Components,
    names: Names,
    /// The words of the names given so far, joined, so that names differ in more than their casing.
    taken: BTreeSet<String>,
    /// The first number that may be free, by the words before it.
    numbers: BTreeMap<String, usize>,
    /// What tells the members of each union apart, by the union and whether it is a `oneOf`.
    alternatives: RefCell<BTreeMap<(EntryId, bool), Differences>>,
    /// Whether the last word of each operation's id is a version that its path says, too.
    versions: Vec<bool>,
}

/// A place of a component, as far as it matters for its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Site {
    /// Inside another component: its name, and the words of the way from it.
    Inside { parent: String, words: Vec<String> },
    /// The body of an error: its status.
    Error { status: String, element: bool },
    /// At the top of an operation: its words, and what the schema is there.
    Top { operation: Vec<String>, role: Vec<String>, parameter: bool },
}

impl Naming<'_, '_> {
    fn claim_label(&mut self, id: ComponentId) {
        let Some(label) = self.components.get(id).and_then(|component| component.label.clone()) else { return };
        let is_identifier = label.text.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        let keeps_case =
            is_identifier && (label.is_component || label.text.starts_with(|c: char| c.is_ascii_uppercase()));
        let text = if keeps_case || label.is_component { label.text.clone() } else { upper_camel(&label.words) };
        let origin = if label.is_component { NameOrigin::Component } else { NameOrigin::Title };
        if self.taken.insert(label.words.concat()) {
            self.names.by_component.insert(id, Name { text, origin });
        }
    }

    fn claim_context(&mut self, id: ComponentId) {
        let Some(component) = self.components.get(id) else { return };
        let sites: BTreeSet<Site> = component.members.iter().filter_map(|member| self.site(*member)).collect();
        // The order in which the specification has them, for whatever falls back on the first.
        let first = component.members.iter().find_map(|member| self.site(*member));
        let label = component.label.as_ref();
        let mut candidates = Vec::new();
        if label.is_none() {
            match common_name(&sites) {
                Some(name) => candidates.push(name),
                None => candidates.extend(self.reference_names(component.representative, &sites)),
            }
        }
        candidates.extend(first.as_ref().map(full_name));
        candidates.extend(sites.iter().map(full_name));
        if let (Some(label), Some(Site::Inside { parent, .. })) = (label, &first) {
            candidates.push([words(parent), label.words.clone()].concat());
        }
        candidates.extend(component.members.iter().filter_map(|member| self.name_by_media_type(*member)));
        candidates.retain(|words| !words.is_empty());
        let origin = NameOrigin::Context;
        if let Some(words) = candidates.iter().find(|words| !self.taken.contains(&words.concat())) {
            self.taken.insert(words.concat());
            self.names.by_component.insert(id, Name { text: upper_camel(words), origin });
            return;
        }
        let base = label.map(|label| label.words.clone()).or_else(|| candidates.into_iter().next());
        let base = base.unwrap_or_else(|| vec!["schema".to_owned()]);
        // No context is left that tells it from the others.
        let words = base.concat();
        for number in self.numbers.get(&words).copied().unwrap_or(2).. {
            if self.taken.insert(format!("{words}{number}")) {
                self.numbers.insert(words, number + 1);
                self.names.by_component.insert(id, Name { text: format!("{}{number}", upper_camel(&base)), origin });
                return;
            }
        }
    }

    /// Names of a reference, or of its `type`, by the only kind of thing that it refers to: `{"type": "IDENTITY", "id": ".."}`.
    fn reference_names(&self, id: EntryId, sites: &BTreeSet<Site>) -> Vec<Vec<String>> {
        let is_kind = |site: &Site| matches!(site, Site::Inside { words, .. } if *words == ["type"]);
        let has = |name| self.graph.child(id, Step::Property(name)).is_some();
        let roles: &[&str] = match has("type") && has("id") {
            true => &["reference", "ref"],
            false if self.graph.children(id).is_empty() && sites.iter().all(is_kind) => &["type"],
            false => &[],
        };
        let Some(kind) = self.only_value(id) else { return Vec::new() };
        roles.iter().map(|role| [kind.clone(), vec![(*role).to_owned()]].concat()).collect()
    }

    /// Climbs from a copy to the component or the operation that it is a part of.
    fn site(&self, member: EntryId) -> Option<Site> {
        let mut current = member;
        let mut way: Vec<String> = Vec::new();
        let mut element = false;
        loop {
            match self.graph.entry(current).parent {
                Parent::Entry(parent, step) => {
                    if way.is_empty() {
                        way = self.words_of_step(parent, step, &mut element);
                    }
                    if !self.graph.is_alias(parent)
                        && let Some(id) = self.components.find(self.graph, parent)
                    {
                        let parent = self.names.get(id)?.text.clone();
                        return Some(Site::Inside { parent, words: way });
                    }
                    current = parent;
                }
                Parent::Component { name, .. } => {
                    return Some(Site::Inside { parent: name.to_owned(), words: way });
                }
                Parent::Root(root) => return self.top(root, way, element),
            }
        }
    }

    /// The name of a body that only its media type tells from another of its operation.
    fn name_by_media_type(&self, member: EntryId) -> Option<Vec<String>> {
        let Some(Site::Top { operation, role, parameter: false }) = self.site(member) else { return None };
        let mut parent = self.graph.entry(member).parent;
        let root = loop {
            match parent {
                Parent::Entry(entry, _) => parent = self.graph.entry(entry).parent,
                Parent::Root(root) => break self.graph.roots.get(root)?,
                Parent::Component { .. } => return None,
            }
        };
        let (_, media_type) = self.graph.schema(root.entry).pointer().split_once("/content/")?;
        let [short, ..] = media_types::words(&unescape(media_type.split('/').next()?));
        Some([operation, words(&short.snake()), role].concat())
    }

    fn words_of_step(&self, parent: EntryId, step: Step<'_>, element: &mut bool) -> Vec<String> {
        match step {
            Step::Property(name) => {
                let mut words = words(name);
                if *element {
                    one_of(&mut words);
                }
                words
            }
            Step::Items | Step::AdditionalProperties => {
                *element = true;
                Vec::new()
            }
            Step::OneOf(index) | Step::AnyOf(index) if !self.graph.is_alias(parent) => {
                let member = self.graph.child(parent, step).and_then(|member| self.graph.node(member));
                let tag = member.and_then(|member| self.only_value(member));
                tag.or_else(|| self.difference(parent, step)).unwrap_or_else(|| vec![format!("variant{}", index + 1)])
            }
            _ => Vec::new(),
        }
    }

    /// The value that sets a union's member apart: its own only one, or that of a property.
    fn only_value(&self, member: EntryId) -> Option<Vec<String>> {
        let only = |id: EntryId| match self.graph.schema(id).values.as_slice() {
            [value] => Some(words(value.as_str()?)).filter(|words| !words.is_empty()),
            _ => None,
        };
        let mut properties = self.graph.children(member).iter().filter(|(step, _)| matches!(step, Step::Property(_)));
        only(member).or_else(|| properties.find_map(|(_, property)| only(self.graph.node(*property)?)))
    }

    /// What tells a union's member from the others.
    fn difference(&self, union: EntryId, member: Step<'_>) -> Option<Vec<String>> {
        let is_one_of = |step: &Step<'_>| matches!(step, Step::OneOf(_));
        let key = (union, is_one_of(&member));
        let mut known = self.alternatives.borrow_mut();
        let all = known.entry(key).or_insert_with(|| {
            let siblings = self.graph.children(union).iter().filter(|(step, _)| {
                matches!(step, Step::OneOf(_) | Step::AnyOf(_)) && is_one_of(step) == is_one_of(&member)
            });
            let (steps, shapes): (Vec<usize>, Vec<Shape>) =
                siblings.map(|(step, id)| (position(*step), shapes::shape(self.graph, *id))).unzip();
            steps.into_iter().zip(names(&shapes)).collect()
        });
        let name = all.get(&position(member))?.as_deref()?;
        Some(words(name)).filter(|words| !words.is_empty())
    }

    fn top(&self, root: usize, mut way: Vec<String>, element: bool) -> Option<Site> {
        let root = self.graph.roots.get(root)?;
        let versions = self.versions.get(root.operation).copied().unwrap_or_default();
        let merged = self.graph.operations.get(root.operation)?;
        let operation = &merged.operation;
        let id = id(merged).map(|id| words(&separated(id, &operation.path)));
        let operation = match id.filter(|words| !words.is_empty()) {
            Some(mut words) => {
                words.truncate(words.len().saturating_sub(usize::from(versions)));
                words
            }
            None => words(&format!("{} {}", operation.method.to_ascii_lowercase(), operation.path)),
        };
        let mut parameter = false;
        let mut role = match root.context {
            Context::Parameter(name) => {
                parameter = true;
                words(name)
            }
            Context::Request => vec![if merged.is_webhook { "payload" } else { "request" }.to_owned()],
            Context::Response(status) if way.is_empty() && is_error(status) => {
                return Some(Site::Error { status: status.to_owned(), element });
            }
            Context::Response(_) => vec!["response".to_owned()],
        };
        if way.is_empty() && element {
            if parameter {
                role = role.iter().map(|word| singular(word)).collect();
            } else {
                way.push("item".to_owned());
            }
        }
        Some(Site::Top { operation, role: [role, way].concat(), parameter })
    }
}

/// The id of an operation; the name of an event.
fn id(merged: &Merged) -> Option<&str> {
    let Operation { id, path, .. } = &merged.operation;
    id.as_deref().or(merged.is_webhook.then_some(path))
}

fn position(step: Step<'_>) -> usize {
    match step {
        Step::OneOf(index) | Step::AnyOf(index) => index,
        _ => 0,
    }
}

/// What all sites agree on, if it makes a name.
fn common_name(sites: &BTreeSet<Site>) -> Option<Vec<String>> {
    let statuses: Option<BTreeSet<&str>> = sites
        .iter()
        .map(|site| match site {
            Site::Error { status, .. } => Some(status.as_str()),
            _ => None,
        })
        .collect();
    if let Some(statuses) = statuses {
        let only = statuses.first().filter(|_| statuses.len() == 1);
        let reason = only.and_then(|status| reason_words(status)).unwrap_or_else(|| vec!["error".to_owned()]);
        return Some([reason, vec!["response".to_owned()]].concat());
    }
    if let [site] = sites.iter().collect::<Vec<_>>()[..] {
        return Some(full_name(site));
    }
    let inside: Option<Vec<(&String, &Vec<String>)>> = sites
        .iter()
        .map(|site| match site {
            Site::Inside { parent, words } => Some((parent, words)),
            _ => None,
        })
        .collect();
    if let Some(inside) = inside {
        let suffix = common_suffix(inside.iter().map(|(_, words)| words.as_slice()));
        let parents: BTreeSet<_> = inside.iter().map(|(parent, _)| *parent).collect();
        return match (parents.first(), parents.len()) {
            (Some(parent), 1) if !suffix.is_empty() => Some([words(parent), suffix].concat()),
            (_, 1) => None,
            _ => {
                let parents: Vec<Vec<String>> = parents.iter().map(|parent| words(parent)).collect();
                let prefix = common_prefix(&parents);
                let name = if is_generic(&suffix) { [prefix.clone(), suffix].concat() } else { suffix };
                (!is_generic(&name) && !name.is_empty()).then_some(name)
            }
        };
    }
    let tops: Option<Vec<Vec<String>>> = sites
        .iter()
        .map(|site| match site {
            Site::Top { role, parameter: true, .. } => Some(role.clone()),
            Site::Top { operation, role, .. } => Some([operation.clone(), role.clone()].concat()),
            _ => None,
        })
        .collect();
    let suffix = common_suffix(tops?.iter().map(Vec::as_slice));
    (!is_generic(&suffix) && !suffix.is_empty()).then_some(suffix)
}

/// The name that one site alone suggests.
fn full_name(site: &Site) -> Vec<String> {
    match site {
        Site::Inside { parent, words: way } => {
            let way = if way.is_empty() { vec!["item".to_owned()] } else { way.clone() };
            [words(parent), way].concat()
        }
        Site::Error { status, .. } => {
            [reason_words(status).unwrap_or_else(|| vec!["error".to_owned()]), vec!["response".to_owned()]].concat()
        }
        Site::Top { operation, role, .. } => [operation.clone(), role.clone()].concat(),
    }
}

/// The reason phrase of a status (RFC 9110, section 15), in words.
fn reason_words(status: &str) -> Option<Vec<String>> {
    let reason = match status {
        "400" => "bad request",
        "401" => "unauthorized",
        "402" => "payment required",
        "403" => "forbidden",
        "404" => "not found",
        "405" => "method not allowed",
        "406" => "not acceptable",
        "408" => "request timeout",
        "409" => "conflict",
        "410" => "gone",
        "412" => "precondition failed",
        "413" => "content too large",
        "415" => "unsupported media type",
        "422" => "unprocessable content",
        "423" => "locked",
        "424" => "failed dependency",
        "429" => "too many requests",
        "500" => "internal server error",
        "501" => "not implemented",
        "502" => "bad gateway",
        "503" => "service unavailable",
        "504" => "gateway timeout",
        _ => return None,
    };
    Some(words(reason))
}
