//! The client as a whole, servers and security schemes.

use std::collections::BTreeMap;

use crate::compare::change::{Changes, Of};
use crate::compare::matching::{both, enumeration, gone};
use crate::compare::{Breaks, ChangeKind, Comparison, Subject};
use crate::lock::Server;

pub(crate) fn compare(comparison: &Comparison<'_>, changes: &mut Changes) {
    settings(comparison, changes);
    servers(comparison, changes);
    schemes(comparison, changes);
}

fn settings(comparison: &Comparison<'_>, changes: &mut Changes) {
    let mut of = changes.of(Subject::Client);
    let (old, new) = (&comparison.old.client, &comparison.new.client);
    let was_there = old.contains_key(ENVIRONMENT);
    both(old, new, |key, old, new| {
        let (old, new) = (old.map(String::as_str), new.map(String::as_str));
        if old == new || key == DOCUMENTATION {
            return;
        }
        match (key.as_str(), old, new) {
            (ENVIRONMENT, Some(_), None) => of.changed(Breaks::RUST, "has lost `from_env`"),
            (ENVIRONMENT, None, _) => of.changed(Breaks::NOTHING, "has `from_env`, which reads the environment"),
            (ENVIRONMENT, Some(old), Some(new)) => {
                of.changed(
                    Breaks::NOTHING,
                    format!("adds `{new}` to the base URL from the environment, no longer `{old}`"),
                );
            }
            // `from_env` itself is reported above.
            (key, None, _) | (key, _, None) if key.starts_with(ENVIRONMENT) && !was_there => {}
            (key, ..) if key.starts_with(ENVIRONMENT) && !comparison.new.client.contains_key(ENVIRONMENT) => {}
            (key, old, new) if key.starts_with(ENVIRONMENT) => match (old, new) {
                (None, Some(new)) => of.changed(Breaks::NOTHING, format!("reads `{new}` from the environment")),
                (Some(old), None) => of.changed(Breaks::WIRE, format!("no longer reads `{old}` from the environment")),
                (old, new) => {
                    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
                    of.changed(Breaks::WIRE, format!("reads `{new}` from the environment, no longer `{old}`"));
                }
            },
            (DEFAULT_SERVER, None, new) => {
                let new = new.unwrap_or_default();
                of.changed(Breaks::NOTHING, format!("sends requests to `{new}` if no server is chosen"));
            }
            (DEFAULT_SERVER, Some(old), None) => {
                of.changed(Breaks::WIRE, format!("has no default server any more: it was `{old}`"));
            }
            // Its constructor is told with it.
            (DEFAULT_SERVER, Some(old), Some(new)) if has_moved(comparison, old, new) => {}
            (DEFAULT_SERVER, Some(old), Some(new)) => {
                let reason = format!("sends requests to `{new}` if no server is chosen, no longer to `{old}`");
                of.changed(Breaks::NOTHING, reason);
            }
            (key, None, Some(new)) => of.changed(Breaks::NOTHING, format!("has the {}: `{new}`", words(key))),
            (key, Some(old), None) => of.changed(Breaks::NOTHING, format!("no longer has the {}: `{old}`", words(key))),
            (key, old, new) => {
                let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
                of.changed(Breaks::NOTHING, format!("has another {}: `{new}`, no longer `{old}`", words(key)));
            }
        }
    });
    let documentation = |settings: &BTreeMap<String, String>| settings.get(DOCUMENTATION).cloned().unwrap_or_default();
    of.documentation(&documentation(old), &documentation(new));
}

/// The prefix of the facts about environment variables; by itself, the path that is added to a base URL.
const ENVIRONMENT: &str = "environment";
/// Where requests go unless the user says so.
const DEFAULT_SERVER: &str = "default-server";
const DOCUMENTATION: &str = "documentation";

fn words(key: &str) -> String {
    key.replace('-', " ")
}

fn servers(comparison: &Comparison<'_>, changes: &mut Changes) {
    let (old, new) = (&usable(&comparison.old.servers), &usable(&comparison.new.servers));
    let mut arrived = Vec::new();
    for (name, server) in old {
        if let Some(now) = new.get(name) {
            self::server(name, server, now, changes);
            continue;
        }
        if let Some((now, _)) = gone(new, old).find(|(_, now)| now.url == server.url) {
            arrived.push(now);
            let of = &mut changes.of(Subject::Server(now.clone()));
            of.add(ChangeKind::Renamed, Breaks::RUST, format!("was called `{name}`"));
        } else {
            let of = &mut changes.of(Subject::Server(name.clone()));
            of.add(ChangeKind::Removed, Breaks::RUST, format!("is gone: `{}`", server.url));
        }
    }
    for (name, server) in gone(new, old) {
        if !arrived.contains(&name) {
            let of = &mut changes.of(Subject::Server(name.clone()));
            of.add(ChangeKind::Added, Breaks::NOTHING, format!("is new: `{}`", server.url));
        }
    }
}

/// Whether a constructor stood for the one URL, and stands for the other now.
fn has_moved(comparison: &Comparison<'_>, old: &str, new: &str) -> bool {
    let mut servers = comparison.old.servers.iter().filter(|(_, server)| server.url == old);
    servers.any(|(name, _)| comparison.new.servers.get(name).is_some_and(|server| server.url == new))
}

/// The servers that have constructors: a path alone is relative to a document that has no place.
fn usable(servers: &BTreeMap<String, Server>) -> BTreeMap<String, &Server> {
    let is_usable = |server: &Server| {
        ["http://", "https://"].iter().any(|scheme| server.url.starts_with(scheme))
            || server.url.starts_with('{') && !server.variables.is_empty()
    };
    let usable = servers.iter().filter(|(_, server)| is_usable(server));
    usable.map(|(name, server)| (name.clone(), server)).collect()
}

fn server(name: &str, old: &Server, new: &Server, changes: &mut Changes) {
    let mut of = changes.of(Subject::Server(name.to_owned()));
    let names = |server: &Server| {
        enumeration(&server.variables.iter().map(|variable| format!("`{variable}`")).collect::<Vec<_>>())
    };
    if old.variables.len() != new.variables.len() {
        of.changed(Breaks::RUST, format!("takes {}, no longer {}", names(new), names(old)));
    } else if old.variables != new.variables {
        let (mut before, mut after) = (old.variables.clone(), new.variables.clone());
        before.sort();
        after.sort();
        // Arguments have no names for those who call.
        let breaks = if before == after { Breaks::WIRE } else { Breaks::NOTHING };
        of.changed(breaks, format!("takes {}, no longer {}", names(new), names(old)));
    }
    if old.url != new.url {
        of.changed(Breaks::NOTHING, format!("sends requests to `{}`, no longer to `{}`", new.url, old.url));
    }
}

/// Compares where users sign in. A lock of before that was known says nothing of it.
fn authorization(comparison: &Comparison<'_>, (name, now): (&str, &str), of: &mut Of<'_>) {
    let (old, new) = (&comparison.old.authorization_urls, &comparison.new.authorization_urls);
    match (old.get(name), new.get(now)) {
        (Some(old), Some(new)) if old != new => {
            of.changed(Breaks::WIRE, format!("signs users in at `{new}`, no longer at `{old}`"));
        }
        (Some(old), None) => of.changed(Breaks::WIRE, format!("no longer signs users in, which it did at `{old}`")),
        _ => {}
    }
}

fn schemes(comparison: &Comparison<'_>, changes: &mut Changes) {
    let (old, new) = (&comparison.old.security_schemes, &comparison.new.security_schemes);
    let renames = &comparison.renames.schemes;
    for (name, scheme) in old {
        let now = renames.get(name.as_str()).copied().unwrap_or(name);
        let mut of = changes.of(Subject::SecurityScheme(now.to_owned()));
        match new.get(now) {
            Some(_) if now != name => {
                let reason = format!("was called `{name}`: credentials for the old name are not used");
                of.add(ChangeKind::Renamed, Breaks::WIRE, reason);
            }
            Some(new) if new != scheme => {
                of.changed(Breaks::WIRE, format!("takes `{new}`, no longer `{scheme}`"));
                authorization(comparison, (name, now), &mut of);
            }
            Some(_) => authorization(comparison, (name, now), &mut of),
            None => of.add(ChangeKind::Removed, Breaks::WIRE, format!("is gone: it took `{scheme}`")),
        }
    }
    for (name, scheme) in gone(new, old) {
        if !renames.values().any(|now| now == name) {
            let of = &mut changes.of(Subject::SecurityScheme(name.clone()));
            of.add(ChangeKind::Added, Breaks::NOTHING, format!("is new: it takes `{scheme}`"));
        }
    }
}
