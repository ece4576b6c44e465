//! What a session says of its potential roles.

use generated_client::services::IaiRoleMining;

use crate::support::arguments::Arguments;
use crate::support::call::{Call, json};

pub(super) fn get_potential_role_summaries(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let request = service.get_potential_role_summaries(&arguments.text("sessionId"));
    let request = arguments.complete(request, |request| {
        request
            .sorters(&arguments.text("sorters"))
            .filters(&arguments.text("filters"))
            .offset(arguments.integer("offset"))
            .limit(arguments.integer("limit"))
            .count(arguments.boolean("count"))
    });
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_potential_role(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let request = service.get_potential_role(&arguments.text("sessionId"), &arguments.text("potentialRoleId"));
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_potential_role_applications(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = arguments.complete(service.get_potential_role_applications(&session, &role), |request| {
        request
            .filters(&arguments.text("filters"))
            .offset(arguments.integer("offset"))
            .limit(arguments.integer("limit"))
            .count(arguments.boolean("count"))
    });
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_potential_role_entitlements(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = arguments.complete(service.get_potential_role_entitlements(&session, &role), |request| {
        request
            .filters(&arguments.text("filters"))
            .offset(arguments.integer("offset"))
            .limit(arguments.integer("limit"))
            .count(arguments.boolean("count"))
    });
    json(request.clone().send(), request.into_future())
}

pub(super) fn patch_potential_role_session(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let (session, role) = (arguments.text("sessionId"), arguments.text("potentialRoleId"));
    let request = service.patch_potential_role_session(&session, &role, arguments.patch());
    json(request.clone().send(), request.into_future())
}
