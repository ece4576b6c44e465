#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use std::fmt::Write as _;
use std::fs;

use insta::assert_snapshot;
use serde_json::json;

use super::super::{InputPath, read};
use super::*;

/// Reads `api/openapi.yaml` of a folder with files.
fn bundled(files: &[(&str, &str)]) -> Input {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join("all").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    read(&[InputPath::named(folder.path().join("all/api/openapi.yaml"), "api/openapi.yaml")], &Options::default())
}

fn document(files: &[(&str, &str)]) -> Value {
    let input = bundled(files);
    assert_eq!(report(&input), "");
    input.documents[0].value.clone()
}

fn report(input: &Input) -> String {
    let mut text = String::new();
    for Diagnostic { code, severity, place, message, help, .. } in &input.diagnostics {
        writeln!(text, "{severity}[{code}] {place}: {message}").unwrap();
        writeln!(text, "  help: {}", help.as_deref().unwrap()).unwrap();
    }
    text
}

#[expect(clippy::too_many_lines, reason = "the document is printed whole")]
#[test]
fn every_kind_of_part_finds_its_place() {
    let document = document(&[
        (
            "api/openapi.yaml",
            "
openapi: 3.0.0
info: {$ref: info.yaml}
paths:
  /pets/{id}: {$ref: 'paths/pet.yaml'}
",
        ),
        ("api/info.yaml", "{title: Pets, version: '1', description: {$ref: info.md}}"),
        ("api/info.md", "# Pets\n"),
        (
            "api/paths/pet.yaml",
            "
get:
  parameters:
    - $ref: ../../shared/parameters.yaml#/id
  responses:
    '200':
      description: ok
      headers: {X-Count: {$ref: ../headers/count.json}}
      content:
        application/json:
          schema: {$ref: '../schemas/pet.yaml'}
          example: {$ref: 'not-a-reference.yaml'}
    '404': {$ref: ..\\shared\\responses\\404.yaml}
put:
  requestBody: {$ref: '#/body'}
body:
  content: {application/json: {schema: {$ref: ../schemas/pet.yaml}}}
"
            .replace("..\\shared", "..\\..\\shared")
            .as_str(),
        ),
        ("shared/parameters.yaml", "id: {name: id, in: path, required: true, schema: {type: string}}"),
        ("shared/responses/404.yaml", "description: none\n"),
        ("api/headers/count.json", r#"{"schema": {"type": "integer"}}"#),
        (
            "api/schemas/pet.yaml",
            "
title: A pet
properties:
  $ref: {type: string}
  owner: {$ref: owner%20of.yaml, description: whose}
  parent: {$ref: '#'}
  name: {$ref: '#/definitions/Name'}
definitions: {Name: {type: string}}
discriminator:
  propertyName: kind
  mapping: {owner: owner of.yaml, plain: Pet}
",
        ),
        ("api/schemas/owner of.yaml", "type: object"),
    ]);
    assert_snapshot!(format!("{document:#}"), @r##"
    {
      "openapi": "3.0.0",
      "info": {
        "title": "Pets",
        "version": "1",
        "description": "# Pets\n"
      },
      "paths": {
        "/pets/{id}": {
          "get": {
            "parameters": [
              {
                "$ref": "#/components/parameters/id"
              }
            ],
            "responses": {
              "200": {
                "description": "ok",
                "headers": {
                  "X-Count": {
                    "$ref": "#/components/headers/count"
                  }
                },
                "content": {
                  "application/json": {
                    "schema": {
                      "$ref": "#/components/schemas/pet"
                    },
                    "example": {
                      "$ref": "not-a-reference.yaml"
                    }
                  }
                }
              },
              "404": {
                "$ref": "#/components/responses/404"
              }
            }
          },
          "put": {
            "requestBody": {
              "$ref": "#/components/requestBodies/body"
            }
          },
          "body": {
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "../schemas/pet.yaml"
                }
              }
            }
          }
        }
      },
      "components": {
        "parameters": {
          "id": {
            "name": "id",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        },
        "headers": {
          "count": {
            "schema": {
              "type": "integer"
            }
          }
        },
        "schemas": {
          "pet": {
            "title": "A pet",
            "properties": {
              "$ref": {
                "type": "string"
              },
              "owner": {
                "$ref": "#/components/schemas/owner_of",
                "description": "whose"
              },
              "parent": {
                "$ref": "#/components/schemas/pet"
              },
              "name": {
                "$ref": "#/components/schemas/Name"
              }
            },
            "definitions": {
              "Name": {
                "type": "string"
              }
            },
            "discriminator": {
              "propertyName": "kind",
              "mapping": {
                "owner": "#/components/schemas/owner_of",
                "plain": "Pet"
              }
            }
          },
          "owner_of": {
            "type": "object"
          },
          "Name": {
            "type": "string"
          }
        },
        "responses": {
          "404": {
            "description": "none"
          }
        },
        "requestBodies": {
          "body": {
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/pet"
                }
              }
            }
          }
        }
      }
    }
    "##);
}

#[test]
fn the_documents_own_names_win() {
    let document = document(&[
        (
            "api/openapi.yaml",
            "
openapi: 3.0.0
paths:
  /a: {get: {responses: {'200': {content: {a/b: {schema: {$ref: schemas/a_pet.yaml}}}}}}}
components:
  schemas:
    Pet: {$ref: schemas/a_pet.yaml}
    Animal: {$ref: schemas/a_pet.yaml}
    Own: {items: {$ref: '#/components/schemas/Pet'}}
",
        ),
        ("api/schemas/a_pet.yaml", "properties: {own: {$ref: '../openapi.yaml#/components/schemas/Own'}}"),
    ]);
    assert_eq!(
        document,
        json!({
            "openapi": "3.0.0",
            "paths": {"/a": {"get": {"responses": {"200": {"content": {"a/b": {
                "schema": {"$ref": "#/components/schemas/Pet"}
            }}}}}}},
            "components": {"schemas": {
                "Pet": {"properties": {"own": {"$ref": "#/components/schemas/Own"}}},
                "Animal": {"$ref": "#/components/schemas/Pet"},
                "Own": {"items": {"$ref": "#/components/schemas/Pet"}},
            }},
        })
    );
}

#[test]
fn whole_sections_may_stand_elsewhere() {
    let document = document(&[
        (
            "api/openapi.yaml",
            "{openapi: 3.0.0, paths: {$ref: paths.yaml}, components: {schemas: {$ref: schemas/index.yaml}}}",
        ),
        ("api/paths.yaml", "/a: {get: {requestBody: {content: {a/b: {schema: {$ref: schemas/pet.yaml}}}}}}"),
        ("api/schemas/index.yaml", "Pet: {$ref: pet.yaml}\nOther: {type: string}"),
        ("api/schemas/pet.yaml", "items: {$ref: 'index.yaml#/Other'}"),
    ]);
    assert_eq!(
        document["components"],
        json!({"schemas": {
            "Pet": {"items": {"$ref": "#/components/schemas/IndexOther"}},
            "Other": {"type": "string"},
            "IndexOther": {"type": "string"},
        }})
    );
}

#[test]
fn equal_names_of_different_things_are_told_apart() {
    let schema = |path: &str| format!("{{schema: {{$ref: {path}}}}}");
    let root = format!(
        "{{openapi: 3.0.0, paths: {{/a: {{get: {{requestBody: {{content: {{a: {}, b: {}, c: {}, d: {}}}}}}}}}}}, components: {{schemas: {{other: {{type: string}}}}}}}}",
        schema("pets/schemas/status.yaml"),
        schema("orders/schemas/status.yaml"),
        schema("copy/schemas/status.yaml"),
        schema("schemas/other.yaml"),
    );
    let document = document(&[
        ("api/openapi.yaml", &root),
        ("api/pets/schemas/status.yaml", "enum: [a]"),
        ("api/orders/schemas/status.yaml", "enum: [b]"),
        ("api/copy/schemas/status.yaml", "enum: [a]"),
        ("api/schemas/other.yaml", "type: integer"),
    ]);
    assert_eq!(
        document["components"]["schemas"],
        json!({
            "other": {"type": "string"},
            "status": {"enum": ["a"]},
            "OrdersStatus": {"enum": ["b"]},
            "other2": {"type": "integer"},
        })
    );
    let content = &document["paths"]["/a"]["get"]["requestBody"]["content"];
    assert_eq!(content["c"]["schema"]["$ref"], "#/components/schemas/status");
}

#[test]
fn references_escaped_as_urls_are_plain_afterwards() {
    let document = document(&[(
        "api/openapi.yaml",
        "{openapi: 3.0.0, paths: {'/a/{id}': {parameters: [{in: path}, {$ref: '#/paths/~1a~1%7Bid%7D/parameters/0'}]}, \
         /b: {parameters: [{$ref: '#/x%7B'}]}}, 'x%7B': {}}",
    )]);
    assert_eq!(document["paths"]["/a/{id}"]["parameters"][1]["$ref"], "#/paths/~1a~1{id}/parameters/0");
    assert_eq!(document["paths"]["/b"]["parameters"][0]["$ref"], "#/x%7B");
}

#[test]
fn messages_name_the_file_that_a_part_comes_from() {
    let input = bundled(&[
        ("api/openapi.yaml", "{openapi: 3.0.0, paths: {/a: {$ref: paths/a.yaml}}}"),
        ("api/paths/a.yaml", "get: {requestBody: {content: {a: {schema: {$ref: ../../shared/pet.yaml}}}}}"),
        ("shared/pet.yaml", "type: object"),
    ]);
    let origin = |pointer: &str| {
        let place = Place { file: "api/openapi.yaml".to_owned(), pointer: pointer.to_owned() };
        input.sources.origin(&place).to_string()
    };
    assert_eq!(origin("/paths"), "api/openapi.yaml#/paths");
    assert_eq!(origin("/paths/~1a/get"), "api/paths/a.yaml#/get");
    assert_eq!(origin("/components/schemas/pet/type"), "shared/pet.yaml#/type");
    assert!(input.sources.path("shared/pet.yaml").unwrap().ends_with("shared/pet.yaml"));
}

#[test]
fn references_that_lead_nowhere_are_reported() {
    let schema = |reference: &str| format!("{{schema: {{description: x, $ref: '{reference}'}}}}");
    let references = [
        "missing.yaml",
        "pet.yaml#/nothing",
        "https://example.com/pet.yaml",
        "//example.com/pet.yaml",
        "file:///etc/passwd",
        "/etc/passwd",
        "../../../secret.yaml",
        "../.hidden/secret.yaml",
        "..%2f..%2fsecret.yaml",
        "broken.yaml",
        "image.png",
    ];
    let content: Vec<String> =
        references.iter().enumerate().map(|(index, reference)| format!("a{index}: {}", schema(reference))).collect();
    let root = format!(
        "{{openapi: 3.0.0, paths: {{/a: {{$ref: nowhere.yaml}}, /b: {{get: {{requestBody: {{content: {{{}}}}}}}}}}}}}",
        content.join(", ")
    );
    let input = bundled(&[
        ("api/openapi.yaml", &root),
        ("api/pet.yaml", "type: object"),
        ("api/broken.yaml", "a: [\n"),
        ("api/image.png", "png"),
        (".hidden/secret.yaml", "type: object"),
    ]);
    let document = &input.documents[0].value;
    assert_eq!(document["paths"]["/a"], json!({"$ref": "nowhere.yaml"}));
    for index in 0..references.len() {
        let content = &document["paths"]["/b"]["get"]["requestBody"]["content"];
        assert_eq!(content[format!("a{index}")]["schema"], json!({"description": "x"}));
    }
    let text = report(&input);
    assert_snapshot!(text, @"
    warning[unresolved-reference] api/openapi.yaml#/paths/~1a: the reference `nowhere.yaml` can't be resolved: there is no file `nowhere.yaml`; the reference is left as it is
      help: add it, or correct the reference
    warning[unresolved-reference] api/openapi.yaml#/paths/~1b/get/requestBody/content/a0/schema: the reference `missing.yaml` can't be resolved: there is no file `missing.yaml`; any value is accepted in its place
      help: add it, or correct the reference
    warning[unresolved-reference] api/openapi.yaml#/paths/~1b/get/requestBody/content/a1/schema: the reference `pet.yaml#/nothing` can't be resolved: api/pet.yaml has nothing at `#/nothing`; any value is accepted in its place
      help: add it there, or correct the reference
    warning[remote-reference] api/openapi.yaml#/paths/~1b/get/requestBody/content/a2/schema: the reference `https://example.com/pet.yaml` can't be resolved: nothing is fetched from the network; any value is accepted in its place
      help: fetch the file, put it beside the document and refer to it there
    warning[remote-reference] api/openapi.yaml#/paths/~1b/get/requestBody/content/a3/schema: the reference `//example.com/pet.yaml` can't be resolved: nothing is fetched from the network; any value is accepted in its place
      help: fetch the file, put it beside the document and refer to it there
    warning[remote-reference] api/openapi.yaml#/paths/~1b/get/requestBody/content/a4/schema: the reference `file:///etc/passwd` can't be resolved: nothing is fetched from the network; any value is accepted in its place
      help: fetch the file, put it beside the document and refer to it there
    warning[reference-outside] api/openapi.yaml#/paths/~1b/get/requestBody/content/a5/schema: the reference `/etc/passwd` can't be resolved: `/etc/passwd` is outside of the input's folder; any value is accepted in its place
      help: keep all files of an API in one folder, and name that folder
    warning[reference-outside] api/openapi.yaml#/paths/~1b/get/requestBody/content/a6/schema: the reference `../../../secret.yaml` can't be resolved: `../../../secret.yaml` is outside of the input's folder; any value is accepted in its place
      help: keep all files of an API in one folder, and name that folder
    warning[reference-outside] api/openapi.yaml#/paths/~1b/get/requestBody/content/a7/schema: the reference `../.hidden/secret.yaml` can't be resolved: `../.hidden/secret.yaml` is outside of the input's folder; any value is accepted in its place
      help: keep all files of an API in one folder, and name that folder
    warning[reference-outside] api/openapi.yaml#/paths/~1b/get/requestBody/content/a8/schema: the reference `..%2f..%2fsecret.yaml` can't be resolved: `../../secret.yaml` is outside of the input's folder; any value is accepted in its place
      help: keep all files of an API in one folder, and name that folder
    warning[unresolved-reference] api/openapi.yaml#/paths/~1b/get/requestBody/content/a9/schema: the reference `broken.yaml` can't be resolved: api/broken.yaml can't be read: it is not valid YAML: did not find expected node content at line 2 column 1, while parsing a flow node; any value is accepted in its place
      help: correct that file
    warning[unresolved-reference] api/openapi.yaml#/paths/~1b/get/requestBody/content/a10/schema: the reference `image.png` can't be resolved: api/image.png is neither a JSON nor a YAML file; any value is accepted in its place
      help: refer to a file that is
    ");
}

#[cfg(unix)]
#[test]
fn a_link_to_the_outside_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("a/b")).unwrap();
    fs::write(folder.path().join("secret.yaml"), "type: object").unwrap();
    fs::write(folder.path().join("a/b/openapi.yaml"), "{openapi: 3.0.0, paths: {$ref: link.yaml}}").unwrap();
    std::os::unix::fs::symlink("../../secret.yaml", folder.path().join("a/b/link.yaml")).unwrap();
    let input = read(&[InputPath::named(folder.path().join("a/b/openapi.yaml"), "x.yaml")], &Options::default());
    assert_eq!(input.diagnostics[0].code, "reference-outside");
}

#[test]
fn circles_end() {
    // Schemas may refer to each other.
    let files = [
        (
            "api/openapi.yaml",
            "{openapi: 3.0.0, paths: {/a: {get: {requestBody: {content: {a: {schema: {$ref: a.yaml}}}}}}}}",
        ),
        ("api/a.yaml", "{properties: {b: {$ref: b.yaml}}}"),
        ("api/b.yaml", "{properties: {a: {$ref: a.yaml}, c: {$ref: c.yaml}}}"),
        ("api/c.yaml", "{$ref: d.yaml}"),
        ("api/d.yaml", "{$ref: c.yaml}"),
    ];
    assert_snapshot!(document(&files)["components"]["schemas"].to_string(), @r##"{"a":{"properties":{"b":{"$ref":"#/components/schemas/b"}}},"b":{"properties":{"a":{"$ref":"#/components/schemas/a"},"c":{"$ref":"#/components/schemas/c"}}},"c":{"$ref":"#/components/schemas/c"}}"##);
    // Path items can't.
    let input = bundled(&[
        ("api/openapi.yaml", "{openapi: 3.0.0, paths: {/a: {$ref: a.yaml}}}"),
        ("api/a.yaml", "{get: {callbacks: {x: {y: {$ref: a.yaml}}}}}"),
    ]);
    assert_snapshot!(report(&input), @"
    warning[circular-reference] api/a.yaml#/get/callbacks/x/y: the reference `a.yaml` can't be resolved: its target contains the reference itself; the reference is left as it is
      help: refer to a component, rather than to a part that contains the reference
    ");
    // Nor may they double without end.
    let item = |next: &str| format!("{{get: {{callbacks: {{x: {{a: {{$ref: {next}}}, b: {{$ref: {next}}}}}}}}}}}");
    let mut files = vec![("api/openapi.yaml".to_owned(), "{openapi: 3.0.0, paths: {/a: {$ref: f0.yaml}}}".to_owned())];
    files.extend((0..25).map(|index| (format!("api/f{index}.yaml"), item(&format!("f{}.yaml", index + 1)))));
    files.push(("api/f25.yaml".to_owned(), "{}".to_owned()));
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert!(report(&bundled(&files)).contains("too-deep"));
}

#[test]
fn the_parts_of_a_swagger_document_move_to_its_own_sections() {
    let document = document(&[
        (
            "api/openapi.yaml",
            "
swagger: '2.0'
paths:
  /pets: {$ref: paths/pets.yaml}
definitions:
  Animal: {$ref: models.yaml#/Pet}
",
        ),
        (
            "api/paths/pets.yaml",
            "
post:
  parameters:
    - {name: pet, in: body, schema: {$ref: '../models.yaml#/Pet'}}
    - {$ref: '../common.json#/parameters/page'}
  responses:
    '200': {description: ok, schema: {type: array, items: {$ref: '#/definitions/Animal'}}}
    '400': {$ref: '../common.json#/responses/Bad'}
",
        ),
        ("api/models.yaml", "Pet: {properties: {owner: {$ref: '#/Owner'}}}\nOwner: {type: object}"),
        (
            "api/common.json",
            r##"{"swagger": "2.0",
                 "parameters": {"page": {"name": "page", "in": "query", "type": "integer"}},
                 "responses": {"Bad": {"description": "bad", "schema": {"$ref": "#/definitions/Fault"}}},
                 "definitions": {"Fault": {"type": "object"}}}"##,
        ),
    ]);
    let post = &document["paths"]["/pets"]["post"];
    assert_eq!(post["parameters"][0]["schema"]["$ref"], "#/definitions/Animal");
    assert_eq!(post["parameters"][1]["$ref"], "#/parameters/page");
    assert_eq!(post["responses"]["200"]["schema"]["items"]["$ref"], "#/definitions/Animal");
    assert_eq!(post["responses"]["400"]["$ref"], "#/responses/Bad");
    assert_eq!(document["definitions"]["Animal"]["properties"]["owner"]["$ref"], "#/definitions/Owner");
    assert_eq!(document["responses"]["Bad"]["schema"]["$ref"], "#/definitions/Fault");
    assert!(document.get("components").is_none(), "{document:#}");
}

#[test]
fn the_bare_name_of_a_schema_is_no_file() {
    let document = document(&[(
        "api/openapi.yaml",
        "{swagger: '2.0', definitions: {Pet: {type: object}, Pets: {type: array, items: {$ref: Pet}}}}",
    )]);
    assert_eq!(document["definitions"]["Pets"]["items"]["$ref"], "#/definitions/Pet");
}
