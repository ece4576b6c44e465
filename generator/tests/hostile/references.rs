//! References that lead nowhere or in circles.

use serde_json::{Value, json};

use crate::{document, generate, generate_schemas};

#[test]
fn schemas_that_are_made_of_themselves() {
    let one = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    generate_schemas(json!({
        "Self": one("Self"),
        "A": one("B"),
        "B": one("C"),
        "C": one("A"),
        "All": { "allOf": [one("All"), { "type": "object", "properties": { "a": { "type": "string" } } }] },
        "AllA": { "allOf": [one("AllB")] },
        "AllB": { "allOf": [one("AllA"), { "properties": { "a": one("AllA") } }] },
        "One": { "oneOf": [one("One"), { "type": "string" }] },
        "OneA": { "oneOf": [one("OneB"), { "type": "string" }] },
        "OneB": { "oneOf": [one("OneA"), { "type": "integer" }] },
        "Any": { "anyOf": [one("Any")] },
        "List": { "type": "array", "items": one("List") },
        "ListA": { "type": "array", "items": one("ListB") },
        "ListB": { "type": "array", "items": one("ListA") },
        "Map": { "type": "object", "additionalProperties": one("Map") },
        "MapA": { "type": "object", "additionalProperties": { "type": "array", "items": one("MapB") } },
        "MapB": { "nullable": true, "allOf": [one("MapA")] },
        "Required": { "type": "object", "required": ["a"], "properties": { "a": one("Required") } },
        "RequiredA": { "type": "object", "required": ["b"], "properties": { "b": one("RequiredB") } },
        "RequiredB": { "type": "object", "required": ["a"], "properties": { "a": { "oneOf": [one("RequiredA"), { "type": "string" }] } } },
        "Not": { "not": one("Not") },
        "Everything": { "allOf": [one("Everything")], "oneOf": [one("Everything")], "anyOf": [one("Everything")], "not": one("Everything"), "items": one("Everything"), "additionalProperties": one("Everything"), "properties": { "a": one("Everything") } },
        "Tagged": { "oneOf": [one("Tagged"), one("Leaf")], "discriminator": { "propertyName": "t", "mapping": { "x": "#/components/schemas/Tagged", "y": "Leaf" } } },
        "Leaf": { "allOf": [one("Tagged"), { "type": "object", "properties": { "t": { "type": "string" } } }] },
    }))
    .generated();
}

#[test]
fn references_into_the_document() {
    let content = |reference: &str| json!({ "application/json": { "schema": { "$ref": reference } } });
    let references = [
        "#",
        "#/",
        "#//",
        "",
        "#/info",
        "#/paths",
        "#/paths/~1x/get/responses/200",
        "#/paths/~1x/get/responses/200/content/application~1json/schema",
        "#/components",
        "#/components/schemas",
        "#/components/schemas/",
        "#/components/schemas/List/items",
        "#/components/schemas/List/items/items/items",
        "#/openapi",
        "#/nowhere",
        "#/components/schemas/%ff",
        "#/components/schemas/~2",
        "#anchor",
        "List",
        "#/paths/0/1/2",
    ];
    for reference in references {
        let operation = json!({ "requestBody": { "content": content(reference) }, "responses": { "200": { "description": "x", "content": content(reference) } } });
        let schemas = json!({ "List": { "type": "array", "items": { "$ref": reference } }, "Object": { "type": "object", "properties": { "a": { "$ref": reference } } } });
        let paths = json!({ "/x": { "get": operation, "post": operation } });
        generate("openapi.json", document(paths, json!({ "schemas": schemas })).to_string()).generated();
    }
}

#[test]
fn components_that_are_each_other() {
    let cycle = |kind: &str| {
        json!({
            "a": { "$ref": format!("#/components/{kind}/b") },
            "b": { "$ref": format!("#/components/{kind}/a") },
            "self": { "$ref": format!("#/components/{kind}/self") },
        })
    };
    let kinds = [
        "parameters",
        "responses",
        "requestBodies",
        "headers",
        "examples",
        "pathItems",
        "securitySchemes",
        "links",
        "callbacks",
    ];
    let components: serde_json::Map<String, Value> =
        kinds.iter().map(|kind| ((*kind).to_owned(), cycle(kind))).collect();
    let operation = json!({
        "parameters": [{ "$ref": "#/components/parameters/a" }, { "$ref": "#/components/parameters/self" }],
        "requestBody": { "$ref": "#/components/requestBodies/a" },
        "responses": { "200": { "$ref": "#/components/responses/a" }, "400": { "$ref": "#/components/responses/self" } },
        "callbacks": { "c": { "$ref": "#/components/callbacks/a" } },
    });
    let paths = json!({
        "/x": { "post": operation },
        "/y": { "$ref": "#/components/pathItems/a" },
        "/z": { "$ref": "#/paths/~1z" },
        "/v": { "$ref": "#/paths/~1w" },
        "/w": { "$ref": "#/paths/~1v" },
    });
    generate("openapi.json", document(paths, components.into()).to_string());
}

#[test]
fn files_that_refer_to_each_other() {
    let root =
        document(json!({ "/x": { "$ref": "paths.json#/x" } }), json!({ "schemas": { "A": { "$ref": "a.json" } } }));
    let a = json!({ "type": "object", "properties": { "b": { "$ref": "b.json#/A" }, "root": { "$ref": "openapi.json" }, "self": { "$ref": "#" }, "up": { "$ref": "openapi.json#/components/schemas/A" } } });
    let b = json!({ "A": { "$ref": "b.json#/B" }, "B": { "$ref": "c.json#/x" }, "C": { "$ref": "a.json" } });
    let c = json!({ "x": { "$ref": "b.json#/A" } });
    let paths = json!({ "x": { "get": { "responses": { "200": { "description": "x", "content": { "application/json": { "schema": { "$ref": "a.json#/properties/up" } } } } } } } });
    let [root, a, b, c, paths] = [root, a, b, c, paths].map(|value| value.to_string());
    crate::generate_files(&[
        ("openapi.json", root.as_bytes()),
        ("a.json", a.as_bytes()),
        ("b.json", b.as_bytes()),
        ("c.json", c.as_bytes()),
        ("paths.json", paths.as_bytes()),
    ]);
}
