//! `generator inspect`: what an API is made of.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::Project;

/// What `inspect` prints.
#[track_caller]
fn inspect(project: &Project, arguments: &[&str]) -> String {
    let outcome = project.run(&[&["inspect"], arguments].concat());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
    outcome.stdout
}

/// The API at hand, with the committed client.
#[track_caller]
fn role_mining(name: &str) -> String {
    let config = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs/generator.toml");
    let printed = inspect(&Project::empty(), &["--config", config, name]);
    // Files are named as the configuration is, from here.
    printed.replace(concat!(env!("CARGO_MANIFEST_DIR"), "/../"), "").replace(&root(), "")
}

fn root() -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    format!("{}/", root.display())
}

#[test]
fn everything_is_listed() {
    assert_snapshot!(inspect(&Project::new(), &[]), @"
    services:
      books  3 operations  by tag  `Books`
      loans  1 operation   by tag  `Loans`
    operations:
      books.add_book    POST /books          by operation id  specs/pages/add-book.api.mdx
      books.get_book    GET /books/{bookId}  by operation id  specs/pages/get-book.api.mdx
      books.list_books  GET /books           by operation id  specs/pages/list-books.api.mdx
      loans.get_loan    GET /loans/{loanId}  by operation id  specs/pages/get-loan.api.mdx
    types:
      Book                  struct, 5 fields   by title    3 operations  specs/pages/get-book.api.mdx and 2 more
      Film                  struct, 2 fields   by title    1 operation   specs/pages/get-loan.api.mdx
      Format                enum, 2 values     by title    4 operations  specs/pages/add-book.api.mdx and 3 more
      Loan                  struct, 4 fields   by title    1 operation   specs/pages/get-loan.api.mdx
      LoanBorrower          struct, 3 fields   by context  1 operation   specs/pages/get-loan.api.mdx
      LoanItem              union, 2 variants  by context  1 operation   specs/pages/get-loan.api.mdx
      NewBook               struct, 3 fields   by title    1 operation   specs/pages/add-book.api.mdx
      Order                 struct, 1 field    by title    1 operation   specs/pages/add-book.api.mdx
      Problem               struct, 2 fields   by title    3 operations  specs/pages/add-book.api.mdx and 2 more
      UnauthorizedResponse  struct, 1 field    by context  3 operations  specs/pages/get-book.api.mdx and 2 more
    errors:
      CommonError  4 operations  400, 401, 404
    ");
}

#[test]
fn a_document_that_has_everything_is_named_once() {
    let project = Project::empty();
    project.run(&["new", "acme"]).exits(0);
    let outcome = project.run_in("acme", &["inspect"]);
    assert_snapshot!(outcome.stdout, @"
    input:
      specs/openapi.yaml
    services:
      disks  2 operations  by tag  `Disks`
    operations:
      disks.get_disk    GET /disks/{id}  by operation id
      disks.list_disks  GET /disks       by operation id
    types:
      Disk       struct, 3 fields  by component  2 operations
      DiskState  enum, 2 values    by context    2 operations
      Problem    struct, 1 field   by component  1 operation
    errors:
      DisksError  1 operation  404
    ");
}

#[test]
fn a_type_is_shown_with_what_holds_and_uses_it() {
    assert_snapshot!(role_mining("RoleMiningSessionStatus"), @"
    struct RoleMiningSessionStatus
      named by  title
      is        received
    fields:
      state  RoleMiningSessionState  `state`  optional
    held by:
      RoleMiningSessionResponse.status
    used by:
      iai_role_mining.create_role_mining_sessions     POST /role-mining-sessions                    specs/role-mining/create-role-mining-sessions.api.mdx     response 201
      iai_role_mining.get_role_mining_session         GET /role-mining-sessions/{sessionId}         specs/role-mining/get-role-mining-session.api.mdx         response 200
      iai_role_mining.get_role_mining_session_status  GET /role-mining-sessions/{sessionId}/status  specs/role-mining/get-role-mining-session-status.api.mdx  response 200
      iai_role_mining.get_role_mining_sessions        GET /role-mining-sessions                     specs/role-mining/get-role-mining-sessions.api.mdx        response 200
    ");
    assert_snapshot!(role_mining("EntityCreatedByDto"), @"
    struct EntityCreatedByDto
      named by  title
      is        received
    fields:
      id            String  `id`           optional
      display_name  String  `displayName`  optional
    held by:
      RoleMiningPotentialRole.created_by
      RoleMiningPotentialRoleSummary.created_by
      RoleMiningSessionResponse.created_by
    used by:
      iai_role_mining.create_potential_role_provision_request  POST /role-mining-sessions/{sessionId}/potential-roles/{potentialRoleId}/provision          specs/role-mining/create-potential-role-provision-request.api.mdx  response 202
      iai_role_mining.create_role_mining_sessions              POST /role-mining-sessions                                                                  specs/role-mining/create-role-mining-sessions.api.mdx              response 201
      iai_role_mining.get_all_potential_role_summaries         GET /role-mining-potential-roles                                                            specs/role-mining/get-all-potential-role-summaries.api.mdx         response 200
      iai_role_mining.get_potential_role                       GET /role-mining-sessions/{sessionId}/potential-role-summaries/{potentialRoleId}            specs/role-mining/get-potential-role.api.mdx                       response 200
      iai_role_mining.get_potential_role_summaries             GET /role-mining-sessions/{sessionId}/potential-role-summaries                              specs/role-mining/get-potential-role-summaries.api.mdx             response 200
      iai_role_mining.get_role_mining_potential_role           GET /role-mining-potential-roles/{potentialRoleId}                                          specs/role-mining/get-role-mining-potential-role.api.mdx           response 200
      iai_role_mining.get_role_mining_session                  GET /role-mining-sessions/{sessionId}                                                       specs/role-mining/get-role-mining-session.api.mdx                  response 200
      iai_role_mining.get_role_mining_sessions                 GET /role-mining-sessions                                                                   specs/role-mining/get-role-mining-sessions.api.mdx                 response 200
      iai_role_mining.update_entitlements_potential_role       POST /role-mining-sessions/{sessionId}/potential-roles/{potentialRoleId}/edit-entitlements  specs/role-mining/update-entitlements-potential-role.api.mdx       response 201
    ");
    assert_snapshot!(role_mining("RoleMiningRoleType"), @"
    enum RoleMiningRoleType
      named by  title
      is        sent and received
    values:
      Specialized  `SPECIALIZED`
      Common       `COMMON`
    held by:
      RoleMiningPotentialRole.r#type
      RoleMiningPotentialRoleSummary.r#type
      RoleMiningSessionDraftRoleDto.r#type
      RoleMiningSessionDto.r#type
      RoleMiningSessionParametersDto.r#type
      RoleMiningSessionResponse.r#type
    used by:
      iai_role_mining.create_potential_role_provision_request  POST /role-mining-sessions/{sessionId}/potential-roles/{potentialRoleId}/provision          specs/role-mining/create-potential-role-provision-request.api.mdx  response 202
      iai_role_mining.create_role_mining_sessions              POST /role-mining-sessions                                                                  specs/role-mining/create-role-mining-sessions.api.mdx              request; response 201
      iai_role_mining.get_all_potential_role_summaries         GET /role-mining-potential-roles                                                            specs/role-mining/get-all-potential-role-summaries.api.mdx         response 200
      iai_role_mining.get_potential_role                       GET /role-mining-sessions/{sessionId}/potential-role-summaries/{potentialRoleId}            specs/role-mining/get-potential-role.api.mdx                       response 200
      iai_role_mining.get_potential_role_summaries             GET /role-mining-sessions/{sessionId}/potential-role-summaries                              specs/role-mining/get-potential-role-summaries.api.mdx             response 200
      iai_role_mining.get_role_mining_potential_role           GET /role-mining-potential-roles/{potentialRoleId}                                          specs/role-mining/get-role-mining-potential-role.api.mdx           response 200
      iai_role_mining.get_role_mining_session                  GET /role-mining-sessions/{sessionId}                                                       specs/role-mining/get-role-mining-session.api.mdx                  response 200
      iai_role_mining.get_role_mining_sessions                 GET /role-mining-sessions                                                                   specs/role-mining/get-role-mining-sessions.api.mdx                 response 200
      iai_role_mining.get_saved_potential_roles                GET /role-mining-potential-roles/saved                                                      specs/role-mining/get-saved-potential-roles.api.mdx                response 200
      iai_role_mining.update_entitlements_potential_role       POST /role-mining-sessions/{sessionId}/potential-roles/{potentialRoleId}/edit-entitlements  specs/role-mining/update-entitlements-potential-role.api.mdx       response 201
    ");
}

#[test]
fn an_operation_is_shown_by_any_of_its_names() {
    let shown = role_mining("exportRoleMiningPotentialRoleAsync");
    assert_snapshot!(shown, @"
    operation iai_role_mining.export_role_mining_potential_role_async
      request   POST /role-mining-sessions/{sessionId}/potential-roles/{potentialRoleId}/export-async
      id        exportRoleMiningPotentialRoleAsync
      named by  operation id
      file      specs/role-mining/export-role-mining-potential-role-async.api.mdx
      builder   ExportRoleMiningPotentialRoleAsync
      returns   RoleMiningPotentialRoleExportResponse
      error     IaiRoleMiningError
      security  applicationAuth[iai:access-modeling:manage]
      security  userAuth[iai:access-modeling:manage]
    arguments:
      session_id         String  path `sessionId`
      potential_role_id  String  path `potentialRoleId`
    setters:
      body  RoleMiningPotentialRoleExportRequest  body `application/json`
    errors:
      400  BadRequest           ErrorResponseDto
      401  Unauthorized         UnauthorizedResponse
      403  Forbidden            ErrorResponseDto
      500  InternalServerError  ErrorResponseDto
    waiters:
      wait_until_exported  RoleMiningPotentialRoleExportResponse
    ");
    for name in [
        "iai_role_mining.export_role_mining_potential_role_async",
        "iai_role_mining().export_role_mining_potential_role_async",
        "export_role_mining_potential_role_async",
        "ExportRoleMiningPotentialRoleAsync",
        "post /role-mining-sessions/{sessionId}/potential-roles/{potentialRoleId}/export-async",
    ] {
        assert_eq!(role_mining(name), shown, "{name}");
    }
}

#[test]
fn services_and_error_types_are_shown_with_their_operations() {
    let project = Project::new();
    let shown = inspect(&project, &["books"]);
    assert_snapshot!(shown, @"
    service books
      struct    Books
      tag       Books
      named by  tag
    operations:
      books.add_book    POST /books          by operation id  specs/pages/add-book.api.mdx
      books.get_book    GET /books/{bookId}  by operation id  specs/pages/get-book.api.mdx
      books.list_books  GET /books           by operation id  specs/pages/list-books.api.mdx
    ");
    assert_eq!(inspect(&project, &["Books"]), shown);
    assert_snapshot!(inspect(&project, &["CommonError"]), @"
    error CommonError
    variants:
      400  BadRequest    Problem
      401  Unauthorized  UnauthorizedResponse
      404  NotFound      Problem
    operations:
      books.add_book    POST /books          by operation id  specs/pages/add-book.api.mdx
      books.get_book    GET /books/{bookId}  by operation id  specs/pages/get-book.api.mdx
      books.list_books  GET /books           by operation id  specs/pages/list-books.api.mdx
      loans.get_loan    GET /loans/{loanId}  by operation id  specs/pages/get-loan.api.mdx
    ");
}

/// Recursive types, bodies by status, a union, a map, and parameters with a type of their own.
const DOCUMENT: &str = r##"{"openapi": "3.0.3", "info": {"title": "x", "version": "1"}, "paths": {"/a~/{kind}": {"put": {
    "operationId": "put", "tags": ["t"],
    "parameters": [{"name": "kind", "in": "path", "required": true, "schema": {"$ref": "#/components/schemas/Kind"}}],
    "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Shape"}}}},
    "responses": {
        "200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tree"}}}},
        "202": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Dot"}}}},
        "4XX": {"description": "", "content": {"application/json": {"schema": {"type": "array", "items":
            {"$ref": "#/components/schemas/Kind"}}}}}
    }}}},
    "components": {"schemas": {
        "Kind": {"type": "integer", "enum": [1, 2]},
        "Tree": {"type": "object", "required": ["kind", "old"], "properties": {
            "children": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Tree"}},
            "kind": {"allOf": [{"$ref": "#/components/schemas/Kind"}], "nullable": true},
            "old": {"type": "string", "deprecated": true}}},
        "Dot": {"type": "object", "properties": {"type": {"type": "string"}}, "additionalProperties": {"type": "string"}},
        "Line": {"type": "object", "properties": {"type": {"type": "string"}, "length": {"type": "number"}}},
        "Shape": {"oneOf": [{"$ref": "#/components/schemas/Dot"}, {"$ref": "#/components/schemas/Line"}],
            "discriminator": {"propertyName": "type", "mapping": {"dot": "#/components/schemas/Dot"}}}
    }}}"##;

#[test]
fn what_a_type_is_reached_as_is_told_apart() {
    let project = Project::empty();
    project.write("api.json", DOCUMENT);
    let show = |name: &str| inspect(&project, &["--input", "api.json", name]);
    assert_snapshot!(show("Kind"), @"
    enum Kind
      named by  component
      is        sent and received
    values:
      N1  `1`
      N2  `2`
    held by:
      Tree.kind
    used by:
      t.put  PUT /a~/{kind}  api.json  error 4XX; parameter kind; response 200
    ");
    assert_snapshot!(show("Tree"), @"
    struct Tree
      named by  component
      is        received
    fields:
      children  Map<Tree>  `children`  optional
      kind      Kind       `kind`      required, nullable
      old       String     `old`       required, deprecated
    held by:
      Tree.children
    used by:
      t.put  PUT /a~/{kind}  api.json  response 200
    ");
    assert_snapshot!(show("Dot"), @"
    struct Dot
      named by  component
      is        sent and received
    fields:
      r#type                 String  `type`  optional
      additional_properties  String  `*`
    held by:
      Shape.Dot
    used by:
      t.put  PUT /a~/{kind}  api.json  request; response 202
    ");
    assert_snapshot!(show("Shape"), @"
    union Shape
      named by  component
      is        sent
      told by   type
    variants:
      Dot   Dot   `dot`
      Line  Line  `Line`
    used by:
      t.put  PUT /a~/{kind}  api.json  request
    ");
    assert_snapshot!(show("t.put"), @"
    operation t.put
      request   PUT /a~/{kind}
      id        put
      named by  operation id
      file      api.json
      builder   Put
      returns   PutOutcome
      error     TError
    arguments:
      kind  Kind  path `kind`
    setters:
      body  Shape  body `application/json`
    outcomes:
      200  Ok        Tree
      202  Accepted  Dot
    errors:
      4XX  ClientError  Vec<Kind>
    ");
}

#[test]
fn names_of_the_lock_and_of_the_configuration_are_told_apart() {
    let project = Project::empty();
    project.write("api.json", DOCUMENT);
    project.write("generator.toml", "input = [\"api.json\"]\noutput = \"client\"\n[rename.types]\nDot = \"Point\"\n");
    let config = ["--config", "generator.toml"];
    let source = |name: &str| {
        let found: Value =
            serde_json::from_str(&inspect(&project, &[&config[..], &["--format", "json", name]].concat())).unwrap();
        found.pointer("/types/0/source").unwrap().clone()
    };
    assert_eq!((source("Point"), source("Line")), (json!("rename"), json!("component")));
    project.run(&config).exits(0);
    project.write("api.json", DOCUMENT.replace("Tree", "Bush"));
    assert_eq!(source("Tree"), "lock");
    // Nothing is known of the lock without the output.
    let printed = inspect(&project, &["--input", "api.json", "Bush"]);
    assert!(printed.contains("named by  component"), "{printed}");
    let printed = inspect(&project, &["--input", "api.json", "--output", "client", "Tree"]);
    assert!(printed.contains("named by  lock"), "{printed}");
}

/// What `inspect` prints of `api.json` as JSON.
#[track_caller]
fn as_json(project: &Project, arguments: &[&str]) -> Value {
    let arguments = [&["--input", "api.json", "--format", "json"], arguments].concat();
    serde_json::from_str(&inspect(project, &arguments)).unwrap()
}

#[test]
fn the_forms_as_json_have_the_same_keys() {
    let project = Project::empty();
    project.write("api.json", DOCUMENT);
    let json = |arguments: &[&str]| as_json(&project, arguments);
    let (list, tree) = (json(&[]), json(&["Tree"]));
    assert_eq!(list.pointer("/types").unwrap().as_array().unwrap().len(), 5);
    assert_snapshot!(format!("{:#}", tree), @r#"
    {
      "services": [],
      "operations": [],
      "types": [
        {
          "name": "Tree",
          "kind": "struct",
          "part_count": 3,
          "source": "component",
          "operation_count": 1,
          "files": [
            "api.json"
          ],
          "sent": false,
          "received": true,
          "discriminator": null,
          "parts": [
            {
              "name": "children",
              "wire_name": "children",
              "type": "Map<Tree>",
              "presence": "optional",
              "deprecated": false
            },
            {
              "name": "kind",
              "wire_name": "kind",
              "type": "Kind",
              "presence": "required, nullable",
              "deprecated": false
            },
            {
              "name": "old",
              "wire_name": "old",
              "type": "String",
              "presence": "required",
              "deprecated": true
            }
          ],
          "held_by": [
            {
              "type": "Tree",
              "part": "children"
            }
          ],
          "used_by": [
            {
              "name": "t.put",
              "id": "put",
              "method": "PUT",
              "path": "/a~/{kind}",
              "file": "api.json",
              "source": "operation id",
              "roles": [
                "response 200"
              ]
            }
          ]
        }
      ],
      "errors": []
    }
    "#);
}

#[test]
fn what_is_listed_of_an_operation_is_shown_of_it_too() {
    let project = Project::empty();
    project.write("api.json", DOCUMENT);
    let json = |arguments: &[&str]| as_json(&project, arguments);
    let (list, shown) = (json(&[]), json(&["put"]));
    for (key, value) in list.pointer("/operations/0").unwrap().as_object().unwrap() {
        assert_eq!(shown.pointer(&format!("/operations/0/{key}")), Some(value));
    }
    assert_snapshot!(format!("{:#}", shown.pointer("/operations/0").unwrap()), @r#"
    {
      "name": "t.put",
      "id": "put",
      "method": "PUT",
      "path": "/a~/{kind}",
      "file": "api.json",
      "source": "operation id",
      "builder": "Put",
      "arguments": [
        {
          "name": "kind",
          "wire_name": "kind",
          "location": "path",
          "type": "Kind"
        }
      ],
      "setters": [
        {
          "name": "body",
          "wire_name": "application/json",
          "location": "body",
          "type": "Shape"
        }
      ],
      "other_bodies": [],
      "returns": "PutOutcome",
      "representations": [],
      "headers": null,
      "outcomes": [
        {
          "status": "200",
          "variant": "Ok",
          "type": "Tree"
        },
        {
          "status": "202",
          "variant": "Accepted",
          "type": "Dot"
        }
      ],
      "error": "TError",
      "errors": [
        {
          "status": "4XX",
          "variant": "ClientError",
          "type": "Vec<Kind>"
        }
      ],
      "paging": null,
      "item": null,
      "waiters": [],
      "security": [],
      "server": null,
      "deprecated": false
    }
    "#);
}

/// All keys of a value.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| {
            found.insert(key.clone());
            keys(value, found);
        }),
        Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn each_key_is_documented() {
    let config = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs/generator.toml");
    let arguments = ["--config", config, "--format", "json"];
    let mut found = BTreeSet::new();
    let names = ["iai_role_mining", "exportRoleMiningPotentialRoleAsync", "RoleMiningRoleType", "IaiRoleMiningError"];
    for name in names.map(Some).into_iter().chain([None]) {
        let printed = inspect(&Project::empty(), &[&arguments[..], name.as_slice()].concat());
        keys(&serde_json::from_str(&printed).unwrap(), &mut found);
    }
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/inspect.md")).unwrap();
    let tables: Vec<&str> = page.lines().filter(|line| line.starts_with('|')).collect();
    let explained = |key: &str| tables.iter().any(|line| line.contains(&format!("`{key}`")));
    let missing: Vec<&String> = found
        .iter()
        .filter(|key| !explained(key) && !["services", "operations", "types"].contains(&key.as_str()))
        .collect();
    assert!(found.len() > 35 && missing.is_empty(), "{missing:?} of {found:?}");
}

#[test]
fn what_is_not_there_is_an_error_that_names_the_nearest() {
    let project = Project::new();
    let error = |arguments: &[&str]| project.run(&[&["inspect"], arguments].concat()).exits(2).to_owned();
    assert_snapshot!(error(&["Bok"]), @"error: nothing is called `Bok`: did you mean `Book`? Otherwise run `generator inspect` for a list");
    assert_snapshot!(error(&["GET /book"]), @"error: nothing is called `GET /book`: did you mean `GET /books`? Otherwise run `generator inspect` for a list");
    assert_snapshot!(error(&["something else\u{1b}"]), @r"error: nothing is called `something else\u{1b}`: run `generator inspect` for a list");
    assert_snapshot!(error(&["--input", "none"]), @"
    error[missing-input]: there is no such file or folder
      --> none
      = help: name a page, a folder of pages or an OpenAPI document

    `generator explain missing-input` says more
    ");
    assert_snapshot!(error(&["--config", "none.toml"]), @"
    error[unreadable]: the configuration can't be read: No such file or directory (os error 2)
      --> none.toml
      = help: create it, or name the inputs and the output with `--input` and `--output`

    `generator explain unreadable` says more
    ");
    project.write(
        "two.toml",
        "[[api]]\ninput = [\"specs/pages\"]\noutput = \"a\"\n[[api]]\noutput = \"b\"\ninput = [\"specs\"]\n",
    );
    assert_snapshot!(error(&["--config", "two.toml"]).lines().next().unwrap(), @"error: the configuration has several APIs: choose one with `--api`");
    inspect(&project, &["--config", "two.toml", "--api", "a", "Book"]);
    assert!(!project.exists("client") && !project.exists("a"));
}
