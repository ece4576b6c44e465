//! Role mining sessions.

use generated_client::errors::IaiRoleMiningError;
use generated_client::models::{RoleMiningRoleType, RoleMiningSessionDto, RoleMiningSessionScope};
use generated_client::runtime::{Error, JsonPatch};
use generated_client::{Client, Response};

/// How many sessions are asked for at once.
const PAGE: i32 = 50;

/// What is shown of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: String,
    /// Its name; sessions that nobody saved have none.
    pub name: Option<String>,
    /// How many potential roles are ready, of all that were found.
    pub ready: (i64, i64),
}

/// All saved sessions, the newest first.
///
/// # Errors
///
/// Where a request fails.
pub async fn saved_sessions(client: &Client) -> Result<Vec<Session>, Error<IaiRoleMiningError>> {
    let request = client.iai_role_mining().get_role_mining_sessions().filters("saved eq true").sorters("-createdDate");
    let request = request.limit(PAGE).count(true);
    let mut sessions = Vec::new();
    loop {
        let offset = i32::try_from(sessions.len()).unwrap_or(i32::MAX);
        let response = request.clone().offset(offset).send().await?;
        let total = total_count(&response);
        let page = response.into_body();
        let is_last = page.is_empty();
        sessions.extend(page.into_iter().map(|session| Session {
            id: session.id.unwrap_or_default(),
            name: session.name,
            ready: (
                session.potential_roles_ready_count.unwrap_or_default(),
                session.potential_role_count.unwrap_or_default(),
            ),
        }));
        if is_last || total.is_some_and(|total| sessions.len() >= total) {
            return Ok(sessions);
        }
    }
}

/// How many records there are on all pages, where the response says so.
fn total_count<T>(response: &Response<T>) -> Option<usize> {
    response.headers().get("X-Total-Count")?.to_str().ok()?.parse().ok()
}

/// Starts a session over the identities that `criteria` finds, and returns its id.
///
/// # Errors
///
/// Where the request fails.
pub async fn start_session(client: &Client, criteria: &str) -> Result<Option<String>, Error<IaiRoleMiningError>> {
    let settings = RoleMiningSessionDto::new()
        .scope(RoleMiningSessionScope::new().criteria(criteria))
        .r#type(RoleMiningRoleType::Common)
        .prune_threshold_null()
        .min_num_identities_in_potential_role(15);
    let session = client.iai_role_mining().create_role_mining_sessions(settings).await?;
    Ok(session.id)
}

/// Gives a potential role a name and saves it.
///
/// # Errors
///
/// Where the request fails.
pub async fn rename(client: &Client, potential_role: &str, name: &str) -> Result<(), Error<IaiRoleMiningError>> {
    let patch = JsonPatch::new().replace("/name", name).replace("/saved", true).remove("/description");
    client.iai_role_mining().patch_role_mining_potential_role(potential_role, patch).await?;
    Ok(())
}
