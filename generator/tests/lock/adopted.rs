//! Names that the lock keeps, and that are given up for those that would be given now.

use std::fs;

use generator::compare::Verdict;
use generator::diagnostic::Place;
use generator::rules::{Rename, RenameKind};
use generator::{OtherName, Outcome, Project};
use tempfile::TempDir;

const API: &str = "
openapi: 3.0.3
info: {title: Acme, version: '1'}
paths:
  /disks:
    get:
      operationId: listDisks
      tags: [Disks]
      responses:
        '200': {description: '', content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Disk'}}}}}
components:
  schemas:
    Disk:
      type: object
      properties:
        size: {type: integer}
        shelf: {type: string}
        kind: {$ref: '#/components/schemas/Kind'}
    Kind: {type: string, enum: [fast, slow]}
";

/// A crate whose names a configuration gave that is gone.
fn named_once() -> (TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), API).unwrap();
    let project = Project::new([folder.path().join("api.yaml")], folder.path().join("acme"));
    let rename =
        |kind, from: &str, to: &str| Rename { kind, from: from.into(), to: to.into(), place: Place::default() };
    let mut first = project.clone();
    first.rules.renames = vec![
        rename(RenameKind::Type, "Disk", "Drive"),
        rename(RenameKind::Type, "Kind", "Speed"),
        rename(RenameKind::Field, "Disk.size", "bytes"),
        rename(RenameKind::Variant, "Kind.fast", "Quick"),
        rename(RenameKind::Operation, "listDisks", "all"),
        rename(RenameKind::Service, "Disks", "store"),
    ];
    first.write().unwrap();
    // What the configuration gives is not what somebody has to choose.
    assert_eq!(lines(&first), [""; 0]);
    (folder, project)
}

fn lines(project: &Project) -> Vec<String> {
    let (names, _) = project.other_names().unwrap();
    let line = |name: &OtherName| {
        format!(
            "{} {} ({}) -> {}{}",
            name.word,
            name.subject,
            name.kept,
            name.fresh,
            if name.breaks { "!" } else { "" }
        )
    };
    names.iter().map(line).collect()
}

fn adopt(project: &Project, fits: impl Fn(&OtherName) -> bool) -> Outcome {
    let (names, _) = project.other_names().unwrap();
    let mut adopting = project.clone();
    adopting.adopt(names.iter().filter(|name| fits(name)));
    adopting.write().unwrap()
}

#[test]
fn names_are_listed_and_taken_one_by_one() {
    let (_folder, project) = named_once();
    let all = [
        "field Drive.size (bytes) -> size!",
        "method store().all (all) -> list_disks",
        "service store() (store) -> disks",
        "type Drive (Drive) -> Disk",
        "type Speed (Speed) -> Kind",
        "variant Speed.fast (Quick) -> Fast",
    ];
    assert_eq!(lines(&project), all);
    let outcome = adopt(&project, |name| name.word == "variant");
    assert_eq!(outcome.report.verdict(), Some(Verdict::Compatible));
    assert_eq!(lines(&project), all[..5]);
    // Nothing is left to write; the version that the change asks for is not set.
    assert!(project.check().unwrap().differences.is_empty());
    let outcome = adopt(&project, |name| name.word == "type");
    assert_eq!(outcome.report.verdict(), Some(Verdict::Compatible), "{:?}", outcome.report);
    let outcome = adopt(&project, |name| matches!(name.word, "method" | "service"));
    assert_eq!(outcome.report.verdict(), Some(Verdict::Compatible), "{:?}", outcome.report);
    // Last, as the report is about all that has changed since the version.
    let outcome = adopt(&project, |name| name.word == "field");
    assert_eq!(outcome.report.verdict(), Some(Verdict::Breaking));
    // Nothing is left to write; the version that the change asks for is not set.
    assert!(project.check().unwrap().differences.is_empty());
}

#[test]
fn all_names_are_those_of_a_new_crate() {
    let (folder, project) = named_once();
    adopt(&project, |_| true);
    assert_eq!(lines(&project), [""; 0]);
    let mut new = project.clone();
    new.output = folder.path().join("new");
    let names = |project: &Project| {
        let surface = project.model().unwrap().0.lock.surface;
        let operations: Vec<String> = surface.operations.into_values().map(|it| it.builder + &it.name).collect();
        (surface.types.into_keys().collect::<Vec<_>>(), operations, surface.services)
    };
    let ((types, operations, _), (new_types, new_operations, _)) = (names(&project), names(&new));
    assert_eq!((types, operations), (new_types, new_operations));
    // Nothing is left to write; the version that the change asks for is not set.
    assert!(project.check().unwrap().differences.is_empty());
}
