//! The export of a potential role: start it, wait for it, fetch it.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use generated_client::Client;
use generated_client::errors::IaiRoleMiningError;
use generated_client::models::{RoleMiningPotentialRoleExportRequest, RoleMiningPotentialRoleExportState};
use generated_client::runtime::Error;

/// Why there is no export.
#[derive(Debug)]
pub enum ExportError {
    /// A request failed.
    Request(Error<IaiRoleMiningError>),
    /// The service gave the job no id.
    NoJob,
    /// The job ended in a way that has no file.
    Ended(RoleMiningPotentialRoleExportState),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::NoJob => f.write_str("the export has no id"),
            Self::Ended(state) => write!(f, "the export ended as {state}"),
        }
    }
}

impl StdError for ExportError {}

impl From<Error<IaiRoleMiningError>> for ExportError {
    fn from(error: Error<IaiRoleMiningError>) -> Self {
        Self::Request(error)
    }
}

/// Exports a potential role as a zip archive, asking every `pause` whether it is ready.
///
/// # Errors
///
/// Where a request fails or the job does.
pub async fn export(client: &Client, session: &str, role: &str, pause: Duration) -> Result<Vec<u8>, ExportError> {
    let service = client.iai_role_mining();
    let limits = RoleMiningPotentialRoleExportRequest::new().min_entitlement_popularity(10);
    let mut job = service.export_role_mining_potential_role_async(session, role).body(limits).await?;
    let id = job.export_id.ok_or(ExportError::NoJob)?;
    loop {
        match job.status {
            Some(RoleMiningPotentialRoleExportState::Success) => break,
            Some(RoleMiningPotentialRoleExportState::Queued | RoleMiningPotentialRoleExportState::InProgress)
            | None => {}
            // A failure, or a state that came after this program.
            Some(state) => return Err(ExportError::Ended(state)),
        }
        tokio::time::sleep(pause).await;
        job = service.export_role_mining_potential_role_status(session, role, id).await?;
    }
    let archive = service.download_role_mining_potential_role_zip(session, role, id).await?;
    Ok(archive.to_vec())
}
