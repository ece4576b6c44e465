//! Each kind of change is told with its verdict, and the compiler agrees with it.
//!
//! The pairs stand in `fixtures/changes`, one file for each construct. What a report calls compatible leaves code that
//! used the old client as it is; what it says breaks Rust doesn't.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "../support/nested.rs"]
mod nested;

mod compiler;
mod configured;
mod documentation;
mod history;
mod minimal;
mod moves;
mod old_names;
mod reports;
mod table;

use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use generator::Generated;
use generator::compare::{Change, Report};
use serde_json::Value;
use tests::slow;

use compiler::Dependencies;
use table::Pair;

#[test]
fn each_pair_is_reported_as_it_should_be() {
    let pairs = table::pairs();
    assert!(pairs.len() >= 44, "{} pairs", pairs.len());
    let mut failures = String::new();
    for (name, pair) in &pairs {
        let lines: Vec<String> = pair.report().changes.iter().map(Change::line).collect();
        if lines != pair.lines {
            writeln!(failures, "{name}:").unwrap();
            for line in lines {
                // As the pair's file would have it.
                writeln!(failures, "    - {}", serde_json::to_string(&line).unwrap()).unwrap();
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn the_compiler_agrees() {
    let dependencies = Dependencies::build(&table::client(&Value::Null, None, generator::rules::Rules::default()));
    let all = table::pairs();
    let pairs = if slow::proves("what the compiler says to most of the pairs") { all } else { table::sample(all) };
    let pairs: Vec<(String, Pair)> = pairs.into_iter().collect();
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((name, pair)) = pairs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(message) = compile(name, pair, &dependencies) {
                        failures.lock().unwrap().push(format!("{name}: {message}\n"));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap();
    failures.sort();
    assert!(failures.is_empty(), "\n{}", failures.concat());
}

/// Compiles the code of a pair with the old client, which it fits, and with the new one.
fn compile(name: &str, pair: &Pair, dependencies: &Dependencies) -> Result<(), String> {
    let outcome = pair.generate();
    let code = pair.file();
    let check = |side: &str, generated: &Generated| {
        // Cargo refuses a manifest that names a feature that isn't there.
        let has = |feature: &String| generated.lock.surface.features.contains(feature);
        if let Some(feature) = pair.features.iter().find(|feature| !has(feature)) {
            return Ok(Err(format!("`acme` does not have the feature `{feature}`")));
        }
        let client = dependencies.client(generated, &pair.features);
        let client = client.map_err(|message| format!("the {side} client: {message}"))?;
        Ok::<_, String>(dependencies.code(name, &code, &client))
    };
    check("old", &outcome.old)?.map_err(|message| format!("with the old client: {message}"))?;
    let compiled = check("new", &outcome.new)?;
    match (breaks_rust(&outcome.report), &pair.fails, compiled) {
        (false, None, Ok(())) => Ok(()),
        (true, Some(expected), Err(message)) if expected.split(" .. ").all(|part| message.contains(part)) => Ok(()),
        (false, None, Err(message)) => Err(format!("does not compile with the new client: {message}")),
        (true, Some(expected), Err(message)) => Err(format!("does not fail with {expected}: {message}")),
        (true, Some(_), Ok(())) => Err("compiles, and the report says that Rust breaks".to_owned()),
        (breaks, fails, _) => Err(format!("the report says that Rust breaks: {breaks}; the pair: {fails:?}")),
    }
}

fn breaks_rust(report: &Report) -> bool {
    report.changes.iter().any(|change| change.breaks.rust)
}
