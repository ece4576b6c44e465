//! Sessions.

use generated_client::services::IaiRoleMining;

use crate::support::arguments::Arguments;
use crate::support::call::{Call, json};

pub(super) fn create_role_mining_sessions(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let request = service.create_role_mining_sessions(arguments.body());
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_role_mining_sessions(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let request = arguments.complete(service.get_role_mining_sessions(), |request| {
        request
            .filters(&arguments.text("filters"))
            .sorters(&arguments.text("sorters"))
            .offset(arguments.integer("offset"))
            .limit(arguments.integer("limit"))
            .count(arguments.boolean("count"))
    });
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_role_mining_session(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let request = service.get_role_mining_session(&arguments.text("sessionId"));
    json(request.clone().send(), request.into_future())
}

pub(super) fn get_role_mining_session_status(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let request = service.get_role_mining_session_status(&arguments.text("sessionId"));
    json(request.clone().send(), request.into_future())
}

pub(super) fn patch_role_mining_session(service: &IaiRoleMining, arguments: &Arguments<'_>) -> Call {
    let request = service.patch_role_mining_session(&arguments.text("sessionId"), arguments.patch());
    json(request.clone().send(), request.into_future())
}
