//! What a potential role becomes: exports and a role.

use generated_client::services::IaiRoleMining;

use crate::support::arguments::Arguments;
use crate::support::call::{Call, bytes, json};

pub(super) fn create_potential_role_provision_request(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = arguments.complete(service.create_potential_role_provision_request(&session, &role), |request| {
        request
            .min_entitlement_popularity(arguments.integer("min-entitlement-popularity"))
            .include_common_access(arguments.boolean("include-common-access"))
            .body(arguments.body())
    });
    json(request.clone().send(), request.into_future())
}

pub(super) fn export_role_mining_potential_role(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = service.export_role_mining_potential_role(&session, &role);
    bytes(request.clone().send(), request.into_future())
}

pub(super) fn export_role_mining_potential_role_async(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = arguments.complete(service.export_role_mining_potential_role_async(&session, &role), |request| {
        request.body(arguments.body())
    });
    json(request.clone().send(), request.into_future())
}

pub(super) fn export_role_mining_potential_role_status(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = service.export_role_mining_potential_role_status(&session, &role, arguments.uuid("exportId"));
    json(request.clone().send(), request.into_future())
}

pub(super) fn download_role_mining_potential_role_zip(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = service.download_role_mining_potential_role_zip(&session, &role, arguments.uuid("exportId"));
    bytes(request.clone().send(), request.into_future())
}
