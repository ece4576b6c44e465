//! Potential roles.

use generated_client::services::IaiRoleMining;

use crate::support::arguments::Arguments;
use crate::support::call::{Call, json};

pub(super) fn get_all_potential_role_summaries(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let request = arguments.complete(service.get_all_potential_role_summaries(), |request| {
        request
            .sorters(&arguments.text("sorters"))
            .filters(&arguments.text("filters"))
            .offset(arguments.integer("offset"))
            .limit(arguments.integer("limit"))
            .count(arguments.boolean("count"))
    });
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_saved_potential_roles(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let request = arguments.complete(service.get_saved_potential_roles(), |request| {
        request
            .sorters(&arguments.text("sorters"))
            .offset(arguments.integer("offset"))
            .limit(arguments.integer("limit"))
            .count(arguments.boolean("count"))
    });
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_role_mining_potential_role(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let request = service.get_role_mining_potential_role(&arguments.text("potentialRoleId"));
    json(request.clone().send(), request.into_future())
}

pub(super) fn patch_role_mining_potential_role(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let request = service.patch_role_mining_potential_role(&arguments.text("potentialRoleId"), arguments.patch());
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_potential_role_source_identity_usage(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (role, source) = (arguments.text("potentialRoleId"), arguments.text("sourceId"));
    let request = arguments.complete(service.get_potential_role_source_identity_usage(&role, &source), |request| {
        request
            .sorters(&arguments.text("sorters"))
            .offset(arguments.integer("offset"))
            .limit(arguments.integer("limit"))
            .count(arguments.boolean("count"))
    });
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_entitlement_distribution_potential_role(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = service.get_entitlement_distribution_potential_role(&session, &role);
    let request =
        arguments.complete(request, |request| request.include_common_access(arguments.boolean("includeCommonAccess")));
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_entitlements_potential_role(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = arguments.complete(service.get_entitlements_potential_role(&session, &role), |request| {
        request
            .include_common_access(arguments.boolean("includeCommonAccess"))
            .sorters(&arguments.text("sorters"))
            .filters(&arguments.text("filters"))
            .offset(arguments.integer("offset"))
            .limit(arguments.integer("limit"))
            .count(arguments.boolean("count"))
    });
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_excluded_entitlements_potential_role(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = arguments.complete(service.get_excluded_entitlements_potential_role(&session, &role), |request| {
        request
            .sorters(&arguments.text("sorters"))
            .filters(&arguments.text("filters"))
            .offset(arguments.integer("offset"))
            .limit(arguments.integer("limit"))
            .count(arguments.boolean("count"))
    });
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_identities_potential_role(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = arguments.complete(service.get_identities_potential_role(&session, &role), |request| {
        request
            .sorters(&arguments.text("sorters"))
            .filters(&arguments.text("filters"))
            .offset(arguments.integer("offset"))
            .limit(arguments.integer("limit"))
            .count(arguments.boolean("count"))
    });
    json(request.clone().send(), request.into_future())
}

pub(super) fn update_entitlements_potential_role(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = service.update_entitlements_potential_role(&session, &role, arguments.body());
    json(request.clone().send(), request.into_future())
}
