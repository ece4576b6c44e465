//! `docs/changes.md` says what the pairs say, and names every key of the JSON.

use std::collections::BTreeSet;
use std::fs;

use generator::compare::{Breaks, Change, ChangeKind, Subject, Verdict};
use serde_json::Value;

use crate::table;

fn page() -> String {
    fs::read_to_string("../docs/changes.md").unwrap().replace("\r\n", "\n")
}

#[test]
fn each_kind_of_change_is_listed() {
    let mut rows = vec!["| change | verdict | the report says |".to_owned(), "| --- | --- | --- |".to_owned()];
    for (name, pair) in table::pairs() {
        let report = pair.report();
        let verdict = match report.verdict() {
            None => "nothing changes".to_owned(),
            Some(Verdict::Breaking) => {
                let (rust, wire) = report.changes.iter().fold((false, false), |(rust, wire), change| {
                    (rust || change.breaks.rust, wire || change.breaks.wire)
                });
                format!("breaking ({})", Breaks { rust, wire })
            }
            Some(verdict) => verdict.to_string(),
        };
        // What changed says more than what came and went with it.
        let worst = || report.changes.iter().filter(|change| Some(change.verdict) == report.verdict());
        let is_whole = |change: &&Change| matches!(change.kind, ChangeKind::Added | ChangeKind::Removed);
        let only_whole = worst().all(|change| is_whole(&change));
        let candidates = || worst().filter(|change| only_whole || !is_whole(change));
        // A row about a service tells what happened to it, not to its feature.
        let is_named = |change: &&Change| {
            matches!(change.subject, Subject::Service(_) | Subject::Feature(_))
                && name.starts_with(change.subject.word())
        };
        let change = candidates().find(is_named).or_else(|| candidates().next());
        let reason = change.map_or("", |change| &change.reason);
        rows.push(format!("| {name} | {verdict} | {reason} |").replace("  |", " |"));
    }
    let page = page();
    let table = page.split("<!-- table -->\n").nth(1).unwrap().split("<!-- end -->").next().unwrap();
    assert_eq!(table.trim(), rows.join("\n"), "the table should be:\n{}", rows.join("\n"));
}

#[test]
fn each_key_is_explained() {
    let json = table::pairs().remove("new version of the API").unwrap().report().json(None);
    let mut keys = BTreeSet::new();
    let mut rest = vec![(String::new(), &json)];
    while let Some((place, value)) = rest.pop() {
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    let place = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                    // Of a subject, its parts are what there is to explain.
                    if key != "subject" {
                        keys.insert(place.clone());
                    }
                    rest.push((place, value));
                }
            }
            Value::Array(list) => rest.extend(list.iter().map(|value| (format!("{place}[]"), value))),
            _ => {}
        }
    }
    let page = page();
    let explained = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let explained: BTreeSet<String> = explained.map(|(key, _)| key.to_owned()).collect();
    assert_eq!(explained, keys);
}
