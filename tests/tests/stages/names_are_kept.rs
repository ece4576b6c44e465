//! Names are promises: what was there keeps its name when more comes, and when it goes again.
//!
//! The inputs are the project's own pages and documents; with `SLOW=1` also those of the corpus.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use generator::lock::{Lock, RustType, Surface, TypeKind};
use generator::read::{Input, InputPath, read};
use generator::{Options, model};
use tests::{corpus, slow};

/// Reads the part of an input whose operations `is_wanted`, by their numbers.
fn part(path: &Path, is_wanted: impl Fn(usize) -> bool) -> Input {
    let mut input = read(&[InputPath::new(path)], &generator::read::Options::default());
    let mut number = 0;
    let mut next = || {
        number += 1;
        is_wanted(number - 1)
    };
    input.pages.retain(|_| next());
    for document in &mut input.documents {
        let Some(paths) = document.value.get_mut("paths").and_then(|paths| paths.as_object_mut()) else { continue };
        paths.retain(|_, _| next());
    }
    input
}

fn lock(input: Input, lock: Option<Lock>) -> Lock {
    let options = Options { crate_name: "client".to_owned(), keep_going: true, lock, ..Options::default() };
    model(input, &options).unwrap().lock
}

/// What changed its name from one surface to the next, in lines.
fn renamed(before: &Surface, after: &Surface) -> String {
    let mut lines = String::new();
    let mut compare = |place: &str, before: &str, after: &str| {
        if before != after {
            writeln!(lines, "{place}: {before} is now {after}").unwrap();
        }
    };
    for (key, before) in &before.operations {
        let Some(after) = after.operations.get(key) else { continue };
        let place = |part: &str| format!("{} {} {part}", key.method, key.path);
        compare(&place("service"), &before.service, &after.service);
        compare(&place("method"), &before.name, &after.name);
        compare(&place("builder"), &before.builder, &after.builder);
        compare(&place("returns"), &before.returns.0, &after.returns.0);
        compare(&place("error"), &format!("{:?}", before.error), &format!("{:?}", after.error));
        for (key, before) in &before.parameters {
            let Some(after) = after.parameters.get(key) else { continue };
            compare(&place(&key.wire_name), &before.name, &after.name);
            compare(&place(&key.wire_name), &before.ty.0, &after.ty.0);
            compare(&place(&key.wire_name), &format!("{:?}", before.position), &format!("{:?}", after.position));
        }
        if let (Some(before), Some(after)) = (&before.body, &after.body) {
            compare(&place("body"), &before.ty.0, &after.ty.0);
        }
        for (status, before) in &before.outcomes {
            let Some(after) = after.outcomes.get(status) else { continue };
            compare(&place("outcome"), &format!("{before:?}"), &format!("{after:?}"));
        }
    }
    for (name, before) in &before.errors {
        for (status, before) in before {
            let Some(after) = after.errors.get(name).and_then(|after| after.get(status)) else { continue };
            compare(&format!("{name} {status}"), &format!("{before:?}"), &format!("{after:?}"));
        }
    }
    for (name, before) in &before.types {
        let Some(after) = after.types.get(name) else { continue };
        let (before, after) = (parts(&before.kind), parts(&after.kind));
        for (part, before) in before {
            let Some(after) = after.get(&part) else { continue };
            compare(&format!("{name} {part}"), &before, after);
        }
    }
    lines
}

/// The names and types in a type, by what they are on the wire.
fn parts(kind: &TypeKind) -> BTreeMap<String, String> {
    let named = |name: &str, ty: &RustType| format!("{name}: {}", ty.unboxed());
    match kind {
        TypeKind::Struct(structure) => {
            structure.fields.iter().map(|(key, field)| (key.clone(), named(&field.name, &field.ty))).collect()
        }
        TypeKind::Enum(values) => values.variants.clone(),
        TypeKind::Union(union) => {
            let variants = union.variants.iter();
            variants.map(|variant| (variant.ty.unboxed().0, variant.name.clone())).collect()
        }
        TypeKind::Newtype(ty) => BTreeMap::from([(String::new(), ty.unboxed().0)]),
    }
}

fn inputs() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders = vec![project.join("tests/fixtures/documents")];
    if slow::proves("names in the corpus")
        && let Some(corpus) = corpus::folder()
    {
        folders.extend(["pages", "documents", "documents-yaml", "documents-split"].map(|folder| corpus.join(folder)));
    }
    let mut inputs = vec![project.join("specs/role-mining")];
    for folder in folders {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        // It has no paths, but what other documents refer to.
        found.retain(|path| !path.ends_with("shared") && !refers_to_paths(path));
        found.sort();
        inputs.extend(found);
    }
    inputs
}

/// Whether parts of a document refer to operations, so that half of them is another API.
fn refers_to_paths(path: &Path) -> bool {
    path.is_file() && std::fs::read_to_string(path).unwrap().contains("\"#/paths/")
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    for path in inputs() {
        let input = part(&path, |_| true);
        let mut turned = input.clone();
        turned.pages.reverse();
        turned.documents.reverse();
        let middle = turned.pages.len() / 3;
        turned.pages.rotate_left(middle);
        assert_eq!(lock(turned, None), lock(input, None), "{}", path.display());
    }
}

#[test]
fn what_lives_through_a_change_keeps_its_name() {
    let mut failures = String::new();
    for path in inputs() {
        for remainder in 0..2 {
            let half = |number: usize| number % 2 == remainder;
            let first = lock(part(&path, half), None);
            let whole = lock(part(&path, |_| true), Some(first.clone()));
            let again = lock(part(&path, half), Some(whole.clone()));
            let lines = [
                renamed(&first.surface, &whole.surface),
                renamed(&whole.surface, &again.surface),
                renamed(&first.surface, &again.surface),
            ];
            if !lines.concat().is_empty() {
                writeln!(failures, "{}\n{}", path.display(), lines.join("--\n")).unwrap();
            }
            // The same again says the same.
            assert_eq!(lock(part(&path, half), Some(again.clone())), again, "{}", path.display());
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
