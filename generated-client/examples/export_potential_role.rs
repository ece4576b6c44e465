//! Exports a potential role: starts the job, waits until it is done, and writes the archive to a file.
//!
//! ```console
//! $ cargo run -p generated-client --example export_potential_role --features mock
//! ```

use std::time::Duration;

use generated_client::mock::MockServer;
use generated_client::models::{
    RoleMiningPotentialRoleExportRequest, RoleMiningPotentialRoleExportResponse as Job,
    RoleMiningPotentialRoleExportState as State,
};

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (session, role) = ("8c190e67-87aa-4ed9-a90b-d9d5344523fb", "278359a6-04b7-4669-9468-924cf580964a");
    let id = "0c6cdb76-1227-4aaf-af21-192dbdfbfa04".parse()?;
    let server = MockServer::start().await;
    let service = server.client()?.iai_role_mining();

    // The responses of the server: the job is queued, then runs, then is done.
    let job = |state| Job::default().export_id(id).status(state);
    let start = service
        .export_role_mining_potential_role_async(session, role)
        .body(RoleMiningPotentialRoleExportRequest::new().min_entitlement_popularity(10));
    server.when(start.clone()).respond(&job(State::Queued)).await;
    let question = service.export_role_mining_potential_role_status(session, role, id);
    server.when(question.clone()).times(1).respond(&job(State::InProgress)).await;
    server.when(question).respond(&job(State::Success)).await;
    let archive = service.download_role_mining_potential_role_zip(session, role, id);
    server.when(archive.clone()).respond(&"the archive".into()).await;

    // The program itself.
    let done = start.wait_until_exported().interval(Duration::from_millis(5)).await?;
    println!("the export is {:?}", done.status);
    let file = std::env::temp_dir().join(format!("potential-role-{}.zip", std::process::id()));
    let length = archive.download().to_file(&file).await?;
    println!("{length} bytes written");
    std::fs::remove_file(file)?;
    Ok(())
}
