//! What a configuration says, and what is said of a wrong one.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::check::is_rust_path;
use super::*;
use crate::api::ClientAuthentication;
use crate::rules::Selection;

fn errors(text: &str) -> String {
    let mut report = String::new();
    for diagnostic in Config::parse(text, Path::new("specs/generator.toml")).unwrap_err() {
        writeln!(report, "{}: {}", diagnostic.place, diagnostic.message).unwrap();
        writeln!(report, "  help: {}", diagnostic.help.unwrap()).unwrap();
    }
    report
}

#[test]
fn paths_are_relative_to_the_file() {
    let text = r#"
input = ["role-mining", "../other/api.yaml"]
output = "../generated-client"

[[override]]
field = "RoleMiningSessionScope.attributeFilterCriteria"
type = "::serde_json::Value"
reason = "the documented example is an object"
"#;
    let config = Config::parse(text, Path::new("specs/generator.toml")).unwrap();
    assert_eq!(config.inputs, [InputPath::new("specs/role-mining"), InputPath::new("other/api.yaml")]);
    assert_eq!(config.output.as_deref(), Some(Path::new("generated-client")));
    assert_eq!(config.name, None);
    let rule = config.rules.overrides.first().unwrap();
    assert_eq!(rule.ty, "::serde_json::Value");
    assert_eq!(rule.place.file, "specs/generator.toml:6:9");
}

#[test]
fn a_file_of_another_form_is_reported_with_its_line() {
    assert_snapshot!(errors("input = [\"a\"]\noutput = \"b\"\ncolour = 1\n"), @"
    specs/generator.toml:3:1: unknown field `colour`, expected one of `input`, `source`, `output`, `name`, `runtime`, `patch`, `include`, `exclude`, `override`, `rename`, `formats`, `unknown_properties`, `oauth2`, `errors`, `requests`, `environment`, `paging`, `streams`, `waiters`
      help: correct it; docs/configuration.md lists all keys
    ");
    assert_snapshot!(errors("input = \"a\"\noutput = \"b\"\n"), @r#"
    specs/generator.toml:1:9: invalid type: string "a", expected a sequence
      help: correct it; docs/configuration.md lists all keys
    "#);
    assert_snapshot!(errors("input = [\n"), @"
    specs/generator.toml:1:10: unclosed array, expected `]`
      help: correct it; docs/configuration.md lists all keys
    ");
    assert_snapshot!(errors("input = [\"a\"]\noutput = \"b\"\n[[override]]\nfield = \"A.b\"\ntype = \"any\"\n"), @"
    specs/generator.toml:3:1: missing field `reason`
      help: correct it; docs/configuration.md lists all keys
    ");
}

#[test]
fn the_nearest_key_or_value_is_named() {
    for (text, nearest) in [
        ("[[overide]]", "override"),
        ("[[apis]]", "api"),
        ("[errors]\ntrackingid = \"id\"", "tracking_id"),
        ("[[paging]]\noperation = \"a\"\nstyle = \"pages\"", "page"),
    ] {
        let report = errors(&format!("{HEAD}{text}\n"));
        assert!(report.contains(&format!("help: did you mean `{nearest}`? ")), "{report}");
    }
}

#[test]
fn every_wrong_value_is_reported() {
    let text = r#"
input = []
output = ""
name = "my crate"
[[override]]
field = "Pet"
type = "Option<String>"
reason = " "
[[override]]
field = "Pet"
type = "std::string::String"
reason = "twice"
"#;
    assert_snapshot!(errors(text), @"
    specs/generator.toml:2:9: `input` is empty
      help: name a page, a folder of pages or a document
    specs/generator.toml:3:10: `output` is empty
      help: name the folder of the crate
    specs/generator.toml:4:8: `my crate` can't be the name of a crate: use ASCII letters, digits, `-` and `_`
      help: choose a name such as `generated-client`
    specs/generator.toml:6:9: `Pet` names no field
      help: write the schema's name, a dot and the property's name
    specs/generator.toml:7:8: `Option<String>` is not a type
      help: write `any`, `string` or the path of a Rust type such as `::chrono::NaiveDate`
    specs/generator.toml:8:10: the reason is empty
      help: say what the input gets wrong
    specs/generator.toml:10:9: `Pet` names no field
      help: write the schema's name, a dot and the property's name
    specs/generator.toml:11:8: `std::string::String` is not a type
      help: write `any`, `string` or the path of a Rust type such as `::chrono::NaiveDate`
    specs/generator.toml:10:9: `Pet` already has an override, at specs/generator.toml:6:9
      help: remove one of them
    ");
}

#[test]
fn a_missing_file_is_reported() {
    let diagnostics = Config::read(Path::new("nowhere/generator.toml")).unwrap_err();
    assert_eq!(diagnostics.first().unwrap().place.file, "nowhere/generator.toml");
}

#[test]
fn types_are_full_paths() {
    assert!(is_rust_path("::chrono::NaiveDate"));
    assert!(is_rust_path("crate::models::Pet"));
    assert!(is_rust_path("::std::vec::Vec<::std::string::String>"));
    for text in ["Pet", "chrono::NaiveDate", "::chrono", "()", "::a::B; fn x() {}", "&str", "", "<A as B>::c::D"] {
        assert!(!is_rust_path(text), "{text}");
    }
}

#[test]
fn crate_names_are_cargos() {
    for name in ["x", "generated-client", "a_1"] {
        assert_eq!(crate_name(name), Ok(()));
    }
    for name in ["", "1a", "-a", "a b", "a.b", "é", "fn", "self", "std", "serde-json", "_"] {
        assert!(crate_name(name).is_err(), "{name}");
    }
}

#[test]
fn the_client_is_described() {
    let text = r#"
input = ["api.json"]
output = "client"

[oauth2]
token_url = "{server.origin}/oauth/token"
client_authentication = "body"

[errors]
tracking_id = "trackingId"

[environment]
base_url = "ACME_BASE_URL"
client_id = "ACME_CLIENT_ID"
client_secret = "ACME_CLIENT_SECRET"
bearer_token = "ACME_TOKEN"
api_key = "ACME_KEY"
"#;
    let rules = Config::parse(text, Path::new("generator.toml")).unwrap().rules;
    let token_url = rules.token_url.unwrap();
    assert_eq!((&*token_url.value, &*token_url.place.file), ("{server.origin}/oauth/token", "generator.toml:6:13"));
    assert_eq!(rules.client_authentication, Some(ClientAuthentication::Body));
    let tracking_id = rules.tracking_id.unwrap();
    assert_eq!((&*tracking_id.value, &*tracking_id.place.file), ("trackingId", "generator.toml:10:15"));
    let environment = rules.environment.unwrap().value;
    assert_eq!(environment.base_url.as_deref(), Some("ACME_BASE_URL"));
    assert_eq!(environment.client_id.as_deref(), Some("ACME_CLIENT_ID"));
    assert_eq!(environment.client_secret.as_deref(), Some("ACME_CLIENT_SECRET"));
    assert_eq!(environment.bearer_token.as_deref(), Some("ACME_TOKEN"));
    assert_eq!(environment.api_key.as_deref(), Some("ACME_KEY"));
}

#[test]
fn wrong_descriptions_of_the_client_are_reported() {
    let text = |rest: &str| format!("input = [\"a\"]\noutput = \"b\"\n{rest}\n");
    assert_snapshot!(errors(&text("[oauth2]\ntoken_url = \" \"\n[errors]\ntracking_id = \"\"")), @"
    specs/generator.toml:4:13: `token_url` is empty
      help: write a URL such as `{server.origin}/oauth/token`
    specs/generator.toml:6:15: `tracking_id` is empty
      help: name the property of the error bodies
    ");
    assert_snapshot!(errors(&text("[oauth2]\nauthorization_url = \"\"")), @"
    specs/generator.toml:4:21: `authorization_url` is empty
      help: write a URL such as `{server.origin}/oauth/authorize`
    ");
    assert_snapshot!(errors(&text("[environment]\nclient_id = \"ID\"")), @"
    specs/generator.toml:4:13: `client_id` needs `client_secret`
      help: name the secret's variable, too
    ");
    assert_snapshot!(errors(&text("[environment]\nclient_secret = \"SECRET\"")), @"
    specs/generator.toml:4:17: `client_secret` needs `client_id`
      help: name the id's variable, too
    ");
    assert_snapshot!(errors(&text("[oauth2]\nclient_authentication = \"digest\"")), @"
    specs/generator.toml:4:25: unknown variant `digest`, expected `basic` or `body`
      help: correct it; docs/configuration.md lists all keys
    ");
}

const HEAD: &str = "input = [\"a\"]\noutput = \"b\"\n";

#[test]
fn every_style_of_paging_has_its_keys() {
    let text = r#"
[[paging]]
operation = "a"
style = "offset"
parameter = "start"
size_parameter = "count"
[[paging]]
operation = "b"
style = "page"
parameter = "page"
items = "data"
[[paging]]
operation = "c"
style = "page"
parameter = "page"
size_parameter = "size"
first = 0
[[paging]]
operation = "d"
style = "cursor"
parameter = "after"
next = "meta.next"
[[paging]]
operation = "e"
style = "cursor"
parameter = "after"
next_header = "X-Next"
[[paging]]
operation = "f"
style = "link"
total_parameter = "with_total"
[[paging]]
operation = "g"
style = "none"
"#;
    let config = Config::parse(&format!("{HEAD}{text}"), Path::new("generator.toml")).unwrap();
    let rules = config.rules.paging.iter().map(|rule| {
        let crate::rules::Paging { operation, style, items, total } = &rule.value;
        format!("{} {operation}: {style:?}, items {items:?}, total {total:?}", rule.place)
    });
    assert_snapshot!(rules.collect::<Vec<_>>().join("\n"), @r#"
    generator.toml:5:13 a: Offset { parameter: "start", size: "count" }, items None, total None
    generator.toml:10:13 b: Page { parameter: "page", size: None, first: 1 }, items Some("data"), total None
    generator.toml:15:13 c: Page { parameter: "page", size: Some("size"), first: 0 }, items None, total None
    generator.toml:21:13 d: Cursor { parameter: "after", next: Body(["meta", "next"]) }, items None, total None
    generator.toml:26:13 e: Cursor { parameter: "after", next: Header("X-Next") }, items None, total None
    generator.toml:31:13 f: Link, items None, total Some("with_total")
    generator.toml:35:13 g: None, items None, total None
    "#);
}

#[test]
fn paging_without_a_key_is_reported() {
    let rules = [
        "style = \"offset\"\nparameter = \"offset\"",
        "style = \"page\"",
        "style = \"cursor\"\nparameter = \"after\"",
        "style = \"cursor\"\nparameter = \"after\"\nnext = \"next\"\nnext_header = \"X-Next\"",
    ];
    let rules: Vec<_> = rules.iter().map(|rule| format!("[[paging]]\noperation = \"list\"\n{rule}\n")).collect();
    assert_snapshot!(errors(&format!("{HEAD}{}", rules.concat())), @"
    specs/generator.toml:4:13: pages of `list` need `size_parameter`
      help: add it
    specs/generator.toml:8:13: pages of `list` need `parameter`
      help: add it
    specs/generator.toml:11:13: pages of `list` need one of `next` and `next_header`
      help: add it
    specs/generator.toml:15:13: pages of `list` need one of `next` and `next_header`
      help: add it
    ");
}

#[test]
fn every_key_of_a_waiter_is_read() {
    let text = r#"
[waiters.wait_until_done]
start = "start"
status = "status"
arguments = { id = "jobId" }
field = "state"
done = ["DONE"]
failed = ["FAILED"]
interval = "500ms"
limit = "1h"
"#;
    let config = Config::parse(&format!("{HEAD}{text}"), Path::new("generator.toml")).unwrap();
    let [waiter] = &config.rules.waiters[..] else { panic!("{:?}", config.rules.waiters) };
    assert_snapshot!(format!("{:?}", waiter.value), @r#"Waiter { name: "wait_until_done", start: "start", status: "status", arguments: [("id", "jobId")], field: "state", done: ["DONE"], failed: ["FAILED"], interval: 500ms, limit: 3600s }"#);
}

#[test]
fn a_wrong_waiter_is_reported() {
    let text = r#"
[waiters.waitUntilDone]
start = "start"
status = "status"
field = "state"
done = []
interval = "2"
limit = "10 minutes"
"#;
    assert_snapshot!(errors(&format!("{HEAD}{text}")), @"
    specs/generator.toml:4:10: `waitUntilDone` can't be the name of a method
      help: choose a name in snake case, such as `wait_until_exported`
    specs/generator.toml:4:10: `done` is empty
      help: list the values that the field has when the job is done
    specs/generator.toml:9:12: `2` is not a duration
      help: write a number and `ms`, `s`, `m` or `h`, such as `2s`
    specs/generator.toml:10:9: `10 minutes` is not a duration
      help: write a number and `ms`, `s`, `m` or `h`, such as `2s`
    ");
}

#[test]
fn operations_are_selected_by_tags_ids_and_paths() {
    let text =
        "[include]\ntags = [\"Disks\"]\noperations = [\"getDisk\"]\n[exclude]\npaths = [\"/a/**\", \"get  /b\"]\n";
    let Selection { include, exclude } =
        Config::parse(&format!("{HEAD}{text}"), Path::new("generator.toml")).unwrap().rules.selection;
    let show = |rule: &crate::rules::Rule<crate::rules::Selector>| format!("{} {:?}", rule.place, rule.value);
    assert_snapshot!(include.iter().chain(&exclude).map(show).collect::<Vec<_>>().join("\n"), @r#"
    generator.toml:4:9 Tag("Disks")
    generator.toml:5:15 Operation("getDisk")
    generator.toml:7:10 Path { method: None, pattern: "/a/**" }
    generator.toml:7:19 Path { method: Some("GET"), pattern: "/b" }
    "#);
}

#[test]
fn selections_of_another_form_are_reported() {
    let text = "[include]\n[exclude]\npaths = [\"disks\", \"FETCH: /disks\"]\ntags = [\"\"]\noperations = [\" \"]\n";
    assert_snapshot!(errors(&format!("{HEAD}{text}")), @"
    specs/generator.toml:3:1: `include` is empty
      help: list `tags`, `operations` or `paths`, or remove the table
    specs/generator.toml:6:9: `` in `exclude` matches no operation
      help: write a tag
    specs/generator.toml:7:15: ` ` in `exclude` matches no operation
      help: write the id of an operation
    specs/generator.toml:5:10: `disks` in `exclude` matches no operation
      help: write a path such as `/disks/**`, or a method before it: `GET /disks/{id}`
    specs/generator.toml:5:19: `FETCH: /disks` in `exclude` matches no operation
      help: write a path such as `/disks/**`, or a method before it: `GET /disks/{id}`
    ");
}

#[test]
fn patches_have_json_values() {
    let text = r#"
[[patch]]
pointer = "/info"
value = { title = "a", at = 2026-01-31, list = [1, 2.5, true] }
reason = "wrong"
[[patch]]
file = "api.yaml"
pointer = "/x~1y/~0"
remove = true
expect = "old"
reason = "wrong"
"#;
    let rules = Config::parse(&format!("{HEAD}{text}"), Path::new("generator.toml")).unwrap().rules.patches;
    let show = |rule: &crate::rules::Rule<crate::rules::Patch>| {
        let crate::rules::Patch { file, pointer, change, expect, .. } = &rule.value;
        let change = match change {
            crate::rules::Change::Set(value) => value.to_string(),
            crate::rules::Change::Remove => "removed".to_owned(),
        };
        format!("{} {file:?} {pointer}: {change}, expected {expect:?}", rule.place)
    };
    assert_snapshot!(rules.iter().map(show).collect::<Vec<_>>().join("\n"), @r#"
    generator.toml:5:11 None /info: {"at":"2026-01-31","list":[1,2.5,true],"title":"a"}, expected None
    generator.toml:10:11 Some("api.yaml") /x~1y/~0: removed, expected Some(String("old"))
    "#);
}

#[test]
fn patches_of_another_form_are_reported() {
    let patch = |rest: &str| errors(&format!("{HEAD}[[patch]]\n{rest}\n"));
    assert_snapshot!(patch("pointer = \"info/~\"\nvalue = nan\nfile = \"\"\nreason = \"\""), @"
    specs/generator.toml:7:10: the reason is empty
      help: say what the input gets wrong
    specs/generator.toml:4:11: `info/~` is not a JSON pointer to a part of the input
      help: write `/` before each key, `~1` for a `/` in it and `~0` for a `~`: `/paths/~1disks~1{id}/get`
    specs/generator.toml:6:8: `file` is empty
      help: name the input as messages do, or remove the key
    specs/generator.toml:5:9: JSON has no `inf` and no `nan`
      help: write another number
    ");
    let one_of = "specs/generator.toml:4:11: a patch has either `value` or `remove = true`\n  \
                  help: write the new value, `value = ..`, or `remove = true`\n";
    assert_eq!(patch("pointer = \"/a\"\nreason = \"wrong\""), one_of);
    for rest in ["remove = false", "remove = true\nvalue = 1"] {
        assert_eq!(patch(&format!("pointer = \"/a\"\nreason = \"wrong\"\n{rest}")), one_of.replace("4:11", "6:10"));
    }
}

#[test]
fn formats_have_types() {
    let text = "[formats]\nuuid = \"string\"\ndate = \"::jiff::civil::Date\"\n";
    let rules = Config::parse(&format!("{HEAD}{text}"), Path::new("generator.toml")).unwrap().rules.formats;
    let show = |rule: &crate::rules::Rule<crate::rules::FormatType>| {
        format!("{} {} = {}", rule.place, rule.value.format, rule.value.ty)
    };
    assert_eq!(
        rules.iter().map(show).collect::<Vec<_>>(),
        ["generator.toml:5:1 date = ::jiff::civil::Date", "generator.toml:4:1 uuid = string"]
    );
    assert_snapshot!(errors(&format!("{HEAD}[formats]\nuuid = \"Uuid\"\n\"\" = \"any\"\n")), @"
    specs/generator.toml:5:1: the format has no name
      help: write one such as `date-time`
    specs/generator.toml:4:8: `Uuid` is not a type
      help: write `any`, `string` or the path of a Rust type such as `::chrono::NaiveDate`
    ");
}

#[test]
fn names_are_read_by_kind() {
    let text = r#"
[rename.types]
DiskDto = "Disk"
[rename.fields]
"Disk.sz" = "size"
"Room.sz" = "size"
[rename.variants]
"State.RDY" = "Ready"
[rename.operations]
getDisks = "list"
"GET /rooms" = "list"
[rename.services]
"Disks (beta)" = "disks"
"#;
    let renames = Config::parse(&format!("{HEAD}{text}"), Path::new("generator.toml")).unwrap().rules.renames;
    let show = |one: &crate::rules::Rename| format!("{} {:?} {} = {}", one.place, one.kind, one.from, one.to);
    assert_snapshot!(renames.iter().map(show).collect::<Vec<_>>().join("\n"), @"
    generator.toml:5:1 Type DiskDto = Disk
    generator.toml:7:1 Field Disk.sz = size
    generator.toml:8:1 Field Room.sz = size
    generator.toml:10:1 Variant State.RDY = Ready
    generator.toml:13:1 Operation GET /rooms = list
    generator.toml:12:1 Operation getDisks = list
    generator.toml:15:1 Service Disks (beta) = disks
    ");
}

#[test]
fn names_that_rust_does_not_take_are_reported() {
    let text = r#"[rename.types]
A = "disk"
B = "Self"
C = "Disk_Dto"
D = "Same"
E = "Same"
[rename.fields]
sz = "size"
"Disk.sz" = "Size"
"Disk.ty" = "type"
"Disk.a" = "b"
"Disk.c" = "b"
[rename.variants]
"State." = "ready"
[rename.operations]
"/disks" = "list disks"
"get /disks" = "1st"
[rename.services]
"" = "_disks"
"#;
    assert_snapshot!(errors(&format!("{HEAD}{text}")), @"
    specs/generator.toml:4:5: `disk` is not a valid name for this in Rust
      help: choose a name in upper camel case, such as `DiskState`
    specs/generator.toml:5:5: `Self` is not a valid name for this in Rust
      help: choose a name in upper camel case, such as `DiskState`
    specs/generator.toml:6:5: `Disk_Dto` is not a valid name for this in Rust
      help: choose a name in upper camel case, such as `DiskState`
    specs/generator.toml:8:5: `D` and `E` are both renamed to `Same`
      help: choose another name for one of them
    specs/generator.toml:14:12: `Disk.a` and `Disk.c` are both renamed to `b`
      help: choose another name for one of them
    specs/generator.toml:11:13: `Size` is not a valid name for this in Rust
      help: choose a name in snake case, such as `disk_state`
    specs/generator.toml:12:13: `type` is not a valid name for this in Rust
      help: choose a name in snake case, such as `disk_state`
    specs/generator.toml:10:1: `sz` doesn't name anything that can be renamed
      help: write the type's name, a dot and the property's name
    specs/generator.toml:16:1: `State.` doesn't name anything that can be renamed
      help: write the type's name, a dot and the value
    specs/generator.toml:16:12: `ready` is not a valid name for this in Rust
      help: choose a name in upper camel case, such as `DiskState`
    specs/generator.toml:18:1: `/disks` doesn't name anything that can be renamed
      help: write the operation's id, or its method and path such as `GET /disks/{id}`
    specs/generator.toml:18:12: `list disks` is not a valid name for this in Rust
      help: choose a name in snake case, such as `disk_state`
    specs/generator.toml:19:1: `get /disks` doesn't name anything that can be renamed
      help: write the operation's id, or its method and path such as `GET /disks/{id}`
    specs/generator.toml:19:16: `1st` is not a valid name for this in Rust
      help: choose a name in snake case, such as `disk_state`
    specs/generator.toml:21:1: `` doesn't name anything that can be renamed
      help: write the tag
    specs/generator.toml:21:6: `_disks` is not a valid name for this in Rust
      help: choose a name in snake case, such as `disk_state`
    ");
}

#[test]
fn several_apis_stand_in_tables() {
    let text = r#"
[[api]]
input = ["a.json"]
output = "../a"
[[api.override]]
field = "A.b"
type = "any"
reason = "wrong"
[[api]]
output = "../b"
name = "bees"
[api.errors]
tracking_id = "id"
"#;
    let configuration = Configuration::parse(text, Path::new("specs/generator.toml")).unwrap();
    assert!(configuration.is_list);
    let show = |api: &Config| {
        let Config { inputs, output, name, rules, place, .. } = api;
        let (overrides, tracking) = (rules.overrides.len(), rules.tracking_id.is_some());
        format!("{place}: {} {output:?} {name:?} {overrides} {tracking}", inputs.len())
    };
    assert_snapshot!(configuration.apis.iter().map(show).collect::<Vec<_>>().join("\n"), @r#"
    specs/generator.toml:2:1: 1 Some("a") None 1 false
    specs/generator.toml:9:1: 0 Some("b") Some("bees") 0 true
    "#);
    let single = Configuration::parse("input = [\"a\"]\noutput = \"b\"\n", Path::new("generator.toml")).unwrap();
    assert_eq!((single.apis.len(), single.is_list), (1, false));
    assert!(Config::parse(text, Path::new("generator.toml")).is_err());
}

#[test]
fn apis_of_another_form_are_reported() {
    assert_snapshot!(errors("output = \"b\"\n[[api]]\ninput = [\"a\"]\n[errors]\ntracking_id = \"id\"\n"), @"
    specs/generator.toml:4:2: `errors` is beside `[[api]]`
      help: move it into the `[[api]]` table of the API that it is for
    specs/generator.toml:1:1: `output` is beside `[[api]]`
      help: move it into the `[[api]]` table of the API that it is for
    ");
    assert_snapshot!(errors("[[api]]\ninputs = [\"a\"]\n"), @"
    specs/generator.toml:2:1: unknown field `inputs`, expected one of `input`, `source`, `output`, `name`, `runtime`, `patch`, `include`, `exclude`, `override`, `rename`, `formats`, `unknown_properties`, `oauth2`, `errors`, `requests`, `environment`, `paging`, `streams`, `waiters`
      help: did you mean `input`? docs/configuration.md lists all keys
    ");
    assert_snapshot!(errors("api = []\n"), @"
    specs/generator.toml: `api` is empty
      help: add an API, or remove the key
    ");
    let text = "[[api]]\noutput = \"a\"\nname = \"c\"\n[[api]]\noutput = \"./x/../a\"\n[[api]]\noutput = \"b\"\nname = \"c\"\n";
    assert_snapshot!(errors(text), @"
    specs/generator.toml:4:1: the API at specs/generator.toml:1:1 has the same `output`
      help: give each API its own folder
    specs/generator.toml:6:1: the API at specs/generator.toml:1:1 has the same `name`
      help: give each API its own name
    ");
}
