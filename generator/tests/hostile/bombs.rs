//! What is small as a file and large in memory, or quick to write and slow to read.

use std::fmt::Write as _;
use std::io::Write as _;

use base64::Engine as _;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use serde_json::{Map, Value, json};

use crate::{document, generate, generate_paths, generate_schemas, is_slow, times};

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Schemas `S0` to `S40`, each made of the one before.
fn chain(last: Value, form: impl Fn(Value) -> Value) -> Value {
    let mut schemas = Map::from_iter([("S0".to_owned(), last)]);
    for index in 0..40 {
        schemas.insert(format!("S{}", index + 1), form(reference(&format!("S{index}"))));
    }
    schemas.into()
}

fn object() -> Value {
    json!({ "type": "object", "properties": { "a": { "type": "string" } } })
}

#[test]
fn aliases_of_aliases() {
    let mut text = "openapi: 3.0.3\ninfo: { title: t, version: '1' }\npaths: {}\na0: &a0 [lol, lol]\n".to_owned();
    for index in 1..60 {
        let alias = format!("*a{}", index - 1);
        let _ = writeln!(text, "a{index}: &a{index} [{}]", [alias.as_str(); 9].join(", "));
    }
    assert!(!generate("openapi.yaml", &text).generated);
    let maps = text.replace('[', "{ k: ").replace(']', " }").replace(", ", ", k: ");
    generate("openapi.yaml", maps);
    let page =
        format!("---\nid: x\napi:\n{}\n---\n", text.lines().map(|line| format!("  {line}\n")).collect::<String>());
    assert!(!generate("page.api.mdx", page).generated);
}

#[test]
fn one_large_alias_many_times() {
    let mut text = format!(
        "openapi: 3.0.3\ninfo: {{ title: t, version: '1' }}\npaths: {{}}\na: &a {}\nb:\n",
        json!(vec!["x"; 5_000])
    );
    text.push_str(&"- *a\n".repeat(20_000));
    generate("openapi.yaml", text);
}

#[test]
fn an_alias_of_what_is_around_it() {
    generate("openapi.yaml", "openapi: 3.0.3\ninfo: &a { title: t, version: '1', x: *a }\npaths: {}\n");
    generate("openapi.yaml", "openapi: 3.0.3\ninfo: &a { title: t, version: '1', <<: *a }\npaths: {}\n");
}

#[test]
fn merge_keys_of_merge_keys() {
    let mut text = "openapi: 3.0.3\ninfo: { title: t, version: '1' }\npaths: {}\nm0: &m0 { k0: 1 }\n".to_owned();
    for index in 1..200 {
        let before = index - 1;
        let _ = writeln!(text, "m{index}: &m{index} {{ <<: [*m{before}, *m{before}], k{index}: 1, n: *m{before} }}");
    }
    generate("openapi.yaml", text);
}

#[test]
fn pages_that_inflate() {
    // A hundred megabytes of spaces, and of one long text.
    for content in [vec![b' '; 100 << 20], [b"{\"description\":\"", &vec![b'a'; 100 << 20][..], b"\"}"].concat()] {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
        zlib.write_all(&content).unwrap();
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&content).unwrap();
        for bytes in [zlib.finish().unwrap(), gzip.finish().unwrap()] {
            assert!(bytes.len() < 200_000);
            let encoded = base64::engine::general_purpose::STANDARD.encode(bytes);
            generate("page.api.mdx", format!("---\nid: x\napi: {encoded}\n---\n")).refused("too-large");
        }
    }
}

#[test]
fn many_values() {
    let count = times(20_000);
    let values: Vec<String> = (0..count).map(|index| format!("value {index}")).collect();
    generate_schemas(json!({ "Enum": { "type": "string", "enum": values } })).generated();
    // Each is the same word once it is a name.
    let values: Vec<String> =
        (0..count).map(|index| format!("a{}", "-".repeat(index % 200 + 1)) + &" ".repeat(index / 200)).collect();
    generate_schemas(json!({ "Enum": { "type": "string", "enum": values } })).generated();
    let values: Vec<usize> = (0..count).collect();
    generate_schemas(json!({ "Enum": { "type": "integer", "enum": values } })).generated();
}

#[test]
fn many_properties() {
    let properties: Map<String, Value> =
        (0..times(10_000)).map(|index| (format!("p{index}"), json!({ "type": "string" }))).collect();
    generate_schemas(json!({ "Object": { "type": "object", "properties": properties } })).generated();
}

#[test]
fn many_schemas() {
    let count = times(2_000);
    let schemas: Map<String, Value> = (0..count)
        .map(|index| {
            (
                format!("S{index}"),
                json!({ "type": "object", "properties": { "a": reference(&format!("S{}", (index * 7) % count)) } }),
            )
        })
        .collect();
    generate_schemas(schemas.into()).generated();
}

#[test]
fn many_parameters() {
    let parameters: Vec<Value> = (0..times(5_000))
        .map(|index| json!({ "name": format!("p{index}"), "in": "query", "schema": { "type": "string" } }))
        .collect();
    generate_paths(
        json!({ "/x": { "get": { "parameters": parameters, "responses": { "204": { "description": "x" } } } } }),
    )
    .generated();
}

#[test]
fn compositions_of_compositions() {
    for key in ["allOf", "oneOf", "anyOf"] {
        generate_schemas(chain(object(), |inner| json!({ key: [inner, inner] })));
        generate_schemas(chain(
            object(),
            |inner| json!({ key: [inner, { "type": "object", "properties": { "b": inner } }, { "nullable": true, "allOf": [inner] }] }),
        ));
    }
    generate_schemas(chain(object(), |inner| json!({ "type": "object", "properties": { "a": inner, "b": inner, "c": { "type": "array", "items": inner } } }))).generated();
    generate_schemas(chain(
        object(),
        |inner| json!({ "allOf": [{ "oneOf": [inner, object()] }, { "oneOf": [inner, { "type": "string" }] }] }),
    ));
}

#[test]
fn unions_within_an_intersection() {
    let unions: Vec<Value> = (0..40)
        .map(|index| {
            let one = |name: &str| json!({ "type": "object", "properties": { format!("{name}{index}"): { "type": "string" } } });
            json!({ "oneOf": [one("a"), one("b"), one("c")] })
        })
        .collect();
    generate_schemas(json!({ "All": { "allOf": unions } }));
}

#[test]
fn a_discriminator_with_many_variants() {
    let names: Vec<String> = (0..200).map(|index| format!("V{index}")).collect();
    let references: Vec<Value> = names.iter().map(|name| reference(name)).collect();
    let mapping: Map<String, Value> =
        (0..2_000).map(|index| (format!("tag{index}"), json!(format!("V{}", index % 200)))).collect();
    let mut schemas = Map::from_iter([(
        "Base".to_owned(),
        json!({ "oneOf": references, "discriminator": { "propertyName": "kind", "mapping": mapping } }),
    )]);
    for name in &names {
        let own = json!({ "type": "object", "properties": { "kind": { "type": "string" }, format!("of{name}"): reference("Base") } });
        schemas.insert(name.clone(), json!({ "allOf": [{ "$ref": "#/components/schemas/Common" }, own] }));
    }
    schemas.insert("Common".to_owned(), json!({ "type": "object", "properties": { "base": reference("Base") } }));
    let content = json!({ "application/json": { "schema": reference("Base") } });
    let paths = json!({ "/x": { "get": { "responses": { "200": { "description": "x", "content": content } } } } });
    generate("openapi.json", document(paths, json!({ "schemas": schemas })).to_string()).generated();
}

#[test]
fn a_page_that_repeats_itself() {
    // What a documentation's generator makes of a schema that refers to itself several times.
    fn tree(depth: usize) -> Value {
        let inner = || if depth == 0 { json!("circular(Tree)") } else { tree(depth - 1) };
        json!({ "title": "Tree", "type": "object", "properties": { "left": inner(), "right": inner() } })
    }
    // Of eight thousand objects, or of a thousand.
    let depth = if is_slow() { 13 } else { 10 };
    let api = json!({ "method": "get", "path": "/x", "operationId": "x", "responses": { "200": { "description": "x", "content": { "application/json": { "schema": tree(depth) } } } } });
    generate("tree.api.mdx", format!("---\nid: x\ntitle: x\napi: {api}\n---\n")).generated();
}

#[test]
fn path_templates() {
    let templates = [
        "/{",
        "/}",
        "/{}",
        "/{{}}",
        "/{a",
        "/a}",
        "/{a}{a}",
        "/{a}{b}{c}",
        "/{a{b}}",
        "//x",
        "/a//b",
        "x",
        "",
        "/?a={b}",
        "/#{a}",
        "http://example.com/x",
        "//example.com/x",
        "/..",
        "/../x",
        "/%",
        "/%7Ba%7D",
        "/ ",
        "/\n",
        "/\"{a}\"",
        "/\\{a}",
        "/{a:b}",
        "/{a*}",
        "/{+a}",
        "/{;a}",
        "/:a",
        "/é/{é}",
        "/{ }",
        "/{a b}",
        "/{😀}",
    ];
    let operation = json!({ "get": { "responses": { "204": { "description": "x" } } } });
    let paths: Map<String, Value> = templates.iter().map(|path| ((*path).to_owned(), operation.clone())).collect();
    generate_paths(paths.into()).generated();
    let long = format!("/{}", (0..times(2_000)).map(|index| format!("{{p{index}}}/")).collect::<String>());
    generate_paths(json!({ long: operation })).generated();
    generate_paths(json!({ format!("/{}", "{".repeat(100_000)): operation }));
    let mut document = document(json!({ "/x": operation }), json!({}));
    document["servers"] =
        templates.iter().map(|url| json!({ "url": url })).chain([json!({ "url": "{".repeat(100_000) })]).collect();
    generate("openapi.json", document.to_string()).generated();
}

#[test]
fn long_texts() {
    let texts = [
        "a".repeat(times(1 << 20)),
        "`".repeat(times(50_000)),
        "[".repeat(times(50_000)),
        "*_".repeat(times(25_000)),
        "<a ".repeat(times(25_000)),
        "| a ".repeat(times(25_000)),
        "> ".repeat(times(20_000)),
        "- ".repeat(times(20_000)),
        "\n".repeat(times(50_000)),
        "![](".repeat(times(50_000)),
    ];
    for text in texts {
        let operation = json!({ "operationId": "x", "summary": text, "description": text, "responses": { "204": { "description": text } } });
        let mut document = document(json!({ "/x": { "get": operation } }), json!({}));
        document["info"]["description"] = text.into();
        generate("openapi.json", document.to_string()).generated();
    }
}

#[test]
fn numbers_out_of_bounds() {
    let text = document(json!({ "/x": { "get": { "parameters": [{ "name": "a", "in": "query", "schema": "the-schema" }], "responses": { "204": { "description": "x" } } } } }), json!({})).to_string();
    for number in [
        "1e400",
        "-1e400",
        "1e999999999",
        "0.1e-999999999",
        &"9".repeat(25_000),
        &format!("0.{}", "1".repeat(100_000)),
        "-0",
        "1E+2",
    ] {
        let schema = format!(
            "{{\"type\":\"integer\",\"minimum\":{number},\"maximum\":{number},\"multipleOf\":{number},\"default\":{number},\"enum\":[{number}],\"example\":{number},\"minLength\":{number},\"maxItems\":{number}}}"
        );
        for name in ["openapi.json", "openapi.yaml"] {
            generate(name, text.replace("\"the-schema\"", &schema));
        }
    }
}
