//! A call of each operation: its required arguments in their places, the optional ones by setters.

mod exports;
mod potential_roles;
mod sessions;
mod summaries;

use generated_client::services::IaiRoleMining;

use super::arguments::Arguments;
use super::call::Call;

/// Calls an operation.
pub(crate) type Operation = fn(&IaiRoleMining, &Arguments<'_>) -> Call;

/// The operations, by their ids in the pages.
pub(crate) const OPERATIONS: [(&str, Operation); 25] = [
    ("createPotentialRoleProvisionRequest", exports::create_potential_role_provision_request),
    ("createRoleMiningSessions", sessions::create_role_mining_sessions),
    ("downloadRoleMiningPotentialRoleZip", exports::download_role_mining_potential_role_zip),
    ("exportRoleMiningPotentialRole", exports::export_role_mining_potential_role),
    ("exportRoleMiningPotentialRoleAsync", exports::export_role_mining_potential_role_async),
    ("exportRoleMiningPotentialRoleStatus", exports::export_role_mining_potential_role_status),
    ("getAllPotentialRoleSummaries", potential_roles::get_all_potential_role_summaries),
    ("getEntitlementDistributionPotentialRole", potential_roles::get_entitlement_distribution_potential_role),
    ("getEntitlementsPotentialRole", potential_roles::get_entitlements_potential_role),
    ("getExcludedEntitlementsPotentialRole", potential_roles::get_excluded_entitlements_potential_role),
    ("getIdentitiesPotentialRole", potential_roles::get_identities_potential_role),
    ("getPotentialRole", summaries::get_potential_role),
    ("getPotentialRoleApplications", summaries::get_potential_role_applications),
    ("getPotentialRoleEntitlements", summaries::get_potential_role_entitlements),
    ("getPotentialRoleSourceIdentityUsage", potential_roles::get_potential_role_source_identity_usage),
    ("getPotentialRoleSummaries", summaries::get_potential_role_summaries),
    ("getRoleMiningPotentialRole", potential_roles::get_role_mining_potential_role),
    ("getRoleMiningSession", sessions::get_role_mining_session),
    ("getRoleMiningSessionStatus", sessions::get_role_mining_session_status),
    ("getRoleMiningSessions", sessions::get_role_mining_sessions),
    ("getSavedPotentialRoles", potential_roles::get_saved_potential_roles),
    ("patchPotentialRoleSession", summaries::patch_potential_role_session),
    ("patchRoleMiningPotentialRole", potential_roles::patch_role_mining_potential_role),
    ("patchRoleMiningSession", sessions::patch_role_mining_session),
    ("updateEntitlementsPotentialRole", potential_roles::update_entitlements_potential_role),
];

/// The operation with this id.
pub(crate) fn operation(id: &str) -> Operation {
    let found = OPERATIONS.into_iter().find(|(candidate, _)| *candidate == id);
    found.map_or_else(|| panic!("no test calls {id}"), |(_, operation)| operation)
}
