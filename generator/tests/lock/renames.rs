//! Names that the configuration gives.

use std::path::Path;

use generator::api::Aliases;
use generator::config::Config;
use generator::diagnostic::{Diagnostic, Severity};
use generator::lock::{Lock, Surface};
use generator::read::{Document, Input};
use generator::{Modelled, Options, model};

const API: &str = "
openapi: 3.0.3
info: {title: Acme, version: '1'}
paths:
  /disks/{id}:
    get:
      operationId: getDiskUsingGET
      tags: [Disks (beta)]
      parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/DiskDtoV2'}}}}
        '202': {description: ''}
    delete:
      operationId: deleteDisk
      tags: [Disks (beta)]
      parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '204': {description: ''}
components:
  schemas:
    DiskDtoV2:
      type: object
      properties:
        sz: {type: integer}
        size: {type: integer}
        state: {$ref: '#/components/schemas/State'}
        shape: {oneOf: [{type: string}, {$ref: '#/components/schemas/Round'}]}
    State: {type: string, enum: [RDY, OFF]}
    Round: {type: object, properties: {radius: {type: number}}}
";

fn modelled(rules: &str, lock: Option<Lock>) -> Result<Modelled, Vec<Diagnostic>> {
    let document = Document { file: "api.yaml".to_owned(), value: serde_yaml::from_str(API).unwrap() };
    let input = Input { documents: vec![document], ..Input::default() };
    let config = format!("input = [\"api.yaml\"]\noutput = \"client\"\n{rules}");
    let rules = Config::parse(&config, Path::new("generator.toml")).unwrap().rules;
    model(input, &Options { crate_name: "client".to_owned(), rules, lock, ..Options::default() })
}

/// The facts of a lock but those that no name is in.
fn names(modelled: &Modelled) -> String {
    let text = modelled.lock.print("");
    let dull = ["documentation", "client", "feature", "statuses", "parameter"];
    let lines = text.lines().filter(|line| !line.starts_with('#') && !dull.iter().any(|word| line.contains(word)));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn errors(rules: &str) -> String {
    let errors = modelled(rules, None).unwrap_err();
    let errors = errors.iter().filter(|it| it.severity == Severity::Error);
    let line = |it: &Diagnostic| format!("{}: {}: {} ({})", it.place, it.code, it.message, it.help.as_deref().unwrap());
    errors.map(line).collect::<Vec<_>>().join("\n")
}

const RULES: &str = "
[rename.types]
DiskDtoV2 = \"Disk\"
[rename.fields]
\"DiskDtoV2.sz\" = \"size\"
\"Disk.size\" = \"bytes\"
[rename.variants]
\"State.RDY\" = \"Ready\"
\"DiskDtoV2Shape.Round\" = \"Circle\"
[rename.operations]
getDiskUsingGET = \"disk\"
\"DELETE /disks/{id}\" = \"remove\"
[rename.services]
\"Disks (beta)\" = \"storage\"
";

#[test]
fn everything_with_a_name_can_be_renamed() {
    let first = modelled(RULES, None).unwrap();
    insta::assert_snapshot!(names(&first), @r#"
    operation /disks/{id} DELETE = storage remove Remove deleteDisk
    operation /disks/{id} DELETE returns = ()
    operation /disks/{id} GET = storage disk Disk getDiskUsingGET
    operation /disks/{id} GET outcome 200 = Ok Disk
    operation /disks/{id} GET outcome 202 = Accepted ()
    operation /disks/{id} GET returns = DiskOutcome
    service "Disks (beta)" = storage Storage storage
    type Disk = struct received
    type Disk field shape = shape: DiskDtoV2Shape optional
    type Disk field size = bytes: i64 optional
    type Disk field state = state: State optional
    type Disk field sz = size: i64 optional
    type DiskDtoV2Shape = union received
    type DiskDtoV2Shape unknown = Unknown
    type DiskDtoV2Shape variant Round = 2 Circle
    type DiskDtoV2Shape variant String = 1 String
    type Round = struct received
    type Round field radius = radius: f64 optional
    type State = enum string received
    type State unknown = Unknown
    type State value OFF = Off
    type State value RDY = Ready
    "#);
    // With the lock the rules still match, and nothing is gone.
    let second = modelled(RULES, Some(first.lock.clone())).unwrap();
    assert_eq!(second.lock, first.lock);
    assert_eq!(second.names, first.names);
}

#[test]
fn a_rule_is_stronger_than_the_lock_and_the_lock_keeps_what_a_rule_gave() {
    let first = modelled("", None).unwrap();
    let renamed = modelled(RULES, Some(first.lock)).unwrap();
    assert!(!renamed.lock.surface.aliases.0.is_empty());
    let without_old_names = Surface { aliases: Aliases::default(), ..renamed.lock.surface.clone() };
    assert_eq!(without_old_names, modelled(RULES, None).unwrap().lock.surface);
    let without = modelled("", Some(renamed.lock.clone())).unwrap();
    assert_eq!(without.lock.surface, renamed.lock.surface);
}

#[test]
fn where_names_come_from_is_known() {
    let first = modelled(RULES, None).unwrap();
    let without = modelled("", Some(first.lock)).unwrap();
    insta::assert_debug_snapshot!(without.names, @r#"
    NameSources {
        types: {
            "Disk": Lock,
            "DiskDtoV2Shape": Context,
            "Round": Component,
            "State": Component,
        },
        operations: {
            (
                "DELETE",
                "/disks/{id}",
            ): Lock,
            (
                "GET",
                "/disks/{id}",
            ): Lock,
        },
        services: {
            "Disks (beta)": Lock,
        },
    }
    "#);
}

#[test]
fn a_rule_that_matches_nothing_names_the_nearest() {
    let rules = "
[rename.types]
DiskDto = \"Disk\"
[rename.fields]
\"DiskDtoV2.siz\" = \"bytes\"
[rename.variants]
\"State.RDYY\" = \"Ready\"
[rename.operations]
\"GET /disk/{id}\" = \"disk\"
[rename.services]
\"Disk (beta)\" = \"storage\"
";
    insta::assert_snapshot!(errors(rules), @"
    generator.toml:5:1: unused-rule: the API has no type `DiskDto` (did you mean `DiskDtoV2`? Otherwise correct the rule, or remove it)
    generator.toml:7:1: unused-rule: the API has no field `DiskDtoV2.siz` (did you mean `DiskDtoV2.size`? Otherwise correct the rule, or remove it)
    generator.toml:9:1: unused-rule: the API has no variant `State.RDYY` (did you mean `State.RDY`? Otherwise correct the rule, or remove it)
    generator.toml:11:1: unused-rule: the API has no operation `GET /disk/{id}` (did you mean `GET /disks/{id}`? Otherwise correct the rule, or remove it)
    generator.toml:13:1: unused-rule: the API has no service `Disk (beta)` (did you mean `Disks (beta)`? Otherwise correct the rule, or remove it)
    ");
}

#[test]
fn a_name_that_something_else_has_is_an_error() {
    let rules = "
[rename.types]
DiskDtoV2 = \"State\"
[rename.fields]
\"DiskDtoV2.sz\" = \"size\"
[rename.variants]
\"State.RDY\" = \"Off\"
[rename.operations]
getDiskUsingGET = \"delete_disk\"
";
    insta::assert_snapshot!(errors(rules), @"
    generator.toml:5:1: unusable-rule: `DiskDtoV2` can't be called `State`, because something else has that name (choose another name, or also rename the other item)
    generator.toml:7:1: unusable-rule: `DiskDtoV2.sz` can't be called `size`, because something else has that name (choose another name, or also rename the other item)
    generator.toml:9:1: unusable-rule: `State.RDY` can't be called `Off`, because something else has that name (choose another name, or also rename the other item)
    generator.toml:11:1: unusable-rule: `getDiskUsingGET` can't be called `delete_disk`, because something else has that name (choose another name, or also rename the other item)
    ");
}
