//! Error types: as few as the documented bodies allow.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{ErrorId, ErrorType, ErrorVariant, ResponseBody, StatusPattern};
use crate::lower::operations::responses::{ResponseDraft, variant_name};
use crate::names::{Scope, Words};

/// What an operation documents about its failures.
pub(crate) struct Failures<'o> {
    /// The operation's name, in words.
    pub(crate) operation: Words,
    /// The service's name, in words.
    pub(crate) service: Words,
    pub(crate) responses: &'o [ResponseDraft],
    /// The name of the error type that it had.
    pub(crate) before: Option<&'o str>,
}

impl Group<'_> {
    fn join(&mut self, other: Self) {
        self.statuses.extend(other.statuses);
        self.users.extend(other.users);
    }
}

type StatusMap = BTreeMap<StatusPattern, ResponseBody>;

/// Operations that share an error type.
struct Group<'o> {
    statuses: StatusMap,
    /// Indices of operations.
    users: Vec<usize>,
    /// The name that it had.
    before: Option<&'o str>,
}

/// Groups operations whose documented failures don't contradict each other. Those that shared an error type still do,
/// as far as they still agree.
///
/// Returns the error types sorted by name, and the one of each operation.
pub(crate) fn assign(all: &[Failures<'_>]) -> (Vec<ErrorType>, Vec<Option<ErrorId>>) {
    let mut by_map: Vec<Group<'_>> = Vec::new();
    for (index, failures) in all.iter().enumerate() {
        let statuses: StatusMap =
            failures.responses.iter().map(|response| (response.status, response.body.clone())).collect();
        if statuses.is_empty() {
            continue;
        }
        let before = failures.before;
        match by_map.iter_mut().find(|group| group.before == before && group.statuses == statuses) {
            Some(group) => group.users.push(index),
            None => by_map.push(Group { statuses, users: vec![index], before }),
        }
    }
    // The maps that say most come first, then those of most operations, then the alphabet.
    by_map.sort_by_cached_key(|group| {
        let names: BTreeSet<String> = group
            .users
            .iter()
            .filter_map(|user| all.get(*user))
            .map(|failures| format!("{}/{}", failures.service.snake(), failures.operation.snake()))
            .collect();
        (group.before.is_none(), std::cmp::Reverse((group.statuses.len(), group.users.len())), names)
    });
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut others: Vec<Group<'_>> = Vec::new();
    for map in by_map {
        match groups.iter_mut().find(|group| group.before == map.before) {
            _ if map.before.is_none() => others.push(map),
            None => groups.push(map),
            Some(group) if agree(&group.statuses, &map.statuses) => group.join(map),
            Some(_) => others.push(Group { before: None, ..map }),
        }
    }
    for map in others {
        let best = groups
            .iter_mut()
            .filter(|group| agree(&group.statuses, &map.statuses))
            .max_by_key(|group| (shared(&group.statuses, &map.statuses), std::cmp::Reverse(group.statuses.len())));
        match best {
            Some(group) => group.join(map),
            None => groups.push(map),
        }
    }
    // A name of wider scope goes to the group of more operations.
    groups.sort_by_cached_key(|group| (std::cmp::Reverse(group.users.len()), first_name(group, all)));
    let mut errors = define(&groups, all);
    let mut order: Vec<usize> = (0..errors.len()).collect();
    order.sort_by(|one, other| {
        let name = |index: &usize| errors.get(*index).map(|(error, _)| error.name.clone());
        name(one).cmp(&name(other))
    });
    let mut ids = vec![None; all.len()];
    let mut sorted = Vec::new();
    for (place, index) in order.into_iter().enumerate() {
        let Some((error, users)) = errors.get_mut(index) else { continue };
        for user in std::mem::take(users) {
            if let Some(slot) = ids.get_mut(user) {
                *slot = Some(ErrorId(place));
            }
        }
        sorted.push(error.clone());
    }
    (sorted, ids)
}

fn first_name(group: &Group<'_>, all: &[Failures<'_>]) -> Option<String> {
    group.users.iter().filter_map(|user| all.get(*user)).map(|failures| failures.operation.snake()).min()
}

/// Whether no status means one body in one map and another in the other.
fn agree(one: &StatusMap, other: &StatusMap) -> bool {
    let within = |one: &StatusMap, other: &StatusMap| {
        one.keys().all(|status| match (lookup(one, *status), lookup(other, *status)) {
            (Some(own), Some(its)) => own == its,
            _ => true,
        })
    };
    within(one, other) && within(other, one)
}

/// The body that a map gives for a status: an exact entry goes before a range, and a range before `default`.
fn lookup(map: &StatusMap, status: StatusPattern) -> Option<&ResponseBody> {
    let class = match status {
        StatusPattern::Exact(code) => u8::try_from(code / 100).ok().map(StatusPattern::Range),
        StatusPattern::Range(class) => Some(StatusPattern::Range(class)),
        StatusPattern::Default => None,
    };
    map.get(&status).or_else(|| class.and_then(|class| map.get(&class))).or_else(|| map.get(&StatusPattern::Default))
}

fn shared(one: &StatusMap, other: &StatusMap) -> usize {
    other.keys().filter(|status| one.contains_key(*status)).count()
}

/// The error types of all groups, with the operations that use each.
fn define(groups: &[Group<'_>], all: &[Failures<'_>]) -> Vec<(ErrorType, Vec<usize>)> {
    let (mut names, mut modules) = (Scope::default(), Scope::with_reserved(&["mod"]));
    for before in groups.iter().filter_map(|group| group.before) {
        names.take(before);
    }
    names.reserve_prelude();
    let mut errors = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let users: Vec<&Failures<'_>> = group.users.iter().filter_map(|user| all.get(*user)).collect();
        let services: BTreeSet<&Words> = users.iter().map(|failures| &failures.service).collect();
        let main = main_service(&users).map(|service| service.with("error")).unwrap_or_default();
        let operation = users.first().map(|failures| failures.operation.with("error")).unwrap_or_default();
        let [common, shared] = ["common", "shared"].map(|word| Words::from_list(&[word, "error"]));
        let full = users.first().map(|failures| failures.service.join(&failures.operation).with("error"));
        let full = full.unwrap_or_default();
        let candidates = match (index, users.len(), services.len()) {
            (0, _, 1) if groups.len() == 1 => vec![main, operation, full],
            (_, 1, _) => vec![operation, full, main],
            (0, _, several) if several > 1 => vec![common, main],
            (_, _, several) if several > 1 && !is_of_main_service(&users) => vec![shared, main, common],
            _ => vec![main, common],
        };
        let name = group.before.map_or_else(|| names.claim_camel(&candidates), str::to_owned);
        let module = modules.claim_module(&Words::of(&name));
        let variants = variants(group, &users);
        errors.push((ErrorType { name, module, variants }, group.users.clone()));
    }
    errors
}

/// The service of most of the operations, among equals the first by name.
fn main_service<'f>(users: &[&'f Failures<'_>]) -> Option<&'f Words> {
    let mut counts: BTreeMap<&Words, usize> = BTreeMap::new();
    for failures in users {
        *counts.entry(&failures.service).or_default() += 1;
    }
    counts.into_iter().min_by_key(|(service, count)| (std::cmp::Reverse(*count), *service)).map(|(service, _)| service)
}

/// Whether at least half of the operations are of one service, so that its name says whose errors they are.
fn is_of_main_service(users: &[&Failures<'_>]) -> bool {
    let main = main_service(users);
    users.iter().filter(|failures| Some(&failures.service) == main).count() * 2 >= users.len()
}

fn variants(group: &Group<'_>, users: &[&Failures<'_>]) -> Vec<ErrorVariant> {
    let mut scope = Scope::default();
    let variant = |(status, body): (&StatusPattern, &ResponseBody)| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for response in users.iter().flat_map(|failures| failures.responses) {
            if response.status == *status && !response.description.trim().is_empty() {
                *counts.entry(response.description.as_str()).or_default() += 1;
            }
        }
        // What one of several operations says is not what the others mean.
        let least = if users.len() > 1 { 2 } else { 1 };
        let commonest = counts.into_iter().min_by_key(|(text, count)| (std::cmp::Reverse(*count), *text));
        let commonest = commonest.filter(|(_, count)| *count >= least);
        ErrorVariant {
            name: scope.claim(&[variant_name(*status)]),
            status: *status,
            body: body.clone(),
            description: commonest.map(|(text, _)| text.to_owned()).unwrap_or_default(),
        }
    };
    group.statuses.iter().map(variant).collect()
}
