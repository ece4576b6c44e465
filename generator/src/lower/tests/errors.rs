//! Error types.

use serde_json::{Value, json};

use super::render::render;
use super::{document, lowered};

fn answer(schema: &str) -> Value {
    json!({ "description": schema, "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } } })
}

fn schemas() -> Value {
    json!({
        "Detailed": { "type": "object", "properties": { "code": { "type": "string" } } },
        "Plain": { "type": "object", "properties": { "error": {} } },
        "Other": { "type": "object", "properties": { "message": {} } }
    })
}

#[test]
fn operations_that_do_not_contradict_share_a_type() {
    let get = |id: &str, tag: &str, mut responses: Value| {
        responses["200"] = json!({ "description": "Fine." });
        json!({ "get": { "operationId": id, "tags": [tag], "responses": responses } })
    };
    let lowered = lowered(document(
        json!({
            "/a": get("a", "Things", json!({ "400": answer("Detailed"), "401": answer("Plain"), "500": answer("Detailed") })),
            "/b": get("b", "Things", json!({ "400": answer("Detailed"), "404": answer("Detailed") })),
            "/c": get("c", "Things", json!({ "401": answer("Other") })),
            "/d": get("d", "Things", json!({ "default": answer("Detailed") })),
            "/e": get("e", "Others", json!({ "4XX": answer("Detailed"), "499": { "description": "No body." } })),
            "/f": get("f", "Others", json!({}))
        }),
        schemas(),
    ));
    insta::assert_snapshot!(render(&lowered), @r#"
    service Others fn others mod others
      e E GET /e
        -> empty
        !> EError
        accepts application/json
      f F GET /f
        -> empty
    service Things fn things mod things
      a A GET /a
        -> empty
        !> ThingsError
        accepts application/json
      b B GET /b
        -> empty
        !> ThingsError
        accepts application/json
      c C GET /c
        -> empty
        !> CError
        accepts application/json
      d D GET /d
        -> empty
        !> DError
        accepts application/json
    struct Detailed mod detailed (received)
      code: Option<String>
    struct Other mod other (received)
      message: Option<Any>
    struct Plain mod plain (received)
      error: Option<Any>
    error CError mod c_error
      Unauthorized = 401: Other
    error DError mod d_error
      Other = default: Detailed
    error EError mod e_error
      Status499 = 499: empty
      ClientError = 4XX: Detailed
    error ThingsError mod things_error
      BadRequest = 400: Detailed
      Unauthorized = 401: Plain
      NotFound = 404: Detailed
      InternalServerError = 500: Detailed
    "#);
}

#[test]
fn one_service_names_its_only_error_type() {
    let lowered = lowered(document(
        json!({ "/a": { "get": { "operationId": "a", "tags": ["IAI Role Mining"], "responses": {
            "200": { "description": "Fine." }, "429": answer("Other"), "5xx": answer("Plain"), "302": { "description": "Away." }
        } } } }),
        schemas(),
    ));
    insta::assert_snapshot!(render(&lowered), @r#"
    service IaiRoleMining fn iai_role_mining mod iai_role_mining
      a A GET /a
        -> empty
        !> IaiRoleMiningError
        accepts application/json
    struct Other mod other (received)
      message: Option<Any>
    struct Plain mod plain (received)
      error: Option<Any>
    error IaiRoleMiningError mod iai_role_mining_error
      TooManyRequests = 429: Other
      ServerError = 5XX: Plain
    note[redirect-ignored] #/paths/~1a/get/responses/302: GET /a: 302 has no type: the client returns it as it came
    "#);
}
