//! Calls as a caller writes them: typed arguments, typed bodies, typed results, typed errors.

use generated_client::errors::{GetRoleMiningSessionError, IaiRoleMiningError};
use generated_client::models::{
    LocaleOrigin, RoleMiningPotentialRoleEditEntitlements, RoleMiningPotentialRoleExportRequest,
    RoleMiningPotentialRoleExportState, RoleMiningPotentialRoleProvisionRequest, RoleMiningPotentialRoleProvisionState,
    RoleMiningRoleType, RoleMiningSessionDto, RoleMiningSessionScope, RoleMiningSessionScopingMethod,
    RoleMiningSessionState,
};
use generated_client::runtime::{Error, JsonPatch, JsonPatchOperation};
use serde_json::{Value, json};

use crate::support::client;
use crate::support::server::{Reply, Server};

const SESSION: &str = "8c190e67-87aa-4ed9-a90b-d9d5344523fb";
const ROLE: &str = "278359a6-04b7-4669-9468-924cf580964a";

fn seed(file: &str) -> Value {
    serde_json::from_slice(&std::fs::read(format!("fixtures/seeds/{file}.json")).unwrap()).unwrap()
}

#[tokio::test]
async fn each_field_of_a_session() {
    let server = Server::start().await;
    server.answer(Reply::json(200, &seed("003-getRoleMiningSession-200")));
    let session = client(&server).iai_role_mining().get_role_mining_session(SESSION).await.unwrap();
    let scope = session.scope.unwrap();
    assert_eq!(scope.identity_ids, Some(Vec::new()));
    assert_eq!(scope.criteria, Some(Some("source.name:DataScienceDataset".to_owned())));
    assert_eq!(session.scoping_method.as_deref(), Some("AUTO_RM"));
    assert_eq!(session.min_num_identities_in_potential_role, Some(20));
    assert_eq!(session.prune_threshold, Some(70));
    assert_eq!(session.prescribed_prune_threshold, Some(83));
    assert_eq!(session.potential_role_count, Some(8));
    assert_eq!(session.potential_roles_ready_count, Some(4));
    assert_eq!(session.status.unwrap().state, Some(RoleMiningSessionState::PotentialRolesProcessing));
    assert_eq!(session.r#type, Some(RoleMiningRoleType::Specialized));
    assert_eq!(session.email_recipient_id, None);
    assert_eq!(session.created_by, None);
    assert_eq!(session.identity_count, Some(0));
    assert_eq!(session.saved, Some(false));
    assert_eq!(session.name, None);
    assert_eq!(session.data_file_path, None);
    assert_eq!(session.id.as_deref(), Some("602ba738-cf48-499b-a780-7b67b3fc1ecf"));
    let created = session.created_date.unwrap();
    assert_eq!((created.get().year(), created.get().nanosecond()), (2021, 348_000_000));
    assert_eq!(created.to_string(), "2021-09-08T16:11:05.348Z");
    assert_eq!(session.modified_date, Some(created));
}

#[tokio::test]
async fn each_field_of_a_potential_role() {
    let server = Server::start().await;
    server.answer(Reply::json(200, &seed("004-getRoleMiningPotentialRole-200")));
    let role = client(&server).iai_role_mining().get_role_mining_potential_role(ROLE).await.unwrap();
    let creator = role.created_by.unwrap();
    assert_eq!((creator.id, creator.display_name), (None, None));
    assert_eq!(role.density, Some(75));
    assert_eq!(role.description.as_deref(), Some("Potential Role for Accounting dept"));
    assert_eq!(role.entitlement_count, Some(25));
    assert_eq!(role.excluded_entitlements.unwrap(), ["07a0b4e2", "13b4e2a0"]);
    assert_eq!(role.freshness, Some(75));
    assert_eq!(role.identity_count, Some(25));
    let distribution = role.identity_distribution.unwrap();
    assert_eq!(distribution[0].attribute_name.as_deref(), Some("department"));
    let values = distribution[0].distribution.as_ref().unwrap();
    assert_eq!((values[0].attribute_value.as_deref(), values[0].count), (Some("NM Tier 3"), Some(6)));
    assert_eq!(role.identity_ids.unwrap(), ["07a0b4e2", "13b4e2a0"]);
    assert_eq!(role.name.as_deref(), Some("Saved Potential Role - 07/10"));
    assert_eq!(role.provision_state, Some(RoleMiningPotentialRoleProvisionState::Potential));
    assert_eq!(role.quality, Some(100));
    assert_eq!(role.role_id.as_deref(), Some("07a0b4e2-7a76-44fa-bd0b-c64654b66519"));
    assert_eq!(role.saved, Some(true));
    let session = role.session.unwrap();
    assert_eq!(session.min_num_identities_in_potential_role, Some(20));
    assert_eq!(session.state, Some(RoleMiningSessionState::Created));
    assert_eq!(session.scoping_method, Some(RoleMiningSessionScopingMethod::Manual));
    let criteria = session.scope.unwrap().attribute_filter_criteria.unwrap().unwrap();
    assert_eq!(criteria["data"]["values"][0], "Miami", "an object where the page says array");
    assert_eq!(role.r#type, Some(RoleMiningRoleType::Specialized));
    assert_eq!(role.id.as_deref(), Some("e0cc5d7d-bf7f-4f81-b2af-8885b09d9923"));
    assert_eq!(role.created_date.unwrap().to_string(), "2024-07-29T15:51:28.071Z");
    assert_eq!(role.modified_date.unwrap().to_string(), "2024-07-29T15:51:28.071Z");
}

#[tokio::test]
async fn the_export_of_a_potential_role() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();

    server.answer(Reply::json(202, &seed("001-exportRoleMiningPotentialRoleAsync-202")));
    let body = RoleMiningPotentialRoleExportRequest::new().min_entitlement_popularity(10).include_common_access(false);
    let response = service.export_role_mining_potential_role_async(SESSION, ROLE).body(body).send().await.unwrap();
    assert_eq!(server.take_one().json(), json!({"minEntitlementPopularity": 10, "includeCommonAccess": false}));
    assert_eq!(response.status().as_u16(), 202);
    let job = response.into_body();
    assert_eq!((job.min_entitlement_popularity, job.include_common_access), (Some(0), Some(true)));
    assert_eq!(job.status, Some(RoleMiningPotentialRoleExportState::Queued));
    let export = job.export_id.unwrap();
    assert_eq!(export.to_string(), "0c6cdb76-1227-4aaf-af21-192dbdfbfa04");

    // A status that came later than this client.
    server.answer(Reply::json(200, &json!({"exportId": export, "status": "ARCHIVED", "owner": {"id": 1}})));
    let job = service.export_role_mining_potential_role_status(SESSION, ROLE, export).await.unwrap();
    let Some(RoleMiningPotentialRoleExportState::Unknown(state)) = &job.status else { panic!("{job:?}") };
    assert_eq!(state.get(), "ARCHIVED");
    assert_eq!(job.status.as_ref().unwrap().to_string(), "ARCHIVED");
    assert_eq!(serde_json::to_value(&job).unwrap(), json!({"exportId": export, "status": "ARCHIVED"}));

    let zip = b"PK\x03\x04\xFF\xFE\0\r\n";
    server.answer(Reply::new(200, "application/zip", *zip));
    let bytes = service.download_role_mining_potential_role_zip(SESSION, ROLE, export).await.unwrap();
    assert_eq!(bytes, zip.as_slice());
}

#[tokio::test]
async fn maps_and_free_form_objects() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    server.answer(Reply::json(200, &json!({"25": 7, "100": 12})));
    let distribution = service.get_entitlement_distribution_potential_role(SESSION, ROLE).await.unwrap();
    assert_eq!(distribution.into_iter().collect::<Vec<_>>(), [("100".to_owned(), 12), ("25".to_owned(), 7)]);

    server.answer(Reply::json(202, &json!({"anything": [1, null, {"deep": true}]})));
    let object = service.patch_role_mining_session(SESSION, JsonPatch::new()).await.unwrap();
    assert_eq!(object["anything"], json!([1, null, {"deep": true}]));
}

#[tokio::test]
async fn absent_null_and_a_value_are_three_things_in_a_body() {
    let server = Server::start().await;
    server.answer(Reply::json(201, &json!({})));
    let service = client(&server).iai_role_mining();
    let scope = RoleMiningSessionScope::new().identity_ids(["1", "2"]).criteria_null();
    let body = RoleMiningSessionDto::new().scope(scope).prune_threshold_null().name("Third quarter").saved(true);
    let body = body.r#type(RoleMiningRoleType::Common).email_recipient_id_null();
    service.create_role_mining_sessions(body).await.unwrap();
    let sent = json!({
        "scope": {"identityIds": ["1", "2"], "criteria": null},
        "pruneThreshold": null,
        "name": "Third quarter",
        "saved": true,
        "type": "COMMON",
        "emailRecipientId": null,
    });
    assert_eq!(server.take_one().json(), sent);
    service.create_role_mining_sessions(RoleMiningSessionDto::new()).await.unwrap();
    assert_eq!(server.take_one().json(), json!({}));
}

#[tokio::test]
async fn other_bodies() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    server.answer(Reply::json(201, &json!({})));
    let body = RoleMiningPotentialRoleEditEntitlements::new().ids(["9d1f", "4be0"]).exclude(true);
    service.update_entitlements_potential_role(SESSION, ROLE, body).await.unwrap();
    assert_eq!(server.take_one().json(), json!({"ids": ["9d1f", "4be0"], "exclude": true}));

    server.answer(Reply::json(202, &json!({})));
    let body = RoleMiningPotentialRoleProvisionRequest::new()
        .role_name("Ledger")
        .role_description("Reads the ledger")
        .owner_id("2c91")
        .include_identities(false)
        .directly_assigned_entitlements(true);
    service.create_potential_role_provision_request(SESSION, ROLE).body(body).await.unwrap();
    let sent = json!({
        "roleName": "Ledger",
        "roleDescription": "Reads the ledger",
        "ownerId": "2c91",
        "includeIdentities": false,
        "directlyAssignedEntitlements": true,
    });
    assert_eq!(server.take_one().json(), sent);
    // An empty object is a body, no body is none.
    let empty = RoleMiningPotentialRoleProvisionRequest::new();
    service.create_potential_role_provision_request(SESSION, ROLE).body(empty).await.unwrap();
    assert_eq!(server.take_one().json(), json!({}));
    service.create_potential_role_provision_request(SESSION, ROLE).await.unwrap();
    assert_eq!(server.take_one().header("content-type"), None);
}

/// The examples of RFC 6902's sections 4.1 to 4.6, and a list of all of them.
#[tokio::test]
async fn json_patches() {
    let server = Server::start().await;
    server.answer(Reply::json(200, &json!({})));
    let service = client(&server).iai_role_mining();
    let patch = JsonPatch::new()
        .add("/a/b/c", json!(["foo", "bar"]))
        .remove("/a/b/c")
        .replace("/a/b/c", 42)
        .move_("/a/b/c", "/a/b/d")
        .copy("/a/b/c", "/a/b/e")
        .test("/a/b/c", "foo")
        .with(JsonPatchOperation::Replace { path: "/description".to_owned(), value: Value::Null });
    let sent = json!([
        {"op": "add", "path": "/a/b/c", "value": ["foo", "bar"]},
        {"op": "remove", "path": "/a/b/c"},
        {"op": "replace", "path": "/a/b/c", "value": 42},
        {"op": "move", "from": "/a/b/c", "path": "/a/b/d"},
        {"op": "copy", "from": "/a/b/c", "path": "/a/b/e"},
        {"op": "test", "path": "/a/b/c", "value": "foo"},
        {"op": "replace", "path": "/description", "value": null},
    ]);
    service.patch_role_mining_potential_role(ROLE, patch.clone()).await.unwrap();
    let received = server.take_one();
    assert_eq!(received.header("content-type"), Some("application/json-patch+json"));
    assert_eq!(received.json(), sent);
    service.patch_role_mining_session(SESSION, patch.clone()).await.unwrap();
    assert_eq!(server.take_one().json(), sent);
    service.patch_potential_role_session(SESSION, ROLE, patch).await.unwrap();
    assert_eq!(server.take_one().json(), sent);
    service.patch_role_mining_session(SESSION, JsonPatch::new()).await.unwrap();
    assert_eq!(server.take_one().json(), json!([]));
}

#[tokio::test]
async fn typed_errors() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();

    server.answer(Reply::json(400, &seed("004-getRoleMiningPotentialRole-400")));
    let error = service.get_role_mining_potential_role(ROLE).await.unwrap_err();
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.tracking_id(), Some("e7eab60924f64aa284175b9fa3309599"));
    assert!(error.to_string().contains("400.1 Bad Request Content"), "{error}");
    let IaiRoleMiningError::BadRequest(body) = error.into_body() else { panic!() };
    assert_eq!(body.detail_code.as_deref(), Some("400.1 Bad Request Content"));
    assert_eq!(body.tracking_id.as_deref(), Some("e7eab60924f64aa284175b9fa3309599"));
    for message in body.messages.iter().chain(&body.causes).flatten() {
        assert_eq!(message.locale.as_deref(), Some("en-US"));
        assert_eq!(message.locale_origin, Some(LocaleOrigin::Default));
        assert!(message.text.as_deref().unwrap().starts_with("The request was syntactically correct"));
    }

    server.answer(Reply::json(401, &seed("004-getRoleMiningPotentialRole-401")));
    let error = service.get_role_mining_potential_role(ROLE).await.unwrap_err();
    let Some(IaiRoleMiningError::Unauthorized(body)) = error.api().map(generated_client::runtime::ApiError::body)
    else {
        panic!("{error:?}")
    };
    assert_eq!(body.error, Some(json!("JWT validation failed: JWT is expired")));

    // The one operation whose 401 has another body.
    server.answer(Reply::json(401, &seed("003-getRoleMiningSession-401")));
    let error = service.get_role_mining_session(SESSION).await.unwrap_err();
    let Some(GetRoleMiningSessionError::Unauthorized(body)) =
        error.api().map(generated_client::runtime::ApiError::body)
    else {
        panic!("{error:?}")
    };
    assert_eq!(body.detail_code.as_deref(), Some("400.1 Bad Request Content"));

    server.answer(Reply::json(429, &seed("003-getRoleMiningSession-429")).header("Retry-After", "17"));
    let error = service.get_role_mining_session(SESSION).await.unwrap_err();
    assert_eq!(error.headers().unwrap()["retry-after"], "17");
    assert_eq!(error.status().unwrap().as_u16(), 429);
    let Error::Api(error) = error else { panic!("{error:?}") };
    let GetRoleMiningSessionError::TooManyRequests(body) = error.body() else { panic!("{error:?}") };
    assert_eq!(body.message, Some(json!(" Rate Limit Exceeded ")));
}
